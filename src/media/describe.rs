//! Saying what there is to see, and around which point an image is cut.

use std::time::Duration;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::find::{load, words_of};
use super::picture::{Picture, Refusal, Size, cut_anew};
use super::take::{put, write};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MediaId, MemberId};
use crate::base::words::one_line;
use crate::base::work::PICTURES;
use crate::store::tables::media::{ActiveModel, Column, Entity};

/// The longest description, in characters: a screen reader reads it in one go.
pub(super) const ALT: usize = 300;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Described {
    /// It is so now.
    Done,
    /// Somebody changed it since the page was drawn, or it is gone.
    Overtaken,
}

/// Where the eye should land, in hundredths from the left and the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus(pub u8, pub u8);

/// Says of an image, which was read at version `from`, what there is to see; or, with an empty `alt` and `decorates`, that it
/// only decorates. Neither says that nobody has decided.
///
/// # Errors
/// The database's.
pub async fn describe(
    app: &App,
    by: MemberId,
    (id, from): (MediaId, i64),
    (name, alt, decorates): (&str, &str, bool),
) -> anyhow::Result<Described> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let (name, alt) = (one_line(name), one_line(alt));
    let decorative = (decorates && alt.is_empty()).then_some(now);
    let described = ActiveModel {
        words: Set(words_of(&name, &alt)),
        name: Set(name),
        alt: Set(alt),
        decorative_at: Set(decorative),
        version: Set(from + 1),
        changed_by: Set(by),
        changed_at: Set(now),
        ..Default::default()
    };
    let update = Entity::update_many().set(described).filter(Column::Id.eq(id)).filter(Column::Version.eq(from));
    if update.exec(&tx).await?.rows_affected == 0 {
        return Ok(Described::Overtaken);
    }
    audit::record(&tx, now, Actor::Member(by), Note::done("media.describe", "media", id.0), "web").await?;
    tx.commit().await?;
    Ok(Described::Done)
}

/// Cuts an image anew around a point. What was sent keeps the cut that it was sent with.
///
/// # Errors
/// The database's, the disk's, or when its own file cannot be read any more.
pub async fn refocus(app: &App, by: MemberId, id: MediaId, focus: Focus) -> anyhow::Result<Described> {
    let Some(image) = load(app.store.read(), id).await? else { return Ok(Described::Overtaken) };
    if (image.row.focus_x, image.row.focus_y) == (i32::from(focus.0), i32::from(focus.1)) {
        return Ok(Described::Done);
    }
    let full = image.shown(Size::Full).ok_or_else(|| anyhow::anyhow!("image {id} has no file"))?;
    let shelf = app.shelf();
    let cutting = move |_: &_| -> anyhow::Result<_> {
        let (bytes, _) = shelf.read(&full.file)?.ok_or_else(|| anyhow::anyhow!("{} is not there", full.file))?;
        cut_anew(&bytes, (focus.0, focus.1)).map_err(|refusal: Refusal| anyhow::anyhow!("cannot be cut: {refusal:?}"))
    };
    let files = PICTURES.work(cutting).await??;
    let picture = Picture { files, width: 0, height: 0, moved: false };
    let Some(files) = put(app.shelf(), picture).await? else { anyhow::bail!("the disk is full") };
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let cut = ActiveModel {
        focus_x: Set(focus.0.into()),
        focus_y: Set(focus.1.into()),
        changed_by: Set(by),
        changed_at: Set(now),
        ..Default::default()
    };
    if Entity::update_many().set(cut).filter(Column::Id.eq(id)).exec(&tx).await?.rows_affected == 0 {
        return Ok(Described::Overtaken);
    }
    // Later than the cuts before it, also within one tick of the clock: the newest is shown.
    let last = image.files.iter().map(|file| file.made_at).max().unwrap_or(now);
    write(&tx, id, files, now.max(last.plus(Duration::from_millis(1)))).await?;
    audit::record(&tx, now, Actor::Member(by), Note::done("media.refocus", "media", id.0), "web").await?;
    tx.commit().await?;
    Ok(Described::Done)
}
