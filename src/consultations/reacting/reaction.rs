//! The reaction as it is now: every point with who raised it, what we answer, and what is missing.

use std::collections::BTreeMap;

use anyhow::Context as _;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::left::{Left, left};
use crate::app::App;
use crate::base::id::{ConsultationId, DocumentId, InvitationId, PointId, SubmissionId};
use crate::base::secrets::sha256_hex;
use crate::base::{Instant, Language};
use crate::consultations::consultation::Consultation;
use crate::consultations::enclosing::attached_of;
use crate::consultations::entering::is_waiting;
use crate::consultations::find::{self, Invited, Standing};
use crate::consultations::{Disposition, Openness, texts};
use crate::store::tables::{consultation_asides, consultation_commitments, consultation_points};

/// The version in which something is left to be split, as an address asks for it.
pub(super) const NEWEST: &str = "nieuwste";

/// A promise.
pub(in crate::consultations) type Commitment = consultation_commitments::Model;

/// A point with all that belongs to it.
#[derive(Clone, Debug)]
pub(in crate::consultations) struct Answered {
    /// The point.
    pub(in crate::consultations) row: consultation_points::Model,
    /// The number of the question that it answers.
    pub(in crate::consultations) question: i64,
    /// The organisation that raised it.
    pub(in crate::consultations) invitation: InvitationId,
    /// Its name.
    pub(in crate::consultations) organisation: String,
    /// What of it may be public.
    pub(in crate::consultations) openness: Openness,
    /// What the attachment is called of which it is a quotation.
    pub(in crate::consultations) attachment: Option<String>,
    /// The number of the point whose answer it has; the answer stands in `row`.
    pub(in crate::consultations) merged: Option<i64>,
    /// What is promised.
    pub(in crate::consultations) commitments: Vec<Commitment>,
}

impl Answered {
    /// Who raised it, as everybody may read it.
    pub(super) fn who(&self, language: Language) -> &str {
        if self.openness == Openness::Named { &self.organisation } else { texts::unnamed(language) }
    }
}

/// A reaction.
#[derive(Clone, Debug)]
pub(in crate::consultations) struct Reaction {
    /// Who was asked.
    pub(in crate::consultations) invited: Vec<Invited>,
    /// The points by number.
    pub(in crate::consultations) points: Vec<Answered>,
    /// What was put aside.
    pub(in crate::consultations) asides: Vec<Aside>,
    /// What is left of each organisation.
    left: BTreeMap<InvitationId, Vec<Left>>,
}

/// A piece that is no point.
pub(in crate::consultations) type Aside = consultation_asides::Model;

/// What is missing before a reaction can be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::consultations) enum Missing {
    /// The term is not over.
    TermRuns,
    /// Nobody answered.
    NoAnswer,
    /// What was entered of this organisation waits until it says that it counts.
    Entered(String, InvitationId),
    /// Nothing was made of the answer of this organisation.
    NotSplit(String, InvitationId),
    /// So many pieces of the answer of this organisation are neither a point nor put aside.
    Left(String, InvitationId, usize),
    /// This point has no disposition.
    Open(i64),
    /// This point says nothing of what it is about.
    Untitled(i64),
}

impl Reaction {
    /// The points by theme, each theme where its first point stands; what has none comes last.
    pub(super) fn themes(&self, language: Language) -> Vec<(String, Vec<&Answered>)> {
        let mut themes: Vec<(String, Vec<&Answered>)> = Vec::new();
        let mut rest = Vec::new();
        for point in self.heads() {
            if point.row.theme.is_empty() {
                rest.push(point);
            } else if let Some((_, points)) = themes.iter_mut().find(|(theme, _)| *theme == point.row.theme) {
                points.push(point);
            } else {
                themes.push((point.row.theme.clone(), vec![point]));
            }
        }
        if !rest.is_empty() {
            themes.push((language.pick("Overig", "Other").to_owned(), rest));
        }
        themes
    }

    /// How many points have each disposition.
    pub(super) fn sums(&self) -> Vec<(Disposition, usize)> {
        let many = |of| self.points.iter().filter(|point| point.row.disposition == Some(of)).count();
        texts::DISPOSITIONS.into_iter().map(|of| (of, many(of))).collect()
    }

    /// The organisations that answered and may be named, and how many others did.
    pub(super) fn addressees(&self) -> (Vec<&str>, usize) {
        let newest = self.invited.iter().filter_map(|one| Some((one, one.submissions.last()?.openness)));
        let (named, others): (Vec<_>, Vec<_>) = newest.partition(|(_, openness)| *openness == Openness::Named);
        (named.into_iter().map(|(one, _)| one.organisation.as_str()).collect(), others.len())
    }

    /// The points with an answer of their own.
    pub(super) fn heads(&self) -> impl Iterator<Item = &Answered> {
        self.points.iter().filter(|point| point.merged.is_none())
    }

    /// The points that have the answer of this one.
    pub(super) fn with(&self, head: &Answered) -> impl Iterator<Item = &Answered> {
        let number = head.row.number;
        self.points.iter().filter(move |point| point.merged == Some(number))
    }

    /// What is left of one organisation.
    pub(super) fn left_of(&self, invitation: InvitationId) -> &[Left] {
        self.left.get(&invitation).map(Vec::as_slice).unwrap_or_default()
    }

    /// What was put aside of one organisation, whatever the version.
    pub(in crate::consultations) fn asides_of(&self, invitation: InvitationId) -> Vec<&Aside> {
        let of = |one: &&Invited| one.row.id == invitation;
        let sent = self.invited.iter().find(of).map(|one| one.submissions.as_slice()).unwrap_or_default();
        self.asides.iter().filter(|aside| sent.iter().any(|one| one.id == aside.submission_id)).collect()
    }

    /// The points of one organisation.
    pub(super) fn of(&self, invitation: InvitationId) -> Vec<&Answered> {
        self.points.iter().filter(|point| point.invitation == invitation).collect()
    }

    /// What is missing, in the order in which it has to be done.
    pub(super) fn missing(&self, the: &Consultation, now: Instant) -> Vec<Missing> {
        let mut missing = Vec::new();
        if !the.is_late(now) {
            missing.push(Missing::TermRuns);
        }
        let submitted: Vec<_> =
            self.invited.iter().filter(|one| matches!(one.standing(), Standing::Submitted { .. })).collect();
        if submitted.is_empty() {
            missing.push(Missing::NoAnswer);
        }
        let waiting = self.invited.iter().filter(|one| one.entries.iter().any(is_waiting));
        missing.extend(waiting.map(|one| Missing::Entered(one.organisation.clone(), one.row.id)));
        let is_untouched = |one: &&&Invited| self.of(one.row.id).is_empty() && self.asides_of(one.row.id).is_empty();
        let unsplit = submitted.iter().filter(is_untouched);
        missing.extend(unsplit.map(|one| Missing::NotSplit(one.organisation.clone(), one.row.id)));
        for one in submitted.iter().filter(|one| !is_untouched(one)) {
            let many = self.left_of(one.row.id).len();
            if many > 0 {
                missing.push(Missing::Left(one.organisation.clone(), one.row.id, many));
            }
        }
        for point in self.heads() {
            if point.row.disposition.is_none() || point.row.reason.is_empty() {
                missing.push(Missing::Open(point.row.number));
            } else if point.row.title.is_empty() {
                missing.push(Missing::Untitled(point.row.number));
            }
        }
        missing
    }

    /// A name for exactly what would be public and sent.
    pub(super) fn hash(&self, the: &Consultation) -> String {
        let points: Vec<_> = self
            .points
            .iter()
            .map(|point| {
                let row = &point.row;
                let promised: Vec<_> =
                    point.commitments.iter().map(|one| (&one.promised, one.owner, &one.due_on)).collect();
                let mut said = serde_json::json!({
                    "number": row.number, "quote": row.quote, "title": row.title, "theme": row.theme,
                    "disposition": row.disposition.map(Disposition::word), "reason": row.reason, "changes": row.changes,
                    "openness": point.openness.word(), "organisation": point.organisation, "promised": promised,
                });
                if let Some(head) = point.merged {
                    said["merged"] = head.into();
                }
                said
            })
            .collect();
        let submitted: Vec<_> = self.invited.iter().map(|one| (one.row.id, one.submissions.len())).collect();
        let mut said =
            serde_json::json!({ "introduction": the.row.introduction, "points": points, "submitted": submitted });
        if !self.asides.is_empty() {
            said["asides"] = self.asides.iter().map(|aside| serde_json::json!([aside.quote, aside.reason])).collect();
        }
        sha256_hex(said.to_string().as_bytes())
    }
}

/// Gathers the reaction to a consultation as it is now.
pub(in crate::consultations) async fn gather(
    on: &impl ConnectionTrait,
    the: &Consultation,
) -> anyhow::Result<Reaction> {
    let invited = find::invited(on, the.row.id).await?;
    let mut of: BTreeMap<SubmissionId, (InvitationId, &str, Openness)> = BTreeMap::new();
    for one in &invited {
        // What it chose last counts for all that it wrote.
        let Some(openness) = one.submissions.last().map(|newest| newest.openness) else { continue };
        of.extend(one.submissions.iter().map(|sent| (sent.id, (one.row.id, one.organisation.as_str(), openness))));
    }
    let rows = consultation_points::Entity::find()
        .filter(consultation_points::Column::ConsultationId.eq(the.row.id))
        .order_by_asc(consultation_points::Column::Number)
        .all(on)
        .await?;
    let mut promised: BTreeMap<PointId, Vec<Commitment>> = BTreeMap::new();
    let all = consultation_commitments::Entity::find()
        .filter(consultation_commitments::Column::PointId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(consultation_commitments::Column::Id);
    for row in all.all(on).await? {
        promised.entry(row.point_id).or_default().push(row);
    }
    let titles = titles_of(&invited)?;
    let mut points: Vec<_> = rows
        .into_iter()
        .filter_map(|row| {
            let (invitation, organisation, openness) = *of.get(&row.submission_id)?;
            let question = the.questions.iter().find(|one| one.id == row.question_id).map_or(0, |one| one.number);
            let commitments = promised.remove(&row.id).unwrap_or_default();
            let attachment = row.document_id.map(|id| titles.get(&id).cloned().unwrap_or_default());
            let organisation = organisation.to_owned();
            Some(Answered { row, question, invitation, organisation, openness, attachment, merged: None, commitments })
        })
        .collect();
    share(&mut points);
    let asides = consultation_asides::Entity::find()
        .filter(consultation_asides::Column::ConsultationId.eq(the.row.id))
        .order_by_asc(consultation_asides::Column::Id)
        .all(on)
        .await?;
    let mut pieces = BTreeMap::new();
    for one in &invited {
        pieces.insert(one.row.id, left(the, one, (&points, &asides))?);
    }
    Ok(Reaction { invited, points, asides, left: pieces })
}

/// What attachments were called when they were released.
fn titles_of(invited: &[Invited]) -> anyhow::Result<BTreeMap<DocumentId, String>> {
    let mut titles = BTreeMap::new();
    for sent in invited.iter().flat_map(|one| &one.submissions) {
        titles.extend(attached_of(sent)?.into_iter().map(|one| (one.document, one.title)));
    }
    Ok(titles)
}

/// Gives every merged point the answer of its head: whoever raised it reads that.
fn share(points: &mut [Answered]) {
    let heads: BTreeMap<PointId, Answered> = points.iter().map(|point| (point.row.id, point.clone())).collect();
    for point in points {
        let Some(head) = point.row.merged_into.and_then(|id| heads.get(&id)) else { continue };
        point.merged = Some(head.row.number);
        point.row.title.clone_from(&head.row.title);
        point.row.theme.clone_from(&head.row.theme);
        point.row.disposition = head.row.disposition;
        point.row.reason.clone_from(&head.row.reason);
        point.row.changes.clone_from(&head.row.changes);
        point.commitments.clone_from(&head.commitments);
    }
}

/// The reaction to a consultation as it is now.
pub(in crate::consultations) async fn gather_now(app: &App, id: ConsultationId) -> anyhow::Result<Reaction> {
    let on = app.store.read();
    let the = find::consultation(on, id).await?.with_context(|| format!("consultation {id} is not there"))?;
    gather(on, &the).await
}

/// The name of what would be published now.
pub(in crate::consultations) async fn hash_now(app: &App, id: ConsultationId) -> anyhow::Result<String> {
    let on = app.store.read();
    let the = find::consultation(on, id).await?.with_context(|| format!("consultation {id} is not there"))?;
    Ok(gather(on, &the).await?.hash(&the))
}

/// A promise with the consultation and the point it was made for.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) row: Commitment,
    pub(super) consultation: (ConsultationId, String),
    pub(super) number: i64,
}

/// All promises: what is open first, by their day; at most 500.
pub(super) async fn commitments(on: &impl ConnectionTrait) -> anyhow::Result<Vec<Listed>> {
    use crate::store::tables::consultations;
    use sea_orm::QuerySelect as _;
    let mut rows = consultation_commitments::Entity::find()
        .order_by_desc(consultation_commitments::Column::Id)
        .limit(500)
        .all(on)
        .await?;
    rows.sort_by_key(|row| (row.closed_at.is_some(), row.due_on.clone(), row.id));
    let points = consultation_points::Entity::find()
        .filter(consultation_points::Column::Id.is_in(rows.iter().map(|row| row.point_id)))
        .all(on)
        .await?;
    let titles: BTreeMap<_, _> = consultations::Entity::find()
        .filter(consultations::Column::Id.is_in(points.iter().map(|row| row.consultation_id)))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row.title))
        .collect();
    let listed = |row: Commitment| {
        let point = points.iter().find(|point| point.id == row.point_id)?;
        let title = titles.get(&point.consultation_id).cloned().unwrap_or_default();
        Some(Listed { consultation: (point.consultation_id, title), number: point.number, row })
    };
    Ok(rows.into_iter().filter_map(listed).collect())
}
