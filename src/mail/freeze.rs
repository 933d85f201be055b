//! Freezing: a letter becomes encoded mail in pieces, with slots between them.
//!
//! Quoted-printable lines never run into a slot: each fixed piece is encoded on its own and ends in a soft break, so
//! a slot always fills whole lines. Tokens have a fixed length and plain letters; a salutation is encoded per
//! recipient. The body is 7-bit clean and has no line over 76 characters; so are the headers, unless the recipient's
//! own address is not ASCII (RFC 6532).

use std::borrow::Cow;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::dkim::{BodyHash, Piece, Signer, Unsigned};
use super::enclosure::{Enclosure, Envelope};
use super::letter::LetterFault;
use super::slots::{CLOSE, OPEN, without_slots};
use super::{Letter, List};
use crate::base::secrets::sha256_hex;
use crate::base::words::seems_a_link;
use crate::base::{Instant, Language};

/// A letter as it will be sent, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The subject, for pages.
    pub subject: String,
    /// The language of the frame.
    pub language: Language,
    headers: String,
    list: Option<Leaving>,
    body: Vec<Segment>,
    domain: String,
    /// What of the body is not its own canonical form, by segment. Made anew when a letter is read.
    #[serde(skip)]
    canonical: Vec<Option<Piece>>,
}

/// Where one leaves the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Leaving {
    site: String,
    mailto: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Segment {
    Fixed(String),
    Unsubscribe,
    Preferences,
    TextSalutation,
    HtmlSalutation,
}

/// What is one recipient's own in a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Personal {
    /// The address as it goes over the wire.
    pub to: String,
    /// The name, or an empty text.
    pub name: String,
    /// The token that leaves the publication.
    pub unsubscribe: String,
    /// The token of the preferences.
    pub preferences: String,
    /// The address to which one may write to leave, in ASCII; without one, the owner of the list is written to.
    pub leave: Option<String>,
    /// The part of the Message-ID before the `@`; equal in every attempt.
    pub message_id: String,
    /// The moment of this attempt.
    pub at: Instant,
}

impl Letter {
    /// Renders and encodes the letter, once for all its recipients.
    ///
    /// # Errors
    /// When a header field holds a line break or cannot be written in ASCII.
    pub fn freeze(&self) -> Result<Frozen, LetterFault> {
        self.freeze_with(&[])
    }

    /// The same with what lies in the envelope besides: pictures that the letter shows, a calendar item.
    ///
    /// # Errors
    /// As [`freeze`](Self::freeze).
    pub fn freeze_with(&self, enclosed: &[Enclosure]) -> Result<Frozen, LetterFault> {
        let (text, html) = (self.sheet.text(), self.sheet.html());
        // The boundary is derived from the content, so equal letters freeze to equal bytes.
        let boundary = format!("=_{}", sha256_hex(html.as_bytes()).chars().take(24).collect::<String>());
        let envelope = Envelope { boundary: &boundary, enclosed };
        let mut body = Vec::new();
        let part = |kind: &str| {
            format!("Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
        };
        fixed(&mut body, &envelope.before_text());
        fixed(&mut body, &part("plain"));
        encode(&mut body, &text, &Segment::TextSalutation);
        fixed(&mut body, &envelope.before_html());
        fixed(&mut body, &part("html"));
        encode(&mut body, &html, &Segment::HtmlSalutation);
        fixed(&mut body, &envelope.after_html());
        let headers = format!("{}Content-Type: {}\r\n", self.shared_headers()?, envelope.kind());
        Ok(Frozen {
            subject: self.subject.clone(),
            language: self.sheet.language,
            headers,
            list: self.list.as_ref().map(leaving),
            canonical: canonical(&body),
            body,
            domain: self.from.address.domain().to_owned(),
        })
    }
}

/// What would end the address in a `mailto:` link, or mean something else there (RFC 6068).
const NOT_IN_MAILTO: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'/').add(b'<').add(b'>').add(b'?').add(b'`');

fn leaving(list: &List) -> Leaving {
    Leaving { site: list.site.clone(), mailto: in_mailto(&list.owner.wire()) }
}

fn in_mailto(address: &str) -> String {
    utf8_percent_encode(address, NOT_IN_MAILTO).to_string()
}

impl Frozen {
    /// The hash of everything that all recipients share (SHA-256, hexadecimal).
    #[must_use]
    pub fn hash(&self) -> String {
        sha256_hex(&self.to_bytes())
    }

    /// As the database keeps it.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // A tree of strings always serialises.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub fn from_bytes(bytes: &[u8]) -> anyhow::Result<Self> {
        let mut frozen: Self = serde_json::from_slice(bytes)?;
        frozen.canonical = canonical(&frozen.body);
        Ok(frozen)
    }

    /// The sender's domain, to which bounces go too.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The Message-ID of a recipient, with angle brackets.
    #[must_use]
    pub fn message_id(&self, personal: &Personal) -> String {
        format!("<{}@{}>", personal.message_id, self.domain)
    }

    /// The mail of one recipient: headers and body, lines ended by CRLF, dots not yet stuffed. Nobody signs it.
    #[must_use]
    pub fn splice(&self, personal: &Personal) -> String {
        self.put_together("", &self.head(personal), &self.slots(personal))
    }

    /// The mail of one recipient with a signature on top of it (RFC 6376), when there is a signer.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn splice_signed(&self, personal: &Personal, signer: Option<&Signer>) -> Result<String, Unsigned> {
        let (head, slots) = (self.head(personal), self.slots(personal));
        let signature = match signer {
            Some(signer) => signer.sign(&self.domain, personal.at, &head, self.body_hash(&slots))?,
            None => String::new(),
        };
        Ok(self.put_together(&signature, &head, &slots))
    }

    fn put_together(&self, signature: &str, head: &str, slots: &Slots) -> String {
        let mut mail = String::with_capacity(signature.len() + head.len() + self.length());
        mail.push_str(signature);
        mail.push_str(head);
        mail.push_str("\r\n");
        for segment in &self.body {
            mail.push_str(slots.fill(segment));
        }
        mail
    }

    /// The header fields of one recipient.
    fn head(&self, personal: &Personal) -> String {
        let mut head = String::with_capacity(self.headers.len() + 512);
        // Writing to a string cannot fail.
        let _ = write!(
            head,
            "To: {}\r\nDate: {}\r\nMessage-ID: {}\r\n",
            one_line(&personal.to),
            personal.at.rfc5322(),
            self.message_id(personal)
        );
        if let Some(list) = &self.list {
            let mailto = match &personal.leave {
                Some(address) => in_mailto(address),
                None => format!("{}?subject=afmelden%20{}", list.mailto, personal.unsubscribe),
            };
            let _ = write!(
                head,
                "List-Unsubscribe: <{}/afmelden/{}>,\r\n <mailto:{mailto}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                list.site, personal.unsubscribe
            );
        }
        head.push_str(&self.headers);
        head
    }

    /// What stands in the slots of one recipient, as whole lines.
    pub(super) fn slots(&self, personal: &Personal) -> Slots {
        let greeting = salutation(self.language, &personal.name);
        Slots {
            unsubscribe: whole_line(&personal.unsubscribe),
            preferences: whole_line(&personal.preferences),
            text: whole_line(&printable(&greeting)),
            html: whole_line(&printable(&maud::html! { (greeting) }.into_string())),
        }
    }

    /// The hash of the canonical body: what all recipients share was canonicalised before, the slots are now.
    pub(super) fn body_hash(&self, slots: &Slots) -> BodyHash {
        let mut hash = BodyHash::default();
        for (segment, canonical) in self.body.iter().zip(&self.canonical) {
            match (segment, canonical) {
                (_, Some(piece)) => hash.feed(piece),
                (Segment::Fixed(lines), None) => hash.feed_canonical(lines),
                (slot, None) => hash.feed(&Piece::of(slots.fill(slot))),
            }
        }
        hash
    }

    fn length(&self) -> usize {
        let fixed = self.body.iter().map(|segment| if let Segment::Fixed(text) = segment { text.len() } else { 80 });
        self.headers.len() + fixed.sum::<usize>()
    }
}

/// One recipient's own lines.
pub(super) struct Slots {
    unsubscribe: String,
    preferences: String,
    text: String,
    html: String,
}

impl Slots {
    fn fill<'a>(&'a self, segment: &'a Segment) -> &'a str {
        match segment {
            Segment::Fixed(text) => text,
            Segment::Unsubscribe => &self.unsubscribe,
            Segment::Preferences => &self.preferences,
            Segment::TextSalutation => &self.text,
            Segment::HtmlSalutation => &self.html,
        }
    }
}

/// The canonical form of what is fixed, where it differs: every segment is made of whole lines.
fn canonical(body: &[Segment]) -> Vec<Option<Piece>> {
    let of = |segment: &Segment| match segment {
        Segment::Fixed(lines) => Some(Piece::of(lines)).filter(|piece| !piece.is(lines)),
        _ => None,
    };
    body.iter().map(of).collect()
}

/// A stored address has no control characters; should one appear all the same, it cannot begin a new header.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        return Cow::Owned(text.chars().filter(|letter| !letter.is_control()).collect());
    }
    Cow::Borrowed(text)
}

/// The longest name that is greeted, in characters.
const LONGEST_NAME: usize = 100;

/// "Beste Anna de Vries," or, for someone without a name, "Beste lezer,".
///
/// Whoever fills in someone else's address also chooses the name, so a name that holds a link or a message is no name.
#[must_use]
pub fn salutation(language: Language, name: &str) -> String {
    let is_steering = |letter: &char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let name: String = without_slots(name).chars().filter(|letter| !is_steering(letter)).collect();
    let name = name.split(|letter: char| letter.is_whitespace() || letter.is_control()).filter(|word| !word.is_empty());
    let name = name.collect::<Vec<_>>().join(" ");
    if name.is_empty() || seems_a_link(&name) || name.chars().count() > LONGEST_NAME {
        language.pick("Beste lezer,", "Dear reader,").to_owned()
    } else {
        language.pick(format!("Beste {name},"), format!("Dear {name},"))
    }
}

fn fixed(body: &mut Vec<Segment>, text: &str) {
    if let Some(Segment::Fixed(last)) = body.last_mut() {
        last.push_str(text);
    } else {
        body.push(Segment::Fixed(text.to_owned()));
    }
}

/// Encodes a rendering, its marks becoming slots that stand on lines of their own.
fn encode(body: &mut Vec<Segment>, rendering: &str, salutation: &Segment) {
    let mut rest = rendering;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let (word, after) = after.split_once(CLOSE).unwrap_or((after, ""));
        let slot = match word {
            "unsubscribe" => Some(Segment::Unsubscribe),
            "preferences" => Some(Segment::Preferences),
            "salutation" => Some(salutation.clone()),
            _ => None,
        };
        fixed(body, &printable(before));
        fixed(body, "=\r\n");
        body.extend(slot);
        rest = after;
    }
    fixed(body, &printable(rest));
    fixed(body, "\r\n");
}

/// A slot's text on lines of its own, joined to what follows by a soft break.
fn whole_line(text: &str) -> String {
    format!("{text}=\r\n")
}

/// Quoted-printable with CRLF line ends (RFC 2045 section 6.7), one short of 76 to leave room for a soft break.
fn printable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    quoted_printable::encode_with_options(text, quoted_printable::Options::default().line_length_limit(75))
}
