//! The rules of reading lists.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;

use super::cells::{Broken, Cells};
use super::layout::{Beginning, Layout};
use super::list::{Choices, List, Row, Seen, Window};
use super::merge::next_size;
use super::text::{Decoded, Probe};
use super::{FileFault, RowFault};
use crate::base::email_address::AddressFault;
use crate::base::{Language, Random, Secrets};
use crate::subscribers::subscriber::NameFault;

/// Gives its bytes in parts of at most so many.
struct Parts<'a>(&'a [u8], usize);

impl Read for Parts<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(self.0.len()).min(into.len());
        let (now, later) = self.0.split_at(count);
        into[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}

/// What a list holds, read as an import reads it, in parts of `size` bytes.
fn read_in(bytes: &[u8], size: usize) -> Result<Window, FileFault> {
    let mut probe = Probe::default();
    for part in bytes.chunks(size) {
        probe.look(part)?;
    }
    let text = || Decoded::new(Parts(bytes, size), probe.encoding());
    let fault = |broken| match broken {
        Broken::Fault(fault) => fault,
        Broken::Source(error) => panic!("{error}"),
    };
    let layout: Layout = Beginning::read(text(), 1).map_err(fault)?.layout(None);
    let secrets = Arc::new(Secrets::make(&Random::from_seed([3; 32])));
    let choices = Choices::default();
    let list = List { layout, secrets, choices, look_ahead: true, seen: Seen::default(), count: 0 };
    let mut all = Window::default();
    list.read(text, |window| {
        all.rows.extend(window.rows);
        all.faults.extend(window.faults);
        all.wrong += window.wrong;
        all.repeated += window.repeated;
        all.inactive += window.inactive;
        true
    })
    .map_err(fault)?;
    Ok(all)
}

fn read(bytes: &[u8]) -> Result<Window, FileFault> {
    read_in(bytes, 1 << 20)
}

fn list(text: &str) -> Window {
    read(text.as_bytes()).unwrap()
}

fn addresses(list: &Window) -> Vec<&str> {
    list.rows.iter().map(|row| row.newcomer.0.as_typed()).collect()
}

fn lines(list: &Window) -> Vec<(u64, RowFault)> {
    list.faults.iter().map(|(line, _, fault)| (*line, *fault)).collect()
}

#[test]
fn s20_columns_are_found_by_many_names_and_parted_by_what_the_header_shows() {
    for text in [
        "E-mailadres;Naam\nanna@voorbeeld.nl;Anna de Vries\n",
        "naam,EMAIL\nAnna de Vries,anna@voorbeeld.nl\n",
        "e-mail\tvoornaam\ttussenvoegsel\tachternaam\r\nanna@voorbeeld.nl\tAnna\tde\tVries\r\n",
        "\u{feff}Voornaam;Achternaam;Adres;E-mail\nAnna;de Vries;Dorpsstraat 1;anna@voorbeeld.nl\n",
        "\"naam\";\"mail; adres\";email\n\"Anna de Vries\";x;anna@voorbeeld.nl\n",
        "adres;naam\nanna@voorbeeld.nl;Anna de Vries",
    ] {
        let list = list(text);
        assert_eq!(addresses(&list), ["anna@voorbeeld.nl"], "{text}");
        assert_eq!(list.rows.first().unwrap().newcomer.1, "Anna de Vries", "{text}");
    }
    assert_eq!(
        addresses(&list("email\nanna@voorbeeld.nl\n\nbas@voorbeeld.nl\n")),
        ["anna@voorbeeld.nl", "bas@voorbeeld.nl"]
    );
}

#[test]
fn s20_windows_1252_and_utf8_give_the_same_names() {
    let old = b"email;naam\nrenee@voorbeeld.nl;Ren\xe9e \x80\n".to_vec();
    let new = "email;naam\nrenee@voorbeeld.nl;Renée €\n".as_bytes().to_vec();
    let name = |bytes: &[u8]| read(bytes).unwrap().rows.first().unwrap().newcomer.1.clone();
    assert_eq!(name(&old), name(&new));
}

#[test]
fn s20_a_few_broken_letters_spoil_their_own_rows_and_no_other_names() {
    let text = b"email;naam\nrenee@voorbeeld.nl;Ren\xc3\xa9e\nzoe@voorbeeld.nl;Zo\xc3\xab\nbas@voorbeeld.nl;B\xe9s\ncor@voorbeeld.nl;Cor\n";
    for size in [1, 2, 3, 1 << 16] {
        let list = read_in(text, size).unwrap();
        let names: Vec<_> = list.rows.iter().map(|row| row.newcomer.1.as_str()).collect();
        assert_eq!(names, ["Cor", "Ren\u{e9}e", "Zo\u{eb}"]);
        assert_eq!(list.faults, [(4, 2, RowFault::Letters)]);
    }
    let marked = b"\xef\xbb\xbfe-mailadres;naam\nbas@voorbeeld.nl;B\xe9s\nzo\xe9@voorbeeld.nl;Zoe\n";
    let list = read(marked).unwrap();
    assert_eq!(list.faults, [(2, 2, RowFault::Letters), (3, 1, RowFault::Letters)], "the mark says what it is");
    let cut = read(
        "email;naam\nanna@voorbeeld.nl;Renée\nbas@voorbeeld.nl;Zoë\ncor@voorbeeld.nl;é"
            .as_bytes()
            .split_last()
            .unwrap()
            .1,
    );
    assert_eq!(lines(&cut.unwrap()), [(4, RowFault::Letters)], "cut off in the middle of a letter");
    let old =
        read(b"email;naam\nrenee@voorbeeld.nl;Ren\xe9e\nzoe@voorbeeld.nl;Zo\xeb \xc3\xa9\nbas@voorbeeld.nl;B\xe9s\n")
            .unwrap();
    assert_eq!((old.rows.len(), old.faults.len()), (3, 0), "a chance pair does not make it UTF-8");
    assert!(old.rows.iter().any(|row| row.newcomer.1 == "Bés"));
}

#[test]
fn s20_lines_end_as_any_program_ends_them() {
    let plain = "email;naam\nx;X\n\n\"anna\n\";Y\nanna@voorbeeld.nl;Anna\n";
    for end in ["\n", "\r\n", "\r"] {
        for size in [1, 7, 1 << 16] {
            let list = read_in(plain.replace('\n', end).as_bytes(), size).unwrap();
            let expected = [(2, RowFault::Address(AddressFault::NoAt)), (4, RowFault::Address(AddressFault::NoAt))];
            assert_eq!(
                (lines(&list).as_slice(), addresses(&list)),
                (expected.as_slice(), vec!["anna@voorbeeld.nl"]),
                "{end:?}"
            );
        }
        let long = format!("email{end}{end}{}", "x".repeat(70_000));
        assert_eq!(read(long.as_bytes()).unwrap_err(), FileFault::LongLine(3), "{end:?}");
        let many = format!("email{end}{}", format!("x@voorbeeld.nl{end}").repeat(10_000));
        assert_eq!(read_in(many.as_bytes(), 999).unwrap().repeated, 9_999, "no line is long: {end:?}");
    }
    assert_eq!(
        read(format!("email\nx@voorbeeld.nl{}\n", ";".repeat(5_000)).as_bytes()).unwrap_err(),
        FileFault::Cells(2)
    );
}

#[test]
fn s20_whoever_is_out_in_any_row_is_out() {
    let list = list(
        "email;naam;status;unsub_time\nanna@voorbeeld.nl;Anna;;\nbas@voorbeeld.nl;Bas;;2024-01-02\n\
         ANNA@voorbeeld.nl;Anna;;2024-05-06\ncor@voorbeeld.nl;Cor;;\nBAS@voorbeeld.nl;Bas;;\ngeen adres;X;;2024-01-02\n",
    );
    assert_eq!((addresses(&list), list.inactive, list.repeated), (vec!["cor@voorbeeld.nl"], 5, 0));
    assert_eq!(lines(&list), [(2, RowFault::OutElsewhere), (6, RowFault::OutElsewhere)]);
}

#[test]
fn s20_a_domain_that_seems_another_is_a_wrong_row() {
    // The first has a Cyrillic а, the second is the same in the form of the wire.
    let cyrillic = "анна@пример.example";
    let list = list(&format!(
        "email\nanna@voorbe\u{435}ld.nl\nanna@{}\njörg@müller.example\n{cyrillic}\nanna@voorbeeld.nl\n",
        idna::domain_to_ascii("voorbe\u{435}ld.nl").unwrap()
    ));
    assert_eq!(lines(&list), [(2, RowFault::LooksLike), (3, RowFault::LooksLike)]);
    assert_eq!(list.rows.len(), 3);
}

#[test]
fn s20_languages_are_words_or_tags() {
    let list = list(
        "email;taal\na@voorbeeld.nl;\nb@voorbeeld.nl;Engels\nc@voorbeeld.nl;en-GB\nd@voorbeeld.nl;NL\ne@voorbeeld.nl;fr\n",
    );
    let spoken: Vec<_> = list.rows.iter().map(|row| row.newcomer.2).collect();
    assert_eq!(spoken, [Language::Dutch, Language::English, Language::English, Language::Dutch]);
    assert_eq!(list.faults, [(6, 2, RowFault::Language)], "with line and column");
}

#[test]
fn s20_faults_have_the_line_of_the_file() {
    let text = "email;naam\n\
        anna@voorbeeld.nl;\"Anna\nde Vries\"\n\
        geen-adres;B\n\
        ;\n\
        ;C\n\
        d@voorbeeld.nl\n\
        e@voorbeeld.nl;E\n\
        E@VOORBEELD.nl;nog eens\n";
    let list = list(text);
    let expected = [
        (2, RowFault::Name(NameFault::Control)),
        (4, RowFault::Address(AddressFault::NoAt)),
        (6, RowFault::Address(AddressFault::Empty)),
        (7, RowFault::Cells(1, 2)),
        (9, RowFault::Contradicts),
    ];
    assert_eq!(lines(&list), expected);
    assert_eq!((addresses(&list), list.repeated, list.wrong), (vec!["e@voorbeeld.nl"], 1, 4));
}

#[test]
fn s20_a_missing_quotation_mark_is_a_fault_and_no_long_silence() {
    let text = format!("email;naam\na@voorbeeld.nl;\"Anna\n{}", "b@voorbeeld.nl;Bas\n".repeat(200));
    let list = list(&text);
    assert_eq!(lines(&list), [(2, RowFault::LongCell)]);
    assert!(list.rows.is_empty());
}

#[test]
fn s20_what_is_no_list_is_named() {
    let fault = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(fault(b""), FileFault::Empty);
    assert_eq!(fault(b"\xef\xbb\xbf \n\n"), FileFault::Empty);
    assert_eq!(fault(b"\xff\xfee\x00m\x00a\x00i\x00l\x00"), FileFault::Binary, "UTF-16");
    assert_eq!(fault(b"%PDF-1.7\x01\x02\x03"), FileFault::Binary);
    assert_eq!(fault(format!("email\n{}", "x".repeat(70_000)).as_bytes()), FileFault::LongLine(2));
    assert_eq!(fault("email;".repeat(101).as_bytes()), FileFault::Columns(102));
    assert_eq!(fault(b"naam;plaats\nAnna;Delft\n"), FileFault::NoAddresses(Vec::new()));
}

#[test]
fn s20_chunks_grow_and_shrink_towards_what_others_can_wait_for() {
    let millis = Duration::from_millis;
    assert_eq!(next_size(500, millis(30), millis(30)), 500);
    assert_eq!(next_size(500, millis(60), millis(30)), 250);
    assert_eq!(next_size(500, millis(1), millis(30)), 1_000, "at most doubled");
    assert_eq!(next_size(100, Duration::from_mins(1), millis(30)), 50);
    assert_eq!(next_size(4_000, millis(1), millis(30)), 5_000);
}

#[test]
fn s20_the_words_of_faults_mean_the_same_when_read_back() {
    let file = [
        FileFault::Empty,
        FileFault::Binary,
        FileFault::LongLine(7),
        FileFault::Cells(7),
        FileFault::Columns(102),
        FileFault::NoAddresses(Vec::new()),
        FileFault::Rows,
        FileFault::TooLarge,
        FileFault::Workbook,
        FileFault::Bomb,
        FileFault::Departed,
        FileFault::Hidden,
        FileFault::NoSheet(Vec::new()),
        FileFault::NoColumn(3),
        FileFault::Gone,
    ];
    for fault in file {
        assert_eq!(FileFault::from_word(&fault.word()), Some(fault));
    }
    let row = [
        RowFault::Address(AddressFault::Empty),
        RowFault::Address(AddressFault::NoAt),
        RowFault::Address(AddressFault::TooLong),
        RowFault::Address(AddressFault::Local),
        RowFault::Address(AddressFault::Domain),
        RowFault::Name(NameFault::TooLong),
        RowFault::Name(NameFault::Control),
        RowFault::Language,
        RowFault::Cells(1, 2),
        RowFault::LongCell,
        RowFault::Letters,
        RowFault::LooksLike,
        RowFault::Contradicts,
        RowFault::OutElsewhere,
        RowFault::Unclear,
        RowFault::SeemsOut,
        RowFault::Choice,
        RowFault::Organisation,
    ];
    for fault in row {
        assert_eq!(RowFault::from_word(&fault.word()), Some(fault));
    }
    assert_eq!((RowFault::from_word("x"), FileFault::from_word("long-line:x")), (None, None));
}

#[test]
fn s21_a_row_that_never_ends_takes_no_more_memory_than_a_row_may() {
    let endless = b"email;naam\nanna@voorbeeld.nl;\"".chain(std::io::repeat(b'\n'));
    let mut cells = Cells::new(endless, b';');
    assert_eq!(cells.next().unwrap().unwrap().len(), 2);
    assert!(matches!(cells.next(), Err(Broken::Fault(FileFault::LongLine(2)))));
    let mut cells = Cells::new(std::io::repeat(b';'), b';');
    assert!(matches!(cells.next(), Err(Broken::Fault(FileFault::Cells(1)))));
}

/// A table as a spreadsheet writes it.
fn written(table: &[Vec<String>], separator: char, end: &str) -> String {
    let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let row = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(&separator.to_string()) + end;
    table.iter().map(row).collect()
}

proptest! {
    #[test]
    fn s20_cells_come_back_as_they_were_written(
        table in vec(vec("[^\u{0}]{0,12}", 1..5), 1..8), separator in "[;,\t]", windows in any::<bool>(), size in 1_usize..40
    ) {
        let separator = separator.chars().next().unwrap();
        let text = written(&table, separator, if windows { "\r\n" } else { "\n" });
        let mut cells = Cells::new(Parts(text.as_bytes(), size), separator as u8);
        let mut back = Vec::new();
        while let Some(record) = cells.next().unwrap() {
            back.push(record.cells().map(str::to_owned).collect::<Vec<_>>());
        }
        prop_assert_eq!(back, table);
    }

    #[test]
    fn s20_the_parts_in_which_a_file_arrives_change_nothing(bytes in vec(any::<u8>(), 0..300), size in 1_usize..9) {
        let whole = read_in(&bytes, 1 << 16).map(|list| (lines(&list), list.rows.len()));
        let parted = read_in(&bytes, size).map(|list| (lines(&list), list.rows.len()));
        prop_assert_eq!(whole, parted);
    }

    #[test]
    fn s20_a_list_of_odd_pieces_is_read_or_refused_without_harm(
        pieces in vec(prop_oneof![
            Just("email".to_owned()), Just(";".to_owned()), Just(",".to_owned()), Just("\"".to_owned()),
            Just("\n".to_owned()), Just("\r\n".to_owned()), Just("\r".to_owned()), Just("anna@voorbeeld.nl".to_owned()), "[a-zé]{0,4}",
        ], 0..60)
    ) {
        let text = format!("email;naam\n{}", pieces.concat());
        if let Ok(list) = read(text.as_bytes()) {
            let most = text.replace("\r\n", "\n").replace('\r', "\n").lines().count() as u64;
            prop_assert!(list.rows.len() as u64 + list.wrong + list.repeated <= most);
            prop_assert!(list.faults.iter().all(|(line, column, _)| *line <= most && *column <= 2));
            prop_assert!(list.faults.is_sorted_by(|one, other| one.0 < other.0), "each fault has a line of its own");
        }
    }
}

#[test]
fn s20_rows_of_a_window_stand_in_the_order_of_their_addresses() {
    let list = list("email\nc@voorbeeld.nl\na@voorbeeld.nl\nB@voorbeeld.nl\n");
    assert_eq!(
        list.rows.iter().map(Row::key).collect::<Vec<_>>(),
        ["a@voorbeeld.nl", "b@voorbeeld.nl", "c@voorbeeld.nl"]
    );
}
