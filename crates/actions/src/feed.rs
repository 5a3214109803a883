//! News for pages that are open: something about a subject changed, look again. Never the truth itself.
//!
//! [`InProcessFeed`] carries it inside one process, [`SharedFeed`] between all that share a database.

mod shared;
mod topic;

pub use shared::SharedFeed;
pub use topic::Topic;

use domain::chat::Message;
use futures::future::BoxFuture;
use std::sync::Arc;
use store::Store;
use tokio::sync::broadcast;

/// Carries news from whoever commits to whoever watches.
pub trait Feed: Send + Sync {
    /// Says that something about this changed. Never waits, never fails.
    fn publish(&self, topic: Topic);

    /// Everything published from now on. A listener that falls behind is told so and looks again.
    fn listen(&self) -> broadcast::Receiver<Topic>;

    /// Publishes that these were said, in this order, in one conversation. Who hears it in this process needs not ask the
    /// database for them.
    fn say(&self, said: Arc<[Message]>);

    /// What is said in this process from now on. Not all there is: other processes say things too.
    fn hear(&self) -> broadcast::Receiver<Arc<[Message]>>;

    /// Tells other processes, and nobody here, of something that may be lost: it is news for a moment, and said again.
    fn hint(&self, _topic: Topic) {}

    /// Carries news between this process and others, until then. `hears`: to this one too.
    fn share<'a>(&'a self, _store: &'a Store, _hears: bool, until: BoxFuture<'a, ()>) -> BoxFuture<'a, ()> {
        until
    }
}

/// News inside one process.
pub struct InProcessFeed {
    news: broadcast::Sender<Topic>,
    words: broadcast::Sender<Arc<[Message]>>,
}

impl Default for InProcessFeed {
    fn default() -> Self {
        Self { news: broadcast::Sender::new(1024), words: broadcast::Sender::new(256) }
    }
}

impl Feed for InProcessFeed {
    fn publish(&self, topic: Topic) {
        // Nobody listening is not a failure.
        let _ = self.news.send(topic);
    }

    fn listen(&self) -> broadcast::Receiver<Topic> {
        self.news.subscribe()
    }

    fn say(&self, said: Arc<[Message]>) {
        let Some(topic) = news_of(&said) else { return };
        // The words first: whoever hears the news finds them there.
        let _ = self.words.send(said);
        self.publish(topic);
    }

    fn hear(&self) -> broadcast::Receiver<Arc<[Message]>> {
        self.words.subscribe()
    }
}

/// What is published of what was said.
fn news_of(said: &[Message]) -> Option<Topic> {
    said.last().map(|last| Topic::Said(last.chat_id, last.seq))
}
