//! What a hostile tester sends: database operators in every field of every deed, ways to another site in every `next`,
//! every form twice at once, passkey answers that were tampered with. None of it may work.
#![allow(clippy::unwrap_used, reason = "a house that cannot be attacked is no test")]
#![allow(clippy::print_stdout, reason = "how many were tried")]

mod operators;
mod passkeys;
mod redirects;
mod twice;
#[path = "../world/mod.rs"]
mod world;
