//! The pages of this room, out of plain arguments.

pub(super) mod holds;
pub(super) mod own;
pub(super) mod periods;
pub(super) mod register;
pub(super) mod requests;
pub(super) mod runs;
pub(super) mod statement;

use maud::{Markup, html};

use crate::app::Rooms;
use crate::base::Language;
use crate::room::{Erasing, Personal, Table};
use crate::web::Frame;
use crate::web::components::{moment, tabs};

/// The address of a public path in the language of the page.
fn address(frame: &Frame, path: &str) -> String {
    format!("{}{path}", frame.language.prefix())
}

/// The ways between the pages of administrators.
pub(super) fn ways(frame: &Frame) -> Markup {
    let language = frame.language;
    let links = [
        ("/beheer/privacy", language.pick("Register", "Register")),
        ("/beheer/privacy/verzoeken", language.pick("Verzoeken", "Requests")),
        ("/beheer/privacy/termijnen", language.pick("Bewaartermijnen", "Periods")),
        ("/beheer/privacy/proef", language.pick("Wat er nu weg zou gaan", "What would go now")),
        ("/beheer/privacy/opgeruimd", language.pick("Wat er wegging", "What went")),
        ("/beheer/privacy/vasthouden", language.pick("Vasthouden", "Holds")),
    ];
    let here = frame.path.split('?').next().unwrap_or_default();
    tabs(language.pick("Privacy", "Privacy"), &links, here)
}

/// A table in which a person has rows, and how many.
type Counted = (&'static Table, &'static Personal, usize);

/// What erasing takes away and what it leaves, with the reason.
fn what_goes_and_stays(rooms: &Rooms, counts: &[Counted], language: Language) -> Markup {
    let is_gone = |counted: &&Counted| counted.1.erasing == Erasing::Deleted;
    let (gone, stays): (Vec<&Counted>, Vec<&Counted>) = counts.iter().partition(is_gone);
    // The hash is only made by erasing, so there may be none to count yet.
    let hash = rooms
        .personal()
        .find(|(table, _)| table.name == "suppressions" && !stays.iter().any(|(one, ..)| one.name == table.name));
    html! {
        @if !gone.is_empty() {
            h2 class="utrecht-heading-2" { (super::texts::erase_goes(language)) }
            ul { @for (table, _, many) in gone { li { (table.title.of(language)) " (" (many) ")" } } }
        }
        h2 class="utrecht-heading-2" { (super::texts::erase_stays(language)) }
        ul {
            @for (table, personal, many) in stays {
                li { (table.title.of(language)) " (" (many) "): " (why(personal.erasing, language)) }
            }
            @if let Some((table, personal)) = hash {
                li { (table.title.of(language)) ": " (why(personal.erasing, language)) }
            }
        }
    }
}

fn why(erasing: Erasing, language: Language) -> &'static str {
    match erasing {
        Erasing::Deleted => "",
        Erasing::Blanked(why) | Erasing::Kept(why) => why.of(language),
    }
}
