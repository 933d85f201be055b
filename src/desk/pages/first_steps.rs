//! The way to the first issue, on the desk.

use maud::{Markup, html};

use crate::base::Language;
use crate::desk::first_steps::{FirstSteps, Step};
use crate::web::Access;
use crate::web::components::{Tone, tag};

/// The steps: what is done is ticked, and the first that is not done has the button.
pub(super) fn list(steps: &FirstSteps, may: impl Fn(Access) -> bool, language: Language) -> Markup {
    let done = steps.0.iter().filter(|(_, done)| *done).count();
    let next = steps.0.iter().find(|(step, done)| !done && may(step.place().1)).map(|(step, _)| *step);
    let about = language.pick(
        format!("{done} van {} gedaan. Elke stap vinkt zichzelf af.", steps.0.len()),
        format!("{done} of {} done. Each step ticks itself off.", steps.0.len()),
    );
    html! {
        section class="card" aria-labelledby="first-steps" {
            h2 id="first-steps" { (language.pick("Op weg naar uw eerste nummer", "On the way to your first issue")) }
            p class="muted" { (about) }
            ol class="todo" { @for (step, done) in &steps.0 { (line(*step, *done, (next == Some(*step), may(step.place().1)), language)) } }
        }
    }
}

fn line(step: Step, done: bool, (is_next, may): (bool, bool), language: Language) -> Markup {
    let (title, about) = step.words(language);
    let weight = if is_next { "primary" } else { "secondary" };
    html! {
        li {
            div {
                strong { (title) } " "
                @if done { (tag(Tone::Good, language.pick("gedaan", "done"))) }
                p { (about) }
            }
            @if !done && may {
                a class={ "utrecht-button utrecht-button--" (weight) "-action utrecht-button-link small" } href=(step.place().0) {
                    (language.pick("Begin", "Begin")) span class="hidden" { ": " (title) }
                }
            } @else if !done {
                span class="muted" { (language.pick("Dit doet een collega", "A colleague does this")) }
            }
        }
    }
}
