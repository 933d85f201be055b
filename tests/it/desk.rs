//! The desk shows what waits, what goes out, and who did what.

use axum::http::StatusCode;
use samenspraak::base::clock::{days, minutes};
use samenspraak::base::id::{IssueId, MemberId, PersonId, SendingId};
use samenspraak::base::{Instant, Language};
use samenspraak::store::tables::states::{DeliveryState, IssueState, Lane, OnUncertain, Role, SendingState};
use samenspraak::store::tables::{deliveries, issues, sendings, subscriptions};
use sea_orm::{EntityTrait, Set};

use crate::house::{House, Visitor};

/// A sending with rows in these states, to invented people.
async fn sending(house: &House, label: &str, state: SendingState, rows: &[DeliveryState]) -> SendingId {
    let mut people = Vec::new();
    for at in 0..rows.len() {
        people.push(house.person(&format!("lezer{at}@lezers.example")).await);
    }
    let tx = house.app.store.begin_write().await.unwrap();
    let now = house.clock().now();
    let row = sendings::ActiveModel {
        lane: Set(Lane::Bulk),
        label: Set(label.to_owned()),
        publication_id: Set(None),
        nonce: Set(vec![0; 16]),
        state: Set(state),
        reason: Set(String::new()),
        on_uncertain: Set(OnUncertain::Hold),
        frozen_hash: Set(String::new()),
        opened_at: Set(now),
        changed_at: Set(now),
        ..Default::default()
    };
    let id = sendings::Entity::insert(row).exec(&tx).await.unwrap().last_insert_id;
    for (person, state) in people.iter().zip(rows) {
        let row = delivery(id, *person, *state, now);
        deliveries::Entity::insert(row).exec_without_returning(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    id
}

fn delivery(id: SendingId, person: PersonId, state: DeliveryState, now: Instant) -> deliveries::ActiveModel {
    deliveries::ActiveModel {
        sending_id: Set(id),
        person_id: Set(person),
        lane: Set(Lane::Bulk),
        state: Set(state),
        due_at: Set(Some(now)),
        attempts: Set(1),
        class: Set((state == DeliveryState::Uncertain).then(|| "uncertain".to_owned())),
        ..Default::default()
    }
}

/// An issue of the newsletter, last changed by a member.
async fn issue(house: &House, number: i32, state: IssueState, by: MemberId) -> IssueId {
    let publication = house.publication("nieuwsbrief").await;
    let tx = house.app.store.begin_write().await.unwrap();
    let text = |text: &str| Set(text.to_owned());
    let row = issues::ActiveModel {
        publication_id: Set(publication),
        year: Set(2026),
        number: Set(number),
        subject: Set(format!("Onderwerp {number}")),
        preheader: text(""),
        source: text(""),
        editorial: text("[]"),
        language: Set(Language::Dutch),
        state: Set(state),
        version: Set(1),
        changed_by: Set(by),
        changed_at: Set(house.clock().now()),
        copy_due: text("2026-11-20"),
        review_due: text("2026-12-04"),
        planned_on: text("2026-12-08"),
        asked_by: Set(Some(by)),
        asked_at: Set(Some(house.clock().now())),
        send_at: Set((state == IssueState::Scheduled).then(|| house.clock().now().plus(days(3)))),
        ..Default::default()
    };
    let id = issues::Entity::insert(row).exec(&tx).await.unwrap().last_insert_id;
    tx.commit().await.unwrap();
    id
}

async fn subscriber(house: &House, address: &str, at: Instant, left: Option<Instant>) {
    let (person, publication) = (house.person(address).await, house.publication("nieuwsbrief").await);
    let tx = house.app.store.begin_write().await.unwrap();
    let row = subscriptions::ActiveModel {
        person_id: Set(person),
        publication_id: Set(publication),
        source: Set("form".to_owned()),
        confirmed_at: Set(at),
        withdrawn_at: Set(left),
        withdrawn_through: Set(left.map(|_| "page".to_owned())),
    };
    subscriptions::Entity::insert(row).exec_without_returning(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn desk(visitor: &Visitor) -> String {
    let page = visitor.get("/beheer").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.body
}

#[tokio::test]
async fn t4_an_empty_desk_helps_to_begin() {
    let house = House::open().await;
    let body = desk(&house.signed_in_as(&[Role::Editor]).await).await;
    assert!(body.contains("Goedemiddag, Lid") && body.contains("zaterdag 21 november 2026"), "{body}");
    assert!(body.contains("Verder wacht er niets op u.") && body.contains("Maak uw eerste nummer"));
    assert!(body.contains("0 van 6"));
    assert_eq!(house.get("/beheer").await.location(), "/beheer/aanmelden?naar=%2Fbeheer");
}

#[tokio::test]
async fn t4_readers_are_counted_with_the_change_of_this_month_in_amsterdam() {
    let house = House::open().await;
    let now = house.clock().now();
    // 1 November 2026, 00.00 in Amsterdam is 31 October, 23.00 in UTC.
    let month = Instant(1_793_487_600_000);
    subscriber(&house, "a@lezers.example", month.minus(minutes(1)), None).await;
    subscriber(&house, "b@lezers.example", month, None).await;
    subscriber(&house, "c@lezers.example", month, None).await;
    subscriber(&house, "d@lezers.example", month.minus(days(90)), Some(now)).await;
    subscriber(&house, "e@lezers.example", month.minus(days(90)), Some(month.minus(minutes(1)))).await;
    let body = desk(&house.signed_in_as(&[]).await).await;
    assert!(body.contains("<p class=\"figure__number\">3</p>"), "{body}");
    assert!(body.contains("2 erbij deze maand, 1 eraf"), "{body}");
}

#[tokio::test]
async fn t4_a_review_waits_for_approvers_who_did_not_write_it() {
    let house = House::open().await;
    let writer = house.member(&[Role::Editor]).await;
    issue(&house, 6, IssueState::InReview, writer).await;
    let waits = "Keur Nieuwsbrief 6 goed";
    assert!(desk(&house.signed_in_as(&[Role::Approver]).await).await.contains(waits));
    assert!(!desk(&house.signed_in_as(&[Role::Editor]).await).await.contains(waits));
    assert!(!desk(&house.signed_in_as(&[Role::Administrator]).await).await.contains(waits));

    let approver = house.signed_in_as(&[Role::Approver]).await;
    house.sql("UPDATE issues SET changed_by = (SELECT MAX(id) FROM members)").await;
    assert!(!desk(&approver).await.contains(waits), "nobody approves their own last edit");
    house.sql("UPDATE centre SET one_person_office = TRUE").await;
    assert!(desk(&approver).await.contains(waits), "except in a one-person office");
}

#[tokio::test]
async fn t4_passed_deadlines_and_coming_issues_stand_on_the_desk() {
    let house = House::open().await;
    let writer = house.member(&[Role::Editor]).await;
    let late = issue(&house, 5, IssueState::Draft, writer).await;
    issue(&house, 6, IssueState::Scheduled, writer).await;
    issue(&house, 7, IssueState::Cancelled, writer).await;
    let body = desk(&house.signed_in_as(&[Role::Editor]).await).await;
    assert!(body.contains("De teksten van Nieuwsbrief 5 hadden klaar moeten zijn"), "{body}");
    assert!(body.contains(&format!("href=\"/beheer/nummers/{late}\"")));
    assert!(body.contains("Nieuwsbrief 6 gaat vanzelf uit") && body.contains("dinsdag 24 november 2026, 12.00 uur"));
    assert!(!body.contains("Nieuwsbrief 7"), "what was cancelled waits for nobody");
}

#[tokio::test]
async fn t4_trouble_with_sendings_and_silent_colleagues_are_told() {
    let house = House::open().await;
    let rows = [DeliveryState::Accepted, DeliveryState::Refused, DeliveryState::Uncertain];
    sending(&house, "Nieuwsbrief 5", SendingState::Closed, &rows).await;
    sending(&house, "Waarschuwing", SendingState::Paused, &[DeliveryState::Pending]).await;
    let colleague = house.member(&[Role::Editor]).await;
    house.sql(&format!("UPDATE members SET joined_at = NULL, name = 'Stille Collega' WHERE id = {colleague}")).await;
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    let body = desk(&administrator).await;
    assert!(
        body.contains("Niet alles van “Nieuwsbrief 5” kwam aan") && body.contains("1 geweigerd, 1 onzeker"),
        "{body}"
    );
    assert!(body.contains("De verzending “Waarschuwing” staat stil"));
    assert!(body.contains("Stille Collega heeft zich nog niet aangesloten"));
    assert!(!desk(&house.signed_in_as(&[Role::Editor]).await).await.contains("Stille Collega"));
    house.wait(days(8));
    let later = desk(&house.signed_in_as(&[]).await).await;
    assert!(!later.contains("Niet alles van “Nieuwsbrief 5”"), "old trouble does not nag for ever");
    assert!(later.contains("De verzending “Waarschuwing” staat stil"), "what is held stays");
}

#[tokio::test]
async fn d09_pause_resume_and_cancel_by_page() {
    let house = House::open().await;
    let id = sending(&house, "Nieuwsbrief 6", SendingState::Open, &[DeliveryState::Pending; 3]).await;
    let approver = house.signed_in_as(&[Role::Approver]).await;
    let path = format!("/beheer/verzendingen/{id}");
    let state = async || {
        let rows = sendings::Entity::find_by_id(id).one(house.app.store.read()).await.unwrap();
        rows.unwrap().state
    };
    assert!(approver.get(&path).await.body.contains("Pauzeer het verzenden"));
    assert_eq!(approver.post(&format!("{path}/pauzeren"), &[]).await.location(), path);
    assert_eq!(state().await, SendingState::Paused);
    assert_eq!(approver.post(&format!("{path}/pauzeren"), &[]).await.location(), path, "pressing twice does no harm");
    assert!(approver.get(&path).await.body.contains("Ga door met 3 mails"));
    assert_eq!(approver.post(&format!("{path}/hervatten"), &[]).await.location(), path);
    assert_eq!(state().await, SendingState::Open);
    assert_eq!(approver.post(&format!("{path}/annuleren"), &[]).await.location(), path);
    assert_eq!(state().await, SendingState::Cancelled);
    let late = approver.post(&format!("{path}/hervatten"), &[]).await;
    assert_eq!(late.location(), format!("{path}?te-laat=ja"));
    let page = approver.get(late.location()).await.body;
    assert!(page.contains("Dat kon niet meer") && page.contains("Niet verstuurd"), "{page}");
    assert_eq!(state().await, SendingState::Cancelled);
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE object = 'sending'").await, 3);
}

#[tokio::test]
async fn d09_only_approvers_steer_and_nobody_holds_a_single_letter() {
    let house = House::open().await;
    let id = sending(&house, "Nieuwsbrief 6", SendingState::Open, &[DeliveryState::Pending]).await;
    let path = format!("/beheer/verzendingen/{id}");
    for roles in [&[][..], &[Role::Editor], &[Role::Administrator]] {
        let visitor = house.signed_in_as(roles).await;
        assert_eq!(visitor.post(&format!("{path}/pauzeren"), &[]).await.status, StatusCode::FORBIDDEN);
        assert!(!visitor.get(&path).await.body.contains("/pauzeren"), "no button that does not work");
    }
    house.sql("UPDATE sendings SET lane = 'waiting'").await;
    let approver = house.signed_in_as(&[Role::Approver]).await;
    assert_eq!(approver.post(&format!("{path}/pauzeren"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(approver.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.number("SELECT COUNT(*) FROM sendings WHERE state = 'open'").await, 1);
    let list = approver.get("/beheer/verzendingen").await.body;
    assert!(list.contains("Losse mails") && list.contains("het er 1:"), "{list}");
}

#[tokio::test]
async fn t6_an_open_sending_refreshes_itself_and_a_finished_one_does_not() {
    let house = House::open().await;
    let rows = [DeliveryState::Accepted, DeliveryState::Pending];
    let id = sending(&house, "Nieuwsbrief 6", SendingState::Open, &rows).await;
    let visitor = house.signed_in_as(&[]).await;
    let fresh = format!("/beheer/verzendingen/{id}/stand");
    let asks = format!("hx-get=\"{fresh}\" hx-trigger=\"every 2s\"");
    let page = visitor.get(&format!("/beheer/verzendingen/{id}")).await.body;
    assert!(page.contains(&asks) && page.contains("1 van 2 mails afgehandeld") && page.contains("Ververs"), "{page}");
    let part = visitor.get(&fresh).await;
    assert!(part.body.contains(&asks) && !part.body.contains("<html"));
    assert!(!part.headers.contains_key("hx-refresh"));

    house.sql("UPDATE sendings SET state = 'closed'").await;
    let last = visitor.get(&fresh).await;
    assert_eq!(last.headers["hx-refresh"], "true");
    assert!(!last.body.contains("hx-get"));
}

#[tokio::test]
async fn t4_the_ledger_pages_by_key_masks_addresses_and_explains_uncertain_rows() {
    let house = House::open().await;
    let mut rows = vec![DeliveryState::Accepted; 120];
    rows.push(DeliveryState::Uncertain);
    let id = sending(&house, "Nieuwsbrief 6", SendingState::Closed, &rows).await;
    let visitor = house.signed_in_as(&[]).await;
    let path = format!("/beheer/verzendingen/{id}");
    let mut next = format!("{path}?stand=aangenomen");
    let mut seen = 0;
    for _ in 0..5 {
        let page = visitor.get(&next).await.body;
        assert!(!(0..10).any(|digit| page.contains(&format!("lezer{digit}"))), "addresses are masked");
        seen += page.matches("l•••@lezers.example").count();
        match page.split("rel=\"next\"").next().filter(|before| before.len() < page.len()) {
            Some(before) => {
                next = before.rsplit("href=\"").next().unwrap().split('#').next().unwrap().replace("&amp;", "&");
            }
            None => break,
        }
    }
    assert_eq!(seen, 120, "every accepted row stands on exactly one page");
    let uncertain = visitor.get(&format!("{path}?stand=onzeker")).await.body;
    assert_eq!(uncertain.matches("l•••@lezers.example").count(), 1);
    assert!(uncertain.contains("Van 1 mail is onbekend of het aankwam"));
    house.sql("DELETE FROM people WHERE address LIKE 'lezer%'").await;
    assert!(visitor.get(&path).await.body.contains("gewist"), "an erased reader is still counted");
}

#[tokio::test]
async fn t4_the_list_of_sendings_pages_by_key() {
    let house = House::open().await;
    let visitor = house.signed_in_as(&[]).await;
    assert!(visitor.get("/beheer/verzendingen").await.body.contains("Er is nog niets verstuurd."));
    for number in 0..30 {
        sending(&house, &format!("Verzending-{number:02}"), SendingState::Closed, &[]).await;
    }
    let first = visitor.get("/beheer/verzendingen").await.body;
    assert_eq!(first.matches(">Verzending-").count(), 25);
    let next = first.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap().split('"').next().unwrap();
    let second = visitor.get(next).await.body;
    assert_eq!(second.matches(">Verzending-").count(), 5);
    assert!(second.contains(">Verzending-00<"));
}

#[tokio::test]
async fn t3_the_log_says_in_words_who_did_what() {
    let house = House::open().await;
    let id = sending(&house, "Nieuwsbrief 6", SendingState::Open, &[]).await;
    let approver = house.signed_in_as(&[Role::Approver]).await;
    house.sql("UPDATE members SET name = 'Marieke Voorbeeld'").await;
    approver.post(&format!("/beheer/verzendingen/{id}/pauzeren"), &[]).await;
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    let page = administrator.get("/beheer/logboek").await.body;
    let (_, page) = page.split_once("<tbody").unwrap();
    assert!(page.contains("Marieke Voorbeeld") && page.contains("Pauzeerde een verzending"), "{page}");
    assert_eq!(approver.get("/beheer/logboek").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn wf_hostile_addresses_of_the_desk_are_pages_not_errors() {
    let house = House::open().await;
    let visitor = house.signed_in_as(&[Role::Administrator, Role::Approver]).await;
    let odd = [
        "/beheer/verzendingen/0",
        "/beheer/verzendingen/-1",
        "/beheer/verzendingen/x",
        "/beheer/verzendingen/9223372036854775808",
    ];
    for path in odd {
        assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(visitor.get("/beheer/verzendingen?voor=x").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(visitor.get("/beheer/logboek?voor=-5").await.status, StatusCode::OK);
}

#[tokio::test]
async fn t3_a_list_of_sendings_counts_only_what_runs() {
    let house = House::open().await;
    let visitor = house.signed_in_as(&[]).await;
    let states = [DeliveryState::Accepted, DeliveryState::Accepted, DeliveryState::Refused];
    let over = sending(&house, "Afgerond", SendingState::Closed, &states).await;
    let running = sending(&house, "Bezig", SendingState::Open, &states).await;
    let totals = "SELECT COUNT(*) FROM sending_totals";
    house.wait(minutes(59));
    samenspraak::delivery::keep_totals(&house.app).await.unwrap();
    assert_eq!(house.number(totals).await, 0, "what became of a mail may still be told");
    let before = visitor.get("/beheer/verzendingen").await.body;
    house.wait(minutes(2));
    samenspraak::delivery::keep_totals(&house.app).await.unwrap();
    samenspraak::delivery::keep_totals(&house.app).await.unwrap();
    assert_eq!(house.number(totals).await, 2, "two states of one sending, once");
    assert_eq!(visitor.get("/beheer/verzendingen").await.body, before, "the totals say what counting said");
    // The negative control: with other totals the page says something else, so it reads them and counts no ledger.
    house.sql("UPDATE sending_totals SET many = 4321 WHERE state = 'accepted'").await;
    assert!(visitor.get("/beheer/verzendingen").await.body.contains("4.321"));
    assert!(over != running);
    house
        .sql(&format!("INSERT INTO sending_totals (sending_id, state, many) VALUES ({running}, 'accepted', 8765)"))
        .await;
    assert!(!visitor.get("/beheer/verzendingen").await.body.contains("8.765"), "what runs is counted");
}
