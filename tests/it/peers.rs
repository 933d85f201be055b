//! The doors against servers that others wrote: Dovecot's IMAP, and a Postfix that bounces. Each runs in a folder of its own
//! on a free port and is ended with the test; nothing else on the machine is touched.

mod dovecot;
mod postfix;

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

/// A port that is free now.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A command of root's: mail servers change their user themselves and refuse to start as another.
fn as_root(program: &str) -> Command {
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    let place = ["/usr/sbin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/local/bin"]
        .into_iter()
        .map(|folder| Path::new(folder).join(program));
    let path =
        place.into_iter().find(|path| path.exists()).unwrap_or_else(|| panic!("install {program}: script/test does"));
    if is_root {
        return Command::new(path);
    }
    let mut command = Command::new("sudo");
    command.arg("-n").arg(path);
    command
}

/// Runs a command to its end. A server that goes on in the background would hold a pipe open for ever, so it gets none.
fn run(mut command: Command) {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(status.success(), "{command:?}: {status}");
}

/// Lets a folder belong to a user of the machine.
fn give(folder: &Path, owner: &str) {
    let mut command = as_root("chown");
    command.arg("-R").arg(owner).arg(folder);
    run(command);
}

/// Lets every user of the machine in, for servers that drop their rights.
fn open_to_all(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o777)).unwrap();
}
