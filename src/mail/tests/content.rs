//! What stands in the HTML and in the plain text.

use scraper::{ElementRef, Html};

use super::sheets::{article, blocks, confirmation, dress, href, issue};
use crate::base::blocks::{Block, Blocks, Inline};
use crate::base::{Language, Random, markdown};
use crate::mail::lint::lint;
use crate::mail::{PREFERENCES, Part, SALUTATION, Sheet, UNSUBSCRIBE};

fn both_issues() -> [Sheet; 3] {
    [issue(Language::Dutch, Language::Dutch), issue(Language::English, Language::Dutch), confirmation()]
}

fn elements(html: &str, name: &str) -> Vec<(String, String)> {
    let document = Html::parse_document(html);
    let found = document.root_element().descendants().filter_map(ElementRef::wrap);
    found
        .filter(|element| element.value().name() == name)
        .map(|element| {
            let words = element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
            (words, element.attr("href").unwrap_or_default().to_owned())
        })
        .collect()
}

/// All words on one line, so that wrapping does not matter.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn m60_to_m67_every_letter_passes_the_lint() {
    for sheet in both_issues() {
        assert_eq!(lint(&sheet.html()), Vec::new());
    }
}

#[test]
fn p08_no_address_in_a_letter_is_from_elsewhere() {
    for sheet in both_issues() {
        let html = sheet.html();
        let allowed = ["https://nieuws.voorbeeld.nl/", "https://www.voorbeeld.nl/", "http://www.w3.org/1999/xhtml"];
        for (at, _) in html.match_indices("://") {
            let start = html[..at].rfind(['"', '\'', '(', ' ']).unwrap() + 1;
            assert!(allowed.iter().any(|one| html[start..].starts_with(one)), "{}", &html[start..at + 40]);
        }
        assert!(!html.contains("src="));
        assert!(!html.to_lowercase().contains("font-face"));
    }
}

#[test]
fn m40_every_heading_and_link_of_the_html_stands_in_the_text_in_the_same_order() {
    for sheet in both_issues() {
        let (html, text) = (sheet.html(), flat(&sheet.text()));
        let mut rest = text.as_str();
        for (words, _) in ["h1", "h2"].iter().flat_map(|name| elements(&html, name)) {
            let at = rest.find(&words).unwrap_or_else(|| panic!("{words} is missing or too early in {text}"));
            rest = &rest[at + words.len()..];
        }
        for (words, address) in elements(&html, "a") {
            assert!(text.contains(&words), "{words}");
            assert!(text.contains(address.trim_start_matches("mailto:")), "{address}");
        }
    }
}

#[test]
fn m40_every_word_of_the_html_stands_in_the_text() {
    for sheet in both_issues() {
        let text = flat(&sheet.text());
        let document = Html::parse_document(&sheet.html());
        let body = document.root_element().descendants().filter_map(ElementRef::wrap);
        let shown = body.filter(|one| ["p", "li", "td", "th", "h1", "h2", "h3", "a"].contains(&one.value().name()));
        for words in shown.flat_map(|one| one.text()).filter(|words| !words.contains('\u{f8f0}')) {
            for word in words.split(|letter: char| !letter.is_alphanumeric()) {
                assert!(text.contains(word), "{word:?} of {words:?}");
            }
        }
    }
}

#[test]
fn d23_the_text_is_wrapped_at_72_characters_and_addresses_are_whole() {
    for sheet in both_issues() {
        for line in sheet.text().lines() {
            let is_address = line.trim_start_matches(['(', ' ']).starts_with("https://");
            assert!(line.chars().count() <= 72 || is_address, "{line}");
            assert!(!line.ends_with(' '), "{line:?}");
        }
    }
}

#[test]
fn m60_content_in_another_language_than_the_frame_says_so() {
    let html = issue(Language::English, Language::Dutch).html();
    assert!(html.contains("<html lang=\"en\" dir=\"ltr\""));
    for part in ["<h2 lang=\"nl\"", "<div lang=\"nl\"><p", "<span lang=\"nl\">Bekijk de hele agenda"] {
        assert!(html.contains(part), "{part}");
    }
    assert!(html.contains("Read on: <span lang=\"nl\">Drie lessen van de netwerkdag</span>"));
    let same = issue(Language::Dutch, Language::Dutch).html();
    assert_eq!(same.matches("lang=\"nl\"").count(), 3, "html, the wrapper and the preheader");
}

#[test]
fn slots_survive_the_layout_in_words_and_in_addresses() {
    let sheet = issue(Language::Dutch, Language::Dutch);
    let html = sheet.html();
    assert!(html.contains(&format!("href=\"https://nieuws.voorbeeld.nl/afmelden/{UNSUBSCRIBE}\"")));
    assert!(html.contains(&format!("href=\"https://nieuws.voorbeeld.nl/voorkeuren/{PREFERENCES}\"")));
    assert!(html.contains(&format!(">{SALUTATION}</p>")));
    let text = sheet.text();
    for slot in [UNSUBSCRIBE, PREFERENCES, SALUTATION] {
        assert_eq!(text.matches(slot).count(), 1);
        assert_eq!(html.matches(slot).count(), 1);
    }
    let mut in_button = confirmation();
    in_button.parts = vec![Part::Button { label: "Pas aan".to_owned(), href: format!("https://a.nl/{PREFERENCES}") }];
    assert!(in_button.html().contains(&format!("href=\"https://a.nl/{PREFERENCES}\"")));
}

/// A sheet in which every place that people fill holds the same words.
fn full_of(words: &str) -> Sheet {
    let run = || {
        vec![Inline { text: words.to_owned(), bold: true, italic: true, link: Some(href("https://a.nl/é?b=1&c=2")) }]
    };
    let text = || words.to_owned();
    let blocks = Blocks(vec![
        Block::Heading { level: 2, content: run() },
        Block::Paragraph { content: run() },
        Block::List { ordered: true, start: 1, items: vec![run()] },
        Block::Quote { content: run() },
        Block::Table { header: vec![run()], rows: vec![vec![run()]] },
        Block::Button { label: text(), href: href("https://a.nl/") },
    ]);
    let linked = Part::Linked { before: text(), label: text(), href: "https://a.nl/".to_owned(), after: text() };
    let article = Part::Article { title: text(), lead: text(), href: Some(href("https://a.nl/")), cover: None };
    let button = Part::Button { label: text(), href: "https://a.nl/".to_owned() };
    let mut dress = dress();
    (dress.centre, dress.postal_address) = (text(), text());
    Sheet {
        title: text(),
        preheader: text(),
        dress,
        parts: vec![
            Part::Text(text()),
            Part::Heading(text()),
            Part::Blocks(blocks.clone()),
            article,
            button,
            linked.clone(),
        ],
        footer: vec![Part::Text(text()), linked, Part::Blocks(blocks)],
        ..confirmation()
    }
}

#[test]
fn what_people_type_is_never_markup_nor_a_slot() {
    let hostile = [
        "<script>alert(1)</script><b>vet</b>",
        "\" onclick=\"x()\" a='",
        "</mj-text></mj-column><mj-raw><img src=x>",
        "<!-- --> ]]> <![CDATA[ &amp; &_41; &#x41; \\u{41}",
        "{{ naam }} %recipient% =?utf-8?q?=41?=",
        "a\u{0}b\r\n\u{1b}c\u{7f}",
        &format!("{UNSUBSCRIBE}{SALUTATION}\u{f8f0}"),
        "👩‍🚒 Ҫelik ſt \u{202e}omgekeerd \u{f8ff}",
    ];
    for words in hostile {
        let sheet = full_of(words);
        let (html, text) = (sheet.html(), sheet.text());
        for mark in ['\u{f8f0}', '\u{f8f1}'] {
            assert!(!html.contains(mark) && !text.contains(mark));
        }
        let faults = lint(&html).into_iter().filter(|fault| fault.rule != "M64").collect::<Vec<_>>();
        assert_eq!(faults, Vec::new(), "{words}");
        let title: String =
            words.replace(['\u{f8f0}', '\u{f8f1}'], "").chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        assert_eq!(elements(&html, "h1")[0].0, flat(&title));
        assert!(
            elements(&html, "b").is_empty()
                && elements(&html, "script").is_empty()
                && elements(&html, "img").is_empty()
        );
        assert!(html.contains("mj-column-per-100"), "the plain fall-back was used for {words:?}");
    }
}

#[test]
fn any_letters_at_all_can_be_laid_out() {
    let random = Random::from_seed([7; 32]);
    let alphabet = [
        '<', '>', '&', '"', '\'', '\\', '/', '=', '_', ';', '{', ' ', '\n', 'é', '👩', '\u{200d}', '\u{f8f0}', 'm',
        'j', '-', '#', 'x', '0',
    ];
    for _ in 0..60 {
        let words: String = (0..=random.below(40))
            .map(|_| alphabet[usize::try_from(random.below(alphabet.len() as u64)).unwrap()])
            .chain("woorden".chars())
            .collect();
        let html = full_of(&words).html();
        assert!(html.contains("mj-column-per-100") && !html.contains(['\u{f8f0}', '\u{f8f1}']), "{words:?}");
        assert_eq!(elements(&html, "h1")[0].0, flat(&words.replace('\u{f8f0}', "")));
    }
}

#[test]
fn an_article_without_a_page_has_no_link_and_a_link_with_a_bold_word_stays_one() {
    let mut sheet = confirmation();
    sheet.parts =
        vec![Part::Article { title: "Nog geen adres".to_owned(), lead: String::new(), href: None, cover: None }];
    assert!(elements(&sheet.html(), "a").is_empty());
    let link = Some(href("https://a.nl/"));
    let run = |text: &str, bold| Inline { text: text.to_owned(), bold, italic: false, link: link.clone() };
    let content = vec![run("heel ", false), run("belangrijk", true), run(" nieuws", false)];
    sheet.parts = vec![Part::Blocks(Blocks(vec![Block::Paragraph { content }]))];
    assert_eq!(elements(&sheet.html(), "a"), [("heel belangrijk nieuws".to_owned(), "https://a.nl/".to_owned())]);
    assert!(sheet.text().contains("heel belangrijk nieuws (https://a.nl/)"));
}

#[test]
fn the_sender_is_named_once() {
    let mut sheet = confirmation();
    assert!(sheet.text().contains("Expertisecentrum Industriële Veiligheid\nPostbus 1234, 3500 AB Utrecht"));
    sheet.footer.push(Part::Text("Afzender: Expertisecentrum, Postbus 1234, 3500 AB Utrecht.".to_owned()));
    assert_eq!(sheet.text().matches("Postbus").count(), 1);
    assert_eq!(sheet.html().matches("Postbus").count(), 1);
}

#[test]
fn m44_thirty_articles_stay_under_the_limit() {
    let mut sheet = issue(Language::Dutch, Language::Dutch);
    sheet.parts = (0..30).map(|number| article(&format!("Artikel {number}"), &"woorden ".repeat(40), "1-a")).collect();
    sheet.parts.push(Part::Blocks(blocks()));
    assert_eq!(lint(&sheet.html()), Vec::new());
}

#[test]
fn the_same_sheet_has_the_same_hash_and_another_sheet_another() {
    let (one, other) = (issue(Language::Dutch, Language::Dutch), issue(Language::English, Language::Dutch));
    assert_eq!(one.hash(), issue(Language::Dutch, Language::Dutch).hash());
    assert_ne!(one.hash(), other.hash());
}

#[test]
fn the_issue_and_the_confirmation_look_as_they_did() {
    let visible = |text: String| text.replace('\u{f8f0}', "[[").replace('\u{f8f1}', "]]");
    let (issue, confirmation) = (issue(Language::Dutch, Language::Dutch), confirmation());
    insta::assert_snapshot!("issue.html", visible(issue.html()).replace("><", ">\n<"));
    insta::assert_snapshot!("issue.txt", visible(issue.text()));
    insta::assert_snapshot!("confirmation.html", visible(confirmation.html()).replace("><", ">\n<"));
    insta::assert_snapshot!("confirmation.txt", visible(confirmation.text()));
}

#[test]
fn i03_a_mail_shows_numbers_line_breaks_and_mail_addresses_as_typed() {
    let source = include_str!("../../../tests/cases/12-markdown-that-changes-without-a-remark.md");
    let sheet = Sheet { parts: vec![Part::Blocks(markdown::read(source).blocks)], ..confirmation() };
    let (html, text) = (sheet.html(), sheet.text());
    for shown in ["<ol start=\"3\"", "Dijkweg 1<br", "href=\"mailto:info@water.example\""] {
        assert!(html.contains(shown), "{shown}: {html}");
    }
    for shown in ["3. Bevestig.\n4. Klaar.", "Dijkweg 1\n1234 AB Voorbeeld", "Mail ons op info@water.example."] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    let long = format!("> eerste  \n> {}", "woord ".repeat(20));
    let quoted = Sheet { parts: vec![Part::Blocks(markdown::read(&long).blocks)], ..confirmation() }.text();
    assert_eq!(quoted.lines().filter(|line| line.starts_with("> ")).count(), 3, "{quoted}");
}
