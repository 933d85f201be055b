//! A PostgreSQL server of a story's own, to be stopped and started again.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::outside::free_port;

/// A server of our own, ended when it is dropped.
pub struct Server {
    folder: tempfile::TempDir,
    port: u16,
}

/// How a server is stopped.
#[derive(Clone, Copy, Debug)]
pub enum Stopping {
    /// It ends its connections and closes well.
    Fast,
    /// It ends as it would by a crash.
    Immediate,
}

impl Server {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        if is_root() {
            // The server refuses to run as root.
            assert!(Command::new("chown").arg("postgres").arg(folder.path()).status().unwrap().success());
        }
        let server = Self { folder, port: free_port() };
        server.run("initdb", &["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        server.come_back();
        server
    }

    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    pub fn stop(&self, stopping: Stopping) {
        let how = match stopping {
            Stopping::Fast => "fast",
            Stopping::Immediate => "immediate",
        };
        self.run("pg_ctl", &["-m", how, "-w", "stop"]);
    }

    pub fn come_back(&self) {
        // Its processes end and nothing else does, so what it handed to the system survives without waiting for disks.
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=100",
            self.port
        );
        let log = self.data().join("server.log");
        self.run("pg_ctl", &["-l", log.to_str().unwrap(), "-w", "-t", "60", "-o", &options, "start"]);
    }

    /// Lets every transaction from now on only read, or write again.
    pub fn set_read_only(&self, is_so: bool) {
        let set = format!("ALTER SYSTEM SET default_transaction_read_only = {}", if is_so { "on" } else { "off" });
        let mut client = Command::new(programs().join("psql"));
        client.args(["-q", "-d", &self.url(), "-c", &set, "-c", "SELECT pg_reload_conf(), pg_sleep(0.5)"]);
        assert!(client.stdout(Stdio::null()).status().unwrap().success());
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let path = programs().join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.arg("-D").arg(self.data()).args(arguments).current_dir("/").stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let status = self.command(program, arguments).status().unwrap();
        let log = std::fs::read_to_string(self.data().join("server.log")).unwrap_or_default();
        assert!(status.success(), "{program} {arguments:?}: {status}\n{log}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be stopped already.
        let _ = self.command("pg_ctl", &["-m", "immediate", "stop"]).status();
    }
}

fn is_root() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    status.lines().any(|line| line.starts_with("Uid:\t0\t"))
}

/// Debian keeps the server's programs out of the PATH.
fn programs() -> PathBuf {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut folders: Vec<PathBuf> = debian.map(|entry| entry.unwrap().path().join("bin")).collect();
    folders.sort();
    folders.retain(|folder| folder.join("initdb").exists());
    folders.pop().unwrap_or_default()
}
