//! An organiser: from nothing to an event that people register for, and what can be done with it.

use axum::http::StatusCode;
use chrono::TimeDelta;
use samenspraak::audit::Actor;
use samenspraak::base::WallTime;
use samenspraak::events::{self, NewEvent};
use samenspraak::store::tables::states::Role;

use super::{Day, network_day};
use crate::house::House;

const FORM: [(&str, &str); 17] = [
    ("kind", "network-day"),
    ("title_nl", "Netwerkdag najaar 2027"),
    ("lead_nl", "Een dag over oefenen."),
    ("day", "30 oktober 2027"),
    ("last_day", "31 oktober 2027"),
    ("from", "9.30"),
    ("until", "24.00"),
    ("place", "De Stadshof, Zwolle"),
    ("capacity", "200"),
    ("admission", "open"),
    ("opens_day", "1-9-2027"),
    ("opens_time", "9.00 uur"),
    ("closes_day", "2027-10-16"),
    ("closes_time", "17:00"),
    ("offer_hours", "24"),
    ("reminder_days", "3"),
    ("domains", "@voorbeeld.nl, example.org"),
];

#[tokio::test]
async fn e01_an_organiser_makes_an_event_from_nothing() {
    let house = House::open().await;
    let member = house.signed_in_as(&[Role::Editor]).await;
    let empty = member.get("/beheer/bijeenkomsten").await;
    assert!(empty.body.contains("Er zijn nog geen bijeenkomsten"), "{}", empty.body);
    let form = member.get("/beheer/bijeenkomsten/nieuw").await;
    assert!(form.body.contains("Aantal plaatsen"));
    let faulty: Vec<_> = FORM
        .iter()
        .map(|(name, value)| {
            (
                *name,
                if *name == "until" {
                    "8.00"
                } else if *name == "last_day" {
                    ""
                } else {
                    *value
                },
            )
        })
        .collect();
    let told = member.post("/beheer/bijeenkomsten/nieuw", &faulty).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("Het einde moet na het begin liggen") && told.body.contains("Netwerkdag najaar 2027"));
    let made = member.post("/beheer/bijeenkomsten/nieuw", &FORM).await;
    assert_eq!(made.location(), "/beheer/bijeenkomsten/1?gedaan=gemaakt", "{}", made.body);
    // A day runs "tot en met", 24.00 is the beginning of the next day, over the hour that comes twice.
    let (starts, ends) =
        (house.number("SELECT starts_at FROM events").await, house.number("SELECT ends_at FROM events").await);
    assert_eq!((ends - starts) / 3_600_000, 14 + 25 - 1 + 1);
    let page = member.get("/beheer/bijeenkomsten/1").await;
    assert!(page.body.contains("concept") && page.body.contains("Publiceer"), "{}", page.body);
    let part = [
        ("title_nl", "Accu’s in de wijk"),
        ("round", "1"),
        ("code", "1A"),
        ("from", "10.45"),
        ("until", "11.45"),
        ("capacity", "40"),
        ("room", "IJssel"),
    ];
    let added = member.post("/beheer/bijeenkomsten/1/programma/nieuw", &part).await;
    assert_eq!(added.location(), "/beheer/bijeenkomsten/1/programma?gedaan=bewaard", "{}", added.body);
    let opened = member.post("/beheer/bijeenkomsten/1/openen", &[]).await;
    assert_eq!(opened.location(), "/beheer/bijeenkomsten/1?gedaan=geopend");
    let public = house.get("/bijeenkomsten/1").await;
    for words in [
        "zaterdag 30 oktober 2027 tot en met zondag 31 oktober 2027",
        "Aanmelden vanaf",
        "1 september 2027",
        "1A",
        "voorbeeld.nl, example.org",
    ] {
        assert!(public.body.contains(words), "{words} is not on\n{}", public.body);
    }
    assert_eq!(house.get("/bijeenkomsten/1/aanmelden").await.status, StatusCode::SEE_OTHER, "not open yet");
}

#[tokio::test]
async fn e01_two_who_change_one_event_both_learn_of_it() {
    let house = House::open().await;
    let member = house.signed_in_as(&[Role::Editor]).await;
    member.post("/beheer/bijeenkomsten/nieuw", &FORM).await;
    let version = member.get("/beheer/bijeenkomsten/1/wijzigen").await.value_after("name=\"version\"");
    let fields: Vec<_> = FORM.into_iter().chain([("version", version.as_str())]).collect();
    assert_eq!(member.post("/beheer/bijeenkomsten/1/wijzigen", &fields).await.status, StatusCode::SEE_OTHER);
    let late = member.post("/beheer/bijeenkomsten/1/wijzigen", &fields).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("Iemand anders wijzigde deze bijeenkomst"), "{}", late.body);
}

#[tokio::test]
async fn e07_the_list_shows_filters_and_goes_along_as_a_file() {
    let day = Day::with(2).await;
    let session = day.session("1A", 1, ["10:45", "11:45"], 4).await;
    let anna = day.register("Anna de Vries").await;
    events::change(&day.house.app, anna, Actor::Reader, &[session]).await.unwrap();
    let bram = day.register("Bram Jansen").await;
    day.join_list("Cees Smit").await;
    events::cancel(&day.house.app, bram, Actor::Reader, "self").await.unwrap();
    day.house.sql("UPDATE event_registrations SET organisation = '=1+1' WHERE name = 'Anna de Vries'").await;
    let member = day.house.signed_in_as(&[Role::Editor]).await;
    let page = member.get("/beheer/bijeenkomsten/1").await;
    for words in ["1 van 2", "Iedereen 3", "Wacht 1", "Toon 3 mensen"] {
        assert!(page.body.contains(words), "{words} is not on\n{}", page.body);
    }
    let page = member.get("/beheer/bijeenkomsten/1/mensen").await;
    for words in ["Anna de Vries", "Bram Jansen", "Cees Smit", "3 mensen", "1A"] {
        assert!(page.body.contains(words), "{words} is not on\n{}", page.body);
    }
    for (query, many) in [
        ("stand=registered", 1),
        ("stand=waiting", 1),
        ("stand=cancelled", 1),
        ("zoek=VRI", 1),
        ("workshop=1", 1),
        ("zoek=niemand", 0),
        ("stand=onzin", 3),
    ] {
        let page = member.get(&format!("/beheer/bijeenkomsten/1/mensen?{query}")).await;
        let word = if many == 1 { "persoon" } else { "mensen" };
        assert!(page.body.contains(&format!("{many} {word}")), "{query}: {}", page.body);
    }
    let file = member.post("/beheer/bijeenkomsten/1/mensen/bestand", &[("kind", "csv")]).await;
    assert!(
        file.body.contains("Anna de Vries;anna.de.vries@voorbeeld.nl;'=1+1;aangemeld;1A Workshop 1A"),
        "{}",
        file.body
    );
    let workbook = member.post("/beheer/bijeenkomsten/1/mensen/bestand", &[("kind", "xlsx")]).await;
    assert!(workbook.bytes.starts_with(b"PK"));
    let on_record =
        "SELECT COUNT(*) FROM audit WHERE action = 'event.export' AND object_id = 1 AND actor LIKE 'member:%'";
    assert_eq!(day.house.number(on_record).await, 2, "who took the addresses is on record");
    assert_ne!(member.get("/beheer/bijeenkomsten/1/mensen/bestand").await.status, StatusCode::OK);
    for path in ["", "/mensen", "/papier", "/wijzigen", "/programma"] {
        assert_ne!(day.house.get(&format!("/beheer/bijeenkomsten/1{path}")).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn e07_staff_add_and_take_off_through_the_same_places() {
    let day = Day::with(1).await;
    let member = day.house.signed_in_as(&[Role::Editor]).await;
    let add = async |name: &str, address: &str| {
        let fields = [("name", name), ("address", address), ("organisation", "Regio Oost")];
        member.post("/beheer/bijeenkomsten/1/mensen/nieuw", &fields).await.location().to_owned()
    };
    assert!(add("Anna de Vries", "anna@voorbeeld.nl").await.ends_with("toegevoegd"));
    assert!(add("Anna de Vries", "anna@voorbeeld.nl").await.ends_with("al-aangemeld"));
    assert!(add("Bram Jansen", "bram@voorbeeld.nl").await.ends_with("op-de-lijst"));
    // What is wrong is said at its field, and what was typed stays.
    let long = "x".repeat(121);
    let fields = [("name", "Cees"), ("address", "cees.voorbeeld.nl"), ("organisation", long.as_str())];
    let told = member.post("/beheer/bijeenkomsten/1/mensen/nieuw", &fields).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "Dit adres mist een @",
        "hoogstens 120 tekens",
        "value=\"Cees\"",
        &long,
        "<details class=\"more\" id=\"toevoegen\" open>",
    ] {
        assert!(told.body.contains(words), "{words} is not on\n{}", told.body);
    }
    let anna = day.of_name("Anna de Vries").await.id;
    let off = member.post(&format!("/beheer/bijeenkomsten/1/mensen/{anna}/afmelden"), &[]).await;
    assert!(off.location().ends_with("afgemeld"));
    assert_eq!(day.count("offered").await, 1);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e01_a_copy_takes_no_people_no_state_and_no_link_along() {
    let day =
        Day::of(events::NewEvent { link: "https://video.example/kamer".to_owned(), ..super::network_day(7) }).await;
    day.session("1A", 1, ["10:45", "11:45"], 4).await;
    day.register("Anna de Vries").await;
    let member = day.house.signed_in_as(&[Role::Editor]).await;
    let made = member.post("/beheer/bijeenkomsten/1/kopie", &[("day", "20 april 2028")]).await;
    assert_eq!(made.location(), "/beheer/bijeenkomsten/2?gedaan=gekopieerd");
    let page = member.get("/beheer/bijeenkomsten/2").await;
    for words in ["donderdag 20 april 2028", "9.30 tot 16.30 uur", "concept", "0 van 7", "Workshop 1A"] {
        assert!(page.body.contains(words), "{words} is not on\n{}", page.body);
    }
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_registrations WHERE event_id = 2").await, 0);
    assert_eq!(
        day.house.number("SELECT COUNT(*) FROM events WHERE id = 2 AND link = '' AND opened_at IS NULL").await,
        1
    );
    assert_eq!(day.house.number("SELECT CAST(SUM(taken) AS BIGINT) FROM event_pools WHERE event_id = 2").await, 0);
    // The hours stay on the clock although summer time began between: the wall time moves, not the moment.
    let starts = day.house.number("SELECT starts_at FROM event_sessions WHERE event_id = 2").await;
    assert_eq!(starts, super::wall("2028-04-20T10:45").resolve().instant().0);
}

#[tokio::test]
async fn e07_a_reason_is_never_cut_and_a_day_is_asked_for_again() {
    let day = Day::with(3).await;
    let member = day.house.signed_in_as(&[Role::Editor]).await;
    let long = "Reden. ".repeat(80);
    for (act, field, value, told) in [
        ("afgelasten", "reason", long.as_str(), "hoogstens 500 tekens"),
        ("afgelasten", "reason", " ", "Vul in waarom"),
        ("kopie", "day", "ooit", "Vul een dag in"),
    ] {
        let answer = member.post(&format!("/beheer/bijeenkomsten/1/{act}"), &[(field, value)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        for words in [told, value.trim(), "Fout: "] {
            assert!(answer.body.contains(words), "{words} is not on\n{}", answer.body);
        }
    }
    assert_eq!(day.row().await.called_off_at, None);
    let reason = "Reden. ".repeat(71);
    let off = member.post("/beheer/bijeenkomsten/1/afgelasten", &[("reason", &reason)]).await;
    assert!(off.location().ends_with("afgelast"), "{}", off.body);
    assert_eq!(day.row().await.called_off_reason, reason.trim());
}

/// The workshops of a course stand with their day, wherever they are listed.
#[tokio::test]
async fn e01_workshops_of_several_days_say_their_day() {
    let new = NewEvent { when: [super::wall("2027-04-22T13:00"), super::wall("2027-04-24T17:00")], ..network_day(3) };
    let day = Day::of(new).await;
    let session = day.session("1A", 1, ["13:00", "14:00"], 3).await;
    day.house
        .sql("UPDATE event_sessions SET starts_wall = '2027-04-23T13:00', ends_wall = '2027-04-23T14:00', starts_at = starts_at + 86400000, ends_at = ends_at + 86400000")
        .await;
    let anna = day.register("Anna de Vries").await;
    events::change(&day.house.app, anna, Actor::Reader, &[session]).await.unwrap();
    let member = day.house.signed_in_as(&[Role::Editor]).await;
    let says = "vrijdag 23 april 2027, 13.00 tot 14.00 uur";
    let own = day.own_page("Anna de Vries").await;
    let kept = day.guest(7).begin("Bram Jansen", "bram@voorbeeld.nl").await;
    for page in [
        day.guest(1).get("/bijeenkomsten/1").await,
        day.guest(1).get(&own).await,
        day.guest(1).get(kept.location()).await,
        member.get("/beheer/bijeenkomsten/1").await,
        member.get("/beheer/bijeenkomsten/1/programma").await,
    ] {
        assert!(page.body.contains(says), "{}", page.body);
    }
    let mail = day.house.newest_mail_to("anna.de.vries@voorbeeld.nl").await;
    assert!(mail.text.replace('\n', " ").contains(says), "{}", mail.text);
}

#[tokio::test]
async fn e01_what_people_chose_is_not_removed() {
    let day = Day::with(3).await;
    let session = day.session("1A", 1, ["10:45", "11:45"], 4).await;
    let anna = day.register("Anna de Vries").await;
    events::change(&day.house.app, anna, Actor::Reader, &[session]).await.unwrap();
    let member = day.house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/bijeenkomsten/1/programma/{session}/weg");
    assert!(member.post(&here, &[]).await.location().ends_with("te-laat"));
    events::change(&day.house.app, anna, Actor::Reader, &[]).await.unwrap();
    assert!(member.post(&here, &[]).await.location().ends_with("weg"));
}

#[tokio::test]
async fn e06_the_programme_goes_along_when_the_event_goes_to_another_day() {
    let day = Day::with(5).await;
    day.session("1A", 1, ["10:45", "11:45"], 5).await;
    let before = day.house.number("SELECT starts_at FROM event_sessions").await;
    let new = network_day(5);
    let week_later = new.when.map(|wall| WallTime(wall.0 + TimeDelta::days(7)));
    let moved = NewEvent { when: week_later, ..new };
    events::change_event(&day.house.app, day.member, day.event, day.row().await.version, &moved).await.unwrap();
    let after = day.house.number("SELECT starts_at FROM event_sessions").await;
    assert_eq!(after - before, 7 * 86_400_000);
}

#[tokio::test]
async fn e13_the_form_of_an_event_keeps_a_quota_and_lets_it_go() {
    let house = House::open().await;
    let member = house.signed_in_as(&[Role::Editor]).await;
    let with_quota: Vec<_> = FORM.into_iter().chain([("quota", "3")]).collect();
    member.post("/beheer/bijeenkomsten/nieuw", &with_quota).await;
    assert_eq!(house.number("SELECT quota FROM events").await, 3);
    let page = member.get("/beheer/bijeenkomsten/1/wijzigen").await;
    let version = page.value_after("name=\"version\"");
    let without: Vec<_> = FORM.into_iter().chain([("quota", ""), ("version", version.as_str())]).collect();
    let saved = member.post("/beheer/bijeenkomsten/1/wijzigen", &without).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM events WHERE quota IS NULL").await, 1);
    let wrong: Vec<_> = FORM.into_iter().chain([("quota", "veel")]).collect();
    let told = member.post("/beheer/bijeenkomsten/nieuw", &wrong).await;
    assert!(told.body.contains("veel") && told.status == StatusCode::UNPROCESSABLE_ENTITY, "{}", told.body);
}
