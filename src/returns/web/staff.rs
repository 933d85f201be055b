//! The pages of staff.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::app::App;
use crate::base::EmailAddress;
use crate::base::id::{DoorKeyId, SuppressionId};
use crate::returns::door;
use crate::returns::doors::keys as door_keys;
use crate::returns::feedback::Kind;
use crate::returns::{Class, Door, find, lift as lift_one, pages, settle as settle_one, texts};
use crate::staff::{Member, may};
use crate::web::{Access, Asked, Failure, Filled, Form, Frame, Path};

/// The longest reason and the longest name of a key, in characters.
const MAX_REASON: usize = 300;
const MAX_NAME: usize = 80;

/// What stands behind the question mark of the lists.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    soort: String,
    adres: String,
    voor: Option<i64>,
    gelukt: String,
}

/// `GET /beheer/retour`
pub(super) async fn back(
    State(app): State<App>,
    Asked(wanted): Asked<Wanted>,
    member: Member,
    frame: Frame,
) -> Result<impl IntoResponse, Failure> {
    let kind = pages::Filter::of_word(&wanted.soort);
    let page =
        find::back(app.store.read(), kind.kind().map(Kind::word), kind.class().map(Class::word), wanted.voor).await?;
    Ok(pages::back(&frame, kind, &page, wanted.voor.is_none(), may(Some(&member), Access::Editor)))
}

/// `POST /beheer/retour/antwoorden/{id}/afgehandeld`
pub(super) async fn settle(State(app): State<App>, Path(id): Path<i64>, member: Member) -> Result<Redirect, Failure> {
    // Pressing twice asks for what is already so.
    settle_one(&app, member.id, id).await?;
    Ok(Redirect::to(pages::REPLIES))
}

/// `GET /beheer/retour/blokkades`
pub(super) async fn suppressions(
    State(app): State<App>,
    Asked(wanted): Asked<Wanted>,
    frame: Frame,
) -> Result<Response, Failure> {
    let on = app.store.read();
    let typed: String = wanted.adres.trim().chars().take(254).collect();
    let mut form = Form::with(&[("adres", &typed)]);
    if typed.is_empty() {
        let page = find::suppressed(on, wanted.voor).await?;
        let was_lifted = wanted.gelukt == "opgeheven";
        return Ok(pages::suppressions(&frame, &form, &page, wanted.voor.is_none(), was_lifted).into_response());
    }
    let address =
        form.read("adres", |text| EmailAddress::parse(text).map_err(|_| texts::no_address(frame.language).to_owned()));
    let Some(address) = address else {
        let page = pages::found(&frame, &form, &[]);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let found = find::suppressed_address(&app, on, &address).await?;
    Ok(pages::found(&frame, &form, &found).into_response())
}

/// `GET /beheer/retour/blokkades/{id}`
pub(super) async fn suppression(
    State(app): State<App>,
    Path(id): Path<SuppressionId>,
    member: Member,
    frame: Frame,
) -> Result<Response, Failure> {
    draw(&app, &frame, &member, id, &Form::empty()).await
}

async fn draw(app: &App, frame: &Frame, member: &Member, id: SuppressionId, form: &Form) -> Result<Response, Failure> {
    let on = app.store.read();
    let row = find::suppression(on, id).await?.ok_or(Failure::NotFound)?;
    let back = match row.who.id {
        Some(person) => find::back_of(on, person).await?,
        None => Vec::new(),
    };
    let may_lift = may(Some(member), Access::Editor);
    let status = if form.is_clean() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, pages::suppression(frame, &row, &back, form, may_lift)).into_response())
}

/// `POST /beheer/retour/blokkades/{id}/opheffen`
pub(super) async fn lift(
    State(app): State<App>,
    Path(id): Path<SuppressionId>,
    member: Member,
    frame: Frame,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let missing = texts::lift_reason_missing(frame.language);
    let reason = form.read("reason", |text| {
        let fits = !text.is_empty() && text.chars().count() <= MAX_REASON && !text.chars().any(char::is_control);
        if fits { Ok(text.to_owned()) } else { Err(missing.to_owned()) }
    });
    let Some(reason) = reason else { return draw(&app, &frame, &member, id, &form).await };
    if find::suppression(app.store.read(), id).await?.is_none() {
        return Err(Failure::NotFound);
    }
    // Pressing twice asks for what is already so.
    lift_one(&app, member.id, id, &reason).await?;
    Ok(Redirect::to("/beheer/retour/blokkades?gelukt=opgeheven").into_response())
}

/// `GET /beheer/retour/deuren`
pub(super) async fn doors(State(app): State<App>, member: Member, frame: Frame) -> Result<impl IntoResponse, Failure> {
    let standings = door::standings(app.store.read()).await?;
    let of = |door: Door| standings.iter().find(|standing| standing.name == door.word());
    let is_set = |door| match door {
        Door::Lmtp => app.settings.lmtp_bind.is_some(),
        Door::Imap => app.settings.imap_url.is_some(),
        Door::Pipe | Door::Hook => of(door).is_some_and(|standing| standing.taken_at.is_some()),
        Door::Smtp => true,
    };
    let shown: Vec<_> = Door::ALL.into_iter().map(|door| (door, is_set(door), of(door))).collect();
    Ok(pages::doors(&frame, &shown, may(Some(&member), Access::Administrator)))
}

/// `GET /beheer/retour/sleutels`
pub(super) async fn keys(State(app): State<App>, frame: Frame) -> Result<impl IntoResponse, Failure> {
    let keys = door_keys::all(app.store.read()).await?;
    Ok(pages::keys(&frame, &keys, &Form::empty(), None))
}

/// `POST /beheer/retour/sleutels`: the answer shows the key, once.
pub(super) async fn make_key(
    State(app): State<App>,
    member: Member,
    frame: Frame,
    Filled(mut form): Filled,
) -> Result<Response, Failure> {
    let missing = texts::key_name_missing(frame.language);
    let name = form.read("name", |text| {
        let fits = !text.is_empty() && text.chars().count() <= MAX_NAME && !text.chars().any(char::is_control);
        if fits { Ok(text.to_owned()) } else { Err(missing.to_owned()) }
    });
    let made = match &name {
        Some(name) => Some(door_keys::make(&app, member.id, name).await?),
        None => None,
    };
    let all = door_keys::all(app.store.read()).await?;
    let status = if made.is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let form = if made.is_some() { Form::empty() } else { form };
    Ok((status, pages::keys(&frame, &all, &form, made.as_deref())).into_response())
}

/// `POST /beheer/retour/sleutels/{id}/intrekken`
pub(super) async fn revoke_key(
    State(app): State<App>,
    Path(id): Path<DoorKeyId>,
    member: Member,
) -> Result<Redirect, Failure> {
    door_keys::revoke(&app, member.id, id).await?;
    Ok(Redirect::to("/beheer/retour/sleutels"))
}
