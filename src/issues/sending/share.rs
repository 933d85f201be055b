//! Texts to share what was sent with, ready to be copied. Pure.

use crate::base::words::one_line;
use crate::issues::letter::{article_path, issue_path};
use crate::issues::{Issue, short_name};

/// The most characters of a text: what the networks with the shortest messages take.
const LONGEST: usize = 280;

/// A text about something that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToShare {
    /// A word of its own on the page.
    pub id: String,
    /// What it is about.
    pub about: String,
    /// The text, with the address at its end.
    pub text: String,
}

/// The texts of an issue: one about itself, one about each of its articles. `site` is the outside address.
#[must_use]
pub fn texts_of(issue: &Issue, site: &str) -> Vec<ToShare> {
    let language = issue.row.language;
    let at = |path: &str| format!("{site}{}{path}", language.prefix());
    let whole = ToShare {
        id: "delen-nummer".to_owned(),
        about: short_name(issue, language),
        text: text(&issue.row.subject, &issue.row.preheader, &at(&issue_path(issue))),
    };
    let articles = issue.articles.iter().map(|article| ToShare {
        id: format!("delen-{}", article.row.id),
        about: article.row.title.clone(),
        text: text(&article.row.title, &article.row.lead, &at(&article_path(article))),
    });
    std::iter::once(whole).chain(articles).collect()
}

/// Title, as much of the lead as fits, address.
fn text(title: &str, lead: &str, address: &str) -> String {
    let (title, lead) = (one_line(title), one_line(lead));
    let room = LONGEST.saturating_sub(title.chars().count() + address.chars().count() + 4);
    let lead = fitting(&lead, room);
    [title, lead, address.to_owned()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// As many whole words as fit, with a sign that there were more.
fn fitting(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let mut short = String::new();
    for word in text.split(' ') {
        if short.chars().count() + word.chars().count() + 2 > room {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() { short } else { short + "…" }
}
