//! The engine: a scribe, its connections and a heartbeat, from start to stop.

mod brake;
mod breaker;
mod carry;
mod claim;
mod handing;
mod heartbeat;
pub(super) mod job;
mod pacing;
mod rate;
mod scribe;
mod settle;
mod walk;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use super::signing::refresh_signing;
use crate::app::App;
use crate::delivery::relays;
use crate::store::tables::states::Lane;
use breaker::Breaker;
use carry::Carrying;
pub(super) use heartbeat::LEASE;
use heartbeat::{BEAT, Heartbeat, silence_others, take_over_ended};
use scribe::Scribe;

pub(super) use rate::full_allowance;

/// Connections kept for letters that a person waits for.
const WAITING_CONNECTIONS: usize = 2;

/// What is in flight has this long to finish when the process stops; what hangs then becomes uncertain.
const DRAIN: Duration = Duration::from_secs(7);

/// Sends mail until `stopping` says so, then finishes what is in flight. A database that does not answer only makes
/// it wait.
///
/// # Errors
/// When another process already serves the same SQLite file.
pub async fn run(app: App, stopping: watch::Receiver<bool>) -> anyhow::Result<()> {
    let _alone = hold_alone(&app).await?;
    work(app, stopping, false).await
}

/// Sends everything that is due now and stops: for tests and for the demo's past.
///
/// # Errors
/// The database's.
pub async fn work_off(app: &App) -> anyhow::Result<()> {
    let (_stop, stopping) = watch::channel(false);
    work(app.clone(), stopping, true).await
}

async fn work(app: App, stopping: watch::Receiver<bool>, until_idle: bool) -> anyhow::Result<()> {
    let worker: String = app.random.token().chars().take(16).collect();
    let heartbeat = Arc::new(Heartbeat::new(&worker));
    first_beat(&app, &heartbeat, &stopping).await;
    remember(&app).await?;
    if until_idle {
        refresh_signing(&app).await?;
    } else {
        first_signer(&app, &stopping).await;
    }
    let (asks, asked) = mpsc::channel(256);
    let mut connections = JoinSet::new();
    let breakers: Vec<_> = app.outlets.all().iter().map(|outlet| Breaker::new(&outlet.name)).collect();
    for (outlet, lane) in lines(&app) {
        let Some(breaker) = breakers.get(outlet) else { continue };
        let carrying = Carrying {
            app: app.clone(),
            lane,
            outlet,
            breaker: breaker.clone(),
            heartbeat: heartbeat.clone(),
            asks: asks.clone(),
            stopping: stopping.clone(),
        };
        connections.spawn(carrying.run());
    }
    drop(asks);
    let beating = tokio::spawn(beat(app.clone(), heartbeat.clone()));
    let scribe = Scribe::new(app.clone(), worker, heartbeat.clone(), until_idle);
    let scribe = tokio::spawn(scribe.serve(asked, stopping.clone()));
    finish(connections, stopping).await;
    let written = scribe.await.context("the scribe panicked")?;
    beating.abort();
    // What was still marked is nobody's now: it is uncertain from this moment, not only after the lease.
    let tx = app.store.begin_write().await?;
    heartbeat.stop(&tx).await?;
    take_over_ended(&tx, app.clock.now()).await?;
    tx.commit().await?;
    written
}

/// The connections that are kept: each outlet has its share, and some for letters that a person waits for.
fn lines(app: &App) -> impl Iterator<Item = (usize, Lane)> {
    (0..app.outlets.all().len()).flat_map(|at| {
        let bulk = usize::from(app.outlets.connections(at, app.settings.connections));
        let lanes =
            std::iter::repeat_n(Lane::Waiting, WAITING_CONNECTIONS).chain(std::iter::repeat_n(Lane::Bulk, bulk));
        lanes.map(move |lane| (at, lane))
    })
}

/// Waits for the connections to leave; once the process stops, no longer than [`DRAIN`].
async fn finish(mut connections: JoinSet<()>, mut stopping: watch::Receiver<bool>) {
    let all_left = async { while connections.join_next().await.is_some() {} };
    let too_long = async {
        if stopping.wait_for(|stop| *stop).await.is_err() {
            // Nobody can say stop any more, so there is no hurry.
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        () = all_left => {}
        () = too_long => tracing::warn!("a relay hangs; what it was given is uncertain now"),
    }
}

/// Makes the relays known, so that what is noted about them has a place.
async fn remember(app: &App) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    relays::remember(&tx, app).await?;
    tx.commit().await?;
    Ok(())
}

async fn first_beat(app: &App, heartbeat: &Heartbeat, stopping: &watch::Receiver<bool>) {
    while let Err(error) = heartbeat.beat(app).await {
        tracing::warn!(error = format!("{error:#}"), "the database does not answer; mail waits");
        tokio::time::sleep(Duration::from_secs(1)).await;
        if *stopping.borrow() {
            return;
        }
    }
}

/// No mail leaves before it is known who signs it.
async fn first_signer(app: &App, stopping: &watch::Receiver<bool>) {
    while let Err(error) = refresh_signing(app).await {
        tracing::error!(error = format!("{error:#}"), "the signing key cannot be read; mail waits");
        tokio::time::sleep(Duration::from_secs(1)).await;
        if *stopping.borrow() {
            return;
        }
    }
}

async fn beat(app: App, heartbeat: Arc<Heartbeat>) {
    loop {
        tokio::time::sleep(BEAT).await;
        if let Err(error) = heartbeat.beat(&app).await {
            tracing::warn!(error = format!("{error:#}"), "the heartbeat was not written");
        }
        if let Err(error) = refresh_signing(&app).await {
            tracing::warn!(error = format!("{error:#}"), "the signing key was not read again");
        }
    }
}

/// On SQLite, the lock that says that no other process serves this file. Whoever holds it knows that all other workers
/// are dead and need not wait for their leases to end. The system releases it however the process ends.
async fn hold_alone(app: &App) -> anyhow::Result<Option<File>> {
    let tx = app.store.begin_write().await?;
    let held = match app.store.file() {
        None => None,
        Some(file) => {
            let lock =
                File::create(file.with_extension("lock")).context("cannot make the lock file beside the database")?;
            if lock.try_lock().is_err() {
                bail!("another process already serves {}", file.display());
            }
            silence_others(&tx).await?;
            Some(lock)
        }
    };
    take_over_ended(&tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok(held)
}
