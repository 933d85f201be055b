//! What the house must know of this room.

mod tables;

use super::acts::Act;
use crate::app::Room;
use crate::base::Both;
use crate::room::backed_up;
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    staff: Some(super::routes),
    menu: &[Line::at(340, Group::SetUp, "/beheer/afzender", Both("Afzender", "Sender"))],
    tables: tables::TABLES,
    backup: backed_up![signing_keys, domain_checks],
    acts: Act::ALL,
    beat: Some(|app| Box::pin(super::refresh_signing(app))),
    ..Room::named("sender")
};
