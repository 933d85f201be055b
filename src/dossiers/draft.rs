//! Making a dossier, once for a form, and saving it from the version that was seen.

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Set, UpdateMany};

use super::dossier::{Theme, Wanted};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{DossierId, MemberId};
use crate::store::DatabaseTransaction;
use crate::store::tables::{dossier_entries, dossier_themes, dossiers};

/// What came of making one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It is there now.
    New(DossierId),
    /// The same form made it before.
    Before(DossierId),
}

/// What came of adding something to a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is there now, under this number.
    New(i64),
    /// The same form added this one before.
    Before(i64),
    /// There is no such dossier.
    Nowhere,
}

/// What came of saving something that stands in a dossier, or the dossier itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is saved.
    Done,
    /// Somebody else saved it since, or it is gone.
    Overtaken,
    /// The theme of this number has entries, so it cannot go.
    ThemeInUse(i64),
}

/// Makes a dossier. `once` is the token of the form.
///
/// # Errors
/// The database's.
pub async fn make(app: &App, by: MemberId, wanted: &Wanted, once: &str) -> anyhow::Result<Made> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    if let Some(row) = dossiers::Entity::find().filter(dossiers::Column::Once.eq(once)).one(&tx).await? {
        return Ok(Made::Before(row.id));
    }
    let row = dossiers::ActiveModel {
        version: Set(1),
        revision: Set(1),
        once: Set(once.to_owned()),
        entries_given: Set(0),
        sources_given: Set(0),
        actors_given: Set(0),
        made_at: Set(now),
        changed_by: Set(by),
        changed_at: Set(now),
        ..face(wanted)
    };
    let id = dossiers::Entity::insert(row).exec(&tx).await?.last_insert_id;
    put_themes(&tx, id, &wanted.themes).await?;
    audit::record(&tx, now, Actor::Member(by), Note::done("dossier.make", "dossier", id.0), "web").await?;
    tx.commit().await?;
    Ok(Made::New(id))
}

/// Saves version `version` of a dossier's own fields.
///
/// # Errors
/// The database's.
pub async fn save(app: &App, by: MemberId, (id, version): (DossierId, i64), wanted: &Wanted) -> anyhow::Result<Saved> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let next = dossiers::ActiveModel { version: Set(version + 1), ..face(wanted) };
    let update = touching(id, by, now).set(next).filter(dossiers::Column::Version.eq(version));
    if update.exec(&tx).await?.rows_affected == 0 {
        return Ok(Saved::Overtaken);
    }
    let kept: BTreeSet<i64> = wanted.themes.iter().map(|theme| theme.number).collect();
    if let Some(number) = used_themes(&tx, id).await?.difference(&kept).next() {
        return Ok(Saved::ThemeInUse(*number));
    }
    put_themes(&tx, id, &wanted.themes).await?;
    audit::record(&tx, now, Actor::Member(by), Note::done("dossier.save", "dossier", id.0), "web").await?;
    tx.commit().await?;
    Ok(Saved::Done)
}

fn face(wanted: &Wanted) -> dossiers::ActiveModel {
    dossiers::ActiveModel {
        language: Set(wanted.language),
        title: Set(wanted.title.clone()),
        summary: Set(wanted.summary.clone()),
        ..Default::default()
    }
}

/// An update that makes the next revision of a dossier: whatever changes in it goes by this, so that what is published is what
/// was checked.
pub(super) fn touching(id: DossierId, by: MemberId, now: Instant) -> UpdateMany<dossiers::Entity> {
    let changed = dossiers::ActiveModel { changed_by: Set(by), changed_at: Set(now), ..Default::default() };
    dossiers::Entity::update_many()
        .set(changed)
        .col_expr(dossiers::Column::Revision, Expr::col(dossiers::Column::Revision).add(1))
        .filter(dossiers::Column::Id.eq(id))
}

/// Gives the next number of a kind, for ever, in the caller's transaction; none when there is no such dossier.
pub(super) async fn next_number(
    tx: &DatabaseTransaction,
    (id, by, now): (DossierId, MemberId, Instant),
    given: dossiers::Column,
) -> Result<Option<i64>, DbErr> {
    touching(id, by, now).col_expr(given, Expr::col(given).add(1)).exec(tx).await?;
    let number = dossiers::Entity::find_by_id(id).select_only().column(given);
    number.into_tuple::<i64>().one(tx).await
}

async fn used_themes(tx: &impl ConnectionTrait, id: DossierId) -> Result<BTreeSet<i64>, DbErr> {
    let used = dossier_entries::Entity::find()
        .filter(dossier_entries::Column::DossierId.eq(id))
        .select_only()
        .column(dossier_entries::Column::Theme)
        .distinct();
    Ok(used.into_tuple::<i64>().all(tx).await?.into_iter().collect())
}

/// Writes the themes. One that has entries is changed and not written anew, because they refer to it.
async fn put_themes(tx: &impl ConnectionTrait, id: DossierId, themes: &[Theme]) -> Result<(), DbErr> {
    dossier_themes::Entity::delete_many()
        .filter(dossier_themes::Column::DossierId.eq(id))
        .filter(dossier_themes::Column::Number.is_not_in(themes.iter().map(|theme| theme.number)))
        .exec(tx)
        .await?;
    for theme in themes {
        let row = dossier_themes::ActiveModel {
            dossier_id: Set(id),
            number: Set(theme.number),
            name: Set(theme.name.clone()),
            colour: Set(theme.colour),
        };
        let same = dossier_themes::Entity::update_many()
            .set(dossier_themes::ActiveModel {
                name: row.name.clone(),
                colour: row.colour.clone(),
                ..Default::default()
            })
            .filter(dossier_themes::Column::DossierId.eq(id))
            .filter(dossier_themes::Column::Number.eq(theme.number));
        if same.exec(tx).await?.rows_affected == 0 {
            dossier_themes::Entity::insert(row).exec_without_returning(tx).await?;
        }
    }
    Ok(())
}
