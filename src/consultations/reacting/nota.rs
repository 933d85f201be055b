//! What stands on the document, whatever it is made into: page, paper or table say the same words. In Dutch, as the document is.

use super::reaction::{Answered, Commitment, Reaction};
use crate::base::Language;
use crate::base::wall_time::{date_of, parse_date, plain_date};
use crate::consultations::{Consultation, Openness, texts};

/// The document is in Dutch, whoever reads it.
pub(super) const LANGUAGE: Language = Language::Dutch;
/// What stands at a point whose answer changes no word of the text.
pub(super) const NO_CHANGE: &str = "De tekst verandert niet.";

/// Its title.
pub(super) fn title(the: &Consultation) -> String {
    format!("Wat wij doen met uw antwoorden: {}", the.row.title)
}

/// To whom it is written: who may be named by name, and how many others.
pub(super) fn addressees(reaction: &Reaction) -> Vec<String> {
    let (named, others) = reaction.addressees();
    let rest = match others {
        0 => None,
        1 => Some("en een andere organisatie".to_owned()),
        _ => Some(format!("en {others} andere organisaties")),
    };
    let named = named.into_iter().map(str::to_owned);
    std::iter::once("Aan de organisaties die meedachten:".to_owned()).chain(named).chain(rest).collect()
}

/// What it is known by, as pairs of word and value.
pub(super) fn facts(the: &Consultation) -> Vec<(&'static str, String)> {
    let row = &the.row;
    let when = row.published_at.map_or_else(|| "concept".to_owned(), |at| plain_date(date_of(at), LANGUAGE));
    let mut facts = vec![("Datum", when), ("Ons kenmerk", row.kenmerk.clone())];
    if !row.on_behalf.is_empty() {
        facts.push(("Mede namens", row.on_behalf.clone()));
    }
    facts
}

/// How it opens.
pub(super) fn lead(reaction: &Reaction) -> String {
    let (named, others) = reaction.addressees();
    let points = texts::points(reaction.points.len(), LANGUAGE);
    match named.len() + others {
        1 => format!("Eén organisatie schreef ons {points}. Elk punt krijgt hier een antwoord."),
        many => format!("{many} organisaties schreven ons {points}. Elk punt krijgt hier een antwoord."),
    }
}

/// What somebody wrote, as far as it may be public.
pub(super) fn wrote(point: &Answered) -> &str {
    if point.openness == Openness::Summary { &point.row.title } else { &point.row.quote }
}

/// What changes in the text.
pub(super) fn changes(point: &Answered) -> &str {
    if point.row.changes.is_empty() { NO_CHANGE } else { &point.row.changes }
}

/// What becomes of a promise: when it is due, or what came of it.
pub(super) fn outlook(of: &Commitment, language: Language) -> String {
    if of.closed_at.is_some() {
        return format!("{} {}", language.pick("Gedaan:", "Done:"), of.result);
    }
    let due = parse_date(&of.due_on).map(|day| plain_date(day, language)).unwrap_or_default();
    format!("{} {due}.", language.pick("Klaar voor", "Done before"))
}
