//! Everything that can end an order, at once on one order.

use crate::rounds::{Round, Try, done, rounds};
use actions::{ActionError, Desk, escrow};
use domain::{
    Hours, Minutes,
    escrow::{Escrow, EscrowState},
    ledger::JournalKind,
};
use rand::{Rng, seq::IndexedRandom};
use std::sync::Arc;
use testkit::{Given, OrderIds, PretendChain, usdt};

fn released(desk: Desk, order: OrderIds, code: String) -> Try {
    Box::pin(async move {
        let done = escrow::hand_over(&desk, order.seller, order.request, &code).await;
        ("release", done.map(drop))
    })
}

fn refunded(desk: Desk, order: OrderIds) -> Try {
    Box::pin(async move { ("refund", escrow::give_refund(&desk, order.seller, order.request).await.map(drop)) })
}

fn cancelled(desk: Desk, order: OrderIds, by_buyer: bool) -> Try {
    let who = if by_buyer { order.buyer } else { order.seller };
    Box::pin(async move { ("cancel", escrow::cancel_order(&desk, who, order.request, "").await.map(drop)) })
}

fn clock(desk: Desk) -> Try {
    Box::pin(async move { ("clock", actions::tasks::run_due(&desk, "racer").await.map(drop)) })
}

fn watched(desk: Desk, chain: Arc<PretendChain>) -> Try {
    Box::pin(async move { ("watch", escrow::watch_chain(&desk, &*chain).await.map(drop)) })
}

/// What became of the money, and how often it left the escrow.
async fn end_of(desk: &Desk, order: OrderIds) -> (EscrowState, usize, usize) {
    let escrow: Escrow = desk.store.get(order.request).await.unwrap();
    let journals = desk.store.journals_of_request(order.request).await.unwrap();
    let count = |kind| journals.iter().filter(|journal| journal.kind == kind).count();
    (escrow.state, count(JournalKind::Release), count(JournalKind::Refund))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sent_order_is_released_or_refunded_and_never_both() {
    rounds("release-refund-cancel", async |round| {
        let (mut orders, mut tries) = (Vec::new(), Vec::new());
        for _ in 0..round.orders {
            let order = Given::sent_order(&round.desk, &round.chain).await;
            orders.push(order);
            tries.push(ends_of(round, order).await);
        }
        let count = tries.iter().map(Vec::len).sum();
        let outcomes = round.side_by_side(tries).await;
        for (order, outcomes) in orders.into_iter().zip(outcomes) {
            let (releases, refunds) = (done(&outcomes, "release"), done(&outcomes, "refund"));
            assert!(releases == 0 || refunds == 0, "{outcomes:?}");
            let expected = match (releases, refunds) {
                (0, 0) => (EscrowState::Funded, 0, 0),
                (_, 0) => (EscrowState::Released, 1, 0),
                (_, _) => (EscrowState::Refunded, 0, 1),
            };
            assert_eq!(end_of(&round.desk, order).await, expected, "{outcomes:?}");
        }
        count
    })
    .await;
}

/// Everything that can end a sent order, many times and in a drawn mixture.
async fn ends_of(round: &mut Round, order: OrderIds) -> Vec<Try> {
    let code = escrow::delivery_code_for(&round.desk, order.buyer, order.request).await.unwrap().unwrap();
    let one = |kind: u32| match kind {
        0 | 1 => released(round.desk.twin(), order, code.clone()),
        2 | 3 => refunded(round.desk.twin(), order),
        _ => cancelled(round.desk.twin(), order, true),
    };
    let count = round.dice.random_range(4..40);
    let kinds: Vec<u32> = (0..count).map(|_| round.dice.random_range(0..5)).collect();
    kinds.into_iter().map(one).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_arrives_while_the_order_is_given_up_is_held_or_the_buyers() {
    rounds("credit-cancel-clock", async |round| {
        let (order, address) = Given::open_checkout(&round.desk).await;
        let paid = *[usdt(500), usdt(1_250), usdt(1_300)].choose(&mut round.dice).unwrap();
        round.chain.pay(&address, paid);
        round.chain.mine(5);
        round.desk.advance(Minutes(if round.dice.random_bool(0.5) { 60 } else { 1 }));
        let tries = (0..round.dice.random_range(4..24)).map(|_| match round.dice.random_range(0..4) {
            0 | 1 => watched(round.twin(), Arc::clone(&round.chain)),
            2 => clock(round.twin()),
            _ => cancelled(round.twin(), order, round.dice.random_bool(0.5)),
        });
        let tries: Vec<Try> = tries.collect();
        let count = tries.len();
        let outcomes = round.at_once(tries).await;
        // Whoever watches next finishes what nobody has seen yet.
        escrow::watch_chain(&round.desk, &*round.chain).await.unwrap();
        round.desk.advance(Hours(48));
        round.desk.run_due().await;
        let (state, releases, _) = end_of(&round.desk, order).await;
        assert_eq!(releases, 0, "{outcomes:?}");
        let ended = [EscrowState::Funded, EscrowState::Refunded, EscrowState::Cancelled];
        assert!(ended.contains(&state), "{state:?} {outcomes:?}");
        count
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_the_time_to_send_and_the_seller_who_sends_do_not_both_win() {
    rounds("send-deadline-refund", async |round| {
        let order = Given::funded_order(&round.desk, &round.chain).await;
        // Three days promised, 72 hours of grace.
        round.desk.advance(Hours(144));
        let tries = (0..round.dice.random_range(4..16)).map(|_| match round.dice.random_range(0..3) {
            0 => clock(round.twin()),
            1 => sent(round.twin(), order),
            _ => refunded(round.twin(), order),
        });
        let tries: Vec<Try> = tries.collect();
        let count = tries.len();
        let outcomes = round.at_once(tries).await;
        let (state, releases, refunds) = end_of(&round.desk, order).await;
        assert_eq!(releases, 0, "{outcomes:?}");
        assert_eq!(refunds, usize::from(state == EscrowState::Refunded), "{outcomes:?}");
        count
    })
    .await;
}

fn sent(desk: Desk, order: OrderIds) -> Try {
    let answer = |done: Result<_, ActionError>| ("send", done.map(drop));
    Box::pin(async move { answer(escrow::mark_sent(&desk, order.seller, order.request).await) })
}
