//! What people take away as files. Each asks for the same reads as the page that links to it.

pub mod file;
pub mod payments;
pub mod receipt;
mod sheet;
pub mod wallet;
