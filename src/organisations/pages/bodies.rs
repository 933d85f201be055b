//! Bodies: the list, one of them, its form.

use chrono::NaiveDate;
use maud::{Markup, Render, html};

use super::make::area_field;
use super::{BODIES, LIST, term};
use crate::base::Language;
use crate::base::id::{AreaId, OrganisationId, SeatId};
use crate::organisations::find::{Body, Placed};
use crate::organisations::organisation::{BODY_KINDS, Named};
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, button, button_row, crumbs, empty_state, error_summary, link_button,
    notice, page_head, post_form, summary_list,
};
use crate::web::{Form, Frame, staff_page};

const HERE: &str = "/beheer/gremia";

/// The form of a new body, or of one that exists.
pub fn form(frame: &Frame, form: &Form, row: Option<&Body>, areas: &[Named<AreaId>]) -> Markup {
    let language = frame.language;
    let title = match row {
        None => language.pick("Nieuwe overleggroep", "New body"),
        Some(_) => language.pick("Overleggroep wijzigen", "Change a body"),
    };
    let here = row.map(|row| format!("{HERE}/{}", row.id));
    let action = here.as_ref().map_or_else(|| format!("{HERE}/nieuw"), |here| format!("{here}/wijzigen"));
    let kinds = BODY_KINDS.into_iter().map(|kind| (kind.word(), kind.said().of(language)));
    let mut above = vec![(HERE, BODIES.of(language))];
    if let (Some(here), Some(row)) = (&here, row) {
        above.push((here, &row.name));
    }
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &above, title))
            (error_summary(language, form))
            (page_head(title, row.map(|row| row.name.as_str()), None))
            (post_form(&action, html! {
                @if row.is_some() { input type="hidden" name="version" value=(form.value("version")); }
                (Field::text(language, form, "name", language.pick("Naam", "Name")).autocomplete("off"))
                (Field::select(language, form, "kind", language.pick("Soort", "Kind"), std::iter::once(("", "")).chain(kinds)))
                (area_field(language, form, areas))
                (button(Action::Primary, language.pick("Bewaar", "Save")))
            }))
            @if let (Some(here), Some(row)) = (&here, row) { (ending(language, here, row)) }
        },
    )
}

fn ending(language: Language, here: &str, row: &Body) -> Markup {
    html! {
        section class="card stack" aria-labelledby="ending" {
            h2 id="ending" class="utrecht-heading-2" { (language.pick("Beëindigen", "End")) }
            p { (language.pick("Komt deze overleggroep niet meer bij elkaar? Zij blijft te lezen en telt niet meer mee in doelgroepen.", "Does this body not meet any more? It can still be read and no longer counts in audiences.")) }
            (PostButton::new(format!("{here}/einde"), language.pick("Beëindig deze overleggroep", "End this body"), Action::Danger).about(row.name.as_str()))
        }
    }
}

/// What the page of a body shows.
pub struct BodyPage<'a> {
    /// The body.
    pub row: &'a Body,
    /// Where it works.
    pub area: Option<String>,
    /// Who sits in it, or did.
    pub seats: Vec<Placed<SeatId>>,
    /// The names of organisations.
    pub organisations: Vec<Named<OrganisationId>>,
    /// The present day.
    pub today: NaiveDate,
    /// What was just done.
    pub said: Option<(Tone, &'static str)>,
}

/// The page of a body.
pub fn body(frame: &Frame, page: &BodyPage) -> Markup {
    let (language, row) = (frame.language, page.row);
    let here = format!("{HERE}/{}", row.id);
    let ended = row.ended_at.is_some();
    let actions = html! {
        @if ended { (PostButton::new(format!("{here}/heropenen"), language.pick("Heropen", "Reopen"), Action::Secondary)) }
        @else { (link_button(Action::Secondary, &format!("{here}/wijzigen"), language.pick("Wijzig", "Change"))) }
    };
    let (now, before): (Vec<_>, Vec<_>) =
        page.seats.iter().partition(|seat| seat.term.until.is_none_or(|last| last >= page.today));
    staff_page(
        frame,
        row.name.as_str(),
        html! {
            (crumbs(language, &[(HERE, BODIES.of(language))], &row.name))
            (page_head(&row.name, Some(row.kind.said().of(language)), Some(actions)))
            @if let Some((tone, words)) = page.said { (notice(language, tone, words, "")) }
            @if ended { (notice(language, Tone::Info, language.pick("Deze overleggroep is beëindigd", "This body has ended"), "")) }
            (summary_list(&[(language.pick("Gebied", "Area"), html! { (page.area.as_deref().unwrap_or(language.pick("heel Nederland", "the whole country"))) })]))
            @if now.is_empty() {
                (empty_state(
                    language.pick("Er zijn nog geen leden", "There are no members yet"),
                    language.pick("Voeg de mensen toe die in deze overleggroep zitten.", "Add the people who sit in this body."),
                    None,
                ))
            } @else { (seats(language, page, (language.pick("Leden", "Members"), &now), &here)) }
            @if !ended {
                (button_row(&[link_button(Action::Primary, &format!("{here}/leden/nieuw"), language.pick("Voeg een lid toe", "Add a member"))]))
            }
            @if !before.is_empty() { (seats(language, page, (language.pick("Eerdere leden", "Former members"), &before), &here)) }
        },
    )
}

fn seats(language: Language, page: &BodyPage, (caption, rows): (&str, &[&Placed<SeatId>]), here: &str) -> Markup {
    let organisation = |id: Option<OrganisationId>| {
        let known = page.organisations.iter().find(|(known, _)| Some(*known) == id);
        html! { @if let Some((id, name)) = known { a class="utrecht-link" href={ (LIST) "/" (id) } { (name) } } @else { "–" } }
    };
    let table = DataTable::new(caption)
        .stacked()
        .column(language.pick("Naam", "Name"))
        .column(language.pick("Rol", "Role"))
        .column(language.pick("Namens", "On behalf of"))
        .column(language.pick("Wanneer", "When"))
        .column(language.pick("Wat u kunt doen", "What you can do"));
    table
        .rows(rows.iter().map(|seat| {
            vec![
                super::one::person(language, seat),
                html! { (seat.role) },
                organisation(seat.organisation),
                term(seat.term, language),
                super::one::acts(
                    language,
                    seat,
                    &format!("{here}/leden/{}", seat.id),
                    seat.term.until.is_none_or(|last| last >= page.today),
                ),
            ]
        }))
        .render()
}
