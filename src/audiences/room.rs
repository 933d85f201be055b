//! What the house must know of this room.

mod acts;
mod tables;

use crate::app::Room;
use crate::base::Both;
use crate::web::layout::{Group, Line};

pub use acts::Act;

/// This room.
pub const ROOM: Room = Room {
    staff: Some(super::routes),
    menu: &[Line::at(230, Group::Reach, "/beheer/doelgroepen", Both("Doelgroepen", "Audiences"))],
    tables: tables::TABLES,
    acts: Act::ALL,
    ..Room::named("audiences")
};
