//! The page of searching. A script shows its middle in a window above every other page (`assets/js/search.js`).

use maud::{Markup, html};

use crate::base::Language;
use crate::desk::search::{Kind, Results};
use crate::room::{Found, MOST, Sought, Start};
use crate::web::components::page_head;
use crate::web::{Frame, staff_page};

/// What was found, or what there is to begin.
pub fn search(frame: &Frame, sought: &Sought, results: &Results) -> Markup {
    let language = frame.language;
    let title = language.pick("Zoeken", "Search");
    staff_page(
        frame,
        title,
        html! {
            (page_head(title, None, None))
            form class="search" method="get" action="/beheer/zoeken" role="search" data-search-form {
                label class="hidden" for="zoek" { (language.pick("Naam, titel of e-mailadres", "Name, title or email address")) }
                input class="utrecht-textbox search__field" id="zoek" name="zoek" type="search" value=(sought.typed) autocomplete="off"
                    spellcheck="false" enterkeyhint="search" data-focus
                    placeholder=(language.pick("Naam, titel of e-mailadres", "Name, title or email address"));
                button class="utrecht-button utrecht-button--primary-action" type="submit" { (title) }
            }
            div id="gevonden" class="found stack" {
                p class="hidden" role="status" { (said(sought, results, language)) }
                @if results.starts_first { (starts(&results.starts, language)) }
                @for kind in &results.kinds { (kind_of(kind, sought, language)) }
                @if results.kinds.is_empty() && results.starts.is_empty() && !sought.is_empty() { (nothing(sought, language)) }
                @if !results.starts_first && !results.starts.is_empty() { (starts(&results.starts, language)) }
            }
        },
    )
}

/// How much there is, for who hears the page.
fn said(sought: &Sought, results: &Results, language: Language) -> String {
    let many = results.kinds.iter().map(|kind| kind.found.len()).sum::<usize>() + results.starts.len();
    match many {
        _ if sought.is_empty() => String::new(),
        1 => language.pick("1 gevonden", "1 found").to_owned(),
        many => language.pick(format!("{many} gevonden"), format!("{many} found")),
    }
}

fn kind_of(Kind { of, found }: &Kind, sought: &Sought, language: Language) -> Markup {
    let name = of.name.of(language);
    let more = serde_html_form::to_string([("zoek", &sought.typed)]).unwrap_or_default();
    html! {
        section class="found__kind" aria-label=(name) {
            h2 class="found__name" { (name) }
            ul { @for found in found { li { (line(found)) } } }
            @if found.len() == MOST && of.goes_on {
                a class="utrecht-link found__more" href={ (of.list) "?" (more) } {
                    (language.pick("Alles wat past in ", "All that fits in ")) (name)
                }
            }
        }
    }
}

fn line(found: &Found) -> Markup {
    html! {
        a class="found__line" href=(found.link) {
            span class="found__title" { (found.title) }
            @if !found.more.is_empty() { " " span class="found__more" { (found.more) } }
        }
    }
}

fn nothing(sought: &Sought, language: Language) -> Markup {
    html! {
        p {
            (language.pick("Niets gevonden met ", "Nothing found for ")) "“" (sought.typed) "”. "
            (language.pick(
                "Elk woord moet in de naam staan: met minder woorden vindt u meer.",
                "Every word must stand in the name: fewer words find more.",
            ))
        }
    }
}

fn starts(starts: &[&Start], language: Language) -> Markup {
    let name = language.pick("Beginnen", "Begin");
    html! {
        section class="found__kind" aria-label=(name) {
            h2 class="found__name" { (name) }
            ul {
                @for start in starts {
                    li { a class="found__line" href=(start.page) { span class="found__title" { (start.label.of(language)) } } }
                }
            }
        }
    }
}
