//! The letter that invites to the staff.
//!
//! The room of the centre stands to the right, so its sender is read from its row here.

use super::texts;
use crate::base::{EmailAddress, Language};
use crate::mail::{Dress, Letter, Mailbox, Part, Sheet, without_slots};
use crate::people::Person;
use crate::store::tables::{centre, members};

/// The invitation with its link, in the person's language.
pub(super) fn invitation(
    centre: &centre::Model,
    person: &Person,
    member: &members::Model,
    link: &str,
) -> anyhow::Result<Letter> {
    let language = person.language;
    let name = language.pick(&centre.name_nl, &centre.name_en).clone();
    let subject = texts::invitation_subject(language, &name);
    let parts = vec![
        Part::Text(texts::invitation_lead(language, &name)),
        Part::Button {
            label: language.pick("Kies een wachtwoord", "Choose a password").to_owned(),
            href: link.to_owned(),
        },
        Part::Text(texts::invitation_time(language).to_owned()),
    ];
    let preheader = texts::invitation_time(language).to_owned();
    letter(centre, (language, &member.name), (subject, preheader), parts, texts::invitation_reason(language))
}

/// A letter about work, to a member.
pub(super) fn notice(
    centre: &centre::Model,
    (language, name): (Language, &str),
    subject: String,
    parts: Vec<Part>,
) -> anyhow::Result<Letter> {
    letter(centre, (language, name), (subject, String::new()), parts, texts::notice_reason(language))
}

fn letter(
    centre: &centre::Model,
    (language, name): (Language, &str),
    (subject, preheader): (String, String),
    mut parts: Vec<Part>,
    reason: &str,
) -> anyhow::Result<Letter> {
    parts.insert(0, Part::Text(format!("{} {},", language.pick("Beste", "Dear"), without_slots(name))));
    let sheet = Sheet {
        language,
        content_language: language,
        title: subject.clone(),
        preheader,
        dress: dress(centre, language),
        parts,
        footer: vec![Part::Text(reason.to_owned())],
    };
    let from = Mailbox { name: centre.sender_name.clone(), address: read(&centre.letter_address)? };
    let reply_to = Some(read(&centre.reply_address)?);
    Ok(Letter { from, reply_to, subject, sheet, list: None, automatic: true })
}

fn dress(centre: &centre::Model, language: Language) -> Dress {
    let lines: Vec<&str> = centre.postal_address.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Dress {
        centre: language.pick(&centre.name_nl, &centre.name_en).clone(),
        brand: centre.brand.clone(),
        postal_address: lines.join(", "),
        logo: None,
        site: String::new(),
    }
}

fn read(address: &str) -> anyhow::Result<EmailAddress> {
    EmailAddress::parse(address).map_err(|fault| anyhow::anyhow!("a stored sender address is none: {fault:?}"))
}
