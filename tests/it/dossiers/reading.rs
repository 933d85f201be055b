//! The public timeline: its order, its lanes, its filters, its addresses, its data; and the demo, which names nobody.

use axum::http::StatusCode;
use samenspraak::demo;
use samenspraak::mail::{Carrier, Outlets};
use samenspraak::store::tables::states::Role;

use super::{Desk, entry};
use crate::house::House;

#[tokio::test]
async fn k40_the_timeline_is_in_order_and_each_entry_has_an_address_by_number_only() {
    let desk = Desk::furnished().await;
    for (said, title) in [
        ("onbekend", "Ooit"),
        ("2009", "Lang geleden"),
        ("voor 14 januari 2025", "Eerder"),
        ("januari 2025", "Die maand"),
    ] {
        desk.write(&entry(said, title, "")).await;
    }
    desk.publish().await;
    let page = desk.public("").await;
    let order = ["Lang geleden", "Die maand", "Eerder", "Een brief", "Een besluit", "Ooit"].map(|title| {
        let happenings = page.find("class=\"happenings\"").unwrap();
        page[happenings..].find(title).unwrap_or_else(|| panic!("{title}"))
    });
    assert!(order.is_sorted(), "{order:?}");
    for number in 1..=6 {
        assert!(
            page.contains(&format!("id=\"g{number}\""))
                && page.contains(&format!("href=\"/dossiers/{}/{number}\"", desk.id))
        );
        assert_eq!(desk.house.get(&format!("/dossiers/{}/{number}", desk.id)).await.status, StatusCode::OK);
    }
    assert_eq!(desk.house.get(&format!("/dossiers/{}/7", desk.id)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.house.get(&format!("/dossiers/{}/1-een-brief", desk.id)).await.status, StatusCode::NOT_FOUND);
    assert!(
        page.contains("datetime=\"2025-01-14\"")
            && page.contains("datetime=\"2009\"")
            && page.contains("datetime=\"2025-01\"")
    );
    assert!(page.contains(">eind 2025<"), "as it was written");
}

#[tokio::test]
async fn k40_a_theme_a_year_and_turning_points_narrow_it_and_an_empty_result_says_what_to_drop() {
    let desk = Desk::furnished().await;
    desk.write(&entry("2009", "Lang geleden", "")).await;
    desk.publish().await;
    let happenings = |page: &str| {
        page.split("class=\"happenings\"").nth(1).unwrap().split("id=\"bronnen\"").next().unwrap().to_owned()
    };
    let shows = async |asked: &str| {
        let page = happenings(&desk.public(asked).await);
        ["Een brief", "Een besluit", "Lang geleden"].map(|title| page.contains(title))
    };
    assert_eq!(shows("").await, [true, true, true]);
    assert_eq!(shows("?thema=1").await, [true, false, true]);
    assert_eq!(shows("?thema=2").await, [false, true, false]);
    assert_eq!(shows("?jaar=2009").await, [false, false, true]);
    assert_eq!(shows("?kantelmomenten=1").await, [false, true, false]);
    assert_eq!(shows("?thema=onzin&jaar=x").await, [true, true, true]);
    let empty = happenings(&desk.public("?thema=1&kantelmomenten=1").await);
    assert!(empty.contains("?thema=1#") && empty.contains("?kantelmomenten=1#"), "{empty}");
}

#[tokio::test]
async fn k40_the_timeline_is_there_as_data() {
    let desk = Desk::furnished().await;
    desk.publish().await;
    let table = desk.public("/tijdlijn.csv").await;
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[1].contains("14 januari 2025;2025-01-14;2025-01-14;Samenspraak;nee;Een brief"), "{}", lines[1]);
    assert!(
        lines[2].contains("eind 2025;2025-09-01;2025-12-31;Besluiten;ja;Een besluit van functionaris inspectie"),
        "{}",
        lines[2]
    );
    let data: serde_json::Value = serde_json::from_str(&desk.public("/tijdlijn.json").await).unwrap();
    assert_eq!(data["entries"][1]["from"], "2025-09-01");
    assert_eq!(data["entries"][1]["sources"], serde_json::json!([1, 2]));
    assert_eq!(data["sources"][1]["public"], false);
    assert_eq!(data["sources"][1]["url"], serde_json::Value::Null);
    assert!(data["sources"][0]["url"].as_str().unwrap().ends_with("open.pdf"));
}

#[tokio::test]
async fn k40_what_somebody_typed_is_never_markup() {
    let desk = Desk::furnished().await;
    desk.write(&entry("1 juni 2025", "<script>alert(1)</script>", "<img src=x onerror=alert(1)> @1 =1+1")).await;
    desk.publish().await;
    for rest in ["", "/3"] {
        let page = desk.public(rest).await;
        assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{rest}");
    }
}

/// Everybody in the dossiers of the demo, by every part of their names that is long enough to tell.
const DEMO: [&str; 12] = [
    "Karin",
    "Postma",
    "De Wit",
    "Els van der Maas",
    "van der Maas",
    "Maas",
    "Ahmed",
    "Salah",
    "Willem",
    "Zandstra",
    "Nadia",
    "Amrani",
];

#[tokio::test]
async fn c11_the_public_pages_of_the_demo_name_nobody_of_its_dossiers() {
    let mut house = House::without_centre().await;
    let folder = tempfile::tempdir().unwrap();
    house.change(|app| app.outlets = Outlets::single(Carrier::Folder(folder.path().to_owned())));
    demo::fill(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM dossier_publications").await, 1);
    assert_eq!(house.number("SELECT COUNT(DISTINCT theme) FROM dossier_entries WHERE dossier_id = 1").await, 3);
    assert_eq!(house.number("SELECT COUNT(*) FROM dossier_entries WHERE dossier_id = 1 AND is_turn").await, 3);
    assert_eq!(house.number("SELECT COUNT(*) FROM dossier_keys").await, 5, "one of six is destroyed");
    let entries = house.number("SELECT COUNT(*) FROM dossier_entries WHERE dossier_id = 1").await;
    let mut paths: Vec<String> = ["", "/tijdlijn.csv", "/tijdlijn.json", "?thema=1", "?kantelmomenten=1"]
        .map(|rest| format!("/dossiers/1{rest}"))
        .to_vec();
    paths.push("/dossiers".to_owned());
    paths.extend((1..=entries).map(|number| format!("/dossiers/1/{number}")));
    for path in &paths {
        for language in ["", "/en"] {
            let answer = house.get(&format!("{language}{path}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            for name in DEMO {
                assert!(!answer.body.contains(name), "{language}{path} names {name}");
            }
            assert!(!answer.body.contains("kluis.example"), "{path} holds an address that is not public");
        }
    }
    assert_eq!(house.get("/dossiers/2").await.status, StatusCode::NOT_FOUND, "what is being written is not public");
    // The control: with the keys those names are there to be found.
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let named = editor.get("/beheer/dossiers/1/lezen?namen=1").await.body;
    assert!(named.contains("Karin Postma") && named.contains("De Wit") && named.contains("van der Maas"));
    assert!(!named.contains("Salah"), "whose key is destroyed");
    let found = editor.get("/beheer/dossiers/2/namen").await.body;
    assert!(found.contains("Zandstra’s") && found.contains("N.E.A."), "{found}");
}
