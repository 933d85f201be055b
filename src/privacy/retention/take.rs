//! Taking away what is over, by the verb of the room that wrote it.

use crate::app::App;
use crate::base::id::PersonId;
use crate::people;
use crate::privacy::erase::{Trace, forget_person};
use crate::room::{Over, Take};
use crate::store::DatabaseTransaction;

/// Takes rows away and gives how many.
pub(super) async fn take(app: &App, tx: &DatabaseTransaction, take: &Take<App>, rows: &[Over]) -> anyhow::Result<u64> {
    match take {
        Take::Rows(take) => take(app, tx, rows).await,
        Take::AndWhoIsFree(take) => {
            let many = take(app, tx, rows).await?;
            forget_who_is_free(app, tx, rows).await?;
            Ok(many)
        }
        Take::People { keep_out } => {
            let trace = if *keep_out { Trace::Hash } else { Trace::None };
            forget_people(app, tx, rows, trace).await
        }
    }
}

async fn forget_people(app: &App, tx: &DatabaseTransaction, rows: &[Over], trace: Trace) -> anyhow::Result<u64> {
    let mut many = 0;
    for id in rows.iter().filter_map(|row| row.person) {
        if let Some(person) = people::by_id(tx, PersonId(id)).await? {
            forget_person(tx, app, &person, trace).await?;
            many += 1;
        }
    }
    Ok(many)
}

/// Forgets those of these people whom nothing ties to the house any more, as if they had never been met.
async fn forget_who_is_free(app: &App, tx: &DatabaseTransaction, rows: &[Over]) -> anyhow::Result<()> {
    let mut ids: Vec<i64> = rows.iter().filter_map(|row| row.person).collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids.into_iter().map(PersonId) {
        if people::is_free(tx, app, id).await?
            && let Some(person) = people::by_id(tx, id).await?
        {
            forget_person(tx, app, &person, Trace::None).await?;
        }
    }
    Ok(())
}
