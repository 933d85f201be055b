//! Undoing a leave, for ten minutes.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::evidence::{evidence, keep};
use super::find;
use super::links::{self, EVERYTHING};
use super::subscriber::{Channel, Source, UNDO_WITHIN};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::PublicationId;
use crate::base::{Instant, Purpose};
use crate::people::Person;
use crate::store::sql;
use crate::store::tables::states::Act;
use crate::store::tables::subscriptions;

/// What came of undoing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undone {
    /// The person is subscribed again, or still.
    Back,
    /// The ten minutes are over.
    TooLate,
    /// The link is none of ours.
    Unknown,
}

/// What the page after leaving shows.
#[derive(Clone, Debug)]
pub(super) struct Aftermath {
    pub(super) person: Person,
    /// The publications that the link is about and that the person is out of.
    pub(super) left: Vec<PublicationId>,
    pub(super) can_undo: bool,
    /// Whether the person is in what the link is about, so that there is nothing to undo.
    pub(super) is_back: bool,
}

/// What stands after leaving. Reads only.
pub(super) async fn look(app: &App, token: &str) -> Result<Option<Aftermath>, DbErr> {
    let on = app.store.read();
    let Some((person, subject)) = links::holder_of(app, on, Purpose::UndoLeave, token).await? else { return Ok(None) };
    let back = within_reach(on, &person, subject, app.clock.now()).await?;
    let rows = find::subscriptions_of(on, &[person.id]).await?;
    let of_link = |row: &&subscriptions::Model| subject == EVERYTHING || row.publication_id.0 == subject;
    let is_back = back.is_empty() && rows.iter().any(|row| of_link(&row) && row.withdrawn_at.is_none());
    let left = if !back.is_empty() {
        back.iter().map(|row| row.publication_id).collect()
    } else if is_back {
        Vec::new()
    } else {
        rows.iter().filter(of_link).filter(|row| row.withdrawn_at.is_some()).map(|row| row.publication_id).collect()
    };
    Ok(Some(Aftermath { person, left, can_undo: !back.is_empty(), is_back }))
}

/// Undoes what was left last through this link, if that was less than ten minutes ago and the person's own act.
///
/// # Errors
/// The database's.
pub async fn undo(app: &App, token: &str) -> anyhow::Result<Undone> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let Some((person, subject)) = links::hold_holder_of(app, &tx, Purpose::UndoLeave, token).await? else {
        return Ok(Undone::Unknown);
    };
    let back = within_reach(&tx, &person, subject, now).await?;
    if back.is_empty() {
        let active = find::active_of(&tx, person.id).await?;
        let is_in = if subject == EVERYTHING { !active.is_empty() } else { active.contains(&PublicationId(subject)) };
        return Ok(if is_in { Undone::Back } else { Undone::TooLate });
    }
    if find::is_suppressed(app, &tx, &person).await? {
        return Ok(Undone::TooLate);
    }
    for row in &back {
        bring_back(&tx, &person, row, now).await?;
    }
    tx.commit().await?;
    Ok(Undone::Back)
}

/// The subscriptions that can be brought back: of "everything" those that were left together, last.
async fn within_reach(
    on: &impl ConnectionTrait,
    person: &Person,
    subject: i64,
    now: Instant,
) -> Result<Vec<subscriptions::Model>, DbErr> {
    let mut rows = subscriptions::Entity::find()
        .filter(subscriptions::Column::PersonId.eq(person.id))
        .filter(subscriptions::Column::WithdrawnAt.gt(now.minus(UNDO_WITHIN)))
        .filter(subscriptions::Column::WithdrawnThrough.is_in(Channel::OWN))
        .all(on)
        .await?;
    let last = rows.iter().map(|row| row.withdrawn_at).max().flatten();
    rows.retain(|row| if subject == EVERYTHING { row.withdrawn_at == last } else { row.publication_id.0 == subject });
    Ok(rows)
}

/// The subscription goes on as it was: it keeps the moment at which it was confirmed.
async fn bring_back(
    tx: &impl ConnectionTrait,
    person: &Person,
    row: &subscriptions::Model,
    now: Instant,
) -> Result<(), DbErr> {
    let update = sql(
        tx,
        "UPDATE subscriptions SET withdrawn_at = NULL, withdrawn_through = NULL
         WHERE id = ? AND withdrawn_at IS NOT NULL",
        [row.id.0.into()],
    );
    if tx.execute_raw(update).await?.rows_affected() == 0 {
        return Ok(());
    }
    let kept = evidence(person, row.publication_id, Act::Confirmed, Source::Undo.word(), now);
    keep(tx, vec![kept]).await?;
    let note = Note::done("subscriber.undo-withdraw", "person", person.id.0)
        .with(format!("publication={}", row.publication_id));
    audit::record(tx, now, Actor::Reader, note, "web").await
}
