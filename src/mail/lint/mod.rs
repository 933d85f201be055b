//! Checks of a rendered mail: what a reader's mail program, screen reader or filter would trip over.
//!
//! The rules bear the ids of the requirements they guard (M44 … M67, P08). The lint reads the finished HTML with an
//! HTML parser and knows nothing of how it was made, so it also catches faults of the renderer.

mod foreign;
mod sight;
mod structure;
mod walk;

use scraper::Html;

use crate::base::Language;

/// One thing that is wrong with a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The id of the rule.
    pub rule: &'static str,
    /// The words or the element that broke it.
    pub detail: String,
}

impl Fault {
    pub(super) fn new(rule: &'static str, detail: impl Into<String>) -> Self {
        let detail: String = detail.into();
        Self { rule, detail: detail.trim().chars().take(200).collect() }
    }

    /// What is wrong and why that matters, for the person who can mend it.
    #[must_use]
    pub fn sentence(&self, language: Language) -> &'static str {
        match self.rule {
            "M44" => language.pick(
                "De mail is te groot. Sommige mailprogramma's laten het einde dan weg.",
                "The mail is too large. Some mail programs leave out its end.",
            ),
            "M45" => language.pick(
                "De mail bevat iets wat mailprogramma's blokkeren of van elders ophalen.",
                "The mail holds something that mail programs block or fetch from elsewhere.",
            ),
            "M60" => {
                language.pick("De taal of leesrichting is niet vermeld.", "The language or direction is not stated.")
            }
            "M61" => language.pick(
                "Een tabel is voor een schermlezer niet goed te volgen.",
                "A table cannot be followed well with a screen reader.",
            ),
            "M62" => language.pick("Een afbeelding heeft geen beschrijving.", "An image has no description."),
            "M63" => language.pick("De volgorde van de koppen klopt niet.", "The order of the headings is not right."),
            "M64" => language.pick(
                "Een link zegt niet waar hij heen gaat of is niet als link te herkennen.",
                "A link does not say where it leads or cannot be recognised as a link.",
            ),
            "M65" => language.pick("Tekst heeft te weinig contrast.", "Text has too little contrast."),
            "M66" => language.pick(
                "De titel ontbreekt of verborgen tekst is niet voor iedereen verborgen.",
                "The title is missing, or hidden text is not hidden for everyone.",
            ),
            "M67" => language.pick("Tekst is te klein of staat te dicht op elkaar.", "Text is too small or too tight."),
            "P08" => language.pick(
                "De mail haalt iets op waarmee lezers gevolgd kunnen worden.",
                "The mail fetches something by which readers could be followed.",
            ),
            _ => language.pick("De mail heeft een fout.", "The mail has a fault."),
        }
    }
}

/// Checks a mail that shows no images from anywhere.
#[must_use]
pub fn lint(html: &str) -> Vec<Fault> {
    check(html, None)
}

/// Checks a mail that may show images from one site, given as its outside address (`https://nieuws.voorbeeld.nl`).
#[must_use]
pub fn lint_with_images_of(html: &str, site: &str) -> Vec<Fault> {
    check(html, Some(site.trim_end_matches('/')))
}

fn check(html: &str, site: Option<&str>) -> Vec<Fault> {
    let document = Html::parse_document(html);
    let elements: Vec<_> = walk::elements(&document).collect();
    let mut faults = Vec::new();
    structure::check(&elements, &mut faults);
    sight::check(&elements, &mut faults);
    foreign::check(html, site, &document, &elements, &mut faults);
    faults
}

#[cfg(test)]
mod tests;
