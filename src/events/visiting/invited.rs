//! The page of an invitation: coming, or not.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::super::event::Window;
use super::super::find::Scene;
use super::super::inviting::{self, Declined, Invitation, of_link};
use super::pages::invited::{Invited, page};
use super::pages::who::Note;
use super::register::{Way, draw_who, keep_for};
use crate::app::App;
use crate::base::EmailAddress;
use crate::events::InvitationState;
use crate::people;
use crate::web::{Asked, Failure, Filled, Form, Frame, Network, Path};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    gedaan: String,
}

async fn known(app: &App, token: &str) -> Result<(Scene, Invitation), Failure> {
    let on = app.store.read();
    let row = of_link(app, on, token).await?.ok_or(Failure::LinkUnknown)?;
    let scene = Scene::of(on, row.event_id, app.clock.now()).await?.ok_or(Failure::LinkUnknown)?;
    Ok((scene, row))
}

fn here(frame: &Frame, token: &str) -> String {
    format!("{}/bijeenkomsten/uitnodiging/{token}", frame.language.prefix())
}

/// `GET /bijeenkomsten/uitnodiging/{token}`
pub(super) async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Asked(question): Asked<Question>,
) -> Result<Response, Failure> {
    let (scene, row) = known(&app, &token).await?;
    let frame = Frame { noindex: true, ..frame };
    let refused = inviting::refusal(app.store.read(), &row).await?;
    let page_of = page(
        &frame,
        &Invited {
            event: &scene.event,
            day: scene.programme.day(),
            row: &row,
            refused: refused.as_deref(),
            here: here(&frame, &token),
            reply: scene.centre.reply_to()?.as_typed().to_owned(),
            now: app.clock.now(),
            said: &question.gedaan,
        },
    );
    Ok(page_of.into_response())
}

/// `POST /bijeenkomsten/uitnodiging/{token}/nee`
pub(super) async fn decline(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let (_, row) = known(&app, &token).await?;
    let said = match inviting::decline(&app, &row).await? {
        Declined::Done | Declined::Already => "komt-niet",
        Declined::Registered => "al-aangemeld",
    };
    Ok(Redirect::to(&format!("{}?gedaan={said}", here(&frame, &token))).into_response())
}

/// Whether one can register with an invitation now.
async fn may_register(app: &App, scene: &Scene, row: &Invitation) -> Result<bool, Failure> {
    let is_open = scene.event.window(app.clock.now()) == Window::Open && row.state != InvitationState::Registered;
    Ok(is_open && inviting::refusal(app.store.read(), row).await?.is_none())
}

/// `GET /bijeenkomsten/uitnodiging/{token}/aanmelden`
pub(super) async fn who(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<Response, Failure> {
    let (scene, row) = known(&app, &token).await?;
    if !may_register(&app, &scene, &row).await? {
        return Ok(Redirect::to(&here(&frame, &token)).into_response());
    }
    let person = match row.person_id {
        Some(id) => people::by_id(app.store.read(), id).await?,
        None => None,
    };
    let address = person.map(|person| person.address).filter(|address| EmailAddress::parse(address).is_ok());
    let form = Form::with(&[
        ("name", &row.name),
        ("address", &address.unwrap_or_default()),
        ("organisation", &row.organisation),
    ]);
    let way = Way { scene: &scene, invitation: Some((&row, here(&frame, &token))) };
    Ok(draw_who(&app, &frame, &form, (&way, Note::None)).into_response())
}

/// `POST /bijeenkomsten/uitnodiging/{token}/aanmelden`
pub(super) async fn keep(
    State(app): State<App>,
    Network(network): Network,
    frame: Frame,
    Path(token): Path<String>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let (scene, row) = known(&app, &token).await?;
    let page = here(&frame, &token);
    if !may_register(&app, &scene, &row).await? {
        return Ok(Redirect::to(&page).into_response());
    }
    keep_for(&app, &frame, &Way { scene: &scene, invitation: Some((&row, page)) }, (network, form)).await
}
