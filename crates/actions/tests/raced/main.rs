//! Many at once, many times over: what may happen once happens once, whoever is quicker. On the engine in memory, on a
//! file with `AMANAT_TEST_ON_DISK=1`, or on the server of `AMANAT_TEST_URI`; `AMANAT_RACE_ROUNDS` says how often.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]
#![allow(clippy::print_stdout, reason = "a race says its seed")]

#[path = "../identity/authenticator.rs"]
#[allow(dead_code, reason = "the people of these tests use a part of it")]
mod authenticator;
mod cuts;
mod disputes;
mod holds;
mod offers;
mod orders;
mod outages;
mod resolvers;
mod rounds;
mod signers;
mod signers_people;
#[path = "../custody/signers_room.rs"]
#[allow(dead_code, reason = "a race has a house of its own")]
mod signers_room;
mod splits;
mod wallets;
mod wire;
