//! Rules of forms.

use super::{Form, Unreadable};

#[test]
fn keeps_repeated_fields_and_raw_values() {
    let form = Form::parse(b"list=news&list=alerts&name=+Anna+%26+Jo%C3%ABl+").expect("a form");
    assert_eq!(form.values("list"), ["news", "alerts"]);
    assert_eq!(form.value("name"), " Anna & Jo\u{eb}l ");
    assert_eq!(form.trimmed("name"), "Anna & Jo\u{eb}l");
    assert!(form.is_ticked("list", "alerts") && !form.is_ticked("list", "events"));
    assert_eq!(form.value("absent"), "");
    assert_eq!(form.names().collect::<Vec<_>>(), ["list", "name"]);
}

#[test]
fn refuses_what_no_page_sends() {
    let many = vec!["a=1"; 201].join("&");
    let long = format!("{}=1", "a".repeat(101));
    assert_eq!(Form::parse(b"name=%ff").err(), Some(Unreadable::Encoding));
    assert_eq!(Form::parse(b"name=\xff").err(), Some(Unreadable::Encoding));
    assert_eq!(Form::parse(b"name=a%00b").err(), Some(Unreadable::Encoding));
    assert_eq!(Form::parse(many.as_bytes()).err(), Some(Unreadable::TooManyFields));
    assert_eq!(Form::parse(long.as_bytes()).err(), Some(Unreadable::NameTooLong));
    assert!(Form::parse(b"").expect("an empty form").is_clean());
}

#[test]
fn allows_exactly_the_limits() {
    let many = vec!["a=1"; 200].join("&");
    let long = format!("{}=1", "\u{eb}".repeat(100));
    assert_eq!(Form::parse(many.as_bytes()).expect("a form").values("a").len(), 200);
    assert!(Form::parse(long.as_bytes()).is_ok());
}

#[test]
fn a_fault_keeps_the_input_and_the_first_sentence() {
    let mut form = Form::parse(b"title=+&age=veel").expect("a form");
    assert_eq!(form.required("title", "Geef het nummer een titel.", 80), None);
    form.fault("title", "Nog iets.");
    assert_eq!(form.read("age", |text| text.parse::<u8>().map_err(|_| "Vul een getal in.".to_owned())), None);
    assert_eq!(form.fault_of("title"), Some("Geef het nummer een titel."));
    assert_eq!(form.faults().len(), 2);
    assert_eq!(form.value("age"), "veel");
    assert!(!form.is_clean());
}

#[test]
fn counts_characters_and_not_bytes() {
    let mut form = Form::with(&[("name", "\u{eb}\u{eb}\u{eb}")]);
    assert_eq!(form.required("name", "Te lang.", 3).as_deref(), Some("\u{eb}\u{eb}\u{eb}"));
    assert_eq!(form.up_to("name", "Te lang.", 2), None);
    assert_eq!(form.up_to("absent", "Te lang.", 2).as_deref(), Some(""));
}

#[test]
fn setting_replaces_and_adding_repeats() {
    let mut form = Form::with(&[("list", "news")]);
    form.add("list", "alerts");
    assert_eq!(form.values("list"), ["news", "alerts"]);
    form.set("list", "events");
    assert_eq!(form.values("list"), ["events"]);
}

#[test]
fn words_lose_hidden_characters_and_have_a_length() {
    let mut form =
        Form::with(&[("reason", " Te\u{1b}lang.\r\nEn\u{0}verder\u{8} "), ("empty", "\u{8}\u{7f}"), ("long", "vier")]);
    assert_eq!(form.words("reason", 20, "Leeg.", "Te lang.").as_deref(), Some("Te lang.\nEn verder"));
    assert_eq!(form.words("empty", 20, "Leeg.", "Te lang."), None);
    assert_eq!(form.fault_of("empty"), Some("Leeg."));
    assert_eq!(form.words("long", 3, "Leeg.", "Te lang."), None);
    assert_eq!(form.fault_of("long"), Some("Te lang."));
}
