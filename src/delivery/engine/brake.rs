//! The brake: when too many of the last mails of a sending were refused for good, something is wrong with all of them,
//! and the sending is held before it harms the sender's name.

use std::collections::{HashMap, VecDeque};

use crate::base::id::SendingId;

/// How many of the last mails are looked at.
const LAST: usize = 200;
/// Fewer than this say nothing yet.
const LEAST: usize = 50;

/// The last outcomes of the sendings that go out now.
#[derive(Debug)]
pub(super) struct Brake {
    per_cent: usize,
    last: HashMap<SendingId, Outcomes>,
}

#[derive(Debug, Default)]
struct Outcomes {
    was_refused: VecDeque<bool>,
    refused: usize,
}

impl Brake {
    /// A brake at a share in per cent; 100 or more never brakes.
    pub(super) fn new(per_cent: u8) -> Self {
        Self { per_cent: usize::from(per_cent), last: HashMap::new() }
    }

    /// Notes that a mail was accepted or refused for good, and says whether the sending must be held now. After that
    /// it starts afresh, so that whoever lets it go on is not stopped by what they know already.
    pub(super) fn note(&mut self, sending: SendingId, refused: bool) -> bool {
        let outcomes = self.last.entry(sending).or_default();
        outcomes.add(refused);
        let many = outcomes.was_refused.len();
        let brakes = self.per_cent < 100 && many >= LEAST && outcomes.refused * 100 >= self.per_cent * many;
        if brakes {
            self.last.remove(&sending);
        }
        brakes
    }

    /// Forgets all sendings but these.
    pub(super) fn keep(&mut self, sendings: &[SendingId]) {
        self.last.retain(|sending, _| sendings.contains(sending));
    }
}

impl Outcomes {
    fn add(&mut self, refused: bool) {
        self.refused += usize::from(refused);
        self.was_refused.push_back(refused);
        if self.was_refused.len() > LAST {
            self.refused -= usize::from(self.was_refused.pop_front().unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: SendingId = SendingId(1);
    const B: SendingId = SendingId(2);

    fn braked_after(brake: &mut Brake, outcomes: impl IntoIterator<Item = bool>) -> Option<usize> {
        outcomes.into_iter().position(|refused| brake.note(A, refused)).map(|at| at + 1)
    }

    #[test]
    fn d08_a_fifth_of_the_last_mails_refused_brakes() {
        let fifth = |at: usize| at.is_multiple_of(5);
        assert_eq!(braked_after(&mut Brake::new(20), (0..1_000).map(fifth)), Some(50));
        let sixth = |at: usize| at.is_multiple_of(6);
        assert_eq!(braked_after(&mut Brake::new(20), (0..1_000).map(sixth)), None);
    }

    #[test]
    fn d08_it_is_the_last_mails_that_count() {
        let outcomes = std::iter::repeat_n(false, 10_000).chain(std::iter::repeat_n(true, 60));
        assert_eq!(braked_after(&mut Brake::new(20), outcomes), Some(10_040));
    }

    #[test]
    fn d08_a_few_refusals_at_the_start_do_not_brake() {
        let outcomes = std::iter::repeat_n(true, 9).chain(std::iter::repeat_n(false, 500));
        assert_eq!(braked_after(&mut Brake::new(20), outcomes), None);
    }

    #[test]
    fn d08_each_sending_has_its_own_brake_and_starts_afresh() {
        let mut brake = Brake::new(20);
        assert_eq!(braked_after(&mut brake, std::iter::repeat_n(true, 50)), Some(50));
        assert!(!brake.note(B, true));
        assert_eq!(braked_after(&mut brake, std::iter::repeat_n(true, 50)), Some(50));
        assert_eq!(braked_after(&mut Brake::new(100), std::iter::repeat_n(true, 500)), None);
    }
}
