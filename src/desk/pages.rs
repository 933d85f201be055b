//! The pages of the desk.

mod again;
mod first_steps;
mod ledger;
mod relays;
mod search;
mod sending;
mod sendings;
mod today;
mod waiting;

pub(super) use again::again;
pub(super) use ledger::ledger;
pub(super) use relays::relays;
pub(super) use search::search;
pub(super) use sending::{Open, sending, standing};
pub(super) use sendings::sendings;
pub(super) use today::today;

use crate::base::Language;
use crate::base::wall_time::number;
use crate::web::components::moment;

/// A count for a component that takes no negative ones.
fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

/// "1 mail", "1.528 mails".
fn mails(count: i64, language: Language) -> String {
    format!("{} {}", number(count, language), if count == 1 { "mail" } else { "mails" })
}
