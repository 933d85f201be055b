//! Changing preferences.

use sea_orm::{ConnectionTrait, DbErr, Set};

use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{AreaId, PublicationId, TopicId};
use crate::base::{Both, Instant, Language, Purpose};
use crate::people::{self, Person};
use crate::returns;
use crate::store::tables::states::ConsentAct;
use crate::subscribers::acts::Act;
use crate::subscribers::evidence::{admit, evidence, keep, keep_text};
use crate::subscribers::find::{self, Subscription};
use crate::subscribers::leave::{Leaving, leave_everything, undo};
use crate::subscribers::links::{self, LeftWhat, undo_token};
use crate::subscribers::subscriber::{Delta, Source};
use crate::subscribers::{Channel, Chosen, Left, chosen};

/// What a person asks to be otherwise.
#[derive(Clone, Debug, Default)]
pub struct Preferences {
    /// Another name (empty for none); `None` to leave it as it is.
    pub name: Option<String>,
    /// Another language of pages and letters.
    pub language: Option<Language>,
    /// The publications.
    pub publications: Delta<PublicationId>,
    /// The topics.
    pub topics: Delta<TopicId>,
    /// The areas and regions.
    pub areas: Delta<AreaId>,
    /// The pause.
    pub pause: Pause,
    /// The exact words of consent that the page showed, and their language.
    pub consent: (Language, String),
}

/// What becomes of a pause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pause {
    /// It stays as it is.
    #[default]
    AsItIs,
    /// It lasts until a moment.
    Until(Instant),
    /// It is over.
    Over,
}

/// One thing that is otherwise than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The name.
    Name,
    /// The language.
    Language,
    /// Nothing until a day.
    Paused,
    /// No pause any more.
    Resumed,
    /// The topics.
    Topics,
    /// The areas.
    Areas,
    /// A publication that is received from now on.
    Joined(PublicationId),
    /// A publication that is not received any more.
    Left(PublicationId),
}

impl Change {
    /// The word in the audit.
    const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Language => "language",
            Self::Paused => "paused",
            Self::Resumed => "resumed",
            Self::Topics => "topics",
            Self::Areas => "areas",
            Self::Joined(_) => "joined",
            Self::Left(_) => "left",
        }
    }

    /// What a word in the audit says was changed; nothing for a publication, about which the evidence of consent says it.
    #[must_use]
    pub fn said_of(word: &str) -> Option<Both> {
        let all = [Self::Name, Self::Language, Self::Paused, Self::Resumed, Self::Topics, Self::Areas];
        all.into_iter().find(|change| change.word() == word)?.said()
    }

    const fn said(self) -> Option<Both> {
        match self {
            Self::Name => Some(Both("naam", "name")),
            Self::Language => Some(Both("taal", "language")),
            Self::Paused => Some(Both("pauze begonnen", "pause begun")),
            Self::Resumed => Some(Both("pauze beëindigd", "pause ended")),
            Self::Topics => Some(Both("onderwerpen", "topics")),
            Self::Areas => Some(Both("gebieden", "areas")),
            Self::Joined(_) | Self::Left(_) => None,
        }
    }
}

/// What came of changing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// This is otherwise now; nothing when it was so already.
    Saved(Vec<Change>),
    /// The same, but without the new publications: the address must not be written to.
    Blocked(Vec<Change>),
    /// The link was made more than 13 months ago.
    Expired,
    /// The link is none of ours.
    Unknown,
}

/// Whose preferences a link opens.
#[derive(Clone, Debug)]
pub(in crate::subscribers) enum Opened {
    Of(Box<Stand>),
    Expired,
    Unknown,
}

/// How a person's preferences stand.
#[derive(Clone, Debug)]
pub(in crate::subscribers) struct Stand {
    pub(in crate::subscribers) person: Person,
    /// The publications that are received.
    pub(in crate::subscribers) active: Vec<PublicationId>,
    /// The publications of which leaving can still be undone.
    pub(in crate::subscribers) can_undo: Vec<PublicationId>,
    pub(in crate::subscribers) chosen: Chosen,
}

/// What a link to preferences opens. Reads only.
pub(in crate::subscribers) async fn look(app: &App, token: &str) -> Result<Opened, DbErr> {
    let on = app.store.read();
    let Some((person, day)) = links::holder_of(app, on, Purpose::Preferences, token).await? else {
        return Ok(Opened::Unknown);
    };
    let now = app.clock.now();
    if !links::is_in_time(day, now) {
        return Ok(Opened::Expired);
    }
    let rows = find::subscriptions_of(on, &[person.id]).await?;
    let of = |is: &dyn Fn(&&Subscription) -> bool| rows.iter().filter(is).map(|row| row.publication_id).collect();
    let active = of(&|row| row.withdrawn_at.is_none());
    let can_undo = of(&|row| undo::can_undo(row, now));
    let chosen = chosen::of_person(on, person.id).await?;
    Ok(Opened::Of(Box::new(Stand { person, active, can_undo, chosen })))
}

/// Takes over what a person chose.
///
/// # Errors
/// The database's.
pub async fn change(app: &App, token: &str, wanted: &Preferences) -> anyhow::Result<Changed> {
    // Whoever makes links up does not wait in line.
    if links::holder_of(app, app.store.read(), Purpose::Preferences, token).await?.is_none() {
        return Ok(Changed::Unknown);
    }
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let Some((person, day)) = links::hold_holder_of(app, &tx, Purpose::Preferences, token).await? else {
        return Ok(Changed::Unknown);
    };
    if !links::is_in_time(day, now) {
        return Ok(Changed::Expired);
    }
    let mut what = Vec::new();
    let person = call_otherwise(&tx, person, wanted, &mut what).await?;
    pause(&tx, &person, wanted.pause, now, &mut what).await?;
    choose(&tx, &person, wanted, &mut what).await?;
    let leaving = Leaving { person: &person, channel: Channel::Preferences, reason: "", now };
    for publication in &wanted.publications.removed {
        if leaving.out_of(&tx, Actor::Reader, *publication).await? {
            what.push(Change::Left(*publication));
        }
    }
    let wants_more = !wanted.publications.added.is_empty();
    let is_blocked = wants_more && find::is_suppressed(app, &tx, &person).await?;
    if !is_blocked {
        let joined = join(&tx, &person, wanted, now).await?;
        if !joined.is_empty() {
            returns::let_back_in(&tx, app, &person, now).await?;
        }
        what.extend(joined.into_iter().map(Change::Joined));
    }
    if !what.is_empty() {
        let words: Vec<_> = what.iter().map(|change| change.word()).collect();
        let note = Note::of(Act::Change, person.id.0).with(words.join(" "));
        audit::record(&tx, now, Actor::Reader, note, "web").await?;
    }
    tx.commit().await?;
    Ok(if is_blocked { Changed::Blocked(what) } else { Changed::Saved(what) })
}

async fn call_otherwise(
    tx: &impl ConnectionTrait,
    person: Person,
    wanted: &Preferences,
    what: &mut Vec<Change>,
) -> Result<Person, DbErr> {
    let name = wanted.name.clone().unwrap_or_else(|| person.name.clone());
    let language = wanted.language.unwrap_or(person.language);
    if name != person.name {
        what.push(Change::Name);
    }
    if language != person.language {
        what.push(Change::Language);
    }
    if !what.is_empty() {
        people::rename(tx, person.id, &name, language).await?;
    }
    Ok(Person { name, language, ..person })
}

async fn pause(
    tx: &impl ConnectionTrait,
    person: &Person,
    pause: Pause,
    now: Instant,
    what: &mut Vec<Change>,
) -> Result<(), DbErr> {
    let paused = person.paused_until.filter(|until| *until > now);
    let until = match pause {
        Pause::AsItIs => return Ok(()),
        Pause::Until(until) => Some(until),
        Pause::Over => None,
    };
    if until == paused {
        return Ok(());
    }
    people::pause(tx, person.id, until).await?;
    what.push(if until.is_some() { Change::Paused } else { Change::Resumed });
    Ok(())
}

async fn choose(
    tx: &impl ConnectionTrait,
    person: &Person,
    wanted: &Preferences,
    what: &mut Vec<Change>,
) -> Result<(), DbErr> {
    if wanted.topics == Delta::default() && wanted.areas == Delta::default() {
        return Ok(());
    }
    let before = chosen::of_person(tx, person.id).await?;
    chosen::change(tx, person.id, &wanted.topics, &wanted.areas).await?;
    let after = chosen::of_person(tx, person.id).await?;
    if before.topics != after.topics {
        what.push(Change::Topics);
    }
    if before.areas != after.areas {
        what.push(Change::Areas);
    }
    Ok(())
}

/// Gives the publications that were not received before.
async fn join(
    tx: &impl ConnectionTrait,
    person: &Person,
    wanted: &Preferences,
    now: Instant,
) -> Result<Vec<PublicationId>, DbErr> {
    let active = find::active_of(tx, person.id).await?;
    let added = wanted.publications.added.iter().copied();
    let added: Vec<_> = added.filter(|publication| !active.contains(publication)).collect();
    if added.is_empty() {
        return Ok(added);
    }
    let (language, words) = &wanted.consent;
    let hash = keep_text(tx, *language, words, now).await?;
    let mut rows = Vec::new();
    for publication in &added {
        admit(tx, person, *publication, Source::Preferences, now).await?;
        let mut row = evidence(person, *publication, ConsentAct::Confirmed, Source::Preferences.word(), now);
        row.consent_hash = Set(Some(hash.clone()));
        row.language = Set(*language);
        rows.push(row);
    }
    keep(tx, rows).await?;
    Ok(added)
}

/// Leaves one publication by its button in the preferences, or everything.
pub(in crate::subscribers) async fn leave(
    app: &App,
    token: &str,
    publication: Option<PublicationId>,
) -> anyhow::Result<Left> {
    // Whoever makes links up does not wait in line.
    if links::holder_of(app, app.store.read(), Purpose::Preferences, token).await?.is_none() {
        return Ok(Left::Unknown);
    }
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let Some((person, day)) = links::hold_holder_of(app, &tx, Purpose::Preferences, token).await? else {
        return Ok(Left::Unknown);
    };
    if !links::is_in_time(day, now) {
        return Ok(Left::Expired);
    }
    let left = match publication {
        Some(publication) => {
            let leaving = Leaving { person: &person, channel: Channel::Preferences, reason: "", now };
            leaving.out_of(&tx, Actor::Reader, publication).await?;
            LeftWhat::One(publication)
        }
        None => leave_everything(&tx, &person, Channel::Preferences, now).await?,
    };
    tx.commit().await?;
    Ok(Left::Out(undo_token(app, &person, left)))
}
