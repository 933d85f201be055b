//! Letters and their carriage. No database, no HTTP: a letter is made, frozen, spliced and handed to a relay.
//!
//! A [`Sheet`] is what a letter says, once; [`Letter`] adds who it is from and what kind of mail it is; [`Frozen`] is
//! the encoded mail with slots where each recipient differs. Rendering and encoding happen once per sending and
//! language, splicing per recipient.

mod answer;
mod carrier;
mod connection;
pub mod dkim;
mod enclosure;
mod freeze;
mod letter;
pub mod lint;
mod outlets;
mod parcel;
pub mod refusal;
mod relay;
mod render;
mod sheet;
mod slots;
mod submission;
mod tls;

pub use answer::Answer;
pub use carrier::{Carrier, Line};
pub use connection::Connection;
pub use dkim::{Signer, Signing, SigningKey};
pub use enclosure::Enclosure;
pub use freeze::{Frozen, Personal, salutation};
pub use letter::{Letter, LetterFault, Letterhead, List, Mailbox};
pub use outlets::{Outlet, Outlets, Terms};
pub use parcel::{Outcome, Parcel};
pub use relay::{Login, Proof, Relay, Security};
pub use sheet::{Dress, Part, Sheet};
pub use slots::{PREFERENCES, SALUTATION, UNSUBSCRIBE, without_slots};
pub use tls::Tls;

#[cfg(test)]
mod tests;
