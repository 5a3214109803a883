//! What waits for one person, told to the pages they have open: at once, and when it has become another.

use actions::{ActionError, Desk, Topic, notices::MOST_COUNTED};
use app::{t::Locale, waiting::Waiting};
use axum::response::sse::Event;
use domain::UserId;
use futures::{Stream, stream};
use std::{collections::HashSet, convert::Infallible, time::Duration};
use tokio::sync::broadcast::{
    Receiver,
    error::{RecvError, TryRecvError},
};

/// What comes within this time is counted together: a message that is read while it comes is never told.
const TOGETHER: Duration = Duration::from_secs(1);

/// The counts in this language, for as long as they can be counted.
pub(super) fn told(
    desk: Desk,
    news: Receiver<Topic>,
    me: UserId,
    l: Locale,
) -> impl Stream<Item = Result<Event, Infallible>> + Send {
    let ear = Ear { desk, news, me, l, topics: HashSet::new(), told: None };
    stream::unfold(ear, |mut ear| async move { Some((Ok(ear.next().await?), ear)) })
}

struct Ear {
    desk: Desk,
    news: Receiver<Topic>,
    me: UserId,
    l: Locale,
    /// What may change the counts.
    topics: HashSet<Topic>,
    told: Option<Waiting>,
}

impl Ear {
    /// The next counts that are others than those before.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if self.told.is_some() {
                self.wait().await?;
            }
            // A page that hears nothing more comes back by itself.
            let now = self.look().await.inspect_err(|error| tracing::error!(%error, "counts")).ok()?;
            if self.told.as_ref() != Some(&now) {
                let event = Event::default().event("counts").json_data(&now);
                self.told = Some(now);
                return event.ok();
            }
        }
    }

    /// Until something may have changed, and a little longer.
    async fn wait(&mut self) -> Option<()> {
        loop {
            match self.news.recv().await {
                Ok(topic) if topic == Topic::Anything || self.topics.contains(&topic) => break,
                Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return None,
                Ok(_) => {}
            }
        }
        tokio::time::sleep(TOGETHER).await;
        // All of it is in what is counted next.
        while matches!(self.news.try_recv(), Ok(_) | Err(TryRecvError::Lagged(_))) {}
        Some(())
    }

    async fn look(&mut self) -> Result<Waiting, ActionError> {
        let chats = actions::chat::unread_in_each(&self.desk, self.me).await?;
        // What happens to an order is told in its conversation.
        let orders = chats.iter().filter_map(|(chat, _)| chat.request_id).map(Topic::Request);
        self.topics = orders.chain([Topic::Person(self.me)]).collect();
        let notices = self.desk.store.unread_count(self.me, MOST_COUNTED).await?;
        Ok(Waiting::of(self.l, chats.iter().map(|(_, unread)| unread).sum(), notices))
    }
}
