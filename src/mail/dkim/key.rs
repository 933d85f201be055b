//! RSA keys: made here or read from a file.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair as _, RsaKeyPair};
use data_encoding::BASE64;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;

/// The shortest key that verifiers may count on (RFC 8301 section 3.2 recommends it, Google asks for it).
const SHORTEST: usize = 2_048;
/// The longest key that verifiers must handle (RFC 8301 section 3.2).
const LONGEST: usize = 4_096;

/// An RSA key that signs mail.
pub struct SigningKey {
    pub(super) pair: RsaKeyPair,
    public: String,
}

/// Why a key cannot sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// It is no private RSA key in PEM (PKCS#8 or PKCS#1, without a password).
    Unreadable,
    /// It is shorter than 2048 bits or longer than 4096.
    Length,
    /// None could be made.
    NotMade,
}

impl std::fmt::Display for KeyFault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Unreadable => "it is no private RSA key in PEM (PKCS#8 or PKCS#1, without a password)",
            Self::Length => "a key that signs mail has 2048 to 4096 bits",
            Self::NotMade => "no key could be made",
        })
    }
}

impl std::error::Error for KeyFault {}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SigningKey({} bits)", self.bits())
    }
}

impl SigningKey {
    /// Makes a key of 2048 bits. It takes a tenth of a second or more.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn make() -> Result<Self, KeyFault> {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyFault::NotMade)?;
        Self::of(pair)
    }

    /// Reads a key from PEM: PKCS#8 (`BEGIN PRIVATE KEY`) or PKCS#1 (`BEGIN RSA PRIVATE KEY`).
    ///
    /// # Errors
    /// When it is something else, or too short.
    pub fn from_pem(text: &[u8]) -> Result<Self, KeyFault> {
        match PrivateKeyDer::from_pem_slice(text).map_err(|_| KeyFault::Unreadable)? {
            PrivateKeyDer::Pkcs8(der) => Self::from_der(der.secret_pkcs8_der()),
            PrivateKeyDer::Pkcs1(der) => Self::of(RsaKeyPair::from_der(der.secret_pkcs1_der()).map_err(fault)?),
            _ => Err(KeyFault::Unreadable),
        }
    }

    /// Reads what [`to_der`](Self::to_der) wrote.
    ///
    /// # Errors
    /// When it is something else, or too short.
    pub fn from_der(pkcs8: &[u8]) -> Result<Self, KeyFault> {
        Self::of(RsaKeyPair::from_pkcs8(pkcs8).map_err(fault)?)
    }

    /// The private key in DER (PKCS#8), to be sealed.
    ///
    /// # Errors
    /// When the library refuses, which it has no reason to.
    pub fn to_der(&self) -> Result<Vec<u8>, KeyFault> {
        let der: Pkcs8V1Der<'_> = self.pair.as_der().map_err(|_| KeyFault::NotMade)?;
        Ok(der.as_ref().to_vec())
    }

    fn of(pair: RsaKeyPair) -> Result<Self, KeyFault> {
        if !(SHORTEST..=LONGEST).contains(&(pair.public_modulus_len() * 8)) {
            return Err(KeyFault::Length);
        }
        let der: PublicKeyX509Der<'_> = pair.public_key().as_der().map_err(|_| KeyFault::Unreadable)?;
        let public = BASE64.encode(der.as_ref());
        Ok(Self { pair, public })
    }

    /// Its length in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        self.pair.public_modulus_len() * 8
    }

    /// The public key as a record's `p=` holds it: a `SubjectPublicKeyInfo` in DER, in base64.
    #[must_use]
    pub fn public(&self) -> &str {
        &self.public
    }
}

/// The library says only in words why it rejects a key.
fn fault(rejected: aws_lc_rs::error::KeyRejected) -> KeyFault {
    match rejected.to_string().as_str() {
        "TooSmall" | "TooLarge" => KeyFault::Length,
        _ => KeyFault::Unreadable,
    }
}
