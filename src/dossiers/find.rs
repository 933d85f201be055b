//! Reads: a dossier with all that is in it, the list of them, what is public, and the names that can still be read.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _,
};
use serde::Deserialize;

use super::addresses::Closed;
use super::cast::unsealed;
use super::check::{Cleared, Finding, Sought, What, findings};
use super::dossier::{Dossier, Entry};
use super::names::Name;
use super::timeline::Timeline;
use super::when::When;
use crate::app::App;
use crate::base::id::{ActorId, DossierEntryId, DossierId, SourceId};
use crate::base::{Instant, Language};
use crate::store::tables::{
    decision_respondents, decisions, dossier_actors, dossier_cleared, dossier_entries, dossier_entry_sources,
    dossier_keys, dossier_publications, dossier_sources, dossier_themes, dossiers,
};

/// A dossier; entries in their order.
pub(super) async fn dossier(on: &impl ConnectionTrait, id: DossierId) -> Result<Option<Dossier>, DbErr> {
    let Some(row) = dossiers::Entity::find_by_id(id).one(on).await? else { return Ok(None) };
    let themes = dossier_themes::Entity::find()
        .filter(dossier_themes::Column::DossierId.eq(id))
        .order_by_asc(dossier_themes::Column::Number)
        .all(on)
        .await?;
    let actors = dossier_actors::Entity::find()
        .filter(dossier_actors::Column::DossierId.eq(id))
        .order_by_asc(dossier_actors::Column::Number)
        .all(on)
        .await?;
    let sources = dossier_sources::Entity::find()
        .filter(dossier_sources::Column::DossierId.eq(id))
        .order_by_asc(dossier_sources::Column::Number)
        .all(on)
        .await?;
    let entries = entries(on, id, &sources).await?;
    let public = dossier_publications::Entity::find_by_id(id).one(on).await?;
    let asked = asked(on, id).await?;
    Ok(Some(Dossier { row, themes, actors, sources, entries, public, asked }))
}

/// The names of those whose agreement was asked in a dossier, each once. An address that stands for one is none.
async fn asked(on: &impl ConnectionTrait, id: DossierId) -> Result<Vec<String>, DbErr> {
    let own = decisions::Entity::find()
        .select_only()
        .column(decisions::Column::Id)
        .filter(decisions::Column::DossierId.eq(id))
        .into_query();
    let names = decision_respondents::Entity::find()
        .select_only()
        .column(decision_respondents::Column::Name)
        .distinct()
        .filter(decision_respondents::Column::DecisionId.in_subquery(own))
        .order_by_asc(decision_respondents::Column::Name);
    let names = names.into_tuple::<String>().all(on).await?;
    Ok(names.into_iter().filter(|name| !name.is_empty() && !name.contains('@')).collect())
}

async fn entries(
    on: &impl ConnectionTrait,
    id: DossierId,
    sources: &[dossier_sources::Model],
) -> Result<Vec<Entry>, DbErr> {
    let rows = dossier_entries::Entity::find().filter(dossier_entries::Column::DossierId.eq(id)).all(on).await?;
    let numbers: BTreeMap<SourceId, i64> = sources.iter().map(|source| (source.id, source.number)).collect();
    // By the sources and not by the entries: one dossier has fewer of them, and no statement takes ten thousand values.
    let of_dossier = dossier_sources::Entity::find()
        .select_only()
        .column(dossier_sources::Column::Id)
        .filter(dossier_sources::Column::DossierId.eq(id))
        .into_query();
    let links = dossier_entry_sources::Entity::find()
        .filter(dossier_entry_sources::Column::SourceId.in_subquery(of_dossier))
        .all(on)
        .await?;
    let mut cited = BTreeMap::<DossierEntryId, BTreeSet<i64>>::new();
    for link in links {
        cited.entry(link.entry_id).or_default().extend(numbers.get(&link.source_id));
    }
    let mut entries: Vec<Entry> = rows
        .into_iter()
        .map(|row| Entry {
            when: When::from_stored(&row.said),
            sources: cited.remove(&row.id).unwrap_or_default().into_iter().collect(),
            row,
        })
        .collect();
    entries.sort_by_cached_key(|entry| entry.when.turn(entry.row.place, entry.row.number));
    Ok(entries)
}

/// A dossier in the list of staff.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) row: dossiers::Model,
    pub(super) entries: u64,
    /// Which change of it is public, if any is.
    pub(super) public: Option<i64>,
}

/// The dossiers, what was changed last first, at most 500.
pub(super) async fn all(on: &impl ConnectionTrait) -> Result<Vec<Listed>, DbErr> {
    let rows = dossiers::Entity::find().order_by_desc(dossiers::Column::ChangedAt).limit(500).all(on).await?;
    let counts = dossier_entries::Entity::find()
        .select_only()
        .column(dossier_entries::Column::DossierId)
        .column_as(dossier_entries::Column::Id.count(), "many")
        .group_by(dossier_entries::Column::DossierId);
    let counts: BTreeMap<DossierId, i64> = counts.into_tuple::<(DossierId, i64)>().all(on).await?.into_iter().collect();
    let public: BTreeMap<DossierId, i64> = dossier_publications::Entity::find()
        .filter(dossier_publications::Column::WithdrawnAt.is_null())
        .select_only()
        .column(dossier_publications::Column::DossierId)
        .column(dossier_publications::Column::Revision)
        .into_tuple::<(DossierId, i64)>()
        .all(on)
        .await?
        .into_iter()
        .collect();
    let listed = |row: dossiers::Model| Listed {
        entries: counts.get(&row.id).copied().and_then(|many| u64::try_from(many).ok()).unwrap_or(0),
        public: public.get(&row.id).copied(),
        row,
    };
    Ok(rows.into_iter().map(listed).collect())
}

/// The names that can still be read, by the number of their actor.
pub(super) async fn names(app: &App, the: &Dossier) -> anyhow::Result<BTreeMap<i64, String>> {
    names_on(app.store.read(), app, the).await
}

async fn names_on(on: &impl ConnectionTrait, app: &App, the: &Dossier) -> anyhow::Result<BTreeMap<i64, String>> {
    let ids = the.actors.iter().map(|actor| actor.id);
    let keys: BTreeMap<ActorId, Vec<u8>> = dossier_keys::Entity::find()
        .filter(dossier_keys::Column::ActorId.is_in(ids))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.actor_id, row.sealed))
        .collect();
    let mut names = BTreeMap::new();
    for actor in &the.actors {
        if let Some(key) = keys.get(&actor.id) {
            names.insert(actor.number, unsealed(&app.secrets, actor, key)?);
        }
    }
    Ok(names)
}

/// What must not go public of a dossier: the names of people, and where that lies which is not public.
pub(super) fn sought(the: &Dossier, names: &BTreeMap<i64, String>) -> Sought {
    let closed = the.sources.iter().filter(|source| !source.is_public);
    Sought {
        names: names.iter().map(|(number, name)| Name::of(*number, name)).collect(),
        asked: the.asked.iter().map(|name| Name::of(0, name)).enumerate().collect(),
        closed: closed.filter_map(|source| Closed::of(source.number, &source.address)).collect(),
    }
}

/// The actors whose names stand in what staff write now, or in what everybody reads.
pub(super) async fn still_named(on: &impl ConnectionTrait, app: &App, the: &Dossier) -> anyhow::Result<BTreeSet<i64>> {
    let names = names_on(on, app, the).await?;
    let (sought, cleared) = (sought(the, &names), cleared(on, the.row.id).await?);
    let mut found = findings(&Timeline::of(the)?, &sought, &cleared);
    if let Some(public) = the.published() {
        found.extend(findings(&serde_json::from_str(&public.content)?, &sought, &cleared));
    }
    let actor = |finding: Finding| match finding.what {
        What::Name(number) => Some(number),
        What::Asked(_) | What::Address(_) => None,
    };
    Ok(found.into_iter().filter_map(actor).collect())
}

/// What somebody said is no name.
pub(super) async fn cleared(on: &impl ConnectionTrait, id: DossierId) -> Result<Cleared, DbErr> {
    let rows = dossier_cleared::Entity::find().filter(dossier_cleared::Column::DossierId.eq(id)).all(on).await?;
    Ok(rows.into_iter().map(|row| (row.place, row.words)).collect())
}

/// A dossier as the public finds it.
#[derive(Clone, Debug)]
pub(super) enum Public {
    /// It is there.
    Open(Box<Timeline>),
    /// It was, and is withdrawn for this reason.
    Withdrawn(String),
}

/// What is public of a dossier.
pub(super) async fn public(on: &impl ConnectionTrait, id: DossierId) -> anyhow::Result<Option<Public>> {
    let Some(row) = dossier_publications::Entity::find_by_id(id).one(on).await? else { return Ok(None) };
    if row.withdrawn_at.is_some() {
        return Ok(Some(Public::Withdrawn(row.withdrawn_why)));
    }
    Ok(Some(Public::Open(Box::new(serde_json::from_str(&row.content)?))))
}

/// What a list shows of a public dossier.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Head {
    pub(super) language: Language,
    pub(super) title: String,
    pub(super) summary: String,
}

/// The public dossiers, what was published last first.
pub(super) async fn heads(on: &impl ConnectionTrait) -> anyhow::Result<Vec<(DossierId, Instant, Head)>> {
    let rows = dossier_publications::Entity::find()
        .filter(dossier_publications::Column::WithdrawnAt.is_null())
        .order_by_desc(dossier_publications::Column::PublishedAt)
        .limit(500)
        .all(on)
        .await?;
    rows.into_iter().map(|row| Ok((row.dossier_id, row.published_at, serde_json::from_str(&row.content)?))).collect()
}
