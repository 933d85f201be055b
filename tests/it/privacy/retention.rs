//! Nothing stays longer than its period.

use std::collections::BTreeMap;

use samenspraak::base::Instant;
use samenspraak::base::clock::{days, minutes};
use samenspraak::dossiers;
use samenspraak::events;
use samenspraak::privacy::holds::{self, Held};
use samenspraak::privacy::retention::{self, Due};
use samenspraak::privacy::{self};
use samenspraak::room::Kind;
use samenspraak::store::tables::states::Role;
use samenspraak::subscribers::{self, Channel, Whereof};

use super::known::furnish;
use super::{ANNA, NAME, subscribe};
use crate::house::House;

fn kind(house: &House, word: &str) -> &'static Kind {
    house.app.rooms.kind(word).unwrap()
}

async fn due(house: &House) -> BTreeMap<&'static Kind, i64> {
    let all = retention::due(&house.app).await.unwrap();
    all.into_iter().filter(|due| due.many > 0).map(|due| (due.kind, due.many)).collect()
}

async fn of_kind(house: &House, word: &str) -> Due {
    retention::due(&house.app).await.unwrap().into_iter().find(|due| due.kind.word == word).unwrap()
}

/// What went in the newest run.
async fn went(house: &House) -> BTreeMap<&'static Kind, i64> {
    let newest = retention::gone(house.app.store.read(), &house.app.rooms, None, 1).await.unwrap();
    newest.rows.into_iter().next().map(|run| run.many).unwrap_or_default()
}

/// Somebody who was a contact and had a seat, and a reader whose address is suppressed.
async fn add_who_was_and_who_is_dead(house: &House) {
    let person = house.person("oud-lid@voorbeeld.nl").await;
    house
        .sql(&format!(
            "INSERT INTO contacts (organisation_id, person_id, role, from_on, until_on, made_at)
             VALUES (1, {person}, 'lid', '2020-01-01', '2026-11-20', 1)"
        ))
        .await;
    house
        .sql(&format!(
            "INSERT INTO body_members (body_id, person_id, role, from_on, until_on, made_at)
             VALUES (1, {person}, 'lid', '2020-01-01', '2026-11-20', 1)"
        ))
        .await;
    let dood = subscribe(house, "dood@voorbeeld.nl", "Dood").await;
    house
        .sql(&format!(
            "INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) VALUES ('{}', 1, {}, 'hard-bounce', 1795258800000)",
            house.app.secrets.suppression_hash("dood@voorbeeld.nl"),
            dood.id
        ))
        .await;
}

/// Members who went or never came, and old traces of what staff did.
async fn add_old_members(house: &House, member: samenspraak::base::id::MemberId) {
    let person = house.person("lid-weg@voorbeeld.nl").await;
    house
        .sql(&format!(
            "INSERT INTO members (person_id, name, password_hash, totp_step, epoch, failures, invited_at, joined_at, disabled_at)
             VALUES ({person}, 'Weg', 'hash', 0, 0, 0, 1795258800000, 1795258800000, 1795258800000)"
        ))
        .await;
    let person = house.person("lid-nooit@voorbeeld.nl").await;
    house
        .sql(&format!(
            "INSERT INTO members (person_id, name, totp_step, epoch, failures, invited_at) VALUES ({person}, 'Nooit', 0, 0, 0, 1795258800000)"
        ))
        .await;
    house
        .sql("INSERT INTO erasures (at, origin, many, rewrite, finished_at) VALUES (1, 'own', 9, FALSE, 1795258800000)")
        .await;
    house
        .sql(&format!(
            "INSERT INTO privacy_holds (kind, reason, made_by, made_at, until_at) VALUES ('codes', 'oud', {member}, 1, 1795258800000)"
        ))
        .await;
    house
        .sql(&format!(
            "INSERT INTO media (hash, name, words, alt, focus_x, focus_y, width, height, version, made_by, made_at, changed_by,
               changed_at, idle_since)
             VALUES ('x', 'x', 'x', '', 50, 50, 1, 1, 1, {member}, 1, {member}, 1, 1795258800000)"
        ))
        .await;
}

/// A dossier in which somebody is named.
async fn add_a_name(house: &House, member: samenspraak::base::id::MemberId) {
    let once = || house.app.random.token();
    let wanted = crate::dossiers::wanted("Wat er gebeurde");
    let made = dossiers::make(&house.app, member, &wanted, &once()).await.unwrap();
    let dossiers::Made::New(id) = made else { panic!("{made:?}") };
    let role = dossiers::Role { role: "ambtelijk Veilig Werk".to_owned(), name: "Karin Postma".to_owned() };
    dossiers::cast(&house.app, member, id, (&role, &once())).await.unwrap();
}

async fn add_a_reviewer(house: &House, member: samenspraak::base::id::MemberId) {
    let (issue, along) = (crate::approving::draft(house).await, house.person("meelezer@voorbeeld.nl").await);
    house
        .sql(&format!(
            "INSERT INTO reviewers (issue_id, person_id, name, note, ends_at, invited_by, invited_at)
             VALUES ({issue}, {along}, 'Lezer', '', 1795258800000, {member}, 1795258800000)"
        ))
        .await;
}

/// A house in which there is something of every kind, two of some: what a new kind adds is a function beside it.
async fn lived_in() -> House {
    let house = House::open().await;
    let member = house.member(&[Role::Administrator]).await;
    house.signed_in_as(&[Role::Editor]).await;
    let anna = subscribe(&house, ANNA, NAME).await;
    furnish(&house, anna.id.0).await;
    // She is no contact: whoever is one, stays.
    for table in ["tasks", "contacts", "body_members"] {
        house.sql(&format!("DELETE FROM {table}")).await;
    }
    // Nor did she answer for an organisation; somebody else did.
    let answered = house.person("antwoord@voorbeeld.nl").await;
    house.sql(&format!("UPDATE consultation_invitees SET person_id = {answered}")).await;
    let decided = house.person("besluit@voorbeeld.nl").await;
    house.sql(&format!("UPDATE decision_respondents SET person_id = {decided}")).await;
    house
        .sql(&format!(
            "INSERT INTO feedback (identity, at, door, kind, class, words, person_id)
             VALUES ('antwoord', 1, 'lmtp', 'reply', 'unknown', 'Dank u wel', {})",
            anna.id
        ))
        .await;
    house.sql("UPDATE feedback SET at = 1795258800000").await;
    house.sql("UPDATE imports SET ended_at = 1795258800000").await;
    let token = subscribers::unsubscribe_token(&house.app, &anna, house.publication("nieuwsbrief").await);
    subscribers::leave(&house.app, &token, Channel::Page, Whereof::Everything).await.unwrap();
    subscribe(&house, "bas@voorbeeld.nl", "Bas").await;
    house.post("/aanmelden", &[("address", "nooit@voorbeeld.nl"), ("publication", "nieuwsbrief")]).await;
    house.person("niemand@voorbeeld.nl").await;
    super::ask_code(&house, &anna).await;
    let zeros = if house.app.store.file().is_some() { "x'00'" } else { "'\\x00'" };
    house
        .sql(&format!(
            "INSERT INTO sendings (id, lane, label, publication_id, nonce, state, reason, on_uncertain, frozen_hash, opened_at, closed_at, changed_at)
             VALUES (900, 'bulk', 'x', 1, {zeros}, 'closed', '', 'hold', 'x', 1, 2, 1795258800000)"
        ))
        .await;
    for person in 1..=3 {
        house
            .sql(&format!(
                "INSERT INTO deliveries (sending_id, person_id, lane, state, attempts) VALUES (900, {person}, 'bulk', 'accepted', 1)"
            ))
            .await;
    }
    house.sql("INSERT INTO sending_totals (sending_id, state, many) VALUES (900, 'accepted', 3)").await;
    add_a_reviewer(&house, member).await;
    add_old_members(&house, member).await;
    add_a_name(&house, member).await;
    add_who_was_and_who_is_dead(&house).await;
    house.deliver_all().await;
    house
}

#[tokio::test]
async fn s40_the_dry_run_counts_what_the_purge_takes_away_kind_by_kind() {
    let house = lived_in().await;
    assert_eq!(due(&house).await, BTreeMap::new(), "nothing is over yet");
    privacy::purge(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM retention_runs").await, 0, "so nothing went");
    // Each at the end of its own period, one after the other, by the clock.
    let mut seen = Vec::new();
    let mut days_gone = 0;
    let kinds = house.app.rooms.kinds();
    let mut ends: Vec<(i64, &'static Kind)> = kinds.iter().map(|kind| (kind.usual, *kind)).collect();
    ends.sort();
    for (end, kind) in ends {
        house.wait(days(u64::try_from(end - days_gone).unwrap()));
        days_gone = end;
        house.wait(minutes(1));
        let expected = due(&house).await;
        seen.extend(expected.keys().copied());
        let before = house.number("SELECT COUNT(*) FROM retention_runs").await;
        privacy::purge(&house.app).await.unwrap();
        if !expected.is_empty() {
            assert_eq!(went(&house).await, expected, "as was said beforehand, at the end of {kind:?}");
            assert_eq!(house.number("SELECT COUNT(*) FROM retention_runs").await, before + 1);
        }
        assert_eq!(due(&house).await, BTreeMap::new(), "and nothing is left that is over, after {kind:?}");
    }
    let missed: Vec<&str> = kinds.iter().filter(|kind| !seen.contains(*kind)).map(|kind| kind.word).collect();
    assert_eq!(missed, [""; 0], "nobody sees that the purge takes these: give each a row that ends, in `lived_in`");
    // Who still subscribes stays, with the evidence; the ledger keeps its sums.
    assert_eq!(house.number("SELECT COUNT(*) FROM people WHERE address = 'bas@voorbeeld.nl'").await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM people WHERE address_key LIKE 'anna%'").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM consents").await, 4, "the evidence of Bas");
    let progress = samenspraak::delivery::progress(house.app.store.read(), samenspraak::base::id::SendingId(900));
    assert_eq!(progress.await.unwrap().unwrap().accepted, 3);
    assert_eq!(house.number("SELECT COUNT(*) FROM members WHERE password_hash IS NOT NULL").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM members WHERE name = 'Nooit'").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM contacts WHERE until_on IS NOT NULL").await, 0, "long no contact");
    assert_eq!(house.number("SELECT COUNT(*) FROM body_members WHERE until_on IS NOT NULL").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM people WHERE address_key LIKE 'oud-lid%'").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM people WHERE address_key LIKE 'dood%'").await, 0);
    assert_eq!(
        house.number("SELECT COUNT(*) FROM suppressions WHERE reason = 'hard-bounce'").await,
        1,
        "stays blocked"
    );
}

#[tokio::test]
async fn s40_who_left_leaves_a_hash_and_who_never_confirmed_leaves_nothing() {
    let house = lived_in().await;
    house.wait(days(731));
    privacy::purge(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM suppressions WHERE reason = 'erased'").await, 1, "of Anna, who left");
    let hash = house.app.secrets.suppression_hash(super::KEY);
    let text: &'static str = format!("SELECT COUNT(*) FROM suppressions WHERE hash = '{hash}'").leak();
    assert_eq!(house.number(text).await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM people WHERE address_key LIKE 'n%'").await, 0);
}

#[tokio::test]
async fn s40_who_comes_back_in_time_is_not_taken_away() {
    let house = lived_in().await;
    house.wait(days(729));
    privacy::purge(&house.app).await.unwrap();
    subscribe(&house, ANNA, NAME).await;
    house.wait(days(2));
    assert_eq!(of_kind(&house, "left").await.many, 0);
    privacy::purge(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM people WHERE address_key LIKE 'anna%'").await, 1);
}

#[tokio::test]
async fn s40_a_hold_keeps_a_person_or_a_kind_until_its_day() {
    let house = lived_in().await;
    let member = samenspraak::base::id::MemberId(1);
    let anna = house.number("SELECT id FROM people WHERE address_key LIKE 'anna%'").await;
    let anna = samenspraak::base::id::PersonId(anna);
    let until = house.clock().now().plus(days(800));
    holds::make(&house.app, member, Held::Person(anna), "zaak", until).await.unwrap().unwrap();
    let held = Held::Kind(kind(&house, "feedback"));
    let held = holds::make(&house.app, member, held, "onderzoek", until).await.unwrap();
    house.wait(days(790));
    let feedback = of_kind(&house, "feedback").await;
    assert!(feedback.is_held && feedback.many == 0, "{feedback:?}");
    assert_eq!(of_kind(&house, "left").await.many, 0);
    privacy::purge(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM people WHERE address_key LIKE 'anna%'").await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback").await, 2, "a report, and her answer");
    assert_eq!(
        house.number("SELECT COUNT(*) FROM deliveries WHERE sending_id = 900").await,
        1,
        "hers too, and no other"
    );
    assert!(holds::end(&house.app, member, held.unwrap()).await.unwrap());
    assert!(!holds::end(&house.app, member, held.unwrap()).await.unwrap(), "once");
    house.wait(days(11));
    privacy::purge(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM people WHERE address_key LIKE 'anna%'").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback").await, 0);
}

#[tokio::test]
async fn s40_a_purge_that_was_killed_goes_on_where_it_was_and_counts_once() {
    let house = House::open().await;
    for number in 0..90 {
        let person = house.person(&format!("p{number}@voorbeeld.nl")).await;
        house.sql(&format!("UPDATE people SET created_at = {number} WHERE id = {person}")).await;
    }
    // Killed after its first chunk of twenty: a lease and an open run are left behind.
    let purging = Box::pin(async { privacy::purge(&house.app).await.unwrap() });
    let mut purging = Some(purging);
    let app = &house.app;
    std::future::poll_fn(|context| {
        if let Some(running) = &mut purging
            && running.as_mut().poll(context).is_ready()
        {
            purging = None;
        }
        std::task::Poll::Ready(())
    })
    .await;
    while purging.is_some() && house.number("SELECT COUNT(*) FROM retention_gone").await == 0 {
        std::future::poll_fn(|context| {
            if let Some(running) = &mut purging
                && running.as_mut().poll(context).is_ready()
            {
                purging = None;
            }
            std::task::Poll::Ready(())
        })
        .await;
        tokio::task::yield_now().await;
    }
    assert!(purging.is_some(), "it was not over");
    drop(purging);
    let left = house.number("SELECT COUNT(*) FROM people").await;
    assert!(left > 0 && left < 90, "{left}");
    // Another process waits until the lease of the dead one is over.
    privacy::purge(app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, left);
    house.wait(minutes(2));
    privacy::purge(app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM retention_runs WHERE ended_at IS NOT NULL").await, 1, "one run");
    assert_eq!(went(&house).await, BTreeMap::from([(kind(&house, "nobodies"), 90)]), "counted once");
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'retention.purge'").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn s40_two_that_purge_at_once_take_each_row_away_once() {
    let house = House::open().await;
    for number in 0..60 {
        let person = house.person(&format!("p{number}@voorbeeld.nl")).await;
        house.sql(&format!("UPDATE people SET created_at = {number} WHERE id = {person}")).await;
    }
    let (first, second) = tokio::join!(privacy::purge(&house.app), privacy::purge(&house.app));
    first.unwrap();
    second.unwrap();
    privacy::purge(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 0);
    assert_eq!(house.number("SELECT CAST(SUM(many) AS BIGINT) FROM retention_gone").await, 60);
}

#[tokio::test]
async fn s40_periods_keep_within_their_bounds() {
    let house = House::open().await;
    let member = house.member(&[Role::Administrator]).await;
    let [unconfirmed, feedback, ledger] = ["unconfirmed", "feedback", "ledger"].map(|word| kind(&house, word));
    let chosen = BTreeMap::from([(unconfirmed, 400), (feedback, 1), (ledger, 730)]);
    assert_eq!(retention::change_periods(&house.app, member, &chosen).await.unwrap(), 1, "one differs from what was");
    let periods = retention::periods(house.app.store.read(), &house.app.rooms).await.unwrap();
    assert_eq!((periods[unconfirmed], periods[feedback]), (14, 30));
    house.sql("UPDATE retention_periods SET days = 9").await;
    assert_eq!(
        retention::periods(house.app.store.read(), &house.app.rooms).await.unwrap()[feedback],
        30,
        "whatever stands there"
    );
}

#[tokio::test]
async fn s40_what_went_is_counted_and_never_named() {
    let house = lived_in().await;
    house.wait(days(1_200));
    privacy::purge(&house.app).await.unwrap();
    let runs = retention::gone(house.app.store.read(), &house.app.rooms, None, 5).await.unwrap().rows;
    assert_eq!(runs.len(), 1);
    assert!(runs[0].ended_at >= Some(Instant(0)) && runs[0].many.len() > 8, "{runs:?}");
    let administrator = house.signed_in_as(&[Role::Administrator]).await;
    let page = administrator.get("/beheer/privacy/opgeruimd").await.body;
    assert!(page.contains("Lezers die zich overal afmeldden: 1") && !page.contains("anna.de"), "{page}");
    let words =
        house.number("SELECT COUNT(*) FROM audit WHERE action = 'retention.purge' AND detail LIKE '%left=1%'").await;
    assert_eq!(words, 1);
}

#[tokio::test]
async fn s40_a_clock_that_leapt_purges_nothing_until_a_person_says_that_it_is_right() {
    let mut house = House::open().await;
    house.change(|app| app.demo = false);
    house.post("/aanmelden", &[("address", ANNA), ("publication", "nieuwsbrief")]).await;
    let rung = house.clock().now();
    house.sql(&format!("INSERT INTO bells (name, rang_at) VALUES ('purge', {})", rung.0)).await;
    let reader = async || house.number("SELECT COUNT(*) FROM sign_ups").await;
    // What others than the purge forget: the needs of an event, and an address to which nobody moved.
    let member = house.member(&[Role::Editor]).await;
    events::add(&house.app, member, &crate::events::network_day(12)).await.unwrap();
    let (from, to) = (house.person("oud@voorbeeld.nl").await.0, house.person("nieuw@voorbeeld.nl").await.0);
    let columns = "INSERT INTO address_changes (from_id, from_epoch, to_id, asked_at)";
    house.sql(&format!("{columns} VALUES ({from}, 0, {to}, {})", rung.0)).await;
    let others = async || {
        events::tell_due(&house.app).await.unwrap();
        subscribers::settle_moves(&house.app).await.unwrap();
        let needs = house.number("SELECT COUNT(*) FROM events WHERE needs_gone_at IS NULL").await;
        (needs, house.number("SELECT COUNT(*) FROM address_changes WHERE settled_at IS NULL").await)
    };
    house.wait(days(400));
    assert_eq!(others().await, (1, 1), "nothing is forgotten");
    let refused = privacy::purge(&house.app).await.unwrap_err().to_string();
    assert!(refused.contains("the clock may have leapt"), "{refused}");
    assert_eq!(reader().await, 1, "nothing is taken away");
    let boss = house.signed_in_as(&[Role::Administrator]).await;
    assert!(boss.get("/beheer").await.body.contains("Er wordt niets opgeruimd"));
    assert!(boss.get("/beheer/privacy/proef").await.body.contains("De klok klopt"));
    let editor = house.signed_in_as(&[Role::Editor]).await;
    assert!(!editor.get("/beheer").await.body.contains("opgeruimd"));
    assert_eq!(boss.post("/beheer/privacy/proef/klok", &[]).await.location(), "/beheer/privacy/proef");
    assert!(!boss.get("/beheer").await.body.contains("Er wordt niets opgeruimd"));
    assert_eq!(others().await, (0, 0), "now what is over is forgotten");
    privacy::purge(&house.app).await.unwrap();
    assert_eq!(reader().await, 0, "now what is over goes");
}
