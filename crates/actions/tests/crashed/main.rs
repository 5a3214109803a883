//! The process dies at each of its writes, before it and after it, and another one goes on over the same folder: people
//! click once more what nobody answered, and everything ends as if nothing had happened. Each life is a process of its own.
//!
//! `AMANAT_FAULTS=all` tries every write; a run of all tests tries a few, drawn from `AMANAT_FAULT_SEED`. One alone:
//! `AMANAT_FAULT_CELL=release@17:after`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]
#![allow(clippy::print_stdout, reason = "a fault says how it is made again")]

mod cells;
mod flows;
mod life;
mod outside;

use cells::dies_everywhere;

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_that_is_killed_at_any_write_ends_as_if_nothing_had_happened() {
    dies_everywhere("F1", "checkout").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_that_is_killed_at_any_write_is_made_once() {
    dies_everywhere("F2", "release").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_is_killed_at_any_write_is_made_once() {
    dies_everywhere("F2", "refund").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_split_that_is_killed_at_any_write_is_made_once() {
    dies_everywhere("F2", "split").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_from_a_wallet_that_is_killed_at_any_write_is_made_once() {
    dies_everywhere("F1", "from_wallet").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_clock_does_is_done_once_though_it_is_killed_at_any_write() {
    dies_everywhere("F1", "clock").await;
}

/// What the others start as a process of its own; asked by itself it has nothing to do.
#[tokio::test(flavor = "multi_thread")]
async fn a_life() {
    if let Some(plan) = life::Plan::of_environment() {
        life::live(&plan).await;
    }
}
