//! Contacts of organisations in the long run: they move, come back, are erased, are added twice at once; and so do their
//! organisations.

use axum::http::StatusCode;
use chrono::Days;
use samenspraak::base::EmailAddress;
use samenspraak::base::Language;
use samenspraak::base::clock::days;
use samenspraak::base::id::{BodyId, ContactId, MemberId, OrganisationId};
use samenspraak::organisations::{
    self, Added, BodyKind, Corrected, NewBody, NewContact, Place, Reachability, Saved, Seat, Standing, TaskKind, Term,
    What,
};
use samenspraak::returns;
use samenspraak::store::tables::states::Role;
use samenspraak::store::tables::{body_members, contacts};
use sea_orm::EntityTrait;

use crate::house::House;
use crate::leaving::reader;
use crate::moving::{ask, undo_link};
use crate::organisations::{all_tasks, as_contact, contact, council, open, reach, suppress, today};
use crate::sending_issues::{scheduled_to, set_clock};

const OLD: &str = "anna@voorbeeld.nl";
const NEW: &str = "anna@nieuw.voorbeeld.nl";

async fn group(house: &House, by: MemberId, name: &str) -> BodyId {
    let new = NewBody { kind: BodyKind::SteeringGroup, name: name.to_owned(), area: None };
    match organisations::add_body(&house.app, by, &new).await.unwrap() {
        Saved::Done(id) => id,
        other => panic!("{other:?}"),
    }
}

async fn sits(house: &House, by: MemberId, (body, of): (BodyId, Option<OrganisationId>), address: &str) {
    let NewContact { address, name, role, term } = as_contact(house, address);
    let seat = Seat { address, name, role, organisation: of, term };
    assert!(matches!(organisations::take_seat(&house.app, by, body, &seat).await.unwrap(), Saved::Done(_)));
}

/// The bodies in which an address sits today.
async fn bodies_of(house: &House, address: &str) -> Vec<BodyId> {
    let person = house.person(address).await;
    let day = today(house).to_string();
    let rows = body_members::Entity::find().all(house.app.store.read()).await.unwrap();
    let holds = |row: &body_members::Model| row.from_on <= day && row.until_on.as_ref().is_none_or(|last| *last >= day);
    rows.into_iter().filter(|row| row.person_id == person && holds(row)).map(|row| row.body_id).collect()
}

#[tokio::test]
async fn s31_a_contact_who_moves_to_another_address_is_asked_about_and_keeps_their_seats() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    reader(&house, OLD).await;
    let of = council(&house, by, "Raad").await;
    contact(&house, by, of, OLD).await;
    let [own, both, alone] =
        [group(&house, by, "Stuurgroep").await, group(&house, by, "Kerngroep").await, group(&house, by, "Los").await];
    sits(&house, by, (own, Some(of)), OLD).await;
    sits(&house, by, (both, Some(of)), OLD).await;
    sits(&house, by, (alone, None), OLD).await;
    house.wait(days(2));
    let link = ask(&house, OLD, NEW).await;
    house.post(&link, &[]).await;
    sits(&house, by, (both, None), NEW).await;
    for _ in 0..3 {
        house.ring_all().await;
    }
    let all = all_tasks(&house).await;
    assert_eq!(open(&all), [TaskKind::Moved], "nobody left: {all:?}");
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let desk = editor.get("/beheer").await;
    assert!(desk.body.contains("heeft een ander e-mailadres gekozen"), "{}", desk.body);
    assert!(!desk.body.contains("voor alle uitgaven afgemeld"), "{}", desk.body);
    let page = editor.get(&format!("/beheer/taken/{}", all[0].id)).await;
    assert!(page.body.contains(&format!("value=\"{NEW}\"")), "{}", page.body);
    assert!(page.body.contains("De abonnementen zijn al mee verhuisd"), "{}", page.body);
    let solved = editor.post(&format!("/beheer/taken/{}/adres", all[0].id), &[("new_address", NEW)]).await;
    assert_eq!(solved.status, StatusCode::SEE_OTHER, "{}", solved.body);
    assert_eq!((bodies_of(&house, OLD).await, bodies_of(&house, NEW).await.len()), (vec![alone], 2));
    assert!(bodies_of(&house, NEW).await.contains(&own));
    let contacts = contacts::Entity::find().all(house.app.store.read()).await.unwrap();
    let current: Vec<_> = contacts.iter().filter(|row| row.until_on.is_none()).map(|row| row.person_id).collect();
    assert_eq!(current, [house.person(NEW).await]);
    house.ring_all().await;
    assert_eq!(open(&all_tasks(&house).await), []);
}

#[tokio::test]
async fn s31_a_move_that_is_undone_needs_nothing() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    reader(&house, OLD).await;
    let of = council(&house, by, "Raad").await;
    contact(&house, by, of, OLD).await;
    house.wait(days(1));
    let link = ask(&house, OLD, NEW).await;
    house.post(&link, &[]).await;
    house.ring_all().await;
    assert_eq!(open(&all_tasks(&house).await), [TaskKind::Moved]);
    let undo = undo_link(&house, OLD).await;
    assert_eq!(house.post(&undo, &[]).await.status, StatusCode::OK);
    house.ring_all().await;
    let all = all_tasks(&house).await;
    assert_eq!((open(&all).len(), all[0].outcome.as_str()), (0, "gone"), "{all:?}");
}

#[tokio::test]
async fn s31_an_address_that_was_suppressed_before_is_recognised_in_a_new_contact() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let [gone, erased] = [council(&house, by, "Weg").await, council(&house, by, "Gewist").await];
    for (address, reason) in [(OLD, "hard-bounce"), (NEW, "erased")] {
        let hash = house.app.secrets.suppression_hash(EmailAddress::parse(address).unwrap().key());
        house
            .sql(&format!(
                "INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) VALUES ('{hash}', {}, NULL, '{reason}', 1)",
                returns::NORMALISATION
            ))
            .await;
    }
    contact(&house, by, gone, OLD).await;
    contact(&house, by, erased, NEW).await;
    assert_eq!(reach(&house, gone).await, Reachability::Blocked(1));
    assert_eq!(reach(&house, erased).await, Reachability::Reachable(1), "their mailbox works");
    house.ring_all().await;
    let all = all_tasks(&house).await;
    assert_eq!(open(&all), [TaskKind::Bounced]);
    assert_eq!(all[0].organisation_id, gone);
}

#[tokio::test]
async fn s31_an_organisation_that_is_reopened_has_its_tasks_again() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let [bounced, erased] = [council(&house, by, "Een").await, council(&house, by, "Twee").await];
    contact(&house, by, bounced, OLD).await;
    suppress(&house, OLD, "hard-bounce").await;
    contact(&house, by, erased, NEW).await;
    let person = house.person(NEW).await;
    let tx = house.app.store.begin_write().await.unwrap();
    organisations::forget(&tx, person, house.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    house.ring_all().await;
    let mut before = open(&all_tasks(&house).await);
    before.sort();
    assert_eq!(before, [TaskKind::Bounced, TaskKind::Nobody]);
    for id in [bounced, erased] {
        organisations::end(&house.app, by, id, "Opgeheven").await.unwrap();
    }
    house.ring_all().await;
    assert_eq!(open(&all_tasks(&house).await), []);
    house.wait(days(3));
    for id in [bounced, erased] {
        organisations::reopen(&house.app, by, id).await.unwrap();
    }
    let again = all_tasks(&house).await;
    let mut kinds = open(&again);
    kinds.sort();
    assert_eq!(kinds, before, "{again:?}");
    assert_eq!(again.len(), 2, "the same two");
    assert!(again.iter().all(|task| task.made_at == house.clock().now() && task.outcome.is_empty()), "{again:?}");
    // What somebody put aside stays aside.
    organisations::put_aside(&house.app, by, again[0].id, "Wij bellen").await.unwrap();
    organisations::end(&house.app, by, bounced, "Opgeheven").await.unwrap();
    organisations::reopen(&house.app, by, bounced).await.unwrap();
    assert_eq!(open(&all_tasks(&house).await).len(), 1);
}

/// A last day takes the unique rule away; only the hold on the person stands between the two.
#[tokio::test]
async fn s30_two_people_who_add_a_known_contact_with_a_last_day_at_once_add_one() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let of = council(&house, by, "Raad").await;
    let from = today(&house);
    for round in 0..20 {
        let address = format!("lezer{round}@voorbeeld.nl");
        house.person(&address).await;
        let new = NewContact {
            term: Term { from, until: Some(from + chrono::Days::new(30)) },
            ..as_contact(&house, &address)
        };
        let (one, other) = tokio::join!(
            organisations::add_contact(&house.app, by, of, &new),
            organisations::add_contact(&house.app, by, of, &new)
        );
        let mut outcomes = [one.unwrap(), other.unwrap()].map(|added| matches!(added, Added::Done(_)));
        outcomes.sort_unstable();
        assert_eq!(outcomes, [false, true], "{address}");
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM contacts").await, 20);
}

#[tokio::test]
async fn s30_the_timeline_says_nothing_of_a_mail_that_still_waits() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    scheduled_to(&house, 4).await;
    let of = council(&house, by, "Raad").await;
    for reader in ["lezer0@voorbeeld.nl", "lezer1@voorbeeld.nl", "lezer2@voorbeeld.nl"] {
        contact(&house, by, of, reader).await;
    }
    set_clock(&house, "8-12-2026", "9.30");
    samenspraak::issues::start_due(&house.app).await.unwrap();
    let sent = async || {
        let (facts, _) = organisations::timeline(&house.app, of, today(&house), Language::Dutch).await.unwrap();
        facts.into_iter().find_map(|fact| match fact.what {
            What::Sent { got, missed, .. } => Some((got, missed)),
            _ => None,
        })
    };
    assert_eq!(sent().await, None, "nothing was sent yet");
    let person = async |address: &str| house.person(address).await;
    for (address, state) in [("lezer0@voorbeeld.nl", "accepted"), ("lezer1@voorbeeld.nl", "retry")] {
        let person = person(address).await;
        house
            .sql(&format!("UPDATE deliveries SET state = '{state}' WHERE lane = 'bulk' AND person_id = {person}"))
            .await;
    }
    assert_eq!(sent().await, Some((1, 0)));
    let person = person("lezer2@voorbeeld.nl").await;
    house.sql(&format!("UPDATE deliveries SET state = 'refused' WHERE lane = 'bulk' AND person_id = {person}")).await;
    assert_eq!(sent().await, Some((1, 1)));
    house.sql("UPDATE deliveries SET state = 'refused', class = 'x' WHERE state IN ('pending', 'retry')").await;
}

#[tokio::test]
async fn s30_what_ended_says_so_wherever_it_is_named() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let of = council(&house, by, "Raad van Vroeger").await;
    let body = group(&house, by, "Stuurgroep").await;
    sits(&house, by, (body, Some(of)), OLD).await;
    organisations::end(&house.app, by, of, "Opgeheven").await.unwrap();
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get(&format!("/beheer/gremia/{body}")).await;
    assert!(page.body.contains("Raad van Vroeger (beëindigd)"), "{}", page.body);
    organisations::end_body(&house.app, by, body).await.unwrap();
    let filter = samenspraak::audiences::Filter {
        who: samenspraak::audiences::Node::any(vec![
            samenspraak::audiences::Node::one(samenspraak::audiences::Condition::Organisation(of)),
            samenspraak::audiences::Node::one(samenspraak::audiences::Condition::Body(body)),
        ]),
        ..Default::default()
    };
    samenspraak::audiences::make(&house.app, by, "Vroeger", &filter).await.unwrap();
    let list = editor.get("/beheer/doelgroepen").await;
    for name in ["“Raad van Vroeger (beëindigd)”", "“Stuurgroep (beëindigd)”"] {
        assert!(list.body.contains(name), "{name}: {}", list.body);
    }
}

#[tokio::test]
async fn s30_reopening_under_a_name_that_is_taken_says_what_to_do() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let (of, body) = (council(&house, by, "Raad").await, group(&house, by, "Groep").await);
    organisations::end(&house.app, by, of, "Opgeheven").await.unwrap();
    organisations::end_body(&house.app, by, body).await.unwrap();
    council(&house, by, "Raad").await;
    group(&house, by, "Groep").await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    for here in [format!("/beheer/organisaties/{of}"), format!("/beheer/gremia/{body}")] {
        let refused = editor.post(&format!("{here}/heropenen"), &[]).await;
        assert_eq!(refused.location(), format!("{here}?gedaan=naam-bezet"), "{}", refused.body);
        let page = editor.get(refused.location()).await;
        assert!(page.body.contains("een andere heeft nu deze naam"), "{}", page.body);
    }
}

#[tokio::test]
async fn s30_a_note_that_is_sent_twice_is_kept_once() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let of = council(&house, by, "Raad").await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/organisaties/{of}");
    let once = editor.get(&here).await.value_after("name=\"once\"");
    let empty = editor.post(&format!("{here}/notities"), &[("note", " "), ("once", &once)]).await;
    assert_eq!((empty.status, empty.value_after("name=\"once\"")), (StatusCode::UNPROCESSABLE_ENTITY, once.clone()));
    for _ in 0..2 {
        let kept = editor.post(&format!("{here}/notities"), &[("note", "Graag bellen"), ("once", &once)]).await;
        assert_eq!(kept.location(), format!("{here}?gedaan=notitie"), "{}", kept.body);
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM organisation_notes").await, 1);
    let other = editor.get(&here).await.value_after("name=\"once\"");
    editor.post(&format!("{here}/notities"), &[("note", "Graag bellen"), ("once", &other)]).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM organisation_notes").await, 2, "another form is another note");
}

/// The fields of a correction, with the mark that its page has.
fn corrected<'a>(mark: &'a str, role: &'a str, (from, until): (&'a str, &'a str)) -> [(&'a str, &'a str); 5] {
    [("mark", mark), ("name", "Anna de Wit"), ("role", role), ("from_on", from), ("until_on", until)]
}

#[tokio::test]
async fn s30_what_was_written_down_about_a_contact_is_corrected_and_two_editors_overwrite_nothing() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let by = house.member(&[Role::Editor]).await;
    let of = council(&house, by, "Raad").await;
    let id = contact(&house, by, of, OLD).await;
    let here = format!("/beheer/organisaties/{of}/contacten/{id}/wijzigen");
    assert!(editor.get(&format!("/beheer/organisaties/{of}")).await.body.contains(&format!("href=\"{here}\"")));
    let mark = editor.get(&here).await.value_after("name=\"mark\"");
    let wrong = editor.post(&here, &corrected(&mark, "", ("2026-12-31", "2026-01-01"))).await;
    assert!(wrong.body.contains("href=\"#role\"") && wrong.body.contains("href=\"#until_on\""), "{}", wrong.body);
    assert!(wrong.body.contains("value=\"Anna de Wit\""), "what was typed stays");
    let fields = corrected(&mark, "voorzitter", ("2025-01-01", ""));
    let (one, other) = tokio::join!(editor.post(&here, &fields), editor.post(&here, &fields));
    let mut both = [one.status, other.status];
    both.sort_unstable();
    assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "of two only one read what it changes");
    let row = contacts::Entity::find().one(house.app.store.read()).await.unwrap().unwrap();
    assert_eq!((row.role.as_str(), row.from_on.as_str(), row.until_on), ("voorzitter", "2025-01-01", None));
    let loser = if one.status == StatusCode::SEE_OTHER { other } else { one };
    let after = loser.value_after("name=\"mark\"");
    let seen = editor.post(&here, &corrected(&after, "voorzitter", ("2025-01-01", ""))).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "the page of who came second knows what stands now");
    let page = editor.get(&format!("/beheer/organisaties/{of}")).await;
    assert!(page.body.contains("Anna de Wit") && page.body.contains("voorzitter"), "{}", page.body);
    let late = editor.post(&here, &corrected(&mark, "lid", ("2025-01-01", ""))).await;
    assert!(late.body.contains("intussen gewijzigd") && late.body.contains("value=\"lid\""), "{}", late.body);
    let mark = late.value_after("name=\"mark\"");
    let again = corrected(&mark, "lid", ("2025-01-01", ""));
    assert_eq!(editor.post(&here, &again).await.status, StatusCode::SEE_OTHER, "seen, it may be overwritten");
    let acts =
        house.number("SELECT COUNT(*) FROM audit WHERE action = 'contact.correct' AND detail LIKE '%role%'").await;
    assert_eq!(acts, 2, "and what changes nothing is no act");
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE detail LIKE '%Wit%' OR detail LIKE '%lid%'").await, 0);
    let stranger = editor.get(&format!("/beheer/organisaties/{}/contacten/{id}/wijzigen", of.0 + 1)).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn s30_days_that_are_corrected_make_nobody_a_contact_twice_and_settle_tasks() {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let of = council(&house, by, "Raad").await;
    let first = contact(&house, by, of, OLD).await;
    let here = |id| format!("/beheer/organisaties/{of}/contacten/{id}/wijzigen");
    house.wait(days(10));
    assert!(organisations::end_contact(&house.app, by, first, today(&house)).await.unwrap());
    house.wait(days(1));
    organisations::raise_tasks(&house.app).await.unwrap();
    assert_eq!(all_tasks(&house).await.iter().filter(|task| task.done_at.is_none()).count(), 1, "nobody is left");
    let editor = house.signed_in_as(&[Role::Editor]).await;
    // The last day was a mistake.
    let mark = editor.get(&here(first)).await.value_after("name=\"mark\"");
    assert_eq!(
        editor.post(&here(first), &corrected(&mark, "lid", ("2026-11-20", ""))).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(all_tasks(&house).await.iter().filter(|task| task.done_at.is_none()).count(), 0, "and so was the task");
    // Ended again, and back later: the first time may not reach into the second.
    assert!(organisations::end_contact(&house.app, by, first, today(&house)).await.unwrap());
    house.wait(days(5));
    contact(&house, by, of, OLD).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let mark = editor.get(&here(first)).await.value_after("name=\"mark\"");
    for until in ["", "2027-06-01"] {
        let twice = editor.post(&here(first), &corrected(&mark, "lid", ("2026-11-20", until))).await;
        assert!(twice.body.contains("dubbel"), "{}", twice.body);
    }
}

#[tokio::test]
async fn s30_a_seat_is_corrected_and_who_chose_a_name_keeps_it() {
    let house = House::open().await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let by = house.member(&[Role::Editor]).await;
    let (raad, bond, group) =
        (council(&house, by, "Raad").await, council(&house, by, "Bond").await, group(&house, by, "Stuurgroep").await);
    sits(&house, by, (group, Some(raad)), OLD).await;
    organisations::end(&house.app, by, raad, "opgeheven").await.unwrap();
    let seat = body_members::Entity::find().one(house.app.store.read()).await.unwrap().unwrap();
    let here = format!("/beheer/gremia/{group}/leden/{}/wijzigen", seat.id);
    let page = editor.get(&here).await;
    assert!(page.body.contains("Raad (beëindigd)") && page.body.contains("value=\"Anna de Vries\""), "{}", page.body);
    let mark = page.value_after("name=\"mark\"");
    let (bond, raad) = (bond.to_string(), raad.to_string());
    let with = |organisation| {
        let mut fields = corrected(&mark, "voorzitter", ("2026-01-01", "")).to_vec();
        fields.push(("organisation", organisation));
        fields
    };
    assert!(editor.post(&here, &with("4711")).await.body.contains("Kies een organisatie"));
    assert_eq!(editor.post(&here, &with(&raad)).await.status, StatusCode::SEE_OTHER, "it may stay what it is");
    reader(&house, OLD).await;
    let own = editor.get(&here).await;
    assert!(own.body.contains("wijzigt de naam zelf") && !own.body.contains("name=\"name\""), "{}", own.body);
    let name = samenspraak::people::by_id(house.app.store.read(), seat.person_id).await.unwrap().unwrap().name;
    let mark = own.value_after("name=\"mark\"");
    let mut fields = corrected(&mark, "lid", ("2026-01-01", "")).to_vec();
    fields.push(("organisation", &bond));
    assert_eq!(editor.post(&here, &fields).await.status, StatusCode::SEE_OTHER);
    let still = samenspraak::people::by_id(house.app.store.read(), seat.person_id).await.unwrap().unwrap();
    assert_eq!(still.name, name, "a name of their own is not overwritten");
    let row = body_members::Entity::find().one(house.app.store.read()).await.unwrap().unwrap();
    assert_eq!(row.organisation_id.map(|id| id.to_string()), Some(bond));
}

/// A house with a council whose only contact ended three days ago, after three days.
async fn with_a_former_contact() -> (House, MemberId, OrganisationId, ContactId) {
    let house = House::open().await;
    let by = house.member(&[Role::Editor]).await;
    let of = council(&house, by, "Raad").await;
    let first = contact(&house, by, of, OLD).await;
    house.wait(days(3));
    assert!(organisations::end_contact(&house.app, by, first, today(&house)).await.unwrap());
    house.wait(days(3));
    (house, by, of, first)
}

#[tokio::test]
async fn s30_correcting_and_adding_at_once_make_nobody_a_contact_twice() {
    let (house, by, of, first) = with_a_former_contact().await;
    let row = contacts::Entity::find().one(house.app.store.read()).await.unwrap().unwrap();
    let day = |text: &str| text.parse().unwrap();
    let stands = Standing {
        name: Some("Anna de Vries".to_owned()),
        role: row.role,
        term: Term { from: day(&row.from_on), until: row.until_on.as_deref().map(day) },
        organisation: Some(of),
    };
    // Its last day is moved past the first day of the other, who has a last day too: no unique rule sees that.
    let to = Standing { term: Term { until: Some(today(&house) + Days::new(5)), ..stands.term }, ..stands.clone() };
    let mut new = as_contact(&house, OLD);
    new.term.until = Some(today(&house) + Days::new(9));
    let mark = stands.mark();
    let (corrected, added) = tokio::join!(
        organisations::correct(&house.app, by, Place::Contact(first), (&mark, &to)),
        organisations::add_contact(&house.app, by, of, &new)
    );
    let came = (corrected.unwrap() == Corrected::Done, matches!(added.unwrap(), Added::Done(_)));
    assert!(came.0 != came.1, "{came:?}");
}

#[tokio::test]
async fn s31_a_past_last_day_that_is_corrected_leaves_one_task() {
    let (house, _, of, first) = with_a_former_contact().await;
    organisations::raise_tasks(&house.app).await.unwrap();
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/organisaties/{of}/contacten/{first}/wijzigen");
    let mark = editor.get(&here).await.value_after("name=\"mark\"");
    let until = (today(&house) - Days::new(4)).to_string();
    let fields = corrected(&mark, "secretaris", ("2026-11-21", &until));
    assert_eq!(editor.post(&here, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(all_tasks(&house).await.iter().filter(|task| task.done_at.is_none()).count(), 1);
}
