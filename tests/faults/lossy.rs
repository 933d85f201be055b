//! A wire to the database that now and then breaks just after a commit: the server has written, and its answer is lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The wire, for as long as the test runs.
pub struct Lossy {
    pub port: u16,
    lost: Arc<AtomicUsize>,
}

impl Lossy {
    /// Lies before a server and loses the answer to every so-manieth commit.
    pub async fn before(server: String, every: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (commits, lost) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let losing = lost.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(server) = TcpStream::connect(&server).await else { continue };
                tokio::spawn(pump(client, server, commits.clone(), losing.clone(), every));
            }
        });
        Self { port, lost }
    }

    /// How many answers were lost so far.
    pub fn lost(&self) -> usize {
        self.lost.load(Ordering::SeqCst)
    }
}

async fn pump(client: TcpStream, server: TcpStream, commits: Arc<AtomicUsize>, lost: Arc<AtomicUsize>, every: usize) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let answers = tokio::spawn(async move {
        let _ = tokio::io::copy(&mut from_server, &mut to_client).await;
        (from_server, to_client)
    });
    let mut bytes = vec![0; 65_536];
    while let Ok(count @ 1..) = from_client.read(&mut bytes).await {
        let said = &bytes[..count];
        let is_commit = said.windows(7).any(|word| word == b"COMMIT\0");
        if is_commit && (commits.fetch_add(1, Ordering::SeqCst) + 1).is_multiple_of(every) {
            // Nobody hears what the server says from here on; it still does what it was told.
            answers.abort();
            lost.fetch_add(1, Ordering::SeqCst);
            let _ = to_server.write_all(said).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
            return;
        }
        if to_server.write_all(said).await.is_err() {
            break;
        }
    }
    answers.abort();
}
