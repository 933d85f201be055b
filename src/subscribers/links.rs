//! The links of this room: who made them, whose they are, how long they work.

use sea_orm::{ConnectionTrait, DbErr};

use super::moving::{self, Since};
use super::subscriber::PREFERENCES_DAYS;
use crate::app::App;
use crate::base::id::{PersonId, PublicationId};
use crate::base::{Instant, Link, Purpose};
pub(super) use crate::people::holder_of;
use crate::people::{self, Person};
use crate::store::DatabaseTransaction;

/// From here on the subject of an undo link is a moment in seconds since 1970, and means all that was left then; below
/// it is a publication.
const FIRST_MOMENT: i64 = 1_000_000_000;
/// Set in the subject of an undo link for whoever left through a link of before they moved.
const MOVED: i64 = 1 << 39;

/// Whose preferences a token opens, if it is one of ours and was made within the last 13 months.
///
/// # Errors
/// The database's.
pub async fn preferences_holder(app: &App, token: &str) -> Result<Option<Person>, DbErr> {
    let holder = holder_of(app, app.store.read(), Purpose::Preferences, token).await?;
    Ok(holder.filter(|(_, day)| is_in_time(*day, app.clock.now())).map(|(person, _)| person))
}

/// The address of a person's preferences, in the person's language. It works 13 months from now.
#[must_use]
pub fn preferences_link(app: &App, person: &Person) -> String {
    let prefix = person.language.prefix();
    format!("{}{prefix}/voorkeuren/{}", app.base_url(), preferences_token(app, person))
}

/// The token of a person's preferences, made for today.
#[must_use]
pub fn preferences_token(app: &App, person: &Person) -> String {
    let today = day_of(app.clock.now());
    Link::token(&app.secrets, Purpose::Preferences, person.id.0, today, person.epoch)
}

/// The token that leaves a publication. It works for ever.
#[must_use]
pub fn unsubscribe_token(app: &App, person: &Person, publication: PublicationId) -> String {
    Link::token(&app.secrets, Purpose::Unsubscribe, person.id.0, publication.0, person.epoch)
}

/// The address where a person leaves a publication.
pub(super) fn unsubscribe_link(app: &App, person: &Person, publication: PublicationId) -> String {
    let prefix = person.language.prefix();
    format!("{}{prefix}/afmelden/{}", app.base_url(), unsubscribe_token(app, person, publication))
}

/// What an undo link is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeftWhat {
    /// One publication.
    One(PublicationId),
    /// All that was left in this second.
    AllAt(i64),
}

impl LeftWhat {
    /// All that was left at a moment.
    pub(super) const fn all_at(moment: Instant) -> Self {
        Self::AllAt(moment.0.div_euclid(1_000))
    }

    /// Reads the subject of a link.
    pub(super) const fn of(subject: i64) -> Self {
        let subject = subject & !MOVED;
        if subject < FIRST_MOMENT { Self::One(PublicationId(subject)) } else { Self::AllAt(subject) }
    }

    const fn subject(self) -> i64 {
        match self {
            Self::One(publication) => publication.0,
            Self::AllAt(second) => second,
        }
    }
}

/// The token that undoes leaving.
pub(super) fn undo_token(app: &App, person: &Person, what: LeftWhat) -> String {
    Link::token(&app.secrets, Purpose::UndoLeave, person.id.0, what.subject(), person.epoch)
}

/// The same for whoever left through a link of before they moved: its pages do not show the new address.
pub(super) fn undo_token_at_old_address(app: &App, person: &Person, what: LeftWhat) -> String {
    Link::token(&app.secrets, Purpose::UndoLeave, person.id.0, what.subject() | MOVED, person.epoch)
}

/// Whether the subject of an undo link is of a leave through a link of before its holder moved.
pub(super) const fn is_of_old_address(subject: i64) -> bool {
    subject & MOVED != 0
}

/// The day of a moment, in days since 1970.
pub(super) const fn day_of(moment: Instant) -> i64 {
    moment.0.div_euclid(86_400_000)
}

/// As [`holder_of`], with the person held until the transaction ends.
pub(super) async fn hold_holder_of(
    app: &App,
    tx: &impl ConnectionTrait,
    purpose: Purpose,
    token: &str,
) -> Result<Option<(Person, i64)>, DbErr> {
    let Some(link) = Link::read(&app.secrets, purpose, token) else { return Ok(None) };
    let person = people::lock(tx, PersonId(link.holder)).await?;
    Ok(person.filter(|person| link.is_valid(&app.secrets, person.epoch)).map(|person| (person, link.subject)))
}

/// Whom an unsubscribe link leaves now.
pub(super) struct Leaver {
    pub(super) person: Person,
    pub(super) publication: PublicationId,
    /// Whether the mail with the link went to another address, from which the person moved.
    pub(super) has_moved: bool,
}

impl Leaver {
    fn of(person: Person, link: &Link) -> Self {
        let has_moved = person.id != PersonId(link.holder);
        Self { person, publication: PublicationId(link.subject), has_moved }
    }
}

/// Whom an unsubscribe token leaves now, and which publication. It works for ever: links of every earlier epoch do, and
/// when its holder moved to another address, it leaves whoever receives the publication now.
pub(super) async fn leaver_of(app: &App, on: &impl ConnectionTrait, token: &str) -> Result<Option<Leaver>, DbErr> {
    let Some((link, epoch)) = proven(app, on, token).await? else { return Ok(None) };
    let id = moving::now_is(on, PersonId(link.holder), Since::Epoch(epoch)).await?;
    Ok(people::by_id(on, id).await?.map(|person| Leaver::of(person, &link)))
}

/// The same, with the person held until the transaction ends.
pub(super) async fn hold_leaver_of(app: &App, tx: &DatabaseTransaction, token: &str) -> Result<Option<Leaver>, DbErr> {
    let Some((link, epoch)) = proven(app, tx, token).await? else { return Ok(None) };
    let person = moving::hold_who_it_is_now(tx, PersonId(link.holder), Since::Epoch(epoch)).await?;
    Ok(person.map(|person| Leaver::of(person, &link)))
}

/// An unsubscribe link of ours with the epoch that it was made in.
async fn proven(app: &App, on: &impl ConnectionTrait, token: &str) -> Result<Option<(Link, i64)>, DbErr> {
    let Some(link) = Link::read(&app.secrets, Purpose::Unsubscribe, token) else { return Ok(None) };
    let holder = PersonId(link.holder);
    let newest = match people::by_id(on, holder).await? {
        Some(person) => Some(person.epoch),
        None => moving::top_epoch(on, holder).await?,
    };
    let Some(newest) = newest else { return Ok(None) };
    Ok((0..=newest).rev().find(|epoch| link.is_valid(&app.secrets, *epoch)).map(|epoch| (link, epoch)))
}

/// Whether a link to the preferences that was made on a day still works.
pub(super) fn is_in_time(day_made: i64, now: Instant) -> bool {
    let today = day_of(now);
    // A node whose clock is ahead makes them for tomorrow, just before midnight.
    day_made <= today + 1 && today <= day_made + PREFERENCES_DAYS
}
