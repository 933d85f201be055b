//! One cell of a list: what is drawn on the page, and what stands in the file.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::base::wall_time::{number, plain_date};
use crate::base::{Instant, Language};
use crate::web::components::{Tone, moment, tag};
use crate::web::download::{InTable, Value};

/// What stands in the file of a cell.
#[derive(Clone, Debug)]
enum Plain {
    Text(String),
    Number(i64),
    Day(NaiveDate),
    Moment(Instant),
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    plain: Plain,
    drawn: Markup,
}

impl Cell {
    /// Words; without any, a dash on the page.
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        let drawn = html! { @if words.is_empty() { span class="muted" aria-hidden="true" { "–" } } @else { (words) } };
        Self { plain: Plain::Text(words), drawn }
    }

    /// Words that lead to a page.
    pub fn link(address: &str, words: impl Into<String>) -> Self {
        let words = words.into();
        let drawn = html! { a class="utrecht-link" href=(address) { (words) } };
        Self { plain: Plain::Text(words), drawn }
    }

    /// A state with its tone.
    #[must_use]
    pub fn tag(tone: Tone, words: &str) -> Self {
        Self { plain: Plain::Text(words.to_owned()), drawn: tag(tone, words) }
    }

    /// A count.
    #[must_use]
    pub fn number(language: Language, count: i64) -> Self {
        Self { plain: Plain::Number(count), drawn: html! { (number(count, language)) } }
    }

    /// A day.
    #[must_use]
    pub fn day(language: Language, day: NaiveDate) -> Self {
        Self { plain: Plain::Day(day), drawn: html! { time datetime=(day) { (plain_date(day, language)) } } }
    }

    /// A moment.
    #[must_use]
    pub fn moment(language: Language, at: Instant) -> Self {
        Self { plain: Plain::Moment(at), drawn: moment(at, language) }
    }

    /// The same in the file, drawn otherwise on the page.
    #[must_use]
    pub fn drawn(self, drawn: Markup) -> Self {
        Self { drawn, ..self }
    }

    /// Another one behind it; in the file with a comma between.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        let drawn = html! { (self.drawn) " " (other.drawn) };
        let texts = [&self, other].map(|cell| cell.value().text());
        let texts = texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
        Self { plain: Plain::Text(texts.join(", ")), drawn }
    }

    /// What is drawn.
    pub(super) fn into_drawn(self) -> Markup {
        self.drawn
    }
}

impl InTable for Cell {
    fn value(&self) -> Value<'_> {
        match &self.plain {
            Plain::Text(words) => Value::Text(words),
            Plain::Number(number) => Value::Number(*number),
            Plain::Day(day) => Value::Day(*day),
            Plain::Moment(at) => Value::Moment(*at),
        }
    }
}
