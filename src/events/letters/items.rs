//! Letters with an item for a calendar. An event of several days has one for each, in a letter of its own, because a request
//! holds one item only (RFC 5546, section 3.2.2).

use super::super::days::{Span, days};
use super::super::find::Registration;
use super::calendar::{self, Attendee, Item};
use super::{Desk, Written};
use crate::base::Instant;
use crate::base::wall_time::{date_of, long_date};
use crate::mail::{Enclosure, Part};

impl Desk<'_> {
    fn days(&self) -> Vec<Span> {
        days(self.event, &self.programme.sessions)
    }

    /// How many items a registration has.
    pub(in crate::events) fn items(&self) -> i64 {
        i64::try_from(self.days().len()).unwrap_or(1)
    }

    /// The items for the calendar, in letters of their own: some programs throw a request away once it was answered, and the
    /// proof would go with it.
    pub(in crate::events) fn invitations(
        &self,
        row: &Registration,
        address: &str,
        now: Instant,
    ) -> anyhow::Result<Vec<Written>> {
        (0..self.days().len()).map(|at| self.invitation(row, address, (at, now))).collect()
    }

    fn invitation(&self, row: &Registration, address: &str, (at, now): (usize, Instant)) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let mut parts = vec![Part::Text(language.pick(
            "Met deze mail zet u de bijeenkomst in uw agenda. Verandert er iets? Dan sturen wij een nieuwe mail en verandert uw agenda mee.".to_owned(),
            "With this mail you put the event into your calendar. If anything changes, we send a new mail and your calendar follows.".to_owned(),
        ))];
        parts.extend(self.which(at, row));
        parts.extend(self.facts(language));
        let subject = language.pick(format!("Voor uw agenda: {title}"), format!("For your calendar: {title}"));
        let item = self.enclosed(row, address, (at, false, now))?;
        self.frozen("events.calendar", row, self.numbered(subject, at, row), parts, &[item])
    }

    /// The first day that is not over, counted from 0: of a course that has begun, the earlier ones stay as they were.
    pub(super) fn first_to_come(&self, now: Instant) -> usize {
        self.days().iter().position(|(_, until)| *until > now).unwrap_or(0)
    }

    /// After a change was told with the first day to come: the other days as they are now, and what is no longer one of them.
    pub(in crate::events) fn further(
        &self,
        row: &Registration,
        address: &str,
        had: i64,
        now: Instant,
    ) -> anyhow::Result<Vec<Written>> {
        let many = self.days().len();
        let mut letters: Vec<Written> = (self.first_to_come(now) + 1..many)
            .map(|at| self.invitation(row, address, (at, now)))
            .collect::<Result<_, _>>()?;
        for at in many..usize::try_from(had)? {
            letters.push(self.withdrawal(row, address, (at, now))?);
        }
        Ok(letters)
    }

    /// What takes all days but the first back, which goes with the letter that tells.
    pub(in crate::events) fn withdrawals(
        &self,
        row: &Registration,
        address: &str,
        now: Instant,
    ) -> anyhow::Result<Vec<Written>> {
        (1..usize::try_from(row.items)?).map(|at| self.withdrawal(row, address, (at, now))).collect()
    }

    fn withdrawal(&self, row: &Registration, address: &str, (at, now): (usize, Instant)) -> anyhow::Result<Written> {
        let language = row.language;
        let title = self.event.title(language);
        let words = language.pick(
            "Met deze mail verdwijnt een dag van de bijeenkomst uit uw agenda. U hoeft niets te doen.",
            "With this mail a day of the event disappears from your calendar. You do not have to do anything.",
        );
        let subject = language.pick(format!("Uit uw agenda: {title}"), format!("Out of your calendar: {title}"));
        let item = self.enclosed(row, address, (at, true, now))?;
        self.frozen(
            "events.calendar",
            row,
            self.numbered(subject, at, row),
            vec![Part::Text(words.to_owned())],
            &[item],
        )
    }

    /// "… (dag 2 van 5)", when there are several.
    fn numbered(&self, subject: String, at: usize, row: &Registration) -> String {
        let many = self.days().len();
        match row.language.pick("dag", "day") {
            _ if many < 2 => subject,
            day if at < many => format!("{subject} ({day} {} {} {many})", at + 1, row.language.pick("van", "of")),
            day => format!("{subject} ({day} {})", at + 1),
        }
    }

    fn which(&self, at: usize, row: &Registration) -> Option<Part> {
        let days = self.days();
        let (from, until) = *days.get(at).filter(|_| days.len() > 1)?;
        let hours = super::super::event::hours(from, until, row.language);
        Some(Part::Text(format!("{}, {hours}", long_date(date_of(from), row.language))))
    }

    /// The item of a day, counted from 0: asked for, or taken back.
    pub(super) fn enclosed(
        &self,
        row: &Registration,
        address: &str,
        (at, off, now): (usize, bool, Instant),
    ) -> anyhow::Result<Enclosure> {
        let days = self.days();
        let item = Item { event: self.event, span: days.get(at).copied().unwrap_or(days[0]), at, of: days.len() };
        let (name, uid) = (row.name.as_str(), row.uid.as_str());
        let whose = Attendee { name, address, uid, sequence: row.sequence, language: row.language };
        Ok(calendar::personal(&item, &whose, &self.centre.letter_sender()?, (off, now)))
    }
}
