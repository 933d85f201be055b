//! Correcting an issue that was stopped half-way: nobody gets two, and everyone can read what went out. Counted at the
//! sink.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::http::StatusCode;
use samenspraak::base::clock::minutes;
use samenspraak::base::id::IssueId;
use samenspraak::store::tables::states::{IssueState, Role, SendingState};
use samenspraak::{archive, delivery, issues};
use tokio::sync::watch;

use crate::approving::{act, approve, row};
use crate::delivering::{progress, run_until, with_relay};
use crate::house::{Answer, House, Visitor};
use crate::sending_issues::{later, readers, scheduled_to, set_clock};
use crate::sink::{Reaction, Sink, Start};

const OLD: &str = "Minder vergaderen, meer oefenen";
const NEW: &str = "Rectificatie: minder vergaderen, meer oefenen";

fn here(id: IssueId) -> String {
    format!("/beheer/nummers/{id}/verzending")
}

/// An issue that started on 8 December at 9.30 and is in the archive; nothing has left yet.
async fn started(house: &House, count: i64) -> IssueId {
    let (id, _) = scheduled_to(house, count).await;
    set_clock(house, "8-12-2026", "9.30");
    house.ring_all().await;
    assert_eq!(row(house, id).await.state, IssueState::Sending);
    id
}

/// The readers whose number is even get it; then somebody stops the sending. Six readers.
async fn stopped_half_way(house: &House) -> IssueId {
    let id = started(house, 6).await;
    let tomorrow = house.clock().now().0 + 86_400_000;
    house
        .sql(&format!(
            "UPDATE deliveries SET due_at = {tomorrow} WHERE lane = 'bulk' AND person_id IN
               (SELECT id FROM people WHERE address LIKE 'lezer1@%' OR address LIKE 'lezer3@%' OR address LIKE 'lezer5@%')"
        ))
        .await;
    house.deliver_all().await;
    stop(house, id).await;
    id
}

async fn stop(house: &House, id: IssueId) {
    let answer = act(&later(house).await, id, "stoppen", &[]).await;
    assert_eq!(answer.location(), here(id), "{}", answer.body);
    assert_eq!(row(house, id).await.state, IssueState::Cancelled);
}

/// An editor opens it for correction and writes another subject and editorial.
async fn correct(house: &House, id: IssueId, subject: &str) {
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let answer = act(&editor, id, "corrigeren", &[]).await;
    assert_eq!(answer.location(), format!("/beheer/nummers/{id}"), "{}", answer.body);
    let page = editor.get(&format!("/beheer/nummers/{id}")).await;
    assert!(page.body.contains("Dit is een correctie"), "{}", page.body);
    let saved = write(&editor, id, subject).await;
    assert_eq!(saved.location(), format!("/beheer/nummers/{id}?gedaan=bewaard"), "{}", saved.body);
}

async fn write(editor: &Visitor, id: IssueId, subject: &str) -> Answer {
    let page = editor.get(&format!("/beheer/nummers/{id}")).await;
    write_over(editor, id, subject, &page.value_after("name=\"seen\"")).await
}

async fn write_over(editor: &Visitor, id: IssueId, subject: &str, seen: &str) -> Answer {
    let face = [
        ("subject", subject),
        ("preheader", "Met de goede datum"),
        ("source", "In dit nummer staat de goede datum."),
        ("language", "nl"),
        ("seen", seen),
    ];
    editor.post(&format!("/beheer/nummers/{id}"), &face).await
}

/// A second person approves it and gives it a moment, ten minutes from now. The page that was read before that.
async fn approve_and_schedule(house: &House, id: IssueId) -> String {
    let approver = approve(house, id).await;
    let page = approver.get(&format!("/beheer/nummers/{id}/verzenden")).await.body;
    house.wait(minutes(9));
    let version = row(house, id).await.version.to_string();
    let answer = act(&later(house).await, id, "verzenden", &[("version", &version), ("when", "now")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    house.wait(minutes(1));
    page
}

async fn start(house: &House, id: IssueId) {
    house.ring_all().await;
    assert_eq!(row(house, id).await.state, IssueState::Sending);
}

/// What each reader got: the subjects of their mails.
fn subjects(sink: &Sink) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for mail in sink.arrived() {
        let parsed = mail_parser::MessageParser::default().parse(mail.body.as_bytes()).unwrap();
        all.entry(mail.to).or_default().push(parsed.subject().unwrap().to_owned());
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn d09_stopped_in_the_middle_and_corrected_everyone_has_exactly_one_mail() {
    let house = House::open().await;
    let id = started(&house, 300).await;
    let sink = Start::polite().slow(Duration::from_millis(5)).start().await;
    let app = with_relay(&house, sink.port);
    let (over, stopping) = watch::channel(false);
    let engine = tokio::spawn(delivery::run(app.clone(), stopping));
    sink.wait_for(20).await;
    stop(&house, id).await;
    over.send(true).unwrap();
    engine.await.unwrap().unwrap();
    let first = subjects(&sink);
    assert!(first.len() >= 20 && first.len() < 300, "{} of 300: it was stopped in the middle", first.len());
    let rest = 300 - first.len();

    let report = later(&house).await.get(&here(id)).await.body;
    assert!(report.contains(&format!("{} lezers hebben dit nummer al.", first.len())), "{report}");
    assert!(report.contains(&format!("wie dit nummer nog niet heeft: nu {rest}.")), "{report}");
    correct(&house, id, NEW).await;
    let page = approve_and_schedule(&house, id).await;
    assert!(page.contains(&format!("Zet {rest} mails klaar")), "{page}");
    assert!(page.contains(&format!("{} lezers hebben dit nummer al.", first.len())), "{page}");
    start(&house, id).await;
    let sending = row(&house, id).await.sending_id.unwrap();
    assert_eq!(progress(&house, sending).await.total(), i64::try_from(rest).unwrap(), "what the page said");
    run_until(&house, app, sending, |now| now.state == SendingState::Closed).await;

    let all = subjects(&sink);
    assert_eq!(all.len(), 300);
    for (reader, got) in &all {
        let wanted = if first.contains_key(reader) { OLD } else { NEW };
        assert_eq!(got, &[wanted], "{reader}");
    }
    house.ring_all().await;
    assert_eq!(row(&house, id).await.state, IssueState::Sent);
}

/// What becomes of reader 0 to 6 the first time: has it, may have it, does not exist, has a full mailbox, later, later,
/// and later again.
fn first_time(to: &str, before: usize) -> Reaction {
    match (to.split('@').next().unwrap(), before) {
        ("lezer1", 0) => Reaction::KeepAndClose,
        ("lezer2", 0) => Reaction::RefuseRecipient("550 5.1.1 no such user"),
        ("lezer3", 0) => Reaction::RefuseRecipient("552 5.2.2 mailbox full"),
        ("lezer4" | "lezer5", 0) | ("lezer6", 0 | 1) => Reaction::RefuseRecipient("451 4.3.0 try later"),
        _ => Reaction::Accept,
    }
}

async fn whoever_has_it_or_may_have_it_gets_no_correction(policy: &str) {
    let house = House::open().await;
    house.sql(&format!("UPDATE publications SET on_uncertain = '{policy}'")).await;
    let id = started(&house, 7).await;
    let sink = Start::polite().with(first_time).start().await;
    let app = with_relay(&house, sink.port);
    let first = row(&house, id).await.sending_id.unwrap();
    let end = run_until(&house, app.clone(), first, |now| now.open == 0 && now.refused == 2).await;
    assert_eq!(end.accepted, 1, "{end:?}");
    stop(&house, id).await;
    correct(&house, id, NEW).await;
    let page = approve_and_schedule(&house, id).await;
    assert!(page.contains("1 lezer heeft dit nummer al, 1 misschien.") && page.contains("Zet 4 mails klaar"), "{page}");
    start(&house, id).await;
    let second = row(&house, id).await.sending_id.unwrap();
    let end = run_until(&house, app.clone(), second, |now| now.accepted == 3 && now.retrying == 1).await;
    assert_eq!((end.total(), end.accepted), (4, 3), "{end:?}");

    // And once more for the one that still waits.
    stop(&house, id).await;
    correct(&house, id, "Derde tekst").await;
    let page = approve_and_schedule(&house, id).await;
    assert!(
        page.contains("4 lezers hebben dit nummer al, 1 misschien.") && page.contains("Zet 1 mail klaar"),
        "{page}"
    );
    start(&house, id).await;
    let third = row(&house, id).await.sending_id.unwrap();
    run_until(&house, app, third, |now| now.state == SendingState::Closed).await;

    let got = subjects(&sink);
    let one = |reader: &str| got.get(&format!("{reader}@voorbeeld.nl")).map(Vec::as_slice);
    let texts = |subject: &str| vec![subject.to_owned()];
    assert_eq!(one("lezer0"), Some(&texts(OLD)[..]));
    assert_eq!(one("lezer1"), Some(&texts(OLD)[..]), "the relay kept it and never said so: that is not known");
    assert_eq!(one("lezer2"), None, "an address that does not exist is not tried again");
    for reader in ["lezer3", "lezer4", "lezer5"] {
        assert_eq!(one(reader), Some(&texts(NEW)[..]), "{reader}");
    }
    assert_eq!(one("lezer6"), Some(&texts("Derde tekst")[..]));
    assert_eq!(house.number("SELECT COUNT(*) FROM issue_sendings").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn d09_whoever_has_it_or_may_have_it_gets_no_correction_when_uncertain_mails_are_resent() {
    whoever_has_it_or_may_have_it_gets_no_correction("resend").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn d09_whoever_has_it_or_may_have_it_gets_no_correction_when_uncertain_mails_are_held() {
    whoever_has_it_or_may_have_it_gets_no_correction("hold").await;
}

#[tokio::test]
async fn d09_a_correction_goes_to_who_came_since_and_not_to_who_left() {
    let house = House::open().await;
    let id = stopped_half_way(&house).await;
    correct(&house, id, NEW).await;
    house
        .sql(
            "UPDATE subscriptions SET withdrawn_at = 1, withdrawn_through = 'page' WHERE person_id IN
        (SELECT id FROM people WHERE address = 'lezer1@voorbeeld.nl')",
        )
        .await;
    house.person("nieuw@voorbeeld.nl").await;
    house
        .sql(
            "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at)
             SELECT people.id, publications.id, 'form', 0 FROM people, publications
             WHERE people.address = 'nieuw@voorbeeld.nl' AND publications.slug = 'nieuwsbrief'",
        )
        .await;
    let page = approve_and_schedule(&house, id).await;
    assert!(page.contains("Zet 3 mails klaar"), "{page}");
    start(&house, id).await;
    let mut to: Vec<_> =
        house.mails().await.into_iter().filter(|mail| mail.subject == NEW).map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to, ["lezer3@voorbeeld.nl", "lezer5@voorbeeld.nl", "nieuw@voorbeeld.nl"]);
}

#[tokio::test]
async fn d09_what_goes_out_is_held_or_went_to_everyone_is_neither_edited_nor_corrected() {
    let house = House::open().await;
    let (id, editor) = scheduled_to(&house, 3).await;
    let seen = editor.get(&format!("/beheer/nummers/{id}")).await.value_after("name=\"seen\"");
    set_clock(&house, "8-12-2026", "9.30");
    house.ring_all().await;
    let approver = later(&house).await;
    for (turn, sentence) in [
        ("", "Het wordt nu verstuurd. Staat er een fout in? Stop de verzending"),
        ("pauzeren", "Het wordt nu verstuurd. Staat er een fout in? Stop de verzending"),
        ("hervatten", "Het is verstuurd. Maak voor een rectificatie een nieuw nummer."),
    ] {
        if !turn.is_empty() {
            assert_eq!(act(&approver, id, turn, &[]).await.location(), here(id));
        }
        if turn == "hervatten" {
            house.deliver_all().await;
            house.ring_all().await;
            assert_eq!(row(&house, id).await.state, IssueState::Sent);
        }
        let before = row(&house, id).await;
        let refused = act(&approver, id, "corrigeren", &[]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{turn}");
        assert!(refused.body.contains("Dit nummer kan niet worden gecorrigeerd"), "{}", refused.body);
        let edited = write_over(&approver, id, NEW, &seen).await;
        assert_eq!(edited.status, StatusCode::CONFLICT, "{turn}");
        assert!(edited.body.contains(sentence) && edited.body.contains(NEW), "{turn}: {}", edited.body);
        let version = before.version.to_string();
        let article = house.number("SELECT MIN(id) FROM articles").await.to_string();
        let arranged = [("version", version.as_str()), ("article", &article), ("change", "eruit")];
        let arranged = act(&approver, id, "artikelen", &arranged).await;
        assert!(arranged.location().contains("gedaan=dicht"), "{turn}: {} {}", arranged.status, arranged.body);
        assert_eq!(row(&house, id).await, before, "{turn}");
        assert!(!approver.get(&here(id)).await.body.contains("Corrigeer dit nummer"), "{turn}");
    }
    assert_eq!(house.mails().await.len(), 3);
}

#[tokio::test]
async fn d09_an_issue_that_was_never_sent_is_not_corrected() {
    let house = House::open().await;
    readers(&house, 3).await;
    let id = crate::approving::draft(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    assert_eq!(act(&editor, id, "corrigeren", &[]).await.status, StatusCode::CONFLICT, "a draft");
    assert_eq!(act(&later(&house).await, id, "annuleren", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(act(&editor, id, "corrigeren", &[]).await.status, StatusCode::CONFLICT, "cancelled before it was sent");
    assert_eq!(row(&house, id).await.state, IssueState::Cancelled);
}

#[tokio::test]
async fn d09_a_correction_is_approved_by_somebody_else_than_who_began_it() {
    let house = House::open().await;
    let id = stopped_half_way(&house).await;
    let approver = later(&house).await;
    act(&approver, id, "corrigeren", &[]).await;
    act(&approver, id, "corrigeren", &[]).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'issue.correct'").await, 1, "twice is once");
    let opened = row(&house, id).await;
    assert_eq!((opened.state, opened.approved_by, opened.sending_id), (IssueState::Draft, None, None));
    let version = opened.version.to_string();
    act(&approver, id, "ter-goedkeuring", &[("version", &version)]).await;
    let own = act(&approver, id, "goedkeuren", &[("version", &version)]).await;
    assert!(own.body.contains("U hebt dit nummer als laatste gewijzigd"), "{}", own.body);
    house.wait(minutes(1));
    house.ring_all().await;
    let mails = house.mails().await;
    let to_readers = mails.iter().filter(|mail| !mail.subject.starts_with("Keurt u "));
    assert_eq!(to_readers.count(), 3, "nothing more went out");
}

#[tokio::test]
async fn d09_a_correction_waits_until_it_is_known_whom_the_stopped_sending_reached() {
    let house = House::open().await;
    let id = stopped_half_way(&house).await;
    correct(&house, id, NEW).await;
    approve_and_schedule(&house, id).await;
    // A mail that its worker is still handing over.
    let reader = "person_id IN (SELECT id FROM people WHERE address = 'lezer1@voorbeeld.nl')";
    house.sql(&format!("UPDATE deliveries SET state = 'submitting' WHERE {reader}")).await;
    house.ring_all().await;
    assert_eq!(row(&house, id).await.state, IssueState::Scheduled, "nobody knows yet whether that reader has it");
    house.sql(&format!("UPDATE deliveries SET state = 'accepted' WHERE {reader}")).await;
    // And as long as a worker may still bring a mark that it made before the stop.
    house.sql("UPDATE sendings SET changed_at = changed_at + 600000 WHERE state = 'cancelled'").await;
    house.ring_all().await;
    assert_eq!(row(&house, id).await.state, IssueState::Scheduled);
    house.wait(minutes(1));
    start(&house, id).await;
    let to: Vec<_> = house.mails().await.into_iter().filter(|mail| mail.subject == NEW).map(|mail| mail.to).collect();
    assert_eq!(to.len(), 2, "{to:?}");
    assert!(!to.contains(&"lezer1@voorbeeld.nl".to_owned()));
}

#[tokio::test]
async fn d09_a_correction_that_is_dropped_leaves_the_stopped_issue_as_it_was() {
    let house = House::open().await;
    let id = stopped_half_way(&house).await;
    let before = row(&house, id).await;
    correct(&house, id, NEW).await;
    let page = later(&house).await.get(&here(id)).await.body;
    assert!(page.contains("De correctie is nog niet verstuurd") && page.contains("3 van 6 mails aangenomen"), "{page}");
    assert_eq!(act(&later(&house).await, id, "annuleren", &[]).await.status, StatusCode::SEE_OTHER);
    let after = row(&house, id).await;
    assert_eq!((after.state, after.sending_id, after.started_at), (before.state, before.sending_id, before.started_at));
    house.ring_all().await;
    assert_eq!(house.number("SELECT COUNT(*) FROM records").await, 2, "no archive of what never went out");
    correct(&house, id, "Nog een keer").await;
    approve_and_schedule(&house, id).await;
    start(&house, id).await;
    assert_eq!(house.mails().await.len(), 6);
}

#[tokio::test]
async fn d09_without_anyone_left_a_correction_is_a_new_issue() {
    let house = House::open().await;
    let id = stopped_half_way(&house).await;
    house
        .sql(
            "UPDATE subscriptions SET withdrawn_at = 1, withdrawn_through = 'page' WHERE person_id NOT IN
        (SELECT person_id FROM deliveries WHERE state = 'accepted')",
        )
        .await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get(&here(id)).await.body;
    assert!(page.contains("Maak voor een rectificatie een nieuw nummer") && !page.contains("Corrigeer dit"), "{page}");
    let refused = act(&editor, id, "corrigeren", &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(row(&house, id).await.state, IssueState::Cancelled);
}

#[tokio::test]
async fn a2_nothing_is_corrected_before_what_went_out_is_in_the_archive() {
    let house = House::open().await;
    let (id, _) = scheduled_to(&house, 3).await;
    set_clock(&house, "8-12-2026", "9.30");
    issues::start_due(&house.app).await.unwrap();
    stop(&house, id).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let refused = act(&editor, id, "corrigeren", &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("wordt nu in het archief gezet"), "{}", refused.body);
    archive::keep_started(&house.app).await.unwrap();
    correct(&house, id, NEW).await;
}

#[tokio::test]
async fn a1_a_corrected_issue_stands_at_its_address_and_the_earlier_text_is_reached_from_it() {
    let house = House::open().await;
    let id = stopped_half_way(&house).await;
    let entry = async || {
        let feed = house.get("/archief/feed.atom").await;
        let mut entries = feed_rs::parser::parse(feed.body.as_bytes()).unwrap().entries;
        assert_eq!(entries.len(), 1);
        entries.remove(0)
    };
    let (before, address) = (entry().await, "/archief/2026/nieuwsbrief-6");
    let record = house.number("SELECT id FROM records WHERE kind = 'issue'").await;
    correct(&house, id, NEW).await;
    let page = house.get(address).await.body;
    assert!(page.contains(OLD) && !page.contains("orrigeerd"), "until it goes out nothing changes: {page}");
    house.wait(Duration::from_hours(24));
    approve_and_schedule(&house, id).await;
    start(&house, id).await;

    let page = house.get(address).await.body;
    assert!(page.contains(NEW) && page.contains("In dit nummer staat de goede datum."), "{page}");
    assert!(page.contains("Gecorrigeerd op") && page.contains("9 december 2026"), "{page}");
    assert!(page.contains(&format!("href=\"{address}?versie={record}\"")), "{page}");
    let old = house.get(&format!("{address}?versie={record}")).await;
    assert_eq!(old.status, StatusCode::OK);
    assert!(old.body.contains("Dit is een eerdere versie") && !old.body.contains(NEW), "{}", old.body);
    assert!(old.body.contains(&format!("href=\"{address}\"")) && old.body.contains("9 december 2026"));
    assert!(old.body.contains("Samen oefenen") && old.body.contains("?versie="), "its articles are those of then");
    let english = house.get(&format!("/en{address}?versie={record}")).await.body;
    assert!(english.contains("This is an earlier version") && english.contains("9 December 2026"), "{english}");
    for nowhere in ["999", "x", "-1", ""] {
        let answer = house.get(&format!("{address}?versie={nowhere}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nowhere}");
    }

    // The article did not change: it is the same entry, and bears no mark of a correction.
    assert_eq!(entry().await, before);
    let article = before.links[0].href.trim_start_matches("http://samenspraak.example").to_owned();
    assert!(!house.get(&article).await.body.contains("orrigeerd"));
    assert_eq!(house.get("/archief").await.body.matches("<h3").count(), 1, "one issue, once");
    assert_eq!(house.get("/archief?zoek=rectificatie").await.body.matches("<h3").count(), 1);
    assert_eq!(house.get("/archief?zoek=vergaderen").await.body.matches("<h3").count(), 1, "not both texts");
    assert!(archive::check_hashes(house.app.store.read()).await.unwrap().is_empty());
    assert_eq!(house.number("SELECT COUNT(*) FROM records").await, 4);
    house.ring_all().await;
    assert_eq!(house.number("SELECT COUNT(*) FROM records").await, 4, "ringing again changes nothing");
}

#[tokio::test]
async fn a1_a_corrected_article_is_the_same_entry_updated_and_keeps_its_earlier_text() {
    let house = House::open().await;
    let id = stopped_half_way(&house).await;
    let parsed = async || feed_rs::parser::parse(house.get("/archief/feed.atom").await.body.as_bytes()).unwrap();
    let before = parsed().await.entries.remove(0);
    let address = before.links[0].href.trim_start_matches("http://samenspraak.example").to_owned();
    let record = house.number("SELECT id FROM records WHERE kind = 'article'").await;
    correct(&house, id, NEW).await;
    let article = house.number("SELECT MIN(id) FROM articles").await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let path = format!("/beheer/artikelen/{article}");
    let version = editor.get(&path).await.value_after("type=\"hidden\" name=\"version\"");
    let piece = [
        ("title", "Samen oefenen vanaf maart"),
        ("lead", "Niet in januari, maar in maart."),
        ("source", "Vanaf maart oefenen de regio's samen."),
        ("author", "De redactie"),
        ("language", "nl"),
        ("version", &version),
    ];
    let saved = editor.post(&path, &piece).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    house.wait(Duration::from_hours(24));
    approve_and_schedule(&house, id).await;
    start(&house, id).await;

    let after = parsed().await.entries.remove(0);
    assert_eq!((&after.id, after.published), (&before.id, before.published));
    assert!(after.updated > before.updated && after.title.unwrap().content.contains("vanaf maart"));
    let moved = house.get(&address).await;
    let page = house.get(moved.location()).await.body;
    assert!(page.contains("Vanaf maart oefenen") && page.contains("Gecorrigeerd op"), "{page}");
    let old = house.get(&format!("{}?versie={record}", moved.location())).await;
    assert_eq!(old.location(), format!("{address}?versie={record}"), "at the words of then");
    let old = house.get(old.location()).await.body;
    assert!(old.contains("Vanaf januari oefenen") && old.contains("Dit is een eerdere versie"), "{old}");
    let issue = house.number("SELECT id FROM records WHERE kind = 'issue' AND version = 1").await;
    assert_eq!(house.get(&format!("{address}?versie={issue}")).await.status, StatusCode::NOT_FOUND, "another piece");
}
