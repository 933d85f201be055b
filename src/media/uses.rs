//! Where images stand: whoever shows one says so.
//!
//! Raw SQL where what an image is known by hangs on whether anything shows it still.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set, Value};

use crate::base::Instant;
use crate::base::id::{ArticleId, IssueId, MediaId};
use crate::store::tables::media_uses;
use crate::store::{DatabaseTransaction, sql};

/// What shows an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// An article.
    Article(ArticleId),
    /// The editorial of an issue.
    Issue(IssueId),
}

impl About {
    const fn parts(self) -> (&'static str, i64) {
        match self {
            Self::Article(ArticleId(id)) => ("article", id),
            Self::Issue(IssueId(id)) => ("issue", id),
        }
    }

    /// The page of what a row is about.
    pub(super) fn address(kind: &str, about: i64) -> String {
        match kind {
            "issue" => format!("/beheer/nummers/{about}"),
            _ => format!("/beheer/artikelen/{about}"),
        }
    }
}

/// Says that something called `label` shows these images now, and no others. An image that nothing shows any more is
/// idle from `now` on.
///
/// # Errors
/// The database's; its class is a foreign key when one of them went in this very moment.
pub async fn used_in(
    tx: &DatabaseTransaction,
    about: About,
    label: &str,
    images: impl IntoIterator<Item = MediaId>,
    now: Instant,
) -> Result<(), DbErr> {
    let (kind, id) = about.parts();
    let images: BTreeSet<_> = images.into_iter().collect();
    let of = || Condition::all().add(media_uses::Column::Kind.eq(kind)).add(media_uses::Column::About.eq(id));
    let before: BTreeSet<_> =
        media_uses::Entity::find().filter(of()).all(tx).await?.into_iter().map(|row| row.media_id).collect();
    if before.is_empty() && images.is_empty() {
        return Ok(());
    }
    media_uses::Entity::delete_many().filter(of()).exec(tx).await?;
    let rows = images.iter().map(|image| media_uses::ActiveModel {
        media_id: Set(*image),
        kind: Set(kind.to_owned()),
        about: Set(id),
        label: Set(label.to_owned()),
    });
    if !images.is_empty() {
        media_uses::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    for image in before.union(&images) {
        let update = sql(
            tx,
            "UPDATE media SET idle_since = CASE
               WHEN EXISTS (SELECT 1 FROM media_uses WHERE media_uses.media_id = media.id) THEN NULL
               ELSE COALESCE(idle_since, ?) END WHERE id = ?",
            [now.into(), (*image).into()],
        );
        tx.execute_raw(update).await?;
    }
    Ok(())
}

/// Says that something that is being sent shows these images: from now on they never go.
///
/// # Errors
/// The database's.
pub async fn keep(
    tx: &impl ConnectionTrait,
    images: impl IntoIterator<Item = MediaId>,
    now: Instant,
) -> Result<(), DbErr> {
    let images: BTreeSet<_> = images.into_iter().collect();
    for image in images {
        let values: [Value; 2] = [now.into(), image.into()];
        tx.execute_raw(sql(tx, "UPDATE media SET kept_at = COALESCE(kept_at, ?) WHERE id = ?", values)).await?;
    }
    Ok(())
}
