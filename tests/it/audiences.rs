//! Audiences: the query means what the evaluation in memory means, pages build them, sendings use them.

use axum::http::StatusCode;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use samenspraak::audiences::{self, Condition, Day, Facts, Filter, Ground, MAX_DEPTH, Node, Removed, Saved, What};
use samenspraak::base::Language;
use samenspraak::base::clock::days;
use samenspraak::base::id::{AreaId, BodyId, MemberId, OrganisationId, PersonId, PublicationId, SendingId, TopicId};
use samenspraak::events::{self, NewEvent};
use samenspraak::organisations::OrganisationKind;
use samenspraak::store::tables::issue_sendings;
use samenspraak::store::tables::states::{IssueState, Role};
use sea_orm::{ConnectionTrait as _, EntityTrait};

use crate::approving::{act, approve, approve_as, draft, row};
use crate::events::network_day;
use crate::house::{Answer, House, START, Visitor};
use crate::sending_issues::{later, readers, set_clock};

const KINDS: [OrganisationKind; 2] = [OrganisationKind::SafetyRegion, OrganisationKind::Ministry];

/// What the room of events says of people.
const MARKS: [&str; 3] = ["event-registered", "event-attended", "event-silent"];

/// Days around the moments at which people subscribed.
const DAYS: [&str; 3] = ["2026-03-01", "2026-03-02", "2026-10-25"];

fn day(at: usize) -> Day {
    Day(DAYS[at].parse().unwrap())
}

fn condition() -> impl Strategy<Value = Condition> {
    prop_oneof![
        (1..=2_i64).prop_map(|id| Condition::Publication(PublicationId(id))),
        (1..=3_i64).prop_map(|id| Condition::Topic(TopicId(id))),
        (1..=6_i64).prop_map(|id| Condition::Area(AreaId(id))),
        (0..2_usize).prop_map(|at| Condition::OrganisationKind(KINDS[at])),
        (1..=3_i64).prop_map(|id| Condition::Organisation(OrganisationId(id))),
        (1..=3_i64).prop_map(|id| Condition::Body(BodyId(id))),
        prop_oneof![Just(Language::Dutch), Just(Language::English)].prop_map(Condition::Language),
        (1..=2_i64, 0..3_usize).prop_map(|(id, at)| Condition::Since { publication: PublicationId(id), day: day(at) }),
        (1..=2_i64, 0..3_usize).prop_map(|(id, at)| Condition::Before { publication: PublicationId(id), day: day(at) }),
        (1..=2_i64).prop_map(|id| Condition::Received(SendingId(id))),
        (0..MARKS.len(), 1..=2_i64).prop_map(|(at, id)| Condition::Mark { word: MARKS[at].to_owned(), id }),
    ]
}

fn node() -> impl Strategy<Value = Node> {
    let leaf = (condition(), any::<bool>()).prop_map(|(condition, not)| Node { not, ..Node::one(condition) });
    leaf.prop_recursive(4, 16, 3, |inner| {
        (prop::collection::vec(inner, 0..4), any::<bool>(), any::<bool>())
            .prop_map(|(nodes, all, not)| Node { not, of: if all { What::All(nodes) } else { What::Any(nodes) } })
    })
}

fn filter() -> impl Strategy<Value = Filter> {
    (prop::collection::vec(node(), 0..3), any::<bool>(), prop::collection::vec(node(), 0..2)).prop_map(
        |(nodes, all, except)| Filter {
            who: if all { Node::all(nodes) } else { Node::any(nodes) },
            except: Node::any(except),
        },
    )
}

/// Everything that can be so of a person, with what makes a row look so and is not.
#[derive(Clone, Debug)]
struct Someone {
    english: bool,
    /// For each publication: nothing, subscribed before the first day, between, exactly at midnight, or left.
    subscriptions: [u8; 2],
    topics: u8,
    areas: u8,
    /// For each organisation: nothing, current, ended, not begun, last day today, first day today.
    contacts: [u8; 3],
    seats: [u8; 3],
    /// For each sending: nothing, accepted, refused.
    received: [u8; 2],
    /// For each event: nothing, registered, let in, cancelled, invited, reminded, invited and declined.
    events: [u8; 2],
    suppressed: bool,
    paused: bool,
}

fn someone() -> impl Strategy<Value = Someone> {
    (
        any::<bool>(),
        prop::array::uniform2(0..5_u8),
        0..8_u8,
        0..64_u8,
        prop::array::uniform3(0..6_u8),
        prop::array::uniform3(0..6_u8),
        (prop::array::uniform2(0..3_u8), prop::array::uniform2(0..7_u8)),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.1),
    )
        .prop_map(
            |(english, subscriptions, topics, areas, contacts, seats, (received, events), suppressed, paused)| {
                Someone { english, subscriptions, topics, areas, contacts, seats, received, events, suppressed, paused }
            },
        )
}

fn confirmed_at(how: u8) -> i64 {
    match how {
        1 => day(0).begins().0 - 1,
        2 => day(0).begins().0,
        _ => day(2).begins().0 + 5,
    }
}

/// First and last day of a term, and whether it holds on the day of the house.
fn term(how: u8) -> Option<(&'static str, Option<&'static str>, bool)> {
    match how {
        1 => Some(("2026-01-01", None, true)),
        2 => Some(("2026-01-01", Some("2026-11-20"), false)),
        3 => Some(("2026-11-22", None, false)),
        4 => Some(("2026-01-01", Some("2026-11-21"), true)),
        5 => Some(("2026-11-21", Some("2027-01-01"), true)),
        _ => None,
    }
}

fn facts(one: &Someone) -> Facts {
    let held = |how: [u8; 3]| {
        (1..).zip(how).filter(|(_, how)| term(*how).is_some_and(|(_, _, holds)| holds)).map(|(id, _)| id)
    };
    Facts {
        language: if one.english { Language::English } else { Language::Dutch },
        subscriptions: (1..)
            .zip(one.subscriptions)
            .filter(|(_, how)| matches!(how, 1..=3))
            .map(|(id, how)| (PublicationId(id), samenspraak::base::Instant(confirmed_at(how))))
            .collect(),
        topics: (1..=3).filter(|id| one.topics & (1 << (id - 1)) != 0).map(TopicId).collect(),
        areas: (1..=6).filter(|id| one.areas & (1 << (id - 1)) != 0).map(AreaId).collect(),
        // The third organisation and the third body have ended.
        contact_of: held(one.contacts)
            .filter(|id| *id < 3)
            .map(|id: i64| (OrganisationId(id), KINDS[usize::try_from(id).unwrap() - 1]))
            .collect(),
        bodies: held(one.seats).filter(|id| *id < 3).map(BodyId).collect(),
        received: (1..).zip(one.received).filter(|(_, how)| *how == 1).map(|(id, _)| SendingId(id)).collect(),
        marks: (1_i64..)
            .zip(one.events)
            .flat_map(|(id, how)| {
                let so = [matches!(how, 1 | 2), how == 2, matches!(how, 4 | 5)];
                MARKS.into_iter().zip(so).filter(|(_, so)| *so).map(move |(word, _)| (word.to_owned(), id))
            })
            .collect(),
    }
}

/// What all people share: two areas with regions, three organisations, three bodies, two sendings.
async fn furnish(house: &House) -> Ground {
    for statement in [
        "INSERT INTO topics (id, slug, name_nl, name_en, position) VALUES (1, 'a', 'A', 'A', 1), (2, 'b', 'B', 'B', 2), (3, 'c', 'C', 'C', 3)",
        "INSERT INTO areas (id, parent_id, slug, name_nl, name_en, position) VALUES (1, NULL, 'a', 'A', 'A', 1), (2, NULL, 'b', 'B', 'B', 2),
           (3, 1, 'c', 'C', 'C', 3), (4, 1, 'd', 'D', 'D', 4), (5, 2, 'e', 'E', 'E', 5), (6, NULL, 'f', 'F', 'F', 6)",
        "INSERT INTO organisations (id, kind, name, name_key, version, made_at, ended_at, ended_reason) VALUES
           (1, 'safety-region', 'A', 'a', 1, 0, NULL, ''), (2, 'ministry', 'B', 'b', 1, 0, NULL, ''), (3, 'ministry', 'C', 'c', 1, 0, 1, '')",
        "INSERT INTO bodies (id, kind, name, name_key, version, made_at, ended_at) VALUES
           (1, 'other', 'A', 'a', 1, 0, NULL), (2, 'other', 'B', 'b', 1, 0, NULL), (3, 'other', 'C', 'c', 1, 0, 1)",
    ] {
        house.sql(statement).await;
    }
    // Their maker stays when the readers are emptied.
    for statement in [
        "INSERT INTO people (id, address, address_key, name, language, epoch, created_at) VALUES (9000, 'm@voorbeeld.nl', 'm@voorbeeld.nl', '', 'nl', 0, 0)",
        "INSERT INTO members (id, person_id, name, totp_step, epoch, failures, invited_at) VALUES (9000, 9000, 'M', 0, 0, 0, 0)",
    ] {
        house.sql(statement).await;
    }
    for title in ["Voorjaar", "Najaar"] {
        let new = NewEvent { title: [title.to_owned(), String::new()], ..network_day(5) };
        events::add(&house.app, MemberId(9000), &new).await.unwrap();
    }
    let tx = house.app.store.begin_write().await.unwrap();
    for _ in 0..2 {
        let sending = samenspraak::store::sql(
            &tx,
            "INSERT INTO sendings (lane, label, nonce, state, reason, on_uncertain, frozen_hash, opened_at, changed_at)
             VALUES ('bulk', 'S', ?, 'closed', '', 'hold', '', 0, 0)",
            [vec![0_u8; 16].into()],
        );
        tx.execute_raw(sending).await.unwrap();
    }
    tx.commit().await.unwrap();
    [(3, 1), (4, 1), (5, 2)].into_iter().map(|(region, area)| (AreaId(region), AreaId(area))).collect()
}

async fn empty(house: &House) {
    for table in [
        "event_invitations",
        "event_registrations",
        "person_topics",
        "person_areas",
        "contacts",
        "body_members",
        "deliveries",
        "subscriptions",
        "suppressions",
        "people",
    ] {
        let but = if table == "people" { " WHERE id <> 9000" } else { "" };
        house.sql(&format!("DELETE FROM {table}{but}")).await;
    }
}

/// Writes people, the first with id 1.
async fn write(house: &House, everyone: &[Someone]) {
    let mut statements = Vec::new();
    for (id, one) in (1..).zip(everyone) {
        let language = if one.english { "en" } else { "nl" };
        let paused = if one.paused { (START.0 + 86_400_000).to_string() } else { "NULL".to_owned() };
        statements.push(format!(
            "INSERT INTO people (id, address, address_key, name, language, epoch, paused_until, created_at)
             VALUES ({id}, 'p{id}@voorbeeld.nl', 'p{id}@voorbeeld.nl', '', '{language}', 0, {paused}, 0)"
        ));
        for (publication, how) in (1..).zip(one.subscriptions).filter(|(_, how)| *how > 0) {
            let left = if how == 4 { "5" } else { "NULL" };
            statements.push(format!(
                "INSERT INTO subscriptions (person_id, publication_id, source, confirmed_at, withdrawn_at)
                 VALUES ({id}, {publication}, 'form', {}, {left})",
                confirmed_at(how)
            ));
        }
        for topic in (1..=3).filter(|topic| one.topics & (1 << (topic - 1)) != 0) {
            statements.push(format!("INSERT INTO person_topics (person_id, topic_id) VALUES ({id}, {topic})"));
        }
        for area in (1..=6).filter(|area| one.areas & (1 << (area - 1)) != 0) {
            statements.push(format!("INSERT INTO person_areas (person_id, area_id) VALUES ({id}, {area})"));
        }
        for (table, column, hows) in
            [("contacts", "organisation_id", one.contacts), ("body_members", "body_id", one.seats)]
        {
            for (of, how) in (1..).zip(hows) {
                let Some((from, until, _)) = term(how) else { continue };
                let until = until.map_or("NULL".to_owned(), |day| format!("'{day}'"));
                statements.push(format!(
                    "INSERT INTO {table} ({column}, person_id, role, from_on, until_on, made_at) VALUES ({of}, {id}, '', '{from}', {until}, 0)"
                ));
            }
        }
        for (sending, how) in (1..).zip(one.received).filter(|(_, how)| *how > 0) {
            let state = if how == 1 { "accepted" } else { "refused" };
            statements.push(format!(
                "INSERT INTO deliveries (sending_id, person_id, lane, state, attempts) VALUES ({sending}, {id}, 'bulk', '{state}', 1)"
            ));
        }
        for (event, how) in (1..).zip(one.events).filter(|(_, how)| *how > 0) {
            statements.push(if how < 4 { registration((id, event), how) } else { invitation((id, event), how) });
        }
        if one.suppressed {
            statements.push(format!(
                "INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) VALUES ('h{id}', 1, {id}, 'hard-bounce', 0)"
            ));
        }
    }
    let tx = house.app.store.begin_write().await.unwrap();
    for statement in statements {
        tx.execute_unprepared(&statement).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Somebody's registration for an event: 1 registered, 2 was there, 3 cancelled.
fn registration((id, event): (usize, usize), how: u8) -> String {
    let (state, was_in) = (if how == 3 { "cancelled" } else { "registered" }, if how == 2 { "5" } else { "NULL" });
    format!(
        "INSERT INTO event_registrations (event_id, person_id, number, epoch, name, name_key, organisation, domain, language,
           state, reason, code, ticket, origin, uid, sequence, needs, made_at, in_at)
         VALUES ({event}, {id}, {id}{event}, 0, '', '', '', '', 'nl', '{state}', '', 'c{id}', '', 'form', '', 0, '', 0, {was_in})"
    )
}

/// Somebody's invitation to an event: 4 invited, 5 reminded, 6 declined.
fn invitation((id, event): (usize, usize), how: u8) -> String {
    let state = ["invited", "reminded", "declined"][usize::from(how - 4)];
    format!(
        "INSERT INTO event_invitations (event_id, person_id, name, organisation, state, due, reminders, made_by, made_at)
         VALUES ({event}, {id}, '', '', '{state}', '', 0, 9000, 0)"
    )
}

/// Whom the query means among the readers of the first publication.
async fn meant(house: &House, filter: &Filter) -> Vec<PersonId> {
    let read = house.app.store.read();
    let asking = audiences::Asking::of(&house.app);
    let query = audiences::query(filter, PublicationId(1), &asking);
    let rows = read.query_all(&query).await.unwrap();
    let mut found: Vec<PersonId> = rows.iter().map(|row| row.try_get("", "person_id").unwrap()).collect();
    found.sort_unstable();
    let count = audiences::count(read, filter, PublicationId(1), &asking).await.unwrap();
    assert_eq!(usize::try_from(count).unwrap(), found.len(), "{filter:?}");
    found
}

#[tokio::test]
async fn s23_the_query_means_what_the_evaluation_in_memory_means() {
    let house = House::open().await;
    // What people are is written as it comes, with pools that count nobody.
    house.ends_in_the_middle();
    let ground = furnish(&house).await;
    // The same every time, so that a failure can be repeated.
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let (mut some, mut compared) = (0, 0);
    for _ in 0..8 {
        let everyone = prop::collection::vec(someone(), 30).new_tree(&mut runner).unwrap().current();
        empty(&house).await;
        write(&house, &everyone).await;
        for _ in 0..40 {
            let filter = filter().new_tree(&mut runner).unwrap().current();
            if filter.check().is_err() {
                continue;
            }
            let expected: Vec<PersonId> = (1..)
                .zip(&everyone)
                .map(|(id, one)| (PersonId(id), one, facts(one)))
                .filter(|(_, one, facts)| {
                    // Who can be reached at all, and is meant.
                    facts.subscriptions.contains_key(&PublicationId(1))
                        && !one.suppressed
                        && !one.paused
                        && audiences::fits(&filter, facts, &ground)
                })
                .map(|(id, _, _)| id)
                .collect();
            assert_eq!(meant(&house, &filter).await, expected, "{filter:#?}\n{everyone:#?}");
            some += usize::from(!expected.is_empty());
            compared += 1;
        }
    }
    assert!(compared > 300 && some > compared / 4, "{some} of {compared} meant somebody");
}

/// Each condition alone, both ways: the random ones may miss one.
#[tokio::test]
async fn s23_each_condition_means_the_same_alone() {
    let house = House::open().await;
    house.ends_in_the_middle();
    let ground = furnish(&house).await;
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[9; 32]));
    let everyone = prop::collection::vec(someone(), 80).new_tree(&mut runner).unwrap().current();
    write(&house, &everyone).await;
    let mut all = vec![Condition::Language(Language::Dutch), Condition::Language(Language::English)];
    for id in 1..=2 {
        all.push(Condition::Publication(PublicationId(id)));
        all.push(Condition::Received(SendingId(id)));
        all.extend(MARKS.map(|word| Condition::Mark { word: word.to_owned(), id }));
        for at in 0..3 {
            all.push(Condition::Since { publication: PublicationId(id), day: day(at) });
            all.push(Condition::Before { publication: PublicationId(id), day: day(at) });
        }
    }
    for id in 1..=3 {
        all.push(Condition::Topic(TopicId(id)));
        all.push(Condition::Organisation(OrganisationId(id)));
        all.push(Condition::Body(BodyId(id)));
    }
    all.extend((1..=6).map(|id| Condition::Area(AreaId(id))));
    all.extend(KINDS.map(Condition::OrganisationKind));
    for condition in all {
        for not in [false, true] {
            let node = Node { not, ..Node::one(condition.clone()) };
            for filter in [
                Filter { who: Node::all(vec![node.clone()]), ..Filter::default() },
                Filter { except: Node::any(vec![node]), ..Filter::default() },
            ] {
                let expected = (1..).zip(&everyone).filter(|(_, one)| {
                    let facts = facts(one);
                    let reached = facts.subscriptions.contains_key(&PublicationId(1));
                    reached && !one.suppressed && !one.paused && audiences::fits(&filter, &facts, &ground)
                });
                let expected: Vec<_> = expected.map(|(id, _)| PersonId(id)).collect();
                assert_eq!(meant(&house, &filter).await, expected, "{filter:?}");
            }
        }
    }
}

#[tokio::test]
async fn s23_at_the_edge_of_what_is_allowed_the_query_works() {
    let house = House::open().await;
    furnish(&house).await;
    readers(&house, 3).await;
    house
        .sql("INSERT INTO person_topics (person_id, topic_id) SELECT id, 2 FROM people WHERE address LIKE 'lezer1@%'")
        .await;
    let topic = |id| Node::one(Condition::Topic(TopicId(id)));
    let deep = (1..MAX_DEPTH).fold(Node::all(vec![topic(1)]), |inner, _| Node::any(vec![inner, topic(2)]));
    let wide = Node::all((0..40).map(|_| topic(2)).collect());
    for (who, many) in [(deep, 1), (wide, 1)] {
        let filter = Filter { who, ..Filter::default() };
        assert_eq!(filter.check(), Ok(()));
        assert_eq!(meant(&house, &filter).await.len(), many);
    }
}

/// Posts the builder's form as its page holds it, with a step and what was filled in.
async fn step(who: &Visitor, path: &str, page: &Answer, step: &str, fields: &[(&str, &str)]) -> Answer {
    let mut all = vec![("filter".to_owned(), unescaped(&page.value_after("name=\"filter\"")))];
    for was in page.body.split("name=\"was\" value=\"").skip(1) {
        all.push(("was".to_owned(), unescaped(was.split('"').next().unwrap())));
    }
    if page.body.contains("name=\"version\"") {
        all.push(("version".to_owned(), page.value_after("name=\"version\"")));
    }
    all.push(("step".to_owned(), step.to_owned()));
    all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    who.post(path, &all).await
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

const NEW: &str = "/beheer/doelgroepen/nieuw";

#[tokio::test]
async fn s23_the_builder_works_step_by_step_without_script() {
    let house = House::open().await;
    furnish(&house).await;
    readers(&house, 3).await;
    house.sql("INSERT INTO person_topics (person_id, topic_id) SELECT id, 1 FROM people WHERE address LIKE 'lezer%' AND address NOT LIKE 'lezer0@%'").await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    assert!(editor.get("/beheer/doelgroepen").await.body.contains("Er is nog geen doelgroep"));
    let page = editor.get(NEW).await;
    assert!(
        page.body.contains("Iedereen.") && page.body.contains("<p class=\"figure__number\">3</p>"),
        "{}",
        page.body
    );
    let page = step(&editor, NEW, &page, "kies w", &[("name", "Mijn groep")]).await;
    assert_eq!(page.status, StatusCode::OK);
    let page = step(&editor, NEW, &page, "kies w", &[("kind", "onderwerp"), ("name", "Mijn groep")]).await;
    assert!(page.body.contains("name=\"value\"") && page.body.contains("value=\"Mijn groep\""), "{}", page.body);
    let wrong = step(&editor, NEW, &page, "erbij w", &[("kind", "onderwerp"), ("value", "99")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "only what is on offer can be chosen");
    assert!(wrong.body.contains("href=\"#value\""), "{}", wrong.body);
    let page = step(&editor, NEW, &page, "erbij w", &[("kind", "onderwerp"), ("value", "1")]).await;
    assert!(page.body.contains("Iedereen die het onderwerp “A” koos."), "{}", page.body);
    assert!(page.body.contains("<p class=\"figure__number\">2</p>"), "{}", page.body);
    let page = step(&editor, NEW, &page, "om w.0", &[]).await;
    assert!(page.body.contains("Iedereen die het onderwerp “A” niet koos."), "{}", page.body);
    let page = step(&editor, NEW, &page, "terug", &[]).await;
    assert!(page.body.contains("Iedereen die het onderwerp “A” koos."), "{}", page.body);
    let page = step(&editor, NEW, &page, "of w.0", &[]).await;
    let page = step(&editor, NEW, &page, "erbij w.0", &[("kind", "taal"), ("value", "en"), ("not", "ja")]).await;
    assert!(page.body.contains("het onderwerp “A” koos of geen mail in het Engels krijgt"), "{}", page.body);
    let page = step(&editor, NEW, &page, "soort w.0", &[]).await;
    assert!(page.body.contains("het onderwerp “A” koos en geen mail in het Engels krijgt"), "{}", page.body);
    let since = [("kind", "sinds"), ("value", "1"), ("day", "2026-01-01")];
    let page = step(&editor, NEW, &page, "erbij e", &since).await;
    assert!(page.body.contains("Behalve wie zich op of na"), "{}", page.body);
    let page = step(&editor, NEW, &page, "weg e.0", &[]).await;
    assert!(!page.body.contains("Behalve wie"), "{}", page.body);
    let nameless = step(&editor, NEW, &page, "bewaar", &[("name", " ")]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = step(&editor, NEW, &page, "bewaar", &[("name", "Stoffen")]).await;
    assert_eq!(saved.location(), "/beheer/doelgroepen/1?gedaan=bewaard", "{}", saved.body);
    let shown = editor.get("/beheer/doelgroepen/1").await;
    assert!(
        shown.body.contains("lezer1@voorbeeld.nl") && !shown.body.contains("lezer0@voorbeeld.nl"),
        "{}",
        shown.body
    );
    assert!(editor.get("/beheer/doelgroepen").await.body.contains("het onderwerp “A” koos"));
    let taken = step(&editor, NEW, &page, "bewaar", &[("name", "STOFFEN")]).await;
    assert!(taken.body.contains("Er is al een doelgroep met deze naam"), "{}", taken.body);
}

#[tokio::test]
async fn s23_a_condition_that_is_being_chosen_is_not_dropped_by_another_step() {
    let house = House::open().await;
    furnish(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get(NEW).await;
    let open = [("to", "w"), ("kind", "onderwerp"), ("value", "1"), ("name", "Stoffen")];
    let counted = step(&editor, NEW, &page, "tel", &open).await;
    assert!(counted.body.contains("Iedereen die het onderwerp “A” koos."), "{}", counted.body);
    let grouped = step(&editor, NEW, &page, "groep e", &open).await;
    assert!(grouped.body.contains("Iedereen die het onderwerp “A” koos."), "{}", grouped.body);
    // Half of it says what is missing, and nothing is saved.
    let half =
        step(&editor, NEW, &page, "bewaar", &[("to", "w"), ("kind", "sinds"), ("value", "1"), ("name", "Stoffen")])
            .await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.body.contains("href=\"#day\""), "{}", half.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM audiences").await, 0);
    let kindless = step(&editor, NEW, &page, "kies w", &[("to", "w")]).await;
    assert_eq!(kindless.status, StatusCode::UNPROCESSABLE_ENTITY, "going on asks for a kind");
    let saved = step(&editor, NEW, &page, "bewaar", &open).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(editor.get(saved.location()).await.body.contains("Iedereen die het onderwerp “A” koos."));
}

#[tokio::test]
async fn s23_the_builder_refuses_what_is_too_deep_and_keeps_what_was_there() {
    let house = House::open().await;
    furnish(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let mut page = editor.get(NEW).await;
    let mut place = "w".to_owned();
    for _ in 1..MAX_DEPTH {
        page = step(&editor, NEW, &page, &format!("groep {place}"), &[]).await;
        assert_eq!(page.status, StatusCode::OK, "{place}");
        place += ".0";
    }
    let before = page.value_after("name=\"filter\"");
    let refused = step(&editor, NEW, &page, &format!("groep {place}"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Er mogen hooguit 8 groepen in elkaar staan"), "{}", refused.body);
    assert_eq!(refused.value_after("name=\"filter\""), before);
    let deep = format!("{}{}", "{\"of\":{\"all\":[".repeat(50), "]}}".repeat(50));
    let deep = format!("{{\"who\":{deep},\"except\":{{\"of\":{{\"any\":[]}}}}}}");
    let answer = editor.post(NEW, &[("filter", &deep), ("step", "bewaar"), ("name", "Diep")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("hooguit 8 groepen"), "{}", answer.body);
    assert_eq!(house.number("SELECT COUNT(*) FROM audiences").await, 0);
}

#[tokio::test]
async fn s23_the_count_with_a_condition_that_is_being_chosen() {
    let house = House::open().await;
    furnish(&house).await;
    readers(&house, 3).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let filter = Filter::default().to_json();
    let fields = [("filter", filter.as_str()), ("to", "w"), ("kind", "taal"), ("value", "nl")];
    let counted = editor.post("/beheer/doelgroepen/tellen", &fields).await;
    assert!(counted.body.contains("Met deze voorwaarde erbij") && counted.body.contains(">3<"), "{}", counted.body);
    let unfinished = [("filter", filter.as_str()), ("to", "w"), ("kind", "taal"), ("value", "")];
    let counted = editor.post("/beheer/doelgroepen/tellen", &unfinished).await;
    assert_eq!((counted.status, counted.body.as_str()), (StatusCode::OK, ""));
}

fn only(condition: Condition) -> Filter {
    Filter { who: Node::all(vec![Node::one(condition)]), ..Filter::default() }
}

async fn made(house: &House, name: &str, filter: &Filter) -> samenspraak::base::id::AudienceId {
    let by = house.member(&[Role::Editor]).await;
    match audiences::make(&house.app, by, name, filter).await.unwrap() {
        Saved::Done(id) => id,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn s23_two_editors_of_an_audience_both_learn_of_it() {
    let house = House::open().await;
    let id = made(&house, "Groep", &Filter::default()).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let path = format!("/beheer/doelgroepen/{id}/wijzigen");
    let mine = editor.get(&path).await;
    let theirs = editor.get(&path).await;
    let saved = step(&editor, &path, &theirs, "bewaar", &[("name", "Groep van hen")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let met = step(&editor, &path, &mine, "bewaar", &[("name", "Groep van mij")]).await;
    assert_eq!(met.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(met.body.contains("Iemand heeft deze doelgroep intussen gewijzigd"), "{}", met.body);
    assert!(met.body.contains("value=\"Groep van mij\""), "nothing that was filled in is lost");
    let again = step(&editor, &path, &met, "bewaar", &[("name", "Groep van mij")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
}

/// Three readers, of whom one chose the topic; an issue for those who did.
async fn with_audience(house: &House) -> (samenspraak::base::id::IssueId, samenspraak::base::id::AudienceId) {
    furnish(house).await;
    readers(house, 3).await;
    house
        .sql("INSERT INTO person_topics (person_id, topic_id) SELECT id, 1 FROM people WHERE address LIKE 'lezer1@%'")
        .await;
    let audience = made(house, "Stoffen", &only(Condition::Topic(TopicId(1)))).await;
    let id = draft(house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let page = editor.get(&format!("/beheer/nummers/{id}/doelgroep")).await;
    assert!(page.body.contains("Alle abonnees van Nieuwsbrief") && page.body.contains("nu 3 mails"), "{}", page.body);
    let fields = [("version", "1"), ("audience", &*audience.to_string())];
    let chosen = act(&editor, id, "doelgroep", &fields).await;
    assert_eq!(chosen.location(), format!("/beheer/nummers/{id}/verzenden"), "{}", chosen.body);
    let page = editor.get(&format!("/beheer/nummers/{id}/doelgroep")).await;
    assert!(page.body.contains("koos. (nu 1 mail)"), "{}", page.body);
    (id, audience)
}

async fn schedule(house: &House, who: &Visitor, id: samenspraak::base::id::IssueId) -> Answer {
    let version = row(house, id).await.version.to_string();
    act(who, id, "verzenden", &[("version", &version), ("date", "8-12-2026"), ("time", "9.30")]).await
}

#[tokio::test]
async fn s23_an_issue_goes_to_its_audience_as_it_is_when_the_sending_freezes() {
    let house = House::open().await;
    let (id, audience) = with_audience(&house).await;
    let approver = approve(&house, id).await;
    let page = approver.get(&format!("/beheer/nummers/{id}/verzenden")).await;
    assert!(page.body.contains("Iedereen die het onderwerp “A” koos."), "{}", page.body);
    assert!(page.body.contains("Zet 1 mail klaar voor"), "{}", page.body);
    assert_eq!(schedule(&house, &approver, id).await.status, StatusCode::SEE_OTHER);
    // Somebody chooses the topic before it goes out, and gets it too.
    house
        .sql("INSERT INTO person_topics (person_id, topic_id) SELECT id, 1 FROM people WHERE address LIKE 'lezer2@%'")
        .await;
    set_clock(&house, "8-12-2026", "9.30");
    house.ring_all().await;
    let mut to: Vec<_> = house.mails().await.into_iter().map(|mail| mail.to).collect();
    to.sort();
    assert_eq!(to, ["lezer1@voorbeeld.nl", "lezer2@voorbeeld.nl"]);
    house.ring_all().await;
    assert_eq!(row(&house, id).await.state, IssueState::Sent);
    let kept = issue_sendings::Entity::find().one(house.app.store.read()).await.unwrap().unwrap();
    assert_eq!(kept.filter, Some(only(Condition::Topic(TopicId(1))).to_json()), "and it stays known whom it was for");
    // Today the filter means nobody; the page of what went out says whom it went to, and leads there.
    house.sql("DELETE FROM person_topics").await;
    let later = later(&house).await;
    let people = format!("href=\"/beheer/verzendingen/{}\"", kept.sending_id);
    let sent = later.get(&format!("/beheer/nummers/{id}/verzenden")).await;
    assert!(sent.body.contains("<span class=\"num\">2</span>") && sent.body.contains(&people), "{}", sent.body);
    let audience = later.get(&format!("/beheer/doelgroepen/{audience}")).await;
    assert!(audience.body.contains(&people), "{}", audience.body);
    let people = later.get(&format!("/beheer/verzendingen/{}", kept.sending_id)).await;
    assert!(people.body.contains("@voorbeeld.nl"), "{}", people.body);
}

#[tokio::test]
async fn s23_whoever_is_meant_and_cannot_be_reached_gets_nothing() {
    let house = House::open().await;
    let (id, _) = with_audience(&house).await;
    house
        .sql("INSERT INTO person_topics (person_id, topic_id) SELECT id, 1 FROM people WHERE address LIKE 'lezer0@%'")
        .await;
    house.sql("UPDATE subscriptions SET withdrawn_at = 1 WHERE person_id = (SELECT id FROM people WHERE address LIKE 'lezer0@%')").await;
    house.person("stranger@voorbeeld.nl").await;
    house
        .sql("INSERT INTO person_topics (person_id, topic_id) SELECT id, 1 FROM people WHERE address LIKE 'stranger%'")
        .await;
    let approver = approve(&house, id).await;
    schedule(&house, &approver, id).await;
    set_clock(&house, "8-12-2026", "9.30");
    house.ring_all().await;
    let to: Vec<_> = house.mails().await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(to, ["lezer1@voorbeeld.nl"]);
}

#[tokio::test]
async fn s23_whoever_asked_for_a_pause_is_no_part_of_an_audience_until_it_is_over() {
    let house = House::open().await;
    readers(&house, 2).await;
    let paused = house.person("lezer1@voorbeeld.nl").await;
    let filter = only(Condition::Language(Language::Dutch));
    assert!(meant(&house, &filter).await.contains(&paused));
    let until = START.plus(days(3)).0;
    house.sql(&format!("UPDATE people SET paused_until = {until} WHERE id = {paused}")).await;
    assert_eq!(meant(&house, &filter).await, [house.person("lezer0@voorbeeld.nl").await]);
    house.wait(days(3));
    assert!(meant(&house, &filter).await.contains(&paused));
}

#[tokio::test]
async fn s23_the_people_of_an_audience_come_a_page_at_a_time() {
    let house = House::open().await;
    furnish(&house).await;
    readers(&house, 120).await;
    house.sql("INSERT INTO person_topics (person_id, topic_id) SELECT id, 1 FROM people WHERE id % 2 = 0").await;
    let id = made(&house, "Even", &only(Condition::Topic(TopicId(1)))).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let (mut shown, mut here) = (Vec::new(), format!("/beheer/doelgroepen/{id}"));
    loop {
        let page = editor.get(&here).await;
        let before = shown.len();
        shown.extend(page.body.match_indices("@voorbeeld.nl").map(|(at, _)| {
            let word = &page.body[..at];
            word[word.rfind("lezer").unwrap()..].to_owned()
        }));
        assert!(shown.len() - before <= 50, "{}", shown.len() - before);
        let Some(next) = page.body.split("href=\"").find(|link| link.contains("na=")) else { break };
        next.split('"').next().unwrap().replace("&amp;", "&").clone_into(&mut here);
    }
    let expected = house.number("SELECT COUNT(*) FROM person_topics JOIN subscriptions USING (person_id)").await;
    assert_eq!(i64::try_from(shown.len()).unwrap(), expected, "{shown:?}");
    shown.sort();
    shown.dedup();
    assert_eq!(i64::try_from(shown.len()).unwrap(), expected, "nobody twice");
    assert!(expected > 50);
}

#[tokio::test]
async fn s23_an_approval_covers_the_filter() {
    let house = House::open().await;
    let (id, audience) = with_audience(&house).await;
    let approver = approve(&house, id).await;
    assert_eq!(schedule(&house, &approver, id).await.status, StatusCode::SEE_OTHER);
    let by = house.member(&[Role::Editor]).await;
    let wider = Filter::default();
    assert!(matches!(
        audiences::change(&house.app, by, (audience, 1), "Stoffen", &wider).await.unwrap(),
        Saved::Done(_)
    ));
    let page = approver.get(&format!("/beheer/nummers/{id}/verzenden")).await;
    assert!(page.body.contains("daarna gewijzigd"), "{}", page.body);
    // The bell does not wait for its moment.
    house.ring_all().await;
    let draft = row(&house, id).await;
    assert_eq!((draft.state, draft.approved_hash, draft.send_at), (IssueState::Draft, None, None));
    assert_eq!(draft.changed_by, by, "who changed the audience is the last editor");
    for _ in 0..3 {
        house.ring_all().await;
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'issue.audience-changed'").await, 1);
    let page = approver.get(&format!("/beheer/nummers/{id}/verzenden")).await;
    assert!(page.body.contains("De doelgroep van dit nummer is na de goedkeuring gewijzigd"), "{}", page.body);
    let desk = approver.get("/beheer").await;
    assert!(desk.body.contains("De goedkeuring van Nieuwsbrief 6 is vervallen"), "{}", desk.body);
    set_clock(&house, "8-12-2026", "9.30");
    house.ring_all().await;
    assert_eq!(house.mails().await.len(), 0, "nobody approved that it goes to everyone");
    approve(&house, id).await;
    let desk = later(&house).await.get("/beheer").await;
    assert!(!desk.body.contains("is vervallen"), "{}", desk.body);
}

#[tokio::test]
async fn s23_an_audience_with_another_name_voids_nothing() {
    let house = House::open().await;
    let (id, audience) = with_audience(&house).await;
    let approver = approve(&house, id).await;
    assert_eq!(schedule(&house, &approver, id).await.status, StatusCode::SEE_OTHER);
    let by = house.member(&[Role::Editor]).await;
    let same = only(Condition::Topic(TopicId(1)));
    assert!(matches!(audiences::change(&house.app, by, (audience, 1), "Anders", &same).await.unwrap(), Saved::Done(_)));
    house.ring_all().await;
    assert_eq!(row(&house, id).await.state, IssueState::Scheduled);
}

/// An issue for an audience, in review, and somebody who may approve.
async fn in_review(
    house: &House,
) -> (samenspraak::base::id::IssueId, samenspraak::base::id::AudienceId, Visitor, MemberId) {
    let (id, audience) = with_audience(house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let approver = house.signed_in_as(&[Role::Approver]).await;
    let member = house.number("SELECT MAX(member_id) FROM member_roles WHERE role = 'approver'").await;
    let asked = act(&editor, id, "ter-goedkeuring", &[("version", "2")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    (id, audience, approver, MemberId(member))
}

#[tokio::test]
async fn s23_nobody_approves_an_audience_they_did_not_see() {
    let house = House::open().await;
    let (id, audience, approver, _) = in_review(&house).await;
    let page = approver.get(&format!("/beheer/nummers/{id}/verzenden")).await;
    let seen = page.brought_by("/goedkeuren", "seen");
    house.wait(samenspraak::base::clock::minutes(1));
    let by = house.member(&[Role::Editor]).await;
    let changed = audiences::change(&house.app, by, (audience, 1), "Stoffen", &Filter::default()).await.unwrap();
    assert!(matches!(changed, Saved::Done(_)));
    for seen in [seen.as_str(), "", "x"] {
        let refused = act(&approver, id, "goedkeuren", &[("version", "2"), ("seen", seen)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{seen}");
        assert!(refused.body.contains("staat er intussen anders voor"), "{}", refused.body);
        assert_eq!(row(&house, id).await.state, IssueState::InReview);
    }
    // The page that was drawn anew shows everyone, and what one sees one may approve.
    assert_eq!(approve_as(&approver, id).await.status, StatusCode::SEE_OTHER);
    assert_eq!(row(&house, id).await.state, IssueState::Approved);
}

#[tokio::test]
async fn s23_nobody_approves_an_audience_that_they_widened_themselves() {
    let house = House::open().await;
    let (id, audience, approver, member) = in_review(&house).await;
    house.wait(samenspraak::base::clock::minutes(1));
    let changed = audiences::change(&house.app, member, (audience, 1), "Stoffen", &Filter::default()).await.unwrap();
    assert!(matches!(changed, Saved::Done(_)));
    let page = approver.get(&format!("/beheer/nummers/{id}/verzenden")).await;
    assert!(
        !page.body.contains("/goedkeuren") && page.body.contains("wijziging van de doelgroep telt"),
        "{}",
        page.body
    );
    let refused = act(&approver, id, "goedkeuren", &[("version", "2"), ("seen", "x")]).await;
    assert!(refused.body.contains("Daarom keurt een andere eindredacteur het goed"), "{}", refused.body);
    assert_eq!(row(&house, id).await.state, IssueState::InReview);
    let other = house.signed_in_as(&[Role::Approver]).await;
    assert_eq!(approve_as(&other, id).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn s23_an_audience_that_means_nobody_says_so() {
    let house = House::open().await;
    let (id, _) = with_audience(&house).await;
    let approver = approve(&house, id).await;
    house.sql("DELETE FROM person_topics").await;
    let page = approver.get(&format!("/beheer/nummers/{id}/verzenden")).await;
    assert!(page.body.contains("De doelgroep is nu leeg"), "{}", page.body);
    assert!(!page.body.contains("nog niemand op deze uitgave"), "{}", page.body);
}

#[tokio::test]
async fn s23_choosing_another_audience_makes_a_draft_of_an_approved_issue() {
    let house = House::open().await;
    let (id, _) = with_audience(&house).await;
    let approver = approve(&house, id).await;
    let stale = act(&approver, id, "doelgroep", &[("version", "1"), ("audience", "iedereen")]).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "the page was old");
    let unknown = act(&approver, id, "doelgroep", &[("version", "2"), ("audience", "999")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(row(&house, id).await.state, IssueState::Approved);
    let chosen = act(&approver, id, "doelgroep", &[("version", "2"), ("audience", "iedereen")]).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.body);
    let now = row(&house, id).await;
    assert_eq!((now.state, now.audience_id, now.approved_hash), (IssueState::Draft, None, None));
}

#[tokio::test]
async fn s23_an_audience_that_an_issue_uses_cannot_be_removed() {
    let house = House::open().await;
    let (id, audience) = with_audience(&house).await;
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let refused = editor.post(&format!("/beheer/doelgroepen/{audience}/weg"), &[]).await;
    assert_eq!(refused.location(), format!("/beheer/doelgroepen/{audience}?gedaan=gebruikt"));
    let page = editor.get(&format!("/beheer/doelgroepen/{audience}")).await;
    assert!(page.body.contains("Nieuwsbrief 6/2026") && !page.body.contains("Verwijder deze doelgroep"));
    act(&editor, id, "doelgroep", &[("version", "2"), ("audience", "iedereen")]).await;
    let gone = editor.post(&format!("/beheer/doelgroepen/{audience}/weg"), &[]).await;
    assert_eq!(gone.location(), "/beheer/doelgroepen?gedaan=weg");
    assert_eq!(editor.get(&format!("/beheer/doelgroepen/{audience}")).await.status, StatusCode::NOT_FOUND);
    let by = house.member(&[Role::Editor]).await;
    assert_eq!(audiences::remove(&house.app, by, audience).await.unwrap(), Removed::Done, "twice is harmless");
}

#[tokio::test]
async fn s23_a_correction_goes_to_whoever_of_the_audience_has_not_received_it() {
    let house = House::open().await;
    let (id, _) = with_audience(&house).await;
    house
        .sql("INSERT INTO person_topics (person_id, topic_id) SELECT id, 1 FROM people WHERE address LIKE 'lezer2@%'")
        .await;
    let approver = approve(&house, id).await;
    schedule(&house, &approver, id).await;
    set_clock(&house, "8-12-2026", "9.30");
    house.ring_all().await;
    // One has it; the other waits when somebody stops it.
    let tomorrow = house.clock().now().0 + 86_400_000;
    house.sql(&format!("UPDATE deliveries SET due_at = {tomorrow} WHERE lane = 'bulk' AND person_id = (SELECT id FROM people WHERE address LIKE 'lezer2@%')")).await;
    house.deliver_all().await;
    let approver = later(&house).await;
    act(&approver, id, "stoppen", &[]).await;
    house.wait(samenspraak::base::clock::minutes(10));
    let watching = approver.get(&format!("/beheer/nummers/{id}/verzending")).await;
    assert!(watching.body.contains("naar wie dit nummer nog niet heeft: nu 1"), "{}", watching.body);
    act(&approver, id, "corrigeren", &[]).await;
    let again = approve(&house, id).await;
    let version = row(&house, id).await.version.to_string();
    let fields = [("version", version.as_str()), ("date", "8-12-2026"), ("time", "10.30")];
    let scheduled = act(&again, id, "verzenden", &fields).await;
    assert_eq!(scheduled.status, StatusCode::SEE_OTHER, "{}", scheduled.body);
    set_clock(&house, "8-12-2026", "10.30");
    house.ring_all().await;
    let to: Vec<_> = house.mails().await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(to, ["lezer1@voorbeeld.nl", "lezer2@voorbeeld.nl"], "lezer0 is no part of the audience");
    assert!(house.clock().now() > START.plus(days(1)));
}
