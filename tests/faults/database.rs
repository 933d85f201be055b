//! The database goes away in mid-sending: mail waits, and what was said to the relay is written down afterwards.

use std::time::Duration;

use samenspraak::base::{Link, Purpose};
use samenspraak::returns;
use samenspraak::store::tables::states::OnUncertain;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::knobs::either;
use crate::lossy::{Harm, Lossy};
use crate::nodes::until;
use crate::outside::{Browser, Served, free_port};
use crate::prepared::{Prepared, arrivals};
use crate::server::{Server, Stopping};
use crate::sink::Start;

#[tokio::test(flavor = "multi_thread")]
async fn d04_a_file_that_another_writer_holds_makes_mail_wait_and_loses_nobody() {
    if crate::knobs::server().is_some() {
        println!("SKIPPED: this is about SQLite's file");
        return;
    }
    let house = Prepared::with(3_000).await;
    let sink = Start::polite().keeping(2_000).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let mut served = house.serve(&sink);
    arrivals(&sink, 500).await;
    let held = house.app.store.begin_write().await.unwrap();
    // Longer than the lease lasts: a process that could not say that it lives must find its way back.
    tokio::time::sleep(Duration::from_secs(either(32, 60))).await;
    held.rollback().await.unwrap();
    house.wait_closed(id).await;
    assert!(served.is_alive() && served.stop().await);
    house.account_of(id, &sink.tally()).await.settle("D4-locked", "3,000 mails, the file locked by another writer");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d04_a_server_that_restarts_and_is_gone_for_a_while_makes_mail_wait_and_loses_nobody() {
    let postgres = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let house = Prepared::in_folder(folder.path(), &postgres.url(), 5_000).await;
    let sink = Start::polite().keeping(2_000).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let mut served = house.serve(&sink);
    arrivals(&sink, 1_000).await;
    postgres.stop(Stopping::Fast);
    postgres.come_back();
    arrivals(&sink, 2_500).await;
    let logged = house.log().len();
    postgres.stop(Stopping::Immediate);
    house.wait_logged("the ledger cannot be written now", logged).await;
    tokio::time::sleep(Duration::from_secs(either(1, 35))).await;
    postgres.come_back();
    house.wait_closed(id).await;
    assert!(served.is_alive() && served.stop().await);
    let story = "5,000 mails, PostgreSQL restarted, then crashed and gone for a while";
    house.account_of(id, &sink.tally()).await.settle("D4-server", story);
}

/// A server that may only be read, as a standby is: said by the keeper's line and on the desk, and nothing is answered as done.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d04_a_server_that_may_only_be_read_is_said_and_answers_nothing_as_done() {
    let postgres = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let house = Prepared::in_folder(folder.path(), &postgres.url(), 10).await;
    let (_, mut staff) = house.staff().await;
    let sink = Start::polite().start().await;
    let served = house.serve(&sink);
    house.see_a_round(&sink).await;
    let logged = house.log().len();
    let person = house.number("SELECT id FROM people WHERE address = 'lezer1@voorbeeld.example'").await;
    let token = Link::token(&house.app.secrets, Purpose::Unsubscribe, person, house.publication.0, 0);
    let one_click = async |port: u16| {
        Browser::default().post(port, &format!("/afmelden/{token}"), &[("List-Unsubscribe", "One-Click")]).await
    };
    let gone = format!("SELECT COUNT(*) FROM subscriptions WHERE person_id = {person} AND withdrawn_at IS NOT NULL");
    postgres.set_read_only(true);
    let ready = Browser::default().get(served.port, "/readyz").await;
    assert_eq!(ready.status, 503);
    assert!(ready.body.contains("the database cannot be written"), "{}", ready.body);
    let desk = staff.get(served.port, "/beheer").await;
    assert!(desk.body.contains("Er kan nu niets worden bewaard"), "{} {}", desk.status, desk.body);
    let refused = one_click(served.port).await;
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert_eq!(house.number(&gone).await, 0);
    // Whoever stops it now is not told that something broke.
    assert!(served.stop().await, "it stops in time, and well:\n{}", house.log());
    postgres.set_read_only(false);
    let served = house.serve(&sink);
    house.see_a_round(&sink).await;
    assert_eq!(one_click(served.port).await.status, 200);
    assert_eq!(house.number(&gone).await, 1);
    let log = house.log()[logged..].to_owned();
    assert!(!log.contains("ERROR"), "what passes is no error: {log}");
    assert!(served.stop().await);
}

/// Nothing waits for a database without an end: pages, forms, doors, bells and the engine.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d04_a_server_that_falls_silent_leaves_nobody_waiting_and_nothing_standing() {
    let (house, wire, through) = behind(Harm::Silence { reaches_the_server: false }).await;
    let (member, staff) = house.staff().await;
    let key = returns::make_key(&house.app, member, "mailserver").await.unwrap();
    let person = house.number("SELECT id FROM people WHERE address = 'lezer1@voorbeeld.example'").await;
    let token = Link::token(&house.app.secrets, Purpose::Unsubscribe, person, house.publication.0, 0);
    let sink = Start::polite().keeping(2_000).start().await;
    let lmtp = free_port();
    let mut served = Served::start_with(&house.folder, &through, &sink.url(), |command| {
        command.env("SAMENSPRAAK_LMTP_BIND", format!("127.0.0.1:{lmtp}"));
    });
    house.see_a_round(&sink).await;
    let logged = house.log().len();
    wire.fall_silent(true);
    let one_click = format!("/afmelden/{token}");
    let asked = answered(served.port, lmtp, &staff, (&one_click, &key));
    tokio::time::timeout(Duration::from_mins(2), asked).await.unwrap();
    for said in ["the ledger cannot be written now", "the heartbeat was not written", "a bell waits for the database"] {
        house.wait_logged(said, logged).await;
    }
    wire.fall_silent(false);
    house.see_a_round(&sink).await;
    let ready = Browser::default().get(served.port, "/readyz").await;
    assert_eq!((ready.status, ready.body.as_str()), (200, "ready\n"));
    let log = house.log()[logged..].to_owned();
    assert!(!log.contains("ERROR"), "what passes is no error: {log}");
    assert!(served.is_alive() && served.stop().await);
}

/// Asks everything at once of a house whose database says nothing; each must be told so, people by a page.
async fn answered(port: u16, lmtp: u16, staff: &Browser, (one_click, key): (&str, &str)) {
    let page = async |who: &Browser, method: &str, path: &str| {
        let form = "application/x-www-form-urlencoded";
        let reply = who.clone().send_as(port, (method, path), form, "address=anna%40voorbeeld.example").await;
        assert_eq!(reply.status, 503, "{path}: {}", reply.body);
        assert!(
            reply.body.contains("Het lukt nu even niet") && reply.body.contains("</html>"),
            "{path}: {}",
            reply.body
        );
    };
    let stranger = Browser::default();
    let pages = async {
        tokio::join!(
            page(&stranger, "GET", "/aanmelden"),
            page(&stranger, "POST", "/aanmelden"),
            page(&stranger, "POST", one_click),
            page(staff, "GET", "/beheer"),
            page(staff, "POST", "/beheer/artikelen/nieuw"),
        )
    };
    let hook = async {
        let form = format!("message/rfc822\r\nAuthorization: Bearer {key}");
        let reply = Browser::default().send_as(port, ("POST", "/api/v1/returns"), &form, "x").await;
        assert_eq!(reply.status, 503);
        assert!(reply.body.contains("\"status\":503"), "{}", reply.body);
    };
    let keeper = async {
        let reply = Browser::default().get(port, "/readyz").await;
        assert_eq!((reply.status, reply.body.as_str()), (503, "not ready: the database does not answer\n"));
    };
    tokio::join!(pages, hook, keeper, handed_in(lmtp));
}

/// A mail server that hands in a mail over LMTP is told to come back.
async fn handed_in(lmtp: u16) {
    let said = "LHLO mx.example\r\nMAIL FROM:<>\r\nRCPT TO:<x@centrum.example>\r\nDATA\r\nSubject: x\r\n\r\nx\r\n.\r\nQUIT\r\n";
    let mut stream = TcpStream::connect(("127.0.0.1", lmtp)).await.unwrap();
    stream.write_all(said.as_bytes()).await.unwrap();
    let mut heard = String::new();
    stream.read_to_string(&mut heard).await.unwrap();
    assert!(heard.contains("451 4.3.0"), "{heard}");
}

/// A house whose database lies behind a wire, and the address of the database through that wire.
async fn behind(harm: Harm) -> (Prepared, Lossy, String) {
    let house = Prepared::with(2_000).await;
    let (lossy, through) = Lossy::of(&house.database, harm).await;
    (house, lossy, through)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d04_commits_whose_answer_is_lost_leave_nobody_behind_while_the_process_lives() {
    let (house, lossy, through) = behind(Harm::Late).await;
    let sink = Start::polite().keeping(2_000).start().await;
    let id = house.open(OnUncertain::Hold, None).await;
    let mut served = Served::start(&house.folder, &through, &sink.url());
    arrivals(&sink, 100).await;
    lossy.harm_every(5);
    house.wait_closed(id).await;
    lossy.harm_every(0);
    assert!(served.is_alive() && served.stop().await);
    assert!(lossy.lost() >= 5, "only {} answers were lost", lossy.lost());
    let account = house.account_of(id, &sink.tally()).await;
    assert_eq!((account.uncertain, account.repeated), (0, 0), "the ledger itself knew at every moment");
    account.settle("D4-lost-answer", "2,000 mails, the answer to every fifth commit lost");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d04_commits_that_are_never_answered_hold_nobody_up() {
    // One that did not reach the server leaves its rows locked until the server's own patience is over.
    let (house, lossy, through) = behind(Harm::Silence { reaches_the_server: either(true, false) }).await;
    let sink = Start::polite().keeping(2_000).start().await;
    let id = house.open(OnUncertain::Hold, None).await;
    let mut served = Served::start(&house.folder, &through, &sink.url());
    arrivals(&sink, 100).await;
    lossy.harm_every(1);
    house.wait_logged("the ledger cannot be written now", 0).await;
    lossy.harm_every(0);
    house.wait_closed(id).await;
    lossy.hang_up();
    assert!(served.is_alive() && served.stop().await);
    let account = house.account_of(id, &sink.tally()).await;
    assert_eq!((account.uncertain, account.repeated), (0, 0), "no mail left whose mark was not sure");
    account.settle("D4-silence", "2,000 mails, the database falls silent in mid-sending");
}

/// Connections that hang in a commit are given up, and everybody else's pages come.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d04_commits_of_sixteen_that_get_no_answer_close_the_house_for_nobody() {
    let (house, wire, through) = behind(Harm::Silence { reaches_the_server: true }).await;
    let sink = Start::polite().start().await;
    let served = Served::start(&house.folder, &through, &sink.url());
    house.see_a_round(&sink).await;
    let person = async |number: usize| {
        house.number(&format!("SELECT id FROM people WHERE address = 'lezer{number}@voorbeeld.example'")).await
    };
    wire.harm_every(1);
    let asked = (1..=16).map(async |number| {
        let token = Link::token(&house.app.secrets, Purpose::Unsubscribe, person(number).await, house.publication.0, 0);
        let one_click = [("List-Unsubscribe", "One-Click")];
        Browser::default().post(served.port, &format!("/afmelden/{token}"), &one_click).await
    });
    let mut unsure = 0;
    for answer in futures_util::future::join_all(asked).await {
        // Whoever finds no connection any more hears at once that it was not possible.
        assert_eq!(answer.status, 503, "{}", answer.body);
        unsure += usize::from(answer.body.contains("Wij weten niet of dit is gelukt"));
    }
    assert!(unsure > 0 && wire.lost() >= unsure, "{unsure} of {} commits were said to be unknown", wire.lost());
    wire.harm_every(0);
    // The wires that hang are not cut: nobody may need them.
    until(async || Browser::default().get(served.port, "/aanmelden").await.status == 200).await;
    until(async || Browser::default().get(served.port, "/readyz").await.status == 200).await;
    assert!(served.stop().await);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d05_a_database_that_falls_silent_does_not_keep_the_process_from_stopping() {
    let (house, lossy, through) = behind(Harm::Silence { reaches_the_server: true }).await;
    let sink = Start::polite().keeping(2_000).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let served = Served::start(&house.folder, &through, &sink.url());
    arrivals(&sink, 100).await;
    lossy.harm_every(1);
    while lossy.lost() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(served.end().await, Some(true), "it ends by itself, whatever hangs");
    house.let_leases_end().await;
    let served = house.serve(&sink);
    house.wait_closed(id).await;
    assert!(served.stop().await);
    house.account_of(id, &sink.tally()).await.settle("D5-silence", "2,000 mails, stopped while the database is silent");
}
