//! The records to publish.

use super::facts::{Facts, Relay};
use super::finding::Subject;

/// A record of the DNS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// What it is for.
    pub(super) subject: Subject,
    /// The domain that it is about.
    pub(super) domain: String,
    /// The name under which it stands; also that of its finding.
    pub(super) name: String,
    /// Its type.
    pub(super) kind: &'static str,
    /// Its value.
    pub(super) value: String,
    /// Whether the value has to be filled in with what only the operator of the domain knows.
    pub(super) example: bool,
}

/// Every record that the senders need, in the order in which one would publish them.
pub(super) fn records(facts: &Facts) -> Vec<Record> {
    let mut all = Vec::new();
    for domain in facts.domains() {
        all.push(spf(facts, domain));
    }
    for (selector, public) in &facts.keys {
        all.extend(facts.senders.iter().map(|domain| dkim(domain, selector, public)));
    }
    all.extend(facts.senders.iter().map(|domain| dmarc(domain)));
    for domain in facts.domains() {
        all.extend(receiving(facts, domain));
    }
    all
}

fn spf(facts: &Facts, domain: &str) -> Record {
    let term = match &facts.relay {
        Relay::Term(term) => term.as_str(),
        Relay::Beside | Relay::None => "ip4:192.0.2.10",
    };
    let value = format!("v=spf1 {term} ~all");
    record(Subject::Spf, domain, domain.to_owned(), ("TXT", value, true))
}

/// The record of a key.
pub(super) fn dkim(domain: &str, selector: &str, public: &str) -> Record {
    let value = format!("v=DKIM1; k=rsa; p={public}");
    record(Subject::Dkim, domain, dkim_name(selector, domain), ("TXT", value, false))
}

/// Where the record of a key stands.
pub(super) fn dkim_name(selector: &str, domain: &str) -> String {
    format!("{selector}._domainkey.{domain}")
}

fn dmarc(domain: &str) -> Record {
    let value = format!("v=DMARC1; p=quarantine; rua=mailto:dmarc@{domain}");
    record(Subject::Dmarc, domain, format!("_dmarc.{domain}"), ("TXT", value, true))
}

fn receiving(facts: &Facts, domain: &str) -> [Record; 4] {
    let version = facts.now.utc().format("%Y%m%d");
    [
        record(Subject::Mx, domain, domain.to_owned(), ("MX", format!("10 mail.{domain}."), true)),
        record(Subject::MtaSts, domain, format!("_mta-sts.{domain}"), ("TXT", format!("v=STSv1; id={version}"), false)),
        record(
            Subject::TlsRpt,
            domain,
            format!("_smtp._tls.{domain}"),
            ("TXT", format!("v=TLSRPTv1; rua=mailto:tlsrpt@{domain}"), true),
        ),
        record(Subject::Dane, domain, format!("_25._tcp.mail.{domain}"), ("TLSA", "3 1 1 (SHA-256)".to_owned(), true)),
    ]
}

fn record(
    subject: Subject,
    domain: &str,
    name: String,
    (kind, value, example): (&'static str, String, bool),
) -> Record {
    Record { subject, domain: domain.to_owned(), name, kind, value, example }
}

impl Record {
    /// The name of the finding that goes with it.
    pub(super) fn asked(&self) -> &str {
        // The hosts of a domain are looked up first, so its finding bears the domain's name.
        if self.subject == Subject::Dane { &self.domain } else { &self.name }
    }
}

/// The policy file that goes with an MTA-STS record (RFC 8461 section 3.2).
pub(super) fn sts_policy(domain: &str) -> String {
    format!("version: STSv1\nmode: testing\nmx: mail.{domain}\nmax_age: 604800\n")
}
