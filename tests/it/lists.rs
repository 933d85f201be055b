//! Lists: narrowed, walked page by page, and taken along.

use axum::http::StatusCode;
use samenspraak::organisations::{self, BodyKind, NewBody};
use samenspraak::staff::Role;

use crate::house::House;

const CSV: (&str, &str) = ("kind", "csv");

async fn taken(house: &House) -> Vec<String> {
    let rows = samenspraak::audit::newest(house.app.store.read(), ("", "list.take"), None, 50).await.unwrap().rows;
    rows.into_iter().map(|row| row.detail).collect()
}

async fn with_bodies() -> House {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    for (kind, name) in [
        (BodyKind::SteeringGroup, "Stuurgroep stoffen"),
        (BodyKind::CoreTeam, "Kernteam Noord"),
        (BodyKind::CoreTeam, "=1+1"),
    ] {
        organisations::add_body(&house.app, by, &NewBody { kind, name: name.to_owned(), area: None }).await.unwrap();
    }
    house
}

#[tokio::test]
async fn bodies_are_narrowed_by_name_kind_and_whether_they_meet() {
    let house = with_bodies().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    editor.post("/beheer/gremia/2/einde", &[]).await;
    let found = async |query: &str| {
        let page = editor.get(&format!("/beheer/gremia{query}")).await.body;
        ["1", "2", "3"].map(|id| page.contains(&format!("href=\"/beheer/gremia/{id}\"")))
    };
    assert_eq!(found("").await, [true; 3]);
    assert_eq!(found("?soort=core-team").await, [false, true, true]);
    assert_eq!(found("?soort=core-team&stand=nu").await, [false, false, true]);
    assert_eq!(found("?zoek=STOF").await, [true, false, false]);
    assert_eq!(found("?zoek=onzin").await, [false; 3]);
    assert_eq!(found("?soort=onzin").await, [true; 3]);
    assert_eq!(found("?na=3").await.iter().filter(|found| **found).count(), 2, "after the first, by kind and name");
}

#[tokio::test]
async fn who_takes_a_list_along_is_on_record_with_how_many_rows() {
    let house = with_bodies().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let file = editor.post("/beheer/gremia/bestand", &[CSV, ("soort", "core-team")]).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.body.contains("'=1+1;") && file.body.contains("Kernteam Noord;"), "{}", file.body);
    assert!(!file.body.contains("Stuurgroep"), "the file is as narrow as the page: {}", file.body);
    assert_eq!(taken(&house).await, ["/beheer/gremia csv rows 2"]);
    let workbook = editor.post("/beheer/gremia/bestand", &[("kind", "xlsx")]).await;
    assert!(workbook.bytes.starts_with(b"PK"));
    assert_eq!(editor.post("/beheer/gremia/bestand", &[("kind", "pdf")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(taken(&house).await.len(), 2, "what was not given is not on record");
    let reader = house.signed_in_as(&[]).await;
    assert_eq!(reader.post("/beheer/gremia/bestand", &[CSV]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(taken(&house).await.len(), 2);
}

#[tokio::test]
async fn t3_the_log_is_narrowed_by_who_and_what() {
    let house = with_bodies().await;
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    let actor = "SELECT CAST(SUBSTR(actor, 8) AS BIGINT) FROM audit WHERE action = 'body.add' AND object_id = 1";
    let by = house.number(actor).await;
    let rows = async |query: &str| {
        let page = administrator.get(&format!("/beheer/logboek{query}")).await.body;
        page.matches("<th scope=\"row\"").count()
    };
    let all = rows("").await;
    assert_eq!(rows(&format!("?wie=member:{by}&wat=body.add")).await, 3);
    assert_eq!(rows("?wie=terminal&wat=body.add").await, 0);
    assert_eq!(rows("?wat=geen-daad").await, all, "an act that there is not narrows nothing");
    let file = administrator.post("/beheer/logboek/bestand", &[CSV, ("wat", "body.add")]).await.body;
    assert_eq!(file.lines().count(), 4, "{file}");
    assert_eq!(taken(&house).await, ["/beheer/logboek csv rows 3"]);
    let approver = house.signed_in_as(&[Role::Approver]).await;
    assert_eq!(approver.post("/beheer/logboek/bestand", &[CSV]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn articles_are_searched_filtered_and_sorted_and_each_stands_once_on_the_way() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    for number in 1..=120_i64 {
        // Several were changed at the same moment: the key decides among them.
        let (changed, author) = (number % 7, if number == 5 { "Zoë_50%" } else { "Anna" });
        let article = format!(
            "INSERT INTO articles (id, title, lead, source, body, language, author, version, once, made_at, changed_by, changed_at, picture)
             VALUES ({number}, 'Artikel {number:03}', '', '', '[]', 'nl', '{author}', 1, 'o{number}', {number}, {by}, {changed}, '')"
        );
        house.sql(&article).await;
    }
    let editor = house.signed_in_as(&[Role::Editor]).await;
    for (order, first) in [("", "Artikel 120"), ("oudste", "Artikel 001"), ("gewijzigd", "Artikel 118")] {
        let (mut seen, mut at) = (Vec::new(), format!("/beheer/artikelen?volgorde={order}"));
        loop {
            let page = editor.get(&at).await.body;
            let titles = page.split("href=\"/beheer/artikelen/").skip(1).filter_map(|rest| rest.split_once("\">"));
            seen.extend(
                titles
                    .filter_map(|(_, rest)| rest.get(..11))
                    .filter(|title| title.starts_with("Artikel"))
                    .map(str::to_owned),
            );
            let Some((before, _)) = page.split_once("\" rel=\"next\"") else { break };
            at = before.rsplit("href=\"").next().unwrap().replace("&amp;", "&");
        }
        assert_eq!((seen.len(), seen[0].as_str()), (120, first), "{order}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 120, "{order}");
    }
    let many = async |query: &str| {
        let file = editor.post("/beheer/artikelen/bestand", &[&[CSV], parsed(query).as_slice()].concat()).await.body;
        file.lines().count() - 1
    };
    assert_eq!(many("").await, 120);
    assert_eq!(many("zoek=ARTIKEL 01").await, 12, "each word, wherever it stands");
    assert_eq!(many("zoek=_50%").await, 1, "a wildcard means itself");
    assert_eq!(many("stand=nergens").await, 120);
    assert_eq!(many("stand=verstuurd").await, 0);
}

fn parsed(query: &str) -> Vec<(&str, &str)> {
    query.split_once('=').into_iter().collect()
}
