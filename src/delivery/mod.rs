//! Nobody lost, nobody twice.
//!
//! A *sending* is a frozen letter with a frozen audience: one row per recipient, written in the transaction that opens
//! it. The engine takes rows by lease, marked as submitting before their mail leaves, and records what the relay said. What was marked and never recorded is *uncertain*: never silently sent, never silently skipped. No
//! transaction is open while SMTP talks, and nothing is counted on the send path.
//!
//! This room is handed letters and a recipient query; it knows no reader and has no pages. Who may not be written to, the rooms
//! say that know readers ([`Bar`](crate::room::Bar)): it is asked when a sending is opened, and once more when a row is taken.

mod acts;
mod engine;
mod forget;
mod hand_over;
mod holders;
mod open;
mod post;
mod progress;
mod ready;
mod relays;
mod reopen;
mod room;
mod steer;
mod texts;
mod totals;
mod verp;
mod withdraw;

pub use crate::store::tables::states::{DeliveryReason, DeliveryState, HaltReason, SendingState};
pub use acts::{Act, SENDING};
pub use engine::{run, stands_still, work_off};
pub use forget::{forget, forget_letters, forget_rest, forget_rows};
pub use hand_over::{hand_over, lock_openings};
pub use holders::{Holders, count, holders, is_settling, lacking};
pub use open::{Opening, open};
pub use post::{message_id_of, post_due, post_frozen, post_later};
pub use progress::{Progress, progress};
pub use ready::Ready;
pub use relays::{Relay, all_down, relays};
pub use reopen::{Missed, let_be, reopen};
pub use room::ROOM;
pub use steer::{Steered, cancel, pause, resume, tell_once};
pub use texts::{sending_tag, tone};
pub use totals::keep_totals;
pub use verp::{who_leaves, whose};
pub use withdraw::{Scope, withdraw, withdraw_suppressed};
