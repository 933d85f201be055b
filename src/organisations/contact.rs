//! People at organisations: somebody becomes a contact, stays one until a day, is followed up by another.
//!
//! A contact is written by raw SQL: whether the organisation still stands is seen in the statement that writes it.

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::Term;
use super::body::reseat;
use super::meet::meet;
use super::tasks::{settle, solve};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ContactId, MemberId, OrganisationId, PersonId, TaskId};
use crate::base::wall_time::date_of;
use crate::base::{EmailAddress, Instant, Language};
use crate::organisations::acts::Act;
use crate::people;
use crate::store::tables::contacts::{ActiveModel, Column, Entity, Model};
use crate::store::{Class, DatabaseTransaction, class_of, sql};

/// How a task ended when the same human has another address.
const CORRECTED: &str = "corrected";

/// Somebody who becomes a contact.
#[derive(Clone, Debug)]
pub struct NewContact {
    /// The address.
    pub address: EmailAddress,
    /// The name; only taken over when we know none yet.
    pub name: String,
    /// What the person is there.
    pub role: String,
    /// From when until when.
    pub term: Term,
}

/// What came of adding a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// They are a contact now.
    Done(ContactId),
    /// They were one already.
    Already,
    /// The organisation ended, or is not there; or the contact or task to be solved is over.
    Over,
}

/// Writes a contact in the caller's transaction; `None` when the organisation ended or is not there.
///
/// # Errors
/// The database's: somebody who is a contact already is a violated unique rule.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    organisation: OrganisationId,
    person: PersonId,
    (role, term): (&str, Term),
    now: Instant,
) -> Result<Option<ContactId>, DbErr> {
    let insert = sql(
        tx,
        "INSERT INTO contacts (organisation_id, person_id, role, from_on, until_on, made_at)
         SELECT id, ?, ?, ?, ?, ? FROM organisations WHERE id = ? AND ended_at IS NULL RETURNING id",
        [
            person.0.into(),
            role.into(),
            term.from.to_string().into(),
            term.until.map(|day| day.to_string()).into(),
            now.0.into(),
            organisation.0.into(),
        ],
    );
    let row = tx.query_one_raw(insert).await?;
    row.map(|row| row.try_get("", "id").map(ContactId)).transpose()
}

async fn enter(
    tx: &DatabaseTransaction,
    app: &App,
    organisation: OrganisationId,
    new: &NewContact,
    (by, now): (MemberId, Instant),
) -> Result<Added, DbErr> {
    let person = meet(tx, app, &new.address, &new.name, now).await?;
    let still = Condition::any().add(Column::UntilOn.is_null()).add(Column::UntilOn.gte(new.term.from.to_string()));
    let current = Entity::find().filter(Column::OrganisationId.eq(organisation)).filter(Column::PersonId.eq(person));
    if current.filter(still).one(tx).await?.is_some() {
        return Ok(Added::Already);
    }
    let id = match insert(tx, organisation, person, (&new.role, new.term), now).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Added::Already),
        Ok(None) => return Ok(Added::Over),
        inserted => inserted?.ok_or(DbErr::RecordNotInserted)?,
    };
    note(tx, Act::ContactAdd, organisation, id, (by, now)).await?;
    Ok(Added::Done(id))
}

async fn note(
    tx: &DatabaseTransaction,
    action: Act,
    organisation: OrganisationId,
    contact: ContactId,
    (by, now): (MemberId, Instant),
) -> Result<(), DbErr> {
    let note = Note::of(action, organisation.0).with(format!("contact {contact}"));
    audit::record(tx, now, Actor::Member(by), note, "web").await
}

/// Adds a contact to an organisation.
///
/// # Errors
/// The database's.
pub async fn add_contact(
    app: &App,
    by: MemberId,
    organisation: OrganisationId,
    new: &NewContact,
) -> anyhow::Result<Added> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let added = enter(&tx, app, organisation, new, (by, now)).await?;
    if matches!(added, Added::Done(_)) {
        settle(&tx, app).await?;
        tx.commit().await?;
    }
    Ok(added)
}

/// Ends a contact after a last day; `false` when it ended before, or its first day lies after that day.
///
/// # Errors
/// The database's.
pub async fn end_contact(app: &App, by: MemberId, id: ContactId, last: NaiveDate) -> anyhow::Result<bool> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(ended) = close(&tx, id, last).await? else { return Ok(false) };
    note(&tx, Act::ContactEnd, ended, id, (by, now)).await?;
    settle(&tx, app).await?;
    tx.commit().await?;
    super::raise_tasks(app).await?;
    Ok(true)
}

/// Gives a current contact a last day; the organisation whose contact it was.
async fn close(tx: &DatabaseTransaction, id: ContactId, last: NaiveDate) -> Result<Option<OrganisationId>, DbErr> {
    let last = last.to_string();
    let still = Condition::any().add(Column::UntilOn.is_null()).add(Column::UntilOn.gt(last.as_str()));
    let close = Entity::update_many()
        .filter(Column::Id.eq(id))
        .filter(Column::FromOn.lte(last.as_str()))
        .filter(still)
        .set(ActiveModel { until_on: Set(Some(last)), ..Default::default() });
    Ok(close.exec_with_returning(tx).await?.pop().map(|contact| contact.organisation_id))
}

/// Solves a task by another contact: the old one ends, when it has not ended before.
///
/// # Errors
/// The database's.
pub async fn replace(app: &App, by: MemberId, task: TaskId, new: &NewContact) -> anyhow::Result<Added> {
    follow_up(app, by, task, "new-contact", |_| Some(new.clone())).await
}

/// Solves a task by the right address of the same contact. Who has another address is another person to us, because
/// consent belongs to an address: the old contact ends, and one with the new address begins. The same goes for the seats
/// that they hold for this organisation.
///
/// # Errors
/// The database's.
pub async fn correct_address(app: &App, by: MemberId, task: TaskId, address: &EmailAddress) -> anyhow::Result<Added> {
    let today = date_of(app.clock.now());
    let corrected = |(old, name): (&Model, &str)| NewContact {
        address: address.clone(),
        name: name.to_owned(),
        role: old.role.clone(),
        term: Term { from: today, until: old.until_on.as_deref().and_then(|day| day.parse().ok()) },
    };
    follow_up(app, by, task, CORRECTED, |old| old.map(corrected)).await
}

async fn follow_up(
    app: &App,
    by: MemberId,
    task: TaskId,
    outcome: &'static str,
    next: impl FnOnce(Option<(&Model, &str)>) -> Option<NewContact>,
) -> anyhow::Result<Added> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some((organisation, old)) = solve(&tx, task, (outcome, ""), (by, now)).await? else { return Ok(Added::Over) };
    let person = match &old {
        Some(old) => people::by_id(&tx, old.person_id).await?,
        None => None,
    };
    let name = person.map(|person| person.name).unwrap_or_default();
    let Some(new) = next(old.as_ref().map(|old| (old, name.as_str()))) else { return Ok(Added::Over) };
    let ended = match &old {
        Some(old) => close_before_today(&tx, old, now).await?,
        None => None,
    };
    let added = enter(&tx, app, organisation, &new, (by, now)).await?;
    if !matches!(added, Added::Done(_)) {
        return Ok(added);
    }
    if let Some(ended) = ended {
        note(&tx, Act::ContactEnd, organisation, ended, (by, now)).await?;
    }
    if outcome == CORRECTED
        && let Some(old) = &old
    {
        let next = people::meet_and_lock(&tx, &new.address, Language::Dutch, now).await?;
        reseat(&tx, organisation, (old.person_id, next.id), (by, now)).await?;
    }
    settle(&tx, app).await?;
    tx.commit().await?;
    Ok(added)
}

/// From today on only the next one counts; a contact who began today or later ends with their first day. `None` when they
/// ended before.
async fn close_before_today(tx: &DatabaseTransaction, old: &Model, now: Instant) -> Result<Option<ContactId>, DbErr> {
    let yesterday = date_of(now) - Days::new(1);
    let first = old.from_on.parse().unwrap_or(yesterday);
    Ok(close(tx, old.id, yesterday.max(first)).await?.map(|_| old.id))
}
