//! Who works on an import: one at a time.

use std::time::Duration;

use crate::app::App;
use crate::base::id::ImportId;
use crate::store::{self, Lease};

/// A worker that says nothing for this long is taken for dead.
const SILENCE: Duration = Duration::from_mins(1);

/// An import in the hands of one worker, so that two do not do the same work. What is right does not hang on it: every step is
/// conditional.
pub(super) struct Hand<'a> {
    app: &'a App,
    name: String,
    holder: String,
}

impl<'a> Hand<'a> {
    /// Of which import.
    pub(super) fn of(app: &'a App, id: ImportId) -> Self {
        Self { app, name: format!("import/{id}"), holder: format!("{:016x}", app.random.below(u64::MAX)) }
    }

    /// Takes it in hand, or keeps it; `false` when it is another's.
    pub(super) async fn prolong(&self) -> anyhow::Result<bool> {
        let now = self.app.clock.now();
        Ok(store::lease(&self.app.store, &self.name, &self.holder, now, SILENCE).await? != Lease::Taken)
    }

    /// Lets it go.
    pub(super) async fn let_go(&self) -> anyhow::Result<()> {
        Ok(store::release(&self.app.store, &self.name, &self.holder).await?)
    }
}
