//! What the house must know of this room.

mod tables;

use super::acts::Act;
use crate::app::Room;
use crate::base::Both;
use crate::room::backed_up;
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    public: Some(super::public_routes),
    staff: Some(super::staff_routes),
    menu: &[Line::at(350, Group::SetUp, "/beheer/instellingen", Both("Instellingen", "Settings"))],
    tables: tables::TABLES,
    backup: backed_up![centre, set_up_links, publications, topics, areas],
    acts: Act::ALL,
    head: Some(|tx| Box::pin(async move { super::current(tx).await?.map(|centre| centre.letterhead()).transpose() })),
    ..Room::named("centre")
};
