//! Sessions: a random token in a cookie, its hash in the table.

use std::time::Duration;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::Member;
use crate::app::App;
use crate::base::Instant;
use crate::base::id::MemberId;
use crate::base::secrets::sha256_hex;
use crate::store::tables::states::Stage;
use crate::store::tables::{member_roles, members, sessions};

/// The plain name of the session cookie; under https it gets the `__Host-` prefix.
pub const SESSION_COOKIE: &str = "samenspraak";

/// A session ends after this long without a request.
const IDLE: Duration = Duration::from_secs(2 * 3_600);
/// And after this long in any case.
const ABSOLUTE: Duration = Duration::from_secs(12 * 3_600);
/// A session is marked as seen at most this often, so that reading pages writes little.
const MARK_EVERY: Duration = Duration::from_secs(5 * 60);

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
    let hash = sha256_hex(token.as_bytes());
    let Some(session) = sessions::Entity::find_by_id(hash).one(app.store.read()).await? else { return Ok(None) };
    let now = app.clock.now();
    if session.stage != Stage::Full || now.since(session.seen_at) > IDLE || now.since(session.made_at) > ABSOLUTE {
        return Ok(None);
    }
    let Some(row) = members::Entity::find_by_id(session.member_id).one(app.store.read()).await? else {
        return Ok(None);
    };
    if row.disabled_at.is_some() {
        return Ok(None);
    }
    if now.since(session.seen_at) > MARK_EVERY {
        mark_seen(app, &session.hash, now).await?;
    }
    let roles =
        member_roles::Entity::find().filter(member_roles::Column::MemberId.eq(row.id)).all(app.store.read()).await?;
    let roles = roles.into_iter().map(|row| row.role).collect();
    Ok(Some(Member { id: row.id, person_id: row.person_id, name: row.name, roles }))
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
