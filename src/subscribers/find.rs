//! Reads for verbs and pages.

use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::app::App;
use crate::base::Instant;
use crate::base::id::{PersonId, PublicationId, SignUpId};
use crate::base::page::Page;
use crate::people::Person;
use crate::returns;
use crate::store::sql;
use crate::store::tables::states::DeliveryState;
use crate::store::tables::{
    consents, deliveries, people, sendings, sign_up_publications, sign_ups, subscriptions, suppressions,
};

/// A subscription as the pages show it.
pub(super) type Subscription = subscriptions::Model;
/// A row of evidence.
pub(super) type Consent = consents::Model;

const PAGE: usize = 50;

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

/// What staff look for in the list of subscribers.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    /// The beginning of an address, or a part of a name.
    pub(super) words: String,
    /// Only who can be reached through this publication.
    pub(super) publication: Option<PublicationId>,
    /// After the person of this id.
    pub(super) after: Option<i64>,
}

/// A page of everyone who is or was subscribed, in the order in which we met them.
pub(super) async fn subscribers(on: &impl ConnectionTrait, search: &Search) -> Result<Page<Person>, DbErr> {
    let subscribed = match search.publication {
        Some(publication) => reachable(publication),
        None => Query::select().column(subscriptions::Column::PersonId).from(subscriptions::Entity).to_owned(),
    };
    let mut query = people::Entity::find()
        .filter(people::Column::Id.in_subquery(subscribed))
        .order_by_asc(people::Column::Id)
        .limit(PAGE as u64 + 1);
    if let Some(after) = search.after {
        query = query.filter(people::Column::Id.gt(after));
    }
    if !search.words.is_empty() {
        query = query.filter(found_by(&search.words));
    }
    Ok(Page::of(query.all(on).await?, PAGE, |person| person.id.0))
}

fn found_by(words: &str) -> Condition {
    let lower = words.to_lowercase();
    let starts = LikeExpr::new(format!("{}%", escaped(&lower))).escape('!');
    let holds = |text: &str| LikeExpr::new(format!("%{}%", escaped(text))).escape('!');
    let name = || Expr::col(people::Column::Name);
    // SQLite folds only ASCII, so a name is also compared as it was typed.
    Condition::any()
        .add(Expr::col(people::Column::AddressKey).like(starts))
        .add(Expr::expr(Func::lower(name())).like(holds(&lower)))
        .add(name().like(holds(words)))
}

/// A text that means itself in a LIKE with the escape `!`.
fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// What became of one letter to a person.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) label: String,
    pub(super) opened_at: Instant,
    pub(super) state: DeliveryState,
}

/// A person's consents and letters, newest first, at most 100 each.
pub(super) async fn history_of(
    on: &impl ConnectionTrait,
    person: PersonId,
) -> Result<(Vec<Consent>, Vec<Sent>), DbErr> {
    let consents = consents::Entity::find()
        .filter(consents::Column::PersonId.eq(person))
        .order_by_desc(consents::Column::At)
        .order_by_desc(consents::Column::Id)
        .limit(100)
        .all(on)
        .await?;
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
