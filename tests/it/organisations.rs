//! Organisations, their contacts, bodies and tasks, and the timeline of what was sent.

use axum::http::StatusCode;
use chrono::NaiveDate;
use samenspraak::base::EmailAddress;
use samenspraak::base::Language;
use samenspraak::base::clock::days;
use samenspraak::base::id::{ContactId, MemberId, OrganisationId, TaskId};
use samenspraak::base::wall_time::date_of;
use samenspraak::organisations::{
    self, Added, NewContact, NewOrganisation, OrganisationKind, Reachability, Saved, TaskKind, Term, What,
};
use samenspraak::store::tables::states::Role;
use samenspraak::store::tables::{contacts, tasks};
use sea_orm::EntityTrait;

use crate::house::{Answer, House};
use crate::sending_issues::{scheduled_to, set_clock};

pub fn today(house: &House) -> NaiveDate {
    date_of(house.clock().now())
}

pub async fn council(house: &House, by: MemberId, name: &str) -> OrganisationId {
    let new = NewOrganisation { kind: OrganisationKind::ClientCouncil, name: name.to_owned(), area: None };
    match organisations::add(&house.app, by, &new).await.unwrap() {
        Saved::Done(id) => id,
        other => panic!("{other:?}"),
    }
}

pub fn as_contact(house: &House, address: &str) -> NewContact {
    NewContact {
        address: EmailAddress::parse(address).unwrap(),
        name: "Anna de Vries".to_owned(),
        role: "secretaris".to_owned(),
        term: Term { from: today(house), until: None },
    }
}

pub async fn contact(house: &House, by: MemberId, of: OrganisationId, address: &str) -> ContactId {
    match organisations::add_contact(&house.app, by, of, &as_contact(house, address)).await.unwrap() {
        Added::Done(id) => id,
        other => panic!("{other:?}"),
    }
}

pub async fn suppress(house: &House, address: &str, reason: &str) {
    let person = house.person(address).await;
    house
        .sql(&format!(
            "INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) VALUES ('{address}', 1, {person}, '{reason}', {})",
            house.clock().now().0
        ))
        .await;
}

pub async fn all_tasks(house: &House) -> Vec<tasks::Model> {
    let mut all = tasks::Entity::find().all(house.app.store.read()).await.unwrap();
    all.sort_by_key(|task| task.id);
    all
}

pub async fn reach(house: &House, of: OrganisationId) -> Reachability {
    organisations::reachability(house.app.store.read(), today(house), &[of]).await.unwrap()[&of]
}

pub fn open(all: &[tasks::Model]) -> Vec<TaskKind> {
    all.iter().filter(|task| task.done_at.is_none()).map(|task| task.kind).collect()
}

#[tokio::test]
async fn s30_staff_add_change_and_end_an_organisation_and_nothing_is_erased() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    assert!(editor.get("/beheer/organisaties").await.body.contains("Er zijn nog geen organisaties"));
    let fields = [("name", "Cliëntenraad  Werk"), ("kind", "client-council"), ("area", "")];
    let added = editor.post("/beheer/organisaties/nieuw", &fields).await;
    assert_eq!(added.location(), "/beheer/organisaties/1?gedaan=toegevoegd", "{}", added.body);
    let again = editor.post("/beheer/organisaties/nieuw", &[("name", "clientenraad werk"), ("kind", "other")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the same name in other letters");
    let change = [("name", "Cliëntenraad Werk en Inkomen"), ("kind", "client-council"), ("version", "1")];
    let changed = editor.post("/beheer/organisaties/1/wijzigen", &change).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    let late = editor.post("/beheer/organisaties/1/wijzigen", &change).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "two people who change it at once");
    assert!(late.body.contains("Iemand heeft dit intussen gewijzigd") && late.value_after("name=\"version\"") == "2");

    let nameless = editor.post("/beheer/organisaties/1/einde", &[("reason", " ")]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    editor.post("/beheer/organisaties/1/einde", &[("reason", "Opgegaan in een andere raad")]).await;
    let page = editor.get("/beheer/organisaties/1").await;
    assert!(page.body.contains("Opgegaan in een andere raad") && page.body.contains("beëindigd"), "{}", page.body);
    for what in ["Voegde een organisatie toe", "Wijzigde een organisatie", "Beëindigde een organisatie"] {
        assert!(page.body.contains(what), "{what} is not in the timeline");
    }
    assert!(!editor.get("/beheer/organisaties").await.body.contains("Werk en Inkomen"));
    assert!(editor.get("/beheer/organisaties?stand=alles").await.body.contains("Werk en Inkomen"));
    editor.post("/beheer/organisaties/1/heropenen", &[]).await;
    assert!(editor.get("/beheer/organisaties").await.body.contains("Werk en Inkomen"));
}

#[tokio::test]
async fn s30_the_list_is_searched_filtered_and_paged_by_key() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    house.sql("INSERT INTO areas (id, parent_id, slug, name_nl, name_en, position) VALUES (1, NULL, 'oost', 'Oost', 'East', 1), (2, 1, 'twente', 'Twente', 'Twente', 2)").await;
    for number in 0..60 {
        let kind = if number % 2 == 0 { OrganisationKind::SafetyRegion } else { OrganisationKind::Ministry };
        let area = (number == 7).then_some(samenspraak::base::id::AreaId(2));
        let new = NewOrganisation { kind, name: format!("Organisatie Ärea {number:02}"), area };
        organisations::add(&house.app, by, &new).await.unwrap();
    }
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let links = |answer: &Answer| answer.body.matches("href=\"/beheer/organisaties/").count() - 1;
    let first = editor.get("/beheer/organisaties").await;
    assert_eq!(links(&first), 50);
    let next = first.body.split("href=\"/beheer/organisaties?").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let second = editor.get(&format!("/beheer/organisaties?{}", next.replace("&amp;", "&"))).await;
    assert_eq!(links(&second), 10);
    assert!(second.body.contains("Organisatie Ärea 59") && !second.body.contains("Organisatie Ärea 49"));
    assert_eq!(links(&editor.get("/beheer/organisaties?soort=ministry").await), 30);
    assert_eq!(links(&editor.get("/beheer/organisaties?zoek=area%2007").await), 1, "accents and case do not matter");
    assert_eq!(links(&editor.get("/beheer/organisaties?gebied=1").await), 1, "an area means its regions");
    assert_eq!(links(&editor.get("/beheer/organisaties?zoek=%25").await), 0, "a wildcard means itself");
    assert_eq!(links(&editor.get("/beheer/organisaties?stand=onbereikbaar").await), 50);
}

#[tokio::test]
async fn s30_somebody_is_a_contact_once_at_a_time_and_for_a_time() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let by = house.member(&[Role::Editor]).await;
    let of = council(&house, by, "Raad").await;
    let new = format!("/beheer/organisaties/{of}/contacten/nieuw");
    let wrong = [("address", "geen adres"), ("role", ""), ("from_on", "2026-12-31"), ("until_on", "2026-01-01")];
    let refused = editor.post(&new, &wrong).await;
    for field in ["#address", "#role", "#until_on"] {
        assert!(refused.body.contains(&format!("href=\"{field}\"")), "{field}: {}", refused.body);
    }
    let fields =
        [("address", "anna@voorbeeld.nl"), ("name", "Anna"), ("role", "voorzitter"), ("from_on", "2026-01-01")];
    assert_eq!(editor.post(&new, &fields).await.status, StatusCode::SEE_OTHER);
    let twice = editor.post(&new, &fields).await;
    assert!(twice.body.contains("al van een contactpersoon"), "{}", twice.body);
    let end = format!("/beheer/organisaties/{of}/contacten/1/einde");
    assert_eq!(editor.get(&end).await.status, StatusCode::OK);
    let early = editor.post(&end, &[("last", "2025-12-31")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(editor.post(&end, &[("last", "2026-11-20")]).await.status, StatusCode::SEE_OTHER);
    let page = editor.get(&format!("/beheer/organisaties/{of}")).await;
    assert!(page.body.contains("Eerdere contactpersonen") && page.body.contains("heeft geen contactpersoon"));
    assert!(page.body.contains("werd contactpersoon") && page.body.contains("is geen contactpersoon meer"));
    let back = editor.post(&new, &[("address", "anna@voorbeeld.nl"), ("role", "lid"), ("from_on", "2026-11-21")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "who left may come back");
    let rows = contacts::Entity::find().all(house.app.store.read()).await.unwrap();
    assert_eq!(rows.len(), 2, "and the first time is kept");
    assert!(rows.iter().all(|row| row.person_id == rows[0].person_id));
}

#[tokio::test]
async fn s30_two_people_who_add_the_same_contact_at_once_add_one() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let of = council(&house, by, "Raad").await;
    let new = as_contact(&house, "anna@voorbeeld.nl");
    let (one, other) = tokio::join!(
        organisations::add_contact(&house.app, by, of, &new),
        organisations::add_contact(&house.app, by, of, &new)
    );
    let mut outcomes = [one.unwrap(), other.unwrap()].map(|added| matches!(added, Added::Done(_)));
    outcomes.sort_unstable();
    assert_eq!(outcomes, [false, true]);
    assert_eq!(house.number("SELECT COUNT(*) FROM contacts").await, 1);
}

#[tokio::test]
async fn s30_bodies_have_seats_on_behalf_of_organisations() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let by = house.member(&[Role::Editor]).await;
    let of = council(&house, by, "Raad van Cliënten").await.to_string();
    assert!(editor.get("/beheer/gremia").await.body.contains("Er zijn nog geen overleggroepen"));
    let added = editor.post("/beheer/gremia/nieuw", &[("name", "Stuurgroep"), ("kind", "steering-group")]).await;
    assert_eq!(added.location(), "/beheer/gremia/1?gedaan=toegevoegd", "{}", added.body);
    let seat = [
        ("address", "bram@voorbeeld.nl"),
        ("name", "Bram"),
        ("role", "voorzitter"),
        ("organisation", of.as_str()),
        ("from_on", "2026-01-01"),
    ];
    assert_eq!(editor.post("/beheer/gremia/1/leden/nieuw", &seat).await.status, StatusCode::SEE_OTHER);
    let twice = editor.post("/beheer/gremia/1/leden/nieuw", &seat).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = editor.get("/beheer/gremia/1").await;
    assert!(page.body.contains("Bram") && page.body.contains("Raad van Cliënten"), "{}", page.body);
    assert!(editor.get(&format!("/beheer/organisaties/{of}")).await.body.contains("/beheer/gremia/1"));
    assert_eq!(
        editor.post("/beheer/gremia/1/leden/1/einde", &[("last", "2026-11-20")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(editor.get("/beheer/gremia/1").await.body.contains("Eerdere leden"));
    let change = [("name", "Stuurgroep Stoffen"), ("kind", "steering-group"), ("version", "1")];
    assert_eq!(editor.post("/beheer/gremia/1/wijzigen", &change).await.status, StatusCode::SEE_OTHER);
    assert_eq!(editor.post("/beheer/gremia/1/wijzigen", &change).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    editor.post("/beheer/gremia/1/einde", &[]).await;
    assert!(editor.get("/beheer/gremia/1").await.body.contains("Deze overleggroep is beëindigd"));
}

#[tokio::test]
async fn s30_the_timeline_tells_how_often_we_wrote_this_year() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let (id, _) = scheduled_to(&house, 4).await;
    let of = council(&house, by, "Raad").await;
    for (address, from, until) in [
        ("lezer0@voorbeeld.nl", "2020-01-01", None),
        ("lezer1@voorbeeld.nl", "2020-01-01", None),
        // Was a contact, and is none when it goes out.
        ("lezer2@voorbeeld.nl", "2020-01-01", Some("2026-11-30")),
    ] {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let term = Term { from: day(from), until: until.map(day) };
        let new = NewContact { term, ..as_contact(&house, address) };
        assert!(matches!(organisations::add_contact(&house.app, by, of, &new).await.unwrap(), Added::Done(_)));
    }
    assert!(organisations::add_note(&house.app, by, of, ("Graag bellen", "a")).await.unwrap());
    set_clock(&house, "8-12-2026", "9.30");
    house.ring_all().await;
    house.deliver_all().await;
    house.ring_all().await;
    let (facts, years) = organisations::timeline(&house.app, of, today(&house), Language::Dutch).await.unwrap();
    assert_eq!((years[&2026].sendings, years[&2026].mails), (1, 2), "{facts:?}");
    let sent: Vec<_> = facts.iter().filter(|fact| matches!(fact.what, What::Sent { .. })).collect();
    assert!(matches!(&sent[..], [fact] if matches!(&fact.what, What::Sent { got: 2, missed: 0, .. })), "{sent:?}");
    assert!(facts.iter().any(|fact| matches!(&fact.what, What::Noted { body, .. } if body == "Graag bellen")));
    assert!(facts.is_sorted_by_key(|fact| std::cmp::Reverse(fact.at)));
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get(&format!("/beheer/organisaties/{of}")).await;
    assert!(page.body.contains("Wij schreven in 2026 1 keer; dat waren 2 mails."), "{}", page.body);
    let before = editor.get(&format!("/beheer/organisaties/{of}?jaar=2020")).await;
    assert!(before.body.contains("Wij schreven in 2020 nog niet.") && before.body.contains("werd contactpersoon"));
    assert!(row_of(&house, id).await);
}

async fn row_of(house: &House, id: samenspraak::base::id::IssueId) -> bool {
    crate::approving::row(house, id).await.sending_id.is_some()
}

#[tokio::test]
async fn s31_a_contact_whose_address_is_gone_raises_one_task_that_the_desk_shows() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let of = council(&house, by, "Raad van Ouderen").await;
    contact(&house, by, of, "anna@voorbeeld.nl").await;
    house.ring_all().await;
    assert_eq!(all_tasks(&house).await, []);
    suppress(&house, "anna@voorbeeld.nl", "hard-bounce").await;
    let (one, other) = tokio::join!(organisations::raise_tasks(&house.app), organisations::raise_tasks(&house.app));
    one.unwrap();
    other.unwrap();
    for _ in 0..3 {
        house.ring_all().await;
    }
    let raised = all_tasks(&house).await;
    assert_eq!(open(&raised), [TaskKind::Bounced], "once for a cause, however often the bell rings");
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let desk = editor.get("/beheer").await;
    assert!(desk.body.contains("Mail aan Anna de Vries komt niet aan") && desk.body.contains("Raad van Ouderen"));
    assert!(desk.body.contains(&format!("/beheer/taken/{}", raised[0].id)));
    let page = editor.get(&format!("/beheer/organisaties/{of}")).await;
    assert!(page.body.contains("Geen contactpersoon is te bereiken") && page.body.contains("Te doen"));
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    assert!(!administrator.get("/beheer").await.body.contains("Raad van Ouderen"));
}

#[tokio::test]
async fn s31_a_task_is_solved_by_another_contact_a_right_address_or_put_aside() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let mut of = Vec::new();
    for (name, address) in [("Een", "een@voorbeeld.nl"), ("Twee", "twee@voorbeeld.nl"), ("Drie", "drie@voorbeeld.nl")] {
        let id = council(&house, by, name).await;
        contact(&house, by, id, address).await;
        suppress(&house, address, "hard-bounce").await;
        of.push(id);
    }
    house.wait(days(1));
    house.ring_all().await;
    // After the wait, because a session does not last that long.
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let [one, two, three] = all_tasks(&house).await.iter().map(|task| task.id).collect::<Vec<TaskId>>()[..] else {
        panic!("three tasks")
    };
    let empty = editor.post(&format!("/beheer/taken/{one}/contact"), &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("address", "nieuw@voorbeeld.nl"), ("role", "secretaris"), ("from_on", "2026-11-22")];
    let replaced = editor.post(&format!("/beheer/taken/{one}/contact"), &fields).await;
    assert_eq!(replaced.location(), format!("/beheer/organisaties/{}?gedaan=taak", of[0]), "{}", replaced.body);
    assert_eq!(reach(&house, of[0]).await, Reachability::Reachable(1));
    let corrected = editor.post(&format!("/beheer/taken/{two}/adres"), &[("new_address", "juist@voorbeeld.nl")]).await;
    assert_eq!(corrected.status, StatusCode::SEE_OTHER, "{}", corrected.body);
    assert_eq!(reach(&house, of[1]).await, Reachability::Reachable(1));
    let page = editor.get(&format!("/beheer/organisaties/{}", of[1])).await;
    assert!(page.body.contains("juist@voorbeeld.nl") && page.body.contains("Anna de Vries"), "{}", page.body);
    let without = editor.post(&format!("/beheer/taken/{three}/opzij"), &[]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    editor.post(&format!("/beheer/taken/{three}/opzij"), &[("reason", "Wij bellen deze raad")]).await;
    assert_eq!(reach(&house, of[2]).await, Reachability::Blocked(1), "putting aside makes nobody reachable");
    house.ring_all().await;
    let all = all_tasks(&house).await;
    assert_eq!(open(&all), [], "and no cause is raised again: {all:?}");
    let outcomes: Vec<_> = all.iter().map(|task| task.outcome.as_str()).collect();
    assert_eq!(outcomes, ["new-contact", "corrected", "put-aside"]);
    let twice = editor.post(&format!("/beheer/taken/{three}/opzij"), &[("reason", "nog eens")]).await;
    assert!(twice.location().ends_with("gedaan=te-laat"));
    let page = editor.get(&format!("/beheer/organisaties/{}", of[2])).await;
    assert!(page.body.contains("Wij bellen deze raad") && page.body.contains("opzij gelegd"));
}

#[tokio::test]
async fn s31_a_contact_who_leaves_complains_or_is_the_last_raises_a_task() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let newsletter = house.publication("nieuwsbrief").await;
    let [left, complained, last] = [
        council(&house, by, "Vertrokken").await,
        council(&house, by, "Geklaagd").await,
        council(&house, by, "Laatste").await,
    ];
    contact(&house, by, left, "anna@voorbeeld.nl").await;
    contact(&house, by, complained, "bram@voorbeeld.nl").await;
    let ending = contact(&house, by, last, "carla@voorbeeld.nl").await;
    let anna = house.person("anna@voorbeeld.nl").await;
    let now = house.clock().now().0;
    house
        .sql(&format!(
            "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at) VALUES ({anna}, {newsletter}, 'form', {now})"
        ))
        .await;
    house.ring_all().await;
    assert_eq!(all_tasks(&house).await, []);
    house.wait(days(1));
    let later = house.clock().now().0;
    house.sql(&format!("UPDATE subscriptions SET withdrawn_at = {later}, withdrawn_through = 'page'")).await;
    suppress(&house, "bram@voorbeeld.nl", "complaint").await;
    let yesterday = today(&house) - chrono::Days::new(1);
    assert!(organisations::end_contact(&house.app, by, ending, yesterday).await.unwrap());
    house.ring_all().await;
    let mut kinds = open(&all_tasks(&house).await);
    kinds.sort();
    assert_eq!(kinds, [TaskKind::Complained, TaskKind::Left, TaskKind::Nobody]);
    assert_eq!(reach(&house, last).await, Reachability::Nobody);
    assert_eq!(reach(&house, left).await, Reachability::Reachable(1), "who left a newsletter may still be asked");
}

#[tokio::test]
async fn s31_a_task_is_done_when_its_cause_is_gone() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let of = council(&house, by, "Raad").await;
    contact(&house, by, of, "anna@voorbeeld.nl").await;
    suppress(&house, "anna@voorbeeld.nl", "hard-bounce").await;
    house.ring_all().await;
    assert_eq!(open(&all_tasks(&house).await), [TaskKind::Bounced]);
    house.sql("UPDATE suppressions SET lifted_at = made_at").await;
    house.ring_all().await;
    let all = all_tasks(&house).await;
    assert_eq!((open(&all).len(), all[0].outcome.as_str(), all[0].done_by), (0, "gone", None));
    // It bounces once more: that is another cause.
    house.wait(days(1));
    house.sql("UPDATE suppressions SET hash = 'before'").await;
    suppress(&house, "anna@voorbeeld.nl", "hard-bounce").await;
    house.ring_all().await;
    assert_eq!(open(&all_tasks(&house).await), [TaskKind::Bounced]);
    organisations::end(&house.app, by, of, "Opgeheven").await.unwrap();
    assert_eq!(open(&all_tasks(&house).await), [], "an organisation that ended needs nothing");
}

#[tokio::test]
async fn s31_an_organisation_that_nobody_can_reach_is_never_one_that_did_not_answer() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let [reached, blocked, nobody] =
        [council(&house, by, "A").await, council(&house, by, "B").await, council(&house, by, "C").await];
    contact(&house, by, reached, "anna@voorbeeld.nl").await;
    contact(&house, by, reached, "dirk@voorbeeld.nl").await;
    contact(&house, by, blocked, "bram@voorbeeld.nl").await;
    suppress(&house, "bram@voorbeeld.nl", "soft-bounces").await;
    suppress(&house, "dirk@voorbeeld.nl", "hard-bounce").await;
    let all = [reached, blocked, nobody];
    let found = organisations::reachability(house.app.store.read(), today(&house), &all).await.unwrap();
    assert_eq!(all.map(|id| found[&id]), [Reachability::Reachable(1), Reachability::Blocked(1), Reachability::Nobody]);
    let asked: Vec<_> = all.into_iter().filter(|id| found[id].is_reachable()).collect();
    assert_eq!(asked, [reached], "only of these can silence be counted");
    let yesterday = today(&house) - chrono::Days::new(1);
    let before = organisations::reachability(house.app.store.read(), yesterday, &all).await.unwrap();
    assert!(before.values().all(|reach| *reach == Reachability::Nobody), "nobody was a contact yesterday");
}

#[tokio::test]
async fn s12_forgetting_a_person_erases_their_contacts_seats_and_tasks() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let of = council(&house, by, "Raad").await;
    contact(&house, by, of, "anna@voorbeeld.nl").await;
    suppress(&house, "anna@voorbeeld.nl", "hard-bounce").await;
    house.ring_all().await;
    let anna = house.person("anna@voorbeeld.nl").await;
    let tx = house.app.store.begin_write().await.unwrap();
    assert_eq!(organisations::forget(&tx, anna, house.app.clock.now()).await.unwrap(), 1);
    samenspraak::people::forget(&tx, anna).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM contacts").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM tasks WHERE kind <> 'nobody'").await, 0);
    // The organisation has nobody left, and somebody is told.
    house.ring_all().await;
    let open = organisations::open_tasks(house.app.store.read(), Some(of), 9).await.unwrap();
    assert_eq!(open.len(), 1, "{open:?}");
    assert_eq!((open[0].kind, open[0].person.as_str()), (organisations::TaskKind::Nobody, ""));
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let task = format!("/beheer/taken/{}", open[0].id);
    assert!(editor.get(&task).await.body.contains("Er is geen contactpersoon meer"));
    let timeline = editor.get(&format!("/beheer/organisaties/{of}")).await;
    assert!(timeline.body.contains("Er is geen contactpersoon meer"), "{}", timeline.body);
    let next = [("address", "bram@voorbeeld.nl"), ("name", "Bram"), ("role", "voorzitter"), ("from_on", "2026-11-21")];
    let solved = editor.post(&format!("{task}/contact"), &next).await;
    assert_eq!(solved.status, axum::http::StatusCode::SEE_OTHER, "{}", solved.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM tasks WHERE done_at IS NULL").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM contacts").await, 1);
}

#[tokio::test]
async fn s03_a_contact_who_never_confirmed_a_sign_up_is_not_forgotten_with_it() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let of = council(&house, by, "Raad").await;
    house.post("/aanmelden", &[("address", "anna@voorbeeld.nl"), ("publication", "nieuwsbrief")]).await;
    house.deliver_all().await;
    contact(&house, by, of, "anna@voorbeeld.nl").await;
    house.wait(days(15));
    house.ring_all().await;
    assert_eq!(house.number("SELECT COUNT(*) FROM sign_ups").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM contacts").await, 1);
}
