//! The pages of the list, out of plain arguments.

use maud::{Markup, html};

use super::counts::Count;
use super::search::State;
use super::texts;
use crate::base::wall_time::{date_of, number, plain_date};
use crate::base::{Instant, Language};
use crate::centre::Publication;
use crate::subscribers::texts as shared;
use crate::web::components::{
    Action, Choices, DataTable, Field, Tone, ask_form, button, button_with, crumbs, empty_state, error_summary,
    figure_card, link_button, notice, page_head, pager, post_form, post_section, progress, tag,
};
use crate::web::{Form, Frame, staff_page};

/// One row of the list.
pub(super) struct ListRow {
    pub(super) id: i64,
    pub(super) address: String,
    pub(super) name: String,
    pub(super) language: Language,
    pub(super) receives: Vec<String>,
    pub(super) is_paused: bool,
    pub(super) since: Instant,
}

/// A removal that is under way.
pub(super) struct Removing {
    pub(super) id: i64,
    /// The name of the publication.
    pub(super) publication: String,
    /// How many were looked at, of how many.
    pub(super) seen: i64,
    pub(super) many: i64,
}

/// What the list shows.
pub(super) struct ListPage<'a> {
    /// Holds what was searched for: `zoek`, `uitgave` and `stand`.
    pub(super) form: &'a Form,
    pub(super) publications: &'a [Publication],
    /// How many can be reached through each publication.
    pub(super) counts: &'a [(String, Count)],
    pub(super) total: Count,
    pub(super) rows: &'a [ListRow],
    pub(super) next: Option<String>,
    /// How many were just taken out of a publication.
    pub(super) taken_out: Option<i64>,
    /// What is under way in the background.
    pub(super) removing: &'a [Removing],
    /// Whether an act was asked for that is about nobody.
    pub(super) nobody: bool,
    pub(super) may_act: bool,
}

/// The list of subscribers.
pub(super) fn list(frame: &Frame, page: &ListPage) -> Markup {
    let language = frame.language;
    let title = texts::title(language);
    let is_search = ["zoek", "uitgave", "stand"].iter().any(|name| !page.form.value(name).is_empty());
    let to_import = || link_button(Action::Secondary, "/beheer/abonnees/importeren", texts::to_import(language));
    let sub = texts::how_many(page.total.many, language);
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, Some(&sub), Some(html! {
                (link_button(Action::Secondary, "/beheer/groei", shared::to_growth(language)))
                @if page.may_act { (to_import()) }
            })))
            @if let Some(many) = page.taken_out { (notice(language, Tone::Good, &texts::taken_out(many, language), "")) }
            @if page.nobody { (notice(language, Tone::Warn, texts::nobody(language), "")) }
            @for one in page.removing { (removing(one, page.may_act, language)) }
            div class="figures" {
                @for (label, count) in page.counts {
                    (figure_card(label, &number(count.many, language), texts::counted(*count, language)))
                }
            }
            (search(frame, page))
            @if !page.rows.is_empty() {
                (rows(page, language))
            } @else if is_search {
                (empty_state(texts::none(language), texts::none_advice(language), None))
            } @else {
                (empty_state(texts::empty(language), texts::empty_advice(language), Some(html! {
                    @if page.may_act { (to_import()) }
                    p { a class="utrecht-link" href=(language.pick("/aanmelden", "/en/aanmelden")) { (language.pick("Bekijk de aanmeldpagina", "See the sign-up page")) } }
                })))
            }
        },
    )
}

fn removing(one: &Removing, may_act: bool, language: Language) -> Markup {
    let count = |many: i64| u64::try_from(many).unwrap_or(0);
    let label = texts::removed(one.seen, one.many, language);
    html! {
        section class="card stack" aria-labelledby={ "uitschrijving-" (one.id) } {
            h2 id={ "uitschrijving-" (one.id) } class="utrecht-heading-3" { (texts::removing(&one.publication, language)) }
            (progress(count(one.seen), count(one.many), &label))
            p { a class="utrecht-link" href="/beheer/abonnees" { (texts::refresh(language)) } }
            @if may_act {
                (post_section(&format!("/beheer/abonnees/uitschrijvingen/{}/stoppen", one.id), "stack", html! {
                    p class="muted" { (texts::stop_removing_lead(language)) }
                    (button(Action::Danger, texts::stop_removing(language)))
                }))
            }
        }
    }
}

fn search(frame: &Frame, page: &ListPage) -> Markup {
    let (language, form) = (frame.language, page.form);
    let publications = page.publications.iter().map(|one| (one.row.slug.clone(), one.name(language).to_owned()));
    let publications =
        std::iter::once((String::new(), texts::all_publications(language).to_owned())).chain(publications);
    let states = State::ALL.iter().map(|state| (state.word().to_owned(), texts::state_of(*state, language).to_owned()));
    let states = std::iter::once((String::new(), texts::all_states(language).to_owned())).chain(states);
    html! {
        (ask_form("/beheer/abonnees", "filters", html! {
            (Field::search(language, form, "zoek", texts::search(language)).hint(texts::search_hint(language)))
            (Field::select(language, form, "uitgave", texts::publication(language), publications).optional())
            (Field::select(language, form, "stand", texts::state(language), states).optional())
            (button(Action::Secondary, texts::look(language)))
        }))
    }
}

/// The rows, each with a box to tick for whoever may act on many.
fn rows(page: &ListPage, language: Language) -> Markup {
    let table = html! {
        (table(page, language))
        (pager(language, None, page.next.as_deref()))
    };
    if !page.may_act {
        return table;
    }
    html! {
        (post_section("/beheer/abonnees/selectie", "stack", html! {
            (kept(page.form, &["zoek", "uitgave", "stand"]))
            (table)
            section class="card stack" aria-labelledby="selectie" {
                h2 id="selectie" class="utrecht-heading-3" { (texts::selection(language)) }
                p { (texts::selection_lead(language)) }
                div class="utrecht-button-group" {
                    (choice("aangekruist", texts::with_ticked(language)))
                    (choice("gevonden", texts::with_found(language)))
                }
            }
        }))
    }
}

fn choice(who: &str, label: &str) -> Markup {
    button_with(Action::Secondary, label, ("wie", who))
}

/// The values of fields that go along unseen.
fn kept(form: &Form, names: &[&str]) -> Markup {
    html! {
        @for name in names {
            @for value in form.values(name) {
                @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
            }
        }
    }
}

fn table(page: &ListPage, language: Language) -> DataTable {
    let table = DataTable::new(texts::title(language))
        .stacked()
        .hide_caption()
        .column(texts::address(language))
        .column(texts::name(language))
        .column(texts::receives(language))
        .column(texts::language(language))
        .column(texts::since(language));
    table.rows(page.rows.iter().map(|row| {
        let receives = if row.receives.is_empty() {
            tag(Tone::Quiet, texts::nothing(language))
        } else {
            html! { (row.receives.join(", ")) @if row.is_paused { " " (tag(Tone::Quiet, texts::paused(language))) } }
        };
        vec![
            address(row, page.may_act, language),
            html! { (row.name) },
            receives,
            html! { (row.language.name_in(language)) },
            html! { time datetime=(row.since.rfc3339()) { (plain_date(date_of(row.since), language)) } },
        ]
    }))
}

fn address(row: &ListRow, may_act: bool, language: Language) -> Markup {
    let link = html! { a class="utrecht-link" href={ "/beheer/abonnees/" (row.id) } { (row.address) } };
    if !may_act {
        return link;
    }
    html! {
        span class="row" {
            input type="checkbox" class="utrecht-checkbox" name="abonnee" value=(row.id)
                aria-label=(texts::tick(&row.address, language));
            (link)
        }
    }
}

/// What is asked before an act on many.
pub(super) struct ConfirmPage<'a> {
    /// Holds who it is about, and what was filled in.
    pub(super) form: &'a Form,
    pub(super) publications: &'a [Publication],
    pub(super) many: i64,
    /// Whether it takes longer than a page waits.
    pub(super) in_background: bool,
    pub(super) may_export: bool,
}

/// Which act, on how many.
pub(super) fn confirm(frame: &Frame, page: &ConfirmPage) -> Markup {
    let language = frame.language;
    let title = texts::people(page.many, language);
    staff_page(
        frame,
        (title.as_str(), page.form),
        html! {
            (crumbs(language, &[("/beheer/abonnees", texts::title(language))], &title))
            (page_head(&title, None, None))
            (error_summary(language, page.form))
            @if page.many == 0 {
                (empty_state(texts::none(language), texts::none_advice(language), None))
            } @else {
                (take_out(page, language))
                @if page.may_export { (export(page, language)) }
            }
            p { a class="utrecht-link" href="/beheer/abonnees" { (texts::back(language)) } }
        },
    )
}

const WHO: [&str; 5] = ["wie", "abonnee", "zoek", "uitgave", "stand"];

fn take_out(page: &ConfirmPage, language: Language) -> Markup {
    let question = Choices::one(language, page.form, "publication", texts::from(language));
    let question = page
        .publications
        .iter()
        .fold(question, |question, one| question.choice(one.row.slug.as_str(), one.name(language)));
    html! {
        section class="card stack" aria-labelledby="uit" {
            h2 id="uit" class="utrecht-heading-2" { (texts::take_out(language)) }
            p { (texts::take_out_lead(language)) }
            @if page.in_background { p { (texts::in_background(language)) } }
            (post_form("/beheer/abonnees/selectie/uitgave", html! {
                (kept(page.form, &WHO))
                (question)
                (Field::text(language, page.form, "reason", texts::reason(language))
                    .hint(texts::reason_hint(language)).autocomplete("off"))
                (button(Action::Danger, &texts::take_out_press(page.many, language)))
            }))
        }
    }
}

fn export(page: &ConfirmPage, language: Language) -> Markup {
    html! {
        section class="card stack" aria-labelledby="mee" {
            h2 id="mee" class="utrecht-heading-2" { (texts::export(language)) }
            p { (texts::export_lead(language)) }
            (post_section("/beheer/abonnees/selectie/export", "utrecht-button-group", html! {
                (kept(page.form, &WHO))
                @for kind in ["csv", "xlsx"] {
                    (button_with(Action::Secondary, texts::export_press(page.many, kind, language), ("kind", kind)))
                }
            }))
        }
    }
}
