//! Workbooks with several sheets, and what their makers hid.

use rust_xlsxwriter::Workbook;
use samenspraak::subscribers::{self, AtTerminal, FileFault, Imported, Tally, Wishes};

use super::pages::{staff, told, upload};
use super::{import_bytes, known, wishes};
use crate::house::House;

const HIDDEN: &[u8] = include_bytes!("../../cases/11-hidden-first-sheet.xlsx");
const TWO: &[u8] = include_bytes!("../../cases/15-two-sheets-of-subscribers.xlsx");

#[tokio::test]
async fn s20_hidden_sheets_are_not_read() {
    let house = House::open().await;
    let done = import_bytes(&house, HIDDEN, &wishes(&house, "nieuwsbrief").await).await;
    assert_eq!(done, Imported::Done(Tally { added: 1, ..Tally::default() }));
    assert!(known(&house, "x2@ontvangst.example").await.is_some());
    let who = staff(&house).await;
    let page = upload(&who, "leden.xlsx", HIDDEN).await.location().to_owned();
    let shown = who.get(&page).await.body;
    assert!(shown.contains("Gelezen is werkblad &quot;Abonnees&quot;. Niet gelezen: 1 verborgen blad."), "{shown}");
}

#[tokio::test]
async fn s20_hidden_rows_are_not_read_and_lines_stay_those_of_the_sheet() {
    let house = House::open().await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Lezers").unwrap();
    for (row, cell) in (0..).zip(["e-mail", "anna@voorbeeld.nl", "weg@voorbeeld.nl", "geen adres"]) {
        sheet.write(row, 0, cell).unwrap();
    }
    sheet.set_row_hidden(2).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let stopped = import_bytes(&house, &bytes, &wishes(&house, "nieuwsbrief").await).await;
    let Imported::WrongRows(faults, 1) = stopped else { panic!("{stopped:?}") };
    assert_eq!(faults[0].0, 4);
    let of = Wishes { skip_wrong: true, ..wishes(&house, "nieuwsbrief").await };
    assert_eq!(import_bytes(&house, &bytes, &of).await, Imported::Done(Tally { added: 1, ..Tally::default() }));
    assert!(known(&house, "weg@voorbeeld.nl").await.is_none());
    let who = staff(&house).await;
    let page = upload(&who, "leden.xlsx", &bytes).await.location().to_owned();
    assert!(who.get(&page).await.body.contains("Niet gelezen: 1 verborgen rij."));
    let mut hidden = Workbook::new();
    hidden.add_worksheet();
    hidden.add_worksheet().set_hidden(true).write(0, 0, "e-mail").unwrap();
    let fault = import_bytes(&house, &hidden.save_to_buffer().unwrap(), &of).await;
    assert_eq!(fault, Imported::WrongFile(FileFault::Hidden));
}

#[tokio::test]
async fn s20_which_sheet_is_read_is_said_and_another_can_be_chosen() {
    let house = House::open().await;
    let who = staff(&house).await;
    let page = upload(&who, "leden.xlsx", TWO).await.location().to_owned();
    let shown = who.get(&page).await.body;
    for said in [
        "Gelezen is werkblad &quot;A-M&quot;. Niet gelezen: &quot;N-Z&quot;.",
        "x15a@ontvangst.example",
        "Lees dit blad",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let columns = [("kolom-0", "address"), ("kolom-1", "name"), ("kolom-2", "language"), ("blad", "1")];
    // Another button does not check the sheet that nobody chose any more, nor lose what was typed.
    let other = who.post(&format!("{page}/kolommen"), &told(&columns, "controleer")).await;
    for said in
        ["Gelezen is werkblad &quot;N-Z&quot;.", "x15b@ontvangst.example", "toestemming op het formulier van 2024"]
    {
        assert!(other.body.contains(said), "{said}: {}", other.body);
    }
    assert_eq!(who.post(&format!("{page}/kolommen"), &told(&columns, "controleer")).await.location(), page);
    subscribers::move_imports(&house.app).await.unwrap();
    assert!(who.get(&page).await.body.contains("Gelezen is werkblad &quot;N-Z&quot;."));
    who.post(&format!("{page}/toevoegen"), &[]).await;
    subscribers::move_imports(&house.app).await.unwrap();
    assert!(known(&house, "x15b@ontvangst.example").await.is_some());
    assert!(known(&house, "x15a@ontvangst.example").await.is_none());
}

#[tokio::test]
async fn s20_the_terminal_chooses_a_sheet_by_its_name() {
    let house = House::open().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("leden.xlsx");
    std::fs::write(&file, TWO).unwrap();
    let asked = |sheet: &str| AtTerminal {
        file: file.clone(),
        publication: "nieuwsbrief".to_owned(),
        basis: "toestemming".to_owned(),
        sheet: Some(sheet.to_owned()).filter(|sheet| !sheet.is_empty()),
        ..AtTerminal::default()
    };
    let error = subscribers::import_from_terminal(&house.app, &asked("Blad1")).await.unwrap_err().to_string();
    assert!(error.contains("A-M, N-Z"), "{error}");
    assert_eq!(house.number("SELECT COUNT(*) FROM imports").await, 0);
    subscribers::import_from_terminal(&house.app, &asked("")).await.unwrap();
    assert!(known(&house, "x15a@ontvangst.example").await.is_some());
    subscribers::import_from_terminal(&house.app, &asked("n-z")).await.unwrap();
    assert!(known(&house, "x15b@ontvangst.example").await.is_some());
    let told = "SELECT COUNT(*) FROM imports WHERE layout LIKE '%\"sheet\":1%'";
    assert_eq!(house.number(told).await, 1, "the record of the import says which sheet");
}

#[tokio::test]
async fn s20_a_list_is_found_behind_a_page_of_explanation() {
    let house = House::open().await;
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Toelichting").unwrap().write(0, 0, "Lijst van 2024").unwrap();
    let sheet = book.add_worksheet().set_name("Lezers").unwrap();
    sheet.write(0, 0, "e-mail").unwrap();
    sheet.write(1, 0, "anna@voorbeeld.nl").unwrap();
    let done = import_bytes(&house, &book.save_to_buffer().unwrap(), &wishes(&house, "nieuwsbrief").await).await;
    assert_eq!(done, Imported::Done(Tally { added: 1, ..Tally::default() }));
}

#[tokio::test]
async fn s20_a_sheet_or_file_of_those_who_left_is_not_read() {
    let house = House::open().await;
    let mut book = Workbook::new();
    for (name, who) in [("Afgemeld", "weg@voorbeeld.nl"), ("Abonnees", "anna@voorbeeld.nl")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write(0, 0, "e-mail").unwrap();
        sheet.write(1, 0, who).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let done = import_bytes(&house, &bytes, &wishes(&house, "nieuwsbrief").await).await;
    assert_eq!(done, Imported::Done(Tally { added: 1, ..Tally::default() }));
    assert!(known(&house, "weg@voorbeeld.nl").await.is_none());
    let who = staff(&house).await;
    let page = upload(&who, "leden.xlsx", &bytes).await.location().to_owned();
    let refused = who.post(&format!("{page}/kolommen"), &told(&[("kolom-0", "address"), ("blad", "0")], "blad")).await;
    assert!(refused.body.contains("Dit blad lezen wij niet"), "{}", refused.body);
    let named = upload(&who, "Uitgeschreven-2024.csv", b"e-mail\nweg@voorbeeld.nl\n").await;
    assert!(named.body.contains("mensen die zich hebben afgemeld"), "{}", named.body);
}
