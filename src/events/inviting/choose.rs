//! Whom staff choose: the people of a body, of an organisation or of an audience as they are now, or a list.
//!
//! Raw SQL because the people come with what keeps them from being invited, and what a room bars is a piece of a statement.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::app::App;
use crate::audiences::{self, Asking};
use crate::base::id::{AudienceId, BodyId, EventId, OrganisationId, PersonId};
use crate::base::wall_time::date_of;
use crate::base::{EmailAddress, Instant, Language};
use crate::people::{self, Newcomer};
use crate::returns;
use crate::room::Bar;
use crate::store::tables::states::RegistrationState;
use crate::store::tables::{event_invitations, event_registrations, publications};
use crate::store::{DatabaseTransaction, as_json, sql, sql_over};

/// Somebody on a pasted list.
#[derive(Clone, Debug)]
pub struct Pasted {
    /// The address.
    pub address: EmailAddress,
    /// The name; empty for unknown.
    pub name: String,
    /// The organisation; empty for unknown.
    pub organisation: String,
}

/// Where those who are invited come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// Who has a seat in a body today.
    Body(BodyId),
    /// The contacts of an organisation today.
    Organisation(OrganisationId),
    /// Who of an audience has a subscription to anything.
    Audience(AudienceId),
    /// A list.
    List(Vec<Pasted>),
}

/// Somebody who was chosen.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) who: Who,
    pub(super) name: String,
    pub(super) organisation: String,
}

/// Whom a candidate is.
#[derive(Clone, Debug)]
pub(super) enum Who {
    /// Somebody whom we know.
    Known(PersonId),
    /// Somebody whom nobody met: they become known when they are invited, and not by being looked at.
    New(EmailAddress),
}

/// How many were chosen, and why some of them are not invited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// So many mailboxes.
    pub all: usize,
    /// So many of them are invited now.
    pub new: usize,
    /// So many were invited before.
    pub invited: usize,
    /// So many are registered already.
    pub registered: usize,
    /// So many may not be written to.
    pub barred: usize,
}

/// The people of a source, each mailbox once, read and nothing else; and how many addresses of a list must not be written to whoever has them: those are
/// not made known again.
pub(super) async fn people_of(
    on: &impl ConnectionTrait,
    app: &App,
    source: &Source,
) -> anyhow::Result<(Vec<Candidate>, usize)> {
    let today = date_of(app.clock.now()).to_string();
    let rows = match source {
        Source::Body(id) => {
            on.query_all_raw(sql(on, SEATS, [id.0.into(), today.as_str().into(), today.as_str().into()])).await?
        }
        Source::Organisation(id) => {
            on.query_all_raw(sql(on, CONTACTS, [id.0.into(), today.as_str().into(), today.as_str().into()])).await?
        }
        Source::Audience(id) => return Ok((of_audience(on, app, *id).await?, 0)),
        Source::List(list) => return of_list(on, app, list).await,
    };
    let mut seen = BTreeSet::new();
    let mut found: Vec<Candidate> = Vec::new();
    for row in rows {
        let person = PersonId(row.try_get("", "person")?);
        if seen.insert(person) {
            found.push(Candidate {
                who: Who::Known(person),
                name: row.try_get("", "name")?,
                organisation: row.try_get::<Option<String>>("", "organisation")?.unwrap_or_default(),
            });
        }
    }
    Ok((found, 0))
}

const SEATS: &str = "SELECT p.id AS person, p.name AS name, o.name AS organisation FROM body_members b
     JOIN people p ON p.id = b.person_id LEFT JOIN organisations o ON o.id = b.organisation_id
     WHERE b.body_id = ? AND b.from_on <= ? AND (b.until_on IS NULL OR b.until_on >= ?) ORDER BY b.id";

const CONTACTS: &str = "SELECT p.id AS person, p.name AS name, o.name AS organisation FROM contacts c
     JOIN people p ON p.id = c.person_id JOIN organisations o ON o.id = c.organisation_id
     WHERE c.organisation_id = ? AND c.from_on <= ? AND (c.until_on IS NULL OR c.until_on >= ?) ORDER BY c.id";

/// An audience is a part of who can be reached through a publication; here through any of them.
async fn of_audience(on: &impl ConnectionTrait, app: &App, id: AudienceId) -> anyhow::Result<Vec<Candidate>> {
    let Some(audience) = audiences::load(on, id).await? else { return Ok(Vec::new()) };
    let asking = Asking::of(app);
    let mut ids = Vec::new();
    for publication in publications::Entity::find().all(on).await? {
        let query = audiences::query(&audience.filter, publication.id, &asking);
        for row in on.query_all(&query).await? {
            ids.push(row.try_get_by_index::<i64>(0)?);
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let names = sql_over(
        on,
        "SELECT p.id AS person, p.name AS name FROM people p
         WHERE p.id IN (SELECT CAST(j.value AS BIGINT) FROM {words}) ORDER BY p.id",
        [as_json(&ids)?],
    );
    let rows = on.query_all_raw(names).await?;
    let read = |row: &sea_orm::QueryResult| {
        let person = PersonId(row.try_get("", "person")?);
        Ok(Candidate { who: Who::Known(person), name: row.try_get("", "name")?, organisation: String::new() })
    };
    Ok(rows.iter().map(read).collect::<Result<_, DbErr>>()?)
}

async fn of_list(on: &impl ConnectionTrait, app: &App, list: &[Pasted]) -> anyhow::Result<(Vec<Candidate>, usize)> {
    let mut seen = BTreeSet::new();
    let once: Vec<&Pasted> = list.iter().filter(|one| seen.insert(one.address.key())).collect();
    let keys: Vec<&str> = once.iter().map(|one| one.address.key()).collect();
    let shut = returns::shut_of(on, app, &keys).await?;
    let mut known = people::by_keys(on, &keys).await?;
    let open = once.into_iter().filter(|one| !shut.contains(one.address.key()));
    let candidate = |one: &Pasted| {
        let person = known.remove(one.address.key());
        // A name on a list is how staff call somebody here; what somebody calls themselves is theirs to say.
        let own = person.as_ref().map(|person| person.name.as_str()).filter(|_| one.name.is_empty());
        Candidate {
            name: own.unwrap_or(&one.name).to_owned(),
            organisation: one.organisation.clone(),
            who: person.map_or_else(|| Who::New(one.address.clone()), |person| Who::Known(person.id)),
        }
    };
    Ok((open.map(candidate).collect(), shut.len()))
}

/// The person of each of these, in their order; who is new becomes known.
pub(super) async fn made_known(
    tx: &DatabaseTransaction,
    these: &[Candidate],
    now: Instant,
) -> anyhow::Result<Vec<PersonId>> {
    let new = these.iter().filter_map(|one| match &one.who {
        Who::New(address) => Some(address),
        Who::Known(_) => None,
    });
    let newcomers: Vec<Newcomer> = new.map(|address| (address.clone(), String::new(), Language::Dutch)).collect();
    people::meet_many(tx, &newcomers, now).await?;
    let keys: Vec<&str> = newcomers.iter().map(|(address, ..)| address.key()).collect();
    let known = people::by_keys(tx, &keys).await?;
    let person = |one: &Candidate| match &one.who {
        Who::Known(id) => Ok(*id),
        Who::New(address) => {
            known.get(address.key()).map(|person| person.id).ok_or_else(|| anyhow::anyhow!("somebody met is not there"))
        }
    };
    these.iter().map(person).collect()
}

/// Those of these who can be invited, and how many cannot, by what keeps them.
pub(super) async fn sift(
    on: &impl ConnectionTrait,
    app: &App,
    event: EventId,
    (these, shut): (Vec<Candidate>, usize),
) -> anyhow::Result<(Vec<Candidate>, Chosen)> {
    let known = |one: &Candidate| match one.who {
        Who::Known(person) => Some(person.0),
        Who::New(_) => None,
    };
    let ids: Vec<i64> = these.iter().filter_map(known).collect();
    let barred = barred(on, app, &ids).await?;
    let invited = invited(on, event).await?;
    let registered = registered(on, event).await?;
    let mut chosen = Chosen { all: these.len() + shut, barred: shut, ..Chosen::default() };
    let mut new = Vec::new();
    for one in these {
        let is_in = |these: &BTreeSet<i64>| known(&one).is_some_and(|id| these.contains(&id));
        if is_in(&invited) {
            chosen.invited += 1;
        } else if is_in(&registered) {
            chosen.registered += 1;
        } else if is_in(&barred) {
            chosen.barred += 1;
        } else {
            new.push(one);
        }
    }
    chosen.new = new.len();
    Ok((new, chosen))
}

/// Who was invited to an event and is not gone.
async fn invited(on: &impl ConnectionTrait, event: EventId) -> Result<BTreeSet<i64>, DbErr> {
    use event_invitations::{Column, Entity};
    let people = Entity::find().select_only().column(Column::PersonId).filter(Column::EventId.eq(event));
    let people = people.filter(Column::PersonId.is_not_null()).into_tuple::<i64>();
    Ok(people.all(on).await?.into_iter().collect())
}

/// Who has a place at an event or waits for one.
async fn registered(on: &impl ConnectionTrait, event: EventId) -> Result<BTreeSet<i64>, DbErr> {
    use event_registrations::{Column, Entity};
    let live = Column::State.is_in([RegistrationState::Registered, RegistrationState::Waiting]);
    let people = Entity::find().select_only().column(Column::PersonId).filter(Column::EventId.eq(event)).filter(live);
    let people = people.filter(Column::PersonId.is_not_null()).into_tuple::<i64>();
    Ok(people.all(on).await?.into_iter().collect())
}

/// Which of these people a room bars from everything that goes to many.
pub(super) async fn barred(on: &impl ConnectionTrait, app: &App, ids: &[i64]) -> anyhow::Result<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    for bar in app.rooms.bars() {
        let Bar::All { barred, .. } = *bar else { continue };
        for some in ids.chunks(500) {
            let list = some.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
            let text = format!("SELECT people.id FROM people WHERE people.id IN ({list}) AND EXISTS ({barred})");
            let statement = sea_orm::Statement::from_string(on.get_database_backend(), text);
            for row in on.query_all_raw(statement).await? {
                found.insert(row.try_get_by_index(0)?);
            }
        }
    }
    Ok(found)
}
