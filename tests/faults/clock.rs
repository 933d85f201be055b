//! The machine's clock jumps under the real binary. Debian's libfaketime moves what it reads; timers run on.

use std::path::PathBuf;
use std::process::Command;

use samenspraak::base::clock::minutes;
use samenspraak::store::tables::states::{OnUncertain, SendingState};

use crate::outside::Served;
use crate::prepared::{Prepared, arrivals, number_of, readers_of};
use crate::sink::{Reaction, Sink, Start};

/// A clock that can be moved.
pub struct Moved {
    file: PathBuf,
}

impl Moved {
    /// Starts the binary on a clock that can be moved.
    pub fn serve(house: &Prepared, sink: &Sink) -> (Served, Self) {
        let clock = Self { file: house.folder.join("clock") };
        clock.to("+0");
        let library = library();
        let served = house.serve_with(sink, |command: &mut Command| {
            command
                .env("LD_PRELOAD", library)
                .env("FAKETIME_TIMESTAMP_FILE", &clock.file)
                .env("FAKETIME_NO_CACHE", "1")
                .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .env("NO_FAKE_STAT", "1");
        });
        (served, clock)
    }

    /// Moves it to so far from the real time, as in `+3600` seconds.
    pub fn to(&self, offset: &str) {
        // Renamed into place: it is read at every look at the clock.
        let beside = self.file.with_extension("new");
        std::fs::write(&beside, offset).unwrap();
        std::fs::rename(&beside, &self.file).unwrap();
    }
}

fn library() -> PathBuf {
    let folders = std::fs::read_dir("/usr/lib").unwrap().map(|entry| entry.unwrap().path());
    let mut found = folders.map(|folder| folder.join("faketime/libfaketimeMT.so.1")).filter(|file| file.exists());
    found.next().unwrap_or_else(|| panic!("Debian's package faketime is missing; script/test installs it"))
}

#[tokio::test(flavor = "multi_thread")]
async fn d10_a_jump_past_the_latest_moment_stops_it_exactly_there() {
    let house = Prepared::with(2_000).await;
    let sink = Start::polite().keeping(2_000).start().await;
    let id = house.open(OnUncertain::Resend, Some(house.app.clock.now().plus(minutes(30)))).await;
    let (served, clock) = Moved::serve(&house, &sink);
    arrivals(&sink, 300).await;
    clock.to("+3600");
    let end = house.wait_until(id, "stopped", |now| now.state != SendingState::Open).await;
    assert_eq!((end.state, end.reason.as_str()), (SendingState::Cancelled, "not-after"), "the jump came in time");
    house.see_a_round(&sink).await;
    while house.rows(id, "d.state = 'submitting'").await > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let stands_at = readers_of(&sink).len();
    house.see_a_round(&sink).await;
    assert!(served.stop().await);
    assert_eq!(readers_of(&sink).len(), stands_at, "nothing more of it goes out");
    let not_sent = house.addresses(id, "d.state IN ('pending', 'claimed', 'retry')").await;
    assert!(!not_sent.is_empty(), "it was stopped in the middle");
    let account = house.account_without(id, &readers_of(&sink), &not_sent).await;
    account.settle("D10-jump", "2,000 mails, the clock jumps past not-after");
    assert_eq!((account.repeated, account.uncertain), (0, 0), "a process that lives is not taken over by itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn d10_what_is_too_late_when_it_starts_is_not_sent_and_says_so() {
    let house = Prepared::with(100).await;
    let sink = Start::polite().start().await;
    let id = house.open(OnUncertain::Resend, Some(house.app.clock.now().plus(minutes(30)))).await;
    let late = |command: &mut Command| {
        command.env("LD_PRELOAD", library()).env("FAKETIME", "+3600").env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    };
    let served = house.serve_with(&sink, late);
    let end = house.wait_until(id, "stopped", |now| now.state != SendingState::Open).await;
    house.see_a_round(&sink).await;
    assert!(served.stop().await);
    assert_eq!((end.state, end.reason.as_str(), end.accepted), (SendingState::Cancelled, "not-after", 0));
    assert_eq!(readers_of(&sink).len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn d07_a_jump_over_the_back_off_brings_what_waits_and_doubles_nobody_unsaid() {
    let house = Prepared::with(2_000).await;
    let later = |to: &str, before| match number_of(to) % 20 {
        3 if before == 0 => Reaction::RefuseRecipient("451 4.7.1 try later"),
        _ => Reaction::Accept,
    };
    let sink = Start::polite().keeping(2_000).with(later).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let (served, clock) = Moved::serve(&house, &sink);
    arrivals(&sink, 500).await;
    clock.to("+3600");
    house.wait_until(id, "tried with everyone", |now| now.open == 0 || now.state == SendingState::Closed).await;
    clock.to("+7200");
    house.wait_closed(id).await;
    assert!(served.stop().await);
    let account = house.account_of(id, &sink.tally()).await;
    account.settle("D7-jump", "2,000 mails, 5 % 451, the clock jumps an hour twice");
    assert_eq!((account.repeated, account.uncertain), (0, 0), "a process that lives is not taken over by itself");
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_a_jump_back_loses_nobody() {
    let house = Prepared::with(2_000).await;
    let sink = Start::polite().keeping(2_000).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let (served, clock) = Moved::serve(&house, &sink);
    arrivals(&sink, 500).await;
    clock.to("-7200");
    house.wait_closed(id).await;
    assert!(served.stop().await);
    let account = house.account_of(id, &sink.tally()).await;
    account.settle("D4-jump-back", "2,000 mails, the clock jumps two hours back");
    assert_eq!((account.repeated, account.uncertain), (0, 0));
}
