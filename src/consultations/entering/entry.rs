//! An entry and its four dates.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::base::Language;
use crate::base::id::InvitationId;
use crate::base::wall_time::parse_date;
use crate::consultations::{Consultation, EntrySource, LateBy};
use crate::store::tables::consultation_entries;

/// An answer that staff entered.
pub(in crate::consultations) type Entry = consultation_entries::Model;

/// When an answer was written, sent and received. When it was entered, the clock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    /// The day that stands above it.
    pub written: Option<NaiveDate>,
    /// The day of the postmark, or of the first mail server.
    pub sent: Option<NaiveDate>,
    /// The day on which it was with us.
    pub received: NaiveDate,
}

/// Why dates cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// Sent before it was written.
    SentFirst,
    /// Received before it was sent, or before it was written.
    ReceivedFirst,
    /// Received on a day that is still to come.
    ToCome,
    /// Received before anybody was asked.
    BeforeAsked,
}

impl Dates {
    /// Whether they can be, of an answer to what was asked on a day and is entered on another.
    ///
    /// # Errors
    /// Why not.
    pub fn check(self, asked: NaiveDate, today: NaiveDate) -> Result<(), Impossible> {
        if self.written.zip(self.sent).is_some_and(|(written, sent)| sent < written) {
            return Err(Impossible::SentFirst);
        }
        if [self.written, self.sent].into_iter().flatten().any(|day| self.received < day) {
            return Err(Impossible::ReceivedFirst);
        }
        if self.received > today {
            return Err(Impossible::ToCome);
        }
        if self.received < asked { Err(Impossible::BeforeAsked) } else { Ok(()) }
    }

    /// The day that counts. Who does not know when it was sent counts from when it was received.
    #[must_use]
    pub fn counted(self, by: LateBy) -> NaiveDate {
        match by {
            LateBy::Received => self.received,
            LateBy::Sent => self.sent.unwrap_or(self.received),
        }
    }
}

/// Whether an entry came too late: after the last day. Of a day nobody knows the hour.
pub(in crate::consultations) fn is_late(entry: &Entry, the: &Consultation) -> bool {
    parse_date(&entry.counted_on).is_none_or(|day| day > the.deadline().day)
}

/// Whether it waits for the organisation.
pub(in crate::consultations) fn is_waiting(entry: &Entry) -> bool {
    entry.verdict.is_none()
}

/// What was entered of these organisations, oldest first.
pub(in crate::consultations) async fn entries(
    on: &impl ConnectionTrait,
    of: impl IntoIterator<Item = InvitationId>,
) -> Result<Vec<Entry>, DbErr> {
    consultation_entries::Entity::find()
        .filter(consultation_entries::Column::InvitationId.is_in(of))
        .order_by_asc(consultation_entries::Column::Id)
        .all(on)
        .await
}

/// By which way it came, in a sentence.
pub(in crate::consultations) fn source(of: EntrySource, language: Language) -> &'static str {
    match of {
        EntrySource::Post => language.pick("per post", "by post"),
        EntrySource::Mail => language.pick("per mail", "by mail"),
        EntrySource::Phone => language.pick("per telefoon", "by telephone"),
        EntrySource::Meeting => language.pick("in een gesprek", "in a meeting"),
    }
}
