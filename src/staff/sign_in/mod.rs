//! Signing in: the password, then the code. Each stage has a token of its own, so no token from before outlives it.
//!
//! Wrong tries slow down whoever makes them: limits count by network, and by address for networks from which nobody signed
//! in before. A member who comes from where they signed in before, with the right password, is never kept waiting by what
//! others try; and only who has the password can use up the tries at the code.
//!
//! Raw SQL where a mistake is counted and may lock, in one statement.

pub(super) mod demo;
pub(in crate::staff) mod networks;
pub(super) mod password;
pub(super) mod session;
pub(super) mod totp;

use std::time::Duration;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Select, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::minutes;
use crate::base::id::MemberId;
use crate::base::secrets::sha256_hex;
use crate::base::{EmailAddress, Instant};
use crate::people;
use crate::staff::acts::Act;
use crate::staff::administrators::update;
use crate::staff::letters;
use crate::staff::recover::codes;
use crate::store::tables::members;
use crate::store::tables::states::Stage;
use crate::store::{DatabaseTransaction, forget_limit, sql, take};
use password::is_right;
use session::open_session;
use totp::Shared;

/// So many wrong codes lock: an account for networks that are new to it, and one network of those that are not.
const MISTAKES: i32 = 10;
/// For this long.
pub(in crate::staff) const LOCKED: Duration = minutes(15);
/// Attempts from one network in a quarter of an hour: an office behind one address signs in in the morning.
const PER_NETWORK: i64 = 60;
/// Attempts for one address in a quarter of an hour, from networks that are new to it, whether it is known or not.
const PER_ADDRESS: i64 = 20;

/// What became of a password.
pub(in crate::staff) enum PasswordAnswer {
    /// Right; the token of the session that waits for the code.
    Right(String),
    /// Wrong, unknown, disabled or locked: nobody is told which.
    Wrong,
    /// Too often; again after this long.
    TooOften(Duration),
}

/// What became of a code.
pub(in crate::staff) enum CodeAnswer {
    /// Right; the token of the full session.
    Right(String),
    /// A recovery code; the token of the full session.
    Recovered(String),
    /// Wrong or used before.
    Wrong,
    /// Too many mistakes: wait a quarter of an hour.
    Locked,
    /// There is no password before it, or it was too long ago.
    StartAgain,
    /// Too often; again after this long.
    TooOften(Duration),
}

/// Who knocks: their network, and the token that their browser sent, if any.
pub(in crate::staff) struct Knock {
    pub network: String,
    pub token: Option<String>,
}

/// The first stage. An unknown address costs the same work as a known one and gets the same answer.
pub(in crate::staff) async fn give_password(
    app: &App,
    knock: &Knock,
    address: &str,
    password: &str,
) -> anyhow::Result<PasswordAnswer> {
    let address = EmailAddress::parse(address).ok();
    let at_home = networks::at_home(app, &knock.network).await?;
    let wait = too_often(app, knock, address.as_ref().filter(|_| at_home.is_empty())).await?;
    // Where members sign in from, every address is looked at, so that no pause says whose it is.
    if let Some(wait) = wait.filter(|_| at_home.is_empty()) {
        return Ok(PasswordAnswer::TooOften(wait));
    }
    let member = member_of(app, address.as_ref()).await?;
    let now = app.clock.now();
    let hash = member.as_ref().and_then(|member| member.password_hash.as_deref());
    let is_right = is_right(password, hash).await?;
    let is_home = |member: &members::Model| at_home.contains(&member.id);
    let may = |member: &members::Model| is_home(member) || (wait.is_none() && !is_locked(member, now));
    let open = member.as_ref().filter(|member| is_right && may(member));
    if let Some(wait) = wait.filter(|_| open.is_none()) {
        return Ok(PasswordAnswer::TooOften(wait));
    }
    let tx = app.store.begin_write().await?;
    if let Some(member) = open
        && still_has(&tx, member).await?
    {
        forget_before(&tx, knock).await?;
        session::forget_over(&tx, member.id, now).await?;
        let token = open_session(&tx, app, member.id, Stage::Password).await?;
        tx.commit().await?;
        return Ok(PasswordAnswer::Right(token));
    }
    // Both a known and an unknown address are written down, which takes the same time.
    let id = member.map_or(MemberId(0), |member| member.id);
    record_refusal(&tx, id, now, "password").await?;
    tx.commit().await?;
    Ok(PasswordAnswer::Wrong)
}

/// The second stage: a code works once, and the session of the first stage ends with it.
pub(in crate::staff) async fn give_code(app: &App, knock: &Knock, code: &str) -> anyhow::Result<CodeAnswer> {
    let wait = too_often(app, knock, None).await?;
    let half_way = match &knock.token {
        Some(token) => session::half_way(app, token).await?.map(|id| (token, id)),
        None => None,
    };
    let is_home = match half_way {
        Some((_, id)) => networks::at_home(app, &knock.network).await?.contains(&id),
        None => false,
    };
    if let Some(wait) = wait.filter(|_| !is_home) {
        return Ok(CodeAnswer::TooOften(wait));
    }
    let Some((token, id)) = half_way else { return Ok(CodeAnswer::StartAgain) };
    let now = app.clock.now();
    let tries = sha256_hex(format!("codes of {id} from {}", knock.network).as_bytes());
    if is_home && take(&app.store, &tries, i64::from(MISTAKES) - 1, LOCKED, now).await?.is_some() {
        return Ok(CodeAnswer::Locked);
    }
    let tx = app.store.begin_write().await?;
    let Some(member) = lock(&tx, id).await? else { return Ok(CodeAnswer::StartAgain) };
    if !is_home && is_locked(&member, now) {
        return Ok(CodeAnswer::Locked);
    }
    let step = match &member.totp_sealed {
        Some(sealed) => Shared::from_bytes(&app.secrets.unseal(sealed)?)?.step_of(code, now)?,
        None => None,
    };
    let step = step.filter(|step| *step > member.totp_step);
    let left = if step.is_none() { codes::spend(&tx, app, id, code).await? } else { None };
    if step.is_none() && left.is_none() {
        if !is_home {
            count_mistake(&tx, id, now).await?;
        }
        record_refusal(&tx, id, now, "code").await?;
        tx.commit().await?;
        let locks = !is_home && member.failures + 1 >= MISTAKES;
        return Ok(if locks { CodeAnswer::Locked } else { CodeAnswer::Wrong });
    }
    if !pardon(&tx, &member, step).await? || !session::end(&tx, token).await? {
        return Ok(CodeAnswer::StartAgain);
    }
    forget_limit(&tx, &tries).await?;
    networks::remember(&tx, app, id, &knock.network).await?;
    let token = open_session(&tx, app, id, Stage::Full).await?;
    audit::record(&tx, now, Actor::Member(id), Note::of(Act::SignIn, id.0), "web").await?;
    let Some(left) = left else {
        tx.commit().await?;
        return Ok(CodeAnswer::Right(token));
    };
    let note = Note::of(Act::RecoveryCode, id.0).with(format!("codes={left}"));
    audit::record(&tx, now, Actor::Member(id), note, "web").await?;
    letters::tell(&tx, app, &member, letters::Told::Code(left)).await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(CodeAnswer::Recovered(token))
}

/// Ends the session of a token.
pub(in crate::staff) async fn sign_out(app: &App, token: &str) -> Result<(), DbErr> {
    let tx = app.store.begin_write().await?;
    session::end(&tx, token).await?;
    tx.commit().await
}

/// Whether this network or this address knocked too often, and how long to wait.
async fn too_often(app: &App, knock: &Knock, address: Option<&EmailAddress>) -> Result<Option<Duration>, DbErr> {
    let now = app.clock.now();
    let network = sha256_hex(format!("sign-in network {}", knock.network).as_bytes());
    if let Some(wait) = take(&app.store, &network, PER_NETWORK, LOCKED, now).await? {
        return Ok(Some(wait));
    }
    let Some(address) = address else { return Ok(None) };
    take(&app.store, &limit_key(address.key()), PER_ADDRESS, LOCKED, now).await
}

/// Under which key the attempts for an address are counted.
pub(in crate::staff) fn limit_key(address_key: &str) -> String {
    sha256_hex(format!("sign-in address {address_key}").as_bytes())
}

/// The member of an address, if they joined and were not shut out.
pub(in crate::staff) async fn member_of(
    app: &App,
    address: Option<&EmailAddress>,
) -> Result<Option<members::Model>, DbErr> {
    let Some(address) = address else { return Ok(None) };
    let Some(person) = people::by_key(app.store.read(), address.key()).await? else { return Ok(None) };
    members::Entity::find()
        .filter(members::Column::PersonId.eq(person.id))
        .filter(members::Column::JoinedAt.is_not_null())
        .filter(members::Column::DisabledAt.is_null())
        .one(app.store.read())
        .await
}

fn is_locked(member: &members::Model, now: Instant) -> bool {
    member.locked_until.is_some_and(|until| until > now)
}

/// Whether the password that was checked outside the transaction is still theirs; holds the row until its end.
pub(in crate::staff) async fn still_has(tx: &DatabaseTransaction, member: &members::Model) -> Result<bool, DbErr> {
    let held = active(member.id).filter(members::Column::PasswordHash.eq(member.password_hash.clone()));
    Ok(held.lock_exclusive().one(tx).await?.is_some())
}

/// A member who joined and was not shut out.
pub(in crate::staff) fn active(id: MemberId) -> Select<members::Entity> {
    members::Entity::find_by_id(id)
        .filter(members::Column::JoinedAt.is_not_null())
        .filter(members::Column::DisabledAt.is_null())
}

/// An active member, whose row nobody else changes until the end of the transaction: two codes at once are two tries.
pub(in crate::staff) async fn lock(tx: &DatabaseTransaction, id: MemberId) -> Result<Option<members::Model>, DbErr> {
    active(id).lock_exclusive().one(tx).await
}

/// Forgets the mistakes of a member and uses a step up, if it was a code of the app; whether it was still free.
async fn pardon(tx: &DatabaseTransaction, member: &members::Model, step: Option<i64>) -> Result<bool, DbErr> {
    let (before, after) = (member.totp_step, step.unwrap_or(member.totp_step));
    let used =
        members::ActiveModel { totp_step: Set(after), failures: Set(0), locked_until: Set(None), ..Default::default() };
    let used = update(member.id).set(used).filter(members::Column::TotpStep.eq(before));
    Ok(used.exec(tx).await?.rows_affected == 1)
}

/// Counts a mistake; the tenth locks, and the count begins again: in one statement of raw SQL, whoever counts beside it.
async fn count_mistake(tx: &DatabaseTransaction, id: MemberId, now: Instant) -> Result<(), DbErr> {
    let text = "UPDATE members SET
          locked_until = CASE WHEN failures + 1 >= ? THEN ? ELSE locked_until END,
          failures = CASE WHEN failures + 1 >= ? THEN 0 ELSE failures + 1 END
        WHERE id = ? AND (locked_until IS NULL OR locked_until <= ?)";
    let until = now.plus(LOCKED).0;
    let counted = sql(tx, text, [MISTAKES.into(), until.into(), MISTAKES.into(), id.0.into(), now.0.into()]);
    tx.execute_raw(counted).await.map(drop)
}

async fn record_refusal(tx: &DatabaseTransaction, id: MemberId, now: Instant, stage: &str) -> Result<(), DbErr> {
    let note = Note::of(Act::SignIn, id.0).refused().with(stage);
    audit::record(tx, now, Actor::Reader, note, "web").await
}

/// Whatever session the browser brought ends: a token that somebody planted is worth nothing afterwards.
pub(in crate::staff) async fn forget_before(tx: &DatabaseTransaction, knock: &Knock) -> Result<(), DbErr> {
    if let Some(token) = &knock.token {
        session::end(tx, token).await?;
    }
    Ok(())
}
