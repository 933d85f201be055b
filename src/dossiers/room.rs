//! What the house must know of this room.

mod acts;
mod tables;

use crate::app::{App, Room};
use crate::base::Both;
use crate::base::id::ActorId;
use crate::room::{Kind, Processing, Rule, Seek, Start, Take, backed_up};
use crate::web::Access;
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    public: Some(super::web::public_routes),
    staff: Some(super::web::staff_routes),
    menu: &[
        Line::at(17, Group::Site, "/dossiers", Both("Dossiers", "Dossiers")),
        Line::at(226, Group::Reach, "/beheer/dossiers", Both("Dossiers", "Dossiers")),
    ],
    tables: tables::TABLES,
    backup: backed_up![
        dossiers,
        dossier_themes,
        dossier_actors,
        dossier_keys,
        dossier_sources,
        dossier_entries,
        dossier_entry_sources,
        dossier_cleared,
        dossier_publications
    ],
    kinds: &[&NAMES],
    rules: RULES,
    acts: acts::ALL,
    words: &[
        ("actor", Both("persoon", "person")),
        ("entry", Both("gebeurtenis", "entry")),
        ("source", Both("bron", "source")),
    ],
    demo: Some(|app| Box::pin(super::demo::demo(app))),
    seeks: &[Seek {
        name: Both("Dossiers", "Dossiers"),
        access: Access::Editor,
        list: "/beheer/dossiers",
        goes_on: false,
        find: |app, sought, language| Box::pin(super::seek::dossiers(app, sought, language)),
    }],
    starts: &[Start {
        label: Both("Nieuw dossier", "New dossier"),
        access: Access::Editor,
        page: "/beheer/dossiers/nieuw",
    }],
    ..Room::named("dossiers")
};

/// Reconstructing what happened.
pub(super) const RECONSTRUCTING: Processing = Processing {
    word: "dossiers",
    turn: 46,
    of_readers: true,
    name: Both("Dossiers", "Dossiers"),
    whose: Both(
        "wie een rol had in wat er gebeurde, en medewerkers",
        "who had a role in what happened, and members of staff",
    ),
    purpose: Both(
        "vastleggen en openbaar maken wat er wanneer gebeurde; in het openbaar staan rollen, de naam ligt daar versleuteld naast",
        "recording and publishing what happened when; in the open there are roles, the name lies apart and encrypted",
    ),
    basis: Processing::TASK,
    source: Both("brieven, verslagen en andere stukken", "letters, minutes and other documents"),
    recipients: Processing::OURSELVES,
};

/// The names in dossiers.
pub(super) const NAMES: Kind = Kind {
    word: "dossier-names",
    turn: 31,
    of_readers: true,
    usual: 3_650,
    bounds: (365, 7_300),
    name: Both("Namen in dossiers", "Names in dossiers"),
    since: Both("de laatste wijziging van het dossier", "the last change of the dossier"),
    goes: Both(
        "de sleutel van elke naam, en daarmee de naam; de rol blijft. Een naam die nog in een tekst staat, blijft tot hij daar is vervangen",
        "the key of each name, and with it the name; the role stays. A name that still stands in a text stays until it is replaced there",
    ),
};

const RULES: &[Rule<App>] = &[Rule {
    kind: &NAMES,
    tables: &["dossier_keys", "dossier_actors"],
    over: "SELECT k.actor_id AS id, CAST(NULL AS BIGINT) AS person, d.changed_at AS at FROM dossier_keys k
           JOIN dossier_actors a ON a.id = k.actor_id JOIN dossiers d ON d.id = a.dossier_id WHERE d.changed_at <= ?",
    take: Take::Rows(|app, tx, rows| {
        Box::pin(async move {
            let ids: Vec<_> = rows.iter().map(|row| ActorId(row.id)).collect();
            super::forget_names(app, tx, &ids, app.clock.now()).await
        })
    }),
}];
