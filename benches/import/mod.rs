//! What `script/bench import` runs: how fast a list becomes subscribers, in how much memory, and how fast they are found.
//!
//! Each figure is a line `ID<TAB>value<TAB>unit<TAB>against what`. The import is that of the real binary, in a process of
//! its own, whose peak memory is read from /proc; the searches are the page that staff see, through the router.
mod house;
mod list;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant as Watch};

use self::house::House;
use crate::ground;

/// How many rows the list has, and how many searches are asked.
struct Sizes {
    rows: u32,
    searches: usize,
}

const QUICK: Sizes = Sizes { rows: 100_000, searches: 300 };
const FULL: Sizes = Sizes { rows: 1_000_000, searches: 1_000 };

/// Measures and prints.
pub async fn run(arguments: &[String]) {
    let sizes = if arguments.iter().any(|argument| argument == "--quick") { QUICK } else { FULL };
    let only = arguments.iter().find(|argument| ["sqlite", "postgres"].contains(&argument.as_str()));
    for (database, engine) in ground::databases() {
        let name = if engine.is_empty() { "sqlite" } else { "postgres" };
        if only.is_none_or(|only| only == name) {
            measure(&database, engine, &sizes).await;
        }
    }
}

async fn measure(database: &str, engine: &str, sizes: &Sizes) {
    let folder = tempfile::tempdir().unwrap();
    let house = House::open(database, folder.path()).await;
    let file = folder.path().join("lijst.csv");
    let last = list::write(&file, sizes.rows);
    let (took, peak) = import(&house, folder.path(), &file);
    let rows = sizes.rows;
    figure(
        &format!("S21{engine}"),
        took.as_secs_f64(),
        "s",
        &format!("the limit of 45 s for 1,000,000 rows; {rows} rows"),
    );
    figure(&format!("S21{engine}-rate"), f64::from(rows) / took.as_secs_f64(), "rows/s", "of this machine");
    figure(&format!("S21-memory{engine}"), peak, "MB", "the limit of 150 MB, peak of the importing process");
    house.all_are_there(rows, &last).await;
    let times = house.search(sizes.searches).await;
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1_000.0;
    let of = format!("first page among {rows} subscribers, {} searches, the page through the router", times.len());
    figure(&format!("S24{engine}"), at(95), "ms", &format!("the limit of 50 ms, p95; {of}"));
    figure(&format!("S24{engine}-median"), at(50), "ms", &of);
    figure(&format!("S24{engine}-worst"), at(100), "ms", &of);
}

fn figure(id: &str, value: f64, unit: &str, against: &str) {
    println!("{id}\t{value:.2}\t{unit}\t{against}");
}

/// Imports by the command, and gives how long that took and the most memory that it held, in MB.
fn import(house: &House, folder: &Path, file: &Path) -> (Duration, f64) {
    let began = Watch::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_samenspraak"))
        .args(["import", "subscribers", "--publication", "nieuwsbrief", "--basis", "Meting"])
        .arg(file)
        .env("SAMENSPRAAK_DATA_DIR", folder)
        .env("SAMENSPRAAK_DATABASE_URL", &house.database)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = 0.0_f64;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        peak = peak.max(high_water(child.id()).unwrap_or(0.0));
        std::thread::sleep(Duration::from_millis(20));
    };
    let took = began.elapsed();
    assert!(status.success(), "the import failed");
    (took, peak)
}

/// The most memory that a process held so far, in MB.
fn high_water(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1_024.0)
}
