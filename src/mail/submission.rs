//! Submission (RFC 5321, 6409): one mail after another over an open connection.
//!
//! MAIL, RCPT and DATA go in one flight where the relay offers PIPELINING (RFC 2920), and that flight rides on the end
//! of the mail before, so that a mail costs one round trip. Outcomes stay each mail's own: a mail is only ever doubtful
//! between its last byte and the answer to it, and what becomes of an envelope that went ahead is said when its mail's
//! turn comes.

use std::fmt::Write as _;

use memchr::memmem;

use super::answer::Answer;
use super::connection::{Connection, Stream};
use super::parcel::{Ahead, Outcome, Parcel};

/// The line that ends a mail.
const END: &[u8] = b".\r\n";

impl<S: Stream> Connection<S> {
    /// Hands over one mail; dots are stuffed here (RFC 5321 section 4.5.2). When the relay offers PIPELINING the
    /// envelope of `next` goes out with its end; `next` is then the parcel of the next call, or the connection ends.
    pub async fn submit(&mut self, parcel: &Parcel, next: Option<&Parcel>) -> Outcome {
        if let Some(refusal) = self.refuse_ourselves(parcel) {
            return Outcome::Refused(refusal);
        }
        let opened = match self.ahead.take() {
            Some(ahead) if ahead.is_of(parcel) => ahead.opened,
            Some(_) => return Outcome::NotHandedOver("another envelope was open".to_owned()),
            None => self.open_envelope(parcel).await,
        };
        match opened {
            Err(error) => Outcome::NotHandedOver(format!("{error:#}")),
            Ok(Some(refusal)) => Outcome::Refused(refusal),
            Ok(None) => self.hand_over(parcel, next).await,
        }
    }

    /// What the relay would refuse, by what it said when it was greeted.
    fn refuse_ourselves(&self, parcel: &Parcel) -> Option<Answer> {
        let refusal = |enhanced: &str, text: &str| {
            Some(Answer { code: 550, enhanced: Some(enhanced.to_owned()), text: text.to_owned() })
        };
        if needs_utf8(parcel) && !self.offers.utf8 {
            return refusal("5.6.7", "the relay does not take addresses with letters outside ASCII (SMTPUTF8)");
        }
        if !parcel.mail.is_ascii() && !self.offers.eight_bit {
            return refusal("5.6.3", "the relay does not take mail with letters outside ASCII (8BITMIME)");
        }
        match self.offers.most {
            Some(most) if parcel.mail.len() > most => refusal("5.3.4", "the mail is larger than the relay takes"),
            _ => None,
        }
    }

    async fn open_envelope(&mut self, parcel: &Parcel) -> anyhow::Result<Option<Answer>> {
        let [mail, rcpt] = self.envelope(parcel);
        if self.offers.pipelining {
            self.write([mail.as_str(), &rcpt, "DATA\r\n"].concat().as_bytes()).await?;
            return self.read_envelope().await;
        }
        for line in [mail.as_str(), &rcpt, "DATA\r\n"] {
            let answer = self.ask(line).await?;
            if !is_go(&answer, line) {
                self.ask("RSET\r\n").await?;
                return Ok(Some(if line.starts_with("MAIL") { of_sender(answer) } else { answer }));
            }
        }
        Ok(None)
    }

    /// MAIL and RCPT, with what the relay wants to know beforehand: size (RFC 1870), letters outside ASCII in the mail
    /// (RFC 6152) and in addresses (RFC 6531).
    fn envelope(&self, parcel: &Parcel) -> [String; 2] {
        let mut mail = format!("MAIL FROM:<{}>", parcel.return_path);
        if self.offers.size {
            // Writing to a string cannot fail.
            let _ = write!(mail, " SIZE={}", parcel.mail.len());
        }
        if !parcel.mail.is_ascii() {
            mail.push_str(" BODY=8BITMIME");
        }
        if needs_utf8(parcel) {
            mail.push_str(" SMTPUTF8");
        }
        mail.push_str("\r\n");
        [mail, format!("RCPT TO:<{}>\r\n", parcel.to)]
    }

    /// Reads the answers to MAIL, RCPT and DATA. A refusal of any leaves the connection usable.
    async fn read_envelope(&mut self) -> anyhow::Result<Option<Answer>> {
        let (mail, rcpt, data) = (self.answer().await?, self.answer().await?, self.answer().await?);
        let mail = if is_good(&mail) { mail } else { of_sender(mail) };
        let refusal = [mail, rcpt].into_iter().find(|answer| !is_good(answer));
        match (refusal, data.code) {
            (None, 354) => Ok(None),
            (Some(refusal), 354) => {
                // The relay waits for a mail that nobody gets: an empty one ends it.
                self.ask(".\r\n").await?;
                Ok(Some(refusal))
            }
            (refusal, _) => {
                let refusal = refusal.unwrap_or(data);
                // Whoever says 421 closes (RFC 5321 section 3.8).
                if refusal.code != 421 {
                    self.ask("RSET\r\n").await?;
                }
                Ok(Some(refusal))
            }
        }
    }

    async fn hand_over(&mut self, parcel: &Parcel, next: Option<&Parcel>) -> Outcome {
        let end = self.prepare(&parcel.mail);
        let next = next.filter(|next| self.offers.pipelining && self.refuse_ourselves(next).is_none());
        if let Some(next) = next {
            let [mail, rcpt] = self.envelope(next);
            for line in [mail.as_str(), &rcpt, "DATA\r\n"] {
                self.out.extend_from_slice(line.as_bytes());
            }
        }
        // The mail without its end is harmless: a relay only keeps what was ended.
        if let Err(error) = self.write_out(0..end).await {
            return Outcome::NotHandedOver(format!("{error:#}"));
        }
        // A relay that hangs up on the next envelope may have answered this mail before: its word counts.
        let written = self.write_out(end..self.out.len()).await;
        let answer = match (self.answer().await, written) {
            (Err(_), Err(error)) => Err(error),
            (answer, _) => answer,
        };
        let outcome = match answer {
            Ok(answer) if answer.code / 100 == 2 => Outcome::Accepted(answer),
            Ok(answer) if answer.code >= 400 => Outcome::Refused(answer),
            Ok(answer) => return Outcome::Unknown(format!("the relay answered {} {}", answer.code, answer.text)),
            Err(error) => return Outcome::Unknown(format!("{error:#}")),
        };
        if let Some(next) = next {
            let opened = self.read_envelope().await;
            self.ahead = Some(Ahead { return_path: next.return_path.clone(), to: next.to.clone(), opened });
        }
        outcome
    }

    /// Puts a mail on the way out, dots stuffed and ended by a line of one dot. Gives where that line begins.
    fn prepare(&mut self, mail: &str) -> usize {
        let mail = mail.as_bytes();
        self.out.clear();
        self.out.reserve(mail.len() + 512);
        if mail.starts_with(b".") {
            self.out.push(b'.');
        }
        let mut from = 0;
        for at in memmem::find_iter(mail, b"\r\n.") {
            let dot = at + 2;
            self.out.extend_from_slice(&mail[from..dot]);
            self.out.push(b'.');
            from = dot;
        }
        self.out.extend_from_slice(&mail[from..]);
        if !self.out.ends_with(b"\r\n") {
            self.out.extend_from_slice(b"\r\n");
        }
        let end = self.out.len();
        self.out.extend_from_slice(END);
        end
    }

    /// Says goodbye; the answer does not matter any more. A relay that waits for a mail sees only the end of the
    /// connection, and delivers nothing.
    pub async fn quit(mut self) {
        if !self.ahead.as_ref().is_some_and(Ahead::is_open) {
            let _ = self.write(b"QUIT\r\n").await;
        }
    }
}

fn needs_utf8(parcel: &Parcel) -> bool {
    !parcel.to.is_ascii() || !parcel.return_path.is_ascii()
}

/// A refusal of the sender, which says so: whatever its words, it is not about the recipient.
fn of_sender(answer: Answer) -> Answer {
    Answer { text: format!("{} (in reply to MAIL FROM)", answer.text), ..answer }
}

const fn is_good(answer: &Answer) -> bool {
    answer.code / 100 == 2
}

/// Whether the conversation goes on after this answer to this line.
fn is_go(answer: &Answer, line: &str) -> bool {
    if line == "DATA\r\n" { answer.code == 354 } else { is_good(answer) }
}
