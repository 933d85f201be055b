//! Names: apart, under keys, found before they go public.

use axum::http::StatusCode;
use samenspraak::base::clock::days;
use samenspraak::dossiers::{self, Destroyed, Mended, Place, Published, Saved};
use samenspraak::privacy::retention;
use samenspraak::store::tables::states::Role;
use samenspraak::store::{Engine, sql};
use sea_orm::ConnectionTrait as _;

use super::{Desk, entry, fingerprint};
use crate::backing_up::tables_of;
use crate::privacy::register::schema;

const NAMES: [&str; 3] = ["Postma", "De Wit", "Salah"];

#[tokio::test]
async fn c11_the_public_timeline_names_roles_and_staff_read_names() {
    let desk = Desk::furnished().await;
    desk.publish().await;
    for rest in ["", "/1", "/2", "/tijdlijn.csv", "/tijdlijn.json", "?thema=2"] {
        let page = desk.public(rest).await;
        assert!(page.contains("functionaris inspectie") || page.contains("ambtelijk Veilig Werk"), "{rest}: {page}");
        for name in NAMES {
            assert!(!page.contains(name), "{rest} names {name}");
        }
        assert!(!page.contains("@1") && !page.contains("@2"), "{rest} shows a sign");
    }
    let editor = desk.sign_in(&[Role::Editor]).await;
    let named = editor.get(&format!("/beheer/dossiers/{}/lezen?namen=1", desk.id)).await.body;
    for name in NAMES {
        assert!(named.contains(name), "with the keys the timeline is reconstructed: {name}");
    }
    let stranger = desk.house.get(&format!("/beheer/dossiers/{}/lezen?namen=1", desk.id)).await;
    assert!(stranger.location().starts_with("/beheer/aanmelden"));
}

/// The tables in which a text stands, in any column and any case, also as bytes.
async fn tables_with(desk: &Desk, words: &str) -> Vec<String> {
    let (mut found, words, read) = (Vec::new(), words.to_lowercase(), desk.app().store.read());
    let bytes = words.bytes().fold(String::new(), |all, byte| all + &format!("{byte:02x}"));
    let tables = tables_of(&desk.app().store).await;
    // An index for searching cannot be read through; the files are searched besides.
    for (table, columns) in schema(&desk.house).await.into_iter().filter(|(table, _)| tables.contains(table)) {
        let has = match desk.app().store.engine() {
            Engine::Sqlite => {
                let column = |name: &String| format!("lower(CAST(\"{name}\" AS TEXT)) LIKE '%{words}%'");
                columns.iter().map(column).collect::<Vec<_>>().join(" OR ")
            }
            Engine::Postgres => {
                format!("lower(CAST(t AS TEXT)) LIKE '%{words}%' OR CAST(t AS TEXT) LIKE '%{bytes}%'")
            }
        };
        let query = format!("SELECT COUNT(*) AS many FROM \"{table}\" AS t WHERE {has}");
        let row = read.query_one_raw(sql(read, Box::leak(query.into_boxed_str()), [])).await.unwrap().unwrap();
        if row.try_get::<i64>("", "many").unwrap() > 0 {
            found.push(table);
        }
    }
    found
}

#[tokio::test]
async fn c11_no_name_lies_readable_in_the_database() {
    let desk = Desk::furnished().await;
    desk.publish().await;
    for name in ["Postma", "Karin", "De Wit", "Salah", "Ahmed"] {
        assert_eq!(tables_with(&desk, name).await, Vec::<String>::new(), "{name}");
    }
    let names = ["Karin Postma", "De heer De Wit", "Ahmed Salah"];
    desk.app().store.fold_log().await.unwrap();
    assert!(!desk.app().store.still_holds(&names).await.unwrap());
    // The negative control: what is written into a text is seen by both, so a name would be.
    desk.write(&entry("3 mei 2025", "Zandstra sluit aan", "En **belt** Karin Postma.")).await;
    assert_eq!(tables_with(&desk, "Zandstra").await, ["dossier_entries"]);
    assert_eq!(tables_with(&desk, "karin postma").await, ["dossier_entries"]);
    desk.app().store.fold_log().await.unwrap();
    let sees = desk.app().store.still_holds(&["Karin Postma"]).await.unwrap();
    assert_eq!(sees, desk.app().store.engine() == Engine::Sqlite, "the files of the embedded database are searched");
}

#[tokio::test]
async fn c11_destroying_one_key_takes_one_name_for_ever_and_leaves_the_rest() {
    let desk = Desk::furnished().await;
    desk.publish().await;
    let before = desk.public("").await;
    let approver = desk.sign_in(&[Role::Approver]).await;
    let path = format!("/beheer/dossiers/{}/personen/1/vernietigen", desk.id);
    let editor = desk.sign_in(&[Role::Editor]).await;
    assert_eq!(editor.get(&path).await.status, StatusCode::FORBIDDEN);
    let slip = approver.post(&path, &[("role", "onderzoeker")]).await;
    assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY, "the wrong role destroys nothing");
    assert!(approver.post(&path, &[("role", "ambtelijk Veilig Werk")]).await.location().ends_with("gedaan=vernietigd"));
    assert_eq!(
        dossiers::destroy(desk.app(), desk.approver, desk.id, 1).await.unwrap(),
        Destroyed::Before,
        "twice is once"
    );
    assert_eq!(dossiers::destroy(desk.app(), desk.approver, desk.id, 9).await.unwrap(), Destroyed::Nobody);
    let named = editor.get(&format!("/beheer/dossiers/{}/lezen?namen=1", desk.id)).await.body;
    assert!(!named.contains("Postma") && named.contains("ambtelijk Veilig Werk"), "the role stays");
    assert!(named.contains("De Wit") && named.contains("Salah"), "the rest is intact");
    let page = editor.get(&format!("/beheer/dossiers/{}", desk.id)).await.body;
    assert!(page.contains("naam vernietigd") && !page.contains("Postma"));
    assert_eq!(desk.public("").await, before, "for the public nothing changes");
    // Whoever changes the role later brings no name back.
    let part = dossiers::Role { role: "ambtenaar".to_owned(), name: "Karin Postma".to_owned() };
    assert_eq!(dossiers::recast(desk.app(), desk.editor, desk.id, ((1, 1), &part)).await.unwrap(), Saved::Done);
    assert!(!editor.get(&format!("/beheer/dossiers/{}/lezen?namen=1", desk.id)).await.body.contains("Postma"));
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM dossier_keys").await, 2);
}

#[tokio::test]
async fn c11_a_key_goes_by_itself_when_its_period_is_over() {
    let desk = Desk::furnished().await;
    desk.house.wait(days(3_650 - 1));
    retention::purge(desk.app()).await.unwrap();
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM dossier_keys").await, 3);
    desk.house.wait(days(2));
    retention::purge(desk.app()).await.unwrap();
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM dossier_keys").await, 0);
    assert_eq!(
        desk.house
            .number("SELECT COUNT(*) FROM dossier_actors WHERE destroyed_at IS NOT NULL AND destroyed_by IS NULL")
            .await,
        3
    );
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM dossier_entries").await, 2, "the dossier stays");
}

#[tokio::test]
async fn k40_a_name_keeps_a_dossier_inside_until_it_is_replaced_or_explained() {
    let desk = Desk::furnished().await;
    let number =
        desk.write(&entry("1 mei 2025", "Postma’s voorstel", "K.P. belt. Later zegt **Karin Postma** ja.")).await;
    assert!(desk.publish().await.ends_with("geweigerd=ingehaald"), "the page offers no button while there are names");
    let (app, editor) = (desk.app(), desk.sign_in(&[Role::Editor]).await);
    let path = format!("/beheer/dossiers/{}/namen", desk.id);
    let page = editor.get(&path).await.body;
    for (words, place) in [("Postma’s", "entry-title"), ("K.P.", "entry-text"), ("Karin Postma", "entry-text")] {
        assert!(page.contains(words) && page.contains(&format!("{place}-{number}")), "{words}");
    }
    assert!(page.contains(&format!("/gebeurtenissen/{number}")), "a link to the place");
    for (place, words) in [("entry-title", "Postma’s"), ("entry-text", "Karin Postma")] {
        let place = format!("{place}-{number}");
        let answer =
            editor.post(&format!("{path}/vervangen"), &[("place", &place), ("words", words), ("actor", "1")]).await;
        assert!(answer.location().ends_with("gedaan=vervangen"), "{words}: {}", answer.location());
    }
    assert!(desk.publish().await.ends_with("geweigerd=ingehaald"), "one is left");
    let place = format!("entry-text-{number}");
    editor.post(&format!("{path}/geen-naam"), &[("place", &place), ("words", "K.P.")]).await;
    assert!(desk.publish().await.ends_with("gedaan=openbaar"));
    let public = desk.public("").await;
    assert!(public.contains("K.P. belt.") && !public.contains("Postma"));
    // Explained here is not explained elsewhere.
    let other = desk.write(&entry("2 mei 2025", "Nog een keer K.P.", "")).await;
    let cleared = dossiers::clear(app, desk.editor, desk.id, (Place::EntryTitle(other), "K.P.")).await.unwrap();
    assert_eq!(cleared, Mended::Done);
    assert_eq!(dossiers::replace(app, desk.editor, desk.id, (Place::Title, "x", 1)).await.unwrap(), Mended::ByHand);
    assert_eq!(
        dossiers::replace(app, desk.editor, desk.id, (Place::EntryText(other), "x", 9)).await.unwrap(),
        Mended::Nowhere
    );
}

#[tokio::test]
async fn k40_the_check_looks_again_at_publishing_and_when_somebody_is_added_later() {
    let desk = Desk::furnished().await;
    desk.write(&entry("3 mei 2025", "Zandstra sluit aan", "")).await;
    let approver = desk.sign_in(&[Role::Approver]).await;
    let path = format!("/beheer/dossiers/{}", desk.id);
    let seen = fingerprint(&approver.get(&format!("{path}/lezen")).await.body);
    assert!(!seen.is_empty(), "nobody of that name is known, so it can be published");
    // Somebody adds the person after the page was read.
    desk.cast("coördinator", "Willem Zandstra").await;
    assert_eq!(dossiers::publish(desk.app(), desk.approver, desk.id, &seen).await.unwrap(), Published::Names(1));
    // And had it been public already, the page of the dossier says so.
    let later = Desk::furnished().await;
    later.write(&entry("3 mei 2025", "Zandstra sluit aan", "")).await;
    later.publish().await;
    let editor = later.sign_in(&[Role::Editor]).await;
    let path = format!("/beheer/dossiers/{}", later.id);
    assert!(!editor.get(&path).await.body.contains("Er staat een naam op de website"));
    later.cast("coördinator", "Willem Zandstra").await;
    assert!(editor.get(&path).await.body.contains("Er staat een naam op de website"));
}

#[tokio::test]
async fn k40_every_field_that_goes_public_is_searched() {
    let desk = Desk::furnished().await;
    let app = desk.app();
    let mut wanted = super::wanted("Titel van Postma");
    wanted.summary = "Samenvatting van Postma".to_owned();
    wanted.themes[0].name = "Thema Postma".to_owned();
    dossiers::save(app, desk.editor, (desk.id, 1), &wanted).await.unwrap();
    let part = dossiers::Role { role: "rol Postma".to_owned(), name: "Karin Postma".to_owned() };
    dossiers::recast(app, desk.editor, desk.id, ((1, 1), &part)).await.unwrap();
    let mut source = super::source("Bron van Postma", true);
    source.origin = "Postma zelf".to_owned();
    source.address = "https://stukken.example/brief-Pos%74ma.pdf".to_owned();
    dossiers::recite(app, desk.editor, desk.id, ((1, 1), &source)).await.unwrap();
    let mut closed = super::source("Dicht", false);
    closed.why_closed = "Omdat Postma het vroeg.".to_owned();
    dossiers::recite(app, desk.editor, desk.id, ((2, 1), &closed)).await.unwrap();
    let text = "## Kop Postma\n\n- punt Postma\n\n> citaat Postma\n\n| a | b |\n| - | - |\n| c | Postma |\n\n[link](https://voorbeeld.example/postma)\n\n@1";
    let number = desk.write(&entry("1 mei 2025", "Titel Postma", text)).await;
    let page = desk.sign_in(&[Role::Editor]).await.get(&format!("/beheer/dossiers/{}/namen", desk.id)).await.body;
    // The buttons of a finding carry its place.
    for place in [
        "title",
        "summary",
        "theme-1",
        "role-1",
        "source-1",
        "source-2",
        &format!("entry-title-{number}"),
        &format!("entry-text-{number}"),
    ] {
        assert!(page.contains(&format!("place={place}&amp;")), "{place} is not searched");
    }
    for context in
        ["Samenvatting van", "Thema ", "rol ", "Bron van", " zelf", "brief-", "Omdat ", "Kop ", "punt ", "citaat "]
    {
        assert!(page.contains(context), "{context}");
    }
    let table = page.matches("voorbeeld.example/").count();
    assert!(table > 0, "an address in a text is searched");
}

/// Without its key nobody can look for a name any more, so it stays where it stands, for ever.
#[tokio::test]
async fn c11_a_key_stays_as_long_as_its_name_stands_in_the_dossier() {
    let desk = Desk::furnished().await;
    let number = desk.write(&entry("3 mei 2025", "Postma belt", "")).await;
    let destroyed = dossiers::destroy(desk.app(), desk.approver, desk.id, 1).await.unwrap();
    assert_ne!(destroyed, Destroyed::Done);
    let grow_old = "UPDATE dossiers SET changed_at = 0";
    desk.house.sql(grow_old).await;
    retention::purge(desk.app()).await.unwrap();
    let kept = "SELECT number FROM dossier_actors JOIN dossier_keys ON actor_id = id";
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM dossier_keys").await, 1);
    assert_eq!(desk.house.number(kept).await, 1, "the one that a text names");
    // Solved, it goes when its period is over again.
    dossiers::replace(desk.app(), desk.editor, desk.id, (Place::EntryTitle(number), "Postma", 1)).await.unwrap();
    desk.house.sql(grow_old).await;
    retention::purge(desk.app()).await.unwrap();
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM dossier_keys").await, 0);
}

/// What is public is another text than what staff write now.
#[tokio::test]
async fn c11_a_key_stays_as_long_as_its_name_is_public() {
    let desk = Desk::furnished().await;
    let number = desk.write(&entry("3 mei 2025", "Zandstra sluit aan", "")).await;
    desk.publish().await;
    let actor = desk.cast("coördinator", "Willem Zandstra").await;
    dossiers::replace(desk.app(), desk.editor, desk.id, (Place::EntryTitle(number), "Zandstra", actor)).await.unwrap();
    let destroy = async || dossiers::destroy(desk.app(), desk.approver, desk.id, actor).await.unwrap();
    assert_ne!(destroy().await, Destroyed::Done, "everybody reads the name still");
    let approver = desk.sign_in(&[Role::Approver]).await;
    let path = format!("/beheer/dossiers/{}/personen/{actor}/vernietigen", desk.id);
    let said = approver.post(&path, &[("role", "coördinator")]).await;
    assert!(said.location().contains("geweigerd=nog-genoemd"), "{}", said.location());
    desk.house.sql("UPDATE dossiers SET changed_at = 0").await;
    retention::purge(desk.app()).await.unwrap();
    assert_eq!(desk.house.number("SELECT COUNT(*) FROM dossier_keys").await, 1, "the others go");
    desk.publish().await;
    assert_eq!(destroy().await, Destroyed::Done);
}

/// An address with a role in it leads nowhere: words in one are changed by hand.
#[tokio::test]
async fn k40_a_role_never_takes_the_place_of_words_in_an_address() {
    let desk = Desk::furnished().await;
    let text = "Zie [de brief van Postma](https://voorbeeld.example/Postma/brief \"van Postma\"), <https://voorbeeld.example/Postma>, \
                https://voorbeeld.example/Postma of [dit][brief]. **Postma** zegt ja.\n\n[brief]: https://voorbeeld.example/Postma";
    let number = desk.write(&entry("1 mei 2025", "Een brief", text)).await;
    let place = (Place::EntryText(number), "Postma", 1);
    assert_eq!(dossiers::replace(desk.app(), desk.editor, desk.id, place).await.unwrap(), Mended::Done);
    let saved = "SELECT COUNT(*) FROM dossier_entries WHERE source LIKE '%van @1](https://voorbeeld.example/Postma/brief%'
                 AND source LIKE '%<https://voorbeeld.example/Postma>%' AND source LIKE '% https://voorbeeld.example/Postma of%'
                 AND source LIKE '%: https://voorbeeld.example/Postma' AND source LIKE '%**@1** zegt ja.%'";
    assert_eq!(desk.house.number(saved).await, 1);
    assert_eq!(dossiers::replace(desk.app(), desk.editor, desk.id, place).await.unwrap(), Mended::ByHand);
}

/// With their accents and without, however they were typed on either side.
#[tokio::test]
async fn k40_names_are_found_whatever_letters_they_are_written_in() {
    let desk = Desk::empty().await;
    let mut places = Vec::new();
    for (name, title) in [
        ("Łukasz Wałęsa", "Walesa belt"),
        ("Ewa Swiatek", "Świątek belt"),
        ("Şükrü Yıldız", "Yildiz belt"),
        ("Ismail Kilic", "KILIÇ belt"),
        ("Deniz İnönü", "de brief van inonu"),
        ("Ali Isik", "Işık belt"),
        ("Jiří Dvořák", "Dvorak belt"),
        ("Eva Novakova", "Nova\u{301}kova\u{301} belt"),
        ("Nguyễn Văn Đức", "Duc belt"),
        ("Tran Thi Huong", "Hường belt"),
        ("Søren Ørsted", "Orsted belt"),
        ("Karl Grossmann", "Großmann belt"),
        ("Ștefan Țurcanu", "Turcanu belt"),
    ] {
        desk.cast("iemand", name).await;
        places.push((name, desk.write(&entry("2025", title, "")).await));
    }
    let page = desk.sign_in(&[Role::Editor]).await.get(&format!("/beheer/dossiers/{}/namen", desk.id)).await.body;
    let missed: Vec<_> =
        places.into_iter().filter(|(_, number)| !page.contains(&format!("place=entry-title-{number}&amp;"))).collect();
    assert_eq!(missed, []);
}
