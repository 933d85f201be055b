//! Lists as nobody should make them.

use std::io::{Cursor, Read, Write as _};

use rust_xlsxwriter::{Chart, ChartType, ExcelDateTime, Format, Formula, Workbook};
use samenspraak::base::Language;
use samenspraak::base::email_address::AddressFault;
use samenspraak::subscribers::{self, FileFault, Imported, NameFault, RowFault, Tally, Wishes};

use super::{import, import_bytes, known, wishes};
use crate::house::House;

async fn nothing_is_left(house: &House) {
    for table in ["people", "imports", "import_pieces", "import_faults", "audit"] {
        let rows = match table {
            "people" => house.number("SELECT COUNT(*) FROM people").await,
            "imports" => house.number("SELECT COUNT(*) FROM imports").await,
            "import_pieces" => house.number("SELECT COUNT(*) FROM import_pieces").await,
            "import_faults" => house.number("SELECT COUNT(*) FROM import_faults").await,
            _ => house.number("SELECT COUNT(*) FROM audit").await,
        };
        assert_eq!(rows, 0, "{table}");
    }
}

async fn fault_of(house: &House, bytes: &[u8]) -> FileFault {
    match import_bytes(house, bytes, &wishes(house, "nieuwsbrief").await).await {
        Imported::WrongFile(fault) => {
            nothing_is_left(house).await;
            fault
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn s20_every_usual_encoding_and_separator_is_read() {
    let texts: [&[u8]; 6] = [
        "\u{feff}E-mailadres;Naam\r\nzoe@voorbeeld.nl;Zoë\r\n".as_bytes(),
        "E-mailadres,Naam\nzoe@voorbeeld.nl,Zoë\n".as_bytes(),
        "E-mailadres\tNaam\nzoe@voorbeeld.nl\tZoë".as_bytes(),
        b"E-mailadres;Naam\r\nzoe@voorbeeld.nl;Zo\xeb\r\n",
        "sep=;\r\nE-mailadres;Naam\r\nzoe@voorbeeld.nl;\"Zoë\"\r\n".as_bytes(),
        "\n\n\"Naam\",\"E-mailadres\"\n\n\"Zoë\",\"zoe@voorbeeld.nl\"\n,\n".as_bytes(),
    ];
    for text in texts {
        let house = House::open().await;
        let done = import_bytes(&house, text, &wishes(&house, "nieuwsbrief").await).await;
        assert_eq!(done, Imported::Done(Tally { added: 1, ..Tally::default() }), "{}", String::from_utf8_lossy(text));
        assert_eq!(known(&house, "zoe@voorbeeld.nl").await.unwrap().name, "Zoë");
    }
}

#[tokio::test]
async fn s20_a_letter_that_is_cut_in_two_by_the_reading_stays_whole() {
    /// Gives one byte at a time.
    struct Trickle<'a>(&'a [u8]);
    impl Read for Trickle<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            into[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }
    let house = House::open().await;
    let mut file = Trickle("email;naam\nzoe@voorbeeld.nl;Zoë €uro 𝄞\n".as_bytes());
    let wishes = wishes(&house, "nieuwsbrief").await;
    subscribers::import(&house.app, ("lijst.csv", &mut file), &wishes, &mut |_| {}).await.unwrap();
    assert_eq!(known(&house, "zoe@voorbeeld.nl").await.unwrap().name, "Zoë €uro 𝄞");
}

#[tokio::test]
async fn s20_what_is_no_list_is_refused_with_a_reason_and_leaves_nothing() {
    let house = House::open().await;
    let many = (0..500).map(|column| format!("kolom{column}")).collect::<Vec<_>>().join(";");
    assert_eq!(fault_of(&house, many.as_bytes()).await, FileFault::Columns(500));
    assert_eq!(fault_of(&house, b"").await, FileFault::Empty);
    assert_eq!(fault_of(&house, b"\r\n\n\n").await, FileFault::Empty);
    assert_eq!(fault_of(&house, b"\xff\xfeE\x00m\x00").await, FileFault::Binary);
    assert_eq!(fault_of(&house, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest").await, FileFault::Binary);
    let columns = vec!["voornaam".to_owned(), "straat".to_owned()];
    assert_eq!(fault_of(&house, b"voornaam;straat\nAnna;Dorpsstraat\n").await, FileFault::NoAddresses(columns));
    assert_eq!(fault_of(&house, b"PK\x03\x04 no zip at all").await, FileFault::Workbook);
    // The missing quotation mark swallows all that follows it.
    let rest = "bas@voorbeeld.nl;Bas\n".repeat(5_000);
    let open = format!("email;naam\nanna@voorbeeld.nl;\"Anna\n{rest}");
    assert_eq!(fault_of(&house, open.as_bytes()).await, FileFault::LongLine(2));
}

#[tokio::test]
async fn s20_a_line_of_a_gigabyte_is_refused_while_it_arrives() {
    let house = House::open().await;
    let head: &[u8] = b"email;naam\nanna@voorbeeld.nl;";
    let mut endless = head.chain(std::io::repeat(b'a').take(1 << 30));
    let wishes = wishes(&house, "nieuwsbrief").await;
    let done = subscribers::import(&house.app, ("lang.csv", &mut endless), &wishes, &mut |_| {}).await.unwrap();
    assert_eq!(done, Imported::WrongFile(FileFault::LongLine(2)));
    nothing_is_left(&house).await;
}

#[tokio::test]
async fn s20_each_wrong_row_is_named_with_its_line() {
    let house = House::open().await;
    let long = "x".repeat(1_001);
    let list = format!(
        "email;naam;taal\nanna@voorbeeld.nl;Anna;nl\ngeen-adres;X;nl\n\"twee\nregels@voorbeeld.nl\";Y;nl\n;Z;nl\n\
         bas@voorbeeld.nl;{};nl\ncor@voorbeeld.nl;Cor;fr\ndirk@voorbeeld.nl;Dirk\neva@voorbeeld.nl;{long};nl\n\
         fien@voorbeeld;F;nl\n",
        "n".repeat(101)
    );
    let Imported::WrongRows(faults, wrong) = import(&house, &list, "nieuwsbrief", false).await else { panic!("wrong") };
    let expected = [
        (3, RowFault::Address(AddressFault::NoAt)),
        (4, RowFault::Address(AddressFault::Local)),
        (6, RowFault::Address(AddressFault::Empty)),
        (7, RowFault::Name(NameFault::TooLong)),
        (8, RowFault::Language),
        (9, RowFault::Cells(2, 3)),
        (10, RowFault::LongCell),
        (11, RowFault::Address(AddressFault::Domain)),
    ];
    assert_eq!((faults.as_slice(), wrong), (expected.as_slice(), 8));
    nothing_is_left(&house).await;
}

#[tokio::test]
async fn s04_unusual_addresses_that_exist_are_taken_in() {
    let house = House::open().await;
    let list = "email\ninfo@voorbeeld.nl\nanna+nieuws@voorbeeld.nl\no'brien@voorbeeld.nl\n\"\"\"een twee\"\"@voorbeeld.nl\"\n\
                jörg@müller.example\nπόσο@παράδειγμα.example\n";
    let done = import(&house, list, "nieuwsbrief", false).await;
    assert_eq!(done, Imported::Done(Tally { added: 6, ..Tally::default() }));
    for key in
        ["info@voorbeeld.nl", "anna+nieuws@voorbeeld.nl", "\"een twee\"@voorbeeld.nl", "jörg@xn--mller-kva.example"]
    {
        assert!(known(&house, key).await.is_some(), "{key}");
    }
}

#[tokio::test]
async fn s20_repeated_and_contradicting_rows_are_counted_and_the_first_counts() {
    let house = House::open().await;
    let list = "email;naam\nanna@voorbeeld.nl;Anna\nANNA@Voorbeeld.NL;Anna\nanna@voorbeeld.nl;\nanna@voorbeeld.nl;Bea\n\
                jan@MÜLLER.example;Jan\njan@xn--mller-kva.example;Jan\n";
    let done = import(&house, list, "nieuwsbrief", false).await;
    assert_eq!(done, Imported::Done(Tally { added: 2, repeated: 4, contradicting: 1, ..Tally::default() }));
    assert_eq!(known(&house, "anna@voorbeeld.nl").await.unwrap().name, "Anna");
    assert_eq!(house.number("SELECT line FROM import_faults WHERE fault = 'contradicts'").await, 5);
}

fn workbook(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn s20_a_workbook_is_read_from_its_first_sheet_with_rows() {
    let house = House::open().await;
    let bytes = workbook(|book| {
        book.add_worksheet();
        let sheet = book.add_worksheet();
        for (column, name) in (0..).zip(["E-mailadres", "Naam", "Taal", "Sinds", "Totaal"]) {
            sheet.write(0, column, name).unwrap();
        }
        sheet.write(1, 0, "zoe@voorbeeld.nl").unwrap();
        sheet.write(1, 1, "Zoë; \"de\n Wit\"").unwrap();
        sheet.write(1, 2, "en").unwrap();
        let day = ExcelDateTime::from_ymd(2024, 5, 1).unwrap();
        sheet.write_with_format(1, 3, &day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
        sheet.write(1, 4, 12.5).unwrap();
        // An empty row, and then an address that a formula made.
        sheet.write_formula(4, 0, Formula::new("=LOWER(\"BAS@VOORBEELD.NL\")").set_result("bas@voorbeeld.nl")).unwrap();
        sheet.write(6, 0, "geen-adres").unwrap();
    });
    let of = wishes(&house, "nieuwsbrief").await;
    let Imported::WrongRows(faults, 1) = import_bytes(&house, &bytes, &of).await else { panic!("one row is wrong") };
    assert_eq!(faults, [(7, RowFault::Address(AddressFault::NoAt))], "with the row of the sheet");
    let of = Wishes { skip_wrong: true, ..of };
    let done = import_bytes(&house, &bytes, &of).await;
    assert_eq!(done, Imported::Done(Tally { added: 2, ..Tally::default() }));
    let zoe = known(&house, "zoe@voorbeeld.nl").await.unwrap();
    assert_eq!((zoe.name.as_str(), zoe.language), ("Zoë; \"de Wit\"", Language::English));
    assert!(known(&house, "bas@voorbeeld.nl").await.is_some());
}

#[tokio::test]
async fn s20_workbooks_that_no_list_needs_are_refused() {
    let house = House::open().await;
    let empty = workbook(|book| {
        book.add_worksheet();
    });
    assert_eq!(fault_of(&house, &empty).await, FileFault::Empty);
    let far = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "email").unwrap();
        sheet.write(100_001, 0, "anna@voorbeeld.nl").unwrap();
    });
    assert_eq!(fault_of(&house, &far).await, FileFault::Rows);
    let wide = workbook(|book| {
        let sheet = book.add_worksheet();
        for column in 0..500 {
            sheet.write(0, column, format!("kolom{column}")).unwrap();
        }
    });
    assert_eq!(fault_of(&house, &wide).await, FileFault::Columns(500));
}

/// A zip whose files unpack to `megabytes` each, in a few kilobytes.
fn bomb(name: &str, megabytes: usize) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    zip.start_file(name, packed).unwrap();
    let block = vec![b' '; 1 << 20];
    for _ in 0..megabytes {
        zip.write_all(&block).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[tokio::test]
async fn s20_a_zip_bomb_is_weighed_before_it_is_read() {
    let house = House::open().await;
    let large = bomb("xl/worksheets/sheet1.xml", 200);
    assert!(large.len() < 1 << 20, "{} bytes packed", large.len());
    assert_eq!(fault_of(&house, &large).await, FileFault::Bomb);
    assert_eq!(fault_of(&house, &bomb("xl/sharedStrings.xml", 40)).await, FileFault::Bomb);
    assert_eq!(fault_of(&house, &bomb("mimetype", 1)).await, FileFault::Workbook);
    // What is read of a workbook is held in memory tag by tag, and what is no sheet as a whole.
    assert_eq!(fault_of(&house, &bomb("xl/worksheets/sheet1.xml", 1)).await, FileFault::Bomb);
    assert_eq!(fault_of(&house, &bomb("xl/sharedStrings.xml", 1)).await, FileFault::Bomb);
    assert_eq!(fault_of(&house, &bomb("xl/styles.xml", 9)).await, FileFault::Bomb);
}

/// A workbook whose one sheet, of many cells without anything in them, has so many names.
fn named_so_often(many: usize) -> Vec<u8> {
    let book = workbook(|book| {
        let sheet = book.add_worksheet();
        for row in 0..20_000 {
            sheet.write_blank(row, 0, &Format::new().set_bold()).unwrap();
        }
    });
    let mut from = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for at in 0..from.len() {
        let mut file = from.by_index(at).unwrap();
        let name = file.name().unwrap().to_string();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if name == "xl/workbook.xml" {
            let text = String::from_utf8(bytes).unwrap();
            let (before, rest) = text.split_once("<sheets>").unwrap();
            let (_, after) = rest.split_once("</sheets>").unwrap();
            let sheets: String = (1..=many)
                .map(|n| format!("<sheet name=\"S{n}\" sheetId=\"{n}\" r:id=\"rId1\"/>"))
                .collect::<Vec<_>>()
                .concat();
            bytes = format!("{before}<sheets>{sheets}</sheets>{after}").into_bytes();
        }
        to.start_file(name, packed).unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[tokio::test]
async fn s20_all_that_a_workbook_unpacks_to_is_bounded_however_often_it_names_it() {
    let house = House::open().await;
    assert_eq!(fault_of(&house, &named_so_often(1)).await, FileFault::Empty);
    for many in [200, 20_000] {
        let book = named_so_often(many);
        assert!(book.len() < 400_000, "{} bytes packed", book.len());
        let began = std::time::Instant::now();
        assert_eq!(fault_of(&house, &book).await, FileFault::Bomb, "named {many} times");
        assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
    }
}

#[tokio::test]
async fn s20_a_chart_before_the_list_is_passed_over_and_a_full_cell_is_no_bomb() {
    let house = House::open().await;
    let bytes = workbook(|book| {
        let mut chart = Chart::new(ChartType::Column);
        chart.add_series().set_values("Sheet1!$A$1:$A$2");
        book.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
        let sheet = book.add_worksheet().set_name("Sheet1").unwrap();
        sheet.write(0, 0, "email").unwrap();
        sheet.write(0, 1, "opmerking").unwrap();
        sheet.write(1, 0, "anna@voorbeeld.nl").unwrap();
        sheet.write(2, 0, "bas@voorbeeld.nl").unwrap();
        // The longest cell that Excel allows, of letters that take the most room.
        sheet.write(2, 1, "\"".repeat(32_767)).unwrap();
    });
    let of = wishes(&house, "nieuwsbrief").await;
    let found = import_bytes(&house, &bytes, &of).await;
    assert_eq!(found, Imported::WrongRows(vec![(3, RowFault::LongCell)], 1));
}

#[tokio::test]
async fn s20_two_faults_of_a_list_of_carriage_returns_are_both_named() {
    let house = House::open().await;
    let found = import(&house, "email\rx\ry\ranna@voorbeeld.nl\r", "nieuwsbrief", false).await;
    let fault = RowFault::Address(AddressFault::NoAt);
    assert_eq!(found, Imported::WrongRows(vec![(2, fault), (3, fault)], 2));
    nothing_is_left(&house).await;
}

#[tokio::test]
async fn s20_remarks_leave_room_for_wrong_rows() {
    use std::fmt::Write as _;
    let house = House::open().await;
    let mut text = "email;naam\n".to_owned();
    for number in 0..2_600 {
        writeln!(text, "p{number}@voorbeeld.nl;Een\np{number}@voorbeeld.nl;Ander").unwrap();
    }
    for _ in 0..10_050 {
        text.push_str("geen adres;X\n");
    }
    let found = import(&house, &text, "nieuwsbrief", false).await;
    let Imported::WrongRows(faults, 10_050) = found else { panic!("{found:?}") };
    assert_eq!((faults.len(), faults[0].0), (20, 5_202));
    nothing_is_left(&house).await;
    let of = Wishes { skip_wrong: true, ..wishes(&house, "nieuwsbrief").await };
    let done = import_bytes(&house, text.as_bytes(), &of).await;
    let expected = Tally { added: 2_600, repeated: 2_600, contradicting: 2_600, ..Tally::default() };
    assert_eq!(done, Imported::Done(expected));
    assert_eq!(house.number("SELECT COUNT(*) FROM import_faults WHERE fault = 'contradicts'").await, 2_000);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_faults WHERE fault <> 'contradicts'").await, 10_000);
    let who = house.signed_in_as(&[samenspraak::store::tables::states::Role::Editor]).await;
    let page = format!("/beheer/abonnees/importeren/{}", house.number("SELECT MAX(id) FROM imports").await);
    let shown = who.get(&page).await.body;
    assert!(
        shown.contains("er zijn er nog 50") && shown.contains("5202") && !shown.contains("de eerdere rij telt"),
        "{shown}"
    );
    let file = String::from_utf8(who.post(&format!("{page}/fouten"), &[]).await.bytes).unwrap();
    assert_eq!((file.lines().count(), file.contains("er zijn er nog 50")), (12_002, true));
}
