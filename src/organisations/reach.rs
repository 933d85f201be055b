//! Whether an organisation can be reached at all.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr};

use crate::base::id::OrganisationId;
use crate::store::tables::contacts::{Column, Entity};
use crate::store::tables::suppressions;

/// Whether an organisation can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reachability {
    /// So many of its contacts can be written to.
    Reachable(i64),
    /// It has contacts, and none of their addresses may be written to.
    Blocked(i64),
    /// It has no contact on that day.
    Nobody,
}

impl Reachability {
    /// Whether somebody there can be written to. Only then can silence be called "no answer".
    #[must_use]
    pub const fn is_reachable(self) -> bool {
        matches!(self, Self::Reachable(_))
    }
}

/// How these organisations can be reached on a day. Each of them has an answer. Whoever asks organisations something and
/// counts who did not answer must leave out those that are not reachable: nobody there was asked.
///
/// # Errors
/// The database's.
pub async fn reachability(
    on: &impl ConnectionTrait,
    today: NaiveDate,
    of: &[OrganisationId],
) -> Result<BTreeMap<OrganisationId, Reachability>, DbErr> {
    let mut found: BTreeMap<_, _> = of.iter().map(|id| (*id, Reachability::Nobody)).collect();
    for some in of.chunks(500) {
        for row in on.query_all(&counts(today, some)).await? {
            let (all, blocked): (i64, i64) = (row.try_get("", "many")?, row.try_get("", "blocked")?);
            let reach =
                if all > blocked { Reachability::Reachable(all - blocked) } else { Reachability::Blocked(blocked) };
            found.insert(row.try_get("", "organisation_id")?, reach);
        }
    }
    Ok(found)
}

fn counts(today: NaiveDate, of: &[OrganisationId]) -> SelectStatement {
    let today = today.to_string();
    let blocked = Query::select()
        .column((suppressions::Entity, suppressions::Column::PersonId))
        .from(suppressions::Entity)
        .and_where(suppressions::Column::LiftedAt.is_null())
        .and_where(suppressions::Column::PersonId.is_not_null())
        .to_owned();
    // SQLite and PostgreSQL both count what a CASE leaves.
    let is_blocked = Expr::case(Expr::col((Entity, Column::PersonId)).in_subquery(blocked), 1);
    Query::select()
        .column(Column::OrganisationId)
        .expr_as(Func::count(Expr::col(Column::Id)), Alias::new("many"))
        .expr_as(Func::count(is_blocked), Alias::new("blocked"))
        .from(Entity)
        .and_where(Column::OrganisationId.is_in(of.iter().copied()))
        .and_where(Column::FromOn.lte(today.as_str()))
        .and_where(Column::UntilOn.is_null().or(Column::UntilOn.gte(today.as_str())))
        .group_by_col(Column::OrganisationId)
        .to_owned()
}
