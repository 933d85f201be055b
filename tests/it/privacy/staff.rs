//! The pages of administrators.

use axum::http::StatusCode;
use samenspraak::store::tables::states::Role;

use super::{ANNA, NAME, subscribe};
use crate::house::House;

#[tokio::test]
async fn s12_an_administrator_sees_downloads_and_erases_on_request() {
    let house = House::open().await;
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let list = "/beheer/privacy/verzoeken";
    assert!(administrator.get(list).await.body.contains("Er is nog niemand gewist"));
    let unknown = administrator.post(list, &[("address", "wie@voorbeeld.nl")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let found = administrator.post(list, &[("address", "anna.DE.vries+nieuws@voorbeeld.nl")]).await;
    let page = format!("{list}/{}", anna.id);
    assert_eq!(found.location(), page);
    let shown = administrator.get(&page).await.body;
    assert!(
        shown.contains("Uw abonnementen (2)") && shown.contains("Wat er blijft, en waarom"),
        "says what will go: {shown}"
    );
    let file = administrator.post(&format!("{page}/bestand"), &[]).await;
    assert!(file.bytes.starts_with(b"PK"));
    assert_eq!(
        house.number("SELECT COUNT(*) FROM audit WHERE action = 'person.export' AND actor LIKE 'member:%'").await,
        1
    );
    let unsure = administrator.post(&format!("{page}/wissen"), &[]).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 2);
    let gone = administrator.post(&format!("{page}/wissen"), &[("sure", "ja")]).await;
    assert_eq!(gone.location(), "/beheer/privacy/verzoeken?gelukt=gewist");
    let after = administrator.get(gone.location()).await.body;
    assert!(after.contains("De gegevens zijn gewist") && after.contains("Lid ") && !after.contains("anna"), "{after}");
    assert_eq!(administrator.get(&page).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        house.number("SELECT COUNT(*) FROM audit WHERE action = 'person.erase' AND actor LIKE 'member:%'").await,
        1
    );
    let log = administrator.get("/beheer/logboek").await.body;
    let (_, log) = log.split_once("<tbody").unwrap();
    assert!(log.contains("Wiste de gegevens van een persoon"), "{log}");
}

#[tokio::test]
async fn s40_periods_are_changed_on_a_page_within_their_bounds() {
    let house = House::open().await;
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    let path = "/beheer/privacy/termijnen";
    let usual: Vec<(&str, String)> = house
        .app
        .rooms
        .kinds()
        .into_iter()
        .map(|kind| (kind.word, if kind.word == "feedback" { "90".to_owned() } else { kind.usual.to_string() }))
        .collect();
    let fields: Vec<(&str, &str)> = usual.iter().map(|(name, days)| (*name, days.as_str())).collect();
    let saved = administrator.post(path, &fields).await;
    assert_eq!(saved.location(), "/beheer/privacy/termijnen?gelukt=ja");
    assert!(administrator.get(saved.location()).await.body.contains("value=\"90\""));
    assert_eq!(house.number("SELECT COUNT(*) FROM retention_periods").await, 1, "only what differs");
    let wrong: Vec<(&str, &str)> =
        fields.iter().map(|(name, days)| (*name, if *name == "left" { "9999" } else { *days })).collect();
    let refused = administrator.post(path, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("van 30 tot en met 1830") && refused.body.contains("9999"), "{}", refused.body);
    assert!(administrator.get("/beheer/privacy").await.body.contains("90 dagen na het terugkomen"));
}

#[tokio::test]
async fn s40_a_hold_is_made_and_ended_on_a_page() {
    let house = House::open().await;
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let path = "/beheer/privacy/vasthouden";
    assert!(administrator.get(path).await.body.contains("Er wordt niets vastgehouden"));
    let empty = administrator.post(path, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let past = [("what", "person"), ("address", ANNA), ("reason", "zaak <12>"), ("until", "2026-11-20")];
    assert!(administrator.post(path, &past).await.body.contains("Kies een dag die nog moet komen"));
    let fields = [("what", "person"), ("address", ANNA), ("reason", "zaak <12>"), ("until", "2026-12-01")];
    assert_eq!(administrator.post(path, &fields).await.location(), "/beheer/privacy/vasthouden?gelukt=gemaakt");
    administrator.post(path, &[("what", "ledger"), ("reason", "onderzoek"), ("until", "2026-12-01")]).await;
    let page = administrator.get(path).await.body;
    assert!(page.contains("zaak &lt;12&gt;") && page.contains(&format!("verzoeken/{}", anna.id)), "{page}");
    assert!(administrator.get("/beheer/privacy/proef").await.body.contains("wordt vastgehouden"));
    let erase = format!("/beheer/privacy/verzoeken/{}/wissen", anna.id);
    administrator.post(&erase, &[("sure", "ja")]).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 2, "on hold");
    let id = house.number("SELECT id FROM privacy_holds WHERE person_id IS NOT NULL").await;
    administrator.post(&format!("{path}/{id}/beeindigen"), &[]).await;
    administrator.post(&erase, &[("sure", "ja")]).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action IN ('hold.make', 'hold.end')").await, 3);
}
