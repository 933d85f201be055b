//! What staff see of subscribers: one person's history and evidence, and how many there are.

use axum::http::{StatusCode, header};
use samenspraak::base::clock::{days, minutes};
use samenspraak::store::tables::growth;
use samenspraak::store::tables::states::Role;
use samenspraak::{demo, people, subscribers};
use sea_orm::{EntityTrait, QueryOrder};

use crate::house::House;
use crate::leaving::reader;

/// Month, joined, left and total of a publication; 0 is everyone.
async fn months(house: &House, publication: i64) -> Vec<(String, i64, i64, i64)> {
    let rows = growth::Entity::find().order_by_asc(growth::Column::Month).all(house.app.store.read()).await.unwrap();
    let own = rows.into_iter().filter(|row| row.publication_id == publication);
    own.map(|row| (row.month, row.joined, row.gone, row.total)).collect()
}

async fn leave(house: &House, address: &str) {
    let person = people::by_key(house.app.store.read(), address).await.unwrap().unwrap();
    let path = format!("/voorkeuren/{}/af", subscribers::preferences_token(&house.app, &person));
    house.post(&path, &[("publication", "nieuwsbrief")]).await;
}

#[tokio::test]
async fn growth_is_counted_by_month_and_adds_up() {
    let house = House::open().await;
    for address in ["anna@voorbeeld.nl", "bas@voorbeeld.nl", "cor@voorbeeld.nl"] {
        reader(&house, address).await;
    }
    house.wait(minutes(1));
    for _ in 0..2 {
        subscribers::count_growth(&house.app).await.unwrap();
    }
    let november = |joined, gone, total| ("2026-11".to_owned(), joined, gone, total);
    assert_eq!(months(&house, 1).await, [november(3, 0, 3)]);
    house.wait(minutes(60));
    leave(&house, "anna@voorbeeld.nl").await;
    reader(&house, "dirk@voorbeeld.nl").await;
    house.wait(minutes(1));
    subscribers::count_growth(&house.app).await.unwrap();
    assert_eq!(months(&house, 1).await, [november(4, 1, 3)]);
    assert_eq!(months(&house, 0).await, [november(4, 0, 4)], "Anna still receives the other publication");
    house.wait(days(15));
    leave(&house, "bas@voorbeeld.nl").await;
    house.wait(minutes(1));
    subscribers::count_growth(&house.app).await.unwrap();
    assert_eq!(months(&house, 1).await, [november(4, 1, 3), ("2026-12".to_owned(), 0, 1, 2)]);
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get("/beheer/groei").await;
    assert_eq!(page.status, StatusCode::OK);
    for shown in ["Alle abonnees", "Nieuwsbrief", "november 2026", "december 2026", "Toon de cijfers als tabel"] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    assert!(editor.get("/beheer/abonnees").await.body.contains("/beheer/groei"));
}

#[tokio::test]
async fn growth_looks_back_into_what_was_there_before() {
    let house = House::without_centre().await;
    demo::fill(&house.app).await.unwrap();
    let editor = house.signed_in_as(&[Role::Editor]).await;
    assert!(editor.get("/beheer/groei").await.body.contains("Er is nog niet geteld"));
    subscribers::count_growth(&house.app).await.unwrap();
    let months = months(&house, 1).await;
    let (joined, gone) = months.iter().fold((0, 0), |sum, month| (sum.0 + month.1, sum.1 + month.2));
    assert_eq!((joined, gone, months.last().unwrap().3), (1_500, 12, 1_488));
    assert!(months.len() > 10 && months.windows(2).all(|pair| pair[0].3 + pair[1].1 - pair[1].2 == pair[1].3));
    assert!(editor.get("/beheer/groei").await.body.contains("1.488"));
}

#[tokio::test]
async fn s13_reasons_are_shown_as_numbers() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    assert!(editor.get("/beheer/groei").await.body.contains("Nog geen antwoorden"));
    subscribers::count_reason(&house.app, subscribers::Why::OtherWork).await.unwrap();
    assert!(editor.get("/beheer/groei").await.body.contains("Ik heb ander werk gekregen"));
}

#[tokio::test]
async fn s03_the_evidence_shows_exactly_what_the_person_saw() {
    let house = House::open().await;
    let fields = [("address", "anna@voorbeeld.nl"), ("publication", "nieuwsbrief")];
    let form = house.get("/en/aanmelden").await;
    house.post("/en/aanmelden", &fields).await;
    let letter = house.newest_mail_to("anna@voorbeeld.nl").await;
    house.wait(minutes(5));
    house.post(&letter.link("/en/bevestigen/"), &[]).await;
    let leave = house.newest_mail_to("anna@voorbeeld.nl").await.link("/en/afmelden/");
    house.wait(minutes(60));
    house.post(&format!("{leave}/nu"), &[]).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let id = people::by_key(house.app.store.read(), "anna@voorbeeld.nl").await.unwrap().unwrap().id;
    let path = format!("/beheer/abonnees/{id}/bewijs");
    assert!(editor.get(&format!("/beheer/abonnees/{id}")).await.body.contains(&path));
    let page = editor.get(&path).await;
    let file = editor.get(&format!("{path}.json")).await;
    let disposition = file.headers.get(header::CONTENT_DISPOSITION).unwrap().to_str().unwrap();
    assert!(disposition.starts_with("attachment"), "{disposition}");
    let data: serde_json::Value = serde_json::from_str(&file.body).unwrap();
    let events = data["publications"][0]["events"].as_array().unwrap();
    let acts: Vec<_> = events.iter().map(|event| event["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["requested", "confirmed", "withdrawn"]);
    assert_eq!(data["address"], "anna@voorbeeld.nl");
    for event in &events[..2] {
        let words = event["words"].as_str().unwrap();
        assert!(form.body.contains(words) && page.body.contains(words), "exactly what the form showed: {words}");
        assert!(page.body.contains("<blockquote lang=\"en\">"));
        let hash = samenspraak::base::secrets::sha256_hex(format!("en\n{words}").as_bytes());
        assert_eq!(event["words_sha256"], hash.as_str(), "the fingerprint can be checked");
        assert!(page.body.contains(&hash) && letter.raw.contains(event["message_id"].as_str().unwrap()));
    }
    assert_eq!((events[2]["source"].as_str(), events[2]["at"].as_str()), (Some("page"), Some("2026-11-21T12:05:00Z")));
    for shown in ["aangevraagd", "bevestigd", "afgemeld", "de afmeldpagina", "Engels"] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    assert_ne!(house.get(&format!("{path}.json")).await.status, StatusCode::OK, "not for everyone");
    assert_eq!(editor.get("/beheer/abonnees/999/bewijs").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn s03_the_history_is_one_timeline_also_of_who_moved() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let path = format!("/voorkeuren/{}", subscribers::preferences_token(&house.app, &anna));
    let fields = [("had", "nieuwsbrief"), ("publication", "nieuwsbrief"), ("name", "Anna <b>"), ("language", "nl")];
    house.post(&path, &fields).await;
    house.sql(&format!(
        "INSERT INTO feedback (identity, at, door, kind, class, words, person_id) VALUES ('x', 1, 'lmtp', 'bounce', 'hard', '', {})",
        anna.id
    )).await;
    house.post(&format!("{path}/adres"), &[("address", "anna@nieuw.voorbeeld.nl")]).await;
    let link = house.newest_mail_to("anna@nieuw.voorbeeld.nl").await.link("/nieuw-adres/");
    house.post(&link, &[]).await;
    let id = people::by_key(house.app.store.read(), "anna@nieuw.voorbeeld.nl").await.unwrap().unwrap().id;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get(&format!("/beheer/abonnees/{id}")).await;
    for shown in [
        "voorkeuren: naam",
        "Nieuwsbrief: bevestigd",
        "verhuizing naar een ander adres",
        "Bevestigingsmail van een nieuw adres",
        "Bericht aan het oude adres",
        "verhuisde naar een ander adres",
        "terug",
        "Anna &lt;b&gt;",
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    assert_eq!(page.body.matches("<h1").count(), 1);
}
