//! What the house must know of this room.

mod tables;

use super::acts::Act;
use crate::app::Room;
use crate::base::Both;
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    staff: Some(super::routes),
    menu: &[Line::at(230, Group::Reach, "/beheer/doelgroepen", Both("Doelgroepen", "Audiences"))],
    tables: tables::TABLES,
    acts: Act::ALL,
    ..Room::named("audiences")
};
