//! Words that everyone speaks. No database, no HTTP, no mail: only types and rules.
//!
//! `base` imports nothing of ours. What stands here is used by several rooms and means the same in each: moments and
//! wall times, ids, addresses, derived links, the block tree of content, the two languages.

mod changed;
pub mod clock;
pub mod contrast;
pub mod email_address;
pub mod id;
pub mod language;
pub mod link;
pub mod name;
pub mod page;
pub mod paper;
pub mod quiet_day;
pub mod random;
pub mod return_address;
pub mod secrets;
pub mod text;
pub mod wall_time;
pub mod words;
pub mod work;

pub use changed::Changed;
pub use clock::{Clock, Instant};
pub use email_address::EmailAddress;
pub use language::{Both, Language, said_of};
pub(crate) use language::{said, sentences, spoken, timed_sentences};
pub use link::{Link, Purpose};
pub use random::Random;
pub use return_address::ReturnAddress;
pub use secrets::Secrets;
pub use text::blocks::Blocks;
pub use text::{blocks, markdown};
pub use wall_time::WallTime;

/// What the database is said to have said when nobody can know whether a commit was kept: its answer was lost.
pub const UNSURE: &str = "it is not known whether the database kept this";

#[cfg(test)]
mod tests;
