//! Signing up, confirming, and changing preferences.

use std::time::Duration;

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use samenspraak::base::clock::{days, minutes};
use samenspraak::base::secrets::sha256_hex;
use samenspraak::base::{Language, Link, Purpose};
use samenspraak::delivery::{self, Opening};
use samenspraak::privacy;
use samenspraak::store::tables::states::{ConsentAct, OnUncertain, Role};
use samenspraak::store::tables::{consent_texts, consents, people, sign_ups, subscriptions};
use samenspraak::subscribers::{self, Confirmation};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use crate::delivering::letter;
use crate::house::{Answer, House};
use crate::leaving::reader;

const ANNA: &str = "anna@voorbeeld.nl";
const BOTH: [&str; 2] = ["nieuwsbrief", "waarschuwingen"];

async fn sign_up(house: &House, address: &str, publications: &[&str]) -> Answer {
    let mut fields = vec![("address", address), ("name", "Anna de Vries"), ("website", "")];
    fields.extend(publications.iter().map(|slug| ("publication", *slug)));
    house.post("/aanmelden", &fields).await
}

/// Signs up and confirms by the button of the page.
async fn subscribe(house: &House, address: &str, publications: &[&str]) {
    assert_eq!(sign_up(house, address, publications).await.status, StatusCode::SEE_OTHER);
    let link = house.newest_mail_to(address).await.link("/bevestigen/");
    let confirmed = house.post(&link, &[]).await;
    assert_eq!(confirmed.status, StatusCode::OK, "{}", confirmed.body);
    assert!(confirmed.body.contains("U bent geabonneerd"), "{}", confirmed.body);
}

/// Publication, source, and whether it was not withdrawn.
async fn standing(house: &House) -> Vec<(i64, String, bool)> {
    let rows = subscriptions::Entity::find().order_by_asc(subscriptions::Column::PublicationId);
    let rows = rows.all(house.app.store.read()).await.unwrap();
    rows.into_iter().map(|row| (row.publication_id.0, row.source, row.withdrawn_at.is_none())).collect()
}

async fn all_consents(house: &House) -> Vec<consents::Model> {
    consents::Entity::find().order_by_asc(consents::Column::Id).all(house.app.store.read()).await.unwrap()
}

async fn person(house: &House, address: &str) -> people::Model {
    let all = people::Entity::find().all(house.app.store.read()).await.unwrap();
    all.into_iter().find(|row| row.address == address).unwrap()
}

async fn suppress(house: &House, address: &str) {
    let hash = house.app.secrets.suppression_hash(address);
    house
        .sql(&format!(
            "INSERT INTO suppressions (hash, normalisation, reason, made_at) VALUES ('{hash}', 1, 'complaint', 1)"
        ))
        .await;
}

#[tokio::test]
async fn s01_the_form_has_no_ticked_box_and_speaks_both_languages() {
    let house = House::open().await;
    let dutch = house.get("/aanmelden").await;
    assert_eq!(dutch.status, StatusCode::OK);
    assert!(dutch.body.contains("Nieuwsbrief") && dutch.body.contains("Waarschuwingen"), "{}", dutch.body);
    assert!(!dutch.body.contains("checked"), "no box is ticked beforehand");
    assert!(dutch.body.contains("autocomplete=\"off\"") && dutch.body.contains("name=\"website\""));
    let english = house.get("/en/aanmelden").await;
    assert!(english.body.contains("Newsletter") && english.body.contains("action=\"/en/aanmelden\""));
    assert!(!english.body.contains("checked"));
    let alone = House::with_publications(1).await.get("/aanmelden").await;
    assert!(alone.body.contains("type=\"checkbox\"") && !alone.body.contains("checked"), "one is still a choice");
    let none = House::with_publications(0).await.get("/aanmelden").await;
    assert!(none.body.contains("U kunt zich nog niet aanmelden"));
}

#[tokio::test]
async fn s02_signing_up_confirming_and_welcome() {
    let house = House::open().await;
    let answer = sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/aanmelden/kijk-in-uw-mail"));
    assert!(house.get(answer.location()).await.body.contains("Kijk in uw mail"));
    let mail = house.newest_mail_to(ANNA).await;
    for typed in ["Anna de Vries", "Anna", "Nieuwsbrief"] {
        assert!(!mail.text.contains(typed) && !mail.html.contains(typed), "{typed} was typed:\n{}", mail.text);
    }
    assert!(standing(&house).await.is_empty(), "nothing before the press on the button");
    assert!(all_consents(&house).await.is_empty());
    let link = mail.link("/bevestigen/");
    let page = house.get(&link).await;
    assert!(page.body.contains("Nieuwsbrief") && page.body.contains("a•••@voorbeeld.nl"), "{}", page.body);
    assert!(!page.body.contains(ANNA), "the address is masked");
    assert!(page.body.contains("noindex"));
    assert_eq!(page.headers.get("cache-control").unwrap(), "no-store");
    house.wait(minutes(3));
    house.post(&link, &[("publication", "nieuwsbrief")]).await;
    assert_eq!(standing(&house).await, [(1, "form".to_owned(), true)]);
    let welcome = house.newest_mail_to(ANNA).await;
    assert!(welcome.text.contains("Anna de Vries") && welcome.text.contains("Nieuwsbrief"), "{}", welcome.text);
    assert_eq!(house.get(&welcome.link("/voorkeuren/")).await.status, StatusCode::OK);
    assert_eq!(house.get(&welcome.link("/afmelden/")).await.status, StatusCode::OK);
    assert_eq!(house.mails().await.len(), 2);
}

#[tokio::test]
async fn s02_opening_the_link_fifty_times_changes_nothing() {
    let house = House::open().await;
    sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    let link = house.newest_mail_to(ANNA).await.link("/bevestigen/");
    for _ in 0..50 {
        assert_eq!(house.get(&link).await.status, StatusCode::OK);
    }
    assert!(standing(&house).await.is_empty());
    assert!(all_consents(&house).await.is_empty());
    assert_eq!(house.mails().await.len(), 1);
}

#[tokio::test]
async fn s02_confirming_twice_is_harmless() {
    let house = House::open().await;
    subscribe(&house, ANNA, &["nieuwsbrief"]).await;
    let evidence = all_consents(&house).await;
    let link = house.mails().await.first().unwrap().link("/bevestigen/");
    let again = house.post(&link, &[]).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.body.contains("Dit was al bevestigd"), "{}", again.body);
    assert!(house.get(&link).await.body.contains("Dit was al bevestigd"));
    assert_eq!(all_consents(&house).await, evidence);
    assert_eq!(house.mails().await.len(), 2, "one welcome");
}

#[tokio::test]
async fn s02_of_many_who_confirm_at_once_one_does() {
    let house = House::open().await;
    sign_up(&house, ANNA, &BOTH).await;
    let link = house.newest_mail_to(ANNA).await.link("/bevestigen/");
    let token = link.trim_start_matches("/bevestigen/");
    let all = (0..12).map(|_| subscribers::confirm(&house.app, token, &[]));
    let outcomes: Vec<_> = futures_util::future::join_all(all).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|one| **one == Confirmation::Confirmed).count(), 1, "{outcomes:?}");
    assert_eq!(outcomes.iter().filter(|one| **one == Confirmation::AlreadyConfirmed).count(), 11);
    assert_eq!(all_consents(&house).await.len(), 4, "requested and confirmed, of two publications");
    assert_eq!(house.mails().await.len(), 2);
}

#[tokio::test]
async fn s02_a_letter_is_good_for_seven_days_and_forgotten_after_fourteen() {
    let house = House::open().await;
    sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    let link = house.newest_mail_to(ANNA).await.link("/bevestigen/");
    house.wait(days(7).checked_sub(minutes(1)).unwrap());
    assert!(house.get(&link).await.body.contains("Ja, ik wil dit ontvangen"));
    house.wait(minutes(1));
    let late = house.post(&link, &[]).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.body.contains("Deze link is verlopen") && late.body.contains("/aanmelden"), "{}", late.body);
    assert!(standing(&house).await.is_empty());
    house.wait(days(7).checked_sub(minutes(1)).unwrap());
    privacy::purge(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM sign_ups").await, 1, "not yet");
    house.wait(minutes(1));
    privacy::purge(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM sign_ups").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 0);
    assert_eq!(house.get(&link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.post(&link, &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn s02_the_purge_leaves_alone_whoever_is_known_for_something_else() {
    let house = House::open().await;
    subscribe(&house, ANNA, &["nieuwsbrief"]).await;
    house.member(&[Role::Editor]).await;
    let staff = people::Entity::find().all(house.app.store.read()).await.unwrap();
    let colleague = staff.into_iter().find(|row| row.address.starts_with("lid")).unwrap().address;
    house.wait(minutes(30));
    sign_up(&house, ANNA, &["waarschuwingen"]).await;
    sign_up(&house, &colleague, &["nieuwsbrief"]).await;
    sign_up(&house, "nooit@voorbeeld.nl", &["nieuwsbrief"]).await;
    house.deliver_all().await;
    house.wait(days(15));
    privacy::purge(&house.app).await.unwrap();
    privacy::purge(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 2, "Anna and the colleague");
    assert_eq!(house.number("SELECT COUNT(*) FROM sign_ups").await, 1, "the confirmed one");
    assert_eq!(standing(&house).await, [(1, "form".to_owned(), true)]);
}

#[tokio::test]
async fn s02_a_second_sign_up_within_ten_minutes_adds_and_sends_no_second_letter() {
    let house = House::open().await;
    sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    house.wait(minutes(9));
    let second = house
        .post(
            "/aanmelden",
            &[("address", "ANNA@Voorbeeld.NL"), ("name", "Iemand Anders"), ("publication", "waarschuwingen")],
        )
        .await;
    assert_eq!(second.location(), "/aanmelden/kijk-in-uw-mail");
    assert_eq!(house.mails().await.len(), 1);
    let link = house.newest_mail_to(ANNA).await.link("/bevestigen/");
    let page = house.get(&link).await;
    assert!(page.body.contains("Nieuwsbrief") && page.body.contains("Waarschuwingen"), "shown before confirming");
    house.post(&link, &[("publication", "nieuwsbrief"), ("publication", "waarschuwingen")]).await;
    assert_eq!(standing(&house).await.len(), 2);
    assert_eq!(person(&house, ANNA).await.name, "Anna de Vries", "whoever came second is not believed");
}

#[tokio::test]
async fn s02_only_what_the_page_showed_is_confirmed() {
    let house = House::open().await;
    sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    let link = house.newest_mail_to(ANNA).await.link("/bevestigen/");
    sign_up(&house, ANNA, &["waarschuwingen"]).await;
    house.post(&link, &[("publication", "nieuwsbrief")]).await;
    assert_eq!(standing(&house).await, [(1, "form".to_owned(), true)], "added after the page was drawn");
}

#[tokio::test]
async fn s02_after_ten_minutes_there_is_a_new_letter() {
    let house = House::open().await;
    sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    house.wait(minutes(10));
    sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    assert_eq!(house.mails().await.len(), 2);
}

#[tokio::test]
async fn s01_the_answer_is_the_same_for_every_address() {
    let house = House::open().await;
    subscribe(&house, ANNA, &BOTH).await;
    house.wait(minutes(30));
    suppress(&house, "klaagde@voorbeeld.nl").await;
    let before = house.mails().await.len();
    let mut answers = Vec::new();
    for address in [ANNA, "nieuw@voorbeeld.nl", "klaagde@voorbeeld.nl"] {
        let answer = sign_up(&house, address, &["nieuwsbrief"]).await;
        answers.push((answer.status, answer.location().to_owned(), answer.body, answer.headers.len()));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    let mails = house.mails().await;
    assert_eq!(mails.len(), before + 2, "nothing to the suppressed address");
    let known = house.newest_mail_to(ANNA).await;
    assert!(known.subject.contains("al geabonneerd") && known.text.contains("/voorkeuren/"), "{}", known.text);
    assert!(!known.text.contains("/bevestigen/"));
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 2, "the suppressed address is not stored again");
    let again = sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    assert_eq!(again.location(), "/aanmelden/kijk-in-uw-mail");
    assert_eq!(house.mails().await.len(), mails.len(), "that letter too comes once in ten minutes");
}

#[tokio::test]
async fn s02_whoever_has_one_publication_and_asks_for_another_gets_the_letter_that_confirms() {
    let house = House::open().await;
    subscribe(&house, ANNA, &["nieuwsbrief"]).await;
    house.wait(minutes(30));
    sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    assert!(house.newest_mail_to(ANNA).await.subject.contains("al geabonneerd"));
    sign_up(&house, ANNA, &["waarschuwingen"]).await;
    let link = house.newest_mail_to(ANNA).await.link("/bevestigen/");
    house.post(&link, &[]).await;
    assert_eq!(standing(&house).await.len(), 2);
}

#[tokio::test]
async fn s01_a_filled_honeypot_gets_the_same_answer_and_stores_nothing() {
    let house = House::open().await;
    let honest = sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    let fields = [("address", "bot@voorbeeld.nl"), ("publication", "nieuwsbrief"), ("website", "https://spam.example")];
    let trapped = house.post("/aanmelden", &fields).await;
    assert_eq!((trapped.status, trapped.location(), &trapped.body), (honest.status, honest.location(), &honest.body));
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 1);
    assert_eq!(house.mails().await.len(), 1);
}

#[tokio::test]
async fn s01_faults_keep_what_was_typed_and_say_what_to_do() {
    let house = House::open().await;
    let fields = [("address", "anna.voorbeeld.nl"), ("name", "<script>alert(1)</script>")];
    let answer = house.post("/aanmelden", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<title>Fout: "), "{}", answer.body);
    assert!(answer.body.contains("value=\"anna.voorbeeld.nl\""));
    assert!(answer.body.contains("&lt;script&gt;") && !answer.body.contains("<script>alert"));
    assert!(answer.body.contains("Kruis aan wat u wilt ontvangen."));
    let english = house.post("/en/aanmelden", &[("address", "")]).await;
    assert!(english.body.contains("Fill in your e-mail address."));
    let long = "x".repeat(5_000);
    for (field, hostile) in [
        ("address", "anna@voorbeeld.nl\r\nBcc: x@voorbeeld.nl"),
        ("address", "anna@voorbeeld.nl, x@voorbeeld.nl"),
        ("address", &*format!("{long}@voorbeeld.nl")),
        ("name", "Anna\r\nBcc: x@voorbeeld.nl"),
        ("name", &long),
        ("publication", "bestaat-niet"),
    ] {
        let mut fields = vec![("address", ANNA), ("name", "Anna"), ("publication", "nieuwsbrief")];
        fields.retain(|(name, _)| *name != field);
        fields.push((field, hostile));
        let answer = house.post("/aanmelden", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={hostile}");
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 0);
}

#[tokio::test]
async fn s04_a_slip_of_the_finger_is_asked_about_once() {
    let house = House::open().await;
    let typed = [("address", "anna@gmial.com"), ("name", "Anna"), ("publication", "nieuwsbrief")];
    let asked = house.post("/aanmelden", &typed).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("Bedoelde u anna@gmail.com?"), "{}", asked.body);
    assert!(asked.body.contains("value=\"Anna\"") && asked.body.matches("checked").count() == 1, "input is kept");
    let yes = [("suggestion", "anna@gmail.com"), ("asked", "anna@gmial.com")];
    let answer = house.post("/aanmelden", &[&typed[..], &yes[..]].concat()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    house.newest_mail_to("anna@gmail.com").await;
    let no = [("suggestion", "bea@gmial.com"), ("asked", "bea@gmial.com")];
    let bea = [("address", "bea@gmial.com"), ("publication", "nieuwsbrief")];
    assert_eq!(house.post("/aanmelden", &[&bea[..], &no[..]].concat()).await.status, StatusCode::SEE_OTHER);
    house.newest_mail_to("bea@gmial.com").await;
    let forged = [("suggestion", "slachtoffer@voorbeeld.nl"), ("asked", "cor@gmial.com")];
    let cor = [("address", "cor@gmial.com"), ("publication", "nieuwsbrief")];
    house.post("/aanmelden", &[&cor[..], &forged[..]].concat()).await;
    assert!(house.mails().await.iter().all(|mail| mail.to != "slachtoffer@voorbeeld.nl"));
}

/// Signs up from a network of its own, with a form of this age and perhaps more.
async fn from_afar(house: &House, number: u8, (drawn, more): (&str, &str)) -> Answer {
    let body = format!("address=p{number}@voorbeeld.nl&publication=nieuwsbrief&drawn={drawn}&{more}");
    let peer = SocketAddr::from(([198, 51, 100, number], 4_000));
    let request = Request::post("/aanmelden")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .extension(ConnectInfo(peer));
    house.visitor().send(request, Body::from(body)).await
}

/// As if so many others had signed up from elsewhere in this hour.
async fn crowd(house: &House, many: i64) {
    let overall = sha256_hex(b"sign-up overall");
    house.sql(&format!("UPDATE limits SET taken = taken + {many} WHERE key = '{overall}'")).await;
}

/// What the script of the page does.
fn work_for(drawn: &str) -> String {
    let fits = |number: &u32| sha256_hex(format!("{drawn}.{number}").as_bytes()).starts_with("0000");
    (0..u32::MAX).find(fits).unwrap().to_string()
}

#[tokio::test]
async fn s01_past_six_hundred_an_hour_a_sign_up_costs_work_or_queues_and_nobody_is_shut_out() {
    let house = House::open().await;
    let words = subscribers::consent("Landelijk Expertisecentrum Voorbeeld", Language::Dutch);
    let drawn = || subscribers::drawn_at(&house.app, house.clock().now().minus(minutes(1)), &words);
    assert_eq!(from_afar(&house, 1, (&drawn(), "")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        house.number("SELECT COUNT(*) FROM limits").await,
        4,
        "its network, its address, its form, and all together"
    );
    crowd(&house, 598).await;
    assert_eq!(from_afar(&house, 2, (&drawn(), "")).await.status, StatusCode::SEE_OTHER, "the six hundredth");

    let mine = drawn();
    let asked = from_afar(&house, 3, (&mine, "")).await;
    assert_eq!(asked.status, StatusCode::TOO_MANY_REQUESTS);
    for there in ["Het is nu erg druk", "value=\"p3@voorbeeld.nl\"", "data-work=\"16\"", "/js/work.js\" defer", &mine] {
        assert!(asked.body.contains(there), "{there}: {}", asked.body);
    }
    assert_eq!(from_afar(&house, 3, (&mine, "work=1")).await.status, StatusCode::TOO_MANY_REQUESTS, "no work at all");
    let worked = from_afar(&house, 3, (&mine, &format!("work={}&queue=1", work_for(&mine)))).await;
    assert_eq!(worked.status, StatusCode::SEE_OTHER, "{}", worked.body);

    assert!(worked.location().ends_with("/kijk-in-uw-mail"));
    assert_eq!(house.mails().await.len(), 3);

    // Whoever has no script presses once more. Their letters leave twelve seconds after each other.
    let queue = sha256_hex(b"sign-up queue");
    for number in 4..=5 {
        let taken = from_afar(&house, number, (&drawn(), "work=&queue=1")).await;
        assert!(taken.location().ends_with("/in-de-rij"), "{}", taken.body);
        assert!(house.get(taken.location()).await.body.contains("in de rij"));
    }
    assert_eq!(house.mails().await.len(), 4, "the first has its turn at once");
    house.wait(Duration::from_secs(12));
    assert_eq!(house.mails().await.len(), 5);
    assert!(house.mails().await[4].to.starts_with("p5@"));

    // The queue has an end, too: it holds a day of letters.
    let last = house.clock().now().plus(days(1)).0;
    house.sql(&format!("UPDATE limits SET opened_at = {last} WHERE key = '{queue}'")).await;
    assert_eq!(from_afar(&house, 6, (&drawn(), "queue=1")).await.status, StatusCode::SEE_OTHER);
    let full = from_afar(&house, 7, (&drawn(), "queue=1")).await;
    assert_eq!(full.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(full.body.contains("de rij vol") && full.body.contains("name=\"queue\""), "{}", full.body);
    // Two days in which nobody queued give nobody a turn: letters come no closer together than that.
    house.wait(days(2));
    let before = house.mails().await.len();
    for number in 10..=13 {
        assert_eq!(from_afar(&house, number, (&drawn(), "queue=1")).await.status, StatusCode::SEE_OTHER);
        crowd(&house, 700).await;
    }
    assert_eq!(house.mails().await.len(), before + 2, "the first of all, and the first of the queue");
    house.wait(minutes(60));
    assert_eq!(from_afar(&house, 8, (&drawn(), "")).await.status, StatusCode::SEE_OTHER, "the crowd is gone");
}

#[tokio::test]
async fn s01_a_drawn_form_serves_three_times() {
    let house = House::open().await;
    let words = subscribers::consent("Landelijk Expertisecentrum Voorbeeld", Language::Dutch);
    let drawn = subscribers::drawn_at(&house.app, house.clock().now().minus(minutes(1)), &words);
    for number in 1..=3 {
        assert_eq!(from_afar(&house, number, (&drawn, "")).await.status, StatusCode::SEE_OTHER);
    }
    let fourth = from_afar(&house, 4, (&drawn, "")).await;
    assert_eq!(fourth.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(fourth.body.contains("Druk nog één keer op de knop"));
    for otherwise in [format!("+{drawn}"), format!("0{drawn}")] {
        let taken = from_afar(&house, 4, (&otherwise, "")).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY, "{otherwise} is the same form, written otherwise");
    }
    let fresh = fourth.value_after("name=\"drawn\"");
    assert_ne!(fresh, drawn);
    assert_eq!(from_afar(&house, 4, (&fresh, "")).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn s02_the_letter_that_asks_to_confirm_waits_behind_no_issue() {
    let house = House::open().await;
    for number in 0..30 {
        reader(&house, &format!("lezer{number}@voorbeeld.nl")).await;
    }
    let newsletter = house.publication("nieuwsbrief").await;
    let opening = Opening {
        label: "Nieuwsbrief 3".to_owned(),
        publication: Some(newsletter),
        letters: vec![letter().freeze().unwrap()],
        on_uncertain: OnUncertain::Resend,
        not_after: None,
    };
    let tx = house.app.store.begin_write().await.unwrap();
    let issue = delivery::open(&tx, &house.app, &opening, subscribers::reachable(newsletter, house.clock().now()))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    assert_eq!(
        house.number("SELECT COUNT(*) FROM sendings WHERE lane = 'waiting' AND label = 'subscribers.confirm'").await,
        1
    );
    // The issue stands still; a letter in its lane would too.
    house.sql(&format!("UPDATE sendings SET state = 'paused' WHERE lane = 'bulk' AND id = {issue}")).await;
    let mails = house.mails().await;
    assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [ANNA]);
    assert!(mails[0].text.contains("/bevestigen/"));
    house.sql("UPDATE sendings SET state = 'open'").await;
    assert_eq!(house.mails().await.len(), 31, "the issue only waited");
}

#[tokio::test]
async fn s02_a_name_is_shown_before_it_becomes_one_and_replaces_none() {
    let house = House::open().await;
    sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    let link = house.newest_mail_to(ANNA).await.link("/bevestigen/");
    let page = house.get(&link).await;
    assert!(page.body.contains("Wij noemen u: Anna de Vries."), "{}", page.body);
    house.post(&link, &[]).await;
    assert_eq!(person(&house, ANNA).await.name, "Anna de Vries");
    house.wait(minutes(20));
    let fields = [("address", ANNA), ("name", "Grapjas"), ("publication", "waarschuwingen")];
    house.post("/aanmelden", &fields).await;
    let link = house.newest_mail_to(ANNA).await.link("/bevestigen/");
    assert!(!house.get(&link).await.body.contains("Wij noemen u"), "what does not happen is not announced");
    house.post(&link, &[]).await;
    assert_eq!(standing(&house).await.len(), 2);
    assert_eq!(person(&house, ANNA).await.name, "Anna de Vries", "whoever signs up for somebody does not rename them");
}

#[tokio::test]
async fn s03_each_publication_keeps_the_words_language_moment_and_name_of_then() {
    let house = House::open().await;
    house.post("/en/aanmelden", &[("address", ANNA), ("publication", "nieuwsbrief")]).await;
    house.wait(minutes(5));
    house
        .post("/aanmelden", &[("address", ANNA), ("publication", "nieuwsbrief"), ("publication", "waarschuwingen")])
        .await;
    let link = house.newest_mail_to(ANNA).await.link("/en/bevestigen/");
    house.post(&link, &[]).await;
    house.sql("UPDATE publications SET name_nl = 'Anders', name_en = 'Otherwise'").await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let path = format!("/beheer/abonnees/{}/bewijs", person(&house, ANNA).await.id);
    let data: serde_json::Value = serde_json::from_str(&editor.get(&format!("{path}.json")).await.body).unwrap();
    let start = crate::house::START;
    for (at, name, language, moment) in
        [(0, "Newsletter", Language::English, start), (1, "Waarschuwingen", Language::Dutch, start.plus(minutes(5)))]
    {
        let centre = language.pick("Landelijk Expertisecentrum Voorbeeld", "National Expertise Centre Example");
        let events = data["publications"][at]["events"].as_array().unwrap();
        assert_eq!(events.len(), 2, "{data}");
        assert_eq!(events[0]["at"], moment.rfc3339());
        for event in events {
            assert_eq!((event["publication"].as_str(), event["language"].as_str()), (Some(name), Some(language.tag())));
            assert_eq!(event["words"], subscribers::consent(centre, language));
        }
        assert!(editor.get(&path).await.body.contains(name));
    }
}

#[tokio::test]
async fn s01_limits_per_address_and_per_network() {
    let house = House::open().await;
    for _ in 0..5 {
        assert_eq!(sign_up(&house, ANNA, &["nieuwsbrief"]).await.status, StatusCode::SEE_OTHER);
    }
    let sixth = sign_up(&house, "Anna@VOORBEELD.nl", &["nieuwsbrief"]).await;
    assert_eq!(sixth.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(sixth.headers.contains_key("retry-after"));
    for number in 0..94 {
        let address = format!("p{number}@voorbeeld.nl");
        assert_eq!(sign_up(&house, &address, &["nieuwsbrief"]).await.status, StatusCode::SEE_OTHER, "{number}");
    }
    assert_eq!(sign_up(&house, "q@voorbeeld.nl", &["nieuwsbrief"]).await.status, StatusCode::TOO_MANY_REQUESTS);
    house.wait(minutes(61));
    assert_eq!(sign_up(&house, ANNA, &["nieuwsbrief"]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.number("SELECT COUNT(*) FROM limits WHERE key LIKE '%anna%'").await, 0);
}

#[tokio::test]
async fn s01_a_form_that_comes_too_often_is_kept_and_says_when_it_can_be_sent() {
    let house = House::open().await;
    let fields = [("address", "anna@gmial.com"), ("asked", "anna@gmial.com"), ("suggestion", "anna@gmial.com")];
    let fields = [&fields[..], &[("name", "Anna de Vries"), ("publication", "nieuwsbrief"), ("website", "")]].concat();
    for _ in 0..5 {
        assert_eq!(house.post("/aanmelden", &fields).await.status, StatusCode::SEE_OTHER);
    }
    house.wait(minutes(20));
    let kept = house.post("/aanmelden", &fields).await;
    assert_eq!(kept.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(kept.headers.get("retry-after").unwrap(), "2400");
    assert!(kept.body.contains("Probeer het over 40 minuten opnieuw."), "{}", kept.body);
    for still in ["value=\"anna@gmial.com\"", "value=\"Anna de Vries\"", "name=\"drawn\"", "name=\"asked\""] {
        assert!(kept.body.contains(still), "{still}: {}", kept.body);
    }
    let boxes = kept.body.split("<input").filter(|input| input.contains("value=\"nieuwsbrief\""));
    assert!(boxes.into_iter().all(|input| input.split('>').next().unwrap().contains("checked")), "{}", kept.body);
    assert!(!kept.body.contains("Bedoelde u"), "what was answered is not asked again");
    let english = house.post("/en/aanmelden", &fields).await;
    assert!(english.body.contains("Try again in 40 minutes."), "{}", english.body);
    house.wait(minutes(41));
    assert_eq!(house.post("/aanmelden", &fields).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn s03_the_evidence_says_what_was_agreed_when_and_by_which_letter() {
    let house = House::open().await;
    let asked_at = house.clock().now();
    let fields = [("address", ANNA), ("name", ""), ("publication", "nieuwsbrief")];
    let page = house.get("/en/aanmelden").await;
    house.post("/en/aanmelden", &fields).await;
    let mail = house.newest_mail_to(ANNA).await;
    assert!(mail.subject.contains("Confirm"), "the letter speaks the language of the page");
    house.wait(minutes(5));
    house.post(&mail.link("/en/bevestigen/"), &[]).await;
    let rows = all_consents(&house).await;
    let acts: Vec<_> = rows.iter().map(|row| (row.act, row.at)).collect();
    assert_eq!(acts, [(ConsentAct::Requested, asked_at), (ConsentAct::Confirmed, asked_at.plus(minutes(5)))]);
    for row in &rows {
        assert_eq!((row.language.tag(), row.source.as_str()), ("en", "form"));
        let text = consent_texts::Entity::find_by_id(row.consent_hash.clone().unwrap());
        let text = text.one(house.app.store.read()).await.unwrap().unwrap();
        assert!(page.body.contains(&text.body), "exactly what the page showed: {}", text.body);
        assert!(mail.raw.contains(row.message_id.as_deref().unwrap()), "the Message-ID of the letter");
    }
    let tx = house.app.store.begin_write().await.unwrap();
    assert!(tx.execute_unprepared("UPDATE consents SET source = 'x'").await.is_err(), "append-only");
}

/// On PostgreSQL by triggers, which cost a long import less than a reference.
#[tokio::test]
async fn s20_a_subscription_is_to_a_publication_that_exists_and_stays() {
    let house = House::open().await;
    // Nothing else refers to this publication.
    let (anna, alerts) = (house.person(ANNA).await, house.publication("waarschuwingen").await);
    house
        .sql(&format!(
            "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at) VALUES ({anna}, {alerts}, 'import', 0)"
        ))
        .await;
    for refused in [
        "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at)
         SELECT p.id, 4711, 'import', 0 FROM people p WHERE p.address = 'anna@voorbeeld.nl'",
        "UPDATE subscriptions SET publication_id = 4711",
        "DELETE FROM publications WHERE slug = 'waarschuwingen'",
        "UPDATE publications SET id = 4711 WHERE slug = 'waarschuwingen'",
    ] {
        let tx = house.app.store.begin_write().await.unwrap();
        assert!(tx.execute_unprepared(refused).await.is_err(), "{refused}");
        tx.rollback().await.unwrap();
    }
    let tx = house.app.store.begin_write().await.unwrap();
    tx.execute_unprepared("UPDATE publications SET name_nl = 'Andere naam' WHERE slug = 'waarschuwingen'")
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn s02_forged_and_foreign_links_do_nothing() {
    let house = House::open().await;
    sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    let anna = person(&house, ANNA).await;
    let sign_up = sign_ups::Entity::find().one(house.app.store.read()).await.unwrap().unwrap();
    let token = |purpose, holder, subject, epoch| Link::token(&house.app.secrets, purpose, holder, subject, epoch);
    let right = token(Purpose::Confirm, anna.id.0, sign_up.id.0, 0);
    let mut turned = right.clone();
    turned.replace_range(30..31, if turned.as_bytes()[30] == b'a' { "b" } else { "a" });
    for wrong in [
        turned,
        token(Purpose::Preferences, anna.id.0, sign_up.id.0, 0),
        token(Purpose::Confirm, anna.id.0 + 1, sign_up.id.0, 0),
        token(Purpose::Confirm, anna.id.0, sign_up.id.0 + 1, 0),
        token(Purpose::Confirm, anna.id.0, sign_up.id.0, 1),
        "x".to_owned(),
        "%00".to_owned(),
        "a".repeat(10_000),
    ] {
        let path = format!("/bevestigen/{wrong}");
        assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(house.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(standing(&house).await.is_empty());
    assert_eq!(house.post(&format!("/bevestigen/{right}"), &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn s02_a_suppressed_address_cannot_be_confirmed_either() {
    let house = House::open().await;
    sign_up(&house, ANNA, &["nieuwsbrief"]).await;
    let link = house.newest_mail_to(ANNA).await.link("/bevestigen/");
    suppress(&house, ANNA).await;
    assert!(house.post(&link, &[]).await.body.contains("Wij mogen niet naar dit adres mailen"));
    assert!(standing(&house).await.is_empty());
}

#[tokio::test]
async fn s10_preferences_are_changed_and_confirmed_on_the_page() {
    let house = House::open().await;
    subscribe(&house, ANNA, &["nieuwsbrief"]).await;
    let link = house.newest_mail_to(ANNA).await.link("/voorkeuren/");
    let page = house.get(&link).await;
    assert!(page.body.contains("a•••@voorbeeld.nl") && !page.body.contains(ANNA), "{}", page.body);
    assert!(page.body.contains("noindex"));
    assert_eq!(page.headers.get("cache-control").unwrap(), "no-store");
    assert_eq!(page.body.matches("checked").count(), 2, "the newsletter and Dutch");
    let fields = [("had", "nieuwsbrief"), ("publication", "waarschuwingen"), ("name", "<b>Bo</b>"), ("language", "en")];
    let saved = house.post(&link, &fields).await;
    let said = "bewaard=naam&bewaard=taal&bewaard=af-nieuwsbrief&bewaard=bij-waarschuwingen";
    assert_eq!(saved.location(), format!("/en{link}?{said}"));
    let page = house.get(saved.location()).await;
    assert!(page.body.contains("Your preferences are saved"), "{}", page.body);
    assert!(page.body.contains("&lt;b&gt;Bo&lt;/b&gt;") && !page.body.contains("<b>Bo"));
    let expected = [(1, "form".to_owned(), false), (2, "preferences".to_owned(), true)];
    assert_eq!(standing(&house).await, expected);
    let anna = person(&house, ANNA).await;
    assert_eq!((anna.name.as_str(), anna.language.tag()), ("<b>Bo</b>", "en"));
    let rows = all_consents(&house).await;
    let newest: Vec<_> =
        rows.iter().skip(2).map(|row| (row.act, row.source.as_str(), row.consent_hash.is_some())).collect();
    assert_eq!(newest, [(ConsentAct::Withdrawn, "preferences", false), (ConsentAct::Confirmed, "preferences", true)]);
    house.post(&link, &fields).await;
    assert_eq!(all_consents(&house).await.len(), rows.len(), "sending the form twice is the same as once");
}

#[tokio::test]
async fn s10_a_page_that_lay_open_does_not_undo_what_happened_meanwhile() {
    let house = House::open().await;
    subscribe(&house, ANNA, &["nieuwsbrief"]).await;
    let welcome = house.newest_mail_to(ANNA).await;
    house.post(&format!("{}/nu", welcome.link("/afmelden/")), &[]).await;
    let stale = [("had", "nieuwsbrief"), ("publication", "nieuwsbrief"), ("name", "Bo"), ("language", "nl")];
    assert_eq!(house.post(&welcome.link("/voorkeuren/"), &stale).await.status, StatusCode::SEE_OTHER);
    assert_eq!(standing(&house).await, [(1, "form".to_owned(), false)]);
}

#[tokio::test]
async fn s10_faults_in_preferences_keep_what_was_typed() {
    let house = House::open().await;
    subscribe(&house, ANNA, &["nieuwsbrief"]).await;
    let link = house.newest_mail_to(ANNA).await.link("/voorkeuren/");
    let long = "é".repeat(101);
    let answer = house.post(&link, &[("had", "nieuwsbrief"), ("name", &long), ("language", "fr")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains(&long) && answer.body.contains("Kies een taal."), "{}", answer.body);
    assert_eq!(standing(&house).await, [(1, "form".to_owned(), true)]);
}

#[tokio::test]
async fn s10_a_preferences_link_ends_after_thirteen_months_and_when_revoked() {
    let house = House::open().await;
    subscribe(&house, ANNA, &["nieuwsbrief"]).await;
    let link = house.newest_mail_to(ANNA).await.link("/voorkeuren/");
    house.wait(days(396));
    assert_eq!(house.get(&link).await.status, StatusCode::OK);
    house.wait(days(1));
    let fields = [("name", "Bo"), ("language", "nl"), ("publication", "waarschuwingen")];
    for answer in [house.get(&link).await, house.post(&link, &fields).await] {
        assert_eq!(answer.status, StatusCode::GONE);
        assert!(answer.body.contains("Deze link is verlopen"));
    }
    let leave = [("publication", "nieuwsbrief")];
    for answer in [house.post(&format!("{link}/alles"), &[]).await, house.post(&format!("{link}/af"), &leave).await] {
        assert_eq!(answer.status, StatusCode::GONE);
        assert!(answer.body.contains("Deze link is verlopen") && answer.body.contains("/aanmelden"), "{}", answer.body);
    }
    assert_eq!(standing(&house).await, [(1, "form".to_owned(), true)]);
    let anna = person(&house, ANNA).await;
    let fresh = subscribers::preferences_link(&house.app, &anna);
    let fresh = fresh.trim_start_matches("http://samenspraak.example");
    assert_eq!(house.get(fresh).await.status, StatusCode::OK);
    house.sql("UPDATE people SET epoch = epoch + 1").await;
    assert_eq!(house.get(fresh).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn s10_another_site_cannot_change_preferences() {
    let house = House::open().await;
    subscribe(&house, ANNA, &["nieuwsbrief"]).await;
    let link = house.newest_mail_to(ANNA).await.link("/voorkeuren/");
    let request = Request::post(format!("{link}/alles")).header("sec-fetch-site", "cross-site");
    assert_eq!(house.visitor().send(request, Body::empty()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(standing(&house).await, [(1, "form".to_owned(), true)]);
}

#[tokio::test]
async fn s03_staff_see_the_evidence_and_names_are_escaped() {
    let house = House::open().await;
    subscribe(&house, ANNA, &["nieuwsbrief"]).await;
    house.sql("UPDATE people SET name = '<img src=x onerror=alert(1)>'").await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let list = editor.get("/beheer/abonnees").await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.body.contains(ANNA) && list.body.contains("&lt;img src=x") && !list.body.contains("<img src=x"));
    assert!(list.body.contains("1 persoon heeft een abonnement."), "{}", list.body);
    let id = person(&house, ANNA).await.id;
    let page = editor.get(&format!("/beheer/abonnees/{id}")).await;
    for shown in ["geabonneerd", "aangevraagd", "bevestigd", "Bevestigingsmail", "Welkomstmail", "&lt;img"] {
        assert!(page.body.contains(shown), "{shown} is missing:\n{}", page.body);
    }
    assert_eq!(editor.get("/beheer/abonnees/999999").await.status, StatusCode::NOT_FOUND);
    assert_eq!(editor.get("/beheer/abonnees/x").await.status, StatusCode::NOT_FOUND);
    assert_ne!(house.get("/beheer/abonnees").await.status, StatusCode::OK, "not for everyone");
}

#[tokio::test]
async fn s24_the_list_is_searched_and_pages_by_key() {
    let house = House::open().await;
    for number in 0..60 {
        let id = house.person(&format!("p{number}@voorbeeld.nl")).await;
        house
            .sql(&format!(
                "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at) VALUES ({id}, 1, 'import', 1)"
            ))
            .await;
    }
    house.sql("UPDATE people SET name = 'Émile 100%_zeker' WHERE address = 'p59@voorbeeld.nl'").await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let first = editor.get("/beheer/abonnees").await;
    assert_eq!(first.body.matches("name=\"abonnee\"").count(), 50);
    assert!(first.body.contains("na=50") && first.body.contains("60 mensen"), "{}", first.body);
    let second = editor.get("/beheer/abonnees?na=50").await;
    assert_eq!(second.body.matches("name=\"abonnee\"").count(), 10);
    let found = |body: &str| body.matches("@voorbeeld.nl</a>").count();
    for (search, expected) in [
        ("zoek=P5", 11),
        ("zoek=100%25_Z", 1),
        ("zoek=%C3%89mile", 1),
        ("zoek=%25", 50),
        ("zoek=_", 50),
        ("zoek=%27%20OR%201%3D1%20--", 0),
        ("uitgave=waarschuwingen", 0),
        ("uitgave=nieuwsbrief&zoek=p59", 1),
        ("na=onzin&zoek=p1", 11),
    ] {
        let answer = editor.get(&format!("/beheer/abonnees?{search}")).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(found(&answer.body), expected, "{search}");
    }
    assert!(editor.get("/beheer/abonnees?zoek=zzz").await.body.contains("Geen abonnees gevonden"));
}
