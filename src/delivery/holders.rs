//! Who has a letter already: for a corrected letter, which goes only to whoever has not received an earlier one.
//!
//! Raw SQL where the ledger is looked at by its index only, once for each sending.

use sea_orm::sea_query::{
    Alias, CommonTableExpression, Cond, Expr, ExprTrait as _, Func, Query, SelectStatement, UnionType,
};
use sea_orm::{ConnectionTrait, DbErr};

use super::engine::LEASE;
use crate::app::App;
use crate::base::id::SendingId;
use crate::store::sql;
use crate::store::tables::deliveries::{Column, Entity};
use crate::store::tables::states::{DeliveryReason, DeliveryState};

/// How many people earlier sendings reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holders {
    /// People whose mail was accepted.
    pub have: i64,
    /// People of whom nobody knows: their mail was handed over without an answer.
    pub perhaps: i64,
}

/// Leaves out of an audience whoever has a letter of one of these sendings or may have it, and addresses that one of
/// them found not to exist. `audience` is a query of one column, the id of a person.
#[must_use]
pub fn lacking(mut audience: SelectStatement, earlier: &[SendingId]) -> SelectStatement {
    if !earlier.is_empty() {
        let no_address = Cond::all()
            .add(state(DeliveryState::Refused))
            .add(Expr::col(Column::Class).eq(DeliveryReason::BadAddress.word()));
        let reached = Cond::any().add(has()).add(may_have()).add(no_address);
        audience.union(UnionType::Except, people_of(earlier, reached));
    }
    audience
}

/// How many people these sendings reached.
///
/// # Errors
/// The database's.
pub async fn holders(on: &impl ConnectionTrait, sendings: &[SendingId]) -> Result<Holders, DbErr> {
    if sendings.is_empty() {
        return Ok(Holders::default());
    }
    let mut perhaps = people_of(sendings, may_have());
    perhaps.union(UnionType::Except, people_of(sendings, has()));
    Ok(Holders { have: count(on, people_of(sendings, has())).await?, perhaps: count(on, perhaps).await? })
}

/// How many people an audience holds now.
///
/// # Errors
/// The database's.
pub async fn count(on: &impl ConnectionTrait, audience: SelectStatement) -> Result<i64, DbErr> {
    let named = CommonTableExpression::new().table_name("audience").column("person").query(audience).to_owned();
    let many = Query::select()
        .expr_as(Func::count_distinct(Expr::col("person")), Alias::new("many"))
        .from("audience")
        .with_cte(Query::with().cte(named).to_owned())
        .to_owned();
    on.query_one(&many).await?.map_or(Ok(0), |row| row.try_get("", "many"))
}

/// Whether it is not known yet whom these stopped sendings reached: a mail is still held by a worker, or a worker that
/// was writing when one of them was stopped may still bring a mark. The lease of a worker ends both.
///
/// # Errors
/// The database's.
pub async fn is_settling(on: &impl ConnectionTrait, app: &App, stopped: &[SendingId]) -> Result<bool, DbErr> {
    let recently = app.clock.now().minus(LEASE);
    for id in stopped {
        let held = sql(
            on,
            "SELECT 1 AS held FROM sendings WHERE id = ? AND (changed_at > ? OR EXISTS
               (SELECT 1 FROM deliveries WHERE sending_id = sendings.id AND state IN ('claimed', 'submitting')))",
            [id.0.into(), recently.0.into()],
        );
        if on.query_one_raw(held).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn people_of(sendings: &[SendingId], which: Cond) -> SelectStatement {
    Query::select()
        .column(Column::PersonId)
        .from(Entity)
        .and_where(Expr::col(Column::SendingId).is_in(sendings.iter().map(|id| id.0)))
        .cond_where(which)
        .to_owned()
}

fn has() -> Cond {
    Cond::all().add(state(DeliveryState::Accepted))
}

/// A row that was uncertain and waits for another attempt keeps "uncertain" as its class.
fn may_have() -> Cond {
    Cond::any()
        .add(state(DeliveryState::Submitting))
        .add(state(DeliveryState::Uncertain))
        .add(Expr::col(Column::Class).eq(DeliveryReason::Uncertain.word()))
}

fn state(state: DeliveryState) -> sea_orm::sea_query::Expr {
    Expr::col(Column::State).eq(state.word())
}
