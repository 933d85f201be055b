//! Correcting what was written down about somebody: their role, their days, for whom they sit, and the name that they
//! have from us.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use super::Term;
use super::tasks::settle;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ContactId, MemberId, OrganisationId, PersonId, SeatId};
use crate::base::secrets::sha256_hex;
use crate::people::{self, Person};
use crate::store::{Class, class_of, sql};

/// What somebody is somewhere, as it stands or as it should have been written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The name. It is left alone when it is theirs to choose.
    pub name: String,
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
pub(super) async fn names_themselves(on: &impl ConnectionTrait, id: PersonId) -> Result<bool, DbErr> {
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
    action: &'static str,
    subject: &'static str,
}

const CONTACT: Statements = Statements {
    find: "SELECT organisation_id AS above, person_id, organisation_id, role, from_on, until_on FROM contacts WHERE id = ?",
    others: "SELECT from_on, until_on FROM contacts WHERE organisation_id = ? AND person_id = ? AND id <> ?",
    // Whoever is a contact somewhere else is another contact.
    update: "UPDATE contacts SET role = ?, from_on = ?, until_on = ? WHERE organisation_id = ? AND id = ?
       AND role = ? AND from_on = ? AND coalesce(until_on, '') = ?",
    action: "contact.correct",
    subject: "organisation",
};

const SEAT: Statements = Statements {
    find: "SELECT body_id AS above, person_id, organisation_id, role, from_on, until_on FROM body_members WHERE id = ?",
    others: "SELECT from_on, until_on FROM body_members WHERE body_id = ? AND person_id = ? AND id <> ?",
    update: "UPDATE body_members SET role = ?, from_on = ?, until_on = ?, organisation_id = ? WHERE id = ?
       AND role = ? AND from_on = ? AND coalesce(until_on, '') = ?",
    action: "seat.correct",
    subject: "body",
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

    async fn row(self, tx: &DatabaseTransaction) -> Result<Option<Row>, DbErr> {
        Row::find_by_statement(sql(tx, self.statements().find, [self.id().into()])).one(tx).await
    }
}

/// Corrects where somebody stands, which a page showed with this [`Standing::mark`].
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
    let Some(Row { person_id, .. }) = place.row(&tx).await? else { return Ok(Corrected::Overtaken) };
    // Whoever enters the same person somewhere holds them too.
    let Some(person) = people::hold(&tx, person_id).await? else { return Ok(Corrected::Overtaken) };
    let Some(row) = place.row(&tx).await? else { return Ok(Corrected::Overtaken) };
    let term = Term::of(&row.from_on, row.until_on.as_deref());
    let stood = Standing { name: person.name.clone(), role: row.role.clone(), term, organisation: row.organisation_id };
    if stood.mark() != mark {
        return Ok(Corrected::Overtaken);
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
    rename(&tx, &person, &to.name).await?;
    let Statements { action, subject, .. } = place.statements();
    let note = Note::done(action, subject, row.above).with(format!("{} {}", place.id(), changed(&stood, to)));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    settle(&tx, app).await?;
    tx.commit().await?;
    super::raise_tasks(app).await?;
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

async fn rename(tx: &DatabaseTransaction, person: &Person, name: &str) -> Result<(), DbErr> {
    if person.name == name || names_themselves(tx, person.id).await? {
        return Ok(());
    }
    people::rename(tx, person.id, name, person.language).await
}

/// What a correction is about, without what it says: that may be about a person.
fn changed(from: &Standing, to: &Standing) -> String {
    let parts = [
        ("name", from.name != to.name),
        ("role", from.role != to.role),
        ("days", from.term != to.term),
        ("organisation", from.organisation != to.organisation),
    ];
    parts.iter().filter(|(_, is_changed)| *is_changed).map(|(part, _)| *part).collect::<Vec<_>>().join(" ")
}
