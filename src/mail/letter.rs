//! A letter: what it says, who it is from, and which kind of mail it is.

use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue, Headers};

use super::Sheet;
use crate::base::EmailAddress;

/// A name and an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The display name.
    pub name: String,
    /// The address.
    pub address: EmailAddress,
}

/// A letter before it is frozen.
#[derive(Clone, Debug)]
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
        put(&mut headers, "From", &mailbox(&self.from)?)?;
        if let Some(reply_to) = &self.reply_to {
            put(&mut headers, "Reply-To", &reply_to.wire())?;
        }
        put(&mut headers, "Subject", &self.subject)?;
        put(&mut headers, "MIME-Version", "1.0")?;
        put(&mut headers, "Content-Language", self.sheet.content_language.tag())?;
        if self.automatic {
            put(&mut headers, "Auto-Submitted", "auto-generated")?;
            put(&mut headers, "X-Auto-Response-Suppress", "All")?;
        }
        if let Some(list) = &self.list {
            put(&mut headers, "List-Id", &format!("{} <{}>", quoted(&list.name), list.id))?;
            put(&mut headers, "List-Help", &format!("<{}/privacy>", list.site))?;
            put(&mut headers, "List-Subscribe", &format!("<{}/aanmelden>", list.site))?;
            put(&mut headers, "List-Owner", &format!("<mailto:{}>", list.owner.wire()))?;
            put(&mut headers, "List-Archive", &format!("<{}/archief>", list.site))?;
            put(&mut headers, "List-Post", "NO")?;
            put(&mut headers, "Feedback-ID", &list.feedback_id)?;
        }
        Ok(headers.to_string())
    }
}

fn put(headers: &mut Headers, name: &'static str, value: &str) -> Result<(), LetterFault> {
    if value.chars().any(|letter| letter.is_control()) {
        return Err(LetterFault(format!("{name} holds a line break or another control character")));
    }
    headers.insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned()));
    Ok(())
}

fn mailbox(mailbox: &Mailbox) -> Result<String, LetterFault> {
    let address: Address = mailbox.address.wire().parse().map_err(|_| LetterFault("From is no address".to_owned()))?;
    if mailbox.name.trim().is_empty() {
        return Ok(address.to_string());
    }
    Ok(format!("{} <{address}>", quoted(&mailbox.name)))
}

/// A display name as a quoted string; the header's encoder turns non-ASCII words into encoded words.
fn quoted(name: &str) -> String {
    if name.is_ascii() { format!("\"{}\"", name.replace(['"', '\\'], "")) } else { name.replace(['"', '\\', '<', '>', ','], "") }
}
