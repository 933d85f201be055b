//! What happened between us and an organisation, year by year.
//!
//! Each kind of fact of this room is one function that gives facts. Other rooms bring theirs by their `room.rs`.
//!
//! Raw SQL where the ledger is joined with contacts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{TaskKind, Term};
use crate::app::App;
use crate::audit::Actor;
use crate::base::id::{MemberId, OrganisationId, PersonId, SendingId, TaskId};
use crate::base::wall_time::date_of;
use crate::base::{Instant, Language};
use crate::organisations::acts::{Act, ORGANISATION};
use crate::room;
use crate::store::sql;
use crate::store::tables::states::DeliveryState;
use crate::store::tables::{audit, contacts, organisation_notes, tasks};

/// The most changes that are looked at, newest first.
const MOST: u64 = 1_000;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// When.
    pub at: Instant,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A sending to many went to contacts.
    Sent {
        /// Which one.
        sending: SendingId,
        /// What it is called.
        label: String,
        /// How many contacts got it.
        got: usize,
        /// How many did not.
        missed: usize,
    },
    /// A colleague wrote a note.
    Noted {
        /// Who.
        by: MemberId,
        /// What it says.
        body: String,
    },
    /// Something had to be done.
    Raised {
        /// The task.
        task: TaskId,
        /// Why.
        kind: TaskKind,
        /// About whom.
        person: Option<PersonId>,
    },
    /// It was done, or its cause was gone.
    Solved {
        /// Why it was raised.
        kind: TaskKind,
        /// How, as a word of ours.
        outcome: String,
        /// The reason that was given; empty for none.
        note: String,
        /// By whom; `None` when it solved itself.
        by: Option<MemberId>,
    },
    /// Somebody became a contact.
    Began {
        /// Who.
        person: PersonId,
        /// As what.
        role: String,
    },
    /// Somebody's time as a contact was over.
    Ended {
        /// Who.
        person: PersonId,
        /// As what.
        role: String,
    },
    /// Something that another room tells.
    Elsewhere(room::Fact),
    /// Staff changed the organisation.
    Changed {
        /// The act, as the audit names it.
        action: Act,
        /// By whom; `None` for the house.
        by: Option<MemberId>,
    },
}

/// How often we wrote in a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Year {
    /// Sendings of which at least one contact got a mail.
    pub sendings: usize,
    /// Mails that contacts got.
    pub mails: usize,
}

/// Everything that happened, the newest first, and how often we wrote in each year.
///
/// # Errors
/// The database's.
pub async fn timeline(
    app: &App,
    of: OrganisationId,
    today: NaiveDate,
    language: Language,
) -> anyhow::Result<(Vec<Fact>, BTreeMap<i32, Year>)> {
    let on = app.store.read();
    let people = contacts::Entity::find()
        .filter(contacts::Column::OrganisationId.eq(of))
        .order_by_asc(contacts::Column::Id)
        .all(on)
        .await?;
    let (mut facts, years) = sent(on, &people).await?;
    facts.extend(notes(on, of).await?);
    facts.extend(raised_and_solved(on, of).await?);
    facts.extend(came_and_went(&people, today));
    facts.extend(changes(on, of).await?);
    for tell in app.rooms.all().filter_map(|room| room.facts) {
        let told = tell(app, of, language).await?;
        facts.extend(told.into_iter().map(|fact| Fact { at: fact.at, what: What::Elsewhere(fact) }));
    }
    facts.sort_by_key(|fact| std::cmp::Reverse(fact.at));
    Ok((facts, years))
}

/// Sendings to many that went to somebody while they were a contact. A letter that one person asked for (a code, a
/// confirmation) is theirs and no part of it.
async fn sent(
    on: &impl ConnectionTrait,
    people: &[contacts::Model],
) -> Result<(Vec<Fact>, BTreeMap<i32, Year>), DbErr> {
    let Some(of) = people.first().map(|contact| contact.organisation_id) else { return Ok(Default::default()) };
    let rows = sql(
        on,
        "SELECT d.sending_id, d.person_id, d.state, s.label, s.opened_at
         FROM deliveries d JOIN sendings s ON s.id = d.sending_id
         WHERE s.lane = 'bulk' AND d.person_id IN (SELECT c.person_id FROM contacts c WHERE c.organisation_id = ?)
         ORDER BY d.sending_id",
        [of.0.into()],
    );
    let mut sendings: BTreeMap<SendingId, (Instant, String, [BTreeSet<PersonId>; 2])> = BTreeMap::new();
    for row in on.query_all_raw(rows).await? {
        let (person, at): (PersonId, Instant) = (row.try_get("", "person_id")?, row.try_get("", "opened_at")?);
        let was_contact = |contact: &contacts::Model| {
            let term = Term::of(&contact.from_on, contact.until_on.as_deref());
            contact.person_id == person && term.holds_on(date_of(at))
        };
        if !people.iter().any(was_contact) {
            continue;
        }
        // Of a mail that waits, or of which nobody knows, neither can be said.
        let has_missed = match row.try_get("", "state")? {
            DeliveryState::Accepted => false,
            DeliveryState::Refused | DeliveryState::Suppressed => true,
            _ => continue,
        };
        let label: String = row.try_get("", "label")?;
        let entry = sendings.entry(row.try_get("", "sending_id")?).or_insert_with(|| (at, label, Default::default()));
        entry.2[usize::from(has_missed)].insert(person);
    }
    let mut years = BTreeMap::<i32, Year>::new();
    let mut facts = Vec::new();
    for (sending, (at, label, [got, missed])) in sendings {
        let year = years.entry(date_of(at).year()).or_default();
        year.sendings += usize::from(!got.is_empty());
        year.mails += got.len();
        facts.push(Fact { at, what: What::Sent { sending, label, got: got.len(), missed: missed.len() } });
    }
    Ok((facts, years))
}

async fn notes(on: &impl ConnectionTrait, of: OrganisationId) -> Result<Vec<Fact>, DbErr> {
    let rows = organisation_notes::Entity::find()
        .filter(organisation_notes::Column::OrganisationId.eq(of))
        .order_by_desc(organisation_notes::Column::Id)
        .limit(MOST)
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|row| Fact { at: row.at, what: What::Noted { by: row.author, body: row.body } }).collect())
}

async fn raised_and_solved(on: &impl ConnectionTrait, of: OrganisationId) -> Result<Vec<Fact>, DbErr> {
    let rows = tasks::Entity::find()
        .filter(tasks::Column::OrganisationId.eq(of))
        .order_by_desc(tasks::Column::Id)
        .limit(MOST)
        .all(on)
        .await?;
    let mut facts = Vec::new();
    for row in rows {
        facts
            .push(Fact { at: row.made_at, what: What::Raised { task: row.id, kind: row.kind, person: row.person_id } });
        if let Some(at) = row.done_at {
            let what = What::Solved { kind: row.kind, outcome: row.outcome, note: row.note, by: row.done_by };
            facts.push(Fact { at, what });
        }
    }
    Ok(facts)
}

fn came_and_went(people: &[contacts::Model], today: NaiveDate) -> Vec<Fact> {
    let start = |day: NaiveDate| crate::base::WallTime(day.and_time(chrono::NaiveTime::MIN)).resolve().instant();
    let mut facts = Vec::new();
    for contact in people {
        let term = Term::of(&contact.from_on, contact.until_on.as_deref());
        let (person, role) = (contact.person_id, &contact.role);
        if term.from <= today {
            facts.push(Fact { at: start(term.from), what: What::Began { person, role: role.clone() } });
        }
        // The last day belongs to it, so it is over when the next one begins.
        if let Some(over) = term.until.and_then(|last| last.succ_opt()).filter(|day| *day <= today) {
            facts.push(Fact { at: start(over), what: What::Ended { person, role: role.clone() } });
        }
    }
    facts
}

/// What the audit says about the organisation itself; contacts, notes and tasks tell their own story.
async fn changes(on: &impl ConnectionTrait, of: OrganisationId) -> Result<Vec<Fact>, DbErr> {
    let own = [Act::OrganisationAdd, Act::OrganisationChange, Act::OrganisationEnd, Act::OrganisationReopen];
    let rows = audit::Entity::find()
        .filter(audit::Column::Object.eq(ORGANISATION.word))
        .filter(audit::Column::ObjectId.eq(of.0))
        .filter(audit::Column::Action.is_in(own.map(Act::word)))
        .order_by_desc(audit::Column::Id)
        .limit(MOST)
        .all(on)
        .await?;
    let by = |actor: &str| Actor::from_word(actor).and_then(Actor::member);
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Fact { at: row.at, what: What::Changed { by: by(&row.actor), action: Act::from_word(&row.action)? } })
        })
        .collect())
}
