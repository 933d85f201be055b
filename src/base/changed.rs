//! What was prepared before a transaction and does not belong to it any more.

use std::error::Error;
use std::fmt;

/// What was prepared before the transaction is not what belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed;

impl fmt::Display for Changed {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("it changed while it was prepared")
    }
}

impl Error for Changed {}
