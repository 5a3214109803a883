//! THE LAW: nouns, rules, state machines and money.
//!
//! Everything here is pure and compiles for the server and for the browser: a decision is a function
//! of what is handed in. No async, no clock, no randomness, no database, no HTTP may enter this room.

pub mod attachments;
pub mod change;
pub mod chat;
pub mod custody;
pub mod digits;
pub mod disputes;
pub mod escrow;
pub mod event;
pub mod fault;
pub mod identity;
pub mod ids;
pub mod ledger;
pub mod letters;
pub mod machine;
pub mod market;
pub mod money;
pub mod needs;
pub mod notices;
pub mod paper;
pub mod sanctions;
pub mod settings;
pub mod tasks;
pub mod telegram;
pub mod time;
pub mod wallets;

pub use change::Change;
pub use fault::{FieldErrors, FieldFault};
pub use ids::*;
pub use money::{BasisPoints, Currency, Money, MoneyError};
pub use time::{Days, Hours, Minutes, Seconds, Span, Timestamp};
