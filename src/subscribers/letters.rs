//! The letters of this room. None of them holds anything that a visitor typed before it was confirmed.

use super::links::{self, preferences_link};
use super::texts;
use crate::app::App;
use crate::base::{Language, Link, Purpose};
use crate::centre::{Centre, Publication};
use crate::mail::{Letter, Part};
use crate::people::Person;
use crate::store::tables::sign_ups;

/// The label of the letter that asks to confirm.
pub(super) const CONFIRM: &str = "subscribers.confirm";
/// The label of the letter to someone who has everything already.
pub(super) const ALREADY: &str = "subscribers.already";
/// The label of the letter after confirming.
pub(super) const WELCOME: &str = "subscribers.welcome";

/// Asks the owner of the address to confirm.
pub(super) fn confirmation(
    app: &App,
    centre: &Centre,
    person: &Person,
    sign_up: &sign_ups::Model,
) -> anyhow::Result<Letter> {
    let language = sign_up.language;
    let token = Link::token(&app.secrets, Purpose::Confirm, person.id.0, sign_up.id.0, person.epoch);
    let href = format!("{}{}/bevestigen/{token}", app.base_url(), language.prefix());
    let name = centre.name(language);
    let parts = vec![
        Part::Text(texts::confirm_lead(name, language)),
        Part::Text(texts::confirm_within(language)),
        Part::Button { label: texts::confirm_button(language).to_owned(), href },
        Part::Text(texts::confirm_ignore(language)),
    ];
    centre.letter(language, texts::confirm_subject(name, language), parts, texts::letter_why(name, language))
}

/// Tells someone who has everything already where the preferences are.
pub(super) fn already(app: &App, centre: &Centre, person: &Person, language: Language) -> anyhow::Result<Letter> {
    let name = centre.name(language);
    let parts = vec![
        Part::Text(texts::already_lead(name, language)),
        Part::Text(texts::already_change(language).to_owned()),
        Part::Button { label: texts::to_preferences(language).to_owned(), href: preferences_link(app, person) },
        Part::Text(texts::already_ignore(language).to_owned()),
    ];
    centre.letter(language, texts::already_subject(name, language), parts, texts::letter_why(name, language))
}

/// Welcomes a new subscriber, with the ways to change and to leave.
pub(super) fn welcome(
    app: &App,
    centre: &Centre,
    person: &Person,
    subscribed: &[Publication],
) -> anyhow::Result<Letter> {
    let language = person.language;
    let mut parts = vec![Part::Salutation, Part::Text(texts::welcome_lead(language).to_owned())];
    parts.extend(ways(app, person, subscribed));
    let name = centre.name(language);
    centre.letter(language, texts::welcome_subject(name, language), parts, texts::letter_why(name, language))
}

/// What somebody receives, and the ways to change that and to leave.
pub(super) fn ways(app: &App, person: &Person, subscribed: &[Publication]) -> Vec<Part> {
    let language = person.language;
    let mut parts = Vec::new();
    for publication in subscribed {
        let (name, about) = (publication.name(language), publication.description(language));
        parts.push(Part::Text(if about.is_empty() { name.to_owned() } else { format!("{name}: {about}") }));
    }
    let (before, label, after) = texts::welcome_change(language);
    let href = preferences_link(app, person);
    parts.push(Part::Linked { before: before.into(), label: label.into(), href, after: after.into() });
    for publication in subscribed {
        let (before, label, after) = texts::welcome_leave(publication.name(language), language);
        let href = links::unsubscribe_link(app, person, publication.id());
        parts.push(Part::Linked { before, label, href, after });
    }
    parts
}
