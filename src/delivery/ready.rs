//! Letters to many people that are handed over in one transaction, all or none: they are rendered before it begins.

use std::collections::VecDeque;

use crate::base::work::FILES;
use crate::mail::{Frozen, Letter, LetterFault};
use crate::store::Changed;

/// Letters that were rendered before a transaction, for whoever writes the same ones within it.
#[derive(Debug)]
pub struct Ready(VecDeque<(Letter, Frozen)>);

impl Ready {
    /// Renders letters beside the requests.
    ///
    /// # Errors
    /// When one has a line break in a header, or all of them take longer than a file may.
    pub async fn of(letters: impl IntoIterator<Item = Letter>) -> anyhow::Result<Self> {
        let letters: Vec<_> = letters.into_iter().collect();
        let rendered: Result<_, LetterFault> = FILES
            .work(move |budget| {
                let due = letters.into_iter().take_while(|_| !budget.is_over());
                due.map(|letter| letter.freeze().map(|frozen| (letter, frozen))).collect()
            })
            .await?;
        Ok(Self(rendered?))
    }

    /// Gives what was rendered of a letter, once.
    ///
    /// # Errors
    /// [`Changed`] when none was like it: what it says changed since, and [`again`](crate::store::again) renders anew.
    pub fn take(&mut self, letter: &Letter) -> Result<Frozen, Changed> {
        // They are asked for in the order in which they were rendered, so it is nearly always the first.
        let at = self.0.iter().position(|(known, _)| known == letter).ok_or(Changed)?;
        self.0.remove(at).map(|(_, frozen)| frozen).ok_or(Changed)
    }
}
