//! The page on which a list is pasted, looked at and taken.

use maud::{Markup, html};

use super::list::{Fate, Fault, Line};
use super::take::Taken;
use crate::base::Language;
use crate::base::wall_time::number;
use crate::events::EventState;
use crate::events::event::Event;
use crate::web::components::{
    Action, DataTable, Field, Tone, button_with, crumbs, error_summary, notice, page_head, post_form, tag,
};
use crate::web::guest::name_fault;
use crate::web::{Form, Frame, staff_page};

const LIST: &str = "/beheer/bijeenkomsten";

/// What is shown of a list.
pub(super) enum Look<'a> {
    /// Nothing yet.
    Nothing,
    /// What would become of it.
    Before {
        lines: &'a [Line<'a>],
        /// Of the good lines.
        fates: &'a [Fate],
        /// Whether the button belonged to another list.
        is_other: bool,
    },
    /// What became of it.
    Taken(Taken, &'a [Line<'a>]),
}

/// The page.
pub(super) fn page(frame: &Frame, event: &Event, form: &Form, look: &Look) -> Markup {
    let language = frame.language;
    let title = language.pick("Meld een lijst aan", "Register a list");
    let here = format!("{LIST}/{}", event.id);
    let above = [(LIST, language.pick("Bijeenkomsten", "Events")), (here.as_str(), event.title(language))];
    let is_looking = matches!(look, Look::Before { .. });
    staff_page(
        frame,
        (title, form),
        html! {
            (crumbs(language, &above, title))
            (error_summary(language, form))
            (page_head(title, Some(event.title(language)), None))
            @if event.state != EventState::Open {
                (notice(language, Tone::Info, language.pick("Aanmelden kan nu niet", "You cannot register people now"), html! {
                    (language.pick("Dat kan als de bijeenkomst is gepubliceerd.", "It is possible when the event is published."))
                }))
            }
            @if let Look::Taken(taken, lines) = look { (became(*taken, lines, &here, language)) }
            (post_form(&format!("{here}/mensen/lijst"), html! {
                input type="hidden" name="seen" value=(form.value("seen"));
                @if let Look::Before { lines, fates, is_other } = look { (before((lines, fates), *is_other, language)) }
                (Field::textarea(language, form, "list", language.pick("De lijst", "The list"), 8)
                    .hint(language.pick(
                        "Op elke regel één persoon: naam, e-mailadres, organisatie. Zo uit Excel plakken kan ook",
                        "One person on each line: name, e-mail address, organisation. Pasting straight from Excel works too",
                    )))
                (Field::select(language, form, "language", language.pick("Taal van de mails", "Language of the mails"), Language::ALL.map(|one| (one.tag(), one.name_in(language)))))
                p class="small muted" { (language.pick(
                    "Ieder krijgt dezelfde mails als wie zich zelf aanmeldt. Wie al is aangemeld, krijgt niets.",
                    "Everybody gets the same mails as whoever registers. Who is registered already gets nothing.",
                )) }
                (button_with(if is_looking { Action::Secondary } else { Action::Primary }, language.pick("Bekijk de lijst", "See the list"), ("do", "look")))
            }))
        },
    )
}

fn people(many: usize, language: Language) -> String {
    let word = if many == 1 { language.pick("persoon", "person") } else { language.pick("mensen", "people") };
    format!("{} {word}", number(i64::try_from(many).unwrap_or(i64::MAX), language))
}

/// What would become of the list, with the button that does it.
fn before((lines, fates): (&[Line], &[Fate]), is_other: bool, language: Language) -> Markup {
    let new = fates.iter().filter(|fate| matches!(fate, Fate::Place | Fate::Waits)).count();
    let waits = fates.iter().filter(|fate| **fate == Fate::Waits).count();
    let faults = lines.len() - fates.len();
    html! {
        section class="card stack" aria-labelledby="preview" {
            h2 id="preview" tabindex="-1" data-focus { (language.pick("Wat er met de lijst gebeurt", "What happens with the list")) }
            @if is_other {
                div role="status" { (notice(language, Tone::Warn, language.pick("Nog niet aangemeld: de lijst is veranderd. Kijk nog eens", "Not registered yet: the list has changed. Look again"), html! {})) }
            }
            @if waits > 0 {
                (notice(language, Tone::Warn, &language.pick(format!("Voor {} is er nu geen plaats", people(waits, language)), format!("There is no place now for {}", people(waits, language))), html! {
                    (language.pick("Die komen op de wachtlijst. Wilt u dat niet? Verhoog eerst het aantal plaatsen.", "They join the waiting list. If you do not want that, raise the number of places first."))
                }))
            }
            (table(lines, fates, language))
            @if new > 0 {
                p { (button_with(Action::Primary, language.pick(format!("Meld {} aan", people(new, language)), format!("Register {}", people(new, language))), ("do", "take"))) }
                @if faults > 0 {
                    p class="small muted" { (language.pick("De regels met een fout blijven hieronder staan, zodat u ze kunt verbeteren.", "The lines with a fault stay below, so that you can mend them.")) }
                }
            } @else {
                p role="status" { (language.pick("Er is nu niemand om aan te melden.", "There is nobody to register now.")) }
            }
        }
    }
}

fn table(lines: &[Line], fates: &[Fate], language: Language) -> DataTable {
    let mut fates = fates.iter();
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            let becomes = match &line.who {
                Ok(_) => fates.next().map_or_else(|| html! {}, |fate| fate_of(*fate, language)),
                Err(fault) => {
                    html! { (tag(Tone::Bad, language.pick("fout", "fault"))) " " (fault_of(*fault, language)) }
                }
            };
            let (name, address, organisation) = match &line.who {
                Ok((guest, _)) => (guest.name.as_str(), guest.address.as_str(), guest.organisation.as_str()),
                Err(_) => (line.text, "", ""),
            };
            vec![
                html! { (name) @if !address.is_empty() { br; span class="small muted" { (address) } } },
                html! { (organisation) },
                becomes,
                html! { (line.number) },
            ]
        })
        .collect();
    DataTable::new(language.pick("De lijst", "The list"))
        .stacked()
        .hide_caption()
        .column(language.pick("Wie", "Who"))
        .column(language.pick("Organisatie", "Organisation"))
        .column(language.pick("Wat er gebeurt", "What happens"))
        .number(language.pick("Regel", "Line"))
        .rows(rows)
}

fn fate_of(fate: Fate, language: Language) -> Markup {
    match fate {
        Fate::Place => tag(Tone::Good, language.pick("krijgt een plaats", "gets a place")),
        Fate::Waits => tag(Tone::Warn, language.pick("komt op de wachtlijst", "joins the waiting list")),
        Fate::Already => tag(Tone::Quiet, language.pick("is al aangemeld", "is registered already")),
        Fate::Full => tag(
            Tone::Bad,
            language.pick("geen plaats, en de wachtlijst is gesloten", "no place, and the waiting list is closed"),
        ),
    }
}

fn fault_of(fault: Fault, language: Language) -> String {
    match fault {
        Fault::Unreadable => language
            .pick("Op deze regel staat niet één goed e-mailadres", "There is not one good e-mail address on this line")
            .to_owned(),
        Fault::Name(fault) => name_fault(fault, language),
    }
}

/// What became of the list.
fn became(taken: Taken, lines: &[Line], here: &str, language: Language) -> Markup {
    let faults = lines.iter().filter(|line| line.who.is_err()).count();
    let parts = [
        (taken.waiting, language.pick("op de wachtlijst", "on the waiting list")),
        (taken.already, language.pick("al aangemeld: kreeg niets", "registered already: got nothing")),
        (taken.full, language.pick("niet: alles is vol", "not: all is full")),
        (taken.closed, language.pick("niet: aanmelden kan nu niet", "not: registering is not possible now")),
    ];
    let tone = if taken.full + taken.closed + faults > 0 { Tone::Warn } else { Tone::Good };
    let title = language.pick(
        format!("{} aangemeld, met een plaats", people(taken.registered, language)),
        format!("{} registered, with a place", people(taken.registered, language)),
    );
    html! {
        div role="status" tabindex="-1" data-focus {
            (notice(language, tone, &title, html! {
                @for (many, what) in parts.into_iter().filter(|(many, _)| *many > 0) { p { (people(many, language)) " " (what) "." } }
                @if faults > 0 { p { (language.pick("Wat hieronder nog staat, kon niet: verbeter het en probeer het opnieuw.", "What still stands below could not be read: mend it and try again.")) } }
                p { a class="utrecht-link" href={ (here) "#mensen" } { (language.pick("Bekijk wie er komt", "See who comes")) } }
            }))
        }
    }
}
