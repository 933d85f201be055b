//! What changed since the last approval, for whoever is asked to approve.

use maud::{Markup, html};

use super::moment;
use crate::base::Language;
use crate::base::blocks::Shown;
use crate::issues::sending::changes::{Change, Changed, Field, Part};
use crate::issues::sending::outlook::Since;
use crate::web::blocks::picture;
use crate::web::components::{Tone, changed_words, tag};

/// The card with the changes.
pub(super) fn since(since: &Since, language: Language) -> Markup {
    html! {
        section class="card stack changes" aria-labelledby="changes" {
            h2 id="changes" class="utrecht-heading-2" { (language.pick("Wat er veranderde", "What changed")) }
            @match since {
                Since::First => p class="muted" {
                    (language.pick("Dit nummer is nog niet eerder goedgekeurd: alles is nieuw.", "This issue was not approved before: all of it is new."))
                },
                Since::Approved(at, changed) => {
                    p class="muted" {
                        (language.pick("Sinds de goedkeuring van ", "Since the approval of ")) (moment(*at, language)) ". "
                        @if !changed.is_empty() {
                            (language.pick("Doorgestreept is weg, onderstreept is nieuw.", "Struck is gone, underlined is new."))
                        }
                    }
                    @if changed.is_empty() {
                        p { (language.pick("Er is niets veranderd.", "Nothing changed.")) }
                    }
                    (changed_parts(changed, language))
                },
            }
        }
    }
}

/// What changed, part by part.
#[must_use]
pub fn changed_parts(changed: &[Changed], language: Language) -> Markup {
    html! { @for changed in changed { (part(changed, language)) } }
}

fn part(changed: &Changed, language: Language) -> Markup {
    let (name, fate) = match &changed.part {
        Part::Issue => (language.pick("Het nummer zelf", "The issue itself"), None),
        Part::Article(title) => (title.as_str(), None),
        Part::New(title) => (title.as_str(), Some((Tone::Info, language.pick("nieuw", "new")))),
        Part::Gone(title) => (title.as_str(), Some((Tone::Warn, language.pick("eruit gehaald", "taken out")))),
    };
    html! {
        div class="changes__part" {
            h3 class="utrecht-heading-3" { (name) @if let Some((tone, word)) = fate { " " (tag(tone, word)) } }
            @for (name, changes) in &changed.fields {
                div class="changes__field" {
                    p class="changes__name" { (field(*name, language)) }
                    div class="changes__text" { @for change in changes { (one(change, language)) } }
                }
            }
        }
    }
}

fn field(field: Field, language: Language) -> &'static str {
    match field {
        Field::Subject => language.pick("Onderwerp", "Subject"),
        Field::Preheader => language.pick("Voorbeeldregel", "Preview line"),
        Field::Language => language.pick("Taal", "Language"),
        Field::Audience => language.pick("Voor wie", "For whom"),
        Field::Editorial => language.pick("Voorwoord", "Editorial"),
        Field::Order => language.pick("Volgorde", "Order"),
        Field::Agenda => language.pick("Agenda", "Agenda"),
        Field::Title => language.pick("Titel", "Title"),
        Field::Lead => language.pick("Inleiding", "Lead"),
        Field::Author => language.pick("Auteur", "Author"),
        Field::Body => language.pick("Tekst", "Text"),
        Field::Picture => language.pick("Beeld bovenaan", "Image at the top"),
    }
}

fn one(change: &Change, language: Language) -> Markup {
    match change {
        Change::Same(1) => {
            html! { p class="muted" { "… " (language.pick("één alinea is hetzelfde", "one paragraph is the same")) } }
        }
        Change::Same(many) => {
            html! { p class="muted" { "… " (many) " " (language.pick("alinea’s zijn hetzelfde", "paragraphs are the same")) } }
        }
        Change::Words(runs) => html! { p { (changed_words(language, runs)) } },
        Change::Image(before, now) => html! {
            div class="changes__images" {
                @if let Some(before) = before { (image(before, language.pick("Was", "Was"), language)) }
                @if let Some(now) = now { (image(now, language.pick("Nu", "Now"), language)) }
            }
        },
        Change::Dress => html! {
            p class="muted" { (language.pick("De woorden zijn hetzelfde; de opmaak is anders.", "The words are the same; how they look is not.")) }
        },
        Change::Other => html! {
            p { (language.pick("Anders gekozen. Hierboven staat voor wie het nu is.", "Chosen anew. Above stands whom it is for now.")) }
        },
    }
}

fn image(shown: &Shown, when: &str, language: Language) -> Markup {
    let alt = match shown.alt.as_str() {
        "" if shown.decided => language.pick("alleen versiering", "only decoration"),
        "" => language.pick("nog niet beschreven", "not described yet"),
        alt => alt,
    };
    // What there is to see stands below it, where it can be compared.
    let mut bare = shown.clone();
    bare.alt.clear();
    html! { figure { (picture(&bare, 240)) figcaption { strong { (when) } ": " (alt) } } }
}
