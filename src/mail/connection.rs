//! A connection to a relay: reached, greeted and, where asked, encrypted and logged in.
//!
//! The stream has `TCP_NODELAY`, because the writes of a mail otherwise meet Nagle and delayed acknowledgements and cost
//! 40 ms each. Every read and write has a deadline.

use std::time::Duration;

use anyhow::{Context as _, bail};
use bytes::{Buf as _, BytesMut};
use data_encoding::BASE64;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::answer::{Answer, Offers};
use super::parcel::Ahead;
use super::relay::{Login, Proof, Relay, Security};

/// What a connection runs on: plain or encrypted.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send + Sync {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync> Stream for T {}

/// An open connection to a relay.
pub struct Connection<S = Box<dyn Stream>> {
    stream: S,
    read: BytesMut,
    patience: Duration,
    pub(super) offers: Offers,
    /// The envelope that went out with the end of the last mail.
    pub(super) ahead: Option<Ahead>,
    /// Where a mail is prepared for the wire.
    pub(super) out: Vec<u8>,
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
        let stream: Box<dyn Stream> = match relay.security {
            Security::None => Box::new(tcp),
            Security::Implicit => Box::new(relay.tls.encrypt(tcp, &relay.host, relay.patience).await?),
            Security::Required => {
                let tcp = start_tls(tcp, relay).await?;
                Box::new(relay.tls.encrypt(tcp, &relay.host, relay.patience).await?)
            }
        };
        Self::start(stream, relay).await
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
        let read = BytesMut::with_capacity(1_024);
        Self { stream, read, patience, offers: Offers::default(), ahead: None, out: Vec::new() }
    }

    /// Begins the conversation that mail is handed over in.
    pub(super) async fn start(stream: S, relay: &Relay) -> anyhow::Result<Self> {
        let mut connection = Self::on(stream, relay.patience);
        if relay.security != Security::Required {
            connection.expect_greeting().await?;
        }
        connection.greet(relay).await?;
        connection.log_in(relay).await?;
        Ok(connection)
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
        let Some(Login { user, proof }) = &relay.login else { return Ok(()) };
        let offered = |way: &str| self.offers.logins.iter().any(|offer| offer == way);
        let answer = match proof {
            Proof::Token(token) if offered("XOAUTH2") => {
                let proof = BASE64.encode(format!("user={user}\x01auth=Bearer {token}\x01\x01").as_bytes());
                let answer = self.ask(&format!("AUTH XOAUTH2 {proof}\r\n")).await?;
                // A refused token is explained first; the refusal comes after an empty line.
                if answer.code == 334 { self.ask("\r\n").await? } else { answer }
            }
            Proof::Password(password) if offered("PLAIN") => {
                let proof = BASE64.encode(format!("\0{user}\0{password}").as_bytes());
                self.ask(&format!("AUTH PLAIN {proof}\r\n")).await?
            }
            Proof::Password(password) if offered("LOGIN") => {
                self.ask("AUTH LOGIN\r\n").await?;
                self.ask(&format!("{}\r\n", BASE64.encode(user.as_bytes()))).await?;
                self.ask(&format!("{}\r\n", BASE64.encode(password.as_bytes()))).await?
            }
            Proof::Token(_) => bail!("the relay offers no way to log in with a token (XOAUTH2)"),
            Proof::Password(_) => bail!("the relay offers no way to log in that we speak (PLAIN, LOGIN)"),
        };
        if answer.code != 235 {
            bail!("the relay refused our name or password: {} {}", answer.code, answer.text);
        }
        Ok(())
    }

    /// Whether the relay takes several commands in one flight (RFC 2920).
    #[must_use]
    pub(super) const fn is_pipelining(&self) -> bool {
        self.offers.pipelining
    }

    pub(super) async fn ask(&mut self, line: &str) -> anyhow::Result<Answer> {
        self.write(line.as_bytes()).await?;
        self.answer().await
    }

    pub(super) async fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        write(&mut self.stream, self.patience, bytes).await
    }

    /// Writes part of what was prepared.
    pub(super) async fn write_out(&mut self, part: std::ops::Range<usize>) -> anyhow::Result<()> {
        write(&mut self.stream, self.patience, self.out.get(part).unwrap_or_default()).await
    }

    /// Reads one answer, over several lines if need be.
    pub(super) async fn answer(&mut self) -> anyhow::Result<Answer> {
        if let Some(answer) = self.buffered()? {
            return Ok(answer);
        }
        timeout(self.patience, self.read_answer()).await.context("the relay did not answer in time")?
    }

    fn buffered(&mut self) -> anyhow::Result<Option<Answer>> {
        let Some((answer, used)) = Answer::read(&self.read)? else { return Ok(None) };
        self.read.advance(used);
        Ok(Some(answer))
    }

    async fn read_answer(&mut self) -> anyhow::Result<Answer> {
        loop {
            if self.stream.read_buf(&mut self.read).await.context("the connection to the relay broke")? == 0 {
                bail!("the relay closed the connection");
            }
            if let Some(answer) = self.buffered()? {
                return Ok(answer);
            }
        }
    }
}

async fn write(stream: &mut impl Stream, patience: Duration, bytes: &[u8]) -> anyhow::Result<()> {
    timeout(patience, async {
        stream.write_all(bytes).await?;
        stream.flush().await
    })
    .await
    .context("the relay stopped reading")?
    .context("the connection to the relay broke")
}
