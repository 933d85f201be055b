//! Heeding what came back: a complaint leaves everything, a mail to the address in the header leaves its publication.
//!
//! `returns` keeps the feedback and stops what is on its way in the same transaction; this bell ends the subscriptions, with
//! evidence, within a second. Whichever process comes first does it, once.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Leaving, leave_everything};
use crate::app::App;
use crate::audit::Actor;
use crate::people::{self, Person};
use crate::returns;
use crate::store::DatabaseTransaction;
use crate::store::tables::{feedback, sendings};
use crate::subscribers::Channel;
use crate::subscribers::moving::{self, Since};

/// So many at one ring; the next second brings the next.
const MOST: u64 = 200;

/// Ends the subscriptions of those who complained or left by mail.
///
/// # Errors
/// The database's; what was heeded until then stays so.
pub async fn heed_feedback(app: &App) -> anyhow::Result<()> {
    let waiting = feedback::Entity::find()
        .filter(feedback::Column::HeededAt.is_null())
        // What a person wrote is for staff to heed.
        .filter(feedback::Column::Kind.is_in(["complaint", "leave"]))
        .order_by_asc(feedback::Column::Id)
        .limit(MOST)
        .all(app.store.read())
        .await?;
    for row in waiting {
        heed(app, &row).await?;
    }
    Ok(())
}

async fn heed(app: &App, row: &feedback::Model) -> Result<(), DbErr> {
    let tx = app.store.begin_write().await?;
    if returns::heed(&tx, row.id, app.clock.now()).await?
        && let Some(person) = hold_whom(&tx, row).await?
    {
        end(&tx, app, row, &person).await?;
    }
    tx.commit().await
}

/// Who it is about, held until the transaction ends. Whoever leaves by a mail in answer to a sending of before they moved
/// leaves where they are now; for a later one it is whoever has the address since.
async fn hold_whom(tx: &DatabaseTransaction, row: &feedback::Model) -> Result<Option<Person>, DbErr> {
    if let ("leave", Some(sending)) = (row.kind.as_str(), row.sending_id)
        && let Some(sending) = sendings::Entity::find_by_id(sending).one(tx).await?
    {
        return moving::hold_who_it_is_now(tx, row.person_id, Since::Moment(sending.opened_at)).await;
    }
    people::lock(tx, row.person_id).await
}

async fn end(tx: &impl ConnectionTrait, app: &App, row: &feedback::Model, person: &Person) -> Result<(), DbErr> {
    let now = app.clock.now();
    match (row.kind.as_str(), row.publication_id) {
        ("complaint", _) => leave_everything(tx, person, Channel::Complaint, now).await.map(drop),
        ("leave", Some(publication)) => {
            let leaving = Leaving { person, channel: Channel::Mail, reason: "", now };
            leaving.out_of(tx, Actor::Reader, publication).await.map(drop)
        }
        _ => Ok(()),
    }
}
