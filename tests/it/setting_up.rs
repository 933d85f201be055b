//! A new installation is set up, described and changed.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use samenspraak::base::clock::{days, minutes};
use samenspraak::centre::set_up_link;
use samenspraak::store::tables::states::Role;

use crate::house::{Answer, House, Visitor};

pub const FILLED: &[(&str, &str)] = &[
    ("name_nl", "Centrum Nieuw"),
    ("name_en", "Centre New"),
    ("postal_address", "Postbus 1\r\n1234 AB Voorbeeldstad"),
    ("contact_address", "contact@nieuw.example"),
    ("sender_name", "Centrum Nieuw"),
    ("sender_address", "nieuwsbrief@nieuw.example"),
    ("letter_address", "post@nieuw.example"),
    ("reply_address", "redactie@nieuw.example"),
    ("brand", "#7b3fa0"),
    ("accent", "#b84a17"),
    ("publication_nl", "Nieuwsbrief"),
    ("publication_en", "Newsletter"),
    ("description_nl", "Zes keer per jaar."),
    ("description_en", "Six times a year."),
    ("per_year", "6"),
    ("slug", "nieuwsbrief"),
    ("list_id", ""),
    ("office", "more"),
    ("member_name", "Marieke Voorbeeld"),
    ("member_address", "marieke@nieuw.example"),
];

fn with(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let value = |name| changes.iter().find(|(changed, _)| *changed == name).map(|(_, value)| *value);
    FILLED.iter().map(|(name, old)| (*name, value(*name).unwrap_or(old))).collect()
}

async fn link(house: &House) -> String {
    let link = set_up_link(&house.app).await.unwrap().expect("there is no centre yet");
    link.strip_prefix("http://samenspraak.example").unwrap().to_owned()
}

async fn counts(house: &House) -> [i64; 4] {
    [
        house.number("SELECT COUNT(*) FROM centre").await,
        house.number("SELECT COUNT(*) FROM publications").await,
        house.number("SELECT COUNT(*) FROM members").await,
        house.number("SELECT COUNT(*) FROM sendings").await,
    ]
}

#[tokio::test]
async fn o2_the_set_up_founds_centre_publication_and_administrator_once() {
    let house = House::without_centre().await;
    let link = link(&house).await;
    let page = house.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Richt Samenspraak in") && page.body.contains("content=\"noindex\""));
    assert!(!page.body.contains("checked"), "nothing is ticked beforehand");

    let answer = house.post(&link, FILLED).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, format!("{link}/klaar").as_str()));
    assert_eq!(counts(&house).await, [1, 1, 1, 1]);
    assert_eq!(house.number("SELECT COUNT(*) FROM publications WHERE list_id = 'nieuwsbrief.nieuw.example'").await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'centre.set-up'").await, 1);

    let again = house.post(&link, FILLED).await;
    assert_eq!(again.location(), format!("{link}/klaar"), "pressing twice leads to the same next step");
    assert_eq!(counts(&house).await, [1, 1, 1, 1]);
    assert!(set_up_link(&house.app).await.unwrap().is_none(), "there is nothing left to set up");
}

#[tokio::test]
async fn o2_after_the_set_up_the_administrator_can_go_on_without_mail() {
    let house = House::without_centre().await;
    let link = link(&house).await;
    house.post(&link, FILLED).await;
    let done = house.get(&format!("{link}/klaar")).await;
    assert!(done.body.contains("href=\"http://samenspraak.example/beheer/welkom/"), "{}", done.body);

    house.sql("UPDATE members SET joined_at = 1").await;
    let joined = house.get(&format!("{link}/klaar")).await;
    assert!(!joined.body.contains("/beheer/welkom/"), "a way in is shown only to who has none");

    house.sql("UPDATE members SET joined_at = NULL").await;
    house.wait(minutes(61));
    for path in [link.clone(), format!("{link}/klaar")] {
        let late = house.get(&path).await;
        assert!(
            late.body.contains("Deze link is al gebruikt") && !late.body.contains("/beheer/welkom/"),
            "{}",
            late.body
        );
    }
}

#[tokio::test]
async fn o2_the_administrator_is_invited_by_mail() {
    let house = House::without_centre().await;
    house.post(&link(&house).await, FILLED).await;
    let mail = house.newest_mail_to("marieke@nieuw.example").await;
    assert!(mail.link("/beheer/welkom/").len() > 20);
    assert!(mail.raw.contains("post@nieuw.example") && !mail.raw.contains("nieuwsbrief@nieuw.example"), "{}", mail.raw);
}

#[tokio::test]
async fn o2_a_newer_link_ends_the_older_and_a_guess_opens_nothing() {
    let house = House::without_centre().await;
    let old = link(&house).await;
    let new = link(&house).await;
    assert_eq!(house.get(&old).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.post(&old, FILLED).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.get("/beheer/inrichten/raden").await.status, StatusCode::NOT_FOUND);
    assert_eq!(counts(&house).await, [0, 0, 0, 0]);
    assert_eq!(house.get(&new).await.status, StatusCode::OK);
    let english = house.get(&format!("/en{new}")).await;
    assert!(english.body.contains("Set up Samenspraak"), "the set-up speaks both languages");
}

#[tokio::test]
async fn o2_two_people_who_set_up_at_once_found_one_centre() {
    let house = House::without_centre().await;
    let link = link(&house).await;
    let other = with(&[("name_nl", "Een ander centrum"), ("member_address", "ander@nieuw.example")]);
    let (one, two) = tokio::join!(house.post(&link, FILLED), house.post(&link, &other));
    assert_eq!((one.status, two.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(counts(&house).await, [1, 1, 1, 1]);
}

#[tokio::test]
async fn m08_one_address_for_publications_and_letters_is_refused_and_the_rest_kept() {
    let house = House::without_centre().await;
    let link = link(&house).await;
    let answer =
        house.post(&link, &with(&[("letter_address", "NIEUWSBRIEF@nieuw.example"), ("brand", "#eeeeee")])).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<title>Fout: ") && answer.body.contains("href=\"#letter_address\""));
    assert!(answer.body.contains("1,1 op 1"), "the message says the ratio");
    assert!(answer.body.contains("value=\"Marieke Voorbeeld\"") && answer.body.contains("1234 AB Voorbeeldstad"));
    assert_eq!(counts(&house).await, [0, 0, 0, 0]);
    assert_eq!(house.get(&link).await.status, StatusCode::OK, "the link still works");
}

#[tokio::test]
async fn o2_nothing_that_is_typed_becomes_markup() {
    let house = House::without_centre().await;
    let link = link(&house).await;
    let nasty = "\"><script>alert(1)</script>";
    let fields: Vec<_> = FILLED.iter().map(|(name, _)| (*name, nasty)).collect();
    let answer = house.post(&link, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.body.contains("<script>alert"), "{}", answer.body);
}

#[tokio::test]
async fn o2_before_the_set_up_public_pages_say_so() {
    let house = House::without_centre().await;
    for (path, words) in [("/contact", "nog niet ingericht"), ("/en/privacy", "has not been set up yet")] {
        let answer = house.get(path).await;
        assert!(answer.body.contains(words), "{path}: {}", answer.body);
    }
    assert_eq!(house.get("/stijl/centrum.css").await.status, StatusCode::OK);
    assert_eq!(house.get("/.well-known/security.txt").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn w06_pages_about_the_site_stand_in_both_languages_with_the_contact_address() {
    let house = House::open().await;
    for (path, dutch, english) in [
        ("/toegankelijkheid", "WCAG 2.2, niveau AA", "WCAG 2.2, level AA"),
        ("/privacy", "Wij meten niet of u een mail opent", "We do not measure whether you open a mail"),
        ("/contact", "Mail ons", "Mail us"),
    ] {
        for (prefix, words) in [("", dutch), ("/en", english)] {
            let answer = house.get(&format!("{prefix}{path}")).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert!(answer.body.contains(words), "{prefix}{path}");
            assert!(answer.body.contains("mailto:contact@centrum.example"), "{prefix}{path}");
        }
    }
}

#[tokio::test]
async fn w35_security_txt_expires_within_a_year_and_moves_with_the_clock() {
    let house = House::open().await;
    let field = |answer: &Answer, name: &str| {
        let start = format!("{name}: ");
        answer.body.lines().find_map(|line| line.strip_prefix(&start)).unwrap().to_owned()
    };
    let answer = house.get("/.well-known/security.txt").await;
    assert_eq!(answer.headers["content-type"], "text/plain; charset=utf-8");
    assert_eq!(field(&answer, "Contact"), "mailto:contact@centrum.example");
    assert_eq!(field(&answer, "Preferred-Languages"), "nl, en");
    assert_eq!(field(&answer, "Canonical"), "http://samenspraak.example/.well-known/security.txt");
    let expires = |answer: &Answer| chrono::DateTime::parse_from_rfc3339(&field(answer, "Expires")).unwrap();
    let ahead = expires(&answer).timestamp_millis() - house.clock().now().0;
    assert!(ahead > 90 * 86_400_000 && ahead < 365 * 86_400_000, "{ahead}");
    house.wait(days(30));
    assert_eq!((expires(&house.get("/.well-known/security.txt").await) - expires(&answer)).num_days(), 30);
    assert_eq!(house.get("/en/.well-known/security.txt").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn w11_the_stylesheet_carries_the_colours_and_is_asked_for_again_only_when_they_change() {
    let house = House::open().await;
    let sheet = house.get("/stijl/centrum.css").await;
    assert!(sheet.body.contains("--brand: #0a5c5a"));
    assert_eq!(sheet.headers["cache-control"], "no-cache");
    let tag = sheet.headers["etag"].to_str().unwrap().to_owned();
    let asks = || Request::get("/stijl/centrum.css").header("if-none-match", &tag);
    let same = house.visitor().send(asks(), Body::empty()).await;
    assert_eq!((same.status, same.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    house.sql("UPDATE centre SET brand = '#7b3fa0'").await;
    let changed = house.visitor().send(asks(), Body::empty()).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert!(changed.body.contains("--brand: #7b3fa0"));
}

#[tokio::test]
async fn o6_health_asks_nobody_and_readiness_tells_of_silent_bells_and_missing_steps() {
    let house = House::open().await;
    assert_eq!(house.get("/healthz").await.body, "ok\n");
    assert_eq!(house.get("/readyz").await.status, StatusCode::OK);
    house.wait(minutes(6));
    let silent = house.get("/readyz").await;
    assert_eq!(silent.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(silent.body.contains("bells"), "{}", silent.body);
    let rang = format!("INSERT INTO bells (name, rang_at) VALUES ('start_due_issues', {})", house.clock().now().0);
    house.sql(&rang).await;
    assert_eq!(house.get("/readyz").await.status, StatusCode::OK);
    house.sql("DELETE FROM seaql_migrations").await;
    let unmigrated = house.get("/readyz").await;
    assert_eq!(unmigrated.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(unmigrated.body.contains("samenspraak migrate"), "{}", unmigrated.body);
}

#[tokio::test]
async fn o6_after_a_long_time_down_a_process_is_ready_as_soon_as_it_serves() {
    let house = House::open().await;
    house.wait(minutes(60));
    assert_eq!(house.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    let mut bells = samenspraak::schedule::start(&house.app).await.unwrap();
    assert_eq!(house.get("/readyz").await.status, StatusCode::OK);
    bells.shutdown().await.unwrap();
}

#[tokio::test]
async fn o6_without_a_database_the_process_is_alive_and_not_ready() {
    let house = House::open().await;
    house.app.store.clone().close().await;
    assert_eq!(house.get("/healthz").await.status, StatusCode::OK);
    let ready = house.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(ready.body.contains("database"), "{}", ready.body);
}

async fn settings(visitor: &Visitor, changes: &[(&'static str, &'static str)], version: &str) -> Answer {
    let mut fields = with(changes);
    fields.push(("version", version));
    visitor.post("/beheer/instellingen", &fields).await
}

#[tokio::test]
async fn o2_two_administrators_who_change_the_settings_at_once_both_learn_of_it() {
    let house = House::open().await;
    let one = house.signed_in_as(&[Role::Administrator]).await;
    let two = house.signed_in_as(&[Role::Administrator]).await;
    let version = one.get("/beheer/instellingen").await.value_after("name=\"version\"");
    let first = settings(&one, &[("name_nl", "Van de een")], &version).await;
    assert_eq!(first.location(), "/beheer/instellingen?klaar=bewaard");
    let second = settings(&two, &[("name_nl", "Van de ander")], &version).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    let both = second.body.contains("<td class=\"utrecht-table__cell\">Van de een</td>")
        && second.body.contains("<td class=\"utrecht-table__cell\">Van de ander</td>");
    assert!(both, "{}", second.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM centre WHERE name_nl = 'Van de een'").await, 1);

    let twice = settings(&one, &[("name_nl", "Van de een")], &version).await;
    assert_eq!(twice.location(), "/beheer/instellingen?klaar=bewaard", "sending one's own form twice is no conflict");
    let newer = second.value_after("name=\"version\"");
    let anyway = settings(&two, &[("name_nl", "Van de ander")], &newer).await;
    assert_eq!(anyway.status, StatusCode::SEE_OTHER);
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'centre.change'").await, 2);
}

#[tokio::test]
async fn m06_short_name_and_list_id_never_change() {
    let house = House::open().await;
    let visitor = house.signed_in_as(&[Role::Administrator]).await;
    let id = house.publication("nieuwsbrief").await;
    let path = format!("/beheer/instellingen/uitgaven/{id}");
    let page = visitor.get(&path).await;
    assert!(!page.body.contains("name=\"slug\"") && !page.body.contains("name=\"list_id\""));
    let seen = page.value_after("name=\"seen\"");
    let mut fields =
        with(&[("publication_nl", "Nieuwe naam"), ("slug", "anders"), ("list_id", "anders.nieuw.example")]);
    fields.extend([("seen", seen.as_str()), ("on_uncertain", "hold")]);
    assert_eq!(visitor.post(&path, &fields).await.location(), "/beheer/instellingen?klaar=uitgave");
    let kept = "SELECT COUNT(*) FROM publications WHERE name_nl = 'Nieuwe naam' AND slug = 'nieuwsbrief' \
                AND list_id = 'nieuwsbrief.centrum.example' AND on_uncertain = 'hold'";
    assert_eq!(house.number(kept).await, 1);

    let other: Vec<_> =
        fields.iter().map(|(name, value)| (*name, if *name == "publication_nl" { "Derde" } else { value })).collect();
    let stale = visitor.post(&path, &other).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("Nieuwe naam") && stale.body.contains("value=\"Derde\""), "{}", stale.body);
}

#[tokio::test]
async fn m06_a_second_publication_needs_a_short_name_of_its_own() {
    let house = House::open().await;
    let visitor = house.signed_in_as(&[Role::Administrator]).await;
    let path = "/beheer/instellingen/uitgaven/nieuw";
    let taken = visitor.post(path, FILLED).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.body.contains("al een uitgave met deze korte naam"), "{}", taken.body);
    let made = visitor.post(path, &with(&[("slug", "factsheets")])).await;
    assert_eq!(made.location(), "/beheer/instellingen?klaar=uitgave");
    assert_eq!(house.number("SELECT COUNT(*) FROM publications WHERE list_id = 'factsheets.centrum.example'").await, 1);
}

#[tokio::test]
async fn o2_a_test_mail_goes_to_oneself_and_not_without_end() {
    let house = House::open().await;
    let visitor = house.signed_in_as(&[Role::Administrator]).await;
    for _ in 0..5 {
        let answer = visitor.post("/beheer/instellingen/testmail", &[]).await;
        assert_eq!(answer.location(), "/beheer/instellingen?klaar=testmail");
    }
    let sixth = visitor.post("/beheer/instellingen/testmail", &[]).await;
    assert_eq!(sixth.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries").await, 5);
    let editor = house.signed_in_as(&[Role::Editor]).await;
    assert_eq!(editor.post("/beheer/instellingen/testmail", &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(editor.get("/beheer/instellingen").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn w06_the_accessibility_statement_is_the_centres_own() {
    let house = House::open().await;
    let page = house.get("/toegankelijkheid").await.body;
    assert!(
        page.contains("E: nog geen verklaring in het register") && !page.contains("Voor het laatst bekeken"),
        "{page}"
    );
    let one = house.signed_in_as(&[Role::Administrator]).await;
    assert!(one.get("/beheer/instellingen").await.body.contains("href=\"/beheer/instellingen/toegankelijkheid\""));
    let path = "/beheer/instellingen/toegankelijkheid";
    let form = one.get(path).await;
    let seen = form.value_after("name=\"seen\"");
    assert!(form.body.contains("value=\"2026-11-21\""), "the day is filled in beforehand: {}", form.body);
    let save = async |seen: &str, status: &str, day: &str, register: &str| {
        one.post(path, &[("seen", seen), ("status", status), ("reviewed_on", day), ("register", register)]).await
    };
    let register = "https://www.toegankelijkheidsverklaring.nl/register/1";
    for (status, day, address) in [
        ("B", "8-12-2026", ""),
        ("F", "8-12-2026", register),
        ("B", "morgen", register),
        ("B", "", "javascript:alert(1)"),
    ] {
        let wrong = save(&seen, status, day, address).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{status} {day} {address}");
    }
    assert_eq!(save(&seen, "B", "8-12-2026", register).await.location(), "/beheer/instellingen?klaar=bewaard");
    assert_eq!(save(&seen, "B", "8-12-2026", register).await.location(), "/beheer/instellingen?klaar=bewaard", "twice");
    assert_eq!(save(&seen, "A", "8-12-2026", register).await.status, StatusCode::CONFLICT, "it is not as it was seen");
    let page = house.get("/toegankelijkheid").await.body;
    assert!(page.contains("B: voldoet gedeeltelijk") && page.contains("8 december 2026"), "{page}");
    assert!(page.contains(&format!("href=\"{register}\"")), "{page}");
    let english = house.get("/en/toegankelijkheid").await.body;
    assert!(english.contains("B: partially compliant") && english.contains("8 December 2026"), "{english}");
    let seen = one.get(path).await.value_after("name=\"seen\"");
    assert_eq!(save(&seen, "E", "8-12-2026", register).await.status, StatusCode::SEE_OTHER);
    let page = house.get("/toegankelijkheid").await.body;
    assert!(page.contains("E: nog geen verklaring") && !page.contains(register), "no statement, no link to it");
    let editor = house.signed_in_as(&[Role::Editor]).await;
    assert_eq!(editor.get(path).await.status, StatusCode::FORBIDDEN);
}

/// The roles that the first administrator gets.
async fn roles_of_first(office: &'static str) -> (i64, i64, i64, bool) {
    let house = House::without_centre().await;
    let link = link(&house).await;
    let answer = house.post(&link, &with(&[("office", office)])).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let one = house.number("SELECT COUNT(*) FROM centre WHERE one_person_office").await == 1;
    (
        house.number("SELECT COUNT(*) FROM member_roles WHERE role = 'administrator'").await,
        house.number("SELECT COUNT(*) FROM member_roles WHERE role = 'editor'").await,
        house.number("SELECT COUNT(*) FROM member_roles WHERE role = 'approver'").await,
        one,
    )
}

#[tokio::test]
async fn o2_the_size_of_the_office_decides_what_the_founder_may_do() {
    assert_eq!(roles_of_first("one").await, (1, 1, 1, true));
    assert_eq!(roles_of_first("two").await, (1, 1, 1, false));
    assert_eq!(roles_of_first("more").await, (1, 1, 0, false));
    let house = House::without_centre().await;
    let link = link(&house).await;
    let unchosen = house.post(&link, &with(&[("office", "")])).await;
    assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unchosen.body.contains("Kies met hoeveel mensen u de nieuwsbrief maakt"));
    assert!(unchosen.body.contains("Er kijkt dus geen tweede persoon mee"), "each choice says what it means");
}

#[tokio::test]
async fn the_desk_leads_to_the_first_issue_and_no_step_is_a_dead_end() {
    let house = House::open().await;
    for roles in [&[Role::Administrator][..], &[Role::Editor], &[Role::Approver], &[Role::Administrator, Role::Editor]]
    {
        let who = house.signed_in_as(roles).await;
        let desk = who.get("/beheer").await.body;
        assert!(desk.contains("Op weg naar uw eerste nummer"), "{desk}");
        // The menu leads nowhere that this member may not enter either.
        for link in desk.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            if link.starts_with("/beheer") {
                let to = who.get(link.split('#').next().unwrap()).await;
                assert_eq!(to.status, StatusCode::OK, "{roles:?} {link}");
            }
        }
    }
    let who = house.signed_in_as(&[Role::Administrator]).await;
    let ticked = async || who.get("/beheer").await.body.matches(">gedaan<").count();
    let before = ticked().await;
    who.post("/beheer/instellingen/testmail", &[]).await;
    assert_eq!(ticked().await, before, "a mail that has not left yet proves nothing");
    house.deliver_all().await;
    assert_eq!(ticked().await, before + 1);
    house.sql("UPDATE centre SET one_person_office = TRUE").await;
    let alone = who.get("/beheer").await.body;
    assert!(!alone.contains("Nodig een collega uit"), "an office of one needs nobody");
    assert!(alone.contains("Keur het goed en verzend het") && !alone.contains("Laat het goedkeuren"), "{alone}");
}

#[tokio::test]
async fn the_step_of_the_first_issue_leads_back_to_it_until_it_has_a_subject_and_an_article() {
    let house = House::open().await;
    let who = house.signed_in_as(&[Role::Editor]).await;
    let publication = house.publication("nieuwsbrief").await.to_string();
    let steps = async || {
        let desk = who.get("/beheer").await.body;
        let list = desk.split_once("aria-labelledby=\"first-steps\"").unwrap().1.split("</section>").next().unwrap();
        let links =
            list.split("href=\"/beheer/nummers/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        links.collect::<Vec<_>>()
    };
    assert_eq!(steps().await, ["nieuw", "nieuw"]);
    let fields = [("publication", publication.as_str()), ("year", "2026"), ("number", "1"), ("subject", "")];
    let made = who.post("/beheer/nummers/nieuw", &fields).await;
    let id = made.location().trim_start_matches("/beheer/nummers/").split('?').next().unwrap().to_owned();
    assert_eq!(steps().await, [id.clone(), id.clone()], "an issue without anything in it is not made yet");

    let once = who.get(&format!("/beheer/artikelen/nieuw?nummer={id}")).await.value_after("name=\"once\"");
    let article = [("once", once.as_str()), ("title", "Oefenen"), ("source", "Wij oefenden."), ("issue", id.as_str())];
    assert_eq!(who.post("/beheer/artikelen/nieuw", &article).await.status, StatusCode::SEE_OTHER);
    assert_eq!(steps().await, [id.clone(), id.clone()], "it has no subject yet");
    house.sql("UPDATE issues SET subject = 'Samen oefenen'").await;
    assert_eq!(steps().await, [format!("{id}/verzenden")]);
    house.sql("UPDATE issues SET state = 'cancelled'").await;
    assert_eq!(steps().await, ["nieuw", "nieuw"], "one that does not go on is no first issue");
}

#[tokio::test]
async fn the_steps_go_away_with_the_first_sending() {
    let house = House::without_centre().await;
    samenspraak::demo::fill(&house.app).await.unwrap();
    let desk = house.signed_in_as(&[Role::Editor]).await.get("/beheer").await;
    assert!(!desk.body.contains("Op weg naar uw eerste nummer"));
}
