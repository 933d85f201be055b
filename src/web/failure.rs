//! What a page answers when it cannot do what was asked: a status, a sentence and a next step.
//!
//! A handler returns a [`Failure`]; the outermost layer, which knows the reader's language, dresses it as a page. What
//! is broken is logged once, here, and never shown.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use sea_orm::{DbErr, RuntimeErr};
use serde_json::json;

use super::components::{Action, link_button, page_head};
use super::layout::{Frame, plain_page, staff_page};
use crate::base::{Changed, Language, UNSURE};

/// Why a page could not be shown or an act not be done.
#[derive(Clone, Debug)]
pub enum Failure {
    /// There is nothing at this address.
    NotFound,
    /// The link is not one of ours, was used, or its time is over.
    LinkUnknown,
    /// The reader may not do this.
    Forbidden,
    /// The request came from another site.
    CrossSite,
    /// The form cannot be read at all.
    Unreadable,
    /// More than fits.
    TooLarge,
    /// It did not arrive in time.
    TooSlow,
    /// Too often; again after this long.
    TooMany(Duration),
    /// It was here and was withdrawn, for this reason.
    Gone(String),
    /// The address exists, but not for this method.
    WrongMethod,
    /// The database or the disk does not answer at the moment.
    Unavailable,
    /// The database did not say whether it kept what was asked.
    Unsure,
    /// Something is broken on our side.
    Broken,
}

impl Failure {
    /// The status of the answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::LinkUnknown => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::Unreadable => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Gone(_) => StatusCode::GONE,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable | Self::Unsure => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The answer to people as a page, and to programs as RFC 9457 asks.
    #[must_use]
    pub fn drawn(&self, frame: &Frame) -> Response {
        if !frame.path.starts_with("/api/") {
            return (self.status(), self.page(frame)).into_response();
        }
        let (title, detail) = self.words(Language::English);
        let status = self.status();
        let problem = json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail });
        (status, [(header::CONTENT_TYPE, "application/problem+json")], problem.to_string()).into_response()
    }

    /// The answer to whoever asks for a line instead of a page.
    #[must_use]
    pub fn line(&self) -> Response {
        let (title, _) = self.words(Language::English);
        (self.status(), format!("{title}\n")).into_response()
    }

    /// The page of this failure.
    #[must_use]
    pub fn page(&self, frame: &Frame) -> Markup {
        let language = frame.language;
        let (title, advice) = self.words(language);
        let front = language.pick("Naar de voorpagina", "To the front page");
        let (to, home) = match language {
            _ if frame.path.starts_with("/beheer") => ("/beheer", language.pick("Naar Vandaag", "To Today")),
            Language::Dutch => ("/", front),
            Language::English => (Language::English.prefix(), front),
        };
        let body = html! {
            (page_head(&title, None, None))
            p { (advice) }
            (link_button(Action::Primary, to, home))
        };
        // Whoever is at work keeps the menu; everyone else sees one card.
        if frame.member.is_some() && frame.path.starts_with("/beheer") {
            return staff_page(frame, &title, body);
        }
        plain_page(frame, &title, body)
    }

    fn words(&self, language: Language) -> (String, String) {
        let (title, advice) = match self {
            Self::NotFound => language.pick(
                ("Deze pagina bestaat niet", "Misschien is het adres verkeerd overgenomen, of is de pagina weg. Met de knop begint u opnieuw."),
                ("This page does not exist", "Perhaps the address was copied wrongly, or the page is gone. The button lets you start again."),
            ),
            Self::LinkUnknown => language.pick(
                ("Deze link werkt niet (meer)", "De link is verlopen, al gebruikt of niet helemaal overgenomen. Open de link in de nieuwste mail die u van ons kreeg, of begin opnieuw."),
                ("This link does not work (any more)", "The link has expired, was used already or was not copied completely. Open the link in the latest mail that you had from us, or start again."),
            ),
            Self::Forbidden => language.pick(
                ("U hebt geen toegang tot deze pagina", "Uw rol hoort er niet bij. Vraag een beheerder om toegang."),
                ("You have no access to this page", "Your role is not among those that do. Ask an administrator."),
            ),
            Self::CrossSite => language.pick(
                ("Dit verzoek kwam van een andere website", "Daarom is er niets gewijzigd. Open de pagina hier opnieuw en probeer het nog eens."),
                ("This request came from another website", "That is why nothing was changed. Open the page here again and try once more."),
            ),
            Self::Unreadable => language.pick(
                ("Dit formulier kunnen wij niet lezen", "Ga terug, laad de pagina opnieuw en verstuur het formulier nog eens."),
                ("We cannot read this form", "Go back, reload the page and send the form again."),
            ),
            Self::TooLarge => language.pick(
                ("Dit is te groot", "Wat u verstuurde is groter dan wij aannemen. Maak het kleiner en probeer het opnieuw."),
                ("This is too large", "What you sent is larger than we accept. Make it smaller and try again."),
            ),
            Self::TooSlow => language.pick(
                ("Het versturen duurde te lang", "Wij kregen niet alles op tijd. Er is niets gewijzigd. Probeer het opnieuw, misschien op een snellere verbinding."),
                ("Sending took too long", "We did not get all of it in time. Nothing was changed. Try again, perhaps on a faster connection."),
            ),
            Self::TooMany(wait) => {
                let title = language.pick("Dit ging te vaak achter elkaar", "That was too often in a row");
                return (title.to_owned(), again_after(*wait, language));
            }
            Self::Gone(reason) => {
                let title = language.pick("Dit is ingetrokken", "This was withdrawn");
                return (title.to_owned(), reason.clone());
            }
            Self::WrongMethod => language.pick(
                ("Dit adres werkt alleen vanuit een formulier", "Begin op de voorpagina en volg daar de knoppen."),
                ("This address only works from a form", "Start at the front page and follow the buttons there."),
            ),
            Self::Unavailable => language.pick(
                ("Het lukt nu even niet", "Er is niets verloren gegaan en er is niets gewijzigd. Probeer het over een minuut opnieuw."),
                ("This is not possible right now", "Nothing was lost and nothing was changed. Try again in a minute."),
            ),
            Self::Unsure => language.pick(
                ("Wij weten niet of dit is gelukt", "De verbinding met onze database viel weg terwijl wij dit bewaarden. Kijk over een minuut of het er staat. Staat het er niet? Doe het dan opnieuw."),
                ("We do not know whether this worked", "The connection to our database was lost while we were keeping this. Look in a minute whether it is there. Is it not? Then do it again."),
            ),
            Self::Broken => language.pick(
                ("Er ging iets mis bij ons", "Wij hebben het vastgelegd. Probeer het opnieuw, en laat het ons weten als het blijft."),
                ("Something went wrong on our side", "We have recorded it. Try again, and let us know if it stays."),
            ),
        };
        (title.to_owned(), advice.to_owned())
    }
}

/// The sentence that says when something can be tried again, in whole minutes.
#[must_use]
pub fn again_after(wait: Duration, language: Language) -> String {
    let minutes = wait.as_secs().div_ceil(60).max(1);
    let unit = if minutes == 1 { language.pick("minuut", "minute") } else { language.pick("minuten", "minutes") };
    language.pick(format!("Probeer het over {minutes} {unit} opnieuw."), format!("Try again in {minutes} {unit}."))
}

/// Answers what came too often with a page of its own: one that keeps what was filled in (RFC 6585, section 4).
#[must_use]
pub fn too_many(wait: Duration, page: Markup) -> Response {
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds(wait))], page).into_response()
}

/// A span as `Retry-After` says it (RFC 9110, section 10.2.3).
fn seconds(wait: Duration) -> HeaderValue {
    HeaderValue::from(wait.as_secs().max(1))
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        let wait = match &self {
            Self::TooMany(wait) => Some(*wait),
            Self::Unavailable | Self::Unsure => Some(Duration::from_mins(1)),
            _ => None,
        };
        if let Some(wait) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, seconds(wait));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        match error.downcast_ref::<DbErr>() {
            Some(DbErr::Conn(RuntimeErr::Internal(said))) if said == UNSURE => {
                tracing::warn!("the answer to a commit was lost");
                Self::Unsure
            }
            // What passes by itself, the store gives one of these two forms; nothing was changed then.
            Some(DbErr::Conn(_) | DbErr::ConnectionAcquire(_)) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "the database does not answer, or cannot keep anything now"
                );
                Self::Unavailable
            }
            None if error.is::<Changed>() => {
                tracing::warn!("it changed each time while it was prepared");
                Self::Unavailable
            }
            None if error.is::<crate::base::work::Overdue>() => {
                tracing::warn!("work beside the requests took longer than it may");
                Self::Unavailable
            }
            _ => {
                tracing::error!(error = format!("{error:#}"), "a request failed");
                Self::Broken
            }
        }
    }
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        anyhow::Error::from(error).into()
    }
}
