//! What is done with a name that the check found: an actor's mark in its place, or that it is no name.

use std::ops::Range;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::dossier::EntryWanted;
use super::draft::{Saved, touching};
use super::find;
use super::timeline::Place;
use super::write::rewrite;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{DossierId, MemberId};
use crate::base::markdown;
use crate::base::work::QUICK;
use crate::store::tables::dossier_cleared;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mended {
    /// It is so now.
    Done,
    /// The words do not stand there as one piece of text any more: somebody has to look.
    ByHand,
    /// There is no such place or actor.
    Nowhere,
}

/// Whether an actor's mark can stand in a place: only there it is shown as a role.
pub(super) const fn takes_marks(place: Place) -> bool {
    match place {
        Place::EntryTitle(_) | Place::EntryText(_) => true,
        Place::Title | Place::Summary | Place::Theme(_) | Place::Role(_) | Place::Source(_) => false,
    }
}

/// Puts the mark of an actor in the place of words, everywhere in the title or the text of an entry, and in no address.
///
/// # Errors
/// The database's.
pub async fn replace(
    app: &App,
    by: MemberId,
    id: DossierId,
    (place, words, actor): (Place, &str, i64),
) -> anyhow::Result<Mended> {
    let Some(the) = find::dossier(app.store.read(), id).await? else { return Ok(Mended::Nowhere) };
    let (Place::EntryTitle(number) | Place::EntryText(number)) = place else { return Ok(Mended::ByHand) };
    let (Some(entry), Some(_)) = (the.entry(number), the.actor(actor)) else { return Ok(Mended::Nowhere) };
    let mut wanted = EntryWanted::of(entry);
    let (text, stretches) = if matches!(place, Place::EntryTitle(_)) {
        let whole = 0..wanted.title.len();
        (&mut wanted.title, vec![whole])
    } else {
        let source = wanted.source.clone();
        let read = QUICK.work(move |_| markdown::stretches(&source)).await?;
        (&mut wanted.source, read)
    };
    let Some(mended) = marked(text, (words, actor), &stretches) else { return Ok(Mended::ByHand) };
    *text = mended;
    Ok(match rewrite(app, by, id, ((number, entry.row.version), &wanted)).await? {
        Saved::Done => Mended::Done,
        Saved::Overtaken | Saved::ThemeInUse(_) => Mended::ByHand,
    })
}

/// A text with a mark in the place of words, wherever these stand apart in one of these stretches; nothing when they do so nowhere.
fn marked(text: &str, (words, actor): (&str, i64), stretches: &[Range<usize>]) -> Option<String> {
    let is_part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '@');
    let mut mended = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in text.match_indices(words) {
        let end = at + words.len();
        let read = stretches.iter().find(|stretch| stretch.start <= at && end <= stretch.end);
        if words.is_empty()
            || is_part(text[..at].chars().next_back())
            || is_part(text[end..].chars().next())
            || read.is_none_or(|read| is_in_address(&text[read.clone()], at - read.start..end - read.start))
        {
            continue;
        }
        mended.push_str(text.get(from..at)?);
        mended.push('@');
        mended.push_str(&actor.to_string());
        from = end;
    }
    mended.push_str(&text[from..]);
    (from > 0).then_some(mended)
}

/// Whether words are a part of an address that somebody typed into a text: with a role in it, it would lead nowhere.
fn is_in_address(text: &str, at: Range<usize>) -> bool {
    let begin = text[..at.start].rfind(char::is_whitespace).unwrap_or(0);
    let end = text[at.end..].find(char::is_whitespace).map_or(text.len(), |behind| at.end + behind);
    text[begin..end].contains("://") || text[begin..end].contains("www.")
}

/// Says that words in a place are no name. It is kept who said so and when; other words, or the same elsewhere, are found again.
///
/// # Errors
/// The database's.
pub async fn clear(app: &App, by: MemberId, id: DossierId, (place, words): (Place, &str)) -> anyhow::Result<Mended> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    if touching(id, by, now).exec(&tx).await?.rows_affected == 0 {
        return Ok(Mended::Nowhere);
    }
    let known = dossier_cleared::Entity::find()
        .filter(dossier_cleared::Column::DossierId.eq(id))
        .filter(dossier_cleared::Column::Place.eq(place.word()))
        .filter(dossier_cleared::Column::Words.eq(words));
    if known.one(&tx).await?.is_none() {
        let row = dossier_cleared::ActiveModel {
            dossier_id: Set(id),
            place: Set(place.word()),
            words: Set(words.to_owned()),
            cleared_by: Set(by),
            cleared_at: Set(now),
        };
        dossier_cleared::Entity::insert(row).exec_without_returning(&tx).await?;
    }
    let note = Note::done("dossier.clear", "dossier", id.0).with(place.word());
    audit::record(&tx, now, Actor::Member(by), note, "web").await?;
    tx.commit().await?;
    Ok(Mended::Done)
}
