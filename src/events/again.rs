//! Beginning again. Two acts about one event may meet in the database: each waits for what the other holds, a unique rule finds
//! that somebody was first, or a lock took too long. One of them is then sent back, having written nothing, and begins anew.

use std::time::Duration;

use sea_orm::DbErr;

use crate::store::{Class, class_of};

/// How often an act begins again; the pauses double, so they are a third of a second together.
const TIMES: u32 = 6;

/// Does something in a transaction of its own until nobody else is in its way.
///
/// # Errors
/// Its own, and the last one when somebody stays in its way.
pub(super) async fn again<T, F>(once: impl Fn() -> F) -> anyhow::Result<T>
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
    matches!(class, Some(Class::Unique | Class::Retry))
}
