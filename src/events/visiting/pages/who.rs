//! The first screen: who comes.

use maud::{Markup, html};

use crate::base::Language;
use crate::events::event::{Event, Places};
use crate::events::visiting::form::{ADDRESSES, KIND, NAMES, NO_KIND, shown};
use crate::organisations::OrganisationKind;
use crate::web::components::{Action, Field, Tone, button, error_summary, notice, post_section};
use crate::web::{Form, Frame, public_page};

/// What is to be said above the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::events) enum Note {
    /// Nothing.
    None,
    /// Only so many of so many fit.
    Full {
        /// How many places there are.
        free: i64,
        /// How many people are on the form.
        many: usize,
    },
    /// Only so many of so many fit, because all places of these kinds are taken.
    KindsFull {
        /// How many have a place.
        fit: i64,
        /// How many people are on the form.
        many: usize,
        /// Of which kinds there are too few.
        kinds: Vec<OrganisationKind>,
    },
    /// The time of the form is over.
    Expired {
        /// How many places there are now.
        free: i64,
    },
    /// Too many places are kept for this network.
    TooMany,
    /// It is full, and the waiting list is closed.
    NoList,
}

/// What the screen is drawn from.
pub(in crate::events) struct Who<'a> {
    /// The event.
    pub event: &'a Event,
    /// The places of its day.
    pub day: Option<&'a Places>,
    /// The kinds of organisations with a limit, and their places.
    pub kinds: Vec<(OrganisationKind, &'a Places)>,
    /// Whether a place that comes free would still be offered.
    pub offers: bool,
    /// Whether one asks for a place, and somebody decides.
    pub asks: bool,
    /// How many people it takes.
    pub most: usize,
    /// Where it is sent to.
    pub action: String,
    /// What is said above it.
    pub note: Note,
}

/// The screen.
pub(in crate::events) fn page(frame: &Frame, form: &Form, the: &Who) -> Markup {
    let (language, event) = (frame.language, the.event);
    let title = if the.most == 1 {
        language.pick("Wie komt er?", "Who is coming?")
    } else {
        language.pick("Wie komen er?", "Who is coming?")
    };
    let here = format!("{}/bijeenkomsten/{}", language.prefix(), event.id);
    let many = shown(form).min(the.most);
    let is_full = the.day.is_some_and(|day| day.free == 0);
    let waits = the.offers && !the.asks && (matches!(the.note, Note::Full { .. } | Note::KindsFull { .. }) || is_full);
    let note = if is_full && !the.offers { &Note::NoList } else { &the.note };
    public_page(
        frame,
        (title, form),
        html! {
            div class="split" {
                (post_section(&the.action, "form narrow", html! {
                    p class="small muted" { a href=(here) { (event.title(language)) } " / " (language.pick("stap 1 van 2", "step 1 of 2")) }
                    h1 class="utrecht-heading-1" { (title) }
                    @if the.asks && matches!(note, Note::None) { (asking(language)) } @else { (said(note, is_full, language)) }
                    (error_summary(language, form))
                    input type="hidden" name="guests" value=(many);
                    @if waits { input type="hidden" name="waits" value="yes"; }
                    (yourself(form, language))
                    @if !the.kinds.is_empty() { (kind_of(form, the, language)) }
                    @for at in 1..many { (colleague(form, at, language)) }
                    @if many < the.most {
                        p { button type="submit" name="more" value="1" class="utrecht-button utrecht-button--secondary-action small" {
                            (language.pick("Nog een collega erbij", "Add a colleague"))
                        } }
                    }
                    @if *note != Note::NoList {
                        (button(Action::Primary, if waits {
                            language.pick("Verder, op de wachtlijst", "Go on, on the waiting list")
                        } else { language.pick("Verder", "Go on") }))
                    }
                    p class="small muted" { (small_print(the.asks, language)) }
                }))
                (beside(event, language))
            }
        },
    )
}

fn small_print(asks: bool, language: Language) -> &'static str {
    if asks {
        language.pick(
            "Uw aanvraag is pas gedaan als u op de volgende pagina bevestigt. Stopt u eerder, dan wissen wij wat u invulde binnen twee dagen.",
            "Your request is made only when you confirm on the next page. If you stop before, we erase what you filled in within two days.",
        )
    } else {
        language.pick(
            "Uw plaats wordt een kwartier voor u vastgehouden. U bent pas aangemeld als u op de volgende pagina bevestigt. Stopt u eerder, dan wissen wij wat u invulde binnen twee dagen.",
            "Your place is kept for a quarter of an hour. You are registered only when you confirm on the next page. If you stop before, we erase what you filled in within two days.",
        )
    }
}

fn asking(language: Language) -> Markup {
    notice(
        language,
        Tone::Info,
        language.pick("U vraagt een plaats aan", "You ask for a place"),
        html! {
            (language.pick("Wij kijken eerst of wij u een plaats kunnen geven. U krijgt daarover een mail.", "We first see whether we can give you a place. You get a mail about that."))
        },
    )
}

fn yourself(form: &Form, language: Language) -> Markup {
    html! {
        (Field::text(language, form, "name", language.pick("Uw naam", "Your name"))
            .hint(language.pick("Zo staat u op uw badge", "This is on your badge")).autocomplete("name"))
        (Field::email(language, form, "address", language.pick("Uw e-mailadres", "Your e-mail address"))
            .hint(language.pick("Hier sturen wij uw toegangsbewijs naartoe", "We send your ticket here")))
        (Field::text(language, form, "organisation", language.pick("Organisatie", "Organisation")).optional().autocomplete("organization"))
    }
}

/// To which of the kinds with a limit they belong.
fn kind_of<'a>(form: &'a Form, the: &Who, language: Language) -> Field<'a> {
    let full = language.pick("vol, wachtlijst", "full, waiting list");
    let label = |(kind, places): &(OrganisationKind, &Places)| {
        let word = kind.said().of(language);
        // Where somebody decides, a number would tell who was invited.
        let is_full = places.free == 0 && !the.asks;
        (kind.word(), if is_full { format!("{word} ({full})") } else { word.to_owned() })
    };
    let none = (NO_KIND, language.pick("Geen van deze", "None of these").to_owned());
    let options = [("", String::new())].into_iter().chain(the.kinds.iter().map(label)).chain([none]);
    Field::select(
        language,
        form,
        KIND,
        language.pick("Bij wat voor organisatie hoort u?", "To what kind of organisation do you belong?"),
        options,
    )
    .hint(language.pick("Van deze soorten kan een aantal mensen komen", "Of these kinds a number of people can come"))
}

fn colleague(form: &Form, at: usize, language: Language) -> Markup {
    let title = format!("{} {at}", language.pick("Collega", "Colleague"));
    let id = format!("colleague-{at}");
    html! {
        section class="card stack" role="group" aria-labelledby=(id) {
            h2 id=(id) class="utrecht-heading-3" { (title) }
            (Field::text(language, form, NAMES[at], language.pick("Naam", "Name")).autocomplete("off"))
            (Field::text(language, form, ADDRESSES[at], language.pick("E-mailadres", "E-mail address")).autocomplete("off"))
            p class="small muted" { (language.pick(
                "Uw collega krijgt een eigen mail en kan zelf wijzigen. Komt er toch niemand? Laat beide velden leeg.",
                "Your colleague gets a mail of their own and can make changes. Nobody after all? Leave both fields empty.",
            )) }
        }
    }
}

fn said(note: &Note, is_full: bool, language: Language) -> Markup {
    match *note {
        Note::None if is_full => notice(
            language,
            Tone::Info,
            language.pick("De bijeenkomst is vol", "The event is full"),
            html! {
                (language.pick("U kunt op de wachtlijst. Komt er een plaats vrij? Dan krijgt u een mail met een knop.", "You can join the waiting list. When a place comes free, you get a mail with a button."))
            },
        ),
        Note::None => html! {},
        Note::NoList => notice(
            language,
            Tone::Warn,
            language.pick("De bijeenkomst is vol", "The event is full"),
            html! { (language.pick("De wachtlijst is gesloten: er komt geen plaats meer vrij.", "The waiting list is closed: no place comes free any more.")) },
        ),
        Note::Full { free: 0, .. } => notice(
            language,
            Tone::Warn,
            language.pick("Net vol", "Just full"),
            html! {
                (language.pick("Alle plaatsen zijn nu bezet of worden vastgehouden. Wat u invulde, staat er nog. Ga verder om op de wachtlijst te komen.", "All places are taken or kept now. What you filled in is still here. Go on to join the waiting list."))
            },
        ),
        Note::Full { free, many } => notice(
            language,
            Tone::Warn,
            language.pick("Niet iedereen past", "Not everybody fits"),
            html! {
                (language.pick(
                    format!("Er is plaats voor {free} van de {many}. Gaat u verder, dan krijgen de eersten op dit formulier een plaats en komen de anderen op de wachtlijst."),
                    format!("There is room for {free} of {many}. If you go on, the first on this form get a place and the others join the waiting list."),
                ))
            },
        ),
        Note::KindsFull { fit, many, ref kinds } => kinds_full((fit, many), kinds, language),
        Note::Expired { free } => notice(
            language,
            Tone::Warn,
            language.pick("Uw plaats is vrijgegeven", "Your place was released"),
            html! {
                @if free > 0 { (language.pick("De tijd was om. Er zijn nog plaatsen: ga verder.", "The time was up. There are places left: go on.")) }
                @else { (language.pick("De tijd was om, en de bijeenkomst is nu vol. Ga verder om op de wachtlijst te komen.", "The time was up, and the event is full now. Go on to join the waiting list.")) }
            },
        ),
        Note::TooMany => notice(
            language,
            Tone::Warn,
            language.pick("Even wachten", "One moment"),
            html! {
                (language.pick("Vanaf uw netwerk worden al veel plaatsen vastgehouden. Probeer het over een kwartier opnieuw, of mail ons.", "Many places are kept for your network already. Try again in a quarter of an hour, or mail us."))
            },
        ),
    }
}

fn kinds_full((fit, many): (i64, usize), kinds: &[OrganisationKind], language: Language) -> Markup {
    let kinds = kinds.iter().map(|kind| kind.said().of(language)).collect::<Vec<_>>().join(", ");
    notice(
        language,
        Tone::Warn,
        &language.pick(format!("Vol voor: {kinds}"), format!("Full for: {kinds}")),
        html! {
            (language.pick(
                "Van deze soort organisatie hebben al zoveel mensen een plaats als er kunnen komen. Wat u invulde, staat er nog. Komt er een plaats vrij? Dan krijgt u een mail met een knop. ",
                "Of this kind of organisation as many people have a place as can come. What you filled in is still here. When a place comes free, you get a mail with a button. ",
            ))
            @if fit == 0 { (language.pick("Ga verder om op de wachtlijst te komen.", "Go on to join the waiting list.")) }
            @else { (language.pick(
                format!("Er is plaats voor {fit} van de {many}. Gaat u verder, dan krijgen zij een plaats en komen de anderen op de wachtlijst."),
                format!("There is room for {fit} of {many}. If you go on, they get a place and the others join the waiting list."),
            )) }
        },
    )
}

/// The event, beside the form.
pub(super) fn beside(event: &Event, language: Language) -> Markup {
    html! {
        aside class="card stack" aria-label=(language.pick("De bijeenkomst", "The event")) {
            h2 class="utrecht-heading-3" { (event.title(language)) }
            p { (event.days(language)) br; (event.hours(language)) br; (event.where_short(language)) }
        }
    }
}
