//! Walking a parsed mail: elements, the styles they carry themselves or get from above, and their words.

use scraper::{ElementRef, Html};

/// All elements, in reading order.
pub fn elements(document: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    document.root_element().descendants().filter_map(ElementRef::wrap)
}

/// An element and those around it, from the inside to the outside.
pub fn upwards(element: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap))
}

/// A property of an element's own `style`, in lower case; the last one wins.
pub fn own_style(element: ElementRef<'_>, property: &str) -> Option<String> {
    let mut declarations = element.attr("style")?.split(';').filter_map(|one| one.split_once(':'));
    declarations
        .rfind(|(name, _)| name.trim().eq_ignore_ascii_case(property))
        .map(|(_, value)| value.replace("!important", "").trim().to_ascii_lowercase())
}

/// A property of an element, or of the nearest one around it that has it.
pub fn style(element: ElementRef<'_>, property: &str) -> Option<String> {
    upwards(element).find_map(|one| own_style(one, property).filter(|value| value != "inherit"))
}

/// Whether nobody gets to see or hear an element.
pub fn is_hidden(element: ElementRef<'_>) -> bool {
    upwards(element).any(|one| {
        matches!(name(one), "head" | "style" | "script" | "title")
            || own_style(one, "display").is_some_and(|value| value == "none")
    })
}

/// The name of an element, in lower case.
pub fn name(element: ElementRef<'_>) -> &str {
    element.value().name()
}

/// Whether a text shows anything: letters that take no room do not count.
pub fn says_something(text: &str) -> bool {
    text.chars().any(|letter| {
        !letter.is_whitespace()
            && !matches!(letter, '\u{34f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    })
}

/// The words directly in an element, without those of elements within it.
pub fn own_words(element: ElementRef<'_>) -> String {
    element.children().filter_map(|child| child.value().as_text().map(|text| text.to_string())).collect()
}

/// What a screen reader says for an element: its label, or its words and the descriptions of its images.
pub fn spoken(element: ElementRef<'_>) -> String {
    if let Some(label) = element.attr("aria-label").filter(|label| says_something(label)) {
        return label.to_owned();
    }
    let words = element.text().collect::<Vec<_>>().join("");
    let images = element.descendants().filter_map(ElementRef::wrap).filter_map(|one| one.attr("alt"));
    [words.as_str()]
        .into_iter()
        .chain(images)
        .collect::<Vec<_>>()
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
