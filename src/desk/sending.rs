//! A sending as lists and pages show it.

use std::time::Duration;

use crate::base::Instant;
use crate::base::id::{PersonId, SendingId};
use crate::delivery::Missed;
use crate::delivery::SendingState;
use crate::returns::CameBack;
use crate::store::tables::states::DeliveryState;

/// A sending in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: SendingId,
    /// What it is called.
    pub label: String,
    /// Where it stands.
    pub state: SendingState,
    /// Why it is held; empty otherwise.
    pub reason: String,
    /// When it was opened.
    pub opened_at: Instant,
    /// How many rows stand where.
    pub counts: Counts,
}

/// How many rows of a sending stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Accepted by the relay.
    pub accepted: i64,
    /// Refused for good.
    pub refused: i64,
    /// Waiting for another attempt.
    pub retrying: i64,
    /// Withdrawn before they were sent.
    pub suppressed: i64,
    /// Handed over without an answer.
    pub uncertain: i64,
    /// Waiting or in flight.
    pub open: i64,
}

impl Counts {
    /// Adds rows of a state.
    pub fn add(&mut self, state: DeliveryState, many: i64) {
        *match state {
            DeliveryState::Accepted => &mut self.accepted,
            DeliveryState::Refused => &mut self.refused,
            DeliveryState::Retry => &mut self.retrying,
            DeliveryState::Suppressed => &mut self.suppressed,
            DeliveryState::Uncertain => &mut self.uncertain,
            DeliveryState::Pending | DeliveryState::Claimed | DeliveryState::Submitting => &mut self.open,
        } += many;
    }

    /// All rows.
    #[must_use]
    pub const fn total(&self) -> i64 {
        self.settled() + self.retrying + self.open
    }

    /// Rows of which the outcome stands.
    #[must_use]
    pub const fn settled(&self) -> i64 {
        self.accepted + self.refused + self.suppressed + self.uncertain
    }
}

/// How many readers missed a letter, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    counts: Vec<(Missed, i64)>,
    /// Uncertain ones that nobody decided about.
    pub undecided: i64,
}

impl Tried {
    /// Adds readers who missed it.
    pub fn add(&mut self, missed: Missed, many: i64) {
        match self.counts.iter_mut().find(|(known, _)| *known == missed) {
            Some((_, count)) => *count += many,
            None => self.counts.push((missed, many)),
        }
    }

    /// Those that there are, in the order of the page.
    pub fn by_reason(&self) -> impl Iterator<Item = (Missed, i64)> {
        let count = |missed| self.counts.iter().find(|(known, _)| *known == missed).map_or(0, |(_, many)| *many);
        Missed::ALL.into_iter().map(move |missed| (missed, count(missed))).filter(|(_, many)| *many > 0)
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.counts.iter().map(|(_, many)| many).sum()
    }
}

/// How many mails were accepted, span by span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// When the first span begins.
    pub start: Instant,
    /// How long a span is, in milliseconds.
    pub span: i64,
    /// The mails of each span.
    pub mails: Vec<i64>,
}

impl Pace {
    /// The most spans that a chart shows.
    const MOST: i64 = 60;

    /// A span that people count in, so that the whole fits in the chart. In milliseconds.
    #[must_use]
    pub fn span_for(whole: i64) -> i64 {
        const SECOND: i64 = 1_000;
        const MINUTE: i64 = 60 * SECOND;
        const HOUR: i64 = 60 * MINUTE;
        let spans = [SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR];
        let fits = |span: &i64| whole / span < Self::MOST - 1;
        spans.into_iter().find(fits).unwrap_or(whole / (Self::MOST - 1) + 1)
    }
}

/// Which rows of the ledger a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Every row.
    All,
    /// Accepted by the relay.
    Accepted,
    /// Refused for good.
    Refused,
    /// Waiting for another attempt.
    Retrying,
    /// Withdrawn.
    Suppressed,
    /// Handed over without an answer.
    Uncertain,
    /// Waiting or in flight.
    Open,
}

impl Part {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 7] =
        [Self::All, Self::Accepted, Self::Refused, Self::Uncertain, Self::Retrying, Self::Suppressed, Self::Open];

    /// The word in the address.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "alles",
            Self::Accepted => "aangenomen",
            Self::Refused => "geweigerd",
            Self::Retrying => "opnieuw",
            Self::Suppressed => "ingetrokken",
            Self::Uncertain => "onzeker",
            Self::Open => "wacht",
        }
    }

    /// The part of a word in the address; everything when it is none of ours.
    #[must_use]
    pub fn of_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|part| part.word() == word).unwrap_or(Self::All)
    }

    /// The states in it; none for all.
    #[must_use]
    pub const fn states(self) -> &'static [DeliveryState] {
        match self {
            Self::All => &[],
            Self::Accepted => &[DeliveryState::Accepted],
            Self::Refused => &[DeliveryState::Refused],
            Self::Retrying => &[DeliveryState::Retry],
            Self::Suppressed => &[DeliveryState::Suppressed],
            Self::Uncertain => &[DeliveryState::Uncertain],
            Self::Open => &[DeliveryState::Pending, DeliveryState::Claimed, DeliveryState::Submitting],
        }
    }

    /// How many rows of a sending are in it.
    #[must_use]
    pub const fn count(self, counts: &Counts) -> i64 {
        match self {
            Self::All => counts.total(),
            Self::Accepted => counts.accepted,
            Self::Refused => counts.refused,
            Self::Retrying => counts.retrying,
            Self::Suppressed => counts.suppressed,
            Self::Uncertain => counts.uncertain,
            Self::Open => counts.open,
        }
    }
}

/// A row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Whose it is.
    pub person: PersonId,
    /// Their address, masked; `None` when the person was erased.
    pub address: Option<String>,
    /// Where it stands.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: i32,
    /// When its outcome stood, or when it is due; `None` when it waits for its turn.
    pub at: Option<Instant>,
    /// Why, as a word of ours.
    pub class: Option<String>,
    /// What the relay said.
    pub receipt: Option<String>,
    /// What came back about it later.
    pub came_back: Option<CameBack>,
}

/// How long the rest takes, when it goes on as it went. `None` when too little went to say.
#[must_use]
pub fn remaining(counts: &Counts, running: Duration) -> Option<Duration> {
    let (done, rest) = (u128::try_from(counts.settled()).ok()?, u128::try_from(counts.open).ok()?);
    if done < 20 || rest == 0 || running < Duration::from_secs(1) {
        return None;
    }
    let millis = running.as_millis() * rest / done;
    u64::try_from(millis).ok().map(Duration::from_millis)
}
