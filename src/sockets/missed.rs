//! What a tab missed: read from the database, from the last number it was told.

use super::tab::{End, Tab};
use actions::ActionError;
use app::{api::chat::wire::lines, pages::chat::Speakers};
use axum::extract::ws::{Message, Utf8Bytes};
use std::time::Duration;
use tokio::time::Instant;

/// Whoever needs longer for what was missed comes back and goes on from there.
const WHOLE: Duration = Duration::from_secs(30);
/// Messages that are asked for at once.
const AT_ONCE: u32 = 20;
/// A frame of what was missed; what a socket has once written it keeps room for.
const FRAME: usize = 4 * 1024;

impl Tab {
    /// Tells what came after the last number this tab was told.
    pub(super) async fn catch_up(&self) -> Result<(), End> {
        let began = Instant::now();
        while began.elapsed() < WHOLE {
            let words = self.missed().await.map_err(|error| {
                tracing::error!(%error, "a tab is not told what it missed");
                End::Broken
            })?;
            if words.is_empty() {
                return Ok(());
            }
            for (last, frame) in words {
                self.write(Some(Message::Text(frame)), Some(last)).await?;
            }
            // What comes after that is told by the room.
            if self.line.told() >= self.room.floor.last() {
                return Ok(());
            }
        }
        Err(End::Slow)
    }

    /// Some of it, in frames that are not long; each with its last number.
    async fn missed(&self) -> Result<Vec<(u64, Utf8Bytes)>, ActionError> {
        let desk = &self.sockets.0.desk;
        let chat = self.room.floor.chat();
        let messages = desk.store.messages_after(chat.id, self.line.told(), AT_ONCE).await?;
        if messages.is_empty() {
            return Ok(Vec::new());
        }
        let numbers: Vec<u64> = messages.iter().map(|message| message.seq).collect();
        let news = Speakers::default().news(desk, &chat, messages).await?;
        let mut frames: Vec<(u64, String)> = Vec::new();
        for (seq, word) in numbers.into_iter().zip(news.told(self.line.l)) {
            let line = lines([word]);
            match frames.last_mut().filter(|(_, frame)| frame.len() + line.len() < FRAME) {
                Some((last, frame)) => {
                    *last = seq;
                    *frame += "\n";
                    *frame += &line;
                }
                None => frames.push((seq, line)),
            }
        }
        Ok(frames.into_iter().map(|(seq, frame)| (seq, frame.into())).collect())
    }
}
