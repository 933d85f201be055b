//! The form of signing up on the centre's own website: who may show it, and what a form of another site can do.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use samenspraak::base::clock::minutes;
use samenspraak::store::tables::states::Role;
use samenspraak::subscribers;

use crate::house::{Answer, House, Visitor};

const ANNA: &str = "anna@voorbeeld.nl";
const SITE: &str = "https://www.expertisecentrum.example";

async fn administrator(house: &House) -> Visitor {
    house.signed_in_as(&[Role::Administrator]).await
}

async fn allow(house: &House, site: &str) {
    let answer = administrator(house).await.post("/beheer/inbedden", &[("site", site)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

fn policy(answer: &Answer) -> String {
    answer.headers["content-security-policy"].to_str().unwrap().to_owned()
}

/// What a browser sends of a plain form on a website.
async fn from_site(house: &House, origin: &str, fields: &[(&str, &str)]) -> Answer {
    send(house, ("origin", origin), "cross-site", fields).await
}

async fn send(house: &House, from: (&str, &str), site: &str, fields: &[(&str, &str)]) -> Answer {
    let request = Request::post("/inbed/aanmelden")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(from.0, from.1)
        .header("sec-fetch-site", site);
    house.visitor().send(request, Body::from(serde_html_form::to_string(fields).unwrap())).await
}

/// The words of consent that the code for a website carries.
async fn mark(house: &House) -> String {
    let page = administrator(house).await.get("/beheer/inbedden").await;
    let code = page.body.replace("&quot;", "\"");
    code.split("name=\"woorden\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

async fn letters(house: &House) -> usize {
    house.deliver_all().await;
    house.mails().await.len()
}

#[tokio::test]
async fn i43_only_the_websites_that_the_centre_names_may_frame_the_form_and_nothing_else() {
    let house = House::open().await;
    let before = house.get("/inbed/aanmelden").await;
    assert!(policy(&before).contains("frame-ancestors 'self';"), "{}", policy(&before));
    assert_eq!(before.headers["x-frame-options"], "SAMEORIGIN");
    allow(&house, "www.expertisecentrum.example/nieuws").await;
    for path in ["/inbed/aanmelden", "/en/inbed/aanmelden", "/inbed/kijk-in-uw-mail", "/inbed/in-de-rij"] {
        let answer = house.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(policy(&answer).contains(&format!("frame-ancestors 'self' {SITE};")), "{path} {}", policy(&answer));
        assert!(answer.headers.get("x-frame-options").is_none(), "{path}: it knows no list");
        assert!(policy(&answer).contains("form-action 'self'") && !policy(&answer).contains("unsafe"));
        assert!(!answer.body.contains("/beheer"), "{path}");
    }
    for path in ["/aanmelden", "/", "/beheer/aanmelden"] {
        let answer = house.get(path).await;
        assert!(policy(&answer).contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(answer.headers["x-frame-options"], "DENY", "{path}");
    }
    // Taken away, also when it is pressed twice.
    for _ in 0..2 {
        let gone = administrator(&house).await.post("/beheer/inbedden/weg", &[("site", SITE)]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
    }
    assert!(!policy(&house.get("/inbed/aanmelden").await).contains("expertisecentrum"));
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action LIKE 'subscriber.embed-%'").await, 2);
    let wrong =
        administrator(&house).await.post("/beheer/inbedden", &[("site", "https://a.example; script-src *")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("script-src *"), "what was typed stays");
}

#[tokio::test]
async fn i43_the_form_in_a_frame_asks_with_the_same_words_and_the_same_letter() {
    let house = House::open().await;
    allow(&house, SITE).await;
    let page = house.get("/inbed/aanmelden?uitgave=nieuwsbrief").await;
    let ours = house.get("/aanmelden").await;
    let words = subscribers::consent("Expertisecentrum", samenspraak::base::Language::Dutch);
    let words = words.split("uitgaven van").next().unwrap();
    assert!(page.body.contains(words) && ours.body.contains(words));
    assert!(page.body.contains("value=\"nieuwsbrief\"") && !page.body.contains("waarschuwingen"), "what was chosen");
    assert!(!page.body.contains("checked") && !page.body.contains("<nav") && !page.body.contains("work.js"));
    assert!(house.get("/inbed/aanmelden?uitgave=bestaat-niet").await.body.contains("waarschuwingen"), "else all");
    let drawn = page.value_after("name=\"drawn\"");
    house.wait(minutes(1));
    // A fault stays within the frame, with what was filled in and what the website chose.
    let fields = [("address", "anna.voorbeeld.nl"), ("drawn", &drawn), ("uitgave", "nieuwsbrief")];
    let faulty = send(&house, ("origin", "http://localhost"), "same-origin", &fields).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faulty.body.contains("anna.voorbeeld.nl") && !faulty.body.contains("waarschuwingen"), "{}", faulty.body);
    assert!(policy(&faulty).contains(SITE));
    let fields = [("address", ANNA), ("publication", "nieuwsbrief"), ("drawn", &drawn), ("website", "")];
    let asked = send(&house, ("origin", "http://localhost"), "same-origin", &fields).await;
    assert_eq!((asked.status, asked.location()), (StatusCode::SEE_OTHER, "/inbed/kijk-in-uw-mail"));
    let link = house.newest_mail_to(ANNA).await.link("/bevestigen/");
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 0, "nothing before it is confirmed");
    assert_eq!(house.post(&link, &[]).await.status, StatusCode::OK);
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 1);
    // A page of another site that has such a form asks for nothing: it is drawn once more, to be pressed here.
    let drawn = house.get("/inbed/aanmelden").await.value_after("name=\"drawn\"");
    house.wait(minutes(1));
    let fields = [("address", "bram@voorbeeld.nl"), ("publication", "nieuwsbrief"), ("drawn", &drawn)];
    let forged = from_site(&house, "https://kwaad.example", &fields).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(letters(&house).await, 2, "one to confirm, one to welcome");
}

#[tokio::test]
async fn i43_a_plain_form_counts_at_once_from_a_named_website_and_is_asked_once_more_from_any_other() {
    let house = House::open().await;
    allow(&house, SITE).await;
    let mark = mark(&house).await;
    let fields = |address: &'static str, mark: &str| {
        [
            ("address", address.to_owned()),
            ("publication", "nieuwsbrief".into()),
            ("website", String::new()),
            ("woorden", mark.into()),
        ]
    };
    let post = async |origin: &str, address: &'static str, mark: &str| {
        let fields = fields(address, mark);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        from_site(&house, origin, &fields).await
    };
    let asked = post(SITE, ANNA, &mark).await;
    assert_eq!(
        (asked.status, asked.location()),
        (StatusCode::SEE_OTHER, "/aanmelden/kijk-in-uw-mail"),
        "{}",
        asked.body
    );
    assert!(asked.headers.get(header::SET_COOKIE).is_none());
    assert_eq!(letters(&house).await, 1);
    // From elsewhere, from nowhere that is said, or with words that are not those of now: the page of ours, filled in.
    for (origin, words) in [("https://kwaad.example", mark.as_str()), ("null", &mark), (SITE, "x"), (SITE, "")] {
        let again = post(origin, "bram@voorbeeld.nl", words).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{origin} {words}");
        assert!(
            again.body.contains("bram@voorbeeld.nl") && again.body.contains("action=\"/aanmelden\""),
            "{}",
            again.body
        );
        assert!(policy(&again).contains("frame-ancestors 'none'"));
        assert_eq!(letters(&house).await, 1, "{origin} {words}");
    }
    // Pressed there it counts.
    let again = post("null", "bram@voorbeeld.nl", &mark).await;
    let drawn = again.value_after("name=\"drawn\"");
    let pressed = [("address", "bram@voorbeeld.nl"), ("publication", "nieuwsbrief"), ("drawn", &drawn)];
    assert_eq!(house.post("/aanmelden", &pressed).await.status, StatusCode::SEE_OTHER);
    assert_eq!(letters(&house).await, 2);
    // The same limits: five letters in an hour for an address, whoever asks.
    for _ in 0..6 {
        house.wait(minutes(1));
        post(SITE, "carla@voorbeeld.nl", &mark).await;
    }
    assert_eq!(post(SITE, "carla@voorbeeld.nl", &mark).await.status, StatusCode::TOO_MANY_REQUESTS);
    // A program that fills in everything is thanked, and nothing happens.
    let before = letters(&house).await;
    let program = [("address", "d@voorbeeld.nl"), ("publication", "nieuwsbrief"), ("website", "x"), ("woorden", &mark)];
    assert_eq!(from_site(&house, SITE, &program).await.status, StatusCode::SEE_OTHER);
    assert_eq!(letters(&house).await, before);
}

#[tokio::test]
async fn i43_the_code_for_a_website_is_whole_in_both_languages_and_needs_nothing_else() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get("/beheer/inbedden?uitgave=nieuwsbrief&taal=en").await;
    assert_eq!(page.status, StatusCode::OK);
    let code = page.body.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    assert!(code.contains("/en/inbed/aanmelden?uitgave=nieuwsbrief\" title=\"Subscribe: "), "{code}");
    assert!(code.contains("I would like to receive the ticked publications"));
    assert!(!code.contains("value=\"waarschuwingen\">\n") && !code.contains("onsubmit"));
    // Whoever may not decide where it stands sees where, and no button.
    assert!(!page.body.contains("/beheer/inbedden/weg") && !page.body.contains("name=\"site\""));
    assert_eq!(editor.post("/beheer/inbedden", &[("site", SITE)]).await.status, StatusCode::FORBIDDEN);
    // What the code says is what the page of ours takes.
    allow(&house, SITE).await;
    let mark = code.split("name=\"woorden\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let request = Request::post("/en/inbed/aanmelden")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("origin", SITE)
        .header("sec-fetch-site", "cross-site");
    let fields = [("address", ANNA), ("publication", "nieuwsbrief"), ("woorden", mark.as_str())];
    let answer = house.visitor().send(request, Body::from(serde_html_form::to_string(fields).unwrap())).await;
    assert_eq!(answer.location(), "/en/aanmelden/kijk-in-uw-mail", "{}", answer.body);
}
