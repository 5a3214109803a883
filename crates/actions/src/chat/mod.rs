//! Talking: conversations are there when there is something to talk about, messages are said once, read once, changed by
//! their authors. Every deed asks first whether the person takes part.

mod begin;
mod block;
mod change;
mod counter;
mod group;
mod look;
mod read;
mod report;
mod send;
mod tell;
mod together;

pub use begin::{start_direct, start_support};
pub use block::{block_person, blocked_in, unblock_person};
pub use change::{delete_message, edit_message, react_to_message};
pub use counter::{answer_counter_offer, make_counter_offer};
pub(crate) use group::shows_files_to;
pub use group::{join, leave, reads_all};
pub use look::{
    ChatLine, MESSAGES_PER_PAGE, Room, Whence, chats_of, enter, open_chat, search, support_chats, unread_in_each,
    unread_of,
};
pub use read::mark_read;
pub use report::{Reports, decide_report, report_message, reports};
pub use send::{begin_files, send, send_files, send_in};
pub(crate) use tell::told;
pub use together::{Spoken, send_together};

use crate::{ActionError, Desk, Topic};
use domain::{
    ChatId,
    chat::{Asker, Chat, ChatError, Message},
};

impl From<ChatError> for ActionError {
    fn from(error: ChatError) -> Self {
        Self::Refused { status: error.status(), code: error.code(), detail: None }
    }
}

/// The conversation, for who takes part in it.
async fn of_member(desk: &Desk, who: Asker, chat: ChatId) -> Result<Chat, ActionError> {
    let chat: Chat = desk.store.get(chat).await?;
    chat.only_members(who)?;
    Ok(chat)
}

/// Tells open pages that a message is not what it was.
fn changed(desk: &Desk, message: &Message) {
    desk.feed.publish(Topic::Changed(message.chat_id, message.seq));
}

/// Tells open pages that there is something new to look at.
fn news(desk: &Desk, chat: ChatId) {
    desk.feed.publish(Topic::Chat(chat));
}
