//! Rules of components: what was typed is kept, what is wrong is tied to its field, and nothing escapes.

use maud::{Markup, PreEscaped, Render, html};
use scraper::{Html, Selector};

use super::*;
use crate::{
    base::Both,
    base::language::Language::{Dutch, English},
    web::{
        form::Form,
        layout::{Frame, Group, Line, MemberBadge, plain_page, public_page, staff_page},
    },
};

const EVIL: &str = "</textarea></option><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

fn parsed(markup: &Markup) -> Html {
    Html::parse_document(&markup.0)
}

fn attribute(html: &Html, selector: &str, name: &str) -> Option<String> {
    let selector = Selector::parse(selector).expect("a selector");
    html.select(&selector).next()?.value().attr(name).map(str::to_owned)
}

fn count(html: &Html, selector: &str) -> usize {
    html.select(&Selector::parse(selector).expect("a selector")).count()
}

fn text(html: &Html, selector: &str) -> String {
    html.select(&Selector::parse(selector).expect("a selector")).flat_map(|found| found.text()).collect()
}

const LINES: &[Line] = &[
    Line::at(10, Group::Site, "/", Both("Nieuws", "News")),
    Line::at(20, Group::Site, "/archief", Both("Archief", "Archive")),
    Line::at(30, Group::Today, "/beheer", Both("Vandaag", "Today")),
    Line::at(40, Group::Make, "/beheer/nummers", Both("Nummers", "Issues")),
];

fn frame(path: &str) -> Frame {
    Frame {
        language: Dutch,
        path: path.to_owned(),
        page: path.to_owned(),
        centre_name: "Centrum Voorbeeld".to_owned(),
        assets: |name| format!("/static/{name}"),
        demo: false,
        menu: LINES.iter().collect(),
        member: None,
        noindex: false,
    }
}

fn all_pieces(form: &Form) -> Markup {
    let evil = html! { (EVIL) };
    html! {
        (error_summary(Dutch, form))
        (post_form("/x", html! {
            (Field::text(Dutch, form, "name", EVIL).hint(EVIL))
            (Field::email(Dutch, form, "name", EVIL))
            (Field::password(Dutch, form, "name", EVIL, "new-password"))
            (Field::number(Dutch, form, "name", EVIL))
            (Field::date(Dutch, form, "name", EVIL))
            (Field::time(Dutch, form, "name", EVIL))
            (Field::search(Dutch, form, "name", EVIL))
            (Field::textarea(Dutch, form, "name", EVIL, 4).optional())
            (Field::select(Dutch, form, "name", EVIL, [("", ""), (EVIL, EVIL)]))
            (Choices::many(Dutch, form, "name", EVIL).hint(EVIL).choice(EVIL, EVIL).choice_with_hint(EVIL, EVIL, EVIL))
            (Choices::one(Dutch, form, "name", EVIL).choice(EVIL, EVIL).optional())
            (tick_box(Dutch, form, "name", EVIL, EVIL, Some(EVIL)))
            (button(Action::Primary, EVIL))
        }))
        (link_button(Action::Secondary, EVIL, EVIL))
        (PostButton::new(EVIL, EVIL, Action::Danger).hidden(EVIL, EVIL).about(EVIL).small())
        (copy_button(Dutch, EVIL, EVIL))
        (notice(Dutch, Tone::Bad, EVIL, &evil))
        (tag(Tone::Good, EVIL))
        (DataTable::new(EVIL).column(EVIL).number(EVIL).row([evil.clone(), evil.clone()]))
        (DataTable::new(EVIL).stacked().column(EVIL).column(EVIL).row([evil.clone(), evil.clone()]))
        (summary_list(&[(EVIL, evil.clone())]))
        (progress(1, 2, EVIL))
        (figure_card(EVIL, EVIL, &evil))
        (empty_state(EVIL, EVIL, None))
        (crumbs(Dutch, &[(EVIL, EVIL)], EVIL))
        (tabs(EVIL, &[(EVIL, EVIL)], EVIL))
        (pager(Dutch, Some(EVIL), Some(EVIL)))
        (page_head(EVIL, Some(EVIL), None))
        (hero(EVIL, EVIL, true))
    }
}

/// Where rows are blocks, what was above a cell stands before it, and a cell that says nothing has nothing before it.
#[test]
fn wc_a_stacked_table_says_before_each_cell_what_it_is_and_stays_a_table() {
    let table = DataTable::new("Mensen").stacked().column("Naam").column("Rol").number("Mails");
    let page = table.row([html! { "Anna" }, html! { "lid" }, html! {}]).render().into_string();
    assert!(page.contains("data-label=\"Rol\"><div>lid</div></td>"), "{page}");
    assert!(!page.contains("data-label=\"Naam\"") && !page.contains("data-label=\"Mails\""), "{page}");
    for role in ["table", "rowgroup", "row", "columnheader", "rowheader", "cell"] {
        assert!(page.contains(&format!("role=\"{role}\"")), "{role}: {page}");
    }
    let plain = DataTable::new("Mensen").column("Naam").column("Rol").row([html! { "Anna" }, html! { "lid" }]);
    assert!(!plain.render().into_string().contains("role="), "other tables say it by what they are");
}

#[test]
fn no_piece_lets_markup_through() {
    let mut form = Form::with(&[("name", EVIL)]);
    form.fault("name", EVIL);
    let member = MemberBadge { name: EVIL.to_owned(), roles: vec![EVIL.to_owned()] };
    let frame = Frame { centre_name: EVIL.to_owned(), member: Some(member), demo: true, ..frame(EVIL) };
    let body = all_pieces(&form);
    for page in [public_page(&frame, EVIL, &body), staff_page(&frame, EVIL, &body), plain_page(&frame, EVIL, &body)] {
        let html = parsed(&page);
        assert_eq!(count(&html, "script:not([src])"), 0);
        assert_eq!(count(&html, "img"), 0);
        assert_eq!(count(&html, "main"), 1);
    }
}

#[test]
fn w12_no_page_has_inline_style_or_handlers() {
    let page = staff_page(&frame("/beheer"), "Vandaag", all_pieces(&Form::empty()));
    let html = parsed(&page);
    for element in html.select(&Selector::parse("*").expect("a selector")) {
        for (name, value) in element.value().attrs() {
            assert!(name != "style" && !name.starts_with("on"), "{name}={value}");
        }
    }
    assert_eq!(count(&html, "style"), 0);
}

#[test]
fn w13_no_field_asks_the_browser_to_check() {
    let html = parsed(&all_pieces(&Form::empty()));
    assert_eq!(count(&html, "[required], [pattern], [maxlength], [placeholder], [disabled]"), 0);
    assert_eq!(count(&html, "form[data-guard]:not([novalidate])"), 0);
}

#[test]
fn w14_a_fault_is_tied_to_its_field() {
    let mut form = Form::with(&[("title", "x")]);
    form.fault("title", "Geef het nummer een titel.");
    let html = parsed(&html! {
        (error_summary(Dutch, &form))
        (Field::text(Dutch, &form, "title", "Titel").hint("Kort."))
    });
    assert_eq!(attribute(&html, "#title", "aria-describedby").as_deref(), Some("title-hint title-fault"));
    assert_eq!(attribute(&html, "#title", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(attribute(&html, "#title", "aria-required").as_deref(), Some("true"));
    assert_eq!(attribute(&html, "#title", "value").as_deref(), Some("x"));
    assert_eq!(text(&html, "#title-fault"), "Fout: Geef het nummer een titel.");
    assert_eq!(attribute(&html, ".faults a", "href").as_deref(), Some("#title"));
    assert_eq!(attribute(&html, ".faults h2", "tabindex").as_deref(), Some("-1"));
}

#[test]
fn w14_a_fault_is_said_in_the_title() {
    let mut form = Form::empty();
    let page = |form: &Form| text(&parsed(&public_page(&frame("/"), ("Abonneren", form), html! {})), "title");
    assert_eq!(page(&form), "Abonneren - Centrum Voorbeeld");
    form.fault("email", "Vul uw e-mailadres in.");
    assert_eq!(page(&form), "Fout: Abonneren - Centrum Voorbeeld");
}

#[test]
fn a_clean_form_has_no_summary() {
    assert_eq!(error_summary(Dutch, &Form::empty()).0, "");
    let html = parsed(&Field::text(Dutch, &Form::empty(), "title", "Titel").render());
    assert_eq!(attribute(&html, "#title", "aria-invalid"), None);
    assert_eq!(attribute(&html, "#title", "aria-describedby"), None);
}

#[test]
fn input_is_kept_in_every_control_but_a_password() {
    let form = Form::with(&[("a", "\ntwee\nregels"), ("b", "2"), ("c", "x"), ("c", "z"), ("d", "geheim")]);
    let html = parsed(&html! {
        (Field::textarea(Dutch, &form, "a", "A", 3))
        (Field::select(Dutch, &form, "b", "B", [("1", "een"), ("2", "twee")]))
        (Choices::many(Dutch, &form, "c", "C").choice("x", "X").choice("y", "Y").choice("z", "Z"))
        (Field::password(Dutch, &form, "d", "D", "current-password"))
    });
    assert_eq!(text(&html, "textarea"), "\ntwee\nregels");
    assert_eq!(text(&html, "option[selected]"), "twee");
    assert_eq!(count(&html, "#c[checked], #c-3[checked]"), 2);
    assert_eq!(count(&html, "#c-2[checked]"), 0);
    assert_eq!(attribute(&html, "#d", "value"), None);
}

#[test]
fn nothing_is_ticked_by_itself() {
    let form = Form::empty();
    let html = parsed(&html! {
        (Choices::many(Dutch, &form, "a", "A").choice("x", "X"))
        (Choices::one(Dutch, &form, "b", "B").choice("", "Geen").choice("x", "X"))
        (tick_box(Dutch, &form, "c", "yes", "Ja", None))
    });
    assert_eq!(count(&html, "[checked]"), 0);
}

#[test]
fn w15_what_is_optional_says_so() {
    let form = Form::empty();
    let html = parsed(&Field::text(English, &form, "phone", "Phone").optional().render());
    assert_eq!(text(&html, "label"), "Phone (optional)");
    assert_eq!(attribute(&html, "#phone", "aria-required"), None);
}

#[test]
fn a_group_bears_its_fault_where_aria_allows_it() {
    let mut form = Form::empty();
    form.fault("a", "Kies er een.");
    form.fault("b", "Kies er een.");
    let html = parsed(&html! {
        (Choices::one(Dutch, &form, "a", "A").choice("x", "X"))
        (Choices::many(Dutch, &form, "b", "B").choice("x", "X"))
    });
    assert_eq!(attribute(&html, "fieldset[role=radiogroup]", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(attribute(&html, "#a", "aria-invalid"), None);
    assert_eq!(attribute(&html, "#b", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(attribute(&html, "fieldset[aria-describedby=b-fault]", "aria-invalid"), None);
}

#[test]
fn w22_the_language_switch_keeps_the_place() {
    let html = parsed(&public_page(&frame("/archief"), "Archief", html! {}));
    assert_eq!(attribute(&html, ".languages a", "href").as_deref(), Some("/en/archief"));
    assert_eq!(attribute(&html, ".languages a", "hreflang").as_deref(), Some("en"));
    assert_eq!(attribute(&html, "nav [aria-current=page]", "href").as_deref(), Some("/archief"));
    let english = Frame { language: English, ..frame("/") };
    let html = parsed(&public_page(&english, "News", html! {}));
    assert_eq!(attribute(&html, "html", "lang").as_deref(), Some("en"));
    assert_eq!(attribute(&html, ".brand", "href").as_deref(), Some("/en"));
    assert_eq!(attribute(&html, ".languages a", "href").as_deref(), Some("/"));
}

#[test]
fn the_menu_marks_the_part_of_the_site() {
    let html = parsed(&staff_page(&frame("/beheer/nummers/7?tab=mail"), "Nummer 7", html! {}));
    assert_eq!(count(&html, ".rail [aria-current]"), 1);
    assert_eq!(attribute(&html, ".rail [aria-current=true]", "href").as_deref(), Some("/beheer/nummers"));
}

#[test]
fn a_menu_holds_the_lines_that_its_reader_may_see() {
    const LINE: Line = Line::at(1, Group::SetUp, "/beheer/medewerkers", Both("Medewerkers", "Members"));
    let menu = |menu| {
        let html = parsed(&staff_page(&Frame { menu, ..frame("/beheer") }, "Vandaag", html! {}));
        (count(&html, "a[href='/beheer/medewerkers']"), count(&html, ".rail__group"))
    };
    assert_eq!((menu(Vec::new()), menu(vec![&LINE])), ((0, 0), (1, 1)));
}

#[test]
fn the_skip_link_comes_first() {
    let html = parsed(&plain_page(&frame("/beheer/aanmelden"), "Aanmelden", PreEscaped("")));
    assert_eq!(attribute(&html, "body > a:first-child", "href").as_deref(), Some("#content"));
    assert_eq!(count(&html, "#content"), 1);
}
