//! Kill -9 while a list merges, at the terminal and in the server: it goes on where it stopped, and ends right.

use std::fmt::Write as _;
use std::process::Stdio;
use std::time::Duration;

use crate::outside::binary;
use crate::prepared::Prepared;
use crate::sink::Start;

const ROWS: i64 = 40_000;

/// Waits until a count is more than so many.
async fn wait_until_more(house: &Prepared, query: &str, so_many: i64) {
    for _ in 0..24_000 {
        if house.number(query).await > so_many {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("{query} gives no more than {so_many}:\n{}", house.log());
}

const MERGED: &str = "SELECT COALESCE(MAX(merged_rows), 0) FROM imports";

/// What must hold after every kill: each subscriber has evidence, and as many came in as the import says.
async fn agrees(house: &Prepared) -> i64 {
    let merged = house.number("SELECT merged_rows FROM imports").await;
    for count in ["SELECT added FROM imports", "SELECT COUNT(*) FROM subscriptions", "SELECT COUNT(*) FROM consents"] {
        assert_eq!(house.number(count).await, merged, "{count}");
    }
    merged
}

#[tokio::test(flavor = "multi_thread")]
async fn s20_killed_while_it_merges_a_list_goes_on_where_it_stopped() {
    let house = Prepared::with(0).await;
    let mut text = "email;naam\n".to_owned();
    for number in 0..ROWS {
        writeln!(text, "lid{number}@voorbeeld.example;Lid {number}").unwrap();
    }
    let file = house.folder.join("lijst.csv");
    std::fs::write(&file, text).unwrap();
    let mut terminal = binary(&house.folder, &house.database);
    terminal.args(["import", "subscribers"]).arg(&file);
    terminal.args(["--publication", "nieuwsbrief", "--basis", "toestemming van 2024"]);
    let mut terminal = terminal.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    wait_until_more(&house, MERGED, 0).await;
    terminal.kill().unwrap();
    terminal.wait().unwrap();
    let mut so_far = agrees(&house).await;
    let sink = Start::polite().start().await;
    for _ in 0..3 {
        if so_far == ROWS {
            break;
        }
        house.let_leases_end().await;
        let served = house.serve(&sink);
        wait_until_more(&house, MERGED, so_far).await;
        served.kill();
        so_far = agrees(&house).await;
    }
    assert!(so_far < ROWS, "it was killed in the middle");
    house.let_leases_end().await;
    let served = house.serve(&sink);
    wait_until_more(&house, "SELECT COUNT(*) FROM imports WHERE ended_at IS NOT NULL", 0).await;
    assert!(served.stop().await);
    assert_eq!(agrees(&house).await, ROWS);
    assert_eq!(house.number("SELECT COUNT(*) FROM imports WHERE state = 'done'").await, 1);
    assert_eq!(house.number("SELECT COUNT(DISTINCT person_id) FROM consents").await, ROWS);
    assert_eq!(house.number("SELECT COUNT(*) FROM import_pieces").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action = 'subscriber.imported'").await, 1);
}
