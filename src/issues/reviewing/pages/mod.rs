//! How reading along looks: the page behind the link. [`staff`] is what the editors see of it.

pub(in crate::issues) mod staff;

use std::collections::BTreeMap;

use maud::{Markup, Render, html};

use super::find::{Remark, Reviewer, Seat, is_over};
use super::matter::Text;
use super::spot::{Spot, can_be_remarked_on};
use crate::base::wall_time::{date_of, long_date};
use crate::base::{Blocks, Instant, Language};
use crate::issues::Article;
use crate::web::blocks::{draw, picture};
use crate::web::components::{
    Action, Field, Tone, button, button_with, error_summary, moment, notice, post_section, tag,
};
use crate::web::{Form, Frame, public_page};

/// More places to remark on than this are not drawn on one page; then there is one for each article.
const MOST_FIELDS: usize = 120;
/// The field of what concerns all of it.
pub(super) const GENERAL: &str = "slot";

/// The last day on which a link works, in words.
pub(super) fn last_day(reviewer: &Reviewer, language: Language) -> String {
    long_date(date_of(Instant(reviewer.ends_at.0 - 1)), language)
}

/// The page of somebody who reads along.
pub(super) struct Reading<'a> {
    pub seat: &'a Seat,
    pub token: &'a str,
    pub form: &'a Form,
    /// Their own remarks.
    pub mine: &'a [Remark],
    /// What was just done.
    pub said: &'a str,
    pub now: Instant,
}

/// Draws it.
pub(super) fn page(frame: &Frame, reading: &Reading) -> Markup {
    let (language, seat) = (frame.language, reading.seat);
    let name = &seat.reviewer.name;
    let title = language.pick(format!("Dag {name}, wilt u meelezen?"), format!("Hello {name}, will you read along?"));
    let is_open = seat.text.is_open() && !is_over(&seat.reviewer, reading.now);
    let body = html! {
        (hello(reading, &title, language))
        (error_summary(language, reading.form))
        (said(reading, language))
        @if is_open {
            (post_section(&own_address(frame, reading.token), "review", html! { (text(frame, reading, true)) (end(reading, language)) }))
        } @else {
            (notice(language, Tone::Info, language.pick("Dit nummer gaat uit of is uitgegaan", "This issue goes or went out"), language.pick(
                "Opmerkingen plaatsen kan niet meer. Hieronder staat wat u opmerkte.",
                "Remarks can no longer be made. Below is what you remarked.",
            )))
            div class="review" { (text(frame, reading, false)) }
        }
    };
    public_page(frame, (title.as_str(), reading.form), body)
}

/// The address of somebody's own page.
pub(super) fn own_address(frame: &Frame, token: &str) -> String {
    format!("{}/meelezen/{token}", frame.language.prefix())
}

fn hello(reading: &Reading, title: &str, language: Language) -> Markup {
    let seat = reading.seat;
    let what = if seat.text.issue.is_some() {
        seat.text.name(language)
    } else {
        language.pick("dit artikel", "this article").to_owned()
    };
    html! {
        div class="review-hello" {
            div {
                h1 class="utrecht-heading-1" { (title) }
                p { (language.pick(
                    format!("{} vraagt wat u van {what} vindt. Klopt het, en is het duidelijk? U hebt geen account nodig.", seat.by),
                    format!("{} asks what you think of {what}. Is it right, and is it clear? You need no account.", seat.by),
                )) }
                @if !seat.reviewer.note.is_empty() { blockquote class="utrecht-blockquote words" { p { (seat.reviewer.note) } } }
            }
            p class="review-until" {
                b { (language.pick("tot en met ", "until and including ")) (last_day(&seat.reviewer, language)) }
                span class="muted" { (language.pick("Deze link is alleen voor u. Het is een concept: deel het nog niet.", "This link is for you alone. It is a draft: do not share it yet.")) }
            }
        }
    }
}

fn said(reading: &Reading, language: Language) -> Markup {
    let by = &reading.seat.by;
    let ready =
        language.pick("Dank u wel. U liet weten dat u klaar bent.", "Thank you. You let us know that you are ready.");
    let later = language.pick(
        format!("{by} ziet uw opmerkingen. Antwoorden leest u hier, op dezelfde link. Schiet u nog iets te binnen? Dat kan tot de laatste dag."),
        format!("{by} sees your remarks. You read answers here, by the same link. If you think of something else, you can until the last day."),
    );
    html! {
        @match reading.said {
            "geplaatst" => div role="status" { (notice(language, Tone::Good, language.pick("Uw opmerkingen zijn geplaatst", "Your remarks were placed"), language.pick(
                format!("{by} ziet ze meteen. Bent u klaar? Laat dat onderaan weten."),
                format!("{by} sees them at once. When you are ready, say so at the bottom."),
            ))) },
            "niets" => div role="status" { (notice(language, Tone::Info, language.pick("Er was niets nieuws om te plaatsen", "There was nothing new to place"), "")) },
            _ => @if reading.seat.reviewer.done_at.is_some() { div role="status" { (notice(language, Tone::Good, ready, later.as_str())) } },
        }
    }
}

/// The text, with at each place what was remarked and a field for more.
fn text(frame: &Frame, reading: &Reading, is_open: bool) -> Markup {
    let (language, text) = (frame.language, &reading.seat.text);
    let mut at: BTreeMap<Spot, Vec<&Remark>> = BTreeMap::new();
    for remark in reading.mine {
        at.entry(place(text, remark)).or_default().push(remark);
    }
    let many: usize = text.articles.iter().map(|article| article.body.0.len() + 2).sum();
    let beside = Beside { at, form: reading.form, text, language, is_open, by_passage: many <= MOST_FIELDS };
    html! {
        @if let Some(issue) = &text.issue {
            section class="review-part" aria-labelledby="nummer" {
                (pair(html! {
                    h2 id="nummer" class="utrecht-heading-2" lang=(issue.row.language.tag()) { (issue.row.subject) }
                    div class="prose" lang=(issue.row.language.tag()) { (draw(&issue.editorial, 2)) }
                }, beside.draw(Spot::of_issue(Spot::OPENING), language.pick("Opmerking bij het onderwerp of het voorwoord", "Remark on the subject or the editorial"))))
                details class="review-mail" {
                    summary { (language.pick("Bekijk de mail zoals een lezer hem krijgt", "See the mail as a reader gets it")) }
                    iframe sandbox src={ (own_address(frame, reading.token)) "/mail" } width="640" height="640" loading="lazy"
                        title=(language.pick("De mail zoals een lezer hem krijgt", "The mail as a reader gets it")) {}
                }
            }
            input type="hidden" name="face" value=(crate::issues::issue::Face::of(&issue.row).hash());
        }
        @for one in &text.articles { (article(one, &beside)) }
    }
}

/// Where a remark stands now: at its passage, else at the whole of its article, else at the whole.
fn place(text: &Text, remark: &Remark) -> Spot {
    match (remark.article_id, text.place_of(remark)) {
        (Some(id), Some(part)) => Spot::of(id, part),
        (Some(id), None) if text.article(id).is_some() => Spot::of(id, Spot::WHOLE),
        (None, Some(part)) => Spot::of_issue(part),
        (Some(_), None) => Spot::of_issue(Spot::WHOLE),
        (None, None) => Spot::of_issue(Spot::OPENING),
    }
}

fn article(article: &Article, beside: &Beside) -> Markup {
    let (id, language) = (article.row.id, beside.language);
    let at = |part: i64, words: &str| {
        if beside.by_passage { beside.draw(Spot::of(id, part), words) } else { beside.remarks(Spot::of(id, part)) }
    };
    html! {
        section class="review-part" aria-labelledby={ "artikel-" (id) } {
            input type="hidden" name={ "versie-" (id) } value=(article.row.version);
            (pair(html! {
                h2 id={ "artikel-" (id) } class="utrecht-heading-2" lang=(article.row.language.tag()) { (article.row.title) }
                @if !article.row.lead.is_empty() { p class="lead" lang=(article.row.language.tag()) { (article.row.lead) } }
                @if let Some(cover) = &article.cover { p class="picture" { (picture(&cover.lead, 1200)) } }
            }, at(Spot::OPENING, language.pick("Opmerking bij de inleiding", "Remark on the introduction"))))
            @for (part, block) in (1..).zip(&article.body.0) {
                (pair(
                    html! { div class="prose" lang=(article.row.language.tag()) { (draw(&Blocks(vec![block.clone()]), 2)) } },
                    html! { @if can_be_remarked_on(block) { (at(part, language.pick("Opmerking hierbij", "Remark on this"))) } },
                ))
            }
            (pair(html! {}, beside.draw(Spot::of(id, Spot::WHOLE), language.pick("Opmerking bij het hele artikel", "Remark on the whole article"))))
        }
    }
}

fn pair(text: impl Render, side: impl Render) -> Markup {
    html! { div class="review-pair" { div { (text) } div { (side) } } }
}

/// What stands beside the text.
struct Beside<'a> {
    at: BTreeMap<Spot, Vec<&'a Remark>>,
    form: &'a Form,
    text: &'a Text,
    language: Language,
    is_open: bool,
    /// Whether each passage has a field.
    by_passage: bool,
}

impl Beside<'_> {
    /// What was remarked at a place, and a field for more.
    fn draw(&self, spot: Spot, words: &str) -> Markup {
        let (field, language) = (spot.field(), self.language);
        let is_typed = !self.form.value(&field).is_empty();
        html! {
            (self.remarks(spot))
            @if self.is_open {
                details class="review-ask" id={ "open-" (field) } open[is_typed] {
                    summary { (words) }
                    (Field::textarea(language, self.form, &field, language.pick("Uw opmerking", "Your remark"), 3).optional())
                    (button_with(Action::Secondary, language.pick("Plaats", "Place"), ("bij", &field)))
                }
            }
        }
    }

    fn remarks(&self, spot: Spot) -> Markup {
        html! { @for remark in self.at.get(&spot).into_iter().flatten() { (self.remark(remark)) } }
    }

    fn remark(&self, remark: &Remark) -> Markup {
        let language = self.language;
        let is_there = self.text.place_of(remark).is_some();
        html! {
            div class={ "review-note" @if remark.closed_at.is_some() { " review-note--done" } } {
                p class="muted" { b { (language.pick("Uw opmerking", "Your remark")) } ", " (moment(remark.made_at, language)) }
                @if !is_there { (was(remark, language)) }
                p class="words" { (remark.words) }
                @if remark.closed_at.is_some() || !remark.answer.is_empty() {
                    div class="review-answer" {
                        b { (language.pick("Antwoord", "Answer")) } " "
                        @if remark.closed_at.is_some() { (tag(Tone::Good, language.pick("verwerkt", "used"))) }
                        @if !remark.answer.is_empty() { p class="words" { (remark.answer) } }
                    }
                }
            }
        }
    }
}

/// That what was remarked on is another text by now, and what it was.
pub(super) fn was(remark: &Remark, language: Language) -> Markup {
    html! {
        p { (tag(Tone::Info, language.pick("de tekst is daarna gewijzigd", "the text was changed since"))) }
        @if !remark.passage.is_empty() { blockquote class="review-was words" { span class="hidden" { (language.pick("Het ging over: ", "It was about: ")) } (remark.passage) } }
    }
}

fn end(reading: &Reading, language: Language) -> Markup {
    html! {
        section class="card stack review-end" aria-labelledby="klaar" {
            h2 id="klaar" class="utrecht-heading-2" { (language.pick("Klaar met lezen?", "Finished reading?")) }
            @for remark in reading.mine.iter().filter(|remark| remark.part == Spot::WHOLE && remark.article_id.is_none()) {
                div class="review-note" { p class="muted" { b { (language.pick("Uw opmerking", "Your remark")) } ", " (moment(remark.made_at, language)) } p class="words" { (remark.words) }
                    @if !remark.answer.is_empty() { div class="review-answer" { b { (language.pick("Antwoord", "Answer")) } p class="words" { (remark.answer) } } } }
            }
            (Field::textarea(language, reading.form, GENERAL, language.pick("Wilt u nog iets in het algemeen zeggen?", "Anything else in general?"), 3).optional())
            p class="muted" { (language.pick("Met beide knoppen plaatst u alles wat u hierboven typte.", "Both buttons place all that you typed above.")) }
            div class="utrecht-button-group" {
                (button_with(Action::Primary, language.pick("Ik ben klaar", "I am ready"), ("klaar", "ja")))
                (button(Action::Secondary, language.pick("Plaats mijn opmerkingen", "Place my remarks")))
            }
        }
    }
}

/// What was typed behind a link that no longer takes it: the reader's own words, and nothing else.
pub(super) fn not_placed(frame: &Frame, why: &str, words: &[String]) -> Markup {
    let language = frame.language;
    let title = language.pick("Dit is niet geplaatst", "This was not placed");
    public_page(
        frame,
        title,
        html! {
            h1 class="utrecht-heading-1" { (title) }
            p { (why) " " (language.pick("Hieronder staat wat u schreef. Kopieer het als u het wilt houden.", "Below is what you wrote. Copy it if you want to keep it.")) }
            @for words in words { section class="card" aria-label=(language.pick("Uw tekst", "Your text")) { p class="words" { (words) } } }
        },
    )
}
