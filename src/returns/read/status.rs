//! Delivery status notifications (RFC 3464; with addresses outside ASCII RFC 6533).

use super::fields::{Fields, addresses_in};
use super::{Kind, Why, copy};
use crate::mail::refusal::{Class, class_of, enhanced_in, is_status};

/// Reads the machine-readable part; `text` is the part for people, for servers that put the reason only there.
pub(super) fn read(status: &str, text: &str) -> Why {
    let blocks = Fields::blocks(status);
    let recipients: Vec<&Fields> =
        blocks.iter().filter(|block| block.has("final-recipient") || block.has("action")).collect();
    let failed = recipients.iter().find(|block| action(block) == "failed");
    let Some(about) = failed.or_else(|| recipients.first()) else { return undecided(text) };
    let kind = match action(about).as_str() {
        _ if about.get("status").trim_start().starts_with('2') => Kind::Notice,
        "delayed" | "delivered" | "relayed" | "expanded" => Kind::Notice,
        // Action is a must (RFC 3464 section 2.3.3); without it the status says whether it failed.
        "" if about.get("status").trim_start().starts_with('4') => Kind::Notice,
        // `failed`, and what is none of the five words, such as `expired`.
        _ => Kind::Bounce,
    };
    let own = own_status(about);
    let (class, said) = reason(about, own, text);
    let recipients = recipients.iter().flat_map(|block| block.addresses(&["original-recipient", "final-recipient"]));
    Why {
        kind,
        class: if kind == Kind::Bounce { class } else { Class::Unknown },
        enhanced: enhanced_in(&said).filter(|said| !said.ends_with(".0.0")).or_else(|| own.map(str::to_owned)),
        said,
        recipients: recipients.collect(),
        paths: blocks.iter().flat_map(|block| addresses_in(block.get("x-postfix-sender"))).collect(),
    }
}

/// The class, and the words that gave it: what the remote server answered, else what the report adds to it, else what it
/// says to people. The status in a field of its own comes after the words of each.
fn reason(about: &Fields, own: Option<&str>, text: &str) -> (Class, String) {
    let fields = ["diagnostic-code", "x-supplementary-info"].map(|name| without_kind(about.get(name)).to_owned());
    let evidence = fields.into_iter().filter(|said| !said.is_empty()).chain([copy::before(text)]);
    let mut first = None;
    for said in evidence {
        let class = class_of(&said, None);
        if class != Class::Unknown {
            return (class_of(&said, own), said);
        }
        first = first.or(Some(said));
    }
    (class_of("", own), first.unwrap_or_default())
}

/// A diagnostic without the word for its kind: `smtp; 550 no`, `X-Postfix; lost connection`.
fn without_kind(diagnostic: &str) -> &str {
    match diagnostic.split_once(';') {
        Some((kind, said)) if !kind.trim().contains(' ') => said.trim(),
        _ => diagnostic,
    }
}

/// A report about nobody: something was wrong, and only the words are left.
fn undecided(text: &str) -> Why {
    let said = copy::before(text);
    Why { class: class_of(&said, None), enhanced: enhanced_in(&said), said, ..Why::only(Kind::Bounce) }
}

/// The word of the action, without comments.
fn action(block: &Fields) -> String {
    let word = block.get("action").split(|letter: char| !letter.is_ascii_alphabetic()).find(|word| !word.is_empty());
    word.unwrap_or_default().to_ascii_lowercase()
}

/// The status that the report claims.
fn own_status(block: &Fields) -> Option<&str> {
    block.get("status").split_whitespace().next().filter(|word| is_status(word))
}
