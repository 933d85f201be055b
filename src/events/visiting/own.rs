//! The page of one's own: what one has, and everything that one can do about it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::super::asking::{of_registration, open_of, read_all, set_answers};
use super::super::cancel::{Cancelled, cancel};
use super::super::change::{Changed, change};
use super::super::find::{self, Registration, Scene};
use super::super::letters::ticket;
use super::super::presence::earned;
use super::super::record::post;
use super::super::reply::come_after_all;
use super::super::substitute::{Substituted, substitute};
use super::super::waiting::{Answered, accept, leave as leave_list, wait_for};
use super::form;
use super::pages::own::{Own, Turning, page};
use crate::app::App;
use crate::audit::Actor;
use crate::base::id::{EventSessionId, PoolId};
use crate::base::secrets::sha256_hex;
use crate::events::{EventState, RegistrationState, WaitingState};
use crate::store;
use crate::web::{Asked, Failure, Filled, Form, Frame, Path};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    gedaan: String,
}

pub(in crate::events) async fn known(app: &App, token: &str) -> Result<(Scene, Registration), Failure> {
    let on = app.store.read();
    let row = find::registration_of(app, on, token).await?.ok_or(Failure::LinkUnknown)?;
    let scene = Scene::of(on, row.event_id, app.clock.now()).await?.ok_or(Failure::LinkUnknown)?;
    Ok((scene, row))
}

pub(in crate::events) fn to(frame: &Frame, token: &str, said: &str) -> Response {
    Redirect::to(&format!("{}/bijeenkomsten/aanmelding/{token}?gedaan={said}", frame.language.prefix())).into_response()
}

/// `GET /bijeenkomsten/aanmelding/{token}`
pub(super) async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Asked(question): Asked<Question>,
) -> Result<Response, Failure> {
    draw(&app, &frame, &token, (&Form::empty(), "", &question.gedaan)).await
}

/// Draws the page; `open` names the part of it that stays open after a fault.
async fn draw(
    app: &App,
    frame: &Frame,
    token: &str,
    (form, open, said): (&Form, &str, &str),
) -> Result<Response, Failure> {
    let (scene, row) = known(app, token).await?;
    let on = app.store.read();
    let mut turns = Vec::new();
    for turn in find::open_turns(on, row.id).await? {
        let session = scene.programme.places.iter().find(|places| places.pool == turn.pool_id);
        let session = session.and_then(|places| places.session).and_then(|id| scene.programme.session(id));
        let position =
            if turn.state == WaitingState::Waiting { Some(find::position(on, &turn, row.kind).await?) } else { None };
        turns.push(Turning { turn, session: session.cloned(), position });
    }
    let chosen: Vec<i64> = find::choices(on, row.id).await?.into_iter().map(|id| id.0).collect();
    let picture = if row.state == RegistrationState::Registered {
        Some(ticket::path(&ticket::scanned(row.event_id, &row.ticket))?)
    } else {
        None
    };
    let questions = open_of(on, row.event_id).await?;
    let answers = of_registration(on, row.id).await?;
    let frame = Frame { noindex: true, ..frame.clone() };
    let own = Own {
        questions: &questions,
        answers: &answers,
        event: &scene.event,
        programme: &scene.programme,
        row: &row,
        earned: earned(on, (&scene.event, &scene.programme.sessions), &row, app.clock.now()).await?,
        turns: &turns,
        chosen: &chosen,
        picture,
        here: format!("{}/bijeenkomsten/aanmelding/{token}", frame.language.prefix()),
        reply: scene.centre.reply_to()?.as_typed().to_owned(),
        now: app.clock.now(),
        form,
        open,
        said,
    };
    let status = if form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page(&frame, &own)).into_response())
}

fn pool_of(form: &Form) -> Result<PoolId, Failure> {
    form.trimmed("pool").parse().map_err(|_| Failure::Unreadable)
}

/// `POST …/aanbod`: takes what is offered, declines it, or leaves the list.
pub(super) async fn answer(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let (_, row) = known(&app, &token).await?;
    let pool = pool_of(&form)?;
    let is_yes = form.value("answer") == "yes";
    let answered = if is_yes { accept(&app, &row, pool).await? } else { leave_list(&app, &row, pool).await? };
    Ok(to(
        &frame,
        &token,
        match (answered, is_yes) {
            (Answered::Done, true) => "genomen",
            (Answered::Done, false) => "van-de-lijst",
            (Answered::Over, true) => "voorbij",
            (Answered::Over, false) => "was-al-zo",
        },
    ))
}

/// `POST …/workshops`
pub(super) async fn change_sessions(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let (scene, row) = known(&app, &token).await?;
    let wanted = form::sessions(&form, &scene.programme, 1);
    let language = frame.language;
    let label = |id: &EventSessionId| scene.programme.session(*id).map(|one| one.label(language)).unwrap_or_default();
    match change(&app, row.id, Actor::Reader, &wanted).await? {
        Changed::Done => return Ok(to(&frame, &token, "gewijzigd")),
        Changed::TooLate => return Ok(to(&frame, &token, "te-laat")),
        Changed::Full(full) => {
            let full = full.iter().map(label).collect::<Vec<_>>().join(", ");
            form.fault(
                "sessions",
                language.pick(
                    format!("Net vol: {full}. U houdt wat u had"),
                    format!("Just full: {full}. You keep what you had"),
                ),
            );
        }
        Changed::Clash => form.fault(
            "sessions",
            language.pick(
                "Twee van deze workshops zijn tegelijk. U houdt wat u had",
                "Two of these workshops are at the same time. You keep what you had",
            ),
        ),
    }
    draw(&app, &frame, &token, (&form, "workshops", "")).await
}

/// `POST …/antwoorden`: to what the event asks.
pub(super) async fn answer_questions(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let (scene, row) = known(&app, &token).await?;
    let on = app.store.read();
    let (questions, before) = (open_of(on, scene.event.id).await?, of_registration(on, row.id).await?);
    let had = |id| before.get(&id).cloned().unwrap_or_default();
    let answers = read_all(&mut form, &questions, (1, true), &had, frame.language);
    if !form.is_clean() {
        return draw(&app, &frame, &token, (&form, "antwoorden", "")).await;
    }
    let said = if set_answers(&app, row.id, scene.event.id, &answers).await? { "beantwoord" } else { "te-laat" };
    Ok(to(&frame, &token, said))
}

/// `POST …/wachten`: onto the list of a full workshop, or of the day again.
pub(super) async fn wait(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let (_, row) = known(&app, &token).await?;
    let session = form.trimmed("session").parse().map(EventSessionId).map_err(|_| Failure::Unreadable)?;
    let said = match wait_for(&app, &row, session).await? {
        Answered::Done => "op-de-lijst",
        Answered::Over => "was-al-zo",
    };
    Ok(to(&frame, &token, said))
}

/// `POST …/collega`
pub(super) async fn send_colleague(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let (scene, row) = known(&app, &token).await?;
    let language = frame.language;
    if let Some((mut guest, address)) = form::colleague(&mut form, &scene.event, language) {
        guest.organisation.clone_from(&row.organisation);
        match substitute(&app, row.id, Actor::Reader, (&guest, &address)).await? {
            Substituted::Done => {
                let title = scene.event.title(language);
                return Ok(super::pages::own::passed_on(&frame, title, &guest.name).into_response());
            }
            Substituted::TooLate => return Ok(to(&frame, &token, "te-laat")),
            Substituted::Already => form.fault(
                "address",
                language.pick(
                    "Deze collega is al aangemeld of staat op de wachtlijst",
                    "This colleague is registered or on the waiting list already",
                ),
            ),
            Substituted::NotAdmitted => form.fault(
                "address",
                language.pick("Met dit adres kan men niet komen", "One cannot come with this address"),
            ),
        }
    }
    draw(&app, &frame, &token, (&form, "collega", "")).await
}

/// `POST …/afmelden`
pub(super) async fn leave(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
    Filled(form): Filled,
) -> Result<Response, Failure> {
    let (_, row) = known(&app, &token).await?;
    let reason = if form.value("why") == "not-me" { "not-me" } else { "self" };
    let said = match cancel(&app, row.id, Actor::Reader, reason).await? {
        Cancelled::Done | Cancelled::Already => "afgemeld",
        Cancelled::TooLate => "te-laat",
    };
    Ok(to(&frame, &token, said))
}

/// `POST …/ik-kom`: the calendar said otherwise.
pub(super) async fn come(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<Response, Failure> {
    let (_, row) = known(&app, &token).await?;
    let said = if come_after_all(&app, &row).await? { "u-komt" } else { "was-al-zo" };
    Ok(to(&frame, &token, said))
}

/// `POST …/mail`: the proof once more, three times an hour.
pub(super) async fn mail_again(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let (scene, row) = known(&app, &token).await?;
    if row.state != RegistrationState::Registered || scene.event.state != EventState::Open {
        return Ok(to(&frame, &token, "te-laat"));
    }
    let key = sha256_hex(format!("ticket again {}", row.number).as_bytes());
    let hour = std::time::Duration::from_hours(1);
    if let Some(wait) = store::take(&app.store, &key, 3, hour, app.clock.now()).await? {
        return Err(Failure::TooMany(wait));
    }
    let tx = app.store.begin_write().await?;
    let chosen = find::choices(&tx, row.id).await?;
    let sent = post(&tx, &app, &row, scene.desk(&app).ticket(&row, &chosen, None)?).await?;
    super::super::record::keep_sending(&tx, row.id, sent).await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(to(&frame, &token, "verstuurd"))
}
