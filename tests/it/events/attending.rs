//! An attendee on a phone: the list, the page, two screens, and the page of one's own.

use axum::http::StatusCode;
use samenspraak::audit::Actor;
use samenspraak::events::{self, NewEvent};

use super::{Day, network_day};

#[tokio::test]
async fn e01_e02_e03_from_the_list_to_a_place_and_back() {
    let day = Day::with(12).await;
    let session = day.session("1A", 1, ["10:45", "11:45"], 4).await;
    let guest = day.guest(1);
    let list = guest.get("/bijeenkomsten").await;
    assert!(list.body.contains("Netwerkdag voorjaar 2027") && list.body.contains("Nog 12 plaatsen"), "{}", list.body);
    let page = guest.get("/bijeenkomsten/1").await;
    for words in [
        "donderdag 22 april 2027",
        "9.30 tot 16.30 uur",
        "Meld u aan",
        "Workshop 1A",
        "schema.org/Event",
        "Nog 4 plaatsen",
    ] {
        assert!(page.body.contains(words), "{words} is not on\n{}", page.body);
    }
    let form = guest.get("/bijeenkomsten/1/aanmelden").await;
    assert!(form.body.contains("stap 1 van 2"));
    let kept = guest.begin("Anna de Vries", "anna@voorbeeld.nl").await;
    let screen = guest.get(kept.location()).await;
    assert!(
        screen.body.contains("vastgehouden tot <b>12.15 uur</b>") && screen.body.contains("Meld mij aan"),
        "{}",
        screen.body
    );
    let sent = guest.post(kept.location(), &[("p1r1", &session.to_string())]).await;
    let done = guest.get(sent.location()).await;
    assert!(done.body.contains("U bent aangemeld") && done.body.contains("anna@voorbeeld.nl"), "{}", done.body);
    let own = day.house.newest_mail_to("anna@voorbeeld.nl").await;
    let _ = own;
    let mails = day.house.mails().await;
    let link = mails[0].link("/bijeenkomsten/aanmelding/");
    let mine = guest.get(&link).await;
    for words in
        ["U hebt een plaats", "1A Workshop 1A", "QR-code", "Stuur een collega", "Ja, meld mij af", "Zaal IJssel"]
    {
        assert!(mine.body.to_lowercase().contains(&words.to_lowercase()), "{words} is not on\n{}", mine.body);
    }
    let left = guest.post(&format!("{link}/afmelden"), &[]).await;
    let mine = guest.get(left.location()).await;
    assert!(mine.body.contains("U bent afgemeld") && mine.body.contains("Meld u opnieuw aan"), "{}", mine.body);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e02_faults_are_told_and_nothing_typed_is_lost() {
    let day = Day::with(12).await;
    let path = "/bijeenkomsten/1/aanmelden";
    let fields = [
        ("guests", "2"),
        ("name", "Anna"),
        ("address", "anna.voorbeeld.nl"),
        ("name2", "Kijk op www.voorbeeld.nl"),
        ("address2", "bram@voorbeeld.nl"),
    ];
    let told = day.guest(1).post(path, &fields).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "Fout: ",
        "Dit adres mist een @",
        "Vul alleen een naam in",
        "value=\"anna.voorbeeld.nl\"",
        "href=\"#address\"",
        "href=\"#name2\"",
    ] {
        assert!(told.body.contains(words), "{words} is not on\n{}", told.body);
    }
    for name in ["Kwaad.nl", "Kwaad 06-12345678"] {
        let told = day.guest(1).post(path, &[("guests", "1"), ("name", name), ("address", "anna@voorbeeld.nl")]).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(told.body.contains("Vul alleen een naam in"), "{name} greets nobody in a letter\n{}", told.body);
    }
    let more = day
        .guest(1)
        .post(path, &[("guests", "1"), ("name", "Anna"), ("address", "anna@voorbeeld.nl"), ("more", "1")])
        .await;
    assert!(more.body.contains("Collega 1") && more.body.contains("value=\"Anna\""), "{}", more.body);
    assert_eq!(day.count("registered").await, 0);
    // One word is a name; hostile words stay words.
    let page = day.guest(1).begin("Cher", "cher@voorbeeld.nl").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let access = format!("p1q{}", day.house.number("SELECT id FROM event_questions WHERE kind = 'line'").await);
    day.guest(1).post(page.location(), &[(access.as_str(), "<script>alert(1)</script>")]).await;
    let member = day.house.signed_in_as(&[samenspraak::store::tables::states::Role::Editor]).await;
    let seen = member.get("/beheer/bijeenkomsten/1").await;
    assert!(seen.body.contains("&lt;script&gt;") && !seen.body.contains("<script>alert"), "{}", seen.body);
}

#[tokio::test]
async fn e01_a_mail_domain_counts_with_its_parts_and_never_one_that_looks_like_it() {
    let day = Day::of(NewEvent { domains: "voorbeeld.nl".to_owned(), ..network_day(5) }).await;
    for (address, may) in [
        ("a@voorbeeld.nl", true),
        ("b@VOORBEELD.nl", true),
        ("c@voorbeeld.nl.example", false),
        ("d@evil-voorbeeld.nl", false),
        ("e@sub.voorbeeld.nl", true),
        ("g@voorbeeld.nl.voorbeeld.example", false),
        ("h@xvoorbeeld.nl", false),
        ("f@vооrbeeld.nl", false),
    ] {
        let answer = day.guest(1).begin("Anna", address).await;
        assert_eq!(answer.status == StatusCode::SEE_OTHER, may, "{address}");
    }
}

#[tokio::test]
async fn e02_holds_are_limited_for_a_network() {
    let day = Day::with(500).await;
    let mut kept = 0;
    for _ in 0..62 {
        let answer = day.guest(1).begin("Anna", "anna@voorbeeld.nl").await;
        kept += usize::from(answer.status == StatusCode::SEE_OTHER);
    }
    assert_eq!(kept, 60);
    let told = day.guest(1).begin("Anna", "anna@voorbeeld.nl").await;
    assert_eq!(told.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(told.body.contains("Even wachten") && told.body.contains("value=\"Anna\""), "{}", told.body);
    assert_eq!(day.guest(2).begin("Bram", "bram@voorbeeld.nl").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn e02_a_stranger_s_address_gets_few_letters_and_its_owner_frees_the_place() {
    let day = Day::with(100).await;
    for number in 0..15_u8 {
        let name = format!("Anna {}", char::from(b'a' + number));
        let page = day.guest(usize::from(number)).begin(&name, "doelwit@voorbeeld.nl").await;
        day.guest(1).post(page.location(), &[]).await;
    }
    assert_eq!(day.count("registered").await, 12);
    let mails = day.house.mails().await;
    assert_eq!(mails.len(), 24);
    let link = mails[0].link("/bijeenkomsten/aanmelding/");
    day.guest(1).post(&format!("{link}/afmelden"), &[("why", "not-me")]).await;
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_registrations WHERE reason = 'not-me'").await, 1);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e03_changing_by_the_own_page_keeps_what_one_had_when_it_is_full() {
    let day = Day::with(12).await;
    let one = day.session("1A", 1, ["10:45", "11:45"], 5).await;
    let full = day.session("1B", 1, ["10:45", "11:45"], 1).await;
    let (anna, bram) = (day.register("Anna").await, day.register("Bram").await);
    events::change(&day.house.app, anna, Actor::Reader, &[one]).await.unwrap();
    events::change(&day.house.app, bram, Actor::Reader, &[full]).await.unwrap();
    let page = day.own_page("Anna").await;
    let told = day.guest(1).post(&format!("{page}/workshops"), &[("p1r1", &full.to_string())]).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("Net vol: 1B Workshop 1B. U houdt wat u had"), "{}", told.body);
    assert_eq!(super::sessions::chosen(&day, anna).await, [one]);
    // Onto the list of the full one; when it comes free, it is offered, and taking it lets the other go.
    day.guest(1).post(&format!("{page}/wachten"), &[("session", &full.to_string())]).await;
    events::change(&day.house.app, bram, Actor::Reader, &[]).await.unwrap();
    let mail = day.house.newest_mail_to("anna@voorbeeld.nl").await;
    assert_eq!(mail.subject, "Er is plaats: 1B Workshop 1B");
    let pool = day.house.number("SELECT pool_id FROM event_waiting WHERE state = 'offered'").await.to_string();
    day.guest(1).post(&format!("{page}/aanbod"), &[("pool", &pool), ("answer", "yes")]).await;
    assert_eq!(super::sessions::chosen(&day, anna).await, [full]);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e03_the_mail_can_be_asked_for_again_three_times_an_hour() {
    let day = Day::with(2).await;
    day.register("Anna").await;
    let page = day.own_page("Anna").await;
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(day.guest(1).post(&format!("{page}/mail"), &[]).await.status.as_u16());
    }
    assert_eq!(statuses, [303, 303, 303, 429]);
}

#[tokio::test]
async fn e10_drafts_are_nobody_s_and_a_link_of_another_opens_nothing() {
    let day = Day::with(2).await;
    let draft = events::add(&day.house.app, day.member, &network_day(3)).await.unwrap();
    assert_eq!(day.guest(1).get(&format!("/bijeenkomsten/{draft}")).await.status, StatusCode::NOT_FOUND);
    day.register("Anna").await;
    let page = day.own_page("Anna").await;
    let mut wrong: Vec<char> = page.chars().collect();
    let last = wrong.len() - 1;
    wrong[last] = if wrong[last] == 'a' { 'b' } else { 'a' };
    let wrong: String = wrong.into_iter().collect();
    assert_eq!(day.guest(1).get(&wrong).await.status, StatusCode::NOT_FOUND);
    let feed = day.guest(1).get("/bijeenkomsten/agenda.ics").await;
    assert!(
        feed.body.contains("METHOD:PUBLISH")
            && !feed.body.contains("ATTENDEE")
            && feed.body.matches("BEGIN:VEVENT").count() == 1,
        "{}",
        feed.body
    );
}
