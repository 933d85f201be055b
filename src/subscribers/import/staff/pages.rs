//! The pages before a list is checked: the imports, and what its columns are.

use maud::{Markup, html};

use super::super::list::Preview;
use super::super::row::Said;
use super::super::{Import, Layout, Preset, Role, RowFault};
use super::texts;
use crate::base::Language;
use crate::base::wall_time::number;
use crate::centre::Publication;
use crate::web::components::{
    Action, DataTable, Field, Tone, button, button_with, crumbs, empty_state, error_summary, moment, notice, page_head,
    plain_button, post_form, post_section, tag, tick_box,
};
use crate::web::{Form, Frame, staff_page};

pub(super) const HOME: &str = "/beheer/abonnees/importeren";

/// The address of an import's page.
pub(super) fn at(import: &Import) -> String {
    format!("{HOME}/{}", import.id)
}

/// The way to an import's page.
pub(super) fn way(import: &Import, language: Language) -> Markup {
    let above = [("/beheer/abonnees", texts::subscribers(language)), (HOME, texts::title(language))];
    crumbs(language, &above, &texts::of(import, language))
}

/// The imports so far, newest first, and the form for a new one.
pub(super) fn home(frame: &Frame, form: &Form, imports: &[Import], publications: &[Publication]) -> Markup {
    let language = frame.language;
    let title = texts::title(language);
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[("/beheer/abonnees", texts::subscribers(language))], title))
            (page_head(title, Some(texts::lead(language)), None))
            (error_summary(language, form))
            section class="card stack" aria-labelledby="nieuw" {
                h2 id="nieuw" class="utrecht-heading-2" { (texts::upload_heading(language)) }
                form method="post" action=(HOME) enctype="multipart/form-data" class="form" novalidate {
                    (Field::file(language, form, "file", texts::file(language), ".csv,.txt,.tsv,.xlsx").hint(texts::file_hint(language)))
                    (plain_button(Action::Primary, texts::upload(language)))
                }
            }
            @if imports.is_empty() {
                (empty_state(texts::none(language), texts::none_advice(language), None))
            } @else {
                (table(imports, publications, language))
            }
        },
    )
}

fn table(imports: &[Import], publications: &[Publication], language: Language) -> DataTable {
    let table = DataTable::new(texts::earlier(language))
        .stacked()
        .column(texts::file(language))
        .column(texts::column_when(language))
        .column(texts::column_publication(language))
        .column(texts::column_state(language))
        .number(texts::column_added(language));
    table.rows(imports.iter().map(|import| {
        let publication = publications.iter().find(|one| Some(one.id()) == import.publication_id);
        vec![
            html! { a class="utrecht-link" href=(at(import)) { (texts::of(import, language)) } },
            moment(import.made_at, language),
            html! { (publication.map_or("", |one| one.name(language))) },
            state(import, language),
            html! { (number(import.added, language)) },
        ]
    }))
}

/// Where an import stands, as a tag.
pub(super) fn state(import: &Import, language: Language) -> Markup {
    use super::super::work::Pace;
    let tone = match Pace::of(import) {
        Pace::Waits => Tone::Warn,
        Pace::Moves => Tone::Info,
        Pace::Done => Tone::Good,
        Pace::Over => Tone::Quiet,
    };
    tag(tone, texts::state(import.state, language))
}

/// What the page of columns shows.
pub(super) struct MapPage<'a> {
    pub(super) import: &'a Import,
    pub(super) form: &'a Form,
    pub(super) publications: &'a [Publication],
    /// The cells of the first row.
    pub(super) first: &'a [String],
    pub(super) preview: &'a Preview,
    /// As it is known now: which sheet is read, and whether a chosen column says who is out in the other program.
    pub(super) layout: &'a Layout,
}

/// The names of the fields of columns.
pub(super) fn fields(columns: usize) -> Vec<String> {
    (0..columns).map(|at| format!("kolom-{at}")).collect()
}

/// What its columns are, and what is known about the list.
pub(super) fn map(frame: &Frame, page: &MapPage) -> Markup {
    let language = frame.language;
    let title = texts::map_title(language);
    let names = fields(page.first.len());
    staff_page(
        frame,
        (title, page.form),
        html! {
            (way(page.import, language))
            (page_head(title, Some(texts::map_lead(language)), None))
            (error_summary(language, page.form))
            (post_form(&format!("{}/kolommen", at(page.import)), html! {
                (sheets(page, language))
                (columns(page, &names, language))
                (preview(page.preview, language))
                (about(page, language))
                p { (texts::check_lead(language)) }
                (doing("controleer", Action::Primary, texts::check(language)))
            }))
            (stop(page.import, texts::stop_before(language), language))
        },
    )
}

/// Which sheet of a workbook is read; asked only when there is another.
fn sheets(page: &MapPage, language: Language) -> Markup {
    let Some(words) = texts::sheet_read(page.layout, language) else { return html! {} };
    let sheets = page.layout.sheets.iter().enumerate().map(|(at, sheet)| (at.to_string(), sheet.name.clone()));
    html! {
        @if page.layout.sheets.len() > 1 {
            section class="card stack" aria-labelledby="blad-kop" {
                h2 id="blad-kop" class="utrecht-heading-2" { (texts::sheet(language)) }
                p { (words) }
                (Field::select(language, page.form, "blad", texts::sheet_question(language), sheets)
                    .hint(texts::sheet_hint(language)).short())
                (doing("blad", Action::Secondary, texts::sheet_apply(language)))
            }
        } @else {
            p class="muted" { (words) }
        }
    }
}

fn columns(page: &MapPage, names: &[String], language: Language) -> Markup {
    let roles = || Role::ALL.iter().map(|role| (role.word(), texts::role(*role, language)));
    let none = ("", texts::preset_none(language));
    let presets = std::iter::once(none).chain(Preset::ALL.iter().map(|preset| (preset.word(), preset.name())));
    html! {
        section class="card stack" aria-labelledby="kolommen" {
            h2 id="kolommen" class="utrecht-heading-2" { (texts::columns(language)) }
            (Field::select(language, page.form, "preset", texts::preset(language), presets)
                .hint(texts::preset_hint(language)).optional())
            (doing("voorinstelling", Action::Secondary, texts::preset_apply(language)))
            @if let Some(preset) = Preset::from_word(page.form.value("preset")) {
                @if let Some(words) = texts::about_preset(preset, page.layout.tells_who_is_out(), language) {
                    (notice(language, Tone::Warn, words, ""))
                }
            }
            p class="muted" { (texts::encoding(&page.import.encoding, language)) }
            (tick_box(language, page.form, "kop", "ja", texts::has_header(language), None))
            @for (at, (name, first)) in names.iter().zip(page.first).enumerate() {
                (Field::select(language, page.form, name, &texts::column(at, first, language), roles()).short())
            }
            (doing("voorbeeld", Action::Secondary, texts::preview_again(language)))
        }
    }
}

fn doing(what: &str, action: Action, label: &str) -> Markup {
    html! { div { (button_with(action, label, ("doe", what))) } }
}

fn preview(rows: &Preview, language: Language) -> DataTable {
    let table = DataTable::new(texts::preview(language))
        .number(texts::preview_line(language))
        .column(texts::preview_address(language))
        .column(texts::preview_name(language))
        .column(texts::preview_language(language));
    table.rows(rows.iter().map(|(line, said)| {
        let cells = match said {
            Ok(Said::Someone(address, name, spoken)) => {
                [html! { (address) }, html! { (name) }, html! { (spoken.name_in(language)) }]
            }
            Ok(Said::Inactive(_)) => {
                [html! { (tag(Tone::Quiet, texts::preview_inactive(language))) }, html! {}, html! {}]
            }
            Err((_, RowFault::Unclear)) => {
                [html! { (tag(Tone::Warn, texts::preview_unclear(language))) }, html! {}, html! {}]
            }
            Err((_, fault)) => [html! { (tag(Tone::Bad, &texts::row_fault(*fault, language))) }, html! {}, html! {}],
        };
        std::iter::once(html! { (line) }).chain(cells).collect()
    }))
}

fn about(page: &MapPage, language: Language) -> Markup {
    let (form, publications) = (page.form, page.publications);
    let publications = publications.iter().map(|one| (one.row.slug.clone(), one.name(language).to_owned()));
    let publications = std::iter::once((String::new(), String::new())).chain(publications);
    html! {
        section class="card stack" aria-labelledby="over" {
            h2 id="over" class="utrecht-heading-2" { (texts::about(language)) }
            (Field::select(language, form, "publication", texts::publication(language), publications))
            (Field::textarea(language, form, "basis", texts::basis(language), 2).hint(texts::basis_hint(language)))
            (Field::textarea(language, form, "source", texts::source(language), 2).hint(texts::source_hint(language)))
            (Field::date(language, form, "date", texts::date(language)).optional())
        }
    }
}

/// The way out.
pub(super) fn stop(import: &Import, about: &str, language: Language) -> Markup {
    html! {
        (post_section(&format!("{}/stoppen", at(import)), "stack", html! {
            p class="muted" { (about) }
            (button(Action::Danger, texts::stop(language)))
        }))
    }
}

/// What it ended with when its file cannot be read.
pub(super) fn failed(language: Language, words: &str) -> Markup {
    notice(language, Tone::Bad, texts::failed(language), html! { p { (texts::sentence(words)) } })
}
