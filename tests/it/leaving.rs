//! Leaving: by page, by machine, for everything, on request; and coming back.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samenspraak::base::clock::minutes;
use samenspraak::base::id::PersonId;
use samenspraak::base::{EmailAddress, Language, Link, Purpose};
use samenspraak::delivery::{self, Opening};
use samenspraak::people;
use samenspraak::store::tables::states::{ConsentAct, OnUncertain, Role};
use samenspraak::store::tables::{consents, subscriptions};
use samenspraak::subscribers::{self, Channel, Delta, Left, Preferences, Whereof};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use crate::delivering::letter;
use crate::house::{Answer, House};

/// A person who receives both publications.
pub async fn reader(house: &House, address: &str) -> people::Person {
    let id = house.person(address).await;
    let person = people::by_id(house.app.store.read(), id).await.unwrap().unwrap();
    let both = vec![house.publication("nieuwsbrief").await, house.publication("waarschuwingen").await];
    let chosen = Preferences {
        name: Some("Anna".to_owned()),
        publications: Delta { added: both, removed: Vec::new() },
        consent: (Language::Dutch, "ja".to_owned()),
        ..Preferences::default()
    };
    let token = subscribers::preferences_token(&house.app, &person);
    subscribers::change(&house.app, &token, &chosen).await.unwrap();
    person
}

async fn leaving_token(house: &House, person: &people::Person, slug: &str) -> String {
    subscribers::unsubscribe_token(&house.app, person, house.publication(slug).await)
}

/// Through what each publication was left, in order; `None` for one that is received.
async fn left(house: &House, person: PersonId) -> Vec<Option<String>> {
    let rows = subscriptions::Entity::find().order_by_asc(subscriptions::Column::PublicationId);
    let rows = rows.all(house.app.store.read()).await.unwrap();
    let of_person = rows.into_iter().filter(|row| row.person_id == person);
    of_person.map(|row| row.withdrawn_at.map(|_| row.withdrawn_through.unwrap())).collect()
}

async fn withdrawals(house: &House) -> Vec<(i64, String, String)> {
    let rows = consents::Entity::find().order_by_asc(consents::Column::Id).all(house.app.store.read()).await.unwrap();
    let withdrawn = rows.into_iter().filter(|row| row.act == ConsentAct::Withdrawn);
    withdrawn.map(|row| (row.publication_id.0, row.source, row.basis)).collect()
}

async fn one_click(house: &House, token: &str, kind: Option<&str>, body: &'static str) -> Answer {
    let request = Request::post(format!("/afmelden/{token}"));
    let request = match kind {
        Some(kind) => request.header(header::CONTENT_TYPE, kind),
        None => request,
    };
    house.visitor().send(request, Body::from(body)).await
}

/// A row of a sending that has not gone out yet.
async fn waiting_delivery(house: &House, sending: i64, publication: &str, person: PersonId) {
    let tx = house.app.store.begin_write().await.unwrap();
    let bytes = if house.app.store.file().is_some() { "x'00'" } else { "'\\x00'" };
    for statement in [
        format!(
            "INSERT INTO sendings (id, lane, label, publication_id, nonce, state, reason, on_uncertain, frozen_hash, opened_at, changed_at)
             VALUES ({sending}, 'bulk', 'x', {publication}, {bytes}, 'paused', '', 'hold', 'x', 1, 1)"
        ),
        format!(
            "INSERT INTO deliveries (sending_id, person_id, lane, state, due_at, attempts)
             VALUES ({sending}, {person}, 'bulk', 'pending', 1, 0)"
        ),
    ] {
        tx.execute_unprepared(&statement).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn s13_the_page_asks_and_its_button_leaves() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let token = leaving_token(&house, &anna, "nieuwsbrief").await;
    let path = format!("/afmelden/{token}");
    for _ in 0..50 {
        assert_eq!(house.get(&path).await.status, StatusCode::OK);
    }
    assert_eq!(left(&house, anna.id).await, [None, None], "opening changes nothing");
    let page = house.get(&path).await;
    assert!(page.body.contains("Meld mij af voor Nieuwsbrief") && page.body.contains("Meld mij voor alles af"));
    assert!(page.body.contains("a•••@voorbeeld.nl") && !page.body.contains("anna@"), "{}", page.body);
    assert!(page.body.contains(&format!("data-act=\"{path}/nu\"")) && page.body.contains("noindex"));
    assert!(house.get(&format!("/en{path}")).await.body.contains("Unsubscribe me from Newsletter"));
    let done = house.post(&format!("{path}/nu"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(house.get(done.location()).await.body.contains("U bent afgemeld"));
    assert_eq!(left(&house, anna.id).await, [Some("page".to_owned()), None]);
    assert_eq!(withdrawals(&house).await, [(1, "page".to_owned(), String::new())]);
    let again = house.post(&format!("{path}/nu"), &[]).await;
    assert_eq!(again.location(), done.location(), "twice is the same as once");
    assert_eq!(withdrawals(&house).await.len(), 1);
    assert!(house.get(&path).await.body.contains("gaat niet (meer) naar"));
}

#[tokio::test]
async fn d24_s13_one_click_takes_any_body_and_always_answers_the_same() {
    let house = House::open().await;
    let boundary = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    let bodies = [
        (Some("application/x-www-form-urlencoded"), "List-Unsubscribe=One-Click"),
        (Some("multipart/form-data; boundary=x"), boundary),
        (None, ""),
        (Some("text/plain"), "\u{0}%%%onzin"),
        (Some("application/json"), "{\"a\":"),
    ];
    let mut answers = Vec::new();
    for (at, (kind, body)) in bodies.into_iter().enumerate() {
        let person = reader(&house, &format!("p{at}@voorbeeld.nl")).await;
        let token = leaving_token(&house, &person, "nieuwsbrief").await;
        for _ in 0..2 {
            answers.push(one_click(&house, &token, kind, body).await);
        }
        assert_eq!(left(&house, person.id).await, [Some("one-click".to_owned()), None], "{kind:?}");
    }
    assert_eq!(withdrawals(&house).await.len(), bodies.len(), "idempotent");
    answers.push(one_click(&house, "onbekend", None, "").await);
    answers.push(one_click(&house, &"a".repeat(48), None, "").await);
    for answer in &answers {
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.body, answers.first().unwrap().body);
        assert!(!answer.headers.contains_key(header::SET_COOKIE) && answer.location().is_empty());
    }
}

#[tokio::test]
async fn d24_s13_one_click_works_from_another_site_and_with_a_cookie() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let token = leaving_token(&house, &anna, "nieuwsbrief").await;
    let request = Request::post(format!("/afmelden/{token}"))
        .header("sec-fetch-site", "cross-site")
        .header(header::ORIGIN, "https://mail.example")
        .header(header::COOKIE, "samenspraak=x");
    assert_eq!(house.visitor().send(request, Body::from("List-Unsubscribe=One-Click")).await.status, StatusCode::OK);
    assert_eq!(left(&house, anna.id).await, [Some("one-click".to_owned()), None]);
}

#[tokio::test]
async fn s13_a_link_never_expires_and_serves_one_person_and_publication() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let bas = reader(&house, "bas@voorbeeld.nl").await;
    let token = leaving_token(&house, &anna, "nieuwsbrief").await;
    house.wait(minutes(60 * 24 * 365 * 20));
    let forged = Link::token(&house.app.secrets, Purpose::Confirm, anna.id.0, 1, 0);
    for wrong in [forged.as_str(), "x", &token.replace(&token[40..42], "zz")] {
        assert_eq!(house.get(&format!("/afmelden/{wrong}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(house.post(&format!("/afmelden/{wrong}/nu"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(house.post(&format!("/afmelden/{wrong}/alles"), &[]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(left(&house, anna.id).await, [None, None]);
    house.post(&format!("/afmelden/{token}/nu"), &[]).await;
    assert_eq!(left(&house, anna.id).await, [Some("page".to_owned()), None]);
    assert_eq!(left(&house, bas.id).await, [None, None]);
}

#[tokio::test]
async fn s13_leaving_takes_one_out_of_sendings_under_way() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    waiting_delivery(&house, 901, "1", anna.id).await;
    waiting_delivery(&house, 902, "2", anna.id).await;
    let token = leaving_token(&house, &anna, "nieuwsbrief").await;
    one_click(&house, &token, None, "").await;
    assert_eq!(
        house.number("SELECT COUNT(*) FROM deliveries WHERE state = 'suppressed' AND sending_id = 901").await,
        1
    );
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE state = 'pending' AND sending_id = 902").await, 1);
    subscribers::leave(&house.app, &token, Channel::Page, Whereof::Everything).await.unwrap();
    assert_eq!(
        house.number("SELECT COUNT(*) FROM deliveries WHERE state = 'suppressed' AND sending_id = 902").await,
        1
    );
}

#[tokio::test]
async fn s13_of_many_who_leave_at_once_one_is_recorded() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let token = leaving_token(&house, &anna, "nieuwsbrief").await;
    let all = (0..10).map(|_| subscribers::leave(&house.app, &token, Channel::OneClick, Whereof::ThisOne));
    for outcome in futures_util::future::join_all(all).await {
        assert!(matches!(outcome.unwrap(), Left::Out(_)));
    }
    assert_eq!(withdrawals(&house).await.len(), 1);
}

#[tokio::test]
async fn s11b_leaving_can_be_undone_for_ten_minutes() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let token = leaving_token(&house, &anna, "nieuwsbrief").await;
    let since = subscriptions::Entity::find().one(house.app.store.read()).await.unwrap().unwrap().confirmed_at;
    house.wait(minutes(5));
    let after = house.post(&format!("/afmelden/{token}/nu"), &[]).await.location().to_owned();
    house.wait(minutes(9));
    let page = house.get(&after).await;
    assert!(page.body.contains("Maak mijn afmelding ongedaan") && page.body.contains("Nieuwsbrief"), "{}", page.body);
    assert_eq!(left(&house, anna.id).await, [Some("page".to_owned()), None], "the page itself changes nothing");
    let back = house.post(&format!("{after}/terug"), &[]).await;
    assert_eq!(back.location(), after);
    assert!(house.get(&after).await.body.contains("U blijft geabonneerd"));
    assert_eq!(left(&house, anna.id).await, [None, None]);
    let row = subscriptions::Entity::find().one(house.app.store.read()).await.unwrap().unwrap();
    assert_eq!(row.confirmed_at, since, "as if nothing had happened");
    assert_eq!(house.post(&format!("{after}/terug"), &[]).await.location(), after, "twice is harmless");
    assert_eq!(house.number("SELECT COUNT(*) FROM consents WHERE source = 'undo'").await, 1);

    house.post(&format!("/afmelden/{token}/nu"), &[]).await;
    house.wait(minutes(10));
    assert!(house.get(&after).await.body.contains("Meld u dan opnieuw aan"));
    house.post(&format!("{after}/terug"), &[]).await;
    assert_eq!(left(&house, anna.id).await, [Some("page".to_owned()), None], "too late");
    assert_eq!(house.post("/afgemeld/onzin/terug", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn s11b_undoing_everything_brings_back_what_was_left_together() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let alerts = leaving_token(&house, &anna, "waarschuwingen").await;
    house.post(&format!("/afmelden/{alerts}/nu"), &[]).await;
    house.wait(minutes(1));
    let token = leaving_token(&house, &anna, "nieuwsbrief").await;
    let after = house.post(&format!("/afmelden/{token}/alles"), &[]).await.location().to_owned();
    assert_eq!(left(&house, anna.id).await, [Some("page".to_owned()), Some("page".to_owned())]);
    house.wait(minutes(1));
    let again = house.post(&format!("/afmelden/{token}/alles"), &[]).await;
    assert_eq!(again.location(), after, "twice is the same as once");
    for _ in 0..2 {
        house.post(&format!("{after}/terug"), &[]).await;
        assert_eq!(left(&house, anna.id).await, [None, Some("page".to_owned())], "what was left before stays left");
    }
    assert!(house.get(&after).await.body.contains("U blijft geabonneerd"));
}

#[tokio::test]
async fn s10_leaving_everything_from_the_preferences() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    waiting_delivery(&house, 901, "2", anna.id).await;
    let path = format!("/voorkeuren/{}", subscribers::preferences_token(&house.app, &anna));
    let after = house.post(&format!("{path}/alles"), &[]).await;
    let page = house.get(after.location()).await;
    assert!(page.body.contains("Nieuwsbrief") && page.body.contains("Waarschuwingen"), "{}", page.body);
    assert_eq!(left(&house, anna.id).await, [Some("preferences".to_owned()), Some("preferences".to_owned())]);
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE state = 'suppressed'").await, 1);
    assert!(house.get(&path).await.body.contains("U ontvangt op dit moment geen uitgaven."));
    house.post(&format!("{path}/alles"), &[]).await;
    assert_eq!(withdrawals(&house).await.len(), 2, "twice is the same as once");
}

#[tokio::test]
async fn s02_whoever_left_can_subscribe_again_and_an_old_confirmation_does_not() {
    let house = House::open().await;
    let fields = [("address", "anna@voorbeeld.nl"), ("publication", "nieuwsbrief")];
    house.post("/aanmelden", &fields).await;
    let first = house.newest_mail_to("anna@voorbeeld.nl").await.link("/bevestigen/");
    house.post(&first, &[]).await;
    let leave = house.newest_mail_to("anna@voorbeeld.nl").await.link("/afmelden/");
    house.wait(minutes(60));
    house.post(&format!("{leave}/nu"), &[]).await;
    let id = people::by_key(house.app.store.read(), "anna@voorbeeld.nl").await.unwrap().unwrap().id;
    assert!(house.post(&first, &[]).await.body.contains("Dit was al bevestigd"));
    assert_eq!(left(&house, id).await, [Some("page".to_owned())], "the old link does not bring anyone back");
    house.post("/aanmelden", &fields).await;
    let second = house.newest_mail_to("anna@voorbeeld.nl").await.link("/bevestigen/");
    assert_ne!(first, second);
    house.post(&second, &[]).await;
    assert_eq!(left(&house, id).await, [None]);
    let row = subscriptions::Entity::find().one(house.app.store.read()).await.unwrap().unwrap();
    assert_eq!((row.confirmed_at, row.withdrawn_through), (house.clock().now(), None));
}

#[tokio::test]
async fn s10_staff_unsubscribe_on_request_with_a_reason() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let path = format!("/beheer/abonnees/{}", anna.id);
    assert!(editor.get(&path).await.body.contains("Meld deze persoon af"));
    for fields in [
        vec![("publication", "nieuwsbrief"), ("reason", "")],
        vec![("publication", "x"), ("reason", "belde")],
        vec![("publication", "nieuwsbrief"), ("reason", "twee\r\nregels")],
        vec![("publication", "nieuwsbrief"), ("reason", &*"x".repeat(301))],
    ] {
        let answer = editor.post(&format!("{path}/afmelden"), &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
    }
    assert_eq!(left(&house, anna.id).await, [None, None]);
    let fields = [("publication", "nieuwsbrief"), ("reason", "belde op <3> december")];
    for _ in 0..2 {
        let done = editor.post(&format!("{path}/afmelden"), &fields).await;
        assert_eq!(done.location(), format!("{path}?afgemeld=ja"));
    }
    assert_eq!(left(&house, anna.id).await, [Some("staff".to_owned()), None]);
    assert_eq!(withdrawals(&house).await, [(1, "staff".to_owned(), "belde op <3> december".to_owned())]);
    let page = editor.get(&format!("{path}?afgemeld=ja")).await;
    assert!(page.body.contains("De persoon is afgemeld") && page.body.contains("belde op &lt;3&gt;"), "{}", page.body);
    let audited = "SELECT COUNT(*) FROM audit WHERE action = 'subscriber.withdraw' AND actor LIKE 'member:%' AND detail NOT LIKE '%belde%'";
    assert_eq!(house.number(audited).await, 1, "audited once, without content");
    let token = leaving_token(&house, &anna, "nieuwsbrief").await;
    let after = house.post(&format!("/afmelden/{token}/nu"), &[]).await.location().to_owned();
    house.post(&format!("{after}/terug"), &[]).await;
    assert_eq!(left(&house, anna.id).await, [Some("staff".to_owned()), None], "only one's own leaving can be undone");
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    let refused = administrator.post(&format!("{path}/afmelden"), &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!administrator.get(&path).await.body.contains("Meld deze persoon af"));
}

#[tokio::test]
async fn s23_who_can_be_reached_are_those_who_did_not_leave() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let bas = reader(&house, "bas@voorbeeld.nl").await;
    house.person(EmailAddress::parse("niemand@voorbeeld.nl").unwrap().key()).await;
    let newsletter = house.publication("nieuwsbrief").await;
    subscribers::leave(&house.app, &leaving_token(&house, &anna, "nieuwsbrief").await, Channel::Page, Whereof::ThisOne)
        .await
        .unwrap();
    let read = house.app.store.read();
    let rows = read.query_all(&subscribers::reachable(newsletter, house.app.clock.now())).await.unwrap();
    let ids: Vec<i64> = rows.iter().map(|row| row.try_get("", "person_id").unwrap()).collect();
    assert_eq!(ids, [bas.id.0]);
    assert_eq!(subscribers::count_reachable(read, newsletter, house.app.clock.now()).await.unwrap(), 1);
    let alerts = house.publication("waarschuwingen").await;
    assert_eq!(subscribers::count_reachable(read, alerts, house.app.clock.now()).await.unwrap(), 2);
}

/// Sends an issue of the newsletter, and gives what happens between its opening and its commit.
async fn send_while(house: &House, meanwhile: impl AsyncFn()) {
    let newsletter = house.publication("nieuwsbrief").await;
    let opening = Opening {
        label: "Nieuwsbrief 3".to_owned(),
        publication: Some(newsletter),
        letters: vec![letter().freeze().unwrap()],
        on_uncertain: OnUncertain::Resend,
        not_after: None,
    };
    let tx = house.app.store.begin_write().await.unwrap();
    delivery::open(&tx, &house.app, &opening, subscribers::reachable(newsletter, house.clock().now())).await.unwrap();
    if house.app.store.file().is_none() {
        meanwhile().await;
        tx.commit().await.unwrap();
    } else {
        // SQLite has one writer, so nothing happens there meanwhile; as if it did, the rows are then as they were opened.
        tx.commit().await.unwrap();
        meanwhile().await;
        house.sql("UPDATE deliveries SET state = 'pending', class = NULL, settled_at = NULL").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s13_who_leaves_while_a_sending_is_being_opened_gets_none_of_it() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let bas = reader(&house, "bas@voorbeeld.nl").await;
    reader(&house, "carla@voorbeeld.nl").await;
    let leave_newsletter = leaving_token(&house, &anna, "nieuwsbrief").await;
    let leave_alerts = leaving_token(&house, &bas, "waarschuwingen").await;
    send_while(&house, async || {
        for token in [&leave_newsletter, &leave_alerts] {
            subscribers::leave(&house.app, token, Channel::OneClick, Whereof::ThisOne).await.unwrap();
        }
    })
    .await;
    assert_eq!(left(&house, anna.id).await, [Some("one-click".to_owned()), None]);
    let waiting = "SELECT COUNT(*) FROM deliveries WHERE lane = 'bulk' AND state = 'pending'";
    assert_eq!(house.number(waiting).await, 3, "leaving could not reach a row that was not there yet");
    let mut to: Vec<_> = house.mails().await.into_iter().map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to, ["bas@voorbeeld.nl", "carla@voorbeeld.nl"], "whoever left another publication gets this one");
    let row = "SELECT COUNT(*) FROM deliveries WHERE state = 'suppressed' AND class = 'left'";
    assert_eq!(house.number(row).await, 1);
}
