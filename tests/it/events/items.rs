//! Items for a calendar, as files that an independent reader looks at (`tests/e2e/calendar.mjs`): what goes out when somebody
//! registers, the event moves, it is called off, or a colleague comes instead; in winter, in summer, and around both nights in
//! which the clock changes; and a course, which has an item for each day.

use std::path::PathBuf;
use std::time::Duration;

use samenspraak::audit::Actor;
use samenspraak::base::id::EventSessionId;
use samenspraak::events::{self, EventKind, NewEvent, NewSession};

use super::letters::calendar_of;
use super::{Day, guest, mailbox, network_day, wall};

/// Writes a file for the other reader.
fn kept(name: &str, text: &str) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("items");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{name}.ics")), text).unwrap();
}

/// Everything for a calendar that went out since so many mails, as it is in the mail, with random parts replaced.
async fn items(day: &Day, since: usize, uids: &mut Vec<String>) -> Vec<String> {
    let mails = day.house.mails().await;
    let mut items: Vec<String> = mails[since..]
        .iter()
        .filter(|mail| mail.raw.contains("Content-Type: text/calendar"))
        .map(calendar_of)
        .collect();
    for item in &mut items {
        let uid = item.lines().find_map(|line| line.strip_prefix("UID:")).unwrap().trim().to_owned();
        let base = match uid.split_once('-') {
            Some((day, base)) if day.bytes().all(|byte| byte.is_ascii_digit()) => base.to_owned(),
            _ => uid,
        };
        if !uids.contains(&base) {
            uids.push(base.clone());
        }
        let number = uids.iter().position(|known| *known == base).unwrap() + 1;
        *item = item.replace(&base, &format!("plaats-{number}@centrum.example"));
    }
    // A course sends several at once, in any order.
    items.sort_by_key(|item| {
        let start = item.lines().find(|line| line.starts_with("DTSTART"));
        (start.unwrap_or_default().to_owned(), item.clone())
    });
    items
}

async fn walk(name: &str, from: [&str; 2], to: [&str; 2]) {
    let window = [wall("2026-11-01T09:00"), wall("2026-11-30T17:00")];
    let new = NewEvent { when: from.map(wall), window, reminder_days: 0, ..network_day(5) };
    let day = Day::of(new.clone()).await;
    let (app, mut uids, mut seen) = (&day.house.app, Vec::new(), 0);
    let anna = day.register("Anna").await;
    kept(&format!("{name}-1-create"), &items(&day, seen, &mut uids).await.concat());
    seen = day.house.mails().await.len();
    day.house.wait(Duration::from_mins(1));
    let moved = NewEvent { when: to.map(wall), ..new };
    events::change_event(app, day.member, day.event, day.row().await.version, &moved).await.unwrap();
    day.house.wait(Duration::from_mins(6));
    events::tell_due(app).await.unwrap();
    kept(&format!("{name}-2-move"), &items(&day, seen, &mut uids).await.concat());
    seen = day.house.mails().await.len();
    events::substitute(app, anna, Actor::Reader, (&guest("Bram"), &mailbox("Bram"))).await.unwrap();
    let mut both = items(&day, seen, &mut uids).await;
    both.sort();
    kept(&format!("{name}-3-substitute"), &both.concat());
    seen = day.house.mails().await.len();
    day.house.wait(Duration::from_mins(1));
    events::call_off(app, day.member, day.event, "storm").await.unwrap();
    events::tell_due(app).await.unwrap();
    kept(&format!("{name}-4-cancel"), &items(&day, seen, &mut uids).await.concat());
}

#[tokio::test]
async fn e05_items_in_winter_and_summer() {
    walk("january", ["2027-01-14T09:30", "2027-01-14T16:30"], ["2027-07-08T09:30", "2027-07-08T16:30"]).await;
}

#[tokio::test]
async fn e05_items_around_the_nights_in_which_the_clock_changes() {
    walk("march", ["2027-03-27T09:30", "2027-03-27T16:30"], ["2027-03-28T09:30", "2027-03-28T16:30"]).await;
    walk("october", ["2027-10-30T09:30", "2027-10-30T16:30"], ["2027-10-31T09:30", "2027-10-31T16:30"]).await;
}

fn part(day: &str) -> NewSession {
    NewSession {
        round: 0,
        code: String::new(),
        title: [format!("Les van {day}"), String::new()],
        about: Default::default(),
        speaker: String::new(),
        room: String::new(),
        when: [wall(&format!("{day}T13:00")), wall(&format!("{day}T17:00"))],
        capacity: 0,
    }
}

#[tokio::test]
async fn e05_a_course_has_an_item_for_each_of_its_days() {
    let window = [wall("2026-11-01T09:00"), wall("2026-11-30T17:00")];
    let days = ["2027-03-05", "2027-03-12", "2027-03-19", "2027-04-02", "2027-04-09"];
    let when = [wall("2027-03-05T13:00"), wall("2027-04-09T17:00")];
    let new = NewEvent { kind: EventKind::Course, when, window, reminder_days: 0, ..network_day(5) };
    let day = Day::of(new).await;
    let app = &day.house.app;
    for one in days {
        events::save_session(app, day.member, day.event, None, &part(one)).await.unwrap();
    }
    day.house.wait(Duration::from_mins(6));
    let (mut uids, mut seen) = (Vec::new(), 0);
    let anna = day.register("Anna").await;
    let sent = items(&day, seen, &mut uids).await;
    assert_eq!(sent.len(), 5, "one a day, each in a letter of its own");
    kept("course-1-create", &sent.concat());
    // The last day is moved, and the fourth does not take place.
    day.house.wait(Duration::from_mins(1));
    seen = day.house.mails().await.len();
    let ids = [4, 5].map(EventSessionId);
    events::save_session(app, day.member, day.event, Some(ids[1]), &part("2027-04-16")).await.unwrap();
    events::remove_session(app, day.member, day.event, ids[0]).await.unwrap();
    day.house.wait(Duration::from_mins(6));
    events::tell_due(app).await.unwrap();
    let moved = items(&day, seen, &mut uids).await;
    let taken_back = moved.iter().filter(|item| item.contains("METHOD:CANCEL")).count();
    assert_eq!((moved.len(), taken_back), (5, 1), "four days, and the fifth is taken back");
    kept("course-2-move", &moved.concat());
    seen = day.house.mails().await.len();
    events::cancel(app, anna, Actor::Reader, "self").await.unwrap();
    let gone = items(&day, seen, &mut uids).await;
    assert!(gone.len() == 4 && gone.iter().all(|item| item.contains("METHOD:CANCEL")));
    kept("course-3-cancel", &gone.concat());
    let feed = day.guest(1).get("/bijeenkomsten/agenda.ics").await.body.replace("\r\n ", "");
    assert_eq!(feed.matches("BEGIN:VEVENT").count(), 4);
}

#[tokio::test]
async fn e05_a_retraining_of_two_days_without_a_programme_has_each_day_at_its_hours() {
    let window = [wall("2026-11-01T09:00"), wall("2026-11-30T17:00")];
    let when = [wall("2027-03-27T09:30"), wall("2027-03-28T16:30")];
    let day = Day::of(NewEvent { kind: EventKind::Retraining, when, window, ..network_day(5) }).await;
    day.register("Anna").await;
    let sent = items(&day, 0, &mut Vec::new()).await;
    assert_eq!(sent.len(), 2);
    // The clock changes in between: half past nine is half past nine.
    assert!(sent[0].contains("DTSTART:20270327T083000Z") && sent[0].contains("DTEND:20270327T153000Z"), "{}", sent[0]);
    assert!(sent[1].contains("DTSTART:20270328T073000Z") && sent[1].contains("DTEND:20270328T143000Z"), "{}", sent[1]);
    assert!(sent[1].contains("(dag 2 van 2)"));
}
