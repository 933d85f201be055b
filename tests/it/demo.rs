//! The demo: ready within seconds, whole, and without a dead end; and its postbox.

use std::path::Path;

use axum::http::StatusCode;
use samenspraak::archive;
use samenspraak::mail::{Carrier, Outlets};
use samenspraak::{delivery, demo};

use crate::house::House;

/// A house that the demo filled, with its mails in a folder.
async fn lived_in() -> (House, tempfile::TempDir) {
    let mut house = House::without_centre().await;
    let folder = tempfile::tempdir().unwrap();
    house.change(|app| app.outlets = Outlets::single(Carrier::Folder(folder.path().to_owned())));
    demo::fill(&house.app).await.unwrap();
    (house, folder)
}

fn put(folder: &Path, name: &str, to: &str, subject: &str) {
    let mail = format!(
        "To: {to}\r\nDate: Sat, 21 Nov 2026 11:00:00 +0000\r\nMessage-ID: <{name}@x>\r\nFrom: \"Het Centrum\" <post@centrum.example>\r\nSubject: {subject}\r\n\
         List-Unsubscribe: <http://samenspraak.example/afmelden/x>,\r\n <mailto:a@centrum.example>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlatte <tekst>\r\n\
         --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><title>x</title></head><body><a href=\"http://samenspraak.example/bevestigen/x\">Bevestig</a></body></html>\r\n--b--\r\n"
    );
    std::fs::write(folder.join(format!("{name}.eml")), mail).unwrap();
}

#[tokio::test]
async fn o1_an_empty_house_is_filled_whole_and_only_once() {
    let mut house = House::without_centre().await;
    let folder = tempfile::tempdir().unwrap();
    house.change(|app| app.outlets = Outlets::single(Carrier::Folder(folder.path().to_owned())));
    demo::fill(&house.app).await.unwrap();
    demo::fill(&house.app).await.unwrap();
    for (query, many) in [
        ("SELECT COUNT(*) FROM subscriptions WHERE publication_id = 1 AND withdrawn_at IS NULL", 1_488),
        ("SELECT COUNT(*) FROM subscriptions WHERE publication_id = 1", 1_500),
        ("SELECT COUNT(*) FROM consents WHERE act = 'imported' AND import_id = 1 AND publication_id = 1", 1_500),
        ("SELECT COUNT(*) FROM people WHERE language = 'en'", 75),
        ("SELECT COUNT(*) FROM publications", 2),
        ("SELECT COUNT(*) FROM areas", 31),
        ("SELECT COUNT(DISTINCT person_id) FROM person_topics", 375),
        ("SELECT COUNT(*) FROM issues WHERE year = 2026", 6),
        ("SELECT COUNT(*) FROM issues WHERE state = 'sent' AND sent_at > started_at", 2),
        ("SELECT COUNT(*) FROM issues WHERE state = 'in-review' AND asked_by = changed_by", 1),
        ("SELECT COUNT(*) FROM issues WHERE state = 'draft'", 3),
        ("SELECT COUNT(*) FROM articles", 10),
        ("SELECT COUNT(*) FROM article_versions", 10),
        ("SELECT COUNT(*) FROM records", 8),
        ("SELECT COUNT(*) FROM members WHERE joined_at IS NOT NULL", 2),
        ("SELECT COUNT(*) FROM sendings WHERE state = 'closed'", 2),
        ("SELECT COUNT(*) FROM letters l JOIN sendings s ON s.id = l.sending_id WHERE s.lane = 'bulk'", 4),
        ("SELECT COUNT(*) FROM deliveries WHERE state NOT IN ('accepted', 'refused') AND lane = 'bulk'", 0),
        ("SELECT COUNT(*) FROM consultations WHERE state = 'published'", 1),
        ("SELECT COUNT(*) FROM consultations WHERE state = 'open'", 1),
        ("SELECT COUNT(*) FROM consultations WHERE state = 'draft'", 1),
        ("SELECT COUNT(*) FROM consultation_points WHERE disposition IS NOT NULL", 11),
        ("SELECT COUNT(*) FROM consultation_points WHERE disposition IS NULL", 2),
        ("SELECT COUNT(*) FROM consultation_commitments", 2),
        ("SELECT COUNT(*) FROM consultation_commitments WHERE closed_at IS NOT NULL", 1),
        ("SELECT COUNT(*) FROM deliveries WHERE (settled_at < first_at OR settled_at IS NULL) AND lane = 'bulk'", 0),
        ("SELECT COUNT(*) FROM issue_articles", 9),
        ("SELECT COUNT(*) FROM member_roles WHERE role = 'administrator'", 1),
    ] {
        assert_eq!(house.number(query).await, many, "{query}");
    }
    let future = format!("SELECT COUNT(*) FROM audit WHERE at > {}", house.clock().now().0);
    assert_eq!(house.number(Box::leak(future.into_boxed_str())).await, 0, "nothing was done tomorrow");
    let sending = samenspraak::base::id::SendingId(1);
    let progress = delivery::progress(house.app.store.read(), sending).await.unwrap().unwrap();
    assert_eq!((progress.accepted, progress.refused, progress.total()), (1_488, 12, 1_500));
    assert!(archive::check_hashes(house.app.store.read()).await.unwrap().is_empty());
}

#[tokio::test]
async fn o1_the_demo_shows_its_site_with_a_way_to_the_postbox() {
    let (house, _folder) = lived_in().await;
    let front = house.get("/").await;
    assert_eq!(front.status, StatusCode::OK);
    assert!(
        front.body.contains("Wat wij leerden van") || front.body.contains("Ammoniak uit een koelhuis"),
        "{}",
        front.body
    );
    assert!(front.body.contains("Dit is een demonstratie") && front.body.contains("href=\"/postbus\""));
    assert!(front.body.contains("Veilige Leefomgeving"));
    for path in ["/archief", "/archief/2026/nieuwsbrief-1", "/archief/2026/nieuwsbrief-2", "/archief?zoek=oefening"] {
        let page = house.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.body.contains("<h3"), "{path}");
    }
    let feed = house.get("/archief/feed.atom").await;
    assert_eq!(feed_rs::parser::parse(feed.body.as_bytes()).unwrap().entries.len(), 6);
}

#[tokio::test]
async fn o1_an_empty_postbox_says_how_to_get_a_mail() {
    let (house, _folder) = lived_in().await;
    let page = house.get("/postbus").await;
    assert!(page.body.contains("Er is nog geen mail") && page.body.contains("href=\"/aanmelden\""));
}

#[tokio::test]
async fn o1_the_postbox_shows_a_mail_as_its_recipient_sees_it() {
    let (house, folder) = lived_in().await;
    put(folder.path(), "een", "Anna de Vries <anna@voorbeeld.nl>", "=?utf-8?Q?Bevestig_caf=C3=A9?=");
    put(folder.path(), "twee", "bram@voorbeeld.nl", "Welkom");
    std::fs::write(folder.path().join(".half.tmp"), "x").unwrap();
    let list = house.get("/postbus").await;
    assert!(list.body.contains("Bevestig café") && list.body.contains("Anna de Vries &lt;anna@voorbeeld.nl&gt;"));
    assert_eq!(list.body.matches("href=\"/postbus/").count(), 2);
    let found = house.get("/postbus?zoek=ANNA").await;
    assert_eq!(found.body.matches("href=\"/postbus/").count(), 1);
    assert!(house.get("/postbus?zoek=niemand").await.body.contains("Geen mail gevonden"));

    let page = house.get("/postbus/een").await;
    assert!(page.body.contains("src=\"/postbus/een/mail\"") && page.body.contains("Het Centrum"));
    let mail = house.get("/postbus/een/mail").await;
    assert!(mail.body.contains("<head><base target=\"_top\">") && mail.body.contains("/bevestigen/x"));
    let policy = mail.headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.starts_with("sandbox ") && !policy.contains("allow-scripts") && policy.contains("default-src 'none'")
    );
    assert_eq!(mail.headers["x-frame-options"], "SAMEORIGIN");
    let text = house.get("/postbus/een?als=tekst").await;
    assert!(text.body.contains("Platte &lt;tekst&gt;"));
    let source = house.get("/postbus/een?als=bron").await;
    assert!(source.body.contains("&lt;http://samenspraak.example/afmelden/x&gt;, &lt;mailto:a@centrum.example&gt;"));

    std::fs::write(folder.path().parent().unwrap().join("buiten.eml"), "To: x\r\n\r\nx").ok();
    for name in ["..%2Fbuiten", "%2e%2e%2fbuiten", "onbekend", "een.eml", "%00", "a%20b"] {
        for path in [format!("/postbus/{name}"), format!("/postbus/{name}/mail")] {
            assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn o1_the_postbox_pages_through_many_mails_newest_first() {
    let (house, folder) = lived_in().await;
    for number in 0..120 {
        put(folder.path(), &format!("m{number:03}"), "anna@voorbeeld.nl", &format!("Mail {number}"));
    }
    let (mut path, mut seen) = ("/postbus".to_owned(), Vec::new());
    for _ in 0..5 {
        let body = house.get(&path).await.body;
        let names: Vec<_> = body
            .match_indices("href=\"/postbus/")
            .map(|(at, found)| body[at + found.len()..][..4].to_owned())
            .collect();
        assert!(names.len() <= 50);
        seen.extend(names);
        let Some((before, _)) = body.split_once("\" rel=\"next\"") else { break };
        path = before.rsplit('"').next().unwrap().replace("&amp;", "&");
    }
    assert_eq!(seen.len(), 120);
    assert_eq!(seen.first().map(String::as_str), Some("m119"));
    seen.dedup();
    assert_eq!(seen.len(), 120, "none twice");
}

#[tokio::test]
async fn o1_the_postbox_is_only_there_in_the_demo() {
    let (mut house, folder) = lived_in().await;
    put(folder.path(), "een", "anna@voorbeeld.nl", "Geheim");
    house.change(|app| app.demo = false);
    for path in ["/postbus", "/postbus/een", "/postbus/een/mail"] {
        assert_eq!(house.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(!house.get("/").await.body.contains("demonstratie"));
}
