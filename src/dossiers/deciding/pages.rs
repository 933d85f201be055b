//! Pages: those of staff, and the one of who answers.

mod changes;
mod ending;
mod form;
mod outcome;
mod overview;
mod own;
mod section;

pub(super) use ending::{close, more_time};
pub(super) use form::{Sheet, draft, point};
pub(super) use outcome::{Ending, outcome};
pub(super) use overview::{Overview, overview};
pub(super) use own::{Own, Typed, own, own_address, refused};
pub(in crate::dossiers) use section::section;
