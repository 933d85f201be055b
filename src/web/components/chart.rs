//! A bar chart with the same figures in a table beside it.

use maud::{Markup, Render, html};

use super::table::DataTable;
use crate::base::language::Language;

/// The drawing's height, in its own units; each bar is one unit wide.
const HEIGHT: i64 = 24;

/// Bars over time: a drawing for the eye, and the same figures in a table that opens below it, for everyone.
#[derive(Clone, Debug)]
pub struct BarChart {
    title: String,
    about: String,
    over: String,
    value: String,
    bars: Vec<(Markup, i64)>,
    further: Vec<(String, Vec<i64>)>,
    changes: Option<Changes>,
}

/// What came on and what went off, drawn below the bars to a measure of its own: it would be too small to see in theirs.
#[derive(Clone, Debug)]
struct Changes {
    about: String,
    up: Vec<i64>,
    down: Vec<i64>,
}

impl BarChart {
    /// A chart called `title`; `about` says in one sentence what is to be seen, `over` and `value` head the table.
    pub fn new(
        title: impl Into<String>,
        about: impl Into<String>,
        over: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        Self {
            title: title.into(),
            about: about.into(),
            over: over.into(),
            value: value.into(),
            bars: Vec::new(),
            further: Vec::new(),
            changes: None,
        }
    }

    /// Adds a bar. Its label only stands in the table.
    #[must_use]
    pub fn bar(mut self, label: Markup, value: i64) -> Self {
        self.bars.push((label, value));
        self
    }

    /// Adds a column to the table that is not drawn: a figure for each bar, in the order of the bars.
    #[must_use]
    pub fn further(mut self, label: impl Into<String>, values: Vec<i64>) -> Self {
        self.further.push((label.into(), values));
        self
    }

    /// Draws beside each bar what came on, above a line, and what went off, below it; both are columns of the table too.
    /// `about` says in one sentence which is which.
    #[must_use]
    pub fn changes(mut self, about: impl Into<String>, up: (&str, Vec<i64>), down: (&str, Vec<i64>)) -> Self {
        self.changes = Some(Changes { about: about.into(), up: up.1.clone(), down: down.1.clone() });
        self.further(up.0, up.1).further(down.0, down.1)
    }

    fn drawing(&self) -> Markup {
        let most = self.bars.iter().map(|(_, value)| *value).max().unwrap_or(0).max(1);
        let width = self.bars.len().max(12);
        html! {
            svg class="chart__bars" viewBox={ "0 0 " (width) " " (HEIGHT) } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                @for (at, (_, value)) in self.bars.iter().enumerate() {
                    // A bar that stands for something is never too low to see.
                    @let tall = if *value > 0 { (value * HEIGHT / most).max(1) } else { 0 };
                    rect x={ (at) ".1" } y=(HEIGHT - tall) width=".8" height=(tall) {}
                }
            }
        }
    }

    fn drawing_of(&self, changes: &Changes) -> Markup {
        let most = |values: &[i64]| values.iter().copied().max().unwrap_or(0).max(0);
        let (up, down) = (most(&changes.up), most(&changes.down));
        let width = self.bars.len().max(12);
        // One measure for both, and as much room on each side of the line as it needs.
        let tall = |value: i64| if value > 0 { (value * HEIGHT / (up + down).max(1)).max(1) } else { 0 };
        let line = tall(up).max(1);
        html! {
            svg class="chart__bars chart__changes" viewBox={ "0 0 " (width) " " (line + tall(down).max(1)) } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                @for (at, value) in changes.up.iter().enumerate() {
                    rect x={ (at) ".1" } y=(line - tall(*value)) width=".8" height=(tall(*value)) {}
                }
                @for (at, value) in changes.down.iter().enumerate() {
                    rect class="chart__down" x={ (at) ".1" } y=(line) width=".8" height=(tall(*value)) {}
                }
                line x1="0" y1=(line) x2=(width) y2=(line) {}
            }
        }
    }

    /// Draws it in a reader's language.
    #[must_use]
    pub fn draw(&self, language: Language, number: impl Fn(i64) -> String) -> Markup {
        let caption = format!("{}: {}", self.title, language.pick("de cijfers", "the figures"));
        let table = DataTable::new(caption).hide_caption().column(&self.over).number(&self.value);
        let table = self.further.iter().fold(table, |table, (label, _)| table.number(label));
        let table = table.rows(self.bars.iter().enumerate().map(|(at, (label, value))| {
            let further = self.further.iter().map(|(_, values)| values.get(at).copied().unwrap_or_default());
            let figures = std::iter::once(*value).chain(further).map(|figure| html! { (number(figure)) });
            std::iter::once(label.clone()).chain(figures).collect()
        }));
        html! {
            figure class="chart stack" {
                figcaption { (self.about) }
                (self.drawing())
                @if let Some(changes) = &self.changes {
                    p { (changes.about) }
                    (self.drawing_of(changes))
                }
                details { summary { (language.pick("Toon de cijfers als tabel", "Show the figures as a table")) } (table.render()) }
            }
        }
    }
}
