//! What the house must know of this room.

mod tables;

use super::IssueState;
use super::acts::Act;
use crate::app::Room;
use crate::base::Both;
use crate::room::{Processing, bell};
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    staff: Some(super::routes),
    menu: &[
        Line::at(110, Group::Make, "/beheer/nummers", Both("Nummers", "Issues")),
        Line::at(120, Group::Make, "/beheer/artikelen", Both("Artikelen", "Articles")),
        Line::at(130, Group::Make, "/beheer/jaarplanning", Both("Jaarplanning", "Year plan")),
    ],
    bells: &[bell("asked", "*/10 * * * * *", |app| Box::pin(super::sending::tell_asked(app)))],
    tables: tables::TABLES,
    words: &[(super::sending::ASKED, Both("de vraag om goedkeuring", "the question for approval"))],
    vocabulary: &[IssueState::WORDS],
    acts: Act::ALL,
    uses: Some(|app, id, language| Box::pin(super::uses::uses_of(app, id, language))),
    ..Room::named("issues")
};

/// Publishing articles under their author's name.
pub const PUBLISHING: Processing = Processing {
    word: "publishing",
    turn: 70,
    of_readers: false,
    name: Both("Artikelen en archief", "Articles and archive"),
    whose: Both("schrijvers van artikelen, en medewerkers", "authors of articles, and members of staff"),
    purpose: Both(
        "artikelen onder de naam van hun schrijver uitgeven en als archiefstuk bewaren",
        "publishing articles under their author’s name and keeping them as records",
    ),
    basis: Processing::TASK,
    source: Both("de redactie", "the editors"),
    recipients: Both("iedereen: het archief is openbaar", "everyone: the archive is public"),
};
