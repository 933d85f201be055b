//! Writing an issue: making it, changing what it says, changing its days.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set, TryInsertResult};

use super::article::{Piece, body_of};
use super::issue::{Days, Face, OPEN, Touch, meets, touch, turn};
use super::save_article::{SITTING, Way};
use super::{Issue, arrange, find, pictures, save_article};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::Instant;
use crate::base::id::{IssueId, MemberId, PublicationId};
use crate::issues::acts::Act;
use crate::media::About;
use crate::store::tables::issues;
use crate::store::tables::states::IssueState;
use crate::store::{DatabaseConnection, DatabaseTransaction};

/// A place in the series of a publication: year and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// What it is an edition of.
    pub publication: PublicationId,
    /// The year.
    pub year: i32,
    /// The number within the year, from 1.
    pub number: i32,
}

/// What came of making an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Made {
    /// It is there.
    New(IssueId),
    /// The form was sent before: this is the issue it made.
    Before(IssueId),
    /// The number is taken by this issue.
    Taken(IssueId),
}

/// Makes an issue. With `like_last` it starts with the editorial of the newest issue of the publication and with an
/// empty article for each of its articles: the same title and headings.
///
/// # Errors
/// The database's.
pub(super) async fn make(
    app: &App,
    place: Place,
    (face, days): (&Face, &Days),
    like_last: bool,
    by: MemberId,
) -> anyhow::Result<Made> {
    let now = app.clock.now();
    let last = if like_last { newest_of(app.store.read(), place).await? } else { None };
    let face = last.as_ref().map_or_else(|| face.clone(), |last| begun_like(face, last));
    let pieces = match &last {
        Some(last) => headings_of(app, last).await?,
        None => Vec::new(),
    };
    let editorial = body_of(app.store.read(), &face.source).await?;
    let tx = app.store.begin_write().await?;
    let Some(id) = insert(&tx, place, (&face, editorial, days), by, now).await? else {
        return taken(&tx, place, &face, (days, by)).await;
    };
    for (piece, body) in pieces {
        if let Some(article) = save_article::insert(&tx, (&piece, body), &app.random.token(), by, now).await? {
            arrange::append(&tx, id, article, by, now).await?;
        }
    }
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::IssueMake, id.0), "web").await?;
    tx.commit().await?;
    Ok(Made::New(id))
}

/// Adds the row of a new issue, with its editorial as [`body_of`] gives it; `None` when its number is taken.
///
/// # Errors
/// The database's.
pub(super) async fn insert(
    tx: &DatabaseTransaction,
    place: Place,
    (face, editorial, days): (&Face, String, &Days),
    by: MemberId,
    now: Instant,
) -> Result<Option<IssueId>, DbErr> {
    let row = issues::ActiveModel {
        publication_id: Set(place.publication),
        year: Set(place.year),
        number: Set(place.number),
        subject: Set(face.subject.clone()),
        preheader: Set(face.preheader.clone()),
        source: Set(face.source.clone()),
        editorial: Set(editorial.clone()),
        language: Set(face.language),
        state: Set(IssueState::Draft),
        version: Set(1),
        changed_by: Set(by),
        changed_at: Set(now),
        copy_due: Set(days.copy_due.clone()),
        review_due: Set(days.review_due.clone()),
        planned_on: Set(days.planned_on.clone()),
        ..Default::default()
    };
    let key = [issues::Column::PublicationId, issues::Column::Year, issues::Column::Number];
    let taken = OnConflict::columns(key).do_nothing().to_owned();
    let made = issues::Entity::insert(row).on_conflict(taken).try_insert().exec(tx).await?;
    let TryInsertResult::Inserted(made) = made else { return Ok(None) };
    let id = made.last_insert_id;
    pictures::note(tx, About::Issue(id), &label(place, face), (&editorial, None), now).await?;
    Ok(Some(id))
}

/// What an issue is called where its images are listed.
fn label(place: Place, face: &Face) -> String {
    format!("{}/{} {}", place.number, place.year, face.subject).trim_end().to_owned()
}

/// Whether the taken number is this same form, sent a second time.
async fn taken(
    tx: &DatabaseTransaction,
    place: Place,
    face: &Face,
    (days, by): (&Days, MemberId),
) -> anyhow::Result<Made> {
    let row = issues::Entity::find()
        .filter(issues::Column::PublicationId.eq(place.publication))
        .filter(issues::Column::Year.eq(place.year))
        .filter(issues::Column::Number.eq(place.number))
        .one(tx)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("the issue that took a number".to_owned()))?;
    let is_same = row.changed_by == by && row.subject == face.subject && Days::of(&row) == *days;
    Ok(if is_same { Made::Before(row.id) } else { Made::Taken(row.id) })
}

async fn newest_of(on: &DatabaseConnection, place: Place) -> anyhow::Result<Option<Issue>> {
    let row = issues::Entity::find()
        .filter(issues::Column::PublicationId.eq(place.publication))
        .order_by_desc(issues::Column::Year)
        .order_by_desc(issues::Column::Number)
        .all(on)
        .await?
        .into_iter()
        .find(|row| (row.year, row.number) < (place.year, place.number));
    match row {
        Some(row) => find::load(on, row.id).await,
        None => Ok(None),
    }
}

fn begun_like(face: &Face, last: &Issue) -> Face {
    Face { source: last.row.source.clone(), language: last.row.language, ..face.clone() }
}

/// An empty article for each of an issue: the same title and headings.
async fn headings_of(app: &App, last: &Issue) -> anyhow::Result<Vec<(Piece, String)>> {
    let mut pieces = Vec::new();
    for article in &last.articles {
        let row = &article.row;
        let headings: Vec<&str> = row.source.lines().filter(|line| line.starts_with('#')).collect();
        let source = headings.join("\n\n");
        let body = body_of(app.store.read(), &source).await?;
        pieces.push((Piece { title: row.title.clone(), language: row.language, source, ..Piece::default() }, body));
    }
    Ok(pieces)
}

/// What came of changing an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Saved {
    /// Saved; `returned` when it was more than a draft and is one again.
    Written {
        /// What it is now.
        version: i64,
        /// Whether it returned to draft.
        returned: bool,
    },
    /// It said the same already.
    Unchanged,
    /// Somebody was asked to approve it, or did: that is not undone by itself. Nothing was written.
    Waits,
    /// Someone saved since: this is how it is now. Nothing was written.
    Overtaken(Box<Issue>),
    /// It is being sent, was sent or was cancelled.
    Closed,
    /// There is no such issue.
    NotThere,
}

/// Saves what an issue says. `seen` is [`Face::hash`] of what the editor saw: a change of the order in the meantime is
/// no reason to stop, a change of the words is.
///
/// # Errors
/// The database's.
pub(super) async fn save(
    app: &App,
    id: IssueId,
    seen: &str,
    face: &Face,
    (by, way): (MemberId, Way),
) -> anyhow::Result<Saved> {
    let now = app.clock.now();
    let editorial = body_of(app.store.read(), &face.source).await?;
    let tx = app.store.begin_write().await?;
    let Some(issue) = find::load(&tx, id).await? else { return Ok(Saved::NotThere) };
    let current = Face::of(&issue.row);
    if !issue.is_open() {
        return Ok(Saved::Closed);
    }
    if current == *face {
        return Ok(Saved::Unchanged);
    }
    if current.hash() != seen {
        return Ok(Saved::Overtaken(Box::new(issue)));
    }
    let touched = touch(&tx, id, Some(issue.row.version), by, now).await?;
    if touched == Touch::Refused {
        let newest = find::load(&tx, id).await?.unwrap_or(issue);
        return Ok(if newest.is_open() { Saved::Overtaken(Box::new(newest)) } else { Saved::Closed });
    }
    if touched == Touch::Returned && way == Way::ByItself {
        return Ok(Saved::Waits);
    }
    let place = Place { publication: issue.publication.id(), year: issue.row.year, number: issue.row.number };
    pictures::note(&tx, About::Issue(id), &label(place, face), (&editorial, None), now).await?;
    write(&tx, id, face, editorial).await?;
    // Who goes on in what they wrote just now stands in the log already.
    let goes_on = issue.row.changed_by == by && issue.row.changed_at > now.minus(SITTING);
    if way == Way::ByHand || !goes_on {
        audit::record(&tx, now, Actor::Member(by), Note::of(Act::IssueSave, id.0), "web").await?;
    }
    tx.commit().await?;
    Ok(Saved::Written { version: issue.row.version + 1, returned: touched == Touch::Returned })
}

async fn write(tx: &DatabaseTransaction, id: IssueId, face: &Face, editorial: String) -> Result<(), DbErr> {
    let said = issues::ActiveModel {
        subject: Set(face.subject.clone()),
        preheader: Set(face.preheader.clone()),
        source: Set(face.source.clone()),
        editorial: Set(editorial),
        language: Set(face.language),
        ..Default::default()
    };
    turn(id, &OPEN).set(said).exec(tx).await.map(drop)
}

/// Saves the days of an issue. They are no content, so approval stays; `seen` is [`Days::word`] of what was read.
///
/// # Errors
/// The database's.
pub(super) async fn save_days(app: &App, id: IssueId, seen: &str, days: &Days, by: MemberId) -> anyhow::Result<Saved> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let Some(issue) = find::load(&tx, id).await? else { return Ok(Saved::NotThere) };
    let current = Days::of(&issue.row);
    if current == *days {
        return Ok(Saved::Unchanged);
    }
    if !issue.is_open() {
        return Ok(Saved::Closed);
    }
    let planned = issues::ActiveModel {
        copy_due: Set(days.copy_due.clone()),
        review_due: Set(days.review_due.clone()),
        planned_on: Set(days.planned_on.clone()),
        ..Default::default()
    };
    let update = issues::Entity::update_many()
        .set(planned)
        .filter(issues::Column::Id.eq(id))
        .filter(issues::Column::CopyDue.eq(current.copy_due.as_str()))
        .filter(issues::Column::ReviewDue.eq(current.review_due.as_str()))
        .filter(issues::Column::PlannedOn.eq(current.planned_on.as_str()));
    if current.word() != seen || !meets(&tx, update).await? {
        let newest = find::load(&tx, id).await?.unwrap_or(issue);
        return Ok(Saved::Overtaken(Box::new(newest)));
    }
    let note = Note::of(Act::IssuePlan, id.0).with(days.word());
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Saved::Written { version: issue.row.version, returned: false })
}
