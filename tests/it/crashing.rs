//! The whole main job through the real binary, with the power cut half-way. What counts is counted at the sink.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use samenspraak::base::Clock;

use crate::databases::fresh_database;
use crate::outside::{Browser, Reply, Served, free_port, run};
use crate::signing_in::{Account, PASSWORD};
use crate::sink::{Sink, Start};

const SUBSCRIBERS: usize = 1_500;

/// Fills in the set-up page behind the link that `serve` printed.
async fn set_up(served: &Served) {
    let link = served.said.split_whitespace().find(|word| word.contains("/beheer/inrichten/")).unwrap();
    let path = link.split_once(&format!(":{}", served.port)).unwrap().1;
    let filled = Browser::default().post(served.port, path, crate::setting_up::FILLED).await;
    assert_eq!(filled.status, 303, "{}", filled.body);
}

/// Adds a member from the terminal and joins by the printed link.
async fn join(served: &Served, place: (&Path, &str), address: &str, role: &str) -> Browser {
    let bind = format!("127.0.0.1:{}", served.port);
    let added = run(
        place.0,
        place.1,
        &["staff", "add", "--bind", &bind, "--address", address, "--name", "Lid Voorbeeld", "--role", role],
    );
    let said = String::from_utf8(added.stdout).unwrap();
    let link =
        said.split_whitespace().find(|word| word.contains("/beheer/welkom/")).unwrap_or_else(|| panic!("{said}"));
    let path = link[link.find("/beheer").unwrap()..].to_owned();
    let mut browser = Browser::default();
    let app = browser.post(served.port, &path, &[("password", PASSWORD)]).await.path();
    let secret = browser.get(served.port, &app).await.between("<code id=\"secret\">", "<").replace(' ', "");
    let account = Account { address: address.to_owned(), secret };
    let joined = browser.post(served.port, &app, &[("code", &account.code(Clock::Machine.now()))]).await;
    assert!(joined.body.contains("Uw herstelcodes"), "{}", joined.body);
    browser
}

fn import(place: (&Path, &str)) {
    let mut rows = "Naam;E-mailadres\n".to_owned();
    for number in 0..SUBSCRIBERS {
        writeln!(rows, "Zoë van der Voorbeeld {number};lezer{number}@voorbeeld.example").unwrap();
    }
    let file = place.0.join("lijst.csv");
    std::fs::write(&file, rows).unwrap();
    let file = file.to_string_lossy().into_owned();
    let basis = "Overgenomen uit het vorige systeem, toestemming van 2024";
    let done =
        run(place.0, place.1, &["import", "subscribers", &file, "--publication", "nieuwsbrief", "--basis", basis]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// What a page hides in a field, or a button of it brings along.
fn brought(page: &Reply, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let before = if page.body.contains(&field) { field } else { format!("{name}=") };
    page.between(&before, "\"").split('&').next().unwrap().to_owned()
}

/// Writes an issue of three articles, has it approved and sends it at the next minute, all through the pages.
async fn send_an_issue(served: &Served, editor: &mut Browser, approver: &mut Browser) {
    let port = served.port;
    let form = editor.get(port, "/beheer/nummers/nieuw").await;
    assert_eq!(form.status, 200, "{}", form.location);
    let fields = [("publication", "1"), ("year", "2031"), ("number", "1"), ("subject", "Vooruitblik")];
    let issue = editor.post(port, "/beheer/nummers/nieuw", &fields).await.path();
    for title in ["Samen oefenen", "Wat wij leerden", "De agenda"] {
        let once = editor.get(port, "/beheer/artikelen/nieuw").await.between("name=\"once\" value=\"", "\"");
        let body = "## Een kop\n\nEen alinea met **nadruk** en een [link naar de handreiking](https://voorbeeld.example).\n\n- een\n- twee\n";
        let fields = [
            ("once", once.as_str()),
            ("title", title),
            ("lead", "Een korte inleiding."),
            ("source", body),
            ("language", "nl"),
            ("author", "Redactie"),
        ];
        let article = editor.post(port, "/beheer/artikelen/nieuw", &fields).await.path();
        let id = article.rsplit('/').next().unwrap().to_owned();
        let version = brought(&editor.get(port, &issue).await, "version");
        let fields = [("change", "erbij"), ("article", id.as_str()), ("version", version.as_str())];
        let added = editor.post(port, &format!("{issue}/artikelen"), &fields).await;
        assert_eq!(added.status, 303, "{}", added.body);
    }
    let version = |page: &Reply| brought(page, "version");
    let at = version(&editor.get(port, &format!("{issue}/verzenden")).await);
    let asked = editor.post(port, &format!("{issue}/ter-goedkeuring"), &[("version", &at)]).await;
    assert_eq!(asked.status, 303, "{}", asked.body);
    let shown = approver.get(port, &format!("{issue}/verzenden")).await;
    let (at, seen) = (version(&shown), brought(&shown, "seen"));
    let approved = approver.post(port, &format!("{issue}/goedkeuren"), &[("version", &at), ("seen", &seen)]).await;
    assert_eq!(approved.status, 303, "{}", approved.body);
    let at = version(&approver.get(port, &format!("{issue}/verzenden")).await);
    let set = approver.post(port, &format!("{issue}/verzenden"), &[("version", &at), ("when", "now")]).await;
    assert_eq!(set.status, 303, "{}", set.body);
}

/// Waits until so many different readers have a mail.
async fn wait_for_readers(sink: &Sink, count: usize) -> HashMap<String, Vec<String>> {
    for _ in 0..2_400 {
        let mails = readers(sink);
        if mails.len() >= count {
            return mails;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("only {} of {count} readers have a mail", readers(sink).len());
}

/// The Message-IDs that each reader got.
fn readers(sink: &Sink) -> HashMap<String, Vec<String>> {
    let mut mails: HashMap<String, Vec<String>> = HashMap::new();
    for mail in sink.arrived().into_iter().filter(|mail| mail.to.starts_with("lezer")) {
        mails.entry(mail.to.clone()).or_default().push(mail.message_id());
    }
    mails
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_killed_half_way_nobody_is_missing_and_a_repeat_has_the_same_message_id() {
    let folder = tempfile::tempdir().unwrap();
    let database = fresh_database(folder.path().join("house.db")).await;
    let place = (folder.path(), database.as_str());
    let sink = Start::polite().slow(std::time::Duration::from_millis(15)).start().await;
    let served = Served::start(place.0, place.1, &sink.url());
    set_up(&served).await;
    import(place);
    let mut editor = join(&served, place, "sanne@voorbeeld.example", "editor").await;
    let mut approver = join(&served, place, "marieke@voorbeeld.example", "approver").await;
    send_an_issue(&served, &mut editor, &mut approver).await;

    wait_for_readers(&sink, 200).await;
    served.kill();
    let before = readers(&sink).len();
    assert!(before < SUBSCRIBERS, "it was killed in the middle");
    let served = Served::start(place.0, place.1, &sink.url());
    wait_for_readers(&sink, before + 300).await;
    assert!(served.stop().await, "in the middle of a sending it stops well too");
    let served = Served::start(place.0, place.1, &sink.url());
    let mails = wait_for_readers(&sink, SUBSCRIBERS).await;
    let archive = Browser::default().get(served.port, "/archief/2031/nieuwsbrief-1").await;
    assert!(archive.status == 200 && archive.body.contains("Samen oefenen"), "{}", archive.body);
    assert!(served.stop().await, "it stops well when asked");

    assert_eq!(mails.len(), SUBSCRIBERS, "nobody is missing");
    let repeated: Vec<_> = mails.values().filter(|ids| ids.len() > 1).collect();
    assert!(repeated.iter().all(|ids| ids.iter().all(|id| *id == ids[0])), "a repeat has the same Message-ID");
    // One kill with ten connections of depth eight; stopping when asked repeats nobody.
    assert!(repeated.len() <= 10 * 8, "{} were repeated", repeated.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn o2_serve_says_what_is_wrong_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}", folder.path().join("house.db").display());
    let said = |arguments: &[&str], database: &str| {
        let output = run(folder.path(), database, arguments);
        assert!(!output.status.success(), "{arguments:?} should fail");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(said(&["serve"], &database).contains("SAMENSPRAAK_SMTP_URL is not set"));
    let relay = ["serve", "--smtp-url", "gopher://x"];
    assert!(said(&relay, &database).contains("must look like smtp://host:25"));
    let open = ["serve", "--smtp-url", "smtp://user:secret@host"];
    assert!(said(&open, &database).contains("only sent over TLS"));
    let good = ["serve", "--smtp-url", "smtp://127.0.0.1:1", "--bind", "127.0.0.1:0"];
    assert!(said(&good, &database).contains("run `samenspraak migrate` first"));
    assert!(said(&good, "mysql://x").contains("sqlite:// or postgres://"));
    assert!(said(&good, "sqlite:///proc/none/x.db").contains("cannot make the folder"));
    let nobody = format!("postgres://x@127.0.0.1:{}/x", free_port());
    assert!(said(&good, &nobody).contains("cannot reach PostgreSQL"));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let bind = taken.local_addr().unwrap().to_string();
    let in_use = ["serve", "--smtp-url", "smtp://127.0.0.1:1", "--bind", &bind];
    assert!(said(&in_use, &database).contains("is the port in use?"));
    let demo = said(&["demo", "--bind", &bind, "--data", "/proc/none"], &database);
    assert!(demo.contains("/proc/none") || demo.contains("is the port in use?"), "{demo}");
}

#[tokio::test(flavor = "multi_thread")]
async fn d05b_o5_a_backup_of_a_running_house_restores_into_a_new_one_and_holds_what_was_going_out() {
    let folder = tempfile::tempdir().unwrap();
    let database = fresh_database(folder.path().join("house.db")).await;
    let place = (folder.path(), database.as_str());
    let sink = Start::polite().slow(std::time::Duration::from_millis(40)).start().await;
    let served = Served::start(place.0, place.1, &sink.url());
    set_up(&served).await;
    import(place);
    let mut editor = join(&served, place, "sanne@voorbeeld.example", "editor").await;
    let mut approver = join(&served, place, "marieke@voorbeeld.example", "approver").await;
    send_an_issue(&served, &mut editor, &mut approver).await;
    wait_for_readers(&sink, 50).await;
    let file = folder.path().join("reserve.tar");
    let file = file.to_str().unwrap();
    let made = run(place.0, place.1, &["backup", file]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    served.kill();

    let other = tempfile::tempdir().unwrap();
    let elsewhere = fresh_database(other.path().join("house.db")).await;
    let restored = run(other.path(), &elsewhere, &["restore", file]);
    let said = String::from_utf8(restored.stdout).unwrap();
    assert!(restored.status.success() && said.contains("1 sendings were going out"), "{said}");
    let to_readers = || sink.arrived().iter().filter(|mail| mail.body.contains("List-Id:")).count();
    let count = to_readers();
    let served = Served::start(other.path(), &elsewhere, &sink.url());
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    assert_eq!(to_readers(), count, "nothing goes out until a person releases it");
    let page = Browser::default().get(served.port, "/archief").await;
    assert!(page.body.contains("Vooruitblik"), "{}", page.body);

    let again = run(other.path(), &elsewhere, &["restore", file]);
    assert!(!again.status.success(), "never over an existing house");
    let mut bytes = std::fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let broken = folder.path().join("stuk.tar");
    std::fs::write(&broken, bytes).unwrap();
    let third = tempfile::tempdir().unwrap();
    let third_database = fresh_database(third.path().join("house.db")).await;
    let refused = run(third.path(), &third_database, &["restore", broken.to_str().unwrap()]);
    assert!(!refused.status.success(), "a damaged backup restores nothing");
}
