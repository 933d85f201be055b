//! The classes, and which one a refusal is of.

use super::Class;
use super::codes::{Status, answer_in, enhanced_in, numbers};
use super::phrases::{BEFORE_CODES, FULL, GONE, NOT_GONE, REFUSED, Rule};
use super::words::Words;

/// The class of a refusal: what was said, and the status that a report gives beside it, when it gives one.
#[must_use]
pub fn class_of(said: &str, beside: Option<&str>) -> Class {
    let beside = beside.and_then(numbers);
    let has_code = answer_in(said).is_some() || enhanced_in(said).is_some();
    match of_words(said) {
        Class::Unknown => {
            capped(beside.map_or(Class::Unknown, |status| firm(status).unwrap_or_else(|| rest(status))), beside)
        }
        class if has_code => class,
        class => capped(class, beside),
    }
}

/// The class of a relay's own answer: three digits, the status when it gave one, and words.
#[must_use]
pub fn class_of_answer(code: u16, status: Option<&str>, words: &str) -> Class {
    class_of(&format!("{code} {} {words}", status.unwrap_or_default()), None)
}

fn of_words(said: &str) -> Class {
    let all = Words::of(said);
    if let Some(class) = first(BEFORE_CODES, &all) {
        return if passes(said, answer_in(said).map(|(reply, _)| reply)) { not_gone(class) } else { class };
    }
    // What the server itself answered comes before what the report around it says.
    let of_answer = answer_in(said).and_then(|(reply, answer)| of_answer(Some(reply), answer, &Words::of(answer)));
    of_answer.or_else(|| of_answer_without(said, &all)).unwrap_or(Class::Unknown)
}

fn of_answer_without(said: &str, words: &Words) -> Option<Class> {
    of_answer(answer_in(said).map(|(reply, _)| reply), said, words)
}

/// The class of one answer, by its code where that is firm, then by its words, then by what is left of its codes.
fn of_answer(reply: Option<u16>, answer: &str, words: &Words) -> Option<Class> {
    let status = enhanced_in(answer).as_deref().and_then(numbers);
    let of_code = status.and_then(firm);
    // A mailbox that is full is there, whatever the code says; unless the words name both.
    if first(FULL, words).is_some() && (of_code.is_none() || first(GONE, words).is_none()) {
        return Some(Class::Full);
    }
    let class = of_code
        .or_else(|| first(NOT_GONE, words))
        .or_else(|| first(GONE, &words.certain()))
        .or_else(|| first(REFUSED, words))
        .or_else(|| status.map(rest).or_else(|| reply.map(of_reply)).filter(|class| *class != Class::Unknown))?;
    Some(if passes(answer, reply) { not_gone(class) } else { class })
}

/// Whether an answer is one that passes: by its status, and by its three digits when it has none.
fn passes(answer: &str, reply: Option<u16>) -> bool {
    let status = enhanced_in(answer).as_deref().and_then(numbers);
    status.map_or_else(|| reply.is_some_and(|reply| reply < 500), |(kind, _, _)| kind == 4)
}

const fn not_gone(class: Class) -> Class {
    if matches!(class, Class::Hard) { Class::Soft } else { class }
}

fn first(rules: &[Rule], words: &Words) -> Option<Class> {
    rules.iter().find(|rule| rule.fits(words)).map(|rule| rule.class)
}

/// What passes by the status of the report is not gone.
fn capped(class: Class, status: Option<Status>) -> Class {
    if status.is_some_and(|(kind, _, _)| kind == 4) { not_gone(class) } else { class }
}

/// What a status says beyond doubt (RFC 3463, 7505, and what Exchange Online documents).
const fn firm(status: Status) -> Option<Class> {
    Some(match status {
        (5, 1, 1 | 2 | 3 | 6 | 10) | (5, 2, 1) | (5, 7, 13 | 17 | 18) | (5, 4, 310) => Class::Hard,
        (_, 1, 7 | 8) => Class::Policy,
        (_, 2, 2) => Class::Full,
        (_, 2, 3) | (_, 3, 4) => Class::Content,
        _ => return None,
    })
}

/// What a status leaves to guess when no word helped.
const fn rest(status: Status) -> Class {
    match status {
        (_, 7, _) => Class::Policy,
        (5, 1, 0 | 4) => Class::Hard,
        (_, 6, _) => Class::Content,
        (4, _, _) | (5, 2..=4, _) => Class::Soft,
        _ => Class::Unknown,
    }
}

/// By the three digits alone: 552 is a full mailbox, 4xx passes.
const fn of_reply(reply: u16) -> Class {
    match reply {
        552 => Class::Full,
        400..=499 => Class::Soft,
        _ => Class::Unknown,
    }
}
