//! The points of an open request, and what came of them.

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::{again, both, met, read, refuse, to};
use crate::app::App;
use crate::base::id::{DecisionId, DossierId};
use crate::dossiers::DecisionState;
use crate::dossiers::deciding::pages::{self, Ending, Sheet};
use crate::dossiers::deciding::{
    Concluded, Decision, PointChanged, PointWanted, add_point, change_point, conclude, withdraw_point,
};
use crate::dossiers::dossier::{Dossier, TITLE};
use crate::dossiers::pages::forms::Theirs;
use crate::staff::Posted;
use crate::web::{Failure, Filled, Form, Frame, Path};

fn draw(
    frame: &Frame,
    (dossier, the): (&Dossier, &Decision),
    (form, theirs, number): (&Form, Theirs, Option<i64>),
) -> maud::Markup {
    pages::point(frame, &Sheet { dossier, form, the: Some(the), theirs }, (the, number))
}

/// The form of a new one.
pub(super) async fn new(
    State(app): State<App>,
    frame: Frame,
    Path(path): Path<(DossierId, DecisionId)>,
) -> Result<Response, Failure> {
    let (dossier, the) = both(&app, path).await?;
    if !the.is_open(app.clock.now()) {
        return Ok(refuse(&the.address(), "gesloten"));
    }
    let form = Form::with(&[("version", &the.row.points_given.to_string())]);
    Ok(draw(&frame, (&dossier, &the), (&form, Theirs::new(), None)).into_response())
}

/// Adds one.
pub(super) async fn add(
    (State(app), frame, member, Path(path), Filled(mut form)): Posted<(DossierId, DecisionId)>,
) -> Result<Response, Failure> {
    let (dossier, the) = both(&app, path).await?;
    let seen = form.version()?;
    let Some(wanted) = read::point(&mut form, 1, frame.language) else {
        return Ok(again(draw(&frame, (&dossier, &the), (&form, Theirs::new(), None))));
    };
    match add_point(&app, member.id, the.row.id, (seen, &wanted)).await? {
        PointChanged::Done(_) | PointChanged::Same => Ok(to(&the.address(), "erbij")),
        PointChanged::Closed => Ok(lost(&frame, (&dossier, &the), (form, None))),
        PointChanged::Overtaken => {
            let (dossier, the) = both(&app, path).await?;
            let last = the.points.iter().rfind(|point| point.row.number > seen);
            let theirs = last.and_then(|point| point.texts.last()).map(PointWanted::of);
            if theirs.as_ref() == Some(&wanted) {
                // The same form sent twice at once.
                return Ok(to(&the.address(), "erbij"));
            }
            form.set("version", the.row.points_given.to_string());
            let theirs = theirs.map(|theirs| said(&theirs, &frame)).unwrap_or_default();
            Ok(met(draw(&frame, (&dossier, &the), (&form, theirs, None))))
        }
    }
}

/// The form of one that is there.
pub(super) async fn edit(
    State(app): State<App>,
    frame: Frame,
    Path((id, asked, number)): Path<(DossierId, DecisionId, i64)>,
) -> Result<Response, Failure> {
    let (dossier, the) = both(&app, (id, asked)).await?;
    let point = the.point(number).ok_or(Failure::NotFound)?;
    if !the.is_open(app.clock.now()) || !point.is_asked() {
        return Ok(refuse(&the.address(), "gesloten"));
    }
    let form = Form::with(&[
        ("version", &point.row.version.to_string()),
        ("point-title-1", point.title()),
        ("point-words-1", point.words()),
    ]);
    Ok(draw(&frame, (&dossier, &the), (&form, Theirs::new(), Some(number))).into_response())
}

/// Gives it the next version of its text.
pub(super) async fn change(
    (State(app), frame, member, Path((id, asked, number)), Filled(mut form)): Posted<(DossierId, DecisionId, i64)>,
) -> Result<Response, Failure> {
    let (dossier, the) = both(&app, (id, asked)).await?;
    the.point(number).ok_or(Failure::NotFound)?;
    let seen = form.version()?;
    let Some(wanted) = read::point(&mut form, 1, frame.language) else {
        return Ok(again(draw(&frame, (&dossier, &the), (&form, Theirs::new(), Some(number)))));
    };
    match change_point(&app, member.id, the.row.id, ((number, seen), &wanted)).await? {
        PointChanged::Done(_) => Ok(to(&the.address(), "opnieuw")),
        PointChanged::Same => Ok(to(&the.address(), "bewaard")),
        PointChanged::Closed => Ok(lost(&frame, (&dossier, &the), (form, Some(number)))),
        PointChanged::Overtaken => {
            let (dossier, the) = both(&app, (id, asked)).await?;
            let point = the.point(number).ok_or(Failure::NotFound)?;
            let theirs = point.texts.last().map(|text| said(&PointWanted::of(text), &frame)).unwrap_or_default();
            form.set("version", point.row.version.to_string());
            Ok(met(draw(&frame, (&dossier, &the), (&form, theirs, Some(number)))))
        }
    }
}

/// It was closed while somebody wrote: their words stay on the page.
fn lost(frame: &Frame, (dossier, the): (&Dossier, &Decision), (mut form, number): (Form, Option<i64>)) -> Response {
    let language = frame.language;
    form.fault(
        "point-words-1",
        language.pick(
            "Antwoorden kan niet meer, dus dit punt wijzigt niet.",
            "Answering is over, so this point does not change.",
        ),
    );
    met(draw(frame, (dossier, the), (&form, Theirs::new(), number)))
}

fn said(theirs: &PointWanted, frame: &Frame) -> Theirs {
    let language = frame.language;
    vec![
        (language.pick("Titel", "Title"), theirs.title.clone()),
        (language.pick("Tekst", "Text"), theirs.words.clone()),
    ]
}

/// Withdraws one.
pub(super) async fn withdraw(
    (State(app), frame, member, Path((id, asked, number)), Filled(mut form)): Posted<(DossierId, DecisionId, i64)>,
) -> Result<Response, Failure> {
    let (dossier, the) = both(&app, (id, asked)).await?;
    let point = the.point(number).ok_or(Failure::NotFound)?;
    let missing = frame.language.pick("Schrijf waarom dit punt vervalt.", "Write why this point is withdrawn.");
    let Some(why) = form.required("why", missing, TITLE) else {
        form.set("version", point.row.version.to_string());
        form.set("point-title-1", point.title());
        form.set("point-words-1", point.words());
        return Ok(again(draw(&frame, (&dossier, &the), (&form, Theirs::new(), Some(number)))));
    };
    let is_gone = withdraw_point(&app, member.id, the.row.id, (number, &why)).await?;
    Ok(if is_gone { to(&the.address(), "vervallen") } else { refuse(&the.address(), "ingehaald") })
}

/// The form of the outcome.
pub(super) async fn ask_outcome(
    State(app): State<App>,
    frame: Frame,
    Path(path): Path<(DossierId, DecisionId)>,
) -> Result<Response, Failure> {
    let (dossier, the) = both(&app, path).await?;
    if the.row.state != DecisionState::Closed {
        return Ok(refuse(&the.address(), "ingehaald"));
    }
    let mut form = Form::empty();
    if let [only] = dossier.themes.as_slice() {
        form.set("theme", only.number.to_string());
    }
    Ok(pages::outcome(&frame, &Ending { dossier: &dossier, the: &the, form: &form }).into_response())
}

/// Writes it down.
pub(super) async fn conclude_it(
    (State(app), frame, member, Path(path), Filled(mut form)): Posted<(DossierId, DecisionId)>,
) -> Result<Response, Failure> {
    let (dossier, the) = both(&app, path).await?;
    let themes: Vec<i64> = dossier.themes.iter().map(|theme| theme.number).collect();
    let Some(concluding) = read::outcomes(&mut form, &the, &themes, frame.language) else {
        return Ok(again(pages::outcome(&frame, &Ending { dossier: &dossier, the: &the, form: &form })));
    };
    Ok(match conclude(&app, member.id, the.row.id, &concluding).await? {
        Concluded::Done(_) => to(&the.address(), "vastgelegd"),
        Concluded::Lacking | Concluded::Overtaken => refuse(&the.address(), "ingehaald"),
    })
}
