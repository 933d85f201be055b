//! The waiting list: exactly once, in order, and never past somebody.

use std::time::Duration;

use axum::http::StatusCode;
use futures_util::future::join_all;
use samenspraak::audit::Actor;
use samenspraak::base::Language;
use samenspraak::base::clock::days;
use samenspraak::base::id::PoolId;
use samenspraak::events::{self, Answered, RegistrationState};
use sea_orm::ConnectionTrait as _;

use super::{Day, guest, mailbox, network_day};

impl Day {
    async fn pool(&self) -> PoolId {
        PoolId(self.house.number("SELECT id FROM event_pools WHERE session_id IS NULL").await)
    }

    async fn offered_names(&self) -> Vec<String> {
        let read = self.house.app.store.read();
        let query = "SELECT r.name AS name FROM event_waiting w JOIN event_registrations r ON r.id = w.registration_id
                     WHERE w.state = 'offered' ORDER BY w.offered_at, w.id";
        let rows = read.query_all_raw(samenspraak::store::sql(read, query, [])).await.unwrap();
        rows.iter().map(|row| row.try_get("", "name").unwrap()).collect()
    }

    async fn accept(&self, name: &str) -> Answered {
        let row = self.of_name(name).await;
        events::accept(&self.house.app, &row, self.pool().await).await.unwrap()
    }

    async fn set_capacity(&self, capacity: i64) {
        let version = self.row().await.version;
        events::change_event(&self.house.app, self.member, self.event, version, &network_day(capacity)).await.unwrap();
    }
}

const WAITERS: [&str; 4] = ["Dirk Eerste", "Els Tweede", "Faas Derde", "Gijs Vierde"];

async fn full_with_waiters(capacity: i64) -> (Day, Vec<samenspraak::base::id::RegistrationId>) {
    let day = Day::with(capacity).await;
    let mut inside = Vec::new();
    for at in 0..capacity {
        inside.push(day.register(&format!("Binnen {}", char::from(b'a' + u8::try_from(at).unwrap()))).await);
    }
    for name in WAITERS {
        day.join_list(name).await;
        day.house.wait(Duration::from_secs(1));
    }
    (day, inside)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r11_cancellations_promote_exactly_as_many_in_order() {
    let (day, inside) = full_with_waiters(3).await;
    let all = inside.iter().map(|id| {
        let (app, id) = (day.house.app.clone(), *id);
        tokio::spawn(async move { events::cancel(&app, id, Actor::Reader, "self").await.unwrap() })
    });
    // A walk-up at the same time gets none of these places.
    let walk_up = tokio::spawn({
        let (app, member, event) = (day.house.app.clone(), day.member, day.event);
        async move {
            events::add_by_hand(&app, member, event, (&guest("Hans Later"), &mailbox("Hans Later"), Language::Dutch))
                .await
        }
    });
    join_all(all).await.into_iter().for_each(|one| assert_eq!(one.unwrap(), events::Cancelled::Done));
    walk_up.await.unwrap().unwrap();
    let mut offered = day.offered_names().await;
    offered.sort();
    assert_eq!(offered, WAITERS[..3]);
    assert_eq!(day.count("waiting").await, 5, "three with an offer, one in line and the walk-up");
    day.assert_ledger().await;
}

#[tokio::test]
async fn r12_a_freed_place_is_never_on_the_public_form_while_somebody_waits() {
    let (day, inside) = full_with_waiters(1).await;
    events::cancel(&day.house.app, inside[0], Actor::Reader, "self").await.unwrap();
    let page = day.guest(1).get(&format!("/bijeenkomsten/{}", day.event)).await;
    assert!(page.body.contains("Vol, wachtlijst") && page.body.contains("Zet mij op de wachtlijst"), "{}", page.body);
    assert_eq!(day.guest(1).begin("Jan Later", "jan@voorbeeld.nl").await.status, StatusCode::CONFLICT);
    // Also when the first declines: it goes to the second.
    let row = day.of_name(WAITERS[0]).await;
    events::leave(&day.house.app, &row, day.pool().await).await.unwrap();
    assert_eq!(day.offered_names().await, [WAITERS[1]]);
    assert_eq!(day.guest(1).begin("Jan Later", "jan@voorbeeld.nl").await.status, StatusCode::CONFLICT);
    day.assert_ledger().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r13_at_the_boundary_accepting_or_expiring_wins() {
    for seconds in [-1_i64, 0, 1] {
        let (day, inside) = full_with_waiters(1).await;
        day.set_clock("2026-12-01T11:00");
        events::cancel(&day.house.app, inside[0], Actor::Reader, "self").await.unwrap();
        day.house.deliver_all().await;
        day.house
            .app
            .clock
            .set(samenspraak::base::Instant(super::wall("2026-12-02T11:00").resolve().instant().0 + seconds * 1_000));
        let (app, row, pool) = (day.house.app.clone(), day.of_name(WAITERS[0]).await, day.pool().await);
        let accepting = tokio::spawn({
            let app = app.clone();
            async move { events::accept(&app, &row, pool).await.unwrap() }
        });
        let lapsing = tokio::spawn(async move { events::lapse_due(&app).await.unwrap() });
        let accepted = accepting.await.unwrap() == Answered::Done;
        lapsing.await.unwrap();
        events::lapse_due(&day.house.app).await.unwrap();
        assert_eq!(accepted, seconds < 0, "at {seconds} s");
        assert_eq!(day.count("registered").await, i64::from(accepted));
        // The place is neither lost nor doubled: it is the second one's turn, or nobody's.
        assert_eq!(day.count("offered").await, i64::from(!accepted));
        day.assert_ledger().await;
    }
}

#[tokio::test]
async fn r13_an_offer_whose_letter_has_not_left_does_not_expire() {
    let (day, inside) = full_with_waiters(1).await;
    day.set_clock("2026-12-01T11:00");
    events::cancel(&day.house.app, inside[0], Actor::Reader, "self").await.unwrap();
    // The relay is silent for two days.
    day.set_clock("2026-12-03T11:00");
    events::lapse_due(&day.house.app).await.unwrap();
    assert_eq!(day.offered_names().await, [WAITERS[0]]);
    day.house.deliver_all().await;
    day.set_clock("2026-12-04T10:00");
    events::lapse_due(&day.house.app).await.unwrap();
    assert_eq!(day.accept(WAITERS[0]).await, Answered::Done, "its time counts from when the letter left");
    day.assert_ledger().await;
}

#[tokio::test]
async fn r14_who_left_is_not_promoted_and_who_comes_back_stands_at_the_end() {
    let (day, inside) = full_with_waiters(1).await;
    let first = day.of_name(WAITERS[0]).await;
    events::cancel(&day.house.app, first.id, Actor::Reader, "self").await.unwrap();
    day.join_list(WAITERS[0]).await;
    events::cancel(&day.house.app, inside[0], Actor::Reader, "self").await.unwrap();
    assert_eq!(day.offered_names().await, [WAITERS[1]]);
    for name in &WAITERS[1..] {
        let row = day.of_name(name).await;
        events::leave(&day.house.app, &row, day.pool().await).await.unwrap();
    }
    assert_eq!(day.offered_names().await, [WAITERS[0]]);
    day.assert_ledger().await;
}

#[tokio::test]
async fn r15_a_turn_that_cannot_be_served_blocks_nobody() {
    let day = Day::with(10).await;
    let session = day.session("1A", 1, ["10:45", "11:45"], 1).await;
    let mut ids = Vec::new();
    for name in ["Anna", "Bram", "Cees"] {
        ids.push(day.register(name).await);
    }
    let app = &day.house.app;
    events::change(app, ids[0], Actor::Reader, &[session]).await.unwrap();
    for name in ["Bram", "Cees"] {
        assert_eq!(events::wait_for(app, &day.of_name(name).await, session).await.unwrap(), Answered::Done);
    }
    // The first in line gives up the day altogether; the place goes to the second.
    events::cancel(app, ids[1], Actor::Reader, "self").await.unwrap();
    events::change(app, ids[0], Actor::Reader, &[]).await.unwrap();
    assert_eq!(day.offered_names().await, ["Cees"]);
    day.assert_ledger().await;
}

#[tokio::test]
async fn r16_raising_promotes_and_lowering_removes_nobody() {
    let (day, inside) = full_with_waiters(2).await;
    day.set_capacity(4).await;
    assert_eq!(day.offered_names().await.len(), 2);
    day.set_capacity(1).await;
    assert_eq!((day.count("registered").await, day.count("offered").await), (2, 2), "nobody is removed");
    day.assert_ledger().await;
    events::cancel(&day.house.app, inside[0], Actor::Reader, "self").await.unwrap();
    assert_eq!(day.count("offered").await, 2, "three are taken of one: nobody is promoted");
    day.assert_ledger().await;
    day.set_capacity(50).await;
    assert_eq!(day.count("offered").await, 4, "min(k, W)");
    let free = day.house.number("SELECT capacity - taken - released FROM event_pools WHERE session_id IS NULL").await;
    assert_eq!(free, 45, "the rest is everybody's");
    day.assert_ledger().await;
}

#[tokio::test]
async fn r17_nobody_is_promoted_after_the_close_or_when_called_off() {
    let (day, inside) = full_with_waiters(2).await;
    day.set_clock("2027-04-08T17:00");
    events::cancel(&day.house.app, inside[0], Actor::Reader, "self").await.unwrap();
    assert_eq!(day.count("offered").await, 0);
    day.assert_ledger().await;
    let (day, inside) = full_with_waiters(2).await;
    events::call_off(&day.house.app, day.member, day.event, "Te weinig sprekers").await.unwrap();
    events::cancel(&day.house.app, inside[0], Actor::Reader, "self").await.unwrap();
    assert_eq!(day.count("offered").await, 0);
    // What was offered before gives no place in an event that is off, and no letter says that somebody else has it now.
    let (day, inside) = full_with_waiters(1).await;
    events::cancel(&day.house.app, inside[0], Actor::Reader, "self").await.unwrap();
    assert_eq!(day.count("offered").await, 1);
    let (page, pool) = (day.own_page(WAITERS[0]).await, day.pool().await.to_string());
    events::call_off(&day.house.app, day.member, day.event, "Te weinig sprekers").await.unwrap();
    assert!(!day.guest(1).get(&page).await.body.contains("Ja, ik neem de plaats"));
    day.guest(1).post(&format!("{page}/aanbod"), &[("pool", &pool), ("answer", "yes")]).await;
    assert_eq!(day.of_name(WAITERS[0]).await.state, RegistrationState::Waiting);
    day.house.wait(days(3));
    day.house.ring_all().await;
    assert!(day.house.mails().await.iter().all(|mail| !mail.subject.starts_with("Het aanbod is voorbij")));
    // An offer never stands longer than that.
    let (day, inside) = full_with_waiters(1).await;
    day.set_clock("2027-04-08T12:00");
    events::cancel(&day.house.app, inside[0], Actor::Reader, "self").await.unwrap();
    let until = day.house.number("SELECT offered_until FROM event_waiting WHERE state = 'offered'").await;
    assert_eq!(until, super::wall("2027-04-08T17:00").resolve().instant().0);
}

#[tokio::test]
async fn r18_leaving_and_declining_are_one_button_and_may_be_pressed_twice() {
    let (day, inside) = full_with_waiters(1).await;
    events::cancel(&day.house.app, inside[0], Actor::Reader, "self").await.unwrap();
    let page = day.own_page(WAITERS[0]).await;
    let pool = day.pool().await.to_string();
    let shown = day.guest(1).get(&page).await;
    assert!(shown.body.contains("Er is plaats: ") && shown.body.contains("Nee, geef door"), "{}", shown.body);
    for _ in 0..2 {
        let answer = day.guest(1).post(&format!("{page}/aanbod"), &[("pool", &pool), ("answer", "no")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(day.offered_names().await, [WAITERS[1]]);
    let page = day.own_page(WAITERS[3]).await;
    let shown = day.guest(1).get(&page).await;
    assert!(shown.body.contains("U bent nummer <b>2</b>"), "{}", shown.body);
    for _ in 0..2 {
        day.guest(1).post(&format!("{page}/aanbod"), &[("pool", &pool), ("answer", "no")]).await;
    }
    assert_eq!(day.count("waiting").await, 2);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e04_who_accepts_on_the_page_has_a_place_with_a_code() {
    let (day, inside) = full_with_waiters(1).await;
    events::cancel(&day.house.app, inside[0], Actor::Reader, "self").await.unwrap();
    let page = day.own_page(WAITERS[0]).await;
    let pool = day.pool().await.to_string();
    let answer = day.guest(1).post(&format!("{page}/aanbod"), &[("pool", &pool), ("answer", "yes")]).await;
    assert!(answer.location().ends_with("gedaan=genomen"));
    let shown = day.guest(1).get(answer.location()).await;
    assert!(shown.body.contains("De plaats is van u") && shown.body.contains("QR-code"), "{}", shown.body);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e04_nobody_waits_while_places_are_free() {
    let day = Day::with(1).await;
    day.join_list("Anna de Vries").await;
    assert_eq!(
        (day.count("registered").await, day.count("waiting").await),
        (1, 0),
        "who goes on to wait gets the place that is there"
    );
    day.assert_ledger().await;
}
