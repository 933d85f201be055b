//! A small LMTP server (RFC 2033) for the mail server next door.
//!
//! It listens on a socket file or on a loopback address only: LMTP knows no login. What it takes is committed before it
//! says so, for each recipient on its own; when the database does not answer it says 451 and the mail server keeps the
//! mail. Everything is bounded: connections, lines, recipients, sizes and time.

use std::fs::Permissions;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::{Semaphore, watch};

use super::lmtp_talk::Talk;
use crate::app::App;
use crate::returns::Door;
use crate::returns::door::{note_fault, note_open};

/// Connections at once.
const MOST: usize = 20;
/// How long one connection may live.
const LIFE: Duration = Duration::from_mins(30);

/// Where the server listens.
#[derive(Debug)]
pub enum Listening {
    /// A socket file, removed when the server ends.
    File(UnixListener, PathBuf),
    /// A loopback address.
    Loopback(TcpListener),
}

impl Listening {
    /// The port of a loopback address; `None` for a socket file.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        match self {
            Self::File(..) => None,
            Self::Loopback(listener) => listener.local_addr().ok().map(|address| address.port()),
        }
    }
}

/// Takes a place to listen: `unix:/path/of/socket` or `127.0.0.1:port`.
///
/// # Errors
/// A sentence that says what is expected or in the way.
pub async fn listen(place: &str) -> anyhow::Result<Listening> {
    if let Some(path) = place.strip_prefix("unix:") {
        return listen_on_file(Path::new(path)).await;
    }
    let address: SocketAddr =
        place.parse().context("the place for LMTP must look like unix:/run/samenspraak/lmtp or 127.0.0.1:2424")?;
    if !address.ip().is_loopback() {
        bail!("LMTP has no login, so it listens on a loopback address or a socket file only, not on {address}");
    }
    let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    Ok(Listening::Loopback(listener))
}

async fn listen_on_file(path: &Path) -> anyhow::Result<Listening> {
    let cannot = || format!("cannot listen on {}; is its folder there and writable?", path.display());
    if path.exists() {
        // A socket that somebody answers on is somebody's; one that nobody answers on was left by a crash.
        if tokio::net::UnixStream::connect(path).await.is_ok() {
            bail!("{} is in use by another process", path.display());
        }
        std::fs::remove_file(path).with_context(cannot)?;
    }
    let listener = UnixListener::bind(path).with_context(cannot)?;
    // The mail server is in our group; nobody else has anything to say here.
    std::fs::set_permissions(path, Permissions::from_mode(0o660)).with_context(cannot)?;
    Ok(Listening::File(listener, path.to_owned()))
}

/// Serves until told to stop; what is being said then is finished.
pub async fn serve(app: App, listening: Listening, stopping: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(MOST));
    let mut stop = stopping.clone();
    let (mut is_noted, mut next) = (false, tokio::time::interval(AGAIN));
    loop {
        tokio::select! {
            () = async { drop(stop.wait_for(|stop| *stop).await) } => break,
            _ = next.tick(), if !is_noted => is_noted = is_open(&app).await,
            accepted = accept(&listening) => match accepted {
                Ok(stream) => welcome(&app, &places, stream, stopping.clone()),
                Err(error) => {
                    // Whoever knocked went away, or there are no descriptors at this moment.
                    tracing::warn!(%error, "the LMTP door could not let somebody in");
                    tokio::time::sleep(BREATH).await;
                }
            },
        }
    }
    // Whoever still speaks has a permit; all of them together mean that nobody does.
    let everyone = u32::try_from(MOST).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(Duration::from_secs(8), places.acquire_many(everyone)).await;
    if let Listening::File(_, path) = &listening {
        let _ = std::fs::remove_file(path);
    }
}

/// How long it is until the door that could not be noted as open is noted again.
const AGAIN: Duration = Duration::from_secs(10);

/// How long the door rests after it could let nobody in.
const BREATH: Duration = Duration::from_millis(100);

/// Notes that the door is open, and gives whether that was kept. It is open all the same.
async fn is_open(app: &App) -> bool {
    let noted = note_open(app, Door::Lmtp).await;
    if let Err(error) = &noted {
        tracing::warn!(error = format!("{error:#}"), "the LMTP door is open, which could not be noted");
    }
    noted.is_ok()
}

type Conversation = Box<dyn Stream>;

/// What a conversation runs on.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

async fn accept(listening: &Listening) -> std::io::Result<Conversation> {
    Ok(match listening {
        Listening::File(listener, _) => Box::new(listener.accept().await?.0),
        Listening::Loopback(listener) => Box::new(listener.accept().await?.0),
    })
}

fn welcome(app: &App, places: &Arc<Semaphore>, mut stream: Conversation, stopping: watch::Receiver<bool>) {
    let Ok(place) = places.clone().try_acquire_owned() else {
        tokio::spawn(async move { stream.write_all(b"421 4.3.2 Too many connections, come back later\r\n").await });
        return;
    };
    let app = app.clone();
    tokio::spawn(async move {
        let _place = place;
        let talk = Talk::new(&app, stream, stopping);
        if let Ok(Err(error)) = tokio::time::timeout(LIFE, talk.run()).await {
            tracing::warn!(error = format!("{error:#}"), "an LMTP conversation broke off");
            if let Err(error) = note_fault(&app, Door::Lmtp, &format!("{error:#}")).await {
                tracing::warn!(%error, "the fault of the LMTP door could not be noted");
            }
        }
    });
}
