//! Mail that comes back: what follows from it, and the doors by which it comes.

mod answering;
mod doors;
mod reading;
mod staff;

use samenspraak::app::App;
use samenspraak::base::clock::days;
use samenspraak::base::id::{PersonId, SendingId};
use samenspraak::delivery::{self, Opening};
use samenspraak::people::Person;
use samenspraak::returns::{self, Door, Taken};
use samenspraak::store::tables::states::OnUncertain;
use samenspraak::store::tables::subscriptions;
use samenspraak::subscribers;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::delivering::{letter, with_relay};
use crate::house::House;
use crate::leaving::reader;
use crate::moving::{NEW, OLD, ask};
use crate::sink::{Arrived, Reaction, Sink, Start};

/// Sends an issue of the newsletter to everyone who can be reached, and gives it with what arrived.
pub async fn send(house: &House, sink: &Sink) -> (SendingId, Vec<Arrived>) {
    let before = sink.count();
    let newsletter = house.publication("nieuwsbrief").await;
    let opening = Opening {
        label: "Nieuwsbrief 3".to_owned(),
        publication: Some(newsletter),
        letters: vec![letter().freeze().unwrap()],
        on_uncertain: OnUncertain::Resend,
        not_after: None,
    };
    let tx = house.app.store.begin_write().await.unwrap();
    let id = delivery::open(&tx, &house.app, &opening, subscribers::reachable(newsletter, house.app.clock.now()))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    delivery::work_off(&with_relay(house, sink.port)).await.unwrap();
    (id, sink.arrived().split_off(before))
}

/// What a server sends back about a mail: a report in the form of RFC 3464.
pub fn report(about: &Arrived, action: &str, status: &str, said: &str) -> String {
    let head: String = about.body.lines().take_while(|line| !line.is_empty()).collect::<Vec<_>>().join("\r\n");
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.voorbeeld.nl\r\nTo: {path}\r\nSubject: Undelivered Mail Returned to Sender\r\n\
         Message-ID: <{status}.{action}.{id}@mx.voorbeeld.nl>\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.voorbeeld.nl\r\n\r\n\
         Final-Recipient: rfc822; {to}\r\nAction: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; {said}\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\n{head}\r\n\r\n--b--\r\n",
        path = about.return_path,
        id = about.message_id().trim_matches(['<', '>']).split('@').next().unwrap_or_default(),
        to = about.to,
    )
}

pub fn complaint(about: &Arrived) -> String {
    let report = report(about, "failed", "5.0.0", "x");
    report
        .replace("report-type=delivery-status", "report-type=feedback-report")
        .replace("message/delivery-status", "message/feedback-report")
        .replace("Reporting-MTA: dns; mx.voorbeeld.nl", "Feedback-Type: abuse\r\nUser-Agent: isp/1\r\nVersion: 1")
}

async fn take(house: &House, mail: &str) -> Taken {
    returns::take(&house.app, Door::Pipe, &[], mail.as_bytes()).await.unwrap()
}

/// How many addresses are suppressed now.
pub async fn in_force(house: &House) -> i64 {
    house.number("SELECT COUNT(*) FROM suppressions WHERE lifted_at IS NULL").await
}

async fn receives(house: &House, person: PersonId) -> usize {
    let rows = subscriptions::Entity::find().filter(subscriptions::Column::PersonId.eq(person));
    let rows = rows.filter(subscriptions::Column::WithdrawnAt.is_null()).all(house.app.store.read()).await.unwrap();
    rows.len()
}

fn mail_to<'a>(arrived: &'a [Arrived], person: &Person) -> &'a Arrived {
    arrived.iter().find(|mail| mail.to == person.address).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn d31_one_mail_to_an_address_that_is_gone_suppresses_it() {
    let house = House::open().await;
    let (anna, bas) = (reader(&house, "anna@voorbeeld.nl").await, reader(&house, "bas@voorbeeld.nl").await);
    let sink = Start::polite().start().await;
    let (sending, arrived) = send(&house, &sink).await;
    assert_eq!(arrived.len(), 2);
    let bounce = report(mail_to(&arrived, &anna), "failed", "5.1.1", "550 5.1.1 <anna@voorbeeld.nl> User unknown");
    assert_eq!(take(&house, &bounce).await, Taken::Kept);
    assert_eq!(in_force(&house).await, 1);
    // The ledger is not rewritten; what came back stands beside it, without the address.
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE state = 'accepted'").await, 2);
    let back = returns::came_back(house.app.store.read(), sending, [anna.id, bas.id]).await.unwrap();
    assert_eq!(back.keys().collect::<Vec<_>>(), [&anna.id]);
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback WHERE words LIKE '%anna%' OR words LIKE '%@%'").await, 0);
    // The subscription itself stays, so that it goes on when staff lift the suppression.
    assert_eq!(receives(&house, anna.id).await, 2);
    let (_, next) = send(&house, &sink).await;
    assert_eq!(next.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["bas@voorbeeld.nl"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn d31_the_same_report_counts_once_by_whichever_doors_it_comes() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let (_, arrived) = send(&house, &sink).await;
    let bounce = report(mail_to(&arrived, &anna), "failed", "4.2.2", "452 4.2.2 mailbox full");
    assert_eq!(take(&house, &bounce).await, Taken::Kept);
    let again = format!("Received: by another server\r\nDelivered-To: x@centrum.example\r\n{bounce}");
    let by_hook = returns::take(&house.app, Door::Hook, &[], again.as_bytes()).await.unwrap();
    assert_eq!(by_hook, Taken::Known);
    let unwanted = complaint(&arrived[0]);
    let twins = tokio::join!(take(&house, &unwanted), take(&house, &unwanted));
    assert!(matches!(twins, (Taken::Kept, Taken::Known) | (Taken::Known, Taken::Kept)), "{twins:?}");
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn d31_five_mails_within_fourteen_days_that_could_not_be_delivered_suppress() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let soft = |mail: &Arrived| report(mail, "failed", "4.4.1", "connection timed out");
    for _ in 0..4 {
        let (_, arrived) = send(&house, &sink).await;
        let mail = mail_to(&arrived, &anna);
        assert_eq!(take(&house, &soft(mail)).await, Taken::Kept);
        // Two reports about one mail are one mail.
        let other = soft(mail).replace("Message-ID: <", "Message-ID: <other-");
        assert_eq!(take(&house, &other).await, Taken::Kept);
        house.wait(days(3));
    }
    assert_eq!(in_force(&house).await, 0);
    house.wait(days(3));
    let (_, arrived) = send(&house, &sink).await;
    take(&house, &soft(mail_to(&arrived, &anna))).await;
    assert_eq!(in_force(&house).await, 0, "the first of the five was fifteen days ago");
    let (_, arrived) = send(&house, &sink).await;
    let full = report(mail_to(&arrived, &anna), "failed", "5.2.2", "552 5.2.2 over quota");
    take(&house, &full).await;
    assert_eq!(in_force(&house).await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM suppressions WHERE reason = 'soft-bounces'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d31_a_refusal_of_ours_and_what_nobody_understands_suppress_nobody() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    for (status, said) in [
        ("5.7.1", "554 5.7.1 blocked using a block list"),
        ("5.1.1", "550 5.1.1 SPF check failed"),
        ("5.7.26", "550 5.7.26 unauthenticated email"),
        ("5.6.0", "554 5.6.0 message content rejected"),
        ("5.7.1", "554 5.7.1 rejected as spam"),
        ("5.0.0", "550 go away"),
    ] {
        let (_, arrived) = send(&house, &sink).await;
        let bounce = report(mail_to(&arrived, &anna), "failed", status, said);
        assert_eq!(take(&house, &bounce).await, Taken::Kept, "{said}");
    }
    let (_, arrived) = send(&house, &sink).await;
    let late = report(mail_to(&arrived, &anna), "delayed", "4.4.1", "connection refused");
    assert_eq!(take(&house, &late).await, Taken::Ignored);
    assert_eq!(in_force(&house).await, 0);
    assert_eq!(receives(&house, anna.id).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn d31_a_complaint_leaves_everything_and_suppresses() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let bas = reader(&house, "bas@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let (_, arrived) = send(&house, &sink).await;
    assert_eq!(take(&house, &complaint(mail_to(&arrived, &anna))).await, Taken::Kept);
    house.ring_all().await;
    house.ring_all().await;
    assert_eq!((receives(&house, anna.id).await, receives(&house, bas.id).await), (0, 2));
    let evidence = "SELECT COUNT(*) FROM consents WHERE act = 'withdrawn' AND source = 'complaint'";
    assert_eq!(house.number(evidence).await, 2, "one for each publication, once");
    assert_eq!(house.number("SELECT COUNT(*) FROM suppressions WHERE reason = 'complaint'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d31_lifting_takes_a_reason_and_counting_starts_anew() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let (_, first) = send(&house, &sink).await;
    house.wait(days(1));
    let (_, second) = send(&house, &sink).await;
    let gone = |mail| report(mail, "failed", "5.1.1", "550 5.1.1 unknown user");
    take(&house, &gone(mail_to(&second, &anna))).await;
    assert_eq!(in_force(&house).await, 1);
    house.wait(days(1));
    let editor = house.member(&[samenspraak::staff::Role::Editor]).await;
    let id = samenspraak::base::id::SuppressionId(house.number("SELECT id FROM suppressions").await);
    let lifted = returns::lift(&house.app, editor, id, "lezer belde").await.unwrap();
    assert_eq!(lifted, returns::Lifted::Lifted);
    assert_eq!(returns::lift(&house.app, editor, id, "nog eens").await.unwrap(), returns::Lifted::NotInForce);
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'suppression.lift' AND detail = ''").await, 1);
    // A report about a mail of before says nothing new; one about a mail of today does.
    assert_eq!(take(&house, &gone(mail_to(&first, &anna))).await, Taken::Kept);
    assert_eq!(in_force(&house).await, 0);
    house.wait(days(1));
    let (_, third) = send(&house, &sink).await;
    assert_eq!(third.len(), 1, "the subscription goes on");
    take(&house, &gone(mail_to(&third, &anna))).await;
    assert_eq!(in_force(&house).await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM suppressions").await, 2, "what was lifted is remembered");
}

#[tokio::test(flavor = "multi_thread")]
async fn d30_a_forged_report_is_nobodys() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let bas = reader(&house, "bas@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let (_, arrived) = send(&house, &sink).await;
    let (of_anna, of_bas) = (mail_to(&arrived, &anna), mail_to(&arrived, &bas));
    let true_one = report(of_anna, "failed", "5.1.1", "550 5.1.1 no such user");
    let flipped = |path: &str| {
        let at = path.find('+').unwrap() + 5;
        let other = if path.as_bytes()[at] == b'a' { "b" } else { "a" };
        format!("{}{other}{}", &path[..at], &path[at + 1..])
    };
    let id = of_anna.message_id();
    for forged in [
        true_one.replace(&of_anna.return_path, &flipped(&of_anna.return_path)).replace(&id, "<x@centrum.example>"),
        true_one.replace(&of_anna.return_path, "bounces+@centrum.example").replace(&id, "<x@centrum.example>"),
        // The Message-ID of one and the address of another.
        true_one.replace(&of_anna.return_path, "x@y.example").replace("anna@voorbeeld.nl", "bas@voorbeeld.nl"),
    ] {
        assert_eq!(take(&house, &forged).await, Taken::NotOurs, "{forged}");
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback").await, 0);
    // By our Message-ID it is found even when every return path was lost on the way.
    let lost = true_one.replace(&of_anna.return_path, "postmaster@centrum.example");
    assert_eq!(take(&house, &lost).await, Taken::Kept);
    assert_eq!(house.number("SELECT person_id FROM feedback").await, anna.id.0);
    assert_ne!(of_anna.return_path, of_bas.return_path);
}

#[tokio::test(flavor = "multi_thread")]
async fn d31_automatic_answers_change_nothing_and_are_never_answered() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let (_, arrived) = send(&house, &sink).await;
    let path = &mail_to(&arrived, &anna).return_path;
    let before = house.number("SELECT COUNT(*) FROM deliveries").await;
    for mark in ["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes", "Return-Path: <>"] {
        let mail = format!("{mark}\r\nFrom: anna@voorbeeld.nl\r\nTo: {path}\r\nSubject: x\r\n\r\nIk ben er niet.\r\n");
        assert_eq!(take(&house, &mail).await, Taken::Ignored, "{mark}");
    }
    let person = format!("From: anna@voorbeeld.nl\r\nTo: {path}\r\nSubject: Vraag\r\n\r\nDank u.\r\n");
    assert_eq!(take(&house, &person).await, Taken::Answered);
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback WHERE kind <> 'reply'").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries").await, before, "nobody is written to");
    assert_eq!(house.number("SELECT ignored FROM doors WHERE name = 'pipe'").await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn d03_suppression_reaches_into_sendings_that_are_under_way_and_lets_own_letters_go() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let bas = reader(&house, "bas@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let (_, arrived) = send(&house, &sink).await;
    // A second sending is open when the report about the first comes in.
    let newsletter = house.publication("nieuwsbrief").await;
    let opening = Opening {
        label: "Nieuwsbrief 4".to_owned(),
        publication: None,
        letters: vec![letter().freeze().unwrap()],
        on_uncertain: OnUncertain::Resend,
        not_after: None,
    };
    let tx = house.app.store.begin_write().await.unwrap();
    delivery::open(&tx, &house.app, &opening, subscribers::reachable(newsletter, house.app.clock.now())).await.unwrap();
    tx.commit().await.unwrap();
    take(&house, &report(mail_to(&arrived, &anna), "failed", "5.1.1", "550 5.1.1 unknown user")).await;
    assert_eq!(
        house.number("SELECT COUNT(*) FROM deliveries WHERE class = 'suppressed' AND state = 'suppressed'").await,
        1
    );
    // As if the row had been written in the very moment of the suppression: the claim looks again.
    house
        .sql("UPDATE deliveries SET state = 'pending', class = NULL, settled_at = NULL WHERE class = 'suppressed'")
        .await;
    let tx = house.app.store.begin_write().await.unwrap();
    for person in [&anna, &bas] {
        delivery::post_later(&tx, &house.app, person.id, "code", &samenspraak::mail::Letter { list: None, ..letter() })
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let before = sink.count();
    delivery::work_off(&with_relay(&house, sink.port)).await.unwrap();
    let mut to: Vec<_> = sink.arrived().split_off(before).into_iter().map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to, ["anna@voorbeeld.nl", "bas@voorbeeld.nl", "bas@voorbeeld.nl"], "her own letter, and not the issue");
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE state = 'suppressed'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d31_what_the_relay_refuses_at_once_is_a_bounce_too() {
    let house = House::open().await;
    for name in ["gone", "policy", "plain", "full", "dark", "fine"] {
        reader(&house, &format!("{name}@voorbeeld.nl")).await;
    }
    let script = |to: &str, _| match to.split('@').next().unwrap() {
        "gone" => Reaction::RefuseRecipient("550 5.1.1 <gone@voorbeeld.nl> User unknown"),
        "policy" => Reaction::RefuseRecipient("550 your host is on our blocklist"),
        "plain" => Reaction::RefuseRecipient("550 no such recipient"),
        "full" => Reaction::RefuseRecipient("552 5.2.2 mailbox full"),
        "dark" => Reaction::RefuseRecipient("550 no"),
        _ => Reaction::Accept,
    };
    let sink = Start::polite().with(script).start().await;
    send(&house, &sink).await;
    for _ in 0..3 {
        returns::sweep_refusals(&house.app).await.unwrap();
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback WHERE door = 'smtp'").await, 4, "each once");
    assert_eq!(in_force(&house).await, 2);
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback WHERE class = 'unknown'").await, 1, "for staff to read");
    assert_eq!(
        house.number("SELECT COUNT(*) FROM deliveries WHERE class = 'policy'").await,
        1,
        "about us, not the reader"
    );
    let (_, next) = send(&house, &sink).await;
    assert_eq!(next.len(), 1);
    returns::sweep_refusals(&house.app).await.unwrap();
    assert_eq!(in_force(&house).await, 2);
}

/// The `mailto:` address in the header of a mail.
fn leave_address(mail: &Arrived) -> String {
    let after = mail.body.split_once("<mailto:unsubscribe").unwrap().1;
    format!("unsubscribe{}", after.split(['>', '?']).next().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn d20_a_mail_to_the_address_in_the_header_leaves_that_publication() {
    let mut house = House::open().await;
    let app = with_settings(&house, |settings| {
        settings.bounce_address = Some("bounces+{token}@bounces.example".parse().unwrap());
    });
    house.change(|kept| *kept = app);
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let bas = reader(&house, "bas@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let (_, arrived) = send(&house, &sink).await;
    let address = leave_address(mail_to(&arrived, &anna));
    assert!(address.split('@').next().unwrap().len() <= 64, "{address}");
    let at =
        |to: &str, head: &str| format!("{head}From: wie@dan.example\r\nTo: {to}\r\nSubject: unsubscribe\r\n\r\n.\r\n");
    let away = at(&address, "Auto-Submitted: auto-replied\r\nIn-Reply-To: <x@centrum.example>\r\n");
    assert_eq!(take(&house, &away).await, Taken::Ignored);
    let (name, token) = address.split_once('+').unwrap();
    let forged = format!("{name}+{}", token.replacen(['a', 'b', 'c', 'd', 'e', 'f'], "7", 3));
    assert_eq!(take(&house, &at(&forged, "")).await, Taken::NotOurs);
    let as_bounce = mail_to(&arrived, &anna).return_path.replace("bounces", "unsubscribe");
    assert_eq!(take(&house, &at(&as_bounce, "")).await, Taken::Answered, "a return path leaves nothing");
    assert_eq!(take(&house, &at(&address.to_uppercase(), "")).await, Taken::Kept);
    house.ring_all().await;
    assert_eq!((receives(&house, anna.id).await, receives(&house, bas.id).await), (1, 2));
    let evidence = "SELECT COUNT(*) FROM consents WHERE act = 'withdrawn' AND source = 'mail'";
    assert_eq!(house.number(evidence).await, 1);
    assert_eq!(in_force(&house).await, 0, "whoever leaves is not suppressed");
    let (_, next) = send(&house, &sink).await;
    assert_eq!(next.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn d20_s11_a_mail_leaves_who_got_that_sending_wherever_they_are_now() {
    let mut house = House::open().await;
    let app = with_settings(&house, |settings| {
        settings.bounce_address = Some("bounces+{token}@bounces.example".parse().unwrap());
    });
    house.change(|kept| *kept = app);
    let anna = reader(&house, OLD).await;
    let sink = Start::polite().start().await;
    let (_, first) = send(&house, &sink).await;
    let link = ask(&house, OLD, NEW).await;
    house.wait(days(1));
    house.post(&link, &[]).await;
    let moved = crate::moving::person(&house, NEW).await.unwrap();
    house.deliver_all().await;
    house.wait(days(1));
    // Somebody else has the old address now.
    reader(&house, OLD).await;
    let (_, second) = send(&house, &sink).await;
    assert_eq!(second.len(), 2, "to both");
    let theirs = leave_address(second.iter().find(|mail| mail.to == OLD).unwrap());
    for turn in 0..2 {
        let wish = format!("Message-ID: <{turn}@voorbeeld.nl>\r\nFrom: a@b.example\r\nTo: {theirs}\r\n\r\n.\r\n");
        assert_eq!(take(&house, &wish).await, Taken::Kept);
        house.ring_all().await;
        assert_eq!((receives(&house, anna.id).await, receives(&house, moved.id).await), (1, 2), "also the second time");
    }
    let hers = leave_address(mail_to(&first, &anna));
    let wish = format!("Message-ID: <3@voorbeeld.nl>\r\nFrom: a@b.example\r\nTo: {hers}\r\n\r\n.\r\n");
    assert_eq!(take(&house, &wish).await, Taken::Kept);
    house.ring_all().await;
    assert_eq!(
        (receives(&house, anna.id).await, receives(&house, moved.id).await),
        (1, 1),
        "she left where she is now"
    );
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback WHERE kind = 'leave' AND sending_id IS NULL").await, 0);
}

/// The house with settings of its own.
pub fn with_settings(house: &House, change: impl FnOnce(&mut samenspraak::settings::Settings)) -> App {
    let mut settings = (*house.app.settings).clone();
    change(&mut settings);
    App { settings: std::sync::Arc::new(settings), ..house.app.clone() }
}
