//! One question with one answer: label above, hint, fault, control.

use maud::{Markup, PreEscaped, Render, html};

use super::faults::{described_by, fault_at};
use crate::{
    base::language::Language,
    web::{form::Form, texts::texts},
};

/// The control that takes the answer.
#[derive(Clone, Debug)]
enum Control {
    Input { kind: &'static str, mode: Option<&'static str> },
    Area { rows: u8 },
    Select { options: Vec<(String, String)> },
    File { accept: &'static str },
}

/// A field of a form; its `id` is its name, so that the error summary can link to it.
///
/// It shows what `form` holds, except for passwords. Whether an answer is needed is told to screen readers
/// by `aria-required` and to everyone by a mark at the fields that may stay empty; the browser checks
/// nothing.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    language: Language,
    form: &'a Form,
    name: &'a str,
    label: String,
    control: Control,
    hint: Option<Markup>,
    autocomplete: Option<&'static str>,
    optional: bool,
    short: bool,
}

impl<'a> Field<'a> {
    fn new(language: Language, form: &'a Form, name: &'a str, label: &str, control: Control) -> Self {
        let label = label.to_owned();
        Self { language, form, name, label, control, hint: None, autocomplete: None, optional: false, short: false }
    }

    fn input(language: Language, form: &'a Form, name: &'a str, label: &str, kind: &'static str) -> Self {
        Self::new(language, form, name, label, Control::Input { kind, mode: None })
    }

    /// A line of text.
    #[must_use]
    pub fn text(language: Language, form: &'a Form, name: &'a str, label: &str) -> Self {
        Self::input(language, form, name, label, "text")
    }

    /// An e-mail address of the person who fills in the form.
    #[must_use]
    pub fn email(language: Language, form: &'a Form, name: &'a str, label: &str) -> Self {
        Self::input(language, form, name, label, "email").autocomplete("email")
    }

    /// A password; `autocomplete` is `current-password` or `new-password`, and pasting is allowed.
    #[must_use]
    pub fn password(
        language: Language,
        form: &'a Form,
        name: &'a str,
        label: &str,
        autocomplete: &'static str,
    ) -> Self {
        Self::input(language, form, name, label, "password").autocomplete(autocomplete)
    }

    /// A code that was sent or shown to the person, of digits.
    #[must_use]
    pub fn code(language: Language, form: &'a Form, name: &'a str, label: &str) -> Self {
        Self::number(language, form, name, label).autocomplete("one-time-code")
    }

    /// A whole number, typed as text so that scrolling does not change it.
    #[must_use]
    pub fn number(language: Language, form: &'a Form, name: &'a str, label: &str) -> Self {
        let control = Control::Input { kind: "text", mode: Some("numeric") };
        Self::new(language, form, name, label, control).short()
    }

    /// A day for planning; the value is `2026-12-01`.
    #[must_use]
    pub fn date(language: Language, form: &'a Form, name: &'a str, label: &str) -> Self {
        Self::input(language, form, name, label, "date").short()
    }

    /// A time of day; the value is `14:30`.
    #[must_use]
    pub fn time(language: Language, form: &'a Form, name: &'a str, label: &str) -> Self {
        Self::input(language, form, name, label, "time").short()
    }

    /// A file; `accept` names its endings. The form around it is `multipart/form-data`.
    #[must_use]
    pub fn file(language: Language, form: &'a Form, name: &'a str, label: &str, accept: &'static str) -> Self {
        Self::new(language, form, name, label, Control::File { accept })
    }

    /// Words to search for.
    #[must_use]
    pub fn search(language: Language, form: &'a Form, name: &'a str, label: &str) -> Self {
        Self { optional: true, ..Self::input(language, form, name, label, "search") }
    }

    /// Several lines of text.
    #[must_use]
    pub fn textarea(language: Language, form: &'a Form, name: &'a str, label: &str, rows: u8) -> Self {
        Self::new(language, form, name, label, Control::Area { rows })
    }

    /// One of many, as pairs of value and label; an empty first option asks to choose.
    #[must_use]
    pub fn select<V: Into<String>, L: Into<String>>(
        language: Language,
        form: &'a Form,
        name: &'a str,
        label: &str,
        options: impl IntoIterator<Item = (V, L)>,
    ) -> Self {
        let options = options.into_iter().map(|(value, label)| (value.into(), label.into())).collect();
        Self::new(language, form, name, label, Control::Select { options })
    }

    /// A sentence below the label that helps to answer.
    #[must_use]
    pub fn hint(self, hint: &str) -> Self {
        self.hint_markup(html! { (hint) })
    }

    /// A hint with a link or example in it.
    #[must_use]
    pub fn hint_markup(mut self, hint: Markup) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Allows the field to stay empty, and says so beside the label.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Makes the control as wide as a date or a number.
    #[must_use]
    pub fn short(mut self) -> Self {
        self.short = true;
        self
    }

    /// What the browser may fill in, as in HTML's list of autofill tokens (`name`, `organization`, `off`).
    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    fn is_search(&self) -> bool {
        matches!(self.control, Control::Input { kind: "search", .. })
    }

    fn class(&self, block: &str) -> String {
        let invalid =
            if self.form.fault_of(self.name).is_some() { format!(" {block}--invalid") } else { String::new() };
        let short = if self.short { " short" } else { "" };
        format!("{block} utrecht-form-field__input{invalid}{short}")
    }

    fn draw_control(&self) -> Markup {
        let described = described_by(self.form, self.name, self.hint.is_some());
        let invalid = self.form.fault_of(self.name).map(|_| "true");
        let required = (!self.optional).then_some("true");
        let value = self.form.value(self.name);
        match &self.control {
            Control::Input { kind, mode } => html! {
                input id=(self.name) name=(self.name) type=(kind) class=(self.class("utrecht-textbox"))
                    value=[(*kind != "password").then_some(value)] inputmode=[*mode] autocomplete=[self.autocomplete]
                    aria-describedby=[described] aria-invalid=[invalid] aria-required=[required];
            },
            // A browser swallows the first line break of a textarea, so one is given to it.
            Control::Area { rows } => html! {
                textarea id=(self.name) name=(self.name) rows=(rows) class=(self.class("utrecht-textarea"))
                    autocomplete=[self.autocomplete]
                    aria-describedby=[described] aria-invalid=[invalid] aria-required=[required] { (PreEscaped("\n")) (value) }
            },
            Control::File { accept } => html! {
                input id=(self.name) name=(self.name) type="file" accept=(accept) class=(self.class("utrecht-textbox"))
                    aria-describedby=[described] aria-invalid=[invalid] aria-required=[required];
            },
            Control::Select { options } => html! {
                select id=(self.name) name=(self.name) class=(self.class("utrecht-select")) autocomplete=[self.autocomplete]
                    aria-describedby=[described] aria-invalid=[invalid] aria-required=[required] {
                    @for (option, label) in options {
                        option value=(option) selected[option == value] {
                            @if label.is_empty() { (texts(self.language).choose) } @else { (label) }
                        }
                    }
                }
            },
        }
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let invalid = if self.form.fault_of(self.name).is_some() { " utrecht-form-field--invalid" } else { "" };
        html! {
            div class={ "utrecht-form-field field" (invalid) } {
                div class="utrecht-form-field__label" {
                    label class="utrecht-form-label" for=(self.name) {
                        (self.label)
                        @if self.optional && !self.is_search() {
                            " " span class="optional" { (texts(self.language).optional) }
                        }
                    }
                }
                @if let Some(hint) = &self.hint {
                    div id={ (self.name) "-hint" } class="utrecht-form-field-description utrecht-form-field__description" { (hint) }
                }
                (fault_at(self.language, self.form, self.name))
                (self.draw_control())
            }
        }
    }
}
