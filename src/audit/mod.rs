//! Who did what, append-only.
//!
//! A row is written in the transaction of the act, so there is no act without its row and no row without its act. It
//! holds ids and words of ours, never content of mails, addresses or names: erasing a person leaves it true. The
//! database itself refuses changes.

mod find;
mod particular;
mod record;
mod room;

pub use find::{Entry, about, last, newest};
pub use particular::Particular;
pub use record::{Actor, Note, record};
pub use room::{INSTALLATION, ROOM};
