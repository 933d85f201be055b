//! Reading everything, releasing, the receipt, and answering otherwise.

use maud::{Markup, html};

use super::{Line, content_language, head, me, own_address};
use crate::base::Instant;
use crate::base::paper;
use crate::base::wall_time::{clock_second, long_moment};
use crate::consultations::answering::release::Ready;
use crate::consultations::answering::{Frozen, Seat};
use crate::consultations::enclosing::{Attached, pages as enclosed};
use crate::consultations::find::Submission;
use crate::consultations::letters::fingerprint;
use crate::consultations::{Declining, texts};
use crate::web::components::{
    Action, Choices, Field, PostButton, Tone, button, button_row, error_summary, link_button, notice, post_form,
};
use crate::web::{Form, Frame, public_page};

/// What the page that shows everything is drawn with.
#[derive(Debug)]
pub(in crate::consultations) struct ReadAll<'a> {
    pub(in crate::consultations) seat: &'a Seat,
    pub(in crate::consultations) token: &'a str,
    pub(in crate::consultations) lines: &'a [Line],
    /// What would be released.
    pub(in crate::consultations::answering) ready: &'a Ready,
    pub(in crate::consultations) form: &'a Form,
    /// Whether an answer changed since this person read it.
    pub(in crate::consultations) changed: bool,
    pub(in crate::consultations) now: Instant,
}

/// Everything on one page; who may release does so below it, with one button.
pub(in crate::consultations) fn read_all(frame: &Frame, the: &ReadAll) -> Markup {
    let language = frame.language;
    let empty = the.lines.iter().filter(|line| line.words.is_empty()).count();
    let title = if the.seat.may_release() {
        language.pick("Lees en verstuur", "Read and send")
    } else {
        language.pick("Lees alles", "Read everything")
    };
    let body = html! {
        (me(frame, the.seat))
        p { a class="utrecht-link" href=(own_address(frame, the.token, "")) { (language.pick("Terug naar de vragen", "Back to the questions")) } }
        div class="page-head" {
            h1 class="utrecht-heading-1" { (title) }
            @if paper::ARE_MADE && empty < the.lines.len() { (PostButton::new(own_address(frame, the.token, "/alles/pdf"), language.pick("Bewaar of druk af als PDF", "Keep or print as a PDF"), Action::Secondary)) }
        }
        (error_summary(language, the.form))
        @if the.changed {
            (notice(language, Tone::Warn, language.pick("Iemand wijzigde intussen een antwoord", "Somebody changed an answer meanwhile"), html! { p { (language.pick("Er is nog niets verstuurd. Lees de antwoorden opnieuw en verstuur ze dan.", "Nothing was sent. Read the answers again and then send them.")) } }))
        }
        div class="release" {
            section class="card reading" aria-label=(language.pick("De antwoorden", "The answers")) {
                @for line in the.lines {
                    article {
                        h2 class="utrecht-heading-3" lang=[content_language(frame)] { (line.question.number) ". " (line.question.asked) }
                        @if line.words.is_empty() { p class="muted" { (language.pick("Niet beantwoord", "Not answered")) } }
                        @else { p class="words" lang=[content_language(frame)] { (line.words) } }
                        @if the.seat.is_open() {
                            p { a class="utrecht-link" href=(own_address(frame, the.token, &format!("/vraag/{}", line.question.number))) {
                                (language.pick("Wijzig dit antwoord", "Change this answer")) span class="hidden" { " " (line.question.number) }
                            } }
                        }
                    }
                }
                @if !the.ready.attached.is_empty() || the.seat.is_open() {
                    article {
                        h2 class="utrecht-heading-3" { (language.pick("Bijlagen", "Attachments")) }
                        @if the.ready.attached.is_empty() { p class="muted" { (language.pick("Geen bijlagen", "No attachments")) } }
                        @else { (enclosed::released(frame, &the.ready.attached, |one| own_address(frame, the.token, &format!("/documenten/{}/1", one.document)))) }
                        @if the.seat.is_open() { p { a class="utrecht-link" href=(own_address(frame, the.token, "/bijlagen")) { (language.pick("Voeg bijlagen toe of haal ze weg", "Add attachments or take them away")) } } }
                    }
                }
            }
            @if the.seat.may_release() && the.seat.is_open() { (release_card(frame, the, empty)) }
        }
    };
    public_page(frame, (title, the.form), body)
}

fn release_card(frame: &Frame, the: &ReadAll, empty: usize) -> Markup {
    let language = frame.language;
    let late = the.seat.the.is_late(the.now);
    let mut choice = Choices::one(
        language,
        the.form,
        "openness",
        language.pick("Wat mag er in de nota van antwoord staan?", "What may stand in the reaction?"),
    );
    for one in texts::OPENNESSES {
        let (label, hint) = texts::openness(one, language);
        choice = choice.choice_with_hint(one.word(), label, hint);
    }
    let label = if late {
        language.pick("Verstuur, te laat", "Send, too late")
    } else {
        language.pick("Verstuur namens uw organisatie", "Send on behalf of your organisation")
    };
    html! {
        section class="card card--lift sending" aria-labelledby="versturen" {
            h2 id="versturen" class="utrecht-heading-2" { (language.pick("Verstuur namens ", "Send on behalf of ")) (the.seat.invited.organisation) }
            @if empty > 0 {
                p { (language.pick(if empty == 1 { "1 vraag is niet beantwoord. Dat mag.".to_owned() } else { format!("{empty} vragen zijn niet beantwoord. Dat mag.") },
                    if empty == 1 { "1 question is not answered. That is allowed.".to_owned() } else { format!("{empty} questions are not answered. That is allowed.") })) }
            }
            (post_form(&own_address(frame, the.token, "/alles"), html! {
                input type="hidden" name="seen" value=(the.ready.hash);
                (choice)
                p class="muted" {
                    (language.pick("U krijgt een ontvangstbewijs met de hele tekst. Wijzigen kan ", "You get a receipt with the full text. You can change it "))
                    (the.seat.the.deadline().said(language)) "."
                }
                (button_row(&[button(Action::Primary, label)]))
            }))
        }
    }
}

/// The receipt: what was released, word for word, when and by whom.
pub(in crate::consultations) fn receipt(
    frame: &Frame,
    (seat, token): (&Seat, &str),
    (released, (written, attached)): (&Submission, &(Vec<Frozen>, Vec<Attached>)),
    now: Instant,
) -> Markup {
    let language = frame.language;
    let all = seat.invited.submissions.as_slice();
    let is_newest = all.last().is_some_and(|newest| newest.version == released.version);
    let title = if is_newest {
        language.pick("Ontvangen".to_owned(), "Received".to_owned())
    } else {
        let number = released.version;
        language.pick(format!("Ontvangen, eerdere versie {number}"), format!("Received, earlier version {number}"))
    };
    let body = html! {
        (me(frame, seat))
        div class="receipt" {
            section class="card slip" {
                span class="seal" aria-hidden="true" { "✓" }
                h1 class="utrecht-heading-1" { (title) }
                p { (seat.invited.organisation) }
                dl class="summary" {
                    div { dt { (language.pick("Consultatie", "Consultation")) } dd lang=[content_language(frame)] { (seat.the.row.title) } }
                    div { dt { (language.pick("Ontvangen op", "Received on")) } dd { (long_moment(released.released_at, language)) br; span class="muted" { (clock_second(released.released_at)) } } }
                    div { dt { (language.pick("Verstuurd door", "Sent by")) } dd { (seat.name_of(released.released_by)) } }
                    div { dt { (language.pick("Versie", "Version")) } dd { (released.version) @if released.version > 1 { " " span class="muted" { (language.pick("vervangt de vorige", "replaces the one before")) } } } }
                    div { dt { (language.pick("Openbaar", "Public")) } dd { (texts::openness(released.openness, language).0) } }
                    div { dt { (language.pick("Kenmerk van de tekst", "Fingerprint")) } dd { span class="ref" { (fingerprint(&released.hash)) } } }
                }
                @if !is_newest { p { b { (language.pick("Een nieuwere versie telt.", "A newer version counts.")) } " " a class="utrecht-link" href=(own_address(frame, token, "/ontvangst")) { (language.pick("Lees die", "Read that one")) } "." } }
                @if released.late { (notice(language, Tone::Warn, language.pick("Te laat, wel binnen", "Late, but here"), html! { p { (texts::receipt_next(true, "", language)) } })) }
                @else { p { (texts::receipt_next(false, &seat.the.deadline().said(language), language)) } }
                @if seat.is_open() && !seat.the.is_late(now) { p { a class="utrecht-link" href=(own_address(frame, token, "")) { (language.pick("Wijzig het antwoord", "Change the answer")) } } }
                @if paper::ARE_MADE { (PostButton::new(own_address(frame, token, "/ontvangst/pdf"), language.pick("Bewaar als PDF", "Keep as a PDF"), Action::Secondary).hidden("version", released.version.to_string())) }
                (earlier(frame, token, (all, released)))
            }
            section class="card reading" aria-labelledby="antwoord" {
                h2 id="antwoord" class="utrecht-heading-2" { (language.pick("Uw antwoord", "Your answer")) }
                @for one in written {
                    article lang=[content_language(frame)] {
                        h3 class="utrecht-heading-3" { (one.number) ". " (one.asked) }
                        p class="words" { (one.words) }
                    }
                }
                @if !attached.is_empty() {
                    article {
                        h3 class="utrecht-heading-3" { (language.pick("Bijlagen", "Attachments")) }
                        (enclosed::released(frame, attached, |one| own_address(frame, token, &format!("/documenten/{}/1", one.document))))
                    }
                }
            }
        }
    };
    public_page(frame, title.as_str(), body)
}

/// The other versions that were sent.
fn earlier(frame: &Frame, token: &str, (all, shown): (&[Submission], &Submission)) -> Markup {
    let language = frame.language;
    html! {
        @if all.len() > 1 {
            h2 class="utrecht-heading-3" { (language.pick("Alles wat u verstuurde", "All that you sent")) }
            ul class="asked" { @for one in all.iter().rev() { li {
                @let words = language.pick(format!("Versie {}", one.version), format!("Version {}", one.version));
                @if one.version == shown.version { b { (words) } } @else { a class="utrecht-link" href=(own_address(frame, token, &format!("/ontvangst?versie={}", one.version))) { (words) } }
                " " span class="muted" { (long_moment(one.released_at, language)) }
            } } }
        }
    }
}

/// The form of who gives no advice or needs more time.
pub(in crate::consultations) fn decline(
    frame: &Frame,
    (seat, token): (&Seat, &str),
    form: &Form,
    now: Instant,
) -> Markup {
    let language = frame.language;
    let of = &seat.the.row.title;
    let title = language.pick(format!("Anders antwoorden: {of}"), format!("Answer otherwise: {of}"));
    let mut choice =
        Choices::one(language, form, "how", language.pick("Wat wilt u laten weten?", "What do you want to tell us?"));
    for one in [Declining::NoAdvice, Declining::MoreTime] {
        let (label, hint) = texts::declining(one, language);
        choice = choice.choice_with_hint(one.word(), label, hint);
    }
    let body = html! {
        (head(frame, seat, Some(&title), now))
        (error_summary(language, form))
        div class="asking" {
            section class="card" {
                p { (language.pick("Ook dit is een antwoord. Wij herinneren u daarna niet meer.", "This is an answer too. We do not remind you after it.")) }
                @if seat.may_release() {
                    (post_form(&own_address(frame, token, "/anders"), html! {
                        (choice)
                        (Field::textarea(language, form, "why", language.pick("Toelichting", "Explanation"), 4).optional())
                        (button_row(&[button(Action::Primary, language.pick("Verstuur deze keuze", "Send this choice")), link_button(Action::Secondary, &own_address(frame, token, ""), language.pick("Terug", "Back"))]))
                    }))
                } @else {
                    p { (language.pick("De secretaris of voorzitter van uw organisatie beslist dit.", "The secretary or chair of your organisation decides this.")) }
                }
            }
        }
    };
    public_page(frame, (title.as_str(), form), body)
}
