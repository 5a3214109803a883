//! Conversations, seen from outside: said once whoever sends at once, counted exactly, open to nobody else, and told what
//! happens to an order. Runs on the engine in memory, or on the server that `AMANAT_TEST_URI` names.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod changing;
mod conduct;
mod countering;
mod knowing;
mod reading;
mod saying;
mod showing;
mod strangers;
mod telling;
mod together;
mod world;
