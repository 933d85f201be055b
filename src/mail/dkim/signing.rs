//! Which key signs at this moment, shared by all connections of a process.

use std::sync::{Arc, PoisonError, RwLock};

use super::Signer;

/// The signer of a process. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub struct Signing {
    from_file: Option<Arc<Signer>>,
    chosen: Arc<RwLock<Option<Arc<Signer>>>>,
}

impl Signing {
    /// Signing with a key that the machine's settings name; no other is taken then.
    #[must_use]
    pub fn from_file(signer: Signer) -> Self {
        Self { from_file: Some(Arc::new(signer)), chosen: Arc::default() }
    }

    /// The signer of the settings, when there is one.
    #[must_use]
    pub fn of_settings(&self) -> Option<&Arc<Signer>> {
        self.from_file.as_ref()
    }

    /// Who signs now; `None` when nobody does, because the relay signs or nothing was set up.
    #[must_use]
    pub fn signer(&self) -> Option<Arc<Signer>> {
        let chosen = || self.chosen.read().unwrap_or_else(PoisonError::into_inner).clone();
        self.from_file.clone().or_else(chosen)
    }

    /// Lets another sign from now on, or nobody.
    pub fn choose(&self, signer: Option<Arc<Signer>>) {
        *self.chosen.write().unwrap_or_else(PoisonError::into_inner) = signer;
    }
}
