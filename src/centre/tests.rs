use super::filled::{is_list_id, is_slug, new_publication, particulars};
use super::readiness::bells_are_silent;
use super::stylesheet::stylesheet;
use super::{Centre, Colour};
use crate::base::clock::minutes;
use crate::base::{Instant, Language};
use crate::web::Form;

fn full() -> Form {
    Form::with(&[
        ("name_nl", "Centrum Voorbeeld"),
        ("name_en", "Centre Example"),
        ("postal_address", "Postbus 1\r\n\r\n 1234 AB Voorbeeldstad "),
        ("contact_address", "contact@voorbeeld.nl"),
        ("sender_name", "Centrum Voorbeeld"),
        ("sender_address", "nieuwsbrief@voorbeeld.nl"),
        ("letter_address", "post@voorbeeld.nl"),
        ("reply_address", "redactie@voorbeeld.nl"),
        ("brand", "#0a5c5a"),
        ("accent", "#b84a17"),
        ("publication_nl", "Nieuwsbrief"),
        ("publication_en", "Newsletter"),
        ("description_nl", "Zes keer per jaar."),
        ("description_en", "Six times a year."),
        ("per_year", "6"),
        ("slug", "nieuwsbrief"),
    ])
}

#[test]
fn m08_equal_senders_are_refused_however_they_are_written() {
    let mut form = full();
    form.set("letter_address", "Nieuwsbrief@VOORBEELD.nl");
    assert_eq!(particulars(&mut form, Language::Dutch), None);
    assert!(form.fault_of("letter_address").unwrap().contains("ander adres"));
    assert!(particulars(&mut full(), Language::Dutch).is_some());
}

#[test]
fn o2_a_brand_that_white_text_cannot_be_read_on_is_refused_with_its_ratio() {
    let mut form = full();
    form.set("brand", "#777777"); // 4.478 to 1: rounding up would claim that it is enough
    assert_eq!(particulars(&mut form, Language::Dutch), None);
    assert!(form.fault_of("brand").unwrap().contains("4,4 op 1"), "{:?}", form.fault_of("brand"));
    form = full();
    form.set("brand", "#767676"); // 4.54 to 1
    assert!(particulars(&mut form, Language::Dutch).is_some());
}

#[test]
fn o2_a_postal_address_keeps_its_lines_and_loses_the_empty_ones() {
    assert_eq!(particulars(&mut full(), Language::Dutch).unwrap().postal_address, "Postbus 1\n1234 AB Voorbeeldstad");
}

#[test]
fn o2_a_name_with_a_line_break_never_reaches_a_header() {
    let mut form = full();
    form.set("sender_name", "Centrum\r\nBcc: iemand@voorbeeld.nl");
    assert_eq!(particulars(&mut form, Language::Dutch), None);
    assert!(form.fault_of("sender_name").is_some());
}

#[test]
fn m06_an_empty_list_id_becomes_short_name_and_domain() {
    let made = new_publication(&mut full(), Language::Dutch, Some("voorbeeld.nl")).unwrap();
    assert_eq!(made.list_id, "nieuwsbrief.voorbeeld.nl");
    let mut form = full();
    form.set("list_id", "nieuws.lijst.voorbeeld.nl");
    assert_eq!(
        new_publication(&mut form, Language::Dutch, Some("voorbeeld.nl")).unwrap().list_id,
        "nieuws.lijst.voorbeeld.nl"
    );
    form.set("list_id", "<x>");
    assert_eq!(new_publication(&mut form, Language::Dutch, Some("voorbeeld.nl")), None);
}

#[test]
fn m06_short_names_and_list_ids_have_a_form() {
    assert!(is_slug("nieuwsbrief-2") && is_slug("a"));
    for bad in ["", "-a", "a--b", "a-", "A", "é", "a b", "a/b"] {
        assert!(!is_slug(bad), "{bad}");
    }
    assert!(!is_slug(&"a".repeat(41)));
    assert!(is_list_id("nieuwsbrief.voorbeeld.nl"));
    for bad in ["nieuwsbrief", "a..b", "a.b>", "A.b", "-a.b", "a b.c"] {
        assert!(!is_list_id(bad), "{bad}");
    }
}

#[test]
fn contrast_is_that_of_wcag() {
    assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 0.001);
    assert!((Colour::parse("#767676").unwrap().contrast(Colour::WHITE) - 4.54).abs() < 0.01);
    assert_eq!(Colour::parse("0A5C5A").unwrap().to_string(), "#0a5c5a");
    for bad in ["", "#fff", "#0a5c5g", "red", "#0a5c5a;}", "#é5c5a"] {
        assert_eq!(Colour::parse(bad), None, "{bad}");
    }
}

fn property(css: &str, name: &str, at: usize) -> Colour {
    let found = css.split(&format!("{name}: ")).nth(at).unwrap();
    Colour::parse(found.split(';').next().unwrap()).unwrap()
}

#[test]
fn w11_every_allowed_brand_gives_readable_text_in_light_and_dark() {
    let dark_paper = Colour::parse("#18242a").unwrap();
    let canvas = Colour::parse("#f4f6f4").unwrap();
    for brand in ["#767676", "#0a5c5a", "#000000", "#c00000", "#0000ff", "#7b3fa0", "#8a6d00", "#d0006f"] {
        let brand = Colour::parse(brand).unwrap();
        assert!(brand.contrast(Colour::WHITE) >= 4.5, "{brand} is not an allowed brand");
        let css = stylesheet(brand, Colour::ACCENT);
        let (strong, soft) = (property(&css, "--brand-strong", 1), property(&css, "--brand-soft", 1));
        assert!(strong.contrast(Colour::WHITE) >= 7.0, "{brand}: strong");
        assert!(strong.contrast(soft) >= 4.5, "{brand}: strong on soft");
        assert!(property(&css, "--on-brand-2", 1).contrast(brand) >= 4.5, "{brand}: on brand");
        let link = property(&css, "--link", 1);
        assert!(link.contrast(canvas) >= 4.5 && link.contrast(soft) >= 4.5, "{brand}: link");
        assert!(property(&css, "--link", 2).contrast(dark_paper) >= 7.0, "{brand}: dark link");
    }
}

#[test]
fn o6_only_a_silence_of_more_than_five_minutes_counts() {
    let now = Instant(10_000_000);
    let ago = |count| Some(now.minus(minutes(count)));
    assert!(!bells_are_silent(now, None, None), "nothing is set up and nothing has rung");
    assert!(!bells_are_silent(now, None, ago(5)));
    assert!(bells_are_silent(now, None, ago(6)), "set up, and never a bell");
    assert!(!bells_are_silent(now, ago(5), ago(900)));
    assert!(bells_are_silent(now, ago(6), ago(900)));
    assert!(!bells_are_silent(now, Some(now.plus(minutes(9))), ago(900)), "a clock that was set back");
}

#[test]
fn a_postal_address_of_lines_is_one_line_in_a_letter() {
    let row = crate::store::tables::centre::Model {
        id: 1,
        name_nl: String::new(),
        name_en: String::new(),
        postal_address: "Postbus 1\n1234 AB Voorbeeldstad".to_owned(),
        contact_address: String::new(),
        sender_name: String::new(),
        sender_address: String::new(),
        reply_address: String::new(),
        letter_address: String::new(),
        brand: String::new(),
        accent: String::new(),
        one_person_office: false,
        accessibility: "E".to_owned(),
        accessibility_on: String::new(),
        accessibility_register: String::new(),
        version: 1,
        set_up_at: Instant(0),
        logo: String::new(),
    };
    assert_eq!(Centre { row }.dress(Language::Dutch).postal_address, "Postbus 1, 1234 AB Voorbeeldstad");
}
