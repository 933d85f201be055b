//! The pages of this room.

mod accessibility;
mod fields;
mod public;
mod set_up;
mod settings;

pub(super) use accessibility::statement_form;
pub(super) use public::{accessibility_page, contact, how_to_reach, not_set_up};
pub(super) use set_up::{set_up, set_up_done, set_up_used};
pub(super) use settings::{Difference, Settings, publication_form, settings};
