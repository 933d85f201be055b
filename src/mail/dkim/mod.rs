//! DKIM signatures (RFC 6376, RFC 8301): rsa-sha256, relaxed/relaxed, keys of at least 2048 bits.
//!
//! The body that all recipients share is brought into canonical form once, when a letter is frozen or loaded; per
//! recipient only the slots are, and the pieces are fed to the hash one after another. Headers are canonicalised per
//! recipient: they are short. What may stand once is signed once more than it stands there, so that nobody can add a
//! second one on the way.

mod body;
mod header;
mod key;
mod signer;
mod signing;

pub use body::{BodyHash, Piece};
pub use key::{KeyFault, SigningKey};
pub use signer::{Signer, Unsigned, is_selector};
pub use signing::Signing;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub use tests::straightforward;
