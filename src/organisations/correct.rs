//! Correcting what was written down about somebody: their role, their days, for whom they sit, and the name that they
//! have from us.
//!
//! Raw SQL: the three statements about a contact and the three about a seat take the same values, so that one correction
//! serves both tables.

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::Term;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ContactId, MemberId, OrganisationId, PersonId, SeatId};
use crate::base::secrets::sha256_hex;
use crate::organisations::acts::Act;
use crate::people::{self, Person};
use crate::store::{Class, DatabaseTransaction, class_of, sql};

/// What somebody is somewhere, as it stands or as it should have been written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The name that we have from whoever wrote it down; `None` of somebody who chooses it.
    pub name: Option<String>,
    /// What they are there.
    pub role: String,
    /// From when until when.
    pub term: Term,
    /// For which organisation somebody sits in a body; of a contact, where they are one.
    pub organisation: Option<OrganisationId>,
}

impl Standing {
    /// What a page gives back to say which standing it showed.
    #[must_use]
    pub fn mark(&self) -> String {
        sha256_hex(format!("{self:?}").as_bytes())
    }
}

/// What came of a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corrected {
    /// It stands now.
    Done,
    /// It is not any more what the page showed, or not there.
    Overtaken,
    /// They would be there twice on the same day.
    Twice,
}

/// Whether somebody chooses their name: they subscribed once, or work here. Of all others we have it from whoever wrote it.
async fn names_themselves(on: &impl ConnectionTrait, id: PersonId) -> Result<bool, DbErr> {
    let own = sql(
        on,
        "SELECT 1 AS own WHERE EXISTS (SELECT 1 FROM subscriptions s WHERE s.person_id = ?)
           OR EXISTS (SELECT 1 FROM members m WHERE m.person_id = ?)",
        [id.0.into(), id.0.into()],
    );
    Ok(on.query_one_raw(own).await?.is_some())
}

/// Where somebody stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// As a contact of an organisation.
    Contact(ContactId),
    /// In a body.
    Seat(SeatId),
}

/// The statements about one kind of place. The order of their values is the same for both.
struct Statements {
    find: &'static str,
    others: &'static str,
    update: &'static str,
    action: Act,
    word: &'static str,
}

const CONTACT: Statements = Statements {
    find: "SELECT organisation_id AS above, person_id, organisation_id, role, from_on, until_on FROM contacts WHERE id = ?",
    others: "SELECT from_on, until_on FROM contacts WHERE organisation_id = ? AND person_id = ? AND id <> ?",
    // Whoever is a contact somewhere else is another contact.
    update: "UPDATE contacts SET role = ?, from_on = ?, until_on = ? WHERE organisation_id = ? AND id = ?
       AND role = ? AND from_on = ? AND coalesce(until_on, '') = ?",
    action: Act::ContactCorrect,
    word: "contact",
};

const SEAT: Statements = Statements {
    find: "SELECT body_id AS above, person_id, organisation_id, role, from_on, until_on FROM body_members WHERE id = ?",
    others: "SELECT from_on, until_on FROM body_members WHERE body_id = ? AND person_id = ? AND id <> ?",
    update: "UPDATE body_members SET role = ?, from_on = ?, until_on = ?, organisation_id = ? WHERE id = ?
       AND role = ? AND from_on = ? AND coalesce(until_on, '') = ?",
    action: Act::SeatCorrect,
    word: "seat",
};

#[derive(FromQueryResult)]
struct Row {
    above: i64,
    person_id: PersonId,
    organisation_id: Option<OrganisationId>,
    role: String,
    from_on: String,
    until_on: Option<String>,
}

#[derive(FromQueryResult)]
struct Days {
    from_on: String,
    until_on: Option<String>,
}

impl Place {
    const fn statements(self) -> &'static Statements {
        match self {
            Self::Contact(_) => &CONTACT,
            Self::Seat(_) => &SEAT,
        }
    }

    const fn id(self) -> i64 {
        match self {
            Self::Contact(id) => id.0,
            Self::Seat(id) => id.0,
        }
    }
}

/// How somebody stands, with the row that says so and whose it is.
struct Found {
    row: Row,
    person: Person,
    standing: Standing,
}

async fn find(on: &impl ConnectionTrait, place: Place) -> Result<Option<Found>, DbErr> {
    let find = sql(on, place.statements().find, [place.id().into()]);
    let Some(row) = Row::find_by_statement(find).one(on).await? else { return Ok(None) };
    let Some(person) = people::by_id(on, row.person_id).await? else { return Ok(None) };
    let name = if names_themselves(on, person.id).await? { None } else { Some(person.name.clone()) };
    let term = Term::of(&row.from_on, row.until_on.as_deref());
    let standing = Standing { name, role: row.role.clone(), term, organisation: row.organisation_id };
    Ok(Some(Found { row, person, standing }))
}

/// How somebody stands somewhere.
pub(super) async fn standing(on: &impl ConnectionTrait, place: Place) -> Result<Option<Standing>, DbErr> {
    Ok(find(on, place).await?.map(|found| found.standing))
}

/// Corrects where somebody stands, which a page showed with this [`Standing::mark`]. What stood there before is not kept.
///
/// # Errors
/// The database's.
pub async fn correct(
    app: &App,
    by: MemberId,
    place: Place,
    (mark, to): (&str, &Standing),
) -> anyhow::Result<Corrected> {
    let tx = app.store.begin_write().await?;
    let Some(Found { person, .. }) = find(&tx, place).await? else { return Ok(Corrected::Overtaken) };
    // Whoever enters the same person somewhere holds them too.
    people::lock(&tx, person.id).await?;
    let Some(Found { row, person, standing: stood }) = find(&tx, place).await? else {
        return Ok(Corrected::Overtaken);
    };
    if stood.mark() != mark {
        return Ok(Corrected::Overtaken);
    }
    if stood == *to {
        return Ok(Corrected::Done);
    }
    if is_twice(&tx, (place, &row), to.term).await? {
        return Ok(Corrected::Twice);
    }
    match write(&tx, (place, &row), to).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Corrected::Twice),
        Err(error) if class_of(&error) == Class::ForeignKey => return Ok(Corrected::Overtaken),
        Ok(0) => return Ok(Corrected::Overtaken),
        written => written?,
    };
    if let Some(name) = to.name.as_ref().filter(|_| stood.name.is_some() && stood.name != to.name) {
        people::rename(&tx, person.id, name, person.language).await?;
    }
    let Statements { action, word, .. } = place.statements();
    let note = Note::of(*action, row.above);
    let note = note.with(format!("{word} {}: {}", place.id(), changed(&stood, to)));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    if matches!(place, Place::Contact(_)) {
        // Not in the same transaction: whoever solves a task holds it before its contact.
        super::raise_tasks(app).await?;
    }
    Ok(Corrected::Done)
}

/// Whether they stand there on one of these days already.
async fn is_twice(tx: &DatabaseTransaction, (place, row): (Place, &Row), term: Term) -> Result<bool, DbErr> {
    let values = [row.above.into(), row.person_id.0.into(), place.id().into()];
    let others = Days::find_by_statement(sql(tx, place.statements().others, values)).all(tx).await?;
    Ok(others.iter().any(|days| Term::of(&days.from_on, days.until_on.as_deref()).meets(term)))
}

/// Writes the correction, unless somebody was first; gives the number of rows.
async fn write(tx: &DatabaseTransaction, (place, row): (Place, &Row), to: &Standing) -> Result<u64, DbErr> {
    let update = sql(
        tx,
        place.statements().update,
        [
            to.role.as_str().into(),
            to.term.from.to_string().into(),
            to.term.until.map(|day| day.to_string()).into(),
            to.organisation.map(|id| id.0).into(),
            place.id().into(),
            row.role.as_str().into(),
            row.from_on.as_str().into(),
            row.until_on.as_deref().unwrap_or_default().into(),
        ],
    );
    tx.execute_raw(update).await.map(|done| done.rows_affected())
}

/// What a correction is about, without what it says: that may be about a person.
fn changed(from: &Standing, to: &Standing) -> String {
    let parts = [
        ("name", from.name != to.name),
        ("role", from.role != to.role),
        ("term", from.term != to.term),
        ("organisation", from.organisation != to.organisation),
    ];
    parts.iter().filter(|(_, is_changed)| *is_changed).map(|(part, _)| *part).collect::<Vec<_>>().join(" ")
}
