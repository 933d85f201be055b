//! What of an answer is neither a point nor put aside.

use super::aside::Piece;
use super::point::{Span, found, rest, slice};
use super::reaction::{Answered, Aside};
use crate::base::id::{QuestionId, SubmissionId};
use crate::consultations::answering::frozen_of;
use crate::consultations::enclosing::attached_of;
use crate::consultations::find::Invited;
use crate::consultations::{Consultation, QuestionKind};

/// A piece of the newest version of an answer that is still to be split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::consultations) struct Left {
    /// The version.
    pub(in crate::consultations) submission: SubmissionId,
    /// Where in it.
    pub(in crate::consultations) piece: Piece,
    /// The number of its question; nothing for an attachment.
    pub(in crate::consultations) question: Option<i64>,
    /// Its words, or what the attachment is called.
    pub(in crate::consultations) words: String,
}

/// What is left of an organisation. Words that an earlier version had as well, and that were split there, are done; what
/// was chosen out of choices is counted and not split.
pub(super) fn left(
    the: &Consultation,
    one: &Invited,
    (points, asides): (&[Answered], &[Aside]),
) -> anyhow::Result<Vec<Left>> {
    let Some(newest) = one.submissions.last() else { return Ok(Vec::new()) };
    let points: Vec<_> = points.iter().filter(|point| point.invitation == one.row.id).map(|point| &point.row).collect();
    let asides: Vec<_> =
        asides.iter().filter(|aside| one.submissions.iter().any(|sent| sent.id == aside.submission_id)).collect();
    let mut left = Vec::new();
    for answer in frozen_of(newest)? {
        let is_choice = the.questions.iter().any(|one| one.id == answer.question && one.kind == QuestionKind::Choice);
        if is_choice {
            continue;
        }
        let of_points = points
            .iter()
            .filter(|row| row.question_id == answer.question && row.document_id.is_none())
            .map(|row| (row.submission_id, span(row.from_char, row.until_char), &row.quote));
        let of_asides = asides
            .iter()
            .filter(|row| row.question_id == Some(answer.question))
            .map(|row| (row.submission_id, span(row.from_char, row.until_char), &row.quote));
        let covered: Vec<Span> = of_points
            .chain(of_asides)
            .filter_map(|(of, span, quote)| if of == newest.id { Some(span) } else { found(&answer.words, quote) })
            .collect();
        for (from, until) in rest(&answer.words, &covered) {
            let (question, words): (QuestionId, _) = (answer.question, slice(&answer.words, (from, until)));
            let piece = Piece::Words(question, from, until);
            left.push(Left { submission: newest.id, piece, question: Some(answer.number), words });
        }
    }
    for one in attached_of(newest)? {
        let is_done = points.iter().any(|row| row.document_id == Some(one.document))
            || asides.iter().any(|row| row.document_id == Some(one.document));
        if !is_done {
            let piece = Piece::Attachment(one.document);
            left.push(Left { submission: newest.id, piece, question: None, words: one.title });
        }
    }
    Ok(left)
}

/// A span as it is stored.
pub(super) fn span(from: i64, until: i64) -> Span {
    (usize::try_from(from).unwrap_or(0), usize::try_from(until).unwrap_or(0))
}
