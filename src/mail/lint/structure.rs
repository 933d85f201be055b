//! Language, tables, images, headings, links and the title: M60 to M64 and M66.

use scraper::ElementRef;

use super::Fault;
use super::walk::{is_hidden, name, own_style, own_words, says_something, spoken, style, upwards};

/// Words that say nothing about where a link leads, in both languages.
const GENERIC: [&str; 24] = [
    "klik",
    "klik hier",
    "hier",
    "lees meer",
    "lees verder",
    "meer",
    "meer info",
    "meer informatie",
    "meer lezen",
    "link",
    "deze link",
    "ga verder",
    "verder",
    "bekijk",
    "download",
    "click",
    "click here",
    "here",
    "read more",
    "more",
    "more info",
    "more information",
    "this link",
    "continue",
];

/// Checks the structure.
pub fn check(elements: &[ElementRef<'_>], faults: &mut Vec<Fault>) {
    language(elements, faults);
    headings(elements, faults);
    title(elements, faults);
    for element in elements {
        match name(*element) {
            "table" => table(*element, faults),
            "img" => image(*element, faults),
            "a" => link(*element, faults),
            _ => hidden(*element, faults),
        }
    }
}

/// M60: `lang` and `dir` on `html`, and on an element in the body around all words, since programs drop `html`.
fn language(elements: &[ElementRef<'_>], faults: &mut Vec<Fault>) {
    let states = |element: &ElementRef<'_>| {
        element.attr("lang").is_some_and(|lang| !lang.is_empty()) && matches!(element.attr("dir"), Some("ltr" | "rtl"))
    };
    let root = elements.first().into_iter().flat_map(|one| upwards(*one)).find(|one| name(*one) == "html");
    if !root.is_some_and(|root| states(&root)) {
        faults.push(Fault::new("M60", "<html>"));
    }
    let outside = elements.iter().find(|element| {
        let within = |one: &ElementRef<'_>| !matches!(name(*one), "html" | "body");
        upwards(**element).any(|one| name(one) == "body")
            && says_something(&own_words(**element))
            && !upwards(**element).filter(within).any(|one| states(&one))
    });
    if let Some(outside) = outside {
        faults.push(Fault::new("M60", own_words(*outside)));
    }
}

/// M61: a table that only lays out says so and has no headers; a table of facts has headers with a scope.
fn table(table: ElementRef<'_>, faults: &mut Vec<Fault>) {
    let own = |one: &ElementRef<'_>| upwards(*one).skip(1).find(|above| name(*above) == "table") == Some(table);
    let within: Vec<_> = table.descendants().filter_map(ElementRef::wrap).filter(own).collect();
    let headers: Vec<_> = within.iter().filter(|one| name(**one) == "th").collect();
    let has_caption = within.iter().any(|one| name(*one) == "caption");
    let fine = match table.attr("role") {
        Some("presentation" | "none") => headers.is_empty() && !has_caption,
        Some(_) => false,
        None => !headers.is_empty() && headers.iter().all(|one| matches!(one.attr("scope"), Some("col" | "row"))),
    };
    if !fine {
        faults.push(Fault::new("M61", spoken(table)));
    }
}

/// M62: every image has a description or is marked as decoration; in a link it has words.
fn image(image: ElementRef<'_>, faults: &mut Vec<Fault>) {
    let linked = upwards(image).find(|one| name(*one) == "a");
    let mute_link = linked.is_some_and(|link| !says_something(&spoken(link)));
    if image.attr("alt").is_none() || mute_link {
        faults.push(Fault::new("M62", image.attr("src").unwrap_or("<img>")));
    }
}

/// M63: one heading of level 1 comes first, no level is skipped, and none is empty.
fn headings(elements: &[ElementRef<'_>], faults: &mut Vec<Fault>) {
    let level = |element: &ElementRef<'_>| match name(*element).as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    };
    let mut last = 0;
    for (element, level) in elements.iter().filter_map(|element| Some((element, level(element)?))) {
        let words = spoken(*element);
        if !says_something(&words) || level > last + 1 || (level == 1 && last > 0) {
            faults.push(Fault::new("M63", format!("h{level} {words}")));
        }
        last = level;
    }
    if last == 0 {
        faults.push(Fault::new("M63", "h1"));
    }
}

/// M64: a link has an address and words of its own, and one sees that it is a link without seeing colour.
fn link(link: ElementRef<'_>, faults: &mut Vec<Fault>) {
    let words = spoken(link);
    let bare = words.to_lowercase();
    let bare = bare.trim_matches(|letter: char| !letter.is_alphanumeric());
    let leads = link.attr("href").is_some_and(|href| !href.trim().is_empty() && href != "#");
    if !leads || !says_something(&words) || GENERIC.contains(&bare) {
        faults.push(Fault::new("M64", if words.is_empty() { link.attr("href").unwrap_or("<a>") } else { &words }));
        return;
    }
    let is_button = ["background", "background-color"].iter().any(|one| own_style(link, one).is_some());
    let is_plain = ["text-decoration", "text-decoration-line"]
        .iter()
        .any(|property| style(link, property).is_some_and(|value| value.contains("none")));
    if is_plain && !is_button {
        faults.push(Fault::new("M64", words));
    }
}

/// M66: a title.
fn title(elements: &[ElementRef<'_>], faults: &mut Vec<Fault>) {
    if !elements.iter().any(|one| name(*one) == "title" && says_something(&one.text().collect::<String>())) {
        faults.push(Fault::new("M66", "<title>"));
    }
}

/// M66: what is hidden, such as the preheader, is hidden for everyone: not shrunk away for the eye alone.
fn hidden(element: ElementRef<'_>, faults: &mut Vec<Fault>) {
    let shrunk = [("opacity", "0"), ("max-height", "0"), ("max-height", "0px"), ("visibility", "hidden")]
        .iter()
        .any(|(property, value)| own_style(element, property).is_some_and(|own| own == *value));
    if shrunk && !is_hidden(element) {
        faults.push(Fault::new("M66", spoken(element)));
    }
}
