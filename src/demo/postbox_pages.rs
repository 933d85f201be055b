//! The pages of the postbox.

use maud::{Markup, html};

use super::postbox_texts::texts;
use crate::base::{Instant, Language};
use crate::web::components::{
    Action, DataTable, Field, crumbs, empty_state, link_button, moment, page_head, pager, plain_button, summary_list,
    tabs,
};
use crate::web::{Form, Frame, public_page};

/// The outside of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Envelope {
    /// The name of its file, without the ending.
    pub name: String,
    /// Who it is to.
    pub to: String,
    /// Who it is from.
    pub from: String,
    /// What it is about.
    pub subject: String,
    /// When it was sent.
    pub at: Option<Instant>,
}

/// How a mail is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// As a mail program shows it.
    Html,
    /// Its plain text.
    Text(String),
    /// Its headers and its encoded body.
    Source(Vec<(String, String)>, String),
}

/// The list of mails.
pub(super) fn list(frame: &Frame, form: &Form, mails: &[Envelope], next: Option<&str>) -> Markup {
    let (language, texts) = (frame.language, texts(frame.language));
    let is_search = !form.trimmed("zoek").is_empty();
    public_page(
        frame,
        texts.title,
        html! {
            (page_head(texts.title, Some(texts.lead), None))
            @if !mails.is_empty() || is_search { (search_box(language, form)) }
            @if !mails.is_empty() {
                (table(language, mails))
                (pager(language, None, next.map(|name| form.address("/postbus", &[("na", name)])).as_deref()))
            } @else if is_search {
                (empty_state(texts.none_found, texts.none_found_advice,
                    Some(link_button(Action::Secondary, "/postbus", texts.all))))
            } @else {
                (empty_state(texts.empty, texts.empty_advice,
                    Some(link_button(Action::Primary, &format!("{}/aanmelden", language.prefix()), texts.subscribe))))
            }
        },
    )
}

fn search_box(language: Language, form: &Form) -> Markup {
    let texts = texts(language);
    html! {
        form class="card form" method="get" action="/postbus" role="search" novalidate {
            (Field::search(language, form, "zoek", texts.search).hint(texts.search_hint))
            (plain_button(Action::Secondary, texts.search_button))
        }
    }
}

fn table(language: Language, mails: &[Envelope]) -> DataTable {
    let texts = texts(language);
    let rows = mails.iter().map(|mail| {
        let subject = if mail.subject.is_empty() { texts.no_subject } else { &mail.subject };
        vec![
            html! { a class="utrecht-link" href={ "/postbus/" (mail.name) } { (subject) } },
            html! { (mail.to) },
            sent_at(mail.at, language),
        ]
    });
    DataTable::new(texts.mails).stacked().column(texts.subject).column(texts.to).column(texts.date).rows(rows)
}

/// One mail.
pub(super) fn show(frame: &Frame, mail: &Envelope, view: &View) -> Markup {
    let (language, texts) = (frame.language, texts(frame.language));
    let subject = if mail.subject.is_empty() { texts.no_subject } else { &mail.subject };
    let html = format!("/postbus/{}", mail.name);
    let (text, source) = (format!("{html}?als=tekst"), format!("{html}?als=bron"));
    let current = match view {
        View::Html => &html,
        View::Text(_) => &text,
        View::Source(..) => &source,
    };
    public_page(
        frame,
        subject,
        html! {
            (crumbs(language, &[("/postbus", texts.title)], subject))
            (page_head(subject, None, None))
            (summary_list(&[
                (texts.from, html! { (mail.from) }),
                (texts.to, html! { (mail.to) }),
                (texts.date, sent_at(mail.at, language)),
            ]))
            (tabs(texts.views, &[(&html, texts.as_mail), (&text, texts.as_text), (&source, texts.as_source)], current))
            (content(language, &html, view))
        },
    )
}

fn content(language: Language, address: &str, view: &View) -> Markup {
    let texts = texts(language);
    match view {
        View::Html => html! {
            iframe class="card" title=(texts.frame_title) src={ (address) "/mail" } height="900"
                sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation" {}
        },
        View::Text(text) => region(texts.as_text, text),
        View::Source(headers, body) => {
            let rows: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), html! { (value) })).collect();
            html! {
                section class="stack" {
                    h2 class="utrecht-heading-2" { (texts.headers) }
                    (summary_list(&rows))
                    h2 class="utrecht-heading-2" { (texts.body) }
                    (region(texts.body, body))
                }
            }
        }
    }
}

/// Text with its own line breaks, which scrolls by itself when a line is long.
fn region(label: &str, text: &str) -> Markup {
    html! { section class="card table-region" tabindex="0" aria-label=(label) { pre { (text) } } }
}

fn sent_at(at: Option<Instant>, language: Language) -> Markup {
    html! { @if let Some(at) = at { (moment(at, language)) } }
}
