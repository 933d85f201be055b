use super::*;

#[test]
fn what_is_drawn_is_whole_or_a_line_to_write_on() {
    for whole in [
        "Anna de Vries",
        "Łukasz Żółć",
        "Ğülşen İpekçi",
        "Nguyễn Thị Ánh",
        "Ελένη",
        "Щербаков",
        "فاطمة",
        "משה",
        "Զարուհի",
    ] {
        assert!(is_drawn_whole(whole), "{whole}");
        assert_eq!(drawn(whole), whole);
    }
    // As some keyboards write it: a letter and its accent apart.
    assert_eq!(drawn("Rene\u{301}e"), "Renée");
    assert_eq!(drawn("王伟 Smit"), "__ Smit");
    assert_eq!(drawn("Ann\u{200b}a\u{202e} 🎉"), "Anna _");
    assert!(!is_drawn_whole("王伟 Smit") && is_drawn_whole("Ann\u{200b}a"));
}

#[cfg(feature = "pdf")]
#[test]
fn k22_a_sign_that_cannot_be_drawn_is_named_and_white_space_is_a_space() {
    let said = |text| described(text, Language::Dutch);
    assert_eq!(said("Zoë\u{a0}schreef:\tja."), "Zoë schreef: ja.");
    assert_eq!(said("Goed 🙂🙂 zo"), "Goed [teken U+1F642 U+1F642] zo");
    assert_eq!(said("王"), "[teken U+738B]");
    assert!(is_described_whole("Een\nregel\u{200d}\tverder") && !is_described_whole("🙂"));
    assert_eq!(paragraphs("Een\ntwee\n\n\n\ndrie\n", Language::Dutch), [vec!["Een", "twee"], vec!["drie"]]);
}

#[cfg(feature = "pdf")]
#[test]
fn the_same_words_give_the_same_file_and_a_wrong_sheet_is_an_error() {
    let words = serde_json::json!({ "title": "Lijst", "heading": "Lijst", "centre": "Ons centrum", "brand": "#0a5c5a",
        "lines": ["#read(\"/etc/passwd\")"], "undrawn": null, "sign": false, "columns": ["Er"], "rows": [], "empty": 0,
        "nobody": "Niemand", "foot": "", "sheet": "Blad", "of": "van" });
    let sheet = |words: Value| Sheet {
        template: Template::List,
        language: Language::Dutch,
        made: Instant(1_800_000_000_000),
        words,
        picture: None,
    };
    let first = press::set(&sheet(words.clone())).unwrap();
    assert!(first.starts_with(b"%PDF-1.7"));
    assert_eq!(first, press::set(&sheet(words)).unwrap());
    let said = press::set(&sheet(serde_json::json!({ "title": "Anna de Vries" }))).unwrap_err().to_string();
    assert!(said.starts_with("a paper cannot be set") && !said.contains("Anna"), "{said}");
}
