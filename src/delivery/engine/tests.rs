use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant as Moment, timeout};

use super::heartbeat::pulse::Pulse;
use super::heartbeat::{LEASE, Tenure, Watch};
use super::job::{Done, End, Job, Outgoing};
use super::run_within;
use super::settle::{Verdict, verdict};
use crate::app::{self, App};
use crate::base::id::{PersonId, SendingId};
use crate::base::{EmailAddress, Instant, Language};
use crate::delivery::post_later;
use crate::mail::{Answer, Carrier, Dress, Letter, Mailbox, Outcome, Outlets, Part, Sheet};
use crate::settings::Settings;
use crate::store::tables::states::{Lane, OnUncertain};
use crate::{people, store};

const NOW: Instant = Instant(1_000_000_000);

fn end_of(end: End, attempts: i32, first_at: Option<Instant>, on_uncertain: OnUncertain) -> Verdict {
    let sending = Outgoing {
        id: SendingId(1),
        lane: Lane::Bulk,
        publication: 1,
        nonce: Vec::new(),
        on_uncertain,
        return_path: "centrum.example".to_owned(),
        letters: Vec::new(),
    };
    let job = Job {
        sending: Arc::new(sending),
        person: PersonId(2),
        claim: 3,
        claimed_at: Moment::now(),
        attempts,
        first_at,
        to: EmailAddress::parse("anna@voorbeeld.nl").unwrap(),
        name: String::new(),
        language: Language::Dutch,
        epoch: 0,
    };
    verdict(&Done { job, end }, NOW)
}

fn refused(code: u16, enhanced: Option<&str>, text: &str) -> End {
    End::Carried(Outcome::Refused(Answer { code, enhanced: enhanced.map(str::to_owned), text: text.to_owned() }))
}

#[test]
fn d07_waiting_grows_from_a_minute_to_four_hours() {
    let waits: Vec<i64> = (0..7)
        .map(|attempt| {
            end_of(refused(451, None, "later"), attempt, Some(NOW), OnUncertain::Resend).due_at.unwrap() - NOW.0
        })
        .collect();
    assert_eq!(waits, [1, 5, 15, 60, 240, 240, 240].map(|minutes| minutes * 60_000));
}

#[test]
fn d07_after_48_hours_waiting_ends() {
    let first = NOW.minus(Duration::from_hours(48));
    let end = end_of(refused(451, None, "later"), 9, Some(first), OnUncertain::Resend);
    assert_eq!((end.state, end.class), ("refused", Some("timed-out")));
    let almost = end_of(refused(451, None, "later"), 9, Some(first.plus(Duration::from_secs(1))), OnUncertain::Resend);
    assert_eq!(almost.state, "retry");
}

#[test]
fn d07_a_refusal_for_good_is_read_as_a_report_would_be() {
    for (code, enhanced, said, class) in [
        (550, Some("5.1.1"), "no", "bad-address"),
        (550, None, "User not found", "bad-address"),
        (550, None, "no", "refused"),
        (552, Some("5.2.2"), "no", "full"),
        (554, Some("5.7.1"), "no", "policy"),
        (550, Some("5.7.26"), "no", "policy"),
        (550, Some("5.1.1"), "192.0.2.10 has sent to too many recipients this hour", "policy"),
        (550, Some("5.1.1"), "no such sender here (in reply to MAIL FROM)", "policy"),
        (552, Some("5.3.4"), "no", "content"),
        (554, None, "no", "refused"),
    ] {
        let end = end_of(refused(code, enhanced, said), 0, Some(NOW), OnUncertain::Resend);
        assert_eq!((end.state, end.class), ("refused", Some(class)), "{code} {enhanced:?} {said}");
    }
}

#[test]
fn d04_an_unknown_end_is_never_silently_sent_or_skipped() {
    let unknown = || End::Carried(Outcome::Unknown("the relay closed the connection".to_owned()));
    let resend = end_of(unknown(), 0, Some(NOW), OnUncertain::Resend);
    assert_eq!((resend.state, resend.class), ("retry", Some("uncertain")));
    let hold = end_of(unknown(), 0, Some(NOW), OnUncertain::Hold);
    assert_eq!((hold.state, hold.class), ("uncertain", Some("uncertain")));
    let not_begun = end_of(End::NotBegun, 3, Some(NOW), OnUncertain::Hold);
    assert_eq!((not_begun.state, not_begun.due_at), ("pending", Some(NOW.0)));
}

#[test]
fn d31_a_receipt_holds_no_address() {
    let said = "5.1.1 <anna@voorbeeld.nl>: Recipient anna@voorbeeld.nl rejected";
    let end = end_of(refused(550, Some("5.1.1"), said), 0, Some(NOW), OnUncertain::Resend);
    let line = serde_json::to_string(&end).unwrap();
    assert!(!line.contains("anna") && line.contains("rejected"), "{line}");
}

const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

#[test]
fn d04_a_hold_that_was_interrupted_covers_nothing_that_was_claimed_before() {
    let start = Moment::now();
    let first = Tenure::renewed(None, start, start);
    let claimed = start + seconds(1);
    let kept = Tenure::renewed(Some(first), start + seconds(8), start + LEASE - seconds(1));
    assert!(kept.covers(claimed), "a slow beat interrupts nothing");
    assert!(first.allows(start + seconds(24)) && !first.allows(start + seconds(25)), "no mail begins near the end");
    // It was asked for in time, and nobody knows whether it was heard in time.
    let late = Tenure::renewed(Some(first), start + seconds(8), start + LEASE);
    assert!(late.allows(start + seconds(31)) && !late.covers(claimed) && !late.covers(start + seconds(29)));
    assert!(late.covers(start + LEASE), "what is claimed from now on is ours");
}

/// One worker's count, as a look finds it.
fn beat(count: i64) -> [(String, i64); 1] {
    [("one".to_owned(), count)]
}

#[test]
fn d04_a_worker_is_dead_when_it_is_silent_for_a_lease_and_not_before() {
    let (start, mut watch) = (Moment::now(), Watch::default());
    let mut look = |after: u64, count: i64| watch.heard(&beat(count), start + seconds(after), start + seconds(after));
    assert!((0..20).all(|second| look(second, 7).is_empty()));
    assert!((20..50).all(|second| look(second, 8).is_empty()), "it beat meanwhile");
    assert_eq!(look(50, 8), ["one"]);
    assert_eq!(look(51, 0), ["one"], "one that said goodbye is not waited for");
}

#[test]
fn d04_time_in_which_nobody_could_beat_is_no_silence() {
    let (start, mut watch) = (Moment::now(), Watch::default());
    let mut look = |asked: u64, answered: u64| watch.heard(&beat(7), start + seconds(asked), start + seconds(answered));
    assert!((0..10).all(|second| look(second, second).is_empty()));
    // The database is away for two minutes; then it answers slowly, and then as ever.
    assert!(look(130, 160).is_empty(), "others could not beat either");
    assert!((161..176).all(|second| look(second, second).is_empty()), "and they get time to");
    assert!((176..200).any(|second| !look(second, second).is_empty()), "for a while");
}

#[test]
fn d04_a_worker_that_was_forgotten_and_comes_back_is_heard_anew() {
    let (start, mut watch) = (Moment::now(), Watch::default());
    let mut look = |after: u64, count| watch.heard(&beat(count), start + seconds(after), start + seconds(after));
    assert!((0..29).all(|second| look(second, 7).is_empty()));
    assert!((29..58).all(|second| look(second, 1_795_253_400_000).is_empty()));
}

#[tokio::test]
async fn d04_an_engine_of_which_one_task_hangs_is_noticed_and_one_that_lives_is_not() {
    let patience = Duration::from_millis(240);
    for (beats, rounds) in [(true, false), (false, true), (true, true)] {
        let pulse = Pulse::default();
        let alive = async {
            loop {
                if beats {
                    pulse.beat();
                }
                if rounds {
                    pulse.round();
                }
                tokio::time::sleep(patience / 480).await;
            }
        };
        let stopped = tokio::select! {
            () = pulse.stops(patience) => true,
            () = alive => false,
            () = tokio::time::sleep(patience * 4) => false,
        };
        assert_eq!(stopped, !(beats && rounds), "beats {beats}, rounds {rounds}");
    }
}

/// How often a worker began to ask who signs.
static BEGAN: AtomicUsize = AtomicUsize::new(0);

/// A room at which the first worker hangs, as at an answer that never comes.
static HANGS_AT_FIRST: app::Room = app::Room {
    beat: Some(|_| {
        Box::pin(async {
            if BEGAN.fetch_add(1, Ordering::SeqCst) == 0 {
                std::future::pending::<()>().await;
            }
            Ok(())
        })
    }),
    ..app::Room::named("hangs at first")
};

/// What is logged meanwhile.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Heard {
    fn write(&mut self, said: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(said);
        Ok(said.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn d04_a_worker_that_hangs_is_started_anew_says_so_and_sends() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::demo("127.0.0.1:0".parse().unwrap(), folder.path().to_owned());
    let postbox = Arc::new(Mutex::new(Vec::new()));
    let outlets = Outlets::single(Carrier::Memory(postbox.clone()));
    let app = App::open(settings, outlets, app::Rooms::in_line([&HANGS_AT_FIRST]), false).await.unwrap();
    store::migrate(&app.store).await.unwrap();
    let tx = app.store.begin_write().await.unwrap();
    let to = EmailAddress::parse("anna@voorbeeld.nl").unwrap();
    let anna = people::meet(&tx, &to, Language::Dutch, app.clock.now()).await.unwrap();
    post_later(&tx, &app, anna.id, "brief", &a_letter()).await.unwrap();
    tx.commit().await.unwrap();

    let heard = Heard::default();
    let into = heard.clone();
    let subscriber = tracing_subscriber::fmt().with_writer(move || into.clone()).finish();
    let _listening = tracing::subscriber::set_default(subscriber);
    let (stop, stopping) = watch::channel(false);
    let arrived = async {
        while postbox.lock().unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        stop.send(true).unwrap();
    };
    let ran = async { tokio::join!(run_within(Duration::from_secs(3), app.clone(), stopping), arrived).0 };
    timeout(Duration::from_mins(1), ran).await.expect("a second worker sends it").unwrap();
    assert!(BEGAN.load(Ordering::SeqCst) > 1, "the first one hung");
    let said = String::from_utf8(heard.0.lock().unwrap().clone()).unwrap();
    assert!(said.contains("ERROR") && said.contains("it is started anew"), "{said}");
    assert_eq!(postbox.lock().unwrap().len(), 1, "and nobody has it twice");
}

fn a_letter() -> Letter {
    let address = |text| EmailAddress::parse(text).unwrap();
    let dress = Dress {
        centre: "Expertisecentrum Voorbeeld".to_owned(),
        brand: "#0a5c5a".to_owned(),
        postal_address: "Voorbeeldlaan 1".to_owned(),
        logo: None,
        site: "http://samenspraak.example".to_owned(),
    };
    let sheet = Sheet {
        language: Language::Dutch,
        content_language: Language::Dutch,
        title: "Uw aanmelding".to_owned(),
        preheader: String::new(),
        dress,
        parts: vec![Part::Text("Bevestig uw aanmelding.".to_owned())],
        footer: Vec::new(),
    };
    let from = Mailbox { name: "Centrum".to_owned(), address: address("post@centrum.example") };
    Letter { from, reply_to: None, subject: "Uw aanmelding".to_owned(), sheet, list: None, automatic: true }
}
