//! What receivers are asked to do with mail that proves nothing (RFC 9989, which took the place of RFC 7489).

use super::{Answer, Resolver, has_version, only, tag, tags};
use crate::sender::finding::{Finding, Saying, Subject};

/// So many names are asked at most on the way up (section 4.10).
const STEPS: usize = 8;

/// Looks up the policy for mail from a domain: its own record, or that of the organisation above it.
pub(in crate::sender) async fn look(resolver: &Resolver, domain: &str) -> Finding {
    let name = format!("_dmarc.{domain}");
    let (found, one) = only(&resolver.txt(&name).await, is_dmarc);
    let mut finding = Finding { subject: Subject::Dmarc, name, found, says: Vec::new() };
    match one {
        Ok(record) => finding.says = judge(&record, false),
        Err(Saying::Missing) => match above(resolver, domain).await {
            Ok(Some((owner, record))) => {
                finding.says.push(Saying::DmarcAbove(owner));
                finding.says.extend(judge(&record, true));
                finding.found.push(record);
            }
            Ok(None) => finding.says.push(Saying::Missing),
            Err(saying) => finding.says.push(saying),
        },
        Err(saying) => finding.says.push(saying),
    }
    finding
}

fn is_dmarc(record: &str) -> bool {
    has_version(record, "v=DMARC1")
}

/// The names above a domain, from near to far: of a very deep one only the upper part (section 4.10.1).
pub(in crate::sender) fn names_above(domain: &str) -> Vec<String> {
    let labels: Vec<&str> = domain.split('.').collect();
    let first = if labels.len() > STEPS { labels.len() - (STEPS - 1) } else { 1 };
    (first..labels.len()).map(|at| labels[at..].join(".")).collect()
}

/// The record of the organisation to which a domain belongs: the walk ends at `psd=n`, goes one down at `psd=y`, and
/// otherwise takes the record nearest to the root.
async fn above(resolver: &Resolver, domain: &str) -> Result<Option<(String, String)>, Saying> {
    let mut last = None;
    for owner in names_above(domain) {
        let answer = resolver.txt(&format!("_dmarc.{owner}")).await;
        match &answer {
            Answer::TimedOut => return Err(Saying::NoAnswer),
            Answer::Failed => return Err(Saying::ResolverFailed),
            _ => {}
        }
        let (_, Ok(record)) = only(&answer, is_dmarc) else { continue };
        match tag(&tags(&record), "psd") {
            Some("n") => return Ok(Some((owner, record))),
            // A registry's own record counts when nothing nearer was found.
            Some("y") => return Ok(last.or(Some((owner, record)))),
            _ => last = Some((owner, record)),
        }
    }
    Ok(last)
}

/// What there is to say of a record; `from_above` when it is that of a domain above.
pub(in crate::sender) fn judge(record: &str, from_above: bool) -> Vec<Saying> {
    let tags = tags(record);
    let reports = tag(&tags, "rua").is_some_and(|list| list.split(',').all(is_report_address));
    let policy = if from_above { tag(&tags, "sp").or(tag(&tags, "p")) } else { tag(&tags, "p") };
    // Without a policy a record that asks for reports counts as `none` (section 4.7).
    let policy = policy.map(str::to_ascii_lowercase).or_else(|| reports.then(|| "none".to_owned()));
    let is_test = tag(&tags, "t").is_some_and(|test| test.eq_ignore_ascii_case("y"));
    let mut says = Vec::new();
    match policy.as_deref() {
        Some(policy @ ("quarantine" | "reject")) => says.push(Saying::DmarcFine(policy.to_owned())),
        Some("none") => says.push(Saying::DmarcNone),
        Some(other) => says.push(Saying::Unreadable(format!("p={other}"))),
        None => says.push(Saying::Unreadable("p=".to_owned())),
    }
    if is_test {
        says.push(Saying::DmarcTesting);
    }
    if !reports {
        says.push(Saying::DmarcNoReports);
    }
    let removed: Vec<&str> = ["pct", "rf", "ri"].into_iter().filter(|name| tag(&tags, name).is_some()).collect();
    if !removed.is_empty() {
        says.push(Saying::DmarcRemoved(removed.join(", ")));
    }
    says
}

fn is_report_address(text: &str) -> bool {
    let address = text.trim().strip_prefix("mailto:").and_then(|rest| rest.split('!').next());
    address.is_some_and(|address| crate::base::EmailAddress::parse(address).is_ok())
}
