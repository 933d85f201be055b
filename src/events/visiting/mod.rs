//! What attendees see and do: the list, the page of an event, registering in two screens, and the page of one's own.
//!
//! A page that is opened changes nothing. Each POST leads to a page that can be loaded again. Whoever registers learns
//! nothing about an address: the proof comes by mail, and somebody who was registered already sees the same page.

mod evaluate;
mod form;
mod invited;
mod own;
mod pages;
mod register;
mod web;

pub(super) use own::{known as holder, to as back_to};
pub(super) use pages::evaluation::{open_questions, questions};
pub(super) use pages::{kind, kind_word, left, seats};

use crate::app::App;
use crate::web::{Access, Routes};

/// The public pages of this room.
pub(super) fn public_routes() -> Routes<App> {
    let anyone = Access::Anyone;
    Routes::default()
        .get("/bijeenkomsten", anyone, web::list)
        .machine_get("/bijeenkomsten/agenda.ics", anyone, web::feed)
        .get("/bijeenkomsten/{id}", anyone, web::one)
        .machine_get("/bijeenkomsten/{id}/agenda.ics", anyone, web::item)
        .get("/bijeenkomsten/{id}/aanmelden", anyone, register::who)
        .post("/bijeenkomsten/{id}/aanmelden", anyone, register::keep)
        .get("/bijeenkomsten/{id}/aanmelden/{token}", Access::Holder, register::check)
        .post("/bijeenkomsten/{id}/aanmelden/{token}", Access::Holder, register::send)
        .post("/bijeenkomsten/{id}/aanmelden/{token}/meer-tijd", Access::Holder, register::more_time)
        .get("/bijeenkomsten/uitnodiging/{token}", Access::Holder, invited::show)
        .post("/bijeenkomsten/uitnodiging/{token}/nee", Access::Holder, invited::decline)
        .get("/bijeenkomsten/uitnodiging/{token}/aanmelden", Access::Holder, invited::who)
        .post("/bijeenkomsten/uitnodiging/{token}/aanmelden", Access::Holder, invited::keep)
        .get("/bijeenkomsten/aanmelding/{token}", Access::Holder, own::show)
        .post("/bijeenkomsten/aanmelding/{token}/aanbod", Access::Holder, own::answer)
        .post("/bijeenkomsten/aanmelding/{token}/workshops", Access::Holder, own::change_sessions)
        .post("/bijeenkomsten/aanmelding/{token}/antwoorden", Access::Holder, own::answer_questions)
        .post("/bijeenkomsten/aanmelding/{token}/wachten", Access::Holder, own::wait)
        .post("/bijeenkomsten/aanmelding/{token}/collega", Access::Holder, own::send_colleague)
        .post("/bijeenkomsten/aanmelding/{token}/afmelden", Access::Holder, own::leave)
        .post("/bijeenkomsten/aanmelding/{token}/mail", Access::Holder, own::mail_again)
        .post("/bijeenkomsten/aanmelding/{token}/ik-kom", Access::Holder, own::come)
        .get("/bijeenkomsten/aanmelding/{token}/evaluatie", Access::Holder, evaluate::ask)
        .post("/bijeenkomsten/aanmelding/{token}/evaluatie", Access::Holder, evaluate::send)
}
