//! The organiser's pages.

mod asked;
mod list;
pub(super) mod papers;
pub(super) mod people;

use maud::{Markup, html};

use crate::base::wall_time::{number, short_moment};
use crate::base::{Instant, Language};
use crate::events::approving;
use crate::events::event::{Event, Places, Window};
use crate::events::find::{Programme, Registration};
use crate::events::limiting::section as by_kind;
use crate::events::papers::Row;
use crate::events::quota::Taken;
use crate::events::visiting::seats;
use crate::events::writing::{Written, section};
use crate::events::{AnsweredQuestions, Decided, EventApproval, EventState, RegistrationState};
use crate::web::components::{
    Action, DataTable, Field, PostButton, Tone, button, crumbs, error_summary, figure_card, link_button, notice,
    page_head, post_section, tag,
};
use crate::web::{Form, Frame, staff_page};
pub(super) use list::list;
pub(super) use people::state;

const LIST: &str = "/beheer/bijeenkomsten";

fn events_word(language: Language) -> &'static str {
    language.pick("Bijeenkomsten", "Events")
}

/// How an event stands, in a word.
fn standing(event: &Event, now: Instant, language: Language) -> Markup {
    let (tone, word) = match event.window(now) {
        Window::Draft => (Tone::Quiet, language.pick("concept", "draft")),
        Window::Soon => (Tone::Info, language.pick("aanmelden nog niet open", "registration not open yet")),
        Window::Open => (Tone::Good, language.pick("aanmelden open", "registration open")),
        Window::Closed => (Tone::Info, language.pick("aanmelden gesloten", "registration closed")),
        Window::Over if now < event.ends_at => (Tone::Good, language.pick("bezig", "going on")),
        Window::Over => (Tone::Quiet, language.pick("geweest", "past")),
        Window::CalledOff => (Tone::Bad, language.pick("gaat niet door", "called off")),
    };
    tag(tone, word)
}

/// What the page of one event is drawn from.
pub(super) struct Overview<'a> {
    pub(super) event: &'a Event,
    pub(super) programme: &'a Programme,
    pub(super) everybody: &'a [Row],
    /// What staff wrote to them.
    pub(super) letters: &'a [Written],
    /// Who asks for a place, with the address.
    pub(super) asking: &'a [(&'a Registration, String)],
    /// What a decision about requests came to.
    pub(super) decided: Decided,
    /// How many people each organisation has, where an event has a quota.
    pub(super) organisations: &'a [Taken],
    /// What was asked and answered.
    pub(super) answered: &'a AnsweredQuestions,
    pub(super) form: &'a Form,
    /// The part that stays open after a fault.
    pub(super) open: &'a str,
    pub(super) said: &'a str,
    pub(super) now: Instant,
}

/// The page of one event.
pub(super) fn overview(frame: &Frame, the: &Overview) -> Markup {
    let language = frame.language;
    let (event, title) = (the.event, the.event.title(language));
    let sub = format!("{}, {}, {}", event.days(language), event.hours(language), event.where_short(language));
    staff_page(
        frame,
        (title, the.form),
        html! {
            (crumbs(language, &[(LIST, events_word(language))], title))
            (page_head(title, Some(&sub), Some(actions(the, language))))
            (done(the.said, language))
            (approving::said(the.decided, language))
            (error_summary(language, the.form))
            p { (standing(event, the.now, language)) " "
                @if event.state == EventState::Open { a href={ "/bijeenkomsten/" (event.id) } { (language.pick("Bekijk als bezoeker", "See as a visitor")) } }
            }
            (figures(the, language))
            (approving::section((event, the.programme.day()), the.asking, the.form, (the.now, language)))
            (fullness(the, language))
            (by_kind((the.event, the.programme), language))
            (crowds(the, language))
            (asked::section(the, language))
            @if event.state != EventState::Draft { (section(event, the.programme, the.letters, language)) }
            (people::section(the, language))
            (settle_with(the, language))
        },
    )
}

fn actions(the: &Overview, language: Language) -> Markup {
    let here = format!("{LIST}/{}", the.event.id);
    html! {
        @if the.event.state == EventState::Draft {
            (PostButton::new(format!("{here}/openen"), language.pick("Publiceer", "Publish"), Action::Primary))
        } @else if the.event.state == EventState::Open {
            (link_button(Action::Primary, &format!("{here}/deur"), language.pick("Open de deur op uw telefoon", "Open the door on your phone")))
        }
        @if the.event.state != EventState::CalledOff {
            (link_button(Action::Secondary, &format!("{here}/wijzigen"), language.pick("Wijzig", "Change")))
        }
        (link_button(Action::Secondary, &format!("{here}/programma"), language.pick("Programma", "Programme")))
        (link_button(Action::Secondary, &format!("{here}/uitnodigingen"), language.pick("Uitnodigingen", "Invitations")))
        (link_button(Action::Secondary, &format!("{here}/vragen"), language.pick("Vragen", "Questions")))
        (link_button(Action::Secondary, &format!("{here}/evaluatie"), language.pick("Evaluatie", "Evaluation")))
    }
}

fn figures(the: &Overview, language: Language) -> Markup {
    let count = |is: &dyn Fn(&Registration) -> bool| {
        i64::try_from(the.everybody.iter().filter(|(row, _)| is(row)).count()).unwrap_or(i64::MAX)
    };
    let registered = count(&|row| row.state == RegistrationState::Registered);
    let inside = count(&|row| row.state == RegistrationState::Registered && row.in_at.is_some());
    let waiting = count(&|row| row.state == RegistrationState::Waiting && row.approval != EventApproval::Asked);
    let gone = count(&|row| matches!(row.state, RegistrationState::Cancelled | RegistrationState::Replaced));
    let replaced = count(&|row| row.state == RegistrationState::Replaced);
    let capacity = the.programme.day().map_or(0, |day| day.capacity);
    let held = the.programme.day().map_or(0, |day| day.taken) - registered;
    let of =
        |what: i64| format!("{} {} {}", number(what, language), language.pick("van", "of"), number(capacity, language));
    html! {
        div class="figures" {
            (figure_card(language.pick("Aangemeld", "Registered"), &of(registered), html! {
                @if held > 0 { (number(held, language)) (language.pick(" aangeboden of vastgehouden", " offered or kept")) }
                @else if registered > capacity { (number(registered - capacity, language)) (language.pick(" te veel", " too many")) }
            }))
            (figure_card(language.pick("Binnen", "In"), &number(inside, language), html! {}))
            (figure_card(language.pick("Op de wachtlijst", "On the waiting list"), &number(waiting, language), html! {
                (language.pick("doorschuiven stopt ", "offers stop ")) (short_moment(the.event.offers_until(), language))
            }))
            (figure_card(language.pick("Afgemeld", "Cancelled"), &number(gone, language), html! {
                @if replaced > 0 { (number(replaced, language)) (language.pick(" stuurden een collega", " sent a colleague")) }
            }))
        }
    }
}

fn fullness(the: &Overview, language: Language) -> Markup {
    let workshops: Vec<_> = the.programme.sessions.iter().filter(|session| session.round > 0).collect();
    if workshops.is_empty() {
        return html! {};
    }
    let title = language.pick("Hoe vol zijn de workshops", "How full the workshops are");
    let table = DataTable::new(title)
        .stacked()
        .hide_caption()
        .column(language.pick("Workshop", "Workshop"))
        .column(language.pick("Ronde", "Round"))
        .column(language.pick("Zaal", "Room"))
        .number(language.pick("Bezet", "Taken"))
        .number(language.pick("Plaatsen", "Places"))
        .number(language.pick("Wachten", "Waiting"))
        .column(language.pick("Voor het publiek", "For the public"))
        .rows(workshops.iter().map(|session| {
            let places = the.programme.places_of(session.id);
            let of = |what: fn(&Places) -> i64| html! { @if let Some(places) = places { (number(what(places), language)) } };
            let over = places.map_or(0, |places| places.taken - places.capacity);
            vec![
                html! { a class="utrecht-link" href={ (LIST) "/" (the.event.id) "/mensen?workshop=" (session.id) } { (session.label(language)) }
                    @if the.event.day_of(session.starts_at, language).is_some() { br; span class="small muted" { (the.event.time_of(session, language)) } }
                    @if over > 0 { " " (tag(Tone::Bad, &format!("{over} {}", language.pick("te veel", "too many")))) } },
                html! { (session.round) },
                html! { (session.room) },
                of(|places| places.taken),
                of(|places| places.capacity),
                of(|places| places.waiting),
                html! { @if let Some(places) = places { (seats(places, language)) } },
            ]
        }));
    html! { section class="card stack" { h2 { (title) } (table) } }
}

/// Which organisations have their number, or more.
fn crowds(the: &Overview, language: Language) -> Markup {
    let Some(quota) = the.event.quota else { return html! {} };
    let title = language.pick("Per organisatie", "By organisation");
    let (near, others): (Vec<_>, Vec<_>) = the.organisations.iter().partition(|one| one.many * 2 > quota);
    let stands = |many: i64| {
        let above = many - quota;
        html! {
            @if above == 0 { (tag(Tone::Info, language.pick("vol", "full"))) }
            @else if above > 0 { (tag(Tone::Warn, &language.pick(format!("{above} erboven"), format!("{above} above")))) }
        }
    };
    let table = DataTable::new(title)
        .stacked()
        .hide_caption()
        .column(language.pick("Organisatie", "Organisation"))
        .number(language.pick("Komen, wachten of vragen", "Come, wait or ask"))
        .column(language.pick("Status", "Status"))
        .rows(
            near.iter().map(|one| vec![html! { (one.name) }, html! { (number(one.many, language)) }, stands(one.many)]),
        );
    html! {
        section class="card stack" id="organisaties" {
            h2 { (title) }
            p { (language.pick(
                format!("Hoogstens {quota} mensen van één organisatie. Wie daarna komt, vraagt een plaats aan."),
                format!("At most {quota} people of one organisation. Who comes after that asks for a place."),
            )) }
            @if !near.is_empty() { (table) }
            p class="small muted" { (match (near.len(), others.len()) {
                (0, 0) => language.pick("Er komt nog niemand van een organisatie.".to_owned(), "Nobody of an organisation comes yet.".to_owned()),
                (_, 0) => String::new(),
                (_, 1) => language.pick("Eén andere organisatie heeft hoogstens de helft van dat aantal.".to_owned(), "One other organisation has at most half that number.".to_owned()),
                (_, many) => language.pick(
                    format!("{many} andere organisaties hebben hoogstens de helft van dat aantal."),
                    format!("{many} other organisations have at most half that number."),
                ),
            }) }
        }
    }
}

/// Copying, and calling off.
fn settle_with(the: &Overview, language: Language) -> Markup {
    let here = format!("{LIST}/{}", the.event.id);
    html! {
        details class="more" open[the.open == "kopie"] {
            summary { (language.pick("Maak een kopie voor een andere dag", "Make a copy for another day")) }
            (post_section(&format!("{here}/kopie"), "form", html! {
                p { (language.pick("Mee gaan: teksten, plaats, programma, aantallen en regels; alle tijden schuiven mee. Niet mee gaan: mensen, mails, codes en de link om online mee te doen.", "Comes along: texts, place, programme, numbers and rules; all times move along. Does not: people, mails, codes and the link to take part online.")) }
                (Field::text(language, the.form, "day", language.pick("De nieuwe dag", "The new day")).hint("22 april 2027"))
                (button(Action::Secondary, language.pick("Maak de kopie", "Make the copy")))
            }))
        }
        @if the.event.state == EventState::Open && the.now < the.event.ends_at {
            details class="more" open[the.open == "afgelasten"] {
                summary { (language.pick("Laat de bijeenkomst niet doorgaan", "Call the event off")) }
                (post_section(&format!("{here}/afgelasten"), "form", html! {
                    p { (language.pick("Iedereen die een plaats heeft of wacht, krijgt een mail met uw reden; de bijeenkomst verdwijnt uit hun agenda. Dit kan niet worden teruggedraaid.", "Everybody who has a place or waits gets a mail with your reason; the event disappears from their calendars. This cannot be undone.")) }
                    (Field::text(language, the.form, "reason", language.pick("Waarom", "Why")))
                    (button(Action::Danger, language.pick("Laat niet doorgaan", "Call off")))
                }))
            }
        }
    }
}

/// What was just done, on the page of an event and on that of its people.
fn done(word: &str, language: Language) -> Markup {
    let (tone, words) = match word {
        "gemaakt" => (
            Tone::Good,
            language.pick(
                "Het concept is gemaakt. Kijk het na en publiceer het",
                "The draft is made. Check it and publish it",
            ),
        ),
        "bewaard" => (Tone::Good, language.pick("Bewaard", "Saved")),
        "geopend" => (Tone::Good, language.pick("Gepubliceerd", "Published")),
        "afgelast" => (
            Tone::Good,
            language.pick(
                "De bijeenkomst gaat niet door. De mails gaan nu uit",
                "The event is called off. The mails go out now",
            ),
        ),
        "gekopieerd" => (Tone::Good, language.pick("De kopie is gemaakt, als concept", "The copy is made, as a draft")),
        "toegevoegd" => (Tone::Good, language.pick("Toegevoegd, met een plaats", "Added, with a place")),
        "op-de-lijst" => (
            Tone::Warn,
            language.pick(
                "Er is nu geen plaats: toegevoegd aan de wachtlijst",
                "There is no place now: added to the waiting list",
            ),
        ),
        "vol" => (
            Tone::Warn,
            language.pick(
                "Niet toegevoegd: alles is vol, en de wachtlijst is gesloten. Verhoog eerst het aantal plaatsen",
                "Not added: all is full, and the waiting list is closed. Raise the number of places first",
            ),
        ),
        "al-aangemeld" => {
            (Tone::Info, language.pick("Deze persoon was al aangemeld", "This person was registered already"))
        }
        "vraagt-al" => (
            Tone::Info,
            language.pick(
                "Deze persoon vroeg al een plaats aan. Keur de aanvraag goed op de pagina van de bijeenkomst",
                "This person asked for a place already. Approve the request on the page of the event",
            ),
        ),
        "afgemeld" => {
            (Tone::Good, language.pick("Afgemeld; de plaats is vrijgegeven", "Cancelled; the place is released"))
        }
        "te-laat" => (Tone::Warn, language.pick("Dit kan niet (meer)", "This is not possible (any more)")),
        _ => return html! {},
    };
    html! { div role="status" { (notice(language, tone, words, html! {})) } }
}
