//! A backup holds every table, on the engine at hand.

use std::collections::BTreeSet;

use samenspraak::store::tables::states::Role;
use samenspraak::store::{self, Engine, Kept, Store};
use sea_orm::ConnectionTrait;

use crate::house::House;

/// What a backup leaves out on purpose: who is at work or signed in right now, what limits count, codes of ten minutes,
/// files of imports, which may not lie anywhere longer than a day, and the list of migrations, which the database that is
/// restored into has already.
const LEFT_OUT: [&str; 8] = [
    "import_pieces",
    "leases",
    "limits",
    "member_networks",
    "privacy_codes",
    "sessions",
    "seaql_migrations",
    "writers",
];

/// The tables that the migrations made. The index for searching in SQLite is none: it is filled from the records.
pub async fn tables_of(store: &Store) -> BTreeSet<String> {
    let text = match store.engine() {
        Engine::Sqlite => {
            "SELECT name AS name FROM pragma_table_list
             WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
        }
        Engine::Postgres => {
            "SELECT table_name::text AS name FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
        }
    };
    let rows = store.read().query_all_raw(store::sql(store.read(), text, [])).await.unwrap();
    rows.iter().map(|row| row.try_get("", "name").unwrap()).collect()
}

#[tokio::test]
async fn a_backup_holds_every_table_that_the_migrations_made() {
    let house = House::open().await;
    let folder = tempfile::tempdir().unwrap();
    let now = house.clock().now();
    let made = store::back_up(&house.app.whole(), b"{}", now, &folder.path().join("all.tar")).await.unwrap();
    let held: BTreeSet<String> = made.tables.into_iter().map(|(name, _, _)| name).collect();
    let there = tables_of(&house.app.store).await;
    assert!(there.len() > 20, "this test sees too little: {there:?}");
    let expected: BTreeSet<String> = there.into_iter().filter(|name| !LEFT_OUT.contains(&name.as_str())).collect();
    let missing: Vec<_> = expected.difference(&held).collect();
    assert!(
        missing.is_empty(),
        "no `backup` of a room.rs names {missing:?}; what is left out on purpose is in LEFT_OUT"
    );
    assert_eq!(held, expected);
    for room in house.app.rooms.all() {
        let own: BTreeSet<_> = room.tables.iter().map(|table| table.name.to_owned()).collect();
        let kept: BTreeSet<_> = room.backup.iter().map(Kept::name).collect();
        assert!(kept.is_subset(&own), "{} keeps a table of another room: {kept:?}", room.name);
    }
}

#[tokio::test]
async fn a_table_that_no_backup_knows_is_seen() {
    let house = House::open().await;
    house.sql("CREATE TABLE forgotten (id BIGINT PRIMARY KEY)").await;
    assert!(tables_of(&house.app.store).await.contains("forgotten"));
}

#[tokio::test]
async fn what_a_killed_backup_left_is_taken_away_and_what_goes_on_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let part = |name: &str| folder.path().join(format!(".samenspraak-backup-{name}"));
    let begun = |name: &str| {
        std::fs::create_dir(part(name)).unwrap();
        std::fs::write(part(name).join("people"), "anna@voorbeeld.nl").unwrap();
        std::fs::File::create(part(name).join("lock")).unwrap()
    };
    drop(begun("killed"));
    let goes_on = begun("goes-on");
    goes_on.lock().unwrap();
    let house = House::open().await;
    store::back_up(&house.app.whole(), b"{}", house.clock().now(), &folder.path().join("b.tar")).await.unwrap();
    assert!(!part("killed").exists() && part("goes-on").join("people").exists());
    let mut left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, [".samenspraak-backup-goes-on", "b.tar"], "and nothing of its own");
}

/// A backup of the demo's house as the version of 22 November 2026 made it (the commit before each room said in one file
/// what the house must know of it), cut down to a few people. It is never made anew: that it is old is what it is for.
const EARLIER: &[u8] = include_bytes!("../fixtures/backup-of-2026-11-22.tar");

#[tokio::test]
async fn o5_a_backup_of_an_earlier_version_restores_with_its_people_consents_and_issues() {
    let house = House::without_centre().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("earlier.tar");
    std::fs::write(&file, EARLIER).unwrap();
    let restored = store::restore(&house.app.whole(), &file).await.unwrap();
    assert_eq!((restored.rows, restored.held_sendings), (291, 0));
    for (count, expected) in [
        ("SELECT COUNT(*) FROM people", 15),
        ("SELECT COUNT(*) FROM consents c JOIN people p ON p.id = c.person_id WHERE c.act = 'withdrawn'", 3),
        ("SELECT COUNT(*) FROM subscriptions WHERE withdrawn_at IS NULL", 15),
        ("SELECT COUNT(*) FROM issues WHERE state = 'sent'", 2),
        ("SELECT COUNT(*) FROM events", 0),
    ] {
        assert_eq!(house.number(count).await, expected, "{count}");
    }
    // The house goes on with it: what is read, what is written beside it, and its own backup.
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let issue = editor.get("/beheer/nummers/3").await.body;
    assert!(issue.contains("Drie oefeningen met waterstof: bel eerder"), "{issue}");
    let known = house.number("SELECT id FROM people WHERE address_key LIKE 'frank.hoekstra@%'").await;
    let person = editor.get(&format!("/beheer/abonnees/{known}")).await.body;
    assert!(person.contains("frank.hoekstra@gemeente.voorbeeld.nl"), "{person}");
    assert!(house.get("/archief").await.body.contains("Wat wij leerden van twee uur ammoniak"));
    assert!(house.person("nieuw@voorbeeld.nl").await.0 > 1_502, "numbers go on behind those that were given");
    house.ring_all().await;
    let kept = folder.path().join("now.tar");
    let made = store::back_up(&house.app.whole(), b"{}", house.clock().now(), &kept).await;
    assert!(made.unwrap().tables.iter().any(|(name, rows, _)| name == "people" && *rows >= 16));
}
