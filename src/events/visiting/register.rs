//! Registering, in two screens: who, and then what. The first keeps the places, the second makes them certain.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;

use super::super::asking::open_of;
use super::super::begin::{self, Begun, Party, booking};
use super::super::confirm::{Confirmed, confirm};
use super::super::event::{Event, Window};
use super::super::find::Scene;
use super::super::guest::{Booking, Guest, Seat, guests, seats};
use super::super::inviting::{self, Invitation};
use super::form;
use super::pages::check::{Check, confirmed as confirmed_page, page as check_page};
use super::pages::who::{Note, Who, page as who_page};
use super::web::known;
use crate::app::App;
use crate::base::id::EventId;
use crate::events::EventAdmission;
use crate::organisations::OrganisationKind;
use crate::web::{Failure, Filled, Form, Frame, Network, Path};

fn address(frame: &Frame, event: &Event) -> String {
    format!("{}/bijeenkomsten/{}", frame.language.prefix(), event.id)
}

/// Where the first screen stands: on the page of an event, or on that of an invitation.
pub(super) struct Way<'a> {
    pub(super) scene: &'a Scene,
    /// The invitation, with the path of its page.
    pub(super) invitation: Option<(&'a Invitation, String)>,
}

impl Way<'_> {
    fn is_invited(&self) -> bool {
        self.invitation.is_some()
    }

    /// Where it is sent to.
    fn action(&self, frame: &Frame) -> String {
        let page = self.invitation.as_ref().map(|(_, path)| path.clone());
        format!("{}/aanmelden", page.unwrap_or_else(|| address(frame, &self.scene.event)))
    }

    /// How many people it takes. Where not everybody may come, an invitation is for one.
    fn most(&self) -> usize {
        let may_anybody = self.scene.event.admission == EventAdmission::Open;
        if self.is_invited() && !may_anybody { 1 } else { form::NAMES.len() }
    }
}

/// `GET /bijeenkomsten/{id}/aanmelden`
pub(super) async fn who(State(app): State<App>, frame: Frame, Path(id): Path<EventId>) -> Result<Response, Failure> {
    let scene = known(&app, id).await?;
    if scene.event.window(app.clock.now()) != Window::Open || scene.event.is_closed_circle() {
        return Ok(Redirect::to(&address(&frame, &scene.event)).into_response());
    }
    let way = Way { scene: &scene, invitation: None };
    Ok(draw_who(&app, &frame, &Form::empty(), (&way, Note::None)).into_response())
}

pub(super) fn draw_who(app: &App, frame: &Frame, form: &Form, (way, note): (&Way, Note)) -> Markup {
    let frame = Frame { noindex: true, ..frame.clone() };
    let event = &way.scene.event;
    let page = Who {
        event,
        day: way.scene.programme.day(),
        kinds: way.scene.programme.kinds().collect(),
        offers: event.offers(app.clock.now()),
        asks: event.decides(way.is_invited()),
        most: way.most(),
        action: way.action(&frame),
        note,
    };
    who_page(&frame, form, &page)
}

/// `POST /bijeenkomsten/{id}/aanmelden`
pub(super) async fn keep(
    State(app): State<App>,
    Network(network): Network,
    frame: Frame,
    Path(id): Path<EventId>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let scene = known(&app, id).await?;
    keep_for(&app, &frame, &Way { scene: &scene, invitation: None }, (network, form)).await
}

/// The first screen was sent: the places are kept, or it comes back.
pub(super) async fn keep_for(
    app: &App,
    frame: &Frame,
    way: &Way<'_>,
    (network, mut form): (String, Form),
) -> Result<Response, Failure> {
    let event = &way.scene.event;
    if !form.value("more").is_empty() {
        let many = (form::shown(&form) + 1).min(way.most());
        form.set("guests", many.to_string());
        return Ok(draw_who(app, frame, &form, (way, Note::None)).into_response());
    }
    let again =
        |status: StatusCode, form: &Form, note| (status, draw_who(app, frame, form, (way, note))).into_response();
    let limited: Vec<_> = way.scene.programme.kinds().map(|(kind, _)| kind).collect();
    let who = form::guests(&mut form, (event, &limited), (way.is_invited(), way.most()), frame.language);
    let Some(guests) = who else {
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, &form, Note::None));
    };
    let many = guests.len();
    let waits = form.value("waits") == "yes";
    let invitation = way.invitation.as_ref().map(|(row, _)| row.id);
    let party = Party { guests, language: frame.language, network, waits, invitation };
    match begin::begin(app, event, &party).await? {
        Begun::Kept(token) => {
            let page = format!("{}/aanmelden/{token}", address(frame, event));
            Ok(Redirect::to(&page).into_response())
        }
        Begun::Full(free) => {
            let fresh = known(app, event.id).await?;
            let way = Way { scene: &fresh, invitation: way.invitation.clone() };
            let page = draw_who(app, frame, &form, (&way, Note::Full { free, many }));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Begun::KindsFull(fit, kinds) => {
            let fresh = known(app, event.id).await?;
            let way = Way { scene: &fresh, invitation: way.invitation.clone() };
            let page = draw_who(app, frame, &form, (&way, Note::KindsFull { fit, many, kinds }));
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Begun::TooMany => Ok(again(StatusCode::TOO_MANY_REQUESTS, &form, Note::TooMany)),
        Begun::Closed(_) | Begun::NotInvited => Ok(Redirect::to(&address(frame, event)).into_response()),
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
    let people = guests(booking);
    let seats = seats(&scene.event, booking, &people);
    if booking.outcome == "sent" {
        // Out of the form and not out of what became of it: nobody learns who was registered already.
        return Ok(confirmed_page(&frame, &scene.event, (&people, &seats)).into_response());
    }
    let is_over = booking.outcome == "expired" || booking.expires_at <= now;
    if is_over {
        let form = filled_of(&people);
        let free = scene.programme.day().map_or(0, |day| day.free);
        let note = Note::Expired { free };
        let row = inviting::of_id(app.store.read(), booking.invitation_id).await?;
        let invitation = row.as_ref().map(|row| (row, inviting::path(app, row, frame.language)));
        let way = Way { scene, invitation };
        return Ok((StatusCode::GONE, draw_who(app, &frame, &form, (&way, note))).into_response());
    }
    let questions = open_of(app.store.read(), scene.event.id).await?;
    let page = Check {
        event: &scene.event,
        programme: &scene.programme,
        questions: &questions,
        booking,
        people: &people,
        seats: &seats,
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
        form.set(form::KIND, guest.kind.map_or(form::NO_KIND, OrganisationKind::word));
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
    let seats = seats(&scene.event, &booking, &guests(&booking));
    let has_place: Vec<bool> = seats.into_iter().map(|seat| seat == Seat::Place).collect();
    let questions = open_of(app.store.read(), scene.event.id).await?;
    let Some(wishes) = form::wishes(&mut form, (&scene.programme, &questions), &has_place, frame.language) else {
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
        Confirmed::InvitationUsed => {
            let row = inviting::of_id(app.store.read(), booking.invitation_id).await?.ok_or(Failure::LinkUnknown)?;
            Ok(Redirect::to(&inviting::path(&app, &row, frame.language)).into_response())
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
