//! Retention: how long the records of a room stay, which of them are over, and how they go.

use std::cmp::Ordering;
use std::pin::Pin;

use crate::base::{Both, Instant};
use crate::store::DatabaseTransaction;

/// A kind of record with a period.
#[derive(Debug)]
pub struct Kind {
    /// The word in the tables and in forms. It tells kinds apart.
    pub word: &'static str,
    /// Its turn on the page and in the purge. What others refer to goes last.
    pub turn: u16,
    /// Whether the privacy statement tells readers of it. The others are about members of staff and contacts.
    pub of_readers: bool,
    /// The period in days until somebody changes it.
    pub usual: i64,
    /// The shortest and the longest period in days.
    pub bounds: (i64, i64),
    /// What it is called.
    pub name: Both,
    /// From when its period counts.
    pub since: Both,
    /// What goes.
    pub goes: Both,
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.word == other.word
    }
}

impl Eq for Kind {}

impl PartialOrd for Kind {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Kind {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.turn, self.word).cmp(&(other.turn, other.word))
    }
}

/// A row that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Over {
    /// Its number.
    pub id: i64,
    /// The number of the person whose it is.
    pub person: Option<i64>,
    /// Since when its period counts.
    pub at: Instant,
}

/// What takes rows away, on its way; it gives how many.
pub type Taking<'a> = Pin<Box<dyn Future<Output = anyhow::Result<u64>> + Send + 'a>>;

/// The verb of a room that takes rows away.
pub type TakeRows<A> = for<'a> fn(&'a A, &'a DatabaseTransaction, &'a [Over]) -> Taking<'a>;

/// What happens to rows that are over.
#[derive(Debug)]
pub enum Take<A: 'static> {
    /// They go, and nothing else.
    Rows(TakeRows<A>),
    /// They go, and so do the people whose they were, when nothing else ties them to the house. An act of theirs could save
    /// them in this very moment, so they are held first.
    AndWhoIsFree(TakeRows<A>),
    /// The people whose they are go, with everything. With `true` the hash of the address stays and keeps old lists out.
    People {
        /// Whether the hash of the address stays.
        keep_out: bool,
    },
}

/// Which rows of a kind are over, and how they go.
#[derive(Debug)]
pub struct Rule<A: 'static> {
    /// The kind.
    pub kind: &'static Kind,
    /// The tables that it takes rows away from, or empties columns of.
    pub tables: &'static [&'static str],
    /// The only truth about "over": the dry run counts with it, the purge picks with it, and looks with it once more in the
    /// transaction that takes away. It gives three columns: `id`, `person` (whose it is, or NULL) and `at` (since when the
    /// period counts); its one `?` is the moment before which `at` must lie. Where it says `{untied}` stands, over a row of
    /// `people`, that nothing ties the person to the house but being a reader.
    pub over: &'static str,
    /// How they go.
    pub take: Take<A>,
}
