//! Bodies in which people meet, and the seats in them.
//!
//! A seat is written by raw SQL: whether the body still stands is seen in the statement that writes it.

use chrono::{Days, NaiveDate};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Select, Set, UpdateMany,
};

use super::meet::meet;
use super::save::{finish, named};
use super::{BodyKind, Saved, Term};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{AreaId, BodyId, MemberId, OrganisationId, PersonId, SeatId};
use crate::base::wall_time::date_of;
use crate::base::{EmailAddress, Instant};
use crate::organisations::acts::Act;
use crate::store::tables::{bodies, body_members};
use crate::store::{Class, DatabaseTransaction, class_of, sql};

/// What a body is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBody {
    /// Its kind.
    pub kind: BodyKind,
    /// Its name.
    pub name: String,
    /// Where it works; `None` for the whole country.
    pub area: Option<AreaId>,
}

/// Somebody who takes a seat.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The address.
    pub address: EmailAddress,
    /// The name; only taken over when we know none yet.
    pub name: String,
    /// What the person is in the body.
    pub role: String,
    /// For which organisation.
    pub organisation: Option<OrganisationId>,
    /// From when until when.
    pub term: Term,
}

/// What somebody typed of a body.
fn face(new: &NewBody) -> bodies::ActiveModel {
    let (name, name_key) = named(&new.name);
    bodies::ActiveModel {
        kind: Set(new.kind),
        name: Set(name),
        name_key: Set(name_key),
        area_id: Set(new.area),
        ..Default::default()
    }
}

/// An update of one body that makes its next version.
fn next_version(id: BodyId) -> UpdateMany<bodies::Entity> {
    let version = Expr::col(bodies::Column::Version).add(1);
    bodies::Entity::update_many().col_expr(bodies::Column::Version, version).filter(bodies::Column::Id.eq(id))
}

/// Writes a body in the caller's transaction.
///
/// # Errors
/// The database's: a name that is taken is a violated unique rule.
pub(crate) async fn insert(tx: &impl ConnectionTrait, new: &NewBody, now: Instant) -> Result<BodyId, DbErr> {
    let row = bodies::ActiveModel { version: Set(1), made_at: Set(now), ..face(new) };
    bodies::Entity::insert(row).exec(tx).await.map(|made| made.last_insert_id)
}

/// Adds a body.
///
/// # Errors
/// The database's.
pub async fn add_body(app: &App, by: MemberId, new: &NewBody) -> anyhow::Result<Saved<BodyId>> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let id = match insert(&tx, new, now).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Saved::Taken),
        inserted => inserted?,
    };
    let note = Note::of(Act::BodyAdd, id.0).with(new.kind.word());
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done(id))
}

/// Changes a body that was read at version `from`.
///
/// # Errors
/// The database's.
pub async fn change_body(
    app: &App,
    by: MemberId,
    id: BodyId,
    from: i64,
    new: &NewBody,
) -> anyhow::Result<Saved<BodyId>> {
    let tx = app.store.begin_write().await?;
    let as_read = bodies::Column::Version.eq(from).and(bodies::Column::EndedAt.is_null());
    let written = next_version(id).set(face(new)).filter(as_read).exec(&tx).await;
    let note = Note::of(Act::BodyChange, id.0).with(new.kind.word());
    finish(tx, (id, written), (by, app.clock.now()), note).await
}

/// Ends a body; it stays readable.
///
/// # Errors
/// The database's.
pub async fn end_body(app: &App, by: MemberId, id: BodyId) -> anyhow::Result<Saved<BodyId>> {
    turn(app, by, id, Some(app.clock.now()), Act::BodyEnd).await
}

/// Takes an ended body back.
///
/// # Errors
/// The database's.
pub async fn reopen_body(app: &App, by: MemberId, id: BodyId) -> anyhow::Result<Saved<BodyId>> {
    turn(app, by, id, None, Act::BodyReopen).await
}

async fn turn(
    app: &App,
    by: MemberId,
    id: BodyId,
    ended_at: Option<Instant>,
    action: Act,
) -> anyhow::Result<Saved<BodyId>> {
    let tx = app.store.begin_write().await?;
    let before = bodies::Column::EndedAt;
    let before = if ended_at.is_some() { before.is_null() } else { before.is_not_null() };
    let turned = bodies::ActiveModel { ended_at: Set(ended_at), ..Default::default() };
    let written = next_version(id).set(turned).filter(before).exec(&tx).await;
    finish(tx, (id, written), (by, app.clock.now()), Note::of(action, id.0)).await
}

/// Writes a seat in the caller's transaction; `None` when the body ended or is not there.
///
/// # Errors
/// The database's: somebody who has a seat already is a violated unique rule.
pub(crate) async fn insert_seat(
    tx: &impl ConnectionTrait,
    body: BodyId,
    (person, organisation): (PersonId, Option<OrganisationId>),
    (role, term): (&str, Term),
    now: Instant,
) -> Result<Option<SeatId>, DbErr> {
    let insert = sql(
        tx,
        "INSERT INTO body_members (body_id, person_id, organisation_id, role, from_on, until_on, made_at)
         SELECT id, ?, ?, ?, ?, ?, ? FROM bodies WHERE id = ? AND ended_at IS NULL RETURNING id",
        [
            person.0.into(),
            organisation.map(|id| id.0).into(),
            role.into(),
            term.from.to_string().into(),
            term.until.map(|day| day.to_string()).into(),
            now.0.into(),
            body.0.into(),
        ],
    );
    let row = tx.query_one_raw(insert).await?;
    row.map(|row| row.try_get("", "id").map(SeatId)).transpose()
}

/// Gives somebody a seat in a body. [`Saved::Taken`] when they have one.
///
/// # Errors
/// The database's.
pub async fn take_seat(app: &App, by: MemberId, body: BodyId, seat: &Seat) -> anyhow::Result<Saved<SeatId>> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let person = meet(&tx, app, &seat.address, &seat.name, now).await?;
    let current = sits(person, seat.term.from).filter(body_members::Column::BodyId.eq(body));
    if current.one(&tx).await?.is_some() {
        return Ok(Saved::Taken);
    }
    let id = match insert_seat(&tx, body, (person, seat.organisation), (&seat.role, seat.term), now).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Saved::Taken),
        Err(error) if class_of(&error) == Class::ForeignKey => return Ok(Saved::Overtaken),
        inserted => inserted?,
    };
    let Some(id) = id else { return Ok(Saved::Overtaken) };
    record(&tx, Act::SeatTake, (body, id), (by, now)).await?;
    tx.commit().await?;
    Ok(Saved::Done(id))
}

/// The seats that somebody has on a day or later.
fn sits(person: PersonId, day: NaiveDate) -> Select<body_members::Entity> {
    use body_members::Column;
    let still = Condition::any().add(Column::UntilOn.is_null()).add(Column::UntilOn.gte(day.to_string()));
    body_members::Entity::find().filter(Column::PersonId.eq(person)).filter(still)
}

/// Gives the seats that somebody holds for an organisation to the person of their right address: from today on only that
/// one counts. A seat in a body in which the next one sits already only ends.
pub(super) async fn reseat(
    tx: &DatabaseTransaction,
    organisation: OrganisationId,
    (old, next): (PersonId, PersonId),
    (by, now): (MemberId, Instant),
) -> Result<(), DbErr> {
    use body_members::Column;
    let today = date_of(now);
    let yesterday = today - Days::new(1);
    let taken = sits(next, today).all(tx).await?;
    for seat in sits(old, today).filter(Column::OrganisationId.eq(organisation)).lock_exclusive().all(tx).await? {
        let term = Term::of(&seat.from_on, seat.until_on.as_deref());
        let last = Ord::max(yesterday, term.from).to_string();
        let close = body_members::ActiveModel { until_on: Set(Some(last)), ..Default::default() };
        body_members::Entity::update_many().set(close).filter(Column::Id.eq(seat.id)).exec(tx).await?;
        record(tx, Act::SeatEnd, (seat.body_id, seat.id), (by, now)).await?;
        if taken.iter().any(|other| other.body_id == seat.body_id) {
            continue;
        }
        let term = Term { from: Ord::max(today, term.from), ..term };
        let whose = (next, Some(organisation));
        if let Some(id) = insert_seat(tx, seat.body_id, whose, (&seat.role, term), now).await? {
            record(tx, Act::SeatTake, (seat.body_id, id), (by, now)).await?;
        }
    }
    Ok(())
}

async fn record(
    tx: &DatabaseTransaction,
    action: Act,
    (body, seat): (BodyId, SeatId),
    (by, now): (MemberId, Instant),
) -> Result<(), DbErr> {
    let note = Note::of(action, body.0).with(format!("seat {seat}"));
    audit::record(tx, now, Actor::Member(by), note, "web").await
}

/// Ends a seat after a last day; `false` when it ended before, or its first day lies after that day.
///
/// # Errors
/// The database's.
pub async fn end_seat(app: &App, by: MemberId, id: SeatId, last: NaiveDate) -> anyhow::Result<bool> {
    use body_members::Column;
    let (tx, last) = (app.store.begin_write().await?, last.to_string());
    let still = Condition::any().add(Column::UntilOn.is_null()).add(Column::UntilOn.gt(last.as_str()));
    let close = body_members::Entity::update_many()
        .filter(Column::Id.eq(id))
        .filter(Column::FromOn.lte(last.as_str()))
        .filter(still)
        .set(body_members::ActiveModel { until_on: Set(Some(last)), ..Default::default() });
    let Some(seat) = close.exec_with_returning(&tx).await?.pop() else { return Ok(false) };
    record(&tx, Act::SeatEnd, (seat.body_id, id), (by, app.clock.now())).await?;
    tx.commit().await?;
    Ok(true)
}
