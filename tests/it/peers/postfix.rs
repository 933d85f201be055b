//! A Postfix that takes our mail, is refused by the readers' server, and bounces: back over LMTP and through the pipe.

use std::path::{Path, PathBuf};
use std::time::Duration;

use samenspraak::returns;
use tokio::sync::watch;

use super::{as_root, free_port, give, open_to_all, run};
use crate::delivering::{letter, with_relay};
use crate::house::House;
use crate::leaving::reader;
use crate::returning::in_force;
use crate::sink::{Reaction, Start};

struct Postfix {
    folder: tempfile::TempDir,
    port: u16,
}

impl Postfix {
    /// A relay that sends mail of readers to one port and returned mail to a transport; `more` goes into master.cf.
    async fn start(readers: u16, returned: &str, more: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        open_to_all(folder.path());
        let postfix = Self { port: free_port(), folder };
        let here = postfix.folder.path().display();
        for name in ["etc", "queue", "data"] {
            std::fs::create_dir(postfix.path(name)).unwrap();
        }
        give(&postfix.path("data"), "postfix");
        let main = format!(
            "compatibility_level = 3.6\nqueue_directory = {here}/queue\ndata_directory = {here}/data\nmail_owner = postfix\n\
             setgid_group = postdrop\nmyhostname = relay.centrum.example\nmydestination =\nmynetworks = 127.0.0.0/8\n\
             inet_interfaces = 127.0.0.1\ninet_protocols = ipv4\nrelay_domains = voorbeeld.nl, centrum.example\n\
             smtpd_relay_restrictions = permit_mynetworks, reject\ndisable_dns_lookups = yes\nsmtp_dns_support_level = disabled\n\
             alias_maps =\nlocal_recipient_maps =\nmaillog_file = {here}/log\nmaillog_file_prefixes = {here}\n\
             transport_maps = inline:{{ voorbeeld.nl=smtp:[127.0.0.1]:{readers}, {{ centrum.example={returned} }} }}\n"
        );
        std::fs::write(postfix.path("etc/main.cf"), main).unwrap();
        std::fs::write(postfix.path("etc/master.cf"), postfix.programs(more)).unwrap();
        give(&postfix.path("etc"), "root");
        give(&postfix.path("queue"), "root");
        postfix.control("start");
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(("127.0.0.1", postfix.port)).await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        postfix
    }

    fn programs(&self, more: &str) -> String {
        let mut lines = vec![format!("127.0.0.1:{} inet n - n - - smtpd", self.port)];
        for (name, program) in [
            ("rewrite", "trivial-rewrite"),
            ("smtp", "smtp"),
            ("relay", "smtp"),
            ("lmtp", "lmtp"),
            ("error", "error"),
            ("retry", "error"),
            ("anvil", "anvil"),
            ("scache", "scache"),
            ("proxymap", "proxymap"),
        ] {
            lines.push(format!("{name} unix - - n - - {program}"));
        }
        // These refuse to run under a limit of processes.
        lines.extend(["bounce", "defer", "trace"].map(|name| format!("{name} unix - - n - 0 bounce")));
        lines.push(
            "cleanup unix n - n - 0 cleanup\nflush unix n - n 1000? 0 flush\npickup unix n - n 60 1 pickup\nqmgr unix n - n 300 1 qmgr\nproxywrite unix - - n - 1 proxymap".to_owned(),
        );
        lines.push("tlsmgr unix - - n 1000? 1 tlsmgr\npostlog unix-dgram n - n - 1 postlogd".to_owned());
        format!("{}\n{more}\n", lines.join("\n"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn control(&self, word: &str) {
        let mut command = as_root("postfix");
        command.arg("-c").arg(self.path("etc")).arg(word);
        run(command);
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.path("log")).unwrap_or_default()
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        let mut stop = as_root("postfix");
        stop.arg("-c").arg(self.path("etc")).arg("stop");
        let _ = stop.output();
        give(
            self.folder.path(),
            &std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").unwrap()).to_string(),
        );
    }
}

/// Sends the newsletter through Postfix and waits until a door has brought in what follows.
async fn send_through(house: &House, postfix: &Postfix) {
    let newsletter = house.publication("nieuwsbrief").await;
    let opening = samenspraak::delivery::Opening {
        label: "Nieuwsbrief 3".to_owned(),
        publication: Some(newsletter),
        letters: vec![letter().freeze().unwrap()],
        on_uncertain: samenspraak::store::tables::states::OnUncertain::Resend,
        not_after: None,
    };
    let tx = house.app.store.begin_write().await.unwrap();
    let audience = samenspraak::subscribers::reachable(newsletter, house.app.clock.now());
    samenspraak::delivery::open(&tx, &house.app, &opening, audience).await.unwrap();
    tx.commit().await.unwrap();
    samenspraak::delivery::work_off(&with_relay(house, postfix.port)).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM deliveries WHERE state = 'accepted'").await, 2);
    for _ in 0..600 {
        if in_force(house).await > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nothing came back; the log of Postfix:\n{}", postfix.log());
}

async fn readers_server() -> crate::sink::Sink {
    Start::polite()
        .with(|to, _| {
            if to.starts_with("anna@") {
                Reaction::RefuseRecipient("550 5.1.1 <anna@voorbeeld.nl>: Recipient address rejected: User unknown")
            } else {
                Reaction::Accept
            }
        })
        .start()
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn d31_a_real_postfix_bounces_back_over_lmtp() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    reader(&house, "bas@voorbeeld.nl").await;
    let readers = readers_server().await;
    let listening = returns::listen("127.0.0.1:0").await.unwrap();
    let returned = format!("lmtp:inet:127.0.0.1:{}", listening.port().unwrap());
    let (stop, stopping) = watch::channel(false);
    let door = tokio::spawn(returns::serve_lmtp(house.app.clone(), listening, stopping));
    let postfix = Postfix::start(readers.port, &returned, "").await;
    send_through(&house, &postfix).await;
    assert_eq!(house.number("SELECT person_id FROM suppressions WHERE reason = 'hard-bounce'").await, anna.id.0);
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback WHERE door = 'lmtp' AND enhanced = '5.1.1'").await, 1);
    drop(postfix);
    stop.send(true).unwrap();
    door.await.unwrap();
}

/// Lets a program of another user read and write the house: its SQLite file lies in a folder of the test's.
fn let_in(house: &House, secret: &Path) {
    std::fs::write(secret, serde_json::to_vec(&*house.app.secrets).unwrap()).unwrap();
    open_to_all(&house.app.settings.data_dir);
    for entry in std::fs::read_dir(&house.app.settings.data_dir).unwrap() {
        open_to_all(&entry.unwrap().path());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn d31_a_real_postfix_bounces_through_the_pipe() {
    let house = House::open().await;
    let anna = reader(&house, "anna@voorbeeld.nl").await;
    reader(&house, "bas@voorbeeld.nl").await;
    let readers = readers_server().await;
    let data = house.app.settings.data_dir.clone();
    let secret = data.join("secret.json");
    let_in(&house, &secret);
    // A copy, because the folder of the build may be closed to others.
    let binary = data.join("samenspraak");
    std::fs::copy(env!("CARGO_BIN_EXE_samenspraak"), &binary).unwrap();
    let pipe = format!(
        "terug unix - n n - 2 pipe\n  flags=R user=nobody argv={} bounce --database-url {} --secret-file {} --data-dir {} --recipient ${{original_recipient}}",
        binary.display(),
        house.database,
        secret.display(),
        data.display()
    );
    let postfix = Postfix::start(readers.port, "terug:", &pipe).await;
    send_through(&house, &postfix).await;
    assert_eq!(house.number("SELECT person_id FROM suppressions WHERE reason = 'hard-bounce'").await, anna.id.0);
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback WHERE door = 'pipe'").await, 1);
}
