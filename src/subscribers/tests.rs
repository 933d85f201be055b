use super::import::list_file::{FileFault, List, RowFault, read};
use super::subscriber::{MAX_NAME, NameFault, name};
use super::{links, texts};
use crate::base::clock::days;
use crate::base::email_address::AddressFault;
use crate::base::{Instant, Language};

fn list(text: &str) -> List {
    read(text.as_bytes().to_vec()).unwrap()
}

fn addresses(list: &List) -> Vec<&str> {
    list.rows.iter().map(|row| row.address.as_typed()).collect()
}

#[test]
fn a_name_is_one_line_of_at_most_a_hundred_characters() {
    assert_eq!(name("  Anna   de Vries "), Ok("Anna de Vries".to_owned()));
    assert_eq!(name(""), Ok(String::new()));
    assert_eq!(name("<b>Anna</b>"), Ok("<b>Anna</b>".to_owned()), "escaped where it is shown, not changed");
    assert_eq!(name(&"é".repeat(MAX_NAME)), Ok("é".repeat(MAX_NAME)));
    assert_eq!(name(&"é".repeat(MAX_NAME + 1)), Err(NameFault::TooLong));
    for hostile in ["Anna\r\nBcc: x@voorbeeld.nl", "Anna\nde Vries", "A\u{0}", "A\u{2028}B", "A\u{85}B"] {
        assert_eq!(name(hostile), Err(NameFault::Control), "{hostile:?}");
    }
    assert_eq!(name("Anna \u{f8f0}unsubscribe\u{f8f1}"), Ok("Anna unsubscribe".to_owned()), "no slot of a letter");
}

#[test]
fn s10_a_preferences_link_works_thirteen_months_and_not_from_the_future() {
    let made = Instant(20_000 * 86_400_000 + 5);
    assert_eq!(links::day_of(made), 20_000);
    assert!(links::is_in_time(20_000, made));
    assert!(links::is_in_time(20_000, made.plus(days(396))));
    assert!(!links::is_in_time(20_000, made.plus(days(397))));
    assert!(!links::is_in_time(20_001, made));
}

#[test]
fn s03_the_text_of_consent_names_the_centre_in_both_languages() {
    let dutch = texts::consent("Centrum", Language::Dutch);
    let english = texts::consent("Centre", Language::English);
    assert!(dutch.contains("Centrum") && dutch.contains("afmelden"));
    assert!(english.contains("Centre") && english.contains("unsubscribe"));
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
        assert_eq!(list.rows.first().unwrap().name, "Anna de Vries", "{text}");
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
    assert_eq!(read(old).unwrap().rows, read(new).unwrap().rows);
}

#[test]
fn s20_languages_are_words_or_tags() {
    let list = list(
        "email;taal\na@voorbeeld.nl;\nb@voorbeeld.nl;Engels\nc@voorbeeld.nl;en-GB\nd@voorbeeld.nl;NL\ne@voorbeeld.nl;fr\n",
    );
    let spoken: Vec<_> = list.rows.iter().map(|row| row.language).collect();
    assert_eq!(spoken, [Language::Dutch, Language::English, Language::English, Language::Dutch]);
    assert_eq!(list.faults, [(6, RowFault::Language)]);
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
    ];
    assert_eq!(list.faults, expected);
    assert_eq!((addresses(&list), list.repeated, list.wrong), (vec!["e@voorbeeld.nl"], 1, 4));
}

#[test]
fn s20_only_twenty_faults_are_kept_and_all_are_counted() {
    let list = list(&format!("email\n{}", "fout\n".repeat(1_000)));
    assert_eq!((list.faults.len(), list.wrong, list.rows.len()), (20, 1_000, 0));
}

#[test]
fn s20_a_missing_quotation_mark_is_a_fault_and_no_long_silence() {
    let text = format!("email;naam\na@voorbeeld.nl;\"Anna\n{}", "b@voorbeeld.nl;Bas\n".repeat(200));
    let list = list(&text);
    assert_eq!(list.faults, [(2, RowFault::LongCell)]);
    assert!(list.rows.is_empty());
}

#[test]
fn s20_what_is_no_list_is_named() {
    let fault = |bytes: &[u8]| read(bytes.to_vec()).unwrap_err();
    assert_eq!(fault(b""), FileFault::Empty);
    assert_eq!(fault(b"\xef\xbb\xbf \n\n"), FileFault::Empty);
    assert_eq!(fault(b"PK\x03\x04\x14\x00\x06\x00"), FileFault::Binary);
    assert_eq!(fault(b"\xff\xfee\x00m\x00a\x00i\x00l\x00"), FileFault::Binary, "UTF-16");
    assert_eq!(fault(b"%PDF-1.7\x01\x02\x03"), FileFault::Binary);
    assert_eq!(fault(format!("email\n{}", "x".repeat(70_000)).as_bytes()), FileFault::LongLine(2));
    assert_eq!(fault("email;".repeat(101).as_bytes()), FileFault::Columns(102));
    assert_eq!(fault(b"naam;plaats\nAnna;Delft\n"), FileFault::NoAddresses(vec!["naam".into(), "plaats".into()]));
}

#[test]
fn s20_any_bytes_are_read_or_refused_without_harm() {
    let random = crate::base::Random::from_seed([7; 32]);
    let pieces: [&[u8]; 12] = [
        b"email",
        b";",
        b",",
        b"\"",
        b"\n",
        b"\r\n",
        b"a@voorbeeld.nl",
        b"\xe9",
        b"\xff",
        b"\x00",
        b" ",
        b"=cmd|' /C calc'!A0",
    ];
    for _ in 0..3_000 {
        let mut bytes = b"email;naam\n".to_vec();
        for _ in 0..random.below(30) {
            bytes.extend_from_slice(pieces[usize::try_from(random.below(12)).unwrap()]);
        }
        if let Ok(list) = read(bytes) {
            assert!(list.rows.iter().all(|row| !row.name.contains(['\r', '\n'])));
        }
    }
}
