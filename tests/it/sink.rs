//! A scripted SMTP sink: it counts what really arrived, and misbehaves on order.

use std::collections::HashMap;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader, ReadBuf,
};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

const READY: &str = "220 sink.example ready";

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
/// What the n-th connection, from 0 on, is greeted with, and after how many bytes in both directions it is cut.
type Fate = Arc<dyn Fn(usize) -> (&'static str, Option<usize>) + Send + Sync>;

/// A running sink.
#[derive(Clone)]
pub struct Sink {
    pub port: u16,
    manners: Manners,
    arrived: Arc<Mutex<Vec<Arrived>>>,
    connections: Arc<Mutex<usize>>,
    tried: Arc<Mutex<HashMap<String, usize>>>,
    /// Whether answers to mails are held back. Whoever waits for that listens.
    held: watch::Sender<bool>,
    /// Listening and talking, as long as the sink is up.
    up: Arc<Mutex<Option<JoinHandle<()>>>>,
}

#[derive(Clone)]
struct Manners {
    script: Script,
    fate: Fate,
    offers: &'static [&'static str],
    delay: Duration,
    /// How much of a body is kept, in bytes.
    keeps: usize,
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
                fate: Arc::new(|_| (READY, None)),
                offers: &["PIPELINING", "SIZE 1000000"],
                delay: Duration::ZERO,
                keeps: usize::MAX,
            },
        }
    }

    /// The script gets the recipient and how often that recipient was tried before.
    pub fn with(mut self, script: impl Fn(&str, usize) -> Reaction + Send + Sync + 'static) -> Self {
        self.manners.script = Arc::new(script);
        self
    }

    pub fn greeting(self, greeting: &'static str) -> Self {
        self.fate(move |_| (greeting, None))
    }

    /// The greeting of the n-th connection, from 0 on, and after how many bytes, read and written, it is cut.
    pub fn fate(mut self, fate: impl Fn(usize) -> (&'static str, Option<usize>) + Send + Sync + 'static) -> Self {
        self.manners.fate = Arc::new(fate);
        self
    }

    /// Keeps only so much of each mail: for sendings to thousands.
    pub fn keeping(mut self, bytes: usize) -> Self {
        self.manners.keeps = bytes;
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
        let sink = Sink {
            port: listener.local_addr().unwrap().port(),
            manners: self.manners,
            arrived: Arc::default(),
            connections: Arc::default(),
            tried: Arc::default(),
            held: watch::Sender::new(false),
            up: Arc::default(),
        };
        sink.listen(listener);
        sink
    }
}

impl Sink {
    fn listen(&self, listener: TcpListener) {
        // What listens must not keep itself alive.
        let sink = Self { up: Arc::default(), ..self.clone() };
        let task = tokio::spawn(async move {
            let mut talks = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let number = {
                    let mut connections = sink.connections.lock().unwrap();
                    *connections += 1;
                    *connections - 1
                };
                // A connection that breaks is what some tests are about.
                talks.spawn(talk(stream, sink.clone(), number));
                while talks.try_join_next().is_some() {}
            }
        });
        *self.up.lock().unwrap() = Some(task);
    }

    /// Closes the port and every connection at once, as a relay does that dies. What arrived is remembered.
    pub async fn go_down(&self) {
        let task = self.up.lock().unwrap().take();
        if let Some(task) = task {
            task.abort();
            // It was aborted, which is the point.
            let _ = task.await;
        }
    }

    /// Listens again on the same port. Best with a port that the system does not hand out by itself.
    pub async fn come_back(&self) {
        for _ in 0..500 {
            if let Ok(listener) = TcpListener::bind(("127.0.0.1", self.port)).await {
                return self.listen(listener);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("port {} is taken", self.port);
    }

    /// Keeps mails from now on without saying so, until it lets go.
    pub fn hold(&self) {
        self.held.send_replace(true);
    }

    /// Says of all mails that they were kept.
    pub fn let_go(&self) {
        self.held.send_replace(false);
    }

    /// How many mails it keeps without having said so.
    pub fn held(&self) -> usize {
        self.held.receiver_count()
    }

    /// Recipient and Message-ID of each mail, in the order of arrival.
    pub fn tally(&self) -> Vec<(String, String)> {
        self.arrived.lock().unwrap().iter().map(|mail| (mail.to.clone(), mail.message_id())).collect()
    }

    /// Forgets the mails that `these` names, as a sink that loses mail would.
    pub fn forget(&self, these: impl Fn(&Arrived) -> bool) {
        self.arrived.lock().unwrap().retain(|mail| !these(mail));
    }

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
async fn talk(stream: TcpStream, sink: Sink, number: usize) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let manners = sink.manners.clone();
    let (greeting, cut) = (manners.fate)(number);
    let mut stream = BufReader::new(Doomed { stream, left: cut });
    say(&mut stream, greeting).await?;
    if !greeting.starts_with("220") {
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
                let reaction = react(&sink, &to, false);
                match reaction {
                    Reaction::RefuseRecipient(answer) => {
                        react(&sink, &to, true);
                        to.clear();
                        say(&mut stream, answer).await?;
                    }
                    _ => say(&mut stream, "250 2.1.5 ok").await?,
                }
            }
            "DATA" if to.is_empty() => say(&mut stream, "503 5.5.1 no valid recipients").await?,
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                let reaction = react(&sink, &to, true);
                if matches!(reaction, Reaction::CloseInData) {
                    let mut some = [0; 64];
                    let _ = stream.read(&mut some).await?;
                    return Ok(());
                }
                let body = read_body(&mut stream, manners.keeps).await?;
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
                        // The sink lives as long as its talks.
                        let _ = sink.held.subscribe().wait_for(|held| !held).await;
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
fn react(sink: &Sink, to: &str, count: bool) -> Reaction {
    let mut tried = sink.tried.lock().unwrap();
    let before = tried.entry(to.to_owned()).or_default();
    let seen = *before;
    *before += usize::from(count);
    (sink.manners.script)(to, seen)
}

fn between(line: &str) -> String {
    line.split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .map(|(inner, _)| inner.to_owned())
        .unwrap_or_default()
}

async fn say(stream: &mut BufReader<Doomed>, line: &str) -> io::Result<()> {
    stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await
}

async fn read_body(stream: &mut BufReader<Doomed>, keeps: usize) -> io::Result<String> {
    let mut body = String::new();
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(body);
        }
        if body.len() < keeps {
            body.push_str(line.strip_prefix('.').unwrap_or(&line));
        }
    }
}

/// A connection that ends after so many bytes in both directions, in the middle of whatever is said then.
struct Doomed {
    stream: TcpStream,
    left: Option<usize>,
}

impl Doomed {
    fn allows(&self, wanted: usize) -> usize {
        self.left.map_or(wanted, |left| left.min(wanted))
    }

    fn spend(&mut self, count: usize) {
        if let Some(left) = &mut self.left {
            *left -= count;
        }
    }
}

impl AsyncRead for Doomed {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let allowed = self.allows(into.remaining());
        if allowed == 0 {
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        let mut bytes = vec![0; allowed];
        let mut part = ReadBuf::new(&mut bytes);
        ready!(Pin::new(&mut self.stream).poll_read(context, &mut part))?;
        into.put_slice(part.filled());
        let count = part.filled().len();
        self.spend(count);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Doomed {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let allowed = self.allows(bytes.len());
        if allowed == 0 {
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        let count = ready!(Pin::new(&mut self.stream).poll_write(context, &bytes[..allowed]))?;
        self.spend(count);
        Poll::Ready(Ok(count))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
