//! Contrast, size and room: M65 and M67, computed on the inline styles, because that is what every program obeys.

use scraper::ElementRef;

use super::Fault;
use super::walk::{is_hidden, name, own_style, own_words, says_something, style, upwards};
use crate::base::contrast::{Colour, LARGE, TEXT, ratio};

/// Checks every element with words of its own.
pub fn check(elements: &[ElementRef<'_>], faults: &mut Vec<Fault>) {
    for element in elements {
        let words = own_words(*element);
        if says_something(&words) && !is_hidden(*element) {
            contrast(*element, &words, faults);
            size(*element, &words, faults);
        }
    }
}

/// M65: 4.5 for text, 3 for large text. A colour that cannot be read is a fault as well.
fn contrast(element: ElementRef<'_>, words: &str, faults: &mut Vec<Fault>) {
    let text = style(element, "color").map_or(Some(Colour::BLACK), |value| colour(&value));
    let ground = upwards(element).find_map(ground_of).map_or(Some(Colour::WHITE), |value| colour(&value));
    let points = pixels(element);
    let is_bold = upwards(element).any(|one| {
        own_style(one, "font-weight").is_some_and(|weight| matches!(weight.as_str(), "bold" | "600" | "700" | "800"))
            || matches!(name(one), "strong" | "b" | "th" | "h1" | "h2" | "h3" | "h4")
    });
    let least = if points >= 24.0 || (is_bold && points >= 18.66) { LARGE } else { TEXT };
    match (text, ground) {
        (Some(text), Some(ground)) if ratio(text, ground) >= least => {}
        (Some(text), Some(ground)) => {
            faults.push(Fault::new("M65", format!("{} / {}: {words}", text.hex(), ground.hex())));
        }
        _ => faults.push(Fault::new("M65", format!("?: {words}"))),
    }
}

fn ground_of(element: ElementRef<'_>) -> Option<String> {
    ["background-color", "background"]
        .iter()
        .find_map(|property| own_style(element, property))
        .or_else(|| element.attr("bgcolor").map(str::to_ascii_lowercase))
        .filter(|value| !matches!(value.as_str(), "transparent" | "none"))
}

fn colour(value: &str) -> Option<Colour> {
    match value {
        "white" => Some(Colour::WHITE),
        "black" => Some(Colour::BLACK),
        other => Colour::parse(other),
    }
}

/// M67: running text of 16 pixels and 1.5 lines or more, small print of 14, and neither justified nor centred.
fn size(element: ElementRef<'_>, words: &str, faults: &mut Vec<Fault>) {
    let is_small_print = upwards(element)
        .any(|one| one.attr("class").is_some_and(|class| class.split(' ').any(|one| one == "small-print")));
    let least = if is_small_print { 14.0 } else { 16.0 };
    let is_running = upwards(element).any(|one| matches!(name(one), "p" | "li" | "td" | "th" | "blockquote"))
        && !upwards(element).any(|one| matches!(name(one), "h1" | "h2" | "h3" | "h4"));
    // What comes on one line of its own, in the header or on a button, needs no room between lines.
    let is_large = pixels(element) >= 18.0;
    let is_button = upwards(element).any(|one| name(one) == "a" && own_style(one, "background").is_some());
    let is_tight = is_running && !is_large && !is_button && line_height(element) < 1.5;
    let is_shifted = is_running && style(element, "text-align").is_some_and(|align| align == "justify");
    if pixels(element) < least || is_tight || is_shifted {
        faults.push(Fault::new("M67", words));
    }
}

fn pixels(element: ElementRef<'_>) -> f64 {
    style(element, "font-size").map_or(16.0, |value| number(&value, "px").unwrap_or(0.0))
}

/// As a multiple of the font's size.
fn line_height(element: ElementRef<'_>) -> f64 {
    let Some(value) = style(element, "line-height") else { return 1.2 };
    if let Some(percent) = number(&value, "%") {
        return percent / 100.0;
    }
    number(&value, "px").map_or_else(|| value.parse().unwrap_or(1.2), |height| height / pixels(element))
}

fn number(value: &str, unit: &str) -> Option<f64> {
    value.strip_suffix(unit)?.trim().parse().ok()
}
