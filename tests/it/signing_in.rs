//! Signing in, out, and being kept out.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use data_encoding::BASE32_NOPAD;
use samenspraak::base::clock::minutes;
use samenspraak::base::{EmailAddress, Instant};
use samenspraak::settings::Settings;
use samenspraak::staff::{self, Role};
use totp_rs::{Builder, Secret};

use crate::house::{Answer, House, Visitor};

pub const PASSWORD: &str = "paard batterij nietje";

/// A member with a password and an app.
pub struct Account {
    pub address: String,
    pub secret: String,
}

impl Account {
    /// What the app shows at a moment.
    pub fn code(&self, at: Instant) -> String {
        let secret: [u8; 20] = BASE32_NOPAD.decode(self.secret.as_bytes()).unwrap().try_into().unwrap();
        let totp = Builder::new().with_secret(Secret::new_stack(secret)).build().unwrap();
        totp.generate(u64::try_from(at.0 / 1_000).unwrap()).to_string()
    }
}

/// The secret that a welcome page shows.
pub fn secret_on(page: &Answer) -> String {
    let after = page.body.split_once("<code id=\"secret\">").unwrap_or_else(|| panic!("no secret:\n{}", page.body)).1;
    after.split('<').next().unwrap().replace(' ', "")
}

/// The path of a new way in, as the terminal prints it.
pub async fn way_in(house: &House, address: &str, roles: &[Role]) -> String {
    let link =
        staff::way_in(&house.app, &EmailAddress::parse(address).unwrap(), "Sanne de Vries", roles).await.unwrap();
    link.strip_prefix(&house.app.base_url()).unwrap().to_owned()
}

/// Someone who came in by a link: their account and their signed-in browser.
pub async fn join(house: &House, address: &str, roles: &[Role]) -> (Account, Visitor) {
    let path = way_in(house, address, roles).await;
    let kept = house.post(&path, &[("password", PASSWORD)]).await;
    assert_eq!(kept.location(), format!("{path}/app"), "{}", kept.body);
    let browser = house.visitor().with_cookies_of(&kept);
    let account =
        Account { address: address.to_owned(), secret: secret_on(&browser.get(&format!("{path}/app")).await) };
    let joined = browser.post(&format!("{path}/app"), &[("code", &account.code(house.clock().now()))]).await;
    assert!(joined.body.contains("Uw herstelcodes"), "{}", joined.body);
    (account, browser.with_cookies_of(&joined))
}

async fn give_password(house: &House, address: &str, password: &str) -> Answer {
    house.post("/beheer/aanmelden", &[("address", address), ("password", password)]).await
}

async fn give_code(house: &House, half_way: &Visitor, account: &Account) -> Answer {
    half_way.post("/beheer/aanmelden/code", &[("code", &account.code(house.clock().now()))]).await
}

async fn sanne(house: &House) -> Account {
    let (account, _) = join(house, "sanne@voorbeeld.nl", &[Role::Editor]).await;
    house.wait(Duration::from_mins(1));
    account
}

#[tokio::test]
async fn t1_signing_in_takes_a_password_and_a_code() {
    let house = House::open().await;
    let account = sanne(&house).await;
    let first = give_password(&house, " Sanne@Voorbeeld.NL ", PASSWORD).await;
    assert_eq!((first.status, first.location()), (StatusCode::SEE_OTHER, "/beheer/aanmelden/code?naar=%2Fbeheer"));
    let half_way = house.visitor().with_cookies_of(&first);
    assert!(half_way.get("/beheer/mijn").await.location().starts_with("/beheer/aanmelden?"), "half-way is not in");
    assert_eq!(half_way.get("/beheer/aanmelden/code").await.status, StatusCode::OK);
    let second = give_code(&house, &half_way, &account).await;
    assert_eq!((second.status, second.location()), (StatusCode::SEE_OTHER, "/beheer"));
    let inside = half_way.with_cookies_of(&second);
    assert_eq!(inside.get("/beheer/mijn").await.status, StatusCode::OK);
    assert_eq!(inside.get("/beheer/aanmelden").await.location(), "/beheer", "who is in goes on");
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'member.sign-in' AND result = 'done'").await, 1);
}

#[tokio::test]
async fn t1_a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let house = House::open().await;
    sanne(&house).await;
    let known = give_password(&house, "sanne@voorbeeld.nl", "iets heel anders").await;
    let unknown = give_password(&house, "niets@voorbeeld.nl", "iets heel anders").await;
    let joining = way_in(&house, "nieuw@voorbeeld.nl", &[Role::Editor]).await;
    house.post(&joining, &[("password", PASSWORD)]).await;
    let not_joined = give_password(&house, "nieuw@voorbeeld.nl", PASSWORD).await;
    assert_eq!(known.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(known.body.contains("Het e-mailadres of het wachtwoord klopt niet"));
    assert!(known.body.contains("<title>Fout: Inloggen"));
    assert!(!known.body.contains("iets heel anders"), "a password is not shown again");
    let without = |answer: &Answer, address: &str| answer.body.replace(address, "");
    assert_eq!(without(&known, "sanne@voorbeeld.nl"), without(&unknown, "niets@voorbeeld.nl"));
    assert_eq!(without(&known, "sanne@voorbeeld.nl"), without(&not_joined, "nieuw@voorbeeld.nl"));
    assert_eq!((known.status, known.headers), (unknown.status, unknown.headers));
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE result = 'refused'").await, 3, "all are written down");
}

/// A house behind a proxy, so that whoever knocks says from where.
async fn behind_a_proxy() -> House {
    let mut house = House::open().await;
    let trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    house.change(|app| app.settings = Arc::new(Settings { trusted_proxies, ..(*app.settings).clone() }));
    house
}

async fn post_from(visitor: &Visitor, from: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", from);
    visitor.send(request, Body::from(serde_html_form::to_string(fields).unwrap())).await
}

async fn password_from(house: &House, from: &str, address: &str, password: &str) -> Answer {
    post_from(&house.visitor(), from, "/beheer/aanmelden", &[("address", address), ("password", password)]).await
}

const HOME: &str = "203.0.113.7";

#[tokio::test]
async fn t1_wrong_tries_of_others_keep_nobody_out_who_comes_from_where_they_signed_in_before() {
    let house = behind_a_proxy().await;
    let account = sanne(&house).await;
    let enter = async || {
        house.wait(Duration::from_mins(1));
        let first = password_from(&house, HOME, &account.address, PASSWORD).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        let code = account.code(house.clock().now());
        let half_way = house.visitor().with_cookies_of(&first);
        post_from(&half_way, HOME, "/beheer/aanmelden/code", &[("code", &code)]).await
    };
    assert_eq!(enter().await.location(), "/beheer", "from now on this network is known");
    for number in 1..=25 {
        password_from(&house, &format!("198.51.100.{number}"), &account.address, "mis").await;
    }
    let elsewhere = password_from(&house, "198.51.100.200", &account.address, PASSWORD).await;
    assert_eq!(elsewhere.status, StatusCode::TOO_MANY_REQUESTS, "a network that is new to the account waits");
    assert_eq!(enter().await.location(), "/beheer");
    // Nor do they from the same network, though they are slowed down there.
    for number in 0..70 {
        let wrong = password_from(&house, HOME, &account.address, "mis").await;
        assert_eq!(wrong.status == StatusCode::TOO_MANY_REQUESTS, number >= 56, "{number}");
    }
    let unknown = password_from(&house, HOME, "niets@voorbeeld.nl", PASSWORD).await;
    assert_eq!(unknown.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(enter().await.location(), "/beheer");
    assert_eq!(house.number("SELECT COUNT(*) FROM member_networks").await, 2, "where she joined, and where she works");
    assert_eq!(house.number("SELECT COUNT(*) FROM member_networks WHERE network LIKE '%203%113%'").await, 0);
}

#[tokio::test]
async fn t1_only_who_has_the_password_uses_up_the_tries_at_the_code() {
    let house = behind_a_proxy().await;
    let account = sanne(&house).await;
    let first = password_from(&house, "198.51.100.9", &account.address, PASSWORD).await;
    let thief = house.visitor().with_cookies_of(&first);
    for at in 1..=10 {
        let answer = post_from(&thief, "198.51.100.9", "/beheer/aanmelden/code", &[("code", "abcdef")]).await;
        assert_eq!(answer.status == StatusCode::TOO_MANY_REQUESTS, at == 10, "mistake {at}");
    }
    let again = password_from(&house, "198.51.100.10", &account.address, PASSWORD).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the account is locked for networks that are new to it");
    // 127.0.0.1 is where the account began.
    let half_way = house.visitor().with_cookies_of(&give_password(&house, &account.address, PASSWORD).await);
    assert_eq!(give_code(&house, &half_way, &account).await.location(), "/beheer", "and open where it is at home");
    house.wait(minutes(15));
    let later = password_from(&house, "198.51.100.10", &account.address, PASSWORD).await;
    assert_eq!(later.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn t1_wrong_codes_lock_too() {
    let house = House::open().await;
    let account = sanne(&house).await;
    let half_way = house.visitor().with_cookies_of(&give_password(&house, &account.address, PASSWORD).await);
    for at in 1..=10 {
        let answer = half_way.post("/beheer/aanmelden/code", &[("code", "abcdef")]).await;
        let expected = if at == 10 { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
        assert_eq!(answer.status, expected, "mistake {at}");
    }
    assert_eq!(give_code(&house, &half_way, &account).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn t1_a_code_works_once() {
    let house = House::open().await;
    let account = sanne(&house).await;
    let one = house.visitor().with_cookies_of(&give_password(&house, &account.address, PASSWORD).await);
    let other = house.visitor().with_cookies_of(&give_password(&house, &account.address, PASSWORD).await);
    assert_eq!(give_code(&house, &one, &account).await.status, StatusCode::SEE_OTHER);
    let replayed = give_code(&house, &other, &account).await;
    assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(replayed.body.contains("is al gebruikt"));
    house.wait(Duration::from_secs(30));
    assert_eq!(give_code(&house, &other, &account).await.status, StatusCode::SEE_OTHER, "the next one works");
}

#[tokio::test]
async fn t1_the_same_code_at_the_same_moment_lets_one_in() {
    let house = House::open().await;
    let account = sanne(&house).await;
    let mut browsers = Vec::new();
    for _ in 0..4 {
        browsers.push(house.visitor().with_cookies_of(&give_password(&house, &account.address, PASSWORD).await));
    }
    let answers = futures_util::future::join_all(browsers.iter().map(|one| give_code(&house, one, &account))).await;
    let let_in = answers.iter().filter(|answer| answer.location() == "/beheer").count();
    assert_eq!(let_in, 1);
}

#[tokio::test]
async fn t1_no_token_outlives_its_stage() {
    let house = House::open().await;
    let account = sanne(&house).await;
    let first = give_password(&house, &account.address, PASSWORD).await;
    let half_way = house.visitor().with_cookies_of(&first);
    let second = give_code(&house, &half_way, &account).await;
    assert_ne!(first.headers.get(header::SET_COOKIE), second.headers.get(header::SET_COOKIE));
    assert!(half_way.get("/beheer/mijn").await.location().starts_with("/beheer/aanmelden"), "the planted one is out");
    let inside = half_way.with_cookies_of(&second);
    inside.post("/beheer/aanmelden", &[("address", &account.address), ("password", PASSWORD)]).await;
    assert!(inside.get("/beheer/mijn").await.location().starts_with("/beheer/aanmelden"), "signing in anew ends it");
    house.wait(minutes(11));
    let late = house.visitor().with_cookies_of(&give_password(&house, &account.address, PASSWORD).await);
    house.wait(minutes(11));
    assert_eq!(give_code(&house, &late, &account).await.location(), "/beheer/aanmelden?gelukt=opnieuw");
}

#[tokio::test]
async fn t1_signing_out_ends_the_session() {
    let house = House::open().await;
    let (_, inside) = join(&house, "sanne@voorbeeld.nl", &[Role::Editor]).await;
    let left = inside.post("/beheer/afmelden", &[]).await;
    assert_eq!(left.location(), "/beheer/aanmelden?gelukt=afgemeld");
    assert!(left.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    assert!(inside.get("/beheer/mijn").await.location().starts_with("/beheer/aanmelden"), "the kept cookie is dead");
    assert!(house.get("/beheer/aanmelden?gelukt=afgemeld").await.body.contains("U bent uitgelogd"));
}

#[tokio::test]
async fn t1_sessions_end_when_idle_and_in_any_case() {
    let house = House::open().await;
    let (_, idle) = join(&house, "sanne@voorbeeld.nl", &[Role::Editor]).await;
    house.wait(minutes(119));
    assert_eq!(idle.get("/beheer/mijn").await.status, StatusCode::OK);
    house.wait(minutes(121));
    assert_eq!(idle.get("/beheer/mijn").await.status, StatusCode::SEE_OTHER);
    let (_, busy) = join(&house, "piet@voorbeeld.nl", &[Role::Editor]).await;
    for _ in 0..7 {
        assert_eq!(busy.get("/beheer/mijn").await.status, StatusCode::OK);
        house.wait(minutes(110));
    }
    assert_eq!(busy.get("/beheer/mijn").await.status, StatusCode::SEE_OTHER, "twelve hours are over");
}

#[tokio::test]
async fn t1_cookies_are_bound_to_the_host_under_https() {
    let mut house = House::open().await;
    let https = Some("https://samenspraak.example".to_owned());
    house.change(|app| app.settings = Arc::new(Settings { base_url: https, ..(*app.settings).clone() }));
    let path = way_in(&house, "sanne@voorbeeld.nl", &[Role::Editor]).await;
    let kept = house.post(&path, &[("password", PASSWORD)]).await;
    let cookie = kept.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-samenspraak="), "{cookie}");
    for part in ["; Path=/;", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Max-Age=600"] {
        assert!(cookie.contains(part), "{part} is not in {cookie}");
    }
    assert!(!cookie.contains("Domain"));
}

#[tokio::test]
async fn t1_nobody_is_sent_to_another_site() {
    let house = House::open().await;
    let account = sanne(&house).await;
    for evil in ["https://evil.example", "//evil.example", "/\\evil.example", "/beheer/..//evil.example"] {
        let page = house.visitor();
        let asked = page.get(&format!("/beheer/aanmelden?naar={}", percent(evil))).await;
        // The form says from which page it is sent: this one, with all of its address.
        assert!(!asked.body.replace(&percent(evil), "").contains("evil"), "{evil}");
        let fields = [("address", account.address.as_str()), ("password", PASSWORD), ("naar", evil)];
        let first = page.post("/beheer/aanmelden", &fields).await;
        assert_eq!(first.location(), "/beheer/aanmelden/code?naar=%2Fbeheer", "{evil}");
        house.wait(Duration::from_secs(30));
        let code = account.code(house.clock().now());
        let second =
            page.with_cookies_of(&first).post("/beheer/aanmelden/code", &[("code", &code), ("naar", evil)]).await;
        assert_eq!(second.location(), "/beheer", "{evil}");
    }
}

#[tokio::test]
async fn t1_who_is_not_signed_in_comes_back_to_where_they_were_going() {
    let house = House::open().await;
    let account = sanne(&house).await;
    let sent = house.get("/beheer/mijn").await;
    assert_eq!(sent.location(), "/beheer/aanmelden?naar=%2Fbeheer%2Fmijn");
    assert_eq!(house.get(sent.location()).await.value_after("name=\"naar\""), "/beheer/mijn");
    let fields = [("address", account.address.as_str()), ("password", PASSWORD), ("naar", "/beheer/mijn")];
    let first = house.post("/beheer/aanmelden", &fields).await;
    let half_way = house.visitor().with_cookies_of(&first);
    let naar = half_way.get(first.location()).await.value_after("name=\"naar\"");
    let code = account.code(house.clock().now());
    let second = half_way.post("/beheer/aanmelden/code", &[("code", &code), ("naar", &naar)]).await;
    assert_eq!(second.location(), "/beheer/mijn");
}

#[tokio::test]
async fn t1_knocking_without_end_is_stopped() {
    let house = House::open().await;
    for _ in 0..60 {
        house.post("/beheer/aanmelden/code", &[("code", "000000")]).await;
    }
    let stopped = house.post("/beheer/aanmelden/code", &[("code", "000000")]).await;
    assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(stopped.headers.contains_key(header::RETRY_AFTER));
    house.wait(minutes(15));
    assert_eq!(house.post("/beheer/aanmelden/code", &[("code", "000000")]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn t1_an_address_is_knocked_at_twenty_times_from_elsewhere_whether_known_or_not() {
    let house = behind_a_proxy().await;
    sanne(&house).await;
    for (network, address) in [("198.51.100.1", "sanne@voorbeeld.nl"), ("198.51.100.2", "niets@voorbeeld.nl")] {
        for _ in 0..20 {
            let answer = password_from(&house, network, address, "mis").await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let stopped = password_from(&house, network, address, "mis").await;
        assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS, "{address}");
    }
}

#[tokio::test]
async fn t1_the_language_is_kept_and_the_way_back_is_ours() {
    let house = House::open().await;
    let chosen = house.post("/beheer/taal", &[("language", "en"), ("back", "/beheer/aanmelden")]).await;
    assert_eq!(chosen.location(), "/beheer/aanmelden");
    assert!(house.visitor().with_cookies_of(&chosen).get("/beheer/aanmelden").await.body.contains("Sign in"));
    let evil = house.post("/beheer/taal", &[("language", "en"), ("back", "//evil.example")]).await;
    assert_eq!(evil.location(), "/beheer");
    let unknown = house.post("/beheer/taal", &[("language", "xx"), ("back", "/beheer")]).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}

fn percent(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
