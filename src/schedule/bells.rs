//! Ringing the bells that the rooms bring.

use std::sync::Arc;

use anyhow::{Context, anyhow};
use sea_orm::DbErr;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_cron_scheduler::{Job, JobScheduler};

use crate::app::App;
use crate::store;

type Bell = crate::room::Bell<App>;

/// Starts the bells. Each also rings once at once: what was due while the process was down is due now. The first one
/// has rung when this returns, so that the silence of that time is over before anybody asks whether we are ready.
///
/// # Errors
/// When the scheduler cannot start.
pub async fn start(app: &App) -> anyhow::Result<JobScheduler> {
    let scheduler = JobScheduler::new().await.context("the bells cannot start")?;
    let ropes: Vec<_> = app.rooms.bells().into_iter().map(|bell| Rope::of(app, bell)).collect();
    for rope in &ropes {
        let job = Job::new_async(rope.bell.when, {
            let rope = rope.clone();
            move |_, _| {
                let rope = rope.clone();
                Box::pin(async move { rope.pull().await })
            }
        })?;
        scheduler.add(job).await?;
    }
    scheduler.start().await?;
    let mut at_once = ropes.into_iter();
    if let Some(first) = at_once.next() {
        first.pull().await;
    }
    tokio::spawn(async move {
        for rope in at_once {
            rope.pull().await;
        }
    });
    Ok(scheduler)
}

/// What a bell of this process is rung by.
#[derive(Clone)]
struct Rope {
    app: App,
    bell: &'static Bell,
    /// One for each ringing that may begin.
    free: Arc<Semaphore>,
}

impl Rope {
    fn of(app: &App, bell: &'static Bell) -> Self {
        Self { app: app.clone(), bell, free: Arc::new(Semaphore::new(bell.abreast)) }
    }

    /// Rings, unless as many as may are at it still. What goes wrong is logged: the bell rings again.
    async fn pull(&self) {
        let Ok(_one) = self.free.try_acquire() else { return };
        match self.ring().await {
            Ok(()) => {}
            Err(error) if passes(&error) => {
                tracing::warn!(
                    bell.name = self.bell.name,
                    error = format!("{error:#}"),
                    "a bell waits for the database"
                );
            }
            Err(error) => {
                tracing::error!(
                    bell.name = self.bell.name,
                    error = format!("{error:#}"),
                    "a bell failed; it rings again"
                );
            }
        }
    }

    /// Calls what the bell calls, on its own: one that panics or hangs ends alone.
    async fn ring(&self) -> anyhow::Result<()> {
        let (app, bell) = (self.app.clone(), self.bell);
        let mut ringing = tokio::spawn(async move { ring(&app, bell).await });
        if let Ok(rung) = timeout(bell.within, &mut ringing).await {
            return rung.with_context(|| format!("the bell {} panicked", bell.name))?;
        }
        ringing.abort();
        Err(anyhow!("the bell {} did not end in time", bell.name))
    }
}

/// Whether the database only does not answer now, or is being closed.
fn passes(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref::<DbErr>(), Some(DbErr::Conn(_) | DbErr::ConnectionAcquire(_)))
}

async fn ring(app: &App, bell: &Bell) -> anyhow::Result<()> {
    (bell.call)(app).await.with_context(|| format!("the bell {}", bell.name))?;
    let tx = app.store.begin_write().await?;
    store::note_ring(&tx, bell.name, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}
