//! The filter as a test of one person's facts, in memory. It says in a few lines what the query must say too, and shares
//! nothing with it, so that one can be held against the other.

use std::collections::{BTreeMap, BTreeSet};

use super::{Condition, Filter, Node, What};
use crate::base::id::{AreaId, BodyId, OrganisationId, PublicationId, SendingId, TopicId};
use crate::base::{Instant, Language};
use crate::organisations::OrganisationKind;

/// What is known of a person.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The language of their mails.
    pub language: Language,
    /// What they are subscribed to now, and since when.
    pub subscriptions: BTreeMap<PublicationId, Instant>,
    /// The topics that they chose.
    pub topics: BTreeSet<TopicId>,
    /// The areas that they chose.
    pub areas: BTreeSet<AreaId>,
    /// The organisations, not ended, whose contact they are today.
    pub contact_of: BTreeMap<OrganisationId, OrganisationKind>,
    /// The bodies, not ended, in which they sit today.
    pub bodies: BTreeSet<BodyId>,
    /// The sendings that were accepted for them.
    pub received: BTreeSet<SendingId>,
    /// What rooms say of them: the word of the mark and the thing.
    pub marks: BTreeSet<(String, i64)>,
}

/// What is the same for everyone: the collaboration area of each region.
pub type Ground = BTreeMap<AreaId, AreaId>;

/// Whether a filter means this person.
#[must_use]
pub fn fits(filter: &Filter, facts: &Facts, ground: &Ground) -> bool {
    let so = |node: &Node| meets(node, facts, ground);
    so(&filter.who).unwrap_or(true) && !so(&filter.except).unwrap_or(false)
}

/// Whether a node is so; `None` for a group in which nothing is said.
fn meets(node: &Node, facts: &Facts, ground: &Ground) -> Option<bool> {
    let said = |nodes: &[Node]| {
        let said: Vec<bool> = nodes.iter().filter_map(|node| meets(node, facts, ground)).collect();
        (!said.is_empty()).then_some(said)
    };
    let plain = match &node.of {
        What::All(nodes) => said(nodes)?.into_iter().all(|so| so),
        What::Any(nodes) => said(nodes)?.into_iter().any(|so| so),
        What::One(condition) => is_so(condition, facts, ground),
    };
    Some(plain != node.not)
}

fn is_so(condition: &Condition, facts: &Facts, ground: &Ground) -> bool {
    let since = |publication| facts.subscriptions.get(publication).copied();
    match condition {
        Condition::Publication(id) => facts.subscriptions.contains_key(id),
        Condition::Topic(id) => facts.topics.contains(id),
        Condition::Area(id) => {
            let means =
                |chosen: &AreaId| chosen == id || ground.get(chosen) == Some(id) || ground.get(id) == Some(chosen);
            facts.areas.iter().any(means)
        }
        Condition::OrganisationKind(kind) => facts.contact_of.values().any(|known| known == kind),
        Condition::Organisation(id) => facts.contact_of.contains_key(id),
        Condition::Body(id) => facts.bodies.contains(id),
        Condition::Language(language) => facts.language == *language,
        Condition::Since { publication, day } => since(publication).is_some_and(|at| at >= day.begins()),
        Condition::Before { publication, day } => since(publication).is_some_and(|at| at < day.begins()),
        Condition::Received(id) => facts.received.contains(id),
        Condition::Mark { word, id } => facts.marks.contains(&(word.clone(), *id)),
    }
}
