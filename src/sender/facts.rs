//! What the records depend on: the senders, where mail comes back to, the relay, the keys.

use std::net::IpAddr;

use anyhow::Context;

use super::find::keys;
use super::keys::Key;
use crate::app::App;
use crate::base::Instant;
use crate::centre::{self, Centre};
use crate::mail::{Carrier, Outlets};
use crate::store::tables::states::KeyState;

/// What the records depend on.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// The domains of the From addresses, each once.
    pub(super) senders: Vec<String>,
    /// The domain that undeliverable mail comes back to.
    pub(super) bounces: String,
    /// What the SPF record could say about the relay.
    pub(super) relay: Relay,
    /// The names and public halves of the keys whose records have to stand there, the one that signs first.
    pub(super) keys: Vec<(String, String)>,
    /// Who signs.
    pub(super) signs: Signs,
    /// The keys of the staff pages.
    pub(super) own: Vec<Key>,
    /// The moment.
    pub(super) now: Instant,
}

/// The relay, as an SPF record may name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Relay {
    /// By this term, or these.
    Term(String),
    /// It runs beside us: its outside address is not known here.
    Beside,
    /// There is none: mails go to a folder.
    None,
}

/// Who signs mail now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// The key of the machine's settings.
    File,
    /// A key of the staff pages.
    Own,
    /// Not this program; perhaps the relay.
    Nobody,
}

/// Gathers the facts; `None` before the first set-up.
///
/// # Errors
/// The database's, or a stored address that is none.
pub(super) async fn facts(app: &App) -> anyhow::Result<Option<Facts>> {
    let Some(centre) = centre::current(app.store.read()).await? else { return Ok(None) };
    let senders = sender_domains(&centre)?;
    let own = keys(app.store.read()).await?;
    let of_settings = app.signing.of_settings();
    let signs = match of_settings {
        Some(_) => Signs::File,
        None if own.iter().any(|key| key.state == KeyState::Signing) => Signs::Own,
        None => Signs::Nobody,
    };
    let from_file = of_settings.map(|signer| (signer.selector().to_owned(), signer.key().public().to_owned()));
    let published = own.iter().filter(|key| key.state != KeyState::Retired);
    let published = published.map(|key| (key.selector.clone(), key.public.clone()));
    let bounces = match &app.settings.bounce_address {
        Some(form) => form.domain().to_owned(),
        None => senders.first().cloned().context("a centre has a sender")?,
    };
    Ok(Some(Facts {
        senders,
        bounces,
        relay: relay(&app.outlets),
        keys: from_file.into_iter().chain(published).collect(),
        signs,
        own,
        now: app.clock.now(),
    }))
}

/// The domains of the From addresses, each once, that of publications first.
pub(super) fn sender_domains(centre: &Centre) -> anyhow::Result<Vec<String>> {
    let mut domains = Vec::new();
    for mailbox in [centre.sender()?, centre.letter_sender()?] {
        let domain = mailbox.address.domain().to_owned();
        if !domains.contains(&domain) {
            domains.push(domain);
        }
    }
    Ok(domains)
}

/// The terms of all ways out, each once.
fn relay(outlets: &Outlets) -> Relay {
    let mut terms = Vec::new();
    let mut beside = false;
    for outlet in outlets.all() {
        let Carrier::Smtp(relay) = &outlet.carrier else { continue };
        match term(&relay.host) {
            Some(term) if !terms.contains(&term) => terms.push(term),
            Some(_) => {}
            None => beside = true,
        }
    }
    match (terms.is_empty(), beside) {
        (false, _) => Relay::Term(terms.join(" ")),
        (true, true) => Relay::Beside,
        (true, false) => Relay::None,
    }
}

/// The term of a relay's host; `None` for one on this machine or in its own network.
fn term(host: &str) -> Option<String> {
    let host = host.trim_matches(['[', ']']);
    match host.parse::<IpAddr>() {
        Ok(address) if address.is_loopback() => None,
        Ok(IpAddr::V4(address)) => Some(format!("ip4:{address}")),
        Ok(IpAddr::V6(address)) => Some(format!("ip6:{address}")),
        Err(_) => host.contains('.').then(|| format!("a:{host}")),
    }
}

impl Facts {
    /// All domains that mail comes from or back to, each once.
    pub(super) fn domains(&self) -> Vec<&str> {
        let mut domains: Vec<&str> = self.senders.iter().map(String::as_str).collect();
        if !domains.contains(&self.bounces.as_str()) {
            domains.push(&self.bounces);
        }
        domains
    }

    /// Whether bounces come back to a domain that receivers do not take for the sender's: SPF then proves nothing to
    /// DMARC (RFC 9989 section 4.4.2), and the signature must do it alone.
    pub(super) fn bounces_stand_apart(&self) -> bool {
        let related = |one: &str, other: &str| one == other || one.ends_with(&format!(".{other}"));
        !self.senders.iter().any(|sender| related(sender, &self.bounces) || related(&self.bounces, sender))
    }
}
