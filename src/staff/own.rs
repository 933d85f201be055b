//! What members change about themselves: their name, their password, their sessions.

use std::time::Duration;

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::Member;
use super::administrators::update;
use super::sign_in::password::{self, PasswordFault};
use super::sign_in::session;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::secrets::sha256_hex;
use crate::people;
use crate::staff::acts::Act;
use crate::store::tables::members;
use crate::store::tables::states::Stage;
use crate::store::take;

/// The longest name, in characters.
pub(super) const LONGEST_NAME: usize = 100;

/// What became of a new password.
pub(super) enum Changed {
    /// Kept; all other sessions ended, and this one goes on under another token.
    Kept(String),
    /// The current password is wrong.
    WrongCurrent,
    /// The new one is not good enough.
    Refused(PasswordFault),
    /// Too often; again after this long.
    TooOften(Duration),
}

/// Changes a member's own name.
pub(super) async fn rename(app: &App, member: &Member, name: &str) -> Result<(), DbErr> {
    let tx = app.store.begin_write().await?;
    let named = members::ActiveModel { name: Set(name.to_owned()), ..Default::default() };
    let renamed = update(member.id).set(named).filter(members::Column::Name.ne(name));
    if renamed.exec(&tx).await?.rows_affected == 1 {
        let note = Note::of(Act::Rename, member.id.0);
        audit::record(&tx, app.clock.now(), Actor::Member(member.id), note, "web").await?;
    }
    tx.commit().await
}

/// Whether somebody who is signed in is who they say.
pub(super) enum Proof {
    /// The current password is right: its hash.
    Right(Option<String>),
    /// It is wrong.
    Wrong,
    /// Too often; again after this long.
    TooOften(Duration),
}

/// Checks a member's current password, ten times in a quarter of an hour.
pub(super) async fn proves(app: &App, member: &Member, current: &str) -> anyhow::Result<Proof> {
    let key = sha256_hex(format!("change password {}", member.id).as_bytes());
    if let Some(wait) = take(&app.store, &key, 10, super::sign_in::LOCKED, app.clock.now()).await? {
        return Ok(Proof::TooOften(wait));
    }
    let hash = find_hash(app, member).await?;
    let is_right = password::is_right(current, hash.as_deref()).await?;
    Ok(if is_right { Proof::Right(hash) } else { Proof::Wrong })
}

/// Changes a member's own password; all other sessions end.
pub(super) async fn change_password(
    app: &App,
    member: &Member,
    token: &str,
    current: &str,
    wanted: &str,
) -> anyhow::Result<Changed> {
    let now = app.clock.now();
    let before = match proves(app, member, current).await? {
        Proof::Right(hash) => hash,
        Proof::Wrong => return Ok(Changed::WrongCurrent),
        Proof::TooOften(wait) => return Ok(Changed::TooOften(wait)),
    };
    let person = people::by_id(app.store.read(), member.person_id).await?;
    if let Err(fault) = password::judge(wanted, &person.map(|person| person.address).unwrap_or_default()) {
        return Ok(Changed::Refused(fault));
    }
    let hash = password::hash(wanted, &app.random).await?;
    let tx = app.store.begin_write().await?;
    let kept = members::ActiveModel { password_hash: Set(Some(hash)), ..Default::default() };
    let changed = update(member.id).set(kept).filter(members::Column::PasswordHash.eq(before));
    if changed.exec(&tx).await?.rows_affected == 0 {
        return Ok(Changed::WrongCurrent);
    }
    let ended = session::end_others(&tx, member.id, token).await?;
    // Whoever learnt the old token has nothing.
    session::end(&tx, token).await?;
    let fresh = session::open_session(&tx, app, member.id, Stage::Full).await?;
    let note = Note::of(Act::ChangePassword, member.id.0).with(format!("{ended} sessions ended"));
    audit::record(&tx, now, Actor::Member(member.id), note, "web").await?;
    tx.commit().await?;
    Ok(Changed::Kept(fresh))
}

/// Whether a member has a password; a member of the demo has none.
pub(super) async fn has_password(app: &App, member: &Member) -> Result<bool, DbErr> {
    Ok(find_hash(app, member).await?.is_some())
}

/// Which of their sessions a member ends.
pub(super) enum Which<'a> {
    /// The one of this hash.
    One(&'a str),
    /// All but the one of this token.
    Others(&'a str),
}

/// Ends sessions of the member's own; how many.
pub(super) async fn end_sessions(app: &App, member: &Member, which: Which<'_>) -> Result<u64, DbErr> {
    let tx = app.store.begin_write().await?;
    let ended = match which {
        Which::One(hash) => u64::from(session::end_one(&tx, member.id, hash).await?),
        Which::Others(token) => session::end_others(&tx, member.id, token).await?,
    };
    if ended > 0 {
        let note = Note::of(Act::EndSessions, member.id.0).with(format!("{ended} sessions ended"));
        audit::record(&tx, app.clock.now(), Actor::Member(member.id), note, "web").await?;
    }
    tx.commit().await?;
    Ok(ended)
}

async fn find_hash(app: &App, member: &Member) -> Result<Option<String>, DbErr> {
    Ok(members::Entity::find_by_id(member.id).one(app.store.read()).await?.and_then(|row| row.password_hash))
}
