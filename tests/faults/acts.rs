//! Acts of people and programs in a house, what each was told about it, and what shows whether it was done.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::File;
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use samenspraak::base::clock::minutes;
use samenspraak::base::{Language, Link, Purpose, UNSURE};
use samenspraak::{returns, subscribers};

use crate::outside::{Browser, Reply, Served, binary};
use crate::prepared::Prepared;
use crate::sink::{Arrived, Sink};

/// The kinds of acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The button of the page that a reader leaves by.
    Left,
    /// The same by a mail program's one click.
    LeftByOneClick,
    /// A sign-up, whose letter the engine sends.
    SignedUp,
    /// An article of the staff.
    Wrote,
    /// A mail that comes back by the door for programs.
    CameBack,
    /// The same by the pipe of a mail server.
    CameBackByPipe,
    /// A colleague who is added at the terminal.
    Added,
    /// A list that is imported at the terminal.
    Imported,
    /// A leaving that is taken back and was none: what was begun is given up, and whoever reads goes on reading.
    Stayed,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Left,
        Self::LeftByOneClick,
        Self::SignedUp,
        Self::Wrote,
        Self::CameBack,
        Self::CameBackByPipe,
        Self::Added,
        Self::Imported,
        Self::Stayed,
    ];
}

/// What somebody was told about an act, and what shows that it was done.
#[derive(Debug)]
pub struct Told {
    pub kind: Kind,
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
    pub unsure: usize,
    /// The kinds of which an act was answered as done.
    pub kinds: BTreeSet<Kind>,
    /// A line for each thing that is not as it was told.
    pub untrue: Vec<(Kind, String)>,
}

impl Compared {
    /// Both together.
    pub fn and(mut self, other: Self) -> Self {
        self.done += other.done;
        self.refused += other.refused;
        self.unsure += other.unsure;
        self.kinds.extend(other.kinds);
        self.untrue.extend(other.untrue);
        self
    }
}

/// Compares what was told with what is there.
pub async fn compare(all: Vec<Told>, count: impl AsyncFn(&str) -> i64) -> Compared {
    let mut compared = Compared::default();
    for Told { kind, act, done, shown_by } in all {
        let Some(done) = done else {
            compared.unsure += 1;
            continue;
        };
        let is_there = count(&shown_by).await > 0;
        if is_there != done {
            compared.untrue.push((kind, format!("{act}: answered {done}, and there: {is_there}")));
        }
        if done {
            compared.done += 1;
            compared.kinds.insert(kind);
        } else {
            compared.refused += 1;
        }
    }
    compared
}

/// What an answer of the web says about an act.
fn said(reply: &Reply) -> Option<bool> {
    assert!(!reply.body.is_empty() || reply.status == 303, "{} with nothing to read", reply.status);
    match reply.status {
        200 | 202 | 303 => Some(true),
        503 if ["Wij weten niet of dit is gelukt", "It is not known whether this was kept"]
            .iter()
            .any(|words| reply.body.contains(words)) =>
        {
            None
        }
        503 => Some(false),
        other => panic!("{other}: {}", reply.body),
    }
}

/// What a command says about an act.
fn ended(output: &Output) -> Option<bool> {
    let is_unsure = String::from_utf8_lossy(&output.stderr).contains(UNSURE);
    (output.status.success() || !is_unsure).then(|| output.status.success())
}

/// Runs a command beside everything else that goes on.
async fn run(mut command: Command) -> Output {
    tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap()
}

/// Acts in a house, each about somebody else.
pub struct Acts<'a> {
    pub house: &'a Prepared,
    /// The database as commands reach it.
    database: String,
    next: AtomicUsize,
    told: Mutex<Vec<Told>>,
    staff: Browser,
    /// What opens the door for programs.
    key: String,
    /// Whose mail came back, so that each is about somebody else.
    back: Mutex<BTreeSet<String>>,
    /// How many lists a bell went on with.
    pub left_to_the_bell: usize,
    /// How often `/readyz` said that nothing can be kept.
    pub unready: usize,
}

impl<'a> Acts<'a> {
    /// Commands reach the database by this address.
    pub async fn in_house(house: &'a Prepared, database: &str) -> Self {
        let (member, staff) = house.staff().await;
        let key = returns::make_key(&house.app, member, "mailserver").await.unwrap();
        Self {
            house,
            database: database.to_owned(),
            next: AtomicUsize::new(0),
            told: Mutex::default(),
            staff,
            key,
            back: Mutex::default(),
            left_to_the_bell: 0,
            unready: 0,
        }
    }

    /// One act of every kind, all at once.
    pub async fn of_every_kind(&mut self, served: &Served, sink: &Sink) {
        let some = &*self;
        let readers = async { tokio::join!(some.leave(served, false), some.leave(served, true), some.sign_up(served)) };
        let programs =
            async { tokio::join!(some.mail_comes_back(served, sink, true), some.mail_comes_back(served, sink, false)) };
        // As many as it takes that the third of them is harmed.
        let stay = async { tokio::join!(some.stay(served), some.stay(served), some.stay(served)) };
        tokio::join!(readers, programs, some.write(served), some.add_member(), some.import(), stay);
        let ready = Browser::default().get(served.port, "/readyz").await;
        self.unready += usize::from(ready.status == 503 && ready.body.contains("cannot be written"));
    }

    pub fn number(&self) -> usize {
        self.next.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn tell(&self, kind: Kind, act: String, done: Option<bool>, shown_by: String) {
        self.told.lock().unwrap().push(Told { kind, act, done, shown_by });
    }

    /// A mail program's one-click request, or the button of the page.
    async fn leave(&self, served: &Served, page: bool) {
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
        let kind = if page { Kind::Left } else { Kind::LeftByOneClick };
        self.tell(kind, format!("{address} left ({path})"), said(&reply), query);
    }

    async fn stay(&self, served: &Served) {
        let address = format!("lezer{}@voorbeeld.example", self.number());
        let person = self.house.number(&format!("SELECT id FROM people WHERE address = '{address}'")).await;
        let secrets = &self.house.app.secrets;
        let token = Link::token(secrets, Purpose::UndoLeave, person, self.house.publication.0, 0);
        let reply = Browser::default().post(served.port, &format!("/afgemeld/{token}/terug"), &[]).await;
        // Refused or not, nothing changed.
        if said(&reply) == Some(true) {
            let query =
                format!("SELECT COUNT(*) FROM subscriptions WHERE person_id = {person} AND withdrawn_at IS NULL");
            self.tell(Kind::Stayed, format!("{address} stayed"), Some(true), query);
        }
    }

    async fn sign_up(&self, served: &Served) {
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
        self.tell(Kind::SignedUp, format!("{address} signed up"), said(&reply), query);
    }

    /// Somebody of the staff writes an article.
    async fn write(&self, served: &Served) {
        let (title, mut staff) = (format!("Artikel {}", self.number()), self.staff.clone());
        let blank = staff.get(served.port, "/beheer/artikelen/nieuw").await;
        if blank.status == 503 {
            return;
        }
        let once = blank.between("name=\"once\" value=\"", "\"");
        let fields = [("once", once.as_str()), ("title", &title), ("language", "nl"), ("source", "Een tekst.")];
        let reply = staff.post(served.port, "/beheer/artikelen/nieuw", &fields).await;
        let query = format!(
            "SELECT COUNT(*) FROM articles a WHERE a.title = '{title}'
             AND EXISTS (SELECT 1 FROM article_versions v WHERE v.article_id = a.id)"
        );
        self.tell(Kind::Wrote, format!("{title} was written"), said(&reply), query);
    }

    /// A reader's mail that arrived and did not come back yet.
    fn arrived(&self, sink: &Sink) -> Option<Arrived> {
        let mut back = self.back.lock().unwrap();
        let fits = |mail: &Arrived| mail.to.starts_with("lezer") && !back.contains(&mail.to);
        let about = sink.arrived().into_iter().find(fits)?;
        back.insert(about.to.clone());
        Some(about)
    }

    /// A mail comes back, by the door for programs or by the pipe of a mail server.
    async fn mail_comes_back(&self, served: &Served, sink: &Sink, by_hook: bool) {
        let Some(about) = self.arrived(sink) else { return };
        let number = self.number();
        let mail = format!(
            "From: MAILER-DAEMON@mx.voorbeeld.nl\r\nTo: {}\r\nMessage-ID: <{number}@mx.voorbeeld.nl>\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.voorbeeld.nl\r\n\r\n\
             Final-Recipient: rfc822; {}\r\nAction: failed\r\nStatus: 4.4.1\r\n\r\n--b--\r\n",
            about.return_path, about.to
        );
        let (kind, done) = if by_hook {
            let form = format!("message/rfc822\r\nAuthorization: Bearer {}", self.key);
            let reply = Browser::default().send_as(served.port, ("POST", "/api/v1/returns"), &form, &mail).await;
            (Kind::CameBack, said(&reply))
        } else {
            let file = self.house.folder.join(format!("terug{number}.eml"));
            std::fs::write(&file, &mail).unwrap();
            let mut pipe = binary(&self.house.folder, &self.database);
            pipe.args(["bounce", "--recipient", &about.return_path]).stdin(File::open(&file).unwrap());
            let output = run(pipe).await;
            assert!([Some(0), Some(75)].contains(&output.status.code()), "{output:?}");
            (Kind::CameBackByPipe, ended(&output))
        };
        let query = format!(
            "SELECT COUNT(*) FROM feedback f JOIN people p ON p.id = f.person_id WHERE p.address = '{}'",
            about.to
        );
        self.tell(kind, format!("a mail to {} came back", about.to), done, query);
    }

    async fn add_member(&self) {
        let address = format!("lid{}@centrum.example", self.number());
        let mut terminal = binary(&self.house.folder, &self.database);
        terminal.args(["staff", "add", "--address", &address, "--name", "Lid", "--role", "editor"]);
        let done = ended(&run(terminal).await);
        let query =
            format!("SELECT COUNT(*) FROM members m JOIN people p ON p.id = m.person_id WHERE p.address = '{address}'");
        self.tell(Kind::Added, format!("{address} was added"), done, query);
    }

    async fn import(&self) {
        let number = self.number();
        let address = format!("lijst{number}@voorbeeld.example");
        let file = self.house.folder.join(format!("lijst{number}.csv"));
        std::fs::write(&file, format!("email\n{address}\n")).unwrap();
        let mut terminal = binary(&self.house.folder, &self.database);
        terminal.args(["import", "subscribers", file.to_str().unwrap()]);
        terminal.args(["--publication", "nieuwsbrief", "--basis", "toestemming van 2024"]);
        let done = ended(&run(terminal).await);
        // A list that was staged is merged by whoever comes next, so only what was said to be done says anything.
        if done == Some(true) {
            let query = format!(
                "SELECT COUNT(*) FROM subscriptions s JOIN people p ON p.id = s.person_id WHERE p.address = '{address}'"
            );
            self.tell(Kind::Imported, format!("{address} was imported"), done, query);
        }
    }

    /// Compares what was told since the last time with what is there.
    pub async fn compared(&self) -> Compared {
        let told = std::mem::take(&mut *self.told.lock().unwrap());
        compare(told, async |query| self.house.number(query).await).await
    }

    /// The same, where everything must be as it was told.
    pub async fn settle(&self) -> Compared {
        let compared = self.compared().await;
        assert!(compared.untrue.is_empty(), "{:#?}\n{}", compared.untrue, self.house.log());
        compared
    }
}

/// The rows of a list that a bell merges.
const ROWS: usize = 1_000;

/// Leaves a list half merged, as a terminal does that is killed: the bell of whoever serves next goes on with it. Gives
/// whether there is anything left of it to merge.
pub async fn leave_a_list(house: &Prepared, mark: usize) -> bool {
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
pub async fn see_the_list(house: &Prepared, mark: usize) {
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
