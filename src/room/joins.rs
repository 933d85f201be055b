//! Joining: how the people of a list come to belong to what another room keeps, by its name.

use std::pin::Pin;

use crate::base::Instant;
use crate::base::id::MemberId;
use crate::store::DatabaseTransaction;
use sea_orm::DbErr;

/// People of a list, and the names that stand beside them.
#[derive(Clone, Copy, Debug)]
pub struct Joiners<'a> {
    /// The normalised address of somebody we know, and the name in the form in which names are compared.
    pub named: &'a [(&'a str, &'a str)],
    /// Who of the staff brought the list; `None` for the terminal.
    pub by: Option<MemberId>,
    /// Now.
    pub at: Instant,
}

/// What comes of asking or joining.
pub type Joined<'a, T> = Pin<Box<dyn Future<Output = Result<T, DbErr>> + Send + 'a>>;

/// A room that people of a list can join something of.
#[derive(Debug)]
pub struct Joins<A: 'static> {
    /// The names that there are now, in the form in which they are compared (`base::words::fold`). Nothing is made by a
    /// name that is not among them.
    pub names: for<'a> fn(&'a A) -> Joined<'a, Vec<String>>,
    /// Lets them join, in the caller's transaction; whoever belongs there already is left as they are.
    pub join: for<'a> fn(&'a A, &'a DatabaseTransaction, Joiners<'a>) -> Joined<'a, ()>,
}
