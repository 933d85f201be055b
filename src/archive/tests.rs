//! The rules: addresses, hashes, queries, preferences.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use super::fresh::prefers_english;
use super::record::{article_id, hash, issue_name};
use super::search::{match_query, ts_query};
use super::{Record, article_path, issue_path};
use crate::base::id::{ArticleId, IssueId, PublicationId, RecordId};
use crate::base::{Instant, Language};
use crate::store::tables::states::RecordKind;

fn record() -> Record {
    Record {
        id: RecordId(7),
        kind: RecordKind::Article,
        publication_id: PublicationId(1),
        issue_id: IssueId(2),
        article_id: ArticleId(12),
        year: 2026,
        number: 3,
        position: 1,
        slug: "wat-wij-leerden".to_owned(),
        language: Language::Dutch,
        title: "Wat wij leerden".to_owned(),
        lead: "Drie oefeningen".to_owned(),
        author: String::new(),
        body: "[]".to_owned(),
        hash: String::new(),
        words: String::new(),
        published_at: Instant(1_795_258_800_000),
        withdrawn_at: None,
        withdrawn_reason: String::new(),
        picture: String::new(),
        version: 1,
        corrected_at: None,
    }
}

#[test]
fn a1_addresses_are_read_back_and_others_are_not() {
    assert_eq!(issue_path("nieuwsbrief", 2026, 3), "/archief/2026/nieuwsbrief-3");
    assert_eq!(article_path(ArticleId(12), "wat-wij-leerden"), "/archief/artikelen/12-wat-wij-leerden");
    assert_eq!(issue_name("nieuwsbrief-3"), Some(("nieuwsbrief", 3)));
    assert_eq!(issue_name("nieuws-en-meer-12"), Some(("nieuws-en-meer", 12)));
    for other in ["nieuwsbrief", "nieuwsbrief-", "nieuwsbrief-03", "nieuwsbrief-+3", "nieuwsbrief-99999999999", "\0-3"]
    {
        assert_eq!(issue_name(other), None, "{other}");
    }
    for same in ["12-wat-wij-leerden", "12-iets-anders", "12", "12-"] {
        assert_eq!(article_id(same), Some(ArticleId(12)), "{same}");
    }
    for other in ["", "x", "-12", "+12", "12x", "1".repeat(40).as_str()] {
        assert_eq!(article_id(other), None, "{other}");
    }
}

#[test]
fn a2_the_hash_covers_everything_that_a_record_says_and_never_changes() {
    let one = record();
    assert_eq!(
        hash(&one),
        "724fd85e2c6140c6d824220ff56dec12c046456befe82bd68db701cdd0d0ccb7",
        "hashes of earlier versions must stay true"
    );
    let said: [fn(&mut Record); 8] = [
        |record| record.title.push('!'),
        |record| record.lead.push('!'),
        |record| record.body = "[{\"type\":\"divider\"}]".to_owned(),
        |record| record.author.push('A'),
        |record| record.published_at = Instant(1),
        |record| record.number = 4,
        |record| record.language = Language::English,
        |record| record.slug.push('x'),
    ];
    for (at, change) in said.into_iter().enumerate() {
        let mut other = record();
        change(&mut other);
        assert_ne!(hash(&one), hash(&other), "change {at}");
    }
    let withdrawn = Record { withdrawn_at: Some(Instant(5)), withdrawn_reason: "fout".to_owned(), ..record() };
    assert_eq!(hash(&one), hash(&withdrawn), "withdrawing leaves the record as it was");
}

#[test]
fn a3_a_search_becomes_stems_in_both_languages_and_no_operator_survives() {
    assert_eq!(match_query("oefeningen").as_deref(), Some("(\"oefen\"*) OR (\"oefeningen\"*)"));
    assert_eq!(ts_query("oefeningen").as_deref(), Some("('oefen':*) | ('oefeningen':*)"));
    assert_eq!(match_query("gas 2026").as_deref(), Some("(\"gas\" AND \"2026\"*)"), "equal stems stand once");
    let hostile = "\" OR 1=1 -- NEAR('x') & !y:* ()*";
    for query in [match_query(hostile), ts_query(hostile)] {
        let query = query.unwrap();
        let bare: String = query.split(['"', '\'']).step_by(2).collect();
        assert!(!bare.contains("NEAR") && !bare.contains('!') && !bare.contains("--"), "{query}");
    }
    for nothing in ["", "  ", "&|!()", "\u{0}"] {
        assert_eq!(match_query(nothing), None, "{nothing:?}");
    }
}

#[test]
fn a1_only_who_comes_from_elsewhere_and_prefers_english_gets_english() {
    let asks = |pairs: &[(&'static str, &'static str)]| {
        let headers: HeaderMap = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        prefers_english(&headers)
    };
    let from_elsewhere = ("sec-fetch-site", "none");
    for (list, english) in [
        ("en-GB,en;q=0.9,nl;q=0.8", true),
        ("nl-NL,nl;q=0.9,en;q=0.8", false),
        ("de,en;q=0.5,nl;q=0.4", true),
        ("de,fr", false),
        ("en;q=0,nl;q=0.1", false),
        ("nl;q=0.5,en;q=0.5", false),
        ("*", false),
    ] {
        assert_eq!(asks(&[from_elsewhere, ("accept-language", list)]), english, "{list}");
    }
    assert!(!asks(&[("accept-language", "en")]), "a program that says nothing gets Dutch");
    assert!(!asks(&[("sec-fetch-site", "same-origin"), ("accept-language", "en")]), "who chose here has chosen");
    assert!(!asks(&[from_elsewhere]));
}
