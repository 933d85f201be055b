//! The forms of what stands in a dossier: blank, filled in, and one in which words met what is saved.

use axum::response::Response;
use maud::Markup;

use super::{dossier, met, to};
use crate::app::App;
use crate::base::Language;
use crate::base::id::DossierId;
use crate::dossiers::dossier::Dossier;
use crate::dossiers::pages::forms::{Sheet, Theirs};
use crate::web::{Failure, Form, Frame};

/// How a form is drawn.
pub(super) type Draw = fn(&Frame, &Sheet<'_>) -> Markup;

/// Something as it is saved now.
pub(super) struct Now<W> {
    pub(super) number: i64,
    pub(super) version: i64,
    pub(super) words: W,
    pub(super) theirs: Theirs,
}

/// A form in which nobody else wrote.
pub(super) fn sheet(frame: &Frame, draw: Draw, the: &Dossier, (form, number): (&Form, Option<i64>)) -> Markup {
    draw(frame, &Sheet { the, form, number, theirs: Theirs::new() })
}

/// The form of a new one.
pub(super) async fn blank(app: &App, frame: &Frame, id: DossierId, draw: Draw) -> Result<Markup, Failure> {
    let the = dossier(app, id).await?;
    Ok(sheet(frame, draw, &the, (&Form::with(&[("once", &app.random.token())]), None)))
}

/// Words that met what is saved, because somebody was first or went back and sent the same form once more: it says the same
/// already, or both are shown. What is gone meanwhile is made anew.
pub(super) fn meet<W: PartialEq>(
    (app, frame, draw): (&App, &Frame, Draw),
    (the, mut form): (&Dossier, Form),
    (wanted, now): (&W, Option<Now<W>>),
) -> Response {
    let (number, theirs) = match now {
        Some(now) if now.words == *wanted => return to(&the.address(), "bewaard"),
        Some(now) => {
            form.set("version", now.version.to_string());
            (Some(now.number), now.theirs)
        }
        None => {
            form.set("once", app.random.token());
            (None, Theirs::new())
        }
    };
    met(draw(frame, &Sheet { the, form: &form, number, theirs }))
}

/// How a choice of yes or no is shown.
pub(super) fn yes_or_no(is_so: bool, language: Language) -> String {
    if is_so { language.pick("ja", "yes") } else { language.pick("nee", "no") }.to_owned()
}
