//! The process dies at each of its writes, before it and after it, and another one goes on over the same folder: people
//! click once more what nobody answered, and everything ends as if nothing had happened. Each life is a process of its own.
//!
//! `AMANAT_FAULTS=all` tries every write; a run of all tests tries a few, drawn from `AMANAT_FAULT_SEED`. One alone:
//! `AMANAT_FAULT_CELL=release@17:after`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]
#![allow(clippy::print_stdout, reason = "a fault says how it is made again")]

mod arguments;
#[path = "../identity/authenticator.rs"]
#[allow(dead_code, reason = "these people's passkeys do as they are asked")]
mod authenticator;
mod cells;
mod ending;
mod flows;
mod glass;
mod instructed;
mod legs;
mod life;
mod node;
mod orders;
mod outside;
mod paid_out;
mod passing;
mod security;
mod swept;
mod undone;
mod vaults;

use cells::dies_everywhere;

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_that_is_killed_at_any_write_ends_as_if_nothing_had_happened() {
    dies_everywhere("F1", "checkout", &["seller_paid completed"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_that_is_killed_at_any_write_is_made_once() {
    dies_everywhere("F2", "release", &["seller_paid completed"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_is_killed_at_any_write_is_made_once() {
    dies_everywhere("F2", "refund", &["cancelled refunded"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_split_that_is_killed_at_any_write_is_made_once() {
    dies_everywhere("F2", "split", &["seller_paid completed"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_that_is_killed_at_any_write_is_open_once_lifted_once_and_paid_once() {
    dies_everywhere("F2", "dispute", &["seller_paid completed", "dispute agree waiting_response", "refund 9.00 USDT"])
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_in_a_dispute_is_paid_once_though_it_is_killed_at_any_write() {
    dies_everywhere("F2", "silence", &["seller_paid completed", "refund 9.00 USDT"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appeal_that_is_killed_at_any_write_is_decided_and_paid_once_and_warns_once() {
    let ends = ["cancelled refunded", "dispute appeal resolved→in_progress", "other warn_seller", "refund 12.50 USDT"];
    dies_everywhere("F2", "judged", &ends).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_both_take_is_paid_once_though_it_is_killed_at_any_write() {
    dies_everywhere("F2", "settled", &["seller_paid completed", "dispute close resolved→closed", "refund 9.00 USDT"])
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_signers_sign_leg_by_leg_is_paid_once_though_it_is_killed_at_any_write() {
    let ends =
        ["seller_paid completed", "dispute close resolved→closed", "instruction approve_instruction open→approved"];
    dies_everywhere("F2", "legs", &[&ends[..], &["refund 9.00 USDT"]].concat()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_from_a_wallet_that_is_killed_at_any_write_is_made_once() {
    dies_everywhere("F1", "from_wallet", &["processing confirmed"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_clock_does_is_done_once_though_it_is_killed_at_any_write() {
    dies_everywhere("F1", "clock", &["cancelled refunded"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_that_is_killed_at_any_write_is_sent_once_and_replaced_in_its_place() {
    let sent = "withdrawal of 1000.01 USDT confirmed in attempt 0, signed 2 times for 1 places";
    dies_everywhere("F2", "withdrawal", &[sent, "arrived 1000010000", "sent by the vault 1", "books balanced"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_that_signers_sign_is_signed_once_and_sent_once_though_it_is_killed_at_any_write() {
    let sent = "withdrawal of 1000.01 USDT confirmed in attempt 0, signed 1 times for 1 places";
    dies_everywhere("F2", "instructed", &[sent, "arrived 1000010000", "sent by the vault 1", "books balanced"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_glass_that_is_broken_lets_one_sum_out_once_and_ends_though_it_is_killed_at_any_write() {
    let sent = "withdrawal of 1000.01 USDT confirmed in attempt 0, signed 1 times for 1 places";
    let told = ["break_glass use_break_glass open→open", "break_glass end_break_glass open→ended"];
    dies_everywhere("F2", "glass", &[&told[..], &[sent, "arrived 1000010000", "sent by the vault 1"]].concat()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_that_a_device_signs_is_sent_once_as_it_was_signed_though_it_is_killed_at_any_write() {
    let sent = "sweep of 250.00 USDT confirmed in attempt 0, signed 1 times for 1 places";
    dies_everywhere("F2", "swept", &[sent, "sent by the vault 1", "books balanced"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_called_back_refused_or_forgotten_is_in_the_wallet_once_though_it_is_killed_at_any_write() {
    let back = ["withdrawal of 9.00 USDT cancelled", "1000.01 USDT rejected", "1100.00 USDT expired"];
    dies_everywhere("F2", "called_back", &[&back[..], &["arrived 0", "sent by the vault 0"]].concat()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reverted_withdrawal_that_is_killed_at_any_write_is_in_the_wallet_once() {
    let back = "reversed in attempt 0, signed 1 times for 1 places";
    dies_everywhere("F2", "reverted", &[back, "arrived 0", "sent by the vault 1", "books balanced"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_on_chain_that_is_killed_at_any_write_arrives_once() {
    let sent = "confirmed in attempt 0, signed 1 times for 1 places";
    dies_everywhere("F2", "release_out", &["seller_paid completed", sent, "sent by the vault 1"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_whose_place_was_taken_is_sent_again_once_though_it_is_killed_at_any_write() {
    let sent = "confirmed in attempt 1, signed 2 times for 2 places";
    dies_everywhere("F2", "release_again", &["seller_paid completed", sent, "sent by the vault 2"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_that_is_given_up_is_in_the_sellers_wallet_once_though_it_is_killed_at_any_write() {
    let back = "reversed in attempt 0, signed 1 times for 1 places";
    dies_everywhere("F2", "release_back", &["seller_paid completed", back, "arrived 0"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_sent_on_that_is_killed_at_any_write_arrives_once() {
    let sent = "withdrawal of 11.50 USDT confirmed in attempt 0, signed 1 times for 1 places";
    dies_everywhere("F2", "refund_claim", &[sent, "arrived 11500000", "sent by the vault 1", "books balanced"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reversal_by_two_admins_that_is_killed_at_any_write_is_booked_once_a_round() {
    dies_everywhere("F2", "reversal", &["cancelled cancelled", "reversed 2 times"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_and_its_gas_that_are_killed_at_any_write_are_sent_once() {
    let sent =
        ["sweep of 250.00 USDT confirmed in attempt 0, signed 1 times", "gas_top_up of gas confirmed in attempt 0"];
    dies_everywhere("F2", "sweep", &[&sent[..], &["sent by the vault 1", "books balanced"]].concat()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn capital_that_is_booked_while_it_is_killed_at_any_write_is_booked_once() {
    dies_everywhere("F2", "capital", &["adjustment 700.00 USDT", "books balanced"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn security_behind_offers_that_are_killed_at_any_write_is_set_aside_and_back_once() {
    let ends = ["4.00 USDT voided", "3.00 USDT timed_out", "5.00 USDT captured"];
    dies_everywhere("F2", "offers", &[&ends[..], &["cancelled cancelled"]].concat()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sellers_deposit_is_back_once_though_its_release_is_killed_at_any_write() {
    dies_everywhere("F2", "deposit", &["seller_paid completed", "returned true"]).await;
}

/// What the others start as a process of its own; asked by itself it has nothing to do.
#[tokio::test(flavor = "multi_thread")]
async fn a_life() {
    if let Some(plan) = life::Plan::of_environment() {
        life::live(&plan).await;
    }
}
