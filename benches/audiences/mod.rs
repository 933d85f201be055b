//! What `script/bench audiences` runs: how long it takes to count an audience with three conditions, and to freeze an
//! audience of everyone into the ledger, on both engines.
//!
//! Each figure is a line `ID<TAB>value<TAB>unit<TAB>against what`.
mod house;

use std::time::{Duration, Instant as Watch};

use self::house::House;
use crate::ground;
use samenspraak::audiences::{Condition, Filter, Node};
use samenspraak::base::Language;
use samenspraak::base::id::{AreaId, TopicId};
use samenspraak::organisations::OrganisationKind;

/// How often each count is taken.
const TIMES: usize = 40;

/// Measures and prints.
pub async fn run(arguments: &[String]) {
    let quick = arguments.iter().any(|argument| argument == "--quick");
    for (database, engine) in ground::databases() {
        let house = House::open(&database, 100_000).await;
        count(
            &house,
            &format!("S23-count{engine}"),
            "ms",
            "p95, three conditions, 100,000 people; the limit of 300 ms",
        )
        .await;
        house.close().await;
        let crowd = if quick { 200_000 } else { 1_000_000 };
        let house = House::open(&database, crowd).await;
        let against = format!("p95, three conditions, {crowd} people; the limit of 2,000 ms");
        count(&house, &format!("S23-count-crowd{engine}"), "ms", &against).await;
        let everyone = Filter {
            who: Node::any(Language::ALL.map(|language| Node::one(Condition::Language(language))).to_vec()),
            ..Filter::default()
        };
        let took = house.freeze(&everyone, i64::from(crowd)).await;
        let against = format!("an audience of {crowd} into the ledger; the limit of 6 s");
        figure(&format!("S23-freeze{engine}"), took.as_secs_f64(), "s", &against);
        house.close().await;
    }
}

fn figure(id: &str, value: f64, unit: &str, against: &str) {
    println!("{id}\t{value:.2}\t{unit}\t{against}");
}

/// Filters of three conditions in the shapes that people build; the slowest of them counts.
fn filters() -> [(&'static str, Filter); 4] {
    let topic = || Node::one(Condition::Topic(TopicId(1)));
    let area = || Node::one(Condition::Area(AreaId(1)));
    let region = || Node::one(Condition::OrganisationKind(OrganisationKind::SafetyRegion));
    let dutch = Node::one(Condition::Language(Language::Dutch));
    let english = Node::one(Condition::Language(Language::English));
    let of = |who, except| Filter { who, except: Node::any(except) };
    [
        ("and", of(Node::all(vec![topic(), area(), dutch]), Vec::new())),
        ("or", of(Node::any(vec![topic(), area(), region()]), Vec::new())),
        ("except", of(Node::all(vec![topic().negated(), area().negated()]), vec![region()])),
        ("except two", of(Node::all(vec![topic()]), vec![region(), english])),
    ]
}

async fn count(house: &House, id: &str, unit: &str, against: &str) {
    let mut slowest = Duration::ZERO;
    for (shape, filter) in filters() {
        let mut times = Vec::new();
        let mut many = 0;
        for _ in 0..TIMES {
            let began = Watch::now();
            many = house.count(&filter).await;
            times.push(began.elapsed());
        }
        times.sort_unstable();
        let p95 = times[TIMES * 95 / 100 - 1];
        eprintln!("{id} {shape}: {many} people, p95 {:.1} ms", p95.as_secs_f64() * 1_000.0);
        slowest = slowest.max(p95);
    }
    figure(id, slowest.as_secs_f64() * 1_000.0, unit, against);
}
