//! What is wrong with a form, above the form.

use maud::{Markup, html};

use super::icon;
use crate::{
    base::language::Language,
    web::{form::Form, texts::texts},
};

/// The summary of all faults with a link to each field, or nothing when the form is clean.
///
/// Its heading takes focus when the page loads. It stands above the form, below the heading of the page.
#[must_use]
pub fn error_summary(language: Language, form: &Form) -> Markup {
    let texts = texts(language);
    let lead = if form.faults().len() == 1 { texts.fault_one } else { texts.faults_many };
    html! {
        @if !form.is_clean() {
            section class="utrecht-alert utrecht-alert--error faults" aria-labelledby="faults-heading" {
                div class="utrecht-alert__icon" { (icon::bad()) }
                div class="utrecht-alert__content" {
                    h2 id="faults-heading" class="utrecht-heading-3" tabindex="-1" data-focus { (texts.faults_heading) }
                    p { (lead) }
                    ul class="faults__list" {
                        @for fault in form.faults() {
                            li { a href={ "#" (fault.field) } class="utrecht-link" { (fault.message) } }
                        }
                    }
                }
            }
        }
    }
}

/// The message at the field itself.
pub(super) fn fault_at(language: Language, form: &Form, name: &str) -> Markup {
    html! {
        @if let Some(message) = form.fault_of(name) {
            p id={ (name) "-fault" } class="utrecht-form-field-error-message utrecht-form-field__error-message" {
                (icon::bad())
                span { span class="hidden" { (texts(language).fault_prefix) } (message) }
            }
        }
    }
}

/// The ids that describe a field: its hint, then its fault; `None` when it has neither.
pub(super) fn described_by(form: &Form, name: &str, has_hint: bool) -> Option<String> {
    let hint = has_hint.then(|| format!("{name}-hint"));
    let fault = form.fault_of(name).map(|_| format!("{name}-fault"));
    let ids: Vec<String> = hint.into_iter().chain(fault).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
