//! Looking records up, and judging them. One file for each kind of record.

mod ask;
pub(super) mod dane;
pub(super) mod dkim;
pub(super) mod dmarc;
pub(super) mod mail_hosts;
pub(super) mod policy;
pub(super) mod spf;
pub(super) mod transport;

pub(super) use ask::{Answer, Resolver};

use super::finding::Saying;

/// A record of tags, `a=1; b=2`, as DKIM, DMARC, MTA-STS and TLS-RPT write them; names in lower case.
pub(super) fn tags(record: &str) -> Vec<(String, String)> {
    record
        .split(';')
        .filter_map(|tag| tag.split_once('='))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect()
}

/// The value of a tag.
pub(super) fn tag<'a>(tags: &'a [(String, String)], name: &str) -> Option<&'a str> {
    tags.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

/// The one record that begins as it should, or what there is to say instead.
pub(super) fn only(answer: &Answer, is_ours: impl Fn(&str) -> bool) -> (Vec<String>, Result<String, Saying>) {
    let records = match answer {
        Answer::Found { records, .. } => records,
        Answer::Nothing => return (Vec::new(), Err(Saying::Missing)),
        Answer::TimedOut => return (Vec::new(), Err(Saying::NoAnswer)),
        Answer::Failed => return (Vec::new(), Err(Saying::ResolverFailed)),
    };
    let found: Vec<String> = records.iter().filter(|record| is_ours(record)).cloned().collect();
    let one = match found.as_slice() {
        [] => Err(Saying::Missing),
        [one] => Ok(one.clone()),
        several => Err(Saying::Several(several.len())),
    };
    (found, one)
}

/// Whether a record begins with a version, such as `v=spf1`, and then ends or goes on with something else.
pub(super) fn has_version(record: &str, version: &str) -> bool {
    let record = record.trim_start();
    record.get(..version.len()).is_some_and(|start| start.eq_ignore_ascii_case(version))
        && record[version.len()..].chars().next().is_none_or(|next| next == ' ' || next == ';')
}
