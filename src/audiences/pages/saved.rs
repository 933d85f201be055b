//! The list of audiences, and one of them.

use maud::{Markup, Render, html};

use super::{LIST, figures};
use crate::audiences::find::Audience;
use crate::audiences::texts;
use crate::base::Language;
use crate::base::id::PublicationId;
use crate::base::page::Page;
use crate::base::wall_time::long_moment;
use crate::people::Person;
use crate::room::Use;
use crate::web::components::{
    Action, DataTable, PostButton, Tone, crumbs, empty_state, link_button, moment, notice, page_head, pager, split,
    tabs,
};
use crate::web::{Frame, staff_page};

/// An audience in the list.
pub struct Row {
    /// Which one.
    pub audience: Audience,
    /// Whom it means.
    pub sentence: String,
    /// Who changed it last.
    pub by: String,
}

/// The list.
pub fn list(frame: &Frame, rows: &[Row], said: Option<(Tone, &str)>) -> Markup {
    let language = frame.language;
    let title = texts::title(language);
    let make =
        || link_button(Action::Primary, "/beheer/doelgroepen/nieuw", language.pick("Nieuwe doelgroep", "New audience"));
    let table = DataTable::new(title)
        .stacked()
        .hide_caption()
        .column(language.pick("Naam", "Name"))
        .column(language.pick("Wie dat zijn", "Who they are"))
        .column(language.pick("Laatst gewijzigd", "Last changed"))
        .rows(rows.iter().map(|row| {
            vec![
                html! { a class="utrecht-link" href=(row.audience.address()) { (row.audience.row.name) } },
                html! { (row.sentence) },
                html! { (row.by) ", " (moment(row.audience.row.changed_at, language)) },
            ]
        }));
    let lead = language.pick(
        "Een doelgroep kiest een deel van de abonnees van een uitgave, bijvoorbeeld voor een extra nummer.",
        "An audience chooses a part of the subscribers of a publication, for instance for an extra issue.",
    );
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, Some(lead), Some(make())))
            @if let Some((tone, words)) = said { (notice(language, tone, words, "")) }
            @if rows.is_empty() {
                (empty_state(
                    language.pick("Er is nog geen doelgroep", "There is no audience yet"),
                    language.pick("Zonder doelgroep gaat een nummer naar iedereen die de uitgave leest.", "Without an audience an issue goes to everyone who reads the publication."),
                    Some(make()),
                ))
            } @else { (table) }
        },
    )
}

/// What the page of an audience shows.
pub struct AudiencePage<'a> {
    /// Which one.
    pub audience: &'a Audience,
    /// Whom it means.
    pub sentence: String,
    /// How many readers of each publication.
    pub counts: Vec<(String, i64)>,
    /// The publications.
    pub publications: Vec<(PublicationId, String)>,
    /// The one whose readers are listed.
    pub chosen: Option<PublicationId>,
    /// Who they are: a page of them.
    pub people: Option<Page<Person>>,
    /// Where it is used.
    pub uses: Vec<Use>,
    /// Who changed it last.
    pub by: String,
    /// What was just done.
    pub said: Option<(Tone, &'static str)>,
}

/// The page of an audience.
pub fn show(frame: &Frame, page: &AudiencePage) -> Markup {
    let (language, row) = (frame.language, &page.audience.row);
    let here = page.audience.address();
    let change = link_button(Action::Primary, &format!("{here}/wijzigen"), language.pick("Wijzig", "Change"));
    let at = long_moment(row.changed_at, language);
    let by = &page.by;
    let changed = language.pick(format!("Gewijzigd door {by}, {at}"), format!("Changed by {by}, {at}"));
    staff_page(
        frame,
        row.name.as_str(),
        html! {
            (crumbs(language, &[(LIST, texts::title(language))], &row.name))
            (page_head(&row.name, Some(&changed), Some(change)))
            @if let Some((tone, words)) = page.said { (notice(language, tone, words, "")) }
            section class="card" aria-label=(language.pick("Wie dat zijn", "Who they are")) { p class="audience" { (page.sentence) } }
            (figures(&page.counts, language))
            (split(people(language, page, &here), html! { (uses(language, &page.uses)) (removal(language, page, &here)) }))
        },
    )
}

fn people(language: Language, page: &AudiencePage, here: &str) -> Markup {
    let links: Vec<(String, &str)> =
        page.publications.iter().map(|(id, name)| (format!("{here}?uitgave={id}"), name.as_str())).collect();
    let links: Vec<(&str, &str)> = links.iter().map(|(href, name)| (href.as_str(), *name)).collect();
    let current = page.chosen.map(|id| format!("{here}?uitgave={id}")).unwrap_or_default();
    let rows = page.people.as_ref().map_or(&[][..], |people| &people.rows);
    let next = page.people.as_ref().and_then(|people| people.next).map(|after| format!("{current}&na={after}"));
    let table = DataTable::new(language.pick("Abonnees in deze doelgroep", "Subscribers in this audience"))
        .stacked()
        .hide_caption()
        .column(language.pick("Adres", "Address"))
        .column(language.pick("Naam", "Name"))
        .rows(rows.iter().map(|person| {
            vec![
                html! { a class="utrecht-link" href={ "/beheer/abonnees/" (person.id) } { (person.address) } },
                html! { (person.name) },
            ]
        }));
    html! {
        section class="card stack" aria-labelledby="people" {
            h2 id="people" { (language.pick("Wie het vandaag zou krijgen", "Who would get it today")) }
            @if links.len() > 1 { (tabs(language.pick("Uitgaven", "Publications"), &links, &current)) }
            @if rows.is_empty() {
                p { (language.pick("Niemand van de abonnees van deze uitgave hoort er nu bij.", "None of the subscribers of this publication belongs to it now.")) }
            } @else { (table.render()) (pager(language, None, next.as_deref())) }
        }
    }
}

fn uses(language: Language, uses: &[Use]) -> Markup {
    html! {
        section class="card stack" aria-labelledby="users" {
            h2 id="users" { (language.pick("Gebruikt door", "Used by")) }
            @if uses.is_empty() { p { (language.pick("Nog geen nummer gebruikt deze doelgroep.", "No issue uses this audience yet.")) } }
            @else {
                ul { @for one in uses {
                    li { a class="utrecht-link" href=(one.link) { (one.what) }
                        @if let Some(sending) = one.sending {
                            ": " a class="utrecht-link" href={ "/beheer/verzendingen/" (sending) } { (language.pick("wie het kreeg", "who received it")) span class="hidden" { " (" (one.what) ")" } }
                        }
                    }
                } }
                @if uses.iter().any(|one| one.is_approved) {
                    p { (language.pick("Een goedgekeurd nummer moet opnieuw worden goedgekeurd als u de doelgroep wijzigt.", "An issue that was approved has to be approved again when you change the audience.")) }
                }
            }
        }
    }
}

fn removal(language: Language, page: &AudiencePage, here: &str) -> Markup {
    html! {
        @if page.uses.is_empty() {
            section class="card stack" aria-labelledby="removal" {
                h2 id="removal" { (language.pick("Verwijderen", "Remove")) }
                p { (language.pick("Dit haalt alleen de voorwaarden weg. Er verdwijnt geen abonnee.", "This only takes away the conditions. No subscriber disappears.")) }
                (PostButton::new(format!("{here}/weg"), language.pick("Verwijder deze doelgroep", "Remove this audience"), Action::Danger).about(page.audience.row.name.as_str()))
            }
        }
    }
}
