//! Once more to whoever missed a letter, what stays uncertain, and the ledger as a file. Counted at the sink.

use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Reader as _, Xlsx, open_workbook_from_rs};
use samenspraak::base::id::SendingId;
use samenspraak::store::tables::states::{OnUncertain, Role, SendingState};

use crate::delivering::{open, opening, people, progress, run_until, with_relay};
use crate::house::{House, Visitor};
use crate::sink::{Reaction, Start};

/// Readers of the newsletter, all with a subscription.
async fn readers(house: &House, count: usize) {
    people(house, count).await;
    house
        .sql(
            "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at)
             SELECT people.id, publications.id, 'form', 0 FROM people, publications
             WHERE people.address_key LIKE 'lezer%' AND publications.slug = 'nieuwsbrief'",
        )
        .await;
}

/// A sending to ten readers of which 0 is refused for a full mailbox, 1 does not exist, and 2 stays uncertain.
async fn sent_with_losses(house: &House) -> SendingId {
    readers(house, 10).await;
    let sink = Start::polite()
        .with(|to, _| match to {
            "lezer0@voorbeeld.example" => Reaction::RefuseRecipient("552 5.2.2 mailbox full"),
            "lezer1@voorbeeld.example" => Reaction::RefuseRecipient("550 5.1.1 no such user"),
            "lezer2@voorbeeld.example" => Reaction::KeepAndClose,
            _ => Reaction::Accept,
        })
        .start()
        .await;
    let id = open(house, &opening(house, OnUncertain::Hold).await).await;
    let end = run_until(house, with_relay(house, sink.port), id, |now| now.state == SendingState::Closed).await;
    assert_eq!((end.accepted, end.refused, end.uncertain), (7, 2, 1));
    id
}

async fn approver(house: &House) -> Visitor {
    house.signed_in_as(&[Role::Approver]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn d13_whoever_missed_it_gets_it_again_and_nobody_else() {
    let house = House::open().await;
    let id = sent_with_losses(&house).await;
    let (staff, page) = (approver(&house).await, format!("/beheer/verzendingen/{id}"));
    let asked = staff.get(&format!("{page}/opnieuw")).await.body;
    assert!(asked.contains("Mailbox vol (1)") && asked.contains("Onzeker of het aankwam (1)"), "{asked}");
    assert!(!asked.contains("Geweigerd door hun mailserver"), "an address that does not exist is not tried again");
    let nobody = staff.post(&format!("{page}/opnieuw"), &[]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = staff.post(&format!("{page}/opnieuw"), &[("whom", "full"), ("whom", "uncertain")]).await;
    assert_eq!(sent.location(), format!("{page}?opnieuw=2"));
    let sink = Start::polite().start().await;
    let end = run_until(&house, with_relay(&house, sink.port), id, |now| now.state == SendingState::Closed).await;
    let mut to: Vec<_> = sink.arrived().into_iter().map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to, ["lezer0@voorbeeld.example", "lezer2@voorbeeld.example"]);
    assert_eq!((end.accepted, end.refused, end.uncertain), (9, 1, 0));
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE class = 'repeated'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d13_whoever_left_since_gets_nothing() {
    let house = House::open().await;
    let id = sent_with_losses(&house).await;
    house.sql("UPDATE subscriptions SET withdrawn_at = 1, withdrawn_through = 'page'").await;
    let page = format!("/beheer/verzendingen/{id}");
    let sent = approver(&house).await.post(&format!("{page}/opnieuw"), &[("whom", "full")]).await;
    assert_eq!(sent.location(), format!("{page}?opnieuw=0"));
    assert_eq!(progress(&house, id).await.state, SendingState::Closed);
}

#[tokio::test(flavor = "multi_thread")]
async fn d13_a_sending_that_was_stopped_for_good_is_not_opened_again() {
    let house = House::open().await;
    let id = sent_with_losses(&house).await;
    house.sql("UPDATE sendings SET state = 'cancelled' WHERE lane = 'bulk'").await;
    let page = format!("/beheer/verzendingen/{id}");
    let sent = approver(&house).await.post(&format!("{page}/opnieuw"), &[("whom", "full")]).await;
    assert_eq!(sent.location(), format!("{page}?te-laat=ja"));
    assert_eq!(progress(&house, id).await.refused, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_staff_see_the_uncertain_ones_and_may_leave_it_at_that() {
    let house = House::open().await;
    let id = sent_with_losses(&house).await;
    let (staff, page) = (approver(&house).await, format!("/beheer/verzendingen/{id}"));
    assert!(staff.get(&page).await.body.contains("Van 1 mail is onbekend of het aankwam"));
    let listed = staff.get(&format!("{page}?stand=onzeker")).await.body;
    assert!(listed.matches("@voorbeeld.example").count() == 1, "{listed}");
    staff.post(&format!("{page}/laat-zo"), &[]).await;
    assert!(!staff.get(&page).await.body.contains("onbekend of het aankwam"));
    assert_eq!(progress(&house, id).await.uncertain, 1, "the ledger still says what is known");
}

#[tokio::test(flavor = "multi_thread")]
async fn d13_the_ledger_can_be_taken_along_as_csv_and_xlsx_and_that_goes_on_record() {
    let house = House::open().await;
    let id = sent_with_losses(&house).await;
    house.sql("UPDATE deliveries SET receipt = '=1+1' WHERE class = 'full'").await;
    let (staff, page) = (approver(&house).await, format!("/beheer/verzendingen/{id}/export"));
    let csv = staff.post(&page, &[("kind", "csv")]).await;
    assert_eq!(csv.status, StatusCode::OK);
    let text = csv.body.trim_start_matches('\u{feff}').as_bytes();
    let mut lines = csv::ReaderBuilder::new().delimiter(b';').from_reader(text);
    let rows: Vec<_> = lines.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 10);
    let full = rows.iter().find(|row| &row[0] == "lezer0@voorbeeld.example").unwrap();
    assert_eq!((&full[1], &full[4], &full[5]), ("geweigerd", "de mailbox is vol", "'=1+1"));
    let xlsx = staff.post(&page, &[("kind", "xlsx")]).await;
    let name = xlsx.headers["content-disposition"].to_str().unwrap().to_owned();
    assert!(name.ends_with(".xlsx\""), "{name}");
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(xlsx.bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(sheet.height(), 11);
    let full = sheet.rows().find(|row| row[0] == "lezer0@voorbeeld.example").unwrap();
    assert_eq!(full[5], "'=1+1");
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'sending.export'").await, 2);
}
