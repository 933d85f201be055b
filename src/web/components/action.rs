//! Things to press: buttons, links that look like buttons, and forms that are one button.

use maud::{Markup, Render, html};

use crate::base::language::Language;
use crate::web::one_form::{self, Kind};
use crate::web::texts::texts;

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

/// A button that sends the section of the page's form around it.
#[must_use]
pub fn button(action: Action, label: &str) -> Markup {
    html! { button type="submit" name="_press" value="" class=(action.class()) { (label) } }
}

/// A button that sends the section around it with one field more: which of its buttons it is.
#[must_use]
pub fn button_with(action: Action, label: impl Render, (name, value): (&str, &str)) -> Markup {
    let value = one_form::press_with(name, value);
    html! { button type="submit" name="_press" value=(value) class=(action.class()) { (label) } }
}

/// A button of a form that stands on its own and goes to a site of ours as it is, such as a search in the archive.
#[must_use]
pub fn plain_button(action: Action, label: &str) -> Markup {
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

/// Something to fill in and send, in one column: a section of the page's form, without native validation. It warns
/// before unsaved text is left behind.
#[must_use]
pub fn post_form(action: &str, body: impl Render) -> Markup {
    one_form::section(Kind::Acts, action, "form", &body)
}

/// As [`post_form`], and laid out by a class of its own.
#[must_use]
pub fn post_section(action: &str, class: &str, body: impl Render) -> Markup {
    one_form::section(Kind::Acts, action, class, &body)
}

/// What a page is about: as [`post_form`], and saved before any other button of the page does its work.
#[must_use]
pub fn page_form(action: &str, body: impl Render) -> Markup {
    one_form::section(Kind::SavedFirst, action, "form", &body)
}

/// A question that changes nothing: its fields go into the address, so that the answer can be kept and shared.
#[must_use]
pub fn ask_form(action: &str, class: &str, body: impl Render) -> Markup {
    one_form::section(Kind::Asks, action, class, &body)
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

/// One button that goes to an address of its own: an action that changes something, on a page about something else.
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
        let value = one_form::press_value(&self.action, &self.hidden);
        html! {
            button type="submit" name="_press" value=(value) data-act=(self.action) class={ (self.kind.class()) (small) } {
                (self.label)
                @if !self.about.is_empty() { span class="hidden" { " " (self.about) } }
            }
        }
    }
}

/// The buttons with which something is taken along as a file: as a workbook, and as text. A post each, because it goes on
/// record who took it. `many` is how many rows there are, where that is known; `fields` go along beside the kind of file.
#[must_use]
pub fn file_buttons(language: Language, at: &str, many: Option<usize>, fields: &[(&str, &str)]) -> Markup {
    let rows = match many {
        None => String::new(),
        Some(1) => language.pick("1 rij ", "1 row ").to_owned(),
        Some(many) => language.pick(format!("{many} rijen "), format!("{many} rows ")),
    };
    let file = |kind: &str, form: &str| {
        let button = PostButton::new(at, format!("Download {rows}{form}"), Action::Secondary).small();
        let fields = fields.iter().copied().chain([("kind", kind)]);
        fields.fold(button, |button, (name, value)| button.hidden(name, value)).render()
    };
    button_row(&[
        file("xlsx", language.pick("voor Excel (XLSX)", "for Excel (XLSX)")),
        file("csv", language.pick("als CSV", "as CSV")),
    ])
}
