//! What an organisation does: its people write together, and one who may releases.
//!
//! - A link is derived, belongs to one invitee, and opens one consultation. Opening it changes nothing.
//! - An answer is saved from the version that was read; who comes second sees both texts. It saves itself while somebody types.
//! - What is released is what was read: the page says which text it was, and nothing else is sent.

mod bring;
mod decline;
mod files;
mod holder;
pub(super) mod pages;
mod paper;
mod presence;
mod release;
mod saving;
pub(super) mod web;
mod write;

pub use bring::{Brought, bring, revoke};
pub use decline::{Declined, decline};
pub(super) use holder::{Seat, hold_seat, seat};
pub(super) use release::{Frozen, frozen_of, seen_now};
pub use release::{Released, release};
pub(super) use release::{keep_release, name_of, post_receipts, receipts};
pub(super) use write::LONGEST;
pub use write::{Written, type_along, write};

use crate::app::App;
use crate::web::Routes;

/// The pages of who answers.
pub(super) fn routes() -> Routes<App> {
    web::routes().merge(files::routes()).merge(saving::routes())
}
