//! The double of a Trezor against what real firmware said: packets that were captured, signatures of the firmware's own
//! fixtures, and what people read and do on the way.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod alike;
mod captured;
mod host;
mod ours;
mod person;
mod screens;
mod sessions;
mod signatures;
mod typed_data;
mod unlocking;
