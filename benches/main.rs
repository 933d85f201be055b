//! What `script/bench` runs: `cargo bench --bench figures -- sending --quick`. One program, so that it is linked once.
#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

mod audiences;
mod composing;
mod ground;
mod import;
mod pages;
mod registrations;
mod sending;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (what, more) = arguments.split_first().unwrap();
    match what.as_str() {
        "sending" => sending::run(more).await,
        "import" => import::run(more).await,
        "pages" => pages::run(more).await,
        "audiences" => audiences::run(more).await,
        "registrations" => registrations::run(more).await,
        "composing" => composing::run(more).await,
        other => panic!("nothing is measured under the name {other}"),
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap();
    eprintln!("Load of the machine over the last 1, 5 and 15 minutes, this run included: {}", load.trim());
}
