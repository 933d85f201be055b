//! Delivery status notifications (RFC 3464; with addresses outside ASCII RFC 6533).

use super::class::{class_of, enhanced_in, is_status};
use super::fields::{Fields, addresses_in};
use super::{Kind, Why};

/// Reads the machine-readable part; `text` is the part for people, for servers that put the reason only there.
pub(super) fn read(status: &str, text: &str) -> Why {
    let blocks = Fields::blocks(status);
    let recipients: Vec<&Fields> =
        blocks.iter().filter(|block| block.has("final-recipient") || block.has("action")).collect();
    let failed = recipients.iter().find(|block| action(block) == "failed");
    let Some(about) = failed.or_else(|| recipients.first()) else { return undecided(text) };
    let kind = match action(about).as_str() {
        "failed" => Kind::Bounce,
        "delayed" | "delivered" | "relayed" | "expanded" => Kind::Notice,
        // Action is a must (RFC 3464 section 2.3.3); without it the status says whether it failed.
        _ if about.get("status").trim_start().starts_with('5') => Kind::Bounce,
        _ => Kind::Notice,
    };
    let diagnostic = about.get("diagnostic-code");
    let said = if diagnostic.is_empty() { super::vendor::before_copy(text) } else { diagnostic.to_owned() };
    let enhanced = enhanced(about, &said);
    let class = if kind == Kind::Bounce { class_of(enhanced.as_deref(), &said) } else { super::Class::Unknown };
    let recipients = recipients.iter().flat_map(|block| block.addresses(&["original-recipient", "final-recipient"]));
    Why {
        kind,
        class,
        enhanced,
        said,
        recipients: recipients.collect(),
        paths: blocks.iter().flat_map(|block| addresses_in(block.get("x-postfix-sender"))).collect(),
    }
}

/// A report about nobody: something was wrong, and only the words are left.
fn undecided(text: &str) -> Why {
    let said = super::vendor::before_copy(text);
    let enhanced = enhanced_in(&said);
    Why { class: class_of(enhanced.as_deref(), &said), enhanced, said, ..Why::only(Kind::Bounce) }
}

/// The word of the action, without comments.
fn action(block: &Fields) -> String {
    let word = block.get("action").split(|letter: char| !letter.is_ascii_alphabetic()).find(|word| !word.is_empty());
    word.unwrap_or_default().to_ascii_lowercase()
}

/// The status of the report; where it says nothing (`5.0.0`), the one that the remote server gave.
fn enhanced(block: &Fields, said: &str) -> Option<String> {
    let own = block.get("status").split_whitespace().next().filter(|word| is_status(word)).map(str::to_owned);
    match own {
        Some(own) if own.ends_with(".0.0") => enhanced_in(said).or(Some(own)),
        Some(own) => Some(own),
        None => enhanced_in(said),
    }
}
