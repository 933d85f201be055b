use std::sync::Arc;
use std::time::Duration;

use super::job::{Done, End, Job, Outgoing};
use super::settle::{Verdict, verdict};
use crate::base::id::{PersonId, SendingId};
use crate::base::{EmailAddress, Instant, Language};
use crate::mail::{Answer, Outcome};
use crate::store::tables::states::{Lane, OnUncertain};

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
    assert_eq!((end.state, end.class.as_deref()), ("refused", Some("timed-out")));
    let almost = end_of(refused(451, None, "later"), 9, Some(first.plus(Duration::from_secs(1))), OnUncertain::Resend);
    assert_eq!(almost.state, "retry");
}

#[test]
fn d07_a_refusal_for_good_is_classified_by_enhanced_status_first() {
    for (code, enhanced, class) in [
        (550, Some("5.1.1"), "bad-address"),
        (550, None, "bad-address"),
        (552, Some("5.2.2"), "full"),
        (554, Some("5.7.1"), "policy"),
        (550, Some("5.7.26"), "policy"),
        (552, Some("5.3.4"), "content"),
        (554, None, "refused"),
    ] {
        let end = end_of(refused(code, enhanced, "no"), 0, Some(NOW), OnUncertain::Resend);
        assert_eq!((end.state, end.class.as_deref()), ("refused", Some(class)), "{code} {enhanced:?}");
    }
}

#[test]
fn d04_an_unknown_end_is_never_silently_sent_or_skipped() {
    let unknown = || End::Carried(Outcome::Unknown("the relay closed the connection".to_owned()));
    let resend = end_of(unknown(), 0, Some(NOW), OnUncertain::Resend);
    assert_eq!((resend.state, resend.class.as_deref()), ("retry", Some("uncertain")));
    let hold = end_of(unknown(), 0, Some(NOW), OnUncertain::Hold);
    assert_eq!((hold.state, hold.class.as_deref()), ("uncertain", Some("uncertain")));
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
