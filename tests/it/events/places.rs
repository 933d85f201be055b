//! Places: never too many, never too few, whoever comes and however they come.

use axum::http::StatusCode;
use futures_util::future::join_all;
use samenspraak::audit::Actor;
use samenspraak::base::Language;
use samenspraak::base::id::EventSessionId;
use samenspraak::events::{self, Begun, Cancelled, Changed, Confirmed, Party, Wish};
use samenspraak::store::Engine;
use sea_orm::ConnectionTrait as _;

use super::{Day, address, guest, mailbox, network_day};

/// So many come at once through the pages. Gives how many were told that they have a place, that it is full, and anything else.
async fn contend(day: &Day, many: usize) -> (usize, usize, usize) {
    let all = (0..many).map(|number| {
        let attendee = day.guest(number);
        tokio::spawn(async move {
            let name = format!("Deelnemer {}", letters(number));
            let page = attendee.begin(&name, &address(&name)).await;
            match page.status {
                StatusCode::SEE_OTHER => {
                    let sent = attendee.post(page.location(), &[]).await;
                    let shown = attendee.get(sent.location()).await;
                    usize::from(!shown.body.contains("U bent aangemeld")) * 2
                }
                StatusCode::CONFLICT => 1,
                _ => 2,
            }
        })
    });
    let mut counts = [0; 3];
    for outcome in join_all(all).await {
        counts[outcome.unwrap()] += 1;
    }
    (counts[0], counts[1], counts[2])
}

/// A number in letters, as a name holds it.
fn letters(number: usize) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r01_r02_a_thousand_for_the_last_places_get_exactly_those() {
    let day = Day::with(37).await;
    assert_eq!(contend(&day, 1_000).await, (37, 963, 0));
    assert_eq!(day.count("registered").await, 37);
    day.assert_ledger().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r01_r02_no_place_one_place_and_five() {
    for places in [0, 1, 5] {
        let day = Day::with(places).await;
        let many = usize::try_from(places).unwrap();
        assert_eq!(contend(&day, 1_000).await, (many, 1_000 - many, 0));
        day.assert_ledger().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r01_r02_a_thousand_forms_keep_four_hundred_places() {
    let day = Day::with(400).await;
    let event = day.row().await;
    let all = (0..1_000).map(|number| {
        let (app, event) = (day.house.app.clone(), event.clone());
        tokio::spawn(async move {
            let party = Party {
                guests: vec![guest(&format!("Deelnemer {}", letters(number)))],
                language: Language::Dutch,
                network: number.to_string(),
                waits: false,
                invitation: None,
            };
            matches!(events::begin(&app, &event, &party).await.unwrap(), Begun::Kept(_))
        })
    });
    let kept = join_all(all).await.into_iter().filter(|kept| *kept.as_ref().unwrap()).count();
    assert_eq!(kept, 400);
    day.assert_ledger().await;
}

/// The negative control: contenders who first look and then write, as is done without a guard, end with more places taken than
/// there are. If they did not, the contenders of R1 would not meet, and R1 would prove nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r03_without_the_guard_there_are_too_many() {
    const PLACES: i64 = 5;
    let day = Day::with(PLACES).await;
    day.house.ends_in_the_middle();
    // The net below the guard is away too; what there is to take stays five.
    day.house.sql("UPDATE event_pools SET ceiling = 1000").await;
    let all = (0..60).map(|_| {
        let store = day.house.app.store.clone();
        tokio::spawn(async move {
            let free = samenspraak::store::sql(store.read(), "SELECT capacity - taken AS free FROM event_pools", []);
            let free = store.read().query_one_raw(free).await.unwrap().unwrap();
            // Whoever looks first and writes then does something between the two, if only for a moment.
            tokio::task::yield_now().await;
            if free.try_get::<i64>("", "free").unwrap() > 0 {
                let tx = store.begin_write().await.unwrap();
                tx.execute_unprepared("UPDATE event_pools SET taken = taken + 1").await.unwrap();
                tx.commit().await.unwrap();
            }
        })
    });
    join_all(all).await.into_iter().for_each(|one| one.unwrap());
    let taken = day.house.number("SELECT taken FROM event_pools").await;
    assert!(taken > PLACES, "looking first and writing then kept {taken} of {PLACES}");
    // With the guard the same pool gives nobody a place more, and the table refuses whoever goes round the guard.
    assert_eq!(contend(&day, 60).await, (0, 60, 0));
    day.house.sql("UPDATE event_pools SET ceiling = taken").await;
    let tx = day.house.app.store.begin_write().await.unwrap();
    let forced = tx.execute_unprepared("UPDATE event_pools SET taken = ceiling + 1").await;
    assert!(forced.is_err(), "the check of the table is the net below the guard");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r04_the_day_and_its_sessions_are_claimed_together_or_not_at_all() {
    let day = Day::with(24).await;
    let (morning, noon) = (["10:45", "11:45"], ["13:00", "14:00"]);
    let mut rounds = Vec::new();
    for (code, capacity) in [("A", 6), ("B", 8)] {
        let first = day.session(&format!("1{code}"), 1, morning, capacity).await;
        let second = day.session(&format!("2{code}"), 2, noon, capacity).await;
        rounds.push((first, second));
    }
    let event = day.row().await;
    let all = (0..50_usize).map(|number| {
        let (app, event, rounds) = (day.house.app.clone(), event.clone(), rounds.clone());
        tokio::spawn(async move {
            let name = format!("Deelnemer {}", letters(number));
            let party = Party {
                guests: vec![guest(&name)],
                language: Language::Dutch,
                network: name,
                waits: false,
                invitation: None,
            };
            let Begun::Kept(token) = events::begin(&app, &event, &party).await.unwrap() else { return false };
            let booking = events::booking(app.store.read(), event.id, &token).await.unwrap().unwrap();
            let (first, second) = (rounds[number % 2].0, rounds[number / 2 % 2].1);
            // In any order.
            let sessions = if number % 3 == 0 { vec![second, first] } else { vec![first, second] };
            let wish = Wish { sessions, ..Wish::default() };
            events::confirm(&app, &booking, &[wish]).await.unwrap() == Confirmed::Done
        })
    });
    let done = join_all(all).await.into_iter().filter(|done| *done.as_ref().unwrap()).count();
    let registered = usize::try_from(day.count("registered").await).unwrap();
    assert_eq!(done, registered);
    let chosen = day.house.number("SELECT COUNT(*) FROM event_choices").await;
    assert_eq!(chosen, i64::try_from(registered * 2).unwrap(), "each has a session in both rounds");
    day.assert_ledger().await;
}

/// What somebody else stands in the way of begins again: changing, calling off, tidying up and taking what came free too.
/// SQLite has one writer, so there nobody is sent back.
#[tokio::test]
async fn r06_an_act_that_is_sent_back_begins_again() {
    let day = Day::with(2).await;
    let app = &day.house.app;
    if app.store.engine() != Engine::Postgres {
        return;
    }
    // Sent back once, as by a deadlock; a sequence is not rolled back.
    for (table, name) in [("events", "ev"), ("event_bookings", "bo")] {
        let text = format!(
            "CREATE SEQUENCE once_{name};
             CREATE FUNCTION back_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
               IF nextval('once_{name}') % 2 = 1 THEN RAISE EXCEPTION 'sent back' USING ERRCODE = '40P01'; END IF;
               RETURN NEW; END $$;
             CREATE TRIGGER back BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION back_{name}()"
        );
        day.house.sql(&text).await;
    }
    let version = day.row().await.version;
    let saved = events::change_event(app, day.member, day.event, version, &network_day(3)).await.unwrap();
    assert_eq!(saved, events::Saved::Done(day.event));
    day.guest(1).begin("Anna de Vries", "anna@voorbeeld.nl").await;
    day.house.wait(std::time::Duration::from_mins(16));
    events::sweep(app).await.unwrap();
    assert_eq!(day.house.number("SELECT COUNT(*) FROM event_bookings WHERE outcome = 'expired'").await, 1);
    let off = events::call_off(app, day.member, day.event, "De zaal is weg").await.unwrap();
    assert_eq!(off, events::Acted::Done);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r06_every_door_keeps_the_number() {
    let day = Day::with(20).await;
    let one = day.session("1A", 1, ["10:45", "11:45"], 10).await;
    let other = day.session("1B", 1, ["10:45", "11:45"], 10).await;
    let mut first = Vec::new();
    for number in 0..6 {
        first.push(day.register(&format!("Eerste {}", letters(number))).await);
    }
    let app = day.house.app.clone();
    let by_hand = (0..15_usize).map(|number| {
        let (app, event, member) = (app.clone(), day.event, day.member);
        tokio::spawn(async move {
            let name = format!("Hand {}", letters(number));
            events::add_by_hand(&app, member, event, (&guest(&name), &mailbox(&name), Language::Dutch)).await.map(drop)
        })
    });
    let swaps = first.iter().map(|id| {
        let (app, id) = (app.clone(), *id);
        tokio::spawn(async move {
            for session in [one, other, one] {
                events::change(&app, id, Actor::Reader, &[session]).await?;
            }
            Ok(())
        })
    });
    let capacity = tokio::spawn({
        let (app, member, event) = (app.clone(), day.member, day.event);
        async move {
            for capacity in [12, 25, 18] {
                let version = rows_version(&app, event).await;
                events::change_event(&app, member, event, version, &network_day(capacity)).await?;
            }
            Ok::<_, anyhow::Error>(())
        }
    });
    let (through_pages, hands, swapped, changed) =
        tokio::join!(contend(&day, 60), join_all(by_hand), join_all(swaps), capacity);
    assert_eq!(through_pages.2, 0, "no page broke");
    for done in hands.into_iter().chain(swapped).chain([changed]) {
        done.unwrap().unwrap();
    }
    day.assert_ledger().await;
}

async fn rows_version(app: &samenspraak::app::App, event: samenspraak::base::id::EventId) -> i64 {
    use sea_orm::EntityTrait as _;
    let row = samenspraak::store::tables::events::Entity::find_by_id(event).one(app.store.read()).await.unwrap();
    row.unwrap().version
}

#[tokio::test]
async fn r07_after_any_history_the_pools_say_what_a_recount_says() {
    let day = Day::with(4).await;
    let sessions =
        [day.session("1A", 1, ["10:45", "11:45"], 2).await, day.session("1B", 1, ["10:45", "11:45"], 2).await];
    let (app, random) = (&day.house.app, samenspraak::base::Random::from_seed([7; 32]));
    let mut live = Vec::new();
    for step in 0..60_usize {
        let name = format!("Naam {}", letters(step));
        match random.below(6) {
            0 | 1 => live.push(day.join_list(&name).await),
            2 if !live.is_empty() => {
                let at = usize::try_from(random.below(live.len() as u64)).unwrap();
                events::cancel(app, live.swap_remove(at), Actor::Reader, "self").await.unwrap();
            }
            3 if !live.is_empty() => {
                let at = usize::try_from(random.below(live.len() as u64)).unwrap();
                let session = sessions[usize::try_from(random.below(2)).unwrap()];
                events::change(app, live[at], Actor::Reader, &[session]).await.unwrap();
            }
            4 => {
                let capacity = i64::try_from(random.below(7)).unwrap();
                let version = rows_version(app, day.event).await;
                events::change_event(app, day.member, day.event, version, &network_day(capacity)).await.unwrap();
            }
            _ => {
                day.house.wait(std::time::Duration::from_hours(9));
                day.house.deliver_all().await;
                events::lapse_due(app).await.unwrap();
            }
        }
        day.assert_ledger().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r08_sending_a_form_many_times_is_sending_it_once() {
    let day = Day::with(5).await;
    let page = day.guest(1).begin("Anna de Vries", "anna@voorbeeld.nl").await;
    let here = page.location().to_owned();
    let all = (0..8).map(|_| {
        let (attendee, here) = (day.guest(1), here.clone());
        tokio::spawn(async move { attendee.post(&here, &[]).await })
    });
    for answer in join_all(all).await {
        let answer = answer.unwrap();
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, here.as_str()));
    }
    assert!(day.guest(1).get(&here).await.body.contains("U bent aangemeld"));
    assert_eq!(day.count("registered").await, 1);
    let mails = day.house.mails().await;
    let mut subjects: Vec<&str> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    subjects.sort_unstable();
    assert_eq!(subjects, ["Uw bewijs: Netwerkdag voorjaar 2027", "Voor uw agenda: Netwerkdag voorjaar 2027"]);
    day.assert_ledger().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r09_somebody_is_registered_once_and_nobody_learns_it() {
    let day = Day::with(20).await;
    let all = (0..6_usize).map(|number| {
        let attendee = day.guest(number);
        tokio::spawn(async move {
            let page = attendee.begin("Anna  de VRIES", "Anna@voorbeeld.nl").await;
            attendee.post(page.location(), &[]).await.status
        })
    });
    for status in join_all(all).await {
        assert_eq!(status.unwrap(), StatusCode::SEE_OTHER);
    }
    assert_eq!(day.count("registered").await, 1);
    day.assert_ledger().await;
    // The page after it is the same for who was registered already; the mail says it.
    let first = day.guest(8).begin("Bram Jansen", "bram@voorbeeld.nl").await.location().to_owned();
    let second = day.guest(9).begin("Bram Jansen", "bram@voorbeeld.nl").await.location().to_owned();
    let mut pages = Vec::new();
    for here in [first, second] {
        day.guest(8).post(&here, &[]).await;
        pages.push(day.guest(8).get(&here).await.body.replace(here.rsplit('/').next().unwrap(), ""));
    }
    assert_eq!(pages[0], pages[1]);
    let mails = day.house.mails().await;
    let told = mails.iter().filter(|mail| mail.to == "bram@voorbeeld.nl" && mail.subject.starts_with("U was al"));
    assert_eq!(told.count(), 1);
    // Again and again brings whoever has that address no more mail in a day.
    for number in 11..14 {
        let page = day.guest(number).begin("Bram Jansen", "bram@voorbeeld.nl").await;
        day.guest(number).post(page.location(), &[]).await;
    }
    assert_eq!(day.house.mails().await.len(), mails.len());
    // A couple may use one address.
    let page = day.guest(10).begin("Cees Jansen", "bram@voorbeeld.nl").await;
    day.guest(10).post(page.location(), &[]).await;
    assert_eq!(day.count("registered").await, 3);
    day.assert_ledger().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r10_cancelling_many_times_frees_one_place_and_promotes_one() {
    let day = Day::with(1).await;
    let id = day.register("Anna de Vries").await;
    day.join_list("Bram Jansen").await;
    day.join_list("Cees Smit").await;
    let before = day.house.mails().await.len();
    let all = (0..8).map(|_| {
        let app = day.house.app.clone();
        tokio::spawn(async move { events::cancel(&app, id, Actor::Reader, "self").await.unwrap() })
    });
    let done = join_all(all).await.into_iter().filter(|one| *one.as_ref().unwrap() == Cancelled::Done).count();
    assert_eq!((done, day.count("offered").await), (1, 1));
    let mails = day.house.mails().await;
    let mut new: Vec<_> =
        mails[before..].iter().map(|mail| (mail.to.as_str(), mail.subject.split(':').next().unwrap())).collect();
    // Both leave in one transaction, and two connections may carry them in either order.
    new.sort_unstable();
    assert_eq!(new, [("anna.de.vries@voorbeeld.nl", "U bent afgemeld"), ("bram.jansen@voorbeeld.nl", "Er is plaats")]);
    day.assert_ledger().await;
}

#[tokio::test]
async fn e02_an_expired_form_keeps_nothing_also_when_no_bell_rang() {
    let day = Day::with(1).await;
    let here = day.guest(1).begin("Anna de Vries", "anna@voorbeeld.nl").await.location().to_owned();
    assert_eq!(day.guest(2).begin("Bram Jansen", "bram@voorbeeld.nl").await.status, StatusCode::CONFLICT);
    let longer = day.guest(1).post(&format!("{here}/meer-tijd"), &[]).await;
    assert_eq!(longer.status, StatusCode::SEE_OTHER);
    day.house.wait(std::time::Duration::from_mins(29));
    assert!(day.guest(1).get(&here).await.body.contains("Dit is de langste tijd"));
    day.guest(1).post(&format!("{here}/meer-tijd"), &[]).await;
    day.house.wait(std::time::Duration::from_mins(2));
    let other = day.guest(2).begin("Bram Jansen", "bram@voorbeeld.nl").await;
    assert_eq!(other.status, StatusCode::SEE_OTHER, "{}", other.body);
    // Who comes too late is told, and keeps what they filled in.
    day.guest(1).post(&here, &[]).await;
    let late = day.guest(1).get(&here).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(
        late.body.contains("Uw plaats is vrijgegeven") && late.body.contains("value=\"Anna de Vries\""),
        "{}",
        late.body
    );
    day.assert_ledger().await;
}

#[tokio::test]
async fn e02_a_group_gets_what_fits_and_the_rest_waits() {
    let day = Day::with(2).await;
    let path = format!("/bijeenkomsten/{}/aanmelden", day.event);
    let fields = [
        ("guests", "4"),
        ("name", "Anna de Vries"),
        ("address", "anna@voorbeeld.nl"),
        ("name2", "Bram Jansen"),
        ("address2", "bram@voorbeeld.nl"),
        ("name3", ""),
        ("address3", ""),
        ("name4", "Cees Smit"),
        ("address4", "cees@voorbeeld.nl"),
    ];
    let told = day.guest(1).post(&path, &fields).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.body.contains("plaats voor 2 van de 3"), "{}", told.body);
    let fields: Vec<_> = fields.into_iter().chain([("waits", "yes")]).collect();
    let page = day.guest(1).post(&path, &fields).await;
    let screen = day.guest(1).get(page.location()).await;
    assert!(screen.body.contains("Meld 3 mensen aan") && screen.body.contains("Op de wachtlijst"), "{}", screen.body);
    day.guest(1).post(page.location(), &[]).await;
    assert_eq!((day.count("registered").await, day.count("waiting").await), (2, 1));
    let mail = day.house.newest_mail_to("bram@voorbeeld.nl").await;
    assert!(mail.raw.contains("Subject"), "each gets mail of their own");
    day.assert_ledger().await;
}

#[tokio::test]
async fn e02_a_workshop_that_fills_up_meanwhile_loses_nothing_that_was_typed() {
    let day = Day::with(20).await;
    let full = day.session("1A", 1, ["10:45", "11:45"], 1).await;
    let free = day.session("1B", 1, ["10:45", "11:45"], 5).await;
    let access = format!("p1q{}", day.house.number("SELECT id FROM event_questions WHERE kind = 'line'").await);
    let page = day.guest(1).begin("Anna de Vries", "anna@voorbeeld.nl").await;
    let here = page.location().to_owned();
    let other = day.guest(2).begin("Bram Jansen", "bram@voorbeeld.nl").await;
    day.guest(2).post(other.location(), &[("p1r1", &full.to_string())]).await;
    let told = day.guest(1).post(&here, &[("p1r1", &full.to_string()), (&access, "Een plek vooraan")]).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(
        told.body.contains("Net vol: 1A Workshop 1A") && told.body.contains("value=\"Een plek vooraan\""),
        "{}",
        told.body
    );
    day.guest(1).post(&here, &[("p1r1", &free.to_string()), (&access, "Een plek vooraan")]).await;
    let row = day.of_name("Anna de Vries").await;
    let kept = "SELECT COUNT(*) FROM event_question_answers WHERE answer = 'Een plek vooraan'";
    assert_eq!(day.house.number(kept).await, 1);
    assert_eq!(chosen(&day, row.id).await, [free]);
    day.assert_ledger().await;
}

async fn chosen(day: &Day, id: samenspraak::base::id::RegistrationId) -> Vec<EventSessionId> {
    super::sessions::chosen(day, id).await
}

#[tokio::test]
async fn r06_a_change_that_fails_leaves_no_trace() {
    let day = Day::with(3).await;
    let id = day.register("Anna de Vries").await;
    let unknown = events::change(&day.house.app, id, Actor::Reader, &[EventSessionId(999)]).await.unwrap();
    assert_eq!(unknown, Changed::Clash);
    day.assert_ledger().await;
}
