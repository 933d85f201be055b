//! Passages and attachments that are no point: put aside with a reason that the organisation reads, and taken back.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::point::{Span, overlap, slice, tight};
use super::split::{Released, released, taken};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{AsideId, ConsultationId, DocumentId, MemberId, QuestionId, SubmissionId};
use crate::consultations::acts::Act;
use crate::consultations::open::hold_open;
use crate::store::tables::consultation_asides::{ActiveModel, Column, Entity};

/// A piece of what an organisation released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Characters of an answer: from this one until before that one.
    Words(QuestionId, usize, usize),
    /// An attachment.
    Attachment(DocumentId),
}

/// What came of putting pieces aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutAside {
    /// So many were put aside.
    Done(usize),
    /// The organisation has to be told why.
    NoReason,
    /// One of them is a point, or was put aside already.
    Overlaps,
    /// One of them is not in this answer.
    Nothing,
    /// The reaction is published, or the consultation is not open.
    Closed,
}

/// Puts pieces of a released version aside, all for one reason.
///
/// # Errors
/// The database's.
pub async fn put_aside(
    app: &App,
    by: MemberId,
    (id, submission): (ConsultationId, SubmissionId),
    (pieces, reason): (&[Piece], &str),
) -> anyhow::Result<PutAside> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Ok(PutAside::NoReason);
    }
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    if !hold_open(&tx, id).await? {
        return Ok(PutAside::Closed);
    }
    let Some(Released { frozen, attached, .. }) = released(&tx, id, submission).await? else {
        return Ok(PutAside::Nothing);
    };
    for piece in pieces {
        let (question, document, span, quote): (Option<QuestionId>, Option<DocumentId>, Span, String) = match *piece {
            Piece::Words(question, from, until) => {
                let words = frozen.iter().find(|one| one.question == question).map_or("", |one| one.words.as_str());
                let Some(span) = tight(words, (from, until)) else { return Ok(PutAside::Nothing) };
                (Some(question), None, span, slice(words, span))
            }
            Piece::Attachment(document) => {
                let Some(one) = attached.iter().find(|one| one.document == document) else {
                    return Ok(PutAside::Nothing);
                };
                (None, Some(document), (0, 1), one.title.clone())
            }
        };
        let of = question.map_or_else(|| document.map(Place::Attachment), |question| Some(Place::Answer(question)));
        let Some(of) = of else { return Ok(PutAside::Nothing) };
        if taken(&tx, submission, of).await?.iter().any(|other| overlap(span, *other)) {
            return Ok(PutAside::Overlaps);
        }
        let row = ActiveModel {
            consultation_id: Set(id),
            submission_id: Set(submission),
            question_id: Set(question),
            document_id: Set(document),
            from_char: Set(i64::try_from(span.0)?),
            until_char: Set(i64::try_from(span.1)?),
            quote: Set(quote),
            reason: Set(reason.to_owned()),
            made_by: Set(by),
            made_at: Set(now),
            ..Default::default()
        };
        Entity::insert(row).exec_without_returning(&tx).await?;
    }
    if pieces.is_empty() {
        return Ok(PutAside::Nothing);
    }
    let note = Note::of(Act::PutAside, id.0);
    audit::record(&tx, now, Actor::Member(by), note.with(format!("{} pieces", pieces.len())), "web").await?;
    tx.commit().await?;
    Ok(PutAside::Done(pieces.len()))
}

/// Where in a released version something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the answer to a question.
    Answer(QuestionId),
    /// In an attachment.
    Attachment(DocumentId),
}

/// Takes a piece back: it is to be a point, or put aside for another reason. Gives whether it did.
///
/// # Errors
/// The database's.
pub async fn take_back(app: &App, by: MemberId, id: ConsultationId, which: AsideId) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    if !hold_open(&tx, id).await? {
        return Ok(false);
    }
    let back = Entity::delete_many().filter(Column::Id.eq(which)).filter(Column::ConsultationId.eq(id));
    if back.exec(&tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    let note = Note::of(Act::TakeBack, id.0).with(format!("aside {which}"));
    audit::record(&tx, app.clock.now(), Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(true)
}
