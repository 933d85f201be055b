//! Who holds a link.

use sea_orm::{ConnectionTrait, EntityTrait};

use super::decision::{Decision, Respondent};
use super::find;
use crate::app::App;
use crate::base::id::RespondentId;
use crate::base::{Language, Purpose};
use crate::people;
use crate::store::tables::states::DecisionState;
use crate::store::tables::{decision_respondents, dossiers};

/// Somebody in front of a request.
#[derive(Clone, Debug)]
pub(super) struct Seat {
    pub(super) one: Respondent,
    pub(super) the: Decision,
    /// The language in which the dossier is written.
    pub(super) language: Language,
}

/// Who holds a token: one of ours, of somebody who is still asked, in a request that was opened.
pub(super) async fn seat(app: &App, on: &impl ConnectionTrait, token: &str) -> anyhow::Result<Option<Seat>> {
    let Some((person, subject)) = people::holder_of(app, on, Purpose::Decide, token).await? else { return Ok(None) };
    let one = decision_respondents::Entity::find_by_id(RespondentId(subject)).one(on).await?;
    let is_theirs = |one: &Respondent| one.person_id == Some(person.id) && one.revoked_at.is_none();
    let Some(one) = one.filter(is_theirs) else { return Ok(None) };
    let the = find::decision(on, one.decision_id).await?.filter(|the| the.row.state != DecisionState::Draft);
    let Some(the) = the else { return Ok(None) };
    let dossier = dossiers::Entity::find_by_id(the.row.dossier_id).one(on).await?;
    Ok(dossier.map(|dossier| Seat { one, the, language: dossier.language }))
}
