//! The end of waiting lists, and what is told when something is over or moves late.

use std::time::Duration;

use axum::http::StatusCode;
use samenspraak::audit::Actor;
use samenspraak::base::Language;
use samenspraak::events::{self, NewEvent};

use super::letters::calendar_of;
use super::{Day, network_day, wall};
use crate::house::Mail;

#[tokio::test]
async fn e04_who_waited_in_vain_is_told_once() {
    let day = Day::with(1).await;
    day.register("Anna de Vries").await;
    let bram = day.join_list("Bram Jansen").await;
    day.set_clock("2027-04-08T16:59");
    events::end_lists(&day.house.app).await.unwrap();
    assert_eq!(day.count("waiting").await, 1);
    day.set_clock("2027-04-08T17:00");
    for _ in 0..2 {
        events::end_lists(&day.house.app).await.unwrap();
    }
    let told: Vec<_> = vain(&day).await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(told, ["bram.jansen@voorbeeld.nl"]);
    // Nobody waits any more, and the page says what became of it.
    assert_eq!((day.count("waiting").await, day.count("registered").await), (0, 1));
    let row = day.of_name("Bram Jansen").await;
    assert_eq!((row.id, row.reason.as_str()), (bram, "in-vain"));
    let own = day.guest(1).get(&day.own_page("Bram Jansen").await).await.body;
    assert!(own.contains("Er kwam geen plaats vrij") && !own.contains("U bent afgemeld"), "{own}");
    day.assert_ledger().await;
}

async fn vain(day: &Day) -> Vec<Mail> {
    day.house.mails().await.into_iter().filter(|mail| mail.subject.starts_with("Geen plaats")).collect()
}

#[tokio::test]
async fn e04_when_the_lists_close_the_released_places_are_everybody_s_again() {
    let day = Day::with(5).await;
    let full = day.session("1A", 1, ["10:45", "11:45"], 1).await;
    let (anna, bram) = (day.register("Anna de Vries").await, day.register("Bram Jansen").await);
    events::change(&day.house.app, anna, Actor::Reader, &[full]).await.unwrap();
    events::wait_for(&day.house.app, &day.of_name("Bram Jansen").await, full).await.unwrap();
    day.set_clock("2027-04-08T17:00");
    // Freed after the close, so nobody is offered it.
    events::change(&day.house.app, anna, Actor::Member(day.member), &[]).await.unwrap();
    let free = "SELECT CASE WHEN waiting > 0 THEN 0 ELSE capacity - taken - released END FROM event_pools WHERE session_id IS NOT NULL";
    assert_eq!(day.house.number(free).await, 0);
    events::end_lists(&day.house.app).await.unwrap();
    assert_eq!(day.house.number(free).await, 1, "the place is everybody's");
    let [told] = &vain(&day).await[..] else { panic!() };
    let words = told.text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.subject.contains("1A Workshop 1A") && words.contains("Uw plaats op Netwerkdag voorjaar 2027 houdt u"),
        "{words}"
    );
    assert_eq!(day.of_name("Bram Jansen").await.id, bram);
    assert_eq!(day.count("registered").await, 2, "the place of the day stays");
    assert_eq!(
        events::wait_for(&day.house.app, &day.of_name("Bram Jansen").await, full).await.unwrap(),
        events::Answered::Over
    );
    day.assert_ledger().await;
}

/// Half a day before the start nothing is offered any more, while one may still register: then it is full, and no list is open.
#[tokio::test]
async fn e04_nobody_is_put_on_a_list_that_is_closed() {
    let window = [wall("2026-11-01T09:00"), wall("2027-04-22T09:00")];
    let day = Day::of(NewEvent { window, ..network_day(1) }).await;
    day.register("Anna de Vries").await;
    // Whoever began in time finds the list closed at the second screen.
    day.set_clock("2027-04-21T21:25");
    let early = [("name", "Dirk Vos"), ("address", "dirk@voorbeeld.nl"), ("guests", "1"), ("waits", "yes")];
    let second = day.guest(2).post(&format!("/bijeenkomsten/{}/aanmelden", day.event), &early).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.body);
    day.set_clock("2027-04-21T21:35");
    let late = day.guest(2).post(second.location(), &[]).await;
    assert_eq!(late.location(), format!("/bijeenkomsten/{}", day.event), "where the list says that it is closed");
    assert_eq!(day.count("waiting").await, 0);
    let page = day.guest(1).get(&format!("/bijeenkomsten/{}", day.event)).await.body;
    assert!(page.contains("de wachtlijst is gesloten") && !page.contains("Zet mij op de wachtlijst"), "{page}");
    let path = format!("/bijeenkomsten/{}/aanmelden", day.event);
    let fields = [("name", "Bram"), ("address", "bram@voorbeeld.nl"), ("guests", "1"), ("waits", "yes")];
    let told = day.guest(1).post(&path, &fields).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.body.contains("De wachtlijst is gesloten") && told.body.contains("value=\"Bram\""), "{}", told.body);
    let by_hand = (&super::guest("Cees Smit"), &super::mailbox("Cees Smit"), Language::Dutch);
    let added = events::add_by_hand(&day.house.app, day.member, day.event, by_hand).await.unwrap();
    assert_eq!(added, events::Added::Full);
    assert_eq!(day.count("waiting").await, 0);
}

#[tokio::test]
async fn e04_who_only_waited_reads_nothing_about_a_code_or_a_calendar() {
    let day = Day::with(1).await;
    day.register("Anna de Vries").await;
    let bram = day.join_list("Bram Jansen").await;
    events::cancel(&day.house.app, bram, Actor::Member(day.member), "staff").await.unwrap();
    let mail = day.house.newest_mail_to("bram.jansen@voorbeeld.nl").await;
    assert!(mail.subject.starts_with("Van de wachtlijst"), "{}", mail.subject);
    assert!(mail.text.contains("niet meer op de wachtlijst"), "{}", mail.text);
    assert!(!mail.text.contains("code werkt") && !mail.text.contains("uit uw agenda"), "{}", mail.text);
    day.join_list("Cees Smit").await;
    day.house.wait(Duration::from_secs(1));
    events::call_off(&day.house.app, day.member, day.event, "De zaal is weg.").await.unwrap();
    events::tell_due(&day.house.app).await.unwrap();
    let mail = day.house.newest_mail_to("cees.smit@voorbeeld.nl").await;
    assert!(mail.text.contains("De zaal is weg.") && !mail.text.contains("uit uw agenda"), "{}", mail.text);
}

/// Of a course that has begun, the later days can still move.
#[tokio::test]
async fn e06_a_later_day_of_a_course_that_moves_is_told_after_the_first() {
    let new =
        NewEvent { when: [wall("2027-04-22T13:00"), wall("2027-04-24T17:00")], reminder_days: 0, ..network_day(3) };
    let day = Day::of(new.clone()).await;
    day.register("Anna de Vries").await;
    day.set_clock("2027-04-22T18:00");
    let seen = day.house.mails().await.len();
    let later = NewEvent { when: [new.when[0], wall("2027-04-24T16:00")], ..new };
    events::change_event(&day.house.app, day.member, day.event, day.row().await.version, &later).await.unwrap();
    day.house.wait(Duration::from_mins(5));
    for _ in 0..2 {
        events::tell_due(&day.house.app).await.unwrap();
    }
    let mails = &day.house.mails().await[seen..];
    let subjects: Vec<_> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(
        subjects,
        ["Veranderd: Netwerkdag voorjaar 2027", "Voor uw agenda: Netwerkdag voorjaar 2027 (dag 3 van 3)"]
    );
    // The day that was stays as it was in the calendar.
    assert!(calendar_of(&mails[0]).contains("DTSTART:20270423T110000Z"), "{}", calendar_of(&mails[0]));
    day.set_clock("2027-04-24T16:00");
    events::tell_due(&day.house.app).await.unwrap();
    assert_eq!(day.house.mails().await.len(), seen + 2);
}
