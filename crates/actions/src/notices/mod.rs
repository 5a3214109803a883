//! What people are told: the inbox, what they chose about channels and hours, and the links that stop letters.

mod choose;
mod inbox;
mod links;
mod mute;
mod wish;

pub use choose::{QuietForm, end_quiet_hours, set_quiet_hours, switch_notifications, told_of};
pub use inbox::{Inbox, MOST_COUNTED, NoticesForm, inbox, read_all, read_notification};
pub use links::{Stop, asked_to_stop, unsubscribe};
pub(crate) use mute::mute;
pub(crate) use wish::{Wish, wish_about};
