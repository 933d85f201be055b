//! Taking a paper in, giving it out, and throwing it away.

use std::collections::BTreeMap;

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::look::{Looked, Remark, Unfit, is_image, look};
use crate::app::App;
use crate::base::Instant;
use crate::base::id::PaperId;
use crate::base::words::slug;
use crate::base::work::{FILES, Overdue, PICTURES};
use crate::media::LARGEST;
use crate::store::DatabaseTransaction;
use crate::store::tables::media_papers::{ActiveModel, Column, Entity, Model};

/// A paper.
pub type Paper = Model;

/// A file that stands on the closed shelf and has no row yet. Without one it is swept after a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    hash: String,
    form: &'static str,
    bytes: i64,
    remarks: Vec<Remark>,
}

impl Ready {
    /// Whether it is the file of a paper.
    #[must_use]
    pub fn is(&self, paper: &Paper) -> bool {
        self.hash == paper.hash && self.form == paper.form
    }
}

/// What came of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// It can be kept.
    Ready(Ready),
    /// It cannot be.
    Unfit(Unfit),
    /// The disk did not take it.
    NoRoom,
}

/// Looks at a file beside the requests and puts it on the closed shelf.
///
/// # Errors
/// When looking at it panicked.
pub async fn receive_paper(app: &App, bytes: Vec<u8>) -> anyhow::Result<Received> {
    if bytes.len() > LARGEST {
        return Ok(Received::Unfit(Unfit::TooLarge));
    }
    let lane = if is_image(&bytes) { &PICTURES } else { &FILES };
    let looked = match lane.work(move |budget| look(bytes, budget)).await {
        Ok(Ok(looked)) => looked,
        Ok(Err(unfit)) => return Ok(Received::Unfit(unfit)),
        Err(error) if error.is::<Overdue>() => return Ok(Received::Unfit(Unfit::TooSlow)),
        Err(error) => return Err(error),
    };
    let Looked { form, bytes, remarks } = looked;
    let (shelf, many) = (app.shelf().closed(), i64::try_from(bytes.len())?);
    match FILES.work(move |_| shelf.put(&bytes, form)).await? {
        Ok(name) => {
            let hash = name.split('.').next().unwrap_or_default().to_owned();
            Ok(Received::Ready(Ready { hash, form, bytes: many, remarks }))
        }
        Err(error) => {
            tracing::error!(error = %error, "the data folder does not take a file");
            Ok(Received::NoRoom)
        }
    }
}

/// Keeps a file that was received.
///
/// # Errors
/// The database's.
pub async fn keep_paper(tx: &DatabaseTransaction, ready: &Ready, now: Instant) -> Result<PaperId, DbErr> {
    let words: Vec<_> = ready.remarks.iter().map(|remark| remark.word()).collect();
    let row = ActiveModel {
        hash: Set(ready.hash.clone()),
        form: Set(ready.form.to_owned()),
        bytes: Set(ready.bytes),
        remarks: Set(words.join(" ")),
        made_at: Set(now),
        ..Default::default()
    };
    Ok(Entity::insert(row).exec(tx).await?.last_insert_id)
}

/// These papers.
///
/// # Errors
/// The database's.
pub async fn papers(
    on: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = PaperId>,
) -> Result<BTreeMap<PaperId, Paper>, DbErr> {
    let ids: Vec<_> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = Entity::find().filter(Column::Id.is_in(ids)).all(on).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Throws papers away. Their files are swept when no other paper is the same.
///
/// # Errors
/// The database's; also when something refers to one of them.
pub async fn throw_away_papers(tx: &DatabaseTransaction, ids: Vec<PaperId>) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::Id.is_in(ids)).exec(tx).await.map(drop)
}

/// Gives a paper out under a title, to be kept and never to be shown: a browser opens none of it as a page of ours. `None` when
/// its file is not there.
///
/// # Errors
/// The disk's.
pub async fn send_paper(app: &App, paper: &Paper, title: &str) -> anyhow::Result<Option<Response>> {
    let (shelf, name) = (app.shelf().closed(), format!("{}.{}", paper.hash, paper.form));
    let Some((bytes, kind)) = FILES.work(move |_| shelf.read(&name)).await?? else { return Ok(None) };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.{}\"", slug(title), paper.form)),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok(Some((headers, bytes).into_response()))
}
