//! What an event asks of those who come: what is on their plate, what they need to get in, what they want to hear about.
//!
//! - Each question says why it is asked and when its answers go; those about food and access are ready to take and go two weeks
//!   after the event.
//! - Who registers is asked on the form, and changes the answers on the page of their own. A colleague's answers are theirs: whoever
//!   filled them in does not see them again.
//! - What was answered stays in the words of the form. A question that was answered is ended, not taken away, and does not change
//!   its kind. One that must be answered stands in nobody's way: leaving, swapping and sending a colleague ask nothing.
//! - A question may be asked only of who chose something in an earlier one. What was typed into one that is not asked is not kept.

mod answer;
mod fields;
mod form;
mod new_question;
mod pages;
mod question;
mod ready;
mod save;
mod web;
mod when;

pub use answer::{Answered, set_answers};
pub(super) use answer::{forget, forget_due, of_event, of_registration, write};
pub(super) use fields::{fields, form_of};
pub use new_question::NewQuestion;
pub(super) use new_question::insert as insert_question;
pub use question::Question;
pub(super) use question::{open_of, read_all};
pub(super) use ready::{Ready, add_ready};
pub(super) use save::copy_along;
pub use save::{QuestionSaved, end_question, save_question};
pub(super) use web::routes;
pub use when::When;
