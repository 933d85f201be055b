//! The filter as a sentence. Names stand in quotes and every group within a group in brackets, so that two filters that
//! mean something else never read the same. Pure.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::{Condition, Filter, Names, Node, What};
use crate::base::Language;
use crate::base::wall_time::long_date;

/// "Iedereen die A en (B of C). Behalve wie D."
#[must_use]
pub fn sentence(filter: &Filter, names: &Names, language: Language) -> String {
    let who = match filter.who.tidy() {
        None => language.pick("Iedereen", "Everyone").to_owned(),
        Some(node) => format!("{} {}", language.pick("Iedereen die", "Everyone who"), outer(&node, names, language)),
    };
    match filter.except.tidy() {
        None => format!("{who}."),
        Some(node) => {
            let except = outer(&node, names, language);
            language.pick(format!("{who}. Behalve wie {except}."), format!("{who}. Except who {except}."))
        }
    }
}

/// A group at the outside needs no brackets, unless it is turned round.
fn outer(node: &Node, names: &Names, language: Language) -> String {
    match &node.of {
        What::One(_) => clause(node, names, language),
        _ if node.not => clause(node, names, language),
        What::All(nodes) | What::Any(nodes) => joined(node, nodes, names, language),
    }
}

fn joined(group: &Node, nodes: &[Node], names: &Names, language: Language) -> String {
    let word = match group.of {
        What::Any(_) => language.pick("of", "or"),
        _ => language.pick("en", "and"),
    };
    let clauses: Vec<_> = nodes.iter().map(|node| clause(node, names, language)).collect();
    match clauses.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// A condition or a group as a part of a sentence.
pub(super) fn clause(node: &Node, names: &Names, language: Language) -> String {
    match &node.of {
        What::One(condition) => one(condition, node.not, names, language),
        What::All(nodes) | What::Any(nodes) => {
            let inside = joined(node, nodes, names, language);
            if node.not { format!("{} ({inside})", language.pick("niet", "not")) } else { format!("({inside})") }
        }
    }
}

fn quoted<Id: Ord + Display>(known: &BTreeMap<Id, String>, id: &Id, language: Language) -> String {
    known.get(id).map_or_else(|| gone(id, language), |name| format!("“{name}”"))
}

fn gone(id: &impl Display, language: Language) -> String {
    language.pick(format!("“nummer {id}, dat er niet meer is”"), format!("“number {id}, which is gone”"))
}

fn one(condition: &Condition, not: bool, names: &Names, language: Language) -> String {
    match language {
        Language::Dutch => dutch(condition, not, names),
        Language::English => english(condition, not, names),
    }
}

/// What a room says, or that no room says it any more.
fn marked((word, id): (&str, i64), not: bool, names: &Names, language: Language) -> String {
    let known = names.things.get(&(word.to_owned(), id));
    let thing = known.map_or_else(|| gone(&id, language), |name| format!("“{name}”"));
    match names.marks.iter().find(|mark| mark.word == word) {
        Some(mark) => if not { mark.not_so } else { mark.so }.of(language).replace("{}", &thing),
        None => language.pick(
            format!("iets is wat wij niet meer kennen ({word}, {thing})"),
            format!("is something that we no longer know ({word}, {thing})"),
        ),
    }
}

fn dutch(condition: &Condition, not: bool, names: &Names) -> String {
    let nl = Language::Dutch;
    let (no, none) = if not { ("niet ", "geen ") } else { ("", "") };
    match condition {
        Condition::Publication(id) => format!("{no}geabonneerd is op {}", quoted(&names.publications, id, nl)),
        Condition::Topic(id) => format!("het onderwerp {} {no}koos", quoted(&names.topics, id, nl)),
        Condition::Area(id) => match names.areas.get(id) {
            Some((name, true)) => format!("{no}koos voor “{name}” met het gebied eromheen"),
            Some((name, false)) => format!("{no}koos voor “{name}” met de regio’s daarvan"),
            None => format!("{no}koos voor {}", gone(id, nl)),
        },
        Condition::OrganisationKind(kind) => {
            format!("{none}contactpersoon is van een {}", kind.said().of(nl))
        }
        Condition::Organisation(id) => format!("{none}contactpersoon is van {}", quoted(&names.organisations, id, nl)),
        Condition::Body(id) => format!("{none}lid is van {}", quoted(&names.bodies, id, nl)),
        Condition::Language(language) => {
            format!("{none}mail in het {} krijgt", language.name_in(nl))
        }
        Condition::Since { publication, day } => {
            let (day, name) = (long_date(day.0, nl), quoted(&names.publications, publication, nl));
            format!("zich {no}op of na {day} abonneerde op {name}")
        }
        Condition::Before { publication, day } => {
            let (day, name) = (long_date(day.0, nl), quoted(&names.publications, publication, nl));
            format!("zich {no}vóór {day} abonneerde op {name}")
        }
        Condition::Received(id) => format!("de verzending {} {no}kreeg", quoted(&names.sendings, id, nl)),
        Condition::Mark { word, id } => marked((word, *id), not, names, nl),
    }
}

fn english(condition: &Condition, not: bool, names: &Names) -> String {
    let en = Language::English;
    let is = if not { "is not" } else { "is" };
    let did = |did: &str, did_not: &str| if not { format!("did not {did_not}") } else { did.to_owned() };
    match condition {
        Condition::Publication(id) => format!("{is} subscribed to {}", quoted(&names.publications, id, en)),
        Condition::Topic(id) => format!("{} the topic {}", did("chose", "choose"), quoted(&names.topics, id, en)),
        Condition::Area(id) => match names.areas.get(id) {
            Some((name, true)) => format!("{} “{name}” with the area around it", did("chose", "choose")),
            Some((name, false)) => format!("{} “{name}” with its regions", did("chose", "choose")),
            None => format!("{} {}", did("chose", "choose"), gone(id, en)),
        },
        Condition::OrganisationKind(kind) => {
            format!("{is} a contact of an organisation of the kind “{}”", kind.said().of(en))
        }
        Condition::Organisation(id) => format!("{is} a contact of {}", quoted(&names.organisations, id, en)),
        Condition::Body(id) => format!("{is} a member of {}", quoted(&names.bodies, id, en)),
        Condition::Language(language) => {
            let gets = if not { "does not get" } else { "gets" };
            format!("{gets} mail in {}", language.name_in(en))
        }
        Condition::Since { publication, day } => {
            let (day, name) = (long_date(day.0, en), quoted(&names.publications, publication, en));
            format!("{} to {name} on or after {day}", did("subscribed", "subscribe"))
        }
        Condition::Before { publication, day } => {
            let (day, name) = (long_date(day.0, en), quoted(&names.publications, publication, en));
            format!("{} to {name} before {day}", did("subscribed", "subscribe"))
        }
        Condition::Received(id) => {
            format!("{} the sending {}", did("received", "receive"), quoted(&names.sendings, id, en))
        }
        Condition::Mark { word, id } => marked((word, *id), not, names, en),
    }
}
