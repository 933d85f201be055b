//! The door when the network goes: what was shown is sent later, in any order and as often as it likes.

use std::time::Duration;

use axum::http::StatusCode;
use samenspraak::audit::Actor;
use samenspraak::base::Instant;
use samenspraak::events::{self, Shown, Verdict};
use samenspraak::store::tables::states::Role;

use super::{Day, wall};

impl Day {
    async fn show(&self, name: &str, nonce: &str, minutes_ago: u64) -> Verdict {
        let shown = Shown::Code(self.of_name(name).await.code);
        let look = (&shown, nonce, Duration::from_mins(minutes_ago));
        events::check_in_after(&self.house.app, self.member, self.event, look).await.unwrap()
    }

    async fn in_at(&self, name: &str) -> Option<Instant> {
        self.of_name(name).await.in_at
    }
}

fn at(text: &str) -> Instant {
    wall(text).resolve().instant()
}

/// Two telephones without a network let the same person in. In whatever order they send it, and however often, the first time
/// counts and there is one who was let in.
#[tokio::test]
async fn r21_e08_the_order_of_offline_looks_does_not_change_the_result() {
    let orders: [&[(&str, u64)]; 4] = [
        &[("early", 30), ("late", 10)],
        &[("late", 10), ("early", 30)],
        &[("late", 10), ("late", 10), ("early", 30), ("late", 10)],
        &[("early", 30), ("early", 30), ("late", 10)],
    ];
    for order in orders {
        let day = Day::with(5).await;
        day.register("Anna de Vries").await;
        day.set_clock("2027-04-22T09:40");
        for (nonce, minutes) in order {
            day.show("Anna de Vries", nonce, *minutes).await;
        }
        assert_eq!(day.in_at("Anna de Vries").await, Some(at("2027-04-22T09:10")), "{order:?}");
        assert_eq!(day.house.number("SELECT COUNT(*) FROM event_scans").await, 2, "{order:?}");
        let acts = "SELECT COUNT(*) FROM audit WHERE action = 'registration.check-in'";
        assert_eq!(day.house.number(acts).await, 1, "{order:?}");
    }
}

/// The clock of a telephone is not believed: nobody was in last year, and an hour ahead is now.
#[tokio::test]
async fn e08_how_long_ago_has_a_bound_and_undo_counts_from_when_it_was_stored() {
    let day = Day::with(5).await;
    day.register("Anna de Vries").await;
    day.set_clock("2027-04-22T09:40");
    assert!(matches!(day.show("Anna de Vries", "one", 60 * 24 * 400).await, Verdict::In(_)));
    assert_eq!(day.in_at("Anna de Vries").await, Some(at("2027-04-21T21:40")));
    let id = day.of_name("Anna de Vries").await.id;
    assert!(events::undo(&day.house.app, day.member, day.event, id).await.unwrap());
    assert_eq!(day.in_at("Anna de Vries").await, None);
}

#[tokio::test]
async fn e08_the_telephone_gets_a_verdict_and_a_count_for_each_look() {
    let day = Day::with(3).await;
    for name in ["Anna de Vries", "Bram Jansen", "Cees Smit"] {
        day.register(name).await;
    }
    day.join_list("Dirk Eerste").await;
    events::cancel(&day.house.app, day.of_name("Cees Smit").await.id, Actor::Reader, "self").await.unwrap();
    day.set_clock("2027-04-22T09:12");
    let editor = day.house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/bijeenkomsten/{}/deur", day.event);
    let scan = async |name: &str, nonce: &str, ago: &str| {
        let code = day.of_name(name).await.code;
        let typed = format!(" {} {}", code[..4].to_lowercase(), code[4..].to_lowercase());
        editor
            .post(&format!("{here}/scan"), &[("nonce", nonce), ("code", &typed), ("row", ""), ("ago", ago)])
            .await
            .body
    };
    let first = scan("Anna de Vries", "a", "0").await;
    assert!(first.contains("data-verdict=\"in\"") && first.contains("<b>1</b> van 2 binnen"), "{first}");
    assert!(!first.contains("<html"), "only what the page changes");
    assert_eq!(scan("Anna de Vries", "a", "700").await, first, "sent again, it says the same");
    day.set_clock("2027-04-22T09:30");
    let again = scan("Anna de Vries", "b", "0").await;
    assert!(again.contains("data-verdict=\"already\"") && again.contains("Sinds 9.12 uur"), "{again}");
    let waits = scan("Dirk Eerste", "c", "0").await;
    assert!(waits.contains("verdict--waits") && waits.contains("Wachtlijst"), "{waits}");
    let gone = scan("Cees Smit", "d", "x").await;
    assert!(gone.contains("data-verdict=\"no-place\"") && gone.contains("Is afgemeld"), "{gone}");
    let unknown = editor.post(&format!("{here}/scan"), &[("nonce", "e"), ("code", "AAAA AAAA")]).await.body;
    assert!(unknown.contains("data-verdict=\"unknown\""), "{unknown}");
    // What the telephone knows while it has no network: names and codes, nothing else.
    let list = editor.get(&format!("{here}/lijst")).await.body;
    assert!(
        list.contains("\"name\":\"Anna de Vries\"")
            && list.contains("\"state\":\"gone\"")
            && list.contains("\"in\":true"),
        "{list}"
    );
    assert!(!list.contains("voorbeeld.nl"), "{list}");
    assert_ne!(day.house.get(&format!("{here}/lijst")).await.status, StatusCode::OK);
    // Only this page may ask for a camera.
    let page = editor.get(&here).await;
    assert!(page.headers["permissions-policy"].to_str().unwrap().contains("camera=(self)"));
    let other = editor.get("/beheer").await;
    assert!(other.headers["permissions-policy"].to_str().unwrap().contains("camera=()"));
    assert!(page.body.contains("js/door.js") && page.body.contains("data-camera hidden"), "{}", page.body);
}
