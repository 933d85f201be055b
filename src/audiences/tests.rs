use std::collections::BTreeMap;

use proptest::prelude::*;
use sea_orm::sea_query::PostgresQueryBuilder;

use super::{
    Act, Asking, Condition, Facts, Filter, FilterFault, Ground, MAX_CONDITIONS, MAX_DEPTH, Names, Node, Path, Step,
    What, apply, fits, query, sentence,
};
use crate::base::id::{AreaId, PersonId, PublicationId, TopicId};
use crate::base::{Instant, Language};
use crate::store::Engine;

fn topic(id: i64) -> Node {
    Node::one(Condition::Topic(TopicId(id)))
}

fn names() -> Names {
    let topics = (1..=3).map(|id| (TopicId(id), format!("T{id}"))).collect();
    let publications = BTreeMap::from([(PublicationId(1), "Nieuwsbrief".to_owned())]);
    let areas = BTreeMap::from([(AreaId(1), ("Oost".to_owned(), false)), (AreaId(2), ("Twente".to_owned(), true))]);
    Names { publications, topics, areas, ..Names::default() }
}

fn who(node: Node) -> Filter {
    let who = if node.children().is_some() { node } else { Node::all(vec![node]) };
    Filter { who, ..Filter::default() }
}

fn nested(depth: usize) -> Filter {
    // The outermost group is the first.
    who((1..depth).fold(Node::all(vec![topic(1)]), |inner, _| Node::any(vec![inner, topic(2)])))
}

fn asking(engine: Engine) -> Asking {
    Asking { now: Instant(0), engine, marks: Vec::new() }
}

fn at(text: &str) -> Path {
    Path::read(text).unwrap()
}

#[test]
fn s23_a_filter_nested_fifty_deep_is_refused_and_at_the_edge_it_works() {
    let edge = nested(MAX_DEPTH);
    assert_eq!(edge.check(), Ok(()));
    let json = edge.to_json();
    assert_eq!(Filter::read(&json), Ok(edge.clone()));
    assert!(sentence(&edge, &names(), Language::Dutch).contains("T1"));
    let facts = Facts { topics: [TopicId(2)].into(), ..Facts::default() };
    assert!(fits(&edge, &facts, &Ground::new()));
    for depth in [MAX_DEPTH + 1, 20, 50] {
        let deep = nested(depth);
        assert_eq!(deep.check(), Err(FilterFault::TooDeep), "{depth}");
        assert_eq!(Filter::read(&deep.to_json()), Err(FilterFault::TooDeep), "{depth}");
    }
    // Deeper than the parser goes.
    let bomb = format!("{{\"who\":{}", "{\"of\":{\"all\":[".repeat(1_000));
    assert_eq!(Filter::read(&bomb), Err(FilterFault::TooDeep));
}

#[test]
fn s23_a_filter_is_bounded_in_size() {
    let many = |count: usize| who(Node::any((0..count).map(|_| topic(1)).collect()));
    assert_eq!(many(MAX_CONDITIONS).check(), Ok(()));
    assert_eq!(many(MAX_CONDITIONS + 1).check(), Err(FilterFault::TooLarge));
    assert_eq!(Filter::read(&"x".repeat(100_000)), Err(FilterFault::TooLarge));
    let full = many(MAX_CONDITIONS);
    let step = Step::add(at("w"), Condition::Topic(TopicId(2)), false);
    assert_eq!(apply(&full, step), Err(FilterFault::TooLarge));
}

#[test]
fn s23_what_is_no_filter_is_refused() {
    for json in [
        "",
        "{}",
        "null",
        "[]",
        "{\"who\":{\"of\":{\"one\":{\"topic\":1}}},\"except\":{\"of\":{\"any\":[]}}}",
        "{\"who\":{\"of\":{\"all\":[{\"of\":{\"one\":{\"topic\":\"1; DROP TABLE people\"}}}]}},\"except\":{\"of\":{\"any\":[]}}}",
        "{\"who\":{\"of\":{\"all\":[{\"of\":{\"one\":{\"sql\":\"1=1\"}}}]}},\"except\":{\"of\":{\"any\":[]}}}",
        "{\"who\":{\"of\":{\"all\":[{\"of\":{\"one\":{\"since\":{\"publication\":1,\"day\":\"gisteren\"}}}}]}},\"except\":{\"of\":{\"any\":[]}}}",
    ] {
        assert_eq!(Filter::read(json), Err(FilterFault::Unreadable), "{json}");
    }
}

#[test]
fn s23_nested_and_and_or_read_differently() {
    let (names, nl, en) = (names(), Language::Dutch, Language::English);
    let one = who(Node::all(vec![Node::any(vec![topic(1), topic(2)]), topic(3)]));
    let other = who(Node::any(vec![topic(1), Node::all(vec![topic(2), topic(3)])]));
    assert_eq!(
        sentence(&one, &names, nl),
        "Iedereen die (het onderwerp “T1” koos of het onderwerp “T2” koos) en het onderwerp “T3” koos."
    );
    assert_eq!(
        sentence(&other, &names, nl),
        "Iedereen die het onderwerp “T1” koos of (het onderwerp “T2” koos en het onderwerp “T3” koos)."
    );
    assert_eq!(
        sentence(&one, &names, en),
        "Everyone who (chose the topic “T1” or chose the topic “T2”) and chose the topic “T3”."
    );
    let except = Filter { except: Node::any(vec![Node::one(Condition::Area(AreaId(1)))]), ..who(topic(1).negated()) };
    assert_eq!(
        sentence(&except, &names, nl),
        "Iedereen die het onderwerp “T1” niet koos. Behalve wie koos voor “Oost” met de regio’s daarvan."
    );
    assert_eq!(
        sentence(&except, &names, en),
        "Everyone who did not choose the topic “T1”. Except who chose “Oost” with its regions."
    );
    assert_eq!(sentence(&Filter::default(), &names, nl), "Iedereen.");
    let none = who(Node::all(vec![Node::any(vec![topic(1), topic(2)]).negated()]));
    assert_eq!(sentence(&none, &names, nl), "Iedereen die niet (het onderwerp “T1” koos of het onderwerp “T2” koos).");
    assert!(sentence(&who(topic(9)), &names, nl).contains("nummer 9, dat er niet meer is"));
}

#[test]
fn s23_an_unfinished_group_counts_for_nothing() {
    let facts = Facts { topics: [TopicId(1)].into(), ..Facts::default() };
    let with_empty =
        who(Node::all(vec![topic(1), Node::any(Vec::new()).negated(), Node::all(vec![Node::any(vec![])])]));
    assert!(fits(&with_empty, &facts, &Ground::new()));
    assert!(!fits(&with_empty, &Facts::default(), &Ground::new()));
    assert_eq!(sentence(&with_empty, &names(), Language::Dutch), "Iedereen die het onderwerp “T1” koos.");
    assert!(fits(&Filter::default(), &Facts::default(), &Ground::new()) && Filter::default().is_everyone());
}

#[test]
fn s23_an_area_means_its_regions() {
    let ground = Ground::from([(AreaId(2), AreaId(1)), (AreaId(3), AreaId(1))]);
    let chose = |id| Facts { areas: [AreaId(id)].into(), ..Facts::default() };
    let area = |id| who(Node::one(Condition::Area(AreaId(id))));
    assert!(fits(&area(1), &chose(2), &ground), "the area means the region");
    assert!(fits(&area(2), &chose(1), &ground), "who chose the whole area reads about each region");
    assert!(!fits(&area(3), &chose(2), &ground), "but one region is not another");
}

#[test]
fn s23_steps_build_turn_and_take_away() {
    let step = |filter: &Filter, place: &str, act: Act| apply(filter, Step { at: at(place), act }).unwrap();
    let one = step(&Filter::default(), "w", Act::Add(topic(1)));
    let two = step(&one, "w", Act::Add(topic(2)));
    assert_eq!(two.who, Node::all(vec![topic(1), topic(2)]));
    assert_eq!(step(&two, "w", Act::Turn).who, Node::any(vec![topic(1), topic(2)]));
    let grouped = step(&two, "w.1", Act::Group);
    let grown = step(&grouped, "w.1", Act::Add(topic(3)));
    assert_eq!(grown.who, Node::all(vec![topic(1), Node::any(vec![topic(2), topic(3)])]));
    assert_eq!(
        step(&grown, "w.1.0", Act::Negate).who.children().unwrap()[1].children().unwrap()[0],
        topic(2).negated()
    );
    assert_eq!(step(&grown, "w.0", Act::Remove).who, Node::all(vec![Node::any(vec![topic(2), topic(3)])]));
    let except = step(&grown, "e", Act::Add(topic(9)));
    assert_eq!(except.except, Node::any(vec![topic(9)]));
    assert_eq!(step(&except, "e", Act::Remove).except, Node::any(Vec::new()));
    for place in ["w.7", "w.0.0", "w.1.5.2", "e.3"] {
        for act in [Act::Remove, Act::Negate, Act::Turn, Act::Group, Act::Add(topic(4))] {
            assert_eq!(step(&grown, place, act), grown, "{place} leads nowhere");
        }
    }
    assert_eq!(step(&grown, "w", Act::Negate), grown, "a whole half is turned round by the other half");
    for text in ["", "x", "w.", "w.-1", "w.99999999999999999999999", "W", "w 1"] {
        assert_eq!(Path::read(text), None, "{text}");
    }
    assert_eq!(at("w.0.12").to_string(), "w.0.12");
}

/// Trees over three topics.
fn tree() -> impl Strategy<Value = Node> {
    let leaf = (1..=3_i64, any::<bool>()).prop_map(|(id, not)| Node { not, ..topic(id) });
    leaf.prop_recursive(3, 12, 3, |inner| {
        let group = prop::collection::vec(inner, 0..4);
        (group, any::<bool>(), any::<bool>())
            .prop_map(|(nodes, all, not)| Node { not, of: if all { What::All(nodes) } else { What::Any(nodes) } })
    })
}

/// What a filter says about each of the eight people that three topics can tell apart.
fn table(filter: &Filter) -> Vec<bool> {
    let facts = |bits: i64| Facts {
        topics: (1..=3).filter(|id| bits & (1 << id) != 0).map(TopicId).collect(),
        ..Facts::default()
    };
    (0..8).map(|bits| fits(filter, &facts(bits << 1), &Ground::new())).collect()
}

proptest! {
    /// PostgreSQL makes joins of negated facts, and of nothing else that is negated.
    #[test]
    fn s23_a_query_negates_facts_and_never_groups(node in tree()) {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let text = query(&who(node.clone()), PublicationId(1), &asking(engine)).to_string(PostgresQueryBuilder);
            for after in text.split("NOT ").skip(1) {
                let is_fact = ["EXISTS(SELECT", "IN (SELECT", "NULL"].iter().any(|fact| after.starts_with(fact));
                prop_assert!(is_fact, "{}", text);
            }
        }
    }

    #[test]
    fn s23_a_filter_survives_its_own_json(node in tree()) {
        let filter = who(node);
        prop_assert_eq!(Filter::read(&filter.to_json()), Ok(filter));
    }
}

#[test]
fn s23_no_two_small_filters_that_mean_something_else_read_the_same() {
    let mut small: Vec<Node> = (1..=3).flat_map(|id| [topic(id), topic(id).negated()]).collect();
    for _ in 0..2 {
        let some: Vec<_> = small.iter().step_by(if small.len() > 60 { small.len() / 40 } else { 1 }).cloned().collect();
        for one in &some {
            for other in some.iter().take(12) {
                for group in [Node::all, Node::any] {
                    let node = group(vec![one.clone(), other.clone()]);
                    small.push(node.clone().negated());
                    small.push(node);
                }
            }
        }
    }
    for language in Language::ALL {
        let mut read = BTreeMap::<String, Vec<bool>>::new();
        for node in &small {
            let filter = who(Node::all(vec![node.clone()]));
            let meaning = table(&filter);
            let words = sentence(&filter, &names(), language);
            let known = read.entry(words.clone()).or_insert_with(|| meaning.clone());
            assert_eq!(*known, meaning, "{words}");
        }
        assert!(read.len() > 300, "this test reads too little: {}", read.len());
    }
}

/// A list of everyone who chose a topic pays for a count of everyone. A page of fifty looks each reader up.
#[test]
fn s23_a_page_of_people_makes_no_list_of_everyone() {
    let filter = who(Node::any(vec![topic(1), Node::one(Condition::Area(AreaId(1))), topic(2).negated()]));
    let counted = query(&filter, PublicationId(1), &asking(Engine::Sqlite)).to_string(PostgresQueryBuilder);
    assert!(counted.contains("IN (SELECT \"person_topics\".\"person_id\""), "{counted}");
    let of = (Some(PersonId(7)), 51);
    let page =
        super::query::page(&filter, PublicationId(1), of, &asking(Engine::Sqlite)).to_string(PostgresQueryBuilder);
    assert!(!page.contains("IN (SELECT \"person_topics\"") && !page.contains("IN (SELECT \"person_areas\""), "{page}");
    assert!(page.ends_with("AND \"reach\".\"person_id\" > 7 ORDER BY \"reach\".\"person_id\" ASC LIMIT 51"), "{page}");
}
