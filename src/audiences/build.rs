//! Building a filter step by step. Each step gives a new filter or says why not; pure.

use super::{Condition, Filter, FilterFault, Node, What};

/// Where something stands: in which half, and the places on the way down from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Whether among those who are left out.
    pub except: bool,
    /// The place in each group.
    pub places: Vec<usize>,
}

impl Path {
    /// Reads `w.0.2` (who) or `e.1` (except).
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let except = match parts.next()? {
            "w" => false,
            "e" => true,
            _ => return None,
        };
        let places = parts.map(|part| part.parse().ok()).collect::<Option<Vec<usize>>>()?;
        Some(Self { except, places })
    }

    /// The same, one place further down.
    #[must_use]
    pub fn below(&self, place: usize) -> Self {
        let mut below = self.clone();
        below.places.push(place);
        below
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(if self.except { "e" } else { "w" })?;
        self.places.iter().try_for_each(|place| write!(to, ".{place}"))
    }
}

/// What to do there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Put a node at the end of this group.
    Add(Node),
    /// Put this, with whatever it stands beside from now on, into a group of its own.
    Group,
    /// Turn it round.
    Negate,
    /// Make "all of these" of "one of these", and the other way round.
    Turn,
    /// Take it out.
    Remove,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Where.
    pub at: Path,
    /// What.
    pub act: Act,
}

impl Step {
    /// A step that adds a condition.
    #[must_use]
    pub const fn add(at: Path, condition: Condition, not: bool) -> Self {
        Self { at, act: Act::Add(Node { not, of: What::One(condition) }) }
    }
}

/// The filter after a step. A path that leads nowhere changes nothing: the page was old.
///
/// # Errors
/// When it would be too deep or too large.
pub fn apply(filter: &Filter, step: Step) -> Result<Filter, FilterFault> {
    let mut next = filter.clone();
    let half = if step.at.except { &mut next.except } else { &mut next.who };
    match (step.act, step.at.places.as_slice()) {
        (Act::Remove, []) => half.of = emptied(&half.of),
        (Act::Remove, [above @ .., last]) => {
            if let Some(nodes) = find(half, above).and_then(children)
                && *last < nodes.len()
            {
                nodes.remove(*last);
            }
        }
        (act, places) => {
            if let Some(node) = find(half, places) {
                change(node, act, places.is_empty());
            }
        }
    }
    next.check()?;
    Ok(next)
}

fn emptied(what: &What) -> What {
    if matches!(what, What::Any(_)) { What::Any(Vec::new()) } else { What::All(Vec::new()) }
}

fn find<'a>(node: &'a mut Node, places: &[usize]) -> Option<&'a mut Node> {
    places.iter().try_fold(node, |node, place| children(node)?.get_mut(*place))
}

fn children(node: &mut Node) -> Option<&mut Vec<Node>> {
    match &mut node.of {
        What::All(nodes) | What::Any(nodes) => Some(nodes),
        What::One(_) => None,
    }
}

fn change(node: &mut Node, act: Act, is_half: bool) {
    match act {
        Act::Add(new) => {
            if let Some(nodes) = children(node) {
                nodes.push(new);
            }
        }
        // In a group of the other kind, because one of the same kind would say nothing new.
        Act::Group => {
            let inner = std::mem::replace(node, Node::any(Vec::new()));
            if is_half {
                let of = if matches!(inner.of, What::Any(_)) { What::All(vec![inner]) } else { What::Any(vec![inner]) };
                *node = Node { not: false, of };
            } else {
                *node = Node::any(vec![inner]);
            }
        }
        // A whole half is turned round by the other half.
        Act::Negate if is_half => {}
        Act::Negate => node.not = !node.not,
        Act::Turn => {
            node.of = match std::mem::replace(&mut node.of, What::All(Vec::new())) {
                What::All(nodes) => What::Any(nodes),
                What::Any(nodes) => What::All(nodes),
                What::One(condition) => What::One(condition),
            };
        }
        Act::Remove => {}
    }
}
