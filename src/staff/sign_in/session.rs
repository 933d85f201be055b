//! Sessions: a random token in a cookie, its hash in the table.

use std::time::Duration;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::app::App;
use crate::base::Instant;
use crate::base::id::MemberId;
use crate::base::secrets::sha256_hex;
use crate::staff::Member;
use crate::staff::change_roles::roles_of;
use crate::store::passes_by_itself;
use crate::store::tables::states::Stage;
use crate::store::tables::{members, sessions};

/// The plain name of the session cookie; under https it gets the `__Host-` prefix.
pub const SESSION_COOKIE: &str = "samenspraak";

/// A session ends after this long without a request.
const IDLE: Duration = Duration::from_hours(2);
/// And after this long in any case.
pub(in crate::staff) const ABSOLUTE: Duration = Duration::from_hours(12);
/// Between the right password and the code lies at most this long.
pub(in crate::staff) const HALF_WAY: Duration = Duration::from_mins(10);
/// A session is marked as seen at most this often, so that reading pages writes little.
const MARK_EVERY: Duration = Duration::from_mins(5);

/// Opens a session and gives its token, which is nowhere kept.
///
/// # Errors
/// The database's.
pub async fn open_session(
    tx: &impl ConnectionTrait,
    app: &App,
    member: MemberId,
    stage: Stage,
) -> Result<String, DbErr> {
    let token = app.random.token();
    let now = app.clock.now();
    let row = sessions::ActiveModel {
        hash: Set(sha256_hex(token.as_bytes())),
        member_id: Set(member),
        stage: Set(stage),
        made_at: Set(now),
        seen_at: Set(now),
    };
    sessions::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(token)
}

/// The member behind a token: only of a full session in time, and only while the member is not disabled.
///
/// # Errors
/// The database's.
pub async fn member_of_session(app: &App, token: &str) -> Result<Option<Member>, DbErr> {
    let Some((session, row)) = found(app, token).await? else { return Ok(None) };
    let now = app.clock.now();
    if now.since(session.seen_at) > MARK_EVERY
        && let Err(error) = mark_seen(app, &session.hash, now).await
    {
        // Nothing can be kept now, which is no reason to keep a member from reading that it is so.
        if !passes_by_itself(&error) {
            return Err(error);
        }
        tracing::warn!(error = %error, "a session was not marked as seen");
    }
    let roles = roles_of(app.store.read(), row.id).await?;
    Ok(Some(Member { id: row.id, person_id: row.person_id, name: row.name, roles }))
}

/// Whether a token is of a member's session, by reading alone. One that is over counts: what its member was writing is read
/// whole, and waits above the page of signing in.
///
/// # Errors
/// The database's.
pub async fn is_session_of_member(app: &App, token: &str) -> Result<bool, DbErr> {
    Ok(of_token(app, token).await?.is_some())
}

/// The full session of a token, in time, with its member who is not disabled.
async fn found(app: &App, token: &str) -> Result<Option<(sessions::Model, members::Model)>, DbErr> {
    let now = app.clock.now();
    let in_time =
        |session: &sessions::Model| now.since(session.seen_at) <= IDLE && now.since(session.made_at) <= ABSOLUTE;
    Ok(of_token(app, token).await?.filter(|(session, _)| in_time(session)))
}

/// The full session of a token, however old, with its member who is not disabled.
async fn of_token(app: &App, token: &str) -> Result<Option<(sessions::Model, members::Model)>, DbErr> {
    let hash = sha256_hex(token.as_bytes());
    let session = sessions::Entity::find_by_id(hash).one(app.store.read()).await?;
    let Some(session) = session.filter(|session| session.stage == Stage::Full) else { return Ok(None) };
    let row = members::Entity::find_by_id(session.member_id).one(app.store.read()).await?;
    Ok(row.filter(|row| row.disabled_at.is_none()).map(|row| (session, row)))
}

async fn mark_seen(app: &App, hash: &str, now: Instant) -> Result<(), DbErr> {
    let tx = app.store.begin_write().await?;
    sessions::Entity::update_many()
        .col_expr(sessions::Column::SeenAt, now.0.into())
        .filter(sessions::Column::Hash.eq(hash))
        .exec(&tx)
        .await?;
    tx.commit().await
}

/// The member whose password was right and whose code is still to come, in time.
pub(in crate::staff) async fn half_way(app: &App, token: &str) -> Result<Option<MemberId>, DbErr> {
    let hash = sha256_hex(token.as_bytes());
    let found = sessions::Entity::find_by_id(hash).one(app.store.read()).await?;
    let now = app.clock.now();
    let in_time = |row: &sessions::Model| row.stage == Stage::Password && now.since(row.made_at) <= HALF_WAY;
    Ok(found.filter(in_time).map(|row| row.member_id))
}

/// Ends the session of a token; whether there was one.
pub(in crate::staff) async fn end(tx: &impl ConnectionTrait, token: &str) -> Result<bool, DbErr> {
    let done = sessions::Entity::delete_by_id(sha256_hex(token.as_bytes())).exec(tx).await?;
    Ok(done.rows_affected > 0)
}

/// Ends all sessions of a member.
pub(in crate::staff) async fn end_all(tx: &impl ConnectionTrait, member: MemberId) -> Result<u64, DbErr> {
    let done = sessions::Entity::delete_many().filter(sessions::Column::MemberId.eq(member)).exec(tx).await?;
    Ok(done.rows_affected)
}

/// Ends all sessions of a member but the one of a token.
pub(in crate::staff) async fn end_others(
    tx: &impl ConnectionTrait,
    member: MemberId,
    token: &str,
) -> Result<u64, DbErr> {
    let done = sessions::Entity::delete_many()
        .filter(sessions::Column::MemberId.eq(member))
        .filter(sessions::Column::Hash.ne(sha256_hex(token.as_bytes())))
        .exec(tx)
        .await?;
    Ok(done.rows_affected)
}

/// Ends one of a member's own sessions by its hash; whether there was one.
pub(in crate::staff) async fn end_one(tx: &impl ConnectionTrait, member: MemberId, hash: &str) -> Result<bool, DbErr> {
    let done = sessions::Entity::delete_by_id(hash).filter(sessions::Column::MemberId.eq(member)).exec(tx).await?;
    Ok(done.rows_affected > 0)
}

/// Forgets sessions of a member whose time is over anyway.
pub(in crate::staff) async fn forget_over(
    tx: &impl ConnectionTrait,
    member: MemberId,
    now: Instant,
) -> Result<(), DbErr> {
    sessions::Entity::delete_many()
        .filter(sessions::Column::MemberId.eq(member))
        .filter(sessions::Column::MadeAt.lt(now.minus(ABSOLUTE)))
        .exec(tx)
        .await
        .map(drop)
}

/// The open sessions of a member, the one seen last first.
pub(in crate::staff) async fn open_ones(app: &App, member: MemberId) -> Result<Vec<sessions::Model>, DbErr> {
    let now = app.clock.now();
    sessions::Entity::find()
        .filter(sessions::Column::MemberId.eq(member))
        .filter(sessions::Column::Stage.eq(Stage::Full))
        .filter(sessions::Column::MadeAt.gte(now.minus(ABSOLUTE)))
        .filter(sessions::Column::SeenAt.gte(now.minus(IDLE)))
        .order_by_desc(sessions::Column::SeenAt)
        .all(app.store.read())
        .await
}
