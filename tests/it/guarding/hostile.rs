//! Requests that no page of ours can have sent.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samenspraak::base::clock::minutes;
use samenspraak::staff::SESSION_COOKIE;
use samenspraak::store::tables::states::Role;
use samenspraak::web::Route;

use super::{ANNA, EVERY_ROLE, all_routes, check_headers, everything, filled, furnished};
use crate::approving::{act, draft};
use crate::house::{Answer, House, Visitor};
use crate::signing_in::{PASSWORD, join};

/// What may stand where an id or a token belongs.
const JUNK_PARTS: [&str; 12] = [
    "abc",
    "-1",
    "0",
    "2147483648",
    "9223372036854775807",
    "99999999999999999999",
    "%00",
    "1%00",
    "..%2Fx",
    "%ff",
    "1'%20OR%201=1--",
    "%F0%9F%92%A9%E2%80%AE",
];

/// What may stand in a field: control characters, halves of letters, numbers that do not fit, directions.
const JUNK_VALUES: [&str; 9] = [
    "%00",
    "a%00b",
    "%01%0B%0C%1B%7F",
    "%C2%85%E2%80%A8%EF%BF%BF%EF%BF%BE",
    "-1",
    "99999999999999999999",
    "%FF%FE",
    "%ED%A0%80",
    "%27%22%3B--%5C%25_%F0%9F%92%A9%E2%80%AE",
];

/// Every name that any of our forms or questions reads.
const NAMES: [&str; 96] = [
    "accent",
    "address",
    "afgemeld",
    "als",
    "antwoord-1",
    "area",
    "article",
    "audience",
    "author",
    "back",
    "bewaard",
    "bij-1-1",
    "bij-nummer-0",
    "body",
    "brand",
    "change",
    "code",
    "contact_address",
    "copy_due",
    "date",
    "day",
    "description_en",
    "description_nl",
    "does",
    "face",
    "filter",
    "from_on",
    "gebied",
    "gedaan",
    "gelukt",
    "had",
    "jaar",
    "kind",
    "klaar",
    "language",
    "last",
    "last_date",
    "last_day",
    "last_time",
    "lead",
    "letter_address",
    "list_id",
    "member_address",
    "member_name",
    "na",
    "naar",
    "name",
    "name_en",
    "name_nl",
    "new",
    "new_address",
    "not",
    "note",
    "number",
    "nummer",
    "on_uncertain",
    "once",
    "organisation",
    "password",
    "per_year",
    "planned_on",
    "position",
    "postal_address",
    "preheader",
    "publication",
    "publication_en",
    "publication_nl",
    "reason",
    "reply_address",
    "review_due",
    "role",
    "roles",
    "seen",
    "sender_address",
    "sender_name",
    "slot",
    "slug",
    "soort",
    "source",
    "stand",
    "step",
    "subject",
    "testmail",
    "time",
    "title",
    "to",
    "turn",
    "uitgave",
    "until_on",
    "value",
    "versie-1",
    "version",
    "voor",
    "was",
    "when",
    "year",
];

fn junk_fields(value: &str) -> String {
    NAMES.iter().map(|name| format!("{name}={value}")).chain([format!("zoek={value}")]).collect::<Vec<_>>().join("&")
}

fn check(answer: &Answer, what: &str) {
    assert!(answer.status.as_u16() < 500, "{what}: {}\n{}", answer.status, answer.body);
    check_headers(answer, what);
    // A program gets its problem in its own form (RFC 9457).
    let is_problem = answer.headers.get("content-type").is_some_and(|kind| kind == "application/problem+json");
    if answer.status.is_client_error() && !is_problem {
        assert!(
            answer.body.contains("<html lang="),
            "{what}: {} is not a page of ours: {}",
            answer.status,
            answer.body
        );
    }
}

async fn send_form(who: &Visitor, path: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    who.send(request, body.into()).await
}

/// Somebody signed in with every role. An act may end their session, or shut them out: then somebody else comes.
async fn still_signed_in(house: &House, who: Visitor) -> Visitor {
    // Only an administrator is told that there is no such thing here.
    let may_enter = who.get("/beheer/privacy/register/geen").await.status == StatusCode::NOT_FOUND;
    if may_enter { who } else { house.signed_in_as(&EVERY_ROLE).await }
}

#[tokio::test]
async fn w34_no_address_however_strange_breaks_a_page() {
    let house = furnished().await;
    let mut who = house.signed_in_as(&EVERY_ROLE).await;
    let with_parts = |route: &Route| route.path.contains('{') && !route.path.starts_with("/en/");
    for route in all_routes().into_iter().filter(with_parts) {
        for junk in JUNK_PARTS {
            let path = filled(&route.path, junk);
            let answer = if route.method == "GET" {
                who.get(&path).await
            } else {
                who = still_signed_in(&house, who).await;
                send_form(&who, &path, Body::empty()).await
            };
            check(&answer, &format!("{} {path}", route.method));
        }
    }
}

#[tokio::test]
async fn w34_what_is_no_number_where_a_number_belongs_is_no_page() {
    let house = furnished().await;
    let everyone = house.signed_in_as(&EVERY_ROLE).await;
    let mut asked = 0;
    for route in all_routes().iter().filter(|route| route.path.starts_with("/beheer/") && route.path.contains("id}")) {
        for strange in ["geen-getal", "1x", "99999999999999999999", "%31%20"] {
            let answer = super::ask(&everyone, route.method, &filled(&route.path, strange)).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{} {} {strange}", route.method, route.path);
            asked += 1;
        }
    }
    assert!(asked > 400, "{asked} were asked");
}

#[tokio::test]
async fn w34_no_question_however_strange_breaks_a_page() {
    let house = furnished().await;
    let who = house.signed_in_as(&EVERY_ROLE).await;
    for route in all_routes().into_iter().filter(|route| route.method == "GET" && !route.path.starts_with("/en/")) {
        for junk in JUNK_VALUES {
            let path = format!("{}?{}", filled(&route.path, "1"), junk_fields(junk));
            check(&who.get(&path).await, &path);
            let twice = format!("{}?na={junk}&na={junk}&zoek", filled(&route.path, "1"));
            check(&who.get(&twice).await, &twice);
        }
    }
}

#[tokio::test]
async fn w34_no_form_however_strange_breaks_a_page() {
    let house = furnished().await;
    let mut who = house.signed_in_as(&EVERY_ROLE).await;
    for route in all_routes().into_iter().filter(|route| route.method == "POST" && !route.path.starts_with("/en/")) {
        for junk in JUNK_VALUES {
            who = still_signed_in(&house, who).await;
            let path = filled(&route.path, "1");
            check(&send_form(&who, &path, junk_fields(junk)).await, &format!("POST {path} {junk}"));
        }
    }
}

#[tokio::test]
async fn w34_every_searching_page_survives_a_nul_in_its_search() {
    let house = furnished().await;
    let everyone = house.signed_in_as(&EVERY_ROLE).await;
    for path in
        ["/archief", "/en/archief", "/beheer/abonnees", "/beheer/organisaties", "/postbus", "/archief/feed.atom"]
    {
        for junk in ["%00", "a%00b", "%01", "%ff", "%5C", "%25", "%27", "%22%20OR%20*", "NEAR(a%20b)", "a*%20-b%3A"] {
            for name in ["zoek", "uitgave"] {
                let answer = everyone.get(&format!("{path}?{name}={junk}")).await;
                check(&answer, &format!("{path}?{name}={junk}"));
            }
        }
    }
}

#[tokio::test]
async fn w35_a_body_that_is_too_large_is_refused_in_the_readers_language() {
    let house = House::open().await;
    let everyone = house.signed_in_as(&EVERY_ROLE).await;
    let before = everything(&house).await;
    for (path, words) in [
        ("/aanmelden", "Dit is te groot"),
        ("/en/aanmelden", "This is too large"),
        ("/beheer/artikelen/nieuw", "Dit is te groot"),
        ("/beheer/aanmelden", "Dit is te groot"),
    ] {
        let answer = send_form(&everyone, path, format!("name={}", "x".repeat(3 << 20))).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(answer.body.contains(words), "{path}: {}", answer.body);
        check_headers(&answer, path);
    }
    assert_eq!(everything(&house).await, before);
}

#[tokio::test]
async fn w35_a_body_that_is_no_form_is_refused_in_the_readers_language() {
    let house = House::open().await;
    let everyone = house.signed_in_as(&EVERY_ROLE).await;
    let before = everything(&house).await;
    let bodies: [Vec<u8>; 6] = [
        vec!["a=1"; 10_000].join("&").into_bytes(),
        b"address=\xff\xfe".to_vec(),
        b"address=%ED%A0%80".to_vec(),
        b"address=a%00b".to_vec(),
        b"address=a\0b".to_vec(),
        format!("{}=1", "n".repeat(5_000)).into_bytes(),
    ];
    for (path, words) in [
        ("/aanmelden", "kunnen wij niet lezen"),
        ("/en/aanmelden", "cannot read"),
        ("/beheer/artikelen/nieuw", "lezen"),
    ] {
        for body in &bodies {
            let answer = send_form(&everyone, path, body.clone()).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
            assert!(answer.body.contains(words), "{path}: {}", answer.body);
        }
    }
    assert_eq!(everything(&house).await, before);
}

/// A line break in a name would be a header of its own in a mail program that is less strict than ours.
#[tokio::test]
async fn m02_line_breaks_do_not_reach_the_headers_of_a_mail() {
    let house = House::open().await;
    let everyone = house.signed_in_as(&EVERY_ROLE).await;
    let broken = "x\r\nBcc: kwaad@evil.example\r\n\r\n<p>brief";
    let id = draft(&house).await;
    let issue = everyone.get(&format!("/beheer/nummers/{id}")).await;
    let seen = issue.value_after("name=\"seen\"");
    let settings = everyone.get("/beheer/instellingen").await;
    let version = settings.value_after("name=\"version\"");
    let once = everyone.get("/beheer/artikelen/nieuw").await.value_after("name=\"once\"");
    let before = everything(&house).await;
    for end in [broken, "x\nBcc: kwaad@evil.example", "x\ry", "x\u{b}y", "x\u{85}y", "x\u{1}y"] {
        let publication = [("publication", "nieuwsbrief"), ("language", "nl"), ("slug", "nieuw"), ("per_year", "1")];
        for (path, fields) in [
            ("/aanmelden".to_owned(), vec![("address", ANNA), ("name", end)]),
            ("/aanmelden".to_owned(), vec![("address", end), ("name", "Anna")]),
            ("/beheer/medewerkers/uitnodigen".to_owned(), vec![("name", end), ("address", ANNA), ("roles", "editor")]),
            ("/beheer/mijn/naam".to_owned(), vec![("name", end)]),
            (format!("/beheer/nummers/{id}/testmail"), vec![("to", end)]),
        ] {
            let fields: Vec<_> = fields.into_iter().chain(publication).collect();
            let answer = everyone.post(&path, &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {end:?}");
            assert!(answer.body.contains("Fout: "), "{path} {end:?} has no message");
        }
        if !end.contains(['\r', '\n']) {
            continue;
        }
        for field in ["subject", "preheader"] {
            let fields = [(field, end), ("seen", seen.as_str()), ("language", "nl")];
            let answer = everyone.post(&format!("/beheer/nummers/{id}"), &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        }
        for field in ["title", "author"] {
            let other = if field == "title" { "author" } else { "title" };
            let fields = [(field, end), (other, "Goed"), ("once", once.as_str()), ("source", "x")];
            let answer = everyone.post("/beheer/artikelen/nieuw", &fields).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        }
        for field in ["name_nl", "sender_name", "sender_address", "reply_address", "letter_address"] {
            let answer = everyone.post("/beheer/instellingen", &[(field, end), ("version", &version)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(answer.body.contains(&format!("href=\"#{field}\"")), "{field} has no message");
        }
    }
    assert_eq!(everything(&house).await, before);
}

const ELSEWHERE: [&str; 15] = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "/beheer/../../evil",
    "/beheer/..%2f..%2fevil",
    "/beheer//evil.example",
    "/%2f/evil.example",
    "%2f%2fevil.example",
    "/beheer@evil.example",
    "javascript:alert(1)",
    "/beheer\r\nLocation: https://evil.example",
    "/beheer\t//evil.example",
    "\u{ff0f}\u{ff0f}evil.example",
];

/// Where a browser ends up that follows a `Location` of ours.
fn lands(location: &str) -> url::Url {
    url::Url::parse("http://samenspraak.example/beheer/aanmelden").unwrap().join(location).unwrap()
}

#[tokio::test]
async fn w32_no_redirect_leads_off_the_site() {
    let house = House::open().await;
    let (account, _) = join(&house, "sanne@voorbeeld.nl", &[Role::Editor]).await;
    for to in ELSEWHERE {
        house.wait(std::time::Duration::from_secs(1_000));
        let who = house.signed_in_as(&[Role::Editor]).await;
        let asked = serde_html_form::to_string([("naar", to)]).unwrap();
        let straight = who.get(&format!("/beheer/aanmelden?{asked}")).await;
        let language = who.post("/beheer/taal", &[("language", "en"), ("back", to)]).await;
        let fields = [("address", account.address.as_str()), ("password", PASSWORD), ("naar", to)];
        let half = house.post("/beheer/aanmelden", &fields).await;
        let half_way = house.visitor().with_cookies_of(&half);
        let code = account.code(house.clock().now());
        let whole = half_way.post("/beheer/aanmelden/code", &[("code", &code), ("naar", to)]).await;
        assert!(whole.headers.contains_key(header::SET_COOKIE), "{to} {}", whole.body);
        for answer in [straight, language, half, whole] {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{to}");
            let landed = lands(answer.location());
            assert_eq!(landed.host_str(), Some("samenspraak.example"), "{to} → {landed}");
        }
        let form = house.get(&format!("/beheer/aanmelden?{asked}")).await;
        assert_eq!(form.value_after("name=\"naar\""), "/beheer", "{to}");
    }
}

#[tokio::test]
async fn w32_addresses_that_only_look_like_ours_are_met_with_a_page() {
    let house = House::open().await;
    for path in [
        "//evil.example",
        "//evil.example/beheer",
        "/\\evil.example",
        "/en//evil.example",
        "/en/\\evil.example",
        "/beheer//evil.example",
        "/en/en/en",
    ] {
        let answer = house.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.body.contains("href=\"//") && !answer.body.contains("href=\"/\\"), "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn w36_a_forged_host_reaches_no_mail_and_no_redirect() {
    let house = House::open().await;
    let forged = |request: axum::http::request::Builder| {
        request
            .header(header::HOST, "evil.example")
            .header("x-forwarded-host", "evil.example")
            .header("x-forwarded-proto", "https")
            .header("forwarded", "host=evil.example;proto=https")
            .header("x-original-url", "/beheer/logboek")
            .header("x-rewrite-url", "/beheer/logboek")
    };
    let post = Request::post("/aanmelden")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    let words =
        samenspraak::subscribers::consent("Landelijk Expertisecentrum Voorbeeld", samenspraak::base::Language::Dutch);
    let drawn = samenspraak::subscribers::drawn_at(&house.app, house.clock().now().minus(minutes(1)), &words);
    let body = format!("address={ANNA}&publication=nieuwsbrief&drawn={drawn}");
    let signed_up = house.visitor().send(forged(post), Body::from(body)).await;
    assert_eq!(signed_up.location(), "/aanmelden/kijk-in-uw-mail");
    for path in ["/", "/aanmelden", "/archief/feed.atom", "/beheer", "/archief/2026", "/onbekend"] {
        let answer = house.visitor().send(forged(Request::get(path)), Body::empty()).await;
        assert!(!answer.body.contains("evil.example") && !answer.location().contains("evil"), "{path}");
        assert!(!answer.body.contains("Logboek"), "{path}");
    }
    let mails = house.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(mails.iter().all(|mail| !mail.raw.contains("evil") && mail.text.contains("http://samenspraak.example/")));
}

#[tokio::test]
async fn t06_a_forged_session_is_nobody() {
    let house = House::open().await;
    for value in ["", "x", "%00", "1", "' OR 1=1 --", &"a".repeat(6_000), "a=b", "\"", "é"] {
        let request = Request::get("/beheer").header(header::COOKIE, format!("{SESSION_COOKIE}={value}").into_bytes());
        let answer = house.visitor().send(request, Body::empty()).await;
        assert!(answer.location().starts_with("/beheer/aanmelden"), "{value} {}", answer.status);
    }
}

#[tokio::test]
async fn i20_an_issue_is_not_acted_on_under_another_version() {
    let house = House::open().await;
    let id = draft(&house).await;
    let everyone = house.signed_in_as(&EVERY_ROLE).await;
    let before = everything(&house).await;
    for path in ["ter-goedkeuring", "goedkeuren", "terug", "verzenden", "inplannen-annuleren"] {
        for version in ["", "0", "-1", "2", "x", "99999999999999999999"] {
            let fields = [("version", version), ("date", "8-12-2026"), ("time", "9.30"), ("reason", "x")];
            let answer = act(&everyone, id, path, &fields).await;
            assert!(answer.status.as_u16() < 500, "{path} {version}");
        }
    }
    assert_eq!(everything(&house).await, before);
}
