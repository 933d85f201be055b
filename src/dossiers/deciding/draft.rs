//! Making a request, once for a form, and saving it from the version that was seen, until it is opened.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait as _, SelectExt as _, Set};

use super::decision::{DecisionWanted, end_of};
use super::gather::{gather, put_by_hand};
use super::turn::next;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{DecisionId, DossierId, MemberId};
use crate::store::tables::states::DecisionState;
use crate::store::tables::{decision_points, decision_texts, decisions, dossiers};
use crate::store::{DatabaseTransaction, again};

/// What came of making one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionMade {
    /// It is there now.
    New(DecisionId),
    /// The same form made it before.
    Before(DecisionId),
    /// There is no such dossier.
    Nowhere,
}

/// What came of saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionSaved {
    /// It is saved.
    Done,
    /// Somebody else saved it since, or it was opened.
    Overtaken,
}

/// Makes a request for a decision, as a draft. `once` is the token of the form.
///
/// # Errors
/// The database's.
pub async fn make_decision(
    app: &App,
    by: MemberId,
    dossier: DossierId,
    (wanted, once): (&DecisionWanted, &str),
) -> anyhow::Result<DecisionMade> {
    again(|| make_once(app, by, dossier, (wanted, once))).await
}

async fn make_once(
    app: &App,
    by: MemberId,
    dossier: DossierId,
    (wanted, once): (&DecisionWanted, &str),
) -> anyhow::Result<DecisionMade> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    if !dossiers::Entity::find_by_id(dossier).exists(&tx).await? {
        return Ok(DecisionMade::Nowhere);
    }
    if let Some(row) = decisions::Entity::find().filter(decisions::Column::Once.eq(once)).one(&tx).await? {
        let is_here = row.dossier_id == dossier;
        return Ok(if is_here { DecisionMade::Before(row.id) } else { DecisionMade::Nowhere });
    }
    let row = decisions::ActiveModel {
        dossier_id: Set(dossier),
        body_name: Set(String::new()),
        state: Set(DecisionState::Draft),
        version: Set(1),
        once: Set(once.to_owned()),
        points_given: Set(0),
        made_at: Set(now),
        changed_by: Set(by),
        changed_at: Set(now),
        ..face(wanted)
    };
    let id = decisions::Entity::insert(row).exec(&tx).await?.last_insert_id;
    fill(&tx, app, id, wanted, (by, now)).await?;
    audit::record(&tx, now, Actor::Member(by), Note::done("decision.make", "decision", id.0), "web").await?;
    tx.commit().await?;
    Ok(DecisionMade::New(id))
}

/// Saves version `version` of a draft.
///
/// # Errors
/// The database's.
pub async fn save_decision(
    app: &App,
    by: MemberId,
    (id, version): (DecisionId, i64),
    wanted: &DecisionWanted,
) -> anyhow::Result<DecisionSaved> {
    again(|| save_once(app, by, (id, version), wanted)).await
}

async fn save_once(
    app: &App,
    by: MemberId,
    (id, version): (DecisionId, i64),
    wanted: &DecisionWanted,
) -> anyhow::Result<DecisionSaved> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let save = next(id, DecisionState::Draft, (by, now)).set(face(wanted));
    if save.filter(decisions::Column::Version.eq(version)).exec(&tx).await?.rows_affected == 0 {
        return Ok(DecisionSaved::Overtaken);
    }
    fill(&tx, app, id, wanted, (by, now)).await?;
    audit::record(&tx, now, Actor::Member(by), Note::done("decision.save", "decision", id.0), "web").await?;
    tx.commit().await?;
    Ok(DecisionSaved::Done)
}

fn face(wanted: &DecisionWanted) -> decisions::ActiveModel {
    decisions::ActiveModel {
        title: Set(wanted.title.clone()),
        explanation: Set(wanted.explanation.clone()),
        body_id: Set(wanted.body),
        deadline_day: Set(wanted.until.to_string()),
        deadline_at: Set(end_of(wanted.until)),
        ..Default::default()
    }
}

/// Writes the points and the people of a draft anew: nobody answered it, and no number was given yet.
async fn fill(
    tx: &DatabaseTransaction,
    app: &App,
    id: DecisionId,
    wanted: &DecisionWanted,
    (by, now): (MemberId, Instant),
) -> anyhow::Result<()> {
    let own = decision_points::Column::DecisionId.eq(id);
    let ids = decision_points::Entity::find().filter(own.clone()).select_only().column(decision_points::Column::Id);
    let texts = decision_texts::Column::PointId.in_subquery(ids.into_query());
    decision_texts::Entity::delete_many().filter(texts).exec(tx).await?;
    decision_points::Entity::delete_many().filter(own).exec(tx).await?;
    for (number, point) in (1..).zip(&wanted.points) {
        let row = decision_points::ActiveModel {
            decision_id: Set(id),
            number: Set(number),
            version: Set(1),
            withdrawn_why: Set(String::new()),
            outcome_words: Set(String::new()),
            ..Default::default()
        };
        let point_id = decision_points::Entity::insert(row).exec(tx).await?.last_insert_id;
        let text = decision_texts::ActiveModel {
            point_id: Set(point_id),
            version: Set(1),
            title: Set(point.title.clone()),
            words: Set(point.words.clone()),
            changed_by: Set(by),
            changed_at: Set(now),
        };
        decision_texts::Entity::insert(text).exec_without_returning(tx).await?;
    }
    put_by_hand(tx, app, id, (&wanted.people, now)).await?;
    let Some(row) = decisions::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
    gather(tx, &row, now).await?;
    Ok(())
}
