//! The installation's secret keys: made once, kept in a file of mode 0600, part of every backup.
//!
//! Link keys have versions, so that they can be rotated while links of the previous version live on. The suppression
//! key never rotates: with another key a suppressed address would no longer be recognised.

use std::collections::BTreeMap;

use aws_lc_rs::{aead, digest, hmac};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::Random;

/// The keys of one installation.
#[derive(Clone, Serialize, Deserialize)]
pub struct Secrets {
    current: u8,
    links: BTreeMap<u8, Key>,
    suppression: Key,
    message_ids: Key,
    sealing: Key,
}

#[derive(Clone)]
struct Key([u8; 32]);

impl std::fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Secrets(version {})", self.current)
    }
}

impl Secrets {
    /// New keys.
    #[must_use]
    pub fn make(random: &Random) -> Self {
        let key = || Key(random.bytes());
        Self { current: 1, links: BTreeMap::from([(1, key())]), suppression: key(), message_ids: key(), sealing: key() }
    }

    /// The version with which new links are made.
    #[must_use]
    pub const fn current(&self) -> u8 {
        self.current
    }

    /// HMAC-SHA256 under the link key of a version; `None` for a version that this installation never had.
    #[must_use]
    pub fn mac_of_link(&self, version: u8, message: &[u8]) -> Option<[u8; 32]> {
        self.links.get(&version).map(|key| key.mac(message))
    }

    /// The keyed hash under which a suppressed address is kept, in hexadecimal.
    #[must_use]
    pub fn suppression_hash(&self, normalised: &str) -> String {
        HEXLOWER.encode(&self.suppression.mac(normalised.as_bytes()))
    }

    /// HMAC-SHA256 under the key of Message-IDs and return paths.
    #[must_use]
    pub fn mac_of_message(&self, message: &[u8]) -> [u8; 32] {
        self.message_ids.mac(message)
    }

    /// Encrypts a small secret for the database (AES-256-GCM; the nonce comes first).
    ///
    /// # Errors
    /// When the cipher refuses, which it does only for absurd lengths.
    pub fn seal(&self, plain: &[u8], random: &Random) -> anyhow::Result<Vec<u8>> {
        let nonce: [u8; 12] = random.bytes();
        let mut sealed = plain.to_vec();
        self.cipher()?
            .seal_in_place_append_tag(aead::Nonce::assume_unique_for_key(nonce), aead::Aad::empty(), &mut sealed)
            .map_err(|_| anyhow::anyhow!("sealing failed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts what [`seal`](Self::seal) made.
    ///
    /// # Errors
    /// When it was sealed with another key or was tampered with.
    pub fn unseal(&self, sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        let broken = || anyhow::anyhow!("a sealed value does not open with this installation's secret file");
        let (nonce, body) = sealed.split_at_checked(12).ok_or_else(broken)?;
        let nonce = aead::Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken())?;
        let mut body = body.to_vec();
        let plain = self.cipher()?.open_in_place(nonce, aead::Aad::empty(), &mut body).map_err(|_| broken())?;
        Ok(plain.to_vec())
    }

    fn cipher(&self) -> anyhow::Result<aead::LessSafeKey> {
        let key = aead::UnboundKey::new(&aead::AES_256_GCM, &self.sealing.0)
            .map_err(|_| anyhow::anyhow!("the sealing key has a wrong length"))?;
        Ok(aead::LessSafeKey::new(key))
    }
}

/// SHA-256 in hexadecimal, for tokens at rest and for checksums.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(digest::digest(&digest::SHA256, bytes).as_ref())
}

impl Key {
    fn mac(&self, message: &[u8]) -> [u8; 32] {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &self.0), message);
        let mut mac = [0; 32];
        mac.copy_from_slice(tag.as_ref());
        mac
    }
}

impl Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&HEXLOWER.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        HEXLOWER
            .decode(text.as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("a key is 64 hexadecimal digits"))
    }
}
