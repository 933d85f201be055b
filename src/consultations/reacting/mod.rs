//! What we do with an answer: split it into points, weigh each, and publish all of them at once.
//!
//! - A point is a piece of one released version, by characters. A newer version moves no point and drops none.
//! - Nothing is published while a point has no disposition, or an answer no point; and never by whoever offered it.
//! - What is public names an organisation only when it said so.

mod commit;
mod introduce;
pub(super) mod pages;
mod point;
mod publish;
mod reaction;
mod split;
pub(super) mod web;
mod weigh;

pub use commit::{Kept, Promised, keep, promise};
pub use introduce::{Introduced, introduce};
pub use publish::{Offered, Published, offer, publish};
pub(super) use reaction::{Answered, gather_now, hash_now};
pub use split::{Cut, Split, split};
pub use weigh::{Weighed, Weighing, weigh};

#[cfg(test)]
mod tests;
