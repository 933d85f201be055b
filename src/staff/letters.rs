//! The letter that invites to the staff, and letters about work. Their head comes from the room of the centre, which stands
//! to the right, by way of [`Room::head`](crate::room::Room::head).

use super::texts;
use crate::app::App;
use crate::base::Language;
use crate::delivery;
use crate::mail::{Letter, Letterhead, Part, without_slots};
use crate::people::{self, Person};
use crate::store::DatabaseTransaction;
use crate::store::tables::members;

/// The label of a letter that tells a member what happened to their account.
const TOLD: &str = "staff account";

/// What happened to an account, which its owner hears of by mail: somebody else may have done it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Another password was chosen by a link.
    Password,
    /// Another app was connected.
    App,
    /// New recovery codes were made.
    Codes,
    /// Somebody came in by a recovery code; so many are left.
    Code(u64),
}

/// The invitation with its link, in the person's language.
pub(super) fn invitation(head: &Letterhead, person: &Person, member: &members::Model, link: &str) -> Letter {
    let language = person.language;
    let name = &head.dress(language).centre;
    let subject = texts::invitation_subject(language, name);
    let parts = vec![
        Part::Text(texts::invitation_lead(language, name)),
        Part::Button {
            label: language.pick("Kies een wachtwoord", "Choose a password").to_owned(),
            href: link.to_owned(),
        },
        Part::Text(texts::invitation_time(language)),
    ];
    let preheader = texts::invitation_time(language);
    letter(head, (language, &member.name), (subject, preheader), parts, texts::invitation_reason(language))
}

/// The link to choose another password.
pub(super) fn forgotten(head: &Letterhead, person: &Person, member: &members::Model, link: &str) -> Letter {
    let language = person.language;
    let parts = vec![
        Part::Text(texts::forgotten_lead(language)),
        Part::Button { label: texts::another_password(language).to_owned(), href: link.to_owned() },
        Part::Text(texts::forgotten_time(language)),
    ];
    let about = (texts::another_password(language).to_owned(), texts::forgotten_time(language));
    letter(head, (language, &member.name), about, parts, texts::forgotten_reason(language))
}

/// Tells a member what happened to their account, in the caller's transaction.
///
/// # Errors
/// The database's, or a sender that is no address.
pub(super) async fn tell(
    tx: &DatabaseTransaction,
    app: &App,
    member: &members::Model,
    told: Told,
) -> anyhow::Result<()> {
    let Some(head) = app.rooms.head(tx).await? else { return Ok(()) };
    let Some(person) = people::by_id(tx, member.person_id).await? else { return Ok(()) };
    let language = person.language;
    let (subject, lead) = texts::told(language, told);
    let parts = vec![Part::Text(lead), Part::Text(texts::not_you(language).to_owned())];
    let about = (subject, String::new());
    let letter = letter(&head, (language, &member.name), about, parts, texts::account_reason(language));
    delivery::post_later(tx, app, person.id, TOLD, &letter).await.map(drop)
}

/// A letter about work, to a member.
pub(super) fn notice(
    head: &Letterhead,
    (language, name): (Language, &str),
    subject: String,
    parts: Vec<Part>,
) -> Letter {
    letter(head, (language, name), (subject, String::new()), parts, texts::notice_reason(language))
}

fn letter(
    head: &Letterhead,
    (language, name): (Language, &str),
    (subject, preheader): (String, String),
    mut parts: Vec<Part>,
    reason: &str,
) -> Letter {
    parts.insert(0, Part::Text(format!("{} {},", language.pick("Beste", "Dear"), without_slots(name))));
    let mut letter = head.letter(language, subject, parts, reason.to_owned());
    letter.sheet.preheader = preheader;
    letter
}
