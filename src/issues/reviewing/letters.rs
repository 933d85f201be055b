//! The letter that asks somebody to read along.

use super::find::Reviewer;
use super::pages::last_day;
use crate::app::App;
use crate::base::{Link, Purpose};
use crate::centre::Centre;
use crate::mail::{Letter, Part, without_slots};
use crate::people::Person;

/// What the letter is called in the ledger.
pub const INVITATION: &str = "review asked";

/// The token of somebody's own link.
pub(super) fn token(app: &App, reviewer: &Reviewer, person: &Person) -> String {
    Link::token(&app.secrets, Purpose::Review, person.id.0, reviewer.id.0, person.epoch)
}

/// What the letter is made with.
pub(super) struct Asking<'a> {
    pub app: &'a App,
    pub centre: &'a Centre,
    /// What is read along.
    pub name: String,
    /// Who asks.
    pub asker: String,
}

impl Asking<'_> {
    /// The letter to somebody.
    pub fn letter(&self, reviewer: &Reviewer, person: &Person) -> anyhow::Result<Letter> {
        let language = person.language;
        let (asker, name) = (without_slots(&self.asker), without_slots(&self.name));
        let (site, token) = (self.app.base_url(), token(self.app, reviewer, person));
        let href = format!("{site}{}/meelezen/{token}", language.prefix());
        let until = last_day(reviewer, language);
        let mut parts = vec![
            Part::Text(language.pick(format!("Beste {},", reviewer.name), format!("Dear {},", reviewer.name))),
            Part::Text(language.pick(
                format!("{asker} vraagt wat u vindt van “{name}”. Klopt het, en is het duidelijk?"),
                format!("{asker} asks what you think of “{name}”. Is it right, and is it clear?"),
            )),
        ];
        if !reviewer.note.is_empty() {
            parts.push(Part::Text(without_slots(&reviewer.note)));
        }
        parts.extend([
            Part::Text(language.pick(
                format!("Het is een concept. U kunt het lezen en opmerkingen plaatsen tot en met {until}. U hebt geen account nodig."),
                format!("It is a draft. You can read it and make remarks until and including {until}. You need no account."),
            )),
            Part::Button { label: language.pick("Lees mee", "Read along").to_owned(), href },
            Part::Text(
                language
                    .pick(
                        "Deze link is alleen voor u. Wie hem heeft, schrijft onder uw naam. Stuur hem dus niet door.",
                        "This link is for you alone. Whoever has it writes under your name, so do not forward it.",
                    )
                    .to_owned(),
            ),
        ]);
        let why = language.pick(
            format!("U krijgt deze mail omdat {asker} u vroeg om mee te lezen."),
            format!("You get this mail because {asker} asked you to read along."),
        );
        let subject = language.pick(format!("Wilt u meelezen? {name}"), format!("Will you read along? {name}"));
        Ok(Letter { automatic: false, ..self.centre.letter(language, subject, parts, why)? })
    }
}
