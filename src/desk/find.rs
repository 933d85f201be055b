//! Reading what the other rooms wrote.

mod sendings;
mod today;

pub(super) use sendings::{ledger, sending, sendings, single_letters};
pub(super) use today::{names, today};
