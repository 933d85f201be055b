//! Entries.

use axum::extract::State;
use axum::response::Response;
use maud::Markup;

use super::{again, dossier, met, once, read, refuse, to};
use crate::app::App;
use crate::base::Language;
use crate::base::id::DossierId;
use crate::dossiers::dossier::{Dossier, Entry};
use crate::dossiers::pages::forms::{self, Sheet, Theirs};
use crate::dossiers::{Direction, Saved, Written, arrange, rewrite, strike, write};
use crate::staff::Posted;
use crate::web::{Failure, Filled, Form, Frame, Path};

fn sheet(frame: &Frame, the: &Dossier, form: &Form, number: Option<i64>) -> Markup {
    forms::entry(frame, &Sheet { the, form, number, theirs: Theirs::new() })
}

/// The form of a new one.
pub(super) async fn new(State(app): State<App>, frame: Frame, Path(id): Path<DossierId>) -> Result<Markup, Failure> {
    let the = dossier(&app, id).await?;
    Ok(sheet(&frame, &the, &Form::with(&[("once", &app.random.token())]), None))
}

/// Writes one.
pub(super) async fn add(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<DossierId>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let once = once(&form)?;
    let Some(wanted) = read::entry(&mut form, &the, frame.language) else {
        return Ok(again(sheet(&frame, &the, &form, None)));
    };
    match write(&app, member.id, the.row.id, (&wanted, &once)).await? {
        Written::New(_) | Written::Before(_) => Ok(to(&the.address(), "bewaard")),
        Written::Nowhere => Err(Failure::NotFound),
    }
}

fn found(the: &Dossier, number: i64) -> Result<&Entry, Failure> {
    the.entry(number).ok_or(Failure::NotFound)
}

/// The form of one that is there.
pub(super) async fn edit(
    State(app): State<App>,
    frame: Frame,
    Path((id, number)): Path<(DossierId, i64)>,
) -> Result<Markup, Failure> {
    let the = dossier(&app, id).await?;
    let entry = found(&the, number)?;
    Ok(sheet(&frame, &the, &read::entry_form(entry), Some(entry.row.number)))
}

/// Saves it.
pub(super) async fn change(
    (State(app), frame, member, Path((id, number)), Filled(mut form)): Posted<(DossierId, i64)>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let version = form.version()?;
    let Some(wanted) = read::entry(&mut form, &the, frame.language) else {
        return Ok(again(sheet(&frame, &the, &form, Some(number))));
    };
    match rewrite(&app, member.id, the.row.id, ((number, version), &wanted)).await? {
        Saved::Done => Ok(to(&the.address(), "bewaard")),
        Saved::Overtaken | Saved::ThemeInUse(_) => {
            let newest = dossier(&app, id).await?;
            let Some(entry) = newest.entry(number) else {
                // It was taken away meanwhile: what was typed makes a new one.
                form.set("once", app.random.token());
                return Ok(met(sheet(&frame, &newest, &form, None)));
            };
            form.set("version", entry.row.version.to_string());
            let theirs = theirs(&newest, entry, frame.language);
            Ok(met(forms::entry(&frame, &Sheet { the: &newest, form: &form, number: Some(number), theirs })))
        }
    }
}

fn theirs(the: &Dossier, entry: &Entry, language: Language) -> Theirs {
    let theme = the.themes.iter().find(|theme| theme.number == entry.row.theme);
    let sources: Vec<String> = entry.sources.iter().map(i64::to_string).collect();
    vec![
        (language.pick("Wanneer", "When"), entry.row.said.clone()),
        (language.pick("Thema", "Theme"), theme.map(|theme| theme.name.clone()).unwrap_or_default()),
        (language.pick("Titel", "Title"), entry.row.title.clone()),
        (language.pick("Wat er gebeurde", "What happened"), entry.row.source.clone()),
        (language.pick("Bronnen", "Sources"), sources.join(", ")),
    ]
}

/// Takes one away.
pub(super) async fn take_away(
    (State(app), _, member, Path((id, number)), Filled(form)): Posted<(DossierId, i64)>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    Ok(match strike(&app, member.id, the.row.id, (number, form.version()?)).await? {
        Saved::Done => to(&the.address(), "weg"),
        Saved::Overtaken | Saved::ThemeInUse(_) => refuse(&the.address(), "ingehaald"),
    })
}

/// Moves one before its neighbour of the same date.
pub(super) async fn up(posted: Posted<(DossierId, i64)>) -> Result<Response, Failure> {
    moved(posted, Direction::Up).await
}

/// Moves one behind it.
pub(super) async fn down(posted: Posted<(DossierId, i64)>) -> Result<Response, Failure> {
    moved(posted, Direction::Down).await
}

async fn moved(
    (State(app), _, member, Path((id, number)), _): Posted<(DossierId, i64)>,
    direction: Direction,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    Ok(match arrange(&app, member.id, the.row.id, (number, direction)).await? {
        Saved::Done => to(&the.address(), "verplaatst"),
        Saved::Overtaken | Saved::ThemeInUse(_) => refuse(&the.address(), "ingehaald"),
    })
}
