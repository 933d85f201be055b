//! Kill -9 at random moments, and SIGTERM: who was being written to is uncertain, nobody else is touched.

use std::time::Duration;

use samenspraak::delivery::{self, Missed};
use samenspraak::store::tables::states::OnUncertain;
use samenspraak::subscribers;

use crate::account::Account;
use crate::knobs::{either, figure, moments};
use crate::prepared::{Prepared, arrivals};
use crate::sink::{Reaction, Start};

const READERS: usize = 5_000;

/// Ten connections of depth eight: at most so many mails are in flight.
const IN_FLIGHT: usize = 10 * 8;

#[tokio::test(flavor = "multi_thread")]
async fn d04_killed_at_random_moments_nobody_is_missing_and_whoever_has_it_twice_was_called_uncertain() {
    let (random, seed) = moments();
    let kills = either(10, 50);
    let house = Prepared::with(READERS).await;
    let sink = Start::polite().keeping(2_000).start().await;
    let (mut done, mut begun, mut times_uncertain) = (0, 0, 0);
    let mut whole = Account::default();
    while done < kills {
        let id = house.open(OnUncertain::Resend, None).await;
        begun += 1;
        let before = sink.count();
        let mut at = before;
        while done < kills {
            // Somewhere in the next tenth of the sending, and then somewhere between two mails.
            at += usize::try_from(random.below(READERS as u64 / 5)).unwrap();
            if at >= before + READERS * 9 / 10 {
                break;
            }
            let served = house.serve(&sink);
            arrivals(&sink, at).await;
            tokio::time::sleep(Duration::from_micros(random.below(20_000))).await;
            served.kill();
            let marked = house.rows(id, "d.state = 'submitting'").await;
            assert!(marked <= IN_FLIGHT, "{marked} rows are uncertain after one kill");
            times_uncertain += marked;
            if house.progress(id).await.open == 0 {
                break;
            }
            done += 1;
            at = at.max(sink.count());
            house.let_leases_end().await;
        }
        let served = house.serve(&sink);
        house.wait_closed(id).await;
        assert!(served.stop().await);
        let one = house.account_of(id, &sink.tally()[before..]).await;
        assert!(one.faults().is_empty(), "{:#?} with FAULTS_SEED={seed}", one.faults());
        whole.repeated += one.repeated;
    }
    let story = format!("{begun} sendings of {READERS} killed at random moments, seed {seed}");
    figure("D4-kills", done, "kills", &story);
    whole.settle_within("D4-kill", &story, times_uncertain);
}

#[tokio::test(flavor = "multi_thread")]
async fn d05_stopped_again_and_again_nobody_is_missing_and_nobody_has_it_twice() {
    let (random, _) = moments();
    let house = Prepared::with(READERS).await;
    let sink = Start::polite().keeping(2_000).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let mut stops = 0;
    while house.progress(id).await.open > 0 {
        let at = sink.count() + usize::try_from(random.below(1_500)).unwrap();
        let mut served = house.serve(&sink);
        while sink.count() < at.min(READERS) && served.is_alive() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        assert!(served.stop().await, "it stops within ten seconds, and well");
        stops += 1;
        assert_eq!(house.rows(id, "d.state = 'submitting'").await, 0, "nothing is in flight any more");
    }
    let served = house.serve(&sink);
    house.wait_closed(id).await;
    assert!(served.stop().await);
    let story = format!("{READERS} mails with {stops} times SIGTERM");
    let account = house.account_of(id, &sink.tally()).await;
    account.settle("D5-stop", &story);
    assert_eq!((account.repeated, account.uncertain), (0, 0), "what was in flight was finished");
}

#[tokio::test(flavor = "multi_thread")]
async fn d05_d13_what_hangs_when_it_stops_is_uncertain_and_is_sent_again_on_request() {
    let house = Prepared::with(1_000).await;
    let hang = |to: &str, before| match to {
        "lezer100@voorbeeld.example" | "lezer200@voorbeeld.example" if before == 0 => Reaction::KeepAndHang,
        _ => Reaction::Accept,
    };
    let sink = Start::polite().keeping(2_000).with(hang).start().await;
    let id = house.open(OnUncertain::Hold, None).await;
    let served = house.serve(&sink);
    // All but what waits behind the two that hang.
    house.wait_until(id, "all but what hangs", |now| now.open <= 2 * 8).await;
    assert!(served.stop().await, "it does not wait for a relay that hangs");
    let uncertain = house.uncertain(id).await;
    assert!(uncertain.contains("lezer100@voorbeeld.example") && uncertain.contains("lezer200@voorbeeld.example"));
    let served = house.serve(&sink);
    house.wait_closed(id).await;
    assert!(served.stop().await);
    let held = house.addresses(id, "d.state = 'uncertain'").await;
    assert_eq!(held.len() + house.rows(id, "d.state = 'accepted'").await, 1_000, "held ones wait for a person");
    assert!(held.len() <= 2 * 8, "only what the two connections had");
    let before = house.account_of(id, &sink.tally()).await;
    assert!(before.missing.is_subset(&held) && before.repeated == 0, "{before:?}");

    // D13: the person decides to send it to them again.
    let tx = house.app.store.begin_write().await.unwrap();
    let again = subscribers::reachable(house.publication, house.app.clock.now());
    let reopened = delivery::reopen(&tx, &house.app, id, &[Missed::Uncertain], again).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(reopened, Some(held.len() as u64));
    let served = house.serve(&sink);
    house.wait_closed(id).await;
    assert!(served.stop().await);
    let account = house.account_of(id, &sink.tally()).await;
    account.settle("D5-hang", "1,000 mails, stopped while the relay hangs after two, and sent again on request");
}
