//! A public dossier as data: a table and JSON.

use serde_json::{Value, json};

use super::timeline::{Happening, Opening, Source, Timeline};
use super::when::When;
use crate::base::Language;
use crate::base::id::DossierId;
use crate::web::download::{Kind, TableFile};

/// The entries as lines of a table.
pub(super) async fn table(
    the: &Timeline,
    site: (&str, DossierId),
    language: Language,
) -> anyhow::Result<tempfile::NamedTempFile> {
    let head = language.pick(
        ["Nummer", "Datum", "Van", "Tot en met", "Thema", "Kantelmoment", "Titel", "Tekst", "Bronnen", "Adres"],
        ["Number", "Date", "From", "Until", "Theme", "Turning point", "Title", "Text", "Sources", "Address"],
    );
    let mut lines = vec![head.map(str::to_owned)];
    for entry in &the.entries {
        let when = entry.when();
        let sources: Vec<String> = entry.sources.iter().map(i64::to_string).collect();
        lines.push([
            entry.number.to_string(),
            entry.said.clone(),
            day(when.from()),
            day(when.until()),
            lane(the, entry).to_owned(),
            if entry.is_turn { language.pick("ja", "yes") } else { language.pick("nee", "no") }.to_owned(),
            the.told(&entry.title),
            the.plain(entry),
            sources.join(", "),
            address(site, entry),
        ]);
    }
    TableFile::begin(Kind::Csv)?.lines(lines).await?.whole().await
}

/// All of it for machines.
pub(super) fn data(the: &Timeline, site: (&str, DossierId)) -> Value {
    let entry = |entry: &Happening| {
        let when = entry.when();
        json!({
            "number": entry.number, "date": entry.said, "from": when.from(), "until": when.until(),
            "theme": lane(the, entry), "turning_point": entry.is_turn, "title": the.told(&entry.title),
            "text": the.plain(entry), "sources": entry.sources, "url": address(site, entry),
        })
    };
    let source = |source: &Source| {
        let when = When::from_stored(&source.said_on);
        let (url, why) = match &source.opening {
            Opening::At(address) => (Some(address.as_str()), None),
            Opening::Open => (None, None),
            Opening::Closed(why) => (None, Some(why)),
        };
        json!({
            "number": source.number, "title": source.title, "date": source.said_on, "from": when.from(), "until": when.until(),
            "origin": source.origin, "public": why.is_none(), "why_not_public": why, "url": url,
        })
    };
    json!({
        "title": the.title, "language": the.language.tag(), "summary": the.summary,
        "themes": the.themes.iter().map(|lane| &lane.name).collect::<Vec<_>>(),
        "entries": the.entries.iter().map(entry).collect::<Vec<_>>(),
        "sources": the.sources.iter().map(source).collect::<Vec<_>>(),
    })
}

fn day(day: Option<chrono::NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn lane<'a>(the: &'a Timeline, entry: &Happening) -> &'a str {
    the.themes.iter().find(|lane| lane.number == entry.theme).map_or("", |lane| &lane.name)
}

fn address((site, id): (&str, DossierId), entry: &Happening) -> String {
    format!("{site}/dossiers/{id}/{}", entry.number)
}
