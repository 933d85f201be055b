//! What happened, in the order of time, with where it is written.
//!
//! A dossier gathers dated entries in themes, with turning points and numbered sources. Staff work in it; what is public is a
//! copy of it ([`Timeline`]) that was made when somebody published it and that has no place for what must not be public.
//!
//! - In the open an actor is a role. Their name lies apart, under a key of its own; texts refer to the actor by number (`@3`).
//!   Who destroys the key destroys the name.
//! - A dossier is published only when the check, over every field that goes public, finds no name in it and no address of a source
//!   that is not public.
//! - A key stays as long as its name stands in a text or in what is public: without it nobody could look for the name.
//! - Numbers of entries, sources and actors are given once. Public addresses hold numbers only.
//! - A date is kept as it was written; one rule ([`When`]) puts entries in order.
//! - The address of a source that is not public never leaves the staff pages.
//! - One sub-room, `deciding`: agreement asked in a dossier, point by point; what came of it becomes an entry.
//!
//! This room lays nothing out for confidential inspection and makes no PDF; bodies and their seats belong to `organisations`.

mod addresses;
mod arrange;
mod cast;
mod check;
mod cite;
mod deciding;
mod demo;
mod destroy;
mod dossier;
mod draft;
mod find;
mod mend;
mod names;
mod pages;
mod publish;
mod reply;
mod room;
mod seek;
mod take_along;
mod texts;
mod timeline;
mod web;
mod when;
mod write;

pub use crate::store::tables::states::{Agreement, DecisionState, Outcome, ThemeColour};
pub use arrange::{Direction, arrange};
pub use cast::{Role, cast, recast};
pub use cite::{SourceWanted, cite, drop_source, recite};
pub use deciding::{
    Answered, ByHand, Concluded, Concluding, Decision, DecisionMade, DecisionSaved, DecisionWanted, Given, Met,
    MoreTime, Opened, Point, PointChanged, PointWanted, Tally, WaitingDecision, add_point, answer, change_point, close,
    close_due, conclude, decision, forget_respondent, forget_respondents, give_more_time, make_decision, open,
    open_seen, remind, revoke, save_decision, waiting_decisions, withdraw_point,
};
pub use destroy::{Destroyed, destroy, forget_names};
pub use dossier::{EntryWanted, Theme, Wanted};
pub use draft::{Added, Made, Saved, make, save};
pub use mend::{Mended, clear, replace};
pub use publish::{Published, Withdrawn, publish, withdraw};
pub use room::ROOM;
pub use timeline::{Place, Timeline};
pub use when::{When, WhenFault};
pub use write::{rewrite, strike, write};

#[cfg(test)]
mod tests;
