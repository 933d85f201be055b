//! One question: its answer, the others, and what happens when two people saved at once.

use maud::{Markup, html};

use super::{Line, content_language, head, own_address};
use crate::base::Instant;
use crate::base::wall_time::short_moment;
use crate::consultations::QuestionKind;
use crate::consultations::answering::Seat;
use crate::consultations::consultation::choices;
use crate::consultations::enclosing::pages::card;
use crate::web::components::{
    Action, Choices, Field, PostButton, Tone, button, button_row, error_summary, notice, post_form,
};
use crate::web::kept::kept;
use crate::web::saving::saving;
use crate::web::{Form, Frame, blocks, public_page};

/// A version of an answer.
#[derive(Clone, Debug)]
pub(in crate::consultations) struct Version {
    pub(in crate::consultations) words: String,
    pub(in crate::consultations) by: String,
    pub(in crate::consultations) at: Instant,
}

/// What the page of a question is drawn with.
#[derive(Debug)]
pub(in crate::consultations) struct QuestionPage<'a> {
    pub(in crate::consultations) seat: &'a Seat,
    pub(in crate::consultations) token: &'a str,
    pub(in crate::consultations) lines: &'a [Line],
    pub(in crate::consultations) line: &'a Line,
    /// Newest first.
    pub(in crate::consultations) versions: &'a [Version],
    pub(in crate::consultations) form: &'a Form,
    /// Whether it was saved just now.
    pub(in crate::consultations) saved: bool,
    /// Who else is here, in sentences.
    pub(in crate::consultations) here: String,
    pub(in crate::consultations) now: Instant,
}

/// The squares or lines that lead to all questions.
fn ladder(frame: &Frame, the: &QuestionPage) -> Markup {
    let language = frame.language;
    html! {
        nav class="ladder" aria-label=(language.pick("Vragen", "Questions")) {
            p { a class="utrecht-link" href=(own_address(frame, the.token, "")) { (language.pick("Alle vragen", "All questions")) } }
            ol {
                @for line in the.lines {
                    @let here = line.question.number == the.line.question.number;
                    li class=[here.then_some("now")] {
                        a href=(own_address(frame, the.token, &format!("/vraag/{}", line.question.number))) aria-current=[here.then_some("page")] {
                            b { (line.question.number) }
                            span class="ladder__what" lang=[content_language(frame)] { (line.question.asked) }
                            @if !line.words.is_empty() { span class="ok" { span class="hidden" { (language.pick(" beantwoord", " answered")) } span aria-hidden="true" { "✓" } } }
                        }
                    }
                }
            }
        }
    }
}

/// The page of a question.
pub(in crate::consultations) fn question(frame: &Frame, the: &QuestionPage) -> Markup {
    let language = frame.language;
    let number = the.line.question.number;
    let title = language.pick(
        format!("Vraag {number} van {}: {}", the.lines.len(), the.seat.the.row.title),
        format!("Question {number} of {}: {}", the.lines.len(), the.seat.the.row.title),
    );
    let body = html! {
        (head(frame, the.seat, Some(&title), the.now))
        (error_summary(language, the.form))
        div class="answering" {
            (ladder(frame, the))
            div class="stack" {
                section class="card" {
                    h2 class="utrecht-heading-2" lang=[content_language(frame)] { (the.line.question.asked) }
                    @if the.seat.is_open() { (the_form(frame, the)) } @else { p class="words" lang=[content_language(frame)] { (the.line.words) } p class="saved" { (saved(frame, the)) } }
                }
                (earlier(frame, the))
                (card(frame, the.seat, the.token))
                @if !the.seat.the.body.is_empty() {
                    details class="card prose" {
                        summary { (language.pick("Lees de achtergrond", "Read the background")) }
                        div lang=[content_language(frame)] { (blocks::draw(&the.seat.the.body, 2)) }
                    }
                }
            }
        }
    };
    public_page(frame, (title.as_str(), the.form), body)
}

fn the_form(frame: &Frame, the: &QuestionPage) -> Markup {
    let language = frame.language;
    let number = the.line.question.number;
    let is_last = i64::try_from(the.lines.len()).is_ok_and(|many| number >= many);
    let label = language.pick("Antwoord van uw organisatie", "Answer of your organisation");
    let field = if the.line.question.kind == QuestionKind::Choice {
        let mut field = Choices::one(language, the.form, "words", label).optional();
        for choice in choices(&the.line.question) {
            field = field.choice(choice, choice);
        }
        html! { (field) }
    } else {
        html! { (Field::textarea(language, the.form, "words", label, 9).optional()) }
    };
    let on = if is_last {
        language.pick("Bewaar en lees alles".to_owned(), "Save and read everything".to_owned())
    } else {
        language
            .pick(format!("Bewaar en ga naar vraag {}", number + 1), format!("Save and go to question {}", number + 1))
    };
    let action = own_address(frame, the.token, &format!("/vraag/{number}"));
    let form = post_form(
        &action,
        html! {
            input type="hidden" name="version" value=(the.form.value("version"));
            (field)
            div class="utrecht-button-group" {
                button type="submit" name="next" value="1" class="utrecht-button utrecht-button--primary-action" { (on) }
                (button(Action::Secondary, language.pick("Bewaar", "Save")))
            }
        },
    );
    html! {
        (kept(frame, &action))
        (form)
        (saving(frame, (&format!("{action}/vanzelf"), &action), saved(frame, the), &the.here))
    }
}

fn saved(frame: &Frame, the: &QuestionPage) -> Markup {
    let language = frame.language;
    html! {
        @if let Some(newest) = the.versions.first() {
            @if the.saved { b { "✓ " (language.pick("Bewaard", "Saved")) } " " }
            span class="muted" { (newest.by) ", " (short_moment(newest.at, language)) }
        } @else {
            span class="muted" { (language.pick("Nog niets bewaard.", "Nothing saved yet.")) }
        }
    }
}

fn earlier(frame: &Frame, the: &QuestionPage) -> Markup {
    let language = frame.language;
    html! {
        @if the.versions.len() > 1 {
            details class="card" {
                summary { (language.pick("Eerdere versies", "Earlier versions")) " (" (the.versions.len() - 1) ")" }
                @for version in the.versions.iter().skip(1) {
                    article class="version" {
                        p class="muted" { (version.by) ", " (short_moment(version.at, language)) }
                        p class="words" lang=[content_language(frame)] { @if version.words.is_empty() { em { (language.pick("leeg", "empty")) } } @else { (version.words) } }
                    }
                }
            }
        }
    }
}

/// Two people who saved the same answer.
#[derive(Debug)]
pub(in crate::consultations) struct Meeting<'a> {
    pub(in crate::consultations) mine: &'a str,
    pub(in crate::consultations) theirs: &'a str,
    pub(in crate::consultations) by: &'a str,
    pub(in crate::consultations) version: i64,
}

/// What stands in both texts before and after where they differ, in words.
fn common(one: &str, other: &str) -> (usize, usize) {
    let (one, other): (Vec<&str>, Vec<&str>) =
        (one.split_inclusive(' ').collect(), other.split_inclusive(' ').collect());
    let before = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rest = one.len().min(other.len()) - before;
    let after = one.iter().rev().zip(other.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    (before, after)
}

fn marked(text: &str, (before, after): (usize, usize)) -> Markup {
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    let end = words.len().saturating_sub(after).max(before);
    let part = |from: usize, until: usize| words.get(from..until).unwrap_or_default().concat();
    html! { (part(0, before)) @if end > before { ins { (part(before, end)) } } (part(end, words.len())) }
}

/// Both texts side by side; nothing is chosen beforehand, and nothing is lost.
pub(in crate::consultations) fn meeting(
    frame: &Frame,
    seat: &Seat,
    token: &str,
    (line, met): (&Line, &Meeting),
) -> Markup {
    let language = frame.language;
    let number = line.question.number;
    let action = own_address(frame, token, &format!("/vraag/{number}"));
    let same = common(met.mine, met.theirs);
    let both = format!("{}\n\n{}", met.theirs, met.mine);
    let is_words = line.question.kind == QuestionKind::Open;
    let title = language.pick(format!("Vraag {number}: twee teksten"), format!("Question {number}: two texts"));
    let said = language.pick(
        format!("{} bewaarde intussen een andere tekst. Er is niets weg.", met.by),
        format!("{} saved another text meanwhile. Nothing is lost.", met.by),
    );
    let body = html! {
        (super::me(frame, seat))
        h1 class="utrecht-heading-1" { (title) }
        (notice(language, Tone::Warn, &said, html! { p { (language.pick("Kies welke tekst verder gaat. De andere blijft bij de eerdere versies staan.", "Choose which text goes on. The other stays with the earlier versions.")) } }))
        div class="two" {
            section class="card" {
                h2 class="utrecht-heading-2" { (language.pick("Uw tekst, nog niet bewaard", "Your text, not saved yet")) }
                p class="words" lang=[content_language(frame)] { (marked(met.mine, same)) }
                (PostButton::new(&action, language.pick("Ga verder met uw tekst", "Go on with your text"), Action::Primary).hidden("version", met.version.to_string()).hidden("words", met.mine))
            }
            section class="card" {
                h2 class="utrecht-heading-2" { (language.pick(format!("Tekst van {}", met.by), format!("Text of {}", met.by))) }
                p class="words" lang=[content_language(frame)] { (marked(met.theirs, same)) }
                p { a class="utrecht-button utrecht-button--secondary-action utrecht-button-link" href=(action) { (language.pick(format!("Ga verder met die van {}", met.by), format!("Go on with that of {}", met.by))) } }
            }
        }
        @if is_words {
            section class="card" {
                h2 class="utrecht-heading-2" { (language.pick("Of voeg ze zelf samen", "Or merge them yourself")) }
                (post_form(&action, html! {
                    input type="hidden" name="version" value=(met.version);
                    (Field::textarea(language, &Form::with(&[("words", &both)]), "words", language.pick("Beide teksten onder elkaar", "Both texts below each other"), 12).optional())
                    (button_row(&[button(Action::Secondary, language.pick("Bewaar deze tekst", "Save this text"))]))
                }))
            }
        }
    };
    public_page(frame, title.as_str(), body)
}
