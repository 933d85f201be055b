//! A wire to the database that breaks at a commit, or at another word: the server does what it is told and its answer is
//! lost or late, or nobody hears anything of the other any more.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::OwnedReadHalf;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};

/// What becomes of the messages that are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Harm {
    /// The client sees its connection end, and the server commits half a second after that: later than a client that
    /// tries again at once.
    Late,
    /// The connection stays and carries nothing more; the commit itself may have reached the server.
    Silence { reaches_the_server: bool },
    /// Both ends see their connection end before the server hears it.
    Cut,
    /// It reaches the server later.
    Delay(Duration),
    /// The server hears a rollback, and says that it did what it was told: so would a house look that answers before it has
    /// kept anything.
    Lie,
}

/// What begins or ends a transaction, alone in its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Begin,
    Commit,
    /// Of somebody who gives up what they began.
    Rollback,
    /// Both at once: what a connection says that goes back into its pool, and no end of anybody's transaction.
    GoingBack,
}

impl Word {
    pub const ALL: [Self; 4] = [Self::Begin, Self::Commit, Self::Rollback, Self::GoingBack];

    /// The whole message (simple query): its letter, its length and its text.
    const fn message(self) -> &'static [u8] {
        match self {
            Self::Begin => b"Q\0\0\0\x0aBEGIN\0",
            Self::Commit => b"Q\0\0\0\x0bCOMMIT\0",
            Self::Rollback => b"Q\0\0\0\x0dROLLBACK\0",
            Self::GoingBack => b"Q\0\0\0\x14BEGIN; ROLLBACK\0",
        }
    }
}

/// The wire, for as long as the test runs.
pub struct Lossy {
    pub port: u16,
    wire: Arc<Wire>,
}

struct Wire {
    /// The word that is harmed, and what becomes of it.
    harm: Mutex<(Word, Harm)>,
    /// Every so-manieth of them is chosen; none when it is 0.
    every: AtomicUsize,
    said: AtomicUsize,
    /// How many of each word were chosen.
    lost: [AtomicUsize; Word::ALL.len()],
    hung_up: Notify,
    /// Whether nothing is carried at all.
    silent: AtomicBool,
}

impl Lossy {
    /// Lies before a server and carries everything, until it is told to do harm.
    pub async fn before(server: String, harm: Harm) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let harm = Mutex::new((Word::Commit, harm));
        let wire = Arc::new(Wire {
            harm,
            every: AtomicUsize::default(),
            said: AtomicUsize::default(),
            lost: Default::default(),
            hung_up: Notify::new(),
            silent: AtomicBool::default(),
        });
        let of_all = wire.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(server) = TcpStream::connect(&server).await else { continue };
                tokio::spawn(pump(client, server, of_all.clone()));
            }
        });
        Self { port, wire }
    }

    /// The same before the server of a database, and the address of the database through it.
    pub async fn of(database: &str, harm: Harm) -> (Self, String) {
        let server = database.split(['@', '/']).nth(3).unwrap().to_owned();
        let wire = Self::before(server.clone(), harm).await;
        let through = database.replacen(&server, &format!("127.0.0.1:{}", wire.port), 1);
        (wire, through)
    }

    /// Harms another word from now on, in another way.
    pub fn harm_at(&self, word: Word, harm: Harm) {
        *self.wire.harm.lock().unwrap() = (word, harm);
    }

    /// Does harm to every so-manieth such word from now on; to none when it is 0.
    pub fn harm_every(&self, many: usize) {
        self.wire.every.store(many, Ordering::SeqCst);
    }

    /// Carries nothing more of what clients say, on no connection, old or new; or carries everything again on new ones.
    pub fn fall_silent(&self, silent: bool) {
        self.wire.silent.store(silent, Ordering::SeqCst);
        if !silent {
            self.hang_up();
        }
    }

    /// How many commits got no answer so far.
    pub fn lost(&self) -> usize {
        self.lost_at(Word::Commit)
    }

    /// How many of a word were harmed so far.
    pub fn lost_at(&self, word: Word) -> usize {
        self.wire.lost[word as usize].load(Ordering::SeqCst)
    }

    /// Ends the connections that carry nothing more.
    pub fn hang_up(&self) {
        self.wire.hung_up.notify_waiters();
    }
}

impl Wire {
    /// What becomes of what was said, when it is its turn to be harmed.
    fn chooses(&self, said: &[u8]) -> Option<Harm> {
        let (word, harm) = *self.harm.lock().unwrap();
        let every = self.every.load(Ordering::SeqCst);
        if every == 0 || !said.windows(word.message().len()).any(|part| part == word.message()) {
            return None;
        }
        let is_chosen = (self.said.fetch_add(1, Ordering::SeqCst) + 1).is_multiple_of(every);
        self.lost[word as usize].fetch_add(usize::from(is_chosen), Ordering::SeqCst);
        is_chosen.then_some(harm)
    }

    /// Hears a client and answers nothing, until it goes or is hung up on.
    async fn stay_silent(&self, client: &mut OwnedReadHalf) {
        let gone = async {
            let mut bytes = vec![0; 4_096];
            while let Ok(1..) = client.read(&mut bytes).await {}
        };
        tokio::select! {
            () = self.hung_up.notified() => {}
            () = gone => {}
        }
    }
}

async fn pump(client: TcpStream, server: TcpStream, wire: Arc<Wire>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let (mute, muted) = oneshot::channel::<()>();
    let answers = tokio::spawn(async move {
        tokio::select! {
            _ = tokio::io::copy(&mut from_server, &mut to_client) => {}
            _ = muted => {}
        }
        (from_server, to_client)
    });
    let mut bytes = vec![0; 65_536];
    while let Ok(count @ 1..) = from_client.read(&mut bytes).await {
        let said = &bytes[..count];
        if wire.silent.load(Ordering::SeqCst) {
            wire.stay_silent(&mut from_client).await;
            return;
        }
        let harm = wire.chooses(said);
        if let Some(Harm::Delay(span)) = harm {
            tokio::time::sleep(span).await;
        }
        let harm = match harm {
            None | Some(Harm::Delay(_)) => {
                if to_server.write_all(said).await.is_err() {
                    return;
                }
                continue;
            }
            Some(Harm::Lie) => {
                // It stands alone in what was read, because nobody says more before the answer.
                if to_server.write_all(Word::Rollback.message()).await.is_err() {
                    return;
                }
                continue;
            }
            Some(harm) => harm,
        };
        // Nobody hears what the server says from here on; it still does what it is told.
        drop(mute);
        let ends = answers.await;
        match harm {
            Harm::Cut | Harm::Delay(_) | Harm::Lie => drop((ends, from_client)),
            Harm::Late => {
                drop((ends, from_client));
                tokio::time::sleep(Duration::from_millis(500)).await;
                let _ = to_server.write_all(said).await;
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            Harm::Silence { reaches_the_server } => {
                if reaches_the_server {
                    let _ = to_server.write_all(said).await;
                }
                wire.stay_silent(&mut from_client).await;
            }
        }
        return;
    }
}
