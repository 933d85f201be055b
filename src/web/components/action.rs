//! Things to press: buttons, links that look like buttons, and forms that are one button.

use maud::{Markup, Render, html};

use crate::{base::language::Language, web::texts::texts};

/// How much an action weighs on its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The one thing that this page is for.
    Primary,
    /// Something else that one may do here.
    Secondary,
    /// Something that cannot be undone.
    Danger,
}

impl Action {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "utrecht-button utrecht-button--primary-action",
            Self::Secondary => "utrecht-button utrecht-button--secondary-action",
            Self::Danger => "utrecht-button utrecht-button--primary-action utrecht-button--danger",
        }
    }
}

/// A button that sends the form around it.
#[must_use]
pub fn button(action: Action, label: &str) -> Markup {
    html! { button type="submit" class=(action.class()) { (label) } }
}

/// A link to another page that weighs as much as a button.
#[must_use]
pub fn link_button(action: Action, href: &str, label: &str) -> Markup {
    html! { a href=(href) class={ (action.class()) " utrecht-button-link" } { (label) } }
}

/// Buttons and links side by side, the most important first.
#[must_use]
pub fn button_row(actions: &[Markup]) -> Markup {
    html! { div class="utrecht-button-group" { @for action in actions { (action) } } }
}

/// A form without native validation, in one column, that warns before unsaved text is left behind.
#[must_use]
pub fn post_form(action: &str, body: impl Render) -> Markup {
    html! { form method="post" action=(action) class="form" novalidate data-guard { (body) } }
}

/// A button that copies the text of another element; it only appears when scripts run.
#[must_use]
pub fn copy_button(language: Language, target_id: &str, label: &str) -> Markup {
    let texts = texts(language);
    html! {
        button type="button" class={ (Action::Secondary.class()) " small" } hidden
            data-copy=(target_id) data-copied=(texts.copied) {
            (texts.copy) span class="hidden" { " " (label) }
        }
    }
}

/// A form with one button: an action that changes something, on a page about something else.
#[derive(Clone, Debug)]
pub struct PostButton {
    action: String,
    label: String,
    about: String,
    kind: Action,
    hidden: Vec<(String, String)>,
    small: bool,
}

impl PostButton {
    /// A button that posts to `action`.
    pub fn new(action: impl Into<String>, label: impl Into<String>, kind: Action) -> Self {
        let (action, label, about) = (action.into(), label.into(), String::new());
        Self { action, label, about, kind, hidden: Vec::new(), small: false }
    }

    /// Sends this field along.
    #[must_use]
    pub fn hidden(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// Says to screen readers what it is about, where a list repeats the button.
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = about.into();
        self
    }

    /// Makes it fit in a row of a table or list.
    #[must_use]
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }
}

impl Render for PostButton {
    fn render(&self) -> Markup {
        let small = if self.small { " small" } else { "" };
        html! {
            form method="post" action=(self.action) class="form-inline" {
                @for (name, value) in &self.hidden { input type="hidden" name=(name) value=(value); }
                button type="submit" class={ (self.kind.class()) (small) } {
                    (self.label)
                    @if !self.about.is_empty() { span class="hidden" { " " (self.about) } }
                }
            }
        }
    }
}
