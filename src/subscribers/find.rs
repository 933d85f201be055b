//! Reads for verbs and pages.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::app::App;
use crate::base::Instant;
use crate::base::id::{PersonId, PublicationId, SignUpId};
use crate::people::Person;
use crate::store::sql;
use crate::store::tables::states::DeliveryState;
use crate::store::tables::{
    consents, deliveries, imports, sendings, sign_up_publications, sign_ups, subscriptions, suppressions,
};

/// A subscription as the pages show it.
pub(super) type Subscription = subscriptions::Model;
/// A row of evidence.
pub(super) type Consent = consents::Model;

/// The people who can be reached through a publication: a query of one column, `person_id`, of confirmed subscriptions
/// that were not withdrawn, of people whose address is not suppressed.
#[must_use]
pub fn reachable(publication: PublicationId) -> SelectStatement {
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
pub async fn count_reachable(on: &impl ConnectionTrait, publication: PublicationId) -> Result<i64, DbErr> {
    let count = sql(
        on,
        "SELECT COUNT(*) AS many FROM subscriptions WHERE publication_id = ? AND withdrawn_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.person_id = subscriptions.person_id AND s.lifted_at IS NULL)",
        [publication.0.into()],
    );
    on.query_one_raw(count).await?.map_or(Ok(0), |row| row.try_get("", "many"))
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

/// The publications that a sign-up asks for.
pub(super) async fn publications_of(on: &impl ConnectionTrait, id: SignUpId) -> Result<Vec<PublicationId>, DbErr> {
    let rows = sign_up_publications::Entity::find()
        .filter(sign_up_publications::Column::SignUpId.eq(id))
        .order_by_asc(sign_up_publications::Column::PublicationId)
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|row| row.publication_id).collect())
}

/// Which of these normalised addresses must not be written to, as hashes.
pub(super) async fn suppressed(on: &impl ConnectionTrait, hashes: Vec<String>) -> Result<Vec<String>, DbErr> {
    suppressions::Entity::find()
        .select_only()
        .column(suppressions::Column::Hash)
        .filter(suppressions::Column::Hash.is_in(hashes))
        .filter(suppressions::Column::LiftedAt.is_null())
        .into_tuple()
        .all(on)
        .await
}

/// Whether a person must not be written to.
pub(super) async fn is_suppressed(app: &App, on: &impl ConnectionTrait, person: &Person) -> Result<bool, DbErr> {
    let hash = app.secrets.suppression_hash(&person.address_key);
    Ok(!suppressed(on, vec![hash]).await?.is_empty())
}

/// The sign-up of an id, if it is this person's.
pub(super) async fn sign_up(
    on: &impl ConnectionTrait,
    id: SignUpId,
    person: PersonId,
) -> Result<Option<sign_ups::Model>, DbErr> {
    sign_ups::Entity::find_by_id(id).filter(sign_ups::Column::PersonId.eq(person)).one(on).await
}

/// What became of one letter to a person.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) label: String,
    pub(super) opened_at: Instant,
    pub(super) state: DeliveryState,
}

/// A person's consents and letters, newest first, at most 100 each. What came by an import has the basis of that import.
pub(super) async fn history_of(
    on: &impl ConnectionTrait,
    person: PersonId,
) -> Result<(Vec<Consent>, Vec<Sent>), DbErr> {
    let mut consents = consents::Entity::find()
        .filter(consents::Column::PersonId.eq(person))
        .order_by_desc(consents::Column::At)
        .order_by_desc(consents::Column::Id)
        .limit(100)
        .all(on)
        .await?;
    let by = consents.iter().filter_map(|row| row.import_id);
    let imports = imports::Entity::find().filter(imports::Column::Id.is_in(by)).all(on).await?;
    for row in &mut consents {
        if let Some(import) = imports.iter().find(|import| Some(import.id) == row.import_id) {
            row.basis.clone_from(&import.basis);
        }
    }
    let rows = deliveries::Entity::find()
        .filter(deliveries::Column::PersonId.eq(person))
        .order_by_desc(deliveries::Column::SendingId)
        .limit(100)
        .all(on)
        .await?;
    let of_sendings = rows.iter().map(|row| row.sending_id);
    let sendings = sendings::Entity::find().filter(sendings::Column::Id.is_in(of_sendings)).all(on).await?;
    let letters = rows.iter().filter_map(|row| {
        let sending = sendings.iter().find(|sending| sending.id == row.sending_id)?;
        Some(Sent { label: sending.label.clone(), opened_at: sending.opened_at, state: row.state })
    });
    Ok((consents, letters.collect()))
}
