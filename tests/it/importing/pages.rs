//! Importing through the pages of staff.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samenspraak::base::clock::minutes;
use samenspraak::store::tables::states::Role;
use samenspraak::subscribers;

use super::known;
use crate::house::{Answer, House, Visitor};

const HOME: &str = "/beheer/abonnees/importeren";
const LIST: &str =
    "E-mailadres;Voornaam;Achternaam;Plaats\nanna@voorbeeld.nl;Anna;de Wit;Zwolle\nbas@voorbeeld.nl;Bas;Bos;Delft\n";

pub async fn upload(who: &Visitor, name: &str, bytes: &[u8]) -> Answer {
    let head = format!(
        "--grens\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
    );
    let body = [head.as_bytes(), bytes, b"\r\n--grens--\r\n"].concat();
    let request = Request::post(HOME)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grens")
        .header("sec-fetch-site", "same-origin");
    who.send(request, Body::from(body)).await
}

pub async fn staff(house: &House) -> Visitor {
    house.signed_in_as(&[Role::Editor, Role::Approver]).await
}

const TOLD: [(&str, &str); 5] = [
    ("kop", "ja"),
    ("publication", "nieuwsbrief"),
    ("basis", "toestemming op het formulier van 2024"),
    ("source", "deelnemers aan de netwerkdag"),
    ("date", "1-10-2026"),
];

pub fn told<'a>(columns: &[(&'a str, &'a str)], doing: &'a str) -> Vec<(&'a str, &'a str)> {
    TOLD.iter().chain(columns).copied().chain([("doe", doing)]).collect()
}

const COLUMNS: [(&str, &str); 3] = [("kolom-0", "address"), ("kolom-1", "first"), ("kolom-2", "last")];

/// Uploads a list, says what its columns are, and lets the bell check it; gives its page.
async fn checked(house: &House, who: &Visitor, text: &str) -> String {
    let uploaded = upload(who, "leden.csv", text.as_bytes()).await;
    assert_eq!(uploaded.status, StatusCode::SEE_OTHER, "{}", uploaded.body);
    let page = uploaded.location().to_owned();
    let mapped = who.post(&format!("{page}/kolommen"), &told(&COLUMNS, "controleer")).await;
    assert_eq!(mapped.location(), page, "{}", mapped.body);
    assert!(who.get(&page).await.body.contains("wordt gecontroleerd"));
    subscribers::move_imports(&house.app).await.unwrap();
    page
}

#[tokio::test]
async fn s20_a_list_goes_from_a_file_to_subscribers_who_are_told() {
    let house = House::open().await;
    let who = staff(&house).await;
    let empty = who.get(HOME).await;
    assert!(empty.body.contains("Er is nog niets geïmporteerd"), "{}", empty.body);
    let page = upload(&who, "leden.csv", LIST.as_bytes()).await.location().to_owned();
    let map = who.get(&page).await;
    for shown in ["Kolom 1: E-mailadres", "anna@voorbeeld.nl", "Anna de Wit", "Bas Bos"] {
        assert!(map.body.contains(shown), "{shown}: {}", map.body);
    }
    let preview =
        who.post(&format!("{page}/kolommen"), &told(&[("kolom-0", "address"), ("kolom-3", "name")], "voorbeeld")).await;
    assert!(preview.body.contains("Zwolle") && !preview.body.contains("Anna de Wit"), "{}", preview.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM imports WHERE state = 'uploaded'").await, 1);
    who.post(&format!("{page}/kolommen"), &told(&COLUMNS, "controleer")).await;
    subscribers::move_imports(&house.app).await.unwrap();
    let check = who.get(&page).await;
    assert!(check.body.contains("Voeg 2 abonnees toe"), "{}", check.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM people WHERE address LIKE '%voorbeeld.nl'").await, 0, "not yet");
    assert_eq!(who.post(&format!("{page}/toevoegen"), &[]).await.location(), page);
    let standing = who.get(&format!("{page}/stand")).await;
    assert!(standing.body.contains("0 van 2 rijen") && standing.headers.get("hx-refresh").is_none());
    subscribers::move_imports(&house.app).await.unwrap();
    assert!(who.get(&format!("{page}/stand")).await.headers.contains_key("hx-refresh"));
    let done = who.get(&page).await;
    assert!(done.body.contains("De import is klaar") && done.body.contains("aan 2 mensen"), "{}", done.body);
    assert_eq!(known(&house, "anna@voorbeeld.nl").await.unwrap().name, "Anna de Wit");
    let anna = known(&house, "anna@voorbeeld.nl").await.unwrap().id;
    let person = who.get(&format!("/beheer/abonnees/{anna}")).await;
    assert!(person.body.contains("toestemming op het formulier van 2024"), "the basis is that of the import");
    assert!(house.mails().await.is_empty(), "importing writes to nobody");
    who.post(&format!("{page}/inlichten"), &[]).await;
    who.post(&format!("{page}/inlichten"), &[]).await;
    let mails = house.mails().await;
    assert_eq!(mails.len(), 2, "each is told once");
    let mail = house.newest_mail_to("anna@voorbeeld.nl").await;
    let text = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in
        ["deelnemers aan de netwerkdag", "1 oktober 2026", "toestemming op het formulier", "Nieuwsbrief", "/privacy"]
    {
        assert!(text.contains(said), "{said}: {}", mail.text);
    }
    assert!(mail.raw.contains("List-Unsubscribe-Post"), "one click leaves");
    assert_eq!(house.post(&format!("{}/nu", mail.link("/afmelden/")), &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn s03_the_evidence_of_an_import_names_its_list() {
    let house = House::open().await;
    let who = staff(&house).await;
    let page = checked(&house, &who, LIST).await;
    let waiting = who.get(&page).await.body;
    assert!(!waiting.contains("De import is klaar") && !waiting.contains("Geëindigd"), "it is not done: {waiting}");
    who.post(&format!("{page}/toevoegen"), &[]).await;
    subscribers::move_imports(&house.app).await.unwrap();
    assert!(who.get(&page).await.body.contains("Geëindigd"));
    let sha256 = samenspraak::base::secrets::sha256_hex(LIST.as_bytes());
    let anna = known(&house, "anna@voorbeeld.nl").await.unwrap().id;
    let evidence = who.get(&format!("/beheer/abonnees/{anna}/bewijs")).await.body;
    for said in [
        "toestemming op het formulier van 2024",
        "deelnemers aan de netwerkdag",
        "1 oktober 2026",
        "leden.csv",
        &sha256,
    ] {
        assert!(evidence.contains(said), "{said}: {evidence}");
    }
    let json = who.get(&format!("/beheer/abonnees/{anna}/bewijs.json")).await.body;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let list = &json["publications"][0]["events"][0]["list"];
    assert_eq!(list["source"], "deelnemers aan de netwerkdag");
    assert_eq!(list["obtained_on"], "2026-10-01");
    assert_eq!((&list["file"], &list["sha256"]), (&"leden.csv".into(), &sha256.into()));
}

#[tokio::test]
async fn s20_who_may_not_send_reads_that_an_approver_can_tell_them() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = checked(&house, &editor, LIST).await;
    editor.post(&format!("{page}/toevoegen"), &[]).await;
    subscribers::move_imports(&house.app).await.unwrap();
    let report = editor.get(&page).await.body;
    assert!(report.contains("Een eindredacteur kan die mail") && !report.contains("/inlichten"), "{report}");
    assert!(staff(&house).await.get(&page).await.body.contains("/inlichten"));
}

#[tokio::test]
async fn s20_the_name_of_a_file_is_shown_as_it_is_and_turns_no_text() {
    let house = House::open().await;
    let who = staff(&house).await;
    let page = upload(&who, "de %22leden%22 \u{202e}vsc\u{2069}.csv", LIST.as_bytes()).await;
    let shown = who.get(page.location()).await.body;
    assert!(shown.contains("de &quot;leden&quot; vsc.csv"), "{shown}");
    assert_eq!(house.number("SELECT COUNT(*) FROM imports WHERE file_name = 'de \"leden\" vsc.csv'").await, 1);
    let long = format!("E-mailadres\n\"{}", "x".repeat(200_000));
    let refused = upload(&who, "leden.csv", long.as_bytes()).await;
    assert!(
        refused.body.contains("aanhalingsteken?") && !refused.body.contains("aanhalingsteken?."),
        "{}",
        refused.body
    );
}

#[tokio::test]
async fn s20_whoever_left_meanwhile_is_not_told() {
    let house = House::open().await;
    let who = staff(&house).await;
    let page = checked(&house, &who, LIST).await;
    who.post(&format!("{page}/toevoegen"), &[]).await;
    subscribers::move_imports(&house.app).await.unwrap();
    house.sql("UPDATE subscriptions SET withdrawn_at = 1, withdrawn_through = 'page' WHERE person_id = (SELECT id FROM people WHERE address = 'bas@voorbeeld.nl')").await;
    who.post(&format!("{page}/inlichten"), &[]).await;
    let told: Vec<String> = house.mails().await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(told, ["anna@voorbeeld.nl"]);
}

#[tokio::test]
async fn s20_wrong_rows_stop_it_until_a_person_leaves_them_out() {
    let house = House::open().await;
    let who = staff(&house).await;
    let page = checked(&house, &who, &format!("{LIST}=geen-adres;Cor;Kok;Urk\n")).await;
    let shown = who.get(&page).await;
    assert!(shown.body.contains("Laat 1 foute rij weg en voeg 2 abonnees toe"), "{}", shown.body);
    assert!(shown.body.contains("het adres heeft geen @"), "{}", shown.body);
    who.post(&format!("{page}/toevoegen"), &[]).await;
    subscribers::move_imports(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 0, "nobody said to leave them out");
    let file = who.post(&format!("{page}/fouten"), &[]).await;
    let text = String::from_utf8(file.bytes).unwrap();
    assert!(
        text.contains("4;1;het adres heeft geen @, of niets aan één kant ervan;'=geen-adres;Cor;Kok;Urk"),
        "{text}"
    );
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'subscriber.import-faults'").await, 1);
    who.post(&format!("{page}/toevoegen"), &[("zonder", "1")]).await;
    subscribers::move_imports(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 2);
    let file = who.post(&format!("{page}/fouten"), &[]).await;
    assert!(!String::from_utf8(file.bytes).unwrap().contains("geen-adres"), "the rows are gone with the file");
}

#[tokio::test]
async fn s20_a_stopped_import_leaves_nothing() {
    let house = House::open().await;
    let who = staff(&house).await;
    let page = checked(&house, &who, LIST).await;
    who.post(&format!("{page}/stoppen"), &[]).await;
    assert!(who.get(&page).await.body.contains("Deze import is gestopt"));
    who.post(&format!("{page}/toevoegen"), &[]).await;
    subscribers::move_imports(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_pieces").await, 0);
}

#[tokio::test]
async fn s20_stopping_half_way_keeps_who_was_added_and_adds_no_more() {
    let house = House::open().await;
    let who = staff(&house).await;
    let row = |number| format!("p{number}@voorbeeld.example;P;{number};X\n");
    let rows = (0..24_000).map(row).collect::<Vec<_>>().concat();
    let page = checked(&house, &who, &format!("E-mailadres;Voornaam;Achternaam;Plaats\n{rows}")).await;
    who.post(&format!("{page}/toevoegen"), &[]).await;
    let stopping = async {
        while house.number("SELECT COUNT(*) FROM imports WHERE merged_rows > 0").await == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        who.post(&format!("{page}/stoppen"), &[]).await;
    };
    let (moved, ()) = tokio::join!(subscribers::move_imports(&house.app), stopping);
    moved.unwrap();
    let subscribed = house.number("SELECT COUNT(*) FROM subscriptions").await;
    assert!(subscribed > 0 && subscribed < 24_000, "{subscribed}");
    assert_eq!(house.number("SELECT added FROM imports WHERE state = 'cancelled'").await, subscribed);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_pieces").await, 0);
}

#[tokio::test]
async fn s20_a_file_lies_sealed_and_no_longer_than_a_day() {
    let house = House::open().await;
    let who = staff(&house).await;
    upload(&who, "leden.csv", LIST.as_bytes()).await;
    let pieces = "SELECT COUNT(*) FROM import_pieces";
    assert_eq!(house.number(pieces).await, 1);
    if let Some(file) = house.app.store.file() {
        let folder = file.parent().unwrap();
        for entry in std::fs::read_dir(folder).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap_or_default();
            assert!(!bytes.windows(17).any(|some| some == b"anna@voorbeeld.nl"), "no address lies readable");
        }
    }
    house.wait(minutes(24 * 60 - 1));
    subscribers::move_imports(&house.app).await.unwrap();
    assert_eq!(house.number(pieces).await, 1);
    house.wait(minutes(2));
    subscribers::move_imports(&house.app).await.unwrap();
    assert_eq!(house.number(pieces).await, 0);
    assert_eq!(
        house.number("SELECT COUNT(*) FROM imports WHERE state = 'cancelled' AND ended_at IS NOT NULL").await,
        1
    );
}

#[tokio::test]
async fn s20_what_is_missing_is_asked_for_and_nothing_typed_is_lost() {
    let house = House::open().await;
    let who = staff(&house).await;
    let nothing = upload(&who, "", b"").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.body.contains("Kies een bestand."), "{}", nothing.body);
    let picture = upload(&who, "foto.png", b"\x89PNG\r\n\x1a\n\0\0").await;
    assert!(picture.body.contains("Dit is geen tekstbestand"), "{}", picture.body);
    let page = upload(&who, "leden.csv", LIST.as_bytes()).await.location().to_owned();
    let fields = [
        ("kolom-0", "address"),
        ("kolom-1", "address"),
        ("source", "de netwerkdag"),
        ("date", "1-1-2999"),
        ("doe", "controleer"),
    ];
    let answer = who.post(&format!("{page}/kolommen"), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "Kies precies één kolom",
        "Kies een uitgave.",
        "waarom u deze mensen mag schrijven",
        "niet in de toekomst",
        "de netwerkdag",
    ] {
        assert!(answer.body.contains(said), "{said}: {}", answer.body);
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM imports WHERE state = 'uploaded'").await, 1);
}

#[tokio::test]
async fn s20_a_preset_fills_in_the_columns() {
    let house = House::open().await;
    let who = staff(&house).await;
    let text = "e-mail;status\nanna@voorbeeld.nl;active\nbas@voorbeeld.nl;unsubscribed\n";
    let page = upload(&who, "leden.csv", text.as_bytes()).await.location().to_owned();
    let fields = [("kop", "ja"), ("kolom-0", "address"), ("preset", "laposta"), ("doe", "voorinstelling")];
    let answer = who.post(&format!("{page}/kolommen"), &fields).await;
    assert!(answer.body.contains("blijft buiten: afgemeld"), "{}", answer.body);
    assert!(answer.body.contains("value=\"standing\" selected"), "{}", answer.body);
    assert!(!answer.body.contains("Geen kolom zegt wie"), "{}", answer.body);
    let fields = [("kop", "ja"), ("kolom-0", "address"), ("preset", "mailchimp"), ("doe", "voorbeeld")];
    let answer = who.post(&format!("{page}/kolommen"), &fields).await;
    assert!(answer.body.contains("Geen kolom zegt wie zich daar heeft afgemeld"), "{}", answer.body);
    let fields = [("kop", "ja"), ("kolom-0", "address"), ("preset", "listmonk"), ("doe", "voorinstelling")];
    let answer = who.post(&format!("{page}/kolommen"), &fields).await;
    assert!(answer.body.contains("\"confirmed\"") || answer.body.contains("&quot;confirmed&quot;"), "{}", answer.body);
}

#[tokio::test]
async fn s20_the_page_says_in_which_encoding_it_reads() {
    let house = House::open().await;
    let who = staff(&house).await;
    for (bytes, said) in [
        (&b"email;naam\nzoe@voorbeeld.nl;Zo\xeb\n"[..], "Windows-1252"),
        ("email;naam\nzoe@voorbeeld.nl;Zoë\n".as_bytes(), "UTF-8"),
    ] {
        let page = upload(&who, "leden.csv", bytes).await.location().to_owned();
        let shown = who.get(&page).await.body;
        assert!(shown.contains(&format!("Gelezen als {said}.")) && shown.contains("Zoë"), "{shown}");
    }
}

#[tokio::test]
async fn s20_a_file_that_went_before_it_was_mapped_is_said_to_be_gone() {
    let house = House::open().await;
    let who = staff(&house).await;
    let page = upload(&who, "leden.csv", LIST.as_bytes()).await.location().to_owned();
    house.sql("DELETE FROM import_pieces").await;
    assert_eq!(who.get(&page).await.status, StatusCode::NOT_FOUND, "and no fault of ours");
    subscribers::move_imports(&house.app).await.unwrap();
    let shown = who.get(&page).await.body;
    assert!(shown.contains("reservekopie"), "{shown}");
}

#[tokio::test]
async fn s20_what_still_arrives_has_no_button_that_does_nothing() {
    let house = House::open().await;
    let who = staff(&house).await;
    let page = upload(&who, "leden.csv", LIST.as_bytes()).await.location().to_owned();
    house.sql("UPDATE imports SET state = 'arriving'").await;
    let shown = who.get(&page).await.body;
    assert!(shown.contains("wordt gelezen") && !shown.contains("Stop deze import"), "{shown}");
}
