//! Who carries a mail away: a relay over SMTP, a folder of files, or a test's postbox.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, bail};

use super::connection::Connection;
use super::tls::Tls;

/// Where mails go.
#[derive(Clone, Debug)]
pub enum Carrier {
    /// A relay.
    Smtp(Arc<Relay>),
    /// A folder: one file per mail, named after its Message-ID, so that a repeat replaces itself.
    Folder(PathBuf),
    /// A test's postbox, in memory.
    Memory(Arc<Mutex<Vec<String>>>),
}

/// A relay and how to reach it.
#[derive(Clone)]
pub struct Relay {
    /// Its host name or address, against which a certificate is checked.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// How we say who we are, when it asks for that.
    pub login: Option<Login>,
    /// How long any single answer may take.
    pub patience: Duration,
    /// The name by which we greet.
    pub greeting: String,
    /// What TLS needs: read once, shared by all connections, so that they resume each other's sessions.
    pub tls: Tls,
}

/// A name, and what proves it.
#[derive(Clone)]
pub struct Login {
    /// The name.
    pub user: String,
    /// The proof.
    pub proof: Proof,
}

/// What proves a name to a relay.
#[derive(Clone)]
pub enum Proof {
    /// A password, sent by PLAIN (RFC 4616) or LOGIN.
    Password(String),
    /// An `OAuth` access token, sent by XOAUTH2.
    Token(String),
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{} ({:?})", self.host, self.port, self.security)
    }
}

/// How a connection to a relay is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Not at all: for a relay on this machine.
    None,
    /// TLS from the first byte (port 465).
    Implicit,
    /// STARTTLS, and no mail without it (port 587).
    Required,
}

/// What the relay said at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The three digits.
    pub code: u16,
    /// The enhanced status (RFC 3463), such as `5.1.1`, when it gave one.
    pub enhanced: Option<String>,
    /// Its words.
    pub text: String,
}

/// What became of one mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The relay took it.
    Accepted(Answer),
    /// The relay refused it, for now (4xx) or for good (5xx).
    Refused(Answer),
    /// The connection failed before the mail was handed over: it can be tried again without doubt.
    NotHandedOver(String),
    /// The connection failed after the last byte was sent and before an answer came: nobody knows.
    Unknown(String),
}

/// One mail to one recipient, ready to be handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Where it comes back to.
    pub return_path: String,
    /// Whose it is.
    pub to: String,
    /// The name of its file, where it becomes one: equal in every attempt.
    pub name: String,
    /// The mail itself: lines ended by CRLF, dots not stuffed.
    pub mail: String,
}

/// An open line to the carrier, for one mail after another.
#[derive(Debug)]
pub enum Line {
    /// A connection to a relay.
    Smtp(Box<Connection>),
    /// A folder.
    Folder(PathBuf),
    /// A postbox.
    Memory(Arc<Mutex<Vec<String>>>),
}

impl Carrier {
    /// Reads a carrier from its setting: `smtp://`, `smtps://`, `smtp://…?tls=required`, or `file:FOLDER`.
    ///
    /// # Errors
    /// A sentence that says what is expected.
    pub fn parse(setting: &str, greeting: &str) -> anyhow::Result<Self> {
        if let Some(folder) = setting.strip_prefix("file:") {
            return Ok(Self::Folder(PathBuf::from(folder)));
        }
        let expected = "SAMENSPRAAK_SMTP_URL must look like smtp://host:25, smtps://user:password@host or smtp://user:password@host:587?tls=required";
        let url = url::Url::parse(setting).context(expected)?;
        let required = url.query_pairs().any(|(key, value)| key == "tls" && value == "required");
        let security = match (url.scheme(), required) {
            ("smtps", _) => Security::Implicit,
            ("smtp", true) => Security::Required,
            ("smtp", false) => Security::None,
            _ => bail!(expected),
        };
        // The brackets belong to the address, not to the host: neither the resolver nor a certificate knows them.
        let host =
            url.host_str().filter(|host| !host.is_empty()).context(expected)?.trim_matches(['[', ']']).to_owned();
        let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        let by_token = url.query_pairs().any(|(key, value)| key == "auth" && value == "xoauth2");
        let login = url.password().map(decode).map(|proof| Login {
            user: decode(url.username()),
            proof: if by_token { Proof::Token(proof) } else { Proof::Password(proof) },
        });
        if login.is_some() && security == Security::None {
            bail!("a password is only sent over TLS: use smtps:// or add ?tls=required to SAMENSPRAAK_SMTP_URL");
        }
        let port = url.port().unwrap_or(match security {
            Security::None => 25,
            Security::Implicit => 465,
            Security::Required => 587,
        });
        Ok(Self::Smtp(Arc::new(Relay {
            host,
            port,
            security,
            login,
            patience: Duration::from_mins(1),
            greeting: greeting.to_owned(),
            tls: Tls::default(),
        })))
    }

    /// What it is called as long as nobody gave it a name.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Smtp(relay) if relay.host.contains(':') => format!("[{}]:{}", relay.host, relay.port),
            Self::Smtp(relay) => format!("{}:{}", relay.host, relay.port),
            Self::Folder(_) => "folder".to_owned(),
            Self::Memory(_) => "postbox".to_owned(),
        }
    }

    /// Whether mail on the way is safe from eyes: it is encrypted, or it does not leave the machine.
    #[must_use]
    pub fn is_protected(&self) -> bool {
        match self {
            Self::Smtp(relay) => {
                let is_here =
                    relay.host == "localhost" || relay.host.parse::<IpAddr>().is_ok_and(|here| here.is_loopback());
                relay.security != Security::None || is_here
            }
            Self::Folder(_) | Self::Memory(_) => true,
        }
    }

    /// Opens a line.
    ///
    /// # Errors
    /// When the relay cannot be reached or does not want us. No mail was touched.
    pub async fn open(&self) -> anyhow::Result<Line> {
        Ok(match self {
            Self::Smtp(relay) => Line::Smtp(Box::new(Connection::open(relay).await?)),
            Self::Folder(folder) => {
                std::fs::create_dir_all(folder)
                    .with_context(|| format!("cannot make the mail folder {}", folder.display()))?;
                Line::Folder(folder.clone())
            }
            Self::Memory(postbox) => Line::Memory(postbox.clone()),
        })
    }
}

impl Line {
    /// Whether the envelope of a next mail can go out with the end of the one before.
    #[must_use]
    pub const fn takes_envelopes_ahead(&self) -> bool {
        matches!(self, Self::Smtp(connection) if connection.is_pipelining())
    }

    /// Hands over one mail. After [`Outcome::Unknown`] or [`Outcome::NotHandedOver`] the line is dead. When `next` is
    /// given its envelope may go ahead; then that parcel has to be the next one on this line, or the line be closed.
    pub async fn carry(&mut self, parcel: &Parcel, next: Option<&Parcel>) -> Outcome {
        match self {
            Self::Smtp(connection) => connection.submit(parcel, next).await,
            Self::Folder(folder) => match put_in(folder, &parcel.name, &parcel.mail) {
                Ok(()) => Outcome::Accepted(Answer { code: 250, enhanced: None, text: "in de map gelegd".to_owned() }),
                Err(error) => Outcome::NotHandedOver(error.to_string()),
            },
            Self::Memory(postbox) => {
                postbox.lock().unwrap_or_else(PoisonError::into_inner).push(parcel.mail.clone());
                Outcome::Accepted(Answer { code: 250, enhanced: None, text: "in the postbox".to_owned() })
            }
        }
    }

    /// Says goodbye.
    pub async fn close(self) {
        if let Self::Smtp(connection) = self {
            connection.quit().await;
        }
    }
}

/// Writes beside its place and renames, so that a reader never sees half a mail.
fn put_in(folder: &std::path::Path, name: &str, mail: &str) -> std::io::Result<()> {
    let file = folder.join(format!("{name}.eml"));
    let beside = folder.join(format!(".{name}.tmp"));
    std::fs::write(&beside, mail)?;
    std::fs::rename(&beside, &file)
}
