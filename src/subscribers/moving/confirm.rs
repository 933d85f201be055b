//! Confirming from the new mailbox: what is received moves.

use anyhow::Context;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, Set};

use super::{Pair, change_of, hold_pair, letters};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::{PersonId, PublicationId};
use crate::base::{Instant, Language, Purpose};
use crate::centre;
use crate::delivery;
use crate::people::{self, Person};
use crate::returns;
use crate::store::DatabaseTransaction;
use crate::store::tables::states::ConsentAct;
use crate::store::tables::{address_changes, consents, sendings};
use crate::subscribers::acts::Act;
use crate::subscribers::evidence::{admit, evidence, keep};
use crate::subscribers::leave::Leaving;
use crate::subscribers::subscriber::{CONFIRM_WITHIN, Source};
use crate::subscribers::{Channel, Chosen, chosen, find};

/// What came of confirming a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// It is done now; this is who receives it.
    Done(Box<Person>),
    /// It was done before.
    AlreadyDone,
    /// It was done before, and undone from the old address since.
    TurnedBack,
    /// The letter is older than seven days, or the old links were revoked since.
    Expired,
    /// The new address must not be written to.
    Blocked,
    /// The link is none of ours.
    Unknown,
}

/// What a link shows before its button is pressed: the new address, how it stands, and all that would go there.
pub(super) struct Shown {
    pub(super) to: Person,
    pub(super) standing: Moved,
    pub(super) publications: Vec<PublicationId>,
    pub(super) chosen: Chosen,
    /// The name that the new address gets; `None` when it keeps its own.
    pub(super) name: Option<String>,
    /// The pause that the new address gets, when there is one that is not over.
    pub(super) paused_until: Option<Instant>,
}

/// What a link shows. Reads only.
pub(super) async fn look(app: &App, token: &str) -> Result<Option<Shown>, DbErr> {
    let (on, now) = (app.store.read(), app.clock.now());
    let Some((link, change)) = change_of(app, on, Purpose::Move, token).await? else { return Ok(None) };
    let to = people::by_id(on, change.to_id).await?;
    let Some(to) = to.filter(|to| link.is_valid(&app.secrets, to.epoch)) else { return Ok(None) };
    let from = people::by_id(on, change.from_id).await?;
    let standing = standing(&change, from.as_ref(), now).unwrap_or_else(|| Moved::Done(Box::new(to.clone())));
    let mut shown =
        Shown { to, standing, publications: Vec::new(), chosen: Chosen::default(), name: None, paused_until: None };
    // Nothing of the old address is shown when nothing of it would move.
    if let (Moved::Done(to), Some(from)) = (&shown.standing, from) {
        let baggage = Baggage::of(&from, to, find::active_of(on, to.id).await?.is_empty());
        shown.publications = find::active_of(on, from.id).await?;
        shown.chosen = chosen::of_person(on, from.id).await?;
        shown.name = Some(baggage.name).filter(|name| *name != to.name);
        shown.paused_until = baggage.paused_until.filter(|until| *until > now && Some(*until) != to.paused_until);
    }
    Ok(Some(shown))
}

/// Why it cannot be done; `None` when it can.
fn standing(change: &address_changes::Model, from: Option<&Person>, now: Instant) -> Option<Moved> {
    if change.undone_at.is_some() {
        return Some(Moved::TurnedBack);
    }
    if change.confirmed_at.is_some() {
        return Some(Moved::AlreadyDone);
    }
    let is_revoked = from.is_none_or(|from| from.epoch != change.from_epoch);
    (is_revoked || now.since(change.asked_at) >= CONFIRM_WITHIN).then_some(Moved::Expired)
}

/// Moves what the old address receives to the new one, once, within seven days; joins it with what is received there
/// already; tells the old address; and gives the new one its links.
///
/// # Errors
/// The database's.
pub async fn confirm(app: &App, token: &str) -> anyhow::Result<Moved> {
    let now = app.clock.now();
    // Whoever makes links up does not wait in line.
    if change_of(app, app.store.read(), Purpose::Move, token).await?.is_none() {
        return Ok(Moved::Unknown);
    }
    let tx = app.store.begin_write().await?;
    delivery::lock_openings(&tx).await?;
    let Some(Pair { change, from, to }) = hold_pair(app, &tx, Purpose::Move, token).await? else {
        return Ok(Moved::Unknown);
    };
    if let Some(standing) = standing(&change, from.as_ref(), now) {
        return Ok(standing);
    }
    let Some(from) = from else { return Ok(Moved::Expired) };
    if find::is_suppressed(app, &tx, &to).await? {
        return Ok(Moved::Blocked);
    }
    mark(&tx, &change, now).await?;
    returns::let_back_in(&tx, app, &to, now).await?;
    let to = take_along(&tx, &from, to).await?;
    let message_id = message_id(app, &tx, &change).await?;
    for publication in find::active_of(&tx, from.id).await? {
        carry(&tx, (&from, &to), publication, message_id.as_deref(), now).await?;
    }
    people::raise_epoch(&tx, from.id).await?;
    let from = Person { epoch: from.epoch + 1, ..from };
    tell(app, &tx, (&from, &to), &change).await?;
    let note = Note::of(Act::Move, from.id.0).with(format!("to={} change={}", to.id, change.id));
    audit::record(&tx, now, Actor::Reader, note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(Moved::Done(Box::new(to)))
}

/// Marks the move as done. Other moves that were asked for end with the links of the old mailbox; they stay until they
/// are settled, because only they say whom to forget then.
async fn mark(tx: &impl ConnectionTrait, change: &address_changes::Model, now: Instant) -> Result<(), DbErr> {
    address_changes::Entity::update_many()
        .col_expr(address_changes::Column::ConfirmedAt, Expr::value(now.0))
        .filter(address_changes::Column::Id.eq(change.id))
        .exec(tx)
        .await
        .map(drop)
}

/// What goes along besides publications, topics and areas. What the new address has of its own stays.
struct Baggage {
    name: String,
    language: Language,
    paused_until: Option<Instant>,
}

impl Baggage {
    fn of(from: &Person, to: &Person, is_new: bool) -> Self {
        let name = if to.name.is_empty() { &from.name } else { &to.name };
        Self {
            name: name.clone(),
            language: if is_new { from.language } else { to.language },
            // Who receives something there already did not ask for a pause of that.
            paused_until: if is_new { from.paused_until.max(to.paused_until) } else { to.paused_until },
        }
    }
}

/// Name, language, pause, topics and areas go along.
async fn take_along(tx: &impl ConnectionTrait, from: &Person, to: Person) -> Result<Person, DbErr> {
    let is_new = find::active_of(tx, to.id).await?.is_empty();
    let Baggage { name, language, paused_until } = Baggage::of(from, &to, is_new);
    people::rename(tx, to.id, &name, language).await?;
    if paused_until != to.paused_until {
        people::pause(tx, to.id, paused_until).await?;
    }
    chosen::add(tx, to.id, chosen::of_person(tx, from.id).await?).await?;
    Ok(Person { name, language, paused_until, ..to })
}

/// The Message-ID of the letter that asked to confirm.
async fn message_id(
    app: &App,
    tx: &impl ConnectionTrait,
    change: &address_changes::Model,
) -> Result<Option<String>, DbErr> {
    let Some(id) = change.sending_id else { return Ok(None) };
    let sending = sendings::Entity::find_by_id(id).one(tx).await?;
    Ok(sending.map(|row| delivery::message_id_of(app, &row.nonce, row.id, change.to_id)))
}

/// Carries one publication over, also what of it is on its way.
async fn carry(
    tx: &impl ConnectionTrait,
    (from, to): (&Person, &Person),
    publication: PublicationId,
    message_id: Option<&str>,
    now: Instant,
) -> Result<(), DbErr> {
    delivery::hand_over(tx, (from.id, to.id), publication, now).await?;
    let leaving = Leaving { person: from, channel: Channel::Moved, reason: "", now };
    leaving.out_of(tx, Actor::Reader, publication).await?;
    if find::active_of(tx, to.id).await?.contains(&publication) {
        return Ok(());
    }
    admit(tx, to, publication, Source::Moved, now).await?;
    let agreed = agreed(tx, from.id, publication).await?;
    let mut row = evidence(to, publication, ConsentAct::Confirmed, Source::Moved.word(), now);
    row.consent_hash = Set(agreed.as_ref().and_then(|agreed| agreed.consent_hash.clone()));
    row.language = Set(agreed.map_or(from.language, |agreed| agreed.language));
    row.message_id = Set(message_id.map(str::to_owned));
    keep(tx, vec![row]).await
}

/// The newest evidence that holds the words to which someone agreed.
async fn agreed(
    tx: &impl ConnectionTrait,
    person: PersonId,
    publication: PublicationId,
) -> Result<Option<consents::Model>, DbErr> {
    consents::Entity::find()
        .filter(consents::Column::PersonId.eq(person))
        .filter(consents::Column::PublicationId.eq(publication))
        .filter(consents::Column::ConsentHash.is_not_null())
        .order_by_desc(consents::Column::Id)
        .one(tx)
        .await
}

/// Tells the old address, with the way back; and the new one, with the links that it has none of yet.
async fn tell(
    app: &App,
    tx: &DatabaseTransaction,
    (from, to): (&Person, &Person),
    change: &address_changes::Model,
) -> anyhow::Result<()> {
    let centre = centre::current(tx).await?.context("there is no centre")?;
    let letter = letters::notice(app, &centre, from, change.id)?;
    delivery::post_later(tx, app, from.id, letters::NOTICE, &letter).await?;
    let received = find::active_of(tx, to.id).await?;
    let mut subscribed = centre::publications(tx).await?;
    subscribed.retain(|publication| received.contains(&publication.id()));
    let letter = letters::here(app, &centre, to, &subscribed)?;
    delivery::post_later(tx, app, to.id, letters::HERE, &letter).await?;
    Ok(())
}
