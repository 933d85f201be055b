//! MTA-STS (RFC 8461) and reports about encryption (RFC 8460).

use super::{Answer, Resolver, has_version, only, tag, tags};
use crate::sender::finding::{Finding, Saying, Subject};

/// Looks up whether a domain has an MTA-STS record, and a host that can show its policy.
pub(in crate::sender) async fn look_sts(resolver: &Resolver, domain: &str) -> Finding {
    let name = format!("_mta-sts.{domain}");
    let (found, one) = only(&resolver.txt(&name).await, |record| has_version(record, "v=STSv1"));
    let says = match one {
        Err(saying) => vec![saying],
        Ok(record) if !has_id(&record) => vec![Saying::Unreadable("id=".to_owned())],
        Ok(_) => {
            let host = format!("mta-sts.{domain}");
            vec![match resolver.addresses(&host).await {
                Answer::Found { .. } => Saying::StsFine,
                Answer::Nothing => Saying::StsNoHost(host),
                Answer::TimedOut => Saying::NoAnswer,
                Answer::Failed => Saying::ResolverFailed,
            }]
        }
    };
    Finding { subject: Subject::MtaSts, name, found, says }
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
