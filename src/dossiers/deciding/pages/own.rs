//! The page of who answers: every point with its text, what they answered and when, and one button.

use chrono::Datelike as _;
use maud::{Markup, html};

use super::changes::changes;
use super::overview::{agreement, earlier};
use crate::base::Instant;
use crate::base::wall_time::{date_of, long_date, long_moment, month};
use crate::dossiers::deciding::decision::Point;
use crate::dossiers::deciding::holder::Seat;
use crate::dossiers::deciding::texts;
use crate::dossiers::{Agreement, DecisionState};
use crate::web::components::{Action, Choices, Field, Tone, button, button_row, error_summary, notice, post_form, tag};
use crate::web::{Form, Frame, public_page};

/// What the page is drawn with.
pub(in crate::dossiers::deciding) struct Own<'a> {
    pub(in crate::dossiers::deciding) seat: &'a Seat,
    pub(in crate::dossiers::deciding) token: &'a str,
    pub(in crate::dossiers::deciding) form: &'a Form,
    /// What was sent and not saved, because it came too late.
    pub(in crate::dossiers::deciding) lost: &'a [Typed],
    pub(in crate::dossiers::deciding) is_done: bool,
    pub(in crate::dossiers::deciding) now: Instant,
}

/// What somebody typed about a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::dossiers::deciding) struct Typed {
    pub(in crate::dossiers::deciding) number: i64,
    pub(in crate::dossiers::deciding) answer: Option<Agreement>,
    pub(in crate::dossiers::deciding) words: String,
}

/// The address of somebody's own page.
pub(in crate::dossiers::deciding) fn own_address(frame: &Frame, token: &str, below: &str) -> String {
    format!("{}/besluiten/antwoord/{token}{below}", frame.language.prefix())
}

/// The page.
pub(in crate::dossiers::deciding) fn own(frame: &Frame, of: &Own<'_>) -> Markup {
    let (language, the) = (frame.language, &of.seat.the);
    let is_open = the.is_open(of.now);
    let body = html! {
        (head(frame, of))
        (error_summary(language, of.form))
        (state(frame, of, is_open))
        (unsaved(frame, of.lost))
        p class="lead words" lang=[written(frame, of)] { (the.row.explanation) }
        @if is_open {
            p { (texts::ways(language)) " " (language.pick("U hoeft niet alles tegelijk te beantwoorden, en u kunt uw antwoord wijzigen tot en met de laatste dag.", "You need not answer everything at once, and you can change your answer until the end of the last day.")) }
            (post_form(&own_address(frame, of.token, ""), html! {
                @for point in &the.points { (one(frame, of, (point, is_open))) }
                section class="card stack" {
                    (Field::text(language, of.form, "on_behalf", language.pick("Namens wie u antwoordt", "On whose behalf you answer")).hint(language.pick("Alleen als u voor iemand anders antwoordt, bijvoorbeeld: de directeur. Laat het anders leeg.", "Only when you answer for somebody else, such as: the director. Otherwise leave it empty.")).optional())
                    (button_row(&[button(Action::Primary, language.pick("Verstuur mijn antwoord", "Send my answer"))]))
                    p class="muted" { (texts::own_link(language)) }
                }
            }))
        } @else {
            @for point in &the.points { (one(frame, of, (point, is_open))) }
        }
    };
    public_page(frame, (the.row.title.as_str(), of.form), body)
}

fn head(frame: &Frame, of: &Own<'_>) -> Markup {
    let (language, the, one) = (frame.language, &of.seat.the, &of.seat.one);
    let day = the.day();
    let left = (day - date_of(of.now)).num_days();
    let said = match left {
        _ if !the.is_open(of.now) => {
            language.pick("Antwoorden kan niet meer".to_owned(), "Answering is over".to_owned())
        }
        0 => language.pick("Vandaag de laatste dag".to_owned(), "Today is the last day".to_owned()),
        1 => language.pick("Nog 1 dag".to_owned(), "1 day left".to_owned()),
        days => language.pick(format!("Nog {days} dagen"), format!("{days} days left")),
    };
    let short: String = month(day.month(), language).chars().take(3).collect();
    html! {
        p class="me" {
            (language.pick("U bent ", "You are ")) b { (one.name) }
            @if !one.role.is_empty() { ", " (one.role) }
            @if !the.row.body_name.is_empty() && !one.by_hand { (language.pick(" in ", " in ")) b { (the.row.body_name) } }
            "."
        }
        div class="page-head" {
            div {
                p class="eyebrow" { (language.pick("Uw akkoord gevraagd", "Your agreement asked")) }
                h1 class="utrecht-heading-1" lang=[written(frame, of)] { (the.row.title) }
            }
            div class="until" {
                span class="leaf" aria-hidden="true" { b { (day.day()) } span { (short) } }
                p { b { (said) } br; span class="muted" { (language.pick("tot en met ", "until the end of ")) (long_date(day, language)) (language.pick(", Nederlandse tijd", ", Dutch time")) } }
            }
        }
    }
}

/// The language of what staff wrote, where the page has another.
fn written(frame: &Frame, of: &Own<'_>) -> Option<&'static str> {
    (of.seat.language != frame.language).then(|| of.seat.language.tag())
}

/// How it stands with all of it.
fn state(frame: &Frame, of: &Own<'_>, is_open: bool) -> Markup {
    let (language, the) = (frame.language, &of.seat.the);
    let is_whole = !the.lacks(of.seat.one.id);
    let saved = html! { p { (language.pick("Hieronder staat bij elk punt wat u antwoordde en wanneer.", "Below each point it says what you answered and when.")) } };
    if of.is_done && is_open {
        let title = language.pick("Uw antwoord is bewaard", "Your answer is saved");
        return notice(language, Tone::Good, title, saved);
    }
    match the.row.state {
        DecisionState::Concluded => notice(
            language,
            Tone::Good,
            language.pick("De uitkomst is vastgelegd", "The outcome is recorded"),
            html! { p { (language.pick("Zij staat hieronder bij elk punt.", "It stands below with each point.")) } },
        ),
        _ if !is_open => notice(
            language,
            Tone::Info,
            language.pick("Antwoorden kan niet meer", "Answering is over"),
            html! { p { (language.pick("De uitkomst volgt. ", "The outcome follows. ")) (texts::silence(language)) } },
        ),
        _ if is_whole => notice(
            language,
            Tone::Good,
            language.pick("U hebt alles beantwoord", "You have answered everything"),
            saved,
        ),
        DecisionState::Draft | DecisionState::Open | DecisionState::Closed => html! {},
    }
}

fn one(frame: &Frame, of: &Own<'_>, (point, is_open): (&Point, bool)) -> Markup {
    let language = frame.language;
    let number = point.row.number;
    html! {
        section class="card stack decide" aria-labelledby={ "punt-" (number) } {
            h2 id={ "punt-" (number) } class="utrecht-heading-2 decide-point" { span class="pt" { (number) } span lang=[written(frame, of)] { (point.title()) } }
            @if !point.is_asked() {
                p { (tag(Tone::Quiet, language.pick("vervallen", "withdrawn"))) " " span lang=[written(frame, of)] { (point.row.withdrawn_why) } }
            } @else {
                (renewed(frame, of, point))
                p class="words" lang=[written(frame, of)] { (point.words()) }
                @if let Some(outcome) = point.row.outcome { p { b { (outcome.said().of(language)) ". " } span lang=[written(frame, of)] { (point.row.outcome_words) } } }
            }
            (mine(frame, of, point))
            @if is_open && point.is_asked() { (choose(frame, of, point)) }
        }
    }
}

/// What changed since they answered.
fn renewed(frame: &Frame, of: &Own<'_>, point: &Point) -> Markup {
    let (language, the) = (frame.language, &of.seat.the);
    let last = the.last(of.seat.one.id, point).filter(|last| last.text_version != point.row.version);
    let both = last.and_then(|last| Some((point.text(last.text_version)?, point.text(point.row.version)?)));
    html! {
        @if let Some((before, now)) = both {
            (notice(language, Tone::Warn, language.pick("Deze tekst is gewijzigd nadat u antwoordde", "This text changed after you answered"), html! {
                p { (language.pick("Antwoord opnieuw, alleen op dit punt. Dit is het verschil:", "Answer again, this point alone. This is the difference:")) }
                (changes(language, before, now))
            }))
        }
    }
}

/// What they answered, and when.
fn mine(frame: &Frame, of: &Own<'_>, point: &Point) -> Markup {
    let (language, the) = (frame.language, &of.seat.the);
    let Some(last) = the.last(of.seat.one.id, point) else { return html! {} };
    let is_old = last.text_version != point.row.version;
    html! {
        div class="decide-mine" {
            p {
                @if is_old { (language.pick("Op de vorige tekst antwoordde u: ", "To the text before you answered: ")) } @else { (language.pick("U antwoordde: ", "You answered: ")) }
                (agreement(frame, last.answer))
                span class="muted" { ", " (long_moment(last.at, language)) @if !last.on_behalf.is_empty() { (language.pick(", namens ", ", on behalf of ")) (last.on_behalf) } }
            }
            @if !last.words.is_empty() { p class="words" { (last.words) } }
            (earlier(frame, the, (&of.seat.one, point)))
        }
    }
}

fn choose(frame: &Frame, of: &Own<'_>, point: &Point) -> Markup {
    let (language, form) = (frame.language, of.form);
    let number = point.row.number;
    let (answer, words) = (format!("answer-{number}"), format!("words-{number}"));
    let legend = language.pick(format!("Uw antwoord op punt {number}"), format!("Your answer to point {number}"));
    let label = language.pick(
        format!("Uw voorwaarde of reden bij punt {number}"),
        format!("Your condition or reason with point {number}"),
    );
    let mut choices = Choices::one(language, form, &answer, &legend).optional();
    for one in [Agreement::Yes, Agreement::YesIf, Agreement::No, Agreement::Abstains] {
        choices = choices.choice(one.word(), one.said().of(language));
    }
    let seen = of.seat.the.last(of.seat.one.id, point).map_or(0, |last| last.version);
    html! {
        input type="hidden" name={ "text-" (number) } value=(point.row.version);
        input type="hidden" name={ "seen-" (number) } value=(seen);
        (choices)
        (Field::textarea(language, form, &words, &label, 2).hint(language.pick("Nodig bij “akkoord, mits” en “niet akkoord”.", "Needed with “agreed, provided that” and “not agreed”.")).optional())
    }
}

/// What was typed and is not saved: one's own words, to be copied.
fn unsaved(frame: &Frame, typed: &[Typed]) -> Markup {
    let language = frame.language;
    html! {
        @if !typed.is_empty() {
            section class="card stack" aria-labelledby="niet-bewaard" {
                h2 id="niet-bewaard" class="utrecht-heading-2" { (language.pick("Dit is niet bewaard", "This was not saved")) }
                p { (language.pick("Dit kon niet meer worden beantwoord toen u verstuurde. Kopieer uw tekst als u hem wilt houden, en mail ons.", "This could no longer be answered when you sent it. Copy your text when you want to keep it, and mail us.")) }
                dl class="summary" {
                    @for one in typed { div { dt { (language.pick("Punt ", "Point ")) (one.number) } dd class="typed" { @if let Some(answer) = one.answer { (answer.said().of(language)) } @if !one.words.is_empty() { br; (one.words) } } } }
                }
            }
        }
    }
}

/// What was typed behind a link that opens nothing any more.
pub(in crate::dossiers::deciding) fn refused(frame: &Frame, typed: &[Typed]) -> Markup {
    let language = frame.language;
    let title = language.pick("Deze link werkt niet meer", "This link no longer works");
    let body = html! {
        h1 class="utrecht-heading-1" { (title) }
        (unsaved(frame, typed))
    };
    public_page(frame, title, body)
}
