//! Undoing a leave, for ten minutes.

use sea_orm::{ConnectionTrait, DbErr};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::clock::days;
use crate::base::id::PublicationId;
use crate::base::{Instant, Purpose};
use crate::people::Person;
use crate::store::tables::states::ConsentAct;
use crate::store::tables::subscriptions;
use crate::subscribers::acts::Act;
use crate::subscribers::evidence::{evidence, keep, readmit};
use crate::subscribers::find;
use crate::subscribers::links::{self, LeftWhat};
use crate::subscribers::subscriber::{Channel, Source, UNDO_WITHIN};

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
pub(in crate::subscribers) struct Aftermath {
    /// Who left; `None` for who did through a link of before they moved, which does not tell where they are now.
    pub(in crate::subscribers) person: Option<Person>,
    /// The publications that the link is about and that the person is out of.
    pub(in crate::subscribers) left: Vec<PublicationId>,
    pub(in crate::subscribers) can_undo: bool,
    /// Whether the person is in what the link is about, so that there is nothing to undo.
    pub(in crate::subscribers) is_back: bool,
    /// Whether something was left within a day, so that it makes sense to ask why.
    pub(in crate::subscribers) is_fresh: bool,
}

/// What stands after leaving. Reads only.
pub(in crate::subscribers) async fn look(app: &App, token: &str) -> Result<Option<Aftermath>, DbErr> {
    let on = app.store.read();
    let Some((person, subject)) = links::holder_of(app, on, Purpose::UndoLeave, token).await? else { return Ok(None) };
    let rows = find::subscriptions_of(on, &[person.id]).await?;
    let what = LeftWhat::of(subject);
    let can_undo = rows.iter().any(|row| is_within_reach(row, what, app.clock.now()));
    let is_back = is_back(&rows, what);
    let is_recent = |row: &subscriptions::Model| row.withdrawn_at.is_some_and(|at| app.clock.now().since(at) < days(1));
    let is_fresh = rows.iter().any(|row| was_left(row, what) && is_recent(row));
    let left = rows.into_iter().filter(|row| was_left(row, what)).map(|row| row.publication_id).collect();
    let person = Some(person).filter(|_| !links::is_of_old_address(subject));
    Ok(Some(Aftermath { person, left, can_undo, is_back, is_fresh }))
}

/// Undoes what was left through this link, if that was less than ten minutes ago and the person's own act.
///
/// # Errors
/// The database's.
pub async fn undo(app: &App, token: &str) -> anyhow::Result<Undone> {
    // Whoever makes links up does not wait in line.
    if links::holder_of(app, app.store.read(), Purpose::UndoLeave, token).await?.is_none() {
        return Ok(Undone::Unknown);
    }
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let Some((person, subject)) = links::hold_holder_of(app, &tx, Purpose::UndoLeave, token).await? else {
        return Ok(Undone::Unknown);
    };
    let what = LeftWhat::of(subject);
    let rows = find::subscriptions_of(&tx, &[person.id]).await?;
    if is_back(&rows, what) {
        return Ok(Undone::Back);
    }
    if find::is_suppressed(app, &tx, &person).await? || !rows.iter().any(|row| is_within_reach(row, what, now)) {
        return Ok(Undone::TooLate);
    }
    for row in rows.iter().filter(|row| is_within_reach(row, what, now)) {
        bring_back(&tx, &person, row, now).await?;
    }
    tx.commit().await?;
    Ok(Undone::Back)
}

/// Whether the leave of a publication can be undone at a moment.
pub(in crate::subscribers) fn can_undo(row: &subscriptions::Model, now: Instant) -> bool {
    is_within_reach(row, LeftWhat::One(row.publication_id), now)
}

/// Whether a subscription is one that the link is about and that is left.
fn was_left(row: &subscriptions::Model, what: LeftWhat) -> bool {
    match (row.withdrawn_at, what) {
        (None, _) => false,
        (Some(_), LeftWhat::One(publication)) => row.publication_id == publication,
        (Some(at), LeftWhat::AllAt(_)) => LeftWhat::all_at(at) == what,
    }
}

fn is_within_reach(row: &subscriptions::Model, what: LeftWhat, now: Instant) -> bool {
    let is_own = row.withdrawn_through.as_deref().is_some_and(|through| Channel::OWN.contains(&through));
    let is_in_time = row.withdrawn_at.is_some_and(|at| now.since(at) < UNDO_WITHIN);
    was_left(row, what) && is_own && is_in_time
}

/// Whether nothing of what the link is about is left (any more).
fn is_back(rows: &[subscriptions::Model], what: LeftWhat) -> bool {
    let is_in = |row: &subscriptions::Model| {
        row.withdrawn_at.is_none()
            && match what {
                LeftWhat::One(publication) => row.publication_id == publication,
                LeftWhat::AllAt(_) => true,
            }
    };
    rows.iter().any(is_in) && !rows.iter().any(|row| was_left(row, what))
}

/// The subscription goes on, with evidence.
async fn bring_back(
    tx: &impl ConnectionTrait,
    person: &Person,
    row: &subscriptions::Model,
    now: Instant,
) -> Result<(), DbErr> {
    if !readmit(tx, row).await? {
        return Ok(());
    }
    let kept = evidence(person, row.publication_id, ConsentAct::Confirmed, Source::Undo.word(), now);
    keep(tx, vec![kept]).await?;
    let note = Note::of(Act::UndoWithdraw, person.id.0).with(format!("publication={}", row.publication_id));
    audit::record(tx, now, Actor::Reader, note, "web").await
}
