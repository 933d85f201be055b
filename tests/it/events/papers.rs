//! The papers of an event.

use axum::http::StatusCode;
use samenspraak::events::{self, NewEvent, Shown};
use samenspraak::store::tables::states::{EventKind, Role};

use super::{Day, network_day, wall};
use crate::house::{Answer, Visitor};
use crate::paper::{read, squeezed, told};

const HERE: &str = "/beheer/bijeenkomsten/1/papier";
/// What nobody is called, and what some are.
const HOSTILE: [&str; 6] = [
    "#read(\"/etc/passwd\") $x$",
    "*a* _b_ // \\ @cite <label>",
    "[#import \"x\"] `raw` = H",
    "#panic(\"x\") #data.rows",
    "<b>Vet</b> &amp; {{naam}}",
    "/* weg */ -- ~ \"aan'halen\"",
];
const ALL_OVER: [&str; 10] = [
    "Zoë Müßig-Çelik",
    "Łukasz Żółć",
    "Ğülşen İpekçi",
    "Nguyễn Thị Ánh Đặng",
    "Ελένη Παπαδοπούλου",
    "Сергей Щербаков",
    "Ștefan Țepeș",
    "Jānis Bērziņš",
    "Þórður Ægisson",
    "Dvořák-Růžičková Ľubomíra",
];

async fn take(member: &Visitor, fields: &[(&str, &str)]) -> Answer {
    member.post(HERE, fields).await
}

/// A day with so many people, of whom some are called as nobody is.
async fn crowded(many: i64) -> (Day, Vec<String>) {
    let day = Day::with(many + 100).await;
    day.session("1A", 1, ["10:45", "11:45"], 100).await;
    let anna = day.register("Anna de Vries").await;
    let long = |number: i64| {
        format!("Wolfeschlegelsteinhausenbergerdorff{number} van den Heuvel-Schimmelpenninck van der Oye-Achterberg")
    };
    let special = HOSTILE.into_iter().chain(ALL_OVER).map(str::to_owned);
    let names: Vec<String> = special.chain((17..many).map(long)).collect();
    for (at, name) in names.iter().enumerate() {
        let like = format!(
            "INSERT INTO event_registrations (event_id, number, epoch, name, name_key, organisation, domain, language, state, reason, code,
               ticket, origin, uid, sequence, needs, made_at)
             SELECT event_id, number + {0}, epoch, '{1}', '{0}', 'Regio Oost *{0}*', domain, language, state, reason, 'AAAA{2}',
               '{3:A>26}', origin, 'uid-{0}', sequence, needs, made_at FROM event_registrations WHERE id = {4}",
            at + 1,
            name.replace('\'', "''"),
            letters(at),
            letters(at),
            anna
        );
        day.house.sql(&like).await;
    }
    day.house.sql(&format!("UPDATE event_pools SET taken = {} WHERE session_id IS NULL", names.len() + 1)).await;
    // Some of each kind chose a workshop.
    let chosen = "SELECT id, 1, made_at FROM event_registrations ORDER BY id LIMIT 30";
    day.house.sql(&format!("INSERT INTO event_choices (registration_id, session_id, made_at) {chosen}")).await;
    day.house.sql("UPDATE event_pools SET taken = 30 WHERE session_id IS NOT NULL").await;
    (day, names)
}

/// A number as four letters.
fn letters(number: usize) -> String {
    let letter = |shift: usize| {
        char::from(b'A' + u8::try_from(number / 26_usize.pow(3 - u32::try_from(shift).unwrap()) % 26).unwrap())
    };
    (0..4).map(letter).collect()
}

#[tokio::test]
async fn e07_every_letter_of_every_name_is_on_every_list() {
    let (day, names) = crowded(200).await;
    let member = day.house.signed_in_as(&[Role::Editor]).await;
    let attendance = take(&member, &[("soort", "presentielijst")]).await;
    let list = read(&attendance, "Presentielijst, Netwerkdag voorjaar 2027", "nl");
    let of_workshop = async |kind| take(&member, &[("soort", kind), ("voor", "onderdeel-1")]).await;
    let signing = read(&of_workshop("tekenlijst").await, "Tekenlijst: 1A Workshop 1A, Netwerkdag voorjaar 2027", "nl");
    let badges = read(&of_workshop("badges").await, "Badges, Netwerkdag voorjaar 2027", "nl");
    for (at, name) in ["Anna de Vries"].into_iter().chain(names.iter().map(String::as_str)).enumerate() {
        for (paper, kind) in [(&list, "list"), (&signing, "signing list"), (&badges, "badge")] {
            let is_on = paper.words.contains(&squeezed(name));
            assert_eq!(is_on, at < 30 || kind == "list", "{name} on the {kind}");
        }
    }
    // The heads of the columns come again on each sheet, and the number of the sheet.
    let last = format!("Blad{0}van{0}", list.sheets);
    assert!(list.sheets > 5 && list.words.contains(&last), "{last}");
    assert_eq!(list.words.matches("NaamOrganisatieWorkshops").count(), list.sheets);
    assert_eq!(signing.words.matches("WorkshopsHandtekening").count(), signing.sheets);
    assert!(list.words.contains("200mensen") && list.words.contains("Vernietigditbladuiterlijkop6mei2027."));
    assert_eq!(badges.sheets, 30 / 8 + 1, "empty ones for who comes unannounced");
    // In the order of surnames: of Jānis Bērziņš before Anna de Vries, whose prefix does not count.
    let place = |name: &str| list.words.find(&squeezed(name)).unwrap();
    assert!(place("Jānis Bērziņš") < place("Anna de Vries"));
    // The same people at the same moment give the same file.
    assert!(of_workshop("badges").await.bytes == of_workshop("badges").await.bytes, "another file");
    let structure = told("pdfinfo", &["-struct"], &attendance.bytes, &[]);
    for part in ["Table", "THead", "TH", "TD"] {
        assert!(structure.contains(part), "no {part}");
    }
    assert_eq!(day.house.number("SELECT COUNT(*) FROM audit WHERE action = 'event.export' AND object_id = 1").await, 5);
}

#[tokio::test]
async fn e07_what_cannot_be_drawn_is_said_and_an_empty_list_is_a_list() {
    let day = Day::with(9).await;
    let session = day.session("1A", 1, ["10:45", "11:45"], 4).await;
    let member = day.house.signed_in_as(&[Role::Editor]).await;
    let empty = member.get(HERE).await.body;
    assert!(empty.contains("Nog niemand aangemeld") && !empty.contains("Download"), "{empty}");
    let list =
        read(&take(&member, &[("soort", "presentielijst")]).await, "Presentielijst, Netwerkdag voorjaar 2027", "nl");
    assert!(list.words.contains("Nogniemandaangemeld.") && list.sheets == 1, "{}", list.words);
    let signing = read(&take(&member, &[("soort", "tekenlijst")]).await, "Tekenlijst, Netwerkdag voorjaar 2027", "nl");
    assert!(signing.words.contains("Handtekening"), "{}", signing.words);

    day.register("Anna de Vries").await;
    let bram = day.register("Bram Jansen").await;
    events::change(&day.house.app, bram, samenspraak::audit::Actor::Reader, &[session]).await.unwrap();
    day.house
        .sql("UPDATE event_registrations SET name = '王伟 Smit', code = 'K7QF3MXT' WHERE name = 'Anna de Vries'")
        .await;
    day.house
        .sql("UPDATE event_registrations SET name = 'فاطمة كهن משה', organisation = 'Règio' WHERE name = 'Bram Jansen'")
        .await;
    let page = member.get(HERE).await.body;
    for words in [
        "Deze namen kunnen wij niet helemaal drukken",
        "<li>王伟 Smit</li>",
        "iedereen (2)",
        "1A Workshop 1A (1)",
        "2 badges, 1 blad)",
    ] {
        assert!(page.contains(words), "{words} is not on\n{page}");
    }
    assert!(!page.contains("<li>فاطمة"), "this one can be drawn");
    let list =
        read(&take(&member, &[("soort", "presentielijst")]).await, "Presentielijst, Netwerkdag voorjaar 2027", "nl");
    assert!(list.words.contains("__Smit(K7QF3MXT).") && list.words.matches("__Smit").count() == 2, "{}", list.words);
    for part in ["فاطمة", "كهن", "משה", "Règio"] {
        let backwards: String = part.chars().rev().collect();
        assert!(list.words.contains(part) || list.words.contains(&backwards), "{part} is not in {}", list.words);
    }
    // Of a workshop only who chose it, with its room.
    let fields = [("soort", "presentielijst"), ("voor", "onderdeel-1")];
    let of_workshop =
        read(&take(&member, &fields).await, "Presentielijst: 1A Workshop 1A, Netwerkdag voorjaar 2027", "nl");
    assert!(of_workshop.words.contains("ZaalIJssel") && !of_workshop.words.contains("Smit"), "{}", of_workshop.words);
    assert_eq!(take(&member, &[("soort", "onzin")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn e07_only_who_may_take_a_list_gets_one() {
    let day = Day::with(2).await;
    day.register("Anna de Vries").await;
    let reader = day.house.signed_in_as(&[]).await;
    assert_eq!(reader.post(HERE, &[("soort", "badges")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(reader.get(HERE).await.status, StatusCode::FORBIDDEN);
    assert_ne!(day.house.visitor().post(HERE, &[("soort", "badges")]).await.status, StatusCode::OK);
    assert_eq!(day.house.number("SELECT COUNT(*) FROM audit WHERE action = 'event.export'").await, 0);
}

async fn seen(day: &Day, name: &str, at: &str) {
    day.set_clock(at);
    let code = Shown::Code(day.of_name(name).await.code);
    events::check_in(&day.house.app, day.member, day.event, (&code, &format!("{name} {at}"))).await.unwrap();
}

#[tokio::test]
async fn e12_who_was_there_has_a_certificate_and_nobody_else() {
    let day = Day::with(9).await;
    for name in ["Anna de Vries", "Bram Jansen", "Cees Smit"] {
        day.register(name).await;
    }
    let [anna, bram, cees] =
        [day.own_page("Anna de Vries").await, day.own_page("Bram Jansen").await, day.own_page("Cees Smit").await];
    seen(&day, "Anna de Vries", "2027-04-22T09:12").await;
    seen(&day, "Cees Smit", "2027-04-22T09:13").await;
    let cees_row = day.of_name("Cees Smit").await;
    assert!(events::undo(&day.house.app, day.member, day.event, cees_row.id).await.unwrap());
    let guest = day.guest(1);
    let refused = async |page: &str| {
        let answer = guest.post(&format!("{page}/bewijs"), &[]).await;
        assert!(answer.location().ends_with("gedaan=geen-bewijs"), "{}", answer.location());
        assert!(!guest.get(page).await.body.contains("Download uw bewijs"));
    };
    refused(&anna).await;
    day.set_clock("2027-04-22T16:30");
    for page in [&bram, &cees] {
        refused(page).await;
    }
    assert!(guest.get(&anna).await.body.contains("Download uw bewijs (PDF)"));
    let paper = read(&guest.post(&format!("{anna}/bewijs"), &[]).await, "Bewijs van deelname", "nl");
    for words in [
        "Bewijs van deelname",
        "Anna de Vries",
        "nam deel aan",
        "Netwerkdag voorjaar 2027",
        "donderdag 22 april 2027, 9.30 tot 16.30 uur",
        "Opgemaakt op 22 april 2027",
    ] {
        assert!(paper.words.contains(&squeezed(words)), "{words} is not in {}", paper.words);
    }
    let english = read(&guest.post(&format!("/en{anna}/bewijs"), &[]).await, "Certificate of attendance", "en");
    assert!(english.words.contains("tookpartin") && english.sheets == 1);
    // A link is good for one registration, and says nothing about others.
    let other = format!("{}x", &anna[..anna.len() - 1]);
    assert_eq!(guest.post(&format!("{other}/bewijs"), &[]).await.status, StatusCode::NOT_FOUND);
    assert_ne!(
        guest.get(&format!("{anna}/bewijs")).await.status,
        StatusCode::OK,
        "a link that is opened makes nothing"
    );
    day.house.sql("UPDATE events SET state = 'called-off'").await;
    refused(&anna).await;
}

#[tokio::test]
async fn e12_a_course_gives_one_after_the_days_that_it_asks_for() {
    let day = Day::of(NewEvent {
        kind: EventKind::Course,
        when: [wall("2027-04-20T09:30"), wall("2027-04-22T16:30")],
        certificate_days: 2,
        ..network_day(9)
    })
    .await;
    for name in ["Anna de Vries", "Bram Jansen"] {
        day.register(name).await;
    }
    let [anna, bram] = [day.own_page("Anna de Vries").await, day.own_page("Bram Jansen").await];
    seen(&day, "Anna de Vries", "2027-04-20T09:20").await;
    seen(&day, "Bram Jansen", "2027-04-21T09:20").await;
    seen(&day, "Anna de Vries", "2027-04-22T09:20").await;
    day.set_clock("2027-04-22T17:00");
    let guest = day.guest(1);
    let page = guest.get(&bram).await.body;
    assert!(page.contains("moet u er op 2 dagen zijn geweest. Wij zagen u op 1."), "{page}");
    assert!(guest.post(&format!("{bram}/bewijs"), &[]).await.location().ends_with("geen-bewijs"));
    let paper = read(&guest.post(&format!("{anna}/bewijs"), &[]).await, "Bewijs van deelname", "nl");
    let (first, second, third) = ("dinsdag20april2027,9.30tot16.30uur", "woensdag21april2027", "donderdag22april2027");
    assert!(
        paper.words.contains(first) && paper.words.contains(third) && !paper.words.contains(second),
        "{}",
        paper.words
    );
}
