//! Telegram: who is linked, what they are told and how often, what the bot answers, and who comes in through it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod asking;
mod entering;
mod linking;
mod telling;
mod town;
