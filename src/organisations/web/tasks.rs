//! Tasks: the ways to solve one.

use axum::extract::State;
use axum::response::Response;
use maud::Markup;

use super::{again, read, to};
use crate::app::App;
use crate::base::Instant;
use crate::base::id::TaskId;
use crate::base::wall_time::date_of;
use crate::organisations::find::{self, OpenTask};
use crate::organisations::organisation::REASON;
use crate::organisations::pages::tasks as pages;
use crate::organisations::{Added, TaskKind, correct_address, put_aside, replace as replace_contact, texts};
use crate::staff::Posted;
use crate::web::{Failure, Filled, Form, Frame, Path};

async fn known(app: &App, id: TaskId) -> Result<(OpenTask, Option<Instant>), Failure> {
    find::task(app.store.read(), id).await?.ok_or(Failure::NotFound)
}

fn back(task: &OpenTask) -> String {
    format!("/beheer/organisaties/{}", task.organisation.0)
}

fn fresh(app: &App) -> Form {
    Form::with(&[("from_on", &date_of(app.clock.now()).to_string())])
}

/// `GET /beheer/taken/{id}`
pub(super) async fn show(State(app): State<App>, frame: Frame, Path(id): Path<TaskId>) -> Result<Markup, Failure> {
    let (task, done) = known(&app, id).await?;
    let moved = find::new_address(app.store.read(), task.id).await?.filter(|_| task.kind == TaskKind::Moved);
    let address = moved.map_or_else(Form::empty, |address| Form::with(&[("new_address", &address)]));
    Ok(pages::task(&frame, &task, done, &pages::Forms { contact: fresh(&app), address, ..pages::Forms::default() }))
}

/// `POST /beheer/taken/{id}/contact`
pub(super) async fn replace(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<TaskId>,
) -> Result<Response, Failure> {
    let (task, done) = known(&app, id).await?;
    if let Some(contact) = read::contact(&mut form, frame.language) {
        match replace_contact(&app, member.id, task.id, &contact).await? {
            Added::Done(_) => return Ok(to(&back(&task), "taak")),
            Added::Over => return Ok(to(&back(&task), "te-laat")),
            Added::Already => form.fault("address", texts::already_contact(frame.language)),
        }
    }
    Ok(again(pages::task(&frame, &task, done, &pages::Forms { contact: form, ..pages::Forms::default() })))
}

/// `POST /beheer/taken/{id}/adres`
pub(super) async fn correct(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<TaskId>,
) -> Result<Response, Failure> {
    let (task, done) = known(&app, id).await?;
    // Its field has a name of its own, because the page has another field for an address.
    let address = form.read("new_address", |text| {
        crate::base::EmailAddress::parse(text).map_err(|_| texts::address_wanted(frame.language).to_owned())
    });
    if let Some(address) = address {
        match correct_address(&app, member.id, task.id, &address).await? {
            Added::Done(_) => return Ok(to(&back(&task), "taak")),
            Added::Over => return Ok(to(&back(&task), "te-laat")),
            Added::Already => form.fault("new_address", texts::already_contact(frame.language)),
        }
    }
    let forms = pages::Forms { contact: fresh(&app), address: form, ..pages::Forms::default() };
    Ok(again(pages::task(&frame, &task, done, &forms)))
}

/// `POST /beheer/taken/{id}/opzij`
pub(super) async fn aside(
    (State(app), frame, member, Path(id), Filled(mut form)): Posted<TaskId>,
) -> Result<Response, Failure> {
    let (task, done) = known(&app, id).await?;
    let wanted = texts::reason_wanted(frame.language);
    let Some(reason) = form.words("reason", REASON, wanted, wanted) else {
        let forms = pages::Forms { contact: fresh(&app), aside: form, ..pages::Forms::default() };
        return Ok(again(pages::task(&frame, &task, done, &forms)));
    };
    let said = if put_aside(&app, member.id, task.id, &reason).await? { "taak" } else { "te-laat" };
    Ok(to(&back(&task), said))
}
