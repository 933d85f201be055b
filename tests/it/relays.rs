//! Relays: several, slow, dead and choosy ones. What counts is counted at the sinks.

use std::sync::Arc;
use std::time::Duration;

use samenspraak::app::App;
use samenspraak::delivery;
use samenspraak::mail::Outlets;
use samenspraak::settings::Settings;
use samenspraak::store::tables::states::{OnUncertain, Role, SendingState};

use crate::delivering::{open, opening, people, progress, run_until};
use crate::house::House;
use crate::sink::{Reaction, Start};

/// A house whose mail goes by these relays.
fn by(house: &House, relays: &str) -> App {
    App { outlets: Outlets::parse(relays, "samenspraak.example").unwrap(), ..house.app.clone() }
}

/// A port on which nobody listens now.
fn dead_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn with_settings(app: App, change: impl FnOnce(&mut Settings)) -> App {
    let mut settings = (*app.settings).clone();
    change(&mut settings);
    App { settings: Arc::new(settings), ..app }
}

#[tokio::test(flavor = "multi_thread")]
async fn d12_two_relays_share_a_sending_and_nobody_gets_two() {
    let house = House::open().await;
    people(&house, 200).await;
    let slow = || Start::polite().slow(Duration::from_millis(5)).start();
    let (one, two) = (slow().await, slow().await);
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = by(&house, &format!("{}?name=een&weight=3 {}?name=twee", one.url(), two.url()));
    let end = run_until(&house, app, id, |now| now.state == SendingState::Closed).await;
    assert_eq!((end.accepted, one.count() + two.count()), (200, 200));
    assert!(one.count() > two.count() && two.count() > 0, "{} and {}", one.count(), two.count());
}

#[tokio::test(flavor = "multi_thread")]
async fn d12_when_one_relay_is_dead_the_other_carries_everything() {
    let house = House::open().await;
    people(&house, 100).await;
    let alive = Start::polite().start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = by(&house, &format!("smtp://127.0.0.1:{}?name=dood {}?name=levend", dead_port(), alive.url()));
    let end = run_until(&house, app.clone(), id, |now| now.state == SendingState::Closed).await;
    assert_eq!((end.accepted, alive.count()), (100, 100));
    assert_eq!(
        house.number("SELECT CAST(MAX(attempts) AS BIGINT) FROM deliveries").await,
        1,
        "a dead relay costs nobody an attempt"
    );
    let relays = delivery::relays(&app).await.unwrap();
    assert!(relays[0].down.is_some() && relays[1].down.is_none(), "{relays:?}");
    assert!(!delivery::all_down(&app).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn d08_a_dead_relay_holds_the_mail_says_so_and_goes_on_by_itself() {
    let house = House::open().await;
    people(&house, 60).await;
    let port = dead_port();
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = by(&house, &format!("smtp://127.0.0.1:{port}?name=huis"));
    let later = tokio::spawn({
        let app = app.clone();
        async move {
            while !delivery::all_down(&app).await.unwrap() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            let words = delivery::relays(&app).await.unwrap().remove(0).down.unwrap().1;
            (words, Start::polite().start_on(port).await)
        }
    });
    let end = run_until(&house, app.clone(), id, |now| now.state == SendingState::Closed).await;
    let (words, sink) = later.await.unwrap();
    assert!(words.contains("cannot be reached"), "{words}");
    assert_eq!((end.accepted, sink.count()), (60, 60));
    assert_eq!(house.number("SELECT CAST(MAX(attempts) AS BIGINT) FROM deliveries").await, 1);
    assert!(!delivery::all_down(&app).await.unwrap());
}

#[tokio::test]
async fn d08_staff_see_that_mail_waits_for_the_mail_server() {
    let house = House::open().await;
    people(&house, 3).await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    house.deliver_all().await;
    house.sql("UPDATE relays SET is_down = TRUE, words = 'the relay did not answer in time'").await;
    house.sql("UPDATE sendings SET state = 'open' WHERE lane = 'bulk'").await;
    let staff = house.signed_in_as(&[Role::Approver]).await;
    let sending = staff.get(&format!("/beheer/verzendingen/{id}")).await.body;
    assert!(sending.contains("De mailserver is niet bereikbaar"), "{sending}");
    let relays = staff.get("/beheer/mailservers").await.body;
    assert!(relays.contains("the relay did not answer in time") && relays.contains("niet bereikbaar"), "{relays}");
}

#[tokio::test(flavor = "multi_thread")]
async fn d12_a_domain_goes_by_the_relay_that_its_rule_names() {
    let house = House::open().await;
    people(&house, 40).await;
    let (own, other) = (Start::polite().start().await, Start::polite().start().await);
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = by(&house, &format!("{}?name=eigen&from=centrum.example {}?name=ander", own.url(), other.url()));
    let end = run_until(&house, app, id, |now| now.state == SendingState::Closed).await;
    assert_eq!((end.accepted, own.count(), other.count()), (40, 40, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn d12_mail_that_no_relay_may_carry_is_held_and_says_so() {
    let house = House::open().await;
    people(&house, 5).await;
    let sink = Start::polite().start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = by(&house, &format!("{}?from=ander.example", sink.url()));
    let end = run_until(&house, app, id, |now| now.state == SendingState::Paused).await;
    assert_eq!((end.reason.as_str(), end.open, sink.count()), ("no-relay", 5, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn d11_a_rate_holds_over_a_restart_and_lets_waiting_letters_pass() {
    let house = House::open().await;
    people(&house, 100).await;
    let sink = Start::polite().start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = by(&house, &format!("{}?rate=1800&name=langzaam", sink.url()));
    // One minute of mails may go at once; the clock stands still.
    let first = run_until(&house, app.clone(), id, |now| now.accepted == 30).await;
    assert_eq!((first.accepted, sink.count()), (30, 30));
    let again = run_until(&house, app.clone(), id, |now| now.accepted > 30).await;
    assert_eq!(again.accepted, 30, "a restart gives nothing extra");
    house.wait(Duration::from_secs(20));
    let later = run_until(&house, app.clone(), id, |now| now.accepted >= 40).await;
    assert_eq!((later.accepted, sink.count()), (40, 40));
    house.post("/aanmelden", &[("address", "wachtende@voorbeeld.example"), ("publication", "nieuwsbrief")]).await;
    let before = sink.count();
    run_until(&house, app, id, |_| sink.count() > before).await;
    assert!(sink.arrived().iter().any(|mail| mail.to == "wachtende@voorbeeld.example"), "who waits is never behind");
    assert_eq!(progress(&house, id).await.accepted, 40);
}

#[tokio::test(flavor = "multi_thread")]
async fn d07_a_recipient_domain_gets_no_more_than_its_pace_and_others_go_on() {
    let house = House::open().await;
    people(&house, 60).await;
    house.sql("UPDATE people SET address = 'iemand' || id || '@ander.example' WHERE id % 3 = 0").await;
    let others = house.number("SELECT COUNT(*) FROM people WHERE address LIKE '%@ander.example'").await;
    let sink = Start::polite().start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = with_settings(by(&house, &sink.url()), |settings| settings.domain_rate = Some(60));
    // Ten seconds of mails to a domain may go at once; the clock stands still.
    let first = run_until(&house, app.clone(), id, |now| now.accepted == 20).await;
    assert_eq!(first.accepted, 20);
    let to = |domain: &str| sink.arrived().iter().filter(|mail| mail.to.ends_with(domain)).count();
    assert_eq!((to("@voorbeeld.example"), to("@ander.example")), (10, 10), "of {others} at the other domain");
    house.wait(Duration::from_secs(10));
    assert_eq!(run_until(&house, app.clone(), id, |now| now.accepted == 40).await.accepted, 40);
    house.wait(Duration::from_secs(10));
    assert_eq!(run_until(&house, app.clone(), id, |now| now.accepted == 50).await.accepted, 50);
    house.wait(Duration::from_secs(10));
    let end = run_until(&house, app, id, |now| now.state == SendingState::Closed).await;
    assert_eq!((end.accepted, sink.count()), (60, 60));
    assert_eq!(house.number("SELECT CAST(MAX(attempts) AS BIGINT) FROM deliveries").await, 1, "waiting is no attempt");
}

#[tokio::test(flavor = "multi_thread")]
async fn d08_many_refusals_hold_a_sending_and_staff_are_told_once() {
    let house = House::open().await;
    let approver = house.member(&[Role::Approver]).await;
    people(&house, 400).await;
    let sink =
        Start::polite().with(|_, _| Reaction::RefuseRecipient("550 5.7.1 your mail is not wanted")).start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = with_settings(by(&house, &sink.url()), |settings| settings.connections = 4);
    let end = run_until(&house, app, id, |now| now.state == SendingState::Paused).await;
    assert_eq!(end.reason, "refusals");
    assert!((50..150).contains(&end.refused) && end.open >= 250, "{end:?}");
    house.ring_all().await;
    house.ring_all().await;
    let address = house.number("SELECT COUNT(*) FROM sendings WHERE label = 'sending held'").await;
    assert_eq!(address, 1, "member {approver} is told once");
    let told = house.mails().await.into_iter().filter(|mail| mail.subject.contains("is stilgezet")).count();
    assert_eq!(told, 1);
}
