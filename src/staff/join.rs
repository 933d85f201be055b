//! Joining by a link: first a password, then an authenticator app, then one is in.
//!
//! Between the two steps the browser holds a session of stage `password`. Only with it is the secret of the app shown:
//! the link alone does not give it.

use std::time::Duration;

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::administrators::update;
use super::recover::codes;
use super::sign_in::password::{self, PasswordFault};
use super::sign_in::session::{self, end_all, half_way, open_session};
use super::sign_in::totp::Shared;
use super::sign_in::{Knock, forget_before, networks};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::days;
use crate::base::id::MemberId;
use crate::base::{Instant, Link, Purpose};
use crate::people;
use crate::staff::acts::Act;
use crate::store::tables::members;
use crate::store::tables::states::Stage;

/// For so many days after the invitation the link works.
pub(super) const VALID_FOR: Duration = days(7);

/// What a link opens.
pub(super) enum Opened {
    /// The way in of a member who has not joined.
    Way(Box<Newcomer>),
    /// Used: the member has joined.
    Used,
    /// Its time is over.
    Over,
    /// None of ours, or replaced by a newer one.
    Unknown,
}

/// A member who has not joined.
pub(super) struct Newcomer {
    member: members::Model,
    /// Their name.
    pub name: String,
    /// Their address.
    pub address: String,
}

/// What became of a chosen password.
pub(super) enum Chosen {
    /// Kept; the token of the session in which the app is shown.
    Kept(String),
    /// Not good enough.
    Refused(PasswordFault),
    /// The link does not work any more.
    Closed,
}

/// What became of the first code.
pub(super) enum Joined {
    /// In; the token of the full session, and the recovery codes.
    In(String, Vec<String>),
    /// The code is wrong.
    WrongCode,
    /// The password step was too long ago, or in another browser.
    StartAgain,
}

/// Reads a link.
pub(super) async fn open_link(app: &App, token: &str) -> anyhow::Result<Opened> {
    let Some(link) = Link::read(&app.secrets, Purpose::Join, token) else { return Ok(Opened::Unknown) };
    let read = app.store.read();
    let found = members::Entity::find_by_id(MemberId(link.subject)).one(read).await?;
    let Some(member) = found.filter(|row| row.person_id.0 == link.holder) else { return Ok(Opened::Unknown) };
    if !link.is_valid(&app.secrets, member.epoch) || member.disabled_at.is_some() {
        return Ok(Opened::Unknown);
    }
    if member.joined_at.is_some() {
        return Ok(Opened::Used);
    }
    if is_over(&member, app.clock.now()) {
        return Ok(Opened::Over);
    }
    let Some(person) = people::by_id(read, member.person_id).await? else { return Ok(Opened::Unknown) };
    Ok(Opened::Way(Box::new(Newcomer { name: member.name.clone(), address: person.address, member })))
}

/// Whether the invitation of a member is too old.
pub(super) fn is_over(member: &members::Model, now: Instant) -> bool {
    now > member.invited_at.plus(VALID_FOR)
}

/// The first step: keeps the password and makes a secret for the app. Done again, it begins again.
pub(super) async fn choose_password(
    app: &App,
    knock: &Knock,
    newcomer: &Newcomer,
    password: &str,
) -> anyhow::Result<Chosen> {
    if let Err(fault) = password::judge(password, &newcomer.address) {
        return Ok(Chosen::Refused(fault));
    }
    let hash = password::hash(password, &app.random).await?;
    let sealed = app.secrets.seal(Shared::make(&app.random).bytes(), &app.random)?;
    let id = newcomer.member.id;
    let tx = app.store.begin_write().await?;
    let kept = members::ActiveModel {
        password_hash: Set(Some(hash)),
        totp_sealed: Set(Some(sealed)),
        totp_step: Set(0),
        ..Default::default()
    };
    if update(id).set(kept).filter(waits(&newcomer.member)).exec(&tx).await?.rows_affected == 0 {
        return Ok(Chosen::Closed);
    }
    forget_before(&tx, knock).await?;
    end_all(&tx, id).await?;
    let token = open_session(&tx, app, id, Stage::Password).await?;
    tx.commit().await?;
    Ok(Chosen::Kept(token))
}

/// The secret of the app, for the browser that chose the password.
pub(super) async fn shared(app: &App, knock: &Knock, newcomer: &Newcomer) -> anyhow::Result<Option<Shared>> {
    let Some(token) = &knock.token else { return Ok(None) };
    if half_way(app, token).await? != Some(newcomer.member.id) {
        return Ok(None);
    }
    let Some(sealed) = &newcomer.member.totp_sealed else { return Ok(None) };
    Ok(Some(Shared::from_bytes(&app.secrets.unseal(sealed)?)?))
}

/// The second step: a right code proves that the app works, and the member is in.
pub(super) async fn confirm(app: &App, knock: &Knock, newcomer: &Newcomer, code: &str) -> anyhow::Result<Joined> {
    let Some(shared) = shared(app, knock, newcomer).await? else { return Ok(Joined::StartAgain) };
    let now = app.clock.now();
    let Some(step) = shared.step_of(code, now)? else { return Ok(Joined::WrongCode) };
    let (id, token) = (newcomer.member.id, knock.token.as_deref().unwrap_or_default());
    let tx = app.store.begin_write().await?;
    // The sealed secret is part of the condition: a code of an older one must not confirm a newer one.
    let joined = members::ActiveModel {
        joined_at: Set(Some(now)),
        totp_step: Set(step),
        failures: Set(0),
        locked_until: Set(None),
        ..Default::default()
    };
    let done = update(id)
        .set(joined)
        .filter(waits(&newcomer.member))
        .filter(members::Column::TotpSealed.eq(newcomer.member.totp_sealed.clone()));
    let done = done.exec(&tx).await?.rows_affected == 1;
    if !done || !session::end(&tx, token).await? {
        return Ok(Joined::StartAgain);
    }
    end_all(&tx, id).await?;
    networks::remember(&tx, app, id, &knock.network).await?;
    let token = open_session(&tx, app, id, Stage::Full).await?;
    let codes = codes::make(&tx, app, id).await?;
    audit::record(&tx, now, Actor::Member(id), Note::of(Act::Join, id.0), "web").await?;
    tx.commit().await?;
    Ok(Joined::In(token, codes))
}

/// That a member still waits to join by the link that they opened.
fn waits(member: &members::Model) -> Expr {
    use members::Column;
    Column::Epoch.eq(member.epoch).and(Column::JoinedAt.is_null()).and(Column::DisabledAt.is_null())
}
