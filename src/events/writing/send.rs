//! Sending a letter: chosen and written down at once, handed to the ledger by a bell.
//!
//! SQL for counting how far a letter came, over its people and the ledger.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::whom::{choose, still};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{EventId, EventLetterId, EventSessionId, MemberId};
use crate::base::{Blocks, markdown};
use crate::events::capacity;
use crate::events::find::{self, Scene};
use crate::events::record::post;
use crate::store::again;
use crate::store::sql;
use crate::store::tables::states::{EventState, EventWhom};
use crate::store::tables::{event_letter_people, event_letters};

/// How many people one transaction writes to: each of their letters is drawn in it, for who they are by then.
const AT_ONCE: u64 = 5;

/// A letter that was sent.
pub(in crate::events) type EventLetter = event_letters::Model;

/// A letter, as its form gives it.
#[derive(Clone, Debug)]
pub struct NewLetter {
    /// Whom it goes to.
    pub whom: EventWhom,
    /// Only those who are in this session.
    pub session: Option<EventSessionId>,
    /// The subject.
    pub subject: String,
    /// What it says, as Markdown.
    pub source: String,
    /// The number of the form: sent twice it is sent once.
    pub once: String,
}

impl NewLetter {
    /// What it says. Pictures are left out: the letter is read without them.
    pub(super) async fn blocks(&self) -> anyhow::Result<Blocks> {
        markdown::kept_without_images(&self.source).await
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterSent {
    /// It goes out, or did so before.
    Done(EventLetterId),
    /// It would go to so many now, and not to as many as the button said. Nothing was sent.
    OtherNumber(i64),
    /// The event is a draft.
    TooEarly,
}

/// Sends a letter to as many people as the button said.
///
/// # Errors
/// The database's.
pub async fn send_letter(
    app: &App,
    by: MemberId,
    event: EventId,
    (new, many): (&NewLetter, i64),
) -> anyhow::Result<LetterSent> {
    again(|| send_once(app, by, event, (new, many))).await
}

async fn send_once(
    app: &App,
    by: MemberId,
    event: EventId,
    (new, many): (&NewLetter, i64),
) -> anyhow::Result<LetterSent> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    capacity::hold(&tx, event).await?;
    let before = event_letters::Entity::find().filter(event_letters::Column::Once.eq(&new.once)).one(&tx).await?;
    if let Some(before) = before {
        return Ok(LetterSent::Done(before.id));
    }
    let row = find::event(&tx, event).await?;
    if row.is_none_or(|row| row.state == EventState::Draft) {
        return Ok(LetterSent::TooEarly);
    }
    let letter = event_letters::ActiveModel {
        event_id: Set(event),
        once: Set(new.once.clone()),
        whom: Set(new.whom),
        session_id: Set(new.session),
        subject: Set(new.subject.clone()),
        source: Set(new.source.clone()),
        made_by: Set(by),
        made_at: Set(now),
        ..Default::default()
    };
    let id = event_letters::Entity::insert(letter).exec(&tx).await?.last_insert_id;
    let chosen = choose(&tx, id, event, (new.whom, new.session)).await?;
    if chosen != many || many == 0 {
        tx.rollback().await?;
        return Ok(LetterSent::OtherNumber(chosen));
    }
    let note = Note::done("event.write", "event", event.0).with(format!("letter={id} people={many}"));
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(LetterSent::Done(id))
}

/// Hands to the ledger what was sent and not handed over yet.
///
/// # Errors
/// The database's.
pub async fn write_due(app: &App) -> anyhow::Result<()> {
    use event_letter_people::{Column, Entity};
    let on = app.store.read();
    let open = Entity::find().select_only().column(Column::LetterId).distinct().filter(Column::ToldAt.is_null());
    for id in open.into_tuple::<EventLetterId>().all(on).await? {
        let Some(letter) = event_letters::Entity::find_by_id(id).one(on).await? else { continue };
        // Read before a transaction begins: a long text takes a while.
        let blocks = markdown::kept_without_images(&letter.source).await?;
        while again(|| write_some(app, &letter, &blocks)).await? {}
    }
    Ok(())
}

async fn write_some(app: &App, letter: &EventLetter, blocks: &Blocks) -> anyhow::Result<bool> {
    use event_letter_people::{ActiveModel, Column, Entity};
    let (tx, now, id) = (app.store.begin_write().await?, app.clock.now(), letter.id);
    let Some(scene) = Scene::of(&tx, letter.event_id, now).await? else { return Ok(false) };
    let open = Entity::find().filter(Column::LetterId.eq(id)).filter(Column::ToldAt.is_null());
    let some = open.order_by_asc(Column::RegistrationId).limit(AT_ONCE).all(&tx).await?;
    for one in &some {
        let told = ActiveModel { told_at: Set(Some(now)), ..Default::default() };
        let tell = Entity::update_many().set(told).filter(Column::LetterId.eq(id)).filter(Column::ToldAt.is_null());
        // Two processes may ring at once.
        if tell.filter(Column::RegistrationId.eq(one.registration_id)).exec(&tx).await?.rows_affected == 0 {
            continue;
        }
        let whom = (letter.whom, letter.session_id);
        if !still(&tx, one.registration_id, letter.event_id, whom).await? {
            continue;
        }
        let Some(row) = find::registration(&tx, one.registration_id).await? else { continue };
        let sent = post(&tx, app, &row, scene.desk(app).by_staff(&row, &letter.subject, blocks.clone())?).await?;
        let (letter_id, registration_id) = (Set(id), Set(one.registration_id));
        let keep = ActiveModel { letter_id, registration_id, sending_id: Set(sent), ..Default::default() };
        Entity::update(keep).exec_without_returning(&tx).await?;
    }
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(some.len() as u64 == AT_ONCE)
}

/// A letter that was sent, and how far it came.
pub(in crate::events) struct Written {
    pub(in crate::events) letter: EventLetter,
    /// Whom it was for.
    pub(in crate::events) chosen: i64,
    /// To how many it was not handed over: they had cancelled by then, or were erased.
    pub(in crate::events) left_out: i64,
    /// How many the relay accepted.
    pub(in crate::events) accepted: i64,
    /// How many did not arrive.
    pub(in crate::events) failed: i64,
}

/// The letters of an event, the newest first.
pub(in crate::events) async fn letters_of(on: &impl ConnectionTrait, event: EventId) -> Result<Vec<Written>, DbErr> {
    let letters = event_letters::Entity::find()
        .filter(event_letters::Column::EventId.eq(event))
        .order_by_desc(event_letters::Column::Id)
        .all(on)
        .await?;
    let mut all = Vec::new();
    for letter in letters {
        let how = sql(
            on,
            "SELECT COUNT(*) AS chosen,
               COUNT(CASE WHEN p.told_at IS NOT NULL AND p.sending_id IS NULL THEN 1 END) AS left_out,
               COUNT(CASE WHEN d.state = 'accepted' THEN 1 END) AS accepted,
               COUNT(CASE WHEN d.state IN ('refused', 'suppressed') THEN 1 END) AS failed
             FROM event_letter_people p LEFT JOIN deliveries d ON d.sending_id = p.sending_id WHERE p.letter_id = ?",
            [letter.id.0.into()],
        );
        let Some(row) = on.query_one_raw(how).await? else { continue };
        let count = |name: &str| row.try_get::<i64>("", name);
        all.push(Written {
            chosen: count("chosen")?,
            left_out: count("left_out")?,
            accepted: count("accepted")?,
            failed: count("failed")?,
            letter,
        });
    }
    Ok(all)
}
