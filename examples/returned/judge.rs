//! Whether a mail was read right, and what it costs when not. docs/measurements.md says the same in words.

use samenspraak::returns::{Class, Kind, Returned};

use crate::expected::Expected;

/// What came of reading a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    Harmless,
    LivingSuppressed,
    DeadMissed,
    NotRecognised,
}

/// What a reason means for us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Dead,
    /// The account is there, and closed for now or for good: both are right.
    Closed,
    /// The whole domain takes no mail, for now or for good.
    NoMailThere,
    Full,
    /// About us or about this mail; which of the two has no consequence.
    Ours,
    NotNow,
    /// Something went wrong there, nobody can tell what.
    Obscure,
    /// The word does not say whether the address lives; any reason but none is right.
    Bounced,
    /// A failure for good, of which the set says no more than that.
    Permanent,
    Temporary,
    Complaint,
    Delivered,
    Automatic,
    Nothing,
}

fn meaning(expected: &Expected) -> Option<Meaning> {
    Some(match expected.reason.as_str() {
        "userunknown" | "hostunknown" | "hasmoved" => Meaning::Dead,
        "suspend" => Meaning::Closed,
        "notaccept" => Meaning::NoMailThere,
        "mailboxfull" => Meaning::Full,
        "rejected" | "blocked" | "authfailure" | "requireptr" | "policyviolation" | "securityerror"
        | "notcompliantrfc" | "norelaying" | "toomanyconn" | "badreputation" | "speeding" | "spamdetected"
        | "exceedlimit" | "mesgtoobig" | "contenterror" | "virusdetected" => Meaning::Ours,
        "expired" | "networkerror" | "systemfull" => Meaning::NotNow,
        "failedstarttls" | "systemerror" | "mailererror" | "onhold" | "undefined" | "syntaxerror" => Meaning::Obscure,
        "filtered" => Meaning::Bounced,
        "permanent" => Meaning::Permanent,
        "temporary" => Meaning::Temporary,
        "feedback" if matches!(expected.feedback.as_str(), "auth-failure" | "not-spam") => Meaning::Delivered,
        "feedback" => Meaning::Complaint,
        "delivered" => Meaning::Delivered,
        "vacation" => Meaning::Automatic,
        "none" => Meaning::Nothing,
        _ => return None,
    })
}

/// Holds a reading against what is expected.
pub fn verdict(expected: &Expected, found: &Returned) -> Verdict {
    let Some(meaning) = meaning(expected) else { return Verdict::NotRecognised };
    if is_right(meaning, expected, found) {
        return Verdict::Right;
    }
    let is_hard = found.kind == Kind::Bounce && found.class == Class::Hard;
    match meaning {
        _ if is_hard => Verdict::LivingSuppressed,
        Meaning::Dead if found.kind == Kind::Bounce => Verdict::DeadMissed,
        _ if found.kind == Kind::Bounce => Verdict::Harmless,
        _ => Verdict::NotRecognised,
    }
}

fn is_right(meaning: Meaning, expected: &Expected, found: &Returned) -> bool {
    // What passes by its code may be read as "not now" whatever the reason, and news of a delay changes nothing.
    let passes = expected.status.starts_with('4');
    match found.kind {
        Kind::Bounce if passes && found.class == Class::Soft => true,
        Kind::Bounce => fits(meaning, found.class),
        Kind::Notice => {
            passes
                || matches!(meaning, Meaning::NotNow | Meaning::NoMailThere | Meaning::Temporary | Meaning::Delivered)
        }
        Kind::Complaint | Kind::Wish => meaning == Meaning::Complaint,
        Kind::Automatic => matches!(meaning, Meaning::Automatic | Meaning::Nothing),
        Kind::Other | Kind::Calendar => meaning == Meaning::Nothing,
    }
}

const fn fits(meaning: Meaning, class: Class) -> bool {
    match meaning {
        Meaning::Dead => matches!(class, Class::Hard),
        Meaning::Closed => matches!(class, Class::Hard | Class::Soft),
        Meaning::NoMailThere => matches!(class, Class::Hard | Class::Soft | Class::Policy),
        Meaning::Full => matches!(class, Class::Full),
        Meaning::Ours => matches!(class, Class::Policy | Class::Spam | Class::Content),
        Meaning::NotNow => matches!(class, Class::Soft | Class::Unknown),
        Meaning::Obscure => !matches!(class, Class::Hard | Class::Full),
        Meaning::Bounced => !matches!(class, Class::Unknown),
        Meaning::Permanent => true,
        Meaning::Temporary | Meaning::Complaint | Meaning::Delivered | Meaning::Automatic | Meaning::Nothing => false,
    }
}
