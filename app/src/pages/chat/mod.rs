//! Pages of conversations: the list of them, and one of them.

mod before;
mod blocking;
mod chat_parts;
mod chats;
mod conversation;
mod counter;
mod files;
mod heard;
mod live;
mod load;
mod message;
mod message_deeds;
mod report;
mod write;

pub use chats::Chats;
pub use conversation::Chat;
pub use heard::{News, Speakers};
pub(crate) use live::load_since;

use actions::chat::MESSAGES_PER_PAGE;
use domain::ChatId;

/// The page a message stands on, in the middle, and its place there.
pub(crate) fn place_of(chat: ChatId, seq: u64) -> String {
    let before = seq.saturating_add(u64::from(MESSAGES_PER_PAGE) / 2);
    format!("/chats/{chat}?before={before}#m{seq}")
}
