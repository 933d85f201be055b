//! Size, and whatever a mail program would run or fetch: M44, M45 and P08.

use scraper::{ElementRef, Html, Node};

use super::Fault;
use super::walk::name;

/// The largest HTML: mail programs cut off near 102 kB.
const LARGEST: usize = 90_000;
/// The largest style sheet that is read.
const LARGEST_STYLE: usize = 16_000;

/// Checks what comes from elsewhere.
pub fn check(html: &str, site: Option<&str>, document: &Html, elements: &[ElementRef<'_>], faults: &mut Vec<Fault>) {
    if html.len() > LARGEST {
        faults.push(Fault::new("M44", format!("{} kB", html.len() / 1_000)));
    }
    for element in elements {
        active(*element, faults);
        fetched(*element, site, faults);
        if name(*element) == "style" {
            styles(&element.text().collect::<String>(), faults);
        }
    }
    comments(document, faults);
}

/// M45: nothing that runs, asks or embeds.
fn active(element: ElementRef<'_>, faults: &mut Vec<Fault>) {
    let forbidden = matches!(
        name(element),
        "script"
            | "form"
            | "iframe"
            | "object"
            | "embed"
            | "input"
            | "button"
            | "select"
            | "textarea"
            | "link"
            | "base"
            | "svg"
            | "video"
            | "audio"
            | "frame"
            | "applet"
    );
    let runs = element.value().attrs().any(|(attribute, value)| {
        attribute.starts_with("on") || is_script(value) && matches!(attribute, "href" | "src" | "action")
    });
    let refreshes = element.attr("http-equiv").is_some_and(|value| value.eq_ignore_ascii_case("refresh"));
    if forbidden || runs || refreshes {
        faults.push(Fault::new("M45", format!("<{}>", name(element))));
    }
    if let Some(style) = element.attr("style") {
        styles(style, faults);
    }
}

fn is_script(value: &str) -> bool {
    let value: String = value.chars().filter(|letter| !letter.is_whitespace()).collect();
    let value = value.to_ascii_lowercase();
    value.starts_with("javascript:") || value.starts_with("vbscript:") || value.starts_with("data:")
}

/// M45 and P08: images come from the own site or from the same mail, are none of `data:`, and none is a pixel.
fn fetched(element: ElementRef<'_>, site: Option<&str>, faults: &mut Vec<Fault>) {
    for attribute in ["src", "background", "poster", "srcset"] {
        let Some(address) = element.attr(attribute) else { continue };
        if address.trim().to_ascii_lowercase().starts_with("data:") {
            faults.push(Fault::new("M45", "data:"));
        } else if !address.starts_with("cid:")
            && !site.is_some_and(|site| address.strip_prefix(site).is_some_and(|rest| rest.starts_with('/')))
        {
            faults.push(Fault::new("P08", address));
        }
    }
    let tiny = |attribute: &str| {
        element.attr(attribute).is_some_and(|value| matches!(value.trim().trim_end_matches("px"), "0" | "1"))
    };
    if name(element) == "img" && (tiny("width") || tiny("height")) {
        faults.push(Fault::new("P08", element.attr("src").unwrap_or("<img>")));
    }
}

/// M44 and M45: a small style sheet that fetches nothing and brings no fonts.
fn styles(css: &str, faults: &mut Vec<Fault>) {
    if css.len() > LARGEST_STYLE {
        faults.push(Fault::new("M44", "<style>"));
    }
    let css = css.to_ascii_lowercase();
    if let Some(word) =
        ["@import", "@font-face", "url(", "expression(", "-moz-binding"].iter().find(|word| css.contains(**word))
    {
        faults.push(Fault::new("M45", *word));
    }
}

/// What only Outlook reads stands in comments: layout tables that say so, and nothing that is fetched.
fn comments(document: &Html, faults: &mut Vec<Fault>) {
    for node in document.tree.nodes() {
        let Node::Comment(comment) = node.value() else { continue };
        let text = comment.to_ascii_lowercase();
        if let Some(word) = ["<script", "<link", "<iframe", "src=", "url("].iter().find(|word| text.contains(**word)) {
            faults.push(Fault::new("M45", *word));
        }
        for table in text.split("<table").skip(1) {
            let tag = table.split('>').next().unwrap_or_default();
            if !tag.contains("role=\"presentation\"") && !tag.contains("role=\"none\"") {
                faults.push(Fault::new("M61", format!("<table{tag}>")));
            }
        }
    }
}
