//! What was answered as done is there, and what was refused is not, whatever the disk did meanwhile.

use std::collections::BTreeSet;
use std::time::Duration;

use samenspraak::base::clock::minutes;
use samenspraak::base::{Language, Link, Purpose, Random};
use samenspraak::store::tables::states::OnUncertain;
use samenspraak::subscribers;

use crate::account::{Account, account};
use crate::disk::Disk;
use crate::knobs::{either, figure, moments};
use crate::lossy::{Harm, Lossy};
use crate::outside::{Browser, Reply, Served, run};
use crate::prepared::{Prepared, arrivals};
use crate::sink::{Sink, Start};

/// Enough for the acts of all rounds, each of which is about somebody else.
fn readers() -> usize {
    either(600, 2_500)
}

/// What somebody was told about an act, and what shows that it was done.
struct Told {
    act: String,
    /// `None` when the answer was that nobody knows.
    done: Option<bool>,
    shown_by: String,
}

/// What an answer of the web says about an act.
fn said(reply: &Reply) -> Option<bool> {
    assert!(!reply.body.is_empty() || reply.status == 303, "{} with nothing to read", reply.status);
    match reply.status {
        200 | 303 => Some(true),
        503 if reply.body.contains("Wij weten niet of dit is gelukt") => None,
        503 => Some(false),
        other => panic!("{other}: {}", reply.body),
    }
}

/// Acts of people and programs in a house, each about somebody else.
struct Acts<'a> {
    house: &'a Prepared,
    next: usize,
    told: Vec<Told>,
    /// How often `/readyz` said that nothing can be kept.
    unready: usize,
}

impl Acts<'_> {
    /// One act of every kind.
    async fn of_every_kind(&mut self, served: &Served) {
        for page in [false, true] {
            self.leave(served, page).await;
        }
        self.sign_up(served).await;
        self.add_member();
        self.import();
        let ready = Browser::default().get(served.port, "/readyz").await;
        self.unready += usize::from(ready.status == 503 && ready.body.contains("cannot be written"));
    }

    fn number(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    fn tell(&mut self, act: String, done: Option<bool>, shown_by: String) {
        self.told.push(Told { act, done, shown_by });
    }

    /// A mail program's one-click request, or the button of the page.
    async fn leave(&mut self, served: &Served, page: bool) {
        let address = format!("lezer{}@voorbeeld.example", self.number());
        let person = self.house.number(&format!("SELECT id FROM people WHERE address = '{address}'")).await;
        let secrets = &self.house.app.secrets;
        let token = Link::token(secrets, Purpose::Unsubscribe, person, self.house.publication.0, 0);
        let path = format!("/afmelden/{token}{}", if page { "/nu" } else { "" });
        let reply = Browser::default().post(served.port, &path, &[("List-Unsubscribe", "One-Click")]).await;
        let query = format!(
            "SELECT COUNT(*) FROM subscriptions WHERE person_id = {person} AND withdrawn_at IS NOT NULL
             AND EXISTS (SELECT 1 FROM consents WHERE consents.person_id = {person} AND act = 'withdrawn')"
        );
        self.tell(format!("{address} left ({path})"), said(&reply), query);
    }

    async fn sign_up(&mut self, served: &Served) {
        let address = format!("nieuw{}@voorbeeld.example", self.number());
        let drawn = {
            let words = subscribers::consent("Expertisecentrum Voorbeeld", Language::Dutch);
            subscribers::drawn_at(&self.house.app, self.house.app.clock.now().minus(minutes(1)), &words)
        };
        let fields = [
            ("address", address.as_str()),
            ("name", ""),
            ("website", ""),
            ("publication", "nieuwsbrief"),
            ("drawn", &drawn),
        ];
        let reply = Browser::default().post(served.port, "/aanmelden", &fields).await;
        let query = format!(
            "SELECT COUNT(*) FROM people p JOIN sign_ups s ON s.person_id = p.id JOIN deliveries d ON d.person_id = p.id
             WHERE p.address = '{address}'"
        );
        self.tell(format!("{address} signed up"), said(&reply), query);
    }

    fn add_member(&mut self) {
        let address = format!("lid{}@centrum.example", self.number());
        let (folder, database) = (&self.house.folder, &self.house.database);
        let arguments = ["staff", "add", "--address", &address, "--name", "Lid", "--role", "editor"];
        let done = run(folder, database, &arguments).status.success();
        let query =
            format!("SELECT COUNT(*) FROM members m JOIN people p ON p.id = m.person_id WHERE p.address = '{address}'");
        self.tell(format!("{address} was added"), Some(done), query);
    }

    fn import(&mut self) {
        let address = format!("lijst{}@voorbeeld.example", self.number());
        let file = self.house.folder.join("lijst.csv");
        std::fs::write(&file, format!("email\n{address}\n")).unwrap();
        let path = file.to_str().unwrap();
        let arguments =
            ["import", "subscribers", path, "--publication", "nieuwsbrief", "--basis", "toestemming van 2024"];
        let done = run(&self.house.folder, &self.house.database, &arguments).status.success();
        // A list that was staged is merged by whoever comes next, so only what was said to be done says anything.
        if done {
            let query = format!(
                "SELECT COUNT(*) FROM subscriptions s JOIN people p ON p.id = s.person_id WHERE p.address = '{address}'"
            );
            self.tell(format!("{address} was imported"), Some(true), query);
        }
    }

    /// Compares what was told since the last time with what is there. Gives how many acts were done and how many refused.
    async fn settle(&mut self) -> (usize, usize) {
        let mut counts = (0, 0);
        for told in self.told.drain(..) {
            let Some(done) = told.done else { continue };
            let is_there = self.house.number(&told.shown_by).await > 0;
            assert_eq!(is_there, done, "{}: answered {done}, and there: {is_there}", told.act);
            *(if done { &mut counts.0 } else { &mut counts.1 }) += 1;
        }
        counts
    }
}

async fn a_while(random: &Random, at_most: u64) {
    tokio::time::sleep(Duration::from_millis(random.below(at_most))).await;
}

/// One sending with the disk filled and freed in the middle of it, and an end of the process in one of two ways.
async fn round(acts: &mut Acts<'_>, disk: &Disk, sink: &Sink, random: &Random) -> (usize, usize, Account) {
    let house = acts.house;
    house.sql("DELETE FROM limits").await;
    let before = sink.count();
    let id = house.open(OnUncertain::Resend, None).await;
    let served = house.serve(sink);
    arrivals(sink, before + usize::try_from(random.below(200)).unwrap()).await;
    for _ in 0..=random.below(2) {
        disk.fill();
        a_while(random, 300).await;
        acts.of_every_kind(&served).await;
        disk.free();
        a_while(random, 300).await;
        acts.of_every_kind(&served).await;
    }
    if random.below(2) == 0 {
        served.kill();
    } else {
        assert!(served.stop().await, "it stops in time, and well:\n{}", house.log());
    }
    let (done, refused) = acts.settle().await;
    house.let_leases_end().await;
    let served = house.serve(sink);
    house.wait_closed(id).await;
    assert!(served.stop().await);
    let arrived: Vec<_> = sink.tally()[before..].iter().filter(|(to, _)| to.starts_with("le")).cloned().collect();
    let wanted: BTreeSet<String> = house.addresses(id, "d.state <> 'suppressed' AND p.address LIKE 'le%'").await;
    (done, refused, account(&arrived, &wanted, &house.uncertain(id).await))
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_what_was_answered_as_done_is_kept_whatever_the_disk_does() {
    if crate::knobs::server().is_some() {
        println!("SKIPPED: this is about SQLite's file");
        return;
    }
    let Some(disk) = Disk::of(64) else {
        println!("SKIPPED: this process may not mount a file system of its own");
        return;
    };
    let (random, seed) = moments();
    let folder = tempfile::tempdir().unwrap();
    let file = format!("sqlite://{}", disk.path().join("house.db").display());
    let house = Prepared::in_folder(folder.path(), &file, readers()).await;
    let sink = Start::polite().keeping(2_000).slow(Duration::from_millis(20)).start().await;
    let mut acts = Acts { house: &house, next: 0, told: Vec::new(), unready: 0 };
    let rounds = either(3, 50);
    let (mut done, mut refused) = (0, 0);
    for at in 0..rounds {
        let (well, not, account) = round(&mut acts, &disk, &sink, &random).await;
        done += well;
        refused += not;
        let story = format!("the disk filled and freed at random moments, round {at} of {rounds}, seed {seed}");
        account.settle("D4-promises", &story);
    }
    assert!(refused > 0, "the disk was never full when somebody asked for something");
    assert!(acts.unready > 0, "/readyz never said that nothing can be kept");
    let story = format!("{rounds} times the disk full in the middle, seed {seed}");
    figure("D4-promises-done", done, "acts", &story);
    figure("D4-promises-refused", refused, "acts", &story);
}

/// What may become of a message to the server.
const HARMS: [Harm; 4] =
    [Harm::Silence { reaches_the_server: true }, Harm::Cut, Harm::Late, Harm::Delay(Duration::from_millis(300))];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d04_answers_that_are_lost_break_no_promise_and_stop_nothing() {
    let house = Prepared::with(readers()).await;
    let behind = house.database.split(['@', '/']).nth(3).unwrap().to_owned();
    let lossy = Lossy::before(behind.clone(), HARMS[0]).await;
    let through = house.database.replacen(&behind, &format!("127.0.0.1:{}", lossy.port), 1);
    let sink = Start::polite().keeping(2_000).start().await;
    let mut served = Served::start(&house.folder, &through, &sink.url());
    let mut acts = Acts { house: &house, next: 0, told: Vec::new(), unready: 0 };
    let (mut done, mut refused) = (0, 0);
    for word in [&b"BEGIN\0"[..], b"COMMIT\0", b"ROLLBACK\0"] {
        for harm in HARMS.into_iter().take(either(1, HARMS.len())) {
            let (lost, logged) = (lossy.lost(), house.log().len());
            house.sql("DELETE FROM limits").await;
            lossy.harm_at(word, harm);
            lossy.harm_every(3);
            for _ in 0..either(1, 5) {
                acts.leave(&served, true).await;
                acts.leave(&served, false).await;
                acts.sign_up(&served).await;
            }
            lossy.harm_every(0);
            assert!(lossy.lost() > lost, "{harm:?} never befell {}", String::from_utf8_lossy(word));
            // The engine makes whole rounds again, without a restart, while the wires that fell silent stay so.
            house.see_a_round(&sink).await;
            lossy.hang_up();
            let (well, not) = acts.settle().await;
            done += well;
            refused += not;
            let log = house.log()[logged..].to_owned();
            assert!(!log.contains("ERROR"), "what passes is no error: {log}");
        }
    }
    let ready = Browser::default().get(served.port, "/readyz").await;
    assert_eq!((ready.status, ready.body.as_str()), (200, "ready\n"));
    assert_eq!(
        house
            .number(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'
        AND datname = current_database() AND query_start < now() - interval '2 seconds'"
            )
            .await,
        0
    );
    assert!(served.is_alive() && served.stop().await);
    let story = "answers to BEGIN, COMMIT and ROLLBACK lost";
    figure("D4-answers-done", done, "acts", story);
    figure("D4-answers-refused", refused, "acts", story);
}
