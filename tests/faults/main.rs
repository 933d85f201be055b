//! Nobody lost, nobody twice, whatever breaks: the real binary with sendings to thousands, counted at a scripted sink.
//!
//! Each story prepares a database through the library, with a sending that is due, and starts `samenspraak serve` on it.
//! What arrived is compared with who should get it by one check, `account.rs`; `negative.rs` proves that this check
//! sees a loss. Every wait is for a condition. With `TEST_DATABASE_URL` the stories run on PostgreSQL, as in `tests/it`.
//!
//! - `FAULTS_SEED=…` repeats a run's random moments.
//! - `FAULTS_FULL=1` kills fifty times instead of ten and keeps the relay and the database away for as long as the
//!   property says; `script/bench faults` does that.
//! - `FAULTS_FIGURES=FILE` has each story add its counts there.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod account;
mod acts;
mod answers;
mod clock;
mod crashes;
mod crowd;
mod database;
mod disk;
mod knobs;
mod lists;
mod lossy;
mod negative;
mod nodes;
mod people;
mod prepared;
mod promises;
mod relay;
mod server;

#[expect(dead_code, reason = "the stories here begin with nothing")]
#[path = "../it/databases.rs"]
mod databases;
#[path = "../it/letter.rs"]
mod letter;
#[expect(dead_code, reason = "the stories here need a part of it")]
#[path = "../it/outside.rs"]
mod outside;
#[expect(dead_code, reason = "the stories here need a part of it")]
#[path = "../it/sink.rs"]
mod sink;
