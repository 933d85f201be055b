//! The list of organisations, and the form of a new one.

use maud::{Markup, html};

use super::{LIST, organisations_word, parts, reach};
use crate::base::Language;
use crate::base::id::AreaId;
use crate::organisations::find::Listed;
use crate::organisations::organisation::{KINDS, Named};
use crate::web::components::{
    Action, DataTable, Field, Tone, ask_form, button, crumbs, empty_state, error_summary, link_button, page_head,
    pager, post_form, tag,
};
use crate::web::{Form, Frame, staff_page};

/// The list.
pub fn list(frame: &Frame, form: &Form, areas: &[Named<AreaId>], rows: &[Listed], next: Option<&str>) -> Markup {
    let language = frame.language;
    let title = organisations_word(language);
    let is_search = form.names().any(|name| !form.value(name).is_empty());
    let make = || {
        link_button(
            Action::Primary,
            "/beheer/organisaties/nieuw",
            language.pick("Nieuwe organisatie", "New organisation"),
        )
    };
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, None, Some(make())))
            (parts(LIST, language))
            (search(language, form, areas))
            @if !rows.is_empty() {
                (table(rows, areas, language))
                (pager(language, None, next))
            } @else if is_search {
                (empty_state(
                    language.pick("Geen organisatie gevonden", "No organisation found"),
                    language.pick("Zoek op het begin van een woord uit de naam, of kies een andere soort of een ander gebied.", "Search for the beginning of a word of the name, or choose another kind or area."),
                    Some(link_button(Action::Secondary, LIST, language.pick("Toon alle organisaties", "Show all organisations"))),
                ))
            } @else {
                (empty_state(
                    language.pick("Er zijn nog geen organisaties", "There are no organisations yet"),
                    language.pick("Zet hier de regio’s, raden, federaties en ministeries waarmee u contact hebt, met hun contactpersonen.", "Put here the regions, councils, federations and ministries that you are in contact with, with their contacts."),
                    Some(make()),
                ))
            }
        },
    )
}

fn kinds(language: Language) -> Vec<(String, String)> {
    KINDS.into_iter().map(|kind| (kind.word().to_owned(), kind.said().of(language).to_owned())).collect()
}

fn area_choice(areas: &[Named<AreaId>]) -> impl Iterator<Item = (String, String)> {
    areas.iter().map(|(id, name)| (id.to_string(), name.clone()))
}

fn all(word: &str) -> std::iter::Once<(String, String)> {
    std::iter::once((String::new(), word.to_owned()))
}

fn search(language: Language, form: &Form, areas: &[Named<AreaId>]) -> Markup {
    let standing = [
        (String::new(), language.pick("van nu", "current").to_owned()),
        ("onbereikbaar".to_owned(), language.pick("niet bereikbaar", "cannot be reached").to_owned()),
        ("alles".to_owned(), language.pick("ook beëindigd", "also ended").to_owned()),
    ];
    html! {
        (ask_form(LIST, "filters", html! {
            (Field::search(language, form, "zoek", language.pick("Naam", "Name")))
            (Field::select(language, form, "soort", language.pick("Soort", "Kind"),
                all(language.pick("alle soorten", "all kinds")).chain(kinds(language))))
            (Field::select(language, form, "gebied", language.pick("Gebied", "Area"),
                all(language.pick("alle gebieden", "all areas")).chain(area_choice(areas))))
            (Field::select(language, form, "stand", language.pick("Welke", "Which"), standing))
            (button(Action::Secondary, language.pick("Zoek", "Search")))
        }))
    }
}

fn table(rows: &[Listed], areas: &[Named<AreaId>], language: Language) -> DataTable {
    let area = |id: Option<AreaId>| {
        areas.iter().find(|(known, _)| Some(*known) == id).map_or_else(|| "–".to_owned(), |(_, name)| name.clone())
    };
    DataTable::new(organisations_word(language))
        .stacked()
        .hide_caption()
        .column(language.pick("Naam", "Name"))
        .column(language.pick("Soort", "Kind"))
        .column(language.pick("Gebied", "Area"))
        .column(language.pick("Bereikbaar", "Reach"))
        .rows(rows.iter().map(|listed| {
            let row = &listed.row;
            vec![
                html! { a class="utrecht-link" href={ (LIST) "/" (row.id) } { (row.name) } },
                html! { (row.kind.said().of(language)) },
                html! { (area(row.area_id)) },
                html! {
                    @if row.ended_at.is_some() { (tag(Tone::Quiet, language.pick("beëindigd", "ended"))) }
                    @else { (reach(listed.reach, language)) }
                },
            ]
        }))
}

/// The form of a new organisation.
pub fn new(frame: &Frame, form: &Form, areas: &[Named<AreaId>]) -> Markup {
    let language = frame.language;
    let title = language.pick("Nieuwe organisatie", "New organisation");
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[(LIST, organisations_word(language))], title))
            (error_summary(language, form))
            (page_head(title, None, None))
            (post_form("/beheer/organisaties/nieuw", html! {
                (fields(language, form, areas))
                (button(Action::Primary, language.pick("Voeg toe", "Add")))
            }))
        },
    )
}

/// The fields of an organisation.
pub(super) fn fields(language: Language, form: &Form, areas: &[Named<AreaId>]) -> Markup {
    html! {
        (Field::text(language, form, "name", language.pick("Naam", "Name")).autocomplete("off"))
        (Field::select(language, form, "kind", language.pick("Soort", "Kind"), all("").chain(kinds(language))))
        (area_field(language, form, areas))
    }
}

/// The question where something works.
pub(super) fn area_field(language: Language, form: &Form, areas: &[Named<AreaId>]) -> Markup {
    let country = all(language.pick("heel Nederland", "the whole country"));
    html! {
        (Field::select(language, form, "area", language.pick("Gebied", "Area"), country.chain(area_choice(areas))).optional())
    }
}
