//! The filter as a query. Every value is bound; the shape of the query comes from the shape of the tree alone.
//!
//! How a fact is asked decides whether a million readers take half a second or half a minute, so it is chosen here:
//!
//! - A "not" stands at the facts, never around a group: PostgreSQL makes one join of a `NOT EXISTS` that stands by itself,
//!   and asks one within a negated group for every reader.
//! - SQLite looks a fact up for every reader (1.5 µs), or makes a list of everyone of whom it is so and looks into that
//!   (0.5 µs). A list pays when everyone is counted, and not when fifty readers are shown. PostgreSQL finds out by itself,
//!   and an `IN` would only keep it from doing so.
//! - A language is a column of the person and is read once, however many conditions name one.

use chrono::NaiveDate;
use sea_orm::sea_query::{Asterisk, Cond, Expr, ExprTrait as _, Func, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, Iden};

use super::{Condition, Filter, Node, What};
use crate::app::{App, Mark};
use crate::base::Instant;
use crate::base::id::{AreaId, BodyId, PersonId, PublicationId, SendingId, TopicId};
use crate::base::wall_time::date_of;
use crate::room::Marked;
use crate::store::Engine;
use crate::store::tables::states::DeliveryState;
use crate::store::tables::{
    areas, bodies, body_members, contacts, deliveries, organisations, people, person_areas, person_topics,
    subscriptions,
};
use crate::subscribers;

/// The people who can be reached, around which every condition stands.
const REACH: &str = "reach";
const PERSON: &str = "person_id";

/// When and where a filter is asked, and what rooms say of people.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The moment.
    pub now: Instant,
    /// The engine of the database.
    pub engine: Engine,
    /// The marks of all rooms.
    pub marks: Vec<&'static Mark>,
}

impl Asking {
    /// Now, in this house.
    #[must_use]
    pub fn of(app: &App) -> Self {
        Self { now: app.clock.now(), engine: app.store.engine(), marks: app.rooms.marks() }
    }
}

/// Who of a publication's readers a filter means at a moment: a query of one column, `person_id`, each person once. It
/// is always a part of [`subscribers::reachable`].
#[must_use]
pub fn query(filter: &Filter, publication: PublicationId, asking: &Asking) -> SelectStatement {
    let way = if asking.engine == Engine::Sqlite { Way::List } else { Way::Each };
    select(filter, publication, asking, way)
}

/// The first so many of the same people after a person, in the order of their ids. It looks at no more readers than it
/// needs.
pub(super) fn page(
    filter: &Filter,
    publication: PublicationId,
    (after, most): (Option<PersonId>, u64),
    asking: &Asking,
) -> SelectStatement {
    let mut query = select(filter, publication, asking, Way::Each);
    if let Some(after) = after {
        query.and_where(Expr::col((REACH, PERSON)).gt(after.0));
    }
    query.order_by((REACH, PERSON), Order::Asc).limit(most).to_owned()
}

fn select(filter: &Filter, publication: PublicationId, asking: &Asking, way: Way) -> SelectStatement {
    let asked = Asked { today: date_of(asking.now), marks: &asking.marks, way };
    let mut query = Query::select()
        .column((REACH, PERSON))
        .from_subquery(subscribers::reachable(publication, asking.now), REACH)
        .to_owned();
    if filter.conditions().iter().any(|condition| matches!(condition, Condition::Language(_))) {
        query.inner_join(people::Entity, col(people::Entity, people::Column::Id).equals((REACH, PERSON)));
    }
    if let Some(who) = filter.who.tidy() {
        query.cond_where(condition(&who, false, asked));
    }
    if let Some(except) = filter.except.tidy() {
        query.cond_where(condition(&except, true, asked));
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
    asking: &Asking,
) -> Result<i64, DbErr> {
    if filter.is_everyone() {
        return subscribers::count_reachable(on, publication, asking.now).await;
    }
    // Nobody has two subscriptions to a publication, so rows are people.
    let many = Query::select()
        .expr_as(Func::count(Expr::col(Asterisk)), "many")
        .from_subquery(query(filter, publication, asking), "audience")
        .to_owned();
    on.query_one(&many).await?.map_or(Ok(0), |row| row.try_get("", "many"))
}

/// How a fact is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// For each reader by itself.
    Each,
    /// By a list of everyone of whom it is so.
    List,
}

/// On which day facts must hold, and how they are asked.
#[derive(Clone, Copy)]
struct Asked<'a> {
    today: NaiveDate,
    marks: &'a [&'static Mark],
    way: Way,
}

/// A node, or with `turned` its opposite.
fn condition(node: &Node, turned: bool, asked: Asked<'_>) -> Cond {
    let turned = node.not != turned;
    let (nodes, is_all) = match &node.of {
        What::One(one) => return Cond::all().add(holds(one, turned, asked)),
        What::All(nodes) => (nodes, true),
        What::Any(nodes) => (nodes, false),
    };
    // Not all of them: one of them not. None of them: all of them not.
    let start = if is_all == turned { Cond::any() } else { Cond::all() };
    nodes.iter().fold(start, |cond, node| cond.add(condition(node, turned, asked)))
}

/// Whether a condition is true for the reader at hand, or with `turned` whether it is not.
fn holds(condition: &Condition, turned: bool, asked: Asked<'_>) -> Expr {
    let today = asked.today;
    match condition {
        Condition::Publication(id) => subscription(*id).each(turned),
        Condition::Topic(id) => topic(*id).asked(turned, asked.way),
        Condition::Area(id) => area(*id).asked(turned, asked.way),
        Condition::OrganisationKind(kind) => contact(today)
            .and(col(organisations::Entity, organisations::Column::Kind).eq(kind.word()))
            .asked(turned, asked.way),
        Condition::Organisation(id) => {
            contact(today).and(col(organisations::Entity, organisations::Column::Id).eq(id.0)).asked(turned, asked.way)
        }
        Condition::Body(id) => seat(*id, today).asked(turned, asked.way),
        Condition::Language(language) => {
            let known = col(people::Entity, people::Column::Language);
            if turned { known.ne(language.tag()) } else { known.eq(language.tag()) }
        }
        Condition::Since { publication, day } => subscription(*publication)
            .and(col(subscriptions::Entity, subscriptions::Column::ConfirmedAt).gte(day.begins().0))
            .each(turned),
        Condition::Before { publication, day } => subscription(*publication)
            .and(col(subscriptions::Entity, subscriptions::Column::ConfirmedAt).lt(day.begins().0))
            .each(turned),
        Condition::Received(id) => received(*id).each(turned),
        Condition::Mark { word, id } => match asked.marks.iter().find(|mark| mark.word == word) {
            Some(mark) => Facts::marked((mark.people)(*id)).asked(turned, asked.way),
            // No room says this any more: neither it nor its opposite is so of anybody, so nobody is written to by mistake.
            None => Expr::value(1).eq(0),
        },
    }
}

/// The rows that make a condition true, and the column that says for whom. That column is never NULL.
struct Facts {
    rows: SelectStatement,
    person: Expr,
}

impl Facts {
    fn of<T: Iden + Copy + 'static, C: Iden + 'static>(table: T, person: C) -> Self {
        Self { rows: Query::select().from(table).to_owned(), person: col(table, person) }
    }

    fn marked(Marked { rows, person }: Marked) -> Self {
        Self { rows, person }
    }

    fn and(mut self, so: Expr) -> Self {
        self.rows.and_where(so);
        self
    }

    fn asked(self, turned: bool, way: Way) -> Expr {
        match way {
            Way::Each => self.each(turned),
            Way::List => self.list(turned),
        }
    }

    fn each(mut self, turned: bool) -> Expr {
        let found =
            Expr::exists(self.rows.expr(Expr::value(1)).and_where(self.person.equals((REACH, PERSON))).to_owned());
        if turned { found.not() } else { found }
    }

    fn list(mut self, turned: bool) -> Expr {
        let (reader, list) = (Expr::col((REACH, PERSON)), self.rows.expr(self.person).to_owned());
        if turned { reader.not_in_subquery(list) } else { reader.in_subquery(list) }
    }
}

fn col<T: Iden + 'static, C: Iden + 'static>(table: T, column: C) -> Expr {
    Expr::col((table, column))
}

fn subscription(id: PublicationId) -> Facts {
    Facts::of(subscriptions::Entity, subscriptions::Column::PersonId)
        .and(col(subscriptions::Entity, subscriptions::Column::PublicationId).eq(id.0))
        .and(col(subscriptions::Entity, subscriptions::Column::WithdrawnAt).is_null())
}

fn topic(id: TopicId) -> Facts {
    Facts::of(person_topics::Entity, person_topics::Column::PersonId)
        .and(col(person_topics::Entity, person_topics::Column::TopicId).eq(id.0))
}

/// The area itself, the regions in it, and the area that it is a region of. They are rows of one small table, so that the
/// planner can tell how many people chose one of them.
fn area(id: AreaId) -> Facts {
    let own = |column| col(areas::Entity, column);
    let around = Query::select()
        .expr(Expr::col(("around", areas::Column::ParentId)))
        .from_as(areas::Entity, "around")
        .and_where(Expr::col(("around", areas::Column::Id)).eq(id.0))
        .to_owned();
    let means = Cond::any()
        .add(own(areas::Column::Id).eq(id.0))
        .add(own(areas::Column::ParentId).eq(id.0))
        .add(own(areas::Column::Id).eq(around));
    let these = Query::select().expr(own(areas::Column::Id)).from(areas::Entity).cond_where(means).to_owned();
    Facts::of(person_areas::Entity, person_areas::Column::PersonId)
        .and(col(person_areas::Entity, person_areas::Column::AreaId).in_subquery(these))
}

/// Terms that hold today, the last day included.
fn current<T: Iden + Copy + 'static, C: Iden + Copy + 'static>(
    table: T,
    (from, until): (C, C),
    today: NaiveDate,
) -> Expr {
    let today = today.to_string();
    let open = col(table, until).is_null().or(col(table, until).gte(today.as_str()));
    col(table, from).lte(today.as_str()).and(open)
}

fn contact(today: NaiveDate) -> Facts {
    use contacts::Column::{FromOn, OrganisationId, PersonId, UntilOn};
    let mut facts = Facts::of(contacts::Entity, PersonId);
    facts.rows.inner_join(
        organisations::Entity,
        col(organisations::Entity, organisations::Column::Id).equals((contacts::Entity, OrganisationId)),
    );
    facts.and(col(organisations::Entity, organisations::Column::EndedAt).is_null()).and(current(
        contacts::Entity,
        (FromOn, UntilOn),
        today,
    ))
}

fn seat(id: BodyId, today: NaiveDate) -> Facts {
    use body_members::Column::{BodyId, FromOn, PersonId, UntilOn};
    let mut facts = Facts::of(body_members::Entity, PersonId);
    facts
        .rows
        .inner_join(bodies::Entity, col(bodies::Entity, bodies::Column::Id).equals((body_members::Entity, BodyId)));
    facts
        .and(col(bodies::Entity, bodies::Column::Id).eq(id.0))
        .and(col(bodies::Entity, bodies::Column::EndedAt).is_null())
        .and(current(body_members::Entity, (FromOn, UntilOn), today))
}

fn received(id: SendingId) -> Facts {
    Facts::of(deliveries::Entity, deliveries::Column::PersonId)
        .and(col(deliveries::Entity, deliveries::Column::SendingId).eq(id.0))
        .and(col(deliveries::Entity, deliveries::Column::State).eq(DeliveryState::Accepted.word()))
}
