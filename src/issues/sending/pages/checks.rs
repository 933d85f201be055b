//! What the checks found: each with its weight, its place and how to mend it.

use maud::{Markup, html};

use crate::base::Language;
use crate::base::id::IssueId;
use crate::base::markdown::Remark;
use crate::issues::sending::check::{Finding, Severity, What};
use crate::issues::sending::texts as say;
use crate::issues::texts::remark as say_remark;
use crate::web::Frame;
use crate::web::components::{Tone, tag};

/// What is shown of a check.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// What was found, what blocks first.
    pub findings: &'a [Finding],
    /// What of the text did not fit.
    pub remarks: &'a [Remark],
    /// What was checked.
    pub of: Of,
}

/// What was checked, and whether its fields are on this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// An article, on its page.
    Article,
    /// An issue, on its page.
    Issue(IssueId),
    /// An issue, on another page.
    Elsewhere(IssueId),
}

/// The card beside a text. Where scripts run it is asked anew at `address` while one types in the section that goes to
/// `about`; without, it says what was found in what was saved.
#[must_use]
pub fn beside(frame: &Frame, checked: Checked<'_>, (about, address): (&str, &str)) -> Markup {
    let language = frame.language;
    let failed = language.pick(
        "De controle is niet bijgewerkt: geen verbinding, of u bent uitgelogd. Uw tekst blijft staan.",
        "The checks were not updated: no connection, or you are signed out. Your text stays.",
    );
    html! {
        section class="card stack checks" aria-labelledby="checks" data-checks=(address) data-about=(about) data-failed=(failed) {
            h2 id="checks" { (language.pick("Controle", "Checks")) }
            div data-found { (found(checked, language)) }
            p class="hidden" role="status" data-said {}
        }
        script src=((frame.assets)("js/checks.js")) defer {}
    }
}

/// What was found, as a sentence and a list.
#[must_use]
pub fn found(checked: Checked<'_>, language: Language) -> Markup {
    html! {
        p data-result { (say::check_result(checked.findings, language)) }
        @if !checked.findings.is_empty() || !checked.remarks.is_empty() {
            ul class="checks__list" {
                @for finding in checked.findings { (one(finding, checked.of, language)) }
                @for remark in checked.remarks {
                    li {
                        (tag(Tone::Info, language.pick("Tip", "Tip")))
                        p { a class="utrecht-link" href="#source" { (language.pick("Tekst", "Text")) } ": " (say_remark(language, remark)) }
                    }
                }
            }
        }
    }
}

fn one(finding: &Finding, of: Of, language: Language) -> Markup {
    let (tone, word) = match finding.severity {
        Severity::Blocks => (Tone::Bad, language.pick("Moet", "Must")),
        Severity::Warns => (Tone::Info, language.pick("Tip", "Tip")),
    };
    let (href, place) = match of {
        Of::Article => (format!("#{}", finding.field), say::field(finding.field, language).to_owned()),
        Of::Elsewhere(id) => (finding.address(id), say::place(&finding.where_, language)),
        Of::Issue(id) => {
            let address = finding.address(id);
            // On the page itself only its field is meant, whatever its address asks besides.
            let field = address.strip_prefix(&format!("/beheer/nummers/{id}")).map(str::to_owned);
            (field.unwrap_or(address), say::place(&finding.where_, language))
        }
    };
    html! {
        li {
            (tag(tone, word))
            p {
                a class="utrecht-link" href=(href) data-find=[finding.what.words()] { (place) } ": " (say::what(&finding.what, language))
                @if let What::UndecidedImage(id) = finding.what {
                    " " a class="utrecht-link" href={ "/beheer/beelden/" (id) } { (language.pick("Beschrijf het beeld", "Describe the image")) }
                }
            }
        }
    }
}
