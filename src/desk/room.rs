//! What the house must know of this room.

use super::acts::Act;
use crate::app::Room;
use crate::base::Both;
use crate::delivery::Missed;
use crate::room::bell;
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    staff: Some(super::routes),
    menu: &[
        Line::at(100, Group::Today, "/beheer", Both("Vandaag", "Today")),
        Line::at(240, Group::Reach, "/beheer/verzendingen", Both("Verzendingen", "Sendings")),
        Line::at(320, Group::SetUp, "/beheer/logboek", Both("Logboek", "Log")),
    ],
    bells: &[bell("held", "*/10 * * * * *", |app| Box::pin(super::tell_of_paused(app)))],
    vocabulary: &[Missed::WORDS],
    acts: Act::ALL,
    ..Room::named("desk")
};
