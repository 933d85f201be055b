//! The event stands where people look: agenda, front page, year plan, audiences, the timeline of an organisation.

use axum::http::StatusCode;
use samenspraak::audiences::{self, Asking, Condition, Filter, Node};
use samenspraak::audit::Actor;
use samenspraak::base::clock::days;
use samenspraak::base::id::PublicationId;
use samenspraak::events::{self, Shown};
use samenspraak::issues;
use samenspraak::staff::Role;
use samenspraak::store::tables::states::IssueState;

use super::{Day, address, network_day};
use crate::approving::{act, approve, draft, row};

/// Somebody who gets the first publication.
async fn subscribe(day: &Day, name: &str) {
    let person = day.house.person(&address(name)).await;
    day.house
        .sql(&format!("INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at) VALUES ({person}, 1, 'form', 1)"))
        .await;
}

async fn count(day: &Day, word: &str, not: bool) -> i64 {
    let condition = Condition::Mark { word: word.to_owned(), id: day.event.0 };
    let filter = Filter { who: Node::all(vec![Node { not, ..Node::one(condition) }]), ..Filter::default() };
    let asking = Asking::of(&day.house.app);
    audiences::count(day.house.app.store.read(), &filter, PublicationId(1), &asking).await.unwrap()
}

#[tokio::test]
async fn e15_an_audience_is_made_of_who_is_registered_and_who_was_there() {
    let day = Day::with(10).await;
    for name in ["Anna", "Bram", "Cees", "Dirk"] {
        subscribe(&day, name).await;
    }
    day.register("Anna").await;
    day.register("Bram").await;
    let cees = day.register("Cees").await;
    day.register("Niet Geabonneerd").await;
    events::cancel(&day.house.app, cees, Actor::Reader, "self").await.unwrap();
    let anna = Shown::Row(day.of_name("Anna").await.id);
    events::check_in(&day.house.app, day.member, day.event, (&anna, "1")).await.unwrap();
    assert_eq!(
        count(&day, "event-registered", false).await,
        2,
        "who cancelled and who gets no newsletter are not meant"
    );
    assert_eq!(count(&day, "event-registered", true).await, 2);
    assert_eq!(count(&day, "event-attended", false).await, 1);
    assert_eq!(count(&day, "event-attended", true).await, 3);
    // Nobody is written to by a condition that no room knows, turned round or not.
    assert_eq!((count(&day, "gone", false).await, count(&day, "gone", true).await), (0, 0));
    // In the builder it is a condition like the others, and the sentence names the event.
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let (to, value) = ("w", day.event.to_string());
    let fields = [("kind", "event-attended"), ("value", value.as_str()), ("to", to), ("step", "erbij w")];
    let page = editor.post("/beheer/doelgroepen/nieuw", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let sentence = "Iedereen die op “Netwerkdag voorjaar 2027 (donderdag 22 april 2027)” was.";
    assert!(page.body.contains(sentence), "{}", page.body);
}

#[tokio::test]
async fn e15_the_timeline_of_an_organisation_says_who_registered_and_who_came() {
    let day = Day::with(10).await;
    let house = &day.house;
    house.sql("INSERT INTO organisations (id, name, name_key, kind, version, made_at, ended_reason) VALUES (7, 'Raad', 'raad', 'client-council', 1, 1, '')").await;
    for (name, until) in [("Anna", "NULL"), ("Bram", "NULL"), ("Cees", "'2026-11-20'")] {
        day.register(name).await;
        let person = day.of_name(name).await.person_id.unwrap();
        house
            .sql(&format!("INSERT INTO contacts (organisation_id, person_id, role, from_on, until_on, made_at) VALUES (7, {person}, '', '2026-01-01', {until}, 0)"))
            .await;
    }
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get("/beheer/organisaties/7").await.body;
    let before = "2 contactpersonen aangemeld voor Netwerkdag voorjaar 2027, donderdag 22 april 2027";
    assert!(page.contains(before), "{page}");
    day.set_clock("2027-04-22T10:00");
    let anna = Shown::Row(day.of_name("Anna").await.id);
    events::check_in(&house.app, day.member, day.event, (&anna, "1")).await.unwrap();
    day.set_clock("2027-04-23T10:00");
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get("/beheer/organisaties/7").await.body;
    assert!(page.contains("1 contactpersoon op Netwerkdag voorjaar 2027, van 2 die zich aanmeldden"), "{page}");
    assert!(page.contains(&format!("href=\"/beheer/bijeenkomsten/{}\"", day.event)));
}

#[tokio::test]
async fn e15_the_front_page_names_the_next_event_and_how_full_it_is() {
    let day = Day::with(3).await;
    let page = day.house.get("/").await.body;
    assert!(page.contains("De volgende bijeenkomst") && page.contains("Nog 3 plaatsen"), "{page}");
    assert!(page.contains(&format!("href=\"/bijeenkomsten/{}\"", day.event)));
    events::call_off(&day.house.app, day.member, day.event, "storm").await.unwrap();
    assert!(!day.house.get("/").await.body.contains("De volgende bijeenkomst"));
}

#[tokio::test]
async fn e15_the_year_plan_says_one_of_two_network_days() {
    let day = Day::with(3).await;
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let fields = |wanted| [("year", "2027"), ("kind", "network-day"), ("wanted-network-day", wanted)];
    for wanted in ["2", "2"] {
        let set = editor.post("/beheer/bijeenkomsten/aantallen", &fields(wanted)).await;
        assert_eq!(set.location(), "/beheer/jaarplanning?jaar=2027&gedaan=bewaard");
    }
    let refused = editor.post("/beheer/bijeenkomsten/aantallen", &fields("veel")).await;
    assert!(refused.location().ends_with("gedaan=geen-getal"));
    assert!(editor.get("/beheer/jaarplanning?jaar=2027").await.body.contains("0 van 2 gehouden"));
    day.set_clock("2027-04-23T10:00");
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get("/beheer/jaarplanning?jaar=2027").await.body;
    assert!(page.contains("1 van 2 gehouden") && page.contains("Netwerkdag voorjaar 2027"), "{page}");
    // What was said of a year goes for those that follow, until something else is said.
    assert!(editor.get("/beheer/jaarplanning?jaar=2028").await.body.contains("0 van 2 gehouden"));
}

#[tokio::test]
async fn e15_an_issue_has_an_agenda_that_stays_as_it_was_approved() {
    let day = Day::with(3).await;
    let house = &day.house;
    let id = draft(house).await;
    let path = format!("/beheer/nummers/{id}");
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let put = |word: &'static str| {
        let (editor, path) = (&editor, format!("{path}/agenda"));
        async move { editor.post(&path, &[("change", word)]).await.location().to_owned() }
    };
    assert!(put("neem").await.contains("gedaan=agenda"));
    assert!(put("neem").await.contains("gedaan=zelfde"), "twice is once");
    let mail = editor.get(&format!("{path}/mail")).await.body;
    let link = format!("/bijeenkomsten/{}", day.event);
    assert!(mail.contains("Agenda") && mail.contains(&link) && mail.contains("donderdag 22 april 2027"), "{mail}");
    let before = house.number("SELECT version FROM issues").await;
    // The event moves: the issue says so to its editors, and stays what it was until they renew it.
    let later =
        events::NewEvent { when: [super::wall("2027-05-12T09:30"), super::wall("2027-05-12T16:30")], ..network_day(3) };
    events::change_event(&house.app, day.member, day.event, day.row().await.version, &later).await.unwrap();
    assert!(editor.get(&path).await.body.contains("Er is iets veranderd sinds u de agenda"));
    assert_eq!(house.number("SELECT version FROM issues").await, before);
    house.sql("UPDATE issues SET state = 'approved', approved_hash = 'x', approved_at = 1").await;
    assert!(put("neem").await.contains("gedaan=agenda"));
    assert_eq!(house.number("SELECT COUNT(*) FROM issues WHERE state = 'draft'").await, 1, "somebody approves it anew");
    assert!(editor.get(&format!("{path}/mail")).await.body.contains("woensdag 12 mei 2027"));
    assert!(put("weg").await.contains("gedaan=agenda"));
    assert!(!editor.get(&format!("{path}/mail")).await.body.contains(&link));
    events::call_off(&house.app, day.member, day.event, "storm").await.unwrap();
    assert!(put("neem").await.contains("gedaan=geen-agenda"));
}

#[tokio::test]
async fn i20_an_event_that_is_moved_called_off_or_past_holds_the_issue_that_names_it() {
    for what in ["moved", "called off", "past"] {
        let day = Day::with(3).await;
        let house = &day.house;
        let id = draft(house).await;
        let editor = house.signed_in_as(&[Role::Editor]).await;
        editor.post(&format!("/beheer/nummers/{id}/agenda"), &[("change", "neem")]).await;
        approve(house, id).await;
        issues::void_changed(&house.app).await.unwrap();
        assert_eq!(row(house, id).await.state, IssueState::Approved, "nothing changed yet");
        match what {
            "moved" => {
                let when = [super::wall("2027-05-12T09:30"), super::wall("2027-05-12T16:30")];
                let later = events::NewEvent { when, ..network_day(3) };
                let version = day.row().await.version;
                events::change_event(&house.app, day.member, day.event, version, &later).await.unwrap();
            }
            "called off" => drop(events::call_off(&house.app, day.member, day.event, "storm").await.unwrap()),
            _ => house.wait(days(180)),
        }
        // Nobody stays signed in for so long.
        let (editor, approver) =
            (house.signed_in_as(&[Role::Editor]).await, house.signed_in_as(&[Role::Approver]).await);
        // Due at this moment: whichever bell rings first, nothing leaves.
        house.sql(&format!("UPDATE issues SET state = 'scheduled', send_at = 1 WHERE id = {id}")).await;
        issues::start_due(&house.app).await.unwrap();
        issues::void_changed(&house.app).await.unwrap();
        assert_eq!(row(house, id).await.state, IssueState::Draft, "{what}");
        assert_eq!(house.number("SELECT COUNT(*) FROM sendings WHERE lane = 'bulk'").await, 0, "{what}");
        assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'issue.agenda-changed'").await, 1, "{what}");
        // Staff read it at once, and it cannot be asked anew before the agenda was renewed.
        assert!(approver.get("/beheer").await.body.contains("In de agenda klopt iets niet meer"), "{what}");
        let page = approver.get(&format!("/beheer/nummers/{id}/verzenden")).await.body;
        assert!(page.contains("De agenda in dit nummer klopt niet meer") && page.contains("werk hem bij"), "{what}");
        let version = row(house, id).await.version.to_string();
        act(&editor, id, "ter-goedkeuring", &[("version", &version)]).await;
        assert_eq!(row(house, id).await.state, IssueState::Draft, "{what}");
    }
}
