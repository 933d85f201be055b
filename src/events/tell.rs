//! Letters to everybody whom something about an event concerns: a reminder, another day, called off, thanks.
//!
//! A bell looks at what is and writes to whoever was not told: the row of the notice and the letter commit together, so
//! killed, rung twice or in two processes, each is told once. A reminder bears the day that it was for, so who was reminded
//! of a day that moved is reminded again. Several changes in a row make one letter. Nothing is sent for what is over.
//!
//! SQL for who was not told yet, which is asked over registrations, notices, turns and pools.

use std::time::Duration;

use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, QueryTrait, SelectExt,
    Set,
};

use super::event::{Event, NEEDS_FOR};
use super::find::{self, Registration, Scene};
use super::presence::earned;
use super::record::{note, post};
use crate::app::App;
use crate::audit::Actor;
use crate::base::id::RegistrationId;
use crate::base::wall_time::date_of;
use crate::base::{Instant, WallTime, clock};
use crate::centre;
use crate::store::tables::event_registrations::{self, ActiveModel};
use crate::store::tables::states::{EventState, RegistrationState};
use crate::store::tables::{event_answers, event_notices, events};
use crate::store::{DatabaseTransaction, sql};

/// How long a change may be followed by another before it is told.
const CALM: Duration = Duration::from_mins(5);
/// Who was not thanked within this span is thanked no more: an evaluation that is switched on late.
const THANKS_FOR: Duration = clock::days(14);
/// How long the words of an evaluation are kept after the event. The counts stay.
const WORDS_FOR: Duration = clock::days(365);
/// How many letters one transaction writes.
const AT_ONCE: u64 = 5;

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notice {
    Reminder,
    Moved,
    CalledOff,
    Thanks,
}

impl Notice {
    const fn word(self) -> &'static str {
        match self {
            Self::Reminder => "reminder",
            Self::Moved => "moved",
            Self::CalledOff => "called-off",
            Self::Thanks => "thanks",
        }
    }

    /// Whether an event has it to tell now, what it is about, and whom it concerns: those registered before this moment.
    fn of(self, event: &Event, now: Instant) -> Option<(i64, Instant)> {
        match self {
            Self::CalledOff => {
                let at = event.called_off_at.filter(|_| event.state == EventState::CalledOff)?;
                (now < std::cmp::max(event.ends_at, at.plus(clock::days(1)))).then_some((0, at))
            }
            Self::Thanks => {
                let due = thanks_due(event).filter(|_| event.evaluates && event.state == EventState::Open)?;
                (now >= due && now < due.plus(THANKS_FOR)).then_some((0, event.ends_at))
            }
            // Of a course the later days may move when the first is over.
            Self::Moved if event.state == EventState::Open && now < event.ends_at => {
                let at = event.moved_at?;
                (now >= at.plus(CALM)).then_some((event.sequence, at))
            }
            _ if event.state != EventState::Open || now >= event.starts_at => None,
            Self::Reminder => {
                let days = u64::try_from(event.reminder_days).ok().filter(|days| *days > 0)?;
                let due = event.starts_at.minus(clock::days(days));
                (now >= due).then_some((event.starts_at.0, due))
            }
            Self::Moved => None,
        }
    }

    const fn concerns(self, state: RegistrationState) -> bool {
        match self {
            Self::Reminder | Self::Moved | Self::Thanks => matches!(state, RegistrationState::Registered),
            Self::CalledOff => matches!(state, RegistrationState::Registered | RegistrationState::Waiting),
        }
    }
}

/// At ten in the morning of the day after the last one.
fn thanks_due(event: &Event) -> Option<Instant> {
    let after = date_of(Instant(event.ends_at.0 - 1)).succ_opt()?;
    Some(WallTime(after.and_hms_opt(10, 0, 0)?).resolve().instant())
}

/// Tells everybody what they were not told yet, and forgets needs whose time is over.
///
/// # Errors
/// The database's.
pub async fn tell_due(app: &App) -> anyhow::Result<()> {
    let (on, now) = (app.store.read(), app.clock.now());
    // Only what is to come, or was called off not long ago, has anything to tell.
    let since = now.minus(clock::days(2));
    let ends_after = |moment: Instant| events::Column::EndsAt.gt(moment);
    let is_to_thank = events::Column::Evaluates.eq(true).and(ends_after(since.minus(THANKS_FOR)));
    let is_live = ends_after(now).or(events::Column::CalledOffAt.gt(since)).or(is_to_thank);
    let live = events::Entity::find().filter(events::Column::State.ne(EventState::Draft)).filter(is_live);
    for event in live.all(on).await? {
        for notice in [Notice::CalledOff, Notice::Moved, Notice::Reminder, Notice::Thanks] {
            if let Some((about, before)) = notice.of(&event, now) {
                while tell_some(app, &event, (notice, about, before)).await? == AT_ONCE {}
            }
        }
    }
    forget_needs(app).await
}

#[derive(FromQueryResult)]
struct Untold {
    id: i64,
}

/// Writes to some of those who were not told. Gives how many there were.
async fn tell_some(app: &App, event: &Event, (notice, about, before): (Notice, i64, Instant)) -> anyhow::Result<u64> {
    let on = app.store.read();
    let untold = sql(
        on,
        "SELECT r.id AS id FROM event_registrations r
         WHERE r.event_id = ? AND r.state IN ('registered', 'waiting') AND r.person_id IS NOT NULL AND r.made_at < ?
           AND NOT EXISTS (SELECT 1 FROM event_notices n WHERE n.registration_id = r.id AND n.kind = ? AND n.about = ?)
           AND NOT EXISTS (SELECT 1 FROM event_waiting w JOIN event_pools p ON p.id = w.pool_id AND p.session_id IS NULL
             WHERE w.registration_id = r.id AND w.state = 'taken' AND w.ended_at > ?)
           AND (r.state = ? OR r.state = ?)
           AND (? <> 'thanks' OR r.in_at IS NOT NULL
             OR NOT EXISTS (SELECT 1 FROM event_registrations i WHERE i.event_id = r.event_id AND i.in_at IS NOT NULL))
         ORDER BY r.id LIMIT 20",
        [
            event.id.0.into(),
            before.0.into(),
            notice.word().into(),
            about.into(),
            before.0.into(),
            word_if(notice, RegistrationState::Registered).into(),
            word_if(notice, RegistrationState::Waiting).into(),
            notice.word().into(),
        ],
    );
    let ids: Vec<Untold> = Untold::find_by_statement(untold).all(on).await?;
    if ids.is_empty() {
        return Ok(0);
    }
    let tx = app.store.begin_write().await?;
    let Some(scene) = Scene::of(&tx, event.id, app.clock.now()).await? else { return Ok(0) };
    // What was looked at may be over by now.
    if notice.of(&scene.event, app.clock.now()).map(|(about, _)| about) != Some(about) {
        return Ok(0);
    }
    for one in &ids {
        tell(&tx, app, &scene, (notice, about), RegistrationId(one.id)).await?;
    }
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(ids.len() as u64)
}

fn word_if(notice: Notice, state: RegistrationState) -> &'static str {
    if notice.concerns(state) { state.word() } else { "" }
}

/// Notes that somebody is told something; whether nobody did before.
pub(super) async fn once(
    tx: &DatabaseTransaction,
    id: RegistrationId,
    (kind, about): (&str, i64),
    now: Instant,
) -> anyhow::Result<bool> {
    let (registration_id, kind) = (Set(id), Set(kind.to_owned()));
    let row = event_notices::ActiveModel { registration_id, kind, about: Set(about), at: Set(now) };
    let insert = event_notices::Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned());
    Ok(insert.exec_without_returning(tx).await? == 1)
}

async fn tell(
    tx: &DatabaseTransaction,
    app: &App,
    scene: &Scene,
    (notice, about): (Notice, i64),
    id: RegistrationId,
) -> anyhow::Result<()> {
    let now = app.clock.now();
    if !once(tx, id, (notice.word(), about), now).await? {
        return Ok(());
    }
    let Some(row) = find::registration(tx, id).await? else { return Ok(()) };
    let Some(address) = find::address_of(tx, &row).await? else { return Ok(()) };
    if !notice.concerns(row.state) {
        return Ok(());
    }
    let desk = scene.desk(app);
    let mut letters = match notice {
        Notice::Reminder => vec![desk.reminder(&row, &find::choices(tx, id).await?)?],
        Notice::Moved => {
            let later = raise(tx, &row, desk.items()).await?;
            let further = desk.further(&later, &address, row.items, now)?;
            std::iter::once(desk.moved(&later, &address, now)?).chain(further).collect()
        }
        Notice::CalledOff => {
            let had_item = row.state == RegistrationState::Registered;
            let later = raise(tx, &row, row.items).await?;
            let others = if had_item { desk.withdrawals(&later, &address, now)? } else { Vec::new() };
            let told = desk.called_off(&later, had_item.then_some(address.as_str()), now)?;
            std::iter::once(told).chain(others).collect()
        }
        Notice::Thanks => {
            let earned = earned(tx, (&scene.event, &scene.programme.sessions), &row, now).await?;
            vec![desk.thanks(&row, &earned)?]
        }
    };
    for letter in letters.drain(..) {
        post(tx, app, &row, letter).await?;
    }
    note(tx, app, Actor::House, "registration.tell", id, notice.word()).await
}

/// The registration with the next sequence of its calendar items, of which it has so many now.
async fn raise(tx: &impl ConnectionTrait, row: &Registration, items: i64) -> Result<Registration, DbErr> {
    use event_registrations::{Column, Entity};
    let next = Expr::col(Column::Sequence).add(1);
    let raise = Entity::update_many().set(ActiveModel { items: Set(items), ..Default::default() });
    raise.col_expr(Column::Sequence, next).filter(Column::Id.eq(row.id)).exec(tx).await?;
    Ok(Registration { sequence: row.sequence + 1, items, ..row.clone() })
}

/// Two weeks after an event nobody needs to know what was on the plate; after a year nobody needs the words of an evaluation.
/// A clock that leapt says nothing of that.
async fn forget_needs(app: &App) -> anyhow::Result<()> {
    if centre::leapt(app).await?.is_some() {
        return Ok(());
    }
    let (on, now) = (app.store.read(), app.clock.now());
    forget_words(app, now.minus(WORDS_FOR)).await?;
    super::asking::forget_due(app, now).await?;
    let due = events::Entity::find().filter(events::Column::EndsAt.lte(now.minus(NEEDS_FOR)));
    for event in due.filter(events::Column::NeedsGoneAt.is_null()).all(on).await? {
        use event_registrations::{Column, Entity};
        let tx = app.store.begin_write().await?;
        let blank = Entity::update_many().set(ActiveModel { needs: Set(String::new()), ..Default::default() });
        blank.filter(Column::EventId.eq(event.id)).filter(Column::Needs.ne("")).exec(&tx).await?;
        let gone = events::ActiveModel { id: Set(event.id), needs_gone_at: Set(Some(now)), ..Default::default() };
        events::Entity::update(gone).exec_without_returning(&tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn forget_words(app: &App, before: Instant) -> anyhow::Result<()> {
    let on = app.store.read();
    let over = events::Entity::find().select_only().column(events::Column::Id);
    let over = over.filter(events::Column::EndsAt.lte(before)).into_query();
    let old = event_answers::Column::Words.ne("").and(event_answers::Column::EventId.in_subquery(over));
    if event_answers::Entity::find().filter(old.clone()).exists(on).await? {
        let tx = app.store.begin_write().await?;
        event_answers::Entity::delete_many().filter(old).exec(&tx).await?;
        tx.commit().await?;
    }
    Ok(())
}
