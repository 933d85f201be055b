//! Undoing a move from the old mailbox, for 14 days.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::{change_of, follow, hold_both};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{PersonId, PublicationId};
use crate::base::{Instant, Link, Purpose};
use crate::delivery;
use crate::people::{self, Person};
use crate::store::DatabaseTransaction;
use crate::store::tables::states::ConsentAct;
use crate::store::tables::{address_changes, subscriptions};
use crate::subscribers::acts::Act;
use crate::subscribers::evidence::{evidence, keep, readmit};
use crate::subscribers::leave::Leaving;
use crate::subscribers::subscriber::{Source, UNDO_MOVE_WITHIN};
use crate::subscribers::{Channel, find};

/// What came of undoing a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoveUndone {
    /// What is still received comes to the old address again, now or since before.
    Back(Box<Person>),
    /// The 14 days are over.
    TooLate,
    /// The old address must not be written to.
    Blocked,
    /// The link is none of ours.
    Unknown,
}

/// How a link to undo stands.
pub(super) enum Standing {
    /// It can be done, for this old address.
    Open(Person),
    /// It was done.
    Undone,
    /// The 14 days are over.
    TooLate,
}

/// How a link to undo stands. Reads only.
pub(super) async fn look(app: &App, token: &str) -> Result<Option<Standing>, DbErr> {
    let on = app.store.read();
    let Some((link, change)) = change_of(app, on, Purpose::UndoMove, token).await? else { return Ok(None) };
    let person = people::by_id(on, change.from_id).await?;
    let Some(person) = person.filter(|person| link.is_valid(&app.secrets, person.epoch)) else { return Ok(None) };
    Ok(Some(match (is_in_time(&change, app.clock.now()), change.undone_at) {
        (false, _) => Standing::TooLate,
        (true, Some(_)) => Standing::Undone,
        (true, None) => Standing::Open(person),
    }))
}

fn is_in_time(change: &address_changes::Model, now: Instant) -> bool {
    change.settled_at.is_none() && change.confirmed_at.is_some_and(|at| now.since(at) < UNDO_MOVE_WITHIN)
}

/// Brings back to the old address what moved from it and is still received at the new one, or wherever it moved to from
/// there. What was left meanwhile stays left.
///
/// # Errors
/// The database's.
pub async fn undo(app: &App, token: &str) -> anyhow::Result<MoveUndone> {
    let now = app.clock.now();
    // Whoever makes links up does not wait in line.
    let Some((link, change)) = change_of(app, app.store.read(), Purpose::UndoMove, token).await? else {
        return Ok(MoveUndone::Unknown);
    };
    let tx = app.store.begin_write().await?;
    delivery::lock_openings(&tx).await?;
    let Some((from, now_at)) = hold_with_whoever_has_it(&tx, &change).await? else { return Ok(MoveUndone::Unknown) };
    if !link.is_valid(&app.secrets, from.epoch) {
        return Ok(MoveUndone::Unknown);
    }
    let Some(change) = read_again(&tx, &change, &link).await? else { return Ok(MoveUndone::Unknown) };
    if !is_in_time(&change, now) {
        return Ok(MoveUndone::TooLate);
    }
    if change.undone_at.is_some() {
        return Ok(MoveUndone::Back(Box::new(from)));
    }
    if find::is_suppressed(app, &tx, &from).await? {
        return Ok(MoveUndone::Blocked);
    }
    address_changes::Entity::update_many()
        .col_expr(address_changes::Column::UndoneAt, Expr::value(now.0))
        .filter(address_changes::Column::Id.eq(change.id))
        .exec(&tx)
        .await?;
    if let Some(now_at) = now_at {
        bring_back(&tx, &change, &from, &now_at, now).await?;
    }
    let note = Note::of(Act::UndoMove, from.id.0).with(format!("change={}", change.id));
    audit::record(&tx, now, Actor::Reader, note, "web").await?;
    tx.commit().await?;
    Ok(MoveUndone::Back(Box::new(from)))
}

/// The move as it is now that both are held.
async fn read_again(
    tx: &impl ConnectionTrait,
    change: &address_changes::Model,
    link: &Link,
) -> Result<Option<address_changes::Model>, DbErr> {
    let again = address_changes::Entity::find_by_id(change.id).one(tx).await?;
    Ok(again.filter(|again| again.from_id == PersonId(link.holder)))
}

/// Holds the old person and whoever receives it now, who may have moved on while we waited.
async fn hold_with_whoever_has_it(
    tx: &DatabaseTransaction,
    change: &address_changes::Model,
) -> Result<Option<(Person, Option<Person>)>, DbErr> {
    loop {
        let now_at = follow::after(tx, change).await?;
        let trial = tx.begin().await?;
        let (from, to) = hold_both(&trial, change.from_id, now_at).await?;
        if follow::after(&trial, change).await? == now_at {
            trial.commit().await?;
            return Ok(from.map(|from| (from, to.filter(|to| to.id != change.from_id))));
        }
        // Lets go of both, so that the next two are taken in order too.
        trial.rollback().await?;
    }
}

async fn bring_back(
    tx: &impl ConnectionTrait,
    change: &address_changes::Model,
    from: &Person,
    now_at: &Person,
    now: Instant,
) -> Result<(), DbErr> {
    let there = find::subscriptions_of(tx, &[now_at.id]).await?;
    let went = find::subscriptions_of(tx, &[from.id]).await?;
    let went = went.iter().filter(|row| {
        row.withdrawn_through.as_deref() == Some(Channel::Moved.word()) && row.withdrawn_at == change.confirmed_at
    });
    for row in went {
        let received = there.iter().find(|one| one.publication_id == row.publication_id && one.withdrawn_at.is_none());
        let Some(received) = received else { continue };
        resume(tx, from, row, now).await?;
        if Source::from_word(&received.source) == Some(Source::Moved) {
            give_back(tx, (now_at, from), row.publication_id, now).await?;
        }
    }
    Ok(())
}

/// The subscription goes on, with evidence.
async fn resume(
    tx: &impl ConnectionTrait,
    from: &Person,
    row: &subscriptions::Model,
    now: Instant,
) -> Result<(), DbErr> {
    readmit(tx, row).await?;
    keep(tx, vec![evidence(from, row.publication_id, ConsentAct::Confirmed, Source::MovedBack.word(), now)]).await
}

/// Ends at the new address what only came there by moving, also what of it is on its way.
async fn give_back(
    tx: &impl ConnectionTrait,
    (there, from): (&Person, &Person),
    publication: PublicationId,
    now: Instant,
) -> Result<(), DbErr> {
    delivery::hand_over(tx, (there.id, from.id), publication, now).await?;
    let leaving = Leaving { person: there, channel: Channel::MovedBack, reason: "", now };
    leaving.out_of(tx, Actor::Reader, publication).await.map(drop)
}
