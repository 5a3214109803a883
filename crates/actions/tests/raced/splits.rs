//! An accepted split against everything else that can end the same order.

use crate::rounds::{Try, done, rounds};
use actions::{Desk, FormKey, escrow};
use domain::{
    Days, SplitProposalId,
    escrow::{Escrow, EscrowState, SplitForm},
};
use rand::Rng;
use testkit::{Given, OrderIds, PRICE_UNITS};

fn shared(desk: Desk, order: OrderIds, id: SplitProposalId) -> Try {
    Box::pin(async move { ("split", escrow::accept_split(&desk, order.seller, order.request, id).await.map(drop)) })
}

fn released(desk: Desk, order: OrderIds, code: String) -> Try {
    Box::pin(async move { ("release", escrow::hand_over(&desk, order.seller, order.request, &code).await.map(drop)) })
}

fn refunded(desk: Desk, order: OrderIds) -> Try {
    Box::pin(async move { ("refund", escrow::give_refund(&desk, order.seller, order.request).await.map(drop)) })
}

fn cancelled(desk: Desk, order: OrderIds) -> Try {
    Box::pin(async move { ("cancel", escrow::cancel_order(&desk, order.buyer, order.request, "").await.map(drop)) })
}

fn withdrawn(desk: Desk, order: OrderIds, id: SplitProposalId) -> Try {
    Box::pin(async move { ("withdraw", escrow::withdraw_split(&desk, order.buyer, order.request, id).await) })
}

fn clock(desk: Desk) -> Try {
    Box::pin(async move { ("clock", actions::tasks::run_due(&desk, "racer").await.map(drop)) })
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_split_a_release_a_refund_and_the_clock_exactly_one_wins() {
    rounds("split-release-refund-clock", async |round| {
        let order = Given::sent_order(&round.desk, &round.chain).await;
        escrow::mark_arrived(&round.desk, order.seller, order.request).await.unwrap();
        let code = escrow::delivery_code_for(&round.desk, order.buyer, order.request).await.unwrap().unwrap();
        let ends = round.dice.random_bool(0.5);
        // The code is good for seven days, and so is a proposal: both are made when the window is nearly over.
        round.desk.advance(Days(if ends { 3 } else { 1 }));
        let form = SplitForm { buyer: "4.000001".to_owned(), ..SplitForm::default() };
        let key = FormKey::new("split", ["4.000001"]);
        escrow::propose_split(&round.desk, order.buyer, order.request, (&form, None), &key).await.unwrap();
        let proposal = round.desk.store.get::<Escrow>(order.request).await.unwrap().split.unwrap().id;
        let tries = (0..50).map(|number| match (number, round.dice.random_range(0..9)) {
            (0, _) | (_, 0..=2) => shared(round.twin(), order, proposal),
            (1, _) | (_, 3 | 4) => released(round.twin(), order, code.clone()),
            (2, _) | (_, 5 | 6) => refunded(round.twin(), order),
            (3, _) | (_, 7) => clock(round.twin()),
            (4, _) => withdrawn(round.twin(), order, proposal),
            _ => cancelled(round.twin(), order),
        });
        let tries: Vec<Try> = tries.collect();
        let outcomes = round.at_once(tries).await;
        let (splits, refunds) = (done(&outcomes, "split"), done(&outcomes, "refund"));
        let escrow: Escrow = round.desk.store.get(order.request).await.unwrap();
        let wanted = match (splits, refunds) {
            (0, 0) => EscrowState::Released,
            (_, 0) => EscrowState::Split,
            (0, _) => EscrowState::Refunded,
            (_, _) => panic!("both: {outcomes:?}"),
        };
        assert_eq!(escrow.state, wanted, "{outcomes:?}");
        let parts = [escrow.released, escrow.refunded, escrow.fees].map(|part| part.units);
        assert_eq!(parts.iter().sum::<i128>(), PRICE_UNITS, "{parts:?}");
        outcomes.len()
    })
    .await;
}
