//! Text with mark-up in it is text, wherever it is shown.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use samenspraak::base::clock::minutes;
use samenspraak::web::Route;

use super::{EVERY_ROLE, all_routes, check_headers, filled, subscribe};
use crate::approving::{act, approve, draft, row};
use crate::house::{House, Visitor};

/// What is tried. `MARK` finds it back on the page, so that the test knows that it was shown at all.
const MARK: &str = "kwaad";
const CORPUS: [&str; 6] = [
    "kwaad<script>alert(1)</script>",
    "kwaad\"><img src=x onerror=alert(1)>",
    "kwaad' onmouseover='alert(1)",
    "</title></textarea><svg/onload=alert(1)>kwaad",
    "[kwaad](javascript:alert(1)) <a href=\"javascript:alert(1)\">",
    "kwaad<![CDATA[<script>]]>&lt;script&gt;",
];

/// The mark-up of a page: each tag with its name, its bare attributes, and the values that were in quotes.
fn tags(page: &str) -> Vec<(String, String, Vec<String>)> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        let (mut bare, mut values, mut value, mut quote) = (String::new(), Vec::new(), String::new(), None);
        let mut end = after.len();
        for (at, letter) in after.char_indices() {
            match quote {
                Some(open) if letter == open => {
                    quote = None;
                    values.push(std::mem::take(&mut value));
                }
                Some(_) => value.push(letter),
                None if letter == '"' || letter == '\'' => quote = Some(letter),
                None if letter == '>' => {
                    end = at + 1;
                    break;
                }
                None => bare.push(letter.to_ascii_lowercase()),
            }
        }
        let name = bare.split(|letter: char| letter.is_whitespace() || letter == '/').next().unwrap_or_default();
        found.push((name.to_owned(), bare.clone(), values));
        rest = &after[end..];
    }
    found
}

fn faults(page: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, bare, values) in tags(page) {
        let script = name == "script" && !values.iter().any(|value| value.starts_with("/bestanden/"));
        let handler = bare.split([' ', '/', '\n']).any(|part| part.starts_with("on") && part.contains('='));
        let address = values.iter().any(|value| {
            let value: String =
                value.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
            let value = value.to_ascii_lowercase();
            ["javascript:", "data:", "vbscript:"].iter().any(|scheme| value.starts_with(scheme))
        });
        // A value may say `javascript:` where a reader typed it; it may not be an address.
        let leads = ["href=", "src=", "action=", "formaction=", "content="].iter().any(|place| bare.contains(place));
        if script || handler || (address && leads) {
            faults.push(format!("<{bare} {values:?}>"));
        }
    }
    faults
}

#[test]
fn the_search_for_mark_up_finds_it() {
    for bad in [
        "<script>x</script>",
        "<p><img src=x onerror=alert(1)>",
        "<a href=\"java\nscript:x\">",
        "<svg/onload=alert(1)>",
        "<a title='x' onmouseover='alert(1)'>",
    ] {
        assert_eq!(faults(bad).len(), 1, "{bad}");
    }
    let fine = "<script src=\"/bestanden/1/a.js\"></script><input value=\"&lt;script&gt; onerror=1 javascript:\">";
    assert!(faults(fine).is_empty());
}

fn check(page: &str, what: &str) -> bool {
    assert!(faults(page).is_empty(), "{what}: {:?}", faults(page));
    page.contains(MARK)
}

/// Puts a text into every field that a form has. Gives which of these pages were there before the issue was sent.
async fn write_everywhere(house: &House, text: &str, pages: &[String]) -> BTreeSet<String> {
    let everyone = house.signed_in_as(&EVERY_ROLE).await;
    house.post("/aanmelden", &[("address", "eva@voorbeeld.nl"), ("name", text), ("publication", "nieuwsbrief")]).await;
    let link = house.newest_mail_to("eva@voorbeeld.nl").await.link("/bevestigen/");
    house.post(&link, &[]).await;
    let name = everyone.post("/beheer/mijn/naam", &[("name", text)]).await;
    assert_eq!(name.status, StatusCode::SEE_OTHER, "{}", name.body);
    let invite = [("name", text), ("address", "nieuw@voorbeeld.nl"), ("roles", "editor")];
    assert_eq!(everyone.post("/beheer/medewerkers/uitnodigen", &invite).await.status, StatusCode::SEE_OTHER);
    let version = everyone.get("/beheer/instellingen").await.value_after("name=\"version\"");
    let settings = [
        ("version", version.as_str()),
        ("name_nl", text),
        ("name_en", text),
        ("postal_address", text),
        ("contact_address", "contact@centrum.example"),
        ("sender_name", text),
        ("sender_address", "nieuwsbrief@centrum.example"),
        ("letter_address", "post@centrum.example"),
        ("reply_address", "redactie@centrum.example"),
        ("brand", "#0a5c5a"),
        ("accent", "#b84a17"),
    ];
    let saved = everyone.post("/beheer/instellingen", &settings).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let seen = everyone.get("/beheer/instellingen/uitgaven/1").await.value_after("name=\"seen\"");
    let publication = [
        ("publication_nl", text),
        ("publication_en", text),
        ("description_nl", text),
        ("description_en", text),
        ("per_year", "6"),
        ("seen", &seen),
    ];
    let saved = everyone.post("/beheer/instellingen/uitgaven/1", &publication).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let there = write_issue(house, &everyone, text, pages).await;
    let reason = [("publication", "nieuwsbrief"), ("reason", text)];
    let person = house.number("SELECT id FROM people WHERE address = 'eva@voorbeeld.nl'").await;
    let left = everyone.post(&format!("/beheer/abonnees/{person}/afmelden"), &reason).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER, "{}", left.body);
    there
}

async fn write_issue(house: &House, everyone: &Visitor, text: &str, pages: &[String]) -> BTreeSet<String> {
    let id = draft(house).await;
    let source = format!("# {text}\n\n{text}\n\n- {text}\n\n> {text}\n\n| {text} |\n| - |\n| {text} |\n");
    let version = everyone.get("/beheer/artikelen/1").await.value_after("name=\"version\"");
    let article = [
        ("title", text),
        ("lead", text),
        ("author", text),
        ("source", &source),
        ("language", "nl"),
        ("version", &version),
    ];
    let saved = everyone.post("/beheer/artikelen/1", &article).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let seen = everyone.get(&format!("/beheer/nummers/{id}")).await.value_after("name=\"seen\"");
    let issue = [("subject", text), ("preheader", text), ("source", &source), ("language", "nl"), ("seen", &seen)];
    let saved = everyone.post(&format!("/beheer/nummers/{id}"), &issue).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let version = row(house, id).await.version.to_string();
    act(everyone, id, "ter-goedkeuring", &[("version", &version)]).await;
    act(&house.signed_in_as(&EVERY_ROLE).await, id, "terug", &[("version", &version), ("reason", text)]).await;
    let (there, _) = look_at(house, text, pages).await;
    act(everyone, id, "testmail", &[("to", "\"<script>kwaad</script>\"@voorbeeld.nl")]).await;
    let approver = approve(house, id).await;
    let version = row(house, id).await.version.to_string();
    let scheduled = act(&approver, id, "verzenden", &[("version", &version), ("when", "now")]).await;
    assert_eq!(scheduled.status, StatusCode::SEE_OTHER, "{}", scheduled.body);
    house.wait(minutes(3));
    house.ring_all().await;
    house.deliver_all().await;
    there
}

/// Where a page may be.
fn everywhere() -> Vec<String> {
    let filled_in = |route: Route| match &*route.path {
        path if path.ends_with("/voorbeeld/{kind}") => ["web", "telefoon", "computer", "tekst"]
            .map(|kind| path.replace("{id}", "1").replace("{kind}", kind))
            .to_vec(),
        path if path.contains('{') => ["1", "2", "html", "mobiel", "tekst", "2026"].map(|id| filled(path, id)).to_vec(),
        path => vec![path.to_owned()],
    };
    all_routes().into_iter().filter(|route| route.method == "GET").flat_map(filled_in).collect()
}

/// Opens every one of these pages, and says which are there and how many of them show the text.
async fn look_at(house: &House, text: &str, pages: &[String]) -> (BTreeSet<String>, usize) {
    let everyone = house.signed_in_as(&EVERY_ROLE).await;
    let asked = serde_html_form::to_string([("zoek", text), ("naar", text), ("gedaan", text), ("uitgave", text)]);
    let asked = asked.unwrap();
    let (mut there, mut shown) = (BTreeSet::new(), 0);
    for path in pages {
        for address in [path.clone(), format!("{path}?{asked}")] {
            let page = everyone.get(&address).await;
            assert!(page.status.as_u16() < 500, "{address} {}", page.status);
            check_headers(&page, &address);
            shown += usize::from(check(&page.body, &address));
            if page.status != StatusCode::NOT_FOUND {
                there.insert(path.clone());
            }
        }
    }
    (there, shown)
}

#[tokio::test]
async fn w33_mark_up_in_any_field_is_shown_as_text_everywhere() {
    let mut pages = everywhere();
    for text in CORPUS {
        let house = House::open().await;
        subscribe(&house, "lezer@voorbeeld.nl").await;
        let before = write_everywhere(&house, text, &pages).await;
        let (mut there, shown) = look_at(&house, text, &pages).await;
        there.extend(before);
        // The next text stands where this one does, so where there was no page there will be none.
        pages.retain(|page| there.contains(page));
        assert!(shown > 40, "{text}: only {shown} pages show it");
        for path in ["/archief/2026/nieuwsbrief-6", "/archief/artikelen/1-x", "/en/archief/2026/nieuwsbrief-6"] {
            let mut page = house.get(path).await;
            if page.status.is_redirection() {
                page = house.get(page.location()).await;
            }
            assert!(check(&page.body, path), "{path} {}", page.body);
        }
        let feed = house.get("/archief/feed.atom").await.body;
        let inner = feed.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        assert!(check(&feed, "feed") && check(&without_titles(&inner), "feed inside"));
        let mails = house.mails().await;
        assert!(mails.iter().any(|mail| mail.to == "lezer@voorbeeld.nl" && mail.subject.contains(MARK)));
        for mail in mails {
            check(&mail.html, &format!("mail {}", mail.subject));
            let head = mail.raw.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
            assert!(!head.contains("\nbcc:"), "{head}");
        }
    }
}

/// Titles, summaries and names of a feed are plain text, which readers show as it is.
fn without_titles(feed: &str) -> String {
    feed.split("<content").skip(1).filter_map(|part| part.split("</content>").next()).collect()
}
