//! What the house must know of this room.

mod tables;

use super::acts::Act;
use crate::app::Room;
use crate::base::Both;
use crate::room::{Seek, Start, backed_up};
use crate::web::Access;
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    staff: Some(super::routes),
    menu: &[Line::at(230, Group::Reach, "/beheer/doelgroepen", Both("Doelgroepen", "Audiences"))],
    tables: tables::TABLES,
    backup: backed_up![audiences],
    acts: Act::ALL,
    seeks: &[Seek {
        name: Both("Doelgroepen", "Audiences"),
        access: Access::Editor,
        list: "/beheer/doelgroepen",
        goes_on: false,
        find: |app, sought, language| Box::pin(super::seek::audiences(app, sought, language)),
    }],
    starts: &[Start {
        label: Both("Nieuwe doelgroep", "New audience"),
        access: Access::Editor,
        page: "/beheer/doelgroepen/nieuw",
    }],
    ..Room::named("audiences")
};
