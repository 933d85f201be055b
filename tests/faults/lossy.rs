//! A wire to the database that breaks at a commit, or at another word: the server does what it is told and its answer is
//! lost or late, or nobody hears anything of the other any more.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
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
}

/// The wire, for as long as the test runs.
pub struct Lossy {
    pub port: u16,
    wire: Arc<Wire>,
}

struct Wire {
    /// The word that is harmed, as it ends its message, and what becomes of it.
    harm: Mutex<(&'static [u8], Harm)>,
    /// Every so-manieth of them is chosen; none when it is 0.
    every: AtomicUsize,
    commits: AtomicUsize,
    lost: AtomicUsize,
    hung_up: Notify,
}

impl Lossy {
    /// Lies before a server and carries everything, until it is told to do harm.
    pub async fn before(server: String, harm: Harm) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let none = || AtomicUsize::new(0);
        let harm = Mutex::new((&b"COMMIT\0"[..], harm));
        let wire = Arc::new(Wire { harm, every: none(), commits: none(), lost: none(), hung_up: Notify::new() });
        let of_all = wire.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(server) = TcpStream::connect(&server).await else { continue };
                tokio::spawn(pump(client, server, of_all.clone()));
            }
        });
        Self { port, wire }
    }

    /// Harms messages that end in another word from now on, in another way.
    pub fn harm_at(&self, word: &'static [u8], harm: Harm) {
        *self.wire.harm.lock().unwrap() = (word, harm);
    }

    /// Does harm to every so-manieth commit from now on; to none when it is 0.
    pub fn harm_every(&self, many: usize) {
        self.wire.every.store(many, Ordering::SeqCst);
    }

    /// How many commits got no answer so far.
    pub fn lost(&self) -> usize {
        self.wire.lost.load(Ordering::SeqCst)
    }

    /// Ends the connections that carry nothing more.
    pub fn hang_up(&self) {
        self.wire.hung_up.notify_waiters();
    }
}

impl Wire {
    /// Whether it is this commit's turn to be harmed.
    fn chooses(&self) -> bool {
        let every = self.every.load(Ordering::SeqCst);
        let is_chosen = every > 0 && (self.commits.fetch_add(1, Ordering::SeqCst) + 1).is_multiple_of(every);
        self.lost.fetch_add(usize::from(is_chosen), Ordering::SeqCst);
        is_chosen
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
        let (chosen, harm) = *wire.harm.lock().unwrap();
        let is_said = said.windows(chosen.len()).any(|word| word == chosen);
        if !is_said || !wire.chooses() {
            if to_server.write_all(said).await.is_err() {
                return;
            }
            continue;
        }
        if let Harm::Delay(span) = harm {
            tokio::time::sleep(span).await;
            if to_server.write_all(said).await.is_err() {
                return;
            }
            continue;
        }
        // Nobody hears what the server says from here on; it still does what it is told.
        drop(mute);
        let ends = answers.await;
        match harm {
            Harm::Cut | Harm::Delay(_) => drop((ends, from_client)),
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
                let hung_up = wire.hung_up.notified();
                let gone = async { while let Ok(1..) = from_client.read(&mut bytes).await {} };
                tokio::select! {
                    () = hung_up => {}
                    () = gone => {}
                }
            }
        }
        return;
    }
}
