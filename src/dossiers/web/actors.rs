//! Actors, and destroying the key of a name.

use axum::extract::State;
use axum::response::Response;
use maud::Markup;

use super::sheet::{Draw, Now, blank, meet, sheet};
use super::{again, dossier, once, read, refuse, to};
use crate::app::App;
use crate::base::id::DossierId;
use crate::base::words::{fold, one_line};
use crate::dossiers::find;
use crate::dossiers::pages::actors as pages;
use crate::dossiers::{Added, Destroyed, Role, Saved, cast, destroy, recast};
use crate::staff::Posted;
use crate::web::{Failure, Filled, Form, Frame, Path};

const DRAW: Draw = pages::actor;

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
    let Some(wanted) = read::role(&mut form, false, frame.language) else {
        return Ok(again(sheet(&frame, DRAW, &the, (&form, None))));
    };
    match cast(&app, member.id, the.row.id, (&wanted, &once)).await? {
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
    let actor = the.actor(number).ok_or(Failure::NotFound)?;
    let names = find::names(&app, &the).await?;
    let name = names.get(&actor.number).map_or("", String::as_str);
    let form = Form::with(&[("version", &actor.version.to_string()), ("role", &actor.role), ("name", name)]);
    Ok(sheet(&frame, DRAW, &the, (&form, Some(actor.number))))
}

/// Saves it.
pub(super) async fn change(
    (State(app), frame, member, Path((id, number)), Filled(mut form)): Posted<(DossierId, i64)>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let version = form.version()?;
    let actor = the.actor(number).ok_or(Failure::NotFound)?;
    let Some(wanted) = read::role(&mut form, actor.destroyed_at.is_some(), frame.language) else {
        return Ok(again(sheet(&frame, DRAW, &the, (&form, Some(number)))));
    };
    match recast(&app, member.id, the.row.id, ((number, version), &wanted)).await? {
        Saved::Done => Ok(to(&the.address(), "bewaard")),
        Saved::Overtaken | Saved::ThemeInUse(_) => meeting(&app, &frame, (id, number), (&wanted, form)).await,
    }
}

async fn meeting(
    app: &App,
    frame: &Frame,
    (id, number): (DossierId, i64),
    (wanted, form): (&Role, Form),
) -> Result<Response, Failure> {
    let the = dossier(app, id).await?;
    let names = find::names(app, &the).await?;
    let now = the.actor(number).map(|actor| {
        let name = names.get(&number).cloned().unwrap_or_default();
        Now {
            number,
            version: actor.version,
            theirs: vec![
                (frame.language.pick("Rol", "Role"), actor.role.clone()),
                (frame.language.pick("Naam", "Name"), name.clone()),
            ],
            words: Role { role: actor.role.clone(), name },
        }
    });
    Ok(meet((app, frame, DRAW), (&the, form), (wanted, now)))
}

/// The question before a key is destroyed.
pub(super) async fn ask(
    State(app): State<App>,
    frame: Frame,
    Path((id, number)): Path<(DossierId, i64)>,
) -> Result<Response, Failure> {
    use axum::response::IntoResponse as _;
    let the = dossier(&app, id).await?;
    the.actor(number).ok_or(Failure::NotFound)?;
    Ok(match find::names(&app, &the).await?.get(&number) {
        Some(name) => pages::destroying(&frame, &Form::empty(), &the, (number, name)).into_response(),
        None => refuse(&the.address(), "al-vernietigd"),
    })
}

/// Destroys it, when the role was typed.
pub(super) async fn destroy_it(
    (State(app), frame, member, Path((id, number)), Filled(mut form)): Posted<(DossierId, i64)>,
) -> Result<Response, Failure> {
    let the = dossier(&app, id).await?;
    let actor = the.actor(number).ok_or(Failure::NotFound)?;
    let names = find::names(&app, &the).await?;
    let Some(name) = names.get(&number) else { return Ok(refuse(&the.address(), "al-vernietigd")) };
    if fold(&one_line(form.value("role"))) != fold(&actor.role) {
        form.fault(
            "role",
            frame.language.pick(
                "Typ de rol precies zo over. Zo weet u zeker om wie het gaat.",
                "Type the role exactly like that. So you are sure whom it is about.",
            ),
        );
        return Ok(again(pages::destroying(&frame, &form, &the, (number, name))));
    }
    Ok(match destroy(&app, member.id, the.row.id, number).await? {
        Destroyed::Done => to(&the.address(), "vernietigd"),
        Destroyed::StillNamed => refuse(&format!("{}/namen", the.address()), "nog-genoemd"),
        Destroyed::Overtaken => refuse(&the.address(), "ingehaald"),
        Destroyed::Before | Destroyed::Nobody => refuse(&the.address(), "al-vernietigd"),
    })
}
