//! Money that leaves, on a real chain with real keys: asked for, signed, sent, replaced, final, and every way back.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod asking;
mod capital;
mod crashes;
mod deciding;
mod hand;
mod refunds;
mod refunds_again;
mod releasing;
mod sending;
mod stopping;
mod sweeping;
mod town;
