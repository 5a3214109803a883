//! Many at once, many times over: what may happen once happens once, whoever is quicker. On the engine in memory, on a
//! file with `AMANAT_TEST_ON_DISK=1`, or on the server of `AMANAT_TEST_URI`; `AMANAT_RACE_ROUNDS` says how often.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]
#![allow(clippy::print_stdout, reason = "a race says its seed")]

mod cuts;
mod disputes;
mod holds;
mod offers;
mod orders;
mod outages;
mod resolvers;
mod rounds;
mod splits;
mod wallets;
mod wire;
