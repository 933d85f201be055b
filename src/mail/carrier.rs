//! Who carries a mail away: a relay over SMTP, a folder of files, or a test's postbox.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, bail};

use super::answer::Answer;
use super::connection::Connection;
use super::parcel::{Outcome, Parcel};
use super::relay::{Login, Proof, Relay, Security};
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
