//! The walls of the house (ARCHITECTURE.md): who may know whom, how pages are written, how long things are, and that
//! every page and every deed says who may.

mod arrows;
mod deeds;
mod lengths;
mod source;
mod views;
