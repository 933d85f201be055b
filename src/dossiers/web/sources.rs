//! Sources.

use axum::extract::State;
use axum::response::Response;
use maud::Markup;

use super::{again, dossier, met, once, read, refuse, to};
use crate::app::App;
use crate::base::Language;
use crate::base::id::DossierId;
use crate::dossiers::dossier::Dossier;
use crate::dossiers::pages::forms::{self, Sheet, Theirs};
use crate::dossiers::{Cited, Saved, cite, drop_source, recite};
use crate::staff::Posted;
use crate::web::{Failure, Filled, Form, Frame, Path};

fn sheet(frame: &Frame, the: &Dossier, form: &Form, number: Option<i64>) -> Markup {
    forms::source(frame, &Sheet { the, form, number, theirs: Theirs::new() })
}

/// The form of a new one.
pub(super) async fn new(State(app): State<App>, frame: Frame, Path(id): Path<DossierId>) -> Result<Markup, Failure> {
    let the = dossier(&app, id).await?;
    Ok(sheet(&frame, &the, &Form::with(&[("once", &app.random.token())]), None))
}

/// Adds one.
pub(super) async fn add(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<DossierId>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let once = once(&form)?;
    let Some(wanted) = read::source(&mut form, frame.language) else {
        return Ok(again(sheet(&frame, &the, &form, None)));
    };
    match cite(&app, member.id, the.row.id, (&wanted, &once)).await? {
        Cited::New(_) | Cited::Before(_) => Ok(to(&the.address(), "bewaard")),
        Cited::Nowhere => Err(Failure::NotFound),
    }
}

/// The form of one that is there.
pub(super) async fn edit(
    State(app): State<App>,
    frame: Frame,
    Path((id, number)): Path<(DossierId, i64)>,
) -> Result<Markup, Failure> {
    let the = dossier(&app, id).await?;
    let row = the.source(number).ok_or(Failure::NotFound)?;
    let form = Form::with(&[
        ("version", &row.version.to_string()),
        ("title", &row.title),
        ("origin", &row.origin),
        ("said_on", &row.said_on),
        ("public", if row.is_public { "ja" } else { "nee" }),
        ("address", &row.address),
        ("why_closed", &row.why_closed),
    ]);
    Ok(sheet(&frame, &the, &form, Some(row.number)))
}

/// Saves it.
pub(super) async fn change(
    (State(app), frame, member, Path((id, number)), Filled(mut form)): Posted<(DossierId, i64)>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let version = form.version()?;
    let Some(wanted) = read::source(&mut form, frame.language) else {
        return Ok(again(sheet(&frame, &the, &form, Some(number))));
    };
    match recite(&app, member.id, the.row.id, ((number, version), &wanted)).await? {
        Saved::Done => Ok(to(&the.address(), "bewaard")),
        Saved::Overtaken | Saved::ThemeInUse(_) => {
            let newest = dossier(&app, id).await?;
            let Some(row) = newest.source(number) else {
                form.set("once", app.random.token());
                return Ok(met(sheet(&frame, &newest, &form, None)));
            };
            form.set("version", row.version.to_string());
            let theirs = theirs(row.number, &newest, frame.language);
            Ok(met(forms::source(&frame, &Sheet { the: &newest, form: &form, number: Some(number), theirs })))
        }
    }
}

fn theirs(number: i64, the: &Dossier, language: Language) -> Theirs {
    let Some(row) = the.source(number) else { return Theirs::new() };
    let openly = if row.is_public { language.pick("ja", "yes") } else { language.pick("nee", "no") };
    vec![
        (language.pick("Titel", "Title"), row.title.clone()),
        (language.pick("Van wie", "Whose"), row.origin.clone()),
        (language.pick("Datum", "Date"), row.said_on.clone()),
        (language.pick("Openbaar", "Public"), openly.to_owned()),
        (language.pick("Adres", "Address"), row.address.clone()),
        (language.pick("Waarom niet openbaar", "Why not public"), row.why_closed.clone()),
    ]
}

/// Takes one away.
pub(super) async fn take_away(
    (State(app), _, member, Path((id, number)), Filled(form)): Posted<(DossierId, i64)>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    Ok(match drop_source(&app, member.id, the.row.id, (number, form.version()?)).await? {
        Saved::Done => to(&the.address(), "weg"),
        Saved::Overtaken | Saved::ThemeInUse(_) => refuse(&the.address(), "ingehaald"),
    })
}
