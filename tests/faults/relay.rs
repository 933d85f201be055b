//! A relay that misbehaves: dead for a while, busy, refusing, and cut off at any byte.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Duration;

use samenspraak::base::Random;
use samenspraak::base::id::SendingId;
use samenspraak::delivery::{self, Missed};
use samenspraak::store::tables::states::{OnUncertain, SendingState};
use samenspraak::subscribers;

use crate::knobs::{either, moments};
use crate::prepared::{Prepared, arrivals, number_of};
use crate::sink::{Reaction, Start};

/// Connections that a sending to many has.
const CONNECTIONS: usize = 10;

/// Asserts that all rows that wait for another attempt do so for about a back-off: their wait began since `began`.
async fn waits_are(house: &Prepared, id: SendingId, began: i64, minutes: i64) {
    let waits = format!("FROM deliveries WHERE sending_id = {id} AND state = 'retry'");
    let first = house.number(&format!("SELECT MIN(due_at) {waits}")).await;
    let last = house.number(&format!("SELECT MAX(due_at) {waits}")).await;
    let now = house.app.clock.now().0;
    assert!(first >= began + minutes * 60_000 && last <= now + minutes * 60_000, "{first} {last}");
}

#[tokio::test(flavor = "multi_thread")]
async fn d08_a_relay_that_is_dead_for_a_while_costs_nobody_their_mail() {
    let house = Prepared::with(5_000).await;
    let sink = Start::polite().keeping(2_000).start_on(crate::outside::free_port()).await;
    let id = house.open(OnUncertain::Resend, None).await;
    let began = house.app.clock.now().0;
    let served = house.serve(&sink);
    arrivals(&sink, 1_000).await;
    sink.go_down().await;
    house.wait_logged("the relay cannot be reached", 0).await;
    tokio::time::sleep(Duration::from_secs(either(2, 60))).await;
    sink.come_back().await;
    house.wait_until(id, "tried with everyone", |now| now.open == 0).await;
    let cut = house.rows(id, "d.state = 'retry'").await;
    assert!(cut <= CONNECTIONS * 8, "{cut} mails were under way when it died");
    if cut > 0 {
        waits_are(&house, id, began, 1).await;
    }
    house.to_the_end(id).await;
    assert_eq!(house.rows(id, "d.attempts > 2").await, 0, "a connection that is refused costs no attempt");
    assert!(served.stop().await);
    house.account_of(id, &sink.tally()).await.settle("D8-down", "5,000 mails, relay dead for a while");
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_a_relay_that_is_busy_at_its_banner_costs_no_attempt() {
    let house = Prepared::with(2_000).await;
    let busy = |number| {
        let is_busy = number < CONNECTIONS || number % 3 == 0;
        (if is_busy { "421 4.3.2 too busy" } else { "220 sink.example ready" }, None)
    };
    let sink = Start::polite().keeping(2_000).fate(busy).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let served = house.serve(&sink);
    house.wait_closed(id).await;
    assert!(served.stop().await);
    assert!(sink.connections() > CONNECTIONS, "the first ones were all refused");
    assert_eq!(house.rows(id, "d.attempts = 1").await, 2_000);
    let account = house.account_of(id, &sink.tally()).await;
    account.settle("D4-banner", "2,000 mails, banner 421 on the first connections and every third");
    assert_eq!((account.repeated, account.uncertain), (0, 0));
}

/// Every twentieth is told "later" twice, every hundredth does not exist, and as many have a full mailbox once.
fn moody(to: &str, before: usize) -> Reaction {
    match number_of(to) {
        number if number % 20 == 3 && before < 2 => Reaction::RefuseRecipient("451 4.7.1 greylisted, try later"),
        number if number % 100 == 7 => Reaction::RefuseRecipient("550 5.1.1 no such mailbox"),
        number if number % 100 == 57 && before == 0 => Reaction::RefuseMail("552 5.2.2 mailbox full"),
        _ => Reaction::Accept,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn d07_d13_later_is_later_never_is_never_and_the_full_get_it_on_request() {
    let house = Prepared::with(5_000).await;
    let sink = Start::polite().keeping(2_000).with(moody).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let mut began = house.app.clock.now().0;
    let served = house.serve(&sink);
    for minutes in [1, 5] {
        house.wait_until(id, "tried with everyone", |now| now.open == 0 && now.retrying == 250).await;
        assert_eq!(house.rows(id, "d.state = 'retry' AND d.class = 'later'").await, 250);
        waits_are(&house, id, began, minutes).await;
        began = house.app.clock.now().0;
        assert_eq!(house.let_waits_pass(id).await, 250);
        house.wait_until(id, "tried again", |now| now.retrying < 250 || now.state == SendingState::Closed).await;
        house.wait_until(id, "tried with everyone", |now| now.open == 0).await;
    }
    house.wait_closed(id).await;
    let gone = house.addresses(id, "d.state = 'refused' AND d.class = 'bad-address'").await;
    let full = house.addresses(id, "d.state = 'refused' AND d.class = 'full'").await;
    assert_eq!((gone.len(), full.len()), (50, 50));
    let refused: BTreeSet<_> = gone.union(&full).cloned().collect();
    let account = house.account_without(id, &sink.tally(), &refused).await;
    assert_eq!((account.faults(), account.repeated, account.uncertain), (Vec::new(), 0, 0));

    let tx = house.app.store.begin_write().await.unwrap();
    let again = subscribers::reachable(house.publication, house.app.clock.now());
    assert_eq!(delivery::reopen(&tx, &house.app, id, &[Missed::Full], again).await.unwrap(), Some(50));
    tx.commit().await.unwrap();
    house.wait_closed(id).await;
    assert!(served.stop().await);
    let account = house.account_without(id, &sink.tally(), &gone).await;
    account.settle("D7-refusals", "5,000 mails, 5 % 451 twice, 1 % 550, 1 % 552 and again on request");
    assert_eq!((account.repeated, account.uncertain), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_cut_off_at_any_byte_nobody_is_missing_and_nobody_has_it_twice_unsaid() {
    let (random, seed) = moments();
    let house = Prepared::with(2_000).await;
    let sink = Start::polite().keeping(2_000).fate(cut_at_random(random)).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let served = house.serve(&sink);
    house.to_the_end(id).await;
    assert!(served.stop().await);
    let account = house.account_of(id, &sink.tally()).await;
    let story = format!("2,000 mails, {} connections cut at a random byte, seed {seed}", sink.connections());
    account.settle_within("D4-cut", &story, sink.connections());
    assert!(sink.connections() > 50, "it was really cut: {story}");
}

fn cut_at_random(random: Random) -> impl Fn(usize) -> (&'static str, Option<usize>) + Send + Sync {
    let random = Mutex::new(random);
    move |_| {
        let bytes = 200 + random.lock().unwrap().below(60_000);
        ("220 sink.example ready", Some(usize::try_from(bytes).unwrap()))
    }
}
