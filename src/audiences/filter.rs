//! The filter: a tree of conditions, as it is stored. Pure.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::base::id::{AreaId, BodyId, OrganisationId, PublicationId, SendingId, TopicId};
use crate::base::{Instant, Language, WallTime};
use crate::organisations::OrganisationKind;

/// How many groups may stand in each other, the outermost one included.
pub const MAX_DEPTH: usize = 8;
/// How many conditions and groups a filter may have, exclusions included.
pub const MAX_CONDITIONS: usize = 60;
/// The longest JSON of a filter that is looked at, in bytes.
const MAX_BYTES: usize = 40_000;

/// A day, stored as `2026-12-01`. It begins at midnight in Amsterdam.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(pub NaiveDate);

impl Day {
    /// The moment at which it begins.
    #[must_use]
    pub fn begins(self) -> Instant {
        WallTime(self.0.and_time(NaiveTime::MIN)).resolve().instant()
    }
}

impl TryFrom<String> for Day {
    type Error = chrono::ParseError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.0.to_string()
    }
}

/// One fact about a person that is so or is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Condition {
    /// Has a subscription to it.
    Publication(PublicationId),
    /// Chose the topic.
    Topic(TopicId),
    /// Chose the area. An area means its regions: who chose a region of it, or the whole area of a region, counts too.
    Area(AreaId),
    /// Is a contact of an organisation of this kind.
    OrganisationKind(OrganisationKind),
    /// Is a contact of this organisation.
    Organisation(OrganisationId),
    /// Has a seat in the body.
    Body(BodyId),
    /// Reads this language.
    Language(Language),
    /// Subscribed to it on that day or later, and still is.
    Since {
        /// To what.
        publication: PublicationId,
        /// The first day.
        day: Day,
    },
    /// Subscribed to it before that day, and still is.
    Before {
        /// To what.
        publication: PublicationId,
        /// The first day that is too late.
        day: Day,
    },
    /// The relay accepted this sending for the person.
    Received(SendingId),
    /// What a room says of people with regard to one of its things.
    Mark {
        /// The word of the [`crate::room::Mark`].
        word: String,
        /// Which thing.
        id: i64,
    },
}

/// A condition or a group, perhaps turned round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Whether it must *not* hold.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not: bool,
    /// What.
    pub of: What,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// All of these hold.
    All(Vec<Node>),
    /// At least one of these holds.
    Any(Vec<Node>),
    /// This holds.
    One(Condition),
}

/// Whom it is for: who meets `who`, and not `except`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Who is meant; a group. Without conditions: everyone.
    pub who: Node,
    /// Who is left out; a group. Without conditions: nobody.
    pub except: Node,
}

/// Why something is no filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterFault {
    /// It is no JSON of ours.
    Unreadable,
    /// Groups stand in each other more than [`MAX_DEPTH`] deep.
    TooDeep,
    /// It has more than [`MAX_CONDITIONS`] conditions and groups.
    TooLarge,
}

impl Node {
    /// A condition that holds.
    #[must_use]
    pub const fn one(condition: Condition) -> Self {
        Self { not: false, of: What::One(condition) }
    }

    /// A group in which all must hold.
    #[must_use]
    pub const fn all(nodes: Vec<Self>) -> Self {
        Self { not: false, of: What::All(nodes) }
    }

    /// A group in which one must hold.
    #[must_use]
    pub const fn any(nodes: Vec<Self>) -> Self {
        Self { not: false, of: What::Any(nodes) }
    }

    /// The same, turned round.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { not: !self.not, ..self }
    }

    /// What stands in it, when it is a group.
    #[must_use]
    pub fn children(&self) -> Option<&[Self]> {
        match &self.of {
            What::All(nodes) | What::Any(nodes) => Some(nodes),
            What::One(_) => None,
        }
    }

    /// Without what says nothing: empty groups, and groups around a single thing. `None` when nothing is left.
    pub(super) fn tidy(&self) -> Option<Self> {
        let tidied = |nodes: &[Self]| nodes.iter().filter_map(Self::tidy).collect::<Vec<_>>();
        let (mut nodes, group): (_, fn(Vec<Self>) -> What) = match &self.of {
            What::One(_) => return Some(self.clone()),
            What::All(nodes) => (tidied(nodes), What::All),
            What::Any(nodes) => (tidied(nodes), What::Any),
        };
        match nodes.len() {
            0 => None,
            1 => nodes.pop().map(|only| Self { not: only.not != self.not, ..only }),
            _ => Some(Self { not: self.not, of: group(nodes) }),
        }
    }

    fn measure(&self, depth: usize) -> Result<usize, FilterFault> {
        let Some(children) = self.children() else { return Ok(1) };
        if depth > MAX_DEPTH {
            return Err(FilterFault::TooDeep);
        }
        children.iter().try_fold(1, |many, child| Ok(many + child.measure(depth + 1)?))
    }

    fn visit<'a>(&'a self, each: &mut impl FnMut(&'a Condition)) {
        match &self.of {
            What::One(condition) => each(condition),
            What::All(nodes) | What::Any(nodes) => nodes.iter().for_each(|node| node.visit(each)),
        }
    }
}

impl Default for Filter {
    /// Everyone.
    fn default() -> Self {
        Self { who: Node::all(Vec::new()), except: Node::any(Vec::new()) }
    }
}

impl Filter {
    /// Reads a filter and checks its depth and size.
    ///
    /// # Errors
    /// Why it is none of ours.
    pub fn read(json: &str) -> Result<Self, FilterFault> {
        if json.len() > MAX_BYTES {
            return Err(FilterFault::TooLarge);
        }
        // The parser has a depth of its own, which bounds what it builds before we can look at it.
        let read = serde_json::from_str::<Self>(json).map_err(|error| {
            if error.to_string().contains("recursion limit") { FilterFault::TooDeep } else { FilterFault::Unreadable }
        })?;
        read.check()?;
        Ok(read)
    }

    /// Checks depth and size, and that both halves are groups.
    ///
    /// # Errors
    /// Why it cannot be.
    pub fn check(&self) -> Result<(), FilterFault> {
        if self.who.children().is_none() || self.except.children().is_none() {
            return Err(FilterFault::Unreadable);
        }
        let many = self.who.measure(1)? + self.except.measure(1)?;
        if many > MAX_CONDITIONS + 2 { Err(FilterFault::TooLarge) } else { Ok(()) }
    }

    /// The JSON in which it is stored and hashed: the same filter always has the same one.
    #[must_use]
    pub fn to_json(&self) -> String {
        // A tree of plain values always has a JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether it has no conditions, so that everyone is meant.
    #[must_use]
    pub fn is_everyone(&self) -> bool {
        self.who.tidy().is_none() && self.except.tidy().is_none()
    }

    /// Every condition in it.
    #[must_use]
    pub fn conditions(&self) -> Vec<&Condition> {
        let mut found = Vec::new();
        self.who.visit(&mut |condition| found.push(condition));
        self.except.visit(&mut |condition| found.push(condition));
        found
    }
}
