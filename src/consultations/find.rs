//! Reads: a consultation, who is asked, and where each of them stands.
//!
//! SQL for counting all that were asked in one statement, and for who could be asked, over three tables.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::consultation::{Consultation, Question, content_hash};
use super::enclosing::documents;
use super::entering::{Entry, entries, is_waiting};
use super::{ConsultationState, Declining};
use crate::base::id::{ConsultationId, InvitationId, OrganisationId, PersonId, SendingId};
use crate::base::wall_time::WallTime;
use crate::base::words::fold;
use crate::base::{Blocks, Instant};
use crate::store::sql;
use crate::store::tables::sendings;
use crate::store::tables::states::{DeliveryState, SendingState};
use crate::store::tables::{
    consultation_answers, consultation_invitations, consultation_invitees, consultation_letters,
    consultation_questions, consultation_submissions, consultations, deliveries, organisations, suppressions,
};

/// An organisation in a consultation.
pub(super) type Invitation = consultation_invitations::Model;
/// Somebody who answers for it.
pub(super) type Invitee = consultation_invitees::Model;
/// What it released.
pub(super) type Submission = consultation_submissions::Model;

/// A consultation.
pub(super) async fn consultation(
    on: &impl ConnectionTrait,
    id: ConsultationId,
) -> anyhow::Result<Option<Consultation>> {
    let Some(row) = consultations::Entity::find_by_id(id).one(on).await? else { return Ok(None) };
    let questions = consultation_questions::Entity::find()
        .filter(consultation_questions::Column::ConsultationId.eq(id))
        .order_by_asc(consultation_questions::Column::Number)
        .all(on)
        .await?;
    let body = Blocks::from_json(&row.body)
        .map_err(|fault| anyhow::anyhow!("consultation {id}: a stored block is wrong at {}", fault.path))?;
    let documents = documents(on, id).await?;
    Ok(Some(Consultation { row, body, questions, documents }))
}

/// The consultations, the newest first, at most 500; with how many organisations each asks and how many answered.
pub(super) async fn all(
    on: &impl ConnectionTrait,
    only: Option<ConsultationState>,
) -> Result<Vec<(consultations::Model, i64, i64)>, DbErr> {
    let mut query = consultations::Entity::find().order_by_desc(consultations::Column::Id).limit(500);
    if let Some(state) = only {
        query = query.filter(consultations::Column::State.eq(state));
    }
    let counts = sql(
        on,
        "SELECT consultation_id, COUNT(*) AS many, COUNT(COALESCE(submitted_at, declined_at)) AS answered
         FROM consultation_invitations GROUP BY consultation_id",
        [],
    );
    let mut many = BTreeMap::new();
    for row in on.query_all_raw(counts).await? {
        let id: ConsultationId = row.try_get("", "consultation_id")?;
        many.insert(id, (row.try_get::<i64>("", "many")?, row.try_get::<i64>("", "answered")?));
    }
    let rows = query.all(on).await?;
    Ok(rows
        .into_iter()
        .map(|row| (many.get(&row.id).copied().unwrap_or_default(), row))
        .map(|((a, b), row)| (row, a, b))
        .collect())
}

/// Where an organisation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Nobody there can be written to: it is never called silent.
    Unreachable,
    /// It asks for more time.
    AsksTime,
    /// What staff entered of it waits until it says that it counts.
    Entered,
    /// It was asked and wrote nothing yet.
    Silent,
    /// It writes.
    Writing,
    /// It released an answer, in time or late.
    Submitted {
        /// Whether it came too late.
        late: bool,
    },
    /// It gives no advice.
    NoAdvice,
}

impl Standing {
    /// Whether it gave an answer, of any kind.
    pub(super) fn has_answered(self) -> bool {
        matches!(self, Self::Submitted { .. } | Self::NoAdvice)
    }
}

/// An organisation that is asked, with everything that is known of its answering but its words.
#[derive(Clone, Debug)]
pub(super) struct Invited {
    pub(super) row: Invitation,
    pub(super) organisation: String,
    /// Those who are asked and not revoked, with whether their address can be written to.
    pub(super) invitees: Vec<(Invitee, bool)>,
    /// Everybody, also who was left out.
    pub(super) everybody: Vec<Invitee>,
    /// Every released version, oldest first.
    pub(super) submissions: Vec<Submission>,
    /// What staff entered of it, oldest first.
    pub(super) entries: Vec<Entry>,
    /// When something was last written.
    pub(super) written_at: Option<Instant>,
}

impl Invited {
    /// Where it stands.
    pub(super) fn standing(&self) -> Standing {
        if let Some(newest) = self.submissions.last() {
            return Standing::Submitted { late: newest.late };
        }
        if self.entries.iter().any(is_waiting) {
            return Standing::Entered;
        }
        match self.row.declined {
            Some(Declining::NoAdvice) => return Standing::NoAdvice,
            Some(Declining::MoreTime) => return Standing::AsksTime,
            None => {}
        }
        match self.written_at {
            Some(_) => Standing::Writing,
            None if self.is_reachable() => Standing::Silent,
            None => Standing::Unreachable,
        }
    }

    /// Whether somebody there can be written to.
    pub(super) fn is_reachable(&self) -> bool {
        self.invitees.iter().any(|(_, reachable)| *reachable)
    }
}

/// Everybody who is asked, by the name of the organisation.
pub(super) async fn invited(on: &impl ConnectionTrait, id: ConsultationId) -> Result<Vec<Invited>, DbErr> {
    let rows = consultation_invitations::Entity::find()
        .filter(consultation_invitations::Column::ConsultationId.eq(id))
        .order_by_asc(consultation_invitations::Column::Id)
        .all(on)
        .await?;
    dress(on, rows).await
}

/// One of them.
pub(super) async fn one_invited(on: &impl ConnectionTrait, id: InvitationId) -> Result<Option<Invited>, DbErr> {
    let row = consultation_invitations::Entity::find_by_id(id).one(on).await?;
    Ok(dress(on, row.into_iter().collect()).await?.pop())
}

async fn dress(on: &impl ConnectionTrait, rows: Vec<Invitation>) -> Result<Vec<Invited>, DbErr> {
    let ids: Vec<InvitationId> = rows.iter().map(|row| row.id).collect();
    let names: BTreeMap<OrganisationId, String> = organisations::Entity::find()
        .filter(organisations::Column::Id.is_in(rows.iter().map(|row| row.organisation_id)))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row.name))
        .collect();
    let people = consultation_invitees::Entity::find()
        .filter(consultation_invitees::Column::InvitationId.is_in(ids.iter().copied()))
        .order_by_asc(consultation_invitees::Column::Id)
        .all(on)
        .await?;
    let blocked = blocked(on, people.iter().filter_map(|row| row.person_id)).await?;
    let submissions = consultation_submissions::Entity::find()
        .filter(consultation_submissions::Column::InvitationId.is_in(ids.iter().copied()))
        .order_by_asc(consultation_submissions::Column::Version)
        .all(on)
        .await?;
    let entries = entries(on, ids.iter().copied()).await?;
    let mut written = BTreeMap::<InvitationId, Instant>::new();
    let answers = consultation_answers::Entity::find()
        .select_only()
        .column(consultation_answers::Column::InvitationId)
        .column_as(consultation_answers::Column::SavedAt.max(), "at")
        .filter(consultation_answers::Column::InvitationId.is_in(ids))
        .group_by(consultation_answers::Column::InvitationId);
    for (invitation, at) in answers.into_tuple::<(InvitationId, Instant)>().all(on).await? {
        written.insert(invitation, at);
    }
    let dressed = |row: Invitation| {
        let everybody: Vec<_> = people.iter().filter(|person| person.invitation_id == row.id).cloned().collect();
        let can_write = |person: PersonId| !blocked.contains(&person);
        let asked = everybody.iter().filter(|one| one.revoked_at.is_none());
        Invited {
            organisation: names.get(&row.organisation_id).cloned().unwrap_or_default(),
            invitees: asked.map(|one| (one.clone(), one.person_id.is_some_and(can_write))).collect(),
            submissions: submissions.iter().filter(|one| one.invitation_id == row.id).cloned().collect(),
            entries: entries.iter().filter(|one| one.invitation_id == row.id).cloned().collect(),
            written_at: written.get(&row.id).copied(),
            everybody,
            row,
        }
    };
    let mut all: Vec<_> = rows.into_iter().map(dressed).collect();
    all.sort_by_key(|one| fold(&one.organisation));
    Ok(all)
}

async fn blocked(on: &impl ConnectionTrait, of: impl Iterator<Item = PersonId>) -> Result<BTreeSet<PersonId>, DbErr> {
    let rows = suppressions::Entity::find()
        .filter(suppressions::Column::LiftedAt.is_null())
        .filter(suppressions::Column::PersonId.is_in(of))
        .all(on)
        .await?;
    Ok(rows.into_iter().filter_map(|row| row.person_id).collect())
}

/// The name of exactly what is asked of whom.
pub(super) fn hash_of(the: &Consultation, invited: &[Invited]) -> String {
    let people = invited.iter().flat_map(|one| {
        let of = one.row.organisation_id.0;
        one.invitees.iter().map(move |(who, _)| (of, who.person_id.map(|id| id.0), who.name.as_str(), who.part.word()))
    });
    content_hash(the, people)
}

/// An organisation that could be asked, and how often it was asked since the year began.
#[derive(Clone, Debug)]
pub(super) struct ToAsk {
    pub(super) id: OrganisationId,
    pub(super) name: String,
    pub(super) contacts: i64,
    pub(super) asked: i64,
}

/// Organisations that are not asked in this consultation, by words in their name; at most 50.
pub(super) async fn to_ask(
    on: &impl ConnectionTrait,
    id: ConsultationId,
    words: &str,
    now: Instant,
) -> Result<Vec<ToAsk>, DbErr> {
    let today = WallTime::at(now).0.date().to_string();
    let like = format!("%{}%", fold(words).replace(['%', '_', '\\'], ""));
    let rows = sql(
        on,
        "SELECT o.id, o.name,
           (SELECT COUNT(*) FROM contacts n WHERE n.organisation_id = o.id AND n.from_on <= ?
              AND (n.until_on IS NULL OR n.until_on >= ?)) AS contacts
         FROM organisations o
         WHERE o.ended_at IS NULL AND o.name_key LIKE ?
           AND NOT EXISTS (SELECT 1 FROM consultation_invitations i WHERE i.organisation_id = o.id AND i.consultation_id = ?)
         ORDER BY CASE o.kind WHEN 'client-council' THEN 0 WHEN 'patient-federation' THEN 0 ELSE 1 END, o.name_key LIMIT 50",
        [today.as_str().into(), today.as_str().into(), like.into(), id.into()],
    );
    let mut found = Vec::new();
    for row in on.query_all_raw(rows).await? {
        found.push(ToAsk {
            id: row.try_get("", "id")?,
            name: row.try_get("", "name")?,
            contacts: row.try_get("", "contacts")?,
            asked: 0,
        });
    }
    let load = load(on, found.iter().map(|one| one.id), now).await?;
    for one in &mut found {
        one.asked = load.get(&one.id).copied().unwrap_or_default();
    }
    Ok(found)
}

/// How often organisations were asked since the year began.
pub(super) async fn load(
    on: &impl ConnectionTrait,
    of: impl Iterator<Item = OrganisationId>,
    now: Instant,
) -> Result<BTreeMap<OrganisationId, i64>, DbErr> {
    let rows = consultation_invitations::Entity::find()
        .filter(consultation_invitations::Column::OrganisationId.is_in(of))
        .filter(consultation_invitations::Column::SentAt.gte(year_of(now)))
        .all(on)
        .await?;
    let mut many = BTreeMap::new();
    for row in rows {
        *many.entry(row.organisation_id).or_insert(0) += 1;
    }
    Ok(many)
}

/// When the year of a moment began, in Amsterdam.
fn year_of(now: Instant) -> Instant {
    use chrono::{Datelike as _, NaiveDate, NaiveTime};
    let first = NaiveDate::from_ymd_opt(WallTime::at(now).0.date().year(), 1, 1).unwrap_or_default();
    WallTime(first.and_time(NaiveTime::MIN)).resolve().instant()
}

/// A letter that went out, to whom, and what became of it.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) letter: consultation_letters::Model,
    pub(super) name: String,
    /// What the relay said, as a word of the ledger; nothing once the ledger let go of it.
    pub(super) state: Option<String>,
}

/// The letters to an organisation, oldest first: the proof that it was asked.
pub(super) async fn letters(on: &impl ConnectionTrait, invited: &Invited) -> Result<Vec<Sent>, DbErr> {
    let rows = consultation_letters::Entity::find()
        .filter(consultation_letters::Column::InviteeId.is_in(invited.everybody.iter().map(|one| one.id)))
        .order_by_asc(consultation_letters::Column::SendingId)
        .all(on)
        .await?;
    let of = || rows.iter().map(|row| row.sending_id);
    let stopped: BTreeSet<_> = sendings::Entity::find()
        .filter(sendings::Column::Id.is_in(of()))
        .filter(sendings::Column::State.eq(SendingState::Cancelled))
        .select_only()
        .column(sendings::Column::Id)
        .into_tuple::<SendingId>()
        .all(on)
        .await?
        .into_iter()
        .collect();
    // What was not sent of a stopped sending waits for ever in the ledger.
    let state = |row: deliveries::Model| match row.state {
        DeliveryState::Pending | DeliveryState::Retry if stopped.contains(&row.sending_id) => {
            SendingState::Cancelled.word()
        }
        state => state.word(),
    };
    let states: BTreeMap<_, _> = deliveries::Entity::find()
        .filter(deliveries::Column::SendingId.is_in(of()))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.sending_id, state(row).to_owned()))
        .collect();
    let sent = |letter: consultation_letters::Model| {
        let who = invited.everybody.iter().find(|one| one.id == letter.invitee_id);
        Sent {
            name: who.map(|one| one.name.clone()).unwrap_or_default(),
            state: states.get(&letter.sending_id).cloned(),
            letter,
        }
    };
    Ok(rows.into_iter().map(sent).collect())
}

/// The questions of a consultation with what an organisation writes now: the version and its words.
pub(super) async fn current_answers(
    on: &impl ConnectionTrait,
    questions: &[Question],
    of: InvitationId,
) -> Result<Vec<(Question, Option<consultation_answers::Model>)>, DbErr> {
    let rows = consultation_answers::Entity::find()
        .filter(consultation_answers::Column::InvitationId.eq(of))
        .order_by_asc(consultation_answers::Column::Version)
        .all(on)
        .await?;
    let newest: BTreeMap<_, _> = rows.into_iter().map(|row| (row.question_id, row)).collect();
    Ok(questions.iter().map(|question| (question.clone(), newest.get(&question.id).cloned())).collect())
}

/// Every version of one answer, newest first.
pub(super) async fn versions(
    on: &impl ConnectionTrait,
    of: InvitationId,
    question: &Question,
) -> Result<Vec<consultation_answers::Model>, DbErr> {
    consultation_answers::Entity::find()
        .filter(consultation_answers::Column::InvitationId.eq(of))
        .filter(consultation_answers::Column::QuestionId.eq(question.id))
        .order_by_desc(consultation_answers::Column::Version)
        .limit(100)
        .all(on)
        .await
}
