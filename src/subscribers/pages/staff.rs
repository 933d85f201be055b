//! The list of subscribers.

use maud::{Markup, html};

use super::time;
use crate::base::wall_time::number;
use crate::base::{Instant, Language};
use crate::centre::Publication;
use crate::subscribers::texts;
use crate::web::components::{
    Action, DataTable, Field, Tone, button, empty_state, figure_card, link_button, page_head, pager, tag,
};
use crate::web::{Form, Frame, staff_page};

/// One row of the list.
pub(in crate::subscribers) struct ListRow {
    pub(in crate::subscribers) id: i64,
    pub(in crate::subscribers) address: String,
    pub(in crate::subscribers) name: String,
    pub(in crate::subscribers) language: Language,
    pub(in crate::subscribers) receives: Vec<String>,
    pub(in crate::subscribers) since: Instant,
}

/// What the list shows.
pub(in crate::subscribers) struct ListPage<'a> {
    /// Holds what was searched for: `zoek` and `uitgave`.
    pub(in crate::subscribers) form: &'a Form,
    pub(in crate::subscribers) publications: &'a [Publication],
    /// How many can be reached through each publication.
    pub(in crate::subscribers) counts: &'a [(String, i64)],
    pub(in crate::subscribers) total: i64,
    pub(in crate::subscribers) rows: &'a [ListRow],
    pub(in crate::subscribers) next: Option<String>,
}

/// The list of subscribers.
pub(in crate::subscribers) fn list(frame: &Frame, page: &ListPage) -> Markup {
    let language = frame.language;
    let title = texts::staff_title(language);
    let is_search = !page.form.value("zoek").is_empty() || !page.form.value("uitgave").is_empty();
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, Some(&texts::how_many(page.total, language)), Some(link_button(Action::Secondary, "/beheer/groei", texts::to_growth(language)))))
            div class="figures" {
                @for (label, count) in page.counts { (figure_card(label, &number(*count, language), "")) }
            }
            (search(frame, page))
            @if !page.rows.is_empty() {
                (table(page.rows, language))
                (pager(language, None, page.next.as_deref()))
            } @else if is_search {
                (empty_state(texts::staff_none(language), texts::staff_none_advice(language), None))
            } @else {
                (empty_state(texts::staff_empty(language), texts::staff_empty_advice(language), None))
            }
        },
    )
}

fn search(frame: &Frame, page: &ListPage) -> Markup {
    let (language, form) = (frame.language, page.form);
    let all = (String::new(), texts::staff_all(language).to_owned());
    let each = page.publications.iter().map(|one| (one.row.slug.clone(), one.name(language).to_owned()));
    html! {
        form method="get" action="/beheer/abonnees" class="filters" role="search" {
            (Field::search(language, form, "zoek", texts::staff_search(language)))
            (Field::select(language, form, "uitgave", texts::staff_publication(language), std::iter::once(all).chain(each))
                .optional())
            (button(Action::Secondary, texts::staff_look(language)))
        }
    }
}

fn table(rows: &[ListRow], language: Language) -> DataTable {
    let table = DataTable::new(texts::staff_title(language))
        .hide_caption()
        .column(texts::column_address(language))
        .column(texts::your_name(language))
        .column(texts::column_receives(language))
        .column(texts::column_language(language))
        .column(texts::column_since(language));
    table.rows(rows.iter().map(|row| {
        let receives = if row.receives.is_empty() {
            tag(Tone::Quiet, texts::receives_nothing(language))
        } else {
            html! { (row.receives.join(", ")) }
        };
        vec![
            html! { a class="utrecht-link" href={ "/beheer/abonnees/" (row.id) } { (row.address) } },
            html! { (row.name) },
            receives,
            html! { (row.language.name_in(language)) },
            time(row.since, language),
        ]
    }))
}
