//! The real binary, from the outside: started as a person would, spoken to over a socket, killed without mercy.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A port that nobody listens on at this moment, and that the system does not hand out by itself meanwhile.
pub fn free_port() -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Below 32,768, where Linux begins to hand out ports; each process begins somewhere else.
    let first = std::process::id().wrapping_mul(97);
    loop {
        let number = first.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % 22_000;
        let port = 10_000 + u16::try_from(number).unwrap();
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// The binary with a data folder, a database and a relay of its own.
pub fn binary(folder: &Path, database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samenspraak"));
    command
        .env_clear()
        .env("SAMENSPRAAK_DATA_DIR", folder)
        .env("SAMENSPRAAK_DATABASE_URL", database)
        .stdin(Stdio::null());
    command
}

/// Runs a subcommand to its end.
pub fn run(folder: &Path, database: &str, arguments: &[&str]) -> Output {
    binary(folder, database).args(arguments).output().unwrap()
}

/// A served house.
pub struct Served {
    child: Child,
    pub port: u16,
    /// What it printed before it was ready.
    pub said: String,
}

impl Served {
    /// Starts `serve` and waits until it says that it is ready.
    pub fn start(folder: &Path, database: &str, relay: &str) -> Self {
        Self::start_with(folder, database, relay, |_| {})
    }

    /// The same, with more in its environment. What it logs is in `serve.log` in its folder.
    pub fn start_with(folder: &Path, database: &str, relay: &str, more: impl FnOnce(&mut Command)) -> Self {
        Self::launch(binary(folder, database), folder, relay, more)
    }

    /// The same for a process that may have only so many files and connections open.
    pub fn start_within(descriptors: u32, folder: &Path, database: &str, relay: &str) -> Self {
        let plain = binary(folder, database);
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", &format!("ulimit -n {descriptors} && exec \"$0\" \"$@\"")]).arg(plain.get_program());
        shell.env_clear().envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?)))).stdin(Stdio::null());
        Self::launch(shell, folder, relay, |_| {})
    }

    fn launch(mut command: Command, folder: &Path, relay: &str, more: impl FnOnce(&mut Command)) -> Self {
        let port = free_port();
        let log = File::options().create(true).append(true).open(folder.join("serve.log")).unwrap();
        command
            .env("SAMENSPRAAK_SMTP_URL", relay)
            .env("SAMENSPRAAK_BIND", format!("127.0.0.1:{port}"))
            .args(["serve", "--migrate"])
            .stdout(Stdio::piped())
            .stderr(log);
        more(&mut command);
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = String::new();
        for line in &mut lines {
            let line = line.unwrap();
            said.push_str(&line);
            said.push('\n');
            if line.contains("is ready") {
                return Self { child, port, said };
            }
        }
        panic!("it ended before it was ready: {said} {:?}", child.wait());
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// How many files and connections it has open.
    pub fn descriptors(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap().count()
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Lets nothing of it run, as a machine that is put to sleep, until it is woken.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    /// Lets it run again.
    pub fn wake(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, which: &str) {
        assert!(Command::new("kill").args([which, &self.child.id().to_string()]).status().unwrap().success());
    }

    /// Asks it to stop, and gives whether it did so in time and well.
    pub async fn stop(self) -> bool {
        self.end().await == Some(true)
    }

    /// Asks it to stop, and gives whether it ended well; `None` when it did not end in time.
    pub async fn end(mut self) -> Option<bool> {
        self.signal("-TERM");
        for _ in 0..100 {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status.success());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        None
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // A test that failed leaves nothing running.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser without a face: it keeps cookies and follows nothing by itself.
#[derive(Clone, Default)]
pub struct Browser {
    pub cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub location: String,
    pub body: String,
}

impl Browser {
    pub async fn get(&mut self, port: u16, path: &str) -> Reply {
        self.send(port, "GET", path, "").await
    }

    pub async fn post(&mut self, port: u16, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body = serde_html_form::to_string(fields).unwrap();
        self.send(port, "POST", path, &body).await
    }

    async fn send(&mut self, port: u16, method: &str, path: &str, body: &str) -> Reply {
        self.send_as(port, (method, path), "application/x-www-form-urlencoded", body).await
    }

    /// Sends any request; `kind` is the type of the body, and may bring more lines of the head along.
    pub async fn send_as(&mut self, port: u16, (method, path): (&str, &str), kind: &str, body: &str) -> Reply {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n\
             Cookie: {}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
            cookies.join("; "),
            body.len()
        );
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut raw = Vec::new();
        stream.read_to_end(&mut raw).await.unwrap();
        self.read(&String::from_utf8_lossy(&raw))
    }

    fn read(&mut self, raw: &str) -> Reply {
        let (head, body) = raw.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut location = String::new();
        for (name, value) in head.lines().skip(1).filter_map(|line| line.split_once(": ")) {
            if name.eq_ignore_ascii_case("location") {
                value.clone_into(&mut location);
            }
            if name.eq_ignore_ascii_case("set-cookie") {
                let (cookie, content) = value.split(';').next().unwrap().split_once('=').unwrap();
                self.cookies.insert(cookie.to_owned(), content.to_owned());
            }
        }
        Reply { status, location, body: body.to_owned() }
    }
}

impl Reply {
    /// Where it leads, without what stands behind the question mark.
    pub fn path(&self) -> String {
        assert_eq!(self.status, 303, "{}", self.body);
        self.location.split(['?', '#']).next().unwrap().to_owned()
    }

    /// The text between two marks.
    pub fn between(&self, before: &str, after: &str) -> String {
        let rest = self.body.split_once(before).unwrap_or_else(|| panic!("no {before} in:\n{}", self.body)).1;
        rest.split(after).next().unwrap().to_owned()
    }
}
