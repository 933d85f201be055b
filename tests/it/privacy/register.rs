//! The register against the real schema of the engine at hand.

use axum::http::StatusCode;
use samenspraak::app::{Room, Rooms};
use samenspraak::base::Both;
use samenspraak::privacy::register;
use samenspraak::room::{
    About, Column, Erasing, Form, Keeps, Kind, Personal, Processing, Rows, Table, key, of_person, say,
};
use samenspraak::rooms::rooms;
use samenspraak::store::tables::states::Role;
use samenspraak::store::{self, Engine};
use sea_orm::ConnectionTrait;

use crate::house::House;

/// Every table with its columns, as the database tells them. Parts of an index for searching belong to their index.
pub async fn schema(house: &House) -> Vec<(String, Vec<String>)> {
    let text = match house.app.store.engine() {
        Engine::Sqlite => {
            "SELECT t.name AS tab, c.name AS col FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c
             WHERE c.hidden <> 1 AND t.schema = 'main' AND t.type IN ('table', 'virtual') AND t.name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
        }
        Engine::Postgres => {
            "SELECT c.table_name::text AS tab, c.column_name::text AS col FROM information_schema.columns AS c
             WHERE c.table_schema = current_schema() ORDER BY 1, 2"
        }
    };
    let read = house.app.store.read();
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    for row in read.query_all_raw(store::sql(read, text, [])).await.unwrap() {
        let (table, column): (String, String) = (row.try_get("", "tab").unwrap(), row.try_get("", "col").unwrap());
        match tables.last_mut() {
            Some((last, columns)) if *last == table => columns.push(column),
            _ => tables.push((table, vec![column])),
        }
    }
    tables
}

#[tokio::test]
async fn s12_the_register_knows_every_column_of_the_database() {
    let house = House::open().await;
    let schema = schema(&house).await;
    let columns: usize = schema.iter().map(|(_, columns)| columns.len()).sum();
    assert!(schema.len() > 35 && columns > 280, "this test sees too little: {} {columns}", schema.len());
    assert_eq!(register::faults(&house.app.rooms, &schema), Vec::<String>::new());
}

#[tokio::test]
async fn s12_a_table_or_column_that_the_register_does_not_know_is_found() {
    let house = House::open().await;
    house.sql("CREATE TABLE shoe_sizes (person_id BIGINT, size BIGINT)").await;
    house.sql("ALTER TABLE subscriptions ADD COLUMN favourite_colour TEXT").await;
    let faults = register::faults(&house.app.rooms, &schema(&house).await);
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults.iter().any(|fault| fault.contains("shoe_sizes")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.contains("subscriptions.favourite_colour")), "{faults:?}");
    let less: Vec<_> = schema(&house).await.into_iter().filter(|(name, _)| name != "consents").collect();
    assert!(
        register::faults(&house.app.rooms, &less).iter().any(|fault| fault.contains("consents.basis")),
        "a table that is gone"
    );
}

#[test]
fn s40_every_promise_of_a_period_has_a_rule_that_keeps_it() {
    use samenspraak::privacy::retention::covers;
    let rooms = rooms();
    let promises = rooms.personal().filter_map(|(table, personal)| match personal.keeps {
        Keeps::For(kind) => Some((kind, table.name)),
        Keeps::AsLongAs(words) => {
            assert!(words.0.len() > 10 && words.1.len() > 10, "{}: as long as what?", table.name);
            None
        }
    });
    let promises: Vec<_> = promises.collect();
    assert!(promises.len() > 12, "{promises:?}");
    let broken: Vec<_> = promises.iter().filter(|(kind, table)| !covers(&rooms, kind, table)).collect();
    let broken: Vec<_> = broken.iter().map(|(kind, table)| format!("no rule of {} takes {table}", kind.word)).collect();
    assert_eq!(broken, [""; 0], "`rules` of the room.rs names every table that it takes rows of");
    let kind = |word| rooms.kind(word).unwrap();
    assert!(!covers(&rooms, kind("codes"), "people") && !covers(&rooms, kind("feedback"), "deliveries"), "it can fail");
    let kinds = rooms.kinds();
    for kind in &kinds {
        let (word, (least, most)) = (kind.word, kind.bounds);
        assert!(
            least >= 1 && least <= kind.usual && kind.usual <= most,
            "{word}: the usual period is out of its bounds"
        );
        let alike = kinds.iter().filter(|other| other.word == kind.word || other.turn == kind.turn);
        let alike: Vec<_> = alike.map(|other| (other.word, other.turn)).collect();
        assert_eq!(alike, [(word, kind.turn)], "a kind has a word and a turn that no other has");
    }
}

/// What a person has rows in and is not bound by, so that it goes with them whenever they go.
const LOOSE: [(&str, &str); 6] = [
    ("feedback", "a report about mail that came back"),
    ("person_topics", "a choice of a reader, whom the subscription binds"),
    ("person_areas", "as that"),
    ("tasks", "about a contact, who is bound"),
    ("privacy_codes", "ten minutes"),
    ("erasures", "about who is gone"),
];
/// The same, of which `privacy` looks itself.
const HELD_BACK: &str = "privacy_holds";
/// Tables with rows about readers that `known::furnish` gives nobody, and why.
const UNFURNISHED: [(&str, &str); 3] = [
    ("reviewers", "the stories of reviewing erase them"),
    (HELD_BACK, "stands in the way of erasing"),
    ("erasures", "is made by erasing"),
];

/// What a room leaves out about the people in its tables, with what to write.
fn forgotten_people(rooms: &Rooms, held: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    for (room, table) in rooms.all().flat_map(|room| room.tables.iter().map(move |table| (room, table))) {
        let About::People(Personal { rows: Rows::Of(_), keeps, erasing, processing }) = table.about else { continue };
        let refers = table.columns.iter().any(|column| column.name == "person_id");
        if !refers || matches!(erasing, Erasing::Kept(_)) {
            continue;
        }
        let (room_name, name) = (room.name, table.name);
        let is_in = |list: &[(&str, &str)]| list.iter().any(|(loose, _)| *loose == name);
        if room.forget.is_empty() {
            faults.push(format!("{room_name}: {name} promises to erase, and `forget` of the room.rs is empty"));
        }
        let tied = rooms.all().flat_map(|room| room.ties).any(|tie| tie.bound.contains(&format!("FROM {name} ")));
        if matches!(keeps, Keeps::For(_)) && !tied && !is_in(&LOOSE) && name != HELD_BACK {
            faults.push(format!(
                "{room_name}: {name} binds nobody, so the purge takes whoever has nothing else; add to `ties` of the room.rs: \
                 Tie::firm(\"SELECT 1 FROM {name} WHERE {name}.person_id = people.id\")"
            ));
        }
        if processing.of_readers && !held.contains(&name) && !is_in(&UNFURNISHED) {
            faults.push(format!(
                "{room_name}: nobody sees that {name} is shown and erased; give it a row in `furnish` and a line in `HELD` of \
                 tests/it/privacy/known.rs"
            ));
        }
    }
    faults
}

#[test]
fn s12_a_room_binds_shows_and_forgets_the_people_in_its_tables() {
    const LENDING: Processing = Processing {
        word: "lending",
        turn: 1,
        of_readers: true,
        name: Both("", ""),
        whose: Both("", ""),
        purpose: Both("", ""),
        basis: Processing::TASK,
        source: Both("", ""),
        recipients: Processing::OURSELVES,
    };
    const KIND: Kind = Kind {
        word: "loans",
        turn: 1,
        of_readers: true,
        usual: 1,
        bounds: (1, 1),
        name: Both("", ""),
        since: Both("", ""),
        goes: Both("", ""),
    };
    const COLUMNS: &[Column] = &[key("person_id"), say("thing", Form::Text, "Wat", "What")];
    static PLANTED: Room = Room {
        tables: &[Table {
            name: "loans",
            title: Both("", ""),
            about: of_person(&LENDING, "SELECT * FROM loans WHERE person_id = ?", Keeps::For(&KIND)),
            columns: COLUMNS,
        }],
        ..Room::named("lending")
    };
    assert_eq!(forgotten_people(&rooms(), &super::known::HELD), Vec::<String>::new());
    let found = forgotten_people(&Rooms::in_line(rooms().all().chain([&PLANTED])), &super::known::HELD);
    assert_eq!(found.len(), 3, "planted: {found:?}");
    assert!(found.iter().all(|fault| fault.starts_with("lending: ")), "planted: {found:?}");
}

#[tokio::test]
async fn s12_the_register_is_a_page_and_a_download_in_both_languages() {
    let house = House::open().await;
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    let page = administrator.get("/beheer/privacy").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["Verwerkingsregister", "toestemming (AVG", "2 jaar na de laatste afmelding", "E-mailadres"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    let json = administrator.get("/beheer/privacy/register/json").await;
    let read: serde_json::Value = serde_json::from_slice(&json.bytes).unwrap();
    let tables: Vec<&str> = read
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|entry| entry["holdings"].as_array().unwrap())
        .map(|holding| holding["table"].as_str().unwrap())
        .collect();
    let personal: Vec<&str> = house.app.rooms.personal().map(|(table, _)| table.name).collect();
    assert_eq!(tables.len(), personal.len(), "{tables:?}");
    assert!(personal.iter().all(|table| tables.contains(table)), "{tables:?}");
    let csv = administrator.get("/beheer/privacy/register/csv").await;
    assert_eq!(csv.body.lines().count(), personal.len() + 1);
    let book = administrator.get("/beheer/privacy/register/xlsx").await;
    assert!(book.bytes.starts_with(b"PK") && csv.body.starts_with('\u{feff}'));
    assert!(csv.headers["content-disposition"].to_str().unwrap().contains("verwerkingsregister.csv"));
    administrator.post("/beheer/taal", &[("language", "en"), ("back", "/beheer")]).await;
    assert_eq!(administrator.get("/beheer/privacy/register/pdf").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn s12_the_statement_says_the_periods_that_are_in_force() {
    let house = House::open().await;
    let page = house.get("/privacy").await;
    assert!(page.body.contains("1 jaar na het terugkomen"), "{}", page.body);
    house.member(&[Role::Administrator]).await;
    house.sql("INSERT INTO retention_periods (kind, days, changed_by, changed_at) VALUES ('feedback', 45, 1, 1)").await;
    assert!(house.get("/privacy").await.body.contains("45 dagen na het terugkomen"));
    let english = house.get("/en/privacy").await.body;
    assert!(english.contains("45 days after it came back") && english.contains("Below every mail"), "{english}");
    assert!(!english.contains("bewaar"), "{english}");
}
