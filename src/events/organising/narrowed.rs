//! What the list of people is narrowed to. Pure.

use serde::Deserialize;

use super::order::Order;
use super::stand::Stand;
use crate::base::id::EventSessionId;
use crate::base::words::fold;
use crate::events::find::Programme;
use crate::events::papers::Row;
use crate::web::Form;

/// The longest words that are searched for, in characters.
const MAX_WORDS: usize = 200;

/// What the address of the list asks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    /// What was just done.
    pub(super) gedaan: String,
    zoek: String,
    stand: String,
    workshop: String,
    volgorde: String,
    na: String,
}

/// What the list is narrowed to.
#[derive(Clone, Debug, Default)]
pub(super) struct Narrowed {
    /// As a form holds it, without where somebody stands.
    pub(super) form: Form,
    pub(super) stand: Stand,
    pub(super) workshop: Option<EventSessionId>,
    pub(super) words: String,
    pub(super) order: Order,
    /// After whom the page begins, as a word of an address; nothing for the first.
    pub(super) after: String,
}

impl Narrowed {
    /// What is not offered narrows nothing.
    pub(super) fn of(asked: &Question, programme: &Programme) -> Self {
        let zoek: String = asked.zoek.trim().chars().take(MAX_WORDS).collect();
        let workshop = asked.workshop.parse().ok().map(EventSessionId);
        let workshop = workshop.filter(|id| programme.session(*id).is_some());
        let order = Order::of_word(&asked.volgorde);
        let session = workshop.map(|id| id.to_string()).unwrap_or_default();
        let form = Form::with(&[("zoek", &zoek), ("workshop", &session), ("volgorde", order.word())]);
        let stand = Stand::of_word(&asked.stand);
        Self { form, stand, workshop, words: fold(&zoek), order, after: asked.na.clone() }
    }

    /// The same of what a button of the list took along.
    pub(super) fn of_form(form: &Form, programme: &Programme) -> Self {
        let [zoek, stand, workshop, volgorde, na] =
            ["zoek", "stand", "workshop", "volgorde", "na"].map(|name| form.trimmed(name).to_owned());
        Self::of(&Question { zoek, stand, workshop, volgorde, na, gedaan: String::new() }, programme)
    }

    /// The address of the list, with those who stand so, and this besides.
    pub(super) fn address(&self, here: &str, stand: Stand, more: &[(&str, &str)]) -> String {
        let all: Vec<_> = std::iter::once(("stand", stand.word())).chain(more.iter().copied()).collect();
        self.form.address(here, &all)
    }

    /// Whether somebody is among those who are looked for, wherever they stand.
    pub(super) fn wants(&self, (row, chosen): &Row) -> bool {
        let text = fold(&format!("{} {}", row.name, row.organisation));
        let found = self.words.split_whitespace().all(|word| text.contains(word));
        found && self.workshop.is_none_or(|id| chosen.contains(&id))
    }
}
