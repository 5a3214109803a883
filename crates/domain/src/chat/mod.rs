//! Conversations: who takes part, what may be said, changed and taken back, and how far everybody has read.
//!
//! A conversation is one document and each of its messages another. Who takes part is decided here, by what people are
//! to each other, and never by what a browser says.

mod block;
#[allow(clippy::module_inception, reason = "the noun has the area's name")]
mod chat;
mod counter_offer;
mod error;
mod message;
mod message_deeds;
mod message_form;
mod read_mark;
mod report;
mod told;

pub use block::{Block, Blocked};
pub use chat::{Asker, Chat, ChatType};
pub use counter_offer::{CounterOffer, CounterStatus};
pub use error::ChatError;
pub use message::{Edit, Message, MessageKind, Reaction, ReactionKind};
pub use message_deeds::{EDIT_MINUTES, MAX_EDITS};
pub use message_form::{MAX_CLIENT_ID, MAX_TEXT, MessageForm, NewText, TypedMessage};
pub use read_mark::ReadMark;
pub use report::{REPORT_WORDS_MAX, Report, ReportForm, ReportReason, ReportStatus};
pub use told::Told;

#[cfg(test)]
#[path = "conduct_tests.rs"]
mod conduct_tests;
#[cfg(test)]
#[path = "tests.rs"]
mod tests;
