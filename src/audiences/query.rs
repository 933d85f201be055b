//! The filter as a query. Every value is bound; the shape of the query comes from the shape of the tree alone.

use chrono::NaiveDate;
use sea_orm::sea_query::{Asterisk, Cond, Expr, ExprTrait as _, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, Iden};

use super::{Condition, Filter, Node, What};
use crate::base::Instant;
use crate::base::id::{AreaId, BodyId, PublicationId, SendingId, TopicId};
use crate::base::wall_time::date_of;
use crate::store::tables::states::DeliveryState;
use crate::store::tables::{
    areas, bodies, body_members, contacts, deliveries, organisations, people, person_areas, person_topics,
    subscriptions,
};
use crate::subscribers;

/// The people who can be reached, around which every condition stands.
const REACH: &str = "reach";
const PERSON: &str = "person_id";

/// Who of a publication's readers a filter means at a moment: a query of one column, `person_id`, each person once. It
/// is always a part of [`subscribers::reachable`].
#[must_use]
pub fn query(filter: &Filter, publication: PublicationId, now: Instant) -> SelectStatement {
    let mut query = Query::select()
        .column((REACH, PERSON))
        .from_subquery(subscribers::reachable(publication, now), REACH)
        .to_owned();
    let today = date_of(now);
    if let Some(who) = filter.who.tidy() {
        query.cond_where(condition(&who, today));
    }
    if let Some(except) = filter.except.tidy() {
        query.cond_where(condition(&except.negated(), today));
    }
    query
}

/// How many readers of a publication a filter means at a moment.
///
/// # Errors
/// The database's.
pub async fn count(
    on: &impl ConnectionTrait,
    filter: &Filter,
    publication: PublicationId,
    now: Instant,
) -> Result<i64, DbErr> {
    if filter.is_everyone() {
        return subscribers::count_reachable(on, publication, now).await;
    }
    // Nobody has two subscriptions to a publication, so rows are people.
    let many = Query::select()
        .expr_as(Func::count(Expr::col(Asterisk)), "many")
        .from_subquery(query(filter, publication, now), "audience")
        .to_owned();
    on.query_one(&many).await?.map_or(Ok(0), |row| row.try_get("", "many"))
}

fn condition(node: &Node, today: NaiveDate) -> Cond {
    let within = |start: Cond, nodes: &[Node]| nodes.iter().fold(start, |cond, node| cond.add(condition(node, today)));
    let cond = match &node.of {
        What::All(nodes) => within(Cond::all(), nodes),
        What::Any(nodes) => within(Cond::any(), nodes),
        What::One(one) => Cond::all().add(Expr::exists(facts(one, today))),
    };
    if node.not { cond.not() } else { cond }
}

/// The rows that make a condition true for the person at hand.
fn facts(condition: &Condition, today: NaiveDate) -> SelectStatement {
    match condition {
        Condition::Publication(id) => subscription(*id),
        Condition::Topic(id) => topic(*id),
        Condition::Area(id) => area(*id),
        Condition::OrganisationKind(kind) => {
            contact(today).and_where(col(organisations::Entity, organisations::Column::Kind).eq(kind.word())).to_owned()
        }
        Condition::Organisation(id) => {
            contact(today).and_where(col(organisations::Entity, organisations::Column::Id).eq(id.0)).to_owned()
        }
        Condition::Body(id) => seat(*id, today),
        Condition::Language(language) => of(people::Entity, people::Column::Id)
            .and_where(col(people::Entity, people::Column::Language).eq(language.tag()))
            .to_owned(),
        Condition::Since { publication, day } => subscription(*publication)
            .and_where(col(subscriptions::Entity, subscriptions::Column::ConfirmedAt).gte(day.begins().0))
            .to_owned(),
        Condition::Before { publication, day } => subscription(*publication)
            .and_where(col(subscriptions::Entity, subscriptions::Column::ConfirmedAt).lt(day.begins().0))
            .to_owned(),
        Condition::Received(id) => received(*id),
    }
}

fn col<T: Iden + 'static, C: Iden + 'static>(table: T, column: C) -> Expr {
    Expr::col((table, column))
}

/// The rows of a table that are the person's at hand.
fn of<T: Iden + Copy + 'static, C: Iden + 'static>(table: T, person: C) -> SelectStatement {
    Query::select()
        .expr(Expr::value(1))
        .from(table)
        .and_where(Expr::col((table, person)).equals((REACH, PERSON)))
        .to_owned()
}

fn subscription(id: PublicationId) -> SelectStatement {
    of(subscriptions::Entity, subscriptions::Column::PersonId)
        .and_where(col(subscriptions::Entity, subscriptions::Column::PublicationId).eq(id.0))
        .and_where(col(subscriptions::Entity, subscriptions::Column::WithdrawnAt).is_null())
        .to_owned()
}

fn topic(id: TopicId) -> SelectStatement {
    of(person_topics::Entity, person_topics::Column::PersonId)
        .and_where(col(person_topics::Entity, person_topics::Column::TopicId).eq(id.0))
        .to_owned()
}

/// The area itself, the regions in it, and the area that it is a region of.
fn area(id: AreaId) -> SelectStatement {
    let inside = Query::select()
        .column(areas::Column::Id)
        .from(areas::Entity)
        .and_where(Expr::col(areas::Column::ParentId).eq(id.0))
        .to_owned();
    let around = Query::select()
        .column(areas::Column::ParentId)
        .from(areas::Entity)
        .and_where(Expr::col(areas::Column::Id).eq(id.0))
        .and_where(Expr::col(areas::Column::ParentId).is_not_null())
        .to_owned();
    let chosen = || col(person_areas::Entity, person_areas::Column::AreaId);
    let means = Cond::any().add(chosen().eq(id.0)).add(chosen().in_subquery(inside)).add(chosen().in_subquery(around));
    of(person_areas::Entity, person_areas::Column::PersonId).cond_where(means).to_owned()
}

/// Terms that hold today, the last day included.
fn current<T: Iden + Copy + 'static, C: Iden + Copy + 'static>(
    table: T,
    (from, until): (C, C),
    today: NaiveDate,
) -> Cond {
    let today = today.to_string();
    let open = Cond::any().add(col(table, until).is_null()).add(col(table, until).gte(today.as_str()));
    Cond::all().add(col(table, from).lte(today.as_str())).add(open)
}

fn contact(today: NaiveDate) -> SelectStatement {
    use contacts::Column::{FromOn, OrganisationId, PersonId, UntilOn};
    of(contacts::Entity, PersonId)
        .inner_join(
            organisations::Entity,
            col(organisations::Entity, organisations::Column::Id).equals((contacts::Entity, OrganisationId)),
        )
        .and_where(col(organisations::Entity, organisations::Column::EndedAt).is_null())
        .cond_where(current(contacts::Entity, (FromOn, UntilOn), today))
        .to_owned()
}

fn seat(id: BodyId, today: NaiveDate) -> SelectStatement {
    use body_members::Column::{BodyId, FromOn, PersonId, UntilOn};
    of(body_members::Entity, PersonId)
        .inner_join(bodies::Entity, col(bodies::Entity, bodies::Column::Id).equals((body_members::Entity, BodyId)))
        .and_where(col(bodies::Entity, bodies::Column::Id).eq(id.0))
        .and_where(col(bodies::Entity, bodies::Column::EndedAt).is_null())
        .cond_where(current(body_members::Entity, (FromOn, UntilOn), today))
        .to_owned()
}

fn received(id: SendingId) -> SelectStatement {
    of(deliveries::Entity, deliveries::Column::PersonId)
        .and_where(col(deliveries::Entity, deliveries::Column::SendingId).eq(id.0))
        .and_where(col(deliveries::Entity, deliveries::Column::State).eq(DeliveryState::Accepted.word()))
        .to_owned()
}
