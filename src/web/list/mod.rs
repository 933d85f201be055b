//! Lists: a page with a filter, its rows and the way to the next ones; and the same rows as a file.
//!
//! A room says its list once, as plain data and function pointers ([`List`]). The page and the file are made of the same
//! columns, so that a column has one name and one meaning, and whoever narrows the page narrows the file.
//!
//! - What is asked stands in the address, so that a list can be kept, shared and walked without a script.
//! - A choice that the list does not offer is no choice, and words are cut to what a search can bear: an address that was
//!   typed over shows a list, not a failure.
//! - The file is read page by page along the key, so that it takes no more memory for many rows than for few.

mod cell;
#[cfg(test)]
mod tests;

use std::pin::Pin;
use std::str::FromStr;

use maud::{Markup, html};
use tempfile::NamedTempFile;

pub use cell::Cell;

use super::components::{
    Action, DataTable, Field, ask_form, button, empty_state, file_buttons, link_button, page_head, pager,
};
use super::download::{Kind, TableFile};
use super::{Failure, Form, Frame, staff_page};
use crate::base::page::Page;
use crate::base::{Both, Language};

/// The longest words that are searched for, in characters.
const MAX_WORDS: usize = 200;
/// How many rows of a file are read at once.
const SLICE: usize = 2_000;

/// Something that is being read.
pub type Reading<'a, T> = Pin<Box<dyn Future<Output = anyhow::Result<T>> + Send + 'a>>;

/// A list of rows `T`. `S` is what they are read from; `X` what the page must know besides them: names, what can be chosen.
pub struct List<S: 'static, T: 'static, X: 'static = ()> {
    /// Its address. The file comes from `…/bestand`.
    pub address: &'static str,
    /// What it lists.
    pub title: Both,
    /// A line below the title.
    pub sub: Option<Both>,
    /// The button that leads to `…/nieuw`.
    pub make: Option<Both>,
    /// What stands between title and filter: the tabs of the room, what was just done.
    pub head: fn(&Frame, &Form, &X) -> Markup,
    /// The word in the address for the key after which a page starts.
    pub key: &'static str,
    /// What it can be narrowed by.
    pub filters: &'static [Filter<X>],
    /// Its columns; the first names the row.
    pub columns: &'static [Column<T, X>],
    /// What it says as long as there is nothing, and what to do then.
    pub empty: (Both, Both),
    /// What it says when nothing is found, and what to do then.
    pub nothing_found: (Both, Both),
    /// Reads what the page must know besides the rows.
    pub about: for<'a> fn(&'a S, &'a Frame) -> Reading<'a, X>,
    /// Reads so many rows at most.
    pub rows: for<'a> fn(&'a S, &'a Narrowed, usize) -> Reading<'a, Page<T>>,
    /// How many rows a page shows.
    pub size: usize,
    /// The choice with which it shows what it otherwise leaves out: no row does not mean that there is nothing.
    pub with_all: Option<(&'static str, &'static str)>,
}

/// What a list can be narrowed by: the word in the address, and its label.
pub enum Filter<X: 'static> {
    /// Words to search for.
    Words(&'static str, Both),
    /// One of these, as pairs of value and label; the second name is that of no choice.
    Choice(&'static str, Both, Both, fn(Language, &X) -> Vec<(String, String)>),
}

/// A column: the same on the page and in the file.
pub struct Column<T: 'static, X: 'static = ()> {
    label: Both,
    is_number: bool,
    cell: fn(Language, &T, &X) -> Cell,
}

impl<T, X> Column<T, X> {
    /// A column of words.
    pub const fn of(label: Both, cell: fn(Language, &T, &X) -> Cell) -> Self {
        Self { label, is_number: false, cell }
    }

    /// A column of numbers, to the right.
    pub const fn number(label: Both, cell: fn(Language, &T, &X) -> Cell) -> Self {
        Self { label, is_number: true, cell }
    }
}

/// What a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Narrowed {
    form: Form,
    /// The key after which the rows start.
    pub after: Option<i64>,
}

impl Narrowed {
    /// The words or the choice of a filter; nothing where it does not narrow.
    #[must_use]
    pub fn word(&self, name: &str) -> &str {
        self.form.value(name)
    }

    /// A choice that is an id or another word of ours.
    #[must_use]
    pub fn read<I: FromStr>(&self, name: &str) -> Option<I> {
        self.word(name).parse().ok()
    }

    fn is_whole(&self) -> bool {
        self.after.is_none() && self.form.names().next().is_none()
    }
}

/// What can be chosen in a filter.
pub fn options<V: Into<String>, L: Into<String>>(of: impl IntoIterator<Item = (V, L)>) -> Vec<(String, String)> {
    of.into_iter().map(|(value, label)| (value.into(), label.into())).collect()
}

impl<S, T> List<S, T> {
    /// A list that needs nothing but its rows; the rest is said by `List { …, ..List::plain(…) }`.
    pub const fn plain(
        address: &'static str,
        title: Both,
        rows: for<'a> fn(&'a S, &'a Narrowed, usize) -> Reading<'a, Page<T>>,
    ) -> Self {
        Self::at(address, title, |_, _| Box::pin(std::future::ready(Ok(()))), rows)
    }
}

impl<S, T, X> List<S, T, X> {
    /// A list without filters; the rest is said by `List { …, ..List::at(…) }`.
    pub const fn at(
        address: &'static str,
        title: Both,
        about: for<'a> fn(&'a S, &'a Frame) -> Reading<'a, X>,
        rows: for<'a> fn(&'a S, &'a Narrowed, usize) -> Reading<'a, Page<T>>,
    ) -> Self {
        Self {
            address,
            title,
            sub: None,
            make: None,
            head: |_, _, _| html! {},
            key: "na",
            filters: &[],
            columns: &[],
            empty: (Both("Er is nog niets", "There is nothing yet"), Both("", "")),
            nothing_found: (
                Both("Niets gevonden", "Nothing found"),
                Both("Zoek op een ander woord, of kies iets anders.", "Search for another word, or choose otherwise."),
            ),
            about,
            rows,
            size: 50,
            with_all: None,
        }
    }

    fn narrowed(&self, language: Language, asked: &Form, x: &X) -> Narrowed {
        let mut form = Form::empty();
        for filter in self.filters {
            let (name, value) = match filter {
                Filter::Words(name, _) => (*name, asked.trimmed(name).chars().take(MAX_WORDS).collect()),
                Filter::Choice(name, .., options) => {
                    let is_offered = options(language, x).iter().any(|(value, _)| value == asked.value(name));
                    (*name, if is_offered { asked.value(name).to_owned() } else { String::new() })
                }
            };
            if !value.is_empty() {
                form.set(name, value);
            }
        }
        Narrowed { form, after: asked.trimmed(self.key).parse().ok() }
    }

    /// Whether there is no row whatever is asked.
    async fn is_empty(&self, from: &S, narrowed: &Narrowed, page: &Page<T>) -> anyhow::Result<bool> {
        if !page.rows.is_empty() || !narrowed.is_whole() {
            return Ok(false);
        }
        let Some((name, value)) = self.with_all else { return Ok(true) };
        let all = Narrowed { form: Form::with(&[(name, value)]), after: None };
        Ok((self.rows)(from, &all, 1).await?.rows.is_empty())
    }

    fn page(&self, frame: &Frame, asked: (&Form, &Narrowed), page: &Page<T>, x: &X, knows: (bool, bool)) -> Markup {
        let (language, title, (_, narrowed)) = (frame.language, self.title.of(frame.language), asked);
        let (is_empty, may_take) = knows;
        let make = || {
            let label = self.make?.of(language);
            Some(link_button(Action::Primary, &format!("{}/nieuw", self.address), label))
        };
        let body = html! {
            (page_head(title, self.sub.map(|sub| sub.of(language)), make().filter(|_| !is_empty)))
            ((self.head)(frame, asked.0, x))
            @if is_empty {
                (empty_state(self.empty.0.of(language), self.empty.1.of(language), make()))
            } @else {
                @if !self.filters.is_empty() { (self.questions(language, narrowed, x)) }
                @if page.rows.is_empty() {
                    @let all = language.pick("Wis het filter en toon alles", "Clear the filter and show everything");
                    @let (title, advice) = (self.nothing_found.0.of(language), self.nothing_found.1.of(language));
                    (empty_state(title, advice, Some(link_button(Action::Secondary, self.address, all))))
                } @else {
                    (self.table(language, &page.rows, x))
                    (self.ways(language, narrowed, page.next))
                    @if may_take { (self.take_along(language, narrowed, page)) }
                }
            }
        };
        staff_page(frame, title, body)
    }

    fn questions(&self, language: Language, narrowed: &Narrowed, x: &X) -> Markup {
        let field = |filter: &Filter<X>| match filter {
            Filter::Words(name, label) => html! { (Field::search(language, &narrowed.form, name, label.of(language))) },
            Filter::Choice(name, label, all, choices) => {
                let none = (String::new(), all.of(language).to_owned());
                let choices = std::iter::once(none).chain(choices(language, x));
                html! { (Field::select(language, &narrowed.form, name, label.of(language), choices)) }
            }
        };
        ask_form(
            self.address,
            "filters",
            html! {
                @for filter in self.filters { (field(filter)) }
                (button(Action::Secondary, language.pick("Zoek", "Search")))
            },
        )
    }

    fn table(&self, language: Language, rows: &[T], x: &X) -> DataTable {
        let mut table = DataTable::new(self.title.of(language)).stacked().hide_caption();
        for column in self.columns {
            let label = column.label.of(language);
            table = if column.is_number { table.number(label) } else { table.column(label) };
        }
        table.rows(rows.iter().map(|row| self.cells(language, row, x).map(Cell::into_drawn).collect()))
    }

    fn cells(&self, language: Language, row: &T, x: &X) -> impl Iterator<Item = Cell> {
        self.columns.iter().map(move |column| (column.cell)(language, row, x))
    }

    fn ways(&self, language: Language, narrowed: &Narrowed, next: Option<i64>) -> Markup {
        let first = narrowed.after.map(|_| narrowed.form.address(self.address, &[]));
        let next = next.map(|next| narrowed.form.address(self.address, &[(self.key, &next.to_string())]));
        pager(language, first.as_deref(), next.as_deref())
    }

    fn take_along(&self, language: Language, narrowed: &Narrowed, page: &Page<T>) -> Markup {
        // How many there are in all is known for nothing only when all of them are on the page.
        let many = (page.next.is_none() && narrowed.after.is_none()).then_some(page.rows.len());
        let fields: Vec<_> = narrowed.form.names().map(|name| (name, narrowed.word(name))).collect();
        let at = format!("{}/bestand", self.address);
        html! {
            section class="stack" aria-label=(language.pick("Als bestand", "As a file")) {
                (file_buttons(language, &at, many, &fields))
                p class="small muted" {
                    (language.pick(
                        "In het bestand staat alles wat u hier zoekt, ook van de volgende pagina’s. Het logboek vermeldt dat u het meenam.",
                        "The file holds all that you ask for here, the next pages too. The log says that you took it along.",
                    ))
                }
            }
        }
    }
}

/// The page of a list, narrowed to what is asked; `may_take` when this reader may take it along as a file.
///
/// # Errors
/// Those of reading it.
pub async fn draw<S, T, X>(
    list: &List<S, T, X>,
    from: &S,
    frame: &Frame,
    asked: &Form,
    may_take: bool,
) -> Result<Markup, Failure> {
    let x = (list.about)(from, frame).await?;
    let narrowed = list.narrowed(frame.language, asked, &x);
    let page = (list.rows)(from, &narrowed, list.size).await?;
    let is_empty = list.is_empty(from, &narrowed, &page).await?;
    Ok(list.page(frame, (asked, &narrowed), &page, &x, (is_empty, may_take)))
}

/// A list as a file, narrowed to what is asked, from its first row to its last; and how many rows that are.
///
/// # Errors
/// Those of reading it, or when the disk is full.
pub async fn write<S, T, X>(
    list: &List<S, T, X>,
    from: &S,
    frame: &Frame,
    asked: &Form,
    kind: Kind,
) -> anyhow::Result<(NamedTempFile, usize)> {
    let (language, x) = (frame.language, (list.about)(from, frame).await?);
    let mut narrowed = Narrowed { after: None, ..list.narrowed(language, asked, &x) };
    let mut table = TableFile::begin(kind)?;
    table.line(&list.columns.iter().map(|column| column.label.of(language)).collect::<Vec<_>>())?;
    let mut many = 0;
    loop {
        let Page { rows, next } = (list.rows)(from, &narrowed, SLICE).await?;
        many += rows.len();
        let lines = rows.iter().map(|row| list.cells(language, row, &x).collect::<Vec<_>>()).collect();
        table = table.lines(lines).await?;
        if next.is_none() {
            return Ok((table.whole().await?, many));
        }
        narrowed.after = next;
    }
}
