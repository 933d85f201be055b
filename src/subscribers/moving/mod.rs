//! Moving what someone receives to another address.
//!
//! A person is an address, so subscriptions move from one person to another; no row ever changes its address, and whoever
//! is known for something else at either address (a member of staff) stays who they are.
//!
//! - It is asked in the preferences, confirmed from the new mailbox, and told to the old one, which can undo it for 14
//!   days: a forwarded mail steals no subscription unseen. Until it is confirmed no page tells whether the new address is
//!   known; what it receives already is joined.
//! - Confirming revokes the links of the old mailbox. Those that leave a publication work for ever, and leave whoever
//!   receives it now.
//! - What was left stays left: undoing brings back only what is received at the new address at that moment.
//! - After the 14 days the old address is forgotten, unless it is known for something else; its evidence goes along, and
//!   what was left there before. What is still under way there is waited for.
//! - Nobody moves while a sending is being opened: it would see them where they were, and find nobody there later.
//! - Two acts about the same people hold both rows, the lower id first.

mod ask;
mod confirm;
mod follow;
mod letters;
mod pages;
mod settle;
mod texts;
mod undo;
mod web;

pub use ask::{MoveAsked, ask as ask_to_move};
pub use confirm::{Moved, confirm as confirm_move};
pub use follow::{Since, moved_to, now_is};
pub use settle::settle_moves;
pub use undo::{MoveUndone, undo as undo_move};

pub(super) use follow::{Known, all_along, hold_who_it_is_now, top_epoch};
pub(super) use web::routes;

use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use crate::app::App;
use crate::base::id::{AddressChangeId, PersonId};
use crate::base::{Link, Purpose};
use crate::people::{self, Person};
use crate::store::tables::address_changes;

/// The two of a move, held until the transaction ends, with the move itself.
struct Pair {
    change: address_changes::Model,
    /// `None` when the old address was forgotten.
    from: Option<Person>,
    to: Person,
}

/// What a link is about, when it has the form of one of ours; its proof still has to be looked at.
async fn change_of(
    app: &App,
    on: &impl ConnectionTrait,
    purpose: Purpose,
    token: &str,
) -> Result<Option<(Link, address_changes::Model)>, DbErr> {
    let Some(link) = Link::read(&app.secrets, purpose, token) else { return Ok(None) };
    let change = address_changes::Entity::find_by_id(AddressChangeId(link.subject)).one(on).await?;
    let holder = |change: &address_changes::Model| match purpose {
        Purpose::Move => change.to_id,
        _ => change.from_id,
    };
    Ok(change.filter(|change| holder(change) == PersonId(link.holder)).map(|change| (link, change)))
}

/// The two of a move by one of its links, held; `None` when the link is none of ours or was revoked.
async fn hold_pair(app: &App, tx: &impl ConnectionTrait, purpose: Purpose, token: &str) -> Result<Option<Pair>, DbErr> {
    let Some((link, change)) = change_of(app, tx, purpose, token).await? else { return Ok(None) };
    let (from, to) = hold_both(tx, change.from_id, change.to_id).await?;
    // Read again: it may have been confirmed or undone while we waited for the two.
    let Some(change) = address_changes::Entity::find_by_id(change.id).one(tx).await? else { return Ok(None) };
    let Some(to) = to else { return Ok(None) };
    let holder = if purpose == Purpose::Move { Some(&to) } else { from.as_ref() };
    let is_proven = holder.is_some_and(|holder| link.is_valid(&app.secrets, holder.epoch));
    Ok(is_proven.then_some(Pair { change, from, to }))
}

/// Holds two people, the lower id first, so that no two acts wait for each other.
async fn hold_both(
    tx: &impl ConnectionTrait,
    one: PersonId,
    other: PersonId,
) -> Result<(Option<Person>, Option<Person>), DbErr> {
    if one <= other {
        let first = people::lock(tx, one).await?;
        return Ok((first, people::lock(tx, other).await?));
    }
    let second = people::lock(tx, other).await?;
    Ok((people::lock(tx, one).await?, second))
}
