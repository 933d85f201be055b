//! Reads for pages, and for the desk.
//!
//! Raw SQL where bodies are found by who sits in them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{ExprTrait as _, LikeExpr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::organisation::{Named, name_key, name_now};
use super::reach::{Reachability, reachability};
use super::{BodyKind, OrganisationKind, TaskKind, Term};
use crate::base::id::{AreaId, BodyId, ContactId, OrganisationId, PersonId, SeatId, TaskId};
use crate::base::page::Page;
use crate::base::{Instant, Language};
use crate::store::tables::{areas, bodies, body_members, contacts, organisations, people, tasks};
use crate::store::{Along, escaped, page_sorted, sql};
use crate::subscribers;

/// An organisation as it stands.
pub(super) type Organisation = organisations::Model;
/// A body as it stands.
pub(super) type Body = bodies::Model;

/// What a list of organisations is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Search<'a> {
    /// The beginnings of words of the name.
    pub(super) words: &'a str,
    pub(super) kind: Option<OrganisationKind>,
    pub(super) area: Option<AreaId>,
    /// Also those that ended.
    pub(super) ended: bool,
    /// Only those without a reachable contact, on this day.
    pub(super) unreachable: Option<NaiveDate>,
}

/// An organisation in a list.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) row: Organisation,
    pub(super) reach: Reachability,
}

/// At most `most` organisations by name, after the one of id `after`.
pub(super) async fn organisations(
    on: &impl ConnectionTrait,
    search: &Search<'_>,
    today: NaiveDate,
    (after, most): (Option<i64>, usize),
) -> Result<Page<Listed>, DbErr> {
    use organisations::Column;
    let mut query = organisations::Entity::find().filter(begin(Column::NameKey, search.words));
    if !search.ended {
        query = query.filter(Column::EndedAt.is_null());
    }
    if let Some(kind) = search.kind {
        query = query.filter(Column::Kind.eq(kind));
    }
    if let Some(area) = search.area {
        query = query.filter(Column::AreaId.in_subquery(area_and_regions(area)));
    }
    if let Some(day) = search.unreachable {
        query = query.filter(Column::Id.not_in_subquery(reached_on(day)));
    }
    let page = page_sorted(on, query, (Column::NameKey, Column::Id, |row| row.id.0), after, most, Along::Up).await?;
    let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
    let reach = reachability(on, today, &ids).await?;
    let listed = |row: Organisation| Listed { reach: reach[&row.id], row };
    Ok(Page { rows: page.rows.into_iter().map(listed).collect(), next: page.next })
}

/// Every one of these words begins a word of the name whose key stands in a column.
fn begin<C: ColumnTrait>(key: C, words: &str) -> Condition {
    let key_of = name_key(words);
    let words = key_of.split(' ').filter(|word| !word.is_empty()).take(8);
    words.fold(Condition::all(), |all, word| {
        let begins = |before: &str| LikeExpr::new(format!("{before}{}%", escaped(word))).escape('!');
        let name = || key.into_expr();
        all.add(Condition::any().add(name().like(begins(""))).add(name().like(begins("% "))))
    })
}

fn area_and_regions(area: AreaId) -> SelectStatement {
    Query::select()
        .column(areas::Column::Id)
        .from(areas::Entity)
        .cond_where(Condition::any().add(areas::Column::Id.eq(area)).add(areas::Column::ParentId.eq(area)))
        .to_owned()
}

/// Organisations with a contact that can be written to.
fn reached_on(day: NaiveDate) -> SelectStatement {
    use crate::store::tables::suppressions;
    let day = day.to_string();
    let blocked = Query::select()
        .column(suppressions::Column::PersonId)
        .from(suppressions::Entity)
        .and_where(suppressions::Column::LiftedAt.is_null())
        .and_where(suppressions::Column::PersonId.is_not_null())
        .to_owned();
    Query::select()
        .column(contacts::Column::OrganisationId)
        .from(contacts::Entity)
        .and_where(contacts::Column::FromOn.lte(day.as_str()))
        .and_where(contacts::Column::UntilOn.is_null().or(contacts::Column::UntilOn.gte(day.as_str())))
        .and_where(contacts::Column::PersonId.not_in_subquery(blocked))
        .to_owned()
}

/// An organisation.
pub(super) async fn organisation(on: &impl ConnectionTrait, id: OrganisationId) -> Result<Option<Organisation>, DbErr> {
    organisations::Entity::find_by_id(id).one(on).await
}

/// The organisations that did not end, by name, at most 2,000: to choose from.
pub(super) async fn to_choose(on: &impl ConnectionTrait) -> Result<Vec<Named<OrganisationId>>, DbErr> {
    let rows = organisations::Entity::find()
        .filter(organisations::Column::EndedAt.is_null())
        .order_by_asc(organisations::Column::NameKey)
        .limit(2_000)
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// What these organisations are called; one that ended says so.
pub(super) async fn names_of(
    on: &impl ConnectionTrait,
    ids: impl Iterator<Item = OrganisationId>,
    language: Language,
) -> Result<Vec<Named<OrganisationId>>, DbErr> {
    let rows = organisations::Entity::find().filter(organisations::Column::Id.is_in(ids)).all(on).await?;
    Ok(rows.into_iter().map(|row| (row.id, name_now(row.name, row.ended_at, language))).collect())
}

/// The areas in the order of forms: each collaboration area, then its regions, with their names for a list.
pub(super) async fn areas(on: &impl ConnectionTrait, language: Language) -> Result<Vec<Named<AreaId>>, DbErr> {
    let rows =
        areas::Entity::find().order_by_asc(areas::Column::Position).order_by_asc(areas::Column::Id).all(on).await?;
    let name = |row: &areas::Model| language.pick(&row.name_nl, &row.name_en).clone();
    let mut named = Vec::new();
    for top in rows.iter().filter(|row| row.parent_id.is_none()) {
        named.push((top.id, name(top)));
        let below = rows.iter().filter(|row| row.parent_id == Some(top.id));
        named.extend(below.map(|row| (row.id, format!("{}: {}", name(top), name(row)))));
    }
    Ok(named)
}

/// Somebody with a role, for a time.
#[derive(Clone, Debug)]
pub(super) struct Placed<Id> {
    pub(super) id: Id,
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) address: String,
    pub(super) role: String,
    pub(super) term: Term,
    /// The address must not be written to.
    pub(super) is_blocked: bool,
    /// For which organisation somebody sits in a body.
    pub(super) organisation: Option<OrganisationId>,
}

/// All contacts of an organisation, the current ones first.
pub(super) async fn contacts(on: &impl ConnectionTrait, of: OrganisationId) -> Result<Vec<Placed<ContactId>>, DbErr> {
    let rows = contacts::Entity::find()
        .filter(contacts::Column::OrganisationId.eq(of))
        .order_by_desc(contacts::Column::Id)
        .all(on)
        .await?;
    let who = who(on, rows.iter().map(|row| row.person_id)).await?;
    let place = |row: contacts::Model| {
        let (name, address, is_blocked) = who.get(&row.person_id).cloned().unwrap_or_default();
        let term = Term::of(&row.from_on, row.until_on.as_deref());
        let organisation = Some(row.organisation_id);
        Placed { id: row.id, person: row.person_id, name, address, role: row.role, term, is_blocked, organisation }
    };
    Ok(rows.into_iter().map(place).collect())
}

/// All seats of a body, the newest first.
pub(super) async fn seats(on: &impl ConnectionTrait, of: BodyId) -> Result<Vec<Placed<SeatId>>, DbErr> {
    let rows = body_members::Entity::find()
        .filter(body_members::Column::BodyId.eq(of))
        .order_by_desc(body_members::Column::Id)
        .all(on)
        .await?;
    let who = who(on, rows.iter().map(|row| row.person_id)).await?;
    let place = |row: body_members::Model| {
        let (name, address, is_blocked) = who.get(&row.person_id).cloned().unwrap_or_default();
        let (term, organisation) = (Term::of(&row.from_on, row.until_on.as_deref()), row.organisation_id);
        Placed { id: row.id, person: row.person_id, name, address, role: row.role, term, is_blocked, organisation }
    };
    Ok(rows.into_iter().map(place).collect())
}

/// Names, addresses, and whether the address is blocked.
pub(super) async fn who(
    on: &impl ConnectionTrait,
    of: impl Iterator<Item = PersonId>,
) -> Result<BTreeMap<PersonId, (String, String, bool)>, DbErr> {
    use crate::store::tables::suppressions;
    let ids: Vec<_> = of.collect();
    let mut found = BTreeMap::new();
    for some in ids.chunks(500) {
        for row in people::Entity::find().filter(people::Column::Id.is_in(some.iter().copied())).all(on).await? {
            found.insert(row.id, (row.name, row.address, false));
        }
        let blocked = suppressions::Entity::find()
            .filter(suppressions::Column::LiftedAt.is_null())
            .filter(suppressions::Column::PersonId.is_in(some.iter().copied()))
            .all(on)
            .await?;
        for id in blocked.into_iter().filter_map(|row| row.person_id) {
            if let Some(person) = found.get_mut(&id) {
                person.2 = true;
            }
        }
    }
    Ok(found)
}

/// The bodies in which contacts of an organisation sit for it on a day.
pub(super) async fn bodies_of(
    on: &impl ConnectionTrait,
    of: OrganisationId,
    today: NaiveDate,
) -> Result<Vec<Named<BodyId>>, DbErr> {
    let today = today.to_string();
    let rows = sql(
        on,
        "SELECT DISTINCT b.id, b.name, b.name_key FROM bodies b JOIN body_members m ON m.body_id = b.id
         WHERE m.organisation_id = ? AND b.ended_at IS NULL AND m.from_on <= ? AND (m.until_on IS NULL OR m.until_on >= ?)
         ORDER BY b.name_key",
        [of.0.into(), today.as_str().into(), today.as_str().into()],
    );
    let rows = on.query_all_raw(rows).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "name")?))).collect()
}

/// A body in a list, with how many sit in it.
#[derive(Clone, Debug)]
pub(super) struct ListedBody {
    pub(super) id: BodyId,
    pub(super) kind: BodyKind,
    pub(super) name: String,
    pub(super) area: Option<AreaId>,
    pub(super) ended: bool,
    pub(super) seats: i64,
}

/// What a list of bodies is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BodySearch<'a> {
    /// The beginnings of words of the name.
    pub(super) words: &'a str,
    pub(super) kind: Option<BodyKind>,
    pub(super) area: Option<AreaId>,
    /// Only those that still meet.
    pub(super) current: bool,
}

/// All bodies by kind and name, those that ended last. A centre has tens of them.
pub(super) async fn bodies(
    on: &impl ConnectionTrait,
    search: &BodySearch<'_>,
    today: NaiveDate,
) -> Result<Vec<ListedBody>, DbErr> {
    use bodies::Column;
    let seats = seats_on(on, today).await?;
    let mut query = bodies::Entity::find().filter(begin(Column::NameKey, search.words));
    if let Some(kind) = search.kind {
        query = query.filter(Column::Kind.eq(kind));
    }
    if let Some(area) = search.area {
        query = query.filter(Column::AreaId.in_subquery(area_and_regions(area)));
    }
    if search.current {
        query = query.filter(Column::EndedAt.is_null());
    }
    let rows = query.order_by_asc(Column::NameKey).limit(1_000).all(on).await?;
    let listed = |row: Body| ListedBody {
        id: row.id,
        kind: row.kind,
        name: row.name,
        area: row.area_id,
        ended: row.ended_at.is_some(),
        seats: seats.get(&row.id).copied().unwrap_or_default(),
    };
    let mut all: Vec<_> = rows.into_iter().map(listed).collect();
    all.sort_by_key(|body| (body.ended, body.kind));
    Ok(all)
}

/// How many sit in each body on a day.
async fn seats_on(on: &impl ConnectionTrait, day: NaiveDate) -> Result<BTreeMap<BodyId, i64>, DbErr> {
    let (day, until) = (day.to_string(), body_members::Column::UntilOn);
    let counts: Vec<(BodyId, i64)> = body_members::Entity::find()
        .select_only()
        .column(body_members::Column::BodyId)
        .column_as(body_members::Column::Id.count(), "many")
        .filter(body_members::Column::FromOn.lte(day.as_str()))
        .filter(until.is_null().or(until.gte(day.as_str())))
        .group_by(body_members::Column::BodyId)
        .into_tuple()
        .all(on)
        .await?;
    Ok(counts.into_iter().collect())
}

/// A body.
pub(super) async fn body(on: &impl ConnectionTrait, id: BodyId) -> Result<Option<Body>, DbErr> {
    bodies::Entity::find_by_id(id).one(on).await
}

/// A task that waits, as the desk and the pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTask {
    /// Its id.
    pub id: TaskId,
    /// Why it was raised.
    pub kind: TaskKind,
    /// Whose page it stands on.
    pub organisation: Named<OrganisationId>,
    /// Whom it is about: a name, or the address when there is none; empty for somebody who was erased.
    pub person: String,
    /// Since when.
    pub made_at: Instant,
}

/// The open tasks, oldest first, at most `most`; of one organisation or of all.
///
/// # Errors
/// The database's.
pub async fn open_tasks(
    on: &impl ConnectionTrait,
    of: Option<OrganisationId>,
    most: u64,
) -> Result<Vec<OpenTask>, DbErr> {
    let mut query =
        tasks::Entity::find().filter(tasks::Column::DoneAt.is_null()).order_by_asc(tasks::Column::Id).limit(most);
    if let Some(of) = of {
        query = query.filter(tasks::Column::OrganisationId.eq(of));
    }
    dress(on, query.all(on).await?).await
}

/// One task, open or done, with when it was done.
pub(super) async fn task(on: &impl ConnectionTrait, id: TaskId) -> Result<Option<(OpenTask, Option<Instant>)>, DbErr> {
    let Some(row) = tasks::Entity::find_by_id(id).one(on).await? else { return Ok(None) };
    let done = row.done_at;
    Ok(dress(on, vec![row]).await?.pop().map(|task| (task, done)))
}

/// The address to which the person of a task moved; `None` when they did not, or are forgotten.
pub(super) async fn new_address(on: &impl ConnectionTrait, id: TaskId) -> Result<Option<String>, DbErr> {
    let row = tasks::Entity::find_by_id(id).one(on).await?;
    let Some(person) = row.and_then(|row| row.person_id) else { return Ok(None) };
    let Some(next) = subscribers::moved_to(on, person).await? else { return Ok(None) };
    Ok(people::Entity::find_by_id(next).one(on).await?.map(|row| row.address))
}

async fn dress(on: &impl ConnectionTrait, rows: Vec<tasks::Model>) -> Result<Vec<OpenTask>, DbErr> {
    let ids = rows.iter().map(|row| row.organisation_id);
    let names: BTreeMap<_, _> = organisations::Entity::find()
        .filter(organisations::Column::Id.is_in(ids))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row.name))
        .collect();
    let who = who(on, rows.iter().filter_map(|row| row.person_id)).await?;
    let dressed = |row: tasks::Model| {
        let (name, address, _) = row.person_id.and_then(|id| who.get(&id).cloned()).unwrap_or_default();
        OpenTask {
            id: row.id,
            kind: row.kind,
            organisation: (row.organisation_id, names.get(&row.organisation_id).cloned().unwrap_or_default()),
            person: if name.is_empty() { address } else { name },
            made_at: row.made_at,
        }
    };
    Ok(rows.into_iter().map(dressed).collect())
}
