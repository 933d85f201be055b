//! The check of names: every name in what is to go public and every address that is not, and what can be done about it.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::forms::path_to;
use crate::dossiers::check::{Finding, What};
use crate::dossiers::dossier::Dossier;
use crate::dossiers::mend::takes_marks;
use crate::dossiers::texts;
use crate::dossiers::timeline::Place;
use crate::web::components::{Action, PostButton, Tone, empty_state, link_button, notice, page_head};
use crate::web::{Frame, staff_page};

/// So many are shown at once; the rest comes when these are solved.
const SHOWN: usize = 50;

/// The page.
pub(in crate::dossiers) fn names(
    frame: &Frame,
    the: &Dossier,
    (found, names): (&[Finding], &BTreeMap<i64, String>),
    said: Option<(Tone, &'static str)>,
) -> Markup {
    let language = frame.language;
    let title = language.pick("Namencontrole", "Check of names");
    let sub = language.pick(
        "Elke tekst die openbaar wordt, is doorzocht op de namen in dit dossier: voluit, verbogen en als voorletters. Ook op de adressen van bronnen die niet openbaar zijn.",
        "Every text that goes public was searched for the names in this dossier: whole, inflected and as initials. And for the addresses of sources that are not public.",
    );
    let body = html! {
        (path_to(language, the, title))
        (page_head(title, Some(sub), None))
        @if let Some((tone, said)) = said { (notice(language, tone, said, html! {})) }
        @if found.is_empty() {
            (empty_state(
                language.pick("Geen namen gevonden", "No names found"),
                language.pick("Lees het dossier zelf nog eens: wie hier niet bij naam bekend is, wordt niet gezocht.", "Read the dossier once more yourself: whoever is not known here by name is not looked for."),
                Some(link_button(Action::Primary, &format!("{}/lezen", the.address()), language.pick("Lees zoals iedereen het ziet", "Read it as everybody sees it"))),
            ))
        } @else {
            p { b { (found.len()) } " " (language.pick("keer staat er iets dat niet openbaar mag worden. Openbaar maken kan als alles is opgelost.", "times there is something that must not go public. Publishing is possible when all of it is solved.")) }
            ol class="hits" { @for one in found.iter().take(SHOWN) { (hit(frame, the, (one, names))) } }
        }
    };
    staff_page(frame, title, body)
}

fn hit(frame: &Frame, the: &Dossier, (one, names): (&Finding, &BTreeMap<i64, String>)) -> Markup {
    let language = frame.language;
    let about = texts::place(one.place, language);
    html! {
        li class="card" {
            p { a class="utrecht-link" href={ (the.address()) (link(one.place)) } { (about) } }
            blockquote class="quote" { (one.before) mark class="hit" { (one.words) } (one.after) }
            @match one.what {
                What::Name(actor) => (name(frame, the, (one, actor, names))),
                What::Asked(place) => (asked(frame, the, (one, place))),
                What::Address(source) => (address(frame, the, (one, source))),
            }
        }
    }
}

/// A button that says what is done with words in their place.
fn press(frame: &Frame, the: &Dossier, one: &Finding, (path, label, action): (&str, &str, Action)) -> PostButton {
    PostButton::new(format!("{}/namen/{path}", the.address()), label, action)
        .hidden("place", one.place.word())
        .hidden("words", one.words.clone())
        .about(format!("{}: {}", texts::place(one.place, frame.language), one.words))
        .small()
}

fn change(frame: &Frame, the: &Dossier, one: &Finding) -> Markup {
    let at = format!("{}{}", the.address(), link(one.place));
    link_button(Action::Secondary, &at, frame.language.pick("Pas aan", "Change it"))
}

/// Somebody's name, and what can be done about it.
fn name(frame: &Frame, the: &Dossier, (one, actor, names): (&Finding, i64, &BTreeMap<i64, String>)) -> Markup {
    let language = frame.language;
    let role = the.actor(actor).map_or("", |actor| actor.role.as_str());
    let replace = ("vervangen", language.pick("Vervang door de rol", "Replace by the role"), Action::Primary);
    let clear = ("geen-naam", language.pick("Is hier geen naam", "Is no name here"), Action::Secondary);
    html! {
        p class="muted" { (language.pick("Lijkt op ", "Looks like ")) span class="person" { (names.get(&actor).map_or("", String::as_str)) } @if takes_marks(one.place) { (language.pick("; wordt ", "; becomes ")) span class="role" { (role) } } "." }
        div class="row" {
            @if takes_marks(one.place) { (press(frame, the, one, replace).hidden("actor", actor.to_string())) } @else { (change(frame, the, one)) }
            (press(frame, the, one, clear))
        }
        @if takes_marks(one.place) && the.actors.len() > 1 { (other(frame, the, (one, actor))) }
    }
}

/// The name of somebody whose agreement was asked: they have no role to stand there, so it is changed by hand.
fn asked(frame: &Frame, the: &Dossier, (one, place): (&Finding, usize)) -> Markup {
    let language = frame.language;
    let clear = ("geen-naam", language.pick("Is hier geen naam", "Is no name here"), Action::Secondary);
    html! {
        p class="muted" {
            (language.pick("Lijkt op ", "Looks like ")) span class="person" { (the.asked.get(place).map_or("", String::as_str)) }
            (language.pick(", die om een besluit is gevraagd.", ", who was asked for a decision."))
        }
        div class="row" { (change(frame, the, one)) (press(frame, the, one, clear)) }
    }
}

/// The address of a source that is not public: it is changed by hand, or somebody says that it is another.
fn address(frame: &Frame, the: &Dossier, (one, source): (&Finding, i64)) -> Markup {
    let language = frame.language;
    let title = the.source(source).map_or("", |source| source.title.as_str());
    let clear = ("geen-naam", language.pick("Is een ander adres", "Is another address"), Action::Secondary);
    html! {
        p class="muted" {
            (language.pick(format!("Adres van bron {source}, die niet openbaar is: "), format!("Address of source {source}, which is not public: ")))
            a class="utrecht-link" href={ (the.address()) "/bronnen/" (source) } { (title) } "."
        }
        div class="row" { (change(frame, the, one)) (press(frame, the, one, clear)) }
    }
}

/// Somebody else is meant.
fn other(frame: &Frame, the: &Dossier, (one, actor): (&Finding, i64)) -> Markup {
    let language = frame.language;
    let others = the.actors.iter().filter(|other| other.number != actor);
    html! {
        details class="more more--in" {
            summary { (language.pick("Kies een andere rol", "Choose another role")) span class="hidden" { ": " (texts::place(one.place, language)) ", " (one.words) } }
            div class="row" {
                @for actor in others {
                    (PostButton::new(format!("{}/namen/vervangen", the.address()), &actor.role, Action::Secondary)
                        .hidden("place", one.place.word())
                        .hidden("words", one.words.clone())
                        .hidden("actor", actor.number.to_string())
                        .about(language.pick(format!("in plaats van “{}”", one.words), format!("instead of “{}”", one.words)))
                        .small())
                }
            }
        }
    }
}

/// Where the words of a place are changed, below the address of the dossier.
fn link(place: Place) -> String {
    match place {
        Place::Title | Place::Summary | Place::Theme(_) => "/wijzigen".to_owned(),
        Place::Role(number) => format!("/personen/{number}"),
        Place::EntryTitle(number) | Place::EntryText(number) => format!("/gebeurtenissen/{number}"),
        Place::Source(number) => format!("/bronnen/{number}"),
    }
}
