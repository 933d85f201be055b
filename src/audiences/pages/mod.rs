//! How audiences look.

pub(super) mod build;
pub(super) mod saved;

use maud::{Markup, html};

use super::texts;
use crate::base::Language;
use crate::base::wall_time::number;
use crate::web::components::figure_card;

pub(super) const LIST: &str = "/beheer/doelgroepen";

/// How many of each publication's readers are meant.
fn figures(counts: &[(String, i64)], language: Language) -> Markup {
    html! {
        div class="figures" {
            @for (name, many) in counts {
                (figure_card(name, &number(*many, language), texts::readers(*many, language)))
            }
        }
    }
}
