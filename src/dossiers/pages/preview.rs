//! Reading a dossier as everybody will, or with the names; and publishing exactly that.

use maud::{Markup, html};

use super::Naming;
use super::forms::path_to;
use super::reading::{Filter, Reading, reading};
use crate::dossiers::dossier::Dossier;
use crate::dossiers::timeline::Timeline;
use crate::web::components::{Action, PostButton, Tone, notice, page_head, tabs};
use crate::web::{Frame, staff_page};

/// What the page is drawn with.
pub(in crate::dossiers) struct Preview<'a> {
    pub(in crate::dossiers) the: &'a Dossier,
    pub(in crate::dossiers) timeline: &'a Timeline,
    pub(in crate::dossiers) naming: Naming<'a>,
    /// How often the check finds something.
    pub(in crate::dossiers) found: usize,
    /// The fingerprint of what is read here.
    pub(in crate::dossiers) seen: &'a str,
    pub(in crate::dossiers) may_publish: bool,
    pub(in crate::dossiers) filter: Filter,
}

/// The page.
pub(in crate::dossiers) fn preview(frame: &Frame, of: &Preview<'_>) -> Markup {
    let (language, the) = (frame.language, of.the);
    let (roles, named) = (format!("{}/lezen", the.address()), format!("{}/lezen?namen=1", the.address()));
    let current = if matches!(of.naming, Naming::Roles) { &roles } else { &named };
    let base = format!("{}/gebeurtenissen/", the.address());
    let body = html! {
        (path_to(language, the, language.pick("Voorbeeld", "Preview")))
        (page_head(&the.row.title, Some(&the.row.summary), None))
        (tabs(language.pick("Hoe u leest", "How you read"), &[(&roles, language.pick("Zoals iedereen het ziet", "As everybody sees it")), (&named, language.pick("Met de namen", "With the names"))], current))
        @match of.naming {
            Naming::Roles => (publishing(frame, of)),
            Naming::Names(_) => (notice(language, Tone::Warn, language.pick("Dit zien alleen medewerkers", "Only staff see this"), html! {})),
        }
        (reading(frame, &Reading { the: of.timeline, filter: of.filter, naming: of.naming, address: &roles, base: &base }))
    };
    staff_page(frame, &the.row.title, body)
}

fn publishing(frame: &Frame, of: &Preview<'_>) -> Markup {
    let (language, address) = (frame.language, of.the.address());
    if of.found > 0 {
        return notice(
            language,
            Tone::Warn,
            language.pick(
                "Er staat nog iets in dat niet openbaar mag worden",
                "There is something in it still that must not go public",
            ),
            html! {
                p { a class="utrecht-link" href={ (address) "/namen" } { (language.pick("Los het op in de namencontrole", "Solve it in the check of names")) } }
            },
        );
    }
    let says = match of.the.published() {
        Some(public) if public.hash == of.seen => {
            language.pick("Dit staat nu zo op de website.", "This stands on the website like this now.")
        }
        Some(_) => language
            .pick("Op de website staat nog een eerdere versie.", "On the website there is an earlier version still."),
        None => language.pick("Dit dossier is nog niet openbaar.", "This dossier is not public yet."),
    };
    let is_new = of.the.published().is_none_or(|public| public.hash != of.seen);
    html! {
        section class="card stack" {
            p { (says) }
            @if is_new && of.may_publish {
                p { (language.pick("Lees alles nog eens: de controle zoekt alleen de namen die zij kent.", "Read all of it once more: the check only looks for the names that it knows.")) }
                (PostButton::new(format!("{address}/openbaar"), language.pick("Maak dit openbaar", "Publish this"), Action::Primary).hidden("seen", of.seen))
            } @else if is_new {
                p { (language.pick("Een eindredacteur maakt het openbaar.", "An approver publishes it.")) }
            }
        }
    }
}
