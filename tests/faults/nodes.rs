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
