//! The house opens, and every answer has its headers and its face.

use axum::http::StatusCode;
use samenspraak::base::clock::minutes;
use samenspraak::base::{Changed, Clock, Instant};
use samenspraak::store::Engine;
use samenspraak::store::tables::states::Role;
use samenspraak::web::Failure;
use sea_orm::ConnectionTrait;

use crate::house::House;

#[tokio::test]
async fn wf_an_unknown_page_is_a_page_with_a_next_step_in_both_languages() {
    let house = House::open().await;
    let dutch = house.get("/bestaat-niet").await;
    assert_eq!(dutch.status, StatusCode::NOT_FOUND);
    assert!(dutch.body.contains("Deze pagina bestaat niet"), "{}", dutch.body);
    assert!(dutch.body.contains("href=\"/\""));
    let english = house.get("/en/bestaat-niet").await;
    assert!(english.body.contains("This page does not exist") && english.body.contains("lang=\"en\""));
    assert_eq!(house.get("/en/bestaat-niet").await.body.matches("href=\"/en/\"").count(), 0, "nothing stands at /en/");
}

#[tokio::test]
async fn wc_every_answer_has_security_headers_errors_too() {
    let house = House::open().await;
    for path in ["/bestaat-niet", "/bestanden/x/css/base.css", "/bestanden/x/../Cargo.toml"] {
        let answer = house.get(path).await;
        let policy = answer.headers.get("content-security-policy").unwrap().to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.headers.get("x-content-type-options").unwrap(), "nosniff");
        assert_eq!(answer.headers.get("x-frame-options").unwrap(), "DENY");
        assert_eq!(answer.headers.get("referrer-policy").unwrap(), "no-referrer");
    }
    // The one form of a page, in which nothing was typed and no button pressed: its layer answers by itself.
    let seen = house.post("/aanmelden", &[("_page", "/contact"), ("_press", "")]).await;
    assert_eq!((seen.status, seen.location()), (StatusCode::SEE_OTHER, "/contact"));
    assert!(seen.headers.contains_key("content-security-policy"), "{:?}", seen.headers);
    assert_eq!(seen.headers.get("referrer-policy").unwrap(), "no-referrer");
}

#[tokio::test]
async fn wf_whoever_looks_after_the_process_reads_a_line_whatever_fails() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    for path in ["/healthz", "/readyz"] {
        let wrong = house.visitor().send(axum::http::Request::post(path), axum::body::Body::empty()).await;
        assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        assert!(!wrong.body.is_empty(), "{path}");
    }
    house.app.store.clone().close().await;
    let ready = editor.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(ready.body.contains("the database does not answer"), "{}", ready.body);
    assert_eq!(editor.get("/healthz").await.status, StatusCode::OK);
}

/// What a full or read-only disk does, by SQLite's own switch.
#[tokio::test]
async fn d_a_database_that_keeps_nothing_is_named_at_the_door_and_on_the_desk_however_long_it_lasts() {
    let house = House::open().await;
    if house.app.store.engine() == Engine::Postgres {
        return;
    }
    let boss = house.signed_in_as(&[Role::Administrator]).await;
    house.sql(&format!("INSERT INTO bells (name, rang_at) VALUES ('beat', {})", house.clock().now().0)).await;
    house.sql("PRAGMA query_only = ON").await;
    for moment in ["at once", "after six minutes"] {
        let ready = house.get("/readyz").await;
        assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE, "{moment}");
        assert!(ready.body.contains("cannot be written"), "{moment}: {}", ready.body);
        let desk = boss.get("/beheer").await;
        assert_eq!(desk.status, StatusCode::OK, "{moment}: {}", desk.body);
        assert!(desk.body.contains("Er kan nu niets worden bewaard"), "{moment}: {}", desk.body);
        house.wait(minutes(6));
    }
}

/// SQLite is in the same machine; here the house's clock is one of a test, and the server's is not.
#[tokio::test]
async fn d_clocks_that_differ_are_said_on_the_desk() {
    let mut house = House::open().await;
    let differ = "De klokken lopen niet gelijk";
    if house.app.store.engine() == Engine::Postgres {
        let theirs = house.number("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)").await;
        house.change(|app| app.clock = Clock::standing_at(Instant(theirs).plus(minutes(7))));
        let boss = house.signed_in_as(&[Role::Administrator]).await;
        assert!(boss.get("/beheer").await.body.contains(differ));
        let editor = house.signed_in_as(&[Role::Editor]).await;
        assert!(!editor.get("/beheer").await.body.contains(differ), "an editor can set no clock right");
        house.clock().set(Instant(theirs));
        assert!(!boss.get("/beheer").await.body.contains(differ));
    } else {
        let boss = house.signed_in_as(&[Role::Administrator]).await;
        assert!(!boss.get("/beheer").await.body.contains(differ));
    }
}

#[tokio::test]
async fn wf_staff_keep_their_menu_when_something_fails() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let menu = "<nav class=\"rail\"";
    let missing = editor.get("/beheer/bestaat-niet").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(missing.body.contains(menu) && missing.body.contains("Lid "), "{}", missing.body);
    let unknown = editor.get("/beheer/nummers/999999").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.body.contains(menu), "{}", unknown.body);
    let forbidden = editor.get("/beheer/instellingen").await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    assert!(forbidden.body.contains(menu), "{}", forbidden.body);
    let wrong_method = editor.post("/beheer/logboek", &[]).await;
    assert!(wrong_method.status.is_client_error() && wrong_method.body.contains(menu), "{}", wrong_method.body);
    assert!(!house.get("/beheer/bestaat-niet").await.body.contains(menu), "nobody is signed in");
    assert!(!editor.get("/bestaat-niet").await.body.contains(menu), "the site has its own face");
}

#[tokio::test]
async fn a_feed_reader_finds_the_feed_where_news_stands() {
    let house = House::open().await;
    for (page, feed) in
        [("/", "/archief/feed.atom"), ("/archief", "/archief/feed.atom"), ("/en", "/en/archief/feed.atom")]
    {
        let body = house.get(page).await.body;
        let link = "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"";
        let found = body.split(link).nth(1).unwrap_or_else(|| panic!("{page} names no feed: {body}"));
        assert!(found.split('>').next().unwrap().ends_with(&format!("href=\"{feed}\"")), "{page}: {found}");
        assert_eq!(house.get(feed).await.status, StatusCode::OK);
    }
    for page in ["/aanmelden", "/contact", "/archief-bestaat-niet"] {
        assert!(!house.get(page).await.body.contains("application/atom+xml"), "{page}");
    }
}

/// What changed each time while it was prepared passes by itself, and nothing was kept of it.
#[test]
fn wf_who_was_in_each_others_way_too_often_is_asked_to_try_again() {
    assert_eq!(Failure::from(anyhow::Error::from(Changed)).status(), StatusCode::SERVICE_UNAVAILABLE);
}

/// SQLite says so in words, and has one writer who stands in line.
#[tokio::test]
async fn wf_who_waited_too_long_for_others_on_postgresql_is_asked_to_try_again() {
    let house = House::open().await;
    if house.app.store.engine() == Engine::Sqlite {
        return;
    }
    for (code, status) in [
        ("55P03", StatusCode::SERVICE_UNAVAILABLE),
        ("40P01", StatusCode::SERVICE_UNAVAILABLE),
        // Stopped, a full disk, too many connections, a standby.
        ("57P01", StatusCode::SERVICE_UNAVAILABLE),
        ("53100", StatusCode::SERVICE_UNAVAILABLE),
        ("53300", StatusCode::SERVICE_UNAVAILABLE),
        ("25006", StatusCode::SERVICE_UNAVAILABLE),
        ("22012", StatusCode::INTERNAL_SERVER_ERROR),
    ] {
        let tx = house.app.store.begin_write().await.unwrap();
        let raise =
            format!("DO $$ BEGIN RAISE EXCEPTION 'in the language of the server' USING ERRCODE = '{code}'; END $$");
        let error = tx.execute_unprepared(&raise).await.unwrap_err();
        assert_eq!(Failure::from(error).status(), status, "{code}");
    }
}
