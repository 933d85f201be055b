//! Documents and attachments with their versions, and what a released answer says of its attachments.

use anyhow::Context as _;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use crate::base::id::{ConsultationId, DocumentId, InvitationId, PaperId};
use crate::consultations::entering::Entry;
use crate::consultations::find::Submission;
use crate::media::{Paper, papers};
use crate::store::tables::{consultation_document_versions as versions, consultation_documents as rows};

/// A version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The row.
    pub row: versions::Model,
    /// Its file.
    pub paper: Paper,
}

/// A document of a consultation, or an attachment of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The row.
    pub row: rows::Model,
    /// Its versions, oldest first.
    pub versions: Vec<Version>,
}

impl Document {
    /// The version of a number.
    #[must_use]
    pub fn version(&self, number: i64) -> Option<&Version> {
        self.versions.iter().find(|one| one.row.number == number)
    }
}

/// Our documents of a consultation that were not taken out, in the order in which they came.
pub(in crate::consultations) async fn documents(
    on: &impl ConnectionTrait,
    of: ConsultationId,
) -> Result<Vec<Document>, DbErr> {
    let ours = rows::Entity::find()
        .filter(rows::Column::ConsultationId.eq(of))
        .filter(rows::Column::InvitationId.is_null())
        .filter(rows::Column::RemovedAt.is_null())
        .order_by_asc(rows::Column::Id);
    with_versions(on, ours.all(on).await?).await
}

/// The attachments that an organisation adds to its answer now.
pub(in crate::consultations) async fn attachments(
    on: &impl ConnectionTrait,
    of: InvitationId,
) -> Result<Vec<Document>, DbErr> {
    let theirs = rows::Entity::find()
        .filter(rows::Column::InvitationId.eq(of))
        .filter(rows::Column::EntryId.is_null())
        .filter(rows::Column::RemovedAt.is_null())
        .order_by_asc(rows::Column::Id);
    with_versions(on, theirs.all(on).await?).await
}

/// The letter of an entry.
pub(in crate::consultations) async fn attached_to(
    on: &impl ConnectionTrait,
    entry: &Entry,
) -> Result<Vec<Attached>, DbErr> {
    let letters = rows::Entity::find().filter(rows::Column::EntryId.eq(entry.id)).order_by_asc(rows::Column::Id);
    Ok(with_versions(on, letters.all(on).await?).await?.iter().filter_map(Attached::of).collect())
}

/// A document or attachment, also one that was taken out.
pub(super) async fn document(on: &impl ConnectionTrait, id: DocumentId) -> Result<Option<Document>, DbErr> {
    let row = rows::Entity::find_by_id(id).one(on).await?;
    Ok(with_versions(on, row.into_iter().collect()).await?.pop())
}

async fn with_versions(on: &impl ConnectionTrait, found: Vec<rows::Model>) -> Result<Vec<Document>, DbErr> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let all = versions::Entity::find()
        .filter(versions::Column::DocumentId.is_in(found.iter().map(|row| row.id)))
        .order_by_asc(versions::Column::Number)
        .all(on)
        .await?;
    let papers = papers(on, all.iter().map(|row| row.paper_id).collect::<Vec<PaperId>>()).await?;
    let of = |id: DocumentId| {
        let own = all.iter().filter(|row| row.document_id == id);
        own.filter_map(|row| Some(Version { row: row.clone(), paper: papers.get(&row.paper_id)?.clone() })).collect()
    };
    Ok(found.into_iter().map(|row| Document { versions: of(row.id), row }).collect())
}

/// An attachment of a released version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::consultations) struct Attached {
    /// Which one.
    pub(in crate::consultations) document: DocumentId,
    /// What it is called.
    pub(in crate::consultations) title: String,
    /// The hash of its bytes.
    pub(in crate::consultations) hash: String,
    /// What it is.
    pub(in crate::consultations) form: String,
    /// How large.
    pub(in crate::consultations) bytes: i64,
}

impl Attached {
    /// An attachment as it is now.
    pub(in crate::consultations) fn of(document: &Document) -> Option<Self> {
        let paper = &document.versions.last()?.paper;
        Some(Self {
            document: document.row.id,
            title: document.row.title.clone(),
            hash: paper.hash.clone(),
            form: paper.form.clone(),
            bytes: paper.bytes,
        })
    }
}

/// The attachments of a released version.
pub(in crate::consultations) fn attached_of(submission: &Submission) -> anyhow::Result<Vec<Attached>> {
    serde_json::from_str(&submission.attachments)
        .with_context(|| format!("the attachments of submission {}", submission.id))
}
