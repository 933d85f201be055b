//! How an issue will look: as a web page, as a mail on a phone and on a computer, as plain text.

use maud::{Markup, html};

use crate::base::Language;
use crate::issues::Issue;
use crate::issues::framed::mail_at;
use crate::issues::reader::Reader;
use crate::web::components::{Action, Field, ask_form, button, crumbs, page_head, tabs};
use crate::web::{Form, Frame, staff_page};

/// A way of looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::issues) enum Kind {
    /// As the archive shows it.
    Web,
    /// The mail, 375 px wide.
    Phone,
    /// The mail, 640 px wide.
    Computer,
    /// The mail as plain text.
    Text,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Phone, Self::Computer, Self::Text, Self::Web];

    /// The kind of a word in the address.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Phone => "telefoon",
            Self::Computer => "computer",
            Self::Text => "tekst",
        }
    }

    fn name(self, language: Language) -> &'static str {
        match self {
            Self::Web => language.pick("Webpagina", "Web page"),
            Self::Phone => language.pick("Telefoon", "Phone"),
            Self::Computer => language.pick("Computer", "Computer"),
            Self::Text => language.pick("Platte tekst", "Plain text"),
        }
    }
}

/// The word for whoever chooses no reader.
const USUAL: &str = "nummer";

/// The preview in one of its kinds; `text` is the plain text of the mail.
pub(in crate::issues) fn page(frame: &Frame, issue: &Issue, (kind, reader): (Kind, &str), text: &str) -> Markup {
    let language = frame.language;
    let as_who = Form::with(&[("lezer", reader)]).address(&format!("{}/mail", issue.address()), &[]);
    let asked = Form::with(&[("lezer", if reader.is_empty() { USUAL } else { reader })]);
    let title = format!("{}: {}", language.pick("Voorbeeld", "Preview"), kind.name(language));
    let address = |kind: Kind| format!("{}/voorbeeld/{}", issue.address(), kind.word());
    let links: Vec<(String, &str)> = Kind::ALL.iter().map(|kind| (address(*kind), kind.name(language))).collect();
    let links: Vec<(&str, &str)> = links.iter().map(|(href, text)| (href.as_str(), *text)).collect();
    let name = issue.name(language);
    staff_page(
        frame,
        &title,
        html! {
            (crumbs(language, &[("/beheer/nummers", language.pick("Nummers", "Issues")), (&issue.address(), &name)], &title))
            (page_head(&title, Some(&name), None))
            (tabs(language.pick("Manieren van kijken", "Ways of looking"), &links, &address(kind)))
            @if kind == Kind::Web {
                p class="muted" { (language.pick(
                    "Zo staat het nummer straks in het archief. De artikelen hebben daar elk een eigen bladzijde: kies er een om die te zien.",
                    "This is how the issue will stand in the archive. Each article has a page of its own there: choose one to see it.",
                )) }
            } @else {
                p class="muted" { (language.pick(
                    "De mail is zoals hij verstuurd wordt, met een verzonnen lezer. De links van de lezer werken hier niet.",
                    "The mail is as it will be sent, with an invented reader. The reader's own links do not work here.",
                )) }
                (choose_reader(&address(kind), &asked, language))
            }
            @match kind {
                Kind::Web => (web(language, issue)),
                Kind::Phone => (mail_at(language, &as_who, 375)),
                Kind::Computer => (mail_at(language, &as_who, 640)),
                Kind::Text => (plain(language, text)),
            }
        },
    )
}

/// The mail beside the place where it is made: as it was saved, and where scripts run as it is typed.
pub(in crate::issues) fn live(frame: &Frame, issue: &Issue, from: &str) -> Markup {
    let language = frame.language;
    let ways = [
        ("telefoon", language.pick("Telefoon", "Phone")),
        ("computer", language.pick("Computer", "Computer")),
        ("donker", language.pick("Donker", "Dark")),
        ("tekst", language.pick("Platte tekst", "Plain text")),
        ("zonder-beeld", language.pick("Zonder beeld", "Without images")),
    ];
    let none = language.pick("nog geen onderwerp", "no subject yet");
    let failed = language.pick(
        "Het voorbeeld is niet bijgewerkt: geen verbinding, of u bent uitgelogd. Uw tekst blijft staan.",
        "The preview was not updated: no connection, or you are signed out. Your text stays.",
    );
    let subject = Some(issue.row.subject.as_str()).filter(|subject| !subject.is_empty());
    html! {
        section class="live" aria-labelledby="live" data-live={ (issue.address()) "/voorbeeld" } data-about=(issue.address())
            data-none=(none) data-failed=(failed) {
            h2 id="live" { (language.pick("Zo ziet een lezer het", "As a reader sees it")) }
            p class="live__inbox" {
                strong { (from) }
                span data-line="subject" { (subject.unwrap_or(none)) }
                span class="muted" data-line="preheader" { (issue.row.preheader) }
            }
            div class="live__ways" role="group" aria-label=(language.pick("Manieren van kijken", "Ways of looking")) data-ways hidden {
                @for (at, (way, name)) in ways.into_iter().enumerate() {
                    button type="button" data-way=(way) aria-pressed=(if at == 0 { "true" } else { "false" }) { (name) }
                }
            }
            iframe sandbox="allow-same-origin" src={ (issue.address()) "/mail" } width="350" height="640" loading="lazy"
                title=(language.pick("De mail zoals een lezer hem ziet", "The mail as a reader sees it")) {}
            p class="muted" role="status" data-said {}
        }
        script src=((frame.assets)("js/live.js")) defer {}
    }
}

/// The plain text of a mail, alone in its frame.
pub(in crate::issues) fn bare_text(text: &str) -> String {
    html! {
        (maud::DOCTYPE)
        html lang="nl" {
            head { meta charset="utf-8"; title { "Platte tekst" } style { "body{margin:0;padding:16px}pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;font:15px/1.5 monospace}" } }
            body { pre data-mail { (text) } }
        }
    }
    .into_string()
}

/// As whom one looks: what differs between readers of one issue is the language around it and whether we know their name.
fn choose_reader(here: &str, asked: &Form, language: Language) -> Markup {
    let name = |word: &str| match word {
        "nl-naam" => language.pick("Nederlandse lezer met een naam", "Dutch reader with a name"),
        "nl" => language.pick("Nederlandse lezer zonder naam", "Dutch reader without a name"),
        "en-naam" => language.pick("Engelse lezer met een naam", "English reader with a name"),
        _ => language.pick("Engelse lezer zonder naam", "English reader without a name"),
    };
    let readers = Reader::ALL.map(|(word, _)| (word, name(word)));
    let usual = [(USUAL, language.pick("In de taal van het nummer", "In the language of the issue"))];
    html! {
        (ask_form(here, "look-as", html! {
            (Field::select(language, asked, "lezer", language.pick("Bekijk als", "Look as"), usual.into_iter().chain(readers)))
            (button(Action::Secondary, language.pick("Bekijk", "Look")))
        }))
    }
}

fn plain(language: Language, text: &str) -> Markup {
    html! {
        section class="card table-region" tabindex="0" aria-label=(language.pick("De mail als platte tekst", "The mail as plain text")) {
            pre { (text) }
        }
    }
}

/// The page of the archive itself, drawn by what draws it once the issue is sent.
fn web(language: Language, issue: &Issue) -> Markup {
    html! {
        iframe class="web-preview" src={ (issue.address()) "/webpagina" } loading="lazy"
            title=(language.pick("De webpagina zoals een lezer hem ziet", "The web page as a reader sees it")) {}
    }
}
