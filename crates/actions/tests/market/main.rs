//! The market, seen from outside: wishes, offers, choosing one, reviews, the category tree.
//! Runs on the engine in memory, or on the server that `AMANAT_TEST_URI` names.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

mod accepting;
mod browsing;
mod categories;
mod deposits;
mod drafts;
mod offers;
mod requests;
mod reviews;
mod telling;
mod templates;
mod world;
