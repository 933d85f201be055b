use std::io::Read as _;

use calamine::{Reader as _, Xlsx};

use super::{Kind, TableFile, defused};

#[test]
fn s22_no_cell_is_a_formula() {
    for cell in ["=1+1", "+31", "-5", "@SUM(A1)", "\t=1", "\r=1"] {
        assert_eq!(defused(cell), format!("'{cell}"));
    }
    for cell in ["", "anna@voorbeeld.nl", "a=1", " =1", "'=1", "Zoë"] {
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
            let expected = "\u{feff}Naam,E-mailadres\r\n\"Zoë; \"\"de\"\" Wit\",\"'=HYPERLINK(\"\"x\"\")\"\r\n";
            assert_eq!(text, expected);
        } else {
            let mut book: Xlsx<_> = calamine::open_workbook(file.path()).unwrap();
            let range = book.worksheet_range_at(0).unwrap().unwrap();
            let cells: Vec<String> = range.cells().map(|(_, _, cell)| cell.to_string()).collect();
            assert_eq!(cells, ["Naam", "E-mailadres", "Zoë; \"de\" Wit", "'=HYPERLINK(\"x\")"]);
        }
    }
}
