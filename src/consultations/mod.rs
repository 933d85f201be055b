//! Asking councils and federations, and answering every point.
//!
//! A consultation is drafted, approved by a second person as exactly what it is, and opened: its organisations are asked by
//! letter, each contact with a link of their own. They answer together, without an account; one who may release does so.
//! What was released is split into points, every point gets a disposition with a reason, and the whole is published at once.
//!
//! - A GET changes nothing: mail scanners open every link.
//! - What an organisation writes is its own until it is released. Staff see that it writes, not what.
//! - A released version never changes. Points belong to the version that was split.
//! - A number of a point is given once, and every passage ends in a point or in a reason why it is none.
//! - Whoever cannot be reached was not asked, and is never counted as silent.
//! - Four sub-rooms: `answering` is what an organisation does by link, `entering` what came by another way, `enclosing` the files of
//!   both, `reacting` what we do with its answer.
//!
//! This room shows nothing confidential for inspection.

mod acts;
mod answering;
mod approve;
mod consultation;
mod demo;
mod draft;
mod elsewhere;
mod enclosing;
mod entering;
mod extend;
mod facts;
mod find;
mod forget;
mod invite;
mod letters;
mod lists;
mod open;
mod pages;
mod post;
mod reacting;
mod remind;
mod room;
mod seek;
mod texts;
mod turn;
mod web;

pub use crate::store::tables::states::{
    AskingLetter, ConsultationState, Declining, Disposition, EntrySource, LateBy, Openness, Part, QuestionKind, Verdict,
};
pub use answering::{Brought, Declined, Released, Written, bring, decline, release, revoke, type_along, write};
pub use approve::{Approved, approve};
pub use consultation::{Asked, Consultation, Deadline, Step, Wanted};
pub use draft::{Made, Saved, make, save};
pub use enclosing::{Added, Document, Placed, Titled, Version, attach, detach, place, take_out};
pub use entering::{Dates, Entered, Entering, Impossible, Settled, Settling, enter, settle, withdraw};
pub use extend::{Extended, TimeRefused, extend, refuse_time};
pub use forget::{forget, forget_invitees};
pub use invite::{Changed, invite, set_parts, uninvite};
pub use open::{Opened, open};
pub use reacting::{
    Cut, Kept, Merged, Offered, Piece, Promised, Published, PutAside, Split, Weighed, Weighing, introduce, keep, merge,
    offer, promise, publish, put_aside, split, unmerge, weigh,
};
pub use remind::remind;
pub use room::ROOM;

#[cfg(test)]
mod tests;
