//! Remarking: rows that are added and never changed, and saying that one is ready.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect, Set};

use super::find::{Seat, is_over, remarks_by, seat};
use super::matter::Text;
use super::spot::{self, Spot};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::ArticleId;
use crate::base::words::plain_lines;
use crate::base::{Blocks, Instant};
use crate::issues::acts::Act;
use crate::issues::article::{body_of, stored_blocks};
use crate::issues::find;
use crate::issues::issue::Face;
use crate::store::DatabaseTransaction;
use crate::store::tables::review_remarks::{ActiveModel, Entity, Model};
use crate::store::tables::{article_versions, reviewers};

/// The longest remark, in characters.
pub(super) const LONGEST: usize = 4_000;
/// How many remarks somebody can make.
const MOST: usize = 300;

/// What somebody typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Remarks, each at its place.
    pub remarks: Vec<(Spot, String)>,
    /// The version of each article that the page showed.
    pub versions: BTreeMap<ArticleId, i64>,
    /// What the issue itself said on the page, as [`Face::hash`] names it.
    pub face: String,
    /// Whether they are ready.
    pub ready: bool,
}

/// What came of remarking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remarked {
    /// So many remarks were added; the others stood there already.
    Done(usize),
    /// There are as many as can be kept.
    Full,
    /// The day of the link is over, or the issue goes or went out.
    Over,
    /// The link opens nothing.
    Unknown,
}

/// Keeps what somebody typed. A remark that they made before at the same place, as a button that is pressed twice sends it, stands
/// there once.
///
/// # Errors
/// The database's, or when an earlier version takes too long to read.
pub async fn remark(app: &App, token: &str, typed: &Typed) -> anyhow::Result<Remarked> {
    let on = app.store.read();
    let Some(found) = seat(app, on, token).await? else { return Ok(Remarked::Unknown) };
    if is_over(&found.reviewer, app.clock.now()) || !found.text.is_open() {
        return Ok(Remarked::Over);
    }
    // Read before the transaction: an earlier version is made of its Markdown.
    let rows = rows_of(on, &found, typed).await?;
    let tx = app.store.begin_write().await?;
    reviewers::Entity::find_by_id(found.reviewer.id).lock_exclusive().one(&tx).await?;
    let Some(seat) = seat(app, &tx, token).await? else { return Ok(Remarked::Unknown) };
    let now = app.clock.now();
    if is_over(&seat.reviewer, now) || !seat.text.is_open() {
        return Ok(Remarked::Over);
    }
    let before = remarks_by(&tx, seat.reviewer.id).await?;
    let new: Vec<_> = rows.into_iter().filter(|row| before.iter().all(|old| !row.is(old))).collect();
    if before.len() + new.len() > MOST {
        return Ok(Remarked::Full);
    }
    let many = new.len();
    if many > 0 {
        let rows = new.into_iter().map(|row| row.at(&seat, now));
        Entity::insert_many(rows).exec_without_returning(&tx).await?;
        let note = Note::of(Act::ReviewRemark, seat.reviewer.id.0).with(format!("{many} remarks"));
        audit::record(&tx, now, Actor::Reader, note, "web").await?;
    }
    if typed.ready && seat.reviewer.done_at.is_none() {
        ready(&tx, &seat, now).await?;
    }
    tx.commit().await?;
    Ok(Remarked::Done(many))
}

async fn ready(tx: &DatabaseTransaction, seat: &Seat, now: Instant) -> anyhow::Result<()> {
    let row = reviewers::ActiveModel { id: Set(seat.reviewer.id), done_at: Set(Some(now)), ..Default::default() };
    reviewers::Entity::update(row).exec(tx).await?;
    Ok(audit::record(tx, now, Actor::Reader, Note::of(Act::ReviewDone, seat.reviewer.id.0), "web").await?)
}

/// A remark before it is kept.
struct New {
    spot: Spot,
    version: i64,
    passage: String,
    words: String,
}

impl New {
    /// Whether it is what somebody remarked before.
    fn is(&self, old: &Model) -> bool {
        old.article_id == self.spot.article && old.part == self.spot.part && old.words == self.words
    }

    fn at(self, seat: &Seat, now: Instant) -> ActiveModel {
        let issue = seat.text.issue.as_ref().map(|issue| issue.row.id);
        ActiveModel {
            reviewer_id: Set(seat.reviewer.id),
            issue_id: Set(issue.filter(|_| self.spot.article.is_none())),
            article_id: Set(self.spot.article),
            part: Set(self.spot.part),
            version: Set(self.version),
            passage: Set(self.passage),
            words: Set(self.words),
            made_at: Set(now),
            turn: Set(0),
            answer: Set(String::new()),
            ..Default::default()
        }
    }
}

/// What was typed, with what it is about. A place that this person cannot see, as when an article was just taken out, becomes the
/// whole, so that no word is lost and nothing else is shown.
async fn rows_of(on: &impl ConnectionTrait, seat: &Seat, typed: &Typed) -> anyhow::Result<Vec<New>> {
    let mut earlier = BTreeMap::new();
    let mut rows = Vec::new();
    for (spot, words) in &typed.remarks {
        let words = plain_lines(words).trim().to_owned();
        if words.is_empty() {
            continue;
        }
        let spot = seat.text.seen(*spot);
        let Some(article) = spot.article.and_then(|id| seat.text.article(id)) else {
            let issue = seat.text.issue.as_ref();
            let is_same = issue.is_some_and(|issue| Face::of(&issue.row).hash() == typed.face);
            let passage = if spot.part == Spot::OPENING && is_same { seat.text.opening() } else { String::new() };
            let version = issue.map_or(0, |issue| issue.row.version);
            rows.push(New { spot, version, passage, words });
            continue;
        };
        let (id, now) = (article.row.id, article.row.version);
        let version = typed.versions.get(&id).copied().unwrap_or(now);
        let passage = if version == now {
            spot::passage(&article.row.title, &article.row.lead, &article.body, spot.part)
        } else {
            if let std::collections::btree_map::Entry::Vacant(new) = earlier.entry(id) {
                new.insert(as_it_was(on, (id, version), seat).await?);
            }
            let was = earlier.get(&id).and_then(Option::as_ref);
            was.map(|(title, lead, body)| spot::passage(title, lead, body, spot.part)).unwrap_or_default()
        };
        rows.push(New { spot, version, passage, words });
    }
    Ok(rows)
}

impl Text {
    /// The place itself where it is in this text, else the whole of it.
    fn seen(&self, spot: Spot) -> Spot {
        match (spot.article, &self.issue, self.articles.first()) {
            (Some(id), ..) if self.article(id).is_some() => spot,
            (None, Some(_), _) => Spot::of_issue(spot.part.min(Spot::OPENING)),
            (_, Some(_), _) => Spot::of_issue(Spot::WHOLE),
            (_, None, Some(article)) => Spot::of(article.row.id, Spot::WHOLE),
            (_, None, None) => spot,
        }
    }
}

/// An article as it was in a version: only one that stood there while this person could read it.
async fn as_it_was(
    on: &impl ConnectionTrait,
    (id, version): (ArticleId, i64),
    seat: &Seat,
) -> anyhow::Result<Option<(String, String, Blocks)>> {
    let next = find::version(on, id, version.saturating_add(1)).await?;
    if next.is_none_or(|next| next.saved_at < seat.reviewer.invited_at) {
        return Ok(None);
    }
    let Some(was) = article_versions::Entity::find_by_id((id, version)).one(on).await? else { return Ok(None) };
    let body = stored_blocks(&body_of(on, &was.source).await?)?;
    Ok(Some((was.title, was.lead, body)))
}
