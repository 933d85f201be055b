//! What follows whoever moved, and how far: evidence, leaving, forgetting; each no further than their own time.

use axum::http::StatusCode;
use samenspraak::base::clock::{days, minutes};
use samenspraak::delivery::{self, Opening};
use samenspraak::people::{self, Person};
use samenspraak::privacy;
use samenspraak::store::tables::states::{OnUncertain, Role};
use samenspraak::subscribers::{self, Channel, Imported, Tally, Whereof};

use crate::delivering::letter;
use crate::house::House;
use crate::importing::import;
use crate::leaving::reader;
use crate::moving::{NEW, OLD, ask, person, preferences, receives, undo_link, unsubscribe};
use crate::preferring::with_choices;

const THIRD: &str = "derde@voorbeeld.nl";

async fn moves(house: &House, from: &str, to: &str) {
    let link = ask(house, from, to).await;
    let moved = house.post(&link, &[]).await;
    assert!(moved.body.contains("Uw e-mailadres is gewijzigd"), "{}", moved.body);
    house.deliver_all().await;
}

async fn settle(house: &House) {
    subscribers::settle_moves(&house.app).await.unwrap();
}

async fn evidence(house: &House, person: &Person) -> serde_json::Value {
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let file = editor.get(&format!("/beheer/abonnees/{}/bewijs.json", person.id)).await;
    serde_json::from_str(&file.body).unwrap()
}

#[tokio::test]
async fn s11_the_basis_of_a_list_stays_with_the_evidence_of_who_moved() {
    let house = House::open().await;
    let list = format!("E-mailadres;Naam\n{OLD};Anna\n");
    assert_eq!(
        import(&house, &list, "nieuwsbrief", false).await,
        Imported::Done(Tally { added: 1, ..Tally::default() })
    );
    moves(&house, OLD, NEW).await;
    house.wait(days(14));
    settle(&house).await;
    assert!(person(&house, OLD).await.is_none(), "the old address is forgotten");
    let evidence = evidence(&house, &person(&house, NEW).await.unwrap()).await;
    let events = evidence["publications"][0]["events"].as_array().unwrap();
    let imported: Vec<_> = events.iter().filter(|event| event["act"] == "imported").collect();
    assert_eq!(imported.len(), 1, "{evidence}");
    assert_eq!(imported[0]["basis"], "deelnemers netwerkdag 2026, toestemming op het formulier");
    assert_eq!(imported[0]["publication"], "Nieuwsbrief");
}

#[tokio::test]
async fn s11_a_mistyped_new_address_is_forgotten_also_when_the_right_one_was_confirmed() {
    let house = House::open().await;
    reader(&house, OLD).await;
    let mistyped = "ana@nieuw.voorbeeld.nl";
    ask(&house, OLD, mistyped).await;
    moves(&house, OLD, NEW).await;
    assert!(person(&house, mistyped).await.is_some());
    house.wait(days(14));
    settle(&house).await;
    assert!(person(&house, mistyped).await.is_none(), "nobody confirmed it");
    assert_eq!(receives(&house, NEW).await, [1, 2]);
}

#[tokio::test]
async fn s11_what_was_left_before_moving_neither_keeps_the_old_address_nor_is_forgotten() {
    let house = House::open().await;
    let anna = reader(&house, OLD).await;
    let alerts = unsubscribe(&house, &anna, "waarschuwingen").await;
    subscribers::leave(&house.app, &alerts, Channel::Page, Whereof::ThisOne).await.unwrap();
    house.wait(minutes(5));
    moves(&house, OLD, NEW).await;
    let notice = house.newest_mail_to(OLD).await;
    assert!(notice.text.contains("tenzij wij het ook om een andere reden kennen"), "{}", notice.text);
    house.wait(days(14));
    settle(&house).await;
    assert!(person(&house, OLD).await.is_none(), "the notice promised it");
    assert_eq!(receives(&house, NEW).await, [1]);
    let list = format!("E-mailadres\n{NEW}\n");
    let expected = Imported::Done(Tally { left: 1, ..Tally::default() });
    assert_eq!(import(&house, &list, "waarschuwingen", false).await, expected, "left earlier, at the address before");
}

#[tokio::test]
async fn s11_what_is_under_way_at_the_old_address_is_waited_for() {
    let house = House::open().await;
    reader(&house, OLD).await;
    let link = ask(&house, OLD, NEW).await;
    house.post(&link, &[]).await;
    house.wait(days(13));
    house.post("/aanmelden", &[("address", OLD), ("publication", "nieuwsbrief")]).await;
    house.wait(days(1));
    for _ in 0..2 {
        settle(&house).await;
        assert!(person(&house, OLD).await.is_some(), "the notice waits to be sent, and somebody signed up");
    }
    house.deliver_all().await;
    settle(&house).await;
    assert!(person(&house, OLD).await.is_some(), "somebody signed up with it");
    house.wait(days(15));
    privacy::purge(&house.app).await.unwrap();
    settle(&house).await;
    assert!(person(&house, OLD).await.is_none(), "nobody confirmed that, so it is forgotten after all");
}

#[tokio::test]
async fn s11_an_old_address_that_receives_again_is_not_forgotten() {
    let house = House::open().await;
    reader(&house, OLD).await;
    moves(&house, OLD, NEW).await;
    house.wait(minutes(5));
    let successor = reader(&house, OLD).await;
    let leave = unsubscribe(&house, &successor, "nieuwsbrief").await;
    subscribers::leave(&house.app, &leave, Channel::Page, Whereof::ThisOne).await.unwrap();
    house.wait(days(14));
    settle(&house).await;
    assert_eq!(receives(&house, OLD).await, [2]);
    assert_eq!(house.number("SELECT COUNT(*) FROM address_changes WHERE settled_at IS NULL").await, 0);
}

#[tokio::test]
async fn s11_the_page_of_the_new_address_shows_all_that_goes_there() {
    let house = House::open().await;
    with_choices(&house).await;
    let anna = reader(&house, OLD).await;
    house.sql(&format!("INSERT INTO person_topics (person_id, topic_id) VALUES ({}, 1)", anna.id)).await;
    house.sql(&format!("INSERT INTO person_areas (person_id, area_id) VALUES ({}, 1)", anna.id)).await;
    let until = house.clock().now().plus(days(30)).0;
    house.sql(&format!("UPDATE people SET paused_until = {until} WHERE id = {}", anna.id)).await;
    let link = ask(&house, OLD, NEW).await;
    let page = house.get(&link).await.body;
    for shown in
        ["Nieuwsbrief", "Waarschuwingen", "Gevaarlijke stoffen, Noord.", "Wij noemen u: Anna.", "geen uitgaven tot"]
    {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    house.post(&link, &[]).await;
    let moved = person(&house, NEW).await.unwrap();
    assert_eq!((moved.name.as_str(), moved.paused_until.map(|at| at.0)), ("Anna", Some(until)));
    let used = house.get(&link).await.body;
    assert!(used.contains("Dit was al gewijzigd") && !used.contains("Gevaarlijke stoffen"), "{used}");
}

#[tokio::test]
async fn s11_a_pause_and_a_name_of_the_new_address_stay_its_own() {
    let house = House::open().await;
    let now = house.clock().now();
    let (over, soon, late) = (now.minus(days(30)).0, now.plus(days(3)).0, now.plus(days(30)).0);
    // The pause of the old address, that of the new one, whether something is received there, and what it has then.
    for (number, (from, to, receives_there, then)) in [
        (Some(over), Some(soon), false, Some(soon)),
        (Some(late), Some(soon), false, Some(late)),
        (Some(late), None, true, None),
        (Some(late), Some(soon), true, Some(soon)),
    ]
    .into_iter()
    .enumerate()
    {
        let (old, new) = (format!("oud{number}@voorbeeld.nl"), format!("nieuw{number}@voorbeeld.nl"));
        let anna = reader(&house, &old).await;
        let known = if receives_there { reader(&house, &new).await.id } else { house.person(&new).await };
        house.sql(&format!("UPDATE people SET name = 'Annelies' WHERE id = {known}")).await;
        for (id, pause) in [(anna.id, from), (known, to)] {
            let pause = pause.map_or("NULL".to_owned(), |at| at.to_string());
            house.sql(&format!("UPDATE people SET paused_until = {pause} WHERE id = {id}")).await;
        }
        let link = ask(&house, &old, &new).await;
        let page = house.get(&link).await.body;
        assert!(!page.contains("Wij noemen u"), "{page}");
        assert_eq!(page.contains("Uw pauze gaat mee"), then != to, "{number}: {page}");
        house.post(&link, &[]).await;
        let moved = person(&house, &new).await.unwrap();
        assert_eq!((moved.name.as_str(), moved.paused_until.map(|at| at.0)), ("Annelies", then), "{number}");
    }
}

#[tokio::test]
async fn s11_a_used_link_of_the_old_address_opens_nothing() {
    let house = House::open().await;
    reader(&house, OLD).await;
    moves(&house, OLD, NEW).await;
    let undo = undo_link(&house, OLD).await;
    assert!(house.post(&undo, &[]).await.body.contains("/voorkeuren/"), "whoever presses may go on");
    let used = house.get(&undo).await;
    assert!(used.body.contains("Uw abonnementen zijn terug") && !used.body.contains("/voorkeuren/"), "{}", used.body);
    house.wait(days(14));
    for late in [house.get(&undo).await, house.post(&undo, &[]).await] {
        assert_eq!(late.status, StatusCode::GONE);
        assert!(!late.body.contains("/voorkeuren/"), "{}", late.body);
    }
}

#[tokio::test]
async fn s11_a_blocked_old_address_gets_nothing_back() {
    let house = House::open().await;
    reader(&house, OLD).await;
    moves(&house, OLD, NEW).await;
    let undo = undo_link(&house, OLD).await;
    let hash = house.app.secrets.suppression_hash(OLD);
    house
        .sql(&format!(
            "INSERT INTO suppressions (hash, normalisation, reason, made_at) VALUES ('{hash}', 1, 'hard-bounce', 1)"
        ))
        .await;
    let pressed = house.post(&undo, &[]).await;
    assert!(pressed.body.contains("Wij mogen niet naar dit adres mailen"), "{}", pressed.body);
    assert_eq!((receives(&house, OLD).await, receives(&house, NEW).await), (vec![], vec![1, 2]));
    house.sql("UPDATE suppressions SET lifted_at = 2").await;
    house.post(&undo, &[]).await;
    assert_eq!(
        (receives(&house, OLD).await, receives(&house, NEW).await),
        (vec![1, 2], vec![]),
        "it can still be done"
    );
}

#[tokio::test]
async fn s13_a_link_leaves_also_after_moving_back_and_then_elsewhere() {
    let house = House::open().await;
    let anna = reader(&house, OLD).await;
    let first = unsubscribe(&house, &anna, "nieuwsbrief").await;
    for (from, to) in [(OLD, NEW), (NEW, OLD), (OLD, THIRD)] {
        house.wait(minutes(20));
        moves(&house, from, to).await;
    }
    assert_eq!(receives(&house, THIRD).await, [1, 2]);
    subscribers::leave(&house.app, &first, Channel::OneClick, Whereof::ThisOne).await.unwrap();
    assert_eq!(receives(&house, THIRD).await, [2]);
    house.wait(minutes(20));
    moves(&house, THIRD, OLD).await;
    let second = unsubscribe(&house, &anna, "waarschuwingen").await;
    subscribers::leave(&house.app, &second, Channel::OneClick, Whereof::ThisOne).await.unwrap();
    assert!(receives(&house, OLD).await.is_empty(), "round and round ends too");
}

#[tokio::test]
async fn s03_the_history_of_who_moved_ends_for_the_old_address_with_the_move() {
    let house = House::open().await;
    reader(&house, OLD).await;
    moves(&house, OLD, NEW).await;
    let new = person(&house, NEW).await.unwrap();
    let before = evidence(&house, &new).await["publications"].clone();
    let acts = before[0]["events"].as_array().unwrap();
    assert_eq!(acts.len(), 3, "began and moved at the old address, and goes on at the new one: {before}");
    house.wait(minutes(5));
    let successor = reader(&house, OLD).await;
    let newsletter = house.publication("nieuwsbrief").await;
    let opening = Opening {
        label: "Voor wie er nu werkt".to_owned(),
        publication: Some(newsletter),
        letters: vec![letter().freeze().unwrap()],
        on_uncertain: OnUncertain::Resend,
        not_after: None,
    };
    let tx = house.app.store.begin_write().await.unwrap();
    delivery::open(&tx, &house.app, &opening, subscribers::reachable(newsletter, house.clock().now())).await.unwrap();
    tx.commit().await.unwrap();
    house.deliver_all().await;
    let leave = unsubscribe(&house, &successor, "nieuwsbrief").await;
    subscribers::leave(&house.app, &leave, Channel::Page, Whereof::ThisOne).await.unwrap();
    assert_eq!(evidence(&house, &new).await["publications"], before, "what somebody else does there is not theirs");
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = |id| format!("/beheer/abonnees/{id}");
    let shown = editor.get(&page(new.id)).await.body;
    assert_eq!(shown.matches("Voor wie er nu werkt").count(), 1, "their own copy: {shown}");
    assert!(shown.contains("voorkeuren"), "what they did at the old address stays in sight: {shown}");
    let of_successor = people::by_id(house.app.store.read(), successor.id).await.unwrap().unwrap();
    assert!(editor.get(&page(of_successor.id)).await.body.contains("Voor wie er nu werkt"));
    assert_eq!(house.get(&preferences(&house, NEW).await).await.status, StatusCode::OK);
}
