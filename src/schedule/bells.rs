//! Which bells there are.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use sea_orm::ConnectionTrait;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_cron_scheduler::{Job, JobScheduler};

use crate::app::App;
use crate::store::sql;
use crate::{archive, delivery, desk, issues, organisations, privacy, returns, subscribers};

type Ringing<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;

/// A bell: its name, when it rings (UTC, seconds first), what it calls, how long that may take, and how many of its ringings
/// may go on at once.
#[derive(Debug)]
struct Bell {
    name: &'static str,
    when: &'static str,
    call: for<'a> fn(&'a App) -> Ringing<'a>,
    within: Duration,
    abreast: usize,
}

/// A step that waits for nobody: opening a sending to a million takes seconds.
const SHORT: Duration = Duration::from_mins(2);

/// What goes by everybody, or talks to another server.
const LONG: Duration = Duration::from_hours(2);

/// All bells. Times are UTC, because a zoned bell drifts an hour when the clocks change. What readers wait for rings
/// every second: asking whether anything is due costs one look at an index. A ringing that hangs is ended after its time,
/// and until then it does not pile up: each would hold a connection to a database that may have fallen silent.
const BELLS: &[Bell] = &[
    bell("issues", "* * * * * *", |app| Box::pin(move_issues(app))),
    bell("held", "*/10 * * * * *", |app| Box::pin(desk::tell_of_held(app))),
    bell("totals", "30 */10 * * * *", |app| Box::pin(delivery::keep_totals(app))).long(),
    bell("returns", "* * * * * *", |app| Box::pin(heed_returns(app))),
    bell("counts", "15 */10 * * * *", |app| Box::pin(subscribers::recount(app))).long(),
    bell("growth", "0 7 * * * *", |app| Box::pin(subscribers::count_growth(app))).long(),
    bell("tasks", "15 * * * * *", |app| Box::pin(organisations::raise_tasks(app))).long(),
    // A list can be looked at while another, a long one, is merged.
    bell("imports", "* * * * * *", |app| Box::pin(subscribers::move_imports(app))).long().abreast(2),
    bell("removals", "* * * * * *", |app| Box::pin(subscribers::go_on_taking_out(app))).long(),
    bell("moves", "0 11 2 * * *", |app| Box::pin(subscribers::settle_moves(app))).long(),
    // More than once in a night: a process that was killed while it purged leaves the rest to the next ring.
    bell("purge", "0 17 1-4 * * *", |app| Box::pin(privacy::purge(app))).long(),
    bell("erasures", "45 * * * * *", |app| Box::pin(privacy::finish_erasures(app))).long(),
    // Last, because a mailbox that does not answer takes minutes, and the first ringing goes one by one.
    bell("mailbox", "30 * * * * *", |app| Box::pin(returns::look_into_mailbox(app))).long(),
];

const fn bell(name: &'static str, when: &'static str, call: for<'a> fn(&'a App) -> Ringing<'a>) -> Bell {
    Bell { name, when, call, within: SHORT, abreast: 1 }
}

impl Bell {
    const fn long(self) -> Self {
        Self { within: LONG, ..self }
    }

    const fn abreast(self, abreast: usize) -> Self {
        Self { abreast, ..self }
    }
}

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
    let ropes: Vec<_> = BELLS.iter().map(|bell| Rope::of(app, bell)).collect();
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
        let rung = timeout(self.bell.within, ring(&self.app, self.bell)).await;
        let rung = rung.unwrap_or_else(|_| Err(anyhow!("the bell {} did not end in time", self.bell.name)));
        if let Err(error) = rung {
            tracing::error!(bell.name = self.bell.name, error = format!("{error:#}"), "a bell failed; it rings again");
        }
    }
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
