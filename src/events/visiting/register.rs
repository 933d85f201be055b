//! Registering, in two screens: who, and then what. The first keeps the places, the second makes them certain.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::super::asking::open_of;
use super::super::begin::{self, Begun, Booking, Guest, Party, booking, guests};
use super::super::confirm::{Confirmed, confirm};
use super::super::event::{Event, Window};
use super::super::find::Scene;
use super::form;
use super::pages::check::{Check, confirmed as confirmed_page, page as check_page};
use super::pages::who::{Note, page as who_page};
use super::web::known;
use crate::app::App;
use crate::base::id::EventId;
use crate::web::{Failure, Filled, Form, Frame, Network, Path};

fn address(frame: &Frame, event: &Event) -> String {
    format!("{}/bijeenkomsten/{}", frame.language.prefix(), event.id)
}

/// `GET /bijeenkomsten/{id}/aanmelden`
pub(super) async fn who(State(app): State<App>, frame: Frame, Path(id): Path<EventId>) -> Result<Response, Failure> {
    let scene = known(&app, id).await?;
    if scene.event.window(app.clock.now()) != Window::Open {
        return Ok(Redirect::to(&address(&frame, &scene.event)).into_response());
    }
    Ok(draw_who(&app, &frame, &Form::empty(), (&scene, Note::None)).into_response())
}

fn draw_who(app: &App, frame: &Frame, form: &Form, (scene, note): (&Scene, Note)) -> Markup {
    let frame = Frame { noindex: true, ..frame.clone() };
    let offers = scene.event.offers(app.clock.now());
    who_page(&frame, form, &scene.event, (scene.programme.day(), offers), note)
}

/// `POST /bijeenkomsten/{id}/aanmelden`
pub(super) async fn keep(
    State(app): State<App>,
    Network(network): Network,
    frame: Frame,
    Path(id): Path<EventId>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let scene = known(&app, id).await?;
    if !form.value("more").is_empty() {
        let many = (form::shown(&form) + 1).min(form::NAMES.len());
        form.set("guests", many.to_string());
        return Ok(draw_who(&app, &frame, &form, (&scene, Note::None)).into_response());
    }
    let again = |form: &Form, note| {
        (StatusCode::UNPROCESSABLE_ENTITY, draw_who(&app, &frame, form, (&scene, note))).into_response()
    };
    let Some(guests) = form::guests(&mut form, &scene.event, frame.language) else {
        return Ok(again(&form, Note::None));
    };
    let many = guests.len();
    let waits = form.value("waits") == "yes";
    let party = Party { guests, language: frame.language, network, waits };
    match begin::begin(&app, &scene.event, &party).await? {
        Begun::Kept(token) => {
            let page = format!("{}/aanmelden/{token}", address(&frame, &scene.event));
            Ok(Redirect::to(&page).into_response())
        }
        Begun::Full(free) => {
            let fresh = known(&app, id).await?;
            let page = draw_who(&app, &frame, &form, (&fresh, Note::Full { free, many }));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Begun::TooMany => {
            Ok((StatusCode::TOO_MANY_REQUESTS, draw_who(&app, &frame, &form, (&scene, Note::TooMany))).into_response())
        }
        Begun::Closed(_) => Ok(Redirect::to(&address(&frame, &scene.event)).into_response()),
    }
}

async fn form_of(app: &App, id: EventId, token: &str) -> Result<(Scene, Booking), Failure> {
    let scene = known(app, id).await?;
    let found = booking(app.store.read(), scene.event.id, token).await?.ok_or(Failure::LinkUnknown)?;
    Ok((scene, found))
}

/// `GET /bijeenkomsten/{id}/aanmelden/{token}`
pub(super) async fn check(
    State(app): State<App>,
    frame: Frame,
    Path((id, token)): Path<(EventId, String)>,
) -> Result<Response, Failure> {
    let (scene, booking) = form_of(&app, id, &token).await?;
    draw(&app, &frame, (&scene, &booking), &Form::empty(), StatusCode::OK).await
}

async fn draw(
    app: &App,
    frame: &Frame,
    (scene, booking): (&Scene, &Booking),
    form: &Form,
    status: StatusCode,
) -> Result<Response, Failure> {
    let frame = Frame { noindex: true, ..frame.clone() };
    let now = app.clock.now();
    if booking.outcome == "sent" {
        // Out of the form and not out of what became of it: nobody learns who was registered already.
        let places = usize::try_from(booking.places).unwrap_or(0);
        return Ok(confirmed_page(&frame, &scene.event, (&guests(booking), places)).into_response());
    }
    let people = guests(booking);
    let is_over = booking.outcome == "expired" || booking.expires_at <= now;
    if is_over {
        let form = filled_of(&people);
        let free = scene.programme.day().map_or(0, |day| day.free);
        let note = Note::Expired { free };
        return Ok((StatusCode::GONE, draw_who(app, &frame, &form, (scene, note))).into_response());
    }
    let questions = open_of(app.store.read(), scene.event.id).await?;
    let page = Check {
        event: &scene.event,
        programme: &scene.programme,
        questions: &questions,
        booking,
        people: &people,
        form,
    };
    Ok((status, check_page(&frame, &page)).into_response())
}

/// The first screen with what was filled in before.
fn filled_of(people: &[Guest]) -> Form {
    let mut form = Form::empty();
    form.set("guests", people.len().max(1).to_string());
    for (at, guest) in people.iter().enumerate().take(form::NAMES.len()) {
        form.set(form::NAMES[at], &guest.name);
        form.set(form::ADDRESSES[at], &guest.address);
        form.set("organisation", &guest.organisation);
    }
    form
}

/// `POST /bijeenkomsten/{id}/aanmelden/{token}`
pub(super) async fn send(
    State(app): State<App>,
    frame: Frame,
    Path((id, token)): Path<(EventId, String)>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let (scene, booking) = form_of(&app, id, &token).await?;
    let here = format!("{}/aanmelden/{token}", address(&frame, &scene.event));
    if booking.outcome == "sent" {
        return Ok(Redirect::to(&here).into_response());
    }
    let people = (guests(&booking).len(), usize::try_from(booking.places).unwrap_or(0));
    let questions = open_of(app.store.read(), scene.event.id).await?;
    let Some(wishes) = form::wishes(&mut form, (&scene.programme, &questions), people, frame.language) else {
        return draw(&app, &frame, (&scene, &booking), &form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match confirm(&app, &booking, &wishes).await? {
        Confirmed::SessionsFull(full) => {
            let labels = full.iter().filter_map(|id| scene.programme.session(*id)).map(|one| one.label(frame.language));
            let labels = labels.collect::<Vec<_>>().join(", ");
            form.fault(
                "sessions",
                frame.language.pick(
                    format!("Net vol: {labels}. Kies iets anders; de rest hebben wij bewaard"),
                    format!("Just full: {labels}. Choose something else; we kept the rest"),
                ),
            );
            let (scene, booking) = form_of(&app, id, &token).await?;
            draw(&app, &frame, (&scene, &booking), &form, StatusCode::CONFLICT).await
        }
        Confirmed::PlaceAfterAll => {
            begin::top_up(&app, &scene.event, &booking).await?;
            form.fault(
                "sessions",
                frame.language.pick(
                    "Er is net een plaats vrijgekomen. Kijk na wat u koos en bevestig opnieuw",
                    "A place has just come free. Check what you chose and confirm again",
                ),
            );
            let (scene, booking) = form_of(&app, id, &token).await?;
            draw(&app, &frame, (&scene, &booking), &form, StatusCode::CONFLICT).await
        }
        Confirmed::Closed(_) => {
            let page = format!("{}/bijeenkomsten/{}", frame.language.prefix(), scene.event.id);
            Ok(Redirect::to(&page).into_response())
        }
        Confirmed::Done | Confirmed::Expired => Ok(Redirect::to(&here).into_response()),
    }
}

/// `POST /bijeenkomsten/{id}/aanmelden/{token}/meer-tijd`
pub(super) async fn more_time(
    State(app): State<App>,
    frame: Frame,
    Path((id, token)): Path<(EventId, String)>,
) -> Result<Response, Failure> {
    let (scene, booking) = form_of(&app, id, &token).await?;
    begin::extend(&app, booking.id).await?;
    Ok(Redirect::to(&format!("{}/aanmelden/{token}", address(&frame, &scene.event))).into_response())
}
