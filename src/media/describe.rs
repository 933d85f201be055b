//! Saying what there is to see, and around which point an image is cut: both at once or neither.

use std::time::Duration;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::find::{Image, load, words_of};
use super::picture::{Picture, Refusal, Size, cut_anew};
use super::take::{Put, put, write};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{MediaId, MemberId};
use crate::base::words::one_line;
use crate::base::work::{Overdue, PICTURES};
use crate::media::acts::Act;
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
    /// The disk did not take the new cut, so nothing was changed.
    NoRoom,
    /// Cutting it anew took longer than it may, because the machine is busy. Nothing was changed.
    TooSlow,
}

/// Where the eye should land, in hundredths from the left and the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus(pub u8, pub u8);

/// What is said of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// What it is called in the library.
    pub name: &'a str,
    /// What there is to see.
    pub alt: &'a str,
    /// Whether it only decorates, when `alt` is empty. Neither says that nobody has decided.
    pub decorates: bool,
    /// Around which point it is cut; `None` to leave that as it is.
    pub focus: Option<Focus>,
}

/// Says of an image, which was read at version `from`, what there is to see, and cuts it anew when its point moved. What was
/// sent keeps the cut that it was sent with.
///
/// # Errors
/// The database's, or when its own file cannot be read any more; nothing is changed then.
pub async fn describe(
    app: &App,
    by: MemberId,
    (id, from): (MediaId, i64),
    said: Said<'_>,
) -> anyhow::Result<Described> {
    let Some(image) = load(app.store.read(), id).await? else { return Ok(Described::Overtaken) };
    let row = &image.row;
    let is_moved = |focus: &Focus| (row.focus_x, row.focus_y) != (focus.0.into(), focus.1.into());
    let moved = said.focus.filter(is_moved);
    let (name, alt) = (one_line(said.name), one_line(said.alt));
    let decorates = said.decorates && alt.is_empty();
    // Whoever only looked has changed nothing, and may approve what it stands in.
    if moved.is_none()
        && (row.version, &row.name, &row.alt, row.decorative_at.is_some()) == (from, &name, &alt, decorates)
    {
        return Ok(Described::Done);
    }
    // The files come first: what fails with them has changed nothing, and what no row names is swept.
    let cuts = match moved {
        Some(focus) => match cut(app, &image, focus).await {
            Ok(Some(files)) => files,
            Ok(None) => return Ok(Described::NoRoom),
            Err(error) if error.is::<Overdue>() => return Ok(Described::TooSlow),
            Err(error) => return Err(error),
        },
        None => Vec::new(),
    };
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let mut described = ActiveModel {
        words: Set(words_of(&name, &alt)),
        name: Set(name),
        alt: Set(alt),
        decorative_at: Set(decorates.then_some(now)),
        version: Set(from + 1),
        changed_by: Set(by),
        changed_at: Set(now),
        ..Default::default()
    };
    if let Some(Focus(x, y)) = moved {
        (described.focus_x, described.focus_y) = (Set(x.into()), Set(y.into()));
    }
    let update = Entity::update_many().set(described).filter(Column::Id.eq(id)).filter(Column::Version.eq(from));
    if update.exec(&tx).await?.rows_affected == 0 {
        return Ok(Described::Overtaken);
    }
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::Describe, id.0), "web").await?;
    if moved.is_some() {
        // Later than the cuts before it, also within one tick of the clock: the newest is shown.
        let last = image.files.iter().map(|file| file.made_at).max().unwrap_or(now);
        write(&tx, id, cuts, now.max(last.plus(Duration::from_millis(1)))).await?;
        audit::record(&tx, now, Actor::Member(by), Note::of(Act::Refocus, id.0), "web").await?;
    }
    tx.commit().await?;
    Ok(Described::Done)
}

/// Cuts an image around a point and puts the cuts on the shelf; `None` when the disk does not take them.
async fn cut(app: &App, image: &Image, focus: Focus) -> anyhow::Result<Option<Vec<Put>>> {
    let full = image.shown(Size::Full).ok_or_else(|| anyhow::anyhow!("image {} has no file", image.row.id))?;
    let shelf = app.shelf();
    let cutting = move |_: &_| -> anyhow::Result<_> {
        let (bytes, _) = shelf.read(&full.file)?.ok_or_else(|| anyhow::anyhow!("{} is not there", full.file))?;
        cut_anew(&bytes, (focus.0, focus.1)).map_err(|refusal: Refusal| anyhow::anyhow!("cannot be cut: {refusal:?}"))
    };
    let files = PICTURES.work(cutting).await??;
    put(app.shelf(), Picture { files, width: 0, height: 0, moved: false }).await
}
