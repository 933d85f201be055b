//! Writing a consultation: made once for a form, saved from the version that was seen.

use sea_orm::{ConnectionTrait, DbErr, Value};

use super::Wanted;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, MemberId};
use crate::base::{Blocks, markdown};
use crate::consultations::acts::Act;
use crate::store::DatabaseTransaction;
use crate::store::{Class, class_of, sql};

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
    let columns = columns(wanted, &markdown::kept(&wanted.source).await?.blocks);
    let tx = app.store.begin_write().await?;
    let before = sql(&tx, "SELECT id FROM consultations WHERE once = ?", [once.into()]);
    if let Some(row) = tx.query_one_raw(before).await? {
        return Ok(Made::Before(row.try_get("", "id")?));
    }
    let now = app.clock.now();
    let insert = sql(
        &tx,
        "INSERT INTO consultations (kenmerk, title, summary, source, body, on_behalf, deadline_wall, deadline_at, contact_id,
           late_by, state, version, once, made_at, changed_by, changed_at, given, introduction)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', 1, ?, ?, ?, ?, 0, '') RETURNING id",
        columns.into_iter().chain([once.into(), now.into(), by.into(), now.into()]),
    );
    let row = match tx.query_one_raw(insert).await {
        Err(error) if class_of(&error) == Class::Unique => return Ok(Made::KenmerkTaken),
        row => row?.ok_or(DbErr::RecordNotInserted)?,
    };
    let id: ConsultationId = row.try_get("", "id")?;
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
    let columns = columns(wanted, &markdown::kept(&wanted.source).await?.blocks);
    let tx = app.store.begin_write().await?;
    if !touch(&tx, app, by, (id, version)).await? {
        return Ok(Saved::Overtaken);
    }
    let update = sql(
        &tx,
        "UPDATE consultations SET kenmerk = ?, title = ?, summary = ?, source = ?, body = ?, on_behalf = ?, deadline_wall = ?,
           deadline_at = ?, contact_id = ?, late_by = ? WHERE id = ?",
        columns.into_iter().chain([id.into()]),
    );
    match tx.execute_raw(update).await {
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
    let update = sql(
        tx,
        "UPDATE consultations SET state = 'draft', version = version + 1, changed_by = ?, changed_at = ?, approved_by = NULL,
           approved_at = NULL, approved_hash = NULL WHERE id = ? AND version = ? AND state IN ('draft', 'approved')",
        [by.into(), app.clock.now().into(), id.into(), version.into()],
    );
    Ok(tx.execute_raw(update).await?.rows_affected() == 1)
}

fn columns(wanted: &Wanted, body: &Blocks) -> Vec<Value> {
    vec![
        wanted.kenmerk.as_str().into(),
        wanted.title.as_str().into(),
        wanted.summary.as_str().into(),
        wanted.source.as_str().into(),
        body.to_json().into(),
        wanted.on_behalf.as_str().into(),
        wanted.deadline.stored().into(),
        wanted.deadline.resolve().instant().into(),
        wanted.contact.into(),
        wanted.late_by.word().into(),
    ]
}

/// Nobody was asked yet, so the questions are simply written anew.
async fn put_questions(tx: &DatabaseTransaction, id: ConsultationId, wanted: &Wanted) -> Result<(), DbErr> {
    tx.execute_raw(sql(tx, "DELETE FROM consultation_questions WHERE consultation_id = ?", [id.into()])).await?;
    for (number, question) in (1_i64..).zip(&wanted.questions) {
        let insert = sql(
            tx,
            "INSERT INTO consultation_questions (consultation_id, number, kind, asked, choices) VALUES (?, ?, ?, ?, ?)",
            [
                id.into(),
                number.into(),
                question.kind().word().into(),
                question.asked.as_str().into(),
                question.choices.join("\n").into(),
            ],
        );
        tx.execute_raw(insert).await?;
    }
    Ok(())
}
