//! What we do with an answer: split it into points, weigh each, and publish all of them at once.
//!
//! - A point is a piece of one released version, by characters. A newer version moves no point and drops none.
//! - Every passage ends in a point, or is put aside with a reason that its organisation reads. Nothing is published while something is
//!   left, or a point has no disposition; and never by whoever offered it.
//! - Points that say the same have one answer; each keeps its number, its words and its organisation.
//! - What is public names an organisation only when it said so.

mod aside;
mod commit;
mod introduce;
mod left;
mod merge;
mod nota;
pub(super) mod pages;
mod paper;
mod point;
mod publish;
mod reaction;
mod split;
mod table;
pub(super) mod web;
mod weigh;

pub(super) use aside::take_back;
pub use aside::{Piece, PutAside, put_aside};
pub use commit::{Kept, Promised, keep, promise};
pub use introduce::{Introduced, introduce};
pub use merge::{Merged, merge, unmerge};
pub use publish::{Offered, Published, offer, publish};
pub(super) use reaction::{Answered, gather_now, hash_now};
pub use split::{Cut, Split, split};
pub use weigh::{Weighed, Weighing, weigh};

#[cfg(test)]
mod tests;
