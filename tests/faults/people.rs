//! What people do while a sending runs: they leave, staff pause it, and somebody's row can never become a mail.

use std::collections::BTreeSet;
use std::time::Duration;

use samenspraak::base::id::{PersonId, SendingId};
use samenspraak::delivery::{self, Scope, Steered};
use samenspraak::store::tables::states::{HaltReason, OnUncertain, SendingState};

use crate::knobs::moments;
use crate::outside::Browser;
use crate::prepared::{Prepared, arrivals, number_of, readers_of};
use crate::sink::{Arrived, Start};

/// The path of the one-click link of a mail (RFC 8058).
fn one_click(mail: &Arrived) -> String {
    let rest = mail.body.split_once("List-Unsubscribe: <http://samenspraak.example").unwrap().1;
    rest.split('>').next().unwrap().to_owned()
}

/// The state of one person's row.
async fn is_closed_for(house: &Prepared, id: SendingId, address: &str) -> bool {
    house.rows(id, &format!("p.address = '{address}' AND d.state IN ('pending', 'retry', 'claimed')")).await == 0
}

#[tokio::test(flavor = "multi_thread")]
async fn d03_whoever_leaves_or_is_suppressed_while_it_runs_gets_nothing_more() {
    let (random, _) = moments();
    let house = Prepared::with(2_000).await;
    let first = Start::polite().keeping(4_000).start().await;
    let earlier = house.open(OnUncertain::Resend, None).await;
    let served = house.serve(&first);
    house.wait_closed(earlier).await;
    assert!(served.stop().await);

    let sink = Start::polite().keeping(2_000).slow(Duration::from_millis(50)).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let served = house.serve(&sink);
    arrivals(&sink, 20).await;
    let mails = first.arrived();
    let mut leavers = BTreeSet::new();
    for _ in 0..80 {
        let mail = &mails[usize::try_from(random.below(mails.len() as u64)).unwrap()];
        let fields = [("List-Unsubscribe", "One-Click")];
        let reply = Browser::default().post(served.port, &one_click(mail), &fields).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        assert!(is_closed_for(&house, id, &mail.to).await, "{} left and still has an open row", mail.to);
        leavers.insert(mail.to.clone());
    }
    for _ in 0..40 {
        let number = random.below(2_000);
        let address = format!("lezer{number}@voorbeeld.example");
        let person = house.number(&format!("SELECT id FROM people WHERE address = '{address}'")).await;
        let tx = house.app.store.begin_write().await.unwrap();
        let now = house.app.clock.now();
        delivery::withdraw(&tx, PersonId(person), Scope::EveryPublication, now).await.unwrap();
        tx.commit().await.unwrap();
        assert!(is_closed_for(&house, id, &address).await);
        leavers.insert(address);
    }
    assert_eq!(house.progress(id).await.state, SendingState::Open, "it still ran when the last one left");
    house.wait_closed(id).await;
    assert!(served.stop().await);
    let spared = house.addresses(id, "d.state = 'suppressed'").await;
    assert!(spared.is_subset(&leavers) && spared.len() > 40, "{} of {} were in time", spared.len(), leavers.len());
    let account = house.account_without(id, &sink.tally(), &spared).await;
    account.settle("D3-left", &format!("2,000 mails, {} people left in mid-sending", leavers.len()));
    assert_eq!((account.repeated, account.uncertain), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn d09_paused_and_resumed_again_and_again_it_stands_still_and_loses_nobody() {
    let (random, _) = moments();
    let house = Prepared::with(3_000).await;
    let sink = Start::polite().keeping(2_000).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let served = house.serve(&sink);
    let mut pauses = 0;
    for _ in 0..6 {
        let at = readers_of(&sink).len() + usize::try_from(random.below(500)).unwrap();
        while readers_of(&sink).len() < at.min(2_900) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        if pause(&house, id).await == Steered::TooLate {
            break;
        }
        pauses += 1;
        while house.rows(id, "d.state = 'submitting'").await > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let stands_at = readers_of(&sink).len();
        house.see_a_round(&sink).await;
        assert_eq!(readers_of(&sink).len(), stands_at, "it stands still");
        assert_eq!(house.rows(id, "d.state = 'accepted'").await, stands_at, "the ledger knows how far it is");
        let tx = house.app.store.begin_write().await.unwrap();
        delivery::resume(&tx, &house.app, id).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert!(pauses > 0, "it was paused in the middle");
    house.wait_closed(id).await;
    assert!(served.stop().await);
    let account = house.account_of(id, &readers_of(&sink)).await;
    account.settle("D9-pause", &format!("3,000 mails, paused and resumed {pauses} times"));
    assert_eq!((account.repeated, account.uncertain), (0, 0));
}

async fn pause(house: &Prepared, id: SendingId) -> Steered {
    let tx = house.app.store.begin_write().await.unwrap();
    let steered = delivery::pause(&tx, &house.app, id, HaltReason::ByHand).await.unwrap();
    tx.commit().await.unwrap();
    steered
}

/// Addresses and names that no form lets through: as if another program had written them.
const POISON: [(&str, &str); 7] = [
    ("geen-adres", "Zonder"),
    ("a@voorbeeld.example>\r\nRCPT TO:<ander@voorbeeld.example", "Invoeger"),
    ("", "Leeg"),
    ("lezer@", "Half"),
    ("zoë@voorbeeld.example", "Zoë"),
    ("@voorbeeld.example", "Zonder naam"),
    ("twee@at@voorbeeld.example", "Dubbel"),
];

#[tokio::test(flavor = "multi_thread")]
async fn d04_a_poison_recipient_is_refused_alone_and_no_connection_dies_of_it() {
    let house = Prepared::with(300).await;
    let names = [
        "Zoë\r\nBcc: ander@voorbeeld.example\r\n\r\nLees dit",
        "\u{f8f0}unsubscribe\u{f8f1}",
        "\u{202e}\u{7f}\u{1b}[2J",
    ];
    for (at, name) in names.into_iter().map(str::to_owned).chain(["é".repeat(200_000)]).enumerate() {
        let name = name.replace('\'', "''");
        house
            .sql(&format!("UPDATE people SET name = '{name}' WHERE address = 'lezer{}@voorbeeld.example'", at * 50))
            .await;
    }
    let now = house.app.clock.now().0;
    let long = format!("{}@voorbeeld.example", "x".repeat(400));
    for (at, (address, name)) in POISON.into_iter().chain([(long.as_str(), "Lang")]).enumerate() {
        house
            .sql(&format!(
                "INSERT INTO people (address, address_key, name, language, epoch, created_at)
                 VALUES ('{address}', 'gif{at}', '{name}', 'nl', 0, {now})"
            ))
            .await;
    }
    let poisoned = "SELECT id, 1, 'import', 1 FROM people WHERE address_key LIKE 'gif%'";
    house.sql(&format!("INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at) {poisoned}")).await;
    let sink = Start::polite().start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let served = house.serve(&sink);
    house.wait_closed(id).await;
    assert!(served.stop().await);
    let clear = "d.state = 'refused' AND d.class IN ('bad-address', 'address-needs-smtputf8')";
    assert_eq!(house.rows(id, clear).await, POISON.len() + 1);
    assert!(sink.connections() <= 12, "{} connections: none died", sink.connections());
    assert!(sink.arrived().iter().all(|mail| !head_of(mail).contains("Bcc:")), "no name becomes a header");
    let account = house.account_of(id, &sink.tally()).await;
    account.settle("D4-poison", "300 mails and eight recipients that no mail can be written to");
    assert_eq!((account.repeated, account.uncertain), (0, 0));
    assert!(sink.arrived().iter().all(|mail| number_of(&mail.to) < 300));
}

fn head_of(mail: &Arrived) -> &str {
    mail.body.split("\r\n\r\n").next().unwrap()
}
