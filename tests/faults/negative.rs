//! The checks themselves, checked: a mail lost, a reader struck from the ledger, a second copy, and an act that was
//! answered as done and is gone do not go unseen.

use std::collections::BTreeSet;

use samenspraak::store::tables::states::OnUncertain;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

use crate::acts::{Acts, Kind, Told, compare};
use crate::lossy::{Harm, Lossy, Word};
use crate::outside::Served;
use crate::prepared::Prepared;
use crate::sink::Start;

const READERS: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn d04_the_check_sees_a_lost_mail_a_lost_row_and_a_second_copy() {
    let house = Prepared::with(READERS).await;
    let sink = Start::polite().start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let served = house.serve(&sink);
    house.wait_closed(id).await;
    let honest = sink.tally();
    assert_eq!(house.account_of(id, &honest).await.faults(), Vec::<String>::new());

    sink.forget(|mail| mail.to == "lezer7@voorbeeld.example");
    let lost = house.account_of(id, &sink.tally()).await;
    assert_eq!(lost.missing.iter().collect::<Vec<_>>(), ["lezer7@voorbeeld.example"]);
    assert!(!lost.faults().is_empty());

    let twice: Vec<_> = honest.iter().chain(&honest[..1]).cloned().collect();
    let repeated = house.account_of(id, &twice).await;
    assert!(repeated.repeated == 1 && repeated.silently.len() == 1 && !repeated.faults().is_empty());

    let mut other = honest.clone();
    other.push((honest[0].0.clone(), "<another@centrum.example>".to_owned()));
    assert_eq!(house.account_of(id, &other).await.unlike.len(), 1);
    assert!(served.stop().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_the_check_sees_a_row_that_vanished_while_the_sending_ran() {
    let house = Prepared::with(READERS).await;
    let sink = Start::polite().start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let last = "SELECT MAX(person_id) FROM deliveries";
    house.sql(&format!("DELETE FROM deliveries WHERE sending_id = {id} AND person_id = ({last})")).await;
    let served = house.serve(&sink);
    house.wait_closed(id).await;
    assert!(served.stop().await);
    let account = house.account_of(id, &sink.tally()).await;
    assert_eq!(account.missing.len(), 1);
    assert!(!account.faults().is_empty(), "the very check of the other stories fails");
}

/// An act as the house did it before decision 15: on the library as it is, answered as done after its commit.
async fn act(pool: &SqlitePool, name: &str) -> Told {
    let insert = async {
        let mut tx = pool.begin().await?;
        // Something as large as a letter comes with it.
        let insert =
            sqlx::query("INSERT INTO acts VALUES (?, hex(zeroblob(20000)))").bind(name).execute(&mut *tx).await;
        match insert {
            Ok(_) => tx.commit().await,
            Err(error) => tx.rollback().await.and(Err(error)),
        }
    };
    let done = Some(insert.await.is_ok());
    Told {
        kind: Kind::Wrote,
        act: name.to_owned(),
        done,
        shown_by: format!("SELECT count(*) FROM acts WHERE name = '{name}'"),
    }
}

/// The story of the full disk without what protects from it. When this fails, either the check is blind, or the library
/// has changed and decision 15 can be simpler.
#[tokio::test]
async fn d04_the_check_of_what_was_answered_sees_what_the_bare_library_loses_on_a_full_disk() {
    let folder = tempfile::tempdir().unwrap();
    let file = SqliteConnectOptions::new().filename(folder.path().join("bare.db")).create_if_missing(true);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(file.clone()).await.unwrap();
    sqlx::raw_sql("CREATE TABLE acts (name TEXT, content TEXT)").execute(&pool).await.unwrap();
    let mut told = vec![act(&pool, "before").await];
    sqlx::raw_sql("PRAGMA max_page_count = 1").execute(&pool).await.unwrap();
    told.push(act(&pool, "full").await);
    sqlx::raw_sql("PRAGMA max_page_count = 1000000").execute(&pool).await.unwrap();
    // Room again, and somebody whose form is refused half-way.
    pool.begin().await.unwrap().rollback().await.unwrap();
    for name in ["first", "second", "third"] {
        told.push(act(&pool, name).await);
    }
    assert!(told.iter().filter(|told| told.done == Some(true)).count() > 1, "it answers that all is well again");
    // What whoever comes next finds.
    let left = SqlitePool::connect_with(file).await.unwrap();
    let count = async |query: &str| {
        sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(query.to_owned())).fetch_one(&left).await.unwrap()
    };
    let compared = compare(told, count).await;
    assert!(!compared.untrue.is_empty(), "the very check of the story fails: {compared:?}");
}

/// The story of lost answers with a house that says that all is well before anything is kept: every kind of act of it is
/// seen. A list that is imported is not among them, because what a terminal staged is read again before it says anything.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: script/test postgres runs it"]
async fn d04_the_check_of_what_was_answered_sees_every_kind_of_act_that_was_not_committed() {
    let house = Prepared::with(READERS).await;
    let (wire, through) = Lossy::of(&house.database, Harm::Lie).await;
    let sink = Start::polite().keeping(2_000).start().await;
    let id = house.open(OnUncertain::Resend, None).await;
    let served = Served::start(&house.folder, &through, &sink.url());
    house.wait_closed(id).await;
    let mut acts = Acts::in_house(&house, &through).await;
    acts.of_every_kind(&served, &sink).await;
    assert_eq!(acts.settle().await.kinds.len(), Kind::ALL.len(), "all is well as long as nobody lies");
    wire.harm_at(Word::Commit, Harm::Lie);
    wire.harm_every(1);
    acts.of_every_kind(&served, &sink).await;
    wire.harm_every(0);
    let compared = acts.compared().await;
    let seen: BTreeSet<_> = compared.untrue.iter().map(|(kind, _)| *kind).collect();
    let writes = |kind: &Kind| !matches!(kind, Kind::Imported | Kind::Stayed);
    let all: BTreeSet<_> = Kind::ALL.into_iter().filter(writes).collect();
    assert_eq!(seen, all, "{:#?}", compared.untrue);
    assert!(served.stop().await);
}
