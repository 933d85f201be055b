//! Whom staff choose: the people of a body, of an organisation or of an audience as they are now, or a list.
//!
//! Raw SQL because the people come with what keeps them from being invited, and what a room bars is a piece of a statement.

use sea_orm::{ConnectionTrait, DbErr};

use crate::app::App;
use crate::audiences::{self, Asking};
use crate::base::id::{AudienceId, BodyId, EventId, OrganisationId, PersonId};
use crate::base::wall_time::date_of;
use crate::base::{EmailAddress, Language};
use crate::people::{self, Newcomer};
use crate::returns;
use crate::room::Bar;
use crate::store::tables::publications;
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
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) organisation: String,
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

/// The people of a source, each mailbox once, and how many addresses of a list must not be written to whoever has them: those are
/// not made known again.
pub(super) async fn people_of(
    tx: &DatabaseTransaction,
    app: &App,
    source: &Source,
) -> anyhow::Result<(Vec<Candidate>, usize)> {
    let today = date_of(app.clock.now()).to_string();
    let rows = match source {
        Source::Body(id) => {
            tx.query_all_raw(sql(tx, SEATS, [id.0.into(), today.as_str().into(), today.as_str().into()])).await?
        }
        Source::Organisation(id) => {
            tx.query_all_raw(sql(tx, CONTACTS, [id.0.into(), today.as_str().into(), today.as_str().into()])).await?
        }
        Source::Audience(id) => return Ok((of_audience(tx, app, *id).await?, 0)),
        Source::List(list) => return of_list(tx, app, list).await,
    };
    let mut found: Vec<Candidate> = Vec::new();
    for row in rows {
        let person = PersonId(row.try_get("", "person")?);
        if found.iter().all(|one| one.person != person) {
            found.push(Candidate {
                person,
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
async fn of_audience(tx: &DatabaseTransaction, app: &App, id: AudienceId) -> anyhow::Result<Vec<Candidate>> {
    use sea_orm::EntityTrait as _;
    let Some(audience) = audiences::load(tx, id).await? else { return Ok(Vec::new()) };
    let asking = Asking::of(app);
    let mut ids = Vec::new();
    for publication in publications::Entity::find().all(tx).await? {
        let query = audiences::query(&audience.filter, publication.id, &asking);
        for row in tx.query_all(&query).await? {
            ids.push(row.try_get_by_index::<i64>(0)?);
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let names = sql_over(
        tx,
        "SELECT p.id AS person, p.name AS name FROM people p
         WHERE p.id IN (SELECT CAST(j.value AS BIGINT) FROM {words}) ORDER BY p.id",
        [as_json(&ids)?],
    );
    let rows = tx.query_all_raw(names).await?;
    let read = |row: &sea_orm::QueryResult| {
        let person = PersonId(row.try_get("", "person")?);
        Ok(Candidate { person, name: row.try_get("", "name")?, organisation: String::new() })
    };
    Ok(rows.iter().map(read).collect::<Result<_, DbErr>>()?)
}

async fn of_list(tx: &DatabaseTransaction, app: &App, list: &[Pasted]) -> anyhow::Result<(Vec<Candidate>, usize)> {
    let mut seen = std::collections::BTreeSet::new();
    let mut once: Vec<&Pasted> = list.iter().filter(|one| seen.insert(one.address.key().to_owned())).collect();
    let keys: Vec<&str> = once.iter().map(|one| one.address.key()).collect();
    let shut = returns::shut_of(tx, app, &keys).await?;
    once.retain(|one| !shut.contains(one.address.key()));
    // A name on a list is how staff call somebody here; what somebody calls themselves is theirs to say.
    let newcomers: Vec<Newcomer> =
        once.iter().map(|one| (one.address.clone(), String::new(), Language::Dutch)).collect();
    people::meet_many(tx, &newcomers, app.clock.now()).await?;
    let mut found = Vec::new();
    for one in once {
        let Some(person) = people::by_key(tx, one.address.key()).await? else { continue };
        let name = if one.name.is_empty() { person.name } else { one.name.clone() };
        found.push(Candidate { person: person.id, name, organisation: one.organisation.clone() });
    }
    Ok((found, shut.len()))
}

/// Those of these who can be invited, and how many cannot, by what keeps them.
pub(super) async fn sift(
    tx: &DatabaseTransaction,
    app: &App,
    event: EventId,
    (these, shut): (Vec<Candidate>, usize),
) -> anyhow::Result<(Vec<Candidate>, Chosen)> {
    let ids: Vec<i64> = these.iter().map(|one| one.person.0).collect();
    let barred = barred(tx, app, &ids).await?;
    let of = |rows: Vec<sea_orm::QueryResult>| {
        rows.iter().map(|row| row.try_get_by_index::<i64>(0)).collect::<Result<std::collections::BTreeSet<_>, _>>()
    };
    let invited = sql(
        tx,
        "SELECT person_id FROM event_invitations WHERE event_id = ? AND person_id IS NOT NULL",
        [event.0.into()],
    );
    let invited = of(tx.query_all_raw(invited).await?)?;
    let registered = sql(
        tx,
        "SELECT person_id FROM event_registrations
         WHERE event_id = ? AND person_id IS NOT NULL AND state IN ('registered', 'waiting')",
        [event.0.into()],
    );
    let registered = of(tx.query_all_raw(registered).await?)?;
    let mut chosen = Chosen { all: these.len() + shut, barred: shut, ..Chosen::default() };
    let mut new = Vec::new();
    for one in these {
        if invited.contains(&one.person.0) {
            chosen.invited += 1;
        } else if registered.contains(&one.person.0) {
            chosen.registered += 1;
        } else if barred.contains(&one.person.0) {
            chosen.barred += 1;
        } else {
            new.push(one);
        }
    }
    chosen.new = new.len();
    Ok((new, chosen))
}

/// Which of these people a room bars from everything that goes to many.
pub(super) async fn barred(
    on: &impl ConnectionTrait,
    app: &App,
    ids: &[i64],
) -> anyhow::Result<std::collections::BTreeSet<i64>> {
    let mut found = std::collections::BTreeSet::new();
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
