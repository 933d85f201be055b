//! What calendars answer.

use samenspraak::events::{self, NewEvent};
use samenspraak::returns::{self, Door, Taken};
use samenspraak::store::tables::event_registrations;

use super::letters::calendar_of;
use super::{Day, address, network_day, wall};

/// An answer as a calendar mails it: to which UID, by whom, what, which sequence, and stamped when.
fn reply(uid: &str, who: &str, says: &str, (sequence, stamp): (i64, &str)) -> String {
    mail(
        &format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Voorbeeld//Agenda//NL\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:{sequence}\r\n\
         DTSTAMP:{stamp}\r\nDTSTART:20270422T073000Z\r\nDTEND:20270422T143000Z\r\nATTENDEE;PARTSTAT={says}:MAILTO:{who}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        ),
        "REPLY",
    )
}

fn mail(calendar: &str, method: &str) -> String {
    format!(
        "From: agenda@voorbeeld.nl\r\nTo: bijeenkomsten@centrum.example\r\nSubject: antwoord\r\nAuto-Submitted: auto-generated\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/calendar; charset=utf-8; method={method}\r\n\r\n{calendar}"
    )
}

async fn take(day: &Day, mail: &str) -> Taken {
    returns::take(&day.house.app, Door::Pipe, &[], mail.as_bytes()).await.unwrap()
}

async fn anna(day: &Day) -> event_registrations::Model {
    day.of_name("Anna").await
}

async fn questions(day: &Day) -> usize {
    day.house.mails().await.iter().filter(|mail| mail.subject.starts_with("Komt u nog?")).count()
}

#[tokio::test]
async fn e05_a_decline_asks_and_the_place_stays_until_its_holder_says_so() {
    let day = Day::with(1).await;
    day.register("Anna").await;
    day.join_list("Bram").await;
    let row = anna(&day).await;
    let (uid, who) = (row.uid.clone(), address("Anna").to_uppercase());
    assert_eq!(take(&day, &reply(&uid, &who, "DECLINED", (0, "20261121T100000Z"))).await, Taken::Kept);
    let declined = anna(&day).await;
    assert!(declined.declined_at.is_some() && declined.reply == "declined");
    assert_eq!(day.count("registered").await, 1, "no mail of a calendar acts by itself");
    assert_eq!(day.count("offered").await, 0);
    // Again, later: one open question.
    take(&day, &reply(&uid, &who, "DECLINED", (0, "20261121T110000Z"))).await;
    assert_eq!(questions(&day).await, 1);
    let own = day.own_page("Anna").await;
    let page = day.guest(1).get(&own).await.body;
    assert!(page.contains("Komt u nog?") && page.contains("Er wachten mensen op een plaats"), "{page}");
    let organiser = day.house.signed_in_as(&[samenspraak::staff::Role::Editor]).await;
    assert!(
        organiser.get(&format!("/beheer/bijeenkomsten/{}/mensen", day.event)).await.body.contains("agenda zegt nee")
    );
    // She comes after all; an answer that was on its way before that opens nothing again.
    let come = day.guest(1).post(&format!("{own}/ik-kom"), &[]).await;
    assert!(come.location().ends_with("gedaan=u-komt"));
    assert!(anna(&day).await.declined_at.is_none());
    let clock = day.house.app.clock.now().utc().format("%Y%m%dT%H%M%SZ").to_string();
    take(&day, &reply(&uid, &who, "DECLINED", (0, "20261121T110500Z"))).await;
    take(&day, &reply(&uid, &who, "DECLINED", (0, &clock))).await;
    assert!(anna(&day).await.declined_at.is_none());
    // And the button of the page gives the place on, through the same verb as ever.
    day.house.wait(std::time::Duration::from_mins(1));
    let later = day.house.app.clock.now().utc().format("%Y%m%dT%H%M%SZ").to_string();
    take(&day, &reply(&uid, &who, "DECLINED", (0, &later))).await;
    assert!(anna(&day).await.declined_at.is_some());
    day.guest(1).post(&format!("{own}/afmelden"), &[]).await;
    assert_eq!(day.count("offered").await, 1);
    day.assert_ledger().await;
    // Nothing revives.
    take(&day, &reply(&uid, &who, "ACCEPTED", (9, "20271121T110000Z"))).await;
    assert_eq!(anna(&day).await.state.word(), "cancelled");
}

#[tokio::test]
async fn e05_the_newest_answer_counts_and_a_clock_that_runs_ahead_shuts_out_none() {
    let day = Day::with(3).await;
    day.register("Anna").await;
    let (uid, who) = (anna(&day).await.uid, address("Anna"));
    take(&day, &reply(&uid, &who, "DECLINED", (0, "20261121T100000Z"))).await;
    take(&day, &reply(&uid, &who, "ACCEPTED", (0, "20261121T090000Z"))).await;
    assert_eq!(anna(&day).await.reply, "declined", "an older answer changes nothing");
    take(&day, &reply(&uid, &who, "TENTATIVE", (0, "20261121T100100Z"))).await;
    let row = anna(&day).await;
    assert!(row.reply == "tentative" && row.declined_at.is_none());
    take(&day, &reply(&uid, &who, "ACCEPTED", (0, "99991231T235959Z"))).await;
    assert_eq!(anna(&day).await.reply, "accepted");
    day.house.wait(std::time::Duration::from_mins(5));
    let now = day.house.app.clock.now().utc().format("%Y%m%dT%H%M%SZ").to_string();
    take(&day, &reply(&uid, &who, "DECLINED", (0, &now))).await;
    assert_eq!(anna(&day).await.reply, "declined");
    // A "no" to the old day says nothing about the new one.
    day.house.wait(std::time::Duration::from_mins(1));
    take(&day, &reply(&uid, &who, "ACCEPTED", (0, "99991231T235959Z"))).await;
    let later = NewEvent { when: [wall("2027-05-12T09:30"), wall("2027-05-12T16:30")], ..network_day(3) };
    events::change_event(&day.house.app, day.member, day.event, day.row().await.version, &later).await.unwrap();
    day.house.wait(std::time::Duration::from_mins(6));
    events::tell_due(&day.house.app).await.unwrap();
    day.house.wait(std::time::Duration::from_mins(6));
    let now = day.house.app.clock.now().utc().format("%Y%m%dT%H%M%SZ").to_string();
    let before = anna(&day).await.reply;
    take(&day, &reply(&uid, &who, "DECLINED", (0, &now))).await;
    assert_eq!((anna(&day).await.reply, before.as_str()), (before.clone(), "accepted"));
    take(&day, &reply(&uid, &who, "DECLINED", (1, &now))).await;
    assert_eq!(anna(&day).await.reply, "declined");
}

#[tokio::test]
async fn e05_only_a_plain_answer_of_the_holder_to_our_item_counts() {
    let day = Day::with(3).await;
    day.register("Anna").await;
    let (uid, who, at) = (anna(&day).await.uid, address("Anna"), (0, "20261121T100000Z"));
    let good = reply(&uid, &who, "DECLINED", at);
    let series = good.replace("SEQUENCE:0", "SEQUENCE:0\r\nRECURRENCE-ID:20270422T073000Z");
    let two = good.replace("END:VEVENT", "ATTENDEE;PARTSTAT=DECLINED:mailto:x@voorbeeld.nl\r\nEND:VEVENT");
    let item = good.split_once("BEGIN:VEVENT").unwrap().1.split_once("END:VCALENDAR").unwrap().0;
    let twice = good.replace("END:VCALENDAR", &format!("BEGIN:VEVENT{item}END:VCALENDAR"));
    for (what, mail) in [
        ("somebody to whom it was sent on", reply(&uid, "bram@voorbeeld.nl", "DECLINED", at)),
        ("a counter proposal", good.replace("REPLY", "COUNTER")),
        ("a cancel", good.replace("REPLY", "CANCEL")),
        ("a delegate", reply(&uid, &who, "DELEGATED", at)),
        ("no answer yet", reply(&uid, &who, "NEEDS-ACTION", at)),
        ("another item", reply("iets-anders@voorbeeld.nl", &who, "DECLINED", at)),
        ("the second day", reply(&format!("2-{uid}"), &who, "DECLINED", at)),
        ("one of a series", series),
        ("two attendees", two),
        ("two items", twice),
        ("no mail address", good.replace("MAILTO:", "urn:uuid:")),
        ("a calendar of a megabyte", good.replace("SEQUENCE:0", &format!("COMMENT:{}", "x".repeat(200_000)))),
        ("a torn one", good[..good.len() - 60].to_owned()),
    ] {
        take(&day, &mail).await;
        let row = anna(&day).await;
        assert!(row.reply.is_empty() && row.declined_at.is_none(), "{what}");
    }
    // What Outlook and Google write is understood: encoded, with a zone of theirs, folded, in capitals.
    for file in ["calendar-outlook-declines", "calendar-marked-automatic", "calendar-latin1"] {
        let text = std::fs::read_to_string(format!("{}/tests/mails/{file}.eml", env!("CARGO_MANIFEST_DIR")));
        let read = returns::read(text.unwrap_or_default().as_bytes());
        if !file.ends_with("latin1") {
            let answer = read.answer.unwrap();
            assert_eq!(answer.uid, "7f3c2a90-voorbeeld-aanmelding-1@centrum.example");
            assert_eq!(answer.attendee.to_lowercase(), "anna.devries@veiligheidsregio.example");
            assert_eq!((answer.says.word(), answer.sequence), ("declined", 1));
            assert_eq!(answer.stamp.unwrap().utc().to_rfc3339(), "2026-11-29T18:52:29+00:00");
        }
    }
    take(&day, &good).await;
    assert_eq!(anna(&day).await.reply, "declined", "and without all that it counts");
}

#[test]
fn e05_hostile_calendars_are_read_without_a_panic() {
    let good = reply("abc@voorbeeld.nl", "anna@voorbeeld.nl", "DECLINED", (0, "20261121T100000Z")).into_bytes();
    // A small generator of our own: the same bytes every time.
    let mut state = 7_u64;
    let mut next = move |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % bound
    };
    let pieces: [&[u8]; 9] = [
        b"BEGIN:VEVENT\r\n",
        b"END:VEVENT\r\n",
        b";",
        b":",
        b"\"",
        b"\r\n ",
        b"\xff",
        b"RRULE:FREQ=DAILY;COUNT=9999999999\r\n",
        b"99999",
    ];
    for _ in 0..3_000 {
        let mut bytes = good.clone();
        for _ in 0..=next(6) {
            let at = next(bytes.len());
            match next(3) {
                0 => bytes.truncate(at.max(1)),
                1 => bytes[at] = u8::try_from(next(256)).unwrap(),
                _ => drop(bytes.splice(at..at, pieces[next(pieces.len())].iter().copied())),
            }
        }
        let _ = returns::read(&bytes);
    }
    let deep = "BEGIN:VEVENT\r\n".repeat(4_000);
    let _ = returns::read(mail(&format!("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n{deep}"), "REPLY").as_bytes());
}

/// The item that was sent is one that the answer finds again.
#[tokio::test]
async fn e05_the_uid_of_the_item_is_the_one_that_an_answer_names() {
    let day = Day::with(3).await;
    day.register("Anna").await;
    let mails = day.house.mails().await;
    let item = mails.iter().find(|mail| mail.raw.contains("text/calendar")).map(calendar_of).unwrap();
    let uid = item.lines().find_map(|line| line.strip_prefix("UID:")).unwrap().trim().to_owned();
    take(&day, &reply(&uid, &address("Anna"), "DECLINED", (0, "20261121T100000Z"))).await;
    assert!(anna(&day).await.declined_at.is_some());
}
