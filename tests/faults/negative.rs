//! The check itself, checked: a mail lost, a reader struck from the ledger, and a second copy do not go unseen.

use samenspraak::store::tables::states::OnUncertain;

use crate::prepared::Prepared;
use crate::sink::Start;

const READERS: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn d04_the_check_sees_a_lost_mail_a_lost_row_and_a_second_copy() {
    let house = Prepared::with(READERS).await;
    let sink = Start::polite().start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let served = house.serve(&sink);
    house.wait_closed(id).await;
    let honest = sink.tally();
    assert_eq!(house.account_of(id, &honest).await.faults(), Vec::<String>::new());

    sink.forget(|mail| mail.to == "lezer7@voorbeeld.example");
    let lost = house.account_of(id, &sink.tally()).await;
    assert_eq!(lost.missing.iter().collect::<Vec<_>>(), ["lezer7@voorbeeld.example"]);
    assert!(!lost.faults().is_empty());

    let twice: Vec<_> = honest.iter().chain(&honest[..1]).cloned().collect();
    let repeated = house.account_of(id, &twice).await;
    assert!(repeated.repeated == 1 && repeated.silently.len() == 1 && !repeated.faults().is_empty());

    let mut other = honest.clone();
    other.push((honest[0].0.clone(), "<another@centrum.example>".to_owned()));
    assert_eq!(house.account_of(id, &other).await.unlike.len(), 1);
    assert!(served.stop().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_the_check_sees_a_row_that_vanished_while_the_sending_ran() {
    let house = Prepared::with(READERS).await;
    let sink = Start::polite().start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let last = "SELECT MAX(person_id) FROM deliveries";
    house.sql(&format!("DELETE FROM deliveries WHERE sending_id = {id} AND person_id = ({last})")).await;
    let served = house.serve(&sink);
    house.wait_closed(id).await;
    assert!(served.stop().await);
    let account = house.account_of(id, &sink.tally()).await;
    assert_eq!(account.missing.len(), 1);
    assert!(!account.faults().is_empty(), "the very check of the other stories fails");
}
