//! The form of the addresses that mail comes back to: `bounces+{token}@bounces.example.nl`.
//!
//! What stands before the token is free: a mailbox that splits at `+` or another character, or nothing at all where a
//! whole domain goes to one mailbox. The token is 32 letters of lower-case base32, because local parts may lose their
//! case on the way; with it the local part stays within 64 octets (RFC 5321 section 4.5.3.1.1).

use std::fmt;
use std::str::FromStr;

use super::EmailAddress;

/// How long a token is, in letters.
pub const TOKEN_LENGTH: usize = 32;

const SLOT: &str = "{token}";
const EXPECTED: &str = "the address holds {token} right before the @, as in bounces+{token}@bounces.example.nl or {token}@bounces.example.nl";

/// The form of return addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnAddress {
    before: String,
    domain: String,
}

impl FromStr for ReturnAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (before, domain) = text.trim().split_once(&format!("{SLOT}@")).ok_or(EXPECTED)?;
        if !before
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "+-=_.".contains(letter))
        {
            return Err("before {token} may stand small letters, digits and + - = _ .".to_owned());
        }
        if before.len() + TOKEN_LENGTH > 64 {
            return Err("the part before {token} is longer than 32 letters".to_owned());
        }
        let filled = EmailAddress::parse(&format!("{before}{}@{domain}", "a".repeat(TOKEN_LENGTH)));
        let filled = filled.map_err(|_| EXPECTED.to_owned())?;
        Ok(Self { before: before.to_owned(), domain: filled.domain().to_owned() })
    }
}

impl fmt::Display for ReturnAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{SLOT}@{}", self.before, self.domain)
    }
}

impl ReturnAddress {
    /// The usual form at a domain: `bounces+{token}@DOMAIN`.
    #[must_use]
    pub fn usual(domain: &str) -> Self {
        Self { before: "bounces+".to_owned(), domain: domain.to_owned() }
    }

    /// The domain, in ASCII.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// Where a mail that cannot be delivered comes back to.
    #[must_use]
    pub fn bounce(&self, token: &str) -> String {
        format!("{}{token}@{}", self.before, self.domain)
    }

    /// Where a reader's mail program writes to leave: `unsubscribe`, the same separator and the token.
    #[must_use]
    pub fn leave(&self, token: &str) -> String {
        let separator = self.before.chars().last().filter(|last| !last.is_ascii_alphanumeric()).unwrap_or('+');
        format!("unsubscribe{separator}{token}@{}", self.domain)
    }

    /// The token in an address, whatever stands before it; `None` when there is no room for one.
    #[must_use]
    pub fn token_in(address: &str) -> Option<String> {
        let (local, _) = address.trim().rsplit_once('@')?;
        let token = local.get(local.len().checked_sub(TOKEN_LENGTH)?..)?;
        Some(token.to_ascii_lowercase())
    }
}
