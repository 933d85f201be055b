//! Which bells there are.

use std::future::Future;
use std::pin::Pin;

use anyhow::Context;
use sea_orm::ConnectionTrait;
use tokio_cron_scheduler::{Job, JobScheduler};

use crate::app::App;
use crate::store::sql;
use crate::{archive, delivery, desk, issues, organisations, privacy, returns, subscribers};

type Ringing<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;

/// A bell: its name, when it rings (UTC, seconds first), and what it calls.
struct Bell {
    name: &'static str,
    when: &'static str,
    call: for<'a> fn(&'a App) -> Ringing<'a>,
}

/// All bells. Times are UTC, because a zoned bell drifts an hour when the clocks change. What readers wait for rings
/// every second: asking whether anything is due costs one look at an index.
const BELLS: &[Bell] = &[
    Bell { name: "issues", when: "* * * * * *", call: |app| Box::pin(move_issues(app)) },
    Bell { name: "held", when: "*/10 * * * * *", call: |app| Box::pin(desk::tell_of_held(app)) },
    Bell { name: "totals", when: "30 */10 * * * *", call: |app| Box::pin(delivery::keep_totals(app)) },
    Bell { name: "returns", when: "* * * * * *", call: |app| Box::pin(heed_returns(app)) },
    Bell { name: "counts", when: "15 */10 * * * *", call: |app| Box::pin(subscribers::recount(app)) },
    Bell { name: "growth", when: "0 7 * * * *", call: |app| Box::pin(subscribers::count_growth(app)) },
    Bell { name: "tasks", when: "15 * * * * *", call: |app| Box::pin(organisations::raise_tasks(app)) },
    Bell { name: "imports", when: "* * * * * *", call: |app| Box::pin(subscribers::move_imports(app)) },
    Bell { name: "removals", when: "* * * * * *", call: |app| Box::pin(subscribers::go_on_taking_out(app)) },
    Bell { name: "moves", when: "0 11 2 * * *", call: |app| Box::pin(subscribers::settle_moves(app)) },
    // More than once in a night: a process that was killed while it purged leaves the rest to the next ring.
    Bell { name: "purge", when: "0 17 1-4 * * *", call: |app| Box::pin(privacy::purge(app)) },
    Bell { name: "erasures", when: "45 * * * * *", call: |app| Box::pin(privacy::finish_erasures(app)) },
    // Last, because a mailbox that does not answer takes minutes, and the first ringing goes one by one.
    Bell { name: "mailbox", when: "30 * * * * *", call: |app| Box::pin(returns::look_into_mailbox(app)) },
];

/// Voids what was changed, starts what is due, archives what was started, and closes what was sent.
async fn move_issues(app: &App) -> anyhow::Result<()> {
    issues::void_changed(app).await?;
    issues::start_due(app).await?;
    archive::keep_started(app).await?;
    issues::close_sent(app).await
}

/// Reads what the relay refused, and ends subscriptions of those who complained or left by mail.
async fn heed_returns(app: &App) -> anyhow::Result<()> {
    returns::sweep_refusals(app).await?;
    subscribers::heed_feedback(app).await
}

/// Starts the bells. Each also rings once at once: what was due while the process was down is due now. The first one
/// has rung when this returns, so that the silence of that time is over before anybody asks whether we are ready.
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
    let mut at_once = BELLS.iter();
    if let Some(first) = at_once.next() {
        ring_and_log(app, first).await;
    }
    let app = app.clone();
    tokio::spawn(async move {
        for bell in at_once {
            ring_and_log(&app, bell).await;
        }
    });
    Ok(scheduler)
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
