//! What the house must know of this room.

mod tables;

use super::acts::Act;
use crate::app::{App, Room};
use crate::base::Both;
use crate::base::id::{MemberId, PersonId};
use crate::people;
use crate::room::{Forget, Kind, Over, Processing, Rule, Start, Take, Tie, Turn, backed_up};
use crate::store::DatabaseTransaction;
use crate::web::Access;
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    staff: Some(super::routes),
    menu: &[Line::at(310, Group::SetUp, "/beheer/medewerkers", Both("Medewerkers", "Members"))],
    tables: tables::TABLES,
    backup: backed_up![members, member_roles, member_recovery_codes],
    kinds: &[&SESSIONS, &FORMER_MEMBERS, &INVITATIONS],
    rules: RULES,
    forget: &[Forget {
        turn: Turn::Before,
        call: |_, tx, who| Box::pin(async move { Ok(super::forget(tx, who).await?) }),
    }],
    ties: &[Tie::firm("SELECT 1 FROM members WHERE members.person_id = people.id")],
    acts: Act::ALL,
    vocabulary: &[super::Role::WORDS],
    starts: &[Start {
        label: Both("Collega uitnodigen", "Invite a colleague"),
        access: Access::Administrator,
        page: "/beheer/medewerkers/uitnodigen",
    }],
    ..Room::named("staff")
};

/// Letting members of staff in, and keeping what they may do.
pub const STAFF: Processing = Processing {
    word: "staff",
    turn: 50,
    of_readers: false,
    name: Both("Toegang van medewerkers", "Access of staff"),
    whose: Both("medewerkers", "members of staff"),
    purpose: Both("weten wie er binnenkomt en wat diegene mag", "knowing who enters and what they may do"),
    basis: Processing::TASK,
    source: Both("een beheerder, en de medewerker zelf", "an administrator, and the member"),
    recipients: Processing::OURSELVES,
};

/// Sessions of members.
pub(crate) const SESSIONS: Kind = Kind {
    word: "sessions",
    turn: 120,
    of_readers: false,
    usual: 7,
    bounds: (1, 30),
    name: Both("Sessies van medewerkers", "Sessions of staff"),
    since: Both("het aanmaken", "it was made"),
    goes: Both("de hele regel", "the whole row"),
};

/// Password and app of members who were shut out.
pub(crate) const FORMER_MEMBERS: Kind = Kind {
    word: "former-members",
    turn: 130,
    of_readers: false,
    usual: 30,
    bounds: (14, 365),
    name: Both("Wachtwoord en app van oud-medewerkers", "Password and app of former members"),
    since: Both("het buitensluiten", "they were shut out"),
    goes: Both(
        "wachtwoord en app; de naam blijft bij wat diegene goedkeurde",
        "password and app; the name stays with what they approved",
    ),
};

/// Invitations that nobody took up.
pub(crate) const INVITATIONS: Kind = Kind {
    word: "invitations",
    turn: 140,
    of_readers: false,
    usual: 90,
    bounds: (14, 365),
    name: Both("Uitnodigingen die niemand aannam", "Invitations that nobody took up"),
    since: Both("de uitnodiging", "the invitation"),
    goes: Both(
        "de uitnodiging, en het adres als er verder niets bij hoort",
        "the invitation, and the address when nothing else belongs to it",
    ),
};

const RULES: &[Rule<App>] = &[
    Rule {
        kind: &SESSIONS,
        tables: &["sessions"],
        over: "SELECT member_id AS id, CAST(NULL AS BIGINT) AS person, made_at AS at FROM sessions WHERE made_at <= ?",
        take: Take::Rows(|_, tx, rows| {
            Box::pin(async move {
                let pairs: Vec<_> = rows.iter().map(|row| (MemberId(row.id), row.at)).collect();
                Ok(super::forget_sessions(tx, &pairs).await?)
            })
        }),
    },
    Rule {
        kind: &FORMER_MEMBERS,
        tables: &["members"],
        over: "SELECT id, person_id AS person, disabled_at AS at FROM members
             WHERE disabled_at <= ? AND (password_hash IS NOT NULL OR totp_sealed IS NOT NULL)",
        take: Take::Rows(|_, tx, rows| {
            Box::pin(async move {
                let ids: Vec<_> = rows.iter().map(|row| MemberId(row.id)).collect();
                Ok(super::forget_factors(tx, &ids).await?)
            })
        }),
    },
    Rule {
        kind: &INVITATIONS,
        tables: &["members", "member_roles", "people"],
        over: "SELECT members.id AS id, members.person_id AS person, members.invited_at AS at FROM members
             WHERE members.joined_at IS NULL AND members.invited_at <= ?
               AND NOT EXISTS (SELECT 1 FROM audit WHERE audit.actor = 'member:' || CAST(members.id AS TEXT)
                 OR (audit.object = 'member' AND audit.object_id = members.id AND audit.action = 'member.join'))
               AND EXISTS (SELECT 1 FROM members others WHERE others.joined_at IS NOT NULL AND others.disabled_at IS NULL)",
        take: Take::AndWhoIsFree(|_, tx, rows| Box::pin(take_invitations(tx, rows))),
    },
];

async fn take_invitations(tx: &DatabaseTransaction, rows: &[Over]) -> anyhow::Result<u64> {
    let mut many = 0;
    for id in rows.iter().filter_map(|row| row.person) {
        if let Some(person) = people::by_id(tx, PersonId(id)).await? {
            many += u64::from(super::forget(tx, &people::leaving(&person)).await? > 0);
        }
    }
    Ok(many)
}
