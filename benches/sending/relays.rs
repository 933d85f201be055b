//! The receiving end: Postfix's `smtp-sink`, its `smtp-source` for comparison, and a way to it that takes time.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream as Stream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant as Watch};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant as Moment, sleep_until};

/// Postfix's sink, on a port of its own.
pub struct Sink {
    child: Child,
    pub port: u16,
}

impl Sink {
    pub fn start() -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new("smtp-sink")
            .args(["-u", "nobody", &format!("127.0.0.1:{port}"), "1000"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while Stream::connect(("127.0.0.1", port)).is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        Self { child, port }
    }

    /// How long `smtp-source` takes to give so many mails to this sink.
    pub fn smtp_source(&self, count: u32) -> Duration {
        let (count, at) = (count.to_string(), format!("127.0.0.1:{}", self.port));
        let people = ["-f", "a@centrum.example", "-t", "b@voorbeeld.example"];
        let began = Watch::now();
        let done = Command::new("smtp-source")
            .args(["-d", "-s", "50", "-l", "20480", "-m", &count])
            .args(people)
            .arg(&at)
            .status();
        assert!(done.unwrap().success());
        began.elapsed()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        // The bench is over either way.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A way to a port on which every byte is under way for half of `round_trip`. Gives its own port.
pub async fn long_way(to: u16, round_trip: Duration) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let far = TcpStream::connect(("127.0.0.1", to)).await.unwrap();
            near.set_nodelay(true).unwrap();
            far.set_nodelay(true).unwrap();
            let ((from_near, to_near), (from_far, to_far)) = (near.into_split(), far.into_split());
            carry_slowly(from_near, to_far, round_trip / 2);
            carry_slowly(from_far, to_near, round_trip / 2);
        }
    });
    port
}

fn carry_slowly(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, delay: Duration) {
    let (under_way, mut arriving) = mpsc::unbounded_channel::<(Moment, Vec<u8>)>();
    tokio::spawn(async move {
        let mut chunk = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = from.read(&mut chunk).await {
            if under_way.send((Moment::now() + delay, chunk[..count].to_vec())).is_err() {
                return;
            }
        }
    });
    tokio::spawn(async move {
        while let Some((due, bytes)) = arriving.recv().await {
            sleep_until(due).await;
            if to.write_all(&bytes).await.is_err() {
                return;
            }
        }
    });
}

/// How long an answer takes over a way, the middle one of eleven.
pub fn round_trip(port: u16) -> Duration {
    let mut way = Stream::connect(("127.0.0.1", port)).unwrap();
    way.set_nodelay(true).unwrap();
    let mut lines = BufReader::new(way.try_clone().unwrap());
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    let mut taken: Vec<_> = (0..11)
        .map(|_| {
            let began = Watch::now();
            way.write_all(b"NOOP\r\n").unwrap();
            lines.read_line(&mut line).unwrap();
            began.elapsed()
        })
        .collect();
    taken.sort();
    taken[5]
}
