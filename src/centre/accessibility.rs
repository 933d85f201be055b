//! The accessibility statement: what differs per centre. The status is the one of the Dutch register of statements
//! (Besluit digitale toegankelijkheid overheid); without a statement in the register it is E, so a new centre has E.
//!
//! Raw SQL: what the member saw is compared as one text, as the page gave it back.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;

use super::Centre;
use super::change::Changed;
use crate::app::App;
use crate::audit::{self, Actor, Note};
use crate::base::id::MemberId;
use crate::base::wall_time::parse_date;
use crate::centre::acts::Act;
use crate::store::sql;

/// How far the site meets the requirements, as the register says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conformance {
    /// Meets all requirements, shown by an audit of at most three years old.
    Full,
    /// Meets part of them, shown by such an audit; the rest is planned.
    Partial,
    /// The first measures were taken; an audit follows within six months.
    FirstMeasures,
    /// Does not conform.
    Not,
    /// There is no statement in the register.
    Undeclared,
}

impl Conformance {
    /// All of them, in the order of the register.
    pub const ALL: [Self; 5] = [Self::Full, Self::Partial, Self::FirstMeasures, Self::Not, Self::Undeclared];

    /// The letter of the register, as it is stored.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Full => "A",
            Self::Partial => "B",
            Self::FirstMeasures => "C",
            Self::Not => "D",
            Self::Undeclared => "E",
        }
    }

    /// The status of a letter.
    #[must_use]
    pub fn from_letter(letter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.letter() == letter)
    }
}

/// What a centre states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The status.
    pub conformance: Conformance,
    /// When it was reviewed last; `None` as long as nobody did.
    pub reviewed_on: Option<NaiveDate>,
    /// Where it stands in the register; empty without one.
    pub register: String,
}

impl Statement {
    /// What the centre states now.
    #[must_use]
    pub fn of(centre: &Centre) -> Self {
        Self {
            conformance: Conformance::from_letter(&centre.row.accessibility).unwrap_or(Conformance::Undeclared),
            reviewed_on: parse_date(&centre.row.accessibility_on),
            register: centre.row.accessibility_register.clone(),
        }
    }

    /// The day as it is stored and as a date field takes it; empty for none.
    #[must_use]
    pub fn day(&self) -> String {
        self.reviewed_on.map(|day| day.to_string()).unwrap_or_default()
    }

    /// What a form carries to tell what its writer saw.
    #[must_use]
    pub fn seen(&self) -> String {
        format!("{} {} {}", self.conformance.letter(), self.day(), self.register)
    }
}

/// States something else, when it is still as the member saw it.
///
/// # Errors
/// The database's.
pub async fn state(app: &App, member: MemberId, was: &str, new: &Statement) -> anyhow::Result<Changed> {
    let tx = app.store.begin_write().await?;
    let update = sql(
        &tx,
        "UPDATE centre SET accessibility = ?, accessibility_on = ?, accessibility_register = ?
         WHERE id = 1 AND accessibility || ' ' || accessibility_on || ' ' || accessibility_register = ?",
        [new.conformance.letter().into(), new.day().into(), new.register.as_str().into(), was.into()],
    );
    if tx.execute_raw(update).await?.rows_affected() == 0 {
        return Ok(Changed::Conflict);
    }
    let note = Note::of(Act::CentreAccessibility, 1).with(new.seen());
    audit::record(&tx, app.clock.now(), Actor::Member(member), note, "web").await?;
    tx.commit().await?;
    Ok(Changed::Done)
}
