//! A relay that keeps a mail and never says so.
//!
//! The story lasts as long as our patience with a relay, so it is the first in the alphabet and the others run beside it.

use samenspraak::store::tables::states::OnUncertain;

use crate::prepared::{Prepared, number_of};
use crate::sink::{Reaction, Start};

#[tokio::test(flavor = "multi_thread")]
async fn d04_a_relay_that_keeps_the_mail_and_hangs_makes_it_uncertain() {
    let house = Prepared::with(2_000).await;
    let hang = |to: &str, before| match number_of(to) {
        500 | 1_000 | 1_500 if before == 0 => Reaction::KeepAndHang,
        700 | 1_200 if before == 0 => Reaction::KeepAndClose,
        _ => Reaction::Accept,
    };
    let sink = Start::polite().keeping(2_000).with(hang).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let served = house.serve(&sink);
    // A minute of patience is the product's own.
    house.wait_until(id, "out of patience", |now| now.open == 0).await;
    house.to_the_end(id).await;
    assert!(served.stop().await);
    let account = house.account_of(id, &sink.tally()).await;
    account.settle("D4-hang", "2,000 mails, the relay keeps five of them and hangs or closes");
    assert_eq!((account.repeated, account.uncertain), (5, 5));
}
