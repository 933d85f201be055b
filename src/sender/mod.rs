//! The sender's domain: the keys that sign mail, the records to publish, and whether they are there.
//!
//! An administrator makes a key, publishes its record, has it looked up, and only then lets it sign. The key before it
//! keeps its record until mails in transit have arrived; after that it is retired and its private half erased.
//!
//! - At most one key signs, and at most one waits to: the database says so.
//! - No key signs whose record the DNS does not show for every sender.
//! - A key of the machine's settings (`SAMENSPRAAK_DKIM_KEY_FILE`) goes before those of the staff pages.
//! - A check looks things up, keeps what it found with its moment, and never takes longer than some seconds. It changes
//!   nothing elsewhere: this room publishes no records itself.

mod acts;
mod check;
mod dns;
mod facts;
mod find;
mod finding;
mod keys;
mod pages;
mod records;
mod room;
mod rotate;
mod signing;
mod texts;
mod web;

pub use acts::DOMAIN;
pub use find::stands;
pub use keys::{Key, REST};
pub use room::ROOM;
pub use rotate::{Made, Retired, Started, make_key, retire_key, start_key, stop_signing};
pub use signing::refresh_signing;
pub use web::routes;

#[cfg(test)]
mod tests;
