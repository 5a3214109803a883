//! What a tab asks for. Each is a deed, as a form would ask for it.

use super::{
    room::{Inside, Whence},
    tab::{End, Tab},
};
use actions::chat::{self, Spoken};
use app::{
    api::chat::wire::{Ask, Tell},
    ssr::refuse,
};
use domain::chat::TypedMessage;
use std::time::Duration;
use tokio::time::Instant;

/// Who writes is told no more often.
const TYPING: Duration = Duration::from_secs(2);

impl Tab {
    /// Does what the tab asks. What it cannot mean is passed over.
    pub(super) async fn hear(&mut self, text: &str) -> Result<(), End> {
        let Ok(ask) = serde_json::from_str::<Ask>(text) else { return Ok(()) };
        match ask {
            Ask::Send { key, text, reply_to } => {
                let said = self.say(key, text, reply_to).await;
                // What is written next is news again.
                self.typed_at = None;
                self.tell([said]).await
            }
            Ask::Got { seq } => {
                // In a room of many nobody is told.
                if self.room.floor.is_small() {
                    self.room.tell(Inside::Got(self.me.id, seq, Whence::Here));
                }
                Ok(())
            }
            Ask::Read { seq } => {
                let desk = &self.sockets.0.desk;
                if let Err(error) = chat::mark_read(desk, self.me, self.room.id, seq).await {
                    // The next message that is read says it again.
                    tracing::warn!(%error, "not marked as read");
                }
                Ok(())
            }
            Ask::Typing {} => {
                if self.typed_at.is_none_or(|at| at.elapsed() >= TYPING) {
                    self.typed_at = Some(Instant::now());
                    self.room.tell(Inside::Typing(self.me.id, Whence::Here));
                }
                Ok(())
            }
        }
    }

    async fn say(&self, key: String, text: String, reply_to: String) -> Tell {
        let desk = self.sockets.0.desk.clone().asked_from(self.trace.clone());
        let typed = TypedMessage { text, client_id: key.clone(), reply_to };
        match self.room.pen.say(&self.room.floor, Spoken { desk, who: self.me, typed }).await {
            Ok(message) => Tell::Sent { key, seq: message.seq },
            Err(error) => {
                let fault = refuse(error);
                // What is wrong with the words says more than that something is.
                let why = fault.field_sentence(self.line.l, "text").unwrap_or_else(|| fault.sentence(self.line.l));
                Tell::Refused { key, status: fault.status, code: fault.code, why }
            }
        }
    }
}
