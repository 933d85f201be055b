//! The engine of imports: it goes on where it stopped, stays out of the way of others, and knows what other programs
//! export.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

use samenspraak::base::clock::minutes;
use samenspraak::store::tables::states::{OnUncertain, Role, SendingState};
use samenspraak::store::{Engine, Store};
use samenspraak::subscribers::{self, AtTerminal, Imported, Preset, Tally, Wishes};
use sea_orm::ConnectionTrait as _;
use tokio::sync::Notify;

use super::{import, import_bytes, known, wishes};
use crate::delivering::{open, opening, people, run_until, with_relay};
use crate::house::House;
use crate::sink::Start;

const MERGED: &str = "SELECT COUNT(*) FROM imports WHERE merged_rows > 0";

/// Waits until a count is no longer zero.
async fn wait_for(house: &House, query: &'static str) {
    while house.number(query).await == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

fn list(rows: usize) -> String {
    let rows: Vec<String> = (0..rows).map(|number| format!("p{number}@voorbeeld.example;Persoon {number}\n")).collect();
    format!("email;naam\n{}", rows.concat())
}

/// Imports until some rows are merged, and is dropped then, as by a power cut.
async fn cut_off(house: &House, text: &str) {
    let wishes = wishes(house, "nieuwsbrief").await;
    let (merges, mut bytes) = (Arc::new(Notify::new()), text.as_bytes());
    let merging = merges.clone();
    let mut progress = move |_: &_| merging.notify_one();
    let importing = subscribers::import(&house.app, ("lijst.csv", &mut bytes), &wishes, &mut progress);
    let watching = async {
        while house.number("SELECT COUNT(*) FROM imports WHERE merged_rows > 0").await == 0 {
            let _ = tokio::time::timeout(std::time::Duration::from_millis(2), merges.notified()).await;
        }
    };
    tokio::select! {
        biased;
        () = watching => {}
        imported = importing => panic!("it was done before it was cut off: {imported:?}"),
    }
}

#[tokio::test]
async fn s20_what_was_cut_off_goes_on_where_it_stopped() {
    let house = House::open().await;
    cut_off(&house, &list(24_000)).await;
    let merged = house.number("SELECT merged_rows FROM imports").await;
    assert!(merged > 0 && merged < 24_000, "{merged}");
    let subscribed = house.number("SELECT COUNT(*) FROM subscriptions").await;
    assert_eq!(subscribed, merged, "a chunk commits with how far it came");
    // The worker that is gone still holds the import for a minute.
    house.wait(minutes(2));
    subscribers::move_imports(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT added FROM imports WHERE state = 'done'").await, 24_000);
    assert_eq!(house.number("SELECT present + left_earlier + suppressed + repeated FROM imports").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 24_000);
    assert_eq!(house.number("SELECT COUNT(*) FROM consents").await, 24_000);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_pieces").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'subscriber.imported'").await, 1);
}

#[tokio::test]
async fn s20_people_sign_up_and_get_their_mail_while_a_list_merges() {
    let house = House::open().await;
    let text = list(40_000);
    let signing_up = async {
        while house.number("SELECT COUNT(*) FROM imports WHERE merged_rows > 0").await == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        house.post("/aanmelden", &[("address", "zoe@elders.example"), ("publication", "nieuwsbrief")]).await;
        let still_merging = house.number("SELECT COUNT(*) FROM imports WHERE state = 'merging'").await;
        let link = house.newest_mail_to("zoe@elders.example").await.link("/bevestigen/");
        house.post(&link, &[]).await;
        still_merging
    };
    let (imported, still_merging) = tokio::join!(import(&house, &text, "nieuwsbrief", false), signing_up);
    assert_eq!(imported, Imported::Done(Tally { added: 40_000, ..Tally::default() }));
    assert_eq!(still_merging, 1, "nobody had to wait for the end of the import");
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 40_001);
}

#[tokio::test]
async fn s20_wrong_rows_are_left_out_when_a_person_chooses_so() {
    let house = House::open().await;
    let text = "email;naam\nanna@voorbeeld.nl;Anna\ngeen-adres;X\nbas@voorbeeld.nl;Bas;te veel\ncor@voorbeeld.nl;Cor\n";
    let wishes = Wishes { skip_wrong: true, ..wishes(&house, "nieuwsbrief").await };
    let done = import_bytes(&house, text.as_bytes(), &wishes).await;
    assert_eq!(done, Imported::Done(Tally { added: 2, ..Tally::default() }));
    assert_eq!(house.number("SELECT wrong_rows FROM imports").await, 2);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_faults").await, 2);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_faults WHERE line = 3 AND place = 1").await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_faults WHERE line = 4 AND place = 0").await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_faults WHERE fault LIKE '%@%'").await, 0, "no personal data");
}

/// The exports as the programs write them, with one person who left there.
const EXPORTS: [(Preset, &str); 6] = [
    (
        Preset::Listmonk,
        "uuid,email,name,attributes,status,created_at,updated_at\n\
         1e4,anna@voorbeeld.nl,Anna de Wit,\"{\"\"stad\"\": \"\"Zwolle\"\"}\",enabled,2024-01-02,2024-01-02\n\
         2e4,bas@voorbeeld.nl,Bas,{},blocklisted,2024-01-02,2024-01-02\n",
    ),
    (
        Preset::Mailchimp,
        "\"Email Address\",\"First Name\",\"Last Name\",MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,UNSUB_TIME,LEID,EUID\n\
         anna@voorbeeld.nl,Anna,de Wit,2,\"2024-01-02 10:00:00\",\"2024-01-02 10:01:00\",,1,a\n\
         bas@voorbeeld.nl,Bas,,2,\"2024-01-02 10:00:00\",\"2024-01-02 10:01:00\",\"2024-05-01 09:00:00\",2,b\n",
    ),
    (
        Preset::Laposta,
        "member_id;list_id;email;state;voornaam;tussenvoegsel;achternaam\n\
         a1;l1;anna@voorbeeld.nl;active;Anna;de;Wit\na2;l1;bas@voorbeeld.nl;unsubscribed;Bas;;\n",
    ),
    (
        Preset::PhpList,
        "ID\tEmail\tIs this user confirmed\tIs this user blacklisted\tEntered\tname\tList Membership\n\
         1\tanna@voorbeeld.nl\t1\t0\t2024-01-02\tAnna de Wit\tnieuws \n2\tbas@voorbeeld.nl\t1\t1\t2024-01-02\tBas\tnieuws \n",
    ),
    // Set to Dutch it translates one title; and here somebody only left the list.
    (
        Preset::PhpList,
        "ID\tEmail\tIs this user confirmed\tIs this user blacklisted\tEntered\tname\tVerzendlijst leden\n\
         1\tanna@voorbeeld.nl\t1\t0\t2024-01-02\tAnna de Wit\tnieuws \n2\tbas@voorbeeld.nl\t1\t0\t2024-01-02\tBas\tNo Lists\n",
    ),
    (
        Preset::PhpList,
        "Email\tIs this subscriber confirmed\tIs this subscriber blacklisted\tIs this account disabled?\tname\tLijst van Lidmaatschap\n\
         anna@voorbeeld.nl\t1\t0\t0\tAnna de Wit\tnieuws \nbas@voorbeeld.nl\t1\t0\t1\tBas\tnieuws \n",
    ),
];

#[tokio::test]
async fn s20_exports_of_other_programs_are_known_and_who_left_there_stays_out() {
    for (preset, text) in EXPORTS {
        for preset in [None, Some(preset)] {
            let house = House::open().await;
            let wishes = Wishes { preset, ..wishes(&house, "nieuwsbrief").await };
            let done = import_bytes(&house, text.as_bytes(), &wishes).await;
            let expected = Imported::Done(Tally { added: 1, inactive: 1, ..Tally::default() });
            assert_eq!(done, expected, "{preset:?}\n{text}");
            assert_eq!(known(&house, "anna@voorbeeld.nl").await.unwrap().name, "Anna de Wit", "{text}");
            assert!(known(&house, "bas@voorbeeld.nl").await.is_none(), "{text}");
        }
    }
}

#[tokio::test]
async fn s20_a_list_without_a_header_is_read_too() {
    let house = House::open().await;
    let done = import(&house, "anna@voorbeeld.nl\nbas@voorbeeld.nl\n", "nieuwsbrief", false).await;
    assert_eq!(done, Imported::Done(Tally { added: 2, ..Tally::default() }));
}

/// Imports a list at the terminal until `stop` is ready; gives what it says.
async fn at_terminal(house: &House, name: &str, text: &str, dry_run: bool, stop: impl Future<Output = ()>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::File::create(&file).unwrap().write_all(text.as_bytes()).unwrap();
    let (publication, basis) = ("nieuwsbrief".to_owned(), "toestemming".to_owned());
    let asked = AtTerminal { file, publication, basis, dry_run, ..AtTerminal::default() };
    let ended = subscribers::import_at_terminal(&house.app, &asked, stop).await;
    ended.err().map(|error| error.to_string()).unwrap_or_default()
}

#[tokio::test]
async fn s21_stopping_at_the_terminal_keeps_the_evidence() {
    let house = House::open().await;
    // Nothing was told about merging yet when the first chunk is in: progress is told twice a second.
    let said = at_terminal(&house, "lijst.csv", &list(24_000), false, wait_for(&house, MERGED)).await;
    let subscribed = house.number("SELECT COUNT(*) FROM subscriptions").await;
    assert!(subscribed > 0 && subscribed < 24_000, "{subscribed}");
    assert_eq!(said, format!("stopped; {subscribed} people were imported before that and stay subscribed"));
    let told = "SELECT added FROM imports WHERE state = 'cancelled' AND basis = 'toestemming' AND ended_at IS NOT NULL";
    assert_eq!(house.number(told).await, subscribed, "the evidence names an import that is there");
    let orphans = "SELECT COUNT(*) FROM consents WHERE import_id NOT IN (SELECT id FROM imports)";
    assert_eq!(house.number(orphans).await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_pieces").await, 0);
}

#[tokio::test]
async fn s21_stopped_at_the_terminal_before_it_merges_nothing_is_left() {
    let house = House::open().await;
    let checking = "SELECT COUNT(*) FROM imports WHERE state = 'mapped'";
    let said = at_terminal(&house, "lijst.csv", &list(30_000), false, wait_for(&house, checking)).await;
    assert_eq!(said, "stopped; nothing was imported");
    for left in ["SELECT COUNT(*) FROM imports", "SELECT COUNT(*) FROM import_pieces", "SELECT COUNT(*) FROM people"] {
        assert_eq!(house.number(left).await, 0, "{left}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s21_a_dry_run_does_not_erase_what_a_page_began_to_merge() {
    let house = House::open().await;
    let who = house.signed_in_as(&[Role::Editor]).await;
    let text = list(300);
    let wishes = Wishes { dry_run: true, ..wishes(&house, "nieuwsbrief").await };
    let mut bytes = text.as_bytes();
    // As soon as it was checked, before the terminal looks again, somebody presses the button.
    let mut progress = |import: &samenspraak::store::tables::imports::Model| {
        let is_checked = import.right_rows > 0 && import.ended_at.is_none();
        if is_checked {
            let page = format!("/beheer/abonnees/importeren/{}/toevoegen", import.id);
            let post = who.post(&page, &[]);
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(post));
        }
    };
    let imported = subscribers::import(&house.app, ("lijst.csv", &mut bytes), &wishes, &mut progress);
    assert_eq!(imported.await.unwrap(), Imported::Taken);
    subscribers::move_imports(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT added FROM imports WHERE state = 'done'").await, 300);
    assert_eq!(house.number("SELECT COUNT(*) FROM consents").await, 300);
}

#[tokio::test]
async fn s20_files_of_those_who_left_are_refused_by_their_name() {
    let house = House::open().await;
    for name in ["unsubscribed_segment_export_1.csv", "Cleaned_members_export.csv", "nonsubscribed_email.csv"] {
        let said = at_terminal(&house, name, &list(3), false, std::future::pending()).await;
        assert!(said.contains("Mailchimp"), "{name}: {said}");
    }
    assert_eq!(
        at_terminal(&house, "subscribed_segment_export_1.csv", &list(3), false, std::future::pending()).await,
        ""
    );
    assert_eq!(house.number("SELECT COUNT(*) FROM people").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn s20_another_process_can_write_while_a_terminal_imports() {
    let house = House::open().await;
    let Some(file) = house.app.store.file() else { return };
    let server = Store::open(&format!("sqlite://{}", file.display())).await.unwrap();
    let text = list(120_000);
    let writing = async {
        wait_for(&house, MERGED).await;
        let mut written = 0;
        while house.number("SELECT COUNT(*) FROM imports WHERE state = 'merging'").await == 1 {
            let tx = server.begin_write().await.unwrap();
            tx.execute_unprepared("UPDATE publications SET position = position").await.unwrap();
            tx.commit().await.unwrap();
            written += house.number("SELECT COUNT(*) FROM imports WHERE state = 'merging'").await;
        }
        written
    };
    let (imported, written) = tokio::join!(import(&house, &text, "nieuwsbrief", false), writing);
    assert_eq!(imported, Imported::Done(Tally { added: 120_000, ..Tally::default() }));
    assert!(written >= 2, "the other process wrote {written} times while it merged");
}

#[tokio::test(flavor = "multi_thread")]
async fn s20_nobody_leaves_unseen_while_a_chunk_takes_them_in() {
    let house = House::open().await;
    if house.app.store.engine() != Engine::Postgres {
        // SQLite has one writer: nobody leaves during a chunk.
        return;
    }
    import(&house, "email\nanna@voorbeeld.nl\nbas@voorbeeld.nl\n", "waarschuwingen", false).await;
    let hold = |key: &str| format!("SELECT id FROM people WHERE address_key = '{key}' FOR UPDATE NOWAIT");
    // Nothing can be taken in as long as this lasts, so the chunk stops between looking and taking in.
    let gate = house.app.store.begin_write().await.unwrap();
    gate.execute_unprepared("LOCK TABLE subscriptions IN SHARE MODE").await.unwrap();
    let held = async {
        let waits = "SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND relation = CAST('subscriptions' AS regclass)";
        wait_for(&house, waits).await;
        let tries = async |key: &str| {
            let leaving = house.app.store.begin_write().await.unwrap();
            leaving.execute_unprepared(&hold(key)).await.is_ok()
        };
        let both = (tries("anna@voorbeeld.nl").await, tries("bas@voorbeeld.nl").await);
        gate.commit().await.unwrap();
        both
    };
    let (imported, (anna, bas)) =
        tokio::join!(import(&house, "email\nanna@voorbeeld.nl\neva@voorbeeld.nl\n", "nieuwsbrief", false), held);
    assert_eq!(imported, Imported::Done(Tally { added: 2, ..Tally::default() }));
    assert!(!anna, "who is in the chunk cannot leave until it is through");
    assert!(bas, "and nobody else waits");
}

#[tokio::test]
async fn s20_a_file_that_a_backup_did_not_keep_ends_the_import_with_a_reason() {
    let house = House::open().await;
    let wishes = wishes(&house, "nieuwsbrief").await;
    cut_off(&house, &list(24_000)).await;
    let merged = house.number("SELECT COUNT(*) FROM subscriptions").await;
    house.sql("DELETE FROM import_pieces").await;
    house.wait(minutes(2));
    subscribers::move_imports(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT added FROM imports WHERE state = 'failed' AND fault = 'gone'").await, merged);
    let who = house.signed_in_as(&[Role::Editor, Role::Approver]).await;
    let page = format!("/beheer/abonnees/importeren/{}", house.number("SELECT MAX(id) FROM imports").await);
    let shown = who.get(&page).await.body;
    assert!(shown.contains("reservekopie") && shown.contains("/inlichten"), "{shown}");
    assert_eq!(import_bytes(&house, list(24_000).as_bytes(), &wishes).await, {
        let (present, added) = (u64::try_from(merged).unwrap(), 24_000 - u64::try_from(merged).unwrap());
        Imported::Done(Tally { added, present, ..Tally::default() })
    });
}

#[tokio::test]
async fn s20_what_goes_wrong_is_told_and_tried_again_after_a_minute() {
    let house = House::open().await;
    let who = house.signed_in_as(&[Role::Editor]).await;
    cut_off(&house, &list(24_000)).await;
    house.sql("UPDATE import_pieces SET sealed = substr(sealed, 2)").await;
    house.wait(minutes(2));
    let attempt = "SELECT troubled_at FROM imports WHERE trouble = 'broken'";
    assert!(subscribers::move_imports(&house.app).await.is_err(), "the log has it");
    let first = house.number(attempt).await;
    let page = format!("/beheer/abonnees/importeren/{}", house.number("SELECT id FROM imports").await);
    let shown = who.get(&page).await.body;
    assert!(shown.contains("De laatste poging is niet gelukt") && shown.contains("logboek"), "{shown}");
    house.wait(Duration::from_secs(30));
    subscribers::move_imports(&house.app).await.unwrap();
    assert_eq!(house.number(attempt).await, first, "nobody tries again within a minute");
    house.wait(minutes(1));
    assert!(subscribers::move_imports(&house.app).await.is_err());
    assert!(house.number(attempt).await > first);
}

#[tokio::test(flavor = "multi_thread")]
async fn s20_a_list_merges_while_a_real_sending_runs_and_both_end_right() {
    const READERS: usize = 1_200;
    let house = House::open().await;
    people(&house, READERS).await;
    let sink = Start::polite().start().await;
    let id = open(&house, &opening(&house, OnUncertain::Resend).await).await;
    let text = list(20_000);
    let sending = async {
        wait_for(&house, MERGED).await;
        let begun = house.number("SELECT COUNT(*) FROM imports WHERE state = 'merging'").await;
        (begun, run_until(&house, with_relay(&house, sink.port), id, |now| now.state == SendingState::Closed).await)
    };
    let (imported, (begun, sent)) = tokio::join!(import(&house, &text, "nieuwsbrief", false), sending);
    assert_eq!(begun, 1, "the sending runs while the list merges");
    assert_eq!(imported, Imported::Done(Tally { added: 20_000, ..Tally::default() }));
    assert_eq!((sent.state, sent.accepted, sent.uncertain), (SendingState::Closed, i64::try_from(READERS).unwrap(), 0));
    let arrived: Vec<String> = sink.arrived().into_iter().map(|mail| mail.to).collect();
    assert_eq!(arrived.len(), READERS, "nobody twice");
    assert_eq!(arrived.into_iter().collect::<BTreeSet<_>>().len(), READERS, "nobody missing");
    assert_eq!(house.number("SELECT COUNT(*) FROM subscriptions").await, 20_000);
    assert_eq!(house.number("SELECT COUNT(*) FROM consents").await, 20_000);
}

#[tokio::test]
async fn s22_what_we_export_we_can_read() {
    let house = House::open().await;
    let text =
        "email;naam;taal\n+anna@voorbeeld.nl;=Anna;en\nzoe@voorbeeld.nl;\"Wit; =de, Zoë\";nl\nbas@voorbeeld.nl;Bas;\n";
    assert_eq!(
        import(&house, text, "nieuwsbrief", false).await,
        Imported::Done(Tally { added: 3, ..Tally::default() })
    );
    let who = house.signed_in_as(&[Role::Editor, Role::Approver]).await;
    for kind in ["csv", "xlsx"] {
        let chosen = [("wie", "gevonden"), ("uitgave", "nieuwsbrief"), ("kind", kind)];
        let file = who.post("/beheer/abonnees/selectie/export", &chosen).await.bytes;
        let of = Wishes { dry_run: true, ..wishes(&house, "nieuwsbrief").await };
        let read = import_bytes(&house, &file, &of).await;
        assert_eq!(read, Imported::Done(Tally { present: 3, ..Tally::default() }), "{kind}");
    }
}
