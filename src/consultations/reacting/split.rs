//! Making points out of what an organisation released, and taking one away again.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::point::{Span, overlap, paragraphs, slice, tight, title_of};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, MemberId, PointId, QuestionId, SubmissionId};
use crate::consultations::Openness;
use crate::consultations::answering::frozen_of;
use crate::consultations::open::hold_open;
use crate::store::DatabaseTransaction;
use crate::store::sql;
use crate::store::tables::{consultation_invitations, consultation_points, consultation_submissions};

/// Which pieces of an answer become points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The whole answer, one point.
    Whole,
    /// Each paragraph a point.
    Paragraphs,
    /// From this character until before that one.
    Range(usize, usize),
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// The points are there; the first has this number.
    Done(i64),
    /// Part of the piece is a point already.
    Overlaps,
    /// There are no words in the piece.
    Nothing,
    /// The reaction is published, or the consultation is not open.
    Closed,
}

/// Makes points of an answer of a released version.
///
/// # Errors
/// The database's.
pub async fn split(
    app: &App,
    by: MemberId,
    id: ConsultationId,
    (submission, question, cut): (SubmissionId, QuestionId, Cut),
) -> anyhow::Result<Split> {
    let tx = app.store.begin_write().await?;
    if !hold_open(&tx, id).await? {
        return Ok(Split::Closed);
    }
    let Some(released) = consultation_submissions::Entity::find_by_id(submission).one(&tx).await? else {
        return Ok(Split::Nothing);
    };
    let of = consultation_invitations::Entity::find_by_id(released.invitation_id).one(&tx).await?;
    if of.is_none_or(|row| row.consultation_id != id) {
        return Ok(Split::Nothing);
    }
    let frozen = frozen_of(&released)?;
    let Some(answer) = frozen.into_iter().find(|one| one.question == question) else { return Ok(Split::Nothing) };
    let words = answer.words.as_str();
    let spans: Vec<Span> = match cut {
        Cut::Whole => tight(words, (0, words.chars().count())).into_iter().collect(),
        Cut::Paragraphs => paragraphs(words),
        Cut::Range(from, until) => tight(words, (from, until)).into_iter().collect(),
    };
    if spans.is_empty() {
        return Ok(Split::Nothing);
    }
    let taken = taken(&tx, submission, question).await?;
    if spans.iter().any(|span| taken.iter().any(|other| overlap(*span, *other))) {
        return Ok(Split::Overlaps);
    }
    let give = sql(
        &tx,
        "UPDATE consultations SET given = given + ? WHERE id = ? RETURNING given",
        [i64::try_from(spans.len())?.into(), id.into()],
    );
    let Some(row) = tx.query_one_raw(give).await? else { return Ok(Split::Closed) };
    let first = row.try_get::<i64>("", "given")? - i64::try_from(spans.len())? + 1;
    // Whose words may not be public has no name out of those words.
    let may_quote = released.openness != Openness::Summary;
    for (number, span) in (first..).zip(&spans) {
        let quote = slice(words, *span);
        let title = if may_quote { title_of(&quote) } else { String::new() };
        put(&tx, app, by, (id, number), (submission, question, *span), (quote, title)).await?;
    }
    let note = Note::done("consultation.split", "consultation", id.0);
    audit::record(&tx, app.clock.now(), Actor::Member(by), note.with(format!("{} from {first}", spans.len())), "web")
        .await?;
    tx.commit().await?;
    Ok(Split::Done(first))
}

async fn taken(tx: &DatabaseTransaction, submission: SubmissionId, question: QuestionId) -> anyhow::Result<Vec<Span>> {
    let rows = consultation_points::Entity::find()
        .filter(consultation_points::Column::SubmissionId.eq(submission))
        .filter(consultation_points::Column::QuestionId.eq(question))
        .all(tx)
        .await?;
    rows.into_iter().map(|row| Ok((usize::try_from(row.from_char)?, usize::try_from(row.until_char)?))).collect()
}

async fn put(
    tx: &DatabaseTransaction,
    app: &App,
    by: MemberId,
    (id, number): (ConsultationId, i64),
    (submission, question, (from, until)): (SubmissionId, QuestionId, Span),
    (quote, title): (String, String),
) -> anyhow::Result<()> {
    let insert = sql(
        tx,
        "INSERT INTO consultation_points (consultation_id, number, submission_id, question_id, from_char, until_char, quote,
           title, theme, reason, changes, version, changed_by, changed_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '', '', 1, ?, ?)",
        [
            id.into(),
            number.into(),
            submission.into(),
            question.into(),
            i64::try_from(from)?.into(),
            i64::try_from(until)?.into(),
            quote.into(),
            title.into(),
            by.into(),
            app.clock.now().into(),
        ],
    );
    tx.execute_raw(insert).await?;
    Ok(())
}

/// Takes a point away, unless something is promised for it. Its number does not return.
///
/// # Errors
/// The database's.
pub(super) async fn unsplit(app: &App, by: MemberId, id: ConsultationId, point: PointId) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    if !hold_open(&tx, id).await? {
        return Ok(false);
    }
    let gone = sql(
        &tx,
        "DELETE FROM consultation_points WHERE id = ? AND consultation_id = ?
           AND NOT EXISTS (SELECT 1 FROM consultation_commitments c WHERE c.point_id = consultation_points.id)",
        [point.into(), id.into()],
    );
    if tx.execute_raw(gone).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let note = Note::done("consultation.unsplit", "consultation", id.0).with(format!("point {point}"));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(true)
}
