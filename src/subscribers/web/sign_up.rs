//! Signing up.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::drawn::{self, Drawn, drawn_again, drawn_at};
use super::limit::{APART, is_crowded, queue};
use super::{Offer, limit, named, offer, unlisted};
use crate::app::App;
use crate::base::EmailAddress;
use crate::centre::{Area, Region, Topic};
use crate::subscribers::pages::{self, Face, HeldBack, SignUpPage, address};
use crate::subscribers::{Chosen, Wish, subscribe, subscriber, texts};
use crate::web::{Failure, Filled, Form, Frame, Network, too_many};

/// How long a browser works, about.
const A_MOMENT: Duration = Duration::from_secs(2);

/// The page of signing up.
pub(super) async fn form(State(app): State<App>, frame: Frame) -> Result<impl IntoResponse, Failure> {
    begin(&app, &frame, Form::empty(), Face::Page).await
}

/// The form before anybody filled it in.
pub(in crate::subscribers) async fn begin(
    app: &App,
    frame: &Frame,
    mut form: Form,
    face: Face,
) -> Result<maud::Markup, Failure> {
    let offer = offered(app, &form, face).await?;
    form.set("drawn", drawn_at(app, app.clock.now(), &texts::consent(&frame.centre_name, frame.language)));
    Ok(draw((frame, face), &form, &offer, Doubt::None, HeldBack::No))
}

/// What a reader chooses from: in a frame what the website chose to show, without topics and areas.
async fn offered(app: &App, form: &Form, face: Face) -> Result<Offer, Failure> {
    let mut offer = offer(app).await?;
    if face == Face::Framed {
        let chosen = form.values("uitgave");
        let has_any = offer.publications.iter().any(|one| chosen.contains(&one.row.slug.as_str()));
        offer.publications.retain(|one| !has_any || chosen.contains(&one.row.slug.as_str()));
        (offer.topics, offer.areas) = (Vec::new(), Vec::new());
    }
    Ok(offer)
}

/// What is asked about an address that may be a slip.
pub(super) enum Doubt {
    None,
    /// As typed, and as it was perhaps meant.
    Meant(String, Option<String>),
}

fn draw((frame, face): (&Frame, Face), form: &Form, offer: &Offer, doubt: Doubt, held_back: HeldBack) -> maud::Markup {
    let consent = texts::consent(&frame.centre_name, frame.language);
    let meant = match doubt {
        Doubt::None => None,
        Doubt::Meant(typed, meant) => Some((typed, meant)),
    };
    pages::sign_up(frame, &SignUpPage { face, form, offer, consent: &consent, meant, held_back })
}

/// Takes the form. The answer is the same for every address, and for programs that fill in the hidden field.
pub(super) async fn send(
    State(app): State<App>,
    Network(network): Network,
    frame: Frame,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    take(&app, &network, &frame, form, Face::Page).await
}

/// The same, wherever the form stands.
pub(in crate::subscribers) async fn take(
    app: &App,
    network: &str,
    frame: &Frame,
    mut form: Form,
    face: Face,
) -> Result<Response, Failure> {
    if !form.value("website").is_empty() {
        return Ok(Redirect::to(&address(frame, face.kept())).into_response());
    }
    let offer = offered(app, &form, face).await?;
    let consent = texts::consent(&frame.centre_name, frame.language);
    let drawn = drawn::look(app, form.value("drawn"), &consent);
    if drawn == Drawn::TooLate {
        form.set("drawn", drawn_again(app, &consent));
    }
    let (doubt, held_back) = match read(&mut form, frame, &offer) {
        Ok(wish) if drawn == Drawn::InTime => {
            if let Some(wait) = limit(app, network, &wish.address).await? {
                return Ok(too_many(wait, draw((frame, face), &form, &offer, Doubt::None, HeldBack::TooOften(wait))));
            }
            let place = place(app, &form).await?;
            let held = |why, wait| too_many(wait, draw((frame, face), &form, &offer, Doubt::None, why));
            if place == Place::Ask {
                return Ok(held(HeldBack::Crowd, A_MOMENT));
            }
            if drawn::serves(app, form.value("drawn")).await? {
                let due = if place == Place::Now { Some(app.clock.now()) } else { queue(app).await? };
                let Some(due) = due else { return Ok(held(HeldBack::Full, APART)) };
                subscribe(app, &wish, due).await?;
                let then = if place == Place::Now { face.kept() } else { face.queued() };
                return Ok(Redirect::to(&address(frame, then)).into_response());
            }
            form.set("drawn", drawn_again(app, &consent));
            (Doubt::None, HeldBack::PressAgain)
        }
        Ok(_) => (Doubt::None, HeldBack::PressAgain),
        Err(doubt) => (doubt, HeldBack::No),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw((frame, face), &form, &offer, doubt, held_back)).into_response())
}

/// What becomes of a sign-up, also when more people sign up than ever do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Its letter leaves now.
    Now,
    /// Its letter waits for its turn.
    Queue,
    /// It is not taken yet: its browser is to work for it.
    Ask,
}

async fn place(app: &App, form: &Form) -> Result<Place, Failure> {
    if !is_crowded(app).await? || drawn::is_worked(form.value("drawn"), form.trimmed("work")) {
        return Ok(Place::Now);
    }
    // Who was asked to let their browser work and presses without that has no script.
    Ok(if form.value("queue").is_empty() { Place::Ask } else { Place::Queue })
}

/// The page after signing up.
pub(super) async fn check_mail(frame: Frame) -> impl IntoResponse {
    answered(frame, true, Face::Page)
}

/// The same when the letter has to wait for its turn.
pub(super) async fn queued(frame: Frame) -> impl IntoResponse {
    answered(frame, false, Face::Page)
}

/// What is said after signing up: that the letter is on its way `now`, or waits for its turn.
pub(in crate::subscribers) fn answered(frame: Frame, now: bool, face: Face) -> maud::Markup {
    pages::check_mail(&unlisted(frame), now, face)
}

/// What is wished for; or, with the faults in the form, what is asked about the address.
fn read(form: &mut Form, frame: &Frame, offer: &Offer) -> Result<Wish, Doubt> {
    let language = frame.language;
    take_suggestion(form);
    let address = form.read("address", |text| {
        EmailAddress::parse(text).map_err(|fault| texts::address_fault(fault, language).to_owned())
    });
    let doubt = address.as_ref().map_or(Doubt::None, |address| doubtful(form, address));
    if matches!(doubt, Doubt::Meant(..)) {
        form.fault("suggestion", texts::which_is_right(language));
    }
    let name = subscriber::name(form.value("name"));
    if let Err(fault) = name {
        form.fault("name", texts::name_fault(fault, language));
    }
    let wished = named(form, "publication", &offer.publications);
    if wished.is_empty() {
        form.fault("publication", texts::tick_one(language));
    }
    match (address, name) {
        (Some(address), Ok(name)) if form.is_clean() => Ok(Wish {
            address,
            name,
            language,
            publications: wished,
            chosen: chosen(form, offer),
            consent: texts::consent(&frame.centre_name, language),
        }),
        _ => Err(doubt),
    }
}

/// The topics and areas; the regions of a chosen area are in it.
fn chosen(form: &Form, offer: &Offer) -> Chosen {
    let topics = offer.topics.iter().filter(|topic| form.is_ticked("topic", &topic.row.slug)).map(Topic::id);
    let (whole, others): (Vec<&Area>, Vec<&Area>) =
        offer.areas.iter().partition(|area| form.is_ticked("area", &area.row.slug));
    let regions = others.into_iter().flat_map(|area| &area.regions);
    let regions = regions.filter(|region| form.is_ticked("region", &region.row.slug)).map(Region::id);
    Chosen { topics: topics.collect(), areas: whole.into_iter().map(Area::id).chain(regions).collect() }
}

/// The chosen address becomes the one in the field, if it is one of the two that were offered.
fn take_suggestion(form: &mut Form) {
    let chosen = form.trimmed("suggestion").to_owned();
    let offered = EmailAddress::parse(form.value("asked")).ok().and_then(|asked| asked.probably());
    if !chosen.is_empty() && form.trimmed("asked") == form.trimmed("address") && offered.as_deref() == Some(&chosen) {
        form.set("address", chosen);
    }
}

/// What is to be asked about an address, when it was not asked yet.
fn doubtful(form: &Form, address: &EmailAddress) -> Doubt {
    let meant = address.probably();
    let is_doubtful = meant.is_some() || address.mixes_scripts();
    if is_doubtful && form.trimmed("asked") != address.as_typed() {
        return Doubt::Meant(address.as_typed().to_owned(), meant);
    }
    Doubt::None
}
