//! A letter: what it says, who it is from, and which kind of mail it is.

use data_encoding::BASE64;
use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue, Headers};

use super::{Dress, Part, Sheet};
use crate::base::{EmailAddress, Language};

/// A name and an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The display name.
    pub name: String,
    /// The address.
    pub address: EmailAddress,
}

/// The head of a centre's letters to one person: how they look and from whom they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The dress in Dutch.
    pub dutch: Dress,
    /// The dress in English.
    pub english: Dress,
    /// The sender.
    pub from: Mailbox,
    /// Where answers go.
    pub reply_to: EmailAddress,
}

impl Letterhead {
    /// The dress in a language.
    #[must_use]
    pub fn dress(&self, language: Language) -> &Dress {
        language.pick(&self.dutch, &self.english)
    }

    /// A letter to one person, in answer to what they did; `why` they get it stands below it.
    #[must_use]
    pub fn letter(&self, language: Language, subject: String, parts: Vec<Part>, why: String) -> Letter {
        let sheet = Sheet {
            language,
            content_language: language,
            title: subject.clone(),
            preheader: String::new(),
            dress: self.dress(language).clone(),
            parts,
            footer: vec![Part::Text(why)],
        };
        let (from, reply_to) = (self.from.clone(), Some(self.reply_to.clone()));
        Letter { from, reply_to, subject, sheet, list: None, automatic: true }
    }
}

/// A letter before it is frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The one From mailbox.
    pub from: Mailbox,
    /// Where answers go, to people who read them.
    pub reply_to: Option<EmailAddress>,
    /// The subject.
    pub subject: String,
    /// What it says.
    pub sheet: Sheet,
    /// The list it belongs to; `None` for a letter on a person's own action.
    pub list: Option<List>,
    /// Whether it answers an act without a person in between (RFC 3834).
    pub automatic: bool,
}

/// The list that a letter belongs to (RFC 2369, 2919, 8058).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// `nieuwsbrief.voorbeeld.nl`: stable for ever, also when the list is renamed.
    pub id: String,
    /// The readable name.
    pub name: String,
    /// The outside address of the site, without a slash at the end.
    pub site: String,
    /// Who looks after the list.
    pub owner: EmailAddress,
    /// Four parts for a complaint loop, none of which tells the recipient: issue, list, centre, sender.
    pub feedback_id: String,
}

/// Why a letter cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterFault(pub String);

impl std::fmt::Display for LetterFault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for LetterFault {}

impl Letter {
    /// The headers that all recipients share, each ended by CRLF, encoded after RFC 2047 and folded.
    ///
    /// # Errors
    /// When a field holds a line break: a header is never cleaned in silence.
    pub(super) fn shared_headers(&self) -> Result<String, LetterFault> {
        let mut headers = Headers::new();
        put(&mut headers, "From", &self.from.written("From")?)?;
        if let Some(reply_to) = &self.reply_to {
            put(&mut headers, "Reply-To", ascii("Reply-To", reply_to)?.as_ref())?;
        }
        put(&mut headers, "Subject", &unstructured("Subject", &self.subject)?)?;
        put(&mut headers, "MIME-Version", "1.0")?;
        put(&mut headers, "Content-Language", self.sheet.content_language.tag())?;
        if self.automatic {
            put(&mut headers, "Auto-Submitted", "auto-generated")?;
            put(&mut headers, "X-Auto-Response-Suppress", "All")?;
        }
        if let Some(list) = &self.list {
            list.put(&mut headers)?;
        }
        Ok(headers.to_string())
    }
}

impl Mailbox {
    fn written(&self, field: &'static str) -> Result<String, LetterFault> {
        let address = ascii(field, &self.address)?;
        if self.name.trim().is_empty() {
            return Ok(address.to_string());
        }
        Ok(format!("{} <{address}>", phrase(field, &self.name)?))
    }
}

impl List {
    fn put(&self, headers: &mut Headers) -> Result<(), LetterFault> {
        let owner = ascii("List-Owner", &self.owner)?;
        if [&self.id, &self.site].iter().any(|text| text.contains([' ', '<', '>', ','])) {
            return Err(LetterFault("List-Id or the site's address holds a space, a comma or a bracket".to_owned()));
        }
        put(headers, "List-Id", &format!("{} <{}>", phrase("List-Id", &self.name)?, self.id))?;
        put(headers, "List-Help", &format!("<{}/privacy>", self.site))?;
        put(headers, "List-Subscribe", &format!("<{}/aanmelden>", self.site))?;
        put(headers, "List-Owner", &format!("<mailto:{owner}>"))?;
        put(headers, "List-Archive", &format!("<{}/archief>", self.site))?;
        put(headers, "List-Post", "NO")?;
        put(headers, "Feedback-ID", &self.feedback_id)
    }
}

/// The longest word or address that a field may hold, so that no line comes near the 998 octets of RFC 5322.
const LONGEST: usize = 700;
/// The bytes in one encoded word; with the name of a field before it, the line stays below 78 octets.
const ENCODED: usize = 36;

/// Adds a field whose value is printable ASCII by now; lettre folds it at its spaces.
fn put(headers: &mut Headers, name: &'static str, value: &str) -> Result<(), LetterFault> {
    refuse_control_characters(name, value)?;
    if !value.is_ascii() || value.split(' ').any(|word| word.len() > LONGEST) {
        return Err(LetterFault(format!("{name} holds a letter outside ASCII, or is too long to fold")));
    }
    headers.insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned()));
    Ok(())
}

fn refuse_control_characters(field: &str, text: &str) -> Result<(), LetterFault> {
    if text.chars().any(char::is_control) {
        return Err(LetterFault(format!("{field} holds a line break or another control character")));
    }
    Ok(())
}

/// An address of our own, which must be sendable over any relay. Never encoded: RFC 2047 forbids that in an address.
fn ascii(field: &str, address: &EmailAddress) -> Result<Address, LetterFault> {
    let wire = address.wire();
    let fault = || LetterFault(format!("{field} holds an address that not every relay takes"));
    if wire.is_ascii() { wire.parse().map_err(|_| fault()) } else { Err(fault()) }
}

/// Free text as a subject holds it.
fn unstructured(field: &str, text: &str) -> Result<String, LetterFault> {
    refuse_control_characters(field, text)?;
    let text = text.trim();
    // Words that look encoded would be decoded by the reader's program, and double spaces be lost in folding.
    let is_plain = text.is_ascii()
        && !text.contains("=?")
        && !text.contains("  ")
        && text.split(' ').all(|word| word.len() <= 2 * ENCODED);
    Ok(if is_plain { text.to_owned() } else { encoded(text) })
}

/// A display name: a quoted string, or encoded words when it holds more than plain letters.
fn phrase(field: &str, name: &str) -> Result<String, LetterFault> {
    refuse_control_characters(field, name)?;
    let name = name.trim();
    if name.is_ascii() && !name.contains("=?") && !name.contains("  ") && name.len() <= 60 {
        return Ok(format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")));
    }
    Ok(encoded(name))
}

/// Encoded words (RFC 2047), split between letters and never within one.
fn encoded(text: &str) -> String {
    let mut words = vec![String::new()];
    for letter in text.chars() {
        match words.last_mut() {
            Some(word) if word.len() + letter.len_utf8() <= ENCODED => word.push(letter),
            _ => words.push(letter.to_string()),
        }
    }
    let encoded = words.iter().map(|word| format!("=?utf-8?b?{}?=", BASE64.encode(word.as_bytes())));
    encoded.collect::<Vec<_>>().join(" ")
}
