//! The log: who did what.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::moment;
use crate::app::Rooms;
use crate::audit::{Actor, Entry};
use crate::base::Language;
use crate::base::id::MemberId;
use crate::base::page::Page;
use crate::desk::texts;
use crate::web::components::{DataTable, Tone, empty_state, page_head, pager, tag};
use crate::web::{Frame, staff_page};

/// The page.
pub fn log(
    frame: &Frame,
    rooms: &Rooms,
    page: &Page<Entry>,
    is_first: bool,
    names: &BTreeMap<MemberId, String>,
) -> Markup {
    let language = frame.language;
    let title = language.pick("Logboek", "Log");
    let sub = language.pick(
        "Wie wat deed, de nieuwste eerst. Niemand kan hier iets wijzigen of wissen.",
        "Who did what, newest first. Nobody can change or erase anything here.",
    );
    let next = page.next.map(|before| format!("/beheer/logboek?voor={before}"));
    let first = (!is_first).then_some("/beheer/logboek");
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, Some(sub), None))
            @if page.rows.is_empty() {
                (empty_state(
                    language.pick("Er is nog niets gebeurd.", "Nothing has happened yet."),
                    language.pick("Zodra iemand iets wijzigt, staat het hier.", "As soon as someone changes something, it stands here."),
                    None,
                ))
            } @else {
                section class="card" { (table(rooms, &page.rows, names, language)) }
                (pager(language, first, next.as_deref()))
            }
        },
    )
}

fn table(rooms: &Rooms, rows: &[Entry], names: &BTreeMap<MemberId, String>, language: Language) -> DataTable {
    DataTable::new(language.pick("Wat er gebeurde", "What happened"))
        .stacked()
        .hide_caption()
        .column(language.pick("Wanneer", "When"))
        .column(language.pick("Wie", "Who"))
        .column(language.pick("Wat", "What"))
        .column(language.pick("Waaraan", "To what"))
        .column(language.pick("Bijzonderheden", "Details"))
        .rows(rows.iter().map(|row| {
            vec![
                moment(row.at, language),
                html! { (who(&row.actor, names, language)) },
                html! {
                    (rooms.act(&row.action).map_or(row.action.as_str(), |act| act.said.of(language)))
                    @if row.result != "done" { " " (tag(Tone::Warn, language.pick("geweigerd", "refused"))) }
                },
                html! { (texts::object(rooms, &row.object, row.object_id, language)) },
                html! { (texts::detail(rooms, &row.action, &row.detail, language)) },
            ]
        }))
}

fn who(actor: &str, names: &BTreeMap<MemberId, String>, language: Language) -> String {
    let member = Actor::from_word(actor).and_then(Actor::member).and_then(|id| names.get(&id));
    member.cloned().unwrap_or_else(|| texts::actor(actor, language))
}
