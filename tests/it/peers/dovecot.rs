//! The mailbox door against Dovecot.

use std::time::Duration;

use futures_util::TryStreamExt as _;
use samenspraak::app::App;
use samenspraak::mail::Tls;
use samenspraak::returns;
use tokio::net::TcpStream;

use super::{as_root, free_port, give, open_to_all, run};
use crate::authority::{Authority, Beginning, Front};
use crate::house::House;
use crate::leaving::reader;
use crate::returning::{in_force, report, send, with_settings};
use crate::sink::{Arrived, Start};

struct Dovecot {
    folder: tempfile::TempDir,
    port: u16,
}

type Session = async_imap::Session<TcpStream>;

impl Dovecot {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        open_to_all(folder.path());
        let (here, port) = (folder.path().display(), free_port());
        std::fs::create_dir(folder.path().join("mail")).unwrap();
        give(&folder.path().join("mail"), "nobody");
        let settings = format!(
            "base_dir = {here}/run\nstate_dir = {here}/state\nlog_path = {here}/log\nprotocols = imap\n\
             listen = 127.0.0.1\nssl = no\ndisable_plaintext_auth = no\nfirst_valid_uid = 1\n\
             mail_location = maildir:{here}/mail/%u\n\
             passdb {{\n  driver = static\n  args = password=geheim\n}}\n\
             userdb {{\n  driver = static\n  args = uid=nobody gid=nogroup home={here}/mail/%u\n}}\n\
             service imap-login {{\n  inet_listener imap {{\n    port = {port}\n  }}\n  inet_listener imaps {{\n    port = 0\n  }}\n}}\n"
        );
        std::fs::write(folder.path().join("dovecot.conf"), settings).unwrap();
        let dovecot = Self { folder, port };
        let mut start = as_root("dovecot");
        start.arg("-c").arg(dovecot.settings());
        run(start);
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        dovecot
    }

    fn settings(&self) -> std::path::PathBuf {
        self.folder.path().join("dovecot.conf")
    }

    async fn session(&self, user: &str) -> Session {
        let mut client = async_imap::Client::new(TcpStream::connect(("127.0.0.1", self.port)).await.unwrap());
        client.read_response().await.unwrap().unwrap();
        client.login(user, "geheim").await.map_err(|(error, _)| error).unwrap()
    }

    async fn put(&self, user: &str, mail: &str) {
        let mut session = self.session(user).await;
        session.append("INBOX", None, None, mail.as_bytes()).await.unwrap();
        session.logout().await.unwrap();
    }

    /// The subjects in a folder, with their flags.
    async fn found(&self, user: &str, folder: &str) -> Vec<String> {
        let mut session = self.session(user).await;
        session.select(folder).await.unwrap();
        let rows: Vec<_> =
            session.fetch("1:*", "(FLAGS BODY.PEEK[HEADER])").await.unwrap().try_collect().await.unwrap_or_default();
        let line = |row: &async_imap::types::Fetch| {
            let head = String::from_utf8_lossy(row.header().unwrap_or_default()).into_owned();
            let subject = head.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap_or_default().to_owned();
            let flags: Vec<String> =
                row.flags().map(|flag| format!("{flag:?}")).filter(|flag| flag != "Recent").collect();
            format!("{subject} {}", flags.join(" ")).trim().to_owned()
        };
        let found = rows.iter().map(line).collect();
        drop(rows);
        found
    }

    fn look_from(&self, house: &House, user: &str, more: &str) -> App {
        let url = format!("imap://{user}:geheim@127.0.0.1:{}/INBOX{more}", self.port);
        with_settings(house, |settings| settings.imap_url = Some(url))
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        let mut stop = as_root("doveadm");
        stop.arg("-c").arg(self.settings()).arg("stop");
        let _ = stop.output();
        give(
            self.folder.path(),
            &std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").unwrap()).to_string(),
        );
    }
}

async fn two_mails(house: &House) -> (Arrived, Arrived) {
    reader(house, "anna@voorbeeld.nl").await;
    reader(house, "bas@voorbeeld.nl").await;
    let sink = Start::polite().start().await;
    let (_, arrived) = send(house, &sink).await;
    (arrived[0].clone(), arrived[1].clone())
}

fn gone(mail: &Arrived) -> String {
    report(mail, "failed", "5.1.1", "550 5.1.1 unknown user")
}

const STRANGE: &str =
    "From: x@y.example\r\nTo: post@centrum.example\r\nSubject: Offerte\r\nMessage-ID: <1@y.example>\r\n\r\nDag.\r\n";

#[tokio::test(flavor = "multi_thread")]
async fn d30_the_mailbox_door_moves_what_is_ours_and_leaves_what_is_not() {
    let house = House::open().await;
    let (anna, bas) = two_mails(&house).await;
    let dovecot = Dovecot::start().await;
    dovecot.put("post", STRANGE).await;
    dovecot.put("post", &gone(&anna)).await;
    let app = dovecot.look_from(&house, "post", "?done=Verwerkt");
    returns::look_into_mailbox(&app).await.unwrap();
    assert_eq!(in_force(&house).await, 1);
    assert_eq!(dovecot.found("post", "INBOX").await, ["Offerte"], "not even marked as read");
    assert_eq!(dovecot.found("post", "Verwerkt").await, ["Undelivered Mail Returned to Sender Seen"]);
    returns::look_into_mailbox(&app).await.unwrap();
    assert_eq!(house.number("SELECT strange FROM doors WHERE name = 'imap'").await, 1, "counted once");
    dovecot.put("post", &gone(&bas)).await;
    returns::look_into_mailbox(&app).await.unwrap();
    assert_eq!(in_force(&house).await, 2);
    // Another validity means that the numbers mean other mails: everything is looked at anew, which changes nothing.
    house.sql("UPDATE doors SET validity = 1, mark = 99999 WHERE name = 'imap'").await;
    dovecot.put("post", &gone(&bas)).await;
    returns::look_into_mailbox(&app).await.unwrap();
    assert_eq!(dovecot.found("post", "Verwerkt").await.len(), 3);
    assert_eq!(house.number("SELECT COUNT(*) FROM feedback").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn d30_the_mailbox_door_marks_without_a_folder_and_tells_what_is_wrong() {
    let house = House::open().await;
    let (anna, _) = two_mails(&house).await;
    let dovecot = Dovecot::start().await;
    dovecot.put("ander", &gone(&anna)).await;
    let wrong = with_settings(&house, |settings| {
        settings.imap_url = Some(format!("imap://ander:anders@127.0.0.1:{}/INBOX", dovecot.port));
    });
    assert!(returns::look_into_mailbox(&wrong).await.is_err());
    assert_eq!(house.number("SELECT COUNT(*) FROM doors WHERE fault <> '' AND fault NOT LIKE '%anders%'").await, 1);
    assert_eq!(in_force(&house).await, 0);
    let app = dovecot.look_from(&house, "ander", "");
    returns::look_into_mailbox(&app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM doors WHERE name = 'imap' AND fault IS NULL").await, 1);
    assert_eq!(in_force(&house).await, 1);
    let left = dovecot.found("ander", "INBOX").await;
    assert!(left[0].contains("Seen") && left[0].contains("Deleted"), "{left:?}");
    returns::look_into_mailbox(&app).await.unwrap();
    assert_eq!(house.number("SELECT taken + ignored FROM doors WHERE name = 'imap'").await, 1, "not read again");
}

#[tokio::test(flavor = "multi_thread")]
async fn d30_the_mailbox_door_goes_over_tls_to_who_proves_to_be_the_host() {
    let house = House::open().await;
    let (anna, _) = two_mails(&house).await;
    let dovecot = Dovecot::start().await;
    dovecot.put("derde", &gone(&anna)).await;
    let authority = Authority::found();
    let front = Front::before(dovecot.port, authority.acceptor("localhost", false), Beginning::AtOnce).await;
    let look = with_settings(&house, |settings| {
        settings.imap_url = Some(format!("imaps://derde:geheim@localhost:{}/INBOX", front.port));
    });
    assert!(returns::look_into_mailbox(&look).await.is_err(), "this machine does not know the authority");
    assert_eq!(in_force(&house).await, 0);
    let look = App { tls: Tls::trusting([authority.certificate()]).unwrap(), ..look };
    returns::look_into_mailbox(&look).await.unwrap();
    assert_eq!(in_force(&house).await, 1);
}
