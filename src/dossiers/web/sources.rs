//! Sources.

use axum::extract::State;
use axum::response::Response;
use maud::Markup;

use super::sheet::{Draw, Now, blank, meet, sheet, yes_or_no};
use super::{again, dossier, once, read, refuse, to};
use crate::app::App;
use crate::base::Language;
use crate::base::id::DossierId;
use crate::dossiers::pages::forms::{self, Theirs};
use crate::dossiers::{Added, Saved, SourceWanted, cite, drop_source, recite};
use crate::staff::Posted;
use crate::web::{Failure, Filled, Form, Frame, Path};

const DRAW: Draw = forms::source;

/// The form of a new one.
pub(super) async fn new(State(app): State<App>, frame: Frame, Path(id): Path<DossierId>) -> Result<Markup, Failure> {
    blank(&app, &frame, id, DRAW).await
}

/// Adds one.
pub(super) async fn add(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<DossierId>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let once = once(&form)?;
    let Some(wanted) = read::source(&mut form, frame.language) else {
        return Ok(again(sheet(&frame, DRAW, &the, (&form, None))));
    };
    match cite(&app, member.id, the.row.id, (&wanted, &once)).await? {
        Added::New(_) => Ok(to(&the.address(), "bewaard")),
        Added::Before(number) => meeting(&app, &frame, (id, number), (&wanted, form)).await,
        Added::Nowhere => Err(Failure::NotFound),
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
    Ok(sheet(&frame, DRAW, &the, (&form, Some(row.number))))
}

/// Saves it.
pub(super) async fn change(
    (State(app), frame, member, Path((id, number)), Filled(mut form)): Posted<(DossierId, i64)>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let version = form.version()?;
    let Some(wanted) = read::source(&mut form, frame.language) else {
        return Ok(again(sheet(&frame, DRAW, &the, (&form, Some(number)))));
    };
    match recite(&app, member.id, the.row.id, ((number, version), &wanted)).await? {
        Saved::Done => Ok(to(&the.address(), "bewaard")),
        Saved::Overtaken | Saved::ThemeInUse(_) => meeting(&app, &frame, (id, number), (&wanted, form)).await,
    }
}

async fn meeting(
    app: &App,
    frame: &Frame,
    (id, number): (DossierId, i64),
    (wanted, form): (&SourceWanted, Form),
) -> Result<Response, Failure> {
    let the = dossier(app, id).await?;
    let now = the.source(number).map(|row| Now {
        number,
        version: row.version,
        theirs: theirs(&SourceWanted::of(row), frame.language),
        words: SourceWanted::of(row),
    });
    Ok(meet((app, frame, DRAW), (&the, form), (wanted, now)))
}

fn theirs(row: &SourceWanted, language: Language) -> Theirs {
    vec![
        (language.pick("Titel", "Title"), row.title.clone()),
        (language.pick("Van wie", "Whose"), row.origin.clone()),
        (language.pick("Datum", "Date"), row.said_on.clone()),
        (language.pick("Openbaar", "Public"), yes_or_no(row.is_public, language)),
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
