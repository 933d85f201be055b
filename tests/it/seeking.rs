//! One search for everything that has a name (T5).

use samenspraak::app::Rooms;
use samenspraak::demo;
use samenspraak::rooms::rooms;
use samenspraak::routes::routes;
use samenspraak::store::tables::states::Role;
use sea_orm::{ConnectionTrait, Statement};

use crate::house::{House, Visitor};
use crate::media::{photo, placed};

async fn demonstration() -> House {
    let house = House::without_centre().await;
    demo::fill(&house.app).await.unwrap();
    house
}

async fn text(house: &House, query: &str) -> String {
    let read = house.app.store.read();
    let asked = Statement::from_string(read.get_database_backend(), query);
    read.query_one_raw(asked).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

/// The links of what was found.
async fn found(who: &Visitor, words: &str) -> Vec<String> {
    let asked = serde_html_form::to_string([("zoek", words)]).unwrap();
    let page = who.get(&format!("/beheer/zoeken?{asked}")).await.body;
    let (_, results) = page.split_once("id=\"gevonden\"").unwrap();
    let (results, _) = results.split_once("</main>").unwrap();
    let lines = results.split("<a class=\"found__line\" href=\"").skip(1);
    lines.map(|line| line.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn t5_everything_that_has_a_name_is_found_and_what_was_found_opens() {
    let house = demonstration().await;
    let who = house.signed_in_as(&[Role::Editor]).await;
    placed(&who, "kade.png", &photo(900, 600)).await;
    for (table, column, page) in [
        ("issues", "subject", "/beheer/nummers/"),
        ("articles", "title", "/beheer/artikelen/"),
        ("events", "title_nl", "/beheer/bijeenkomsten/"),
        ("event_registrations", "name", "/beheer/bijeenkomsten/"),
        ("consultations", "title", "/beheer/consultaties/"),
        ("consultations", "kenmerk", "/beheer/consultaties/"),
        ("dossiers", "title", "/beheer/dossiers/"),
        ("organisations", "name", "/beheer/organisaties/"),
        ("bodies", "name", "/beheer/gremia/"),
        ("audiences", "name", "/beheer/doelgroepen/"),
        ("media", "name", "/beheer/beelden/"),
    ] {
        let name =
            text(&house, &format!("SELECT {column} FROM {table} WHERE {column} <> '' ORDER BY id LIMIT 1")).await;
        let links = found(&who, &name.to_uppercase()).await;
        let link = links.iter().find(|link| link.starts_with(page));
        let link = link.unwrap_or_else(|| panic!("{name} of {table} is not among {links:?}"));
        assert!(who.get(link).await.status.is_success(), "{link}");
    }
    let contact = "SELECT people.address FROM contacts JOIN people ON people.id = contacts.person_id
                   WHERE contacts.until_on IS NULL ORDER BY contacts.id LIMIT 1";
    assert!(
        found(&who, &text(&house, contact).await).await.iter().any(|link| link.starts_with("/beheer/organisaties/"))
    );
    let reader = "SELECT people.address FROM subscriptions JOIN people ON people.id = subscriptions.person_id
                  WHERE subscriptions.withdrawn_at IS NULL ORDER BY people.id LIMIT 1";
    assert!(found(&who, &text(&house, reader).await).await.iter().any(|link| link.starts_with("/beheer/abonnees/")));
    assert_eq!(found(&who, "nieuw nummer").await[0], "/beheer/nummers/nieuw", "what one begins comes first");
    assert!(found(&who, "zwxqzwxq").await.is_empty());
    let begins = found(&who, "").await;
    assert_eq!(begins[..2], ["/beheer/nummers/nieuw", "/beheer/artikelen/nieuw"], "in the order of the menu");
    assert_eq!(found(&who, "%").await, found(&who, "").await, "a sign is nothing to look for");
}

#[tokio::test]
async fn t5_nobody_finds_what_they_may_not_open() {
    let house = demonstration().await;
    let title = text(&house, "SELECT title FROM dossiers ORDER BY id LIMIT 1").await;
    assert!(!found(&house.signed_in_as(&[Role::Editor]).await, &title).await.is_empty());
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    assert!(found(&administrator, &title).await.is_empty());
    assert!(house.get("/beheer/zoeken").await.location().starts_with("/beheer/aanmelden"));
    // What a room says of who may enter is what the guard knows of it.
    let rooms: Rooms = rooms();
    let known = routes(&rooms, false).into_parts().1;
    let access =
        |page: &str| known.iter().find(|route| route.method == "GET" && route.path == page).map(|one| one.access);
    for (page, said) in
        rooms.starts().map(|one| (one.page, one.access)).chain(rooms.seeks().map(|one| (one.list, one.access)))
    {
        assert_eq!(access(page), Some(said), "{page}");
    }
}
