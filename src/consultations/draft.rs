//! Writing a consultation: made once for a form, saved from the version that was seen.

use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::turn::turn;
use super::{ConsultationState, Wanted};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, MemberId};
use crate::base::{Blocks, markdown};
use crate::consultations::acts::Act;
use crate::store::tables::consultation_questions;
use crate::store::tables::consultations::{ActiveModel, Column, Entity};
use crate::store::{Class, DatabaseTransaction, class_of};

/// What came of making one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It is there now.
    New(ConsultationId),
    /// The same form made it before.
    Before(ConsultationId),
    /// Another consultation has this reference number.
    KenmerkTaken,
}

/// What came of saving one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is saved. It is a draft, also when it was approved.
    Done,
    /// Somebody else saved it since, or it is open by now.
    Overtaken,
    /// Another consultation has this reference number.
    KenmerkTaken,
}

/// Makes a draft. `once` is the token of the form, so that sending it twice makes one.
///
/// # Errors
/// The database's.
pub async fn make(app: &App, by: MemberId, wanted: &Wanted, once: &str) -> anyhow::Result<Made> {
    let face = face(wanted, &markdown::kept(&wanted.source).await?.blocks);
    let tx = app.store.begin_write().await?;
    if let Some(row) = Entity::find().filter(Column::Once.eq(once)).one(&tx).await? {
        return Ok(Made::Before(row.id));
    }
    let now = app.clock.now();
    let row = ActiveModel {
        state: Set(ConsultationState::Draft),
        version: Set(1),
        once: Set(once.to_owned()),
        made_at: Set(now),
        changed_by: Set(by),
        changed_at: Set(now),
        given: Set(0),
        introduction: Set(String::new()),
        ..face
    };
    let id = match Entity::insert(row).exec(&tx).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Made::KenmerkTaken),
        made => made?.last_insert_id,
    };
    put_questions(&tx, id, wanted).await?;
    let note = Note::of(Act::Make, id.0);
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Made::New(id))
}

/// Saves version `version`. What was approved is a draft again.
///
/// # Errors
/// The database's.
pub async fn save(
    app: &App,
    by: MemberId,
    (id, version): (ConsultationId, i64),
    wanted: &Wanted,
) -> anyhow::Result<Saved> {
    let face = face(wanted, &markdown::kept(&wanted.source).await?.blocks);
    let tx = app.store.begin_write().await?;
    if !touch(&tx, app, by, (id, version)).await? {
        return Ok(Saved::Overtaken);
    }
    match Entity::update_many().set(face).filter(Column::Id.eq(id)).exec(&tx).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Saved::KenmerkTaken),
        done => done?,
    };
    put_questions(&tx, id, wanted).await?;
    let note = Note::of(Act::Save, id.0);
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

/// Makes a draft of the next version out of version `version`; whether it met one that may still change.
pub(super) async fn touch(
    tx: &DatabaseTransaction,
    app: &App,
    by: MemberId,
    (id, version): (ConsultationId, i64),
) -> Result<bool, DbErr> {
    let next = ActiveModel {
        state: Set(ConsultationState::Draft),
        version: Set(version + 1),
        changed_by: Set(by),
        changed_at: Set(app.clock.now()),
        approved_by: Set(None),
        approved_at: Set(None),
        approved_hash: Set(None),
        ..Default::default()
    };
    let seen = turn(id, &[ConsultationState::Draft, ConsultationState::Approved]).filter(Column::Version.eq(version));
    Ok(seen.set(next).exec(tx).await?.rows_affected == 1)
}

/// What the form says of a consultation.
fn face(wanted: &Wanted, body: &Blocks) -> ActiveModel {
    ActiveModel {
        kenmerk: Set(wanted.kenmerk.clone()),
        title: Set(wanted.title.clone()),
        summary: Set(wanted.summary.clone()),
        source: Set(wanted.source.clone()),
        body: Set(body.to_json()),
        on_behalf: Set(wanted.on_behalf.clone()),
        deadline_wall: Set(wanted.deadline.stored()),
        deadline_at: Set(wanted.deadline.resolve().instant()),
        contact_id: Set(wanted.contact),
        late_by: Set(wanted.late_by),
        ..Default::default()
    }
}

/// Nobody was asked yet, so the questions are simply written anew.
async fn put_questions(tx: &DatabaseTransaction, id: ConsultationId, wanted: &Wanted) -> Result<(), DbErr> {
    use consultation_questions::{ActiveModel, Column, Entity};
    Entity::delete_many().filter(Column::ConsultationId.eq(id)).exec(tx).await?;
    let rows = (1_i64..).zip(&wanted.questions).map(|(number, question)| ActiveModel {
        consultation_id: Set(id),
        number: Set(number),
        kind: Set(question.kind()),
        asked: Set(question.asked.clone()),
        choices: Set(question.choices.join("\n")),
        ..Default::default()
    });
    Entity::insert_many(rows).exec_without_returning(tx).await.map(drop)
}
