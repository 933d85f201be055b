//! What happened between us and an organisation, as a list by year.

use std::collections::BTreeMap;

use maud::{Markup, Render, html};

use super::moment;
use crate::base::Language;
use crate::base::id::{ContactId, MemberId, PersonId};
use crate::base::wall_time::number;
use crate::organisations::find::Placed;
use crate::organisations::texts;
use crate::organisations::timeline::{Fact, What, Year};
use crate::web::components::{DataTable, Tone, tabs, tag};

/// Who is who in a timeline.
#[derive(Debug, Default)]
pub struct Names {
    people: BTreeMap<PersonId, String>,
    members: BTreeMap<MemberId, String>,
}

impl Names {
    /// The contacts by name, or by address when they have none; and the members of staff.
    pub fn of(contacts: &[Placed<ContactId>], members: BTreeMap<MemberId, String>) -> Self {
        let name = |one: &Placed<ContactId>| if one.name.is_empty() { one.address.clone() } else { one.name.clone() };
        Self { people: contacts.iter().map(|one| (one.person, name(one))).collect(), members }
    }

    fn person(&self, id: PersonId, language: Language) -> &str {
        self.people.get(&id).map_or(language.pick("iemand", "somebody"), String::as_str)
    }

    fn member(&self, id: Option<MemberId>) -> &str {
        id.and_then(|id| self.members.get(&id)).map_or("", String::as_str)
    }
}

/// What happened, and how often we wrote.
pub struct Happened {
    /// What happened in the year that is shown.
    pub facts: Vec<Fact>,
    /// How often we wrote, by year.
    pub written: BTreeMap<i32, Year>,
    /// The years that there is something of, the newest first.
    pub years: Vec<i32>,
    /// The year that is shown.
    pub year: i32,
    /// Who is who.
    pub names: Names,
}

/// The timeline with the years to choose from.
pub(super) fn timeline(language: Language, page: &Happened, here: &str) -> Markup {
    let links: Vec<(String, String)> =
        page.years.iter().map(|year| (format!("{here}?jaar={year}"), year.to_string())).collect();
    let links: Vec<(&str, &str)> = links.iter().map(|(href, text)| (href.as_str(), text.as_str())).collect();
    let year = page.written.get(&page.year).copied().unwrap_or_default();
    html! {
        section class="card stack" aria-labelledby="timeline" {
            h2 id="timeline" { (language.pick("Wat er gebeurde", "What happened")) }
            @if page.years.len() > 1 { (tabs(language.pick("Jaren", "Years"), &links, &format!("{here}?jaar={}", page.year))) }
            p { strong { (written(year, page.year, language)) } }
            @if page.facts.is_empty() {
                p class="muted" { (language.pick("Er gebeurde nog niets in dit jaar.", "Nothing happened in this year yet.")) }
            } @else {
                ul class="todo" { @for fact in &page.facts { (one(language, fact, &page.names)) } }
            }
            @if page.written.len() > 1 { (by_year(language, &page.written)) }
        }
    }
}

/// "Wij schreven deze organisatie in 2026 2 keer aan, samen 4 mails."
fn written(year: Year, of: i32, language: Language) -> String {
    let count = number(i64::try_from(year.mails).unwrap_or(i64::MAX), language);
    let mails = match year.mails {
        1 => language.pick("dat was 1 mail".to_owned(), "that was 1 mail".to_owned()),
        _ => language.pick(format!("dat waren {count} mails"), format!("those were {count} mails")),
    };
    match year.sendings {
        0 => language.pick(format!("Wij schreven in {of} nog niet."), format!("We have not written in {of} yet.")),
        1 => {
            language.pick(format!("Wij schreven in {of} 1 keer; {mails}."), format!("We wrote once in {of}; {mails}."))
        }
        many => language.pick(
            format!("Wij schreven in {of} {many} keer; {mails}."),
            format!("We wrote {many} times in {of}; {mails}."),
        ),
    }
}

fn by_year(language: Language, written: &BTreeMap<i32, Year>) -> Markup {
    DataTable::new(language.pick("Hoe vaak wij schreven", "How often we wrote"))
        .column(language.pick("Jaar", "Year"))
        .number(language.pick("Verzendingen", "Sendings"))
        .number(language.pick("Mails", "Mails"))
        .rows(
            written
                .iter()
                .rev()
                .map(|(year, many)| vec![html! { (year) }, html! { (many.sendings) }, html! { (many.mails) }]),
        )
        .render()
}

fn one(language: Language, fact: &Fact, names: &Names) -> Markup {
    let (tone, kind, body) = words(language, &fact.what, names);
    html! {
        li {
            div { (tag(tone, kind)) " " (body) }
            span class="muted" { (moment(fact.at, language)) }
        }
    }
}

fn words(language: Language, what: &What, names: &Names) -> (Tone, &'static str, Markup) {
    match what {
        What::Sent { sending, label, got, missed } => {
            let link = html! { a class="utrecht-link" href={ "/beheer/verzendingen/" (sending) } { (label) } };
            (Tone::Info, language.pick("verstuurd", "sent"), html! { (link) ": " (arrived(*got, *missed, language)) })
        }
        What::Noted { by, body } => (
            Tone::Quiet,
            language.pick("notitie", "note"),
            html! { span class="muted" { (names.member(Some(*by))) } @for line in body.lines() { p { (line) } } },
        ),
        What::Raised { task, kind, person } => {
            let person = person.map_or("", |person| names.person(person, language));
            let title = texts::task(*kind, person, language);
            let link = html! { a class="utrecht-link" href={ "/beheer/taken/" (task) } { (title) } };
            (Tone::Warn, language.pick("taak", "task"), link)
        }
        What::Solved { outcome, note, by, .. } => (
            Tone::Good,
            language.pick("klaar", "done"),
            html! {
                (texts::outcome(outcome, language))
                @if by.is_some() { " " span class="muted" { (names.member(*by)) } }
                @if !note.is_empty() { p { (note) } }
            },
        ),
        What::Began { person, role } => (
            Tone::Quiet,
            language.pick("contact", "contact"),
            html! { (names.person(*person, language)) " " (language.pick("werd contactpersoon", "became a contact")) ": " (role) },
        ),
        What::Ended { person, role } => (
            Tone::Quiet,
            language.pick("contact", "contact"),
            html! { (names.person(*person, language)) " " (language.pick("is geen contactpersoon meer", "is no longer a contact")) ": " (role) },
        ),
        What::Elsewhere(fact) => (
            Tone::Info,
            fact.kind.of(language),
            html! { @match &fact.link {
                Some(link) => { a class="utrecht-link" href=(link) { (fact.said) } }
                None => (fact.said),
            } },
        ),
        What::Changed { action, by } => (
            Tone::Quiet,
            language.pick("gewijzigd", "changed"),
            html! { (action.told().said.of(language)) " " span class="muted" { (names.member(*by)) } },
        ),
    }
}

fn arrived(got: usize, missed: usize, language: Language) -> String {
    let people = |many: usize| match many {
        1 => language.pick("1 contactpersoon".to_owned(), "1 contact".to_owned()),
        _ => language.pick(format!("{many} contactpersonen"), format!("{many} contacts")),
    };
    match (got, missed) {
        (0, missed) => language
            .pick(format!("niet aangekomen bij {}", people(missed)), format!("did not arrive with {}", people(missed))),
        (got, 0) => language.pick(format!("aan {}", people(got)), format!("to {}", people(got))),
        _ => language.pick(
            format!("aan {}, niet aangekomen bij {missed}", people(got)),
            format!("to {}, did not arrive with {missed}", people(got)),
        ),
    }
}
