//! Once more to those who missed it, or never again: a person decides, the audit names who.

use sea_orm::EntityTrait;
use sea_orm::sea_query::{Query, SelectStatement};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{MemberId, SendingId};
use crate::delivery::{self, Missed};
use crate::desk::acts::Act;
use crate::store::tables::states::Lane;
use crate::store::tables::{people, sendings};
use crate::subscribers;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// This many mails go out once more.
    Reopened(u64),
    /// Nobody of them is still a reader, or nothing was chosen.
    Nobody,
    /// The sending was stopped for good.
    Stopped,
}

/// Sends a letter again to those who missed it and are readers still. `None` when there is no such sending.
///
/// # Errors
/// The database's.
pub async fn again(app: &App, by: MemberId, id: SendingId, whom: &[Missed]) -> anyhow::Result<Option<Again>> {
    let tx = app.store.begin_write().await?;
    let Some(sending) = sendings::Entity::find_by_id(id).one(&tx).await?.filter(|row| row.lane == Lane::Bulk) else {
        return Ok(None);
    };
    let audience = audience_of(&sending, app.clock.now());
    let many = match delivery::reopen(&tx, app, id, whom, audience).await? {
        None => return Ok(Some(Again::Stopped)),
        Some(0) => return Ok(Some(Again::Nobody)),
        Some(many) => many,
    };
    let words: Vec<_> = whom.iter().map(|missed| missed.word()).collect();
    let note = Note::of(Act::Again, id.0).with(format!("rows {many} {}", words.join(", ")));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Some(Again::Reopened(many)))
}

/// Whoever is a reader now: a letter that has no readers of its own may go to everyone who is still known.
fn audience_of(sending: &sendings::Model, now: Instant) -> SelectStatement {
    match sending.publication_id {
        Some(publication) => subscribers::reachable(publication, now),
        None => Query::select().column(people::Column::Id).from(people::Entity).to_owned(),
    }
}

/// Leaves uncertain rows as they are. Gives their number, or `None` when there is no such sending.
///
/// # Errors
/// The database's.
pub async fn let_be(app: &App, by: MemberId, id: SendingId) -> anyhow::Result<Option<u64>> {
    let tx = app.store.begin_write().await?;
    if sendings::Entity::find_by_id(id).one(&tx).await?.is_none_or(|row| row.lane != Lane::Bulk) {
        return Ok(None);
    }
    let many = delivery::let_be(&tx, id).await?;
    if many > 0 {
        let note = Note::of(Act::LetBe, id.0).with(format!("rows {many}"));
        audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
        tx.commit().await?;
    }
    Ok(Some(many))
}
