//! Asking for decisions: numbered points on which a body or people agree, on a condition or not, each by a link of their own.
//!
//! - An answer is a version after the one before it, never written over, and belongs to the version of the text that was read.
//! - A point that changes asks those again who answered it, about that point alone. A withdrawn point keeps its number.
//! - Silence is no answer. Who could not be written to was not asked, and is counted apart.
//! - Who sits in the body is seen on the day on which it is asked.
//! - What came of it becomes an entry of the dossier: the body and the counts, and no name.
//! - A GET changes nothing: mail scanners open every link.

mod answer;
mod close;
mod conclude;
mod decision;
mod draft;
mod extend;
mod facts;
mod find;
mod forget;
mod gather;
mod holder;
mod letters;
mod open;
mod pages;
mod point;
mod remind;
mod revoke;
mod texts;
mod turn;
mod waiting;
mod web;

pub use answer::{Answered, Given, Met, answer};
pub use close::{close, close_due};
pub use conclude::{Concluded, Concluding, conclude};
pub use decision::{ByHand, Decision, DecisionWanted, Point, PointWanted, Tally};
pub use draft::{DecisionMade, DecisionSaved, make_decision, save_decision};
pub use extend::{MoreTime, give_more_time};
pub(super) use facts::facts;
pub use find::decision;
pub(super) use find::{Listed, of_dossier};
pub use forget::{forget_respondent, forget_respondents};
pub use open::{Opened, open, open_seen};
pub(super) use pages::section;
pub use point::{PointChanged, add_point, change_point, withdraw_point};
pub use remind::remind;
pub use revoke::revoke;
pub use waiting::{WaitingDecision, waiting_decisions};
pub(super) use web::{public_routes, staff_routes};

#[cfg(test)]
mod tests;
