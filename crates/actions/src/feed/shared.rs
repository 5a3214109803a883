//! News between all processes that share a database: what one publishes is written down for the others, who read it a
//! moment later. A process that is alone writes and reads nothing but that it is there.

mod line;

use self::line::Line;
use super::{Feed, InProcessFeed, Topic, news_of};
use domain::chat::Message;
use futures::future::BoxFuture;
use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};
use store::Store;
use tokio::sync::{Notify, broadcast};

/// More than this, and it is said that anything may have changed.
const MOST: usize = 512;
/// Hints beyond this are lost.
const MOST_HINTS: usize = 128;

/// News in this process, and between it and others.
pub struct SharedFeed {
    here: InProcessFeed,
    /// What this process is called.
    name: String,
    waiting: Mutex<Waiting>,
    has_waiting: Notify,
    /// True while another process wants to hear.
    is_heard: AtomicBool,
}

/// What others are to be told.
#[derive(Default)]
struct Waiting {
    news: HashSet<Topic>,
    /// What may be lost; it never makes others look at everything again.
    hints: HashSet<Topic>,
}

impl Default for SharedFeed {
    /// Of a process with a name that no other has. Others are told and heard while it is shared.
    fn default() -> Self {
        Self {
            here: InProcessFeed::default(),
            name: format!("{:032x}", rand::random::<u128>()),
            waiting: Mutex::default(),
            has_waiting: Notify::new(),
            is_heard: AtomicBool::new(false),
        }
    }
}

impl SharedFeed {
    fn is_heard(&self) -> bool {
        self.is_heard.load(Ordering::SeqCst)
    }

    /// Lets this wait until it is told to others.
    fn wait(&self, topic: Topic) {
        self.with_waiting(|waiting| {
            if waiting.news.len() < MOST {
                waiting.news.insert(topic);
            } else {
                waiting.news = HashSet::from([Topic::Anything]);
            }
        });
        self.has_waiting.notify_one();
    }

    fn with_waiting<T>(&self, change: impl FnOnce(&mut Waiting) -> T) -> T {
        change(&mut self.waiting.lock().expect("nobody panics with this in hand"))
    }
}

impl Feed for SharedFeed {
    fn publish(&self, topic: Topic) {
        self.here.publish(topic);
        if self.is_heard() {
            self.wait(topic);
        }
    }

    fn listen(&self) -> broadcast::Receiver<Topic> {
        self.here.listen()
    }

    fn say(&self, said: Arc<[Message]>) {
        let topic = news_of(&said);
        self.here.say(said);
        if self.is_heard() {
            topic.into_iter().for_each(|topic| self.wait(topic));
        }
    }

    fn hear(&self) -> broadcast::Receiver<Arc<[Message]>> {
        self.here.hear()
    }

    fn hint(&self, topic: Topic) {
        if self.is_heard() {
            self.with_waiting(|waiting| waiting.hints.len() < MOST_HINTS && waiting.hints.insert(topic));
            self.has_waiting.notify_one();
        }
    }

    fn share<'a>(&'a self, store: &'a Store, hears: bool, until: BoxFuture<'a, ()>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let mut line = Line::of(store, self, hears);
            tokio::select! { () = until => {}, () = line.keep() => {} }
            line.end().await;
        })
    }
}
