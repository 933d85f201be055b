//! Preferences: what is received, about what, in which language, and a pause.

use axum::http::StatusCode;
use samenspraak::base::clock::{days, minutes};
use samenspraak::base::{Instant, Language};
use samenspraak::delivery::{self, Opening};
use samenspraak::people::{self, Person};
use samenspraak::store::tables::states::OnUncertain;
use samenspraak::store::tables::{person_areas, person_topics};
use samenspraak::subscribers;
use sea_orm::EntityTrait;

use crate::delivering::letter;
use crate::house::House;
use crate::leaving::reader;

/// Topics, two areas with regions, and a region that is not offered any more.
pub async fn with_choices(house: &House) {
    for statement in [
        "INSERT INTO topics (slug, name_nl, name_en, position) VALUES ('stoffen', 'Gevaarlijke stoffen', 'Hazardous substances', 1)",
        "INSERT INTO topics (slug, name_nl, name_en, position) VALUES ('oefenen', 'Oefenen', 'Exercises', 2)",
        "INSERT INTO areas (slug, name_nl, name_en, position) VALUES ('noord', 'Noord', 'North', 1)",
        "INSERT INTO areas (slug, name_nl, name_en, position) VALUES ('oost', 'Oost', 'East', 2)",
        "INSERT INTO areas (parent_id, slug, name_nl, name_en, position) VALUES (1, 'drenthe', 'Drenthe', 'Drenthe', 1)",
        "INSERT INTO areas (parent_id, slug, name_nl, name_en, position) VALUES (1, 'groningen', 'Groningen', 'Groningen', 2)",
        "INSERT INTO areas (parent_id, slug, name_nl, name_en, position) VALUES (2, 'twente', 'Twente', 'Twente', 1)",
    ] {
        house.sql(statement).await;
    }
}

async fn path_of(house: &House, person: &Person) -> String {
    let now = people::by_id(house.app.store.read(), person.id).await.unwrap().unwrap();
    format!("/voorkeuren/{}", subscribers::preferences_token(&house.app, &now))
}

async fn now(house: &House, person: &Person) -> Person {
    people::by_id(house.app.store.read(), person.id).await.unwrap().unwrap()
}

async fn topics(house: &House) -> Vec<i64> {
    let rows = person_topics::Entity::find().all(house.app.store.read()).await.unwrap();
    let mut ids: Vec<_> = rows.into_iter().map(|row| row.topic_id.0).collect();
    ids.sort_unstable();
    ids
}

async fn areas(house: &House) -> Vec<i64> {
    let rows = person_areas::Entity::find().all(house.app.store.read()).await.unwrap();
    let mut ids: Vec<_> = rows.into_iter().map(|row| row.area_id.0).collect();
    ids.sort_unstable();
    ids
}

/// What a page of a reader in Dutch carries who receives both publications.
const AS_IT_IS: [(&str, &str); 8] = [
    ("had", "nieuwsbrief"),
    ("had", "waarschuwingen"),
    ("publication", "nieuwsbrief"),
    ("publication", "waarschuwingen"),
    ("had_name", "Anna"),
    ("name", "Anna"),
    ("had_language", "nl"),
    ("language", "nl"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    AS_IT_IS.iter().copied().chain(more.iter().copied()).collect()
}

#[tokio::test]
async fn s10_every_change_is_confirmed_in_a_sentence_about_what_stands() {
    let house = House::open().await;
    with_choices(&house).await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let path = path_of(&house, &anna).await;
    let mut plain = AS_IT_IS.to_vec();
    plain.retain(|(field, value)| (*field, *value) != ("publication", "waarschuwingen"));
    plain.retain(|(field, _)| *field != "name" && *field != "language");
    let cases: [(Vec<(&str, &str)>, &str); 6] = [
        (with(&[("topic", "stoffen"), ("topic", "oefenen")]), "Uw onderwerpen zijn nu: Gevaarlijke stoffen, Oefenen."),
        (with(&[("area", "noord"), ("region", "twente")]), "Uw gebieden zijn nu: Noord, Twente."),
        (with(&[("pause", "2027-03-01")]), "U krijgt geen uitgaven tot maandag 1 maart 2027."),
        (with(&[("had_pause", "2027-03-01"), ("pause", "")]), "Uw pauze is voorbij"),
        (with(&[("had_topic", "stoffen"), ("had_topic", "oefenen")]), "U hebt geen onderwerpen meer gekozen."),
        (with(&[]), "Er is niets gewijzigd"),
    ];
    for (fields, sentence) in cases {
        let saved = house.post(&path, &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{fields:?} {}", saved.body);
        let page = house.get(saved.location()).await;
        assert!(page.body.contains(sentence), "{sentence} after {}: {}", saved.location(), page.body);
    }
    plain.extend([("name", "Anna de Vries"), ("language", "en")]);
    let saved = house.post(&path, &plain).await;
    let page = house.get(saved.location()).await;
    for sentence in
        ["Your name is now Anna de Vries.", "We will write to you in English", "You will not receive Alerts any more."]
    {
        assert!(page.body.contains(sentence), "{sentence}: {}", page.body);
    }
    let lies = format!("{path}?bewaard=af-nieuwsbrief&bewaard=bij-waarschuwingen&bewaard=pauze&bewaard=%3Cb%3E");
    let page = house.get(&lies).await;
    assert!(!page.body.contains("niet meer") && !page.body.contains("voortaan") && !page.body.contains("<b>"));
}

#[tokio::test]
async fn s10_an_area_stands_for_all_its_regions() {
    let house = House::open().await;
    with_choices(&house).await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let path = path_of(&house, &anna).await;
    house.post(&path, &with(&[("region", "drenthe"), ("region", "twente")])).await;
    assert_eq!(areas(&house).await, [3, 5]);
    let page = house.get(&path).await;
    assert!(page.body.contains("Drenthe, Groningen"), "the area names its regions");
    let both = [("had_area", "drenthe"), ("had_area", "twente"), ("region", "drenthe"), ("region", "twente")];
    house.post(&path, &with(&[&both[..], &[("area", "noord")]].concat())).await;
    assert_eq!(areas(&house).await, [1, 5], "Drenthe is in Noord");
    house.post(&path, &with(&[("had_area", "noord"), ("had_area", "twente"), ("region", "twente")])).await;
    assert_eq!(areas(&house).await, [5]);
}

#[tokio::test]
async fn s10_a_page_that_lay_open_does_not_undo_other_changes() {
    let house = House::open().await;
    with_choices(&house).await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let path = path_of(&house, &anna).await;
    let stale = with(&[("had_pause", ""), ("pause", "")]);
    house.post(&path, &with(&[("topic", "stoffen"), ("area", "oost"), ("pause", "2027-03-01")])).await;
    house.sql("UPDATE people SET name = 'Anna B.', language = 'en'").await;
    let saved = house.post(&path, &stale).await;
    assert!(saved.location().ends_with("?bewaard=niets"), "{}", saved.location());
    let anna = now(&house, &anna).await;
    assert_eq!((anna.name.as_str(), anna.language.tag()), ("Anna B.", "en"));
    assert!(anna.paused_until.is_some());
    assert_eq!((topics(&house).await, areas(&house).await), (vec![1], vec![2]));
    house.sql("UPDATE topics SET retired_at = 1 WHERE id = 1").await;
    let page = house.get(&path).await;
    assert!(!page.body.contains("value=\"stoffen\""), "what is retired is not offered");
    house.post(&path, &with(&[("topic", "oefenen")])).await;
    assert_eq!(topics(&house).await, [1, 2], "and who chose it keeps it");
}

#[tokio::test]
async fn s10_a_pause_is_at_most_a_year_and_begins_tomorrow() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let path = path_of(&house, &anna).await;
    for wrong in ["2026-11-21", "2020-01-01", "2027-11-23", "morgen", "31-2-2027", "9999-12-31"] {
        let answer = house.post(&path, &with(&[("pause", wrong)])).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(answer.body.contains("hoogstens een jaar vooruit") && answer.body.contains(wrong), "{wrong}");
    }
    assert_eq!(now(&house, &anna).await.paused_until, None);
    for right in ["2026-11-22", "22-11-2027"] {
        assert_eq!(house.post(&path, &with(&[("pause", right)])).await.status, StatusCode::SEE_OTHER, "{right}");
    }
    // Midnight in Amsterdam is 23.00 UTC of the day before.
    let until = now(&house, &anna).await.paused_until;
    assert_eq!(until.unwrap().rfc3339(), "2027-11-21T23:00:00Z");
    assert!(house.get(&path).await.body.contains("value=\"2027-11-22\""));
    house.wait(days(366));
    assert!(!house.get(&path).await.body.contains("2027-11-22"), "a pause that is over is not shown");
}

async fn open_sending(house: &House) {
    let newsletter = house.publication("nieuwsbrief").await;
    let opening = Opening {
        label: "Nieuwsbrief 3".to_owned(),
        publication: Some(newsletter),
        letters: vec![letter().freeze().unwrap()],
        on_uncertain: OnUncertain::Resend,
        not_after: None,
    };
    let tx = house.app.store.begin_write().await.unwrap();
    let audience = subscribers::reachable(newsletter, house.clock().now());
    delivery::open(&tx, &house.app, &opening, audience).await.unwrap();
    tx.commit().await.unwrap();
}

async fn received(house: &House, address: &str) -> usize {
    house.mails().await.iter().filter(|mail| mail.to == address).count()
}

async fn pause(house: &House, person: &Person, until: Option<Instant>) {
    let tx = house.app.store.begin_write().await.unwrap();
    people::pause(&tx, person.id, until).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn s10_who_pauses_is_in_no_audience() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let newsletter = house.publication("nieuwsbrief").await;
    let until = house.clock().now().plus(days(3));
    pause(&house, &anna, Some(until)).await;
    let count = async |at| subscribers::count_reachable(house.app.store.read(), newsletter, at).await.unwrap();
    assert_eq!((count(house.clock().now()).await, count(until).await), (0, 1));
    open_sending(&house).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries").await, 0);
    house.wait(days(3));
    open_sending(&house).await;
    assert_eq!(received(&house, "anna@voorbeeld.nl").await, 1);
}

#[tokio::test]
async fn s10_who_pauses_in_the_middle_of_a_sending_gets_none_of_it() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    reader(&house, "bas@voorbeeld.nl").await;
    open_sending(&house).await;
    pause(&house, &anna, Some(house.clock().now().plus(days(30)))).await;
    assert_eq!((received(&house, "anna@voorbeeld.nl").await, received(&house, "bas@voorbeeld.nl").await), (0, 1));
    let row = "SELECT COUNT(*) FROM deliveries WHERE state = 'suppressed' AND class = 'paused'";
    assert_eq!(house.number(row).await, 1, "the ledger says why");
    // Whoever comes back before their row has its turn gets it, and letters that one asks for always come.
    open_sending(&house).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries").await, 3, "the next sending leaves them out");
}

#[tokio::test]
async fn s10_who_comes_back_before_their_turn_gets_the_mail() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    open_sending(&house).await;
    pause(&house, &anna, Some(house.clock().now().plus(days(30)))).await;
    pause(&house, &anna, None).await;
    assert_eq!(received(&house, "anna@voorbeeld.nl").await, 1);
}

#[tokio::test]
async fn s10_a_button_leaves_one_publication() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let path = path_of(&house, &anna).await;
    let page = house.get(&path).await;
    assert!(page.body.contains("Meld mij af voor Nieuwsbrief") && page.body.contains("Meld mij voor alles af"));
    let left = house.post(&format!("{path}/af"), &[("publication", "nieuwsbrief")]).await;
    assert!(house.get(left.location()).await.body.contains("U bent afgemeld"));
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions WHERE withdrawn_at IS NULL").await, 1);
    house.post(&format!("{}/terug", left.location()), &[]).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions WHERE withdrawn_at IS NULL").await, 2);
    assert_eq!(house.post(&format!("{path}/af"), &[("publication", "x")]).await.location(), path, "nothing is left");
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions WHERE withdrawn_at IS NULL").await, 2);
}

#[tokio::test]
async fn s13_why_is_asked_after_leaving_and_kept_without_the_person() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let path = path_of(&house, &anna).await;
    let left = house.post(&format!("{path}/af"), &[("publication", "nieuwsbrief")]).await.location().to_owned();
    let page = house.get(&left).await;
    assert!(page.body.contains("Waarom stopt u?") && page.body.contains("(niet verplicht)"), "{}", page.body);
    for answer in ["", "onzin"] {
        let ignored = house.post(&format!("{left}/reden"), &[("why", answer)]).await;
        assert_eq!(ignored.location(), left, "nobody has to answer");
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM leave_reasons").await, 0);
    for _ in 0..5 {
        let thanks = house.post(&format!("{left}/reden"), &[("why", "too-many")]).await;
        assert!(house.get(thanks.location()).await.body.contains("Dank u wel voor uw antwoord"));
    }
    let counted = "SELECT COUNT(*) FROM leave_reasons WHERE month = '2026-11' AND reason = 'too-many' AND many = 1";
    assert_eq!(house.number(counted).await, 1, "one answer for each leave");
    house.wait(days(2));
    assert!(!house.get(&left).await.body.contains("Waarom stopt u?"));
    house.post(&format!("{left}/reden"), &[("why", "too-many")]).await;
    assert_eq!(house.number(counted).await, 1);
    assert_eq!(house.post("/afgemeld/onzin/reden", &[("why", "other")]).await.status, StatusCode::NOT_FOUND);
}

/// Some mail programs, and people who copy by hand, write a link in capitals.
#[tokio::test]
async fn s13_a_link_in_capitals_is_the_same_link_also_where_it_is_asked_why() {
    let house = House::open().await;
    for (at, (first, second)) in [(false, true), (true, false), (true, true)].into_iter().enumerate() {
        let reader = reader(&house, &format!("anna{at}@voorbeeld.nl")).await;
        let token = subscribers::unsubscribe_token(&house.app, &reader, house.publication("nieuwsbrief").await);
        let shouted = |token: &str, loud: bool| if loud { token.to_ascii_uppercase() } else { token.to_owned() };
        let left = house.post(&format!("/afmelden/{}/nu", shouted(&token, first)), &[]).await.location().to_owned();
        let token = left.trim_start_matches("/afgemeld/").to_owned();
        let page = house.get(&format!("/afgemeld/{}", shouted(&token, first))).await;
        assert!(page.body.contains("Waarom stopt u?"), "{}", page.body);
        for (loud, why) in [(first, "too-many"), (second, "elsewhere")] {
            let answer = house.post(&format!("/afgemeld/{}/reden", shouted(&token, loud)), &[("why", why)]).await;
            assert!(house.get(answer.location()).await.body.contains("Dank u wel voor uw antwoord"));
        }
        let counted = "SELECT CAST(COALESCE(SUM(many), 0) AS BIGINT) FROM leave_reasons";
        assert_eq!(house.number(counted).await, i64::try_from(at).unwrap() + 1, "one answer for each leave");
        house.post(&format!("/afgemeld/{}/terug", shouted(&token, second)), &[]).await;
        assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions WHERE withdrawn_at IS NOT NULL").await, 0);
    }
}

#[tokio::test]
async fn s03_preferences_show_other_words_of_consent_before_anything_is_added() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    house.sql("UPDATE subscriptions SET withdrawn_at = 1, withdrawn_through = 'page' WHERE publication_id = 2").await;
    let path = path_of(&house, &anna).await;
    let words = house.get(&path).await.value_after("name=\"had_words\"");
    house.sql("UPDATE centre SET name_nl = 'Expertisecentrum Nieuw'").await;
    let own = [("had", "nieuwsbrief"), ("publication", "nieuwsbrief"), ("had_name", "Anna"), ("had_language", "nl")];
    let own = [&own[..], &[("language", "nl")]].concat();
    let more =
        |name, words| [&own[..], &[("name", name), ("had_words", words), ("publication", "waarschuwingen")]].concat();
    let asked = house.post(&path, &more("Anna", &words)).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let now = subscribers::consent("Expertisecentrum Nieuw", Language::Dutch);
    assert!(asked.body.contains("Druk nog één keer op de knop") && asked.body.contains(&now), "{}", asked.body);
    assert_eq!(asked.body.matches("checked").count(), 3, "both publications and the language are ticked still");
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions WHERE withdrawn_at IS NULL").await, 1);
    let fresh = asked.value_after("name=\"had_words\"");
    let less = [&own[..], &[("name", "Anne"), ("had_words", &words)]].concat();
    assert_eq!(house.post(&path, &less).await.status, StatusCode::SEE_OTHER, "nothing is agreed to by another name");
    assert_eq!(house.post(&path, &more("Anna", &fresh)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions WHERE withdrawn_at IS NULL").await, 2);
    let text = "SELECT COUNT(*) FROM consents c JOIN consent_texts t ON t.hash = c.consent_hash WHERE t.body LIKE '%Centrum Nieuw%' OR t.body LIKE '%centrum Nieuw%'";
    assert_eq!(house.number(text).await, 1);
}

#[tokio::test]
async fn s11b_what_was_unticked_can_be_undone_for_ten_minutes() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    let path = path_of(&house, &anna).await;
    let mut fields = AS_IT_IS.to_vec();
    fields.retain(|(field, value)| (*field, *value) != ("publication", "waarschuwingen"));
    let saved = house.post(&path, &fields).await.location().to_owned();
    let active = "SELECT COUNT(*) FROM subscriptions WHERE withdrawn_at IS NULL";
    assert_eq!(house.number(active).await, 1);
    let page = house.get(&saved).await;
    assert!(page.body.contains("U ontvangt Waarschuwingen niet meer."), "{}", page.body);
    let at = page.body.split_once("href=\"/afgemeld/").expect("a way back").1;
    let undo = format!("/afgemeld/{}", at.split('"').next().unwrap());
    let asked = house.get(&undo).await;
    assert!(
        asked.body.contains("Maak mijn afmelding ongedaan") && asked.body.contains("Waarschuwingen"),
        "{}",
        asked.body
    );
    assert_eq!(house.number(active).await, 1, "opening changes nothing");
    house.post(&format!("{undo}/terug"), &[]).await;
    assert_eq!(house.number(active).await, 2);
    house.post(&path, &fields).await;
    house.wait(minutes(10));
    let late = house.get(&saved).await.body;
    assert!(late.contains("U ontvangt Waarschuwingen niet meer.") && !late.contains("/afgemeld/"), "{late}");
}
