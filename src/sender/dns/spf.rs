//! Who may send for a domain (RFC 7208), without asking for any particular sender.

use super::{Answer, Resolver, has_version, only};
use crate::sender::finding::{Finding, Saying, Subject};

/// So many terms may ask the DNS (section 4.6.4).
const MOST: usize = 10;

/// Looks up a record and everything that it includes.
pub(in crate::sender) async fn look(resolver: &Resolver, name: &str) -> Finding {
    let (found, one) = only(&resolver.txt(name).await, is_spf);
    let says = match one {
        Ok(record) => walk(resolver, &record).await,
        Err(saying) => vec![saying],
    };
    Finding { subject: Subject::Spf, name: name.to_owned(), found, says }
}

/// Whether a record is one of SPF.
pub(in crate::sender) fn is_spf(record: &str) -> bool {
    has_version(record, "v=spf1")
}

/// What one record says by itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::sender) struct Read {
    /// The names whose records it includes or goes on with.
    pub(in crate::sender) includes: Vec<String>,
    /// Where it goes on when nothing matched.
    pub(in crate::sender) redirect: Option<String>,
    /// How many of its terms ask the DNS.
    pub(in crate::sender) lookups: usize,
    /// Its `all`, with its sign.
    pub(in crate::sender) end: Option<String>,
    /// A term that is none.
    pub(in crate::sender) strange: Option<String>,
}

/// Reads a record.
pub(in crate::sender) fn read(record: &str) -> Read {
    let mut read = Read::default();
    for term in record.split_whitespace().skip(1) {
        let lower = term.to_ascii_lowercase();
        let bare = lower.trim_start_matches(['+', '-', '~', '?']);
        let name = bare.split([':', '/', '=']).next().unwrap_or_default();
        match (name, bare.split_once(':'), bare.split_once('=')) {
            ("all", None, None) => {
                let sign = if lower.starts_with(['+', '-', '~', '?']) { "" } else { "+" };
                read.end.get_or_insert(format!("{sign}{lower}"));
            }
            ("include", Some((_, target)), _) if !target.is_empty() => {
                read.lookups += 1;
                read.includes.push(target.to_owned());
            }
            ("exists", Some((_, target)), _) if !target.is_empty() => read.lookups += 1,
            ("redirect", _, Some((_, target))) if !target.is_empty() => {
                read.lookups += 1;
                read.redirect = Some(target.to_owned());
            }
            ("a" | "mx" | "ptr", _, None) => read.lookups += 1,
            ("ip4" | "ip6", Some((_, network)), _) if is_network(network) => {}
            // Modifiers that are not known are ignored (section 6).
            (_, _, Some((modifier, _))) if !modifier.contains(':') => {}
            _ => {
                read.strange.get_or_insert_with(|| term.to_owned());
            }
        }
    }
    // With an `all` nothing goes on (section 6.1).
    if read.end.is_some() && read.redirect.take().is_some() {
        read.lookups -= 1;
    }
    read
}

fn is_network(text: &str) -> bool {
    let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
    let Ok(address) = address.parse::<std::net::IpAddr>() else { return false };
    let most = if address.is_ipv4() { 32 } else { 128 };
    length.is_none_or(|length| length.parse::<u8>().is_ok_and(|length| length <= most))
}

async fn walk(resolver: &Resolver, record: &str) -> Vec<Saying> {
    let first = read(record);
    let mut says = Vec::new();
    let mut end = first.end.clone();
    let mut lookups = first.lookups;
    let mut strange = first.strange.clone();
    // Depth first, as a receiver would; nothing is asked once there are too many.
    let mut open: Vec<(String, bool)> = first.includes.iter().rev().map(|name| (name.clone(), false)).collect();
    if let Some(name) = &first.redirect {
        open.insert(0, (name.clone(), true));
    }
    while let Some((name, goes_on)) = open.pop() {
        if lookups > MOST {
            break;
        }
        // What depends on the sender cannot be looked up beforehand.
        if name.contains('%') {
            continue;
        }
        let answer = resolver.txt(&name).await;
        if matches!(answer, Answer::TimedOut | Answer::Failed) {
            says.push(if answer == Answer::TimedOut { Saying::NoAnswer } else { Saying::ResolverFailed });
            continue;
        }
        let (_, Ok(record)) = only(&answer, is_spf) else {
            says.push(Saying::SpfVoid(name));
            continue;
        };
        let next = read(&record);
        lookups += next.lookups;
        strange = strange.or(next.strange);
        if goes_on {
            end = next.end;
        }
        open.extend(next.redirect.map(|name| (name, goes_on)));
        open.extend(next.includes.into_iter().rev().map(|name| (name, false)));
    }
    says.extend(judge(end.as_deref(), lookups, strange));
    says
}

/// What there is to say of a whole record, with all that it includes.
pub(in crate::sender) fn judge(end: Option<&str>, lookups: usize, strange: Option<String>) -> Vec<Saying> {
    let mut says = Vec::new();
    says.extend(strange.map(Saying::Unreadable));
    if lookups > MOST {
        says.push(Saying::SpfTooMany(lookups));
    }
    match end {
        Some("+all") => says.push(Saying::SpfOpen),
        Some(end @ ("~all" | "-all")) => says.push(Saying::SpfFine { end: end.to_owned(), lookups }),
        _ => says.push(Saying::SpfToothless),
    }
    says
}
