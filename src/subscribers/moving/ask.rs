//! Asking to move to another address. The answer is the same for every address.

use anyhow::Context;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::{hold_both, letters};
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::{EmailAddress, Instant, Purpose};
use crate::centre::{self, Centre};
use crate::delivery;
use crate::people::{self, Person};
use crate::store::DatabaseTransaction;
use crate::store::tables::address_changes;
use crate::subscribers::acts::Act;
use crate::subscribers::subscriber::QUIET_FOR;
use crate::subscribers::{find, links};

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveAsked {
    /// A letter goes to the new address; not when it must not be written to, is the same one, or had one just now.
    Asked,
    /// The link was made more than 13 months ago.
    Expired,
    /// The link is none of ours.
    Unknown,
}

/// Has a letter sent to another address, by the link to the preferences. The same is done for every address; for one that
/// must not be written to, for the same address and for a second time within ten minutes it is then taken back.
///
/// # Errors
/// The database's, or when there is no centre.
pub async fn ask(app: &App, token: &str, address: &EmailAddress) -> anyhow::Result<MoveAsked> {
    let centre = centre::current(app.store.read()).await?.context("there is no centre yet")?;
    // Whoever makes links up does not wait in line.
    if links::holder_of(app, app.store.read(), Purpose::Preferences, token).await?.is_none() {
        return Ok(MoveAsked::Unknown);
    }
    let now = app.clock.now();
    let tx = app.store.begin_write().await?;
    let Some((person, day)) = links::holder_of(app, &tx, Purpose::Preferences, token).await? else {
        return Ok(MoveAsked::Unknown);
    };
    if !links::is_in_time(day, now) {
        return Ok(MoveAsked::Expired);
    }
    let kept = tx.begin().await?;
    let to = people::meet(&kept, address, person.language, now).await?;
    let (person, to) = match hold_both(&kept, person.id, to.id).await? {
        (Some(held), Some(to)) if held.epoch == person.epoch => (held, to),
        // It was revoked, or one of them forgotten, in this very moment.
        _ => return Ok(MoveAsked::Unknown),
    };
    let is_suppressed = find::is_suppressed(app, &kept, &to).await?;
    let is_repeated = was_asked_just_now(&kept, &person, &to, now).await?;
    write_to(app, &kept, &centre, (&person, &to)).await?;
    if is_suppressed || is_repeated || to.id == person.id {
        kept.rollback().await?;
    } else {
        kept.commit().await?;
    }
    let note = Note::of(Act::AskMove, person.id.0);
    audit::record(&tx, now, Actor::Reader, note, "web").await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(MoveAsked::Asked)
}

async fn was_asked_just_now(
    tx: &impl ConnectionTrait,
    from: &Person,
    to: &Person,
    now: Instant,
) -> Result<bool, DbErr> {
    let asked = address_changes::Entity::find()
        .filter(address_changes::Column::FromId.eq(from.id))
        .filter(address_changes::Column::ToId.eq(to.id))
        .filter(address_changes::Column::ConfirmedAt.is_null())
        .filter(address_changes::Column::AskedAt.gt(now.minus(QUIET_FOR)));
    Ok(asked.one(tx).await?.is_some())
}

async fn write_to(
    app: &App,
    tx: &DatabaseTransaction,
    centre: &Centre,
    (from, to): (&Person, &Person),
) -> anyhow::Result<()> {
    let row = address_changes::ActiveModel {
        from_id: Set(from.id),
        from_epoch: Set(from.epoch),
        to_id: Set(to.id),
        asked_at: Set(app.clock.now()),
        ..Default::default()
    };
    let id = address_changes::Entity::insert(row).exec(tx).await?.last_insert_id;
    let letter = letters::confirmation(app, centre, (to, id), from.language)?;
    let sending = delivery::post_later(tx, app, to.id, letters::CONFIRM, &letter).await?;
    let row = address_changes::ActiveModel { id: Set(id), sending_id: Set(Some(sending)), ..Default::default() };
    address_changes::Entity::update(row).exec(tx).await?;
    Ok(())
}
