//! The archive: what went out is kept, found, fed and, if it must be, withdrawn.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samenspraak::archive::{self, Withdrawn};
use samenspraak::base::Language;
use samenspraak::base::id::{ArticleId, IssueId, MemberId, RecordId};
use samenspraak::base::markdown::read;
use samenspraak::store::tables::states::{IssueState, Role};
use samenspraak::store::tables::{article_versions, articles, issue_articles, issues, records};
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder, Set};

use crate::house::House;

/// A house with a writer, in which issues have gone out.
struct Kept {
    house: House,
    writer: MemberId,
}

impl Kept {
    async fn open() -> Self {
        let house = House::open().await;
        let writer = house.member(&[Role::Editor]).await;
        Self { house, writer }
    }

    async fn article(&self, title: &str, lead: &str, source: &str, language: Language) -> ArticleId {
        let tx = self.house.app.store.begin_write().await.unwrap();
        let now = self.house.app.clock.now();
        let row = articles::ActiveModel {
            title: Set(title.to_owned()),
            lead: Set(lead.to_owned()),
            source: Set(source.to_owned()),
            body: Set(read(source).blocks.to_json()),
            language: Set(language),
            author: Set("Noor van Dijk".to_owned()),
            version: Set(1),
            once: Set(self.house.app.random.token()),
            made_at: Set(now),
            changed_by: Set(self.writer),
            changed_at: Set(now),
            ..Default::default()
        };
        let id = articles::Entity::insert(row).exec(&tx).await.unwrap().last_insert_id;
        let version = article_versions::ActiveModel {
            article_id: Set(id),
            version: Set(1),
            title: Set(title.to_owned()),
            lead: Set(lead.to_owned()),
            source: Set(source.to_owned()),
            author: Set(String::new()),
            saved_by: Set(self.writer),
            saved_at: Set(now),
            picture_id: Set(None),
            begun_at: Set(None),
        };
        article_versions::Entity::insert(version).exec_without_returning(&tx).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// An issue that started to go out now, with these articles.
    async fn started(&self, number: i32, subject: &str, articles: &[ArticleId]) -> IssueId {
        let publication = self.house.publication("nieuwsbrief").await;
        let tx = self.house.app.store.begin_write().await.unwrap();
        let now = self.house.app.clock.now();
        let row = issues::ActiveModel {
            publication_id: Set(publication),
            year: Set(2026),
            number: Set(number),
            subject: Set(subject.to_owned()),
            preheader: Set("Met een terugblik".to_owned()),
            source: Set(String::new()),
            editorial: Set(read("Welkom bij dit nummer.").blocks.to_json()),
            language: Set(Language::Dutch),
            state: Set(IssueState::Sending),
            version: Set(1),
            changed_by: Set(self.writer),
            changed_at: Set(now),
            copy_due: Set(String::new()),
            review_due: Set(String::new()),
            planned_on: Set(String::new()),
            started_at: Set(Some(now)),
            ..Default::default()
        };
        let id = issues::Entity::insert(row).exec(&tx).await.unwrap().last_insert_id;
        for (position, article) in articles.iter().enumerate() {
            let place = issue_articles::ActiveModel {
                issue_id: Set(id),
                article_id: Set(*article),
                position: Set(i32::try_from(position).unwrap()),
            };
            issue_articles::Entity::insert(place).exec_without_returning(&tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        id
    }

    async fn keep(&self) {
        archive::keep_started(&self.house.app).await.unwrap();
    }

    async fn records(&self) -> Vec<archive::Record> {
        records::Entity::find().order_by_asc(records::Column::Id).all(self.house.app.store.read()).await.unwrap()
    }

    async fn record_of(&self, title: &str) -> archive::Record {
        self.records().await.into_iter().find(|record| record.title == title).unwrap()
    }
}

#[tokio::test]
async fn a2_keeping_twice_gives_the_same_frozen_records() {
    let kept = Kept::open().await;
    let first = kept
        .article("Wat drie oefeningen ons leerden", "Drie regio’s oefenden.", "## Samen\n\nTekst.", Language::Dutch)
        .await;
    let second = kept.article("Hydrogen in Europe", "What neighbours do.", "Text.", Language::English).await;
    kept.started(3, "Oefenen met waterstof", &[first, second]).await;
    kept.keep().await;
    kept.keep().await;
    let records = kept.records().await;
    let titles: Vec<_> = records.iter().rev().map(|record| record.title.as_str()).collect();
    assert_eq!(titles, ["Oefenen met waterstof", "Wat drie oefeningen ons leerden", "Hydrogen in Europe"]);
    assert_eq!(records.iter().map(|record| record.position).collect::<Vec<_>>(), [2, 1, 0]);
    assert_eq!(records[0].language, Language::English);
    assert!(records.iter().all(|record| record.published_at == crate::house::START && record.hash.len() == 64));
    assert!(archive::check_hashes(kept.house.app.store.read()).await.unwrap().is_empty());
    assert_eq!(kept.house.number("SELECT COUNT(*) FROM audit WHERE action = 'issue.archive'").await, 1);
}

#[tokio::test]
async fn a2_an_issue_that_cannot_be_kept_does_not_hold_up_the_others() {
    let kept = Kept::open().await;
    let broken = kept.article("Stuk", "Kapot.", "Tekst.", Language::Dutch).await;
    kept.started(1, "Kapot", &[broken]).await;
    kept.house.sql("UPDATE articles SET body = 'geen boom'").await;
    kept.house.wait(std::time::Duration::from_secs(1));
    kept.started(2, "Heel", &[]).await;
    assert!(archive::keep_started(&kept.house.app).await.is_err(), "it is said, not hidden");
    let titles: Vec<_> = kept.records().await.into_iter().map(|record| record.title).collect();
    assert_eq!(titles, ["Heel"], "and nothing of the broken one is kept by half");
}

#[tokio::test]
async fn a2_two_nodes_that_keep_at_once_make_one_set_of_records() {
    let kept = Kept::open().await;
    let article = kept.article("Eén keer", "Niet twee keer.", "Tekst.", Language::Dutch).await;
    kept.started(1, "Eerste", &[article]).await;
    let (one, other) = tokio::join!(archive::keep_started(&kept.house.app), archive::keep_started(&kept.house.app));
    one.unwrap();
    other.unwrap();
    assert_eq!(records::Entity::find().count(kept.house.app.store.read()).await.unwrap(), 2);
}

#[tokio::test]
async fn a2_a_record_cannot_be_edited_and_an_edited_article_changes_nothing() {
    let kept = Kept::open().await;
    let article = kept.article("Zoals het was", "De lead van toen.", "De tekst van toen.", Language::Dutch).await;
    kept.started(1, "Eerste", &[article]).await;
    kept.keep().await;
    for change in ["title = 'x'", "body = '[]'", "hash = 'x'", "words = 'x'"] {
        let tx = kept.house.app.store.begin_write().await.unwrap();
        let statement = format!("UPDATE records SET {change} WHERE article_id <> 0");
        let refused = sea_orm::ConnectionTrait::execute_unprepared(&tx, &statement).await;
        assert!(refused.is_err(), "{change} was not refused");
    }
    kept.house.sql("UPDATE articles SET title = 'Anders', lead = 'Anders', body = '[]'").await;
    let page = kept.house.get(&format!("/archief/artikelen/{article}-zoals-het-was")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("De tekst van toen.") && !page.body.contains("Anders"));
    // What the triggers do not guard, the hashes show.
    kept.house.sql("UPDATE records SET lead = 'vervalst' WHERE article_id <> 0").await;
    let broken = archive::check_hashes(kept.house.app.store.read()).await.unwrap();
    assert_eq!(broken, [kept.record_of("Zoals het was").await.id]);
}

#[tokio::test]
async fn a1_issues_and_articles_have_permanent_addresses_in_both_frames() {
    let kept = Kept::open().await;
    let dutch =
        kept.article("Wat wij leerden", "Over oefenen.", "## Kop\n\nMet <tekst> & meer.", Language::Dutch).await;
    let english = kept.article("Abroad", "What others do.", "Text.", Language::English).await;
    kept.started(3, "Oefenen", &[dutch, english]).await;
    kept.keep().await;

    let issue = kept.house.get("/archief/2026/nieuwsbrief-3").await;
    assert_eq!(issue.status, StatusCode::OK);
    assert!(issue.body.contains("Welkom bij dit nummer.") && issue.body.contains("Nieuwsbrief, nummer 3 van 2026"));
    assert!(issue.body.contains(&format!("href=\"/archief/artikelen/{dutch}-wat-wij-leerden\"")));

    let article = kept.house.get(&format!("/en/archief/artikelen/{dutch}-wat-wij-leerden")).await;
    assert_eq!(article.status, StatusCode::OK);
    assert!(article.body.contains("<html lang=\"en\"") && article.body.contains("lang=\"nl\" class=\"reading\""));
    assert!(
        article.body.contains("By Noor van Dijk") && article.body.contains("href=\"/en/archief/2026/nieuwsbrief-3\"")
    );
    assert!(article.body.contains("&amp; meer") && !article.body.contains("<tekst>"));

    for (asked, to) in [
        (format!("/archief/artikelen/{dutch}-oude-titel"), format!("/archief/artikelen/{dutch}-wat-wij-leerden")),
        (format!("/archief/artikelen/{dutch}"), format!("/archief/artikelen/{dutch}-wat-wij-leerden")),
        (format!("/en/archief/artikelen/{english}"), format!("/en/archief/artikelen/{english}-abroad")),
        ("/archief/2026".to_owned(), "/archief?jaar=2026".to_owned()),
    ] {
        let moved = kept.house.get(&asked).await;
        assert_eq!((moved.status, moved.location()), (StatusCode::PERMANENT_REDIRECT, to.as_str()), "{asked}");
    }
    for nowhere in [
        "/archief/2026/nieuwsbrief-4",
        "/archief/2025/nieuwsbrief-3",
        "/archief/2026/onbekend-3",
        "/archief/2026/nieuwsbrief-03",
        "/archief/artikelen/999-x",
        "/archief/artikelen/x",
        "/archief/x",
        "/archief/2026/%00-3",
    ] {
        assert_eq!(kept.house.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test]
async fn a1_an_article_in_two_issues_shows_its_newest_record_and_is_found_once() {
    let kept = Kept::open().await;
    let article = kept.article("Eerste titel", "Herhaald.", "Tekst over ammoniak.", Language::Dutch).await;
    kept.started(1, "Een", &[article]).await;
    kept.keep().await;
    kept.house.wait(std::time::Duration::from_hours(24));
    kept.house.sql("UPDATE articles SET title = 'Tweede titel'").await;
    kept.started(2, "Twee", &[article]).await;
    kept.keep().await;
    let page = kept.house.get(&format!("/archief/artikelen/{article}-tweede-titel")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("nummer 2 van 2026"));
    let found = kept.house.get("/archief?zoek=ammoniak").await;
    assert_eq!(found.body.matches("<h3").count(), 1, "{}", found.body);
    assert!(found.body.contains("Tweede titel"));
    let feed = kept.house.get("/archief/feed.atom").await;
    assert_eq!(feed.body.matches("<entry>").count(), 1);
}

#[tokio::test]
async fn a1_a_withdrawn_record_is_gone_with_its_reason_everywhere() {
    let kept = Kept::open().await;
    let stays = kept.article("Blijft staan", "Goed.", "Over ammoniak.", Language::Dutch).await;
    let goes = kept.article("Gaat weg", "Fout.", "Over ammoniak.", Language::Dutch).await;
    kept.started(1, "Eerste", &[stays, goes]).await;
    kept.keep().await;
    let record = kept.record_of("Gaat weg").await.id;
    let act = format!("/beheer/archief/{record}/intrekken");

    let editor = kept.house.signed_in_as(&[Role::Editor]).await;
    assert_eq!(editor.post(&act, &[("reason", "x")]).await.status, StatusCode::FORBIDDEN);
    let approver = kept.house.signed_in_as(&[Role::Approver]).await;
    assert!(approver.get(&act).await.body.contains("Gaat weg"));
    let empty = approver.post(&act, &[("reason", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Schrijf waarom"));
    assert_eq!(approver.post(&act, &[("reason", "Er stond een fout getal in.")]).await.status, StatusCode::SEE_OTHER);
    let again = archive::withdraw(&kept.house.app, kept.writer, record, "Andere reden").await.unwrap();
    assert_eq!(again, Withdrawn::Before);
    assert_eq!(archive::withdraw(&kept.house.app, kept.writer, RecordId(999), "x").await.unwrap(), Withdrawn::Unknown);

    let gone = kept.house.get(&format!("/archief/artikelen/{goes}-gaat-weg")).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.body.contains("Er stond een fout getal in.") && !gone.body.contains("Andere reden"));
    let issue = kept.house.get("/archief/2026/nieuwsbrief-1").await;
    assert!(issue.body.contains("Hier stond een artikel dat is ingetrokken.") && !issue.body.contains("Gaat weg"));
    for path in ["/", "/archief?zoek=ammoniak", "/archief/feed.atom"] {
        let page = kept.house.get(path).await;
        assert!(page.body.contains("Blijft staan") && !page.body.contains("Gaat weg"), "{path}");
    }
    assert_eq!(kept.house.number("SELECT COUNT(*) FROM audit WHERE action = 'record.withdraw'").await, 1);

    let whole = kept.record_of("Eerste").await.id;
    archive::withdraw(&kept.house.app, kept.writer, whole, "Alles weg").await.unwrap();
    for path in ["/archief/2026/nieuwsbrief-1".to_owned(), format!("/archief/artikelen/{stays}-blijft-staan")] {
        assert_eq!(kept.house.get(&path).await.status, StatusCode::GONE, "{path}");
    }
    assert!(kept.house.get("/").await.body.contains("Er is nog niets verschenen"));
}

#[tokio::test]
async fn a3_search_finds_stems_in_both_languages_newest_first_and_says_what_to_try() {
    let kept = Kept::open().await;
    let old =
        kept.article("Oefenen met waterstof", "Drie regio’s.", "De oefeningen waren leerzaam.", Language::Dutch).await;
    let cafe = kept.article("Veilig in het café", "Brandveiligheid.", "Over gasflessen.", Language::Dutch).await;
    kept.started(1, "Nummer een", &[old, cafe]).await;
    kept.keep().await;
    kept.house.wait(std::time::Duration::from_hours(24));
    let new =
        kept.article("Lessons from exercises", "In Europe.", "They exercised with hydrogen.", Language::English).await;
    let oefening = kept.article("De oefening van november", "Kort.", "Tekst.", Language::Dutch).await;
    kept.started(2, "Nummer twee", &[new, oefening]).await;
    kept.keep().await;

    let titles = async |query: &str| {
        let body = kept.house.get(&format!("/archief?{query}")).await.body;
        let parts: Vec<_> =
            body.split("<h3").skip(1).filter_map(|part| part.split_once("\">").map(|(_, rest)| rest)).collect();
        parts
            .iter()
            .filter_map(|part| part.split("</a>").next()?.rsplit('>').next().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    assert_eq!(titles("zoek=oefening").await, ["De oefening van november", "Oefenen met waterstof"]);
    assert_eq!(titles("zoek=exercise").await, ["Lessons from exercises"]);
    assert_eq!(titles("zoek=water").await, ["Oefenen met waterstof"], "the last word may be longer");
    assert_eq!(titles("zoek=oefeningen+water").await, ["Oefenen met waterstof"]);
    assert_eq!(titles("zoek=water+oefeningen").await.len(), 0, "but no other word");
    assert_eq!(titles("zoek=cafe").await, ["Veilig in het café"]);
    assert_eq!(titles("zoek=NOOR").await.len(), 4, "by author");
    assert_eq!(titles("zoek=noor&jaar=2025").await.len(), 0);
    assert_eq!(titles("zoek=noor&jaar=2026").await.len(), 4);
    assert_eq!(titles("zoek=welkom").await, ["Nummer twee", "Nummer een"], "issues are found by their editorial");

    for (query, says) in [
        ("zoek=bestaatniet", "Niets gevonden"),
        ("zoek=%22%27%29%20%7C%20%21%2A%20NEAR%2F2", "Niets gevonden"),
        ("zoek=%3F%21", "Typ een woord om te zoeken"),
        ("jaar=1999", "Niets gevonden"),
        ("zoek=%3Cscript%3Ex", "&lt;script&gt;x"),
    ] {
        let answer = kept.house.get(&format!("/archief?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        assert!(answer.body.contains(says), "{query}: {}", answer.body);
    }
    let long = kept.house.get(&format!("/archief?zoek={}", "a".repeat(201))).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.body.contains("Uw zoekvraag is te lang"));
}

#[tokio::test]
async fn a3_results_page_by_key_without_gaps_or_repeats() {
    let kept = Kept::open().await;
    for number in 1..=3 {
        let mut articles = Vec::new();
        for at in 1..=15 {
            let title = format!("Stuk {number} {at}");
            articles.push(kept.article(&title, "Kort.", "Over chloor.", Language::Dutch).await);
        }
        kept.started(number, "Los nummer", &articles).await;
        kept.keep().await;
        kept.house.wait(std::time::Duration::from_mins(1));
    }
    let (mut path, mut seen) = ("/archief?zoek=chloor".to_owned(), Vec::new());
    for _ in 0..4 {
        let body = kept.house.get(&path).await.body;
        let found: Vec<_> = body
            .match_indices("-stuk-")
            .filter_map(|(at, _)| body[at..].split('"').next())
            .map(str::to_owned)
            .collect();
        assert!(found.len() <= 20);
        seen.extend(found);
        let Some((before, _)) = body.split_once("\" rel=\"next\"") else { break };
        path = before.rsplit('"').next().unwrap().replace("&amp;", "&");
    }
    let wanted: Vec<_> =
        (1..=3).rev().flat_map(|number| (1..=15).map(move |at| format!("-stuk-{number}-{at}"))).collect();
    assert_eq!(seen, wanted);
}

#[tokio::test]
async fn a4_the_feed_is_valid_atom_with_full_content_and_stable_ids() {
    let kept = Kept::open().await;
    let odd = kept
        .article(
            "Titel met <b> & \u{b}teken",
            "Lead & zo",
            "## Kop\n\nEen [link](https://voorbeeld.nl/?a=1&b=2).",
            Language::Dutch,
        )
        .await;
    let plain = kept.article("Tweede", "", "Tekst.", Language::English).await;
    kept.started(1, "Nummer", &[odd, plain]).await;
    kept.keep().await;
    let answer = kept.house.get("/archief/feed.atom").await;
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/atom+xml; charset=utf-8");
    let feed = feed_rs::parser::parse(answer.body.as_bytes()).unwrap();
    assert_eq!(feed.title.unwrap().content, "Landelijk Expertisecentrum Voorbeeld: Nieuws");
    assert_eq!(feed.updated.unwrap().timestamp_millis(), crate::house::START.0);
    let links: Vec<_> = feed.links.iter().map(|link| (link.rel.as_deref().unwrap_or(""), link.href.as_str())).collect();
    assert!(links.contains(&("self", "http://samenspraak.example/archief/feed.atom")), "{links:?}");
    assert_eq!(feed.entries.len(), 2);
    let entry = &feed.entries[0];
    assert_eq!(entry.title.as_ref().unwrap().content, "Titel met <b> & teken");
    assert_eq!(entry.authors[0].name.as_deref(), Some("Noor van Dijk"));
    assert_eq!(entry.summary.as_ref().unwrap().content, "Lead & zo");
    let body = entry.content.as_ref().unwrap().body.as_ref().unwrap();
    assert!(body.contains(">Kop</h2>") && body.contains("href=\"https://voorbeeld.nl/?a=1&amp;b=2\""), "{body}");
    let record = kept.record_of("Titel met <b> & \u{b}teken").await.id;
    assert_eq!(entry.id, format!("tag:samenspraak.example,2026-11-21:record:{record}"));
    assert_eq!(entry.links[0].href, format!("http://samenspraak.example/archief/artikelen/{odd}-titel-met-b-teken"));
    let page = kept.house.get(entry.links[0].href.trim_start_matches("http://samenspraak.example")).await;
    assert_eq!(page.status, StatusCode::OK);

    let english = kept.house.get("/en/archief/feed.atom").await;
    let english = feed_rs::parser::parse(english.body.as_bytes()).unwrap();
    assert_eq!(english.entries[0].id, entry.id, "the same piece has the same id in both frames");
    assert!(english.entries[0].links[0].href.starts_with("http://samenspraak.example/en/archief/"));
    let alerts = kept.house.get("/archief/feed.atom?uitgave=waarschuwingen").await;
    assert!(feed_rs::parser::parse(alerts.body.as_bytes()).unwrap().entries.is_empty());
    assert_eq!(kept.house.get("/archief/feed.atom?uitgave=onbekend").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a5_pages_and_feed_have_a_validator_and_are_not_sent_twice() {
    let mut kept = Kept::open().await;
    kept.house.change(|app| app.demo = false);
    let article = kept.article("Stuk", "Kort.", "Tekst.", Language::Dutch).await;
    kept.started(1, "Nummer", &[article]).await;
    kept.keep().await;
    let visitor = kept.house.visitor();
    for path in [
        "/",
        "/archief",
        "/archief/2026/nieuwsbrief-1",
        &format!("/archief/artikelen/{article}-stuk"),
        "/archief/feed.atom",
    ] {
        let first = visitor.get(path).await;
        assert_eq!(first.headers[header::CACHE_CONTROL], "public, max-age=60", "{path}");
        let tag = first.headers[header::ETAG].clone();
        let asked = Request::get(path).header(header::IF_NONE_MATCH, tag.clone());
        let second = visitor.send(asked, Body::empty()).await;
        assert_eq!((second.status, second.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        assert_eq!(second.headers[header::ETAG], tag);
        let other = Request::get(path).header(header::IF_NONE_MATCH, "\"iets-anders\"");
        assert_eq!(visitor.send(other, Body::empty()).await.status, StatusCode::OK, "{path}");
    }
    let member = kept.house.signed_in_as(&[Role::Editor]).await;
    let seen = member.get("/archief").await;
    assert_eq!(seen.headers[header::CACHE_CONTROL], "no-store");
    assert!(!seen.headers.contains_key(header::ETAG));
}

#[tokio::test]
async fn a1_the_front_page_shows_what_came_out_last_and_speaks_the_readers_language() {
    let kept = Kept::open().await;
    let empty = kept.house.get("/").await;
    assert!(empty.body.contains("Er is nog niets verschenen") && empty.body.contains("href=\"/aanmelden\""));
    let article = kept.article("Het nieuws", "Kort.", "Tekst.", Language::Dutch).await;
    kept.started(1, "Nummer", &[article]).await;
    kept.keep().await;
    let front = kept.house.get("/").await;
    assert!(front.body.contains("Het nieuws") && front.body.contains("Nummer 1, november 2026"));
    assert!(front.headers[header::VARY].to_str().unwrap().contains("accept-language"));
    assert!(kept.house.get("/en").await.body.contains("Issue 1, November 2026"));

    let visitor = kept.house.visitor();
    let asked = |site: &str| Request::get("/").header("accept-language", "en-GB,en").header("sec-fetch-site", site);
    let english = visitor.send(asked("none"), Body::empty()).await;
    assert_eq!((english.status, english.location()), (StatusCode::FOUND, "/en"));
    let chosen = visitor.send(asked("same-origin"), Body::empty()).await;
    assert_eq!(chosen.status, StatusCode::OK, "who follows the link to Dutch gets Dutch");
}

#[tokio::test]
async fn a3_a_search_over_ten_thousand_articles_finds_all_and_only_them() {
    let kept = Kept::open().await;
    kept.started(1, "Nummer", &[]).await;
    let tx = kept.house.app.store.begin_write().await.unwrap();
    let words = "veilig ".repeat(150);
    for chunk in 0..20 {
        let rows = (0..500).map(|at| {
            let id = chunk * 500 + at + 1;
            records::ActiveModel {
                kind: Set(samenspraak::store::tables::states::RecordKind::Article),
                publication_id: Set(samenspraak::base::id::PublicationId(1)),
                issue_id: Set(IssueId(1)),
                article_id: Set(ArticleId(id)),
                year: Set(2026),
                number: Set(1),
                position: Set(1),
                slug: Set("stuk".to_owned()),
                language: Set(Language::Dutch),
                title: Set("Stuk".to_owned()),
                lead: Set("Kort".to_owned()),
                author: Set(String::new()),
                body: Set("[]".to_owned()),
                hash: Set(String::new()),
                words: Set(format!("{words} {}", if id % 1000 == 0 { "zeldzam" } else { "gewon" })),
                published_at: Set(samenspraak::base::Instant(id)),
                withdrawn_at: Set(None),
                withdrawn_reason: Set(String::new()),
                version: Set(1),
                ..Default::default()
            }
        });
        records::Entity::insert_many(rows).exec_without_returning(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    // What a server does by itself after a while; ten thousand records never come in one second.
    kept.house.sql("ANALYZE records").await;
    for (query, many) in
        [("zeldzaam", 10), ("veiligheid", 20), ("gewoon", 20), ("veiligheid zeldzaam", 10), ("niets", 0)]
    {
        let answer = kept.house.get(&format!("/archief?zoek={}", query.replace(' ', "+"))).await;
        assert_eq!(answer.body.matches("<h3").count(), many, "{query}");
    }
}
