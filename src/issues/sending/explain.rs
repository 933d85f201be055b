//! Saying why something stays that the checks would have solved.
//!
//! An explanation belongs to what was found *there*: its key names the words of the place, so that it says nothing any more as soon
//! as these change. It is given while an issue is a draft, is seen by whoever approves, and gets the hash of what was approved with it.

use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};

use super::approve::{the_centre, whole};
use super::check::{Finding, Severity, examine};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{IssueId, MemberId};
use crate::base::work::QUICK;
use crate::issues::acts::Act;
use crate::store::tables::issue_explanations::{ActiveModel, Column, Entity};
use crate::store::tables::states::IssueState;

/// The longest reason, in characters.
pub const WHY: usize = 500;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explained {
    /// It is kept.
    Done,
    /// This was not found, or not there any more, or cannot stay whatever the reason.
    NotFound,
    /// The issue is no draft: whoever approves reads what was explained before.
    NoDraft,
}

/// Keeps why something that was found stays. Who explains it again replaces what was said.
///
/// # Errors
/// The database's, or when checking took too long.
pub async fn explain(app: &App, by: MemberId, id: IssueId, (key, why): (&str, &str)) -> anyhow::Result<Explained> {
    let on = app.store.read();
    let (issue, centre, site) = (whole(on, id).await?, the_centre(on).await?, app.base_url());
    let findings = QUICK.work(move |_| examine(&issue, &centre, &site)).await??;
    let is_it = |finding: &&Finding| finding.severity != Severity::Warns && finding.key().as_deref() == Some(key);
    if !findings.iter().any(|finding| is_it(&finding)) {
        return Ok(Explained::NotFound);
    }
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    if whole(&tx, id).await?.row.state != IssueState::Draft {
        return Ok(Explained::NoDraft);
    }
    let row = ActiveModel {
        issue_id: Set(id),
        finding: Set(key.to_owned()),
        why: Set(why.to_owned()),
        explained_by: Set(by),
        explained_at: Set(now),
        approved_hash: Set(None),
    };
    let said = [Column::Why, Column::ExplainedBy, Column::ExplainedAt, Column::ApprovedHash];
    let again = OnConflict::columns([Column::IssueId, Column::Finding]).update_columns(said).to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(&tx).await?;
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::IssueExplain, id.0).with(why), "web").await?;
    tx.commit().await?;
    Ok(Explained::Done)
}
