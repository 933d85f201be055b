//! The pages of this room, one file for each place.

pub(super) mod join;
pub(super) mod members;
pub(super) mod mine;
pub(super) mod recover;
pub(super) mod sign_in;

use crate::web::components::moment;
