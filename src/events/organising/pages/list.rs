//! The list of events, for organisers.

use maud::{Markup, html};

use super::{LIST, events_word, standing};
use crate::base::Instant;
use crate::base::wall_time::{number, short_moment};
use crate::events::event::{Event, Places};
use crate::events::visiting::kind;
use crate::web::components::{Action, DataTable, empty_state, link_button, page_head};
use crate::web::{Frame, staff_page};

/// All events.
pub(in crate::events::organising) fn list(frame: &Frame, events: &[(Event, Option<Places>)], now: Instant) -> Markup {
    let language = frame.language;
    let title = events_word(language);
    let make = || {
        link_button(Action::Primary, "/beheer/bijeenkomsten/nieuw", language.pick("Nieuwe bijeenkomst", "New event"))
    };
    let table = DataTable::new(title)
        .stacked()
        .hide_caption()
        .column(language.pick("Titel", "Title"))
        .column(language.pick("Soort", "Kind"))
        .column(language.pick("Wanneer", "When"))
        .column(language.pick("Status", "Status"))
        .number(language.pick("Bezet", "Taken"))
        .number(language.pick("Wachten", "Waiting"))
        .rows(events.iter().map(|(event, places)| {
            vec![
                html! { a class="utrecht-link" href={ (LIST) "/" (event.id) } { (event.title(language)) } },
                html! { (kind(event.kind, language)) },
                html! { (short_moment(event.starts_at, language)) },
                standing(event, now, language),
                html! { @if let Some(places) = places { (number(places.taken, language)) " / " (number(places.capacity, language)) } },
                html! { @if let Some(places) = places { (number(places.waiting, language)) } },
            ]
        }));
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, None, Some(make())))
            @if events.is_empty() {
                (empty_state(
                    language.pick("Er zijn nog geen bijeenkomsten", "There are no events yet"),
                    language.pick("Maak een netwerkdag, webinar of cursus. U ziet eerst een concept; daarna opent u het aanmelden.", "Make a network day, webinar or course. It is a draft first; then you open registration."),
                    Some(make()),
                ))
            } @else { (table) }
        },
    )
}
