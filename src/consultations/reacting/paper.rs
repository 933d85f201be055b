//! The document as a paper, accessible and for an archive. What stands on it; how it looks is in `assets/paper`.

use serde_json::{Value, json};

use super::nota::{self, LANGUAGE};
use super::reaction::{Answered, Reaction};
use crate::base::Instant;
use crate::base::paper::{Sheet, Template, described, is_described_whole, paragraphs};
use crate::base::wall_time::long_moment;
use crate::centre::Centre;
use crate::consultations::{Consultation, Disposition, texts};

/// More points than this make a paper that nobody waits for: they stand on the page and in the table.
pub(super) const MOST: usize = 2_000;

/// The document, as a draft as long as it is not public.
pub(super) fn sheet((the, reaction): (&Consultation, &Reaction), centre: &Centre, now: Instant) -> Sheet {
    let said = |text: &str| described(text, LANGUAGE);
    let heading = nota::title(the);
    let draft = the.row.published_at.is_none().then(|| draft(now));
    let theme = |(name, points): (String, Vec<&Answered>)| json!({ "name": said(&name), "points": points.into_iter().map(|point| whole(reaction, point)).collect::<Vec<_>>() });
    let sums = reaction.sums().into_iter().filter(|(_, many)| *many > 0);
    let words = json!({
        "title": if draft.is_some() { format!("{heading} (concept)") } else { heading.clone() },
        "centre": centre.name(LANGUAGE),
        "brand": centre.row.brand,
        "foot": format!("{} · {}", centre.name(LANGUAGE), the.row.kenmerk),
        "sheet": "Blad",
        "of": "van",
        "draft": draft,
        "to": nota::addressees(reaction).iter().map(|line| said(line)).collect::<Vec<_>>(),
        "facts": nota::facts(the).iter().map(|(word, value)| (*word, said(value))).collect::<Vec<_>>(),
        "heading": said(&heading),
        "lead": nota::lead(reaction),
        "introduction": paragraphs(&the.row.introduction, LANGUAGE),
        "sums": sums.map(|(of, many)| (of.word(), texts::disposition(of, LANGUAGE), many.to_string())).collect::<Vec<_>>(),
        "themes": reaction.themes(LANGUAGE).into_iter().map(theme).collect::<Vec<_>>(),
        "words": {
            "point": "Punt", "sums": "De afwegingen", "wrote": "U schreef", "answer": "Ons antwoord",
            "changes": "Wat verandert", "promise": "Toezegging",
        },
    });
    Sheet {
        template: Template::Reaction,
        language: LANGUAGE,
        made: the.row.published_at.unwrap_or(now),
        words,
        picture: None,
    }
}

/// What stands on every sheet of a draft.
fn draft(now: Instant) -> String {
    format!("Concept van {}. Nog niet openbaar.", long_moment(now, LANGUAGE))
}

/// A point with those that have its answer.
fn whole(reaction: &Reaction, point: &Answered) -> Value {
    let row = &point.row;
    let said = |text: &str| described(text, LANGUAGE);
    let of = row.disposition;
    json!({
        "number": row.number.to_string(),
        "title": said(&row.title),
        "disposition": (of.map_or("open", Disposition::word), of.map_or("nog open", |of| texts::disposition(of, LANGUAGE))),
        "wrote": paragraphs(nota::wrote(point), LANGUAGE),
        "who": said(point.who(LANGUAGE)),
        "also": reaction.with(point).map(also).collect::<Vec<_>>(),
        "reason": paragraphs(&row.reason, LANGUAGE),
        "changes": paragraphs(nota::changes(point), LANGUAGE),
        "promises": point.commitments.iter().map(|one| said(&format!("{} {}", one.promised, nota::outlook(one, LANGUAGE)))).collect::<Vec<_>>(),
    })
}

fn also(point: &Answered) -> Value {
    json!({
        "number": point.row.number.to_string(),
        "wrote": paragraphs(nota::wrote(point), LANGUAGE),
        "who": described(point.who(LANGUAGE), LANGUAGE),
    })
}

/// The points in which stands a sign that no font of ours draws: on paper its number in Unicode takes its place.
pub(super) fn undrawn(reaction: &Reaction) -> Vec<i64> {
    let is_undrawn = |point: &&Answered| {
        let row = &point.row;
        let texts = [row.title.as_str(), nota::wrote(point), &row.reason, &row.changes, point.who(LANGUAGE)];
        let promises = point.commitments.iter().flat_map(|one| [one.promised.as_str(), &one.result]);
        !texts.into_iter().chain(promises).all(is_described_whole)
    };
    reaction.points.iter().filter(is_undrawn).map(|point| point.row.number).collect()
}
