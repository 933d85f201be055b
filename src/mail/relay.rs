//! A relay, and how we reach it and say who we are.

use std::time::Duration;

use super::tls::Tls;

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
