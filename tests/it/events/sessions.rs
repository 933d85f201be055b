//! Sessions, colleagues, and the door.

use axum::http::StatusCode;
use futures_util::future::join_all;
use samenspraak::app::App;
use samenspraak::audit::Actor;
use samenspraak::base::id::{EventSessionId, RegistrationId};
use samenspraak::events::{self, Acted, Changed, Shown, Substituted, Verdict};
use samenspraak::store::tables::event_choices;
use samenspraak::store::tables::states::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Day, guest, mailbox, network_day};

pub async fn chosen(day: &Day, id: RegistrationId) -> Vec<EventSessionId> {
    let rows = event_choices::Entity::find()
        .filter(event_choices::Column::RegistrationId.eq(id))
        .order_by_asc(event_choices::Column::SessionId)
        .all(day.house.app.store.read())
        .await
        .unwrap();
    rows.into_iter().map(|row| row.session_id).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r19_a_swap_is_whole_or_nothing_and_nobody_is_in_two_places() {
    let day = Day::with(10).await;
    let here = day.session("1A", 1, ["10:45", "11:45"], 1).await;
    let there = day.session("1B", 1, ["10:45", "11:45"], 1).await;
    let long = day.session("2D", 2, ["11:00", "14:00"], 9).await;
    let next = day.session("2A", 2, ["11:45", "12:45"], 9).await;
    let (anna, bram) = (day.register("Anna").await, day.register("Bram").await);
    let app: &App = &day.house.app;
    let change = async |id, wanted: &[EventSessionId]| events::change(app, id, Actor::Reader, wanted).await.unwrap();
    assert_eq!(change(anna, &[here]).await, Changed::Done);
    assert_eq!(change(bram, &[there]).await, Changed::Done);
    assert_eq!(change(anna, &[there, next]).await, Changed::Full(vec![there]));
    assert_eq!(chosen(&day, anna).await, [here], "the old place is kept, and nothing of the new is");
    assert_eq!(change(anna, &[here, long]).await, Changed::Clash);
    assert_eq!(change(anna, &[here, next]).await, Changed::Done, "one may begin when the other ends");
    // Two who swap with each other at the same time: neither loses a place.
    let both = [(anna, there), (bram, here)].map(|(id, to)| {
        let app = app.clone();
        tokio::spawn(async move { events::change(&app, id, Actor::Reader, &[to]).await.unwrap() })
    });
    for outcome in join_all(both).await {
        assert!(matches!(outcome.unwrap(), Changed::Full(_)));
    }
    day.assert_ledger().await;
}

#[tokio::test]
async fn r20_a_colleague_comes_instead_also_when_all_is_full() {
    let day = Day::with(1).await;
    let session = day.session("1A", 1, ["10:45", "11:45"], 1).await;
    let anna = day.register("Anna de Vries").await;
    events::change(&day.house.app, anna, Actor::Reader, &[session]).await.unwrap();
    day.house.sql("UPDATE event_registrations SET needs = 'vegetarisch'").await;
    let old = day.of_name("Anna de Vries").await;
    let page = day.own_page("Anna de Vries").await;
    let fields = [("name", "Bram Jansen"), ("address", "bram.jansen@voorbeeld.nl")];
    let answer = day.guest(1).post(&format!("{page}/collega"), &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("Bram Jansen heeft een mail gekregen"), "{}", answer.body);
    let new = day.of_name("Bram Jansen").await;
    assert_eq!(chosen(&day, new.id).await, [session]);
    assert_ne!((&old.code, &old.uid, &old.ticket), (&new.code, &new.uid, &new.ticket));
    assert_eq!(new.needs, "", "needs do not go along");
    assert_eq!(day.of_name("Anna de Vries").await.needs, "");
    assert_eq!(day.guest(1).get(&page).await.status, StatusCode::NOT_FOUND, "the former link is over");
    let mails = day.house.mails().await;
    let last: Vec<_> = mails[mails.len() - 3..]
        .iter()
        .map(|mail| (mail.to.as_str(), mail.subject.split(':').next().unwrap()))
        .collect();
    assert_eq!(
        last,
        [
            ("bram.jansen@voorbeeld.nl", "Uw bewijs"),
            ("bram.jansen@voorbeeld.nl", "Voor uw agenda"),
            ("anna.de.vries@voorbeeld.nl", "Uw plaats is van uw collega"),
        ]
    );
    assert!(super::letters::calendar_of(&mails[mails.len() - 1]).contains("METHOD:CANCEL"));
    assert!(super::letters::calendar_of(&mails[mails.len() - 1]).contains(&format!("UID:{}", old.uid)));
    day.assert_ledger().await;
    // The old code says so at the door.
    let verdict = events::check_in(&day.house.app, day.member, day.event, (&Shown::Code(old.code), "a")).await.unwrap();
    assert!(matches!(verdict, Verdict::NoPlace(_)));
    let twice =
        events::substitute(&day.house.app, new.id, Actor::Reader, (&guest("Bram Jansen"), &mailbox("Bram Jansen")))
            .await;
    assert_eq!(twice.unwrap(), Substituted::Already);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r21_of_fifty_who_show_one_code_one_is_let_in() {
    let day = Day::with(5).await;
    day.register("Anna de Vries").await;
    let code = day.of_name("Anna de Vries").await.code;
    let all = (0..50).map(|number| {
        let (app, member, event, code) = (day.house.app.clone(), day.member, day.event, code.clone());
        tokio::spawn(async move {
            let shown = Shown::Code(code);
            events::check_in(&app, member, event, (&shown, &format!("scan-{number}"))).await.unwrap()
        })
    });
    let mut counts = (0, 0);
    for verdict in join_all(all).await {
        match verdict.unwrap() {
            Verdict::In(_) => counts.0 += 1,
            Verdict::AlreadyIn(_) => counts.1 += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(counts, (1, 49));
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_registrations WHERE in_at IS NOT NULL").await, 1);
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_scans WHERE verdict = 'in'").await, 1);
}

#[tokio::test]
async fn r21_the_same_look_twice_says_the_same_and_other_codes_are_told_apart() {
    let day = Day::with(5).await;
    let app = &day.house.app;
    day.register("Anna de Vries").await;
    let anna = day.of_name("Anna de Vries").await;
    let look = async |event, text: &str, nonce: &str| {
        events::check_in(app, day.member, event, (&Shown::Code(text.to_owned()), nonce)).await.unwrap()
    };
    let typed = format!("{} {}", anna.code[..4].to_lowercase(), anna.code[4..].to_lowercase());
    assert!(matches!(look(day.event, &typed, "one").await, Verdict::In(_)));
    assert!(matches!(look(day.event, &typed, "one").await, Verdict::In(_)), "replayed, it says what it said");
    let scanned = format!("{}-{}", day.event, anna.ticket);
    assert!(matches!(look(day.event, &scanned, "two").await, Verdict::AlreadyIn(_)));
    assert_eq!(look(day.event, "AAAA AAAA", "three").await, Verdict::Unknown);
    let other = events::add(app, day.member, &network_day(3)).await.unwrap();
    assert_eq!(events::open(app, day.member, other).await.unwrap(), Acted::Done);
    assert_eq!(look(other, &typed, "four").await, Verdict::Elsewhere(day.event));
    assert!(events::undo(app, day.member, day.event, anna.id).await.unwrap());
    events::cancel(app, anna.id, Actor::Reader, "self").await.unwrap();
    assert!(matches!(look(day.event, &typed, "five").await, Verdict::NoPlace(_)));
    // What is not ours leaves no row.
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_scans").await, 3);
}

#[tokio::test]
async fn e08_the_door_lets_in_by_code_and_by_name() {
    let day = Day::with(5).await;
    day.register("Anna de Vries").await;
    let code = day.of_name("Anna de Vries").await.code;
    let member = day.house.signed_in_as(&[Role::Editor]).await;
    let here = format!("/beheer/bijeenkomsten/{}/deur", day.event);
    let found = member.get(&format!("{here}?naam=vri")).await;
    assert!(found.body.contains("Anna de Vries") && !found.body.contains("voorbeeld.nl"), "{}", found.body);
    let nonce = found.value_after("name=\"nonce\"");
    let welcome = member.post(&here, &[("code", &code), ("nonce", &nonce)]).await;
    assert!(welcome.body.contains("Welkom") && welcome.body.contains("<b>1</b> van 1 binnen"), "{}", welcome.body);
    let again = member.post(&here, &[("code", &code), ("nonce", "another")]).await;
    assert!(again.body.contains("Al binnen"), "{}", again.body);
    assert_ne!(day.house.get(&here).await.status, StatusCode::OK, "only for who is signed in");
}
