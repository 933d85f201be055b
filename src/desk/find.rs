//! Reading what the other rooms wrote.

mod first_steps;
mod missed;
mod sendings;
mod today;

pub(super) use missed::{missed, pace};
pub(super) use sendings::{ledger, sending, sendings, single_letters};
pub(super) use today::{names, today};
