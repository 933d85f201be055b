//! The forms of an event and of its programme.

use maud::{Markup, html};

use crate::base::Language;
use crate::events::EventAdmission;
use crate::events::event::{Event, KINDS, Session};
use crate::events::find::Programme;
use crate::events::visiting::kind;
use crate::organisations::KINDS as KINDS_OF;
use crate::web::components::{
    Action, Choices, DataTable, Field, PostButton, button, crumbs, empty_state, error_summary, link_button, page_head,
    post_form, tick_box,
};
use crate::web::{Form, Frame, staff_page};

pub(super) const LIST: &str = "/beheer/bijeenkomsten";

fn events_word(language: Language) -> &'static str {
    language.pick("Bijeenkomsten", "Events")
}

/// The form of an event that is new, or that exists.
pub(super) fn edit(frame: &Frame, form: &Form, event: Option<&Event>) -> Markup {
    let language = frame.language;
    let (title, address) = match event {
        Some(event) => (event.title(language).to_owned(), format!("{LIST}/{}/wijzigen", event.id)),
        None => (language.pick("Nieuwe bijeenkomst", "New event").to_owned(), format!("{LIST}/nieuw")),
    };
    staff_page(
        frame,
        (title.as_str(), form),
        html! {
            (crumbs(language, &[(LIST, events_word(language))], &title))
            (error_summary(language, form))
            (page_head(&title, None, None))
            (post_form(&address, html! {
                @if event.is_some() { input type="hidden" name="version" value=(form.value("version")); }
                (what(form, language)) (when(form, language)) (for_whom(form, event, language))
                (button(Action::Primary, language.pick("Bewaar", "Save")))
            }))
        },
    )
}

fn what(form: &Form, language: Language) -> Markup {
    let kinds = KINDS.map(|one| (one.word(), kind(one, language)));
    html! {
        fieldset class="card stack" {
            legend class="utrecht-heading-3" { (language.pick("Wat", "What")) }
            (Field::select(language, form, "kind", language.pick("Soort", "Kind"), [("", "")].into_iter().chain(kinds)))
            (Field::text(language, form, "title_nl", language.pick("Titel", "Title in Dutch")))
            (Field::text(language, form, "title_en", language.pick("Titel in het Engels", "Title in English")).optional())
            (Field::text(language, form, "lead_nl", language.pick("In één zin", "In one sentence, in Dutch")).optional())
            (Field::text(language, form, "lead_en", language.pick("In één zin, in het Engels", "In one sentence, in English")).optional())
            (Field::textarea(language, form, "about_nl", language.pick("Waar gaat het over", "What it is about, in Dutch"), 5).optional())
            (Field::textarea(language, form, "about_en", language.pick("Waar gaat het over, in het Engels", "What it is about, in English"), 3).optional())
        }
    }
}

fn when(form: &Form, language: Language) -> Markup {
    let day_hint = language.pick("Zoals 22 april 2027 of 22-4-2027", "Such as 22 April 2027 or 22-4-2027");
    html! {
        fieldset class="card stack" {
            legend class="utrecht-heading-3" { (language.pick("Wanneer en waar", "When and where")) }
            div class="cards tight" {
                (Field::text(language, form, "day", language.pick("Dag", "Day")).hint(day_hint))
                (Field::text(language, form, "from", language.pick("Van", "From")).hint("9.30"))
                (Field::text(language, form, "until", language.pick("Tot", "Until")).hint("16.30"))
            }
            (Field::text(language, form, "last_day", language.pick("Laatste dag, als het er meer zijn", "Last day, if there are more")).optional())
            (Field::text(language, form, "place", language.pick("Plaats", "Place")).hint(language.pick("Leeg als het alleen online is", "Empty when it is online only")).optional())
            (Field::text(language, form, "address", language.pick("Adres", "Address")).optional())
            (Field::text(language, form, "link", language.pick("Link om online mee te doen", "Link to take part online")).hint(language.pick("Alleen wie een plaats heeft ziet deze", "Only who has a place sees it")).optional())
            (Field::number(language, form, "capacity", language.pick("Aantal plaatsen", "Number of places")))
        }
    }
}

fn for_whom(form: &Form, event: Option<&Event>, language: Language) -> Markup {
    html! {
        fieldset class="card stack" {
            legend class="utrecht-heading-3" { (language.pick("Aanmelden", "Registering")) }
            div class="cards tight" {
                (Field::text(language, form, "opens_day", language.pick("Open vanaf", "Open from")))
                (Field::text(language, form, "opens_time", language.pick("Tijd", "Time")))
            }
            div class="cards tight" {
                (Field::text(language, form, "closes_day", language.pick("Sluit op", "Closes on")).hint(language.pick("Dan stopt ook het doorschuiven van de wachtlijst", "The waiting list stops then too")))
                (Field::text(language, form, "closes_time", language.pick("Tijd", "Time")))
            }
            (admissions(form, language))
            (Field::text(language, form, "domains", language.pick("Alleen voor deze maildomeinen", "Only for these mail domains")).hint(language.pick("Met een spatie ertussen, zoals voorbeeld.nl; adressen als naam@mail.voorbeeld.nl horen erbij. Leeg: alle domeinen. Wie u uitnodigt mag altijd", "With a space between, such as example.org; addresses like name@mail.example.org belong to it. Empty: all domains. Whoever you invite may always come")).optional())
            (kinds(form, language))
            (Field::number(language, form, "quota", language.pick("Hoogstens zoveel mensen van één organisatie", "At most so many people of one organisation")).hint(language.pick("Wie daarna komt, vraagt een plaats aan en u beslist. Leeg: geen grens", "Who comes after that asks for a place, and you decide. Empty: no limit")).optional())
            @if let Some(event) = event {
                p { a class="utrecht-link" href={ (LIST) "/" (event.id) "/soorten" } { (language.pick("Hoogstens zoveel mensen per soort organisatie", "At most so many people by kind of organisation")) } }
                p { a class="utrecht-link" href={ (LIST) "/" (event.id) "/vragen" } { (language.pick("Wat u vraagt bij het aanmelden", "What you ask when registering")) } }
            } @else {
                (tick_box(language, form, "asks_needs", "yes", language.pick("Vraag naar wensen voor eten en toegang", "Ask for needs of food and access"), Some(language.pick("Wij wissen ze twee weken na afloop. Andere vragen voegt u later toe", "We erase them two weeks afterwards. You add other questions later"))))
            }
            (Field::number(language, form, "offer_hours", language.pick("Zo lang staat een aanbod van de wachtlijst (uren)", "How long an offer of the waiting list stands (hours)")))
            (Field::number(language, form, "reminder_days", language.pick("Herinnering zoveel dagen vooraf (0: geen)", "Reminder so many days before (0: none)")))
            (Field::number(language, form, "certificate_days", language.pick("Bewijs van deelname na zoveel dagen", "Certificate of attendance after so many days")).hint(language.pick("Van een bijeenkomst van meer dagen; leeg: alle dagen. Een dag telt als iemand toen aan de deur is gezien", "Of an event of several days; empty: all days. A day counts when somebody was seen at the door then")).optional())
        }
    }
}

fn admissions(form: &Form, language: Language) -> Choices<'_> {
    let legend = language.pick("Wie kan zich aanmelden", "Who can register");
    Choices::one(language, form, "admission", legend)
        .choice(EventAdmission::Open.word(), language.pick("Iedereen", "Everybody"))
        .choice_with_hint(
            EventAdmission::Approval.word(),
            language.pick("Iedereen, na uw goedkeuring", "Everybody, after your approval"),
            language.pick(
                "Een aanvraag bezet geen plaats: die geeft u bij het goedkeuren",
                "A request takes no place: you give it when you approve",
            ),
        )
        .choice_with_hint(
            EventAdmission::Invited.word(),
            language.pick("Alleen wie u uitnodigt", "Only who you invite"),
            language.pick(
                "Met de link uit de uitnodiging; de bijeenkomst staat wel op de site",
                "With the link in the invitation; the event does stand on the site",
            ),
        )
}

fn kinds(form: &Form, language: Language) -> Choices<'_> {
    let legend = language.pick("Voor deze soorten organisaties", "For these kinds of organisations");
    let hint = language.pick(
        "Wie van zo’n organisatie is, volgens het register of door een maildomein hierboven, meldt zich aan. Anderen vragen een plaats aan en u beslist. Niets gekozen: alle organisaties",
        "Whoever is of such an organisation, by the register or by a mail domain above, registers. Others ask for a place, and you decide. Nothing chosen: all organisations",
    );
    let group = Choices::many(language, form, "kinds", legend).hint(hint).optional();
    KINDS_OF.into_iter().fold(group, |group, kind| group.choice(kind.word(), kind.said().of(language)))
}

/// The programme of an event.
pub(super) fn programme(frame: &Frame, event: &Event, programme: &Programme, said: &Markup) -> Markup {
    let language = frame.language;
    let title = language.pick("Programma", "Programme");
    let here = format!("{LIST}/{}", event.id);
    let add = link_button(
        Action::Primary,
        &format!("{here}/programma/nieuw"),
        language.pick("Voeg een onderdeel toe", "Add a part"),
    );
    staff_page(
        frame,
        title,
        html! {
            (crumbs(language, &[(LIST, events_word(language)), (&here, event.title(language))], title))
            (page_head(title, Some(event.title(language)), Some(add)))
            (said)
            @if programme.sessions.is_empty() {
                (empty_state(
                    language.pick("Er is nog geen programma", "There is no programme yet"),
                    language.pick("Een programma hoeft niet. Zet er onderdelen in voor iedereen, en workshops waaruit men per ronde kiest.", "A programme is not needed. Add parts for everybody, and workshops of which one is chosen in each round."),
                    None,
                ))
            } @else { (table(event, programme, language)) }
        },
    )
}

fn table(event: &Event, programme: &Programme, language: Language) -> DataTable {
    let row = |session: &Session| {
        let places = programme.places_of(session.id);
        let address = format!("{LIST}/{}/programma/{}", event.id, session.id);
        vec![
            html! { a class="utrecht-link" href=(address) { (session.label(language)) } },
            html! { (event.time_of(session, language)) },
            html! { @if session.round == 0 { (language.pick("iedereen", "everybody")) } @else { (session.round) } },
            html! { (session.room) },
            html! { @if let Some(places) = places { (places.taken) " / " (places.capacity) } },
        ]
    };
    DataTable::new(language.pick("Programma", "Programme"))
        .stacked()
        .hide_caption()
        .column(language.pick("Onderdeel", "Part"))
        .column(language.pick("Tijd", "Time"))
        .column(language.pick("Ronde", "Round"))
        .column(language.pick("Zaal", "Room"))
        .column(language.pick("Bezet", "Taken"))
        .rows(programme.sessions.iter().map(row))
}

/// The form of a part of the programme.
pub(super) fn session(frame: &Frame, form: &Form, event: &Event, session: Option<&Session>) -> Markup {
    let language = frame.language;
    let here = format!("{LIST}/{}", event.id);
    let parts = format!("{here}/programma");
    let (title, address) = match session {
        Some(session) => (session.label(language), format!("{parts}/{}", session.id)),
        None => (language.pick("Nieuw onderdeel", "New part").to_owned(), format!("{parts}/nieuw")),
    };
    let above = [
        (LIST, events_word(language)),
        (here.as_str(), event.title(language)),
        (parts.as_str(), language.pick("Programma", "Programme")),
    ];
    staff_page(
        frame,
        (title.as_str(), form),
        html! {
            (crumbs(language, &above, &title))
            (error_summary(language, form))
            (page_head(&title, None, None))
            (post_form(&address, html! {
                (Field::text(language, form, "title_nl", language.pick("Titel", "Title in Dutch")))
                (Field::text(language, form, "title_en", language.pick("Titel in het Engels", "Title in English")).optional())
                (Field::textarea(language, form, "about_nl", language.pick("Waar gaat het over", "What it is about, in Dutch"), 3).optional())
                (Field::textarea(language, form, "about_en", language.pick("Waar gaat het over, in het Engels", "What it is about, in English"), 3).optional())
                div class="cards tight" {
                    (Field::text(language, form, "from", language.pick("Van", "From")))
                    (Field::text(language, form, "until", language.pick("Tot", "Until")))
                    (Field::text(language, form, "day", language.pick("Dag, als het een andere is", "Day, if it is another")).optional())
                }
                div class="cards tight" {
                    (Field::number(language, form, "round", language.pick("Ronde", "Round")).hint(language.pick("0: voor iedereen. 1, 2 …: men kiest één per ronde", "0: for everybody. 1, 2 …: one is chosen in each round")))
                    (Field::text(language, form, "code", language.pick("Code", "Code")).hint("1A").optional())
                    (Field::number(language, form, "capacity", language.pick("Plaatsen, als men kiest", "Places, when one chooses")).optional())
                }
                (Field::text(language, form, "speaker", language.pick("Wie", "Who")).optional())
                (Field::text(language, form, "room", language.pick("Zaal", "Room")).optional())
                (button(Action::Primary, language.pick("Bewaar", "Save")))
            }))
            @if session.is_some() {
                (PostButton::new(format!("{address}/weg"), language.pick("Haal dit onderdeel weg", "Remove this part"), Action::Danger))
            }
        },
    )
}
