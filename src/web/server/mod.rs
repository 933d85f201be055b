//! The server: takes connections, and ends what others begin and do not end themselves.
//!
//! A head that does not come, an answer that nobody takes, more connections than we have room for: each has an end here,
//! and the ends of a body are in [`bounded`]. Descriptors are kept back for the database, the relays and files, so whoever
//! comes when there is no room is told so at once instead of being left waiting.

mod body;
mod places;
mod plain;
mod wire;

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::response::Response;
use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tower::Layer as _;
use tower::util::MapResponse;

pub use body::{BodyEnds, Waiting, Whole, bounded, why_broken};
use places::Places;
use wire::Wire;

/// Where the server ends what others begin.
#[derive(Clone, Debug)]
pub struct Ends {
    /// Time for the head of a request, and how long a connection may idle before its next one.
    pub head: Duration,
    /// How long an answer waits for somebody who takes none of it.
    pub stalled: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one network.
    pub per_network: usize,
    /// Addresses from which everybody may come: they have no bound of their own.
    pub proxies: Vec<IpAddr>,
    /// What is in flight when the server stops has this long.
    pub farewell: Duration,
}

impl Default for Ends {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(20),
            stalled: Duration::from_secs(30),
            connections: 512,
            per_network: 64,
            proxies: Vec::new(),
            farewell: Duration::from_secs(5),
        }
    }
}

/// The largest head, with its address. Browsers and proxies send less than half of it.
const LARGEST_HEAD: usize = 64 * 1024;
/// The most lines of a head.
const MOST_LINES: usize = 100;
/// A pause after a failed accept: there are no descriptors left, and looking again at once would only burn a core.
const BREATH: Duration = Duration::from_millis(200);

/// Serves until `stopping` ends; then what is in flight has a moment to end too, and the rest is broken off.
pub async fn serve(listener: TcpListener, router: Router, ends: Ends, stopping: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(ends.head).max_headers(MOST_LINES).max_buf_size(LARGEST_HEAD);
    let places = Places::new(&ends);
    let farewell = GracefulShutdown::new();
    let mut open = JoinSet::new();
    let mut stopping = std::pin::pin!(stopping);
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut stopping => break,
            accepted = accept(&listener) => accepted,
        };
        while open.try_join_next().is_some() {}
        let Some(place) = places.take(peer.ip()) else {
            // Nothing waits for them to read it.
            let _ = stream.try_write(&plain::no_room());
            continue;
        };
        let ours = Arc::new(AtomicBool::new(false));
        let wire = TokioIo::new(Wire::new(stream, ends.stalled, ours.clone()));
        let pages = Extension(ConnectInfo(peer)).layer(router.clone());
        let pages = MapResponse::new(pages, move |answer: Response| {
            ours.store(true, Ordering::Relaxed);
            answer
        });
        let connection = farewell.watch(http.serve_connection(wire, TowerToHyperService::new(pages)));
        open.spawn(async move {
            // Whoever goes away in the middle is nobody's fault here.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(ends.farewell, farewell.shutdown()).await;
    open.shutdown().await;
}

/// The next connection. A failure is that of one connection, or passes when another one ends.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // An answer leaves when it is there; where that cannot be had it leaves a little later.
                let _ = stream.set_nodelay(true);
                return (stream, peer);
            }
            Err(error) => {
                tracing::warn!(error = %error, "a connection could not be taken");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}
