//! The page of an invitation.

use maud::{Markup, html};

use super::standing;
use crate::base::wall_time::long_moment;
use crate::base::{Instant, Language};
use crate::events::event::{Event, Places, Window};
use crate::events::inviting::Invitation;
use crate::events::{EventAdmission, InvitationState};
use crate::web::components::{Action, PostButton, Tone, link_button, notice};
use crate::web::{Frame, public_page};

/// What the page is drawn from.
pub(in crate::events) struct Invited<'a> {
    /// The event.
    pub event: &'a Event,
    /// The places of its day.
    pub day: Option<&'a Places>,
    /// The invitation.
    pub row: &'a Invitation,
    /// Why they got no place, when they asked for one and were refused.
    pub refused: Option<&'a str>,
    /// The address of the page.
    pub here: String,
    /// Where one can write to.
    pub reply: String,
    /// The present moment.
    pub now: Instant,
    /// What was just done.
    pub said: &'a str,
}

/// The page.
pub(in crate::events) fn page(frame: &Frame, the: &Invited) -> Markup {
    let (language, event) = (frame.language, the.event);
    let title = match the.row.name.as_str() {
        "" => language.pick("Komt u?", "Will you come?").to_owned(),
        name => language.pick(format!("{name}, komt u?"), format!("{name}, will you come?")),
    };
    public_page(
        frame,
        title.as_str(),
        html! {
            div class="split split--card-first" {
                aside class="card card--lift stack" aria-label=(language.pick("De bijeenkomst", "The event")) {
                    dl class="facts" {
                        div { dt { (language.pick("Wanneer", "When")) } dd { b { (event.days(language)) } (event.hours(language)) } }
                        div { dt { (language.pick("Waar", "Where")) } dd { b { (event.where_short(language)) } (event.address) } }
                    }
                    (standing(event, the.day, the.now, language))
                    p class="small" { a href={ (language.prefix()) "/bijeenkomsten/" (event.id) } { (language.pick("Lees meer over de bijeenkomst", "Read more about the event")) } }
                }
                div class="stack" {
                    p class="small muted" { (language.pick("Uitnodiging voor ", "Invitation to ")) (event.title(language)) }
                    h1 class="utrecht-heading-1" { (title) }
                    (said(the.said, language))
                    (answer(the, language))
                }
            }
        },
    )
}

fn answer(the: &Invited, language: Language) -> Markup {
    if let Some(reason) = the.refused {
        return refused(the, reason, language);
    }
    match (the.event.window(the.now), the.row.state) {
        (Window::CalledOff, _) => html! {
            p { (language.pick("Deze bijeenkomst gaat niet door.", "This event is called off.")) " " (the.event.called_off_reason) }
        },
        (_, InvitationState::Registered) => registered(the, language),
        (Window::Open, InvitationState::Declined) => html! {
            section class="card stack" {
                h2 { (language.pick("U komt niet", "You will not come")) }
                p { (language.pick("Wij sturen u geen herinnering. Komt u toch? Dat kan nog tot ", "We send you no reminder. Will you come after all? You can until ")) (long_moment(the.event.closes_at, language)) "." }
                (link_button(Action::Secondary, &format!("{}/aanmelden", the.here), language.pick("Ik kom toch", "I will come after all")))
            }
        },
        (Window::Open, InvitationState::Invited | InvitationState::Reminded) => choose(the, language),
        (Window::Soon, InvitationState::Invited | InvitationState::Reminded) => html! {
            p { (language.pick("Aanmelden kan vanaf ", "You can register from ")) (long_moment(the.event.opens_at, language)) (language.pick(". Komt u zeker niet? Dan weten wij dat graag nu al.", ". If you surely will not come, we like to know now.")) }
            (no(the, language))
        },
        _ => html! {
            p { (language.pick("Aanmelden kan niet meer. Hebt u een vraag? Mail ", "Registration is closed. Do you have a question? Mail ")) a href={ "mailto:" (the.reply) } { (the.reply) } }
        },
    }
}

fn choose(the: &Invited, language: Language) -> Markup {
    let is_full = the.day.is_some_and(|day| day.free == 0);
    let yes = if is_full {
        language.pick("Ja, zet mij op de wachtlijst", "Yes, put me on the waiting list")
    } else {
        language.pick("Ja, ik kom", "Yes, I will come")
    };
    html! {
        @if is_full && !the.event.offers(the.now) {
            p { (language.pick("De bijeenkomst is vol, en de wachtlijst is gesloten.", "The event is full, and the waiting list is closed.")) }
        } @else {
            p { @match the.event.admission {
                EventAdmission::Open => (language.pick("Aanmelden duurt een minuut. Daar kunt u ook een collega meenemen.", "Registering takes a minute. You can bring a colleague there too.")),
                EventAdmission::Approval => (language.pick("Aanmelden duurt een minuut. U hebt geen goedkeuring nodig.", "Registering takes a minute. You need no approval.")),
                EventAdmission::Invited => (language.pick("Aanmelden duurt een minuut. De uitnodiging is voor één persoon; kunt u niet, dan mag een collega zich met deze link aanmelden.", "Registering takes a minute. The invitation is for one person; if you cannot come, a colleague may register with this link.")),
            } }
            div class="wide" { (link_button(Action::Primary, &format!("{}/aanmelden", the.here), yes)) }
        }
        (no(the, language))
        p class="small muted" { (language.pick("Antwoorden kan tot ", "You can answer until ")) (long_moment(the.event.closes_at, language)) ". " (language.pick("Zegt u dat u niet komt, dan krijgt u geen herinnering.", "If you say that you will not come, you get no reminder.")) }
    }
}

fn no(the: &Invited, language: Language) -> PostButton {
    PostButton::new(
        format!("{}/nee", the.here),
        language.pick("Nee, ik kom niet", "No, I will not come"),
        Action::Secondary,
    )
}

fn registered(the: &Invited, language: Language) -> Markup {
    html! {
        section class="card stack" {
            h2 { (language.pick("U hebt al geantwoord", "You have answered already")) }
            p { (language.pick("Met deze uitnodiging is al iemand aangemeld. Bent u dat? In de mail met uw toegangsbewijs staat de link naar uw eigen pagina; daar wijzigt u uw aanmelding of meldt u zich af.", "Somebody registered with this invitation already. Is that you? The mail with your ticket has the link to your own page; there you change your registration or cancel.")) }
            p { (language.pick("Klopt het niet? Mail ", "Is it not right? Mail ")) a href={ "mailto:" (the.reply) } { (the.reply) } }
        }
    }
}

fn refused(the: &Invited, reason: &str, language: Language) -> Markup {
    html! {
        section class="card stack" {
            h2 { (language.pick("U hebt geen plaats gekregen", "You got no place")) }
            @if !reason.is_empty() { p { (language.pick("De reden: ", "The reason: ")) (reason) } }
            p { (language.pick("Hebt u hier een vraag over? Mail ", "Do you have a question about this? Mail ")) a href={ "mailto:" (the.reply) } { (the.reply) } }
        }
    }
}

fn said(word: &str, language: Language) -> Markup {
    let (tone, words) = match word {
        "komt-niet" => (
            Tone::Good,
            language.pick("Dank u. Wij weten nu dat u niet komt", "Thank you. We know now that you will not come"),
        ),
        "al-aangemeld" => (Tone::Info, language.pick("U bent al aangemeld", "You are registered already")),
        _ => return html! {},
    };
    html! { div role="status" { (notice(language, tone, words, html! {})) } }
}
