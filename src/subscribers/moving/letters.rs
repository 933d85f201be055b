//! The letters of a move. None says anything about the other address.

use super::texts;
use crate::app::App;
use crate::base::id::AddressChangeId;
use crate::base::{Language, Link, Purpose};
use crate::centre::{Centre, Publication};
use crate::mail::{Letter, Part};
use crate::people::Person;
use crate::subscribers::letters::ways;

/// The label of the letter to the new address.
pub(super) const CONFIRM: &str = "subscribers.move";
/// The label of the letter to the old one.
pub(super) const NOTICE: &str = "subscribers.moved";
/// The label of the letter with the links that work at the new address.
pub(super) const HERE: &str = "subscribers.moved-here";

/// Asks the owner of the new address to confirm.
pub(super) fn confirmation(
    app: &App,
    centre: &Centre,
    (to, change): (&Person, AddressChangeId),
    language: Language,
) -> anyhow::Result<Letter> {
    let token = Link::token(&app.secrets, Purpose::Move, to.id.0, change.0, to.epoch);
    let href = format!("{}{}/nieuw-adres/{token}", app.base_url(), language.prefix());
    let name = centre.name(language);
    let parts = vec![
        Part::Text(texts::confirm_letter(name, language)),
        Part::Text(texts::confirm_within(language)),
        Part::Button { label: texts::confirm_button(language).to_owned(), href },
        Part::Text(texts::confirm_ignore(language)),
    ];
    centre.letter(language, texts::confirm_subject(name, language), parts, texts::confirm_why(name, language))
}

/// Gives the new address the links to the preferences and to leaving: those in older mails are of the old address.
pub(super) fn here(app: &App, centre: &Centre, to: &Person, subscribed: &[Publication]) -> anyhow::Result<Letter> {
    let language = to.language;
    let lead = if subscribed.is_empty() { texts::here_nothing(language) } else { texts::here_lead(language) };
    let mut parts = vec![Part::Salutation, Part::Text(lead.to_owned())];
    parts.extend(ways(app, to, subscribed));
    let name = centre.name(language);
    centre.letter(language, texts::here_subject(name, language), parts, texts::here_why(name, language))
}

/// Tells the old address that its subscriptions moved, and how to undo that.
pub(super) fn notice(app: &App, centre: &Centre, from: &Person, change: AddressChangeId) -> anyhow::Result<Letter> {
    let language = from.language;
    let token = Link::token(&app.secrets, Purpose::UndoMove, from.id.0, change.0, from.epoch);
    let href = format!("{}{}/oud-adres/{token}", app.base_url(), language.prefix());
    let name = centre.name(language);
    let parts = vec![
        Part::Text(texts::notice_letter(name, language)),
        Part::Text(texts::notice_undo(language)),
        Part::Button { label: texts::undo_press(language).to_owned(), href },
        Part::Text(texts::notice_ignore(language)),
    ];
    centre.letter(language, texts::notice_subject(name, language), parts, texts::notice_why(name, language))
}
