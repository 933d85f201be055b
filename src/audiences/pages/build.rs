//! The builder. One form: its first button counts again, so that Enter in a field loses nothing.

use maud::{Markup, html};

use super::{LIST, figures};
use crate::audiences::choosing::Choosing;
use crate::audiences::find::{Audience, Choice};
use crate::audiences::sentence::clause;
use crate::audiences::{Filter, Names, Node, Path, What, texts};
use crate::base::Language;
use crate::base::wall_time::number;
use crate::web::components::{Action, Field, button_with, crumbs, error_summary, page_head, post_section, tick_box};
use crate::web::{Form, Frame, staff_page};

/// What the builder shows.
pub struct BuildPage<'a> {
    /// What is being changed; `None` for a new one.
    pub audience: Option<&'a Audience>,
    /// The filter.
    pub filter: &'a Filter,
    /// What it was before, the oldest first.
    pub was: &'a [Filter],
    /// What was filled in.
    pub form: &'a Form,
    /// The group to which a condition is being added.
    pub to: Option<&'a Path>,
    /// Its kind, when that was chosen.
    pub kind: Option<Choosing>,
    /// The filter in words.
    pub sentence: String,
    /// How many readers of each publication it means.
    pub counts: Vec<(String, i64)>,
    /// What the last step did.
    pub done: Option<&'a str>,
    /// What can be chosen.
    pub choice: &'a Choice,
    /// What things are called.
    pub names: &'a Names,
}

/// The page.
pub fn build(frame: &Frame, page: &BuildPage) -> Markup {
    let language = frame.language;
    let title = match page.audience {
        None => language.pick("Nieuwe doelgroep", "New audience"),
        Some(_) => language.pick("Doelgroep wijzigen", "Change an audience"),
    };
    let here = page.audience.map(Audience::address);
    let action = here.as_ref().map_or_else(|| format!("{LIST}/nieuw"), |here| format!("{here}/wijzigen"));
    let mut above = vec![(LIST, texts::title(language))];
    if let (Some(here), Some(audience)) = (&here, page.audience) {
        above.push((here, &audience.row.name));
    }
    staff_page(
        frame,
        (title, page.form),
        html! {
            (crumbs(language, &above, title))
            (error_summary(language, page.form))
            (page_head(title, None, None))
            (post_section(&action, "stack", html! {
                (carried(page))
                (outcome(language, page))
                (half(language, page, (&page.filter.who, false)))
                (half(language, page, (&page.filter.except, true)))
                (saving(language, page))
            }))
        },
    )
}

fn carried(page: &BuildPage) -> Markup {
    html! {
        input type="hidden" id="filter" name="filter" value=(page.filter.to_json());
        @for was in page.was { input type="hidden" name="was" value=(was.to_json()); }
        @if page.audience.is_some() { input type="hidden" name="version" value=(page.form.value("version")); }
    }
}

/// A button of the form that takes a step.
fn step(label: &str, about: &str, value: &str) -> Markup {
    let label = html! { (label) @if !about.is_empty() { span class="hidden" { ": " (about) } } };
    html! { span class="small-button" { (button_with(Action::Secondary, label, ("step", value))) } }
}

/// The sentence and the numbers, always first.
fn outcome(language: Language, page: &BuildPage) -> Markup {
    html! {
        section class="card stack" aria-labelledby="outcome" {
            h2 id="outcome" { (language.pick("Wie dat zijn", "Who they are")) }
            @if let Some(done) = page.done {
                p role="status" tabindex="-1" data-focus { strong { (done) "." } }
            }
            p class="audience" { (page.sentence) }
            (figures(&page.counts, language))
            div class="row" {
                (step(language.pick("Tel opnieuw", "Count again"), "", "tel"))
                @if !page.was.is_empty() { (step(language.pick("Draai de laatste stap terug", "Undo the last step"), "", "terug")) }
            }
        }
    }
}

fn half(language: Language, page: &BuildPage, (node, except): (&Node, bool)) -> Markup {
    let (id, title, empty) = if except {
        (
            "except",
            language.pick("Behalve", "Except"),
            language.pick("Niemand wordt uitgezonderd.", "Nobody is left out."),
        )
    } else {
        (
            "who",
            language.pick("Voorwaarden", "Conditions"),
            language.pick("Nog geen voorwaarden: iedereen hoort erbij.", "No conditions yet: everyone belongs to it."),
        )
    };
    let path = Path { except, places: Vec::new() };
    html! {
        section class="card stack" aria-labelledby=(id) {
            h2 id=(id) { (title) }
            @if node.children().is_some_and(<[Node]>::is_empty) { p { (empty) } }
            (group(language, page, node, &path))
        }
    }
}

/// The words above a group.
fn rule(node: &Node, language: Language) -> &'static str {
    match (&node.of, node.not) {
        (What::Any(_), false) => language.pick("Minstens één hiervan geldt", "At least one of these holds"),
        (What::Any(_), true) => language.pick("Geen van deze geldt", "None of these holds"),
        (_, false) => language.pick("Dit geldt allemaal", "All of these hold"),
        (_, true) => language.pick("Dit geldt niet allemaal", "Not all of these hold"),
    }
}

fn group(language: Language, page: &BuildPage, node: &Node, path: &Path) -> Markup {
    let nodes = node.children().unwrap_or_default();
    let rule = rule(node, language);
    html! {
        @if nodes.len() > 1 || !path.places.is_empty() {
            div class="row" {
                strong { (rule) }
                @if nodes.len() > 1 { (step(turned(node, language), rule, &format!("soort {path}"))) }
                @if !path.places.is_empty() {
                    (step(language.pick("Draai de groep om", "Turn the group round"), rule, &format!("om {path}")))
                    (step(language.pick("Haal de groep weg", "Take out the group"), rule, &format!("weg {path}")))
                }
            }
        }
        @if !nodes.is_empty() {
            ul class="filter" {
                @for (at, child) in nodes.iter().enumerate() { li { (item(language, page, child, &path.below(at))) } }
            }
        }
        @if page.to == Some(path) { (panel(language, page, path)) } @else { (adding(language, rule, path)) }
    }
}

fn turned(node: &Node, language: Language) -> &'static str {
    match node.of {
        What::Any(_) => language.pick("Maak er “en” van", "Make it “and”"),
        _ => language.pick("Maak er “of” van", "Make it “or”"),
    }
}

fn item(language: Language, page: &BuildPage, node: &Node, path: &Path) -> Markup {
    if node.children().is_some() {
        return html! { div class="filter__group stack" { (group(language, page, node, path)) } };
    }
    let words = clause(node, page.names, language);
    html! {
        div class="filter__one" {
            span { (language.pick("wie", "who")) " " (words) }
            span class="row" {
                (step(language.pick("Draai om", "Turn round"), &words, &format!("om {path}")))
                (step(language.pick("Of …", "Or …"), &words, &format!("of {path}")))
                (step(language.pick("Haal weg", "Take out"), &words, &format!("weg {path}")))
            }
        }
    }
}

fn adding(language: Language, rule: &str, path: &Path) -> Markup {
    let about = if path.places.is_empty() { "" } else { rule };
    html! {
        div class="row" {
            (step(language.pick("Voeg een voorwaarde toe", "Add a condition"), about, &format!("kies {path}")))
            (step(language.pick("Voeg een groep toe", "Add a group"), about, &format!("groep {path}")))
        }
    }
}

/// Choosing a condition: first its kind, then what it names.
fn panel(language: Language, page: &BuildPage, path: &Path) -> Markup {
    let kinds = Choosing::all(&page.choice.marks).map(|kind| (kind.word(), kind.label(language)));
    html! {
        fieldset class="filter__panel stack" tabindex="-1" data-focus[page.done.is_none()] {
            legend { (language.pick("Nieuwe voorwaarde", "New condition")) }
            input type="hidden" name="to" value=(path);
            (Field::select(language, page.form, "kind", language.pick("Wie …", "Who …"), std::iter::once(("", "")).chain(kinds)))
            @match page.kind {
                None => (step(language.pick("Verder", "Go on"), "", &format!("kies {path}"))),
                Some(kind) => (value(language, page, kind, path)),
            }
        }
    }
}

fn value(language: Language, page: &BuildPage, kind: Choosing, path: &Path) -> Markup {
    let options = kind.options(page.choice, language);
    let none = options.is_empty();
    let options = std::iter::once((String::new(), String::new())).chain(options);
    html! {
        (step(language.pick("Kies een andere soort", "Choose another kind"), "", &format!("kies {path}")))
        @if none {
            p { (language.pick("Hiervan is er nog geen. Kies een andere soort voorwaarde.", "There is none of these yet. Choose another kind of condition.")) }
        } @else {
            div class="stack" hx-post="/beheer/doelgroepen/tellen" hx-trigger="change" hx-include="closest form" hx-target="#with-it" hx-swap="innerHTML" {
                (Field::select(language, page.form, "value", language.pick("Welke", "Which"), options))
                @if kind.has_day() { (Field::date(language, page.form, "day", language.pick("Dag", "Day"))) }
                (tick_box(language, page.form, "not", "ja", language.pick("Juist niet", "The reverse"),
                    Some(language.pick("Dan geldt de voorwaarde voor wie hier niet aan voldoet.", "Then the condition holds for who does not meet it."))))
            }
            div id="with-it" role="status" {}
            (button_with(Action::Primary, language.pick("Voeg de voorwaarde toe", "Add the condition"), ("step", &format!("erbij {path}"))))
        }
    }
}

/// What the count would be with the condition that is being chosen.
pub fn with_it(counts: &[(String, i64)], language: Language) -> Markup {
    html! {
        @if !counts.is_empty() {
            p {
                (language.pick("Met deze voorwaarde erbij: ", "With this condition: "))
                @for (at, (name, many)) in counts.iter().enumerate() {
                    @if at > 0 { ", " }
                    (name) " " strong class="num" { (number(*many, language)) }
                }
                "."
            }
        }
    }
}

fn saving(language: Language, page: &BuildPage) -> Markup {
    html! {
        section class="card stack" aria-labelledby="saving" {
            h2 id="saving" { (language.pick("Bewaren", "Save")) }
            (Field::text(language, page.form, "name", language.pick("Naam van de doelgroep", "Name of the audience")).autocomplete("off")
                .hint(language.pick("Bijvoorbeeld: Veiligheidsregio’s in Oost", "For example: Safety regions in the east")))
            div class="row" {
                (button_with(Action::Primary, language.pick("Bewaar de doelgroep", "Save the audience"), ("step", "bewaar")))
            }
        }
    }
}
