//! Making points out of what an organisation released, and taking one away again.
//!
//! SQL because what keeps a point is looked at by the statement that takes it away.

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::aside::Place;
use super::left::span;
use super::point::{Span, overlap, paragraphs, slice, tight, title_of};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{ConsultationId, DocumentId, MemberId, PointId, QuestionId, SubmissionId};
use crate::consultations::Openness;
use crate::consultations::acts::Act;
use crate::consultations::answering::{Frozen, frozen_of};
use crate::consultations::enclosing::{Attached, attached_of};
use crate::consultations::find::{self, Submission};
use crate::consultations::open::hold_open;
use crate::store::tables::{
    consultation_asides, consultation_invitations, consultation_points, consultation_submissions, consultations,
};
use crate::store::{DatabaseTransaction, sql};

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
    let Some(Released { row, frozen, .. }) = released(&tx, id, submission).await? else { return Ok(Split::Nothing) };
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
    let taken = taken(&tx, submission, Place::Answer(question)).await?;
    if spans.iter().any(|span| taken.iter().any(|other| overlap(*span, *other))) {
        return Ok(Split::Overlaps);
    }
    let points: Vec<_> = spans.iter().map(|span| (question, None, *span, slice(words, *span))).collect();
    numbered(tx, app, by, (id, &row), &points).await
}

/// Makes a point of what somebody typed of an attachment, such as a scan.
///
/// # Errors
/// The database's.
pub(super) async fn quote(
    app: &App,
    by: MemberId,
    id: ConsultationId,
    (submission, document, words): (SubmissionId, DocumentId, &str),
) -> anyhow::Result<Split> {
    let tx = app.store.begin_write().await?;
    if !hold_open(&tx, id).await? {
        return Ok(Split::Closed);
    }
    let Some(Released { row, attached, .. }) = released(&tx, id, submission).await? else { return Ok(Split::Nothing) };
    let Some(span) = tight(words, (0, words.chars().count())) else { return Ok(Split::Nothing) };
    let is_aside = !taken_aside(&tx, submission, Place::Attachment(document)).await?.is_empty();
    if is_aside || !attached.iter().any(|one| one.document == document) {
        return Ok(if is_aside { Split::Overlaps } else { Split::Nothing });
    }
    let the = find::consultation(&tx, id).await?;
    let Some(first) = the.and_then(|the| the.questions.first().map(|question| question.id)) else {
        return Ok(Split::Nothing);
    };
    let point = (first, Some(document), (0, span.1 - span.0), slice(words, span));
    numbered(tx, app, by, (id, &row), &[point]).await
}

/// A piece that becomes a point: its question, its attachment, its characters and its words.
type Cutting = (QuestionId, Option<DocumentId>, Span, String);

/// Gives numbers to points and keeps them.
async fn numbered(
    tx: DatabaseTransaction,
    app: &App,
    by: MemberId,
    (id, row): (ConsultationId, &Submission),
    points: &[Cutting],
) -> anyhow::Result<Split> {
    let many = i64::try_from(points.len())?;
    let given = consultations::Column::Given;
    let give = consultations::Entity::update_many().col_expr(given, Expr::col(given).add(many));
    let give = give.filter(consultations::Column::Id.eq(id)).exec_with_returning(&tx).await?;
    let Some(the) = give.first() else { return Ok(Split::Closed) };
    let first = the.given - many + 1;
    for (number, point) in (first..).zip(points) {
        // Whose words may not be public has no name out of those words.
        let title = if row.openness == Openness::Summary { String::new() } else { title_of(&point.3) };
        put(&tx, app, by, (id, number), (row.id, point), title).await?;
    }
    let note = Note::of(Act::Split, id.0);
    audit::record(&tx, app.clock.now(), Actor::Member(by), note.with(format!("{many} from {first}")), "web").await?;
    tx.commit().await?;
    Ok(Split::Done(first))
}

/// A released version with what is in it.
pub(super) struct Released {
    row: Submission,
    pub(super) frozen: Vec<Frozen>,
    pub(super) attached: Vec<Attached>,
}

/// A released version of a consultation; `None` when it is of another.
pub(super) async fn released(
    tx: &DatabaseTransaction,
    id: ConsultationId,
    submission: SubmissionId,
) -> anyhow::Result<Option<Released>> {
    let Some(row) = consultation_submissions::Entity::find_by_id(submission).one(tx).await? else { return Ok(None) };
    let of = consultation_invitations::Entity::find_by_id(row.invitation_id).one(tx).await?;
    if of.is_none_or(|of| of.consultation_id != id) {
        return Ok(None);
    }
    Ok(Some(Released { frozen: frozen_of(&row)?, attached: attached_of(&row)?, row }))
}

/// Which characters at a place are a point or put aside already.
pub(super) async fn taken(tx: &DatabaseTransaction, of: SubmissionId, place: Place) -> anyhow::Result<Vec<Span>> {
    let points = consultation_points::Entity::find().filter(consultation_points::Column::SubmissionId.eq(of));
    let points = match place {
        Place::Answer(question) => points
            .filter(consultation_points::Column::QuestionId.eq(question))
            .filter(consultation_points::Column::DocumentId.is_null()),
        Place::Attachment(document) => points.filter(consultation_points::Column::DocumentId.eq(document)),
    };
    let mut spans = taken_aside(tx, of, place).await?;
    // Of an attachment nobody knows the characters: a point of it takes the whole.
    let is_whole = matches!(place, Place::Attachment(_));
    for row in points.all(tx).await? {
        spans.push(if is_whole { (0, 1) } else { span(row.from_char, row.until_char) });
    }
    Ok(spans)
}

async fn taken_aside(tx: &DatabaseTransaction, of: SubmissionId, place: Place) -> anyhow::Result<Vec<Span>> {
    let asides = consultation_asides::Entity::find().filter(consultation_asides::Column::SubmissionId.eq(of));
    let asides = match place {
        Place::Answer(question) => asides.filter(consultation_asides::Column::QuestionId.eq(question)),
        Place::Attachment(document) => asides.filter(consultation_asides::Column::DocumentId.eq(document)),
    };
    Ok(asides.all(tx).await?.into_iter().map(|row| span(row.from_char, row.until_char)).collect())
}

async fn put(
    tx: &DatabaseTransaction,
    app: &App,
    by: MemberId,
    (id, number): (ConsultationId, i64),
    (submission, (question, document, (from, until), quote)): (SubmissionId, &Cutting),
    title: String,
) -> anyhow::Result<()> {
    let row = consultation_points::ActiveModel {
        consultation_id: Set(id),
        number: Set(number),
        submission_id: Set(submission),
        question_id: Set(*question),
        from_char: Set(i64::try_from(*from)?),
        until_char: Set(i64::try_from(*until)?),
        quote: Set(quote.clone()),
        title: Set(title),
        theme: Set(String::new()),
        reason: Set(String::new()),
        changes: Set(String::new()),
        version: Set(1),
        changed_by: Set(by),
        changed_at: Set(app.clock.now()),
        document_id: Set(*document),
        ..Default::default()
    };
    consultation_points::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes a point away, unless something is promised for it or another point has its answer. Its number does not return.
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
           AND NOT EXISTS (SELECT 1 FROM consultation_commitments c WHERE c.point_id = consultation_points.id)
           AND NOT EXISTS (SELECT 1 FROM consultation_points m WHERE m.merged_into = consultation_points.id)",
        [point.into(), id.into()],
    );
    if tx.execute_raw(gone).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let note = Note::of(Act::Unsplit, id.0).with(format!("point {point}"));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(true)
}
