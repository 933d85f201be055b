//! The form of a new organisation, and the fields of one.

use maud::{Markup, html};

use super::{LIST, ORGANISATIONS};
use crate::base::Language;
use crate::base::id::AreaId;
use crate::organisations::organisation::{KINDS, Named};
use crate::web::components::{Action, Field, button, crumbs, error_summary, page_head, post_form};
use crate::web::{Form, Frame, staff_page};

fn kinds(language: Language) -> Vec<(String, String)> {
    KINDS.into_iter().map(|kind| (kind.word().to_owned(), kind.said().of(language).to_owned())).collect()
}

fn area_choice(areas: &[Named<AreaId>]) -> impl Iterator<Item = (String, String)> {
    areas.iter().map(|(id, name)| (id.to_string(), name.clone()))
}

fn all(word: &str) -> std::iter::Once<(String, String)> {
    std::iter::once((String::new(), word.to_owned()))
}

/// The form of a new organisation.
pub fn new(frame: &Frame, form: &Form, areas: &[Named<AreaId>]) -> Markup {
    let language = frame.language;
    let title = language.pick("Nieuwe organisatie", "New organisation");
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &[(LIST, ORGANISATIONS.of(language))], title))
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
