//! What an organisation wrote, as a paper: to read and show around before it is sent, and as the proof of what we received.

use serde_json::json;

use super::Seat;
use super::release::Frozen;
use crate::base::paper::{Sheet, Template, described, paragraphs};
use crate::base::wall_time::{clock_second, long_moment};
use crate::base::{Instant, Language};
use crate::centre::Centre;
use crate::consultations::enclosing::Attached;
use crate::consultations::find::Submission;
use crate::consultations::letters::fingerprint;
use crate::consultations::texts;
use crate::media::paper_size;

/// What stands on it.
type Written<'a> = (&'a [Frozen], &'a [Attached]);

/// What stands above the answers.
struct Head {
    heading: &'static str,
    draft: Option<String>,
    facts: Vec<(&'static str, String)>,
    lead: Vec<String>,
    made: Instant,
}

/// The proof of what was received, with every word of it.
pub(super) fn receipt(
    language: Language,
    seat: &Seat,
    (released, written): (&Submission, Written),
    centre: &Centre,
) -> Sheet {
    let pick = |dutch, english| language.pick(dutch, english);
    let when = format!("{} ({})", long_moment(released.released_at, language), clock_second(released.released_at));
    let (title, organisation) = (&seat.the.row.title, &seat.invited.organisation);
    let exactly = language.pick(
        format!("Wij ontvingen dit antwoord van {organisation} op “{title}”. Het staat hieronder, precies zoals het is verstuurd."),
        format!("We received this answer of {organisation} to “{title}”. It stands below, exactly as it was sent."),
    );
    let mut lead = vec![exactly];
    if released.late {
        lead.push(texts::receipt_next(true, "", language));
    }
    let head = Head {
        heading: pick("Ontvangstbewijs", "Receipt"),
        draft: None,
        facts: vec![
            (pick("Ons kenmerk", "Our reference"), seat.the.row.kenmerk.clone()),
            (pick("Ontvangen op", "Received on"), when),
            (pick("Verstuurd door", "Sent by"), seat.name_of(released.released_by).to_owned()),
            (pick("Versie", "Version"), released.version.to_string()),
            (pick("Openbaar", "Public"), texts::openness(released.openness, language).0.to_owned()),
            (pick("Kenmerk van de tekst", "Fingerprint"), fingerprint(&released.hash)),
        ],
        lead,
        made: released.released_at,
    };
    sheet(language, seat, (head, written), centre)
}

/// What the organisation wrote so far; nobody but its own people has it.
pub(super) fn draft(language: Language, seat: &Seat, (now, written): (Instant, Written), centre: &Centre) -> Sheet {
    let (pick, when) = (|dutch, english| language.pick(dutch, english), long_moment(now, language));
    let head = Head {
        heading: pick("Antwoord in concept", "Draft answer"),
        draft: Some(
            language
                .pick(format!("Concept van {when}. Nog niet verstuurd."), format!("Draft of {when}. Not sent yet.")),
        ),
        facts: vec![(pick("Ons kenmerk", "Our reference"), seat.the.row.kenmerk.clone())],
        lead: vec![language.pick(
            format!("Wat {} tot nu toe schreef bij “{}”.", seat.invited.organisation, seat.the.row.title),
            format!("What {} wrote so far on “{}”.", seat.invited.organisation, seat.the.row.title),
        )],
        made: now,
    };
    sheet(language, seat, (head, written), centre)
}

fn sheet(language: Language, seat: &Seat, (head, written): (Head, Written), centre: &Centre) -> Sheet {
    let said = |text: &str| described(text, language);
    let row = &seat.the.row;
    let (answers, attached) = written;
    let answers = answers.iter().map(|one| {
        json!({ "asked": said(&format!("{}. {}", one.number, one.asked)), "words": paragraphs(&one.words, language) })
    });
    let attached =
        attached.iter().map(|one| said(&format!("{} ({})", one.title, paper_size(&one.form, one.bytes, language))));
    let words = json!({
        "title": format!("{}: {}", head.heading, row.title),
        "centre": centre.name(language),
        "brand": centre.row.brand,
        "foot": format!("{} · {}", seat.invited.organisation, row.kenmerk),
        "sheet": language.pick("Blad", "Sheet"),
        "of": language.pick("van", "of"),
        "draft": head.draft,
        "to": [said(&seat.invited.organisation), said(&row.title)],
        "facts": head.facts.iter().map(|(word, value)| (*word, said(value))).collect::<Vec<_>>(),
        "heading": head.heading,
        "lead": head.lead.iter().map(|line| said(line)).collect::<Vec<_>>(),
        // Questions and answers are in the language of the centre.
        "theirs": "nl",
        "answers": answers.collect::<Vec<_>>(),
        "attachments": language.pick("Bijlagen", "Attachments"),
        "attached": attached.collect::<Vec<_>>(),
    });
    Sheet { template: Template::Answer, language, made: head.made, words, picture: None }
}
