//! The pages of this room.

mod back;
mod doors;
mod suppressions;

pub(super) use back::{Filter, REPLIES, back};
pub(super) use doors::{doors, keys};
pub(super) use suppressions::{found, suppression, suppressions};

use maud::{Markup, html};

use super::find::Who;
use crate::base::Language;
use crate::web::components::{moment, tabs};

/// Links between the pages of this room.
fn room_tabs(here: &str, language: Language) -> Markup {
    let links = [
        ("/beheer/retour", language.pick("Wat terugkwam", "What came back")),
        ("/beheer/retour/blokkades", language.pick("Blokkades", "Suppressions")),
        ("/beheer/retour/deuren", language.pick("Hoe het binnenkomt", "How it comes in")),
    ];
    tabs(language.pick("Teruggekomen mail", "Returned mail"), &links, here)
}

fn title(language: Language) -> &'static str {
    language.pick("Teruggekomen mail", "Returned mail")
}

/// Whose it is, with a link to the subscriber.
fn person(who: &Who, language: Language) -> Markup {
    html! {
        @match (&who.id, &who.masked) {
            (Some(id), Some(address)) => { a class="utrecht-link" href={ "/beheer/abonnees/" (id) } { (address) } }
            _ => { span class="muted" { (language.pick("gewist", "erased")) } }
        }
    }
}
