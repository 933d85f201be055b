//! TLSA records of the hosts that take a domain's mail (RFC 7672).
//!
//! They mean nothing without DNSSEC, which only the resolver can tell: it sets a bit when it checked. A resolver that
//! does not check never sets it, so its absence is told as what it is.

use super::{Answer, Resolver};
use crate::sender::finding::{Finding, Saying, Subject};

/// So many hosts are looked at.
const HOSTS: usize = 5;

/// Looks up the TLSA records of these hosts; `authentic` when the resolver vouched for the list of hosts.
pub(in crate::sender) async fn look(resolver: &Resolver, domain: &str, hosts: &[String], authentic: bool) -> Finding {
    let mut finding = Finding { subject: Subject::Dane, name: domain.to_owned(), found: Vec::new(), says: Vec::new() };
    if hosts.is_empty() {
        finding.says.push(Saying::DaneNoMx);
        return finding;
    }
    let (mut without, mut vouched, mut with) = (Vec::new(), authentic, 0);
    for host in hosts.iter().take(HOSTS) {
        let name = format!("_25._tcp.{host}");
        match resolver.tlsa(&name).await {
            Answer::Found { records, authentic } => {
                vouched &= authentic;
                with += 1;
                finding.found.extend(records.into_iter().map(|record| format!("{name} {record}")));
            }
            Answer::Nothing => without.push(host.as_str()),
            Answer::TimedOut => finding.says.push(Saying::NoAnswer),
            Answer::Failed => finding.says.push(Saying::ResolverFailed),
        }
    }
    finding.says.extend(judge(with, &without, vouched));
    finding
}

/// What there is to say when so many hosts have records and these have none.
pub(in crate::sender) fn judge(with: usize, without: &[&str], vouched: bool) -> Vec<Saying> {
    match (with, without) {
        (0, []) => Vec::new(),
        (0, _) => vec![Saying::Missing],
        (_, []) if vouched => vec![Saying::DaneFine(with)],
        (_, []) => vec![Saying::DaneUnsigned],
        (_, without) => {
            let mut says = vec![Saying::DaneSome(without.join(", "))];
            if !vouched {
                says.push(Saying::DaneUnsigned);
            }
            says
        }
    }
}
