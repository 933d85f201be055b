//! The rules: which rows of a kind are over, and which verb of which room takes them away.
//!
//! The statement that finds rows is the only truth about "over": the dry run counts with it, the purge picks with it, and
//! looks with it once more in the transaction that erases. It gives three columns: `id`, `person` (whose it is, or NULL)
//! and `at` (since when the period counts); its one `?` is the moment before which `at` must lie. Rows of people who are
//! on hold are left out around it.

use std::pin::Pin;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, QueryResult, Value};

use super::{Kind, take_away};
use crate::app::App;
use crate::base::Instant;
use crate::store::sql;

type Taking<'a> = Pin<Box<dyn Future<Output = anyhow::Result<u64>> + Send + 'a>>;

/// Rows of one kind that are over.
pub(super) struct Rule {
    /// The kind.
    pub(super) kind: Kind,
    /// The tables that it takes rows away from, or empties columns of.
    pub(super) tables: &'static [&'static str],
    /// Whether an act of the person could save the row in this very moment, so that the person is held first.
    pub(super) holds_person: bool,
    /// Takes rows away and gives how many.
    pub(super) take: for<'a> fn(&'a App, &'a DatabaseTransaction, &'a [Over]) -> Taking<'a>,
    count: &'static str,
    pick: &'static str,
    look: &'static str,
    look_nobodys: &'static str,
}

/// A row that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Over {
    pub(super) id: i64,
    pub(super) person: Option<i64>,
    pub(super) at: Instant,
}

/// How many rows of a rule are over, and since when the oldest of them counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) many: i64,
    pub(super) oldest: Option<Instant>,
}

macro_rules! around {
    ($head:literal, $over:expr, $tail:literal) => {
        concat!(
            $head,
            " FROM (",
            $over,
            ") AS gone WHERE NOT EXISTS (SELECT 1 FROM privacy_holds WHERE privacy_holds.person_id = gone.person
               AND privacy_holds.ended_at IS NULL AND privacy_holds.until_at > ?)",
            $tail
        )
    };
}

macro_rules! rule {
    ($kind:ident, $tables:expr, $holds_person:literal, $take:path, $over:expr) => {
        Rule {
            kind: Kind::$kind,
            tables: &$tables,
            holds_person: $holds_person,
            take: |app, tx, rows| Box::pin($take(app, tx, rows)),
            count: around!("SELECT COUNT(*) AS many, MIN(gone.at) AS oldest", $over, ""),
            pick: around!("SELECT gone.id AS id, gone.person AS person, gone.at AS at", $over, " LIMIT ?"),
            // Two forms, so that a row of one person is found by the key of its table.
            look: around!("SELECT gone.id AS id", $over, " AND gone.id = ? AND gone.at = ? AND gone.person = ?"),
            look_nobodys: around!(
                "SELECT gone.id AS id",
                $over,
                " AND gone.id = ? AND gone.at = ? AND gone.person IS NULL"
            ),
        }
    };
}

/// Whether nothing but a passing thing ties a person to us: no subscription, form, membership or open mail. A room that
/// refers to people adds its own table here.
macro_rules! untied {
    () => {
        " AND NOT EXISTS (SELECT 1 FROM sign_ups WHERE sign_ups.person_id = people.id)
          AND NOT EXISTS (SELECT 1 FROM members WHERE members.person_id = people.id)
          AND NOT EXISTS (SELECT 1 FROM contacts WHERE contacts.person_id = people.id)
          AND NOT EXISTS (SELECT 1 FROM body_members WHERE body_members.person_id = people.id)
          AND NOT EXISTS (SELECT 1 FROM address_changes WHERE address_changes.settled_at IS NULL
            AND (address_changes.to_id = people.id OR address_changes.from_id = people.id))
          AND NOT EXISTS (SELECT 1 FROM deliveries WHERE deliveries.person_id = people.id
            AND deliveries.state IN ('pending', 'retry', 'claimed', 'submitting'))"
    };
}

/// Everything of a person who is erased.
const OF_PEOPLE: [&str; 6] =
    ["people", "subscriptions", "consents", "person_topics", "person_areas", "address_changes"];

/// All rules, in the order of the purge.
pub(super) const RULES: &[Rule] = &[
    rule!(
        Unconfirmed,
        ["sign_ups", "sign_up_publications", "sign_up_topics", "sign_up_areas", "people"],
        true,
        take_away::unconfirmed,
        "SELECT id, person_id AS person, requested_at AS at FROM sign_ups WHERE confirmed_at IS NULL AND requested_at <= ?"
    ),
    rule!(
        HandledSignUps,
        ["sign_ups", "sign_up_publications", "sign_up_topics", "sign_up_areas"],
        false,
        take_away::sign_ups,
        "SELECT id, person_id AS person, confirmed_at AS at FROM sign_ups WHERE confirmed_at <= ?"
    ),
    rule!(
        FormerContacts,
        ["contacts", "tasks", "people"],
        true,
        take_away::contacts,
        "SELECT id, person_id AS person, until_at AS at FROM contacts WHERE until_at <= ?"
    ),
    rule!(
        FormerContacts,
        ["body_members", "people"],
        true,
        take_away::seats,
        "SELECT id, person_id AS person, until_at AS at FROM body_members WHERE until_at <= ?"
    ),
    rule!(
        Left,
        OF_PEOPLE,
        true,
        take_away::readers,
        concat!(
            "SELECT people.id AS id, people.id AS person, (SELECT MAX(subscriptions.withdrawn_at) FROM subscriptions
               WHERE subscriptions.person_id = people.id) AS at
             FROM people WHERE EXISTS (SELECT 1 FROM subscriptions WHERE subscriptions.person_id = people.id)
               AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE subscriptions.person_id = people.id
                 AND COALESCE(subscriptions.withdrawn_at, 9223372036854775807) > ?)",
            untied!()
        )
    ),
    rule!(
        Inactive,
        OF_PEOPLE,
        true,
        take_away::readers,
        concat!(
            "SELECT people.id AS id, people.id AS person, suppressions.made_at AS at FROM suppressions
             JOIN people ON people.id = suppressions.person_id WHERE suppressions.made_at <= ? AND suppressions.lifted_at IS NULL
               AND EXISTS (SELECT 1 FROM subscriptions WHERE subscriptions.person_id = people.id
                 AND subscriptions.withdrawn_at IS NULL)",
            untied!()
        )
    ),
    rule!(
        Nobodies,
        ["people"],
        true,
        take_away::nobodies,
        concat!(
            "SELECT people.id AS id, people.id AS person, people.created_at AS at FROM people WHERE people.created_at <= ?
               AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE subscriptions.person_id = people.id)",
            untied!()
        )
    ),
    rule!(
        Imports,
        ["imports", "import_faults"],
        false,
        take_away::imports,
        "SELECT id, CAST(NULL AS BIGINT) AS person, ended_at AS at FROM imports WHERE ended_at <= ?
           AND NOT EXISTS (SELECT 1 FROM consents WHERE consents.import_id = imports.id)"
    ),
    rule!(
        Feedback,
        ["feedback"],
        false,
        take_away::feedback,
        "SELECT id, person_id AS person, at FROM feedback WHERE at <= ? AND heeded_at IS NOT NULL"
    ),
    rule!(
        SingleLetters,
        ["sendings", "letters", "deliveries"],
        false,
        take_away::single_letters,
        "SELECT sendings.id AS id, deliveries.person_id AS person, sendings.opened_at AS at FROM sendings
         LEFT JOIN deliveries ON deliveries.sending_id = sendings.id
         WHERE sendings.lane = 'waiting' AND sendings.opened_at <= ?
           AND COALESCE(deliveries.state, 'accepted') NOT IN ('pending', 'retry', 'claimed', 'submitting')"
    ),
    rule!(
        Ledger,
        ["deliveries"],
        false,
        take_away::ledger,
        "SELECT deliveries.sending_id AS id, deliveries.person_id AS person, sendings.changed_at AS at FROM sendings
         JOIN deliveries ON deliveries.sending_id = sendings.id
         WHERE sendings.lane = 'bulk' AND sendings.state IN ('closed', 'cancelled') AND sendings.changed_at <= ?
           AND EXISTS (SELECT 1 FROM sending_totals WHERE sending_totals.sending_id = sendings.id)"
    ),
    rule!(
        Codes,
        ["privacy_codes"],
        false,
        take_away::codes,
        "SELECT person_id AS id, CAST(NULL AS BIGINT) AS person, made_at AS at FROM privacy_codes WHERE made_at <= ?"
    ),
    rule!(
        Sessions,
        ["sessions"],
        false,
        take_away::sessions,
        "SELECT member_id AS id, CAST(NULL AS BIGINT) AS person, made_at AS at FROM sessions WHERE made_at <= ?"
    ),
    rule!(
        FormerMembers,
        ["members"],
        false,
        take_away::factors,
        "SELECT id, person_id AS person, disabled_at AS at FROM members
         WHERE disabled_at <= ? AND (password_hash IS NOT NULL OR totp_sealed IS NOT NULL)"
    ),
    rule!(
        Invitations,
        ["members", "member_roles", "people"],
        true,
        take_away::invitations,
        "SELECT members.id AS id, members.person_id AS person, members.invited_at AS at FROM members
         WHERE members.joined_at IS NULL AND members.invited_at <= ?
           AND NOT EXISTS (SELECT 1 FROM audit WHERE audit.actor = 'member:' || CAST(members.id AS TEXT)
             OR (audit.object = 'member' AND audit.object_id = members.id AND audit.action = 'member.join'))
           AND EXISTS (SELECT 1 FROM members others WHERE others.joined_at IS NOT NULL AND others.disabled_at IS NULL)"
    ),
    rule!(
        Limits,
        ["limits"],
        false,
        take_away::limits,
        "SELECT opened_at AS id, CAST(NULL AS BIGINT) AS person, opened_at AS at FROM limits WHERE opened_at <= ?"
    ),
    rule!(
        Requests,
        ["erasures"],
        false,
        take_away::erasures,
        "SELECT id, CAST(NULL AS BIGINT) AS person, finished_at AS at FROM erasures WHERE finished_at <= ?"
    ),
    rule!(
        Requests,
        ["privacy_holds"],
        false,
        take_away::holds,
        "SELECT id, CAST(NULL AS BIGINT) AS person, COALESCE(ended_at, until_at) AS at FROM privacy_holds
         WHERE COALESCE(ended_at, until_at) <= ?"
    ),
];

/// Whether a rule of a kind takes rows of a table away.
#[must_use]
pub fn covers(kind: Kind, table: &str) -> bool {
    RULES.iter().any(|rule| rule.kind == kind && rule.tables.contains(&table))
}

impl Rule {
    /// Counts what is over.
    pub(super) async fn count(&self, on: &impl ConnectionTrait, before: Instant, now: Instant) -> Result<Count, DbErr> {
        let row = on.query_one_raw(sql(on, self.count, [before.0.into(), now.0.into()])).await?;
        let Some(row) = row else { return Ok(Count::default()) };
        let oldest: Option<i64> = row.try_get("", "oldest")?;
        Ok(Count { many: row.try_get("", "many")?, oldest: oldest.map(Instant) })
    }

    /// Some rows that are over, in no order.
    pub(super) async fn pick(
        &self,
        on: &impl ConnectionTrait,
        before: Instant,
        now: Instant,
        most: i64,
    ) -> Result<Vec<Over>, DbErr> {
        let values: [Value; 3] = [before.0.into(), now.0.into(), most.into()];
        on.query_all_raw(sql(on, self.pick, values)).await?.iter().map(read).collect()
    }

    /// Whether a row that was picked is still over.
    pub(super) async fn is_over(
        &self,
        tx: &impl ConnectionTrait,
        row: Over,
        before: Instant,
        now: Instant,
    ) -> Result<bool, DbErr> {
        let mut values: Vec<Value> = vec![before.0.into(), now.0.into(), row.id.into(), row.at.0.into()];
        values.extend(row.person.map(Value::from));
        let text = if row.person.is_some() { self.look } else { self.look_nobodys };
        Ok(tx.query_one_raw(sql(tx, text, values)).await?.is_some())
    }
}

fn read(row: &QueryResult) -> Result<Over, DbErr> {
    Ok(Over { id: row.try_get("", "id")?, person: row.try_get("", "person")?, at: Instant(row.try_get("", "at")?) })
}
