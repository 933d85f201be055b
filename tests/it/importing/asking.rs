//! Words that we do not know stop a list until a person says what they mean.

use samenspraak::subscribers::{self, AtTerminal};

use super::known;
use super::pages::{staff, told, upload};
use crate::house::House;

const LIST: &str = "E-mailadres;Naam;Status\nanna@voorbeeld.nl;Anna;Lid\nbas@voorbeeld.nl;Bas;Oud-lid\n\
                    cor@voorbeeld.nl;Cor;Lid\ndirk@voorbeeld.nl;Dirk;Afgemeld\n";
const COLUMNS: [(&str, &str); 3] = [("kolom-0", "address"), ("kolom-1", "name"), ("kolom-2", "standing")];

#[tokio::test]
async fn s20_the_page_asks_what_words_mean_and_checks_again() {
    let house = House::open().await;
    let who = staff(&house).await;
    let page = upload(&who, "leden.csv", LIST.as_bytes()).await.location().to_owned();
    assert!(who.get(&page).await.body.contains("value=\"standing\" selected"), "the column is seen by its name");
    who.post(&format!("{page}/kolommen"), &told(&COLUMNS, "controleer")).await;
    subscribers::move_imports(&house.app).await.unwrap();
    let asks = who.get(&page).await.body;
    for said in
        ["Wat betekenen deze woorden?", "Status: &quot;Lid&quot; (2 rijen)", "Status: &quot;Oud-lid&quot; (1 rij)"]
    {
        assert!(asks.contains(said), "{said}: {asks}");
    }
    assert!(!asks.contains("&quot;Afgemeld&quot;"), "that is understood");
    who.post(&format!("{page}/toevoegen"), &[]).await;
    subscribers::move_imports(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 0, "nothing passes before it is answered");
    let answers = [("woord-0", "in"), ("woord-1", "out")];
    assert_eq!(who.post(&format!("{page}/woorden"), &answers).await.location(), page);
    subscribers::move_imports(&house.app).await.unwrap();
    let checked = who.get(&page).await.body;
    assert!(checked.contains("Voeg 2 abonnees toe") && !checked.contains("Wat betekenen"), "{checked}");
    who.post(&format!("{page}/toevoegen"), &[]).await;
    subscribers::move_imports(&house.app).await.unwrap();
    assert!(known(&house, "cor@voorbeeld.nl").await.is_some());
    assert!(known(&house, "bas@voorbeeld.nl").await.is_none() && known(&house, "dirk@voorbeeld.nl").await.is_none());
    let kept = "SELECT COUNT(*) FROM imports WHERE layout LIKE '%Lid%' OR layout LIKE '%oudlid%'";
    assert_eq!(house.number(kept).await, 0, "words of the list go with its file");
}

#[tokio::test]
async fn s20_the_terminal_asks_what_words_mean() {
    let house = House::open().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("leden.csv");
    std::fs::write(&file, LIST).unwrap();
    let run = |meanings: &[&str], columns: &[&str], date: &str| {
        let asked = AtTerminal {
            file: file.clone(),
            publication: "nieuwsbrief".to_owned(),
            basis: "toestemming".to_owned(),
            date: date.to_owned(),
            meanings: meanings.iter().map(|said| (*said).to_owned()).collect(),
            columns: columns.iter().map(|said| (*said).to_owned()).collect(),
            ..AtTerminal::default()
        };
        let app = house.app.clone();
        async move { subscribers::import_from_terminal(&app, &asked).await.map_err(|error| error.to_string()) }
    };
    let stopped = run(&[], &[], "").await.unwrap_err();
    assert!(stopped.contains("--means") && stopped.contains("nothing was imported"), "{stopped}");
    assert_eq!(house.number("SELECT COUNT(*) FROM imports").await, 0);
    assert!(run(&["Lid=ja"], &[], "").await.unwrap_err().contains("Lid=in"));
    assert!(run(&[], &["0=aside"], "").await.unwrap_err().contains("4=aside"));
    let year = run(&["Lid=in"], &[], "1-3-24").await.unwrap_err();
    assert!(year.contains("four"), "{year}");
    run(&["Lid=in", "Oud-lid=out"], &[], "1-3-2024").await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 2);
    // Said to be about something else, only what is plainly out in it counts no more either: a person decided.
    run(&[], &["3=aside"], "").await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 4);
}

#[tokio::test]
async fn s20_a_year_of_two_digits_is_blamed_on_the_year() {
    let house = House::open().await;
    let who = staff(&house).await;
    let page = upload(&who, "leden.csv", b"e-mail\nanna@voorbeeld.nl\n").await.location().to_owned();
    let fields = [
        ("kop", "ja"),
        ("kolom-0", "address"),
        ("publication", "nieuwsbrief"),
        ("basis", "toestemming"),
        ("source", "een formulier"),
        ("date", "1-3-24"),
        ("doe", "controleer"),
    ];
    let answer = who.post(&format!("{page}/kolommen"), &fields).await;
    assert!(answer.body.contains("Schrijf het jaar met vier cijfers"), "{}", answer.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM imports WHERE state = 'uploaded'").await, 1);
}
