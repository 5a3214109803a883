//! Conversations with devices: what is said, packet by packet, and what comes of it when either side takes it back, breaks off
//! or lies.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod calls;
mod ends;
mod held;
mod hostile;
mod keys;
mod line;
mod lines;
mod meeting;
mod order;
mod people;
mod shapes;
mod typed;
