//! Keys as this room knows them.

use std::time::Duration;

use crate::base::Instant;
use crate::base::clock::days;
use crate::base::id::SigningKeyId;
use crate::store::tables::signing_keys::Model;
pub use crate::store::tables::states::KeyState;

/// So long a key's record stays after it signed last: relays try for five days, and forwarders take their time.
pub const REST: Duration = days(7);

/// A key that was made on the staff pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its id.
    pub id: SigningKeyId,
    /// The name under which it stands in the DNS.
    pub selector: String,
    /// Where it stands.
    pub state: KeyState,
    /// Its public half, in base64.
    pub public: String,
    /// When it was made.
    pub made_at: Instant,
    /// Since when it signs, or signed last.
    pub started_at: Option<Instant>,
    /// When it stopped signing.
    pub stopped_at: Option<Instant>,
    /// When it went out of use.
    pub retired_at: Option<Instant>,
}

impl From<Model> for Key {
    fn from(row: Model) -> Self {
        let Model { id, selector, state, public, made_at, started_at, stopped_at, retired_at, sealed: _ } = row;
        Self { id, selector, state, public, made_at, started_at, stopped_at, retired_at }
    }
}

impl Key {
    /// From when its record may be removed; `None` while it signs or may still come to it.
    #[must_use]
    pub fn rests_until(&self) -> Option<Instant> {
        (self.state == KeyState::Resting).then_some(self.stopped_at?.plus(REST))
    }
}
