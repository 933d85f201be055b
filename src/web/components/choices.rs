//! Questions with boxes to tick. No box is ticked that nobody ticked.

use maud::{Markup, Render, html};

use super::faults::{described_by, fault_at};
use crate::{
    base::language::Language,
    web::{form::Form, texts::texts},
};

#[derive(Clone, Debug)]
struct Choice {
    value: String,
    label: String,
    hint: Option<String>,
}

/// A group of checkboxes or radio buttons under one question.
///
/// The first choice bears the name of the field as its `id`, so that the error summary can link to it.
#[derive(Clone, Debug)]
pub struct Choices<'a> {
    language: Language,
    form: &'a Form,
    name: &'a str,
    legend: String,
    is_radio: bool,
    hint: Option<String>,
    optional: bool,
    offered: Vec<Choice>,
}

impl<'a> Choices<'a> {
    fn new(language: Language, form: &'a Form, name: &'a str, legend: &str, is_radio: bool) -> Self {
        let legend = legend.to_owned();
        Self { language, form, name, legend, is_radio, hint: None, optional: false, offered: Vec::new() }
    }

    /// Checkboxes: any number of them may be ticked.
    #[must_use]
    pub fn many(language: Language, form: &'a Form, name: &'a str, legend: &str) -> Self {
        Self::new(language, form, name, legend, false)
    }

    /// Radio buttons: one of them.
    #[must_use]
    pub fn one(language: Language, form: &'a Form, name: &'a str, legend: &str) -> Self {
        Self::new(language, form, name, legend, true)
    }

    /// Adds a choice.
    #[must_use]
    pub fn choice(mut self, value: impl Into<String>, label: impl Into<String>) -> Self {
        self.offered.push(Choice { value: value.into(), label: label.into(), hint: None });
        self
    }

    /// Adds a choice with a line about it.
    #[must_use]
    pub fn choice_with_hint(
        mut self,
        value: impl Into<String>,
        label: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        self.offered.push(Choice { value: value.into(), label: label.into(), hint: Some(hint.into()) });
        self
    }

    /// A sentence below the question that helps to answer.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = Some(hint.to_owned());
        self
    }

    /// Allows that nothing is ticked, and says so beside the question.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    fn draw_choice(&self, at: usize, choice: &Choice) -> Markup {
        let id = if at == 0 { self.name.to_owned() } else { format!("{}-{}", self.name, at + 1) };
        // `aria-invalid` is no attribute of a single radio button; there the group bears it.
        let invalid = (!self.is_radio && self.form.fault_of(self.name).is_some()).then_some("true");
        let ticked = self.form.is_ticked(self.name, &choice.value);
        draw_tick(&Tick { id: &id, name: self.name, choice, is_radio: self.is_radio, ticked, invalid, described: None })
    }
}

impl Render for Choices<'_> {
    fn render(&self) -> Markup {
        let is_invalid = self.form.fault_of(self.name).is_some();
        let invalid_class = if is_invalid { " utrecht-form-fieldset--invalid" } else { "" };
        let role = self.is_radio.then_some("radiogroup");
        html! {
            fieldset class={ "utrecht-form-fieldset field" (invalid_class) } role=[role]
                aria-required=[(self.is_radio && !self.optional).then_some("true")]
                aria-invalid=[(self.is_radio && is_invalid).then_some("true")]
                aria-describedby=[described_by(self.form, self.name, self.hint.is_some())] {
                legend class="utrecht-form-fieldset__legend" {
                    (self.legend)
                    @if self.optional { " " span class="optional" { (texts(self.language).optional) } }
                }
                @if let Some(hint) = &self.hint {
                    div id={ (self.name) "-hint" } class="utrecht-form-field-description" { (hint) }
                }
                (fault_at(self.language, self.form, self.name))
                @for (at, choice) in self.offered.iter().enumerate() { (self.draw_choice(at, choice)) }
            }
        }
    }
}

/// One checkbox that is a question of its own.
#[must_use]
pub fn tick_box(language: Language, form: &Form, name: &str, value: &str, label: &str, hint: Option<&str>) -> Markup {
    let choice = Choice { value: value.to_owned(), label: label.to_owned(), hint: hint.map(str::to_owned) };
    let is_invalid = form.fault_of(name).is_some();
    let (ticked, invalid) = (form.is_ticked(name, value), is_invalid.then_some("true"));
    let described = is_invalid.then(|| format!("{name}-fault"));
    html! {
        div class=(if is_invalid { "field utrecht-form-fieldset--invalid" } else { "field" }) {
            (fault_at(language, form, name))
            (draw_tick(&Tick { id: name, name, choice: &choice, is_radio: false, ticked, invalid, described }))
        }
    }
}

struct Tick<'a> {
    id: &'a str,
    name: &'a str,
    choice: &'a Choice,
    is_radio: bool,
    ticked: bool,
    invalid: Option<&'static str>,
    described: Option<String>,
}

fn draw_tick(the: &Tick) -> Markup {
    let kind = if the.is_radio { "radio" } else { "checkbox" };
    let class = if the.is_radio { "utrecht-radio-button" } else { "utrecht-checkbox" };
    let hint = the.choice.hint.as_ref().map(|_| format!("{}-about", the.id));
    let described: Vec<&str> = hint.iter().chain(&the.described).map(String::as_str).collect();
    html! {
        div class={ "utrecht-form-field utrecht-form-field--" (kind) " choice" } {
            input type=(kind) id=(the.id) name=(the.name) value=(the.choice.value) checked[the.ticked]
                class={ (class) " utrecht-form-field__input" } aria-invalid=[the.invalid]
                aria-describedby=[(!described.is_empty()).then(|| described.join(" "))];
            div class="utrecht-form-field__label" {
                label class={ "utrecht-form-label utrecht-form-label--" (kind) } for=(the.id) { (the.choice.label) }
            }
            @if let Some(about) = &the.choice.hint {
                div id={ (the.id) "-about" } class="utrecht-form-field-description utrecht-form-field__description" { (about) }
            }
        }
    }
}
