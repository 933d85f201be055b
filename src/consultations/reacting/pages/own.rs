//! An organisation's own points with our answers: its words at the left, ours at the right.

use maud::{Markup, html};

use super::{chip, moon, promise};
use crate::consultations::answering::Seat;
use crate::consultations::answering::pages::{content_language, own_address};
use crate::consultations::reacting::reaction::{Answered, Aside};
use crate::web::components::empty_state;
use crate::web::{Frame, public_page};

/// The page.
pub(in crate::consultations::reacting) fn own(
    frame: &Frame,
    (seat, token): (&Seat, &str),
    points: Option<(&[&Answered], &[&Aside])>,
) -> Markup {
    let language = frame.language;
    let title = language.pick("Uw punten en ons antwoord", "Your points and our answer");
    let body = html! {
        p class="me" { b { (seat.invited.organisation) } }
        p { a class="utrecht-link" href=(own_address(frame, token, "")) lang=[content_language(frame)] { (seat.the.row.title) } }
        h1 class="utrecht-heading-1" { (title) }
        @match points {
            None => (empty_state(language.pick("Wij zijn nog bezig", "We are still at it"), language.pick("U krijgt een mail zodra hier bij elk punt ons antwoord staat.", "You get a mail as soon as our answer to every point stands here."), None)),
            Some(([], [])) => (empty_state(language.pick("Geen eigen punten", "No points of your own"), language.pick("Uw organisatie verstuurde geen antwoord met punten.", "Your organisation sent no answer with points."), None)),
            Some((points, asides)) => {
                p { (language.pick("Ziet u alleen uw eigen punten? Dat klopt. ", "You only see your own points. "))
                    a class="utrecht-link" href={ (language.prefix()) "/consultaties/" (seat.the.row.id) } { (language.pick("Lees de hele nota van antwoord", "Read the whole reaction")) } }
                div class="talks" { @for point in points { (talk(frame, point)) } }
                (no_points(frame, asides))
            }
        }
    };
    public_page(frame, title, body)
}

/// What of their words is no point, and why.
fn no_points(frame: &Frame, asides: &[&Aside]) -> Markup {
    let language = frame.language;
    html! {
        @if !asides.is_empty() {
            section class="card" aria-labelledby="geen-punt" {
                h2 id="geen-punt" class="utrecht-heading-2" { (language.pick("Wat geen punt werd", "What did not become a point")) }
                ul class="asked" { @for aside in asides { li lang=[content_language(frame)] {
                    p class="words" { "“" (aside.quote) "”" }
                    p { (aside.reason) }
                } } }
            }
        }
    }
}

fn talk(frame: &Frame, point: &Answered) -> Markup {
    let language = frame.language;
    html! {
        section class="talk" id={ "punt-" (point.row.number) } aria-labelledby={ "kop-" (point.row.number) } {
            header { (chip(point)) h2 id={ "kop-" (point.row.number) } class="utrecht-heading-2" lang=[content_language(frame)] { (point.row.title) } (moon(point.row.disposition, language)) }
            div class="said" {
                b { @match &point.attachment {
                    Some(title) => { (language.pick("U schreef in bijlage “", "You wrote in attachment “")) (title) "”" },
                    None => { (language.pick("U schreef bij vraag ", "You wrote at question ")) (point.question) },
                } }
                p class="words" lang=[content_language(frame)] { "“" (point.row.quote) "”" }
            }
            div class="ours" {
                b { (language.pick("Ons antwoord", "Our answer"))
                    @if let Some(head) = point.merged { (language.pick(format!(", samen met punt {head}"), format!(", together with point {head}"))) } }
                div lang=[content_language(frame)] {
                    p class="words" { (point.row.reason) }
                    @if !point.row.changes.is_empty() { p class="words changes" { (point.row.changes) } }
                    @for one in &point.commitments { (promise(one, crate::base::Language::Dutch)) }
                }
            }
        }
    }
}
