//! Nobody lost, nobody twice: the ledger against a relay that misbehaves. What counts is counted at the sink.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use samenspraak::app::App;
use samenspraak::base::clock::minutes;
use samenspraak::base::id::{PersonId, SendingId};
use samenspraak::base::{EmailAddress, Language};
use samenspraak::delivery::{self, Opening, Progress, Scope, Steered};
use samenspraak::mail::{Carrier, Letter, Outlets, Relay, Security};
use samenspraak::store::tables::people;
use samenspraak::store::tables::states::{HaltReason, OnUncertain, SendingState};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use tokio::sync::watch;

use crate::house::House;
pub use crate::letter::letter;
use crate::sink::{Reaction, Sink, Start};

/// A relay on a port of this machine, in the open, with patience short enough for a test.
pub fn relay(port: u16) -> Relay {
    Relay {
        host: "127.0.0.1".to_owned(),
        port,
        security: Security::None,
        login: None,
        patience: Duration::from_millis(1_500),
        greeting: "samenspraak.example".to_owned(),
        tls: samenspraak::mail::Tls::default(),
    }
}

/// A house whose mail goes by one relay.
pub fn by(house: &House, relay: Relay) -> App {
    App { outlets: Outlets::single(Carrier::Smtp(Arc::new(relay))), ..house.app.clone() }
}

/// A house whose mail goes to a sink.
pub fn with_relay(house: &House, port: u16) -> App {
    by(house, relay(port))
}

pub async fn people(house: &House, count: usize) -> Vec<PersonId> {
    let tx = house.app.store.begin_write().await.unwrap();
    let mut ids = Vec::new();
    for number in 0..count {
        let address = EmailAddress::parse(&format!("lezer{number}@voorbeeld.example")).unwrap();
        let person = samenspraak::people::meet(&tx, &address, Language::Dutch, house.clock().now()).await.unwrap();
        ids.push(person.id);
    }
    tx.commit().await.unwrap();
    ids
}

pub async fn open(house: &House, opening: &Opening) -> SendingId {
    let tx = house.app.store.begin_write().await.unwrap();
    let everyone = Query::select()
        .column(people::Column::Id)
        .from(people::Entity)
        .and_where(Expr::col(people::Column::AddressKey).like("lezer%"))
        .to_owned();
    let id = delivery::open(&tx, &house.app, opening, everyone).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub async fn opening(house: &House, on_uncertain: OnUncertain) -> Opening {
    Opening {
        label: "Nieuwsbrief 3".to_owned(),
        publication: Some(house.publication("nieuwsbrief").await),
        letters: vec![letter().freeze().unwrap()],
        on_uncertain,
        not_after: None,
    }
}

pub async fn progress(house: &House, id: SendingId) -> Progress {
    delivery::progress(house.app.store.read(), id).await.unwrap().unwrap()
}

/// Runs the engine until a condition holds, then stops it as SIGTERM would.
pub async fn run_until(house: &House, app: App, id: SendingId, enough: impl Fn(&Progress) -> bool) -> Progress {
    let (stop, stopping) = watch::channel(false);
    let engine = tokio::spawn(delivery::run(app, stopping));
    for _ in 0..1_500 {
        let now = progress(house, id).await;
        if enough(&now) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.send(true).unwrap();
    engine.await.unwrap().unwrap();
    progress(house, id).await
}

fn per_recipient(sink: &Sink) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for mail in sink.arrived() {
        *counts.entry(mail.to).or_insert(0) += 1;
    }
    counts
}

#[tokio::test(flavor = "multi_thread")]
async fn d01_everyone_gets_one_mail_and_the_sending_closes() {
    let house = House::open().await;
    people(&house, 120).await;
    let sink = Start::polite().start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let end = run_until(&house, with_relay(&house, sink.port), id, |now| now.state == SendingState::Closed).await;
    assert_eq!((end.accepted, end.total(), end.state), (120, 120, SendingState::Closed));
    let counts = per_recipient(&sink);
    assert_eq!(counts.len(), 120);
    assert!(counts.values().all(|count| *count == 1), "somebody got two");
    let ids: std::collections::HashSet<_> = sink.arrived().iter().map(super::sink::Arrived::message_id).collect();
    assert_eq!(ids.len(), 120, "a Message-ID of its own for each");
}

#[tokio::test]
async fn d01_a_person_named_twice_by_the_audience_has_one_row() {
    let house = House::open().await;
    people(&house, 3).await;
    let tx = house.app.store.begin_write().await.unwrap();
    let once = Query::select().column(people::Column::Id).from(people::Entity).to_owned();
    let twice = once.clone().union(sea_orm::sea_query::UnionType::All, once).to_owned();
    let opening = opening(&house, OnUncertain::Resend).await;
    let id = delivery::open(&tx, &house.app, &opening, twice).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(progress(&house, id).await.total(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn d03_whoever_leaves_in_mid_sending_gets_nothing() {
    let house = House::open().await;
    let ids = people(&house, 20).await;
    let sink = Start::polite().start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let tx = house.app.store.begin_write().await.unwrap();
    let scope = Scope::Publication(house.publication("nieuwsbrief").await);
    delivery::withdraw(&tx, ids[7], scope, house.clock().now()).await.unwrap();
    tx.commit().await.unwrap();
    let end = run_until(&house, with_relay(&house, sink.port), id, |now| now.state == SendingState::Closed).await;
    assert_eq!((end.accepted, end.suppressed), (19, 1));
    assert!(!per_recipient(&sink).contains_key("lezer7@voorbeeld.example"));
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_a_connection_lost_after_the_mail_is_uncertain_and_resent_with_the_same_message_id() {
    let house = House::open().await;
    people(&house, 10).await;
    let keep_first = |to: &str, before: usize| {
        if to.starts_with("lezer4@") && before == 0 { Reaction::KeepAndClose } else { Reaction::Accept }
    };
    let sink = Start::polite().with(keep_first).start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = with_relay(&house, sink.port);
    let middle = run_until(&house, app.clone(), id, |now| now.accepted == 9 && now.retrying == 1).await;
    assert_eq!((middle.accepted, middle.retrying), (9, 1));
    house.wait(minutes(2));
    let end = run_until(&house, app, id, |now| now.state == SendingState::Closed).await;
    assert_eq!(end.accepted, 10);
    let copies: Vec<_> = sink.arrived().into_iter().filter(|mail| mail.to.starts_with("lezer4@")).collect();
    assert_eq!(copies.len(), 2, "the relay had kept the first");
    assert_eq!(copies[0].message_id(), copies[1].message_id());
    let repeated = house.number("SELECT COUNT(*) FROM deliveries WHERE class = 'repeated'").await;
    assert_eq!(repeated, 1, "the report knows about the possible double");
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_a_publication_that_holds_uncertain_rows_leaves_them_to_a_person() {
    let house = House::open().await;
    people(&house, 5).await;
    let sink = Start::polite()
        .with(|to, _| if to.starts_with("lezer2@") { Reaction::KeepAndHang } else { Reaction::Accept })
        .start()
        .await;
    let id = open(&house, &opening(&house, OnUncertain::Hold).await).await;
    let end = run_until(&house, with_relay(&house, sink.port), id, |now| now.state == SendingState::Closed).await;
    assert_eq!((end.accepted, end.uncertain, end.state), (4, 1, SendingState::Closed));
    assert_eq!(sink.count(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_a_dead_relay_costs_nobody_an_attempt() {
    let house = House::open().await;
    people(&house, 8).await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = taken.local_addr().unwrap().port();
    drop(taken);
    let (stop, stopping) = watch::channel(false);
    let engine = tokio::spawn(delivery::run(with_relay(&house, port), stopping));
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(progress(&house, id).await.accepted, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE state = 'retry' OR class IS NOT NULL").await, 0);
    let sink = Start::polite().start_on(port).await;
    sink.wait_for(8).await;
    stop.send(true).unwrap();
    engine.await.unwrap().unwrap();
    assert_eq!(progress(&house, id).await.accepted, 8);
    assert_eq!(house.number("SELECT CAST(MAX(attempts) AS BIGINT) FROM deliveries").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d07_refusals_are_classified_and_later_means_later() {
    let house = House::open().await;
    people(&house, 6).await;
    let script = |to: &str, before: usize| match to.split('@').next().unwrap() {
        "lezer0" => Reaction::RefuseRecipient("550 5.1.1 <lezer0@voorbeeld.example> unknown"),
        "lezer1" => Reaction::RefuseMail("552 5.2.2 mailbox full"),
        "lezer2" if before == 0 => Reaction::RefuseRecipient("451 4.3.0 try later"),
        "lezer3" if before == 0 => Reaction::CloseInData,
        _ => Reaction::Accept,
    };
    let sink = Start::polite().with(script).start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = with_relay(&house, sink.port);
    let middle = run_until(&house, app.clone(), id, |now| now.open == 0).await;
    assert_eq!((middle.accepted, middle.refused, middle.retrying), (2, 2, 2));
    let classes = "SELECT COUNT(*) FROM deliveries WHERE class IN ('bad-address', 'full') AND state = 'refused'";
    assert_eq!(house.number(classes).await, 2);
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE receipt LIKE '%voorbeeld%'").await, 0);
    house.wait(minutes(2));
    let end = run_until(&house, app, id, |now| now.state == SendingState::Closed).await;
    assert_eq!((end.accepted, end.refused), (4, 2));
    assert!(per_recipient(&sink).values().all(|count| *count == 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn d07_after_two_days_of_later_a_delivery_is_refused() {
    let house = House::open().await;
    people(&house, 1).await;
    let sink = Start::polite().with(|_, _| Reaction::RefuseRecipient("451 4.3.0 try later")).start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = with_relay(&house, sink.port);
    run_until(&house, app.clone(), id, |now| now.retrying == 1).await;
    house.wait(Duration::from_hours(49));
    let end = run_until(&house, app, id, |now| now.state == SendingState::Closed).await;
    assert_eq!(end.refused, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE class = 'timed-out'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d09_pausing_is_exact_and_resuming_completes() {
    let house = House::open().await;
    people(&house, 300).await;
    let sink = Start::polite().slow(Duration::from_millis(5)).start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = with_relay(&house, sink.port);
    let (stop, stopping) = watch::channel(false);
    let engine = tokio::spawn(delivery::run(app.clone(), stopping));
    sink.wait_for(20).await;
    let steered = steer(&house, async |tx, app| delivery::pause(tx, app, id, HaltReason::ByHand).await.unwrap()).await;
    assert_eq!(steered, Steered::Done);
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    let held = sink.count();
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(sink.count(), held, "nothing leaves while it is paused");
    assert!(held < 300, "it was paused in the middle");
    assert_eq!(steer(&house, async |tx, app| delivery::resume(tx, app, id).await.unwrap()).await, Steered::Done);
    sink.wait_for(300).await;
    stop.send(true).unwrap();
    engine.await.unwrap().unwrap();
    assert!(per_recipient(&sink).values().all(|count| *count == 1));
    assert_eq!(progress(&house, id).await.accepted, 300);
}

#[tokio::test(flavor = "multi_thread")]
async fn d09_a_cancelled_sending_says_what_was_not_sent_and_cannot_resume() {
    let house = House::open().await;
    people(&house, 5).await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    assert_eq!(steer(&house, async |tx, app| delivery::cancel(tx, app, id).await.unwrap()).await, Steered::Done);
    assert_eq!(steer(&house, async |tx, app| delivery::resume(tx, app, id).await.unwrap()).await, Steered::TooLate);
    house.deliver_all().await;
    let end = progress(&house, id).await;
    assert_eq!((end.accepted, end.open, end.state), (0, 5, SendingState::Cancelled));
}

async fn steer(
    house: &House,
    act: impl AsyncFnOnce(&samenspraak::store::DatabaseTransaction, &App) -> Steered,
) -> Steered {
    let tx = house.app.store.begin_write().await.unwrap();
    let steered = act(&tx, &house.app).await;
    tx.commit().await.unwrap();
    steered
}

#[tokio::test(flavor = "multi_thread")]
async fn d10_after_its_latest_moment_nothing_goes_out() {
    let house = House::open().await;
    people(&house, 5).await;
    let late = Opening {
        not_after: Some(house.clock().now().minus(minutes(1))),
        ..opening(&house, OnUncertain::Resend).await
    };
    let id = open(&house, &late).await;
    house.deliver_all().await;
    let end = progress(&house, id).await;
    assert_eq!((end.state, end.reason.as_str(), end.accepted), (SendingState::Cancelled, "not-after", 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn d11_a_letter_that_someone_waits_for_is_never_behind_a_bulk_sending() {
    let house = House::open().await;
    people(&house, 400).await;
    let waiting = house.person("wacht@voorbeeld.example").await;
    let sink = Start::polite().slow(Duration::from_millis(20)).start().await;
    open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let (stop, stopping) = watch::channel(false);
    let engine = tokio::spawn(delivery::run(with_relay(&house, sink.port), stopping));
    sink.wait_for(20).await;
    let tx = house.app.store.begin_write().await.unwrap();
    let personal = Letter { list: None, ..letter() };
    delivery::post_later(&tx, &house.app, waiting, "Bevestiging", &personal).await.unwrap();
    tx.commit().await.unwrap();
    let before = sink.count();
    for _ in 0..200 {
        if per_recipient(&sink).contains_key("wacht@voorbeeld.example") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let between = sink.arrived().iter().position(|mail| mail.to.starts_with("wacht@")).expect("it arrived") - before;
    assert!(between < 60, "{between} mails went before it, of about 380");
    stop.send(true).unwrap();
    engine.await.unwrap().unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM letters WHERE frozen IS NULL").await, 1, "its body is erased");
}

#[tokio::test(flavor = "multi_thread")]
async fn d05_stopping_finishes_what_is_in_flight_and_loses_nothing() {
    let house = House::open().await;
    people(&house, 200).await;
    let sink = Start::polite().slow(Duration::from_millis(10)).start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = with_relay(&house, sink.port);
    let end = run_until(&house, app, id, |now| now.accepted > 20).await;
    assert_eq!(usize::try_from(end.accepted).unwrap(), sink.count(), "the ledger knows exactly what left");
    assert_eq!((end.uncertain, end.retrying), (0, 0));
}

#[tokio::test]
async fn d06_the_message_id_holds_no_address_and_is_equal_in_every_attempt() {
    let house = House::open().await;
    let one = delivery::message_id_of(&house.app, b"nonce", SendingId(3), PersonId(9));
    assert_eq!(one, delivery::message_id_of(&house.app, b"nonce", SendingId(3), PersonId(9)));
    assert_ne!(one, delivery::message_id_of(&house.app, b"nonce", SendingId(3), PersonId(10)));
    assert_ne!(one, delivery::message_id_of(&house.app, b"other", SendingId(3), PersonId(9)));
    assert!(one.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit()));
}

#[tokio::test(flavor = "multi_thread")]
async fn d22_the_return_path_names_its_delivery_and_cannot_be_forged() {
    let house = House::open().await;
    let ids = people(&house, 1).await;
    let sink = Start::polite().start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    run_until(&house, with_relay(&house, sink.port), id, |now| now.accepted == 1).await;
    let path = sink.arrived()[0].return_path.clone();
    assert!(path.split('@').next().unwrap().len() <= 64 && path == path.to_lowercase(), "{path}");
    assert_eq!(delivery::whose(&house.app, &path), Some((id, ids[0])));
    let token_end = path.find('@').unwrap();
    let mut forged = path.clone().into_bytes();
    forged[token_end - 1] = if forged[token_end - 1] == b'a' { b'e' } else { b'a' };
    assert_eq!(delivery::whose(&house.app, &String::from_utf8(forged).unwrap()), None);
    assert_eq!(delivery::whose(&house.app, "bounces+@x"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn m16_without_starttls_nothing_is_sent_when_tls_is_required() {
    let house = House::open().await;
    people(&house, 1).await;
    let sink = Start::polite().start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let carrier = Carrier::parse(&format!("{}?tls=required", sink.url()), "samenspraak.example").unwrap();
    let error = carrier.open().await.unwrap_err().to_string();
    assert!(error.contains("STARTTLS"), "{error}");
    assert_eq!((sink.count(), progress(&house, id).await.accepted), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn d23_an_address_that_needs_smtputf8_is_refused_clearly_where_the_relay_has_none() {
    let house = House::open().await;
    let tx = house.app.store.begin_write().await.unwrap();
    let address = EmailAddress::parse("lezerzoë@voorbeeld.example").unwrap();
    samenspraak::people::meet(&tx, &address, Language::Dutch, house.clock().now()).await.unwrap();
    tx.commit().await.unwrap();
    let sink = Start::polite().start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let end = run_until(&house, with_relay(&house, sink.port), id, |now| now.state == SendingState::Closed).await;
    assert_eq!(end.refused, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE class = 'address-needs-smtputf8'").await, 1);
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let sink = Start::polite().offering(&["PIPELINING", "SMTPUTF8", "8BITMIME"]).start().await;
    let end = run_until(&house, with_relay(&house, sink.port), id, |now| now.state == SendingState::Closed).await;
    assert_eq!((end.accepted, sink.count()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_without_pipelining_and_one_that_is_busy_are_served_too() {
    let house = House::open().await;
    people(&house, 15).await;
    let busy = Start::polite().greeting("421 4.3.2 too busy").start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    run_until(&house, with_relay(&house, busy.port), id, |_| busy.connections() > 2).await;
    assert_eq!(progress(&house, id).await.open, 15, "a busy relay costs nothing");
    let plain = Start::polite()
        .offering(&[])
        .with(
            |to, _| {
                if to.starts_with("lezer3@") { Reaction::RefuseRecipient("550 5.1.1 no") } else { Reaction::Accept }
            },
        )
        .start()
        .await;
    let end = run_until(&house, with_relay(&house, plain.port), id, |now| now.state == SendingState::Closed).await;
    assert_eq!((end.accepted, end.refused), (14, 1));
}

/// The negative control: with the mark taken away, a crash does lose somebody, and the count at the sink shows it.
#[tokio::test(flavor = "multi_thread")]
async fn the_harness_would_see_a_loss_and_a_double() {
    let sink = Sink::clone(&Start::polite().start().await);
    let counts = per_recipient(&sink);
    assert!(counts.is_empty());
    let lost = Arc::new(Mutex::new(0));
    let house = House::open().await;
    people(&house, 10).await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    // A row that is set to accepted without having been sent is what a wrong checkpoint does.
    house
        .sql("UPDATE deliveries SET state = 'accepted' WHERE person_id = (SELECT MIN(person_id) FROM deliveries)")
        .await;
    let end = run_until(&house, with_relay(&house, sink.port), id, |now| now.state == SendingState::Closed).await;
    *lost.lock().unwrap() += 10 - per_recipient(&sink).len();
    assert_eq!((*lost.lock().unwrap(), end.accepted), (1, 10), "our own counter is fooled, the sink is not");
}

#[tokio::test]
async fn d04_a_server_lets_no_transaction_of_ours_pause_or_wait_for_long() {
    let house = House::open().await;
    if house.app.store.file().is_some() {
        println!("SKIPPED: this is about PostgreSQL");
        return;
    }
    let told = "SELECT COUNT(*) WHERE current_setting('idle_in_transaction_session_timeout') = '1min'
         AND current_setting('lock_timeout') = '10s'";
    assert_eq!(house.number(told).await, 1);
    // And it counts audiences without compiling, in hash tables.
    let told = "SELECT COUNT(*) WHERE current_setting('jit') = 'off' AND current_setting('work_mem') = '32MB'";
    assert_eq!(house.number(told).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d02_a_result_counts_only_for_the_claim_that_it_is_of() {
    let house = House::open().await;
    house.ends_in_the_middle();
    people(&house, 2).await;
    let sink = Start::polite().start().await;
    sink.hold();
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let (stop, stopping) = watch::channel(false);
    let engine = tokio::spawn(delivery::run(with_relay(&house, sink.port), stopping));
    sink.wait_for(2).await;
    // One row was meanwhile taken over by another worker, and one declared uncertain.
    let taken = format!("person_id = (SELECT MIN(person_id) FROM deliveries WHERE sending_id = {})", id.0);
    house.sql(&format!("UPDATE deliveries SET worker = 'another', claim = 1 WHERE {taken}")).await;
    house
        .sql(&format!(
            "UPDATE deliveries SET state = 'uncertain', class = 'uncertain', settled_at = 1 WHERE NOT {taken}"
        ))
        .await;
    sink.let_go();
    stop.send(true).unwrap();
    engine.await.unwrap().unwrap();
    let theirs =
        "SELECT COUNT(*) FROM deliveries WHERE state = 'submitting' AND worker = 'another' AND receipt IS NULL";
    assert_eq!(house.number(theirs).await, 1, "what is another's is left alone");
    let learnt =
        "SELECT COUNT(*) FROM deliveries WHERE state = 'accepted' AND class = 'repeated' AND receipt IS NOT NULL";
    assert_eq!(house.number(learnt).await, 1, "who was uncertain learns the truth");
}
