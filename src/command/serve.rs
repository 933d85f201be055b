//! `serve`: pages, bells and the delivery engine, until a signal says to stop.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use super::must_be_migrated;
use crate::app::App;
use crate::mail::Outlets;
use crate::rooms::rooms;
use crate::settings::Settings;
use crate::web::server::{self, Ends};
use crate::{centre, delivery, returns, routes, schedule, store};

/// Serves until a signal.
pub(super) async fn serve(settings: Settings, migrate: bool) -> anyhow::Result<()> {
    let Some(relay) = settings.smtp_url.clone() else {
        bail!("SAMENSPRAAK_SMTP_URL is not set: say where mail goes, for instance smtp://localhost:25");
    };
    let outlets = Outlets::parse(&relay, &settings.host())?;
    if let Some(mailbox) = &settings.imap_url {
        returns::Mailbox::parse(mailbox)?;
    }
    store::sweep_backups(&settings.data_dir);
    let listener = listen(settings.bind).await?;
    let app = App::open(settings, outlets, rooms(), false).await?;
    if migrate {
        store::migrate(&app.store).await?;
    }
    must_be_migrated(&app.store).await?;
    if let Some(link) = centre::set_up_link(&app).await? {
        println!("This installation is new. Set it up here (the link works once):\n  {link}");
    }
    // Whoever reads that it is ready may ask it to stop.
    let signals = Signals::heed()?;
    println!("Samenspraak is ready on {}", app.base_url());
    serve_on(app, listener, signals).await
}

/// Takes an address to listen on.
///
/// # Errors
/// A sentence that says which port is in use or not allowed.
pub async fn listen(bind: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(bind)
        .await
        .with_context(|| format!("cannot listen on {bind}; is the port in use? Choose another with SAMENSPRAAK_BIND"))
}

/// When a process that was told to stop ends, whatever still hangs: within the ten seconds that it promises.
const LONGEST: Duration = Duration::from_secs(9);

/// Descriptors that no connection of a reader may take: for the database, the relays, mail that comes in, and files.
const KEPT_BACK: u64 = 320;

/// What is said when something hangs that was told to stop. It is no fault: whatever hangs is found by the next start.
const HANGS: &str = "something does not stop; mail that was in flight is found uncertain by the next start";

/// Serves pages, rings bells and sends mail until SIGTERM or SIGINT, then finishes what is in flight.
///
/// # Errors
/// When the bells cannot start, or the listener breaks.
pub async fn serve_on(app: App, listener: TcpListener, signals: Signals) -> anyhow::Result<()> {
    let (stop, stopping) = watch::channel(false);
    let too_long = async {
        signals.wait().await;
        tracing::info!("stopping: what is in flight is finished first");
        let _ = stop.send(true);
        tokio::time::sleep(LONGEST).await;
    };
    tokio::select! {
        ended = serve_until(app, listener, stopping) => ended,
        () = too_long => {
            tracing::warn!("{HANGS}");
            Ok(())
        }
    }
}

/// The ends of the server. Readers get what is left of the descriptors when enough are kept back, and no more than the
/// database can serve.
fn ends(app: &App) -> Ends {
    let usual = Ends::default();
    let room = rustix::process::getrlimit(rustix::process::Resource::Nofile).current.unwrap_or(u64::MAX);
    let left = usize::try_from(room.saturating_sub(KEPT_BACK)).unwrap_or(usize::MAX);
    let connections = usual.connections.min(left.max(AT_LEAST));
    if connections < usual.connections {
        tracing::warn!(
            connections,
            "few descriptors: fewer readers are let in at once; raise the limit (LimitNOFILE=)"
        );
    }
    let own = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
    let proxies = app.settings.trusted_proxies.iter().copied().chain(own).collect();
    Ends { connections, proxies, ..usual }
}

/// So many connections there are in any case.
const AT_LEAST: usize = 32;

/// Serves until it is said to stop, and ends when everything has.
async fn serve_until(app: App, listener: TcpListener, stopping: watch::Receiver<bool>) -> anyhow::Result<()> {
    let engine = tokio::spawn({
        let running = delivery::run(app.clone(), stopping.clone());
        async move { running.await.inspect_err(|error| tracing::error!(error = format!("{error:#}"), "no mail is sent")) }
    });
    let lmtp = match &app.settings.lmtp_bind {
        Some(place) => {
            Some(tokio::spawn(returns::serve_lmtp(app.clone(), returns::listen(place).await?, stopping.clone())))
        }
        None => None,
    };
    let mut bells = schedule::start(&app).await?;
    let mut stopping_pages = stopping.clone();
    let until = async move {
        // The sender outlives this, so waiting cannot fail before it says stop.
        let _ = stopping_pages.wait_for(|stop| *stop).await;
    };
    server::serve(listener, routes::router(app.clone()), ends(&app), until).await;
    bells.shutdown().await.context("the bells do not stop")?;
    engine.await.context("the delivery engine panicked")??;
    if let Some(lmtp) = lmtp {
        lmtp.await.context("the LMTP door panicked")?;
    }
    app.store.close().await;
    Ok(())
}

/// SIGTERM and SIGINT, from the moment on which they are heeded: one that comes before it is waited for is not lost.
#[derive(Debug)]
pub struct Signals {
    term: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Heeds them from now on. Until then either ends the process at once.
    ///
    /// # Errors
    /// When the system does not let us.
    pub fn heed() -> anyhow::Result<Self> {
        let heed = |kind| signal(kind).context("signals cannot be heeded");
        Ok(Self { term: heed(SignalKind::terminate())?, interrupt: heed(SignalKind::interrupt())? })
    }

    pub(super) async fn wait(mut self) {
        tokio::select! {
            _ = self.term.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
