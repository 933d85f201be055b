//! What holds in every house when its story ends, whatever it was about.

use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{ConnectionTrait as _, Database, DbBackend, Statement};

/// Pools that do not say what a recount says, or give away more places than there are. Of a kind forms may keep some: whose they are
/// stands in their text, so they are counted exactly only when none is open.
pub const POOLS: &str = "SELECT COUNT(*) AS many FROM event_pools p WHERE
    p.taken + p.released > p.ceiling OR p.taken > p.ceiling
    OR (p.kind IS NULL AND p.waiting <> (SELECT COUNT(*) FROM event_waiting w WHERE w.pool_id = p.id AND w.state = 'waiting'))
    OR p.held <> CASE WHEN p.session_id IS NOT NULL OR p.kind IS NOT NULL THEN 0 ELSE
        (SELECT COALESCE(SUM(k.waiting), 0) FROM event_pools k
         WHERE k.event_id = p.event_id AND k.kind IS NOT NULL AND k.taken >= k.capacity) END
    OR (p.kind IS NOT NULL AND p.waiting <> (SELECT COUNT(*) FROM event_waiting w
        JOIN event_pools d ON d.id = w.pool_id AND d.session_id IS NULL
        JOIN event_registrations r ON r.id = w.registration_id
        WHERE r.event_id = p.event_id AND r.kind = p.kind AND w.state = 'waiting'))
    OR (p.kind IS NOT NULL AND p.taken - (SELECT COUNT(*) FROM event_registrations r
        WHERE r.event_id = p.event_id AND r.kind = p.kind AND (r.state = 'registered' OR EXISTS
          (SELECT 1 FROM event_waiting w JOIN event_pools d ON d.id = w.pool_id AND d.session_id IS NULL
           WHERE w.registration_id = r.id AND w.state = 'offered')))
      NOT BETWEEN 0 AND (SELECT COALESCE(SUM(b.places), 0) FROM event_bookings b WHERE b.event_id = p.event_id AND b.ended_at IS NULL))
    OR (p.kind IS NULL AND p.taken <> (SELECT COUNT(*) FROM event_waiting w WHERE w.pool_id = p.id AND w.state = 'offered')
      + CASE WHEN p.session_id IS NULL THEN
          (SELECT COUNT(*) FROM event_registrations r WHERE r.event_id = p.event_id AND r.state = 'registered')
          + (SELECT COALESCE(SUM(b.places), 0) FROM event_bookings b WHERE b.event_id = p.event_id AND b.ended_at IS NULL)
        ELSE (SELECT COUNT(*) FROM event_choices c WHERE c.session_id = p.session_id) END)";
/// Letters that a worker took and neither sent nor gave back.
const LETTERS: &str = "SELECT COUNT(*) AS many FROM deliveries WHERE state IN ('claimed', 'submitting')";
/// Rows whose parent is gone. PostgreSQL cannot hold any.
const ORPHANS: &str = "SELECT COUNT(*) AS many FROM pragma_foreign_key_check";

/// Looks through a house when it is closed. A story that failed is not asked twice, and one whose point is that something is
/// left in the middle says so.
pub struct Ending {
    database: String,
    is_in_the_middle: AtomicBool,
}

impl Ending {
    pub fn of(database: &str) -> Self {
        Self { database: database.to_owned(), is_in_the_middle: AtomicBool::new(false) }
    }

    pub fn is_in_the_middle(&self) {
        self.is_in_the_middle.store(true, Ordering::Relaxed);
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        if std::thread::panicking() || self.is_in_the_middle.load(Ordering::Relaxed) {
            return;
        }
        let faults = faults(&self.database);
        assert!(faults.is_empty(), "when the story ended: {}", faults.join("; "));
    }
}

/// A runtime of its own, in a thread of its own: that of the story is busy with the very drop that asks.
fn faults(database: &str) -> Vec<String> {
    std::thread::scope(|scope| scope.spawn(|| runtime().block_on(all_faults(database))).join().unwrap())
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

async fn all_faults(database: &str) -> Vec<String> {
    let on = Database::connect(database).await.unwrap();
    let asked =
        [("letters are half-way", LETTERS), ("pools do not add up", POOLS), ("rows have lost their parent", ORPHANS)];
    let mut faults = Vec::new();
    for (what, text) in asked {
        if text == ORPHANS && on.get_database_backend() != DbBackend::Sqlite {
            continue;
        }
        let row = on.query_one_raw(Statement::from_string(on.get_database_backend(), text)).await.unwrap().unwrap();
        let many: i64 = row.try_get("", "many").unwrap();
        if many > 0 {
            faults.push(format!("{many} {what}"));
        }
    }
    on.close().await.unwrap();
    faults
}

/// Each of the three is seen when it is there: otherwise every story would end well.
#[tokio::test]
async fn what_does_not_add_up_is_seen_when_a_house_closes() {
    let house = crate::house::House::open().await;
    house.ends_in_the_middle();
    assert_eq!(faults(&house.database), Vec::<String>::new());
    house
        .post("/aanmelden", &[("address", "anna@voorbeeld.nl"), ("publication", "nieuwsbrief"), ("name", "Anna")])
        .await;
    house.sql("UPDATE deliveries SET state = 'claimed', worker = 'w', claim = 1").await;
    assert_eq!(faults(&house.database), ["1 letters are half-way"]);
}
