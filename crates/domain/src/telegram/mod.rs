//! Telegram: who is linked to whom, what the bot is asked, and how somebody proves to be a Telegram user. Speaking to
//! Telegram is the notify room's; who may do what, the deeds'.

mod access;
mod asked;
mod button;
mod link;
mod proof;
mod query;
mod reply;
mod session;
mod ticket;
mod told;

pub use access::{BadAccess, BotAccess, BotToken};
pub use asked::{Asked, TelegramUpdate, UpdateId};
pub use button::Button;
pub use link::{LinkStatus, TelegramDoor, TelegramId, TelegramLink, TelegramProfile};
pub use proof::{NotProven, Proven};
pub use reply::{OrderLine, Reply};
pub use session::{Fingerprint, TelegramSession};
pub use ticket::{PAYLOAD_MOST, TelegramTicket};
pub use told::Unreadable;

#[cfg(test)]
mod proof_tests;
