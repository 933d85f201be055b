//! E-mail addresses after RFC 5321 and 6531: parsed once, kept as typed for display, normalised for uniqueness.

mod slips;

use std::borrow::Cow;
use std::fmt;

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};

/// The version of [`EmailAddress::key`]. A keyed hash of an address remembers it, because a changed rule would let a
/// suppressed address slip through.
pub const NORMALISATION: i32 = 1;

/// An address that can be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress {
    typed: String,
    /// `None` when it is what was typed, as it mostly is: a list of a million keeps each address once.
    key: Option<String>,
}

/// Why a text is no address. Each is a sentence in the reader's language elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// Nothing was given.
    Empty,
    /// It has no `@`, or nothing on one side of it.
    NoAt,
    /// It is longer than 254 octets, or its local part longer than 64.
    TooLong,
    /// The part before the `@` has a character or a dot where none may stand.
    Local,
    /// The part after the `@` is no domain name with a dot.
    Domain,
}

impl EmailAddress {
    /// Parses an address as a person types it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, AddressFault> {
        let typed = text.trim();
        if typed.is_empty() {
            return Err(AddressFault::Empty);
        }
        let (local, domain) = typed.rsplit_once('@').ok_or(AddressFault::NoAt)?;
        if local.is_empty() || domain.is_empty() {
            return Err(AddressFault::NoAt);
        }
        if typed.len() > 254 || local.len() > 64 {
            return Err(AddressFault::TooLong);
        }
        check_local(local)?;
        let ascii = ascii_domain(domain)?;
        if local.len() + 1 + ascii.len() > 254 {
            return Err(AddressFault::TooLong);
        }
        let shown = shown_domain(domain, &ascii);
        let is_normal =
            ascii == shown.as_ref() && local.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        let key = (!is_normal).then(|| format!("{}@{ascii}", local.to_lowercase()));
        let typed = if shown == domain { typed.to_owned() } else { format!("{local}@{shown}") };
        Ok(Self { typed, key })
    }

    /// As it was typed, without the white space around it; a domain in the form of the wire is in its own letters, in which
    /// people look for it.
    #[must_use]
    pub fn as_typed(&self) -> &str {
        &self.typed
    }

    /// The form in which it is unique: lower case, the domain in its ASCII form (IDNA).
    #[must_use]
    pub fn key(&self) -> &str {
        self.key.as_deref().unwrap_or(&self.typed)
    }

    /// The form in which it goes over the wire: the local part as typed, the domain in ASCII.
    #[must_use]
    pub fn wire(&self) -> String {
        let local = self.typed.rsplit_once('@').map_or("", |(local, _)| local);
        format!("{local}@{}", self.domain())
    }

    /// The domain in its ASCII form.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.key().rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// Enough to recognise one's own address and too little to learn another's: `a•••@voorbeeld.nl`.
    #[must_use]
    pub fn masked(&self) -> String {
        let first = self.typed.chars().next().unwrap_or('•');
        let domain = self.typed.rsplit_once('@').map_or("", |(_, domain)| domain);
        format!("{first}•••@{domain}")
    }

    /// The address that was probably meant: the domain is one slip of the finger from a common one, or has letters of
    /// another alphabet that look Latin. It is for a question; every valid address may be right.
    #[must_use]
    pub fn probably(&self) -> Option<String> {
        let (local, domain) = self.typed.rsplit_once('@')?;
        let looks_like = self.mixes_scripts().then(|| slips::latin(&domain.to_lowercase())).flatten();
        let meant = match looks_like {
            Some(latin) => slips::domain_meant(&latin).unwrap_or(latin),
            None => slips::domain_meant(self.domain())?,
        };
        Some(format!("{local}@{meant}"))
    }

    /// Whether a part of the domain mixes alphabets whose letters look alike, as only a trick or a slip does.
    #[must_use]
    pub fn mixes_scripts(&self) -> bool {
        let domain = self.typed.rsplit_once('@').map_or("", |(_, domain)| domain);
        // Whoever types the ASCII form of such a domain means the same.
        let (shown, _) = idna::domain_to_unicode(domain);
        slips::mixes_scripts(&shown)
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.typed)
    }
}

/// A dot-atom (RFC 5322 section 3.2.3) that may hold any letter (RFC 6531), or a quoted string of printable characters.
fn check_local(local: &str) -> Result<(), AddressFault> {
    if let Some(inner) = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        // Beyond ASCII only letters and figures: signs that turn the direction or have no width make it seem another.
        let is_plain = |letter: char| match letter {
            '"' | '\\' => false,
            ' '..='~' => true,
            letter => letter.is_alphanumeric(),
        };
        let plain = !inner.is_empty() && inner.chars().all(is_plain);
        return if plain { Ok(()) } else { Err(AddressFault::Local) };
    }
    let atoms_are_fine = local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_letter));
    if atoms_are_fine { Ok(()) } else { Err(AddressFault::Local) }
}

fn is_atom_letter(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(letter);
    }
    letter.is_alphanumeric()
}

/// A domain as people read it. One that mixes alphabets stays in the form of the wire: it is not what it seems.
fn shown_domain<'d>(domain: &'d str, ascii: &str) -> Cow<'d, str> {
    if !(domain.contains("--") && domain.to_ascii_lowercase().contains("xn--")) {
        return Cow::Borrowed(domain);
    }
    let (own, _) = idna::domain_to_unicode(ascii);
    let is_same = ascii_domain(&own).is_ok_and(|back| back == ascii);
    if is_same && !slips::mixes_scripts(&own) { Cow::Owned(own) } else { Cow::Borrowed(domain) }
}

fn ascii_domain(domain: &str) -> Result<Cow<'_, str>, AddressFault> {
    let ascii = Uts46::new().to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::Check, DnsLength::Verify);
    let ascii = ascii.map_err(|_| AddressFault::Domain)?;
    let labels_are_fine = ascii.split('.').all(|label| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    });
    let top_is_a_name =
        ascii.rsplit('.').next().is_some_and(|top| top.len() > 1 && !top.chars().all(|c| c.is_ascii_digit()));
    if labels_are_fine && top_is_a_name && ascii.contains('.') { Ok(ascii) } else { Err(AddressFault::Domain) }
}
