//! Another phone: a member who is in, and gives the password, connects another app in place of the one of before.
//!
//! Until a code of the new app proves that it works, its secret stands nowhere but sealed in the form, for one member and ten
//! minutes; so an app that was half connected leaves the old one as it is.

use std::time::Duration;

use data_encoding::HEXLOWER;
use sea_orm::Set;

use super::codes;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::clock::minutes;
use crate::base::id::MemberId;
use crate::base::secrets::sha256_hex;
use crate::staff::acts::Act;
use crate::staff::administrators::update;
use crate::staff::letters;
use crate::staff::sign_in::totp::Shared;
use crate::staff::sign_in::{lock, session};
use crate::staff::{Member, sign_in};
use crate::store::tables::members::ActiveModel;
use crate::store::tables::states::Stage;
use crate::store::take;

const PURPOSE: &str = "a new app";
/// How long one may take over it.
const PATIENCE: Duration = minutes(10);

/// What became of the first code of the new app.
pub(in crate::staff) enum Connected {
    /// The app of before is out. The token of a fresh session, and new recovery codes.
    Done(String, Vec<String>),
    /// The code is wrong.
    WrongCode,
    /// It took too long, or something else changed meanwhile.
    StartAgain,
    /// Too often; again after this long.
    TooOften(Duration),
}

/// Makes a secret for a member, and seals it for the form.
pub(in crate::staff) fn make(app: &App, member: MemberId) -> anyhow::Result<(Shared, String)> {
    let (shared, now) = (Shared::make(&app.random), app.clock.now().0.to_be_bytes());
    let plain = [now.as_slice(), shared.bytes()].concat();
    let sealed = app.secrets.seal_part(PURPOSE, &member.0.to_be_bytes(), &plain, &app.random)?;
    Ok((shared, HEXLOWER.encode(&sealed)))
}

/// The secret in a form; nothing when it is not this member's, or too old.
pub(in crate::staff) fn shared(app: &App, member: MemberId, sealed: &str) -> Option<Shared> {
    let sealed = HEXLOWER.decode(sealed.as_bytes()).ok()?;
    let plain = app.secrets.unseal_part(PURPOSE, &member.0.to_be_bytes(), &sealed).ok()?;
    let (made_at, secret) = plain.split_first_chunk::<8>()?;
    let is_fresh = app.clock.now() <= Instant(i64::from_be_bytes(*made_at)).plus(PATIENCE);
    if is_fresh { Shared::from_bytes(secret).ok() } else { None }
}

/// Puts the new app in the place of the one of before; every other session ends, and the member is told by mail.
pub(in crate::staff) async fn connect(
    app: &App,
    member: &Member,
    token: &str,
    (sealed, code): (&str, &str),
) -> anyhow::Result<Connected> {
    let now = app.clock.now();
    let tries = sha256_hex(format!("new app {}", member.id).as_bytes());
    if let Some(wait) = take(&app.store, &tries, 10, sign_in::LOCKED, now).await? {
        return Ok(Connected::TooOften(wait));
    }
    let Some(shared) = shared(app, member.id, sealed) else { return Ok(Connected::StartAgain) };
    let Some(step) = shared.step_of(code, now)? else { return Ok(Connected::WrongCode) };
    let sealed = app.secrets.seal(shared.bytes(), &app.random)?;
    let tx = app.store.begin_write().await?;
    let Some(row) = lock(&tx, member.id).await? else { return Ok(Connected::StartAgain) };
    let other = ActiveModel {
        totp_sealed: Set(Some(sealed)),
        totp_step: Set(step),
        failures: Set(0),
        locked_until: Set(None),
        ..Default::default()
    };
    update(member.id).set(other).exec(&tx).await?;
    if !session::end(&tx, token).await? {
        return Ok(Connected::StartAgain);
    }
    session::end_all(&tx, member.id).await?;
    let fresh = session::open_session(&tx, app, member.id, Stage::Full).await?;
    let codes = codes::make(&tx, app, member.id).await?;
    audit::record(&tx, now, Actor::Member(member.id), Note::of(Act::NewApp, member.id.0), "web").await?;
    letters::tell(&tx, app, &row, letters::Told::App).await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Connected::Done(fresh, codes))
}
