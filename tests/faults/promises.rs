//! What was answered as done is there, and what was refused is not, whatever the disk did meanwhile.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::File;
use std::process::Stdio;
use std::time::Duration;

use samenspraak::base::clock::minutes;
use samenspraak::base::{Language, Link, Purpose, Random};
use samenspraak::store::tables::states::OnUncertain;
use samenspraak::{returns, subscribers};

use crate::account::{Account, account};
use crate::disk::Disk;
use crate::knobs::{either, figure, moments};
use crate::lossy::{Harm, Lossy};
use crate::outside::{Browser, Reply, Served, binary, run};
use crate::prepared::{Prepared, arrivals};
use crate::sink::{Arrived, Sink, Start};

/// Enough for the acts of all rounds, each of which is about somebody else.
fn readers() -> usize {
    either(600, 3_000)
}

/// What somebody was told about an act, and what shows that it was done.
pub struct Told {
    pub act: String,
    /// `None` when the answer was that nobody knows.
    pub done: Option<bool>,
    pub shown_by: String,
}

/// What came of comparing what was told with what is there.
#[derive(Debug, Default)]
pub struct Compared {
    pub done: usize,
    pub refused: usize,
    /// A line for each thing that is not as it was told.
    pub untrue: Vec<String>,
}

/// Compares what was told with what is there.
pub async fn compare(all: Vec<Told>, count: impl AsyncFn(&str) -> i64) -> Compared {
    let mut compared = Compared::default();
    for Told { act, done, shown_by } in all {
        let Some(done) = done else { continue };
        let is_there = count(&shown_by).await > 0;
        if is_there != done {
            compared.untrue.push(format!("{act}: answered {done}, and there: {is_there}"));
        }
        *(if done { &mut compared.done } else { &mut compared.refused }) += 1;
    }
    compared
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
    staff: Browser,
    /// What opens the door for programs.
    key: String,
    /// Whose mail came back, so that each is about somebody else.
    back: BTreeSet<String>,
    /// How many lists a bell went on with.
    left_to_the_bell: usize,
    /// How often `/readyz` said that nothing can be kept.
    unready: usize,
}

impl<'a> Acts<'a> {
    async fn in_house(house: &'a Prepared) -> Self {
        let (member, staff) = house.staff().await;
        let key = returns::make_key(&house.app, member, "mailserver").await.unwrap();
        Self { house, next: 0, told: Vec::new(), staff, key, back: BTreeSet::new(), left_to_the_bell: 0, unready: 0 }
    }

    /// One act of every kind.
    async fn of_every_kind(&mut self, served: &Served, sink: &Sink) {
        for page in [false, true] {
            self.leave(served, page).await;
        }
        self.sign_up(served).await;
        self.write(served).await;
        self.mail_comes_back(served, sink, true).await;
        self.mail_comes_back(served, sink, false).await;
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

    /// Somebody of the staff writes an article.
    async fn write(&mut self, served: &Served) {
        let title = format!("Artikel {}", self.number());
        let blank = self.staff.get(served.port, "/beheer/artikelen/nieuw").await;
        if blank.status == 503 {
            return;
        }
        let once = blank.between("name=\"once\" value=\"", "\"");
        let fields = [("once", once.as_str()), ("title", &title), ("language", "nl"), ("source", "Een tekst.")];
        let reply = self.staff.post(served.port, "/beheer/artikelen/nieuw", &fields).await;
        let query = format!(
            "SELECT COUNT(*) FROM articles a WHERE a.title = '{title}'
             AND EXISTS (SELECT 1 FROM article_versions v WHERE v.article_id = a.id)"
        );
        self.tell(format!("{title} was written"), said(&reply), query);
    }

    /// A mail comes back, by the door for programs or by the pipe of a mail server.
    async fn mail_comes_back(&mut self, served: &Served, sink: &Sink, by_hook: bool) {
        let fits = |mail: &Arrived| mail.to.starts_with("lezer") && !self.back.contains(&mail.to);
        let Some(about) = sink.arrived().into_iter().find(fits) else { return };
        let mail = format!(
            "From: MAILER-DAEMON@mx.voorbeeld.nl\r\nTo: {}\r\nMessage-ID: <{}@mx.voorbeeld.nl>\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.voorbeeld.nl\r\n\r\n\
             Final-Recipient: rfc822; {}\r\nAction: failed\r\nStatus: 4.4.1\r\n\r\n--b--\r\n",
            about.return_path,
            self.number(),
            about.to
        );
        let done = if by_hook {
            let kind = format!("message/rfc822\r\nAuthorization: Bearer {}", self.key);
            let reply = Browser::default().send_as(served.port, ("POST", "/api/v1/returns"), &kind, &mail).await;
            assert!([202, 503].contains(&reply.status), "{}: {}", reply.status, reply.body);
            reply.status == 202
        } else {
            let file = self.house.folder.join("terug.eml");
            std::fs::write(&file, &mail).unwrap();
            let mut pipe = binary(&self.house.folder, &self.house.database);
            pipe.args(["bounce", "--recipient", &about.return_path]).stdin(File::open(&file).unwrap());
            let ended = pipe.output().unwrap().status;
            assert!([Some(0), Some(75)].contains(&ended.code()), "{ended}");
            ended.success()
        };
        let query = format!(
            "SELECT COUNT(*) FROM feedback f JOIN people p ON p.id = f.person_id WHERE p.address = '{}'",
            about.to
        );
        self.tell(format!("a mail to {} came back (by hook: {by_hook})", about.to), Some(done), query);
        self.back.insert(about.to);
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
        let house = self.house;
        let compared = compare(std::mem::take(&mut self.told), async |query| house.number(query).await).await;
        assert!(compared.untrue.is_empty(), "{}", compared.untrue.join("\n"));
        (compared.done, compared.refused)
    }
}

/// The rows of a list that a bell merges.
const ROWS: usize = 1_000;

/// Leaves a list half merged, as a terminal does that is killed: the bell of whoever serves next goes on with it. Gives
/// whether there is anything left of it to merge.
async fn leave_a_list(house: &Prepared, mark: usize) -> bool {
    let (file, mut text) = (house.folder.join("bel.csv"), "email\n".to_owned());
    for number in 0..ROWS {
        writeln!(text, "bel{mark}x{number}@voorbeeld.example").unwrap();
    }
    std::fs::write(&file, text).unwrap();
    let mut terminal = binary(&house.folder, &house.database);
    terminal.args(["import", "subscribers"]).arg(&file);
    terminal.args(["--publication", "nieuwsbrief", "--basis", "toestemming van 2024"]);
    let mut terminal = terminal.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while house.number(MERGING).await == 0 && terminal.try_wait().unwrap().is_none() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    terminal.kill().unwrap();
    terminal.wait().unwrap();
    house.let_leases_end().await;
    house.number(MERGING).await > 0
}

const MERGING: &str = "SELECT COUNT(*) FROM imports WHERE state = 'merging'";

/// Every row of the list is there once, with its evidence. Then nobody writes to them any more.
async fn see_the_list(house: &Prepared, mark: usize) {
    for _ in 0..2_400 {
        if house.number(MERGING).await == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for table in ["subscriptions", "consents"] {
        let those = format!("person_id IN (SELECT id FROM people WHERE address LIKE 'bel{mark}x%')");
        let count = house.number(&format!("SELECT COUNT(*) FROM {table} WHERE {those}")).await;
        assert_eq!(usize::try_from(count).unwrap(), ROWS, "{table}\n{}", house.log());
        if table == "consents" {
            house.sql(&format!("DELETE FROM subscriptions WHERE {those}")).await;
        }
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
    let mark = acts.number();
    acts.left_to_the_bell += usize::from(leave_a_list(house, mark).await);
    let served = house.serve(sink);
    arrivals(sink, before + usize::try_from(random.below(200)).unwrap()).await;
    for _ in 0..=random.below(2) {
        disk.fill();
        a_while(random, 300).await;
        acts.of_every_kind(&served, sink).await;
        disk.free();
        a_while(random, 300).await;
        acts.of_every_kind(&served, sink).await;
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
    see_the_list(house, mark).await;
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
    let Some(disk) = Disk::of(either(64, 256)) else {
        println!("SKIPPED: this process may not mount a file system of its own");
        return;
    };
    let (random, seed) = moments();
    let folder = tempfile::tempdir().unwrap();
    let file = format!("sqlite://{}", disk.path().join("house.db").display());
    let house = Prepared::in_folder(folder.path(), &file, readers()).await;
    let sink = Start::polite().keeping(2_000).slow(Duration::from_millis(20)).start().await;
    let mut acts = Acts::in_house(&house).await;
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
    assert!(acts.left_to_the_bell > 0, "no bell ever went on with a list");
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
    let mut acts = Acts::in_house(&house).await;
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
