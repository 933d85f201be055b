//! The way to the first issue, on the desk.

use maud::{Markup, html};

use crate::base::Language;
use crate::desk::first_steps::{FirstSteps, Step};
use crate::web::Access;
use crate::web::components::{Tone, tag};

/// The steps: what is done is ticked, and the first that is not done has the button.
pub(super) fn list(the: &FirstSteps, may: impl Fn(Access) -> bool, language: Language) -> Markup {
    let done = the.steps.iter().filter(|(_, done)| *done).count();
    let next = the.steps.iter().find(|(step, done)| !done && may(step.access())).map(|(step, _)| *step);
    let about = language.pick(
        format!("{done} van {} gedaan. Elke stap vinkt zichzelf af.", the.steps.len()),
        format!("{done} of {} done. Each step ticks itself off.", the.steps.len()),
    );
    html! {
        section class="card" aria-labelledby="first-steps" {
            h2 id="first-steps" { (language.pick("Op weg naar uw eerste nummer", "On the way to your first issue")) }
            p class="muted" { (about) }
            ol class="todo" {
                @for (step, done) in &the.steps {
                    li {
                        (words(*step, *done, the.alone, language))
                        @if !done { (way(the, *step, (next == Some(*step), may(step.access())), language)) }
                    }
                }
            }
        }
    }
}

fn words(step: Step, done: bool, alone: bool, language: Language) -> Markup {
    let (title, about) = step.words(language, alone);
    html! {
        div {
            strong { (title) } " "
            @if done { (tag(Tone::Good, language.pick("gedaan", "done"))) }
            p {
                (about)
                @if step == Step::Readers {
                    " " a class="utrecht-link" href=(language.pick("/aanmelden", "/en/aanmelden")) { (language.pick("Bekijk de aanmeldpagina", "See the sign-up page")) }
                }
            }
        }
    }
}

/// The button to a step, or who takes it.
fn way(the: &FirstSteps, step: Step, (is_next, may): (bool, bool), language: Language) -> Markup {
    if !may {
        return html! { span class="muted" { (language.pick("Dit doet een collega", "A colleague does this")) } };
    }
    let weight = if is_next { "primary" } else { "secondary" };
    let title = step.words(language, the.alone).0;
    html! {
        a class={ "utrecht-button utrecht-button--" (weight) "-action utrecht-button-link small" } href=(the.address(step)) {
            (language.pick("Begin", "Begin")) span class="hidden" { ": " (title) }
        }
    }
}
