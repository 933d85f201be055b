//! Who may enter what, and what strangers, scanners and forgers cannot do.

mod hostile;
mod marked_up;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samenspraak::archive;
use samenspraak::base::clock::{days, minutes};
use samenspraak::base::{Language, Link, Purpose};
use samenspraak::centre::set_up_link;
use samenspraak::rooms::rooms;
use samenspraak::routes::routes;
use samenspraak::staff;
use samenspraak::store::tables::states::Role;
use samenspraak::store::{Engine, sql};
use samenspraak::subscribers;
use samenspraak::web::{Access, Route};
use sea_orm::ConnectionTrait as _;

use crate::approving::draft;
use crate::house::{Answer, House, Visitor};
use crate::signing_in::{PASSWORD, join, way_in};

const ANNA: &str = "anna@voorbeeld.nl";
const EVERY_ROLE: [Role; 3] = [Role::Editor, Role::Approver, Role::Administrator];
/// What a member may enter, by role: an approver also writes.
const WITHIN: [(Option<Role>, &[Access]); 4] = [
    (None, &[]),
    (Some(Role::Editor), &[Access::Member, Access::Editor]),
    (Some(Role::Approver), &[Access::Member, Access::Editor, Access::Approver]),
    (Some(Role::Administrator), &[Access::Member, Access::Administrator]),
];

fn all_routes() -> Vec<Route> {
    routes(&rooms(), true).into_parts().1
}

fn filled(path: &str, with: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { with.to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// A house in which the ids 1 lead somewhere: an article, an issue, a record, a sending, a subscriber, a member.
async fn furnished() -> House {
    let house = House::open().await;
    let id = draft(&house).await;
    house.sql(&format!("UPDATE issues SET state = 'sending', started_at = changed_at WHERE id = {id}")).await;
    archive::keep_started(&house.app).await.unwrap();
    subscribe(&house, ANNA).await;
    house
}

async fn subscribe(house: &House, address: &str) {
    house.post("/aanmelden", &[("address", address), ("publication", "nieuwsbrief"), ("name", "Anna")]).await;
    let link = house.newest_mail_to(address).await.link("/bevestigen/");
    assert_eq!(house.post(&link, &[]).await.status, StatusCode::OK);
}

async fn ask(who: &Visitor, method: &str, path: &str) -> Answer {
    if method == "GET" { who.get(path).await } else { who.post(path, &[]).await }
}

/// Every row of every table as text, sorted. Counters of limits are left out: they may count. Indexes for searching follow
/// what they index.
async fn everything(house: &House) -> Vec<String> {
    let read = house.app.store.read();
    let mut all = Vec::new();
    for table in
        house.app.rooms.tables().filter(|table| !["limits", "people_words", "record_words"].contains(&table.name))
    {
        let columns = table.columns.iter().filter(|column| column.name != "found");
        let as_text = |name: &str| match house.app.store.engine() {
            Engine::Sqlite => format!("quote({name})"),
            Engine::Postgres => format!("COALESCE(CAST({name} AS TEXT), '')"),
        };
        let texts: Vec<_> = columns.map(|column| as_text(column.name)).collect();
        let text: &'static str = format!("SELECT {} AS row FROM {}", texts.join(" || '|' || "), table.name).leak();
        for row in read.query_all_raw(sql(read, text, [])).await.unwrap() {
            all.push(format!("{} {}", table.name, row.try_get::<String>("", "row").unwrap()));
        }
    }
    all.sort();
    all
}

fn check_headers(answer: &Answer, what: &str) {
    let value = |name: &str| answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let policy = value("content-security-policy");
    let is_mail = policy.starts_with("sandbox");
    assert!(policy.contains("default-src 'none'"), "{what}: {policy}");
    assert!(!policy.contains("unsafe-eval") && !policy.contains('*'), "{what}: {policy}");
    assert!(is_mail || !policy.contains("unsafe"), "{what}: {policy}");
    assert!(!is_mail || !policy.contains("script"), "{what}: {policy}");
    assert_eq!(value("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(value("referrer-policy"), "no-referrer", "{what}");
    // The form of signing up that a website may show, none of which is named here, and what a page of ours shows in a frame.
    let is_framed = policy.contains("frame-ancestors 'self'");
    assert_eq!(value("x-frame-options"), if is_framed { "SAMEORIGIN" } else { "DENY" }, "{what}");
    assert!(!is_framed || is_mail || what.contains("/inbed/") || what.contains("/webpagina"), "{what}: {policy}");
    assert!(!value("cache-control").is_empty(), "{what}");
}

fn is_to_sign_in(answer: &Answer) -> bool {
    answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/beheer/aanmelden?naar=")
}

#[tokio::test]
async fn p34_every_route_lets_in_exactly_who_may_enter() {
    let house = furnished().await;
    let mut checked = 0;
    for route in all_routes() {
        for (role, within) in WITHIN {
            // Some routes end the session, so each request has one of its own.
            let who = match role {
                Some(role) => house.signed_in_as(&[role]).await,
                None => house.visitor(),
            };
            let path = filled(&route.path, "1");
            let answer = ask(&who, route.method, &path).await;
            let what = format!("{} {path} as {role:?}: {} {}", route.method, answer.status, answer.location());
            if route.access == Access::Key {
                // Whoever is signed in: a program shows a key, and none of these is a program.
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{what}");
            } else if matches!(route.access, Access::Anyone | Access::Holder) || within.contains(&route.access) {
                assert!(answer.status.as_u16() < 500 && answer.status != StatusCode::UNAUTHORIZED, "{what}");
                assert!(answer.status != StatusCode::FORBIDDEN && !is_to_sign_in(&answer), "{what}");
            } else if role.is_none() {
                assert!(is_to_sign_in(&answer), "{what}");
            } else {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
            }
            check_headers(&answer, &what);
            checked += 1;
        }
    }
    assert!(checked > 400, "{checked} answers were looked at");
}

#[tokio::test]
async fn p34_nobody_who_may_not_enter_changes_anything() {
    let house = furnished().await;
    let visitors = [house.visitor(), house.signed_in_as(&[Role::Editor]).await, house.signed_in_as(&[]).await];
    let before = everything(&house).await;
    let locked = [&[][..], &[Access::Member, Access::Editor], &[Access::Member]];
    for route in all_routes() {
        for (who, may) in visitors.iter().zip(locked) {
            if matches!(route.access, Access::Anyone | Access::Holder) || may.contains(&route.access) {
                continue;
            }
            ask(who, route.method, &filled(&route.path, "1")).await;
        }
    }
    assert_eq!(everything(&house).await, before);
}

#[tokio::test]
async fn p34_staff_pages_are_open_to_nobody_by_mistake() {
    let open: Vec<_> = all_routes().into_iter().filter(|route| route.path.starts_with("/beheer")).collect();
    let open = open.iter().filter(|route| matches!(route.access, Access::Anyone | Access::Holder));
    let open: std::collections::BTreeSet<_> = open.map(|route| route.path.as_str()).collect();
    let meant = [
        "/beheer/aanmelden",
        "/beheer/aanmelden/code",
        "/beheer/afmelden",
        "/beheer/binnen/{token}",
        "/beheer/taal",
        "/beheer/wachtwoord-vergeten",
        "/beheer/wachtwoord/{token}",
        "/beheer/welkom/{token}",
        "/beheer/welkom/{token}/app",
    ];
    let is_known = |path: &&str| meant.contains(path) || path.starts_with("/beheer/inrichten/{token}");
    let unknown: Vec<_> = open.iter().filter(|path| !is_known(path)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert!(
        !routes(&rooms(), false).into_parts().1.iter().any(|route| route.path.contains("postbus")),
        "only in a demo"
    );
    assert!(
        !routes(&rooms(), false).into_parts().1.iter().any(|route| route.path.contains("/binnen/")),
        "only in a demo"
    );
}

#[tokio::test]
async fn w31_a_post_from_another_site_is_refused_and_changes_nothing() {
    let house = furnished().await;
    let everyone = house.signed_in_as(&EVERY_ROLE).await;
    let before = everything(&house).await;
    let (mut refused, mut machines) = (0, Vec::new());
    for route in all_routes().into_iter().filter(|route| route.method == "POST") {
        if route.machine {
            machines.push(route.path);
            continue;
        }
        for (name, value) in
            [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example")]
        {
            let request = Request::post(filled(&route.path, "1"))
                .header(name, value)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let answer = everyone.send(request, Body::from("name=x")).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{} {name}", route.path);
            check_headers(&answer, &route.path);
            refused += 1;
        }
    }
    assert!(refused > 100, "{refused} posts were tried");
    assert_eq!(everything(&house).await, before);
    // What is exempt carries its own proof: RFC 8058 asks that mail programs may leave with one request. What the form on a
    // website may do, which anybody may ask of us, tests/it/embedding.rs says.
    machines.sort();
    let exempt =
        ["/afmelden/{token}", "/api/v1/returns", "/en/afmelden/{token}", "/en/inbed/aanmelden", "/inbed/aanmelden"];
    assert_eq!(machines, exempt);
}

/// Every kind of link that opens something at this moment.
async fn links(house: &House) -> Vec<String> {
    subscribe(house, ANNA).await;
    let welcome = house.newest_mail_to(ANNA).await;
    let (preferences, leave) = (welcome.link("/voorkeuren/"), welcome.link("/afmelden/"));
    let left = house.post(&format!("{leave}/nu"), &[]).await.location().to_owned();
    house.post("/aanmelden", &[("address", "bram@voorbeeld.nl"), ("publication", "nieuwsbrief")]).await;
    let confirm = house.newest_mail_to("bram@voorbeeld.nl").await.link("/bevestigen/");
    let welcome = way_in(house, "nieuw@voorbeeld.nl", &[Role::Editor]).await;
    let member = house.member(&[Role::Editor]).await;
    crate::signing_in::join(house, "vergat@voorbeeld.nl", &[Role::Editor]).await;
    house.post("/beheer/wachtwoord-vergeten", &[("address", "vergat@voorbeeld.nl")]).await;
    let password = house.newest_mail_to("vergat@voorbeeld.nl").await.link("/beheer/wachtwoord/");
    let demo = staff::sign_in_link(&house.app, member).await.unwrap();
    let demo = demo.trim_start_matches(&house.app.base_url()).to_owned();
    let (asked, moved) = (moving(house, &preferences, "anders@voorbeeld.nl").await, "carla@voorbeeld.nl");
    subscribe(house, moved).await;
    let preferences_of_moved = house.newest_mail_to(moved).await.link("/voorkeuren/");
    let done = moving(house, &preferences_of_moved, "carla@elders.voorbeeld.nl").await;
    house.post(&done, &[]).await;
    let undo = house.newest_mail_to(moved).await.link("/oud-adres/");
    let app = format!("{welcome}/app");
    vec![confirm, preferences, leave, left, welcome, app, password, demo, asked, done, undo]
}

/// Asks by the preferences to move to an address, and gives the link of the letter to it.
async fn moving(house: &House, preferences: &str, to: &str) -> String {
    house.post(&format!("{preferences}/adres"), &[("address", to)]).await;
    house.newest_mail_to(to).await.link("/nieuw-adres/")
}

#[tokio::test]
async fn s02_scanners_that_open_every_link_fifty_times_change_nothing() {
    let house = House::open().await;
    let links = links(&house).await;
    let before = everything(&house).await;
    for link in &links {
        for turn in 0..50 {
            let answer = house.get(link).await;
            assert!(answer.status.is_success() || answer.status == StatusCode::SEE_OTHER, "{link} {}", answer.status);
            assert!(!answer.headers.contains_key(header::SET_COOKIE), "{link} gives a scanner a cookie");
            if turn % 5 == 0 {
                let head = house.visitor().send(Request::head(link), Body::empty()).await;
                assert_eq!((head.status, head.body.as_str()), (answer.status, ""), "{link}");
                check_headers(&head, link);
            }
        }
    }
    assert_eq!(everything(&house).await, before);
}

#[tokio::test]
async fn o2_a_scanner_that_opens_the_set_up_link_changes_nothing() {
    let house = House::without_centre().await;
    let link = set_up_link(&house.app).await.unwrap().unwrap();
    let link = link.trim_start_matches("http://samenspraak.example");
    let before = everything(&house).await;
    for _ in 0..50 {
        assert_eq!(house.get(link).await.status, StatusCode::OK);
        house.visitor().send(Request::head(link), Body::empty()).await;
    }
    assert_eq!(everything(&house).await, before);
}

/// Paths below which each purpose is read, with the acts behind the page.
const HELD: [(Purpose, &str, &[&str]); 9] = [
    (Purpose::Confirm, "/bevestigen/", &[""]),
    (Purpose::Preferences, "/voorkeuren/", &["", "/af", "/alles", "/adres"]),
    (Purpose::Unsubscribe, "/afmelden/", &["/nu", "/alles"]),
    (Purpose::UndoLeave, "/afgemeld/", &["/terug", "/reden"]),
    (Purpose::Join, "/beheer/welkom/", &["", "/app"]),
    (Purpose::DemoSignIn, "/beheer/binnen/", &[""]),
    (Purpose::Password, "/beheer/wachtwoord/", &[""]),
    (Purpose::Move, "/nieuw-adres/", &[""]),
    (Purpose::UndoMove, "/oud-adres/", &[""]),
];

fn token_of(link: &str) -> &str {
    link.trim_end_matches("/app").rsplit('/').next().unwrap()
}

/// The head of one token (purpose, holder and subject) before the proof of another.
fn spliced(head: &str, proof: &str) -> String {
    format!("{}{}", &head[..20], &proof[20..])
}

#[tokio::test]
async fn l01_a_link_serves_one_purpose_and_one_person() {
    let house = House::open().await;
    let links = links(&house).await;
    let stranger = house.person("vreemd@voorbeeld.nl").await;
    let mut tokens: Vec<String> = Vec::new();
    for link in &links {
        let own = token_of(link);
        tokens.push(own.to_owned());
        for (purpose, _, _) in HELD {
            tokens.push(spliced(&Link::token(&house.app.secrets, purpose, stranger.0, 1, 0), own));
        }
    }
    tokens.extend(["1", "", "%00", &"a".repeat(45), &"7".repeat(4_000)].map(str::to_owned));
    let before = everything(&house).await;
    let unknown = house.get("/bevestigen/onbekend").await.body.replace("/bevestigen/onbekend", "@");
    let fields = [("publication", "nieuwsbrief"), ("language", "nl"), ("password", PASSWORD), ("code", "123456")];
    for (purpose, start, acts) in HELD {
        for token in tokens
            .iter()
            .filter(|token| Link::read(&house.app.secrets, purpose, token).is_none_or(|link| link.holder == stranger.0))
        {
            let path = format!("{start}{token}");
            let page = house.get(&path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            if start == "/bevestigen/" && !token.is_empty() && token != "%00" {
                assert_eq!(page.body.replace(&path, "@"), unknown, "{path}");
            }
            for act in acts {
                let answer = house.post(&format!("{path}{act}"), &fields).await;
                assert!(answer.status.is_client_error(), "{path}{act} {}", answer.status);
            }
        }
    }
    assert_eq!(everything(&house).await, before);
}

#[tokio::test]
async fn l02_links_that_are_over_do_nothing() {
    let house = House::open().await;
    let links = links(&house).await;
    house.wait(days(397));
    let before = everything(&house).await;
    for (link, (_, _, acts)) in links.iter().zip([HELD[0], HELD[1], HELD[2], HELD[3], HELD[4]]) {
        let is_leaving = link.starts_with("/afmelden/");
        let page = house.get(link).await;
        assert!(is_leaving || !page.body.contains(&format!("action=\"{link}")), "{link}: {}", page.body);
        for act in acts.iter().filter(|_| !is_leaving) {
            let fields = [("publication", "nieuwsbrief"), ("language", "nl"), ("password", PASSWORD)];
            let answer = house.post(&format!("{link}{act}"), &fields).await;
            assert!(answer.status.as_u16() < 500, "{link}{act} {}", answer.status);
            assert!(!answer.headers.contains_key(header::SET_COOKIE), "{link}");
        }
    }
    assert_eq!(everything(&house).await, before);
}

fn without(answer: &Answer, typed: &str) -> (StatusCode, Vec<(String, String)>, String) {
    let headers = answer.headers.iter();
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().replace(typed, "@")));
    (answer.status, headers.collect(), answer.body.replace(typed, "@"))
}

async fn grown(house: &House) -> [i64; 3] {
    [
        house.number("SELECT COUNT(*) FROM sendings").await,
        house.number("SELECT COUNT(*) FROM deliveries").await,
        house.number("SELECT COUNT(*) FROM audit").await,
    ]
}

#[tokio::test]
async fn s05_signing_up_tells_nobody_who_is_known() {
    let house = House::open().await;
    let known = "olga@voorbeeld.nl";
    subscribe(&house, known).await;
    house.member(&[Role::Editor]).await;
    house.wait(days(1));
    let mut answers = Vec::new();
    // The mark of the form is another each time that it is drawn; here both send the same one.
    let words = subscribers::consent("Landelijk Expertisecentrum Voorbeeld", Language::Dutch);
    let drawn = subscribers::drawn_at(&house.app, house.clock().now().minus(minutes(1)), &words);
    // Both have the same length, because the answer repeats the address in its length.
    for address in [known, "fred@voorbeeld.nl"] {
        let before = grown(&house).await;
        let fields = [("address", address), ("name", "x"), ("publication", "nieuwsbrief")];
        let answer = house.post("/aanmelden", &fields).await;
        let page = house.get(answer.location()).await;
        let after = grown(&house).await;
        let more: Vec<_> = after.iter().zip(before).map(|(after, before)| after - before).collect();
        let typo = [("address", address), ("publication", ""), ("drawn", &drawn)];
        let typo = house.post("/aanmelden", &typo).await;
        answers.push((without(&answer, address), without(&page, address), without(&typo, address), more));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn t05_signing_in_tells_nobody_who_is_known() {
    let house = House::open().await;
    join(&house, "sanne@voorbeeld.nl", &[Role::Editor]).await;
    let mut answers = Vec::new();
    // Both have the same length, because the answer repeats the address in its length.
    for address in ["sanne@voorbeeld.nl", "wilma@voorbeeld.nl"] {
        let before = everything(&house).await.len();
        let fields = [("address", address), ("password", "verkeerd wachtwoord"), ("naar", "/beheer")];
        let answer = house.post("/beheer/aanmelden", &fields).await;
        answers.push((without(&answer, address), everything(&house).await.len() - before));
    }
    assert_eq!(answers[0], answers[1]);
}
