//! A request for a decision and its rules. Pure.

use chrono::{Days, NaiveDate, NaiveTime};

use crate::base::id::{BodyId, PersonId, RespondentId};
use crate::base::secrets::sha256_hex;
use crate::base::wall_time::WallTime;
use crate::base::{EmailAddress, Instant};
use crate::store::tables::states::{Agreement, DecisionState};
use crate::store::tables::{decision_answers, decision_points, decision_respondents, decision_texts, decisions};

/// The longest explanation, in characters.
pub(super) const EXPLANATION: usize = 2_000;
/// The longest text of a point.
pub(super) const WORDS: usize = 6_000;
/// The longest condition or reason, and the longest sentence about an outcome.
pub(super) const REASON: usize = 2_000;
/// The most points of one form.
pub(super) const POINTS: usize = 30;
/// The most people who are added by hand.
pub(super) const PEOPLE: usize = 50;

/// Somebody who is asked.
pub(super) type Respondent = decision_respondents::Model;
/// An answer to a point.
pub(super) type Answer = decision_answers::Model;
/// A version of the text of a point.
pub(super) type Text = decision_texts::Model;

/// A request for a decision with all that is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The row.
    pub row: decisions::Model,
    /// The points by number, also those that were withdrawn.
    pub points: Vec<Point>,
    /// Who is asked, in the order in which they came.
    pub respondents: Vec<decision_respondents::Model>,
    /// Every answer, the oldest first.
    pub answers: Vec<decision_answers::Model>,
}

/// A point with every version of its text, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The row.
    pub row: decision_points::Model,
    /// The versions.
    pub texts: Vec<decision_texts::Model>,
}

impl Point {
    /// A version of its text.
    pub(super) fn text(&self, version: i64) -> Option<&Text> {
        self.texts.iter().find(|text| text.version == version)
    }

    /// Its title as it is now.
    pub(super) fn title(&self) -> &str {
        self.texts.last().map_or("", |text| text.title.as_str())
    }

    /// Its text as it is now.
    pub(super) fn words(&self) -> &str {
        self.texts.last().map_or("", |text| text.words.as_str())
    }

    /// Whether it is still asked.
    pub(super) const fn is_asked(&self) -> bool {
        self.row.withdrawn_at.is_none()
    }
}

/// How many said what of a point. Nobody is counted twice, and who was silent agreed to nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Agree.
    pub yes: usize,
    /// Agree on a condition.
    pub yes_if: usize,
    /// Do not agree.
    pub no: usize,
    /// Keep out of it.
    pub abstains: usize,
    /// Were asked and did not answer the text as it is now.
    pub silent: usize,
    /// Could not be written to, so they were not asked.
    pub unreached: usize,
}

impl Decision {
    /// Its page for staff.
    pub(super) fn address(&self) -> String {
        format!("/beheer/dossiers/{}/besluiten/{}", self.row.dossier_id, self.row.id)
    }

    /// The last day on which it can be answered.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.row.deadline_day.parse().unwrap_or_default()
    }

    /// Whether it can be answered.
    pub(super) fn is_open(&self, now: Instant) -> bool {
        match self.row.state {
            DecisionState::Open => now < self.row.deadline_at,
            DecisionState::Draft | DecisionState::Closed | DecisionState::Concluded => false,
        }
    }

    /// The points that are still asked.
    pub(super) fn asked(&self) -> impl Iterator<Item = &Point> {
        self.points.iter().filter(|point| point.is_asked())
    }

    /// The point of a number.
    #[must_use]
    pub fn point(&self, number: i64) -> Option<&Point> {
        self.points.iter().find(|point| point.row.number == number)
    }

    /// What somebody answered to a point, the oldest first.
    pub(super) fn answers_of(&self, who: RespondentId, point: &Point) -> impl DoubleEndedIterator<Item = &Answer> {
        let point = point.row.id;
        self.answers.iter().filter(move |answer| answer.respondent_id == who && answer.point_id == point)
    }

    /// The last thing that somebody answered to a point, about whichever text.
    pub(super) fn last(&self, who: RespondentId, point: &Point) -> Option<&Answer> {
        self.answers_of(who, point).next_back()
    }

    /// What somebody answers to a point as it is now.
    pub(super) fn current(&self, who: RespondentId, point: &Point) -> Option<&Answer> {
        self.last(who, point).filter(|answer| answer.text_version == point.row.version)
    }

    /// Whether somebody has still to answer.
    pub(super) fn lacks(&self, who: RespondentId) -> bool {
        self.asked().any(|point| self.current(who, point).is_none())
    }

    /// How many have answered every point.
    pub(super) fn done(&self) -> usize {
        self.respondents.iter().filter(|one| one.sent_at.is_some() && !self.lacks(one.id)).count()
    }

    /// How many were asked.
    pub(super) fn sent(&self) -> usize {
        self.respondents.iter().filter(|one| one.sent_at.is_some()).count()
    }

    /// How many said what of a point as it is now.
    #[must_use]
    pub fn tally(&self, point: &Point) -> Tally {
        let mut tally = Tally::default();
        for one in &self.respondents {
            match self.current(one.id, point).map(|answer| answer.answer) {
                Some(Agreement::Yes) => tally.yes += 1,
                Some(Agreement::YesIf) => tally.yes_if += 1,
                Some(Agreement::No) => tally.no += 1,
                Some(Agreement::Abstains) => tally.abstains += 1,
                None if one.sent_at.is_none() => tally.unreached += 1,
                None => tally.silent += 1,
            }
        }
        tally
    }
}

/// What staff write of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionWanted {
    /// The title.
    pub title: String,
    /// What it is about, in a few sentences.
    pub explanation: String,
    /// The points in their order.
    pub points: Vec<PointWanted>,
    /// The body that is asked.
    pub body: Option<BodyId>,
    /// Who is asked besides.
    pub people: Vec<ByHand>,
    /// The last day on which it can be answered.
    pub until: NaiveDate,
}

/// What staff write of a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointWanted {
    /// The title.
    pub title: String,
    /// The text.
    pub words: String,
}

impl PointWanted {
    /// A text that is there.
    pub(super) fn of(text: &Text) -> Self {
        Self { title: text.title.clone(), words: text.words.clone() }
    }
}

/// Somebody whom staff add by name and address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByHand {
    /// The name.
    pub name: String,
    /// The address.
    pub address: EmailAddress,
}

/// The first moment after a day in Amsterdam.
pub(super) fn end_of(day: NaiveDate) -> Instant {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    WallTime(next.and_time(NaiveTime::MIN)).resolve().instant()
}

/// The name of exactly who gets which version: the button that opens a request carries it.
pub(super) fn fingerprint(version: i64, who: impl Iterator<Item = PersonId>) -> String {
    let mut who: Vec<i64> = who.map(|id| id.0).collect();
    who.sort_unstable();
    sha256_hex(format!("{version} {who:?}").as_bytes())
}
