//! Keeps a room: hears what is said, in whatever order it is heard, and tells the tabs in the order of the numbers,
//! without a gap. What it did not hear it asks the database for.

use super::{
    batch::Batch,
    elsewhere::Elsewhere,
    room::{Floor, Inside, Whence},
};
use actions::{ActionError, Desk};
use app::{api::chat::wire::Tell, pages::chat::Speakers};
use domain::{
    UserId,
    chat::{Chat, Message},
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use store::StoreError;
use tokio::{
    sync::mpsc,
    time::{Instant, timeout, timeout_at},
};

/// What comes within this time of the last word is told together.
pub(super) const WINDOW: Duration = Duration::from_millis(20);
/// A database that was away is asked again after this.
const AGAIN: Duration = Duration::from_secs(1);
/// Messages that are asked for at once.
const AT_ONCE: u32 = 200;

/// Keeps a room.
pub(super) struct Host {
    desk: Desk,
    floor: Arc<Floor>,
    elsewhere: Elsewhere,
    speakers: Speakers,
    /// What was heard and not told yet, by its number.
    waiting: BTreeMap<u64, Message>,
    /// The highest number that was heard of.
    reached: u64,
    /// Something changed that only the database knows.
    must_look: bool,
    typing: Vec<UserId>,
    /// What is to be told beside messages.
    told: Vec<Tell>,
    flushed: Instant,
}

impl Host {
    pub(super) fn of(desk: Desk, floor: Arc<Floor>) -> Self {
        Self {
            elsewhere: Elsewhere::of(desk.clone(), floor.chat().id),
            desk,
            floor,
            speakers: Speakers::default(),
            waiting: BTreeMap::new(),
            reached: 0,
            must_look: true,
            typing: Vec::new(),
            told: Vec::new(),
            flushed: Instant::now() - WINDOW,
        }
    }

    /// Until the last door is closed.
    pub(super) async fn keep(mut self, mut inbox: mpsc::UnboundedReceiver<Inside>) {
        self.elsewhere.ask();
        self.flush().await;
        loop {
            let first = if self.must_look {
                timeout(AGAIN, inbox.recv()).await.unwrap_or(Some(Inside::Changed))
            } else {
                inbox.recv().await
            };
            let Some(first) = first else { return };
            self.take(first);
            let due = self.flushed + WINDOW;
            while let Ok(more) = timeout_at(due, inbox.recv()).await {
                let Some(more) = more else { return };
                self.take(more);
            }
            self.flush().await;
        }
    }

    fn take(&mut self, news: Inside) {
        match news {
            Inside::Said(said) => {
                said.iter().filter_map(|message| message.author_id).for_each(|by| self.elsewhere.said(by));
                let told = self.floor.last();
                let news = said.iter().filter(|message| message.seq > told);
                self.waiting.extend(news.map(|message| (message.seq, message.clone())));
            }
            Inside::Reached(seq) => self.reached = self.reached.max(seq),
            Inside::Changed => self.must_look = true,
            Inside::Again(seq) => self.told.extend(self.floor.is_small().then_some(Tell::Changed { seq })),
            Inside::Anything => {
                self.must_look = true;
                self.elsewhere.ask();
            }
            Inside::Got(by, seq, whence) => self.note_arrived(by, seq, whence),
            Inside::Typing(by, whence) => {
                if !self.typing.contains(&by) {
                    self.typing.push(by);
                }
                if whence == Whence::Here {
                    self.elsewhere.types(by);
                }
            }
            Inside::Opened => self.floor.arrived().into_iter().for_each(|(by, seq)| self.elsewhere.got(by, seq)),
        }
    }

    fn note_arrived(&mut self, by: UserId, seq: u64, whence: Whence) {
        if !self.floor.is_small() {
            return;
        }
        // A tab may say any number; another process has looked at it, and may have heard more than this one.
        let seq = if whence == Whence::Here { seq.min(self.floor.last()) } else { seq };
        let Some(told) = self.floor.mark(by, seq, 0) else { return };
        self.told.push(told);
        if whence == Whence::Here {
            self.elsewhere.got(by, seq);
        }
    }

    /// Tells what there is to tell.
    async fn flush(&mut self) {
        let told = self.gather().await;
        self.flushed = Instant::now();
        match told {
            Ok(Some(batch)) => self.floor.tell(batch).await,
            Ok(None) => {}
            Err(error) => {
                tracing::error!(%error, "a conversation is not told");
                self.must_look = true;
            }
        }
    }

    async fn gather(&mut self) -> Result<Option<Batch>, ActionError> {
        let is_regrouped = if self.must_look { self.look().await? } else { false };
        let messages = self.next().await?;
        messages.last().iter().for_each(|last| self.floor.moves(last));
        let chat = self.floor.chat();
        let span = messages.first().map(|first| first.seq).zip(messages.last().map(|last| last.seq));
        let news = self.speakers.news(&self.desk, &chat, messages).await?;
        self.say_who_types().await?;
        let rest = std::mem::take(&mut self.told);
        self.must_look = false;
        if span.is_none() && rest.is_empty() && !is_regrouped {
            return Ok(None);
        }
        let readers = self.floor.read_here();
        Ok(Some(Batch::of(span, is_regrouped, &readers, |l| news.told(l).collect(), rest)))
    }

    /// Who takes part, and how far everybody is; true when people came or went.
    async fn look(&mut self) -> Result<bool, StoreError> {
        let before = self.floor.chat();
        let chat: Chat = self.desk.store.get(before.id).await?;
        self.reached = self.reached.max(chat.last_seq);
        let is_regrouped = chat.participants != before.participants;
        self.floor.knows(chat);
        if self.floor.is_small() {
            let chat = self.floor.chat();
            let marks = self.desk.store.read_marks_in(&chat).await?;
            let told = marks.iter().filter_map(|mark| self.floor.mark(mark.user_id, 0, mark.read_seq));
            self.told.extend(told);
        }
        Ok(is_regrouped)
    }

    /// The messages that come next. What is missing between those that were heard is asked for.
    async fn next(&mut self) -> Result<Vec<Message>, StoreError> {
        let mut last = self.floor.last();
        let mut messages = Vec::new();
        while let Some(message) = self.waiting.remove(&(last + 1)) {
            last += 1;
            messages.push(message);
        }
        let heard_of = self.reached.max(self.waiting.last_key_value().map_or(0, |(seq, _)| *seq));
        while last < heard_of {
            let asked = self.desk.store.messages_after(self.floor.chat().id, last, AT_ONCE).await?;
            let Some(newest) = asked.last() else { break };
            last = newest.seq;
            messages.extend(asked);
        }
        self.waiting = self.waiting.split_off(&(last + 1));
        Ok(messages)
    }

    async fn say_who_types(&mut self) -> Result<(), ActionError> {
        let typing = std::mem::take(&mut self.typing);
        self.speakers.learn(&self.desk, typing.iter().copied()).await?;
        for by in typing {
            let name = self.speakers.name(by).unwrap_or_default().to_owned();
            self.told.push(Tell::Typing { by: by.to_string(), name });
        }
        Ok(())
    }
}
