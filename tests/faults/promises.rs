//! What was answered as done is there, and what was refused is not, whatever the disk or the wire to the server did meanwhile.

use std::collections::BTreeSet;
use std::time::Duration;

use samenspraak::base::Random;
use samenspraak::store::tables::states::OnUncertain;

use crate::account::{Account, account};
use crate::acts::{Acts, Compared, Kind, leave_a_list, see_the_list};
use crate::disk::Disk;
use crate::knobs::{either, figure, moments};
use crate::lossy::{Harm, Lossy, Word};
use crate::nodes::until;
use crate::outside::{Browser, Served};
use crate::prepared::{Prepared, arrivals};
use crate::sink::{Sink, Start};

/// Enough for the acts of all rounds, each of which is about somebody else.
fn readers() -> usize {
    either(600, 3_000)
}

async fn a_while(random: &Random, at_most: u64) {
    tokio::time::sleep(Duration::from_millis(random.below(at_most))).await;
}

/// What keeps the database from keeping things, for as long as it lasts.
trait Trouble {
    fn begin(&self);
    fn end(&self);
}

impl Trouble for Disk {
    fn begin(&self) {
        self.fill();
    }

    fn end(&self) {
        self.free();
    }
}

/// Every third message that says a word, up to so many of them, is harmed.
struct Harming<'a> {
    wire: &'a Lossy,
    word: Word,
    harm: Harm,
}

impl Trouble for Harming<'_> {
    fn begin(&self) {
        self.wire.harm_at(self.word, self.harm);
        self.wire.harm_every(3);
    }

    fn end(&self) {
        self.wire.harm_every(0);
    }
}

/// One sending with trouble in the middle of it, so many times, and an end of the process in one of two ways.
async fn round(
    acts: &mut Acts<'_>,
    trouble: &impl Trouble,
    (served_on, sink, random): (&str, &Sink, &Random),
    times: u64,
) -> (Compared, Account) {
    let house = acts.house;
    house.sql("DELETE FROM limits").await;
    let (before, logged) = (sink.count(), house.log().len());
    let id = house.open(OnUncertain::Resend, None).await;
    let mark = acts.number();
    acts.left_to_the_bell += usize::from(leave_a_list(house, mark).await);
    let served = Served::start(&house.folder, served_on, &sink.url());
    arrivals(sink, before + 2 + usize::try_from(random.below(200)).unwrap()).await;
    for _ in 0..times {
        trouble.begin();
        a_while(random, 300).await;
        acts.of_every_kind(&served, sink).await;
        trouble.end();
        a_while(random, 300).await;
        acts.of_every_kind(&served, sink).await;
    }
    // The engine makes whole rounds again, without a restart, while wires that fell silent stay so.
    house.see_a_round(sink).await;
    let ready = Browser::default().get(served.port, "/readyz").await;
    assert_eq!((ready.status, ready.body.as_str()), (200, "ready\n"));
    if random.below(2) == 0 {
        served.kill();
    } else {
        assert!(served.stop().await, "it stops in time, and well:\n{}", house.log());
    }
    let compared = acts.settle().await;
    house.let_leases_end().await;
    let served = house.serve(sink);
    house.wait_closed(id).await;
    see_the_list(house, mark).await;
    assert!(served.stop().await);
    let log = house.log()[logged..].to_owned();
    assert!(!log.contains("ERROR"), "what passes is no error: {log}");
    let arrived: Vec<_> = sink.tally()[before..].iter().filter(|(to, _)| to.starts_with("le")).cloned().collect();
    let wanted: BTreeSet<String> = house.addresses(id, "d.state <> 'suppressed' AND p.address LIKE 'le%'").await;
    (compared, account(&arrived, &wanted, &house.uncertain(id).await))
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_what_was_answered_as_done_is_kept_whatever_the_disk_does() {
    if crate::knobs::server().is_some() {
        println!("SKIPPED: this is about SQLite's file");
        return;
    }
    let Some(disk) = Disk::of(either(64, 256)) else {
        println!("SKIPPED: this process may not mount a file system of its own");
        return;
    };
    let (random, seed) = moments();
    let folder = tempfile::tempdir().unwrap();
    let file = format!("sqlite://{}", disk.path().join("house.db").display());
    let house = Prepared::in_folder(folder.path(), &file, readers()).await;
    let sink = Start::polite().keeping(2_000).slow(Duration::from_millis(20)).start().await;
    let mut acts = Acts::in_house(&house, &house.database).await;
    let rounds = either(3, 50);
    let mut whole = Compared::default();
    for at in 0..rounds {
        let times = 1 + random.below(2);
        let (compared, account) = round(&mut acts, &disk, (&house.database, &sink, &random), times).await;
        whole = whole.and(compared);
        let story = format!("the disk filled and freed at random moments, round {at} of {rounds}, seed {seed}");
        account.settle("D4-promises", &story);
    }
    assert!(whole.refused > 0, "the disk was never full when somebody asked for something");
    assert!(acts.unready > 0, "/readyz never said that nothing can be kept");
    see_it_all(&acts, &whole);
    let story = format!("{rounds} times the disk full in the middle, seed {seed}");
    figure("D4-promises-done", whole.done, "acts", &story);
    figure("D4-promises-refused", whole.refused, "acts", &story);
}

/// What a story says nothing about was not there to be broken.
fn see_it_all(acts: &Acts<'_>, whole: &Compared) {
    let never: Vec<_> = Kind::ALL.into_iter().filter(|kind| !whole.kinds.contains(kind)).collect();
    assert!(never.is_empty(), "never answered as done: {never:?}");
    assert!(acts.left_to_the_bell > 0, "no bell ever went on with a list");
}

/// What may become of a message to the server, and how often in a round: each silence lasts until somebody's patience ends.
const HARMS: [Harm; 4] =
    [Harm::Silence { reaches_the_server: true }, Harm::Cut, Harm::Late, Harm::Delay(Duration::from_millis(300))];

/// Each word with each harm; in a short run each word once, and each way of losing an answer at least once.
fn harms() -> Vec<(Word, Harm)> {
    let all = Word::ALL.into_iter().flat_map(|word| HARMS.map(|harm| (word, harm)));
    let short =
        [(Word::Begin, HARMS[1]), (Word::Commit, HARMS[0]), (Word::Rollback, HARMS[2]), (Word::GoingBack, HARMS[0])];
    either(short.to_vec(), all.collect())
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d04_answers_that_are_lost_break_no_promise_and_stop_nothing() {
    let (random, seed) = moments();
    let house = Prepared::with(readers()).await;
    see_what_is_left_open(&house).await;
    let (wire, through) = Lossy::of(&house.database, HARMS[0]).await;
    let sink = Start::polite().keeping(2_000).slow(Duration::from_millis(20)).start().await;
    let mut acts = Acts::in_house(&house, &through).await;
    let mut whole = Compared::default();
    for (word, harm) in harms() {
        let lost = wire.lost_at(word);
        let trouble = Harming { wire: &wire, word, harm };
        let (compared, account) = round(&mut acts, &trouble, (&through, &sink, &random), either(1, 2)).await;
        assert!(wire.lost_at(word) > lost, "{harm:?} never befell {word:?}, seed {seed}");
        whole = whole.and(compared);
        account.settle("D4-answers", &format!("{harm:?} at every third {word:?}, seed {seed}"));
        wire.hang_up();
        assert_eq!(house.number(LEFT_OPEN).await, 0, "no transaction stays open");
    }
    assert!(whole.refused + whole.unsure > 0, "nobody noticed anything of what was lost");
    see_it_all(&acts, &whole);
    let story = format!("answers to BEGIN, COMMIT and ROLLBACK lost, seed {seed}");
    figure("D4-answers-done", whole.done, "acts", &story);
    figure("D4-answers-refused", whole.refused, "acts", &story);
    figure("D4-answers-unsure", whole.unsure, "acts", &story);
}

/// Transactions of this house that nobody ends; other houses in the same database have their own.
const LEFT_OPEN: &str = "SELECT COUNT(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'
    AND application_name = current_setting('application_name') AND query_start < now() - interval '2 seconds'";

/// A transaction that is left open is seen, so its absence says something.
async fn see_what_is_left_open(house: &Prepared) {
    let left = house.app.store.begin_write().await.unwrap();
    until(async || house.number(LEFT_OPEN).await == 1).await;
    left.rollback().await.unwrap();
}
