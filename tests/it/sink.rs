//! A scripted SMTP sink: it counts what really arrived, and misbehaves on order.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the sink does with a recipient's mail.
#[derive(Clone, Debug)]
pub enum Reaction {
    /// Takes it.
    Accept,
    /// Answers RCPT with this line.
    RefuseRecipient(&'static str),
    /// Reads the mail and answers with this line.
    RefuseMail(&'static str),
    /// Reads and keeps the mail, and closes without an answer.
    KeepAndClose,
    /// Closes in the middle of the mail.
    CloseInData,
    /// Reads and keeps the mail, and never answers.
    KeepAndHang,
}

/// A mail that arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub return_path: String,
    pub to: String,
    pub body: String,
}

impl Arrived {
    /// The Message-ID of the mail.
    pub fn message_id(&self) -> String {
        let line = self.body.lines().find(|line| line.starts_with("Message-ID:")).unwrap_or_default();
        line.trim_start_matches("Message-ID:").trim().to_owned()
    }
}

type Script = Arc<dyn Fn(&str, usize) -> Reaction + Send + Sync>;

/// A running sink.
#[derive(Clone)]
pub struct Sink {
    pub port: u16,
    arrived: Arc<Mutex<Vec<Arrived>>>,
    connections: Arc<Mutex<usize>>,
}

#[derive(Clone)]
struct Manners {
    script: Script,
    greeting: &'static str,
    offers: &'static [&'static str],
    delay: Duration,
}

/// How to start a sink.
pub struct Start {
    manners: Manners,
}

impl Start {
    pub fn polite() -> Self {
        let script: Script = Arc::new(|_, _| Reaction::Accept);
        Self {
            manners: Manners {
                script,
                greeting: "220 sink.example ready",
                offers: &["PIPELINING", "SIZE 1000000"],
                delay: Duration::ZERO,
            },
        }
    }

    /// The script gets the recipient and how often that recipient was tried before.
    pub fn with(mut self, script: impl Fn(&str, usize) -> Reaction + Send + Sync + 'static) -> Self {
        self.manners.script = Arc::new(script);
        self
    }

    pub fn greeting(mut self, greeting: &'static str) -> Self {
        self.manners.greeting = greeting;
        self
    }

    pub fn offering(mut self, offers: &'static [&'static str]) -> Self {
        self.manners.offers = offers;
        self
    }

    pub fn slow(mut self, delay: Duration) -> Self {
        self.manners.delay = delay;
        self
    }

    pub async fn start(self) -> Sink {
        self.start_on(0).await
    }

    pub async fn start_on(self, port: u16) -> Sink {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let sink =
            Sink { port: listener.local_addr().unwrap().port(), arrived: Arc::default(), connections: Arc::default() };
        let (shared, tried) = (sink.clone(), Arc::new(Mutex::new(Vec::<String>::new())));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *shared.connections.lock().unwrap() += 1;
                let (manners, sink, tried) = (self.manners.clone(), shared.clone(), tried.clone());
                tokio::spawn(async move {
                    // A connection that breaks is what some tests are about.
                    let _ = talk(stream, manners, sink, tried).await;
                });
            }
        });
        sink
    }
}

impl Sink {
    pub fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.arrived.lock().unwrap().len()
    }

    pub fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Waits until so many mails arrived, or panics after half a minute.
    pub async fn wait_for(&self, count: usize) {
        for _ in 0..3_000 {
            if self.count() >= count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("only {} of {count} mails arrived", self.count());
    }
}

#[expect(clippy::too_many_lines, reason = "one arm for each command of the protocol")]
async fn talk(stream: TcpStream, manners: Manners, sink: Sink, tried: Arc<Mutex<Vec<String>>>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    say(&mut stream, manners.greeting).await?;
    if !manners.greeting.starts_with("220") {
        return Ok(());
    }
    let (mut from, mut to) = (String::new(), String::new());
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let line = line.trim_end().to_owned();
        match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => {
                let mut lines: Vec<String> = vec!["250-sink.example".to_owned()];
                lines.extend(manners.offers.iter().map(|offer| format!("250-{offer}")));
                lines.push("250 HELP".to_owned());
                say(&mut stream, &lines.join("\r\n")).await?;
            }
            "MAIL" => {
                from = between(&line);
                say(&mut stream, "250 2.1.0 ok").await?;
            }
            "RCPT" => {
                to = between(&line);
                let reaction = react(&manners, &tried, &to, false);
                match reaction {
                    Reaction::RefuseRecipient(answer) => {
                        react(&manners, &tried, &to, true);
                        to.clear();
                        say(&mut stream, answer).await?;
                    }
                    _ => say(&mut stream, "250 2.1.5 ok").await?,
                }
            }
            "DATA" if to.is_empty() => say(&mut stream, "503 5.5.1 no valid recipients").await?,
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                let reaction = react(&manners, &tried, &to, true);
                if matches!(reaction, Reaction::CloseInData) {
                    let mut some = [0; 64];
                    let _ = stream.read(&mut some).await?;
                    return Ok(());
                }
                let body = read_body(&mut stream).await?;
                tokio::time::sleep(manners.delay).await;
                let mail = Arrived { return_path: from.clone(), to: std::mem::take(&mut to), body };
                match reaction {
                    Reaction::RefuseMail(answer) => say(&mut stream, answer).await?,
                    Reaction::KeepAndClose => {
                        sink.arrived.lock().unwrap().push(mail);
                        return Ok(());
                    }
                    Reaction::KeepAndHang => {
                        sink.arrived.lock().unwrap().push(mail);
                        std::future::pending::<()>().await;
                    }
                    _ => {
                        sink.arrived.lock().unwrap().push(mail);
                        say(&mut stream, "250 2.0.0 kept").await?;
                    }
                }
            }
            "RSET" | "NOOP" => say(&mut stream, "250 2.0.0 ok").await?,
            "QUIT" => return say(&mut stream, "221 2.0.0 bye").await,
            _ => say(&mut stream, "502 5.5.2 what?").await?,
        }
    }
}

/// The reaction to a recipient; `count` remembers the try.
fn react(manners: &Manners, tried: &Mutex<Vec<String>>, to: &str, count: bool) -> Reaction {
    let mut tried = tried.lock().unwrap();
    let before = tried.iter().filter(|seen| seen.as_str() == to).count();
    if count {
        tried.push(to.to_owned());
    }
    (manners.script)(to, before)
}

fn between(line: &str) -> String {
    line.split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .map(|(inner, _)| inner.to_owned())
        .unwrap_or_default()
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> std::io::Result<()> {
    stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await
}

async fn read_body(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut body = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(body);
        }
        body.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
