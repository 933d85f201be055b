//! Which bells there are.

use std::future::Future;
use std::pin::Pin;

use anyhow::Context;
use sea_orm::ConnectionTrait;
use tokio_cron_scheduler::{Job, JobScheduler};

use crate::app::App;
use crate::store::sql;

type Ringing<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;

/// A bell: its name, when it rings (UTC, seconds first), and what it calls.
struct Bell {
    name: &'static str,
    when: &'static str,
    call: for<'a> fn(&'a App) -> Ringing<'a>,
}

/// All bells. Times are UTC, because a zoned bell drifts an hour when the clocks change.
const BELLS: &[Bell] = &[];

/// Starts the bells. Each also rings once at once: what was due while the process was down is due now.
///
/// # Errors
/// When the scheduler cannot start.
pub async fn start(app: &App) -> anyhow::Result<JobScheduler> {
    let scheduler = JobScheduler::new().await.context("the bells cannot start")?;
    for bell in BELLS {
        let app = app.clone();
        let job = Job::new_async(bell.when, move |_, _| {
            let app = app.clone();
            Box::pin(async move { ring_and_log(&app, bell).await })
        })?;
        scheduler.add(job).await?;
    }
    scheduler.start().await?;
    let app = app.clone();
    tokio::spawn(async move {
        for bell in BELLS {
            ring_and_log(&app, bell).await;
        }
    });
    Ok(scheduler)
}

/// Rings every bell once, in order: what tests do instead of waiting.
///
/// # Errors
/// The first error.
pub async fn ring_all(app: &App) -> anyhow::Result<()> {
    for bell in BELLS {
        ring(app, bell).await?;
    }
    Ok(())
}

async fn ring(app: &App, bell: &Bell) -> anyhow::Result<()> {
    (bell.call)(app).await.with_context(|| format!("the bell {}", bell.name))?;
    let tx = app.store.begin_write().await?;
    let rang = sql(
        &tx,
        "INSERT INTO bells (name, rang_at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET rang_at = excluded.rang_at",
        [bell.name.into(), app.clock.now().0.into()],
    );
    tx.execute_raw(rang).await?;
    tx.commit().await?;
    Ok(())
}

async fn ring_and_log(app: &App, bell: &Bell) {
    if let Err(error) = ring(app, bell).await {
        tracing::error!(bell.name = bell.name, error = format!("{error:#}"), "a bell failed; it rings again");
    }
}
