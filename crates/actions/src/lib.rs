//! THE DEEDS: one function per thing a person or the clock does.
//!
//! An action loads, the domain decides, the store commits. Pages, the clock, the watcher and the command
//! line call the same action with another actor. No pages, no database types, no HTTP in this room.

mod again;
mod answer;
mod clock;
mod desk;
mod error;
mod feed;
mod keys;

pub mod admin;
pub mod attachments;
pub mod chat;
pub mod custody;
pub mod disputes;
pub mod escrow;
pub mod identity;
pub mod ledger;
pub mod letters;
pub mod market;
pub mod needs;
pub mod notices;
pub mod prices;
pub mod providers;
pub mod sanctions;
pub mod settings;
pub mod tasks;
pub mod telegram;

pub use answer::{FormKey, Keyed};
pub use clock::{Clock, SharedClock, SystemClock, TurnedClock};
pub use desk::{Desk, Drawn, IdSource, Settings};
pub use error::ActionError;
pub use feed::{Feed, InProcessFeed, SharedFeed, Topic};
pub use keys::Keys;
