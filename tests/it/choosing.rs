//! Topics and areas: kept by staff, chosen at sign-up; and the quiet defence of the sign-up form.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::StatusCode;
use samenspraak::base::Language;
use samenspraak::base::clock::{days, minutes};
use samenspraak::store::tables::states::Role;
use samenspraak::store::tables::{areas, consent_texts, person_areas, person_topics, topics};
use samenspraak::{centre, demo, subscribers};
use sea_orm::{EntityTrait, QueryOrder};

use crate::house::{Answer, House, Visitor};
use crate::preferring::with_choices;

const TOPICS: &str = "/beheer/instellingen/keuzes/onderwerpen";
const AREAS: &str = "/beheer/instellingen/keuzes/gebieden";

async fn add(who: &Visitor, list: &str, nl: &str, en: &str) -> Answer {
    who.post(list, &[("name_nl", nl), ("name_en", en)]).await
}

/// The names of the topics in their order, with a mark at those that are retired.
async fn names(house: &House) -> Vec<String> {
    let rows = topics::Entity::find().order_by_asc(topics::Column::Position).all(house.app.store.read()).await.unwrap();
    rows.into_iter().map(|row| format!("{}{}", row.slug, if row.retired_at.is_some() { "!" } else { "" })).collect()
}

#[tokio::test]
async fn s01_staff_add_rename_order_and_retire_topics() {
    let house = House::open().await;
    let staff = house.signed_in_as(&[Role::Administrator]).await;
    assert!(staff.get(TOPICS).await.body.contains("Deze lijst is leeg"));
    for (nl, en) in [("Café & crème", "Coffee"), ("Oefenen", "Exercises"), ("Oefenen", "Drills"), ("???", "Other")] {
        assert_eq!(add(&staff, TOPICS, nl, en).await.location(), format!("{TOPICS}?klaar=toegevoegd"));
    }
    assert_eq!(names(&house).await, ["cafe-creme", "oefenen", "oefenen-2", "keuze"]);
    for wrong in [("", "x"), ("x", ""), ("a\r\nb", "x"), (&*"x".repeat(61), "x")] {
        assert_eq!(add(&staff, TOPICS, wrong.0, wrong.1).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    let shift = async |id: i64, way: &str| staff.post(&format!("{TOPICS}/{id}/plaats"), &[("naar", way)]).await.status;
    assert_eq!(shift(4, "op").await, StatusCode::SEE_OTHER);
    assert_eq!(shift(1, "op").await, StatusCode::SEE_OTHER, "at the top nothing happens");
    assert_eq!(names(&house).await, ["cafe-creme", "oefenen", "keuze", "oefenen-2"]);
    assert_eq!(shift(1, "schuin").await, StatusCode::BAD_REQUEST);
    assert_eq!(shift(99, "op").await, StatusCode::NOT_FOUND);
    let one = format!("{TOPICS}/1");
    let seen = staff.get(&one).await.value_after("name=\"seen\"");
    let fields = [("seen", seen.as_str()), ("name_nl", "Thee"), ("name_en", "Tea")];
    assert_eq!(staff.post(&one, &fields).await.location(), format!("{TOPICS}?klaar=bewaard"));
    assert_eq!(staff.post(&one, &fields).await.status, StatusCode::SEE_OTHER, "the same once more is fine");
    let stale = [("seen", seen.as_str()), ("name_nl", "Melk"), ("name_en", "Milk")];
    let clash = staff.post(&one, &stale).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    assert!(clash.body.contains("Iemand anders wijzigde dit ook") && clash.body.contains("Thee"));
    assert_eq!(names(&house).await[0], "cafe-creme", "the short name never changes");
    staff.post(&format!("{one}/gebruik"), &[("in", "nee")]).await;
    assert_eq!(names(&house).await, ["cafe-creme!", "oefenen", "keuze", "oefenen-2"]);
    assert!(!house.get("/aanmelden").await.body.contains("Thee"));
    staff.post(&format!("{one}/gebruik"), &[("in", "ja")]).await;
    assert!(house.get("/aanmelden").await.body.contains("Thee"));
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action LIKE 'topic.%'").await, 8);
    let editor = house.signed_in_as(&[Role::Editor]).await;
    assert_eq!(add(&editor, TOPICS, "x", "x").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn s01_an_area_retires_with_its_regions_and_comes_back_with_them() {
    let house = House::open().await;
    with_choices(&house).await;
    let staff = house.signed_in_as(&[Role::Administrator]).await;
    let offered = async || {
        let areas = centre::areas(house.app.store.read()).await.unwrap();
        areas.into_iter().map(|area| (area.row.slug, area.regions.len())).collect::<Vec<_>>()
    };
    staff.post(&format!("{AREAS}/3/gebruik"), &[("in", "nee")]).await;
    house.wait(minutes(1));
    staff.post(&format!("{AREAS}/1/gebruik"), &[("in", "nee")]).await;
    assert_eq!(offered().await, [("oost".to_owned(), 1)]);
    let refused = staff.post(&format!("{AREAS}/4/gebruik"), &[("in", "ja")]).await;
    assert_eq!(refused.location(), format!("{AREAS}?klaar="), "no region without its area");
    staff.post(&format!("{AREAS}/1/gebruik"), &[("in", "ja")]).await;
    assert_eq!(offered().await, [("noord".to_owned(), 1), ("oost".to_owned(), 1)], "Drenthe had gone before");
    let fields = [("name_nl", "Fryslân"), ("name_en", "Fryslân"), ("within", "1")];
    staff.post(AREAS, &fields).await;
    assert_eq!(offered().await, [("noord".to_owned(), 2), ("oost".to_owned(), 1)]);
    let nested = [("name_nl", "Wijk"), ("name_en", "Ward"), ("within", "4")];
    assert_eq!(staff.post(AREAS, &nested).await.status, StatusCode::BAD_REQUEST, "a region has no regions");
    staff.post(&format!("{AREAS}/2/plaats"), &[("naar", "op")]).await;
    assert_eq!(offered().await, [("oost".to_owned(), 1), ("noord".to_owned(), 2)]);
}

#[tokio::test]
async fn s01_a_new_centre_has_the_25_safety_regions() {
    let house = House::without_centre().await;
    demo::fill(&house.app).await.unwrap();
    let areas = centre::areas(house.app.store.read()).await.unwrap();
    assert_eq!((areas.len(), areas.iter().map(|area| area.regions.len()).sum::<usize>()), (6, 25));
    assert!(centre::topics(house.app.store.read()).await.unwrap().len() >= 5);
    let page = house.get("/aanmelden").await;
    assert!(page.body.contains("<details class=\"more\">"), "closed until somebody wants it");
    assert!(page.body.contains("Zuid-Limburg") && !page.body.contains("checked"), "nothing is ticked beforehand");
    assert_eq!(areas::Entity::find().all(house.app.store.read()).await.unwrap().len(), 31);
}

#[tokio::test]
async fn s01_topics_and_areas_wait_with_the_sign_up_until_it_is_confirmed() {
    let house = House::open().await;
    with_choices(&house).await;
    let own = [("address", "anna@voorbeeld.nl"), ("publication", "nieuwsbrief")];
    let chosen =
        [("topic", "stoffen"), ("topic", "onzin"), ("area", "noord"), ("region", "drenthe"), ("region", "twente")];
    let faulty = house.post("/aanmelden", &[&[("address", "")][..], &chosen].concat()).await;
    assert!(faulty.body.contains("<details class=\"more\" open>"), "what was chosen stays in sight");
    assert_eq!(faulty.body.matches("checked").count(), 4);
    house.post("/aanmelden", &[&own[..], &chosen].concat()).await;
    let stranger = [("address", "anna@voorbeeld.nl"), ("publication", "nieuwsbrief"), ("topic", "oefenen")];
    house.post("/aanmelden", &stranger).await;
    let mail = house.newest_mail_to("anna@voorbeeld.nl").await;
    assert!(!mail.text.contains("Gevaarlijke stoffen") && !mail.text.contains("Noord"), "nothing that was chosen");
    let link = mail.link("/bevestigen/");
    let page = house.get(&link).await;
    assert!(page.body.contains("Gevaarlijke stoffen, Noord, Twente."), "{}", page.body);
    assert!(!page.body.contains("Oefenen"), "whoever comes second is not believed");
    assert_eq!(house.number("SELECT COUNT(*) FROM person_topics").await, 0);
    house.post(&link, &[]).await;
    let read = house.app.store.read();
    let topics: Vec<_> = person_topics::Entity::find().all(read).await.unwrap();
    let areas: Vec<_> = person_areas::Entity::find().all(read).await.unwrap();
    assert_eq!(topics.iter().map(|row| row.topic_id.0).collect::<Vec<_>>(), [1]);
    assert_eq!(areas.iter().map(|row| row.area_id.0).collect::<Vec<_>>(), [1, 5], "Drenthe is in Noord");
    house
        .post("/aanmelden", &[&[("address", "bas@voorbeeld.nl"), ("publication", "nieuwsbrief")][..], &chosen].concat())
        .await;
    house.deliver_all().await;
    house.wait(days(15));
    samenspraak::privacy::purge(&house.app).await.unwrap();
    let left = "SELECT (SELECT COUNT(*) FROM sign_up_topics) + (SELECT COUNT(*) FROM sign_up_areas)";
    assert_eq!(house.number(left).await, 3, "those of Anna, who confirmed");
}

#[tokio::test]
async fn s01_a_form_that_comes_too_soon_or_too_late_is_pressed_once_more() {
    let house = House::open().await;
    let own = [("address", "anna@voorbeeld.nl"), ("name", "Anna"), ("publication", "nieuwsbrief")];
    let send = async |drawn: &str| house.post("/aanmelden", &[&own[..], &[("drawn", drawn)]].concat()).await;
    let drawn = house.get("/aanmelden").await.value_after("name=\"drawn\"");
    let soon = send(&drawn).await;
    assert_eq!(soon.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        soon.body.contains("Druk nog één keer op de knop") && soon.body.contains("value=\"Anna\""),
        "{}",
        soon.body
    );
    assert!(!soon.body.contains("<title>Fout"), "it is nobody's fault");
    assert_eq!(soon.value_after("name=\"drawn\""), drawn, "the moment stays, so that pressing again helps");
    house.wait(std::time::Duration::from_secs(2));
    let mut forged = drawn.clone();
    forged.replace_range(0..1, "9");
    for wrong in ["", "x", "1.x", &forged, &drawn[..drawn.len() - 1], &format!("{drawn}\u{430}")] {
        let again = send(wrong).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_ne!(again.value_after("name=\"drawn\""), wrong);
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 0);
    assert_eq!(send(&drawn).await.status, StatusCode::SEE_OTHER);
    house.wait(days(1));
    let late = send(&drawn).await;
    assert!(late.body.contains("Druk nog één keer op de knop"));
    let again = send(&late.value_after("name=\"drawn\"")).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "at once: whoever has filled it in need not wait");
}

#[tokio::test]
async fn s03_other_words_of_consent_are_shown_before_anybody_agrees_to_them() {
    let house = House::open().await;
    let own = [("address", "anna@voorbeeld.nl"), ("publication", "nieuwsbrief")];
    let send = async |drawn: &str| house.post("/aanmelden", &[&own[..], &[("drawn", drawn)]].concat()).await;
    let drawn = house.get("/aanmelden").await.value_after("name=\"drawn\"");
    house.wait(minutes(1));
    house.sql("UPDATE centre SET name_nl = 'Expertisecentrum Nieuw'").await;
    let words = subscribers::consent("Expertisecentrum Nieuw", Language::Dutch);
    let asked = send(&drawn).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains(&words) && asked.body.contains("Druk nog één keer op de knop"), "{}", asked.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 0);
    assert_eq!(send(&asked.value_after("name=\"drawn\"")).await.status, StatusCode::SEE_OTHER);
    house.post(&house.newest_mail_to("anna@voorbeeld.nl").await.link("/bevestigen/"), &[]).await;
    let texts = consent_texts::Entity::find().all(house.app.store.read()).await.unwrap();
    assert_eq!(texts.into_iter().map(|text| text.body).collect::<Vec<_>>(), [words]);
}

#[tokio::test]
async fn s01_every_address_takes_the_same_statements() {
    let mut house = House::open().await;
    for (address, leaves) in [("kent@voorbeeld.nl", false), ("ging@voorbeeld.nl", true)] {
        house.post("/aanmelden", &[("address", address), ("publication", "nieuwsbrief")]).await;
        house.post(&house.newest_mail_to(address).await.link("/bevestigen/"), &[]).await;
        if leaves {
            let leave = house.newest_mail_to(address).await.link("/afmelden/");
            house.post(&format!("{leave}/nu"), &[]).await;
        }
    }
    house.wait(days(1));
    let hash = house.app.secrets.suppression_hash("klaagde@voorbeeld.nl");
    let row =
        format!("INSERT INTO suppressions (hash, normalisation, reason, made_at) VALUES ('{hash}', 1, 'complaint', 1)");
    house.sql(&row).await;
    let counted = Arc::new(AtomicUsize::new(0));
    let counter = counted.clone();
    house.change(|app| {
        app.store.watch(move || {
            counter.fetch_add(1, Ordering::SeqCst);
        });
    });
    let mut all = Vec::new();
    for turn in ["first", "within ten minutes", "and again"] {
        for address in ["nieuw@voorbeeld.nl", "kent@voorbeeld.nl", "ging@voorbeeld.nl", "klaagde@voorbeeld.nl"] {
            counted.store(0, Ordering::SeqCst);
            house.post("/aanmelden", &[("address", address), ("name", "x"), ("publication", "nieuwsbrief")]).await;
            all.push((counted.load(Ordering::SeqCst), turn, address));
        }
    }
    assert!(all[0].0 > 10, "this test counts too little: {all:?}");
    assert!(all.iter().all(|(count, _, _)| *count == all[0].0), "{all:?}");
}

#[tokio::test]
async fn s04_letters_of_two_alphabets_are_a_question_and_never_a_refusal() {
    let house = House::open().await;
    let send = async |address: &str, more: &[(&str, &str)]| {
        house.post("/aanmelden", &[&[("address", address), ("publication", "nieuwsbrief")][..], more].concat()).await
    };
    // A Cyrillic а in the domain: the Latin one is offered.
    let typed = "anna@gm\u{430}il.com";
    let asked = send(typed, &[]).await;
    assert!(asked.body.contains("Bedoelde u anna@gmail.com?"), "{}", asked.body);
    assert_eq!(send(typed, &[("asked", typed), ("suggestion", typed)]).await.status, StatusCode::SEE_OTHER);
    // A letter without a double.
    let typed = "anna@voorb\u{448}eld.nl";
    let asked = send(typed, &[]).await;
    assert!(asked.body.contains("verschillende alfabetten"), "{}", asked.body);
    assert_eq!(send(typed, &[("asked", typed), ("suggestion", typed)]).await.status, StatusCode::SEE_OTHER);
    for fine in ["info@voorbeeld.nl", "anna@пример.example", "anna+werk@voorbeeld.nl"] {
        assert_eq!(send(fine, &[]).await.status, StatusCode::SEE_OTHER, "{fine}");
    }
}
