//! The words before the points.

use sea_orm::{ColumnTrait, QueryFilter, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, MemberId};
use crate::consultations::ConsultationState;
use crate::consultations::acts::Act;
use crate::consultations::open::hold_open;
use crate::consultations::turn::turn;
use crate::store::tables::consultations::{ActiveModel, Column};

/// What came of saving an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Introduced {
    /// It is saved.
    Done,
    /// Somebody else saved other words meanwhile.
    Overtaken,
    /// The reaction is published.
    Closed,
}

/// Saves the introduction of a reaction, if `before` is still what is there.
///
/// # Errors
/// The database's.
pub async fn introduce(
    app: &App,
    by: MemberId,
    id: ConsultationId,
    (before, words): (&str, &str),
) -> anyhow::Result<Introduced> {
    let tx = app.store.begin_write().await?;
    let said = ActiveModel { introduction: Set(words.to_owned()), ..Default::default() };
    let update = turn(id, &[ConsultationState::Open]).set(said).filter(Column::Introduction.eq(before));
    if update.exec(&tx).await?.rows_affected == 0 {
        let is_open = hold_open(&tx, id).await?;
        return Ok(if is_open { Introduced::Overtaken } else { Introduced::Closed });
    }
    let note = Note::of(Act::Introduce, id.0);
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Introduced::Done)
}
