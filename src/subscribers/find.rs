//! Reads for verbs and pages.
//!
//! Raw SQL where all readers are counted once.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::app::App;
use crate::base::Instant;
use crate::base::id::{PersonId, PublicationId, SignUpId};
use crate::delivery;
use crate::people::Person;
use crate::returns;
use crate::store::sql;
use crate::store::tables::{people, sign_up_publications, sign_ups, subscriptions, suppressions};

/// A subscription as the pages show it.
pub(super) type Subscription = subscriptions::Model;

/// The people who can be reached through a publication now: a query of one column, `person_id`, of confirmed
/// subscriptions that were not withdrawn, of people whose address is not suppressed and who did not ask for a pause. Who
/// pauses later is left out by `delivery` in the moment in which their mail would go.
#[must_use]
pub fn reachable(publication: PublicationId, now: Instant) -> SelectStatement {
    subscribed(publication)
        .and_where(Expr::col(subscriptions::Column::PersonId).not_in_subquery(paused(now)))
        .to_owned()
}

/// The people who asked for a pause that is not over.
fn paused(now: Instant) -> SelectStatement {
    Query::select()
        .column(people::Column::Id)
        .from(people::Entity)
        .and_where(Expr::col((people::Entity, people::Column::PausedUntil)).gt(now.0))
        .to_owned()
}

/// The same with those who pause.
pub(super) fn subscribed(publication: PublicationId) -> SelectStatement {
    Query::select()
        .column(subscriptions::Column::PersonId)
        .from(subscriptions::Entity)
        .and_where(subscriptions::Column::PublicationId.eq(publication))
        .and_where(subscriptions::Column::WithdrawnAt.is_null())
        .and_where(Expr::exists(suppression_in_force()).not())
        .to_owned()
}

/// The suppression in force of the person of a subscription.
fn suppression_in_force() -> SelectStatement {
    let of_person = Expr::col((suppressions::Entity, suppressions::Column::PersonId));
    Query::select()
        .expr(Expr::value(1))
        .from(suppressions::Entity)
        .and_where(of_person.equals((subscriptions::Entity, subscriptions::Column::PersonId)))
        .and_where(Expr::col((suppressions::Entity, suppressions::Column::LiftedAt)).is_null())
        .to_owned()
}

/// How many people can be reached through a publication now.
///
/// # Errors
/// The database's.
pub async fn count_reachable(
    on: &impl ConnectionTrait,
    publication: PublicationId,
    now: Instant,
) -> Result<i64, DbErr> {
    delivery::count(on, reachable(publication, now)).await
}

/// How many people have a subscription that was not withdrawn.
pub(super) async fn count_subscribers(on: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let count = sql(on, "SELECT COUNT(DISTINCT person_id) AS many FROM subscriptions WHERE withdrawn_at IS NULL", []);
    on.query_one_raw(count).await?.map_or(Ok(0), |row| row.try_get("", "many"))
}

/// A person's subscriptions, also those that were withdrawn.
pub(super) async fn subscriptions_of(
    on: &impl ConnectionTrait,
    people: &[PersonId],
) -> Result<Vec<Subscription>, DbErr> {
    subscriptions::Entity::find()
        .filter(subscriptions::Column::PersonId.is_in(people.iter().copied()))
        .order_by_asc(subscriptions::Column::PublicationId)
        .all(on)
        .await
}

/// The publications that a person is subscribed to now.
pub(super) async fn active_of(on: &impl ConnectionTrait, person: PersonId) -> Result<Vec<PublicationId>, DbErr> {
    let rows = subscriptions_of(on, &[person]).await?;
    Ok(rows.into_iter().filter(|row| row.withdrawn_at.is_none()).map(|row| row.publication_id).collect())
}

/// The publications that a sign-up asks for, each with what was shown then.
pub(super) async fn asked_for(
    on: &impl ConnectionTrait,
    id: SignUpId,
) -> Result<Vec<sign_up_publications::Model>, DbErr> {
    sign_up_publications::Entity::find()
        .filter(sign_up_publications::Column::SignUpId.eq(id))
        .order_by_asc(sign_up_publications::Column::PublicationId)
        .all(on)
        .await
}

/// Whether a person must not be written to, also when they ask for it themselves. Having been erased is no reason: only
/// lists are kept out by that.
pub(super) async fn is_suppressed(app: &App, on: &impl ConnectionTrait, person: &Person) -> Result<bool, DbErr> {
    returns::is_shut(on, app, &person.address_key).await
}

/// The sign-up of an id, if it is this person's.
pub(super) async fn sign_up(
    on: &impl ConnectionTrait,
    id: SignUpId,
    person: PersonId,
) -> Result<Option<sign_ups::Model>, DbErr> {
    sign_ups::Entity::find_by_id(id).filter(sign_ups::Column::PersonId.eq(person)).one(on).await
}
