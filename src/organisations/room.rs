//! What the house must know of this room.

mod tables;

use super::acts::Act;
use crate::app::{App, Room};
use crate::base::Both;
use crate::base::id::{ContactId, SeatId};
use crate::room::{Forget, Joins, Kind, Processing, Rule, Seek, Start, Take, Tie, Turn, backed_up, bell};
use crate::web::Access;
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    staff: Some(super::routes),
    menu: &[Line::at(220, Group::Reach, "/beheer/organisaties", Both("Organisaties", "Organisations"))],
    bells: &[bell("tasks", "15 * * * * *", |app| Box::pin(super::raise_tasks(app))).long()],
    tables: tables::TABLES,
    backup: backed_up![organisations, contacts, organisation_notes, bodies, body_members, tasks],
    kinds: &[&FORMER_CONTACTS],
    rules: RULES,
    forget: &[Forget {
        turn: Turn::Before,
        call: |app, tx, who| Box::pin(async move { Ok(super::forget(tx, who.id, app.clock.now()).await?) }),
    }],
    ties: &[
        Tie::firm("SELECT 1 FROM contacts WHERE contacts.person_id = people.id"),
        Tie::firm("SELECT 1 FROM body_members WHERE body_members.person_id = people.id"),
    ],
    acts: Act::ALL,
    vocabulary: &[super::OrganisationKind::WORDS, super::BodyKind::WORDS],
    words: &[
        ("new-contact", Both("er kwam een andere contactpersoon", "somebody else became the contact")),
        ("corrected", Both("het adres werd verbeterd", "the address was corrected")),
        ("put-aside", Both("opzij gelegd", "put aside")),
        ("gone", Both("vanzelf opgelost", "solved by itself")),
    ],
    joins: Some(Joins {
        names: |app| Box::pin(super::join::names(app.store.read())),
        join: |_, tx, who| Box::pin(super::join::join(tx, who)),
    }),
    seeks: &[
        Seek {
            name: Both("Organisaties", "Organisations"),
            access: Access::Editor,
            list: "/beheer/organisaties",
            goes_on: true,
            find: |app, sought, language| Box::pin(super::seek::organisations(app, sought, language)),
        },
        Seek {
            name: Both("Contactpersonen", "Contacts"),
            access: Access::Editor,
            list: "/beheer/organisaties",
            goes_on: false,
            find: |app, sought, language| Box::pin(super::seek::contacts(app, sought, language)),
        },
        Seek {
            name: Both("Overleggroepen", "Bodies"),
            access: Access::Editor,
            list: "/beheer/gremia",
            goes_on: true,
            find: |app, sought, language| Box::pin(super::seek::bodies(app, sought, language)),
        },
    ],
    starts: &[
        Start {
            label: Both("Nieuwe organisatie", "New organisation"),
            access: Access::Editor,
            page: "/beheer/organisaties/nieuw",
        },
        Start { label: Both("Nieuwe overleggroep", "New body"), access: Access::Editor, page: "/beheer/gremia/nieuw" },
    ],
    ..Room::named("organisations")
};

/// Knowing whom to ask at organisations, and in which bodies they sit.
pub const RELATIONS: Processing = Processing {
    word: "relations",
    turn: 40,
    of_readers: true,
    name: Both("Organisaties en hun contactpersonen", "Organisations and their contacts"),
    whose: Both(
        "contactpersonen van organisaties en leden van overleggroepen",
        "contacts of organisations and members of bodies",
    ),
    purpose: Both(
        "weten wie een organisatie of overleggroep vertegenwoordigt, en hen kunnen raadplegen",
        "knowing who represents an organisation or body, and being able to consult them",
    ),
    basis: Processing::TASK,
    source: Both(
        "de organisatie zelf, vastgelegd door een medewerker",
        "the organisation, recorded by a member of staff",
    ),
    recipients: Processing::OURSELVES,
};

/// Contacts of organisations and seats in bodies that ended.
pub(crate) const FORMER_CONTACTS: Kind = Kind {
    word: "former-contacts",
    turn: 30,
    of_readers: false,
    usual: 730,
    bounds: (90, 2_555),
    name: Both("Contactpersonen en leden van vroeger", "Former contacts and members"),
    since: Both("de laatste dag", "the last day"),
    goes: Both(
        "dat iemand contactpersoon of lid was, met de taken daarover; het adres als er verder niets bij hoort",
        "that somebody was a contact or member, with the tasks about it; the address when nothing else belongs to it",
    ),
};

const RULES: &[Rule<App>] = &[
    Rule {
        kind: &FORMER_CONTACTS,
        tables: &["contacts", "tasks", "people"],
        over: "SELECT id, person_id AS person, until_at AS at FROM contacts WHERE until_at <= ?",
        take: Take::AndWhoIsFree(|app, tx, rows| {
            Box::pin(async move {
                let ids: Vec<_> = rows.iter().map(|row| ContactId(row.id)).collect();
                Ok(super::forget_contacts(tx, &ids, app.clock.now()).await?)
            })
        }),
    },
    Rule {
        kind: &FORMER_CONTACTS,
        tables: &["body_members", "people"],
        over: "SELECT id, person_id AS person, until_at AS at FROM body_members WHERE until_at <= ?",
        take: Take::AndWhoIsFree(|_, tx, rows| {
            Box::pin(async move {
                let ids: Vec<_> = rows.iter().map(|row| SeatId(row.id)).collect();
                Ok(super::forget_seats(tx, &ids).await?)
            })
        }),
    },
];
