//! Mail goes over TLS to who proves to be the relay, and to nobody else.

use std::time::Duration;

use samenspraak::app::App;
use samenspraak::delivery;
use samenspraak::mail::{Relay, Security, Tls};
use samenspraak::store::tables::states::OnUncertain;
use tokio::sync::watch;

use crate::authority::{Authority, Beginning, Front};
use crate::delivering::{by, open, opening, people, progress, relay};
use crate::house::House;
use crate::sink::{Sink, Start};

/// A house whose mail goes to a port under the name `localhost`. A handshake may take long on a busy machine.
fn encrypted(house: &House, port: u16, security: Security, tls: Tls) -> App {
    let patience = Duration::from_secs(10);
    by(house, Relay { host: "localhost".to_owned(), security, tls, patience, ..relay(port) })
}

/// What came of a sending to five people: how many mails arrived, how many wait, and how often it was tried.
async fn outcome(sink: &Sink, port: u16, security: Security, tls: Tls) -> (usize, i64, i64) {
    let house = House::open().await;
    people(&house, 5).await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let app = encrypted(&house, port, security, tls);
    let (stop, stopping) = watch::channel(false);
    let engine = tokio::spawn(delivery::run(app.clone(), stopping));
    // A relay that cannot be trusted is one that cannot be reached: mail waits, and this ends with the trouble.
    for _ in 0..3_000 {
        if progress(&house, id).await.open == 0 || delivery::all_down(&app).await.unwrap() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.send(true).unwrap();
    engine.await.unwrap().unwrap();
    let attempts = house.number("SELECT CAST(SUM(attempts) AS BIGINT) FROM deliveries").await;
    (sink.count(), progress(&house, id).await.open, attempts)
}

#[tokio::test(flavor = "multi_thread")]
async fn d42_mail_goes_over_tls_from_the_first_byte() {
    let authority = Authority::found();
    let sink = Start::polite().start().await;
    let front = Front::before(sink.port, authority.acceptor("localhost", false), Beginning::AtOnce).await;
    let tls = Tls::trusting([authority.certificate()]).unwrap();
    assert_eq!(outcome(&sink, front.port, Security::Implicit, tls).await, (5, 0, 5));
}

#[tokio::test(flavor = "multi_thread")]
async fn d42_starttls_says_our_name_in_the_open_and_nothing_else() {
    let authority = Authority::found();
    let sink = Start::polite().start().await;
    let front = Front::before(sink.port, authority.acceptor("localhost", false), Beginning::Asked).await;
    let tls = Tls::trusting([authority.certificate()]).unwrap();
    assert_eq!(outcome(&sink, front.port, Security::Required, tls).await, (5, 0, 5));
    let mut said: Vec<String> = front.said_in_the_open().lines().map(str::to_owned).collect();
    said.sort();
    said.dedup();
    assert_eq!(said, ["EHLO samenspraak.example", "STARTTLS"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn d42_what_came_before_the_handshake_is_not_believed() {
    let authority = Authority::found();
    let sink = Start::polite().start().await;
    let front = Front::before(sink.port, authority.acceptor("localhost", false), Beginning::Pushed).await;
    let tls = Tls::trusting([authority.certificate()]).unwrap();
    assert_eq!(outcome(&sink, front.port, Security::Required, tls).await, (0, 5, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn d42_who_does_not_prove_to_be_the_relay_gets_no_mail_and_nobody_loses_theirs() {
    let (ours, other) = (Authority::found(), Authority::found());
    let trusted = || Tls::trusting([ours.certificate()]).unwrap();
    for (what, acceptor, tls) in [
        ("another name", ours.acceptor("relay.elders.example", false), trusted()),
        ("another authority", other.acceptor("localhost", false), trusted()),
        ("a certificate that ended", ours.acceptor("localhost", true), trusted()),
        ("the authorities of this machine", ours.acceptor("localhost", false), Tls::default()),
    ] {
        let sink = Start::polite().start().await;
        let front = Front::before(sink.port, acceptor, Beginning::AtOnce).await;
        assert_eq!(outcome(&sink, front.port, Security::Implicit, tls).await, (0, 5, 0), "{what}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn d42_a_relay_without_starttls_gets_no_mail_when_it_is_required() {
    let authority = Authority::found();
    let sink = Start::polite().start().await;
    let tls = Tls::trusting([authority.certificate()]).unwrap();
    assert_eq!(outcome(&sink, sink.port, Security::Required, tls).await, (0, 5, 0));
}
