//! The pages of who answers for an organisation.

mod colleague;
mod questions;
mod release;

use chrono::Datelike as _;
use maud::{Markup, html};

pub(in crate::consultations) use colleague::{colleague, refused};
pub(in crate::consultations) use questions::{Meeting, QuestionPage, Version, meeting, question};
pub(in crate::consultations) use release::{ReadAll, decline, read_all, receipt};

use super::Seat;
use super::presence::place;
use crate::base::wall_time::{month, number};
use crate::base::{Instant, Language};
use crate::consultations::consultation::Question;
use crate::consultations::enclosing::pages::card;
use crate::consultations::entering::pages::waits;
use crate::consultations::{Declining, Step, texts};
use crate::web::components::{Action, PostButton, Tone, link_button, notice};
use crate::web::{Frame, blocks, public_page};

/// What is written at a question now.
#[derive(Clone, Debug)]
pub(in crate::consultations) struct Line {
    pub(in crate::consultations) question: Question,
    pub(in crate::consultations) words: String,
    /// Who wrote it; empty for nobody yet.
    pub(in crate::consultations) by: String,
}

/// The part of a page that is in the language of the centre, also on an English page.
pub(in crate::consultations) fn content_language(frame: &Frame) -> Option<&'static str> {
    (frame.language == Language::English).then_some("nl")
}

/// The address of somebody's own pages.
pub(in crate::consultations) fn own_address(frame: &Frame, token: &str, below: &str) -> String {
    format!("{}/consultaties/antwoord/{token}{below}", frame.language.prefix())
}

/// Who somebody is here, so that a forwarded link is noticed.
pub(in crate::consultations) fn me(frame: &Frame, seat: &Seat) -> Markup {
    let (name, role) = (&seat.invitee.name, texts::part_word(seat.invitee.part, frame.language));
    html! {
        p class="me" {
            (frame.language.pick("U bent ", "You are ")) b { (name) } ", " (role)
            (frame.language.pick(" van ", " of ")) b { (seat.invited.organisation) } "."
        }
    }
}

/// The day of the deadline as a leaf of a calendar, with the moment in words beside it.
pub(in crate::consultations) fn until(
    seat_or: &crate::consultations::Consultation,
    language: Language,
    now: Instant,
) -> Markup {
    let deadline = seat_or.deadline();
    let left = (deadline.day - crate::base::wall_time::date_of(now)).num_days();
    let said = match left {
        _ if seat_or.is_late(now) => language.pick("De termijn is voorbij".to_owned(), "The term is over".to_owned()),
        0 => language.pick("Vandaag de laatste dag".to_owned(), "Today is the last day".to_owned()),
        1 => language.pick("Nog 1 dag".to_owned(), "1 day left".to_owned()),
        days => language
            .pick(format!("Nog {} dagen", number(days, language)), format!("{} days left", number(days, language))),
    };
    let short: String = month(deadline.day.month(), language).chars().take(3).collect();
    html! {
        div class="until" {
            span class="leaf" aria-hidden="true" { b { (deadline.day.day()) } span { (short) } }
            p { b { (said) } br; span class="muted" { (deadline.said(language)) ", " (language.pick("Nederlandse tijd", "Dutch time")) } }
        }
    }
}

/// What stands above every page of an organisation; `title` is that of the page, where it is not the consultation's own.
pub(in crate::consultations) fn head(frame: &Frame, seat: &Seat, title: Option<&str>, now: Instant) -> Markup {
    let (language, row) = (frame.language, &seat.the.row);
    html! {
        (me(frame, seat))
        div class="page-head" {
            div {
                p class="eyebrow" {
                    (language.pick("Consultatie, kenmerk ", "Consultation, reference ")) span class="ref" { (row.kenmerk) }
                    (texts::on_behalf(&row.on_behalf, language))
                }
                @match title {
                    Some(title) => { h1 class="utrecht-heading-1" { (title) } },
                    None => { h1 class="utrecht-heading-1" lang=[content_language(frame)] { (row.title) } },
                }
            }
            (until(&seat.the, language, now))
        }
    }
}

/// Where the answer of the organisation stands.
fn state(frame: &Frame, seat: &Seat, token: &str, now: Instant) -> Markup {
    let language = frame.language;
    let to = |below: &str| own_address(frame, token, below);
    if seat.the.step(now) == Step::Published {
        let title = language.pick("Wij hebben op elk punt geantwoord", "We have answered every point");
        return notice(
            language,
            Tone::Good,
            title,
            html! { p { (link_button(Action::Primary, &to("/punten"), language.pick("Bekijk uw punten", "See your points"))) } },
        );
    }
    if let Some(newest) = seat.invited.submissions.last() {
        let when = crate::base::wall_time::long_moment(newest.released_at, language);
        let by = seat.name_of(newest.released_by);
        let title = language.pick(format!("Verstuurd op {when} door {by}"), format!("Sent on {when} by {by}"));
        return notice(
            language,
            Tone::Good,
            &title,
            html! {
                p { (language.pick("Wijzigen kan nog. Daarna moet iemand opnieuw versturen; tot dan telt wat u verstuurde. ", "You can still change it. Then somebody has to send again; until then what you sent counts. "))
                    a class="utrecht-link" href=(to("/ontvangst")) { (language.pick("Lees wat u verstuurde", "Read what you sent")) } "." }
            },
        );
    }
    match seat.invited.row.declined {
        Some(how) => {
            let (said, _) = texts::declining(how, language);
            let more = if how == Declining::MoreTime {
                language.pick("U hoort van ons of het kan.", "You hear from us whether it is possible.")
            } else {
                language.pick(
                    "Wilt u toch antwoorden? Dat kan hieronder.",
                    "Do you want to answer after all? You can below.",
                )
            };
            notice(
                language,
                Tone::Info,
                &format!("{}: {said}", language.pick("U liet weten", "You let us know")),
                html! { p { (more) } },
            )
        }
        None if seat.the.is_late(now) => notice(
            language,
            Tone::Warn,
            language.pick("De termijn is voorbij", "The term is over"),
            html! { p { (language.pick("Antwoorden kan nog. Wij zeggen er dan bij dat het na de termijn kwam.", "You can still answer. We then say that it came after the term.")) } },
        ),
        None => html! {},
    }
}

/// Who of the organisation takes part.
fn people(frame: &Frame, (seat, token): (&Seat, &str), now: Instant) -> Markup {
    let language = frame.language;
    html! {
        section class="card" id="wie" {
            h2 class="utrecht-heading-2" { (language.pick("Wie meedoet", "Who takes part")) }
            ul class="who" {
                @for (one, _) in &seat.invited.invitees {
                    li {
                        span class="face" aria-hidden="true" { (initials(&one.name)) }
                        span {
                            b { @if one.id == seat.invitee.id { (language.pick("U", "You")) } @else { (one.name) } }
                            span class="muted" { (texts::part(one.part, language)) }
                            @if let Some(number) = place(one, now).filter(|_| one.id != seat.invitee.id) {
                                span class="ok" { (language.pick(format!("nu bij vraag {number}"), format!("now at question {number}"))) }
                            }
                        }
                        @if seat.may_revoke(one) {
                            (PostButton::new(own_address(frame, token, &format!("/collega/{}/weg", one.id)), language.pick("Trek de link in", "Revoke the link"), Action::Secondary).about(&one.name).small())
                        }
                    }
                }
            }
            @if seat.is_open() { p { a class="utrecht-link" href=(own_address(frame, token, "/collega")) { (language.pick("Vraag een collega om mee te schrijven", "Ask a colleague to write along")) } } }
            p class="muted" { (texts::own_link(language)) }
        }
    }
}

/// The first letters of a name.
pub(in crate::consultations) fn initials(name: &str) -> String {
    let words: Vec<&str> =
        name.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).collect();
    let ends = [words.first(), words.get(1..).and_then(<[&str]>::last)];
    ends.into_iter().flatten().filter_map(|word| word.chars().next()).collect()
}

/// The first page: what is asked, how far the answer is, and what this person can do.
pub(in crate::consultations) fn home(
    frame: &Frame,
    (seat, token): (&Seat, &str),
    (lines, attached): (&[Line], usize),
    (now, done): (Instant, &str),
) -> Markup {
    let (language, row) = (frame.language, &seat.the.row);
    let to = |below: &str| own_address(frame, token, below);
    let ready = lines.iter().filter(|line| !line.words.is_empty()).count();
    let body = html! {
        (head(frame, seat, None, now))
        @if let Some((tone, said)) = texts::of_colleagues(done, language) { (notice(language, tone, said, html! {})) }
        (waits(frame, seat, token))
        (state(frame, seat, token, now))
        p class="lead" lang=[content_language(frame)] { (row.summary) }
        div class="asking" {
            div class="stack" {
                section class="card" aria-labelledby="vragen" {
                    h2 id="vragen" class="utrecht-heading-2" { (language.pick(format!("{ready} van {} beantwoord", lines.len()), format!("{ready} of {} answered", lines.len()))) }
                    progress class="meter" max=(lines.len()) value=(ready) aria-labelledby="vragen" {}
                    ol class="questions" {
                        @for line in lines {
                            li {
                                a href=(to(&format!("/vraag/{}", line.question.number))) {
                                    b { (line.question.number) } span lang=[content_language(frame)] { (line.question.asked) }
                                }
                                @if line.words.is_empty() { span class="muted" { (language.pick("nog leeg", "empty")) } }
                                @else { span class="ok" { "✓ " span class="hidden" { (language.pick("beantwoord door ", "answered by ")) } (line.by) } }
                            }
                        }
                    }
                    @if seat.is_open() || attached > 0 {
                        p { a class="utrecht-link" href=(to("/bijlagen")) { (language.pick("Bijlagen bij uw antwoord", "Attachments of your answer")) } " " span class="muted" { "(" (attached) ")" } }
                    }
                }
                (card(frame, seat, token))
                (background(frame, seat))
            }
            div class="stack" {
                (what_next(frame, seat, token, ready))
                (people(frame, (seat, token), now))
            }
        }
    };
    public_page(frame, row.title.as_str(), body)
}

fn background(frame: &Frame, seat: &Seat) -> Markup {
    html! {
        @if !seat.the.body.is_empty() {
            section class="card prose" aria-labelledby="achtergrond" {
                h2 id="achtergrond" class="utrecht-heading-2" { (frame.language.pick("Achtergrond", "Background")) }
                div lang=[content_language(frame)] { (blocks::draw(&seat.the.body, 2)) }
            }
        }
    }
}

fn what_next(frame: &Frame, seat: &Seat, token: &str, ready: usize) -> Markup {
    let language = frame.language;
    let to = |below: &str| own_address(frame, token, below);
    let first = to("/vraag/1");
    html! {
        section class="card next" {
            @if !seat.is_open() {
                h2 class="utrecht-heading-2" { (language.pick("Klaar", "Done")) }
                p { (language.pick("Deze consultatie is afgerond.", "This consultation is finished.")) }
                p { a class="utrecht-link" href=(to("/punten")) { (language.pick("Bekijk uw punten", "See your points")) } }
            } @else if seat.may_release() {
                h2 class="utrecht-heading-2" { (language.pick("Alles klaar?", "All done?")) }
                p { (language.pick("Lees alles achter elkaar en verstuur het namens uw organisatie.", "Read everything and send it on behalf of your organisation.")) }
                @if ready > 0 { (link_button(Action::Primary, &to("/alles"), language.pick("Lees en verstuur", "Read and send"))) }
                @else { (link_button(Action::Primary, &first, language.pick("Begin bij vraag 1", "Begin with question 1"))) }
                @if seat.invited.submissions.is_empty() {
                    p { a class="utrecht-link" href=(to("/anders")) { (language.pick("Geen advies, of meer tijd nodig", "No advice, or more time needed")) } }
                }
            } @else {
                h2 class="utrecht-heading-2" { (language.pick("Schrijf mee", "Write along")) }
                p { (language.pick("De secretaris of voorzitter verstuurt het antwoord van uw organisatie.", "The secretary or chair sends the answer of your organisation.")) }
                (link_button(Action::Primary, &first, language.pick("Naar de vragen", "To the questions")))
                p { a class="utrecht-link" href=(to("/alles")) { (language.pick("Lees alles achter elkaar", "Read everything")) } }
            }
        }
    }
}
