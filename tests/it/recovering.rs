//! Back in after a forgotten password or a lost phone.

use axum::http::StatusCode;
use samenspraak::base::clock::minutes;
use samenspraak::base::id::MemberId;
use samenspraak::staff::{self, Role};

use crate::house::{Answer, House, Visitor};
use crate::signing_in::{Account, PASSWORD, join, secret_on};

const SANNE: &str = "sanne@voorbeeld.nl";
const FORGOTTEN: &str = "/beheer/wachtwoord-vergeten";
const OTHER: &str = "fiets kaars wolkbreuk";

async fn sanne(house: &House) -> (Account, Visitor) {
    let joined = join(house, SANNE, &[Role::Editor]).await;
    house.wait(minutes(1));
    joined
}

async fn link(house: &House) -> String {
    house.post(FORGOTTEN, &[("address", " Sanne@Voorbeeld.nl ")]).await;
    house.newest_mail_to(SANNE).await.link("/beheer/wachtwoord/")
}

async fn half_way(house: &House, password: &str) -> (Answer, Visitor) {
    let answer = house.post("/beheer/aanmelden", &[("address", SANNE), ("password", password)]).await;
    let browser = house.visitor().with_cookies_of(&answer);
    (answer, browser)
}

/// Signs in with a password and something in place of the code of the app.
async fn sign_in(house: &House, password: &str, code: &str) -> (Answer, Visitor) {
    let (_, browser) = half_way(house, password).await;
    let answer = browser.post("/beheer/aanmelden/code", &[("code", code)]).await;
    let inside = browser.with_cookies_of(&answer);
    (answer, inside)
}

fn codes_on(page: &Answer) -> Vec<String> {
    let after = page.body.split_once("id=\"codes\">").unwrap_or_else(|| panic!("no codes:\n{}", page.body)).1;
    after.split('<').next().unwrap().lines().map(str::to_owned).collect()
}

async fn new_codes(inside: &Visitor) -> Vec<String> {
    codes_on(&inside.post("/beheer/mijn/herstelcodes", &[("codes_password", PASSWORD)]).await)
}

#[tokio::test]
async fn t1_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once() {
    let house = House::open().await;
    let (account, inside) = sanne(&house).await;
    let (first, second) = (link(&house).await, link(&house).await);
    assert!(house.get(&first).await.body.contains(SANNE));
    assert_eq!(inside.get("/beheer/mijn").await.status, StatusCode::OK, "asking and opening change nothing");
    let weak = house.post(&first, &[("password", "kort")]).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weak.body.contains("minstens 12 tekens"));
    let chosen = house.post(&first, &[("password", OTHER)]).await;
    assert_eq!(chosen.location(), "/beheer/aanmelden?gelukt=wachtwoord");
    assert!(inside.get("/beheer/mijn").await.location().starts_with("/beheer/aanmelden"), "every session ended");
    for used in [&first, &second] {
        assert_eq!(house.get(used).await.status, StatusCode::NOT_FOUND);
        assert_eq!(house.post(used, &[("password", "nog iets heel anders")]).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(half_way(&house, PASSWORD).await.0.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (answer, _) = sign_in(&house, OTHER, &account.code(house.clock().now())).await;
    assert_eq!(answer.location(), "/beheer", "the code of the app is still asked for");
    assert!(house.newest_mail_to(SANNE).await.subject.contains("Uw wachtwoord is gewijzigd"));
}

#[tokio::test]
async fn t1_the_page_of_another_password_leads_to_the_sign_in_page_and_misses_nothing() {
    let house = House::open().await;
    sanne(&house).await;
    let path = link(&house).await;
    let page = house.get(&path).await.body;
    assert!(page.contains("name=\"username\""), "password managers learn whose it is");
    let fields = [
        ("_page", path.as_str()),
        ("_act", &path),
        ("username", SANNE),
        ("password", OTHER),
        ("_press", ""),
        ("_act", ""),
    ];
    let chosen = house.post(&path, &fields).await;
    assert_eq!(chosen.location(), "/beheer/aanmelden?gelukt=wachtwoord", "{}", chosen.body);
}

#[tokio::test]
async fn t1_nobody_learns_whose_address_is_a_members() {
    let house = House::open().await;
    sanne(&house).await;
    // Neither can choose another: one has no app yet, one signs in without a password.
    let joining = crate::signing_in::way_in(&house, "nieuw@voorbeeld.nl", &[Role::Editor]).await;
    house.post(&joining, &[("password", PASSWORD)]).await;
    house.member(&[Role::Approver]).await;
    house.sql("UPDATE people SET address = 'demo@voorbeeld.nl', address_key = 'demo@voorbeeld.nl' WHERE address LIKE 'lid%'").await;
    let known = house.post(FORGOTTEN, &[("address", SANNE)]).await;
    let mails = house.mails().await.len();
    let unknown = house.post(FORGOTTEN, &[("address", "niemand@voorbeeld.nl")]).await;
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
    assert_eq!(known.headers, unknown.headers);
    for address in ["nieuw@voorbeeld.nl", "demo@voorbeeld.nl"] {
        assert_eq!(house.post(FORGOTTEN, &[("address", address)]).await.body, known.body);
    }
    assert_eq!(house.mails().await.len(), mails, "nobody else gets a mail");
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'member.forgot-password'").await, 4);
    let typo = house.post(FORGOTTEN, &[("address", "sanne apenstaart")]).await;
    assert_eq!(typo.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(typo.body.contains("sanne apenstaart"));
}

#[tokio::test]
async fn t1_a_link_for_a_password_ends_after_an_hour_and_with_its_member() {
    let house = House::open().await;
    let (_, _) = sanne(&house).await;
    let path = link(&house).await;
    house.wait(minutes(62));
    let late = house.get(&path).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.body.contains(FORGOTTEN), "it says where to get another");
    assert_eq!(house.post(&path, &[("password", OTHER)]).await.status, StatusCode::GONE);
    let path = link(&house).await;
    house.sql("UPDATE members SET disabled_at = 1 WHERE password_hash IS NOT NULL").await;
    assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND);
    let mails = house.mails().await.len();
    house.post(FORGOTTEN, &[("address", SANNE)]).await;
    assert_eq!(house.mails().await.len(), mails, "who was shut out stays out");
}

#[tokio::test]
async fn t1_an_address_gets_four_links_an_hour() {
    let house = House::open().await;
    sanne(&house).await;
    for _ in 0..4 {
        assert_eq!(house.post(FORGOTTEN, &[("address", SANNE)]).await.status, StatusCode::OK);
    }
    assert_eq!(house.post(FORGOTTEN, &[("address", SANNE)]).await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn t1_a_recovery_code_opens_once_in_place_of_the_phone() {
    let house = House::open().await;
    let (_, inside) = sanne(&house).await;
    let codes = new_codes(&inside).await;
    assert_eq!(codes.len(), 10);
    let (answer, inside) = sign_in(&house, PASSWORD, &codes[3].replace(' ', "-")).await;
    assert_eq!(answer.location(), "/beheer/mijn?gelukt=herstelcode");
    assert!(inside.get("/beheer/mijn").await.body.contains("U hebt nog 9 herstelcodes"));
    let mail = house.newest_mail_to(SANNE).await;
    assert!(mail.text.replace('\n', " ").contains("nog 9.") && mail.text.contains("Was u dit niet?"), "{}", mail.text);
    let (again, _) = sign_in(&house, PASSWORD, &codes[3]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    let (_, piet) = join(&house, "piet@voorbeeld.nl", &[Role::Editor]).await;
    let of_piet = new_codes(&piet).await;
    assert_eq!(sign_in(&house, PASSWORD, &of_piet[0]).await.0.status, StatusCode::UNPROCESSABLE_ENTITY, "her own");
    assert_eq!(house.number("SELECT COUNT(*) FROM member_recovery_codes WHERE length(hash) < 64").await, 0);
}

#[tokio::test]
async fn t1_guessing_recovery_codes_locks_as_guessing_codes_does() {
    let house = House::open().await;
    sanne(&house).await;
    let (_, browser) = half_way(&house, PASSWORD).await;
    let mut last = StatusCode::OK;
    for number in 0..12 {
        let guess = format!("{number:010}");
        last = browser.post("/beheer/aanmelden/code", &[("code", &guess)]).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn t1_new_recovery_codes_ask_for_the_password_and_replace_those_of_before() {
    let house = House::open().await;
    let (_, inside) = sanne(&house).await;
    let wrong = inside.post("/beheer/mijn/herstelcodes", &[("codes_password", "iets heel anders")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Dit is niet uw huidige wachtwoord") && wrong.body.contains("Sanne de Vries"));
    let (before, after) = (new_codes(&inside).await, new_codes(&inside).await);
    assert_eq!(sign_in(&house, PASSWORD, &before[0]).await.0.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(sign_in(&house, PASSWORD, &after[0]).await.0.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn t1_another_app_takes_the_place_of_the_one_of_before_when_its_code_is_right() {
    let house = House::open().await;
    let (account, inside) = sanne(&house).await;
    let (_, elsewhere) = sign_in(&house, PASSWORD, &account.code(house.clock().now())).await;
    let wrong = inside.post("/beheer/mijn/app", &[("app_password", "iets heel anders")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = inside.post("/beheer/mijn/app", &[("app_password", PASSWORD)]).await;
    let other = Account { address: SANNE.to_owned(), secret: secret_on(&page) };
    let sealed = page.value_after("name=\"sealed\"");
    let mistake = inside.post("/beheer/mijn/app/koppelen", &[("sealed", &sealed), ("code", "000000")]).await;
    assert_eq!(secret_on(&mistake), other.secret, "a mistake does not change the secret");
    let (_, piet) = join(&house, "piet@voorbeeld.nl", &[Role::Editor]).await;
    let code = other.code(house.clock().now());
    let stolen = piet.post("/beheer/mijn/app/koppelen", &[("sealed", &sealed), ("code", &code)]).await;
    assert_eq!(stolen.location(), "/beheer/mijn?gelukt=app-opnieuw", "a form serves one member");
    let done = inside.post("/beheer/mijn/app/koppelen", &[("sealed", &sealed), ("code", &code)]).await;
    assert_eq!(codes_on(&done).len(), 10);
    assert_eq!(inside.with_cookies_of(&done).get("/beheer/mijn").await.status, StatusCode::OK);
    assert!(elsewhere.get("/beheer/mijn").await.location().starts_with("/beheer/aanmelden"), "others ended");
    house.wait(minutes(2));
    let old = sign_in(&house, PASSWORD, &account.code(house.clock().now())).await;
    assert_eq!(old.0.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(sign_in(&house, PASSWORD, &other.code(house.clock().now())).await.0.location(), "/beheer");
}

#[tokio::test]
async fn t1_connecting_another_app_begins_again_after_ten_minutes() {
    let house = House::open().await;
    let (account, inside) = sanne(&house).await;
    let page = inside.post("/beheer/mijn/app", &[("app_password", PASSWORD)]).await;
    let (sealed, other) = (page.value_after("name=\"sealed\""), secret_on(&page));
    house.wait(minutes(11));
    let code = Account { address: SANNE.to_owned(), secret: other }.code(house.clock().now());
    let late = inside.post("/beheer/mijn/app/koppelen", &[("sealed", &sealed), ("code", &code)]).await;
    assert_eq!(late.location(), "/beheer/mijn?gelukt=app-opnieuw");
    assert_eq!(sign_in(&house, PASSWORD, &account.code(house.clock().now())).await.0.location(), "/beheer");
}

#[tokio::test]
async fn t1_a_new_invitation_and_being_forgotten_take_the_codes_along() {
    let house = House::open().await;
    sanne(&house).await;
    let codes = "SELECT COUNT(*) FROM member_recovery_codes";
    assert_eq!(house.number(codes).await, 10);
    crate::signing_in::way_in(&house, SANNE, &[Role::Editor]).await;
    assert_eq!(house.number(codes).await, 0);

    sanne(&house).await;
    let member = MemberId(house.number("SELECT id FROM members").await);
    for (disabled_at, left) in [("NULL", 10), ("1", 0)] {
        house.sql(&format!("UPDATE members SET disabled_at = {disabled_at}")).await;
        let tx = house.app.store.begin_write().await.unwrap();
        staff::forget_factors(&tx, &[member]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(house.number(codes).await, left, "only of who was shut out");
    }
}

#[tokio::test]
async fn t1_new_codes_asked_for_twice_at_once_are_ten() {
    let house = House::open().await;
    let (_, inside) = sanne(&house).await;
    let (one, other) = tokio::join!(new_codes(&inside), new_codes(&inside));
    assert_eq!(house.number("SELECT COUNT(*) FROM member_recovery_codes").await, 10);
    let (first, second) = (sign_in(&house, PASSWORD, &one[0]).await.0, sign_in(&house, PASSWORD, &other[0]).await.0);
    let opened = [first, second].iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
    assert_eq!(opened, 1, "the codes of one page work");
}
