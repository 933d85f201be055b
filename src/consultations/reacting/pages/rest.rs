//! What is left of an answer, what was put aside, and points of attachments: below the answer on the bench.

use maud::{Markup, html};

use super::bench::{Answer, Bench};
use crate::consultations::reacting::aside::Piece;
use crate::consultations::reacting::left::Left;
use crate::consultations::reacting::point::title_of;
use crate::consultations::reacting::reaction::Aside;
use crate::web::Frame;
use crate::web::components::{
    Action, Choices, Field, PostButton, button, button_row, button_with, error_summary, post_form,
};

/// A piece as the form sends it.
pub(in crate::consultations::reacting) fn piece_word(of: Piece) -> String {
    match of {
        Piece::Words(question, from, until) => format!("{question}-{from}-{until}"),
        Piece::Attachment(document) => format!("bijlage-{document}"),
    }
}

/// What is left of this organisation: points, or no point with a reason.
pub(super) fn left(frame: &Frame, the: &Bench, answer: &Answer) -> Markup {
    let language = frame.language;
    let left = the.reaction.left_of(answer.one.row.id);
    let here: Vec<&Left> = left.iter().filter(|one| one.submission == answer.sent.id).collect();
    if here.is_empty() || !the.is_open() {
        return html! {};
    }
    let mut pieces = Choices::many(language, the.rest, "piece", language.pick("Welke stukken?", "Which pieces?"));
    for one in &here {
        let words = title_of(&one.words);
        let label = match one.question {
            Some(number) => format!("{} {number}: {words}", language.pick("Vraag", "Question")),
            None => format!("{}: {words}", language.pick("Bijlage", "Attachment")),
        };
        pieces = pieces.choice(piece_word(one.piece), label);
    }
    let title = language.pick(format!("Nog niet verdeeld ({})", here.len()), format!("Not split yet ({})", here.len()));
    html! {
        section class="rest" id="rest" aria-labelledby="rest-kop" {
            h2 id="rest-kop" class="utrecht-heading-3" { (title) }
            (error_summary(language, the.rest))
            (post_form(&format!("{}/punten/rest", the.the.address()), html! {
                input type="hidden" name="van" value=(answer.one.row.id);
                input type="hidden" name="submission" value=(answer.sent.id);
                (pieces)
                (button_row(&[button_with(Action::Primary, language.pick("Maak er punten van", "Make points of them"), ("do", "punten"))]))
                (Field::text(language, the.rest, "why", language.pick("Of geen punt, omdat", "Or no point, because")).hint(language.pick("De organisatie leest dit. Bijvoorbeeld: dit is een groet.", "The organisation reads this. For example: this is a greeting.")).optional())
                (button_row(&[button_with(Action::Secondary, language.pick("Geen punt", "No point"), ("do", "geen"))]))
            }))
        }
    }
}

/// What was put aside in this version, with the way back.
pub(super) fn asides(frame: &Frame, the: &Bench, answer: &Answer) -> Markup {
    let language = frame.language;
    let own: Vec<&Aside> = the.reaction.asides.iter().filter(|aside| aside.submission_id == answer.sent.id).collect();
    html! {
        @if !own.is_empty() {
            details class="more" {
                summary { (language.pick("Geen punt", "No point")) " (" (own.len()) ")" }
                ul class="asked" { @for aside in own { li {
                    p class="quote" { (aside.quote) }
                    p { b { (language.pick("Omdat: ", "Because: ")) } (aside.reason) }
                    @if the.is_open() { (PostButton::new(format!("{}/geen-punt/{}/terug", the.the.address(), aside.id), language.pick("Haal terug", "Take back"), Action::Secondary).hidden("van", answer.one.row.id.to_string()).about(title_of(&aside.quote)).small()) }
                } } }
            }
        }
    }
}

/// A point out of an attachment: what it says, typed over.
pub(super) fn of_attachment(frame: &Frame, the: &Bench, answer: &Answer) -> Markup {
    let language = frame.language;
    let options = answer.attached.iter().map(|one| (one.document.to_string(), one.title.clone()));
    let has_fault = ["document", "quote"].iter().any(|field| the.rest.fault_of(field).is_some());
    html! {
        @if the.is_open() && !answer.attached.is_empty() {
            details class="more" open[has_fault] {
                summary { (language.pick("Maak een punt van een bijlage", "Make a point of an attachment")) }
                (post_form(&format!("{}/punten/bijlage", the.the.address()), html! {
                    input type="hidden" name="van" value=(answer.one.row.id);
                    input type="hidden" name="submission" value=(answer.sent.id);
                    (Field::select(language, the.rest, "document", language.pick("Welke bijlage", "Which attachment"), options))
                    (Field::textarea(language, the.rest, "quote", language.pick("Wat er staat, met de bladzijde", "What it says, with the page"), 3))
                    (button_row(&[button(Action::Secondary, language.pick("Maak een punt", "Make a point"))]))
                }))
            }
        }
    }
}
