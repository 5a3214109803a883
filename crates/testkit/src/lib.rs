//! THE WORKSHOP: what tests are built with. Only ever a dev-dependency.
//!
//! Knows no pages and no web framework: a test of any room may use it.

mod anvil;
mod json_rpc;

pub use anvil::Anvil;
