//! Opening a sending: the letter and the audience freeze in the transaction that is handed in.

use sea_orm::sea_query::{CommonTableExpression, Condition, Expr, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, Set};

use super::hand_over::hold_moves;
use crate::app::App;
use crate::base::Instant;
use crate::base::id::{PublicationId, SendingId};
use crate::mail::Frozen;
use crate::room::Bar;
use crate::store::tables::states::{DeliveryState, Lane, OnUncertain, SendingState};
use crate::store::tables::{deliveries, letters, sendings};
use crate::store::{DatabaseTransaction, Engine, sql};

/// What a sending is opened with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// What staff call it.
    pub label: String,
    /// The publication whose leavers are withdrawn from it; `None` for letters that one cannot leave.
    pub publication: Option<PublicationId>,
    /// The letter, once per language of readers. The first one also serves readers of other languages.
    pub letters: Vec<Frozen>,
    /// What becomes of uncertain deliveries.
    pub on_uncertain: OnUncertain,
    /// After this moment nothing more goes out.
    pub not_after: Option<Instant>,
}

/// Opens a sending to the people that `audience` selects: a query of one column, the id of a person, evaluated now.
/// People appear once, however often the query names them, and not at all when a room bars them from everything.
///
/// # Errors
/// The database's; the caller's transaction is then lost as a whole.
pub async fn open(
    tx: &DatabaseTransaction,
    app: &App,
    opening: &Opening,
    audience: SelectStatement,
) -> Result<SendingId, DbErr> {
    hold_moves(tx).await?;
    let id = freeze(tx, app, opening, Lane::Bulk).await?;
    let insert = Query::insert()
        .into_table(deliveries::Entity)
        .columns([
            deliveries::Column::SendingId,
            deliveries::Column::Lane,
            deliveries::Column::State,
            deliveries::Column::Attempts,
            deliveries::Column::PersonId,
        ])
        .select_from(rows(app, id, audience))
        .map_err(|error| DbErr::Custom(error.to_string()))?
        .to_owned();
    tx.execute(&insert).await?;
    if app.store.engine() == Engine::Postgres {
        // Without fresh statistics the planner scans the whole sending for every claim.
        tx.execute_raw(sql(tx, "ANALYZE deliveries", [])).await?;
    }
    Ok(id)
}

/// The rows of the ledger, in the order of its keys: in any other order a million rows touch three pages of indexes each,
/// which takes three times as long. The audience's one column gets a name of ours by standing in a CTE: whatever the room
/// that made the query called it, a wrong name would become a string constant on SQLite. It goes by the name of `people`, because
/// that is what rooms say of whom they bar.
fn rows(app: &App, id: SendingId, audience: SelectStatement) -> SelectStatement {
    let named = CommonTableExpression::new().table_name("audience").column("id").query(audience).to_owned();
    let barred = app.rooms.bars().filter_map(|bar| match bar {
        Bar::All { barred, .. } => Some(Expr::cust(format!("NOT EXISTS ({barred})"))),
        Bar::Publications { .. } => None,
    });
    Query::select()
        .distinct()
        .expr(Expr::value(id.0))
        .expr(Expr::value(Lane::Bulk.word()))
        .expr(Expr::value(DeliveryState::Pending.word()))
        .expr(Expr::value(0))
        .column(("people", "id"))
        .from_as("audience", "people")
        .cond_where(barred.fold(Condition::all(), Condition::add))
        .order_by(("people", "id"), Order::Asc)
        .with_cte(Query::with().cte(named).to_owned())
        .to_owned()
}

/// Writes the sending and its frozen letters, without recipients.
pub(super) async fn freeze(
    tx: &DatabaseTransaction,
    app: &App,
    opening: &Opening,
    lane: Lane,
) -> Result<SendingId, DbErr> {
    let now = app.clock.now();
    let hashes: Vec<_> = opening.letters.iter().map(Frozen::hash).collect();
    let sending = sendings::ActiveModel {
        lane: Set(lane),
        label: Set(opening.label.clone()),
        publication_id: Set(opening.publication),
        nonce: Set(app.random.bytes::<16>().to_vec()),
        state: Set(SendingState::Open),
        reason: Set(String::new()),
        on_uncertain: Set(opening.on_uncertain),
        not_after: Set(opening.not_after),
        frozen_hash: Set(crate::base::secrets::sha256_hex(hashes.concat().as_bytes())),
        opened_at: Set(now),
        changed_at: Set(now),
        ..Default::default()
    };
    let id = sendings::Entity::insert(sending).exec(tx).await?.last_insert_id;
    for (letter, hash) in opening.letters.iter().zip(hashes) {
        let row = letters::ActiveModel {
            sending_id: Set(id),
            language: Set(letter.language),
            subject: Set(letter.subject.clone()),
            frozen: Set(Some(letter.to_bytes())),
            hash: Set(hash),
        };
        letters::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(id)
}
