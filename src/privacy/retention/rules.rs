//! Which rows are over: the statements of the rooms, with those left out who are on hold.
//!
//! Raw SQL: it is put around what the rooms say.

use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};

use crate::app::{App, Rooms};
use crate::base::Instant;
use crate::room::{Kind, Over, Rule, Take};
use crate::store::sql_joined;

/// How many rows of a rule are over, and since when the oldest of them counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) many: i64,
    pub(super) oldest: Option<Instant>,
}

/// Whether a rule of a kind takes rows of a table away.
#[must_use]
pub fn covers(rooms: &Rooms, kind: &Kind, table: &str) -> bool {
    rooms.rules().iter().any(|rule| rule.kind == kind && rule.tables.contains(&table))
}

/// A rule in this house.
pub(super) struct Ruling<'a> {
    pub(super) rule: &'static Rule<App>,
    rooms: &'a Rooms,
}

/// All rules, in the order of the purge.
pub(super) fn rulings(rooms: &Rooms) -> Vec<Ruling<'_>> {
    rooms.rules().into_iter().map(|rule| Ruling { rule, rooms }).collect()
}

impl Ruling<'_> {
    /// Whether an act of the person could save a row in this very moment, so that the person is held first.
    pub(super) const fn holds_person(&self) -> bool {
        !matches!(self.rule.take, Take::Rows(_))
    }

    /// Counts what is over.
    pub(super) async fn count(&self, on: &impl ConnectionTrait, before: Instant, now: Instant) -> Result<Count, DbErr> {
        let text = self.around("SELECT COUNT(*) AS many, MIN(gone.at) AS oldest", "");
        let row = on.query_one_raw(sql_joined(on, &text, [before.0.into(), now.0.into()])).await?;
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
        let text = self.around("SELECT gone.id AS id, gone.person AS person, gone.at AS at", " LIMIT ?");
        let values: [Value; 3] = [before.0.into(), now.0.into(), most.into()];
        on.query_all_raw(sql_joined(on, &text, values)).await?.iter().map(read).collect()
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
        // Two forms, so that a row of one person is found by the key of its table.
        let whose = if row.person.is_some() {
            " AND gone.id = ? AND gone.at = ? AND gone.person = ?"
        } else {
            " AND gone.id = ? AND gone.at = ? AND gone.person IS NULL"
        };
        let text = self.around("SELECT gone.id AS id", whose);
        Ok(tx.query_one_raw(sql_joined(tx, &text, values)).await?.is_some())
    }

    fn around(&self, head: &'static str, tail: &'static str) -> [&'static str; 6] {
        let (over, untied) = self.rule.over.split_once("{untied}").map_or((self.rule.over, ""), |(over, rest)| {
            debug_assert!(rest.is_empty(), "nothing follows it");
            (over, self.rooms.untied())
        });
        let not_held =
            ") AS gone WHERE NOT EXISTS (SELECT 1 FROM privacy_holds WHERE privacy_holds.person_id = gone.person
               AND privacy_holds.ended_at IS NULL AND privacy_holds.until_at > ?)";
        [head, " FROM (", over, untied, not_held, tail]
    }
}

fn read(row: &QueryResult) -> Result<Over, DbErr> {
    Ok(Over { id: row.try_get("", "id")?, person: row.try_get("", "person")?, at: Instant(row.try_get("", "at")?) })
}
