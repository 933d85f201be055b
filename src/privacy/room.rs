//! What the house must know of this room.

mod tables;

use super::acts::Act;
use sea_orm::ConnectionTrait as _;

use crate::app::{App, Room};
use crate::base::Both;
use crate::room::{Forget, Kind, Over, Processing, Rule, Take, Turn, backed_up, bell};
use crate::store::{DatabaseTransaction, sql};
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    public: Some(super::public_routes),
    staff: Some(super::routes),
    menu: &[Line::at(330, Group::SetUp, "/beheer/privacy", Both("Privacy", "Privacy"))],
    bells: &[
        // More than once in a night: a process that was killed while it purged leaves the rest to the next ring.
        bell("purge", "0 17 1-4 * * *", |app| Box::pin(super::purge(app))).long(),
        bell("erasures", "45 * * * * *", |app| Box::pin(super::finish_erasures(app))).long(),
    ],
    tables: tables::TABLES,
    backup: backed_up![retention_periods, retention_runs, retention_gone, privacy_holds, erasures],
    kinds: &[&CODES, &REQUESTS],
    rules: RULES,
    forget: &[Forget { turn: Turn::Before, call: |_, tx, who| Box::pin(super::erase::forget_own(tx, who.id)) }],
    acts: Act::ALL,
    under_way: &[
        "SELECT 1 FROM privacy_codes WHERE privacy_codes.person_id = people.id",
        "SELECT 1 FROM privacy_holds WHERE privacy_holds.person_id = people.id
           AND privacy_holds.ended_at IS NULL AND privacy_holds.until_at > ?",
    ],
    words: &[
        ("own", Both("de persoon zelf", "the person")),
        ("asked", Both("een beheerder, op verzoek", "an administrator, on request")),
        ("privacy.letter", Both("de mail met een code voor deze pagina", "the mail with a code for this page")),
    ],
    ..Room::named("privacy")
};

/// Answering requests about one's own data, and taking away what is over.
pub(crate) const RIGHTS: Processing = Processing {
    word: "rights",
    turn: 90,
    of_readers: true,
    name: Both("Rechten en bewaartermijnen", "Rights and retention"),
    whose: Both("iedereen die om de eigen gegevens vraagt", "everyone who asks for their own data"),
    purpose: Both(
        "inzage geven, wissen, en bewaren wat nog niet weg mag",
        "giving access, erasing, and keeping what may not go yet",
    ),
    basis: Processing::DUTY,
    source: Both("de persoon zelf, of een beheerder", "the person, or an administrator"),
    recipients: Both("beheerders", "administrators"),
};

/// Codes by mail.
pub(crate) const CODES: Kind = Kind {
    word: "codes",
    turn: 110,
    of_readers: true,
    usual: 1,
    bounds: (1, 7),
    name: Both("Codes per mail", "Codes by mail"),
    since: Both("het aanmaken", "it was made"),
    goes: Both("de hele regel", "the whole row"),
};

/// Requests that were done, and holds that are over.
pub(crate) const REQUESTS: Kind = Kind {
    word: "requests",
    turn: 160,
    of_readers: false,
    usual: 1_095,
    bounds: (365, 2_555),
    name: Both("Afgehandelde verzoeken", "Requests that were handled"),
    since: Both("de afhandeling", "they were handled"),
    goes: Both(
        "de regel in de lijst van verzoeken of van bewaarplichten",
        "the row in the list of requests or of holds",
    ),
};

const RULES: &[Rule<App>] = &[
    Rule {
        kind: &CODES,
        tables: &["privacy_codes"],
        over: "SELECT person_id AS id, CAST(NULL AS BIGINT) AS person, made_at AS at FROM privacy_codes WHERE made_at <= ?",
        take: Take::Rows(|_, tx, rows| Box::pin(each(tx, "DELETE FROM privacy_codes WHERE person_id = ?", rows))),
    },
    Rule {
        kind: &REQUESTS,
        tables: &["erasures"],
        over: "SELECT id, CAST(NULL AS BIGINT) AS person, finished_at AS at FROM erasures WHERE finished_at <= ?",
        take: Take::Rows(|_, tx, rows| Box::pin(each(tx, "DELETE FROM erasures WHERE id = ?", rows))),
    },
    Rule {
        kind: &REQUESTS,
        tables: &["privacy_holds"],
        over: "SELECT id, CAST(NULL AS BIGINT) AS person, COALESCE(ended_at, until_at) AS at FROM privacy_holds
             WHERE COALESCE(ended_at, until_at) <= ?",
        take: Take::Rows(|_, tx, rows| Box::pin(each(tx, "DELETE FROM privacy_holds WHERE id = ?", rows))),
    },
];

async fn each(tx: &DatabaseTransaction, text: &'static str, rows: &[Over]) -> anyhow::Result<u64> {
    let mut many = 0;
    for row in rows {
        many += tx.execute_raw(sql(tx, text, [row.id.into()])).await?.rows_affected();
    }
    Ok(many)
}
