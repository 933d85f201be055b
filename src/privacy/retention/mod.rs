//! Retention: nothing that is about somebody stays longer than its period.
//!
//! Each kind of record has a period, a rule that finds what is over, and a verb that takes it away. The dry run counts
//! by the same rules, which the rooms bring. The purge goes by night, in transactions of at most about 50 ms, one process at a time, and counts
//! what went: never who. A hold keeps one person, or one kind, until a day.

mod clock;
mod due;
mod periods;
mod purge;
mod rules;
mod span;
mod take;

pub use clock::is_right as clock_is_right;
pub use due::{Due, due};
pub use periods::{Periods, change as change_periods, periods};
pub use purge::{Gone, gone, purge};
pub use rules::covers;
pub use span::span;
