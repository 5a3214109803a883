//! What people take away as files. Each asks for the same reads as the page that links to it.

pub mod file;
pub mod payments;
pub mod receipt;
pub mod resolution;
mod sheet;
pub mod wallet;
