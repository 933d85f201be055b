//! The signature of one mail.

use std::fmt::Write as _;

use aws_lc_rs::digest::{Digest, SHA256, digest};
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use data_encoding::BASE64;

use super::header::{Fields, push_canonical};
use super::{BodyHash, SigningKey};
use crate::base::Instant;

/// The longest line of the signature field.
const WIDTH: usize = 76;

/// A key and the name under which its public half stands in the DNS.
#[derive(Debug)]
pub struct Signer {
    selector: String,
    key: SigningKey,
}

/// A mail could not be signed: the library refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsigned;

impl std::fmt::Display for Unsigned {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the mail could not be signed")
    }
}

impl std::error::Error for Unsigned {}

/// Whether a text can be a selector: labels of a domain name (RFC 6376 section 3.1), in lower case.
#[must_use]
pub fn is_selector(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    text.len() <= 100 && text.split('.').all(is_label)
}

impl Signer {
    /// A signer. The selector is one that [`is_selector`] lets pass.
    #[must_use]
    pub const fn new(selector: String, key: SigningKey) -> Self {
        Self { selector, key }
    }

    /// The name under which the public key is looked up: `SELECTOR._domainkey.DOMAIN`.
    #[must_use]
    pub fn selector(&self) -> &str {
        &self.selector
    }

    /// The key.
    #[must_use]
    pub const fn key(&self) -> &SigningKey {
        &self.key
    }

    /// The `DKIM-Signature` field, ended by CRLF, for a header block of whole fields and the hash of a body.
    /// `domain` is that of the From address, in ASCII, so that DMARC aligns strictly.
    ///
    /// # Errors
    /// When the library refuses to sign.
    pub fn sign(&self, domain: &str, at: Instant, head: &str, body: BodyHash) -> Result<String, Unsigned> {
        let fields = Fields::read(head);
        let names = fields.signed_names();
        let mut field = Folded::begin("DKIM-Signature:");
        for tag in ["v=1;", "a=rsa-sha256;", "c=relaxed/relaxed;"] {
            field.word(tag);
        }
        field.word(&format!("d={domain};"));
        field.word(&format!("s={};", self.selector));
        field.word(&format!("t={};", at.0.div_euclid(1_000)));
        for (at, name) in names.iter().enumerate() {
            let before = if at == 0 { "h=" } else { "" };
            let after = if at + 1 == names.len() { ";" } else { ":" };
            field.part(&format!("{before}{name}{after}"), at == 0);
        }
        field.word(&format!("bh={};", BASE64.encode(body.finish().as_ref())));
        field.word("b=");
        let mut signed = fields.canonical(&names);
        let (name, value) = field.text.split_once(':').ok_or(Unsigned)?;
        push_canonical(&mut signed, name, value);
        for chunk in self.signature(&digest(&SHA256, signed.as_bytes()))?.as_bytes().chunks(WIDTH - 10) {
            field.part(std::str::from_utf8(chunk).map_err(|_| Unsigned)?, false);
        }
        field.text.push_str("\r\n");
        Ok(field.text)
    }

    fn signature(&self, digest: &Digest) -> Result<String, Unsigned> {
        let mut signature = vec![0; self.key.pair.public_modulus_len()];
        self.key.pair.sign_digest(&RSA_PKCS1_SHA256, digest, &mut signature).map_err(|_| Unsigned)?;
        Ok(BASE64.encode(&signature))
    }
}

/// A header field that folds itself.
struct Folded {
    text: String,
    line: usize,
}

impl Folded {
    fn begin(name: &str) -> Self {
        Self { text: name.to_owned(), line: name.len() }
    }

    /// A word with a space before it, or on a line of its own.
    fn word(&mut self, word: &str) {
        self.part(word, true);
    }

    /// A part that may stand right behind the one before it.
    fn part(&mut self, part: &str, spaced: bool) {
        let space = if spaced { " " } else { "" };
        if self.line + space.len() + part.len() > WIDTH {
            // Writing to a string cannot fail.
            let _ = write!(self.text, "\r\n {part}");
            self.line = 1 + part.len();
        } else {
            let _ = write!(self.text, "{space}{part}");
            self.line += space.len() + part.len();
        }
    }
}
