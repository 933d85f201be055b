//! Letters and calendar items, time, and what stays of people.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::http::StatusCode;
use data_encoding::BASE64;
use samenspraak::audit::Actor;
use samenspraak::base::Language;
use samenspraak::events::{self, NewEvent};
use sea_orm::ConnectionTrait as _;

use super::{Day, network_day, wall};
use crate::house::Mail;

/// The calendar item of a mail, unfolded.
pub fn calendar_of(mail: &Mail) -> String {
    let part = mail.raw.split("Content-Type: text/calendar").nth(1).expect("a calendar part");
    let body = part.split_once("\r\n\r\n").unwrap().1.split("\r\n--").next().unwrap();
    let bytes = BASE64.decode(body.replace("\r\n", "").as_bytes()).unwrap();
    String::from_utf8(bytes).unwrap().replace("\r\n ", "")
}

#[tokio::test]
async fn r22_a_letter_goes_once_after_a_crash_and_never_when_rolled_back() {
    let day = Day::with(3).await;
    day.register("Anna de Vries").await;
    // The process dies before it sent anything; another one finds the letters in the ledger.
    let pending = day.house.number("SELECT COUNT(*) FROM deliveries WHERE state = 'pending'").await;
    assert_eq!(pending, 2);
    day.house.deliver_all().await;
    day.house.deliver_all().await;
    assert_eq!(day.house.mails().await.len(), 2);
    // The act fails after its letters were handed to the ledger: the last thing that it writes cannot be written.
    let anna = day.of_name("Anna de Vries").await;
    day.house.sql("ALTER TABLE audit RENAME TO audit_that_is_away").await;
    events::cancel(&day.house.app, anna.id, Actor::Reader, "self").await.unwrap_err();
    day.house.sql("ALTER TABLE audit_that_is_away RENAME TO audit").await;
    day.house.deliver_all().await;
    assert_eq!(day.house.mails().await.len(), 2, "what was rolled back sends nothing");
    assert_eq!(day.of_name("Anna de Vries").await.state, anna.state);
    // With the audit back, the same act sends.
    events::cancel(&day.house.app, anna.id, Actor::Reader, "self").await.unwrap();
    day.house.deliver_all().await;
    assert_eq!(day.house.mails().await.len(), 3);
}

#[tokio::test]
async fn r23_one_reminder_that_moves_with_the_event() {
    let day = Day::with(5).await;
    day.register("Anna de Vries").await;
    let bram = day.register("Bram Jansen").await;
    events::cancel(&day.house.app, bram, Actor::Reader, "self").await.unwrap();
    let reminders = async || {
        for _ in 0..2 {
            events::tell_due(&day.house.app).await.unwrap();
        }
        let mails = day.house.mails().await;
        mails
            .iter()
            .filter(|mail| mail.subject.starts_with("Tot ziens"))
            .map(|mail| mail.to.clone())
            .collect::<Vec<_>>()
    };
    day.set_clock("2027-04-19T09:29");
    assert!(reminders().await.is_empty());
    day.set_clock("2027-04-19T09:30");
    assert_eq!(reminders().await, ["anna.de.vries@voorbeeld.nl"]);
    // It moves after its reminder went out, so it reminds again for the new day.
    let later = NewEvent { when: [wall("2027-05-12T09:30"), wall("2027-05-12T16:30")], ..network_day(5) };
    events::change_event(&day.house.app, day.member, day.event, day.row().await.version, &later).await.unwrap();
    assert_eq!(reminders().await.len(), 1);
    day.set_clock("2027-05-09T09:30");
    assert_eq!(reminders().await.len(), 2);
    day.set_clock("2027-05-12T10:00");
    assert_eq!(reminders().await.len(), 2, "nothing is sent for what has begun");
}

#[tokio::test]
async fn r24_deadlines_are_amsterdam_wall_time_also_when_the_clock_changes() {
    // 23 hours: 28 March 2027. 25 hours: 31 October 2027. Missing and doubled hours resolve once.
    for (text, millis) in [
        ("2027-03-28T01:59", 1_806_195_540_000),
        ("2027-03-28T02:30", 1_806_197_400_000),
        ("2027-03-28T03:00", 1_806_195_600_000),
        ("2027-10-31T02:30", 1_824_942_600_000),
        ("2027-10-31T03:00", 1_824_948_000_000),
    ] {
        assert_eq!(wall(text).resolve().instant().0, millis, "{text}");
    }
    let spring = NewEvent { window: [wall("2026-11-01T09:00"), wall("2027-03-28T12:00")], ..network_day(1) };
    let day = Day::of(spring).await;
    let id = day.register("Anna de Vries").await;
    day.join_list("Bram Jansen").await;
    // An offer of 24 hours over the night of 23 hours ends 24 hours later, not at the same hour.
    day.set_clock("2027-03-27T10:00");
    events::cancel(&day.house.app, id, Actor::Reader, "self").await.unwrap();
    let until = day.house.number("SELECT offered_until FROM event_waiting WHERE state = 'offered'").await;
    assert_eq!(until, wall("2027-03-28T11:00").resolve().instant().0);
    let mail = day.house.newest_mail_to("bram.jansen@voorbeeld.nl").await;
    assert!(mail.text.replace('\n', " ").contains("zondag 28 maart 2027, 11.00 uur"), "{}", mail.text);
    // An offer made in the evening does not run out at night.
    assert_eq!(day.guest(1).begin("Cees Smit", "cees@voorbeeld.nl").await.status, StatusCode::CONFLICT);
    day.set_clock("2027-03-28T12:00");
    assert_eq!(day.guest(1).begin("Cees Smit", "cees@voorbeeld.nl").await.status, StatusCode::SEE_OTHER);
    let closed = day.guest(1).begin("Cees Smit", "cees@voorbeeld.nl").await;
    assert!(!closed.location().contains("aanmelden/"), "after the close one is led to the page of the event");
}

#[tokio::test]
async fn r25_the_state_of_a_registration_is_the_replay_of_its_audit() {
    let day = Day::with(2).await;
    let session = day.session("1A", 1, ["10:45", "11:45"], 5).await;
    let app = &day.house.app;
    let anna = day.register("Anna").await;
    day.register("Bram").await;
    day.join_list("Cees").await;
    day.join_list("Dirk").await;
    events::change(app, anna, Actor::Reader, &[session]).await.unwrap();
    events::cancel(app, anna, Actor::Reader, "self").await.unwrap();
    let pool =
        samenspraak::base::id::PoolId(day.house.number("SELECT id FROM event_pools WHERE session_id IS NULL").await);
    events::accept(app, &day.of_name("Cees").await, pool).await.unwrap();
    events::leave(app, &day.of_name("Dirk").await, pool).await.unwrap();
    let guest = super::guest("Evi");
    events::substitute(app, day.of_name("Bram").await.id, Actor::Reader, (&guest, &super::mailbox("Evi")))
        .await
        .unwrap();
    let read = app.store.read();
    let text = "SELECT object_id, action FROM audit WHERE object = 'registration' ORDER BY id";
    let mut replayed: BTreeMap<i64, &str> = BTreeMap::new();
    let mut acts = 0;
    for row in read.query_all_raw(samenspraak::store::sql(read, text, [])).await.unwrap() {
        let (id, action): (i64, String) = (row.try_get("", "object_id").unwrap(), row.try_get("", "action").unwrap());
        acts += 1;
        match action.as_str() {
            "registration.register" | "registration.accept" => {
                replayed.insert(id, "registered");
            }
            "registration.wait" => {
                replayed.insert(id, "waiting");
            }
            "registration.cancel" | "registration.leave" | "registration.lapse" => {
                replayed.insert(id, "cancelled");
            }
            "registration.replace" => {
                replayed.insert(id, "replaced");
            }
            "registration.offer" | "registration.change" => {}
            other => panic!("{other}"),
        }
    }
    // Four came, one changed, one cancelled, one was offered and accepted, one left, one was replaced by one.
    assert_eq!(acts, 4 + 1 + 1 + 1 + 1 + 1 + 2);
    let rows = "SELECT id, state FROM event_registrations ORDER BY id";
    for row in read.query_all_raw(samenspraak::store::sql(read, rows, [])).await.unwrap() {
        let (id, state): (i64, String) = (row.try_get("", "id").unwrap(), row.try_get("", "state").unwrap());
        assert_eq!(replayed.get(&id), Some(&state.as_str()), "{id}");
    }
}

#[tokio::test]
async fn r26_needs_go_two_weeks_after_and_who_is_erased_leaves_a_count() {
    let day = Day::with(1).await;
    let anna = day.register("Anna de Vries").await;
    day.join_list("Bram Jansen").await;
    day.house.sql("UPDATE event_registrations SET needs = 'rolstoel'").await;
    day.set_clock("2027-05-06T16:29");
    events::tell_due(&day.house.app).await.unwrap();
    assert_eq!(day.of_name("Anna de Vries").await.needs, "rolstoel");
    day.set_clock("2027-05-06T16:30");
    events::tell_due(&day.house.app).await.unwrap();
    assert_eq!(day.of_name("Anna de Vries").await.needs, "");
    let tx = day.house.app.store.begin_write().await.unwrap();
    events::forget_attendees(&tx, &[anna]).await.unwrap();
    tx.commit().await.unwrap();
    let left = day.house.number(
        "SELECT COUNT(*) FROM event_registrations WHERE person_id IS NULL AND name = '' AND name_key = '' AND domain = ''
           AND ticket = '' AND uid = '' AND state = 'registered'",
    );
    assert_eq!(left.await, 1, "the row stays, and says nothing about anybody");
    day.assert_ledger().await;
}

/// A year after the event the purge has taken every word about those who came or wanted to, wherever it stood.
#[tokio::test]
async fn r26_after_the_retention_no_word_of_an_attendee_is_left_and_the_counts_are() {
    let day = Day::with(2).await;
    let app = &day.house.app;
    let session = day.session("1A", 1, ["10:45", "11:45"], 1).await;
    let (xaviera, yolanda) = (day.register("Xaviera Quist").await, day.register("Yolanda Quist").await);
    events::change(app, xaviera, Actor::Reader, &[session]).await.unwrap();
    events::wait_for(app, &day.of_name("Yolanda Quist").await, session).await.unwrap();
    day.join_list("Zeger Quist").await;
    day.house.sql("UPDATE event_registrations SET needs = 'quist', organisation = 'quist'").await;
    let shown = events::Shown::Row(yolanda);
    events::check_in(app, day.member, day.event, (&shown, "a")).await.unwrap();
    day.house.deliver_all().await;
    let words = [
        ("event_registrations", "name || name_key || organisation || domain || needs || uid || ticket"),
        ("event_bookings", "guests"),
        ("people", "address || address_key || name"),
        ("audit", "COALESCE(detail, '')"),
        ("event_scans", "verdict || nonce"),
        ("event_waiting", "state"),
    ];
    let count = async || {
        let mut many = Vec::new();
        for (table, columns) in words {
            let text: &'static str = format!(
                "SELECT COUNT(*) FROM {table} WHERE LOWER({columns}) LIKE '%quist%' OR LOWER({columns}) LIKE '%xaviera%'"
            )
            .leak();
            many.push(day.house.number(text).await);
        }
        many
    };
    let before = count().await;
    assert!(before[0] == 3 && before[1] > 0 && before[2] == 3, "{before:?}");
    for clock in ["2027-05-20T10:00", "2028-04-23T10:00"] {
        day.set_clock(clock);
        events::sweep(app).await.unwrap();
        events::tell_due(app).await.unwrap();
        samenspraak::privacy::purge(app).await.unwrap();
    }
    assert_eq!(count().await, [0; 6], "{before:?}");
    let linked = "SELECT COUNT(*) FROM event_registrations WHERE person_id IS NOT NULL";
    assert_eq!(day.house.number(linked).await, 0);
    assert_eq!((day.count("registered").await, day.count("waiting").await), (2, 1), "the counts stay");
    let scans = "SELECT COUNT(*) FROM event_scans WHERE verdict = 'in'";
    assert_eq!(day.house.number(scans).await, 1);
    let editor = day.house.signed_in_as(&[samenspraak::staff::Role::Editor]).await;
    let export =
        editor.post(&format!("/beheer/bijeenkomsten/{}/mensen/bestand", day.event), &[("kind", "csv")]).await.body;
    assert!(!export.to_lowercase().contains("quist"), "{export}");
}

#[tokio::test]
async fn r26_who_is_erased_before_the_day_gives_the_place_back() {
    let day = Day::with(1).await;
    day.register("Anna de Vries").await;
    day.join_list("Bram Jansen").await;
    day.house.deliver_all().await;
    let tx = day.house.app.store.begin_write().await.unwrap();
    let anna = samenspraak::people::by_key(&tx, "anna.de.vries@voorbeeld.nl").await.unwrap().unwrap();
    let who = samenspraak::room::Leaving { id: anna.id, address_key: anna.address_key };
    events::forget(&tx, &day.house.app, &who).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((day.count("registered").await, day.count("offered").await), (0, 1));
    let kept = day.house.number("SELECT COUNT(*) FROM event_bookings WHERE guests LIKE '%anna%'").await;
    assert_eq!(kept, 0, "not in the form that was sent either");
    day.assert_ledger().await;
}

#[tokio::test]
async fn r27_opening_a_page_changes_nothing() {
    let day = Day::with(1).await;
    let id = day.register("Anna de Vries").await;
    day.join_list("Bram Jansen").await;
    events::cancel(&day.house.app, id, Actor::Reader, "self").await.unwrap();
    let page = day.own_page("Bram Jansen").await;
    let booking = "/bijeenkomsten/1/aanmelden";
    let before = state_of(&day).await;
    for path in [
        &page,
        "/bijeenkomsten",
        "/bijeenkomsten/1",
        booking,
        "/bijeenkomsten/agenda.ics",
        "/bijeenkomsten/1/agenda.ics",
    ] {
        let answer = day.guest(1).get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
    for act in ["aanbod", "afmelden", "collega", "workshops", "mail", "wachten"] {
        let answer = day.guest(1).get(&format!("{page}/{act}")).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{act}");
    }
    assert_eq!(state_of(&day).await, before);
}

async fn state_of(day: &Day) -> Vec<i64> {
    vec![
        day.house.number("SELECT COUNT(*) FROM audit").await,
        day.house
            .number("SELECT CAST(SUM(id * 7 + taken * 100 + released * 10 + waiting) AS BIGINT) FROM event_pools")
            .await,
        day.house.number("SELECT COUNT(*) FROM event_waiting WHERE state = 'offered'").await,
        day.house.number("SELECT COUNT(*) FROM event_bookings").await,
        day.house.number("SELECT COUNT(*) FROM deliveries").await,
    ]
}

#[tokio::test]
async fn e05_an_item_asks_for_one_attendee_in_utc_without_link_or_code() {
    let day = Day::with(5).await;
    day.register("Anna de Vries").await;
    let row = day.of_name("Anna de Vries").await;
    let mails = day.house.mails().await;
    let [ticket, invitation] = &mails[..] else { panic!("{}", mails.len()) };
    assert!(!ticket.raw.contains("text/calendar"), "the proof does not live in a meeting request");
    assert!(ticket.text.contains(&format!("{} {}", &row.code[..4], &row.code[4..])), "{}", ticket.text);
    assert!(ticket.raw.contains("Content-ID: <bewijs>") && ticket.html.contains("cid:bewijs"));
    let item = calendar_of(invitation);
    for line in [
        "METHOD:REQUEST",
        "DTSTART:20270422T073000Z",
        "DTEND:20270422T143000Z",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        &format!("UID:{}", row.uid),
        "LOCATION:De Stadshof\\, Zwolle\\, Voorbeeldplein 1",
        "mailto:post@centrum.example",
        "mailto:anna.de.vries@voorbeeld.nl",
    ] {
        assert!(item.contains(line), "{line} is not in\n{item}");
    }
    assert_eq!(item.matches("ATTENDEE").count(), 1);
    assert!(!item.contains(&row.code) && !item.contains("/aanmelding/") && !item.contains("TZID"), "{item}");
    assert!(invitation.raw.contains("method=REQUEST; name=\"invite.ics\""));
    assert!(
        invitation.raw.starts_with("DKIM")
            || invitation.raw.contains("From: \"Expertisecentrum Voorbeeld\" <post@centrum.example>")
    );
}

#[tokio::test]
async fn e05_e06_another_day_is_told_once_and_calling_off_takes_it_back() {
    let day = Day::with(1).await;
    day.register("Anna de Vries").await;
    day.join_list("Bram Jansen").await;
    let uid = day.of_name("Anna de Vries").await.uid;
    for hour in ["10:00", "11:00"] {
        let moved =
            NewEvent { when: [wall(&format!("2027-10-31T{hour}")), wall("2027-10-31T16:00")], ..network_day(1) };
        events::change_event(&day.house.app, day.member, day.event, day.row().await.version, &moved).await.unwrap();
        day.house.wait(Duration::from_mins(2));
        events::tell_due(&day.house.app).await.unwrap();
    }
    day.house.wait(Duration::from_mins(5));
    events::tell_due(&day.house.app).await.unwrap();
    let mails = day.house.mails().await;
    let moved: Vec<_> = mails.iter().filter(|mail| mail.subject.starts_with("Veranderd")).collect();
    assert_eq!(moved.len(), 1, "several changes in a row make one letter");
    let item = calendar_of(moved[0]);
    assert!(item.contains("DTSTART:20271031T100000Z") && item.contains("SEQUENCE:1") && item.contains(&uid), "{item}");
    events::call_off(&day.house.app, day.member, day.event, "De spreker is ziek.").await.unwrap();
    for _ in 0..2 {
        events::tell_due(&day.house.app).await.unwrap();
    }
    let mails = day.house.mails().await;
    let off: Vec<_> = mails.iter().filter(|mail| mail.subject.starts_with("Gaat niet door")).collect();
    assert_eq!(off.len(), 2, "who has a place and who waits");
    assert!(off.iter().all(|mail| mail.text.contains("De spreker is ziek.")));
    let item = calendar_of(off[0]);
    assert!(
        item.contains("METHOD:CANCEL") && item.contains("STATUS:CANCELLED") && item.contains("SEQUENCE:2"),
        "{item}"
    );
    assert!(!off[1].raw.contains("text/calendar"), "who waits has nothing in their calendar");
}

#[tokio::test]
async fn e06_letters_are_in_the_language_of_whoever_registered() {
    let day = Day::with(5).await;
    let path = format!("/en/bijeenkomsten/{}/aanmelden", day.event);
    let page =
        day.guest(1).post(&path, &[("name", "Ann Lee"), ("address", "ann.lee@voorbeeld.nl"), ("guests", "1")]).await;
    assert!(page.location().starts_with("/en/"), "{}", page.location());
    day.guest(1).post(page.location(), &[]).await;
    let row = day.of_name("Ann Lee").await;
    assert_eq!(row.language, Language::English);
    let mail = &day.house.mails().await[0];
    assert_eq!(mail.subject, "Your ticket: Network day spring 2027");
    assert!(mail.text.contains("/en/bijeenkomsten/aanmelding/"), "{}", mail.text);
}
