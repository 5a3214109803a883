//! Money that leaves, on a real chain with real keys: asked for, signed, sent, replaced, final, and every way back.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod addresses;
mod asking;
#[path = "../identity/authenticator.rs"]
#[allow(dead_code, reason = "the people of these tests use a part of it")]
mod authenticator;
mod capital;
mod cold;
mod crashes;
mod deciding;
mod device_accounts;
mod device_room;
mod device_sweeps;
mod devices;
mod glass;
mod glass_money;
mod glass_room;
mod hand;
mod instructing;
mod instructing_races;
mod limits_wait;
mod listing;
mod refunds;
mod refunds_again;
mod releasing;
mod sending;
mod signers;
mod signers_room;
mod signers_told;
mod stopping;
mod sweeping;
mod town;
mod turns;
mod vault_alone;
mod vault_room;
