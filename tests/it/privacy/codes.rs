//! Codes by mail: who reads the mailbox is who the data are about.

use axum::http::StatusCode;
use samenspraak::base::clock::minutes;
use samenspraak::privacy::{self, Entered};

use super::{ANNA, NAME, ask_code, code_in, data_path, enter, subscribe};
use crate::house::House;

async fn type_code(house: &House, path: &str, code: &str) -> crate::house::Answer {
    house.post(&format!("{path}/code"), &[("code", code)]).await
}

/// Another code than this one.
fn other(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[tokio::test]
async fn s12_the_preferences_lead_to_a_code_and_the_code_to_everything() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let path = data_path(&house, &anna);
    let preferences = house.get(path.trim_end_matches("/gegevens")).await;
    assert!(preferences.body.contains(&format!("href=\"{path}\"")), "{}", preferences.body);
    let before = house.mails().await.len();
    for _ in 0..20 {
        let page = house.get(&path).await;
        assert!(page.body.contains("Mail mij een code") && !page.body.contains("Anna.de"), "masked: {}", page.body);
        house.get(&format!("{path}/code")).await;
    }
    assert_eq!(house.mails().await.len(), before, "opening a page mails nothing");
    let code = ask_code(&house, &anna).await;
    let mail = house.newest_mail_to(ANNA).await;
    assert!(!mail.text.contains("http"), "a mail with a code holds no link:\n{}", mail.text);
    assert_eq!(house.number("SELECT COUNT(*) FROM letters WHERE frozen IS NOT NULL").await, 0, "its text is gone");
    let rows = house.number("SELECT COUNT(*) FROM privacy_codes WHERE LENGTH(hash) = 64 AND pass_hash IS NULL").await;
    assert_eq!(rows, 1, "kept as a hash");
    // People copy the spaces along.
    let open = type_code(&house, &path, &format!(" {} {}", &code[..3], &code[3..])).await;
    assert_eq!(open.status, StatusCode::SEE_OTHER, "{}", open.body);
    let view = house.get(open.location()).await;
    assert!(view.body.contains(ANNA) && view.body.contains(NAME), "{}", view.body);
    assert_eq!(view.headers.get("cache-control").unwrap(), "no-store");
    assert!(view.body.contains("noindex"));
}

#[tokio::test]
async fn s12_a_code_works_once_and_for_ten_minutes() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let path = data_path(&house, &anna);
    let code = ask_code(&house, &anna).await;
    let open = type_code(&house, &path, &code).await.location().to_owned();
    let again = type_code(&house, &path, &code).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    assert!(again.body.contains("werkt niet meer"), "{}", again.body);
    house.wait(minutes(10).checked_sub(minutes(1)).unwrap());
    assert_eq!(house.get(&open).await.status, StatusCode::OK);
    house.wait(minutes(1));
    for end in ["", "/bestand", "/wissen"] {
        assert_eq!(house.get(&format!("{open}{end}")).await.status, StatusCode::NOT_FOUND, "the pass is over: {end}");
    }
    assert_eq!(house.post(&format!("{open}/wissen"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 1);
    let late = ask_code(&house, &anna).await;
    house.wait(minutes(10));
    assert!(type_code(&house, &path, &late).await.body.contains("werkt niet meer"), "expired");
}

#[tokio::test]
async fn s12_a_code_is_tried_five_times_also_at_once() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let path = data_path(&house, &anna);
    let code = ask_code(&house, &anna).await;
    let wrong = other(&code);
    assert!(type_code(&house, &path, &wrong).await.body.contains("nog 4 keer"));
    let (app, id) = (&house.app, anna.id);
    let tries = (0..12).map(|_| privacy::enter(app, "x", id, &wrong));
    let ended = futures_util::future::join_all(tries).await;
    let counted = ended.iter().filter(|end| matches!(end, Ok(Entered::Wrong(_)))).count();
    assert_eq!(counted, 3, "the fifth try is the last one: {ended:?}");
    assert_eq!(house.number("SELECT CAST(tries AS BIGINT) FROM privacy_codes").await, 5);
    let right = type_code(&house, &path, &code).await;
    assert_eq!(right.status, StatusCode::UNPROCESSABLE_ENTITY, "even the right one");
    assert!(right.body.contains("Vraag een nieuwe aan"), "{}", right.body);
    assert_eq!(type_code(&house, &path, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn s12_a_new_code_ends_the_one_before_and_the_pass_of_it() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let path = data_path(&house, &anna);
    let first = ask_code(&house, &anna).await;
    let open = type_code(&house, &path, &first).await.location().to_owned();
    assert_eq!(house.get(&open).await.status, StatusCode::OK);
    house.wait(minutes(1));
    let second = ask_code(&house, &anna).await;
    assert_eq!(house.get(&open).await.status, StatusCode::NOT_FOUND);
    if first != second {
        assert_eq!(type_code(&house, &path, &first).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(type_code(&house, &path, &second).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn s12_a_code_or_pass_of_one_opens_nothing_of_another() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let bas = subscribe(&house, "bas@voorbeeld.nl", "Bas Bakker").await;
    let (code, of_bas) = (ask_code(&house, &anna).await, ask_code(&house, &bas).await);
    if code != of_bas {
        let stolen = type_code(&house, &data_path(&house, &bas), &code).await;
        assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let open = enter(&house, &bas).await;
    let view = house.get(&open).await.body;
    assert!(view.contains("Bas Bakker") && !view.contains("Anna"), "{view}");
    for pass in ["1", "a", &"a".repeat(52), &code] {
        assert_eq!(house.get(&format!("/mijn-gegevens/{pass}")).await.status, StatusCode::NOT_FOUND);
    }
    let forged = format!("/voorkeuren/{}/gegevens", "a".repeat(45));
    assert_eq!(house.get(&forged).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.post(&forged, &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn s12_codes_are_limited() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let path = data_path(&house, &anna);
    for _ in 0..4 {
        assert_eq!(house.post(&path, &[]).await.status, StatusCode::SEE_OTHER);
    }
    let mails = house.mails().await.len();
    let fifth = house.post(&path, &[]).await;
    assert_eq!(fifth.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(house.mails().await.len(), mails);
    house.wait(minutes(60));
    assert_eq!(house.post(&path, &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn s12_the_code_comes_in_the_language_of_the_reader() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    house.sql("UPDATE people SET language = 'en'").await;
    let asked = house.post(&format!("/en{}", data_path(&house, &anna)), &[]).await;
    assert!(asked.location().starts_with("/en/voorkeuren/"), "{}", asked.location());
    let mail = house.newest_mail_to(ANNA).await;
    assert!(mail.text.contains("works for 10 minutes"), "{}", mail.text);
    let path = format!("/en{}/code", data_path(&house, &anna));
    let open = house.post(&path, &[("code", &code_in(&mail.text))]).await;
    assert!(house.get(open.location()).await.body.contains("What we keep about you"));
}
