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

/// The keyed hash under which an address is suppressed: HMAC-SHA256, in hexadecimal where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AddressHash([u8; 32]);

impl AddressHash {
    /// Of hexadecimal; `None` when it is not the hash of anything.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(Self)
    }
}

impl Serialize for AddressHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = [0; 64];
        HEXLOWER.encode_mut(&self.0, &mut text);
        serializer.serialize_str(str::from_utf8(&text).map_err(serde::ser::Error::custom)?)
    }
}

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
        HEXLOWER.encode(&self.address_hash(normalised).0)
    }

    /// The same, small enough to be kept for each row of a long list.
    #[must_use]
    pub fn address_hash(&self, normalised: &str) -> AddressHash {
        AddressHash(self.suppression.mac(normalised.as_bytes()))
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
        self.sealing.seal(b"", plain, random)
    }

    /// Decrypts what [`seal`](Self::seal) made.
    ///
    /// # Errors
    /// When it was sealed with another key or was tampered with.
    pub fn unseal(&self, sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        self.sealing.unseal(b"", sealed)
    }

    /// Encrypts a part of something large that is kept for a while, under a key of its own for each purpose. `place`
    /// says which part of what it is: elsewhere it does not open.
    ///
    /// # Errors
    /// As [`seal`](Self::seal).
    pub fn seal_part(&self, purpose: &str, place: &[u8], plain: &[u8], random: &Random) -> anyhow::Result<Vec<u8>> {
        self.key_for(purpose).seal(place, plain, random)
    }

    /// Decrypts what [`seal_part`](Self::seal_part) made.
    ///
    /// # Errors
    /// As [`unseal`](Self::unseal), and when it is not in its place.
    pub fn unseal_part(&self, purpose: &str, place: &[u8], sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        self.key_for(purpose).unseal(place, sealed)
    }

    fn key_for(&self, purpose: &str) -> Key {
        Key(self.sealing.mac(purpose.as_bytes()))
    }
}

/// A key for one small secret of its own: whoever destroys it destroys that secret, wherever copies of it lie.
#[derive(Clone)]
pub struct OwnKey(Key);

impl OwnKey {
    /// A new one.
    #[must_use]
    pub fn make(random: &Random) -> Self {
        Self(Key(random.bytes()))
    }

    /// Of its bytes; nothing when there are not 32 of them.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|key| Self(Key(key)))
    }

    /// Its bytes, to be sealed.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0.0
    }

    /// Encrypts the secret, as [`Secrets::seal_part`].
    ///
    /// # Errors
    /// As [`Secrets::seal`].
    pub fn seal(&self, place: &[u8], plain: &[u8], random: &Random) -> anyhow::Result<Vec<u8>> {
        self.0.seal(place, plain, random)
    }

    /// Decrypts it.
    ///
    /// # Errors
    /// As [`Secrets::unseal_part`].
    pub fn unseal(&self, place: &[u8], sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        self.0.unseal(place, sealed)
    }
}

impl std::fmt::Debug for OwnKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("OwnKey")
    }
}

/// SHA-256 in hexadecimal, for tokens at rest and for checksums.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// SHA-256 of something that comes in parts.
pub struct Checksum(digest::Context);

impl Checksum {
    /// Of nothing yet.
    #[must_use]
    pub fn begin() -> Self {
        Self(digest::Context::new(&digest::SHA256))
    }

    /// Takes the next part.
    pub fn take(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// In hexadecimal.
    #[must_use]
    pub fn hex(self) -> String {
        HEXLOWER.encode(self.0.finish().as_ref())
    }
}

impl Key {
    fn seal(&self, place: &[u8], plain: &[u8], random: &Random) -> anyhow::Result<Vec<u8>> {
        let nonce: [u8; 12] = random.bytes();
        let mut sealed = plain.to_vec();
        self.cipher()?
            .seal_in_place_append_tag(aead::Nonce::assume_unique_for_key(nonce), aead::Aad::from(place), &mut sealed)
            .map_err(|_| anyhow::anyhow!("sealing failed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    fn unseal(&self, place: &[u8], sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        let broken = || anyhow::anyhow!("a sealed value does not open with this installation's secret file");
        let (nonce, body) = sealed.split_at_checked(12).ok_or_else(broken)?;
        let nonce = aead::Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken())?;
        let mut body = body.to_vec();
        let plain = self.cipher()?.open_in_place(nonce, aead::Aad::from(place), &mut body).map_err(|_| broken())?;
        let length = plain.len();
        body.truncate(length);
        Ok(body)
    }

    fn cipher(&self) -> anyhow::Result<aead::LessSafeKey> {
        let key = aead::UnboundKey::new(&aead::AES_256_GCM, &self.0)
            .map_err(|_| anyhow::anyhow!("the sealing key has a wrong length"))?;
        Ok(aead::LessSafeKey::new(key))
    }

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
