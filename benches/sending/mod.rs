//! What `script/bench sending` runs: how fast mails leave, beside Postfix's own `smtp-source` to the same sink.
//!
//! Each figure is a line `ID<TAB>value<TAB>unit<TAB>against what`. A rate only counts as a ratio of one run; theirs, ours
//! and theirs are taken in turn, so that a machine that slows down or speeds up flatters nobody. Every sending of ours
//! runs in a process of its own, whose peak memory is its own too.
mod house;
mod letter;
mod relays;
mod signing;

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant as Watch};

use self::house::House;
use self::relays::{Sink, long_way, round_trip};
use crate::ground;

/// Connections on both sides of the comparison.
const CONNECTIONS: u16 = 50;

/// What the process of a sending is called with.
const SEND: &str = "send";
const SEND_SIGNED: &str = "send-signed";

/// How many mails each figure is taken over.
struct Sizes {
    many: u32,
    crowd: u32,
}

const QUICK: Sizes = Sizes { many: 20_000, crowd: 50_000 };
const FULL: Sizes = Sizes { many: 100_000, crowd: 1_000_000 };

/// Measures and prints.
pub async fn run(arguments: &[String]) {
    if let [first, database, port, connections, counts @ ..] = arguments
        && (first == SEND || first == SEND_SIGNED)
    {
        let signs = first == SEND_SIGNED;
        return send(database, port.parse().unwrap(), connections.parse().unwrap(), signs, counts).await;
    }
    let only = arguments.iter().find(|argument| argument.starts_with('D') || argument.starts_with('O'));
    let wanted = |id: &str| only.is_none_or(|only| id == only);
    let sizes = if arguments.iter().any(|argument| argument == "--quick") { QUICK } else { FULL };
    let sink = Sink::start();
    for (database, engine) in ground::databases() {
        if wanted("D40") {
            d40_and_d41(&sink, (&database, engine), sizes.many);
        }
        if wanted("D40-dkim") {
            d40_dkim(&sink, (&database, engine), sizes.many);
        }
        if wanted("D42") {
            d42(&sink, (&database, engine)).await;
        }
        if wanted("D43") {
            d43(&sink, (&database, engine), sizes.crowd);
        }
        if wanted("D44") {
            let took = Sending::run(&database, sink.port, CONNECTIONS, &[1_500]).seconds[0];
            figure(&format!("D44{engine}"), took, "s", "the limit of 2 s for 1,500 recipients");
        }
    }
    if wanted("D40-dkim") {
        signing::micro(&letter::letter());
    }
    if wanted("O2") {
        let (ready, idle) = start_up();
        figure("O2-ready", ready.as_secs_f64() * 1_000.0, "ms", "the limit of 300 ms on a migrated database");
        figure("O2-idle", idle, "MB", "the limit of 40 MB");
    }
}

fn figure(id: &str, value: f64, unit: &str, against: &str) {
    println!("{id}\t{value:.2}\t{unit}\t{against}");
}

fn d40_and_d41(sink: &Sink, (database, engine): (&str, &str), many: u32) {
    let before = sink.smtp_source(many);
    let ours = Sending::run(database, sink.port, CONNECTIONS, &[many]);
    let after = sink.smtp_source(many);
    let theirs = (before + after).as_secs_f64() / 2.0;
    let against = format!("smtp-source -d -s 50 -l 20480 before and after, {many} mails, same sink");
    figure(&format!("D40{engine}"), theirs / ours.seconds[0], "x", &against);
    let rate = f64::from(many) / ours.seconds[0];
    figure(&format!("D40{engine}-rate"), rate, "mails/s", "of this machine; never quote without the ratio");
    let drift = before.as_secs_f64() / after.as_secs_f64();
    figure(&format!("D40{engine}-drift"), drift, "x", "smtp-source before and after: 1 when the machine was steady");
    figure(&format!("D41{engine}"), ours.peak, "MB", &format!("the limit of 64 MB, {many} recipients"));
}

fn d40_dkim(sink: &Sink, (database, engine): (&str, &str), many: u32) {
    let before = sink.smtp_source(many);
    let ours = Sending::run_as(SEND_SIGNED, database, sink.port, CONNECTIONS, &[many]);
    let theirs = (before + sink.smtp_source(many)).as_secs_f64() / 2.0;
    let against = format!("the same smtp-source, {many} mails, an RSA-2048 signature on each of ours");
    figure(&format!("D40-dkim{engine}"), theirs / ours.seconds[0], "x", &against);
}

async fn d42(sink: &Sink, (database, engine): (&str, &str)) {
    let way = long_way(sink.port, Duration::from_millis(20)).await;
    let (database, mails) = (database.to_owned(), 1_000);
    let taken = tokio::task::spawn_blocking(move || {
        let trip = round_trip(way);
        (trip, Sending::run(&database, way, 1, &[mails]).seconds[0])
    });
    let (trip, took) = taken.await.unwrap();
    figure(
        &format!("D42{engine}"),
        f64::from(mails) / took,
        "mails/s",
        "at least 40 on one connection with 20 ms round trip",
    );
    let trip = trip.as_secs_f64() * 1_000.0;
    figure(&format!("D42{engine}-trip"), trip, "ms", "the round trip as it was measured on the same way");
}

fn d43(sink: &Sink, (database, engine): (&str, &str), crowd: u32) {
    let few = || Sending::run(database, sink.port, CONNECTIONS, &[1_000; 6]).seconds.iter().sum::<f64>() / 6.0;
    let before = few();
    let all = Sending::run(database, sink.port, CONNECTIONS, &[crowd]);
    let few = f64::midpoint(before, few());
    let ratio = (all.seconds[0] / f64::from(crowd)) / (few / 1_000.0);
    figure(&format!("D43{engine}"), ratio, "x", &format!("cost per mail at 1,000; at most 1.2, {crowd} recipients"));
    figure(&format!("D41{engine}-crowd"), all.peak, "MB", &format!("the limit of 80 MB, {crowd} recipients"));
}

/// Sendings of ours, one after another, as their own process saw them.
struct Sending {
    seconds: Vec<f64>,
    peak: f64,
}

impl Sending {
    fn run(database: &str, port: u16, connections: u16, counts: &[u32]) -> Self {
        Self::run_as(SEND, database, port, connections, counts)
    }

    fn run_as(how: &str, database: &str, port: u16, connections: u16, counts: &[u32]) -> Self {
        let counts: Vec<_> = counts.iter().map(u32::to_string).collect();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["sending", how]).args([database, &port.to_string(), &connections.to_string()]).args(counts);
        let output = command.stderr(Stdio::inherit()).output().unwrap();
        assert!(output.status.success(), "the sending failed");
        let said = String::from_utf8(output.stdout).unwrap();
        let mut numbers: Vec<f64> = said.split_whitespace().map(|number| number.parse().unwrap()).collect();
        let peak = numbers.pop().unwrap();
        Self { seconds: numbers, peak }
    }
}

/// The process of [`Sending::run`]: the seconds of each sending, then the peak memory in MB.
async fn send(database: &str, port: u16, connections: u16, signs: bool, counts: &[String]) {
    for count in counts {
        let mut house = House::open(database, port, connections).await;
        if signs {
            house.app.signing = signing::with_key();
        }
        println!("{}", house.send(count.parse().unwrap()).await.as_secs_f64());
    }
    println!("{}", memory_of("self", "VmHWM"));
}

fn memory_of(process: &str, what: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1_024.0
}

/// How long the real binary takes until it is ready, and what it holds when nothing happens.
fn start_up() -> (Duration, f64) {
    let folder = tempfile::tempdir().unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let binary = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_samenspraak"));
        command
            .env_clear()
            .env("SAMENSPRAAK_DATA_DIR", folder.path())
            .env("SAMENSPRAAK_SMTP_URL", "smtp://127.0.0.1:1")
            .env("SAMENSPRAAK_BIND", format!("127.0.0.1:{port}"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command
    };
    assert!(binary(&["migrate"]).status().unwrap().success());
    let began = Watch::now();
    let mut child = binary(&["serve"]).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("is ready")));
    let ready = began.elapsed();
    std::thread::sleep(Duration::from_secs(3));
    let idle = memory_of(&child.id().to_string(), "VmRSS");
    child.kill().unwrap();
    child.wait().unwrap();
    (ready, idle)
}
