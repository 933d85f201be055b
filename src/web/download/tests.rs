use std::io::Read as _;

use calamine::{Reader as _, Xlsx};

use super::{Kind, TableFile, defused};

#[test]
fn s22_no_cell_is_a_formula() {
    for cell in ["=1+1", "+31", "-5", "@SUM(A1)", "\tx", "\rx", "\nx"] {
        assert_eq!(defused(cell), format!("'{cell}"));
    }
    for (cell, harmless) in [
        (" =1", " '=1"),
        ("\t=1", "'\t'=1"),
        ("Anna;=cmd|'/c calc'!A1", "Anna;'=cmd|'/c calc'!A1"),
        ("Anna; \t @SUM(1)", "Anna; \t '@SUM(1)"),
        ("de Wit,+31", "de Wit,'+31"),
        ("een\n-2", "een\n'-2"),
        ("een\r\n=2", "een\r\n'=2"),
    ] {
        assert_eq!(defused(cell), harmless);
    }
    for cell in ["", "anna@voorbeeld.nl", "a=1", "'=1", "Zoë", "de Vries-Jansen", "een; twee, drie", "a; b-c=d"] {
        assert_eq!(defused(cell), cell);
    }
}

#[test]
fn s22_both_forms_hold_what_was_written() {
    let lines = [["Naam", "E-mailadres"], ["Zoë; \"de\" Wit", "=HYPERLINK(\"x\")"]];
    for kind in [Kind::Csv, Kind::Xlsx] {
        let mut table = TableFile::begin(kind).unwrap();
        for line in &lines {
            table.line(line).unwrap();
        }
        let file = table.finish().unwrap();
        if kind == Kind::Csv {
            let mut text = String::new();
            file.reopen().unwrap().read_to_string(&mut text).unwrap();
            let expected = "\u{feff}Naam;E-mailadres\r\n\"Zoë; \"\"de\"\" Wit\";\"'=HYPERLINK(\"\"x\"\")\"\r\n";
            assert_eq!(text, expected);
        } else {
            let mut book: Xlsx<_> = calamine::open_workbook(file.path()).unwrap();
            let range = book.worksheet_range_at(0).unwrap().unwrap();
            let cells: Vec<String> = range.cells().map(|(_, _, cell)| cell.to_string()).collect();
            assert_eq!(cells, ["Naam", "E-mailadres", "Zoë; \"de\" Wit", "'=HYPERLINK(\"x\")"]);
        }
    }
}

#[test]
fn s22_every_sheet_of_a_workbook_begins_with_the_head() {
    let mut table = TableFile::with_sheets_of(Kind::Xlsx, 3).unwrap();
    for line in ["Naam", "Anna", "Bas", "Cor", "Dirk", "Eva"] {
        table.line(&[line]).unwrap();
    }
    let file = table.finish().unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook(file.path()).unwrap();
    let sheets = book.worksheets();
    let cells = |range: &calamine::Range<calamine::Data>| -> Vec<String> {
        range.cells().map(|(_, _, cell)| cell.to_string()).collect()
    };
    let sheets: Vec<_> = sheets.iter().map(|(_, range)| cells(range)).collect();
    assert_eq!(sheets, [["Naam", "Anna", "Bas"].as_slice(), &["Naam", "Cor", "Dirk"], &["Naam", "Eva"]]);
}
