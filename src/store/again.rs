//! Beginning again. Two acts about the same thing may meet in the database: each waits for what the other holds, a unique
//! rule finds that somebody was first, a lock took too long, or what was prepared before is not what is there any more. One
//! of them is then sent back, having written nothing, and begins anew.

use std::time::Duration;

use sea_orm::DbErr;

use super::class::{Class, class_of};
use crate::base::Changed;

/// How often an act begins again; the pauses double, so they are a third of a second together.
const TIMES: u32 = 6;

/// Does something in a transaction of its own until nobody else is in its way.
///
/// # Errors
/// Its own, and the last one when somebody stays in its way.
pub async fn again<T, F>(once: impl Fn() -> F) -> anyhow::Result<T>
where
    F: Future<Output = anyhow::Result<T>>,
{
    for time in 0..TIMES {
        match once().await {
            Err(error) if is_passing(&error) => tokio::time::sleep(Duration::from_millis(5 << time)).await,
            done => return done,
        }
    }
    once().await
}

fn is_passing(error: &anyhow::Error) -> bool {
    let class = error.downcast_ref::<DbErr>().map(class_of);
    matches!(class, Some(Class::Unique | Class::Retry)) || error.is::<Changed>()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::{TIMES, again};
    use crate::base::Changed;

    #[tokio::test]
    async fn what_changed_while_it_was_prepared_is_prepared_anew_and_not_for_ever() {
        let times = AtomicU32::new(0);
        let once = async || if times.fetch_add(1, Ordering::Relaxed) < 2 { Err(Changed.into()) } else { Ok("done") };
        assert_eq!(again(once).await.unwrap(), "done");
        times.store(0, Ordering::Relaxed);
        let never: anyhow::Result<()> = again(async || {
            times.fetch_add(1, Ordering::Relaxed);
            Err(Changed.into())
        })
        .await;
        assert!(never.unwrap_err().is::<Changed>());
        assert_eq!(times.load(Ordering::Relaxed), TIMES + 1);
    }
}
