//! Header fields in relaxed canonical form (RFC 6376 section 3.4.2), and which of them are signed.

use super::body::push_collapsed;

/// What is signed when it stands there. The order is that of the signature's `h=`.
const SIGNED: [&str; 23] = [
    "From",
    "Reply-To",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Language",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "List-Id",
    "List-Help",
    "List-Subscribe",
    "List-Owner",
    "List-Archive",
    "List-Post",
    "Feedback-ID",
    "Auto-Submitted",
    "Sender",
];

/// What is signed once more than it stands there: a second one, or a first one, added on the way breaks the signature
/// (RFC 6376 section 8.15). All of them are shown to a reader or decide how the mail is read.
const CLOSED: [&str; 11] = [
    "From",
    "Reply-To",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];

/// A header block, read for signing.
pub(super) struct Fields<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Fields<'a> {
    /// Reads header fields that are each ended by CRLF.
    pub(super) fn read(head: &'a str) -> Self {
        let mut fields = Vec::new();
        let mut rest = head;
        while !rest.is_empty() {
            let end = end_of_field(rest);
            let (field, after) = rest.split_at(end);
            if let Some((name, value)) = field.split_once(':') {
                fields.push((name.trim_end(), value));
            }
            rest = after;
        }
        Self(fields)
    }

    fn named(&self, name: &str) -> impl DoubleEndedIterator<Item = &(&'a str, &'a str)> {
        self.0.iter().filter(move |(other, _)| other.eq_ignore_ascii_case(name))
    }

    /// The names for `h=`, each as often as it is signed.
    pub(super) fn signed_names(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for name in SIGNED {
            let more = usize::from(CLOSED.contains(&name));
            names.extend(std::iter::repeat_n(name, self.named(name).count() + more));
        }
        names
    }

    /// The canonical fields for these names: a name that is repeated means the next one from the bottom up, and
    /// nothing when there is none left (RFC 6376 section 5.4.2).
    pub(super) fn canonical(&self, names: &[&str]) -> String {
        let mut out = String::with_capacity(1_024);
        for (at, name) in names.iter().enumerate() {
            let before = names[..at].iter().filter(|other| *other == name).count();
            if let Some((name, value)) = self.named(name).rev().nth(before) {
                push_canonical(&mut out, name, value);
                out.push_str("\r\n");
            }
        }
        out
    }
}

/// One canonical field, without the line end.
pub(super) fn push_canonical(out: &mut String, name: &str, value: &str) {
    out.push_str(&name.to_ascii_lowercase());
    out.push(':');
    let unfolded = value.replace("\r\n", "");
    push_collapsed(out, unfolded.trim_matches([' ', '\t']));
}

/// Where the field ends: after the first CRLF that no space or tab follows.
fn end_of_field(text: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text[from..].find("\r\n") {
        from += at + 2;
        if !text[from..].starts_with([' ', '\t']) {
            return from;
        }
    }
    text.len()
}
