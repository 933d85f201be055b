//! A small submission client (RFC 5321, 6409) on a stream of our own.
//!
//! The stream has `TCP_NODELAY`, because the two writes of a mail otherwise meet Nagle and delayed acknowledgements and
//! cost 40 ms each. MAIL, RCPT and DATA go in one flight where the relay offers PIPELINING (RFC 2920). Every read and
//! write has a deadline. A mail is only ever doubtful between its last byte and the answer to it.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use data_encoding::BASE64;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::carrier::{Answer, Outcome, Relay, Security};

/// The longest answer that is read, over all its lines.
const ANSWER_LIMIT: usize = 16 * 1024;

/// What a connection runs on: plain or encrypted.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send + Sync {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync> Stream for T {}

/// An open connection to a relay, greeted and, where asked, encrypted and logged in.
pub struct Connection<S = Box<dyn Stream>> {
    stream: S,
    read: Vec<u8>,
    patience: Duration,
    offers: Offers,
}

/// What the relay said it can do.
#[derive(Clone, Debug, Default)]
struct Offers {
    pipelining: bool,
    utf8: bool,
    starttls: bool,
    size: Option<usize>,
    logins: Vec<String>,
}

impl<S> std::fmt::Debug for Connection<S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Connection({:?})", self.offers)
    }
}

impl Connection {
    /// Connects, greets, encrypts and logs in.
    ///
    /// # Errors
    /// When any of these fails; no mail was touched.
    pub async fn open(relay: &Relay) -> anyhow::Result<Self> {
        let tcp = timeout(relay.patience, TcpStream::connect((relay.host.as_str(), relay.port)))
            .await
            .context("the relay did not answer in time")?
            .context("the relay cannot be reached")?;
        tcp.set_nodelay(true)?;
        let mut connection = match relay.security {
            Security::None => Self::on(Box::new(tcp), relay.patience),
            Security::Implicit => Self::on(Box::new(encrypt(tcp, relay).await?), relay.patience),
            Security::Required => Self::on(Box::new(encrypt(start_tls(tcp, relay).await?, relay).await?), relay.patience),
        };
        if relay.security != Security::Required {
            connection.expect_greeting().await?;
        }
        connection.greet(relay).await?;
        connection.log_in(relay).await?;
        Ok(connection)
    }
}

/// Greets in the open only to ask for TLS; what is buffered before the handshake is refused (CVE-2011-0411).
async fn start_tls(tcp: TcpStream, relay: &Relay) -> anyhow::Result<TcpStream> {
    let mut plain = Connection::on(tcp, relay.patience);
    plain.expect_greeting().await?;
    plain.greet(relay).await?;
    if !plain.offers.starttls {
        bail!("the relay offers no STARTTLS, and mail is not sent unprotected");
    }
    let answer = plain.ask("STARTTLS\r\n").await?;
    if answer.code != 220 || !plain.read.is_empty() {
        bail!("the relay refused STARTTLS: {} {}", answer.code, answer.text);
    }
    Ok(plain.stream)
}

impl<S: Stream> Connection<S> {
    fn on(stream: S, patience: Duration) -> Self {
        Self { stream, read: Vec::new(), patience, offers: Offers::default() }
    }

    async fn expect_greeting(&mut self) -> anyhow::Result<()> {
        let answer = self.answer().await?;
        if answer.code != 220 {
            bail!("the relay does not want us now: {} {}", answer.code, answer.text);
        }
        Ok(())
    }

    async fn greet(&mut self, relay: &Relay) -> anyhow::Result<()> {
        let answer = self.ask(&format!("EHLO {}\r\n", relay.greeting)).await?;
        if answer.code != 250 {
            bail!("the relay refused our greeting: {} {}", answer.code, answer.text);
        }
        self.offers = Offers::read(&answer.text);
        Ok(())
    }

    async fn log_in(&mut self, relay: &Relay) -> anyhow::Result<()> {
        let Some((user, password)) = &relay.login else { return Ok(()) };
        let answer = if self.offers.logins.iter().any(|way| way == "PLAIN") {
            let proof = BASE64.encode(format!("\0{user}\0{password}").as_bytes());
            self.ask(&format!("AUTH PLAIN {proof}\r\n")).await?
        } else if self.offers.logins.iter().any(|way| way == "LOGIN") {
            self.ask("AUTH LOGIN\r\n").await?;
            self.ask(&format!("{}\r\n", BASE64.encode(user.as_bytes()))).await?;
            self.ask(&format!("{}\r\n", BASE64.encode(password.as_bytes()))).await?
        } else {
            bail!("the relay offers no way to log in that we speak (PLAIN, LOGIN)");
        };
        if answer.code != 235 {
            bail!("the relay refused our name or password: {} {}", answer.code, answer.text);
        }
        Ok(())
    }

    /// Hands over one mail to one recipient. `mail` has CRLF line ends; dots are stuffed here (RFC 5321 section 4.5.2).
    pub async fn submit(&mut self, return_path: &str, to: &str, mail: &str) -> Outcome {
        if let Some(refusal) = self.refuse_ourselves(to, mail) {
            return Outcome::Refused(refusal);
        }
        let utf8 = if to.is_ascii() { "" } else { " SMTPUTF8" };
        let envelope = [
            format!("MAIL FROM:<{return_path}>{utf8}\r\n"),
            format!("RCPT TO:<{to}>\r\n"),
            "DATA\r\n".to_owned(),
        ];
        let opened = if self.offers.pipelining { self.open_in_one_flight(&envelope).await } else { self.open_in_turns(&envelope).await };
        match opened {
            Err(error) => Outcome::NotHandedOver(format!("{error:#}")),
            Ok(Some(refusal)) => Outcome::Refused(refusal),
            Ok(None) => self.hand_over(mail).await,
        }
    }

    fn refuse_ourselves(&self, to: &str, mail: &str) -> Option<Answer> {
        let refusal = |enhanced: &str, text: &str| {
            Some(Answer { code: 550, enhanced: Some(enhanced.to_owned()), text: text.to_owned() })
        };
        if !to.is_ascii() && !self.offers.utf8 {
            return refusal("5.6.7", "the relay does not take addresses with letters outside ASCII (SMTPUTF8)");
        }
        match self.offers.size {
            Some(limit) if limit > 0 && mail.len() > limit => refusal("5.3.4", "the mail is larger than the relay takes"),
            _ => None,
        }
    }

    /// MAIL, RCPT and DATA at once (RFC 2920). A refusal of any leaves the connection usable.
    async fn open_in_one_flight(&mut self, envelope: &[String; 3]) -> anyhow::Result<Option<Answer>> {
        self.write(envelope.concat().as_bytes()).await?;
        let (mail, rcpt, data) = (self.answer().await?, self.answer().await?, self.answer().await?);
        let refusal = [mail, rcpt].into_iter().find(|answer| !answer.is_good());
        match (refusal, data.code) {
            (None, 354) => Ok(None),
            (None, _) => {
                self.reset().await?;
                Ok(Some(data))
            }
            (Some(refusal), 354) => {
                // The relay waits for a mail that nobody gets: an empty one ends it.
                self.ask(".\r\n").await?;
                Ok(Some(refusal))
            }
            (Some(refusal), _) => {
                self.reset().await?;
                Ok(Some(refusal))
            }
        }
    }

    async fn open_in_turns(&mut self, envelope: &[String; 3]) -> anyhow::Result<Option<Answer>> {
        for line in envelope {
            let answer = self.ask(line).await?;
            if !answer.is_good() {
                self.reset().await?;
                return Ok(Some(answer));
            }
        }
        Ok(None)
    }

    async fn hand_over(&mut self, mail: &str) -> Outcome {
        let mut body = stuffed(mail);
        // The mail without its end is harmless: a relay only keeps what was ended.
        let end = body.split_off(body.len() - 3);
        if let Err(error) = self.write(body.as_bytes()).await {
            return Outcome::NotHandedOver(format!("{error:#}"));
        }
        if let Err(error) = self.write(end.as_bytes()).await {
            return Outcome::Unknown(format!("{error:#}"));
        }
        match self.answer().await {
            Ok(answer) if answer.is_good() => Outcome::Accepted(answer),
            Ok(answer) => Outcome::Refused(answer),
            Err(error) => Outcome::Unknown(format!("{error:#}")),
        }
    }

    async fn reset(&mut self) -> anyhow::Result<()> {
        self.ask("RSET\r\n").await.map(drop)
    }

    /// Says goodbye; the answer does not matter any more.
    pub async fn quit(mut self) {
        let _ = self.write(b"QUIT\r\n").await;
    }

    async fn ask(&mut self, line: &str) -> anyhow::Result<Answer> {
        self.write(line.as_bytes()).await?;
        self.answer().await
    }

    async fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        timeout(self.patience, async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        })
        .await
        .context("the relay stopped reading")?
        .context("the connection to the relay broke")
    }

    /// Reads one answer, over several lines if need be.
    async fn answer(&mut self) -> anyhow::Result<Answer> {
        let patience = self.patience;
        timeout(patience, self.read_answer()).await.context("the relay did not answer in time")?
    }

    async fn read_answer(&mut self) -> anyhow::Result<Answer> {
        let mut lines = Vec::new();
        loop {
            let line = self.read_line().await?;
            let (code, rest) = line.split_at_checked(3).ok_or_else(|| anyhow!("the relay answered {line:?}"))?;
            let code: u16 = code.parse().map_err(|_| anyhow!("the relay answered {line:?}"))?;
            lines.push(rest.get(1..).unwrap_or_default().to_owned());
            if !rest.starts_with('-') {
                return Ok(Answer::of(code, &lines));
            }
            if lines.len() > 100 {
                bail!("the relay does not stop answering");
            }
        }
    }

    async fn read_line(&mut self) -> anyhow::Result<String> {
        loop {
            if let Some(end) = self.read.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.read.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(&line).trim_end().to_owned());
            }
            if self.read.len() > ANSWER_LIMIT {
                bail!("the relay's answer does not end");
            }
            let mut chunk = [0; 2_048];
            let count = self.stream.read(&mut chunk).await.context("the connection to the relay broke")?;
            if count == 0 {
                bail!("the relay closed the connection");
            }
            self.read.extend_from_slice(chunk.get(..count).unwrap_or_default());
        }
    }
}

impl Offers {
    fn read(text: &str) -> Self {
        let mut offers = Self::default();
        for line in text.lines() {
            let mut words = line.split_ascii_whitespace();
            match words.next().unwrap_or_default().to_ascii_uppercase().as_str() {
                "PIPELINING" => offers.pipelining = true,
                "SMTPUTF8" => offers.utf8 = true,
                "STARTTLS" => offers.starttls = true,
                "SIZE" => offers.size = words.next().and_then(|size| size.parse().ok()),
                "AUTH" => offers.logins = words.map(str::to_ascii_uppercase).collect(),
                _ => {}
            }
        }
        offers
    }
}

impl Answer {
    fn of(code: u16, lines: &[String]) -> Self {
        let text = lines.join("\n");
        let first = text.split_ascii_whitespace().next().unwrap_or_default();
        let is_enhanced = first.split('.').count() == 3 && first.split('.').all(|part| part.parse::<u16>().is_ok());
        Self { code, enhanced: is_enhanced.then(|| first.to_owned()), text }
    }

    const fn is_good(&self) -> bool {
        self.code >= 200 && self.code < 400
    }
}

/// The mail with dots stuffed, ended by a line of one dot: the last three bytes are that end.
fn stuffed(mail: &str) -> String {
    let mut out = String::with_capacity(mail.len() + 64);
    if mail.starts_with('.') {
        out.push('.');
    }
    out.push_str(&mail.replace("\r\n.", "\r\n.."));
    if !out.ends_with("\r\n") {
        out.push_str("\r\n");
    }
    out.push_str(".\r\n");
    out
}

async fn encrypt(tcp: TcpStream, relay: &Relay) -> anyhow::Result<tokio_rustls::client::TlsStream<TcpStream>> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(relay.host.clone()).context("the relay's name cannot be checked")?;
    timeout(relay.patience, TlsConnector::from(Arc::new(config)).connect(name, tcp))
        .await
        .context("the relay did not answer in time")?
        .context("the relay's certificate or TLS failed")
}
