//! The public half of a key (RFC 6376 section 3.6.1).

use data_encoding::BASE64;

use super::{Resolver, only, tag, tags};
use crate::sender::finding::{Finding, Saying, Subject};

/// Looks up whether a key stands in the DNS.
pub(in crate::sender) async fn look(resolver: &Resolver, name: &str, public: &str) -> Finding {
    let (found, one) = only(&resolver.txt(name).await, |record| tag(&tags(record), "p").is_some());
    let says = match one {
        Ok(record) => judge(&record, public),
        Err(saying) => vec![saying],
    };
    Finding { subject: Subject::Dkim, name: name.to_owned(), found, says }
}

/// What there is to say of a record, when `public` is the key that should stand there.
pub(in crate::sender) fn judge(record: &str, public: &str) -> Vec<Saying> {
    let tags = tags(record);
    if tags.iter().position(|(name, _)| name == "v").is_some_and(|at| at != 0 || tags[0].1 != "DKIM1") {
        return vec![Saying::Unreadable("v=".to_owned())];
    }
    let theirs: String = tag(&tags, "p").unwrap_or_default().split_whitespace().collect();
    if theirs.is_empty() {
        return vec![Saying::KeyRevoked];
    }
    let mut says = Vec::new();
    let lists = |name: &str, word: &str| {
        tag(&tags, name).is_none_or(|list| list.split(':').any(|one| one.trim() == word || one.trim() == "*"))
    };
    for (name, word) in [("k", "rsa"), ("h", "sha256"), ("s", "email")] {
        if !lists(name, word) {
            says.push(Saying::KeyForbids(format!("{name}={}", tag(&tags, name).unwrap_or_default())));
        }
    }
    if theirs == public {
        says.push(Saying::KeyFine);
    } else {
        match bits(&theirs) {
            None => says.push(Saying::Unreadable("p=".to_owned())),
            Some(bits) if bits < 2_048 => says.push(Saying::KeyShort(bits)),
            Some(_) => says.push(Saying::KeyOther),
        }
    }
    if tag(&tags, "t").is_some_and(|flags| flags.split(':').any(|flag| flag.trim() == "y")) {
        says.push(Saying::KeyTesting);
    }
    says
}

/// How long an RSA key in base64 is, in bits; `None` when it is none.
fn bits(public: &str) -> Option<usize> {
    let der = BASE64.decode(public.as_bytes()).ok()?;
    let outer = inside(&der, 0x30)?.0;
    // Either a SubjectPublicKeyInfo, whose second part wraps the key, or the key itself.
    let key = match inside(outer, 0x30) {
        Some((_, rest)) => inside(inside(rest, 0x03)?.0.get(1..)?, 0x30)?.0,
        None => outer,
    };
    let modulus = inside(key, 0x02)?.0;
    let start = modulus.iter().position(|byte| *byte != 0)?;
    Some((modulus.len() - start) * 8 - modulus[start].leading_zeros() as usize)
}

/// The content of the first value of a DER text when it has this tag, and what comes after it.
fn inside(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&first, rest) = der.split_first()?;
    let (&length, rest) = rest.split_first()?;
    let (length, rest) = if length < 0x80 {
        (usize::from(length), rest)
    } else {
        let (bytes, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
        (bytes.iter().try_fold(0_usize, |sum, byte| sum.checked_mul(256)?.checked_add(usize::from(*byte)))?, rest)
    };
    if first == tag { rest.split_at_checked(length) } else { None }
}
