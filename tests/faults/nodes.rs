//! Two processes on one PostgreSQL, and one of them dies.

use std::time::Duration;

use samenspraak::store::tables::states::OnUncertain;

use crate::clock::Moved;
use crate::prepared::{Prepared, arrivals};
use crate::sink::Start;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d04_of_two_nodes_one_is_killed_and_the_other_takes_over_after_the_lease() {
    let house = Prepared::with(5_000).await;
    assert!(house.app.store.file().is_none(), "two nodes share a server");
    let sink = Start::polite().keeping(2_000).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let (one, other) = (house.serve(&sink), house.serve(&sink));
    arrivals(&sink, 1_500).await;
    one.kill();
    let left = house.number("SELECT COUNT(*) FROM deliveries WHERE state IN ('claimed', 'submitting')").await;
    assert!(left > 0, "it died in the middle");
    // No shortcut: the other one waits until the lease of the dead one has ended by itself.
    house.wait_closed(id).await;
    assert!(other.stop().await);
    let account = house.account_of(id, &sink.tally()).await;
    account.settle("D4-nodes", "5,000 mails from two nodes, one killed");
    assert!(account.uncertain <= 10 * 8, "only what the dead one had in flight");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d04_two_nodes_share_a_sending_and_nobody_has_it_twice() {
    let house = Prepared::with(3_000).await;
    let sink = Start::polite().keeping(2_000).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let (one, other) = (house.serve(&sink), house.serve(&sink));
    house.wait_closed(id).await;
    assert!(one.stop().await && other.stop().await);
    let account = house.account_of(id, &sink.tally()).await;
    account.settle("D4-shared", "3,000 mails from two nodes");
    assert_eq!((account.repeated, account.uncertain), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d04_two_nodes_whose_clocks_are_an_hour_apart_take_nothing_from_each_other() {
    let house = Prepared::with(4_000).await;
    // Slow enough that each of them looks at the other many times.
    let sink = Start::polite().keeping(2_000).slow(Duration::from_millis(60)).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let (ahead, clock) = Moved::serve(&house, &sink);
    clock.to("+3600");
    let behind = house.serve(&sink);
    arrivals(&sink, 1_000).await;
    // And one of them jumps while rows are in its hands.
    clock.to("+7200");
    house.wait_closed(id).await;
    assert!(ahead.stop().await && behind.stop().await);
    let account = house.account_of(id, &sink.tally()).await;
    account.settle("D4-apart", "4,000 mails from two nodes whose clocks are an hour or two apart");
    assert_eq!((account.repeated, account.uncertain), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d04_a_node_that_slept_begins_with_nothing_that_was_taken_from_it() {
    let house = Prepared::with(2_000).await;
    let (first, second) = (Start::polite().keeping(2_000).start().await, Start::polite().keeping(2_000).start().await);
    let id = house.open(OnUncertain::Resend, None).await;
    // Each of its connections waits for the first answer, with seven more rows in hand.
    first.hold();
    let sleeper = house.serve(&first);
    let taken = "SELECT COUNT(*) FROM deliveries WHERE state = 'submitting'";
    until(async || first.held() == 10 && house.number(taken).await == 80).await;
    sleeper.freeze();
    let other = house.serve(&second);
    house.wait_closed(id).await;
    sleeper.wake();
    // It beats again, and only then learns what became of its mails.
    until(async || house.number("SELECT COUNT(*) FROM leases WHERE name LIKE 'worker:%'").await == 2).await;
    first.let_go();
    until(async || first.held() == 0).await;
    assert!(sleeper.stop().await && other.stop().await);
    assert_eq!(first.count(), 10, "what it still had in hand was sent by the other");
    let all: Vec<_> = first.tally().into_iter().chain(second.tally()).collect();
    let account = house.account_of(id, &all).await;
    account.settle("D4-asleep", "2,000 mails from two nodes, one asleep beyond its lease");
    assert_eq!(account.repeated, 10, "only what it had begun before");
}

/// Waits until something is so; panics after two minutes.
pub async fn until(is_so: impl AsyncFn() -> bool) {
    for _ in 0..6_000 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it never is");
}
