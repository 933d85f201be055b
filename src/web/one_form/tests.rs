//! What the one form of a page keeps.

use maud::html;

use super::page::Page;
use super::sent::{Pressed, Section, Sent};

fn sent(fields: &[(&str, &str)]) -> Option<Sent> {
    Sent::read(serde_html_form::to_string(fields).unwrap().as_bytes())
}

#[test]
fn the_section_of_the_pressed_button_is_told_from_the_others() {
    let sent = sent(&[
        ("_page", "/beheer/nummers/3"),
        ("_act", "!/beheer/nummers/3"),
        ("subject", "Kort"),
        ("_act", ""),
        ("_act", "/beheer/nummers/3/notities"),
        ("note", "een\r\ntwee"),
        ("_press", ""),
        ("_act", ""),
    ])
    .unwrap();
    assert_eq!(sent.pressed, Some(Pressed::Section(1)));
    let press = sent.press.clone().unwrap();
    assert_eq!((press.to.as_str(), press.asks), ("/beheer/nummers/3/notities", false));
    assert_eq!(press.fields, [("note".to_owned(), "een\r\ntwee".to_owned())]);
    let others = sent.others();
    assert_eq!(others.len(), 1);
    assert!(others[0].is_saved_first());
}

#[test]
fn a_button_brings_its_own_address_and_fields() {
    let value = super::press_value("/beheer/x/plaats", &[("naar".to_owned(), "om & hoog".to_owned())]);
    let button =
        sent(&[("_page", "/beheer/x"), ("_press", &value), ("_act", "/beheer/x"), ("name", "n"), ("_act", "")]);
    let button = button.unwrap();
    assert_eq!(button.pressed, Some(Pressed::Button));
    assert_eq!(button.press.unwrap().fields, [("naar".to_owned(), "om & hoog".to_owned())]);
    let with = super::press_with("step", "tel");
    let section = sent(&[("_page", "/p"), ("_act", "/a"), ("q", "1"), ("_press", &with), ("_act", "")]).unwrap();
    let fields = section.press.unwrap().fields;
    assert_eq!(fields, [("q".to_owned(), "1".to_owned()), ("step".to_owned(), "tel".to_owned())]);
}

#[test]
fn a_button_of_the_frame_stands_before_the_page_and_enter_is_never_it() {
    let button = html! { button type="submit" name="_press" value="?step=a%26b" { "Tel" } };
    let main = html! { form method="post" action="/a" id="whole" { main { (button) } } };
    let field = vec![("language".to_owned(), "en".to_owned())];
    let language = super::frame_button(&main, "/taal", &field, &html! { "English" }).into_string();
    let value = language.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let rest = [("_page", "/p"), ("_act", "/a"), ("q", "1"), ("_act", "")];
    let pressed = sent(&[&[("_press", value)], &rest[..]].concat()).unwrap();
    let press = pressed.press.clone().unwrap();
    assert_eq!((press.to.as_str(), press.saves, press.fields), ("/taal", false, field));
    assert_eq!(pressed.others().len(), 1, "what was typed goes along");

    let first = super::first_button(&main).into_string();
    assert!(first.contains("form=\"whole\"") && first.contains("value=\"?step=a%26b\""), "{first}");
    let enter = sent(&[&[("_press", "?step=a%26b")], &rest[..]].concat()).unwrap();
    assert_eq!(enter.pressed, Some(Pressed::Section(0)));
    let fields = enter.press.unwrap().fields;
    assert_eq!(fields, [("q".to_owned(), "1".to_owned()), ("step".to_owned(), "a&b".to_owned())]);
    assert_eq!(super::first_button(&html! { main {} }).into_string(), "");
}

#[test]
fn nothing_leads_to_another_site() {
    assert!(sent(&[("_page", "//elders.example"), ("_press", "")]).is_none());
    assert!(sent(&[("subject", "een gewoon formulier")]).is_none());
    let elsewhere = sent(&[("_page", "/p"), ("_press", "//elders.example a=b")]).unwrap();
    assert_eq!(elsewhere.pressed, Some(Pressed::Enter));
}

const PAGE: &str = r#"<!DOCTYPE html><html lang="nl"><body><main><form>
<input type="hidden" name="_act" value="/een"><input type="hidden" name="seen" value="1"><input name="title" value="oud">
<textarea name="text">
regel</textarea><input type="checkbox" name="tick" value="a"><select name="kind"><option value="x">X</option><option value="y">Y</option></select>
<input type="password" name="geheim"><input type="hidden" name="_act" value=""></form></main></body></html>"#;

#[test]
fn what_was_typed_is_seen_and_filled_in_again() {
    let fields = |title: &str, text: &str, kind: &str| {
        sent(&[
            ("_page", "/p"),
            ("_press", ""),
            ("_act", "/een"),
            ("seen", "0"),
            ("title", title),
            ("text", text),
            ("tick", "a"),
            ("kind", kind),
            ("geheim", "hunter2"),
            ("_act", ""),
        ])
        .unwrap()
        .others()
        .remove(0)
    };
    let mut page = Page(PAGE.to_owned());
    let mut untouched = fields("oud", "regel", "x");
    untouched.fields.retain(|(name, _)| name != "tick");
    let differs = |page: &Page, section: &Section| {
        let mut sections = vec![section.clone()];
        page.keep_typed(&mut sections);
        !sections.is_empty()
    };
    assert!(!differs(&page, &untouched), "what stands on the page is not typed");
    let typed = fields("nieuw \"zo\"", "\r\neen\r\n<twee>", "y");
    assert!(differs(&page, &typed));
    assert_eq!(page.typed(std::slice::from_ref(&typed)), ["nieuw \"zo\"", "\neen\n<twee>", "a", "Y"]);
    assert!(page.fill(std::slice::from_ref(&typed)));
    let again = Page(page.0.clone());
    let mut same = typed.clone();
    same.fields.retain(|(name, _)| name != "geheim");
    assert!(!differs(&again, &same), "{}", again.0);
    assert!(page.0.contains("name=\"seen\" type=\"hidden\" value=\"0\""), "{}", page.0);
    assert!(!page.0.contains("hunter2"));
}
