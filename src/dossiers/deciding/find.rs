//! Reads: a request with all that is in it, and those of a dossier.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _,
};

use super::decision::{Decision, Point};
use crate::base::id::{DecisionId, DossierId};
use crate::store::tables::{decision_answers, decision_points, decision_respondents, decision_texts, decisions};

/// A request for a decision.
///
/// # Errors
/// The database's.
pub async fn decision(on: &impl ConnectionTrait, id: DecisionId) -> Result<Option<Decision>, DbErr> {
    let Some(row) = decisions::Entity::find_by_id(id).one(on).await? else { return Ok(None) };
    dress(on, row).await.map(Some)
}

async fn dress(on: &impl ConnectionTrait, row: decisions::Model) -> Result<Decision, DbErr> {
    let own = decision_points::Entity::find().filter(decision_points::Column::DecisionId.eq(row.id));
    let ids = || own.clone().select_only().column(decision_points::Column::Id).into_query();
    let texts = decision_texts::Entity::find()
        .filter(decision_texts::Column::PointId.in_subquery(ids()))
        .order_by_asc(decision_texts::Column::Version)
        .all(on)
        .await?;
    let answers = decision_answers::Entity::find()
        .filter(decision_answers::Column::PointId.in_subquery(ids()))
        .order_by_asc(decision_answers::Column::Version)
        .all(on)
        .await?;
    let respondents = decision_respondents::Entity::find()
        .filter(decision_respondents::Column::DecisionId.eq(row.id))
        .order_by_asc(decision_respondents::Column::Id)
        .all(on)
        .await?;
    let points = own.clone().order_by_asc(decision_points::Column::Number).all(on).await?;
    let dressed = |row: decision_points::Model| Point {
        texts: texts.iter().filter(|text| text.point_id == row.id).cloned().collect(),
        row,
    };
    Ok(Decision { points: points.into_iter().map(dressed).collect(), row, respondents, answers })
}

/// A request in the list of a dossier.
#[derive(Clone, Debug)]
pub(in crate::dossiers) struct Listed {
    pub(super) the: Decision,
}

impl Listed {
    /// The entry that tells what came of it, and its page.
    pub(in crate::dossiers) fn told(&self) -> Option<(i64, String)> {
        self.the.row.entry.map(|entry| (entry, self.the.address()))
    }
}

/// The requests of a dossier, the newest first.
pub(in crate::dossiers) async fn of_dossier(on: &impl ConnectionTrait, id: DossierId) -> Result<Vec<Listed>, DbErr> {
    let rows = decisions::Entity::find()
        .filter(decisions::Column::DossierId.eq(id))
        .order_by_desc(decisions::Column::Id)
        .limit(200)
        .all(on)
        .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(Listed { the: dress(on, row).await? });
    }
    Ok(all)
}
