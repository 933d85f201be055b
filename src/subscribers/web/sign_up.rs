//! Signing up.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{named, publications, unlisted};
use crate::app::App;
use crate::base::EmailAddress;
use crate::base::secrets::sha256_hex;
use crate::centre::Publication;
use crate::store;
use crate::subscribers::forget::limit_key;
use crate::subscribers::pages::{self, SignUpPage, address};
use crate::subscribers::{Wish, subscribe, subscriber, texts};
use crate::web::{Failure, Filled, Form, Frame, Network};

const HOUR: Duration = Duration::from_hours(1);
const PER_NETWORK: i64 = 20;
const PER_ADDRESS: i64 = 5;
const OVERALL: i64 = 600;

/// The page of signing up.
pub(super) async fn form(State(app): State<App>, frame: Frame) -> Result<impl IntoResponse, Failure> {
    let publications = publications(&app).await?;
    let consent = texts::consent(&frame.centre_name, frame.language);
    let page = SignUpPage { form: &Form::empty(), publications: &publications, consent: &consent, meant: None };
    Ok(pages::sign_up(&frame, &page))
}

/// Takes the form. The answer is the same for every address, and for programs that fill in the hidden field.
pub(super) async fn send(
    State(app): State<App>,
    Network(network): Network,
    frame: Frame,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let done = Redirect::to(&address(&frame, "/aanmelden/kijk-in-uw-mail")).into_response();
    if !form.value("website").is_empty() {
        return Ok(done);
    }
    let publications = publications(&app).await?;
    let consent = texts::consent(&frame.centre_name, frame.language);
    match read(&mut form, &frame, &publications, &consent) {
        Ok(wish) => {
            limit(&app, &network, &wish.address).await?;
            subscribe(&app, &wish).await?;
            Ok(done)
        }
        Err(meant) => {
            let page = SignUpPage { form: &form, publications: &publications, consent: &consent, meant };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, pages::sign_up(&frame, &page)).into_response())
        }
    }
}

/// The page after signing up.
pub(super) async fn check_mail(frame: Frame) -> impl IntoResponse {
    pages::check_mail(&unlisted(frame))
}

/// What is wished for; or, with the faults in the form, the address as typed and the one that was perhaps meant.
fn read(
    form: &mut Form,
    frame: &Frame,
    publications: &[Publication],
    consent: &str,
) -> Result<Wish, Option<(String, String)>> {
    let language = frame.language;
    take_suggestion(form);
    let address = form.read("address", |text| {
        EmailAddress::parse(text).map_err(|fault| texts::address_fault(fault, language).to_owned())
    });
    let meant = address.as_ref().and_then(|address| doubtful(form, address));
    if meant.is_some() {
        form.fault("suggestion", texts::which_is_right(language));
    }
    let name = subscriber::name(form.value("name"));
    if let Err(fault) = name {
        form.fault("name", texts::name_fault(fault, language));
    }
    let wished = named(form, "publication", publications);
    if wished.is_empty() {
        form.fault("publication", texts::tick_one(language));
    }
    match (address, name) {
        (Some(address), Ok(name)) if form.is_clean() => {
            Ok(Wish { address, name, language, publications: wished, consent: consent.to_owned() })
        }
        _ => Err(meant),
    }
}

/// The chosen address becomes the one in the field, if it is one of the two that were offered.
fn take_suggestion(form: &mut Form) {
    let chosen = form.trimmed("suggestion").to_owned();
    let offered = EmailAddress::parse(form.value("asked")).ok().and_then(|asked| asked.probably());
    if !chosen.is_empty() && form.trimmed("asked") == form.trimmed("address") && offered.as_deref() == Some(&chosen) {
        form.set("address", chosen);
    }
}

/// The typed and the perhaps meant address, when this was not asked yet.
fn doubtful(form: &Form, address: &EmailAddress) -> Option<(String, String)> {
    let meant = address.probably()?;
    (form.trimmed("asked") != address.as_typed()).then(|| (address.as_typed().to_owned(), meant))
}

/// Counts the sign-up: first its network, so that one network cannot use up what is everyone's.
async fn limit(app: &App, network: &str, address: &EmailAddress) -> Result<(), Failure> {
    let key = |text: String| sha256_hex(text.as_bytes());
    let limits = [
        (key(format!("sign-up network {network}")), PER_NETWORK),
        (limit_key(app, address.key()), PER_ADDRESS),
        (key("sign-up overall ".to_owned()), OVERALL),
    ];
    for (key, most) in limits {
        if let Some(wait) = store::take(&app.store, &key, most, HOUR, app.clock.now()).await? {
            return Err(Failure::TooMany(wait));
        }
    }
    Ok(())
}
