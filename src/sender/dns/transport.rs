//! MTA-STS (RFC 8461) and reports about encryption (RFC 8460).

use std::net::SocketAddr;

use super::policy::Policy;
use super::{Answer, Resolver, has_version, mail_hosts, only, policy, tag, tags};
use crate::mail::Tls;
use crate::sender::finding::{Finding, Saying, Subject};

/// Where policies are shown.
const HTTPS: u16 = 443;

/// Looks up whether a domain has an MTA-STS record, and reads the policy that goes with it.
pub(in crate::sender) async fn look_sts(resolver: &Resolver, tls: &Tls, domain: &str) -> Finding {
    let name = format!("_mta-sts.{domain}");
    let (found, one) = only(&resolver.txt(&name).await, |record| has_version(record, "v=STSv1"));
    let says = match one {
        Err(saying) => vec![saying],
        Ok(record) if !has_id(&record) => vec![Saying::Unreadable("id=".to_owned())],
        Ok(_) => look_at_policy(resolver, tls, domain).await,
    };
    Finding { subject: Subject::MtaSts, name, found, says }
}

async fn look_at_policy(resolver: &Resolver, tls: &Tls, domain: &str) -> Vec<Saying> {
    let host = format!("mta-sts.{domain}");
    let addresses = match resolver.addresses(&host).await {
        Answer::Found { records, .. } => records,
        Answer::Nothing => return vec![Saying::StsNoHost(host)],
        Answer::TimedOut => return vec![Saying::NoAnswer],
        Answer::Failed => return vec![Saying::ResolverFailed],
    };
    let outside = addresses.iter().filter_map(|one| one.parse().ok()).filter(|one| policy::is_outside(*one));
    let places: Vec<_> = outside.map(|address| SocketAddr::new(address, HTTPS)).collect();
    if places.is_empty() {
        return vec![Saying::StsInside(host)];
    }
    let text = match policy::fetch(tls, &host, &places).await {
        Ok(text) => text,
        Err(why) => return vec![Saying::StsNotShown { host, why }],
    };
    match policy::read(&text) {
        Err(saying) => vec![saying],
        Ok(policy) => judge(&policy, domain, &resolver.mx(domain).await),
    }
}

/// What there is to say of a policy beside what was answered about the domain's mail hosts. Without MX records mail goes
/// to the domain itself (RFC 5321 section 5.1); of hosts that could not be looked up nothing is known.
pub(in crate::sender) fn judge(policy: &Policy, domain: &str, mail_hosts: &Answer) -> Vec<Saying> {
    match mail_hosts {
        Answer::Found { records, .. } => policy::judge(policy, &mail_hosts::hosts(records)),
        Answer::Nothing => policy::judge(policy, &[domain.to_owned()]),
        Answer::TimedOut => vec![Saying::NoAnswer],
        Answer::Failed => vec![Saying::ResolverFailed],
    }
}

/// Whether a record tells versions of its policy apart: 1 to 32 letters and digits.
pub(in crate::sender) fn has_id(record: &str) -> bool {
    let tags = tags(record);
    tag(&tags, "id")
        .is_some_and(|id| (1..=32).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Looks up where reports about encryption go.
pub(in crate::sender) async fn look_reports(resolver: &Resolver, domain: &str) -> Finding {
    let name = format!("_smtp._tls.{domain}");
    let (found, one) = only(&resolver.txt(&name).await, |record| has_version(record, "v=TLSRPTv1"));
    let says = match one {
        Err(saying) => vec![saying],
        Ok(record) if goes_somewhere(&record) => vec![Saying::RptFine],
        Ok(_) => vec![Saying::Unreadable("rua=".to_owned())],
    };
    Finding { subject: Subject::TlsRpt, name, found, says }
}

/// Whether a record of reports names mail or web addresses only.
pub(in crate::sender) fn goes_somewhere(record: &str) -> bool {
    let is_place = |place: &str| place.trim().starts_with("mailto:") || place.trim().starts_with("https://");
    tag(&tags(record), "rua").is_some_and(|places| places.split(',').all(is_place))
}
