//! The walls of the house (ARCHITECTURE.md): who may know whom, how pages are written, how long things are, and that
//! every page and every deed says who may.
#![allow(clippy::unwrap_used, reason = "a wall that cannot be read is a wall that fell")]

mod arrows;
mod deeds;
mod design;
mod lengths;
mod locales;
mod rust_text;
mod sheets;
mod source;
mod views;
mod words;
