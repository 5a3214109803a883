//! News for pages that are open: something about a subject changed, look again. Never the truth itself.
//!
//! In-process today; the same trait will listen to the database when several processes share one.

use domain::{ChatId, PaymentId, PurchaseRequestId};
use std::fmt;
use tokio::sync::broadcast;

/// What one can listen to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// An order and everything on its page.
    Request(PurchaseRequestId),
    /// A payment and everything on its checkout.
    Payment(PaymentId),
    /// A conversation.
    Chat(ChatId),
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(id) => id.fmt(f),
            Self::Payment(id) => id.fmt(f),
            Self::Chat(id) => id.fmt(f),
        }
    }
}

/// Carries news from whoever commits to whoever watches.
pub trait Feed: Send + Sync {
    /// Says that something about this changed. Never waits, never fails.
    fn publish(&self, topic: Topic);
    /// Everything published from now on. A listener that falls behind is told so and looks again.
    fn listen(&self) -> broadcast::Receiver<Topic>;
}

/// News inside one process.
pub struct InProcessFeed(broadcast::Sender<Topic>);

impl Default for InProcessFeed {
    fn default() -> Self {
        Self(broadcast::Sender::new(1024))
    }
}

impl Feed for InProcessFeed {
    fn publish(&self, topic: Topic) {
        // Nobody listening is not a failure.
        let _ = self.0.send(topic);
    }

    fn listen(&self) -> broadcast::Receiver<Topic> {
        self.0.subscribe()
    }
}
