//! One form for all that can be typed and pressed on a page, so that no button loses what was typed elsewhere on it.
//!
//! A browser sends only the form in which a button stands. A page with several things to fill in would therefore lose
//! what was typed in one when a button of another is pressed. So the frame puts one `form` around all of a page, and what
//! rooms draw are *sections* of it ([`super::components::post_form`], [`super::components::PostButton`]). On the wire a
//! section begins with a hidden field that says to which address it goes, and ends with an empty one; fields come in the
//! order of the page (HTML, "constructing the entry list"), so that the pressed button shows which section is meant.
//!
//! [`layer`] takes such a request apart: the handler of the pressed section gets its own fields at its own address, as if
//! its form had stood alone. What was typed in the other sections is filled in again on the page that answers. Rooms
//! know nothing of it, it needs no script, and a form that comes without the marks is handed on as it is.

mod layer;
mod page;
mod sent;
#[cfg(test)]
mod tests;

use maud::{Markup, Render, html};

pub use layer::layer;

use super::layout::Frame;

/// The hidden field with the address of the page.
const PAGE: &str = "_page";
/// The hidden field with which a section begins (an address) and ends (nothing).
const ACT: &str = "_act";
/// The name of every button.
const PRESS: &str = "_press";
/// Stands before the address of a button that leaves all that was typed as it is, also what is saved first otherwise.
const LEAVES: char = '~';
/// The id of the page's form.
const WHOLE: &str = "whole";
/// Stands before the address of a section that only asks and changes nothing.
const ASKS: char = '?';
/// Stands before the address of a section that is saved first when a button elsewhere on its page is pressed.
const SAVED_FIRST: char = '!';
/// Stands before all else of a section in which nothing can be typed, so that it is never taken for something that was.
const HOLDS_NOTHING: char = '-';

/// The address of the page from which a form was sent, where it is not the address that answers.
#[derive(Clone, Debug)]
pub struct FromPage(pub String);

/// How a section stands towards the others of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It changes something when it is pressed.
    Acts,
    /// It only asks: its fields go into the address.
    Asks,
    /// It holds what the page is about: typed text in it is saved before any other button of the page does its work.
    SavedFirst,
}

/// A section of the page's form.
pub(super) fn section(kind: Kind, action: &str, class: &str, body: &impl Render) -> Markup {
    let body = body.render();
    let mut mark = if can_be_typed_in(&body.0) { String::new() } else { HOLDS_NOTHING.to_string() };
    match kind {
        Kind::Acts => {}
        Kind::Asks => mark.push(ASKS),
        Kind::SavedFirst => mark.push(SAVED_FIRST),
    }
    let guards = kind != Kind::Asks;
    html! {
        div class=(class) data-act=(action) role=[(kind == Kind::Asks).then_some("search")] data-guard[guards] {
            input type="hidden" name=(ACT) value={ (mark) (action) };
            (body)
            input type="hidden" name=(ACT) value="";
        }
    }
}

/// Whether there is a field that a person fills in.
fn can_be_typed_in(body: &str) -> bool {
    let mut inputs = body.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    body.contains("<textarea") || body.contains("<select") || inputs.any(|tag| !tag.contains("type=\"hidden\""))
}

/// The value of a button that goes to an address of its own with these fields.
pub(super) fn press_value(action: &str, fields: &[(String, String)]) -> String {
    format!("{action} {}", serde_html_form::to_string(fields).unwrap_or_default())
}

/// The value of a button of the section around it that adds this field.
pub(super) fn press_with(name: &str, value: &str) -> String {
    format!("{ASKS}{}", serde_html_form::to_string([(name, value)]).unwrap_or_default())
}

/// Puts the one form around the `main` of a page that has sections or buttons.
pub(super) fn around(frame: &Frame, main: &Markup) -> Markup {
    let body = main;
    let begins: Vec<&str> = starts(&body.0, &format!("name=\"{ACT}\" value=\""));
    let presses = starts(&body.0, &format!("name=\"{PRESS}\" value=\"/")).len();
    match begins.as_slice() {
        [] if presses == 0 => body.clone(),
        // A section that is alone is a form as everyone knows it.
        [only] if presses == 0 && only.trim_start_matches(HOLDS_NOTHING).starts_with('/') => {
            let action = unescaped(only.trim_start_matches(HOLDS_NOTHING));
            form(frame, &action, &html! {}, body)
        }
        _ => form(frame, &frame.page, &default_button(), body),
    }
}

fn form(frame: &Frame, action: &str, first: &Markup, body: &Markup) -> Markup {
    html! {
        form method="post" action=(action) novalidate class="whole" id=(WHOLE) {
            input type="hidden" name=(PAGE) value=(frame.page);
            (first)
            (body)
        }
    }
}

/// What the Enter key presses when scripts do not run: the first button of a form. It belongs to no section.
fn default_button() -> Markup {
    html! { button type="submit" name=(PRESS) value="" class="hidden" tabindex="-1" aria-hidden="true" { "Enter" } }
}

/// A button of the frame that goes to an address with these fields. Where the page has a form it is one of its buttons,
/// so that what was typed on the page goes along and is kept; without fields it leads away, and that is saved first.
pub(super) fn frame_button(main: &Markup, action: &str, fields: &[(String, String)], label: &Markup) -> Markup {
    let value = press_value(action, fields);
    let value = if fields.is_empty() { value } else { format!("{LEAVES}{value}") };
    html! {
        @if has_form(main) {
            button type="submit" form=(WHOLE) name=(PRESS) value=(value) data-act=(action) { (label) }
        } @else {
            form method="post" action=(action) {
                @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
                button type="submit" data-act=(action) { (label) }
            }
        }
    }
}

/// What stands before the buttons of the frame: the first button of the page's form once more, unseen. Enter in a field
/// presses the first one of the document (HTML, "implicit submission"), and that must be none of the frame's.
pub(super) fn first_button(main: &Markup) -> Markup {
    let first = main.0.split("<button ").skip(1).filter_map(|rest| rest.split('>').next());
    let first = first.filter(|_| has_form(main)).find(|tag| tag.contains("type=\"submit\""));
    let value = first
        .map(|tag| tag.split_once(&format!("name=\"{PRESS}\" value=\"")).and_then(|(_, rest)| rest.split('"').next()));
    html! {
        @if let Some(value) = value {
            button type="submit" form=(WHOLE) name=[value.map(|_| PRESS)] value=[value.map(unescaped)] class="hidden" tabindex="-1" aria-hidden="true" { "Enter" }
        }
    }
}

/// What an attribute that maud wrote says.
fn unescaped(value: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(value.to_owned(), |text, (written, meant)| text.replace(written, meant))
}

fn has_form(main: &Markup) -> bool {
    main.0.starts_with("<form method=\"post\"") && main.0.contains(&format!("id=\"{WHOLE}\""))
}

/// What stands between each `mark` and the quote after it, without the empty ones.
fn starts<'a>(html: &'a str, mark: &str) -> Vec<&'a str> {
    let values = html.split(mark).skip(1).filter_map(|rest| rest.split('"').next());
    values.filter(|value| !value.is_empty()).collect()
}
