//! The door, seen from outside: signing up and in, passkeys, sessions, addresses, becoming a seller.
//! Runs on the engine in memory, or on the server that `AMANAT_TEST_URI` names.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod addresses;
mod authenticator;
mod limits;
mod log;
mod mailed;
mod passkeys;
mod passwords;
mod places;
mod recovery;
mod sellers;
mod sessions;
mod standing;
mod step_up;
mod totp;
mod world;
