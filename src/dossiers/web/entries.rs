//! Entries.

use axum::extract::State;
use axum::response::Response;
use maud::Markup;

use super::sheet::{Draw, Now, blank, meet, sheet, yes_or_no};
use super::{again, dossier, once, read, refuse, to};
use crate::app::App;
use crate::base::Language;
use crate::base::id::DossierId;
use crate::dossiers::dossier::{Dossier, Entry};
use crate::dossiers::pages::forms::{self, Theirs};
use crate::dossiers::{Added, Direction, EntryWanted, Saved, arrange, rewrite, strike, write};
use crate::staff::Posted;
use crate::web::{Failure, Filled, Form, Frame, Path};

const DRAW: Draw = forms::entry;

/// The form of a new one.
pub(super) async fn new(State(app): State<App>, frame: Frame, Path(id): Path<DossierId>) -> Result<Markup, Failure> {
    blank(&app, &frame, id, DRAW).await
}

/// Writes one.
pub(super) async fn add(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<DossierId>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let once = once(&form)?;
    let Some(wanted) = read::entry(&mut form, &the, frame.language) else {
        return Ok(again(sheet(&frame, DRAW, &the, (&form, None))));
    };
    match write(&app, member.id, the.row.id, (&wanted, &once)).await? {
        Added::New(_) => Ok(to(&the.address(), "bewaard")),
        Added::Before(number) => meeting(&app, &frame, (id, number), (&wanted, form)).await,
        Added::Nowhere => Err(Failure::NotFound),
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
    Ok(sheet(&frame, DRAW, &the, (&read::entry_form(entry), Some(entry.row.number))))
}

/// Saves it.
pub(super) async fn change(
    (State(app), frame, member, Path((id, number)), Filled(mut form)): Posted<(DossierId, i64)>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let version = form.version()?;
    let Some(wanted) = read::entry(&mut form, &the, frame.language) else {
        return Ok(again(sheet(&frame, DRAW, &the, (&form, Some(number)))));
    };
    match rewrite(&app, member.id, the.row.id, ((number, version), &wanted)).await? {
        Saved::Done => Ok(to(&the.address(), "bewaard")),
        Saved::Overtaken | Saved::ThemeInUse(_) => meeting(&app, &frame, (id, number), (&wanted, form)).await,
    }
}

async fn meeting(
    app: &App,
    frame: &Frame,
    (id, number): (DossierId, i64),
    (wanted, form): (&EntryWanted, Form),
) -> Result<Response, Failure> {
    let the = dossier(app, id).await?;
    let now = the.entry(number).map(|entry| Now {
        number,
        version: entry.row.version,
        words: EntryWanted::of(entry),
        theirs: theirs(&the, entry, frame.language),
    });
    Ok(meet((app, frame, DRAW), (&the, form), (wanted, now)))
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
        (language.pick("Kantelmoment", "Turning point"), yes_or_no(entry.row.is_turn, language)),
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
