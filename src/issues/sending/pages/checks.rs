//! What the checks found: each with its weight, its place and how to mend it.

use maud::{Markup, html};

use crate::base::Language;
use crate::base::id::IssueId;
use crate::base::markdown::Remark;
use crate::issues::issue::Explained;
use crate::issues::sending::check::{Finding, Severity, What};
use crate::issues::sending::texts as say;
use crate::issues::texts::remark as say_remark;
use crate::web::components::{Action, Field, Tone, button, moment, post_form, tag};
use crate::web::{Form, Frame};

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
        Severity::Explained => (Tone::Warn, language.pick("Uitgelegd", "Explained")),
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
                @if let (Of::Issue(id), Severity::Blocks, Some(_)) = (of, finding.severity, finding.key()) {
                    " " a class="utrecht-link" href={ "/beheer/nummers/" (id) "/verzenden#uitleg" } { (language.pick("Of leg uit waarom dit blijft", "Or explain why this stays")) }
                }
            }
            @if let Some(explained) = &finding.explained { (why_it_stays(explained, language)) }
        }
    }
}

fn why_it_stays(explained: &Explained, language: Language) -> Markup {
    html! {
        blockquote class="utrecht-blockquote words" {
            p { (explained.why) }
            p class="muted" { (explained.by) ", " (moment(explained.at, language)) }
        }
    }
}

/// For what blocks and may stay all the same: a field to say why, each with its button.
pub fn explain(findings: &[Finding], (address, form): (&str, &Form), language: Language) -> Markup {
    let may_stay =
        |finding: &Finding| Some((finding.key()?, finding.clone())).filter(|(_, one)| one.severity != Severity::Warns);
    let all: Vec<_> = findings.iter().filter_map(may_stay).collect();
    let about = form.trimmed("bevinding");
    let is_gone = !about.is_empty() && all.iter().all(|(key, _)| key != about);
    html! {
        @if !all.is_empty() {
            h3 id="uitleg" { (language.pick("Blijft iets zoals het is?", "Does something stay as it is?")) }
            p { (language.pick(
                "Leg dan uit waarom. Wie goedkeurt, ziet uw uitleg met uw naam. Verandert de tekst daar, dan geldt de uitleg niet meer.",
                "Then explain why. Whoever approves sees your explanation with your name. When the text there changes, the explanation no longer holds.",
            )) }
            @for (at, (key, finding)) in all.iter().enumerate() {
                details class="more" open[key == about] {
                    summary { (say::place(&finding.where_, language)) ": " (say::what(&finding.what, language)) }
                    (post_form(&format!("{address}/uitleg"), html! {
                        input type="hidden" name="bevinding" value=(key);
                        input type="hidden" name="veld" value=(at);
                        (why_field((key == about).then_some(form), &field(at), finding, language))
                        (button(Action::Secondary, language.pick("Laat het zo, met deze uitleg", "Leave it so, with this explanation")))
                    }))
                }
            }
        }
        @if is_gone {
            p { (language.pick("Dit schreef u. Neem het over als u het nog nodig hebt.", "You wrote this. Take it over if you still need it.")) }
            pre class="typed" tabindex="0" { (form.value(&format!("waarom-{}", form.trimmed("veld")))) }
        }
    }
}

/// The name of the field of a finding in the list.
pub fn field(at: usize) -> String {
    format!("waarom-{at}")
}

fn why_field(typed: Option<&Form>, name: &str, finding: &Finding, language: Language) -> Markup {
    let before = finding.explained.as_ref().map_or("", |explained| explained.why.as_str());
    let kept = Form::with(&[(name, before)]);
    let form = typed.unwrap_or(&kept);
    html! { (Field::textarea(language, form, name, language.pick("Waarom blijft dit zo?", "Why does this stay?"), 3)) }
}
