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

use anyhow::{Context, anyhow, bail};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::error::Elapsed;
use tokio::time::timeout;

use crate::app::App;
use crate::delivery::relays;
use crate::store::{self, tables::states::Lane};
use breaker::Breaker;
use carry::Carrying;
pub(super) use heartbeat::LEASE;
use heartbeat::pulse::{HANGS, Pulse};
use heartbeat::{BEAT, Heartbeat, take_over_ended};
use scribe::Scribe;

pub use heartbeat::pulse::stands_still;

/// Connections kept for letters that a person waits for.
const WAITING_CONNECTIONS: usize = 2;

/// How long it rests before it tries again what did not go.
const REST: Duration = Duration::from_secs(1);

/// After so many beats, about ten minutes, clocks are compared.
const SAYS_THE_TIME: u64 = 75;

/// What is in flight has this long to finish when the process stops; what hangs then becomes uncertain.
const DRAIN: Duration = Duration::from_secs(7);

/// Sends mail until `stopping` says so, then finishes what is in flight. A database that does not answer only makes
/// it wait. A worker that breaks or hangs is started anew, as another: what it had in hand is uncertain.
///
/// # Errors
/// When another process already serves the same SQLite file.
pub async fn run(app: App, stopping: watch::Receiver<bool>) -> anyhow::Result<()> {
    run_within(HANGS, app, stopping).await
}

/// The same with a patience of the caller's for a worker that does not come around.
async fn run_within(patience: Duration, app: App, stopping: watch::Receiver<bool>) -> anyhow::Result<()> {
    let _alone = serve_alone(&app)?;
    loop {
        let pulse = Arc::new(Pulse::default());
        let ended = tokio::select! {
            ended = life(&app, &stopping, pulse.clone()) => ended,
            () = pulse.stops(patience) => Err(anyhow!("it does not come around any more")),
        };
        if *stopping.borrow() {
            return ended;
        }
        if let Err(error) = ended {
            tracing::error!(error = format!("{error:#}"), "the engine broke; it is started anew");
        }
        tokio::time::sleep(REST).await;
    }
}

/// One worker, from its first beat to its end.
async fn life(app: &App, stopping: &watch::Receiver<bool>, pulse: Arc<Pulse>) -> anyhow::Result<()> {
    while let Err(error) = take_over_dead(app).await {
        tracing::warn!(error = format!("{error:#}"), "the database does not answer; mail waits");
        if rest_or_stop(&pulse, stopping).await {
            return Ok(());
        }
    }
    work(app.clone(), stopping.clone(), pulse, false).await
}

/// Sends everything that is due now and stops: for tests and for the demo's past.
///
/// # Errors
/// The database's.
pub async fn work_off(app: &App) -> anyhow::Result<()> {
    let (_stop, stopping) = watch::channel(false);
    work(app.clone(), stopping, Arc::default(), true).await
}

async fn work(app: App, stopping: watch::Receiver<bool>, pulse: Arc<Pulse>, until_idle: bool) -> anyhow::Result<()> {
    let worker: String = app.random.token().chars().take(16).collect();
    let heartbeat = Arc::new(Heartbeat::new(&worker));
    first_beat(&app, &heartbeat, &pulse, &stopping).await;
    first_mention(&app, &pulse, &stopping).await;
    if until_idle {
        app.rooms.beat(&app).await?;
    } else {
        first_signer(&app, &pulse, &stopping).await;
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
    // In sets, so that nothing of a worker that is given up goes on.
    let (mut beating, mut writing) = (JoinSet::new(), JoinSet::new());
    beating.spawn(beat(app.clone(), heartbeat.clone(), pulse.clone()));
    let scribe = Scribe::new(app.clone(), worker, heartbeat.clone(), pulse, until_idle);
    writing.spawn(scribe.serve(asked, stopping.clone()));
    let stops = stopping.clone();
    finish(connections, stopping).await;
    let written = writing.join_next().await.context("there was no scribe")?.context("the scribe panicked")?;
    drop(beating);
    match leave(&app, &heartbeat).await.and(written) {
        Err(error) if *stops.borrow() && is_away(&error) => {
            tracing::warn!(error = format!("{error:#}"), "the last was not written; the next start finds it uncertain");
            Ok(())
        }
        ended => ended,
    }
}

/// What was still marked is nobody's now: it is uncertain from this moment, not only after the lease.
async fn leave(app: &App, heartbeat: &Heartbeat) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    heartbeat.stop(&tx).await?;
    take_over_ended(&tx, app.clock.now()).await?;
    Ok(tx.commit().await?)
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

async fn first_beat(app: &App, heartbeat: &Heartbeat, pulse: &Pulse, stopping: &watch::Receiver<bool>) {
    while let Err(error) = heartbeat.beat(app).await {
        tracing::warn!(error = format!("{error:#}"), "the database does not answer; mail waits");
        if rest_or_stop(pulse, stopping).await {
            return;
        }
    }
}

/// No mail leaves before what is noted about its relay has a place.
async fn first_mention(app: &App, pulse: &Pulse, stopping: &watch::Receiver<bool>) {
    while let Err(error) = remember(app).await {
        tracing::warn!(error = format!("{error:#}"), "the relays cannot be noted; mail waits");
        if rest_or_stop(pulse, stopping).await {
            return;
        }
    }
}

/// No mail leaves before it is known who signs it.
async fn first_signer(app: &App, pulse: &Pulse, stopping: &watch::Receiver<bool>) {
    while let Err(error) = signer(app).await {
        if is_away(&error) {
            tracing::warn!(error = format!("{error:#}"), "the database does not answer; mail waits");
        } else {
            tracing::error!(error = format!("{error:#}"), "the signing key cannot be read; mail waits");
        }
        if rest_or_stop(pulse, stopping).await {
            return;
        }
    }
}

/// Whether it is the database that did not answer.
fn is_away(error: &anyhow::Error) -> bool {
    error.is::<Elapsed>() || error.downcast_ref().is_some_and(store::passes_by_itself)
}

/// Rests before what did not go is tried again, alive; `true` when the process stops.
async fn rest_or_stop(pulse: &Pulse, stopping: &watch::Receiver<bool>) -> bool {
    pulse.beat();
    pulse.round();
    tokio::time::sleep(REST).await;
    *stopping.borrow()
}

/// Who signs, asked with an end: what asks for it must come around.
async fn signer(app: &App) -> anyhow::Result<()> {
    timeout(BEAT, app.rooms.beat(app)).await.context("the database did not answer in time")?
}

async fn beat(app: App, heartbeat: Arc<Heartbeat>, pulse: Arc<Pulse>) {
    for beats in 0_u64.. {
        if beats.is_multiple_of(SAYS_THE_TIME) {
            compare_clocks(&app).await;
        }
        tokio::time::sleep(BEAT).await;
        pulse.beat();
        if let Err(error) = heartbeat.beat(&app).await {
            tracing::warn!(error = format!("{error:#}"), "the heartbeat was not written");
        }
        if let Err(error) = signer(&app).await {
            tracing::warn!(error = format!("{error:#}"), "the signing key was not read again");
        }
    }
}

/// Says that this machine's clock is not the database's: forms, links and letters carry moments to other nodes.
async fn compare_clocks(app: &App) {
    if let Ok(Ok(Some(by))) = timeout(BEAT, app.store.clock_differs(app.clock.now())).await {
        tracing::warn!(seconds = by.as_secs(), "the clocks of this machine and of the database differ; set them right");
    }
}

/// On SQLite, the lock that says that no other process serves this file. Whoever holds it knows that all other workers
/// are dead and need not wait for their leases to end. The system releases it however the process ends.
fn serve_alone(app: &App) -> anyhow::Result<Option<File>> {
    let Some(file) = app.store.file() else { return Ok(None) };
    let lock = File::create(file.with_extension("lock")).context("cannot make the lock file beside the database")?;
    if lock.try_lock().is_err() {
        bail!("another process already serves {}", file.display());
    }
    Ok(Some(lock))
}

/// Takes over what dead workers left: on SQLite, every other one is dead.
async fn take_over_dead(app: &App) -> anyhow::Result<()> {
    let tx = app.store.begin_write().await?;
    if app.store.file().is_some() {
        store::end_beats(&tx, None).await?;
    }
    take_over_ended(&tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}
