//! The doors: LMTP, the pipe, the hook. The mailbox and a real mail server stand in `peers`.

use std::io::Write as _;
use std::process::{Command, Stdio};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use data_encoding::BASE64;
use samenspraak::returns;
use samenspraak::staff::Role;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::sync::watch;

use super::{in_force, report, send};
use crate::house::{Answer, House};
use crate::leaving::reader;
use crate::sink::{Arrived, Start};

async fn bounced(house: &House, address: &str) -> Arrived {
    reader(house, address).await;
    let sink = Start::polite().start().await;
    let (_, arrived) = send(house, &sink).await;
    arrived.into_iter().find(|mail| mail.to == address).unwrap()
}

fn gone(mail: &Arrived) -> String {
    report(mail, "failed", "5.1.1", "550 5.1.1 unknown user")
}

/// An LMTP client that says what it is told.
struct Client(BufReader<TcpStream>);

impl Client {
    async fn open(port: u16) -> Self {
        let mut client = Self(BufReader::new(TcpStream::connect(("127.0.0.1", port)).await.unwrap()));
        assert!(client.answer().await.starts_with("220 "));
        client
    }

    async fn answer(&mut self) -> String {
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).await.unwrap();
            if line.get(3..4) != Some("-") {
                return line;
            }
        }
    }

    async fn say(&mut self, line: &str) -> String {
        self.0.get_mut().write_all(format!("{line}\r\n").as_bytes()).await.unwrap();
        self.answer().await
    }
}

/// A disk that is full when the process starts closes no door.
#[tokio::test(flavor = "multi_thread")]
async fn d30_the_lmtp_door_is_open_also_when_nobody_can_note_it() {
    let house = House::open().await;
    let mail = bounced(&house, "anna@voorbeeld.nl").await;
    house.sql("ALTER TABLE doors RENAME TO doors_away").await;
    let listening = returns::listen("127.0.0.1:0").await.unwrap();
    let port = listening.port().unwrap();
    let (stop, stopping) = watch::channel(false);
    let door = tokio::spawn(returns::serve_lmtp(house.app.clone(), listening, stopping));
    let mut client = Client::open(port).await;
    assert!(client.say("LHLO mx.centrum.example").await.starts_with("250"));
    house.sql("ALTER TABLE doors_away RENAME TO doors").await;
    assert!(client.say("MAIL FROM:<>").await.starts_with("250"));
    assert!(client.say(&format!("RCPT TO:<{}>", mail.return_path)).await.starts_with("250"));
    stop.send(true).unwrap();
    drop(client);
    door.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn d30_the_lmtp_door_takes_mail_and_keeps_to_its_limits() {
    let house = House::open().await;
    let mail = bounced(&house, "anna@voorbeeld.nl").await;
    let listening = returns::listen("127.0.0.1:0").await.unwrap();
    let port = listening.port().unwrap();
    let (stop, stopping) = watch::channel(false);
    let door = tokio::spawn(returns::serve_lmtp(house.app.clone(), listening, stopping));
    let mut client = Client::open(port).await;
    for (line, code) in [
        ("HELO x", "500"),
        ("MAIL FROM:<>", "503"),
        ("LHLO", "501"),
        ("LHLO mx.centrum.example", "250"),
        ("RCPT TO:<a@b.example>", "503"),
        ("DATA", "503"),
        ("MAIL FROM:<> SIZE=99999999", "552"),
        ("MAIL a@b.example", "501"),
        ("MAIL FROM:<> SIZE=1000 BODY=8BITMIME", "250"),
        ("MAIL FROM:<>", "503"),
        ("RCPT TO:bounces", "501"),
        (&format!("NOOP {}", "x".repeat(3_000)), "500"),
        (&format!("RCPT TO:<{}>", mail.return_path), "250"),
        ("RCPT TO:<niemand@centrum.example>", "250"),
        ("VRFY x", "252"),
        ("DATA", "354"),
    ] {
        let answer = client.say(line).await;
        assert!(answer.starts_with(code), "{line}: {answer}");
    }
    // A dot at the start of a line is stuffed, and a bare line feed ends nothing.
    let body = gone(&mail).replace("Sorry.", "..hidden\n.\nMAIL FROM:<smuggled@b.example>");
    client.0.get_mut().write_all(body.as_bytes()).await.unwrap();
    assert!(client.say(".").await.starts_with("250 "), "an answer for each recipient");
    assert!(client.answer().await.starts_with("250 "));
    assert_eq!(in_force(&house).await, 1);
    assert!(client.say("QUIT").await.starts_with("221"));
    let mut crowd = Vec::new();
    for _ in 0..20 {
        crowd.push(Client::open(port).await);
    }
    let mut late = BufReader::new(TcpStream::connect(("127.0.0.1", port)).await.unwrap());
    let mut line = String::new();
    late.read_line(&mut line).await.unwrap();
    assert!(line.starts_with("421"), "{line}");
    stop.send(true).unwrap();
    assert!(crowd[0].answer().await.starts_with("421"), "whoever speaks is told that we stop");
    drop(crowd);
    door.await.unwrap();
}

#[tokio::test]
async fn d30_lmtp_listens_only_where_nobody_else_comes() {
    for place in ["0.0.0.0:24", "192.0.2.1:24", "[::]:24", "ergens", "2424"] {
        assert!(returns::listen(place).await.is_err(), "{place}");
    }
    let folder = tempfile::tempdir().unwrap();
    let place = format!("unix:{}", folder.path().join("lmtp").display());
    let first = returns::listen(&place).await.unwrap();
    assert!(returns::listen(&place).await.is_err(), "in use");
    drop(first);
    returns::listen(&place).await.unwrap();
}

fn binary(house: &House, database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samenspraak"));
    command
        .args(["bounce"])
        .env("SAMENSPRAAK_DATABASE_URL", database)
        .env("SAMENSPRAAK_SECRET_FILE", house.app.settings.data_dir.join("secret.json"))
        .env("SAMENSPRAAK_DATA_DIR", &house.app.settings.data_dir)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn pipe(mut command: Command, mail: &[u8]) -> i32 {
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(mail).unwrap();
    child.wait_with_output().unwrap().status.code().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn d30_the_pipe_takes_a_mail_or_asks_for_it_again() {
    let house = House::open().await;
    let mail = bounced(&house, "anna@voorbeeld.nl").await;
    std::fs::write(house.app.settings.data_dir.join("secret.json"), serde_json::to_vec(&*house.app.secrets).unwrap())
        .unwrap();
    let database = house.database.clone();
    // Nothing of the mail says whom it came to: the recipient is that of the envelope.
    let bare = gone(&mail).replace(&mail.return_path, "x@y.example").replace(&mail.message_id(), "<z@y.example>");
    let mut command = binary(&house, &database);
    command.env("ORIGINAL_RECIPIENT", &mail.return_path);
    let long = [b"From MAILER-DAEMON Thu Nov 19\n".as_slice(), bare.as_bytes(), &b"x".repeat(3 << 20)].concat();
    assert_eq!(pipe(command, &long), 0);
    assert_eq!(in_force(&house).await, 1);
    assert_eq!(pipe(binary(&house, &database), b"what is this"), 0, "a mail that means nothing is taken");
    assert_eq!(house.number("SELECT strange FROM doors WHERE name = 'pipe'").await, 1);
    for away in ["sqlite:///nergens/hier.db", "postgres://postgres@127.0.0.1:1/none"] {
        assert_eq!(pipe(binary(&house, away), bare.as_bytes()), 75, "{away}");
    }
}

async fn hand_in(house: &House, key: &str, kind: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post("/api/v1/returns").header(header::CONTENT_TYPE, kind);
    let request = if key.is_empty() { request } else { request.header(header::AUTHORIZATION, format!("Bearer {key}")) };
    house.visitor().send(request, body.into()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn d30_the_hook_opens_for_a_key_and_tells_what_is_wrong() {
    let house = House::open().await;
    let mail = bounced(&house, "anna@voorbeeld.nl").await;
    let member = house.member(&[Role::Administrator]).await;
    let key = returns::make_key(&house.app, member, "mailserver").await.unwrap();
    let bounce = gone(&mail);
    for wrong in ["", "x", "samenspraak_retour_x", &key.to_uppercase(), &format!("{key}x")] {
        let answer = hand_in(&house, wrong, "message/rfc822", bounce.clone()).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{wrong}");
        assert_eq!(answer.headers[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer");
    }
    let json = |recipient: &str, message: &[u8]| {
        serde_json::json!({ "recipient": recipient, "message": BASE64.encode(message) }).to_string()
    };
    let much = vec![b'x'; returns::LIMIT + 1];
    for (kind, body, status) in [
        ("text/plain", bounce.clone().into_bytes(), 415),
        ("", Vec::new(), 415),
        ("message/rfc822", Vec::new(), 422),
        ("message/rfc822", much.clone(), 413),
        ("application/json", b"{}".to_vec(), 422),
        ("application/json", br#"{"message":"***"}"#.to_vec(), 422),
        ("application/json", br#"{"message":"eA==","more":1}"#.to_vec(), 422),
        ("application/json", vec![b' '; 2 * returns::LIMIT], 413),
        ("message/rfc822; charset=x", b"Subject: x\r\n\r\nx".to_vec(), 202),
    ] {
        let answer = hand_in(&house, &key, kind, body).await;
        assert_eq!(answer.status.as_u16(), status, "{kind}: {}", answer.body);
    }
    let bare = bounce.replace(&mail.return_path, "x@y.example").replace(&mail.message_id(), "<z@y.example>");
    let taken = hand_in(&house, &key, "application/json", json(&mail.return_path, bare.as_bytes())).await;
    assert_eq!((taken.status, taken.body.as_str()), (StatusCode::ACCEPTED, r#"{"taken":"kept"}"#));
    assert_eq!(in_force(&house).await, 1);
    let id = samenspraak::base::id::DoorKeyId(house.number("SELECT id FROM door_keys").await);
    assert!(returns::revoke_key(&house.app, member, id).await.unwrap());
    assert_eq!(hand_in(&house, &key, "message/rfc822", bounce).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(house.number("SELECT COUNT(*) FROM audit WHERE action LIKE 'door-key.%'").await, 2);
    assert_eq!(house.number("SELECT COUNT(*) FROM door_keys WHERE hash LIKE 'samenspraak%'").await, 0);
}

#[tokio::test]
async fn d30_a_mailbox_without_tls_is_only_looked_into_on_this_machine() {
    for (setting, is_fine) in [
        ("imaps://u:p@mail.example/INBOX?done=Klaar", true),
        ("imap://u:p@mail.example?tls=required", true),
        ("imap://u:p@127.0.0.1:1143", true),
        ("imap://u:p@[::1]:1143", true),
        ("imap://u:p@localhost", true),
        ("imap://u:p@mail.example", false),
        ("imap://u:p@mail.example?tls=nee", false),
        ("imaps://mail.example", false),
        ("pop3://u:p@mail.example", false),
        ("x", false),
    ] {
        assert_eq!(returns::Mailbox::parse(setting).is_ok(), is_fine, "{setting}");
        if let Ok(mailbox) = returns::Mailbox::parse(setting) {
            assert!(!format!("{mailbox:?}").contains("p@"), "a password is never printed");
        }
    }
}
