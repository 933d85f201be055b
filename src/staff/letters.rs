//! The letter that invites to the staff, and letters about work. Their head comes from the room of the centre, which stands
//! to the right, by way of [`Room::head`](crate::room::Room::head).

use super::texts;
use crate::base::Language;
use crate::mail::{Letter, Letterhead, Part, Sheet, without_slots};
use crate::people::Person;
use crate::store::tables::members;

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
        Part::Text(texts::invitation_time(language).to_owned()),
    ];
    let preheader = texts::invitation_time(language).to_owned();
    letter(head, (language, &member.name), (subject, preheader), parts, texts::invitation_reason(language))
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
    let sheet = Sheet {
        language,
        content_language: language,
        title: subject.clone(),
        preheader,
        dress: head.dress(language).clone(),
        parts,
        footer: vec![Part::Text(reason.to_owned())],
    };
    let (from, reply_to) = (head.from.clone(), Some(head.reply_to.clone()));
    Letter { from, reply_to, subject, sheet, list: None, automatic: true }
}
