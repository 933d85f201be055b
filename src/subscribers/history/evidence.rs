//! The evidence of one person, exactly as it was recorded: what they saw, in which language, through what, when, and by
//! which letter.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;

use crate::base::id::PublicationId;
use crate::base::{Instant, Language};
use crate::centre::Publication;
use crate::people::Person;
pub(super) use crate::store::tables::states::ConsentAct;
use crate::store::tables::{consent_texts, consents, imports};
use crate::subscribers::moving::Known;
use crate::subscribers::web::name_of;

/// The evidence of one person.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Evidence {
    /// Whose it is: their address as they typed it.
    pub(super) address: String,
    pub(super) made_at: String,
    pub(super) publications: Vec<OfPublication>,
    #[serde(skip)]
    pub(super) made: Instant,
}

/// The evidence about one publication, oldest first.
#[derive(Clone, Debug, Serialize)]
pub(super) struct OfPublication {
    /// What it is called now, in the language of whoever reads this.
    pub(super) name: String,
    pub(super) short_name: String,
    pub(super) events: Vec<Event>,
}

/// One thing that happened to a consent.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Event {
    /// `requested`, `confirmed`, `imported` or `withdrawn`.
    pub(super) act: ConsentAct,
    /// What the publication was called then, in the language of the act.
    pub(super) publication: String,
    /// RFC 3339, UTC.
    pub(super) at: String,
    /// Through what: a word of the tables.
    pub(super) source: String,
    /// BCP 47.
    pub(super) language: String,
    /// The exact words that were shown.
    pub(super) words: Option<String>,
    /// SHA-256 over the tag of the language, a line feed, and the words.
    pub(super) words_sha256: Option<String>,
    /// The part of the Message-ID before the `@`.
    pub(super) message_id: Option<String>,
    /// The declared basis of an import, or the reason that staff gave.
    pub(super) basis: Option<String>,
    /// The list by which it came, for an import.
    pub(super) list: Option<List>,
    #[serde(skip)]
    pub(super) moment: Instant,
}

/// The list of an import, as it was declared.
#[derive(Clone, Debug, Serialize)]
pub(super) struct List {
    /// The number of the import.
    pub(super) import: i64,
    /// Where the addresses come from.
    pub(super) source: String,
    /// Since when they are ours, as `2026-11-21`; `None` when nobody said.
    pub(super) obtained_on: Option<String>,
    /// The name of the file; empty when it had none.
    pub(super) file: String,
    /// SHA-256 over the bytes of the file.
    pub(super) sha256: String,
}

impl From<imports::Model> for List {
    fn from(import: imports::Model) -> Self {
        Self {
            import: import.id.0,
            source: import.source,
            obtained_on: Some(import.obtained_on).filter(|day| !day.is_empty()),
            file: import.file_name,
            sha256: import.sha256,
        }
    }
}

/// Each row with its import, if it came by one; its basis is then the declared one, which is kept with the import.
pub(super) async fn with_imports(
    on: &impl ConnectionTrait,
    rows: Vec<consents::Model>,
) -> Result<Vec<(consents::Model, Option<imports::Model>)>, DbErr> {
    let by = rows.iter().filter_map(|row| row.import_id);
    let imports = imports::Entity::find().filter(imports::Column::Id.is_in(by)).all(on).await?;
    let with_import = |mut row: consents::Model| {
        let import = imports.iter().find(|import| Some(import.id) == row.import_id).cloned();
        if let Some(import) = &import {
            row.basis.clone_from(&import.basis);
        }
        (row, import)
    };
    Ok(rows.into_iter().map(with_import).collect())
}

/// Gathers the evidence of a person, at each address they had until they moved away from it.
pub(super) async fn gather(
    on: &impl ConnectionTrait,
    person: &Person,
    all_along: &[Known],
    (publications, language): (&[Publication], Language),
    now: Instant,
) -> Result<Evidence, DbErr> {
    let rows = consents::Entity::find()
        .filter(rows_of(all_along))
        .order_by_asc(consents::Column::At)
        .order_by_asc(consents::Column::Id)
        .all(on)
        .await?;
    let rows = with_imports(on, rows).await?;
    let hashes: Vec<_> = rows.iter().filter_map(|(row, _)| row.consent_hash.clone()).collect();
    let texts = consent_texts::Entity::find().filter(consent_texts::Column::Hash.is_in(hashes)).all(on).await?;
    let mut by_publication: BTreeMap<PublicationId, Vec<Event>> = BTreeMap::new();
    for (row, import) in rows {
        by_publication.entry(row.publication_id).or_default().push(event(row, import, &texts));
    }
    let of_publication = |(id, events): (PublicationId, Vec<Event>)| OfPublication {
        name: name_of(publications, id, language),
        short_name: publications.iter().find(|one| one.id() == id).map(|one| one.row.slug.clone()).unwrap_or_default(),
        events,
    };
    Ok(Evidence {
        address: person.address.clone(),
        made_at: now.rfc3339(),
        publications: by_publication.into_iter().map(of_publication).collect(),
        made: now,
    })
}

fn event(row: consents::Model, import: Option<imports::Model>, texts: &[consent_texts::Model]) -> Event {
    let words = texts.iter().find(|text| Some(&text.hash) == row.consent_hash.as_ref());
    Event {
        act: row.act,
        publication: row.publication_name,
        at: row.at.rfc3339(),
        source: row.source,
        language: row.language.tag().to_owned(),
        words: words.map(|text| text.body.clone()),
        words_sha256: row.consent_hash,
        message_id: row.message_id,
        basis: Some(row.basis).filter(|basis| !basis.is_empty()),
        list: import.map(List::from),
        moment: row.at,
    }
}

/// The evidence of a person at each address they had, until they moved away from it.
pub(super) fn rows_of(all_along: &[Known]) -> Condition {
    let one = |known: &Known| {
        Condition::all().add(consents::Column::PersonId.eq(known.id)).add(consents::Column::At.lte(known.until))
    };
    all_along.iter().fold(Condition::any(), |all, known| all.add(one(known)))
}
