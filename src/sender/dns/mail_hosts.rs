//! Where mail for a domain goes.

use super::{Answer, Resolver};
use crate::sender::finding::{Finding, Saying, Subject};

/// Looks up the mail hosts of a domain; gives them without their rank too, and whether the resolver vouches for them.
pub(in crate::sender) async fn look(resolver: &Resolver, domain: &str) -> (Finding, Vec<String>, bool) {
    let mut finding = Finding { subject: Subject::Mx, name: domain.to_owned(), found: Vec::new(), says: Vec::new() };
    let (records, authentic) = match resolver.mx(domain).await {
        Answer::Found { records, authentic } => (records, authentic),
        other => {
            finding.says.push(match other {
                Answer::TimedOut => Saying::NoAnswer,
                Answer::Failed => Saying::ResolverFailed,
                _ => Saying::Missing,
            });
            return (finding, Vec::new(), false);
        }
    };
    let hosts = hosts(&records);
    finding.says.push(if hosts.is_empty() { Saying::MxNull } else { Saying::MxFine(hosts.len()) });
    finding.found = records;
    (finding, hosts, authentic)
}

/// The hosts of MX records; `0 .` names none (RFC 7505).
pub(in crate::sender) fn hosts(records: &[String]) -> Vec<String> {
    let host = |record: &String| record.split_once(' ').map(|(_, host)| host.to_owned());
    records.iter().filter_map(host).filter(|host| host != ".").collect()
}
