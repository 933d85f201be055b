//! An issue as a letter: the content in its own language, the frame around it in the reader's.

use super::{Article, Issue};
use crate::base::words::slug;
use crate::base::{Language, wall_time};
use crate::centre::Centre;
use crate::mail::{Dress, Letter, PREFERENCES, Part, Sheet, UNSUBSCRIBE};

/// The page of an issue on the public site, without the prefix of a language.
#[must_use]
pub fn issue_path(issue: &Issue) -> String {
    format!("/archief/{}/{}-{}", issue.row.year, issue.publication.row.slug, issue.row.number)
}

/// The page of an article on the public site, without the prefix of a language. The id decides; the words are for
/// people, so an old address keeps working when the title changes.
#[must_use]
pub fn article_path(article: &Article) -> String {
    format!("/archief/artikelen/{}-{}", article.row.id, slug(&article.row.title))
}

/// "Nieuwsbrief 6/2026": what an issue is called above a letter and in the list of sendings.
#[must_use]
pub fn short_name(issue: &Issue, language: Language) -> String {
    format!("{} {}/{}", issue.publication.name(language), issue.row.number, issue.row.year)
}

/// "Nieuwsbrief 6": what stands above the title; its day says the year.
fn edition_name(issue: &Issue, language: Language) -> String {
    let (name, number) = (issue.publication.name(language), issue.row.number);
    if issue.row.send_at.is_some() || !issue.row.planned_on.is_empty() {
        format!("{name} {number}")
    } else {
        short_name(issue, language)
    }
}

/// The day on which it goes out, or is planned to.
fn day(issue: &Issue, language: Language) -> String {
    let sent = issue.row.send_at.map(wall_time::date_of);
    sent.or_else(|| wall_time::parse_date(&issue.row.planned_on))
        .map(|date| wall_time::long_date(date, language))
        .unwrap_or_default()
}

/// What an issue says to a reader of a language. `site` is the outside address without a slash at the end.
///
/// # Errors
/// When the outside address of the installation is none.
pub fn sheet(issue: &Issue, centre: &Centre, reader: Language, site: &str) -> anyhow::Result<Sheet> {
    let edition = Part::Edition { name: edition_name(issue, reader), day: day(issue, reader) };
    let mut parts = vec![edition, Part::Salutation];
    if !issue.editorial.is_empty() {
        parts.push(Part::Blocks(issue.editorial.clone()));
        if !issue.articles.is_empty() {
            parts.push(Part::Divider);
        }
    }
    for article in &issue.articles {
        let href = Centre::href(site, &format!("{}{}", reader.prefix(), article_path(article)))?;
        let (title, lead) = (article.row.title.clone(), article.row.lead.clone());
        let cover = article.cover.clone().map(Box::new);
        parts.push(Part::Article { title, lead, href: Some(href), cover });
    }
    if !issue.agenda.is_empty() {
        parts.extend([Part::Divider, Part::Blocks(issue.agenda.clone())]);
    }
    Ok(Sheet {
        language: reader,
        content_language: issue.row.language,
        title: match issue.row.subject.trim() {
            "" => short_name(issue, reader),
            subject => subject.to_owned(),
        },
        preheader: issue.row.preheader.clone(),
        dress: Dress { site: site.to_owned(), ..centre.dress(reader) },
        parts,
        footer: footer(issue, reader, site),
    })
}

/// The letters of a sending: one for each language of readers, Dutch first because it serves everyone else too.
///
/// # Errors
/// When a stored sender address or the outside address of the installation is none.
pub fn letters(issue: &Issue, centre: &Centre, site: &str) -> anyhow::Result<Vec<Letter>> {
    let word = format!("{}-{}", issue.row.year, issue.row.number);
    let letter = |reader: Language| {
        Ok(Letter {
            from: centre.sender()?,
            reply_to: Some(centre.reply_to()?),
            subject: issue.row.subject.clone(),
            sheet: sheet(issue, centre, reader, site)?,
            list: Some(centre.list(&issue.publication, reader, site, &word)?),
            automatic: false,
        })
    };
    Language::ALL.into_iter().map(letter).collect()
}

/// Why one gets this, and the ways out. The renderer puts the centre's name and postal address below it.
fn footer(issue: &Issue, reader: Language, site: &str) -> Vec<Part> {
    let name = issue.publication.name(reader);
    let at = |path: &str| format!("{site}{}{path}", reader.prefix());
    let linked = |before: &str, label: &str, href: String| Part::Linked {
        before: before.to_owned(),
        label: label.to_owned(),
        href,
        after: ".".to_owned(),
    };
    vec![
        Part::Text(reader.pick(
            format!("U krijgt deze mail omdat u zich hebt geabonneerd op: {name}."),
            format!("You get this mail because you subscribed to: {name}."),
        )),
        linked(
            reader.pick("Niet goed te lezen? ", "Hard to read? "),
            reader.pick("Lees dit nummer op onze website", "Read this issue on our website"),
            at(&issue_path(issue)),
        ),
        linked(
            reader.pick("Andere onderwerpen of een andere taal? ", "Other publications or another language? "),
            reader.pick("Wijzig uw voorkeuren", "Change your preferences"),
            at(&format!("/voorkeuren/{PREFERENCES}")),
        ),
        linked(
            reader.pick("Geen mails meer van deze uitgave? ", "No more mails of this publication? "),
            reader.pick("Meld u af", "Unsubscribe"),
            at(&format!("/afmelden/{UNSUBSCRIBE}")),
        ),
        linked(
            reader.pick(
                "Hoe wij met uw gegevens omgaan, leest u in onze ",
                "How we treat your data is explained in our ",
            ),
            reader.pick("privacyverklaring", "privacy statement"),
            at("/privacy"),
        ),
    ]
}
