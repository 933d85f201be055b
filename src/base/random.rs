//! Randomness, passed in like the time, so that a test can repeat itself.

use std::sync::{Arc, Mutex, PoisonError};

use data_encoding::BASE32_NOPAD;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A shared source of unpredictable bytes (`ChaCha20`, seeded from the operating system).
#[derive(Clone)]
pub struct Random(Arc<Mutex<ChaCha20Rng>>);

impl std::fmt::Debug for Random {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Random")
    }
}

impl Random {
    /// Seeded from the operating system.
    ///
    /// # Errors
    /// When the operating system has no randomness to give.
    pub fn from_machine() -> anyhow::Result<Self> {
        let mut seed = [0; 32];
        aws_lc_rs::rand::fill(&mut seed).map_err(|_| anyhow::anyhow!("the operating system gave no randomness"))?;
        Ok(Self::from_seed(seed))
    }

    /// The same bytes for the same seed: for tests and demo data only.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(Arc::new(Mutex::new(ChaCha20Rng::from_seed(seed))))
    }

    /// Fresh bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// A token of 256 bits in lower-case base32 (52 characters), for sessions, codes and one-time links.
    #[must_use]
    pub fn token(&self) -> String {
        BASE32_NOPAD.encode(&self.bytes::<32>()).to_ascii_lowercase()
    }

    /// A whole number below `bound` (0 when the bound is 0), for jitter and demo data.
    #[must_use]
    pub fn below(&self, bound: u64) -> u64 {
        u64::from_le_bytes(self.bytes()).checked_rem(bound).unwrap_or(0)
    }
}
