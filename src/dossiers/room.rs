//! What the house must know of this room.

mod acts;
mod tables;

use crate::app::{App, Room};
use crate::base::Both;
use crate::base::id::{ActorId, RespondentId};
use crate::room::{Forget, Kind, Processing, Rule, Seek, Start, Take, Tie, Turn, backed_up, bell};
use crate::store::tables::states::{Agreement, Outcome};
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
    bells: &[bell("decisions", "*/10 * * * * *", |app| Box::pin(super::close_due(app)))],
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
        dossier_publications,
        decisions,
        decision_points,
        decision_texts,
        decision_respondents,
        decision_letters,
        decision_answers
    ],
    kinds: &[&NAMES, &DECIDERS],
    rules: RULES,
    forget: &[Forget {
        turn: Turn::Before,
        call: |app, tx, who| Box::pin(async move { Ok(super::forget_respondent(tx, who.id, app.clock.now()).await?) }),
    }],
    ties: &[Tie::firm("SELECT 1 FROM decision_respondents WHERE decision_respondents.person_id = people.id")],
    acts: acts::ALL,
    vocabulary: &[Agreement::WORDS, Outcome::WORDS],
    facts: Some(|app, of, language| Box::pin(super::deciding::facts(app, of, language))),
    words: &[
        ("decisions.request", Both("vraag om akkoord", "request for agreement")),
        (
            "decisions.changed",
            Both("vraag om akkoord over een gewijzigd punt", "request for agreement on a changed point"),
        ),
        ("decisions.reminder", Both("herinnering aan een vraag om akkoord", "reminder of a request for agreement")),
        (
            "decisions.more-time",
            Both("langer de tijd voor een vraag om akkoord", "more time for a request for agreement"),
        ),
        ("changed", Both("gewijzigd punt", "changed point")),
        ("more-time", Both("langer de tijd", "more time")),
        ("request", Both("verzoek", "request")),
        ("reminder", Both("herinnering", "reminder")),
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

/// Asking for decisions.
pub(super) const DECIDING: Processing = Processing {
    word: "deciding",
    turn: 48,
    of_readers: true,
    name: Both("Besluiten vragen", "Asking for decisions"),
    whose: Both(
        "wie in een overleggroep zit of anders om akkoord is gevraagd, en medewerkers",
        "who sits in a body or was asked for agreement otherwise, and members of staff",
    ),
    purpose: Both(
        "punten voorleggen, per punt bewaren wie ermee instemde en op welke tekst, en vastleggen wat is besloten",
        "putting points to people, keeping who agreed to which text of each, and recording what was decided",
    ),
    basis: Processing::TASK,
    source: Both(
        "het register van overleggroepen, medewerkers, en de persoon zelf",
        "the register of bodies, members of staff, and the person",
    ),
    recipients: Processing::OURSELVES,
};

/// Who was asked for a decision.
pub(super) const DECIDERS: Kind = Kind {
    word: "deciders",
    turn: 32,
    of_readers: true,
    usual: 1_825,
    bounds: (365, 7_300),
    name: Both("Wie om een besluit is gevraagd", "Who was asked for a decision"),
    since: Both("de laatste dag waarop antwoorden kon", "the last day on which one could answer"),
    goes: Both(
        "de naam, de rol, de link en namens wie iemand antwoordde; het antwoord per punt blijft",
        "the name, the role, the link and on whose behalf somebody answered; the answer to each point stays",
    ),
};

const RULES: &[Rule<App>] = &[
    Rule {
        kind: &DECIDERS,
        tables: &["decision_respondents", "decision_answers", "people"],
        over: "SELECT r.id AS id, r.person_id AS person, d.deadline_at AS at FROM decision_respondents r
               JOIN decisions d ON d.id = r.decision_id WHERE r.person_id IS NOT NULL AND d.deadline_at <= ?",
        take: Take::AndWhoIsFree(|app, tx, rows| {
            Box::pin(async move {
                let ids: Vec<_> = rows.iter().map(|row| RespondentId(row.id)).collect();
                Ok(super::forget_respondents(tx, &ids, app.clock.now()).await?)
            })
        }),
    },
    Rule {
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
    },
];
