//! Importing subscribers from a list.

mod asking;
mod bad_input;
mod engine;
mod joining;
mod pages;
mod sheets;
mod standing;

use std::io::Write as _;

use samenspraak::base::Language;
use samenspraak::people;
use samenspraak::store::tables::consents;
use samenspraak::store::tables::states::ConsentAct;
use samenspraak::subscribers::{self, AtTerminal, Channel, Imported, Tally, Whereof, Wishes};
use sea_orm::EntityTrait;

use crate::house::House;

const LIST: &str =
    "E-mailadres;Naam;Taal\nanna@voorbeeld.nl;Anna;\nbas@voorbeeld.nl;Bas;en\nAnna@Voorbeeld.nl;weer Anna;\n";

/// Adds a list of a day for the network.
pub async fn import(house: &House, text: &str, slug: &str, dry_run: bool) -> Imported {
    let wishes = Wishes { dry_run, ..wishes(house, slug).await };
    import_bytes(house, text.as_bytes(), &wishes).await
}

async fn wishes(house: &House, slug: &str) -> Wishes {
    Wishes {
        publication: house.publication(slug).await,
        basis: "deelnemers netwerkdag 2026, toestemming op het formulier".to_owned(),
        source: "aanmeldformulier van de netwerkdag".to_owned(),
        obtained_on: "2026-10-01".to_owned(),
        preset: None,
        sheet: None,
        columns: Vec::new(),
        meanings: Vec::new(),
        dry_run: false,
        skip_wrong: false,
        made_by: None,
    }
}

async fn import_bytes(house: &House, mut bytes: &[u8], wishes: &Wishes) -> Imported {
    subscribers::import(&house.app, ("lijst.csv", &mut bytes), wishes, &mut |_| {}).await.unwrap()
}

async fn known(house: &House, key: &str) -> Option<people::Person> {
    people::by_key(house.app.store.read(), key).await.unwrap()
}

#[tokio::test]
async fn s20_a_list_becomes_subscribers_with_evidence() {
    let house = House::open().await;
    let expected = Imported::Done(Tally { added: 2, repeated: 1, contradicting: 1, ..Tally::default() });
    assert_eq!(import(&house, LIST, "nieuwsbrief", true).await, expected, "a dry run counts the same");
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 0, "and changes nothing");
    assert_eq!(house.number("SELECT COUNT(*) FROM audit").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM imports").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_pieces").await, 0);
    assert_eq!(import(&house, LIST, "nieuwsbrief", false).await, expected);
    let newsletter = house.publication("nieuwsbrief").await;
    assert_eq!(
        subscribers::count_reachable(house.app.store.read(), newsletter, house.app.clock.now()).await.unwrap(),
        2
    );
    let bas = known(&house, "bas@voorbeeld.nl").await.unwrap();
    assert_eq!((bas.name.as_str(), bas.language), ("Bas", Language::English));
    let rows = consents::Entity::find().all(house.app.store.read()).await.unwrap();
    assert_eq!(rows.len(), 2);
    let by = rows[0].import_id;
    assert!(by.is_some() && rows.iter().all(|row| row.act == ConsentAct::Imported && row.import_id == by));
    let told =
        "SELECT COUNT(*) FROM imports WHERE basis LIKE '%netwerkdag%' AND source <> '' AND obtained_on = '2026-10-01'";
    assert_eq!(house.number(told).await, 1, "the basis stands once, with the import");
    assert_eq!(house.number("SELECT COUNT(*) FROM import_pieces").await, 0, "nothing is left of the file");
    assert!(house.mails().await.is_empty(), "importing writes to nobody");
    let again = import(&house, LIST, "nieuwsbrief", false).await;
    assert_eq!(
        again,
        Imported::Done(Tally { present: 2, repeated: 1, contradicting: 1, ..Tally::default() }),
        "twice is harmless"
    );
    assert_eq!(house.number("SELECT COUNT(*) FROM consents").await, 2);
}

#[tokio::test]
async fn s20_one_wrong_row_and_nothing_is_imported() {
    let house = House::open().await;
    let Imported::WrongRows(faults, wrong) =
        import(&house, &format!("{LIST}geen-adres;X;\n"), "nieuwsbrief", false).await
    else {
        panic!("a wrong row")
    };
    assert_eq!((faults.first().unwrap().0, wrong), (5, 1), "with the line of the file");
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM audit").await, 0);
}

#[tokio::test]
async fn s20_suppressed_and_withdrawn_people_stay_out_and_are_counted() {
    let house = House::open().await;
    let list = "email\nanna@voorbeeld.nl\nbas@voorbeeld.nl\ncor@voorbeeld.nl\n";
    import(&house, list, "nieuwsbrief", false).await;
    let newsletter = house.publication("nieuwsbrief").await;
    let anna = known(&house, "anna@voorbeeld.nl").await.unwrap();
    let token = subscribers::unsubscribe_token(&house.app, &anna, newsletter);
    subscribers::leave(&house.app, &token, Channel::OneClick, Whereof::ThisOne).await.unwrap();
    for address in ["dirk@voorbeeld.nl", "cor@voorbeeld.nl"] {
        let hash = house.app.secrets.suppression_hash(address);
        house
            .sql(&format!(
                "INSERT INTO suppressions (hash, normalisation, reason, made_at) VALUES ('{hash}', 1, 'erased', 1)"
            ))
            .await;
    }
    let list = "email\nANNA@voorbeeld.nl\nbas@voorbeeld.nl\ncor@voorbeeld.nl\nDirk@voorbeeld.nl\neva@voorbeeld.nl\n";
    let expected = Imported::Done(Tally { added: 1, present: 1, left: 1, suppressed: 2, ..Tally::default() });
    assert_eq!(import(&house, list, "nieuwsbrief", true).await, expected);
    assert_eq!(import(&house, list, "nieuwsbrief", false).await, expected);
    assert_eq!(known(&house, "dirk@voorbeeld.nl").await, None, "an erased address does not come back");
    let elsewhere = import(&house, "email\nanna@voorbeeld.nl\nbas@voorbeeld.nl\n", "waarschuwingen", false).await;
    let expected = Imported::Done(Tally { added: 1, left: 1, ..Tally::default() });
    assert_eq!(elsewhere, expected, "whoever left all they had is not taken in for something new");
}

#[tokio::test]
async fn s20_names_and_languages_of_people_we_know_are_left_alone() {
    let house = House::open().await;
    import(&house, "email;naam;taal\nanna@voorbeeld.nl;Anna;en\n", "nieuwsbrief", false).await;
    import(&house, "email;naam;taal\nanna@voorbeeld.nl;Iemand;nl\n", "waarschuwingen", false).await;
    let anna = known(&house, "anna@voorbeeld.nl").await.unwrap();
    assert_eq!((anna.name.as_str(), anna.language), ("Anna", Language::English));
}

#[tokio::test]
async fn s20_two_imports_at_once_make_one_subscription_each() {
    let house = House::open().await;
    let rows: String = (0..1_200).map(|number| format!("p{number}@voorbeeld.nl\n")).collect::<Vec<_>>().concat();
    let list = format!("email\n{rows}");
    let (one, two) =
        tokio::join!(import(&house, &list, "nieuwsbrief", false), import(&house, &list, "nieuwsbrief", false));
    let (Imported::Done(one), Imported::Done(two)) = (one, two) else { panic!("both are done") };
    assert_eq!((one.added + two.added, one.present + two.present), (1_200, 1_200));
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 1_200);
    assert_eq!(house.number("SELECT COUNT(*) FROM consents").await, 1_200);
}

#[tokio::test]
async fn s20_fifteen_hundred_rows_arrive_whole() {
    let house = House::open().await;
    let rows: String =
        (0..1_528).map(|number| format!("p{number}@voorbeeld.nl;Persoon {number}\n")).collect::<Vec<_>>().concat();
    let done = import(&house, &format!("email;naam\n{rows}"), "nieuwsbrief", false).await;
    assert_eq!(done, Imported::Done(Tally { added: 1_528, ..Tally::default() }));
}

#[tokio::test]
async fn s20_the_terminal_says_what_is_wrong() {
    let house = House::open().await;
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(LIST.as_bytes()).unwrap();
    let run = |path: std::path::PathBuf, slug: &'static str, basis: &'static str| {
        let app = house.app.clone();
        let (publication, basis) = (slug.to_owned(), basis.to_owned());
        let asked = AtTerminal { file: path, publication, basis, ..AtTerminal::default() };
        async move { subscribers::import_from_terminal(&app, &asked).await }
    };
    let path = || file.path().to_owned();
    let error = run(path(), "onbekend", "basis").await.unwrap_err().to_string();
    assert!(error.contains("nieuwsbrief, waarschuwingen"), "{error}");
    let error = run(path(), "nieuwsbrief", " ").await.unwrap_err().to_string();
    assert!(error.contains("--basis"), "{error}");
    let error = run("/bestaat/niet.csv".into(), "nieuwsbrief", "basis").await.unwrap_err().to_string();
    assert!(error.contains("cannot read"), "{error}");
    let mut binary = tempfile::NamedTempFile::new().unwrap();
    binary.write_all(b"\x89PNG\r\n\x1a\n\x00\x00").unwrap();
    let error = run(binary.path().to_owned(), "nieuwsbrief", "basis").await.unwrap_err().to_string();
    assert!(error.contains("no text file"), "{error}");
    let mut wrong = tempfile::NamedTempFile::new().unwrap();
    wrong.write_all(b"email\nx\ny\n").unwrap();
    let error = run(wrong.path().to_owned(), "nieuwsbrief", "basis").await.unwrap_err().to_string();
    assert!(error.contains("2 wrong rows") && error.contains("nothing was imported"), "{error}");
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 0);
    run(path(), "nieuwsbrief", "basis").await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 2);
}
