//! The pages of this room.

mod fields;
mod public;
mod set_up;
mod settings;

pub(super) use public::{accessibility, contact, not_set_up, privacy};
pub(super) use set_up::{set_up, set_up_done, set_up_used};
pub(super) use settings::{Difference, Settings, publication_form, settings};
