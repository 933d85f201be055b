//! The check of names: every name in what is to go public, and what can be done about it.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::forms::path_to;
use crate::dossiers::check::Finding;
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
        "Elke tekst die openbaar wordt, is doorzocht op de namen in dit dossier: voluit, verbogen en als voorletters.",
        "Every text that goes public was searched for the names in this dossier: whole, inflected and as initials.",
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
            p { b { (found.len()) } " " (language.pick("keer staat er een naam. Openbaar maken kan als er geen meer openstaat.", "times there is a name. Publishing is possible when none is left.")) }
            ol class="hits" { @for one in found.iter().take(SHOWN) { (hit(frame, the, (one, names))) } }
        }
    };
    staff_page(frame, title, body)
}

fn hit(frame: &Frame, the: &Dossier, (one, names): (&Finding, &BTreeMap<i64, String>)) -> Markup {
    let language = frame.language;
    let address = the.address();
    let role = the.actor(one.actor).map_or("", |actor| actor.role.as_str());
    let name = names.get(&one.actor).map_or("", String::as_str);
    let about = texts::place(one.place, language);
    let press = |path: &str, label: &str, action: Action| {
        PostButton::new(format!("{address}/namen/{path}"), label, action)
            .hidden("place", one.place.word())
            .hidden("words", one.words.clone())
            .about(format!("{}: {}", about, one.words))
            .small()
    };
    html! {
        li class="card" {
            p { a class="utrecht-link" href={ (address) (link(one.place)) } { (about) } }
            blockquote class="quote" { (one.before) mark class="hit" { (one.words) } (one.after) }
            p class="muted" { (language.pick("Lijkt op ", "Looks like ")) span class="person" { (name) } @if takes_marks(one.place) { (language.pick("; wordt ", "; becomes ")) span class="role" { (role) } } "." }
            div class="row" {
                @if takes_marks(one.place) {
                    (press("vervangen", language.pick("Vervang door de rol", "Replace by the role"), Action::Primary).hidden("actor", one.actor.to_string()))
                } @else { (link_button(Action::Secondary, &format!("{address}{}", link(one.place)), language.pick("Pas aan", "Change it"))) }
                (press("geen-naam", language.pick("Is hier geen naam", "Is no name here"), Action::Secondary))
            }
            @if takes_marks(one.place) && the.actors.len() > 1 { (other(frame, the, one)) }
        }
    }
}

/// Somebody else is meant.
fn other(frame: &Frame, the: &Dossier, one: &Finding) -> Markup {
    let language = frame.language;
    let others = the.actors.iter().filter(|actor| actor.number != one.actor);
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
