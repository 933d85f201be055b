//! The agenda of an issue: what is coming in the other rooms, taken into the issue at a moment.
//!
//! It is a part of what the issue says: taking it anew makes a draft of an issue that was approved, and what was approved is
//! what goes out. The page says when something changed since it was taken.

use sea_orm::{DbErr, EntityTrait, Set};

use super::issue::{Touch, touch};
use super::{Issue, find};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::blocks::{Block, Href, Inline};
use crate::base::id::{IssueId, MemberId};
use crate::base::{Blocks, Language};
use crate::issues::acts::Act;
use crate::room::Coming;
use crate::store::tables::issues::{ActiveModel, Entity};

/// The most lines that an agenda has.
const MOST: usize = 8;

/// What to do with the agenda of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Put in what is coming now.
    Take,
    /// Take it out.
    Drop,
}

impl Change {
    /// The change of a word in a form.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "neem" => Some(Self::Take),
            "weg" => Some(Self::Drop),
            _ => None,
        }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// It is so now.
    Written,
    /// It was so already.
    AlreadySo,
    /// Nothing is coming, so there is nothing to put in.
    Nothing,
    /// The issue can no longer change.
    Closed,
    /// There is no such issue.
    NotThere,
}

/// What is coming now, as blocks in a language; empty when nothing is.
///
/// # Errors
/// The database's, or when the outside address of the installation is none.
pub(super) async fn coming(app: &App, language: Language) -> anyhow::Result<Blocks> {
    let coming = app.rooms.coming(app, language).await?;
    if coming.is_empty() {
        return Ok(Blocks::default());
    }
    let site = format!("{}{}", app.base_url(), language.prefix());
    let items: anyhow::Result<Vec<_>> = coming.iter().take(MOST).map(|one| line(one, &site)).collect();
    let heading = Inline { text: language.pick("Agenda", "Agenda").to_owned(), ..Inline::default() };
    Ok(Blocks(vec![
        Block::Heading { level: 2, content: vec![heading] },
        Block::List { ordered: false, start: 1, items: items? },
    ]))
}

/// Whether the agenda of an issue names something that is no longer so: it was moved, called off or changed, or is past. What came
/// since does not matter.
///
/// # Errors
/// As [`coming`].
pub(super) async fn is_outdated(app: &App, issue: &Issue) -> anyhow::Result<bool> {
    let named = items(&issue.agenda);
    if named.is_empty() {
        return Ok(false);
    }
    let site = format!("{}{}", app.base_url(), issue.row.language.prefix());
    let coming = app.rooms.coming(app, issue.row.language).await?;
    let now: Vec<Vec<Inline>> = coming.iter().map(|one| line(one, &site)).collect::<anyhow::Result<_>>()?;
    Ok(named.iter().any(|item| !now.contains(item)))
}

/// The lines of an agenda.
fn items(agenda: &Blocks) -> Vec<Vec<Inline>> {
    let lists =
        agenda.0.iter().filter_map(|block| if let Block::List { items, .. } = block { Some(items) } else { None });
    lists.flatten().cloned().collect()
}

/// The title as a link, then when and where. How full it is would be untrue by the time that somebody reads it.
fn line(coming: &Coming, site: &str) -> anyhow::Result<Vec<Inline>> {
    let href = Href::parse(&format!("{site}{}", coming.path)).map_err(|fault| anyhow::anyhow!("{fault}"))?;
    let title = Inline { text: coming.title.clone(), bold: true, link: Some(href), ..Inline::default() };
    let facts = [coming.when.as_str(), coming.place.as_str()].into_iter().filter(|text| !text.is_empty());
    let facts = format!("\n{}", facts.collect::<Vec<_>>().join(", "));
    Ok(vec![title, Inline { text: facts, ..Inline::default() }])
}

/// Takes an agenda into an issue, or out of it. Doing it twice does nothing twice.
///
/// # Errors
/// The database's, or when something stored cannot be read.
pub(super) async fn set(app: &App, id: IssueId, change: Change, by: MemberId) -> anyhow::Result<Done> {
    let Some(seen) = find::load(app.store.read(), id).await? else { return Ok(Done::NotThere) };
    let wanted = match change {
        Change::Take => coming(app, seen.row.language).await?,
        Change::Drop => Blocks::default(),
    };
    if change == Change::Take && wanted.is_empty() {
        return Ok(Done::Nothing);
    }
    write(app, id, &wanted, by).await
}

async fn write(app: &App, id: IssueId, wanted: &Blocks, by: MemberId) -> anyhow::Result<Done> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let Some(issue) = find::load(&tx, id).await? else { return Ok(Done::NotThere) };
    if issue.agenda == *wanted {
        return Ok(Done::AlreadySo);
    }
    if touch(&tx, id, None, by, now).await? == Touch::Refused {
        return Ok(Done::Closed);
    }
    keep(&tx, id, wanted).await?;
    audit::record(&tx, now, Actor::Member(by), Note::of(Act::IssueAgenda, id.0), "web").await?;
    tx.commit().await?;
    Ok(Done::Written)
}

async fn keep(tx: &impl sea_orm::ConnectionTrait, id: IssueId, agenda: &Blocks) -> Result<(), DbErr> {
    let keep = ActiveModel { id: Set(id), agenda: Set(agenda.to_json()), ..Default::default() };
    Entity::update(keep).exec(tx).await.map(drop)
}
