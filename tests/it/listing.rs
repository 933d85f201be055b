//! The list of subscribers: searching, filtering, acting on many, exporting.

use calamine::{Reader as _, Xlsx};
use samenspraak::base::Language;
use samenspraak::base::clock::days;
use samenspraak::people;
use samenspraak::store::tables::states::Role;
use samenspraak::subscribers;
use sea_orm::ConnectionTrait as _;

use crate::house::{House, Visitor};

const EVERYONE: [(&str, &str); 7] = [
    ("zoe.devries@voorbeeld.nl", "Zoë de Vries"),
    ("jan-willem_bos+nieuws@elders.example", "Jan Willem Bos"),
    ("info@gemeente-urk.example", ""),
    ("ayse@voorbeeld.nl", "Ayşe Yılmaz"),
    ("l.o'brien@voorbeeld.nl", "Liam O'Brien"),
    ("dvorak@voorbeeld.nl", "ŘEHOŘ DVOŘÁK"),
    ("hindi@voorbeeld.nl", "हिन्दी"),
];

async fn furnished() -> (House, Visitor) {
    let house = House::open().await;
    for (number, (address, name)) in EVERYONE.iter().enumerate() {
        let id = house.person(address).await;
        let tx = house.app.store.begin_write().await.unwrap();
        people::rename(&tx, id, name, Language::Dutch).await.unwrap();
        let slug = if number % 2 == 0 { "nieuwsbrief" } else { "waarschuwingen" };
        let add = format!(
            "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at)
             SELECT {id}, id, 'form', 1 FROM publications WHERE slug = '{slug}'"
        );
        tx.execute_unprepared(&add).await.unwrap();
        tx.commit().await.unwrap();
    }
    let who = house.signed_in_as(&[Role::Editor, Role::Approver]).await;
    (house, who)
}

/// The addresses that a search finds, in the order of the page.
async fn found(who: &Visitor, query: &[(&str, &str)]) -> Vec<String> {
    let query = serde_html_form::to_string(query).unwrap();
    let page = who.get(&format!("/beheer/abonnees?{query}")).await.body;
    let known = EVERYONE.iter().map(|(address, _)| address.replace('\'', "&#39;"));
    known
        .filter(|address| {
            page.contains(&format!(">{address}</a>"))
                || page.contains(&format!(">{}</a>", address.replace("&#39;", "'")))
        })
        .collect()
}

#[tokio::test]
async fn s24_every_piece_of_a_name_or_address_is_found_by_its_beginning() {
    let (_house, who) = furnished().await;
    let zoe = EVERYONE[0].0;
    for words in ["zoe", "Zoë", "ZOE", "vries", "vr", "zo vri", "devries", "zoe.devries@voorbeeld.nl", "  de   zoe "] {
        assert_eq!(found(&who, &[("zoek", words)]).await, [zoe], "{words}");
    }
    let jan = EVERYONE[1].0;
    for words in ["willem", "bos", "nieuws", "elders", "jan-willem", "bos+nieuws", "example jan"] {
        assert_eq!(found(&who, &[("zoek", words)]).await, [jan], "{words}");
    }
    assert_eq!(found(&who, &[("zoek", "urk")]).await, [EVERYONE[2].0]);
    assert_eq!(found(&who, &[("zoek", "ayse")]).await, [EVERYONE[3].0]);
    for (words, hits) in [("obrien", 0), ("brien o", 1), ("o'brien", 1)] {
        assert_eq!(found(&who, &[("zoek", words)]).await.len(), hits, "{words}");
    }
    for words in ["rehor dvorak", "ŘEHOŘ", "dvořá"] {
        assert_eq!(found(&who, &[("zoek", words)]).await, [EVERYONE[5].0], "{words}");
    }
    assert_eq!(found(&who, &[("zoek", "हिन्दी")]).await, [EVERYONE[6].0]);
    for words in ["oe", "ries", "zoe bos", "' OR 1=1 --", "zoe\" OR \"a", "*", "NEAR(zoe vries)"] {
        let hits = found(&who, &[("zoek", words)]).await;
        let is_nothing_to_look_for = words == "*";
        assert_eq!(hits.len(), if is_nothing_to_look_for { EVERYONE.len() } else { 0 }, "{words}: {hits:?}");
    }
}

#[tokio::test]
async fn s24_the_index_follows_names_addresses_and_erasure() {
    let (house, who) = furnished().await;
    house.sql("UPDATE people SET name = 'Truus Zwart', address = 'truus@nieuw.example', address_key = 'truus@nieuw.example' WHERE name = 'Zoë de Vries'").await;
    assert!(found(&who, &[("zoek", "zoe")]).await.is_empty());
    let page = who.get("/beheer/abonnees?zoek=truus+nieuw").await;
    assert!(page.body.contains("truus@nieuw.example"), "{}", page.body);
    house.sql("DELETE FROM subscriptions WHERE person_id = (SELECT id FROM people WHERE name = 'Truus Zwart')").await;
    house.sql("DELETE FROM people WHERE name = 'Truus Zwart'").await;
    assert!(!who.get("/beheer/abonnees?zoek=truus").await.body.contains("truus@"));
    if house.app.store.file().is_some() {
        house.sql("INSERT INTO people_words (people_words) VALUES ('integrity-check')").await;
        let left = "SELECT COUNT(*) FROM people_words_data WHERE INSTR(CAST(block AS TEXT), 'truus') > 0 OR INSTR(CAST(block AS TEXT), 'zwart') > 0";
        assert_eq!(house.number(left).await, 0, "no word of an erased person stays in the index");
    }
}

#[tokio::test]
async fn s24_the_list_is_filtered_by_publication_and_state() {
    let (house, who) = furnished().await;
    assert_eq!(found(&who, &[("uitgave", "nieuwsbrief")]).await.len(), 4);
    assert_eq!(found(&who, &[("uitgave", "nieuwsbrief"), ("zoek", "zoe")]).await, [EVERYONE[0].0]);
    assert!(found(&who, &[("uitgave", "waarschuwingen"), ("zoek", "zoe")]).await.is_empty());
    let of = |address: &str| format!("(SELECT id FROM people WHERE address = '{address}')");
    house
        .sql(&format!(
            "UPDATE subscriptions SET withdrawn_at = 1, withdrawn_through = 'page' WHERE person_id = {}",
            of(EVERYONE[0].0)
        ))
        .await;
    let until = house.clock().now().plus(days(3)).0;
    house.sql(&format!("UPDATE people SET paused_until = {until} WHERE address = '{}'", EVERYONE[1].0)).await;
    house
        .sql(&format!(
            "INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) VALUES ('x', 1, {}, 'gone', 1)",
            of(EVERYONE[2].0)
        ))
        .await;
    house.post("/aanmelden", &[("address", "nieuw@voorbeeld.nl"), ("publication", "nieuwsbrief")]).await;
    for (state, expected) in
        [("afgemeld", vec![EVERYONE[0].0]), ("gepauzeerd", vec![EVERYONE[1].0]), ("geblokkeerd", vec![EVERYONE[2].0])]
    {
        assert_eq!(found(&who, &[("stand", state)]).await, expected, "{state}");
        let slug = if state == "gepauzeerd" { "waarschuwingen" } else { "nieuwsbrief" };
        assert_eq!(found(&who, &[("stand", state), ("uitgave", slug)]).await, expected, "{state} {slug}");
        let other = if slug == "nieuwsbrief" { "waarschuwingen" } else { "nieuwsbrief" };
        assert!(found(&who, &[("stand", state), ("uitgave", other)]).await.is_empty(), "{state} {other}");
    }
    assert_eq!(found(&who, &[("stand", "actief")]).await.len(), 4);
    for query in ["stand=onbevestigd", "stand=onbevestigd&uitgave=nieuwsbrief", "stand=onbevestigd&zoek=nieuw"] {
        let page = who.get(&format!("/beheer/abonnees?{query}")).await.body;
        assert!(page.contains("nieuw@voorbeeld.nl") && !page.contains("ayse@"), "{query}");
    }
}

#[tokio::test]
async fn s24_long_lists_page_by_key() {
    let house = House::open().await;
    for number in 0..120 {
        let id = house.person(&format!("p{number}@voorbeeld.nl")).await;
        house.sql(&format!("INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at) SELECT {id}, id, 'form', 1 FROM publications WHERE slug = 'nieuwsbrief'")).await;
    }
    let who = house.signed_in_as(&[Role::Editor]).await;
    for start in ["/beheer/abonnees?zoek=voorbeeld&stand=actief", "/beheer/abonnees?uitgave=nieuwsbrief"] {
        let (mut seen, mut next) = (Vec::new(), Some(start.to_owned()));
        while let Some(address) = next.take() {
            let page = who.get(&address).await.body;
            seen.extend((0..120).filter(|number| page.contains(&format!(">p{number}@voorbeeld.nl<"))));
            next = page
                .split("href=\"")
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
                .find(|href| href.contains("na="));
        }
        assert_eq!(seen, (0..120).collect::<Vec<_>>(), "each once, in order");
    }
}

/// Whoever is found by the way of leafing, by going on with it, and by the index stands on the page once, in order.
#[tokio::test]
async fn s24_a_page_is_the_same_however_common_its_words_are() {
    let house = House::open().await;
    let many = "WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 2999)";
    house
        .sql(&format!(
            "INSERT INTO people (address, address_key, name, language, epoch, created_at) {many}
             SELECT 'lezer' || n || '@veel.example', 'lezer' || n || '@veel.example', '', 'nl', 0, 1 FROM n"
        ))
        .await;
    house
        .sql(
            "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at)
             SELECT p.id, b.id, 'form', 1 FROM people p CROSS JOIN publications b
             WHERE p.address LIKE '%@veel.example' AND b.slug = 'nieuwsbrief'",
        )
        .await;
    let who = house.signed_in_as(&[Role::Editor]).await;
    for beginning in ["1", "29", "2999", "77", "8123"] {
        let page = who.get(&format!("/beheer/abonnees?zoek=lezer{beginning}")).await.body;
        let shown: Vec<_> =
            (0..3_000).filter(|number| page.contains(&format!(">lezer{number}@veel.example<"))).collect();
        let meant = (0..3_000).filter(|number| number.to_string().starts_with(beginning));
        assert_eq!(shown, meant.take(50).collect::<Vec<i32>>(), "lezer{beginning}");
    }
}

#[tokio::test]
async fn s24_numbers_are_exact_while_they_are_small() {
    let (house, who) = furnished().await;
    let page = who.get("/beheer/abonnees").await.body;
    assert!(page.contains("7 mensen") && !page.contains("geteld op"), "{page}");
    subscribers::recount(&house.app).await.unwrap();
    house.sql("UPDATE subscriber_counts SET many = 99").await;
    assert!(who.get("/beheer/abonnees").await.body.contains("7 mensen"), "nobody needs an old number yet");
}

#[tokio::test]
async fn s24_an_act_on_many_says_how_many_it_touches_before_it_acts() {
    let (house, who) = furnished().await;
    let nobody = who.post("/beheer/abonnees/selectie", &[("wie", "aangekruist")]).await;
    assert!(who.get(nobody.location()).await.body.contains("Kruis eerst"));
    let all = [("wie", "gevonden"), ("uitgave", "nieuwsbrief"), ("zoek", "voorbeeld")];
    let asked = who.post("/beheer/abonnees/selectie", &all).await;
    assert!(asked.body.contains("Haal 3 abonnees uit de uitgave"), "{}", asked.body);
    let active = "SELECT COUNT(*) FROM subscriptions WHERE withdrawn_at IS NULL";
    assert_eq!(house.number(active).await, 7, "nothing happened yet");
    let without_reason = who.post("/beheer/abonnees/selectie/uitgave", &all).await;
    assert_eq!(without_reason.status.as_u16(), 422);
    let act: Vec<_> =
        all.into_iter().chain([("publication", "nieuwsbrief"), ("reason", "besluit van 3 december")]).collect();
    assert_eq!(who.post("/beheer/abonnees/selectie/uitgave", &act).await.location(), "/beheer/abonnees?uit=3");
    assert_eq!(house.number(active).await, 4);
    let evidence = "SELECT COUNT(*) FROM consents WHERE act = 'withdrawn' AND source = 'staff-list' AND basis = 'besluit van 3 december'";
    assert_eq!(house.number(evidence).await, 3);
    let id = house.number("SELECT id FROM people WHERE address LIKE 'info@%'").await.to_string();
    let one =
        [("wie", "aangekruist"), ("abonnee", id.as_str()), ("publication", "nieuwsbrief"), ("reason", "opgeheven")];
    who.post("/beheer/abonnees/selectie/uitgave", &one).await;
    assert_eq!(house.number(active).await, 3);
}

#[tokio::test]
async fn s03_who_was_taken_out_of_the_list_is_not_said_to_have_asked() {
    let (house, who) = furnished().await;
    let id = house.number("SELECT id FROM people WHERE address LIKE 'info@%'").await.to_string();
    let one =
        [("wie", "aangekruist"), ("abonnee", id.as_str()), ("publication", "nieuwsbrief"), ("reason", "opgeheven")];
    who.post("/beheer/abonnees/selectie/uitgave", &one).await;
    for (page, said) in [
        (format!("/beheer/abonnees/{id}"), "medewerker, uit de lijst"),
        (format!("/beheer/abonnees/{id}/bewijs"), "medewerker, uit de lijst"),
        (format!("/beheer/abonnees/{id}/bewijs.json"), "\"source\": \"staff-list\""),
    ] {
        let shown = who.get(&page).await.body;
        assert!(shown.contains(said) && !shown.contains("op verzoek</"), "{page}: {shown}");
    }
}

const IN: &str = "SELECT COUNT(*) FROM subscriptions WHERE withdrawn_at IS NULL";

/// Asks to take many out of the newsletter, and gives the page that follows.
async fn asked_for_many(house: &House, who: &Visitor) -> String {
    crate::sending_issues::readers(house, 1_100).await;
    let all = [("wie", "gevonden"), ("zoek", "lezer"), ("stand", "actief")];
    let asked = who.post("/beheer/abonnees/selectie", &all).await.body;
    assert!(asked.contains("Haal 1.100 abonnees uit") && asked.contains("op de achtergrond door"), "{asked}");
    let act: Vec<_> = all.into_iter().chain([("publication", "nieuwsbrief"), ("reason", "opgeheven")]).collect();
    let begun = who.post("/beheer/abonnees/selectie/uitgave", &act).await;
    assert_eq!(begun.location(), "/beheer/abonnees", "{}", begun.body);
    assert_eq!(house.number(IN).await, 1_107, "nothing happened yet");
    who.get(begun.location()).await.body
}

#[tokio::test]
async fn s24_more_than_a_page_waits_for_are_taken_out_in_the_background() {
    let (house, who) = furnished().await;
    let page = asked_for_many(&house, &who).await;
    assert!(page.contains("0 van 1.100 abonnees") && page.contains("Nieuwsbrief"), "{page}");
    // Killed half-way, and somebody comes whom the search finds too but who was not meant.
    let half_way = async {
        while house.number("SELECT COUNT(*) FROM removals WHERE taken > 200").await == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        biased;
        () = half_way => {}
        done = subscribers::go_on_taking_out(&house.app) => panic!("it was done before it was cut off: {done:?}"),
    }
    let taken = house.number("SELECT taken FROM removals").await;
    assert_eq!(house.number(IN).await, 1_107 - taken, "each step commits with how far it came");
    let id = house.person("lezer-later@voorbeeld.nl").await;
    house.sql(&format!("INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at) SELECT {id}, id, 'form', 1 FROM publications WHERE slug = 'nieuwsbrief'")).await;
    house.wait(std::time::Duration::from_mins(2));
    subscribers::go_on_taking_out(&house.app).await.unwrap();
    assert_eq!(house.number(IN).await, 8);
    assert_eq!(
        house.number("SELECT COUNT(*) FROM consents WHERE act = 'withdrawn' AND basis = 'opgeheven'").await,
        1_100
    );
    assert_eq!(house.number("SELECT COUNT(*) FROM removals").await, 0);
    assert_eq!(
        house
            .number("SELECT COUNT(*) FROM audit WHERE action = 'subscriber.take-out' AND detail LIKE 'people=1100 %'")
            .await,
        1
    );
    assert!(!who.get("/beheer/abonnees").await.body.contains("Stop hiermee"));
}

#[tokio::test]
async fn s24_what_goes_on_in_the_background_can_be_stopped() {
    let (house, who) = furnished().await;
    asked_for_many(&house, &who).await;
    let id = house.number("SELECT id FROM removals").await;
    who.post(&format!("/beheer/abonnees/uitschrijvingen/{id}/stoppen"), &[]).await;
    subscribers::go_on_taking_out(&house.app).await.unwrap();
    assert_eq!(house.number(IN).await, 1_107);
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'subscriber.take-out'").await, 1);
}

#[tokio::test]
async fn s22_a_selection_is_taken_along_without_formulas_and_on_record() {
    let (house, who) = furnished().await;
    house.sql("UPDATE people SET name = '=HYPERLINK(\"x\")' WHERE name = 'Zoë de Vries'").await;
    let all = [("wie", "gevonden"), ("zoek", "voorbeeld"), ("kind", "csv")];
    let csv = who.post("/beheer/abonnees/selectie/export", &all).await;
    let text = String::from_utf8(csv.bytes).unwrap();
    assert_eq!(text.lines().count(), 6, "{text}");
    assert!(text.contains("zoe.devries@voorbeeld.nl;\"'=HYPERLINK(\"\"x\"\")\";nl;Nieuwsbrief;;;2026-11-21"), "{text}");
    let all = [("wie", "gevonden"), ("kind", "xlsx")];
    let xlsx = who.post("/beheer/abonnees/selectie/export", &all).await;
    let mut book = Xlsx::new(std::io::Cursor::new(xlsx.bytes)).unwrap();
    assert_eq!(book.worksheet_range_at(0).unwrap().unwrap().height(), 8);
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'subscriber.export'").await, 2);
    let editor = house.signed_in_as(&[Role::Editor]).await;
    assert_eq!(editor.post("/beheer/abonnees/selectie/export", &all).await.status.as_u16(), 403);
}
