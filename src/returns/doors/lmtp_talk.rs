//! One LMTP conversation (RFC 2033, with PIPELINING, 8BITMIME, SMTPUTF8, SIZE and enhanced status codes).

use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::app::App;
use crate::returns::{Door, LIMIT, take};

/// The longest command line, in bytes.
const LONGEST_LINE: usize = 2_048;
/// The largest mail that is read at all; more than [`LIMIT`] of it is never kept.
const LARGEST: usize = 25 * 1024 * 1024;
/// Recipients of one mail.
const MOST_RECIPIENTS: usize = 50;
/// Commands that were no good before we hang up.
const MOST_FAULTS: usize = 20;
/// How long a line may take to come.
const PATIENCE: Duration = Duration::from_mins(1);

/// A conversation.
pub(super) struct Talk<'a, S> {
    app: &'a App,
    stream: BufReader<S>,
    stopping: watch::Receiver<bool>,
    greeted: bool,
    from: bool,
    to: Vec<String>,
    faults: usize,
}

/// A line as it came.
enum Line {
    Whole(Vec<u8>),
    TooLong,
    End,
}

/// What follows a command.
enum Then {
    Say(&'static str),
    Data,
    Bye(&'static str),
}

impl<'a, S: AsyncRead + AsyncWrite + Unpin> Talk<'a, S> {
    pub(super) fn new(app: &'a App, stream: S, stopping: watch::Receiver<bool>) -> Self {
        let stream = BufReader::new(stream);
        Self { app, stream, stopping, greeted: false, from: false, to: Vec::new(), faults: 0 }
    }

    /// Talks until the other side ends it, falls silent, or we stop.
    pub(super) async fn run(mut self) -> anyhow::Result<()> {
        self.say("220 samenspraak LMTP ready").await?;
        loop {
            let mut stopping = self.stopping.clone();
            let line = tokio::select! {
                _ = stopping.wait_for(|stop| *stop) => None,
                line = timeout(PATIENCE, self.line()) => Some(line),
            };
            let Some(line) = line else { return self.say("421 4.3.2 Stopping, come back later").await };
            let then = match line {
                Err(_) => return self.say("421 4.4.2 Too slow").await,
                Ok(Err(error)) => return Err(error.into()),
                Ok(Ok(Line::End)) => return Ok(()),
                Ok(Ok(Line::TooLong)) => Then::Say("500 5.5.2 Line too long"),
                Ok(Ok(Line::Whole(line))) => self.heed(&String::from_utf8_lossy(&line)),
            };
            match then {
                Then::Say(words) => self.answer(words).await?,
                Then::Bye(words) => return self.say(words).await,
                Then::Data => self.take_mail().await?,
            }
            if self.faults > MOST_FAULTS {
                return self.say("421 4.7.0 Too many faults").await;
            }
        }
    }

    async fn answer(&mut self, words: &str) -> anyhow::Result<()> {
        if words.starts_with('5') {
            self.faults += 1;
        }
        self.say(words).await
    }

    async fn say(&mut self, words: &str) -> anyhow::Result<()> {
        let line = format!("{words}\r\n");
        timeout(PATIENCE, self.stream.get_mut().write_all(line.as_bytes())).await??;
        Ok(())
    }

    /// Reads a line and leaves out its end; what is longer than allowed is read to its end and dropped.
    async fn line(&mut self) -> std::io::Result<Line> {
        let mut line = Vec::new();
        let mut too_long = false;
        loop {
            let piece = self.stream.fill_buf().await?;
            if piece.is_empty() {
                return Ok(Line::End);
            }
            let end = piece.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(piece.len(), |at| at + 1);
            too_long |= line.len() + taken > LONGEST_LINE;
            if !too_long {
                line.extend_from_slice(piece.get(..taken).unwrap_or_default());
            }
            self.stream.consume(taken);
            if end.is_some() {
                return Ok(if too_long { Line::TooLong } else { Line::Whole(line) });
            }
        }
    }

    fn heed(&mut self, line: &str) -> Then {
        let line = line.trim_end_matches(['\r', '\n']);
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "LHLO" if !rest.trim().is_empty() => self.greet(),
            "LHLO" => Then::Say("501 5.5.4 Say who you are"),
            // RFC 2033 section 4.1: an LMTP server must not answer these as SMTP does.
            "HELO" | "EHLO" => Then::Say("500 5.5.1 This is LMTP: say LHLO"),
            "NOOP" => Then::Say("250 2.0.0 Fine"),
            "RSET" => {
                self.reset();
                Then::Say("250 2.0.0 Forgotten")
            }
            "QUIT" => Then::Bye("221 2.0.0 Goodbye"),
            "VRFY" => Then::Say("252 2.5.0 Hand it in and see"),
            "MAIL" | "RCPT" | "DATA" if !self.greeted => Then::Say("503 5.5.1 Say LHLO first"),
            "MAIL" => self.sender(rest),
            "RCPT" => self.recipient(rest),
            "DATA" if self.to.is_empty() => Then::Say("503 5.5.1 No recipients"),
            "DATA" => Then::Data,
            _ => Then::Say("500 5.5.1 Unknown command"),
        }
    }

    fn greet(&mut self) -> Then {
        self.reset();
        self.greeted = true;
        Then::Say(
            "250-samenspraak\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 26214400",
        )
    }

    fn reset(&mut self) {
        self.from = false;
        self.to.clear();
    }

    fn sender(&mut self, rest: &str) -> Then {
        if self.from {
            return Then::Say("503 5.5.1 One sender at a time");
        }
        let Some((_, parameters)) = path_after("FROM:", rest) else {
            return Then::Say("501 5.5.4 MAIL FROM:<address>");
        };
        let size = parameters.split(' ').find_map(|word| word.to_ascii_uppercase().strip_prefix("SIZE=")?.parse().ok());
        if size.is_some_and(|size: usize| size > LARGEST) {
            return Then::Say("552 5.3.4 Too large");
        }
        self.from = true;
        Then::Say("250 2.1.0 Go on")
    }

    fn recipient(&mut self, rest: &str) -> Then {
        if !self.from {
            return Then::Say("503 5.5.1 Say MAIL first");
        }
        match path_after("TO:", rest) {
            Some((address, _)) if address.contains('@') && address.len() <= 320 => {
                if self.to.len() >= MOST_RECIPIENTS {
                    return Then::Say("452 4.5.3 Too many recipients");
                }
                self.to.push(address);
                Then::Say("250 2.1.5 Go on")
            }
            _ => Then::Say("501 5.5.4 RCPT TO:<address>"),
        }
    }

    /// Reads the mail and takes it in once per recipient, each with an answer of its own (RFC 2033 section 4.2).
    async fn take_mail(&mut self) -> anyhow::Result<()> {
        self.say("354 Go on, end with a dot").await?;
        let mail = timeout(5 * PATIENCE, self.mail()).await??;
        let to = std::mem::take(&mut self.to);
        self.reset();
        for recipient in to {
            let Some(mail) = &mail else {
                self.say("552 5.3.4 Too large").await?;
                continue;
            };
            match take(self.app, Door::Lmtp, &[recipient], mail).await {
                Ok(_) => self.say("250 2.0.0 Taken").await?,
                Err(error) => {
                    tracing::warn!(error = format!("{error:#}"), "a mail could not be taken in; it will come again");
                    self.say("451 4.3.0 Not now, come back later").await?;
                }
            }
        }
        Ok(())
    }

    /// The mail up to the line with only a dot, its stuffed dots taken away; `None` when it is larger than we read. Only
    /// CRLF ends a line here, so that no second mail can be smuggled within one.
    async fn mail(&mut self) -> anyhow::Result<Option<Vec<u8>>> {
        let mut mail = Vec::new();
        let mut size = 0;
        let mut after_line = true;
        loop {
            let mut piece = Vec::new();
            let ends = self.piece(&mut piece).await?;
            if after_line && piece == b".\r\n" {
                return Ok((size <= LARGEST).then_some(mail));
            }
            size += piece.len();
            let stuffed = after_line && piece.starts_with(b".");
            let kept = piece.get(usize::from(stuffed)..).unwrap_or_default();
            let room = LIMIT.saturating_sub(mail.len()).min(kept.len());
            mail.extend_from_slice(kept.get(..room).unwrap_or_default());
            after_line = ends;
        }
    }

    /// Reads up to the end of a line, at most 64 kB; whether a CRLF ended it.
    async fn piece(&mut self, piece: &mut Vec<u8>) -> anyhow::Result<bool> {
        loop {
            let buffer = self.stream.fill_buf().await?;
            if buffer.is_empty() {
                anyhow::bail!("the connection ended within a mail");
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(buffer.len(), |at| at + 1);
            piece.extend_from_slice(buffer.get(..taken).unwrap_or_default());
            self.stream.consume(taken);
            if end.is_some() || piece.len() > 64 * 1024 {
                return Ok(piece.ends_with(b"\r\n"));
            }
        }
    }
}

/// The address of `FROM:<a@b> SIZE=1` and what follows it.
fn path_after(word: &str, rest: &str) -> Option<(String, String)> {
    let rest = rest.trim_start();
    let (before, rest) = rest.split_at_checked(word.len())?;
    if !before.eq_ignore_ascii_case(word) {
        return None;
    }
    let (address, parameters) = rest.trim_start().strip_prefix('<')?.split_once('>')?;
    Some((address.to_owned(), parameters.trim().to_owned()))
}
