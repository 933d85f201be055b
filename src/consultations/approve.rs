//! Approving: a second person says that exactly this may be asked of exactly these.

mod load;

pub(super) use load::{Heed, OFTEN, heeds};
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::Part;
use super::consultation::Consultation;
use super::find::{self, Invited};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, MemberId};
use crate::base::{Instant, Language};
use crate::centre;
use crate::consultations::ConsultationState;
use crate::consultations::acts::Act;
use crate::consultations::turn::turn;
use crate::store::tables::consultations::{ActiveModel, Column};

/// What came of approving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approved {
    /// It is approved.
    Done,
    /// Something has to be solved first.
    Lacking,
    /// Whoever changed it last cannot approve it.
    OwnEdit,
    /// It changed since the page was drawn, or somebody else decided first.
    TooLate,
}

/// What has to be solved before anybody is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lack {
    /// There is no question.
    NoQuestion,
    /// No organisation is asked.
    NoOrganisation,
    /// The deadline is over.
    DeadlineOver,
    /// Nobody at this organisation can be written to.
    Unreachable(String),
    /// Nobody at this organisation may release.
    NobodyReleases(String),
}

impl Lack {
    /// What to do about it, and where.
    pub(super) fn said(&self, language: Language) -> (String, &'static str) {
        match self {
            Self::NoQuestion => (
                language.pick("Stel ten minste één vraag.", "Ask at least one question.").to_owned(),
                "/wijzigen#vragen",
            ),
            Self::NoOrganisation => (
                language.pick("Kies ten minste één organisatie.", "Choose at least one organisation.").to_owned(),
                "/organisaties",
            ),
            Self::DeadlineOver => (
                language
                    .pick("De termijn is voorbij. Kies een latere dag.", "The term is over. Choose a later day.")
                    .to_owned(),
                "/wijzigen",
            ),
            Self::Unreachable(name) => (
                language.pick(
                    format!(
                        "Bij {name} is niemand bereikbaar. Voeg een contactpersoon toe, of haal de organisatie weg."
                    ),
                    format!("Nobody can be reached at {name}. Add a contact, or take the organisation out."),
                ),
                "/organisaties",
            ),
            Self::NobodyReleases(name) => (
                language.pick(
                    format!("Bij {name} mag niemand het antwoord versturen. Kies een voorzitter of secretaris."),
                    format!("Nobody at {name} may send the answer. Choose a chair or secretary."),
                ),
                "/organisaties",
            ),
        }
    }
}

/// What has to be solved first.
pub(super) fn lacks(the: &Consultation, invited: &[Invited], now: Instant) -> Vec<Lack> {
    let mut lacks = Vec::new();
    if the.questions.is_empty() {
        lacks.push(Lack::NoQuestion);
    }
    if invited.is_empty() {
        lacks.push(Lack::NoOrganisation);
    }
    if the.is_late(now) {
        lacks.push(Lack::DeadlineOver);
    }
    for one in invited {
        if !one.is_reachable() {
            lacks.push(Lack::Unreachable(one.organisation.clone()));
        } else if !one.invitees.iter().any(|(who, can)| *can && who.part != Part::Member) {
            lacks.push(Lack::NobodyReleases(one.organisation.clone()));
        }
    }
    lacks
}

/// Approves version `version` as the page showed it: `seen` is its hash of then. In an office of one person whoever wrote
/// it may, and the log says so.
///
/// # Errors
/// The database's.
pub async fn approve(
    app: &App,
    by: MemberId,
    id: ConsultationId,
    (version, seen): (i64, &str),
) -> anyhow::Result<Approved> {
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    // The update comes first: it locks the row, so a change waits until the hash is written.
    let approved = ActiveModel {
        state: Set(ConsultationState::Approved),
        approved_by: Set(Some(by)),
        approved_at: Set(Some(now)),
        approved_hash: Set(Some(seen.to_owned())),
        ..Default::default()
    };
    let approve = turn(id, &[ConsultationState::Draft]).set(approved).filter(Column::Version.eq(version));
    if approve.exec(&tx).await?.rows_affected == 0 {
        return Ok(Approved::TooLate);
    }
    let Some(the) = find::consultation(&tx, id).await? else { return Ok(Approved::TooLate) };
    let invited = find::invited(&tx, id).await?;
    let one_person = centre::current(&tx).await?.is_some_and(|centre| centre.row.one_person_office);
    let is_own = the.row.changed_by == by;
    if is_own && !one_person {
        return Ok(Approved::OwnEdit);
    }
    if !lacks(&the, &invited, now).is_empty() {
        return Ok(Approved::Lacking);
    }
    if find::hash_of(&the, &invited) != seen {
        return Ok(Approved::TooLate);
    }
    let own = if is_own { ", by its last editor: one-person office" } else { "" };
    let note = Note::of(Act::Approve, id.0);
    audit::record(&tx, now, Actor::Member(by), note.with(format!("version {version}, content {seen}{own}")), "web")
        .await?;
    tx.commit().await?;
    Ok(Approved::Done)
}
