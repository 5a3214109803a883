//! What this process knows to be in force. It keeps a copy for a moment, because every order asks for it; its own decisions
//! it sees at once, those of other processes within [`KEPT`], and what begins to hold in the moment it does.

use super::InForce;
use domain::{Seconds, Span, Timestamp};
use std::sync::{Arc, PoisonError, RwLock};

/// How long a copy is believed.
const KEPT: Seconds = Seconds(2);

/// The copy of a process.
#[derive(Clone, Debug, Default)]
pub struct Known(Arc<RwLock<Option<Reading>>>);

/// What a copy is made of.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// When the database was asked.
    pub(super) read_at: Timestamp,
    /// When something that was decided then begins to hold.
    pub(super) until: Option<Timestamp>,
    /// What held.
    pub(super) settings: Arc<InForce>,
}

impl Known {
    /// The copy, while it is young; whichever way the clock was set, an old one is not taken for new.
    pub(super) fn at(&self, now: Timestamp) -> Option<Arc<InForce>> {
        let copy = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let copy = copy.as_ref()?;
        let is_young = (0..KEPT.millis()).contains(&now.millis_since(copy.read_at));
        (is_young && copy.until.is_none_or(|until| now < until)).then(|| copy.settings.clone())
    }

    pub(super) fn keep(&self, copy: Option<Reading>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = copy;
    }

    /// The next reader asks the database.
    pub(super) fn forget(&self) {
        self.keep(None);
    }
}
