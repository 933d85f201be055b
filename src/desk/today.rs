//! What a member sees first: figures, what waits for them, what is going on.

use std::time::Duration;

use chrono::{NaiveDate, Timelike};

use super::first_steps::FirstSteps;
use super::sending::Row;
use crate::base::id::{IssueId, SendingId};
use crate::base::wall_time::WallTime;
use crate::base::{Instant, Language};
use crate::dossiers::WaitingDecision;
use crate::issues::Act;
use crate::organisations::OpenTask;
use crate::store::tables::states::IssueState;

/// The first page.
#[derive(Clone, Debug)]
pub struct Today {
    /// The present moment.
    pub now: Instant,
    /// One figure per publication.
    pub figures: Vec<Figure>,
    /// What waits for this member, the most urgent first.
    pub waiting: Vec<Waiting>,
    /// Sendings that are going out or held.
    pub busy: Vec<Row>,
    /// The last sendings that ended.
    pub latest: Vec<Row>,
    /// The issues of this year, in the order of their planned days.
    pub plan: Vec<Planned>,
    /// By how much the clock of this machine and that of the database differ, for whoever can have it set right.
    pub clocks_differ: Option<Duration>,
    /// The way to the first issue, until it was sent.
    pub first_steps: Option<FirstSteps>,
}

/// How a publication stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its name.
    pub publication: String,
    /// How many people get it.
    pub readers: i64,
    /// How many came this month and stayed.
    pub came: i64,
    /// How many left this month.
    pub left: i64,
    /// How many issues went out this year.
    pub sent: u64,
    /// How many issues a year are planned; 0 for no fixed number.
    pub per_year: u64,
}

/// An issue, as the desk names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: IssueId,
    /// "Nieuwsbrief 6".
    pub name: String,
    /// Its subject; may be empty.
    pub subject: String,
}

/// An issue in the plan of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Which one.
    pub issue: Named,
    /// The day it is planned for, or went out.
    pub on: NaiveDate,
    /// Where it stands.
    pub state: IssueState,
}

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// A sending stands still.
    Paused {
        /// Which one.
        id: SendingId,
        /// What it is called.
        label: String,
        /// Why, as a word of ours.
        reason: String,
    },
    /// A colleague asks this member to look.
    Review {
        /// The issue.
        issue: Named,
        /// Who asks.
        asked_by: String,
        /// When they asked.
        asked_at: Option<Instant>,
    },
    /// People who read an issue along remarked on it, and nobody closed that.
    Remarks {
        /// The issue.
        issue: Named,
        /// How many.
        many: i64,
    },
    /// The approval of an issue fell away, because its audience, its agenda or an image in it was changed.
    Voided {
        /// The issue.
        issue: Named,
        /// When.
        at: Instant,
        /// What did it.
        why: Option<Act>,
    },
    /// A deadline passed.
    Late {
        /// The issue.
        issue: Named,
        /// Which deadline.
        deadline: Deadline,
        /// The day it was.
        due: NaiveDate,
    },
    /// Approved, and without a moment.
    Unscheduled {
        /// The issue.
        issue: Named,
    },
    /// A sending ended with mails that were refused or of which nobody knows.
    Trouble {
        /// Which one.
        id: SendingId,
        /// What it is called.
        label: String,
        /// How many were refused for good.
        refused: i64,
        /// Of how many nobody knows.
        uncertain: i64,
    },
    /// A colleague was invited and has not come.
    Invited {
        /// Their name.
        name: String,
        /// Since when.
        at: Instant,
    },
    /// The clock may have leapt, so nothing is cleared.
    ClockLeapt {
        /// The last time that something was.
        since: Instant,
    },
    /// People answered a mail, and nobody settled it.
    Replies {
        /// How many answers.
        many: u64,
    },
    /// An organisation may not be reached.
    Task(OpenTask),
    /// A request for a decision is closed, and nobody wrote down what came of it.
    Decision(WaitingDecision),
    /// An issue goes out by itself.
    GoesOut {
        /// The issue.
        issue: Named,
        /// When.
        at: Instant,
    },
}

/// The deadlines of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// The texts are in.
    Copy,
    /// A colleague has looked.
    Review,
}

/// Which deadline of a draft has passed: the later one when both have. Days are ISO 8601; an empty one is none.
#[must_use]
pub fn passed(copy_due: &str, review_due: &str, today: NaiveDate) -> Option<(Deadline, NaiveDate)> {
    let day = |text: &str| text.parse::<NaiveDate>().ok().filter(|day| *day < today);
    match (day(copy_due), day(review_due)) {
        (_, Some(day)) => Some((Deadline::Review, day)),
        (Some(day), None) => Some((Deadline::Copy, day)),
        (None, None) => None,
    }
}

/// A greeting by the hour in Amsterdam, with the first name.
#[must_use]
pub fn greeting(now: Instant, name: &str, language: Language) -> String {
    let words = match WallTime::at(now).0.hour() {
        6..=11 => language.pick("Goedemorgen", "Good morning"),
        12..=17 => language.pick("Goedemiddag", "Good afternoon"),
        _ => language.pick("Goedenavond", "Good evening"),
    };
    match name.split_whitespace().next() {
        Some(first) => format!("{words}, {first}"),
        None => words.to_owned(),
    }
}
