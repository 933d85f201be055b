//! Adding, renaming, ordering, retiring and bringing back.

use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set, UpdateMany, UpdateResult};

use super::{Kind, Listed, list};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{AreaId, MemberId};
use crate::base::words::fold;
use crate::centre::acts::Act;
use crate::centre::change::Changed;
use crate::store::DatabaseTransaction;
use crate::store::tables::{areas, topics};

/// The longest short name, in characters.
const SLUG: usize = 40;

/// A name in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) nl: String,
    pub(super) en: String,
}

/// Where something goes among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

/// The short name that is made of a name: lower-case letters and digits with hyphens between.
pub(super) fn slug_of(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug: String = words.collect::<Vec<_>>().join("-").chars().take(SLUG).collect();
    if slug.is_empty() { "keuze".to_owned() } else { slug.trim_end_matches('-').to_owned() }
}

/// Adds one at the end of its list; a region at the end of its area. Gives its id.
pub(super) async fn add(
    app: &App,
    member: MemberId,
    kind: Kind,
    within: Option<i64>,
    names: &Names,
) -> anyhow::Result<i64> {
    let tx = app.store.begin_write().await?;
    lock(&tx, kind).await?;
    let slug = free_slug(&tx, kind, &slug_of(&names.nl)).await?;
    let siblings = list(&tx, kind).await?.into_iter().filter(|row| row.parent == within).count();
    let position = i32::try_from(siblings + 1).unwrap_or(i32::MAX);
    let id = insert(&tx, kind, (&slug, names), (within, position)).await?;
    note(&tx, app, member, Note::of(kind.added(), id)).await?;
    tx.commit().await?;
    Ok(id)
}

async fn insert(
    tx: &DatabaseTransaction,
    kind: Kind,
    (slug, names): (&str, &Names),
    (within, position): (Option<i64>, i32),
) -> Result<i64, DbErr> {
    let (slug, nl, en) = (Set(slug.to_owned()), Set(names.nl.clone()), Set(names.en.clone()));
    match kind {
        Kind::Topics => {
            let row =
                topics::ActiveModel { slug, name_nl: nl, name_en: en, position: Set(position), ..Default::default() };
            Ok(topics::Entity::insert(row).exec(tx).await?.last_insert_id.0)
        }
        Kind::Areas => {
            let row = areas::ActiveModel {
                parent_id: Set(within.map(AreaId)),
                slug,
                name_nl: nl,
                name_en: en,
                position: Set(position),
                ..Default::default()
            };
            Ok(areas::Entity::insert(row).exec(tx).await?.last_insert_id.0)
        }
    }
}

/// Two who change a list come one after the other, so that positions and short names stay single.
async fn lock(tx: &DatabaseTransaction, kind: Kind) -> Result<(), DbErr> {
    match kind {
        Kind::Topics => {
            topics::Entity::find().order_by_asc(topics::Column::Id).lock_exclusive().all(tx).await.map(drop)
        }
        Kind::Areas => areas::Entity::find().order_by_asc(areas::Column::Id).lock_exclusive().all(tx).await.map(drop),
    }
}

/// The short name itself, or with the first number behind it that makes it new.
async fn free_slug(tx: &DatabaseTransaction, kind: Kind, slug: &str) -> Result<String, DbErr> {
    let mut tried = slug.to_owned();
    let mut number = 1;
    while is_taken(tx, kind, &tried).await? {
        number += 1;
        tried = format!("{slug}-{number}");
    }
    Ok(tried)
}

async fn is_taken(tx: &DatabaseTransaction, kind: Kind, slug: &str) -> Result<bool, DbErr> {
    Ok(match kind {
        Kind::Topics => topics::Entity::find().filter(topics::Column::Slug.eq(slug)).one(tx).await?.is_some(),
        Kind::Areas => areas::Entity::find().filter(areas::Column::Slug.eq(slug)).one(tx).await?.is_some(),
    })
}

/// Gives it other names, when it is still as the member saw it. `None` when there is no such thing.
pub(super) async fn rename(
    app: &App,
    member: MemberId,
    (kind, id): (Kind, i64),
    was: &str,
    names: &Names,
) -> anyhow::Result<Option<Changed>> {
    let tx = app.store.begin_write().await?;
    lock(&tx, kind).await?;
    let Some(now) = list(&tx, kind).await?.into_iter().find(|row| row.id == id) else { return Ok(None) };
    if now.seen() != was {
        return Ok(Some(Changed::Conflict));
    }
    let (name_nl, name_en) = (Set(names.nl.clone()), Set(names.en.clone()));
    match kind {
        Kind::Topics => {
            let called = topics::ActiveModel { name_nl, name_en, ..Default::default() };
            topic(id).set(called).exec(&tx).await?
        }
        Kind::Areas => {
            let called = areas::ActiveModel { name_nl, name_en, ..Default::default() };
            area(id).set(called).exec(&tx).await?
        }
    };
    note(&tx, app, member, Note::of(kind.renamed(), id)).await?;
    tx.commit().await?;
    Ok(Some(Changed::Done))
}

/// Moves it one place among its neighbours that are offered. At the end of the list nothing happens. `false` when there
/// is no such thing.
pub(super) async fn shift(app: &App, member: MemberId, (kind, id): (Kind, i64), way: Way) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    lock(&tx, kind).await?;
    let all = list(&tx, kind).await?;
    let Some(moved) = all.iter().find(|row| row.id == id) else { return Ok(false) };
    let mut siblings: Vec<&Listed> = all.iter().filter(|row| row.parent == moved.parent).collect();
    let places: Vec<usize> = siblings.iter().enumerate().filter(|(_, row)| !row.is_retired).map(|(at, _)| at).collect();
    let at = places.iter().position(|place| siblings.get(*place).is_some_and(|row| row.id == id));
    let other = at.and_then(|at| match way {
        Way::Up => at.checked_sub(1),
        Way::Down => at.checked_add(1),
    });
    let pair = at.and_then(|at| places.get(at)).zip(other.and_then(|other| places.get(other)));
    if let Some((one, two)) = pair {
        siblings.swap(*one, *two);
        for (row, position) in siblings.iter().zip(1..) {
            place(&tx, kind, row.id, position).await?;
        }
        note(&tx, app, member, Note::of(kind.moved(), id)).await?;
    }
    tx.commit().await?;
    Ok(true)
}

async fn place(tx: &DatabaseTransaction, kind: Kind, id: i64, position: i32) -> Result<(), DbErr> {
    match kind {
        Kind::Topics => {
            let placed = topics::ActiveModel { position: Set(position), ..Default::default() };
            topic(id).set(placed).filter(topics::Column::Position.ne(position)).exec(tx).await.map(drop)
        }
        Kind::Areas => {
            let placed = areas::ActiveModel { position: Set(position), ..Default::default() };
            area(id).set(placed).filter(areas::Column::Position.ne(position)).exec(tx).await.map(drop)
        }
    }
}

/// An update of one topic.
fn topic(id: i64) -> UpdateMany<topics::Entity> {
    topics::Entity::update_many().filter(topics::Column::Id.eq(id))
}

/// An update of one area.
fn area(id: i64) -> UpdateMany<areas::Entity> {
    areas::Entity::update_many().filter(areas::Column::Id.eq(id))
}

/// Offers it no longer; an area goes with its regions. `false` when there is no such thing on offer.
pub(super) async fn retire(app: &App, member: MemberId, (kind, id): (Kind, i64)) -> anyhow::Result<bool> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let retired = match kind {
        Kind::Topics => {
            let gone = topics::ActiveModel { retired_at: Set(Some(now)), ..Default::default() };
            topic(id).set(gone).filter(topics::Column::RetiredAt.is_null()).exec(&tx).await?
        }
        Kind::Areas => {
            let gone = areas::ActiveModel { retired_at: Set(Some(now)), ..Default::default() };
            let whole = areas::Column::Id.eq(id).or(areas::Column::ParentId.eq(id));
            let offered = areas::Entity::update_many().set(gone).filter(areas::Column::RetiredAt.is_null());
            offered.filter(whole).exec(&tx).await?
        }
    };
    finish(app, tx, retired, (member, Note::of(kind.retired(), id))).await
}

/// Offers it again; an area with the regions that went with it, a region only in an area that is offered. `false` when
/// nothing came back.
pub(super) async fn bring_back(app: &App, member: MemberId, (kind, id): (Kind, i64)) -> anyhow::Result<bool> {
    let tx = app.store.begin_write().await?;
    lock(&tx, kind).await?;
    let back = match kind {
        Kind::Topics => {
            let back = topics::ActiveModel { retired_at: Set(None), ..Default::default() };
            topic(id).set(back).filter(topics::Column::RetiredAt.is_not_null()).exec(&tx).await?
        }
        Kind::Areas => {
            let Some(row) = areas::Entity::find_by_id(AreaId(id)).one(&tx).await? else { return Ok(false) };
            let above = match row.parent_id {
                Some(parent) => areas::Entity::find_by_id(parent).one(&tx).await?,
                None => None,
            };
            if above.is_some_and(|above| above.retired_at.is_some()) {
                return Ok(false);
            }
            let went: Instant = row.retired_at.unwrap_or_default();
            let with_it = areas::Column::ParentId.eq(id).and(areas::Column::RetiredAt.eq(went));
            let back = areas::ActiveModel { retired_at: Set(None), ..Default::default() };
            let retired = areas::Entity::update_many().set(back).filter(areas::Column::RetiredAt.is_not_null());
            retired.filter(areas::Column::Id.eq(id).or(with_it)).exec(&tx).await?
        }
    };
    finish(app, tx, back, (member, Note::of(kind.brought_back(), id))).await
}

async fn finish(
    app: &App,
    tx: DatabaseTransaction,
    done: UpdateResult,
    (member, about): (MemberId, Note),
) -> anyhow::Result<bool> {
    if done.rows_affected == 0 {
        return Ok(false);
    }
    note(&tx, app, member, about).await?;
    tx.commit().await?;
    Ok(true)
}

async fn note(tx: &DatabaseTransaction, app: &App, member: MemberId, note: Note) -> Result<(), DbErr> {
    audit::record(tx, app.clock.now(), Actor::Member(member), note, "web").await
}

/// The verbs in the audit.
impl Kind {
    const fn added(self) -> Act {
        match self {
            Self::Topics => Act::TopicAdd,
            Self::Areas => Act::AreaAdd,
        }
    }

    const fn renamed(self) -> Act {
        match self {
            Self::Topics => Act::TopicRename,
            Self::Areas => Act::AreaRename,
        }
    }

    const fn moved(self) -> Act {
        match self {
            Self::Topics => Act::TopicMove,
            Self::Areas => Act::AreaMove,
        }
    }

    const fn retired(self) -> Act {
        match self {
            Self::Topics => Act::TopicRetire,
            Self::Areas => Act::AreaRetire,
        }
    }

    const fn brought_back(self) -> Act {
        match self {
            Self::Topics => Act::TopicBringBack,
            Self::Areas => Act::AreaBringBack,
        }
    }
}
