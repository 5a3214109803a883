//! What goes between this process and the others.
//!
//! No clocks are compared: a process counts its beats, and is there as long as others see them grow.

use super::SharedFeed;
use crate::{Topic, feed::Feed};
use std::{collections::BTreeMap, sync::atomic::Ordering, time::Duration};
use store::{News, Process, Store, StoreError};
use tokio::time::{MissedTickBehavior, interval};

/// How often a process says that it is there, and looks who else is.
const BEAT: Duration = Duration::from_secs(2);
/// So many looks without a beat, and a process is gone.
const GONE: u32 = 5;
/// How often news of others are read.
const LOOK: Duration = Duration::from_millis(100);
/// News of so long are written down together.
const GATHER: Duration = Duration::from_millis(20);

/// Another process, as this one knows it.
struct Other {
    beats: i64,
    /// Looks since it last beat.
    quiet: u32,
    hears: bool,
    /// The number of its last news that was heard.
    heard: i64,
}

/// What goes between this process and the others.
pub(super) struct Line<'a> {
    store: &'a Store,
    feed: &'a SharedFeed,
    hears: bool,
    beats: i64,
    /// The number of the last news that was told.
    told: i64,
    others: BTreeMap<String, Other>,
}

impl<'a> Line<'a> {
    pub(super) fn of(store: &'a Store, feed: &'a SharedFeed, hears: bool) -> Self {
        Self { store, feed, hears, beats: 0, told: 0, others: BTreeMap::new() }
    }

    /// Tells what waits, and that this process is gone.
    pub(super) async fn end(mut self) {
        // Whoever is not told looks again when this process is gone.
        let _ = self.tell().await;
        let _ = self.store.forget_process(&self.feed.name).await;
    }

    /// Does what is due, for ever.
    pub(super) async fn keep(&mut self) {
        let (mut beat, mut look) = (interval(BEAT), interval(LOOK));
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut is_down = false;
        loop {
            let feed = self.feed;
            let done = tokio::select! {
                _ = beat.tick() => self.beat().await,
                _ = look.tick(), if self.hears && !self.others.is_empty() => self.hear().await,
                () = feed.has_waiting.notified() => {
                    tokio::time::sleep(GATHER).await;
                    self.tell().await
                }
            };
            if let Err(error) = &done {
                if !is_down {
                    tracing::error!(%error, "no news between processes");
                }
                tokio::time::sleep(BEAT).await;
            }
            is_down = done.is_err();
        }
    }

    /// Says that this process is there, and sees who came and who is gone.
    async fn beat(&mut self) -> Result<(), StoreError> {
        self.beats += 1;
        let me = Process { name: self.feed.name.clone(), beats: self.beats, hears: self.hears };
        let all = self.store.note_process(&me).await?;
        let known = self.others.len();
        self.others.retain(|name, _| all.iter().any(|process| process.name == *name));
        let mut came = false;
        for process in all.into_iter().filter(|process| process.name != self.feed.name) {
            came |= self.see(process).await?;
        }
        for other in self.others.values_mut() {
            other.quiet += 1;
        }
        self.others.retain(|_, other| other.quiet <= GONE);
        if known > self.others.len() {
            // What one that is gone did not tell any more.
            self.feed.here.publish(Topic::Anything);
        }
        let is_heard = self.others.values().any(|other| other.hears);
        self.feed.is_heard.store(is_heard, Ordering::SeqCst);
        if came {
            // What each said before they knew of each other, the other has not heard.
            self.feed.here.publish(Topic::Anything);
            self.feed.wait(Topic::Anything);
        }
        Ok(())
    }

    /// True for one that was not there before.
    async fn see(&mut self, process: Process) -> Result<bool, StoreError> {
        if let Some(other) = self.others.get_mut(&process.name) {
            if other.beats != process.beats {
                (other.beats, other.quiet) = (process.beats, 0);
            }
            return Ok(false);
        }
        let heard = self.store.last_news_of(&process.name).await?;
        let other = Other { beats: process.beats, quiet: 0, hears: process.hears, heard };
        self.others.insert(process.name, other);
        Ok(true)
    }

    /// Writes down what waits. What could not be written waits on; hints are of no use later.
    async fn tell(&mut self) -> Result<(), StoreError> {
        let waiting = self.feed.with_waiting(std::mem::take);
        if (waiting.news.is_empty() && waiting.hints.is_empty()) || !self.feed.is_heard() {
            return Ok(());
        }
        let topics = waiting.news.iter().chain(&waiting.hints).map(ToString::to_string).collect();
        let news = News { from: self.feed.name.clone(), number: self.told + 1, topics };
        let told = self.store.tell_processes(&news).await;
        match &told {
            Ok(()) => self.told += 1,
            Err(_) => waiting.news.into_iter().for_each(|topic| self.feed.wait(topic)),
        }
        told
    }

    /// Publishes here what others have told. Where a number is missing, anything may have changed.
    async fn hear(&mut self) -> Result<(), StoreError> {
        for (name, other) in &mut self.others {
            for news in self.store.news_of(name, other.heard).await? {
                if news.number != other.heard + 1 {
                    self.feed.here.publish(Topic::Anything);
                }
                other.heard = news.number;
                news.topics
                    .iter()
                    .filter_map(|topic| topic.parse().ok())
                    .for_each(|topic| self.feed.here.publish(topic));
            }
        }
        Ok(())
    }
}
