//! Taking an image in.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::find::words_of;
use super::picture::{Made, Picture, Refusal, make};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{MediaId, MemberId};
use crate::base::secrets::sha256_hex;
use crate::base::words::one_line;
use crate::base::work::{FILES, Overdue, PICTURES};
use crate::media::acts::Act;
use crate::store::tables::{media, media_files};
use crate::store::{Class, DatabaseTransaction, Shelf, class_of};

/// The largest file, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;
/// The longest name that is kept, in characters.
pub(super) const NAME: usize = 160;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is in the library now. It `moved` when only its first image was taken.
    New {
        /// Which one.
        id: MediaId,
        /// Whether it moved.
        moved: bool,
    },
    /// The same file was there already.
    Known(MediaId),
    /// It cannot be shown.
    Refused(Refusal),
    /// The disk did not take it.
    NoRoom,
}

/// Takes an image in under a name: reads it beside the requests, writes its files, and only then its rows. Whatever stops
/// half-way leaves no row, and files that no row names are swept.
///
/// # Errors
/// The database's.
pub async fn take(app: &App, by: MemberId, name: &str, bytes: Vec<u8>) -> anyhow::Result<Taken> {
    if bytes.len() > LARGEST {
        return Ok(Taken::Refused(Refusal::TooLarge));
    }
    let hash = sha256_hex(&bytes);
    if let Some(known) = of_hash(app, &hash).await? {
        return Ok(Taken::Known(known));
    }
    let made = PICTURES.work(move |budget| make(&bytes, (50, 50), || !budget.is_over())).await;
    let picture = match made {
        Ok(Ok(picture)) => picture,
        Ok(Err(refusal)) => return Ok(Taken::Refused(refusal)),
        Err(error) if error.is::<Overdue>() => return Ok(Taken::Refused(Refusal::TooSlow)),
        Err(error) => return Err(error),
    };
    let (moved, width, height) = (picture.moved, picture.width, picture.height);
    let Some(files) = put(app.shelf(), picture).await? else { return Ok(Taken::NoRoom) };
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let name: String = one_line(name).chars().take(NAME).collect();
    let row = media::ActiveModel {
        hash: Set(hash.clone()),
        words: Set(words_of(&name, "")),
        name: Set(name),
        alt: Set(String::new()),
        decorative_at: Set(None),
        focus_x: Set(50),
        focus_y: Set(50),
        width: Set(width.cast_signed()),
        height: Set(height.cast_signed()),
        version: Set(1),
        made_by: Set(by),
        made_at: Set(now),
        changed_by: Set(by),
        changed_at: Set(now),
        idle_since: Set(Some(now)),
        kept_at: Set(None),
        ..Default::default()
    };
    let id = match media::Entity::insert(row).exec(&tx).await {
        // The same file came twice at once.
        Err(error) if class_of(&error) == Class::Unique => {
            drop(tx);
            return Ok(of_hash(app, &hash).await?.map_or(Taken::NoRoom, Taken::Known));
        }
        inserted => inserted?.last_insert_id,
    };
    write(&tx, id, files, now).await?;
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::Take, id.0), "web").await?;
    tx.commit().await?;
    Ok(Taken::New { id, moved })
}

async fn of_hash(app: &App, hash: &str) -> anyhow::Result<Option<MediaId>> {
    let known = media::Entity::find().filter(media::Column::Hash.eq(hash)).one(app.store.read()).await?;
    Ok(known.map(|row| row.id))
}

/// A file that stands on the shelf.
pub(super) struct Put {
    name: String,
    made: Made,
}

/// Puts the files of a picture on the shelf; `None` when the disk does not take them.
pub(super) async fn put(shelf: Shelf, picture: Picture) -> anyhow::Result<Option<Vec<Put>>> {
    let putting = FILES.work(move |_| {
        let put = |made: Made| Ok(Put { name: shelf.put(&made.bytes, made.form)?, made });
        picture.files.into_iter().map(put).collect::<std::io::Result<Vec<_>>>()
    });
    match putting.await? {
        Ok(files) => Ok(Some(files)),
        Err(error) => {
            tracing::error!(error = %error, "the data folder does not take a file");
            Ok(None)
        }
    }
}

/// Writes the rows of files.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    id: MediaId,
    files: Vec<Put>,
    now: Instant,
) -> Result<(), sea_orm::DbErr> {
    let rows = files.into_iter().map(|Put { name, made }| media_files::ActiveModel {
        media_id: Set(id),
        size: Set(made.size.word().to_owned()),
        hash: Set(name.split('.').next().unwrap_or_default().to_owned()),
        form: Set(made.form.to_owned()),
        width: Set(made.width.cast_signed()),
        height: Set(made.height.cast_signed()),
        bytes: Set(i64::try_from(made.bytes.len()).unwrap_or(i64::MAX)),
        made_at: Set(now),
    });
    let conflict = sea_orm::sea_query::OnConflict::columns([
        media_files::Column::MediaId,
        media_files::Column::Size,
        media_files::Column::Hash,
    ])
    .update_column(media_files::Column::MadeAt)
    .to_owned();
    media_files::Entity::insert_many(rows).on_conflict(conflict).exec_without_returning(tx).await.map(drop)
}
