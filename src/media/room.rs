//! What the house must know of this room.

mod tables;

use super::acts::Act;
use crate::app::{App, Room};
use crate::base::Both;
use crate::base::id::MediaId;
use crate::room::{Kind, Processing, Rule, Seek, Start, Take, backed_up, bell};
use crate::web::Access;
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    staff: Some(super::web::routes),
    menu: &[Line::at(125, Group::Make, "/beheer/beelden", Both("Beeld", "Images"))],
    bells: &[bell("media", "0 20 3 * * *", |app| Box::pin(super::sweep(app)))],
    tables: tables::TABLES,
    backup: backed_up![media_papers, media, media_files, media_uses],
    kinds: &[&IMAGES],
    rules: RULES,
    acts: Act::ALL,
    seeks: &[Seek {
        name: Both("Beeld", "Images"),
        access: Access::Editor,
        list: "/beheer/beelden",
        goes_on: true,
        find: |app, sought, language| Box::pin(super::seek::images(app, sought, language)),
    }],
    starts: &[Start {
        label: Both("Beeld plaatsen", "Place an image"),
        access: Access::Editor,
        page: "/beheer/beelden/nieuw",
    }],
    ..Room::named("media")
};

/// Keeping images.
pub const PICTURING: Processing = Processing {
    word: "images",
    turn: 47,
    of_readers: false,
    name: Both("Beeld", "Images"),
    whose: Both(
        "medewerkers die beeld plaatsen, en wie op een foto staat",
        "members who place images, and who is in a photo",
    ),
    purpose: Both(
        "beeld bij artikelen en nummers tonen; waar en wanneer een foto is gemaakt, bewaren wij niet",
        "showing images with articles and issues; where and when a photo was taken is not kept",
    ),
    basis: Processing::TASK,
    source: Both("de medewerker die het beeld plaatst", "the member who places the image"),
    recipients: Both("lezers van wat is uitgegeven", "readers of what was published"),
};

/// Images that nothing shows.
pub(crate) const IMAGES: Kind = Kind {
    word: "images",
    turn: 125,
    of_readers: false,
    usual: 180,
    bounds: (30, 1095),
    name: Both("Beeld dat nergens staat", "Images that stand nowhere"),
    since: Both("het beeld nergens meer stond", "the image no longer stood anywhere"),
    goes: Both(
        "het beeld met zijn beschrijving; wat in een verstuurd nummer staat, blijft",
        "the image with its description; what stands in an issue that was sent stays",
    ),
};

const RULES: &[Rule<App>] = &[Rule {
    kind: &IMAGES,
    tables: &["media", "media_files"],
    over: "SELECT id, CAST(NULL AS BIGINT) AS person, idle_since AS at FROM media
           WHERE kept_at IS NULL AND idle_since <= ?
             AND NOT EXISTS (SELECT 1 FROM media_uses WHERE media_uses.media_id = media.id)",
    take: Take::Rows(|_, tx, rows| {
        Box::pin(async move {
            let idle: Vec<_> = rows.iter().map(|row| (MediaId(row.id), row.at)).collect();
            Ok(super::forget(tx, &idle).await?)
        })
    }),
}];
