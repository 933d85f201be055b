//! Scheduling an issue and starting it: at its moment, once, and only as it was approved.

use std::time::Duration;

use axum::http::StatusCode;
use samenspraak::base::id::IssueId;
use samenspraak::base::wall_time::WallTime;
use samenspraak::issues;
use samenspraak::store::tables::states::{IssueState, Role};

use crate::approving::{act, approve, draft, draft_of, row};
use crate::house::{House, Visitor};

const HOUR: Duration = Duration::from_hours(1);

/// People who can be reached through the newsletter.
pub async fn readers(house: &House, count: i64) {
    for number in 0..count {
        house.person(&format!("lezer{number}@voorbeeld.nl")).await;
    }
    house
        .sql(
            "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at)
             SELECT people.id, publications.id, 'form', 0 FROM people, publications
             WHERE people.address LIKE 'lezer%' AND publications.slug = 'nieuwsbrief'",
        )
        .await;
}

async fn page(who: &Visitor, id: IssueId, query: &str) -> String {
    who.get(&format!("/beheer/nummers/{id}/verzenden{query}")).await.body
}

/// An approved issue that goes out on 8 December at 9.30, with three readers.
async fn scheduled(house: &House) -> (IssueId, Visitor) {
    scheduled_to(house, 3).await
}

/// The same, with so many readers.
pub async fn scheduled_to(house: &House, count: i64) -> (IssueId, Visitor) {
    readers(house, count).await;
    let id = draft(house).await;
    let approver = approve(house, id).await;
    schedule(&approver, id, "8-12-2026", "9.30").await;
    (id, approver)
}

async fn schedule(who: &Visitor, id: IssueId, date: &str, time: &str) {
    let answer = act(who, id, "verzenden", &[("version", "1"), ("date", date), ("time", time)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

pub fn set_clock(house: &House, date: &str, time: &str) {
    house.clock().set(WallTime::parse(date, time).unwrap().resolve().instant());
}

/// Somebody who signs in after the clock was set: earlier sessions have ended.
pub async fn later(house: &House) -> Visitor {
    house.signed_in_as(&[Role::Approver]).await
}

async fn sendings(house: &House) -> i64 {
    house.number("SELECT COUNT(*) FROM sendings WHERE lane = 'bulk'").await
}

#[tokio::test]
async fn i22_the_button_says_the_number() {
    let house = House::open().await;
    readers(&house, 3).await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    let proposed = page(&approver, id, "").await;
    assert!(proposed.contains("Zet 3 mails klaar voor dinsdag 8 december, 9.30 uur"), "{proposed}");
    let chosen = page(&approver, id, "?date=9-12-2026&time=14.05").await;
    assert!(chosen.contains("Zet 3 mails klaar voor woensdag 9 december, 14.05 uur"), "{chosen}");
    assert!(chosen.contains("Expertisecentrum Voorbeeld &lt;nieuwsbrief@centrum.example&gt;"));
    assert_eq!(row(&house, id).await.state, IssueState::Approved, "looking changes nothing");
}

#[tokio::test]
async fn i22_without_readers_there_is_no_button() {
    let house = House::open().await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    let page = page(&approver, id, "").await;
    assert!(page.contains("nog niemand"), "{page}");
    assert!(!page.contains("mails klaar voor"));
}

#[tokio::test]
async fn i21_skipped_hour_is_shown_and_resolved_once() {
    let house = House::open().await;
    readers(&house, 2).await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    let looked = page(&approver, id, "?date=28-3-2027&time=2.30").await;
    assert!(looked.contains("2.30 uur bestaat dan niet"), "{looked}");
    assert!(looked.contains("zondag 28 maart 2027, 3.30 uur"), "{looked}");
    assert!(looked.contains("Pasen"), "Easter Sunday is a quiet day");
    schedule(&approver, id, "28-3-2027", "2.30").await;
    let stored = row(&house, id).await;
    assert_eq!(stored.send_wall.as_deref(), Some("2027-03-28T02:30"));
    assert_eq!(stored.send_at.unwrap().rfc3339(), "2027-03-28T01:30:00Z");
}

#[tokio::test]
async fn i21_doubled_hour_is_shown_and_the_first_is_taken() {
    let house = House::open().await;
    readers(&house, 2).await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    let looked = page(&approver, id, "?date=31-10-2027&time=2.30").await;
    assert!(looked.contains("komt twee keer voor"), "{looked}");
    schedule(&approver, id, "31-10-2027", "2.30").await;
    assert_eq!(row(&house, id).await.send_at.unwrap().rfc3339(), "2027-10-31T00:30:00Z");
}

#[tokio::test]
async fn i21_a_moment_in_the_past_is_refused_and_kept() {
    let house = House::open().await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    let fields = [("version", "1"), ("date", "20-11-2026"), ("time", "9.30")];
    let answer = act(&approver, id, "verzenden", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Dit moment is al voorbij"), "{}", answer.body);
    assert!(answer.body.contains("value=\"20-11-2026\""));
    assert!(answer.body.contains("<title>Fout: "));
    for (date, time) in [("31-2-2027", "9.30"), ("8-12-2026", "25.00"), ("", ""), ("8-12-3026", "9.30")] {
        let fields = [("version", "1"), ("date", date), ("time", time)];
        assert_eq!(
            act(&approver, id, "verzenden", &fields).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{date} {time}"
        );
    }
    assert_eq!(row(&house, id).await.state, IssueState::Approved);
}

#[tokio::test]
async fn i21_the_last_moment_comes_after_the_first() {
    let house = House::open().await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    let moment = [("version", "1"), ("date", "8-12-2026"), ("time", "9.30")];
    let wrong = [&moment[..], &[("last_time", "9.00")]].concat();
    assert_eq!(act(&approver, id, "verzenden", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = [&moment[..], &[("last_time", "12.00")]].concat();
    assert_eq!(act(&approver, id, "verzenden", &right).await.status, StatusCode::SEE_OTHER);
    let stored = row(&house, id).await;
    assert_eq!(stored.not_after.unwrap().rfc3339(), "2026-12-08T11:00:00Z");
}

#[tokio::test]
async fn i21_two_mailings_to_the_same_people_within_two_days_are_warned_of() {
    let house = House::open().await;
    let (_, approver) = scheduled(&house).await;
    let writer = house.member(&[Role::Editor]).await;
    let other = draft_of(&house, writer, 7).await;
    approve(&house, other).await;
    let near = page(&approver, other, "?date=10-12-2026&time=9.00").await;
    assert!(near.contains("nummer 6 gaat naar dezelfde mensen"), "{near}");
    let far = page(&approver, other, "?date=10-12-2026&time=9.31").await;
    assert!(!far.contains("dezelfde mensen op"), "{far}");
}

#[tokio::test]
async fn i21_now_is_the_next_minute() {
    let house = House::open().await;
    readers(&house, 2).await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    assert!(page(&approver, id, "?when=now").await.contains("zaterdag 21 november, 12.01 uur"));
    let answer = act(&approver, id, "verzenden", &[("version", "1"), ("when", "now")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(row(&house, id).await.state, IssueState::Scheduled);
    house.wait(Duration::from_mins(1));
    issues::start_due(&house.app).await.unwrap();
    assert_eq!(row(&house, id).await.state, IssueState::Sending);
}

#[tokio::test]
async fn d01_an_issue_goes_out_at_its_moment_to_everyone_once() {
    let house = House::open().await;
    let (id, _) = scheduled(&house).await;
    set_clock(&house, "8-12-2026", "9.29");
    issues::start_due(&house.app).await.unwrap();
    assert_eq!(sendings(&house).await, 0, "not before its moment");
    set_clock(&house, "8-12-2026", "9.30");
    issues::start_due(&house.app).await.unwrap();
    issues::start_due(&house.app).await.unwrap();
    assert_eq!(sendings(&house).await, 1);
    let mails = house.mails().await;
    assert_eq!(mails.len(), 3);
    for mail in &mails {
        assert_eq!(mail.subject, "Minder vergaderen, meer oefenen");
        assert!(mail.text.contains("Samen oefenen"), "{}", mail.text);
        assert!(mail.text.contains("http://samenspraak.example/archief/artikelen/"), "{}", mail.text);
        assert!(mail.text.contains("Voorbeeldlaan 1, 1234 AB Voorbeeldstad"), "{}", mail.text);
        assert!(mail.text.contains("http://samenspraak.example/afmelden/"), "{}", mail.text);
        assert!(mail.raw.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    }
    issues::close_sent(&house.app).await.unwrap();
    let sent = row(&house, id).await;
    assert_eq!(sent.state, IssueState::Sent);
    assert!(sent.sent_at.is_some());
    let report = later(&house).await.get(&format!("/beheer/nummers/{id}/verzending")).await;
    assert!(report.body.contains("3 van 3 mails afgehandeld"), "{}", report.body);
    assert!(!report.body.contains("every 2s"), "what is over is not asked again");
}

#[tokio::test]
async fn d01_eight_bells_at_once_start_an_issue_exactly_once() {
    let house = House::open().await;
    let (id, _) = scheduled(&house).await;
    set_clock(&house, "8-12-2026", "9.30");
    let bells: Vec<_> = (0..8)
        .map(|_| {
            let app = house.app.clone();
            tokio::spawn(async move { issues::start_due(&app).await })
        })
        .collect();
    for bell in bells {
        bell.await.unwrap().unwrap();
    }
    assert_eq!(sendings(&house).await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE lane = 'bulk'").await, 3);
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'issue.start'").await, 1);
    assert_eq!(row(&house, id).await.state, IssueState::Sending);
}

#[tokio::test]
async fn i20_any_change_returns_to_draft() {
    let house = House::open().await;
    let (id, _) = scheduled(&house).await;
    // Somebody changed an article behind the back of every save.
    house.sql("UPDATE articles SET lead = 'Iets anders'").await;
    set_clock(&house, "8-12-2026", "9.30");
    issues::start_due(&house.app).await.unwrap();
    let refused = row(&house, id).await;
    assert_eq!((refused.state, refused.approved_hash, refused.send_at), (IssueState::Draft, None, None));
    assert_eq!(sendings(&house).await, 0);
    assert!(
        page(&later(&house).await, id, "")
            .await
            .contains("is niet verstuurd, want de inhoud is na de goedkeuring veranderd")
    );
    let audited = house.number("SELECT COUNT(*) FROM audit WHERE action = 'issue.not-started' AND result = 'refused'");
    assert_eq!(audited.await, 1);
}

#[tokio::test]
async fn d10_not_after_keeps_a_late_issue_in() {
    let house = House::open().await;
    readers(&house, 3).await;
    let id = draft(&house).await;
    let approver = approve(&house, id).await;
    let fields = [("version", "1"), ("date", "8-12-2026"), ("time", "9.30"), ("last_time", "12.00")];
    act(&approver, id, "verzenden", &fields).await;
    set_clock(&house, "8-12-2026", "12.00");
    issues::start_due(&house.app).await.unwrap();
    let late = row(&house, id).await;
    assert_eq!((late.state, late.send_at, late.not_after), (IssueState::Approved, None, None));
    assert_eq!(sendings(&house).await, 0);
    assert!(
        page(&later(&house).await, id, "").await.contains("is niet verstuurd, want het uiterste moment was al voorbij")
    );
}

#[tokio::test]
async fn i21_a_scheduled_issue_can_be_taken_off_and_put_on_again() {
    let house = House::open().await;
    let (id, approver) = scheduled(&house).await;
    assert_eq!(act(&approver, id, "inplannen-annuleren", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(row(&house, id).await.state, IssueState::Approved);
    set_clock(&house, "8-12-2026", "9.30");
    issues::start_due(&house.app).await.unwrap();
    assert_eq!(sendings(&house).await, 0);
    schedule(&later(&house).await, id, "9-12-2026", "9.30").await;
    assert_eq!(row(&house, id).await.state, IssueState::Scheduled);
}

#[tokio::test]
async fn i23_a_sending_is_paused_resumed_and_stopped_on_record() {
    let house = House::open().await;
    let (id, _) = scheduled(&house).await;
    set_clock(&house, "8-12-2026", "9.30");
    let approver = later(&house).await;
    issues::start_due(&house.app).await.unwrap();
    let here = format!("/beheer/nummers/{id}/verzending");
    assert!(approver.get(&here).await.body.contains("every 2s"));
    assert_eq!(act(&approver, id, "pauzeren", &[]).await.location(), here);
    assert!(house.mails().await.is_empty(), "nothing leaves a paused sending");
    let paused = approver.get(&here).await.body;
    assert!(paused.contains("staat stil, omdat iemand haar heeft gepauzeerd"), "{paused}");
    let part = approver.get(&format!("{here}/stand")).await;
    assert_eq!(part.headers.get("hx-refresh").map(|value| value.to_str().unwrap()), Some("true"));
    assert_eq!(act(&approver, id, "hervatten", &[]).await.location(), here);
    assert_eq!(act(&approver, id, "stoppen", &[]).await.location(), here);
    assert_eq!(row(&house, id).await.state, IssueState::Cancelled);
    assert!(act(&approver, id, "hervatten", &[]).await.location().ends_with("?gemist=ja"));
    assert!(house.mails().await.is_empty());
    let audited = house.number("SELECT COUNT(*) FROM audit WHERE action LIKE 'sending.%' AND object = 'issue'");
    assert_eq!(audited.await, 3);
    let editor = house.signed_in_as(&[Role::Editor]).await;
    assert_eq!(act(&editor, id, "pauzeren", &[]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn d01_an_english_reader_gets_an_english_frame() {
    let house = House::open().await;
    let (_, _) = scheduled(&house).await;
    house.sql("UPDATE people SET language = 'en' WHERE address = 'lezer1@voorbeeld.nl'").await;
    set_clock(&house, "8-12-2026", "9.30");
    house.wait(HOUR);
    issues::start_due(&house.app).await.unwrap();
    let mail = house.newest_mail_to("lezer1@voorbeeld.nl").await;
    assert!(mail.text.contains("You get this mail because you subscribed to: Newsletter"), "{}", mail.text);
    assert!(mail.text.contains("http://samenspraak.example/en/afmelden/"), "{}", mail.text);
    assert!(mail.text.contains("http://samenspraak.example/en/archief/artikelen/"), "{}", mail.text);
    assert!(mail.text.contains("De regio's oefenen voortaan"), "the content keeps its own language");
}
