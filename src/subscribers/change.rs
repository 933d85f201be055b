//! Changing preferences, by the proven owner of an address.

use sea_orm::{ConnectionTrait, DbErr, Set};

use super::evidence::{admit, evidence, keep, keep_text};
use super::leave::{Leaving, leave_everything};
use super::links::{self, undo_token};
use super::subscriber::Source;
use super::{Channel, Left, find};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::PublicationId;
use crate::base::{Instant, Language, Purpose};
use crate::people::{self, Person};
use crate::returns;
use crate::store::tables::states::Act;

/// What a person chose.
#[derive(Clone, Debug)]
pub struct Preferences {
    /// The name; empty for none.
    pub name: String,
    /// The language of pages and letters.
    pub language: Language,
    /// The publications that are ticked.
    pub ticked: Vec<PublicationId>,
    /// The publications that were ticked when the page was drawn: only what differs from them is changed, so that a
    /// page that lay open cannot undo what happened meanwhile.
    pub were_ticked: Vec<PublicationId>,
    /// The exact words of consent that the page showed, and their language.
    pub consent: (Language, String),
}

/// What came of changing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is so now.
    Saved,
    /// All but the new publications: the address must not be written to.
    Blocked,
    /// The link was made more than 13 months ago.
    Expired,
    /// The link is none of ours.
    Unknown,
}

/// Whose preferences a link opens.
#[derive(Clone, Debug)]
pub(super) enum Opened {
    Of(Box<Person>, Vec<PublicationId>),
    Expired,
    Unknown,
}

/// What a link to preferences opens. Reads only.
pub(super) async fn look(app: &App, token: &str) -> Result<Opened, DbErr> {
    let on = app.store.read();
    let Some((person, day)) = links::holder_of(app, on, Purpose::Preferences, token).await? else {
        return Ok(Opened::Unknown);
    };
    if !links::is_in_time(day, app.clock.now()) {
        return Ok(Opened::Expired);
    }
    let active = find::active_of(on, person.id).await?;
    Ok(Opened::Of(Box::new(person), active))
}

/// Takes over what a person chose. A newly ticked publication is consent at once: the link proves the owner.
///
/// # Errors
/// The database's.
pub async fn change(app: &App, token: &str, chosen: &Preferences) -> anyhow::Result<Changed> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let Some((person, day)) = links::hold_holder_of(app, &tx, Purpose::Preferences, token).await? else {
        return Ok(Changed::Unknown);
    };
    if !links::is_in_time(day, now) {
        return Ok(Changed::Expired);
    }
    people::rename(&tx, person.id, &chosen.name, chosen.language).await?;
    let person = Person { name: chosen.name.clone(), language: chosen.language, ..person };
    let leaving = Leaving { person: &person, channel: Channel::Preferences, reason: "", now };
    for publication in chosen.were_ticked.iter().filter(|was| !chosen.ticked.contains(was)) {
        leaving.out_of(&tx, Actor::Reader, *publication).await?;
    }
    let added: Vec<_> = chosen.ticked.iter().copied().filter(|new| !chosen.were_ticked.contains(new)).collect();
    let is_blocked = !added.is_empty() && find::is_suppressed(app, &tx, &person).await?;
    if !is_blocked && !added.is_empty() {
        add(&tx, &person, &added, chosen, now).await?;
        returns::let_back_in(&tx, app, &person, now).await?;
    }
    let note = Note::done("subscriber.change", "person", person.id.0);
    audit::record(&tx, now, Actor::Reader, note, "web").await?;
    tx.commit().await?;
    Ok(if is_blocked { Changed::Blocked } else { Changed::Saved })
}

async fn add(
    tx: &impl ConnectionTrait,
    person: &Person,
    added: &[PublicationId],
    chosen: &Preferences,
    now: Instant,
) -> Result<(), DbErr> {
    let active = find::active_of(tx, person.id).await?;
    let added: Vec<_> = added.iter().filter(|publication| !active.contains(publication)).collect();
    if added.is_empty() {
        return Ok(());
    }
    let (language, words) = &chosen.consent;
    let hash = keep_text(tx, *language, words, now).await?;
    let mut rows = Vec::new();
    for publication in added {
        admit(tx, person, *publication, Source::Preferences, now).await?;
        let mut row = evidence(person, *publication, Act::Confirmed, Source::Preferences.word(), now);
        row.consent_hash = Set(Some(hash.clone()));
        row.language = Set(*language);
        rows.push(row);
    }
    keep(tx, rows).await
}

/// Leaves everything by the button of the preferences.
///
/// # Errors
/// The database's.
pub(super) async fn leave_all(app: &App, token: &str) -> anyhow::Result<Left> {
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let holder = links::hold_holder_of(app, &tx, Purpose::Preferences, token).await?;
    let Some((person, _)) = holder.filter(|(_, day)| links::is_in_time(*day, now)) else { return Ok(Left::Unknown) };
    let left = leave_everything(&tx, &person, Channel::Preferences, now).await?;
    tx.commit().await?;
    Ok(Left::Out(undo_token(app, &person, left)))
}
