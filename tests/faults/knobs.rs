//! What the environment says about a run: its seed, its length, its engine, and where its figures go.
#![expect(clippy::disallowed_methods, reason = "the tests are told by the environment")]

use std::fs::File;
use std::io::Write as _;

use samenspraak::base::Random;

/// Whether waits and kills have their full length and number.
pub fn is_full() -> bool {
    std::env::var("FAULTS_FULL").is_ok()
}

/// The shorter or the full of two amounts.
pub fn either<T>(short: T, full: T) -> T {
    if is_full() { full } else { short }
}

/// The server that stories use instead of SQLite.
pub fn server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok()
}

/// What figures call the engine.
pub fn engine() -> &'static str {
    if server().is_some() { "PostgreSQL" } else { "SQLite" }
}

/// Random moments that another run can repeat: the seed is printed.
pub fn moments() -> (Random, u64) {
    let given = std::env::var("FAULTS_SEED").ok().map(|seed| seed.parse().unwrap());
    let seed: u64 = given.unwrap_or_else(|| Random::from_machine().unwrap().below(1_000_000_000));
    println!("FAULTS_SEED={seed}");
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&seed.to_be_bytes());
    (Random::from_seed(bytes), seed)
}

/// Adds a line `ID<TAB>value<TAB>unit<TAB>against what` to the figures, when they are asked for.
pub fn figure(id: &str, value: usize, unit: &str, against: &str) {
    let line = format!("{id}\t{value}\t{unit}\t{against}, {}\n", engine());
    print!("{line}");
    if let Ok(file) = std::env::var("FAULTS_FIGURES") {
        // One write of one line, so that stories that end together do not mix their lines.
        File::options().create(true).append(true).open(file).unwrap().write_all(line.as_bytes()).unwrap();
    }
}
