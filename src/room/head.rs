//! The head of letters: on whose behalf rooms write that stand before the centre.

use std::pin::Pin;

use crate::mail::Letterhead;
use crate::store::DatabaseTransaction;

/// What gives the head of the centre's letters; `None` before the centre is set up.
pub type HeadOf = for<'a> fn(
    &'a DatabaseTransaction,
) -> Pin<Box<dyn Future<Output = anyhow::Result<Option<Letterhead>>> + Send + 'a>>;
