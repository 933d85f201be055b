//! What a person says of a clock that may have leapt.

use sea_orm::DbErr;

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::MemberId;
use crate::centre::CLOCK_IS_RIGHT;
use crate::privacy::acts::Act;

/// A person says that the clock is right: tonight the purge goes on.
///
/// # Errors
/// The database's.
pub async fn is_right(app: &App, by: MemberId) -> Result<(), DbErr> {
    let tx = app.store.begin_write().await?;
    debug_assert_eq!(Act::RetentionClock.word(), CLOCK_IS_RIGHT);
    let note = Note::of(Act::RetentionClock, 0);
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await
}
