//! Messages and tags. No colour carries meaning alone: a notice has an icon and its kind in words, a tag has words.

use maud::{Markup, Render, html};

use super::icon;
use crate::{base::language::Language, web::texts::texts};

/// What a message or tag is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Info,
    /// Something that went well.
    Good,
    /// Something to look at.
    Warn,
    /// Something that went wrong.
    Bad,
    /// Nothing in particular; as a notice it looks like [`Tone::Info`].
    Quiet,
}

/// A message in the page, with an optional body below its title.
#[must_use]
pub fn notice(language: Language, tone: Tone, title: &str, body: impl Render) -> Markup {
    let body = body.render();
    let texts = texts(language);
    let (class, icon, kind) = match tone {
        Tone::Info | Tone::Quiet => ("utrecht-alert--info", icon::info(), texts.note),
        Tone::Good => ("utrecht-alert--ok", icon::good(), texts.good),
        Tone::Warn => ("utrecht-alert--warning", icon::warn(), texts.warning),
        Tone::Bad => ("utrecht-alert--error", icon::bad(), texts.bad),
    };
    html! {
        div class={ "utrecht-alert " (class) } {
            div class="utrecht-alert__icon" { (icon) }
            div class="utrecht-alert__content" {
                p class="notice__title" { span class="hidden" { (kind) ": " } strong { (title) } }
                @if !body.0.is_empty() { div class="utrecht-alert__message" { (body) } }
            }
        }
    }
}

/// A word or two about the state of something.
#[must_use]
pub fn tag(tone: Tone, text: &str) -> Markup {
    let class = match tone {
        Tone::Info => "tag--info",
        Tone::Good => "tag--good",
        Tone::Warn => "tag--warn",
        Tone::Bad => "tag--bad",
        Tone::Quiet => "tag--quiet",
    };
    html! { span class={ "utrecht-data-badge tag " (class) } { (text) } }
}
