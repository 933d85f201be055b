//! What lies in the envelope beside the letter, and where it stands in the MIME tree.
//!
//! `mixed( alternative( plain, related( html, picture … ), calendar ), invite.ics )`, of which only the levels are written
//! that something needs: a letter with nothing beside it is the one `alternative` that it always was. The calendar stands
//! last in the alternative, as Exchange writes it, with the method of its own line; and once more as a file, because some
//! programs look only there.

use data_encoding::BASE64;

/// Something that goes along with a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Enclosure {
    /// A PNG picture that the letter shows as `cid:` and this word.
    Picture {
        /// The word: letters and digits of ASCII.
        cid: &'static str,
        /// The picture.
        png: Vec<u8>,
    },
    /// A calendar item (RFC 5545) with the method of its own line (RFC 5546).
    Calendar {
        /// `REQUEST` or `CANCEL`.
        method: &'static str,
        /// The item, lines ended by CRLF.
        text: String,
    },
}

/// The parts around the two renderings of a letter.
pub(super) struct Envelope<'a> {
    pub(super) boundary: &'a str,
    pub(super) enclosed: &'a [Enclosure],
}

impl Envelope<'_> {
    fn pictures(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        self.enclosed.iter().filter_map(|one| match one {
            Enclosure::Picture { cid, png } => Some((*cid, png.as_slice())),
            Enclosure::Calendar { .. } => None,
        })
    }

    fn calendar(&self) -> Option<(&'static str, &str)> {
        self.enclosed.iter().find_map(|one| match one {
            Enclosure::Calendar { method, text } => Some((*method, text.as_str())),
            Enclosure::Picture { .. } => None,
        })
    }

    fn has_pictures(&self) -> bool {
        self.pictures().next().is_some()
    }

    /// The type of the whole body.
    pub(super) fn kind(&self) -> String {
        let boundary = self.boundary;
        if self.calendar().is_some() {
            return format!("multipart/mixed; boundary=\"{boundary}m\"");
        }
        format!("multipart/alternative; boundary=\"{boundary}\"")
    }

    /// What opens the part of the plain text.
    pub(super) fn before_text(&self) -> String {
        let boundary = self.boundary;
        if self.calendar().is_none() {
            return format!("--{boundary}\r\n");
        }
        format!("--{boundary}m\r\nContent-Type: multipart/alternative; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n")
    }

    /// What opens the part of the HTML.
    pub(super) fn before_html(&self) -> String {
        let boundary = self.boundary;
        if !self.has_pictures() {
            return format!("\r\n--{boundary}\r\n");
        }
        format!(
            "\r\n--{boundary}\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"{boundary}r\"\r\n\r\n--{boundary}r\r\n"
        )
    }

    /// Everything after the HTML.
    pub(super) fn after_html(&self) -> String {
        let boundary = self.boundary;
        let mut rest = Vec::new();
        for (cid, png) in self.pictures() {
            rest.push(format!(
                "\r\n--{boundary}r\r\nContent-Type: image/png; name=\"{cid}.png\"\r\nContent-ID: <{cid}>\r\n\
                 Content-Disposition: inline; filename=\"{cid}.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
                lines(png)
            ));
        }
        if self.has_pictures() {
            rest.push(format!("\r\n--{boundary}r--\r\n"));
        }
        if let Some((method, text)) = self.calendar() {
            let coded = lines(text.as_bytes());
            rest.push(format!(
                "\r\n--{boundary}\r\nContent-Type: text/calendar; charset=utf-8; method={method}\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\n{coded}\r\n--{boundary}--\r\n\
                 \r\n--{boundary}m\r\nContent-Type: text/calendar; charset=utf-8; method={method}; name=\"invite.ics\"\r\n\
                 Content-Disposition: attachment; filename=\"invite.ics\"\r\n\
                 Content-Transfer-Encoding: base64\r\n\r\n{coded}\r\n--{boundary}m--\r\n"
            ));
        } else {
            rest.push(format!("\r\n--{boundary}--\r\n"));
        }
        rest.concat()
    }
}

/// Base64 in lines of 76 letters (RFC 2045).
fn lines(bytes: &[u8]) -> String {
    let coded = BASE64.encode(bytes);
    let mut text = String::with_capacity(coded.len() + coded.len() / 38 + 2);
    let mut rest = coded.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(76));
        text.push_str(line);
        text.push_str("\r\n");
        rest = after;
    }
    text
}
