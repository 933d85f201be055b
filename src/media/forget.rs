//! Taking images away: by hand, and when nothing has shown one for a period. Their files are swept later.
//!
//! Raw SQL: nothing may begin to show an image while it is taken away.

use sea_orm::{ConnectionTrait, DbErr};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{MediaId, MemberId};
use crate::media::acts::Act;
use crate::store::{Class, DatabaseTransaction, class_of, sql, sql_joined};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// It is gone.
    Done,
    /// Something shows it, or something that was sent does.
    Used,
}

const UNUSED: &str = "DELETE FROM media WHERE id = ? AND kept_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM media_uses WHERE media_uses.media_id = media.id)";

/// Takes an image away that nothing shows.
///
/// # Errors
/// The database's.
pub async fn remove(app: &App, by: MemberId, id: MediaId) -> Result<Removed, DbErr> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let gone = match tx.execute_raw(sql(&tx, UNUSED, [id.into()])).await {
        // Something began to show it in this very moment.
        Err(error) if class_of(&error) == Class::ForeignKey => return Ok(Removed::Used),
        gone => gone?.rows_affected(),
    };
    if gone == 0 {
        return Ok(Removed::Used);
    }
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::Remove, id.0), "web").await?;
    tx.commit().await?;
    Ok(Removed::Done)
}

/// Takes away which of these nothing shows since the moment that is told of each, and gives how many. One that something
/// showed meanwhile has its period before it again.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &DatabaseTransaction, idle: &[(MediaId, Instant)]) -> Result<u64, DbErr> {
    let mut gone = 0;
    for (id, since) in idle {
        let still = sql_joined(tx, &[UNUSED, " AND idle_since = ?"], [(*id).into(), (*since).into()]);
        gone += tx.execute_raw(still).await?.rows_affected();
    }
    Ok(gone)
}
