//! Adding and changing publications. The short name and the list id never change.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::change::Changed;
use super::founding::{About, NewPublication, insert_publication};
use super::publication;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MemberId, PublicationId};
use crate::base::secrets::sha256_hex;
use crate::centre::acts::Act;
use crate::store::tables::publications::{Column, Entity, Model};
use crate::store::{Class, class_of};

/// What came of adding a publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is there.
    Done(PublicationId),
    /// Its short name or list id is taken.
    Taken,
}

/// Adds a publication after the others.
///
/// # Errors
/// The database's.
pub async fn add_publication(app: &App, member: MemberId, new: &NewPublication) -> anyhow::Result<Added> {
    let tx = app.store.begin_write().await?;
    let now = app.clock.now();
    let position = i32::try_from(Entity::find().count(&tx).await? + 1).unwrap_or(i32::MAX);
    let id = match insert_publication(&tx, new, position, now).await {
        Ok(id) => id,
        Err(error) if class_of(&error) == Class::Unique => return Ok(Added::Taken),
        Err(error) => return Err(error.into()),
    };
    audit::record(&tx, now, Actor::Member(member), Note::of(Act::PublicationAdd, id.0), "web").await?;
    tx.commit().await?;
    Ok(Added::Done(id))
}

/// A short word for what a publication is now; a form carries it to tell what its writer saw.
#[must_use]
pub fn seen(row: &Model) -> String {
    let text = format!(
        "{}\n{}\n{}\n{}\n{}\n{}",
        row.name_nl,
        row.name_en,
        row.description_nl,
        row.description_en,
        row.per_year,
        row.on_uncertain.word()
    );
    sha256_hex(text.as_bytes()).chars().take(16).collect()
}

/// Changes what a publication is, when it is still as the member saw it. `None` when there is no such publication.
///
/// # Errors
/// The database's.
pub async fn change_publication(
    app: &App,
    member: MemberId,
    id: PublicationId,
    was: &str,
    about: &About,
) -> anyhow::Result<Option<Changed>> {
    let tx = app.store.begin_write().await?;
    let Some(found) = publication(&tx, id).await? else { return Ok(None) };
    if seen(&found.row) != was {
        return Ok(Some(Changed::Conflict));
    }
    // The old values are asked again in the update: on PostgreSQL another may have written since the row was read.
    let done = Entity::update_many()
        .col_expr(Column::NameNl, Expr::value(about.name_nl.as_str()))
        .col_expr(Column::NameEn, Expr::value(about.name_en.as_str()))
        .col_expr(Column::DescriptionNl, Expr::value(about.description_nl.as_str()))
        .col_expr(Column::DescriptionEn, Expr::value(about.description_en.as_str()))
        .col_expr(Column::PerYear, Expr::value(about.per_year))
        .col_expr(Column::OnUncertain, Expr::value(about.on_uncertain.word()))
        .filter(Column::Id.eq(id))
        .filter(Column::NameNl.eq(found.row.name_nl))
        .filter(Column::NameEn.eq(found.row.name_en))
        .filter(Column::DescriptionNl.eq(found.row.description_nl))
        .filter(Column::DescriptionEn.eq(found.row.description_en))
        .filter(Column::PerYear.eq(found.row.per_year))
        .filter(Column::OnUncertain.eq(found.row.on_uncertain))
        .exec(&tx)
        .await?;
    if done.rows_affected == 0 {
        return Ok(Some(Changed::Conflict));
    }
    let note = Note::of(Act::PublicationChange, id.0);
    audit::record(&tx, app.clock.now(), Actor::Member(member), note, "web").await?;
    tx.commit().await?;
    Ok(Some(Changed::Done))
}
