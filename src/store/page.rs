//! Pages of a table along its key.

use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SubQueryStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};

use crate::base::page::Page;

/// The rows of a query from the highest key down, at most `size`, below the key `before`. The key is a column of whole
/// numbers, and where a row has it.
///
/// # Errors
/// The database's.
pub async fn page_before<E: EntityTrait>(
    on: &impl ConnectionTrait,
    query: Select<E>,
    (column, key): (E::Column, impl Fn(&E::Model) -> i64),
    before: Option<i64>,
    size: usize,
) -> Result<Page<E::Model>, DbErr> {
    let query = query.apply_if(before, |query, before| query.filter(column.lt(before)));
    let rows = query.order_by_desc(column).limit(size as u64 + 1).all(on).await?;
    Ok(Page::of(rows, size, key))
}

/// The same from the lowest key up, above the key `after`.
///
/// # Errors
/// The database's.
pub async fn page_after<E: EntityTrait>(
    on: &impl ConnectionTrait,
    query: Select<E>,
    (column, key): (E::Column, impl Fn(&E::Model) -> i64),
    after: Option<i64>,
    size: usize,
) -> Result<Page<E::Model>, DbErr> {
    let query = query.apply_if(after, |query, after| query.filter(column.gt(after)));
    let rows = query.order_by_asc(column).limit(size as u64 + 1).all(on).await?;
    Ok(Page::of(rows, size, key))
}

/// Which way a list goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// From the lowest up.
    Up,
    /// From the highest down.
    Down,
}

/// The same by another column and then by key, after the row whose key is `after`: where it stands is looked up, so that
/// an address names only its key.
///
/// # Errors
/// The database's.
pub async fn page_sorted<E: EntityTrait>(
    on: &impl ConnectionTrait,
    query: Select<E>,
    (by, column, key): (E::Column, E::Column, impl Fn(&E::Model) -> i64),
    after: Option<i64>,
    size: usize,
    along: Along,
) -> Result<Page<E::Model>, DbErr> {
    let query = query.apply_if(after, |query, after| {
        let last = Query::select().column(by).from(E::default()).and_where(column.eq(after)).to_owned();
        let last = Expr::from(SubQueryStatement::from(last));
        let (beyond, next) = match along {
            Along::Up => (by.into_expr().gt(last.clone()), column.gt(after)),
            Along::Down => (by.into_expr().lt(last.clone()), column.lt(after)),
        };
        let beside = Condition::all().add(by.into_expr().eq(last)).add(next);
        query.filter(Condition::any().add(beyond).add(beside))
    });
    let order = match along {
        Along::Up => Order::Asc,
        Along::Down => Order::Desc,
    };
    let query = query.order_by(by, order.clone()).order_by(column, order);
    Ok(Page::of(query.limit(size as u64 + 1).all(on).await?, size, key))
}

/// A text that means itself in a LIKE with the escape `!`.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}
