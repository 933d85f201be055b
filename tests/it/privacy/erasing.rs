//! Erasing: afterwards the address occurs nowhere, no list brings it back, and its owner may come back.

use std::io::Write;
use std::process::Command;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use data_encoding::{BASE64, HEXLOWER};
use samenspraak::base::clock::{days, minutes};
use samenspraak::delivery;
use samenspraak::privacy;
use samenspraak::store::Engine;
use samenspraak::store::tables::states::Role;
use samenspraak::subscribers::{self, Imported, Tally, Wishes};
use sea_orm::ConnectionTrait;
use tracing_subscriber::fmt::MakeWriter;

use super::known::furnish;
use super::{ANNA, KEY, NAME, enter, subscribe};
use crate::delivering::letter;
use crate::house::House;
use crate::leaving::reader;

/// Everything that the database keeps, as it stands on the disk or in a dump.
async fn all_bytes(house: &House) -> Vec<u8> {
    match house.app.store.engine() {
        Engine::Sqlite => {
            let file = house.app.store.file().unwrap();
            let log = format!("{}-wal", file.display());
            [std::fs::read(file).unwrap(), std::fs::read(log).unwrap_or_default()].concat()
        }
        Engine::Postgres => dump(house).await,
    }
}

async fn dump(house: &House) -> Vec<u8> {
    let read = house.app.store.read();
    let row = read.query_one_raw(samenspraak::store::sql(read, "SELECT current_schema()::text AS name", [])).await;
    let schema: String = row.unwrap().unwrap().try_get("", "name").unwrap();
    let server = house.database.split('?').next().unwrap();
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let program = installed.map(|folder| folder.path().join("bin/pg_dump")).find(|file| file.exists());
    let program = program.unwrap_or_else(|| "pg_dump".into());
    let done = Command::new(program).args(["--dbname", server, "--schema", &schema, "--inserts"]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(String::from_utf8_lossy(&done.stdout).contains("INSERT INTO"), "the dump holds rows");
    done.stdout
}

/// A text in every form in which it might be kept, in small letters.
fn forms(text: &str) -> Vec<(String, String)> {
    let percent: String = percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).collect();
    let mut forms = vec![
        ("plain".to_owned(), text.to_owned()),
        ("percent".to_owned(), percent.clone()),
        ("percent, only @".to_owned(), text.replace('@', "%40")),
        ("quoted-printable".to_owned(), percent.replace('%', "=")),
        ("quoted-printable, only @".to_owned(), text.replace('@', "=40")),
        ("hexadecimal".to_owned(), HEXLOWER.encode(text.as_bytes())),
    ];
    // Wherever it begins in a longer text, two of three beginnings shift it; the ends depend on what stands around it.
    for shift in 0..3 {
        let shifted = [&b"\0\0"[..shift], text.as_bytes()].concat();
        let encoded = BASE64.encode(&shifted);
        let inner = encoded.trim_end_matches('=');
        forms.push((format!("base64 at {shift}"), inner[if shift == 0 { 0 } else { 4 }..inner.len() - 2].to_owned()));
    }
    forms.into_iter().map(|(what, form)| (what, form.to_lowercase())).collect()
}

/// In which forms these texts occur.
fn found(bytes: &[u8], texts: &[&str]) -> Vec<String> {
    let bytes = bytes.to_ascii_lowercase();
    let all = texts.iter().flat_map(|text| forms(text));
    let there = all.filter(|(_, form)| memchr::memmem::find(&bytes, form.as_bytes()).is_some());
    there.map(|(what, form)| format!("{what}: {form}")).collect()
}

const TRACES: [&str; 5] = [ANNA, KEY, NAME, "anna.de.vries", "Aleida"];

/// What was logged on this thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn s12_after_erasing_the_address_is_nowhere() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let _logging = tracing::subscriber::set_default(subscriber);
    let house = House::open().await;
    for number in 0..40 {
        reader(&house, &format!("buur{number}@voorbeeld.nl")).await;
    }
    let anna = subscribe(&house, ANNA, NAME).await;
    furnish(&house, anna.id.0).await;
    // A form that was never confirmed, a search, a failed attempt to sign in, and a change of the name.
    house.post("/aanmelden", &[("address", ANNA), ("name", "Anna Aleida"), ("publication", "nieuwsbrief")]).await;
    house.post("/beheer/aanmelden", &[("address", ANNA), ("password", "x"), ("naar", "/beheer")]).await;
    house.sql(&format!("UPDATE people SET name = 'Anna Aleida de V.' WHERE id = {}", anna.id)).await;
    house.deliver_all().await;
    assert!(found(&all_bytes(&house).await, &TRACES).len() > 3, "this test can see it");
    let open = enter(&house, &anna).await;
    let asked = house.get(&format!("{open}/wissen")).await;
    assert!(asked.body.contains("Uw abonnementen (2)") && asked.body.contains("kan niet ongedaan"), "{}", asked.body);
    let gone = house.post(&format!("{open}/wissen"), &[]).await;
    assert_eq!(gone.location(), "/gegevens-gewist");
    assert!(house.get("/gegevens-gewist").await.body.contains("Uw gegevens zijn gewist"));
    privacy::finish_erasures(&house.app).await.unwrap();
    assert_eq!(found(&all_bytes(&house).await, &TRACES), Vec::<String>::new(), "in the database");
    assert_eq!(found(&log.0.lock().unwrap(), &TRACES), Vec::<String>::new(), "in the log");
    // Everybody else is still there, with the members who made the event, the consultation and the decision, and of her only the hash, a number and a count.
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 43);
    assert_eq!(
        house.number("SELECT COUNT(*) FROM suppressions WHERE reason = 'erased' AND person_id IS NULL").await,
        1
    );
    assert_eq!(house.number("SELECT COUNT(*) FROM suppressions").await, 1, "what was lifted had words of staff");
    let counted = "SELECT COUNT(*) FROM erasures WHERE person_id IS NULL AND finished_at IS NOT NULL AND many > 10";
    assert_eq!(house.number(counted).await, 1);
    for table in
        ["consents", "sign_ups", "subscriptions", "deliveries", "privacy_codes", "contacts", "body_members", "tasks"]
    {
        let text: &'static str = format!("SELECT COUNT(*) FROM {table} WHERE person_id = {}", anna.id).leak();
        assert_eq!(house.number(text).await, 0, "{table}");
    }
    assert_eq!(house.get(&open).await.status, StatusCode::NOT_FOUND, "the pass went too");
    assert_eq!(house.get(&super::data_path(&house, &anna)).await.status, StatusCode::NOT_FOUND);
}

async fn import(house: &House, text: &str) -> Imported {
    let wishes = Wishes {
        publication: house.publication("nieuwsbrief").await,
        basis: "een oude lijst".to_owned(),
        source: "een oud bestand".to_owned(),
        obtained_on: "2020-01-01".to_owned(),
        preset: None,
        sheet: None,
        columns: Vec::new(),
        meanings: Vec::new(),
        dry_run: false,
        skip_wrong: false,
        made_by: None,
    };
    subscribers::import(&house.app, ("lijst.csv", &mut text.as_bytes()), &wishes, &mut |_| {}).await.unwrap()
}

#[tokio::test]
async fn s12_no_list_brings_an_erased_address_back_and_its_owner_may_come_back() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let open = enter(&house, &anna).await;
    house.post(&format!("{open}/wissen"), &[]).await;
    let list = format!("E-mailadres;Naam\nANNA.de.vries+nieuws@VOORBEELD.nl;{NAME}\nbas@voorbeeld.nl;Bas\n");
    let expected = Imported::Done(Tally { added: 1, suppressed: 1, ..Tally::default() });
    assert_eq!(import(&house, &list).await, expected);
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 1, "Bas");
    assert_eq!(found(&all_bytes(&house).await, &TRACES), Vec::<String>::new());
    // Staff cannot take the hash away to get round it.
    let editor = house.signed_in_as(&[Role::Editor]).await;
    let id = house.number("SELECT id FROM suppressions").await;
    let page = editor.get(&format!("/beheer/retour/blokkades/{id}")).await;
    assert!(page.body.contains("Alleen de eigenaar van het adres"), "{}", page.body);
    editor.post(&format!("/beheer/retour/blokkades/{id}/opheffen"), &[("reason", "toch maar wel")]).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM suppressions WHERE lifted_at IS NULL").await, 1);
    // Her own wish: asked by form, confirmed from the mailbox. Until then nothing changes.
    house.wait(minutes(61));
    house.post("/aanmelden", &[("address", ANNA), ("publication", "nieuwsbrief")]).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM suppressions").await, 1);
    let back = subscribe(&house, ANNA, NAME).await;
    assert_ne!(back.id, anna.id, "somebody new to us");
    assert_eq!(house.number("SELECT COUNT(*) FROM suppressions").await, 0);
    let newsletter = house.publication("nieuwsbrief").await;
    assert_eq!(
        subscribers::count_reachable(house.app.store.read(), newsletter, house.app.clock.now()).await.unwrap(),
        2
    );
}

#[tokio::test]
async fn s12_a_weightier_reason_than_erased_stays_and_keeps_its_owner_out() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let hash = house.app.secrets.suppression_hash(KEY);
    house
        .sql(&format!(
            "INSERT INTO suppressions (hash, normalisation, person_id, reason, made_at) VALUES ('{hash}', 1, {}, 'complaint', 1)",
            anna.id
        ))
        .await;
    let open = enter(&house, &anna).await;
    house.post(&format!("{open}/wissen"), &[]).await;
    let left =
        "SELECT COUNT(*) FROM suppressions WHERE reason = 'complaint' AND person_id IS NULL AND lifted_at IS NULL";
    assert_eq!(house.number(left).await, 1);
    house.wait(days(1));
    let before = house.mails().await.len();
    house.post("/aanmelden", &[("address", ANNA), ("publication", "nieuwsbrief")]).await;
    assert_eq!(house.mails().await.len(), before);
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 0);
}

#[tokio::test]
async fn s12_what_waits_is_withdrawn_and_what_is_being_handed_over_is_forgotten_afterwards() {
    let house = House::open().await;
    let (anna, bas) = (subscribe(&house, ANNA, NAME).await, subscribe(&house, "bas@voorbeeld.nl", "Bas").await);
    let opening = delivery::Opening {
        label: "Nieuwsbrief 3".to_owned(),
        publication: Some(house.publication("nieuwsbrief").await),
        letters: vec![letter().freeze().unwrap()],
        on_uncertain: samenspraak::store::tables::states::OnUncertain::Resend,
        not_after: None,
    };
    let mut sendings = Vec::new();
    for _ in 0..2 {
        let tx = house.app.store.begin_write().await.unwrap();
        let audience = subscribers::reachable(house.publication("nieuwsbrief").await, house.app.clock.now());
        sendings.push(delivery::open(&tx, &house.app, &opening, audience).await.unwrap().0);
        tx.commit().await.unwrap();
    }
    let open = {
        // The code must come through while both sendings stand still.
        house.sql("UPDATE sendings SET state = 'paused' WHERE lane = 'bulk'").await;
        enter(&house, &anna).await
    };
    // The first of them is in the hands of a worker at this very moment.
    house
        .sql(&format!(
            "UPDATE deliveries SET state = 'submitting', worker = 'w', claim = 7 WHERE person_id = {} AND sending_id = {}",
            anna.id, sendings[0]
        ))
        .await;
    house.post(&format!("{open}/wissen"), &[]).await;
    let states = "SELECT COUNT(*) FROM deliveries WHERE state = 'submitting'";
    assert_eq!(house.number(states).await, 1, "nobody takes a mail out of a worker's hands");
    assert_eq!(
        house.number("SELECT COUNT(*) FROM deliveries WHERE class = 'erased' AND state = 'suppressed'").await,
        1
    );
    privacy::finish_erasures(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM erasures WHERE finished_at IS NULL").await, 1, "not yet");
    // The worker records what the mail server said.
    house
        .sql("UPDATE deliveries SET state = 'refused', class = 'bad-address', receipt = '550 anna.de.vries unknown', settled_at = 9, worker = NULL, claim = NULL WHERE state = 'submitting'")
        .await;
    privacy::finish_erasures(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM erasures WHERE finished_at IS NULL").await, 0);
    assert_eq!(found(&all_bytes(&house).await, &TRACES), Vec::<String>::new());
    samenspraak::returns::sweep_refusals(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback").await, 0, "and nothing comes back about her");
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE lane = 'bulk'").await, 4, "the counts stay right");
    house.sql("UPDATE sendings SET state = 'open' WHERE lane = 'bulk'").await;
    let to_bas = house.mails().await.into_iter().filter(|mail| mail.subject.contains("oefeningen")).collect::<Vec<_>>();
    assert_eq!(to_bas.len(), 2);
    assert!(to_bas.iter().all(|mail| mail.to == bas.address));
}

#[tokio::test]
async fn s12_what_comes_back_about_somebody_who_is_gone_is_not_kept() {
    let house = House::open().await;
    let anna = reader(&house, KEY).await;
    let sink = crate::sink::Start::polite().start().await;
    let (_, arrived) = crate::returning::send(&house, &sink).await;
    let open = enter(&house, &anna).await;
    house.post(&format!("{open}/wissen"), &[]).await;
    let late = crate::returning::report(&arrived[0], "failed", "5.1.1", "550 user anna.de.vries unknown");
    samenspraak::returns::take(&house.app, samenspraak::returns::Door::Pipe, &[], late.as_bytes()).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback").await, 0);
    privacy::finish_erasures(&house.app).await.unwrap();
    assert_eq!(found(&all_bytes(&house).await, &TRACES), Vec::<String>::new());
}

#[tokio::test]
async fn s12_a_hold_and_being_a_member_stand_in_the_way_and_say_so() {
    let house = House::open().await;
    let administrator = house.member(&[Role::Administrator]).await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let until = house.clock().now().plus(days(30));
    let made = privacy::make_hold(&house.app, administrator, privacy::Held::Person(anna.id), "zaak 12", until).await;
    assert!(made.unwrap().is_some());
    let open = enter(&house, &anna).await;
    let page = house.get(&format!("{open}/wissen")).await.body;
    assert!(page.contains("mogen uw gegevens nu nog niet wissen") && page.contains("21 december 2026"), "{page}");
    assert!(!page.contains("Ja, wis alles"));
    let pressed = house.post(&format!("{open}/wissen"), &[]).await;
    assert_eq!(pressed.location(), format!("{open}/wissen"));
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 2, "nothing went");
    assert!(house.get(&open).await.body.contains("zaak 12"), "what is kept is told, the hold too");
    house.wait(days(30));
    let open = enter(&house, &anna).await;
    assert_eq!(house.post(&format!("{open}/wissen"), &[]).await.location(), "/gegevens-gewist", "the day has come");
    let id = house.number("SELECT person_id FROM members").await;
    let member = samenspraak::people::by_id(house.app.store.read(), samenspraak::base::id::PersonId(id)).await;
    let member = member.unwrap().unwrap();
    let open = enter(&house, &member).await;
    assert!(house.get(&format!("{open}/wissen")).await.body.contains("U bent of was medewerker"));
    house.post(&format!("{open}/wissen"), &[]).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 1);
}

/// Takes Anna's subscriptions along to another address, as whoever reads her forwarded mail could.
async fn move_away(house: &House, anna: &samenspraak::people::Person, to: &str) -> samenspraak::people::Person {
    let token = subscribers::preferences_token(&house.app, anna);
    house.post(&format!("/voorkeuren/{token}/adres"), &[("address", to)]).await;
    let link = house.newest_mail_to(to).await.link("/nieuw-adres/");
    assert!(house.post(&link, &[]).await.status.is_success());
    samenspraak::people::by_key(house.app.store.read(), to).await.unwrap().unwrap()
}

#[tokio::test]
async fn s12_nobody_erases_what_they_took_with_a_forwarded_mail() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let thief = move_away(&house, &anna, "elders@voorbeeld.nl").await;
    let open = enter(&house, &thief).await;
    let page = house.get(&format!("{open}/wissen")).await.body;
    assert!(page.contains("verhuisden kort geleden") && page.contains("5 december 2026"), "{page}");
    assert!(!page.contains("Ja, wis alles"));
    assert_eq!(house.post(&format!("{open}/wissen"), &[]).await.location(), format!("{open}/wissen"));
    let back = house.newest_mail_to(ANNA).await.link("/oud-adres/");
    assert!(house.post(&back, &[]).await.status.is_success());
    let newsletter = house.publication("nieuwsbrief").await;
    let active = "SELECT COUNT(*) FROM subscriptions WHERE withdrawn_at IS NULL AND person_id = ";
    let text: &'static str = format!("{active}{} AND publication_id = {newsletter}", anna.id).leak();
    assert_eq!(house.number(text).await, 1, "she has it back");
    // Now nothing of hers is at the other address, which may be erased.
    let open = enter(&house, &thief).await;
    assert_eq!(house.post(&format!("{open}/wissen"), &[]).await.location(), "/gegevens-gewist");
}

#[tokio::test]
async fn s12_after_the_time_to_undo_the_old_address_is_nowhere_and_the_new_one_can_be_erased() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let new = move_away(&house, &anna, "elders@voorbeeld.nl").await;
    house.deliver_all().await;
    house.wait(days(15));
    subscribers::settle_moves(&house.app).await.unwrap();
    house.app.store.fold_log().await.unwrap();
    assert_eq!(found(&all_bytes(&house).await, &[ANNA, KEY]), Vec::<String>::new(), "the old address");
    let list = format!("E-mailadres;Naam\n{ANNA};{NAME}\n");
    assert_eq!(import(&house, &list).await, Imported::Done(Tally { suppressed: 1, ..Tally::default() }));
    let open = enter(&house, &new).await;
    assert_eq!(house.post(&format!("{open}/wissen"), &[]).await.location(), "/gegevens-gewist");
    privacy::finish_erasures(&house.app).await.unwrap();
    assert_eq!(found(&all_bytes(&house).await, &["elders@voorbeeld.nl", NAME]), Vec::<String>::new());
    for table in ["people", "consents", "subscriptions"] {
        let text: &'static str = format!("SELECT COUNT(*) FROM {table}").leak();
        assert_eq!(house.number(text).await, 0, "{table}");
    }
}

#[tokio::test]
async fn s12_evidence_goes_only_after_its_person() {
    let house = House::open().await;
    subscribe(&house, ANNA, NAME).await;
    for statement in ["DELETE FROM consents", "UPDATE consents SET basis = 'x'"] {
        let tx = house.app.store.begin_write().await.unwrap();
        assert!(tx.execute_unprepared(statement).await.is_err(), "{statement}");
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM consents").await, 4);
}

/// Bytes that were moved between pages long ago, where no delete reaches them. Only SQLite's file is ours to mend.
#[tokio::test]
async fn s12_a_trace_that_no_delete_reaches_is_found_and_written_away() {
    let house = House::open().await;
    if house.app.store.engine() == Engine::Postgres {
        return;
    }
    let anna = subscribe(&house, ANNA, NAME).await;
    house.sql("PRAGMA secure_delete = off").await;
    house.sql(&format!("INSERT INTO bells (name, rang_at) VALUES ('{KEY}', 1)")).await;
    house.sql("DELETE FROM bells").await;
    house.sql("PRAGMA secure_delete = on").await;
    let open = enter(&house, &anna).await;
    house.post(&format!("{open}/wissen"), &[]).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM erasures WHERE rewrite").await, 1, "it was found");
    assert!(!found(&all_bytes(&house).await, &[KEY]).is_empty(), "it is there");
    privacy::finish_erasures(&house.app).await.unwrap();
    assert_eq!(found(&all_bytes(&house).await, &[KEY]), Vec::<String>::new());
    assert_eq!(house.number("SELECT COUNT(*) FROM erasures WHERE finished_at IS NOT NULL AND NOT rewrite").await, 1);
}

#[tokio::test]
async fn s12_an_erasure_that_need_not_mend_the_file_does_not() {
    let house = House::open().await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let open = enter(&house, &anna).await;
    house.post(&format!("{open}/wissen"), &[]).await;
    assert_eq!(house.number("SELECT COUNT(*) FROM erasures WHERE rewrite").await, 0);
}
