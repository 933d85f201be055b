//! Tasks: what stands in the way of reaching an organisation. A bell looks at what is, raises each cause once, and
//! closes what solved itself. A cause that is back, because its organisation was reopened, raises its task anew. What
//! raises a task and what closes it exclude each other, or it would be raised and closed for ever.
//!
//! Raw SQL: each cause is one statement over all contacts, joined with what other rooms know of them.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{MemberId, OrganisationId, TaskId};
use crate::base::wall_time::date_of;
use crate::organisations::acts::Act;
use crate::store::tables::{contacts, tasks};
use crate::store::{DatabaseTransaction, sql};

/// Addresses of current contacts that must not be written to: they bounced, or their owner complained.
const BOUNCED: &str = "INSERT INTO tasks (kind, organisation_id, contact_id, person_id, cause, made_at, outcome, note)
     SELECT CASE WHEN s.reason = 'complaint' THEN 'complained' ELSE 'bounced' END,
       c.organisation_id, c.id, c.person_id, 'suppression ' || s.id, ?, '', ''
     FROM contacts c JOIN organisations o ON o.id = c.organisation_id JOIN suppressions s ON s.person_id = c.person_id
     WHERE o.ended_at IS NULL AND s.lifted_at IS NULL AND c.from_on <= ? AND (c.until_on IS NULL OR c.until_on >= ?)
     ON CONFLICT (kind, contact_id, cause) DO UPDATE SET done_at = NULL, outcome = '', made_at = excluded.made_at
       WHERE tasks.outcome = 'gone'";

/// Current contacts who left every publication since they became one, and did not take the last of them along to
/// another address.
const LEFT: &str = "INSERT INTO tasks (kind, organisation_id, contact_id, person_id, cause, made_at, outcome, note)
     SELECT 'left', c.organisation_id, c.id, c.person_id,
       'left ' || (SELECT MAX(w.withdrawn_at) FROM subscriptions w WHERE w.person_id = c.person_id), ?, '', ''
     FROM contacts c JOIN organisations o ON o.id = c.organisation_id
     WHERE o.ended_at IS NULL AND c.from_on <= ? AND (c.until_on IS NULL OR c.until_on >= ?)
       AND EXISTS (SELECT 1 FROM subscriptions l WHERE l.person_id = c.person_id AND l.withdrawn_at >= c.made_at)
       AND NOT EXISTS (SELECT 1 FROM subscriptions a WHERE a.person_id = c.person_id AND a.withdrawn_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.person_id = c.person_id AND s.lifted_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM address_changes m WHERE m.from_id = c.person_id AND m.undone_at IS NULL
         AND m.confirmed_at >= (SELECT MAX(w.withdrawn_at) FROM subscriptions w WHERE w.person_id = c.person_id))
     ON CONFLICT (kind, contact_id, cause) DO UPDATE SET done_at = NULL, outcome = '', made_at = excluded.made_at
       WHERE tasks.outcome = 'gone'";

/// Current contacts who took everything that they receive along to another address. People move because they change
/// employers, so nothing follows by itself: somebody has to ask.
const MOVED: &str = "INSERT INTO tasks (kind, organisation_id, contact_id, person_id, cause, made_at, outcome, note)
     SELECT 'moved', c.organisation_id, c.id, c.person_id, 'move ' || m.id, ?, '', ''
     FROM contacts c JOIN organisations o ON o.id = c.organisation_id JOIN address_changes m ON m.from_id = c.person_id
     WHERE o.ended_at IS NULL AND c.from_on <= ? AND (c.until_on IS NULL OR c.until_on >= ?)
       AND m.confirmed_at >= c.made_at AND m.undone_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM subscriptions a WHERE a.person_id = c.person_id AND a.withdrawn_at IS NULL)
     ON CONFLICT (kind, contact_id, cause) DO UPDATE SET done_at = NULL, outcome = '', made_at = excluded.made_at
       WHERE tasks.outcome = 'gone'";

/// The last contact of an organisation that has none any more.
const NOBODY: &str = "INSERT INTO tasks (kind, organisation_id, contact_id, person_id, cause, made_at, outcome, note)
     SELECT 'nobody', c.organisation_id, c.id, c.person_id, 'until ' || c.until_on, ?, '', ''
     FROM contacts c JOIN organisations o ON o.id = c.organisation_id
     WHERE o.ended_at IS NULL AND c.until_on < ?
       AND NOT EXISTS (SELECT 1 FROM contacts n WHERE n.organisation_id = c.organisation_id
         AND (n.until_on IS NULL OR n.until_on >= ?))
       AND NOT EXISTS (SELECT 1 FROM contacts l WHERE l.organisation_id = c.organisation_id
         AND (l.until_on > c.until_on OR (l.until_on = c.until_on AND l.id > c.id)))
       AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.organisation_id = c.organisation_id AND t.kind = 'nobody'
         AND t.done_at IS NULL)
     ON CONFLICT (kind, contact_id, cause) DO UPDATE SET done_at = NULL, outcome = '', made_at = excluded.made_at
       WHERE tasks.outcome = 'gone'";

const GONE: &str = "UPDATE tasks SET done_at = ?, outcome = 'gone' WHERE tasks.done_at IS NULL AND (
       NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = tasks.organisation_id AND o.ended_at IS NULL)
       OR (tasks.kind <> 'nobody' AND NOT EXISTS
         (SELECT 1 FROM contacts c WHERE c.id = tasks.contact_id AND (c.until_on IS NULL OR c.until_on >= ?)))
       OR (tasks.kind IN ('bounced', 'complained') AND NOT EXISTS
         (SELECT 1 FROM suppressions s WHERE s.person_id = tasks.person_id AND s.lifted_at IS NULL))
       OR (tasks.kind = 'left' AND EXISTS
         (SELECT 1 FROM subscriptions s WHERE s.person_id = tasks.person_id AND s.withdrawn_at IS NULL))
       OR (tasks.kind = 'moved' AND NOT EXISTS (SELECT 1 FROM address_changes m
         WHERE m.from_id = tasks.person_id AND 'move ' || m.id = tasks.cause AND m.undone_at IS NULL))
       OR (tasks.kind = 'nobody' AND EXISTS
         (SELECT 1 FROM contacts n WHERE n.organisation_id = tasks.organisation_id
          AND (n.until_on IS NULL OR n.until_on >= ?))))";

/// Raises a task for every cause that has none yet, and closes those whose cause is gone. Ringing twice, or in two
/// processes at once, changes nothing.
///
/// # Errors
/// The database's.
pub async fn raise_tasks(app: &App) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let today = date_of(now).to_string();
    for text in [BOUNCED, LEFT, MOVED, NOBODY] {
        let raise = sql(&tx, text, [now.0.into(), today.as_str().into(), today.as_str().into()]);
        tx.execute_raw(raise).await?;
    }
    settle(&tx, app).await?;
    tx.commit().await?;
    Ok(())
}

/// Closes the tasks whose cause is gone, in the caller's transaction.
pub(super) async fn settle(tx: &DatabaseTransaction, app: &App) -> Result<(), DbErr> {
    let now = app.clock.now();
    let today = date_of(now).to_string();
    let gone = sql(tx, GONE, [now.0.into(), today.as_str().into(), today.as_str().into()]);
    tx.execute_raw(gone).await.map(drop)
}

/// Raises anew, for an organisation that was reopened, the task about a contact who was erased: the bell has no contact
/// to raise it from.
pub(super) async fn raise_again(tx: &DatabaseTransaction, of: OrganisationId, now: Instant) -> Result<(), DbErr> {
    let again = sql(
        tx,
        "UPDATE tasks SET done_at = NULL, outcome = '', made_at = ? WHERE tasks.outcome = 'gone' AND tasks.id =
           (SELECT MAX(t.id) FROM tasks t WHERE t.organisation_id = ? AND t.kind = 'nobody' AND t.contact_id IS NULL)
           AND NOT EXISTS (SELECT 1 FROM contacts n WHERE n.organisation_id = tasks.organisation_id
             AND (n.until_on IS NULL OR n.until_on >= ?))",
        [now.0.into(), of.0.into(), date_of(now).to_string().into()],
    );
    tx.execute_raw(again).await.map(drop)
}

/// Marks an open task as done and gives the organisation and the contact that it is about, if that one is not erased;
/// `None` when it was done before or is not there.
pub(super) async fn solve(
    tx: &DatabaseTransaction,
    id: TaskId,
    (outcome, note): (&'static str, &str),
    (by, now): (MemberId, Instant),
) -> Result<Option<(OrganisationId, Option<contacts::Model>)>, DbErr> {
    let done = tasks::Entity::update_many()
        .set(tasks::ActiveModel {
            done_at: Set(Some(now)),
            done_by: Set(Some(by)),
            outcome: Set(outcome.to_owned()),
            note: Set(note.to_owned()),
            ..Default::default()
        })
        .filter(tasks::Column::Id.eq(id))
        .filter(tasks::Column::DoneAt.is_null());
    let Some(task) = done.exec_with_returning(tx).await?.pop() else { return Ok(None) };
    let organisation = task.organisation_id;
    let entry = Note::of(Act::TaskDone, organisation.0).with(format!("task {id}: {outcome}"));
    audit::record(tx, now, Actor::Member(by), entry, "web").await?;
    let Some(contact) = task.contact_id else { return Ok(Some((organisation, None))) };
    // Held, so that nobody corrects what follows from it meanwhile.
    let contact = contacts::Entity::find_by_id(contact).lock_exclusive().one(tx).await?;
    Ok(Some((organisation, contact)))
}

/// Puts a task aside with a reason; `false` when it was done before. The same cause does not raise it again.
///
/// # Errors
/// The database's.
pub async fn put_aside(app: &App, by: MemberId, id: TaskId, reason: &str) -> anyhow::Result<bool> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    if solve(&tx, id, ("put-aside", reason), (by, now)).await?.is_none() {
        return Ok(false);
    }
    tx.commit().await?;
    Ok(true)
}
