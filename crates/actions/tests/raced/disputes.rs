//! A dispute that opens against everything that ends the same order, and an agreement against everything else in it.

use crate::rounds::{Try, done, rounds};
use actions::{Desk, FormKey, disputes, escrow, ledger};
use domain::{
    Days, DisputeId, Hours, ProposalId, UserId,
    disputes::{Dispute, DisputeForm, DisputeStatus, ProposalForm},
    escrow::{Escrow, EscrowState},
};
use rand::Rng;
use testkit::{Given, OrderIds, PRICE_UNITS};

fn complaint(asks: &str) -> DisputeForm {
    let text = str::to_owned;
    let proposal = ProposalForm { asks: text(asks), buyer: text("4.000001"), ..ProposalForm::default() };
    let description = text("It came without its lid.");
    DisputeForm { category: text("other"), reason: text("No lid"), description, proposal }
}

fn a_key(desk: &Desk) -> FormKey {
    FormKey::new(&desk.new_id::<domain::EventId>().to_string(), ["race"])
}

fn opened(desk: Desk, order: OrderIds, who: UserId) -> Try {
    Box::pin(async move {
        let key = a_key(&desk);
        ("open", disputes::open_dispute(&desk, who, order.request, &complaint("refund"), &key).await.map(drop))
    })
}

fn released(desk: Desk, order: OrderIds, code: String) -> Try {
    Box::pin(async move { ("release", escrow::hand_over(&desk, order.seller, order.request, &code).await.map(drop)) })
}

fn refunded(desk: Desk, order: OrderIds) -> Try {
    Box::pin(async move { ("refund", escrow::give_refund(&desk, order.seller, order.request).await.map(drop)) })
}

fn part(desk: Desk, order: OrderIds) -> Try {
    Box::pin(async move {
        let key = a_key(&desk);
        ("part", escrow::give_part_back(&desk, order.seller, order.request, "1", &key).await.map(drop))
    })
}

fn cancelled(desk: Desk, order: OrderIds) -> Try {
    Box::pin(async move { ("cancel", escrow::cancel_order(&desk, order.buyer, order.request, "").await.map(drop)) })
}

fn clock(desk: Desk) -> Try {
    Box::pin(async move { ("clock", actions::tasks::run_due(&desk, "racer").await.map(drop)) })
}

fn accepted(desk: Desk, order: OrderIds, (id, which): (DisputeId, ProposalId)) -> Try {
    Box::pin(async move { ("accept", disputes::accept_outcome(&desk, order.seller, id, which).await) })
}

fn withdrawn(desk: Desk, order: OrderIds, id: DisputeId) -> Try {
    Box::pin(async move { ("withdraw", disputes::withdraw_dispute(&desk, order.buyer, id).await) })
}

fn escalated(desk: Desk, order: OrderIds, id: DisputeId) -> Try {
    Box::pin(async move { ("escalate", disputes::ask_the_house(&desk, order.seller, id).await) })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_opens_before_the_money_leaves_or_not_at_all() {
    rounds("release-refund-part-cancel-clock-dispute", async |round| {
        let order = Given::sent_order(&round.desk, &round.chain).await;
        escrow::mark_arrived(&round.desk, order.seller, order.request).await.unwrap();
        let code = escrow::delivery_code_for(&round.desk, order.buyer, order.request).await.unwrap().unwrap();
        let tries = (0..40).map(|number| match (number, round.dice.random_range(0..12)) {
            (0, _) | (_, 0..=2) => opened(round.twin(), order, order.buyer),
            (1, _) | (_, 3) => opened(round.twin(), order, order.seller),
            (2, _) | (_, 4 | 5) => released(round.twin(), order, code.clone()),
            (3, _) | (_, 6 | 7) => refunded(round.twin(), order),
            (4, _) | (_, 8) => part(round.twin(), order),
            (5, _) | (_, 9) => clock(round.twin()),
            _ => cancelled(round.twin(), order),
        });
        let tries: Vec<Try> = tries.collect();
        let outcomes = round.at_once(tries).await;
        let (opened, refunds) = (done(&outcomes, "open"), done(&outcomes, "refund"));
        let escrow: Escrow = round.desk.store.get(order.request).await.unwrap();
        let wanted = match (opened, refunds) {
            (1, 0) => EscrowState::Disputed,
            (0, 0) => EscrowState::Released,
            (0, _) => EscrowState::Refunded,
            (_, _) => panic!("both, or two: {outcomes:?}"),
        };
        assert_eq!(escrow.state, wanted, "{outcomes:?}");
        assert_eq!(escrow.dispute.is_some(), opened == 1);
        outcomes.len()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_an_agreement_a_withdrawal_silence_and_every_way_out_exactly_one_moves_the_money() {
    rounds("accept-withdraw-silence-release-refund", async |round| {
        let order = Given::sent_order(&round.desk, &round.chain).await;
        let code = escrow::delivery_code_for(&round.desk, order.buyer, order.request).await.unwrap().unwrap();
        let (form, key) = (complaint("split"), a_key(&round.desk));
        let id = disputes::open_dispute(&round.desk, order.buyer, order.request, &form, &key).await.unwrap();
        let which = round.desk.store.get::<Dispute>(id).await.unwrap().proposal.unwrap().id;
        let is_late = round.dice.random_bool(0.5);
        round.desk.advance(Hours(if is_late { 72 } else { 1 }));
        let tries = (0..40).map(|number| match (number, round.dice.random_range(0..10)) {
            (0, _) | (_, 0 | 1) => accepted(round.twin(), order, (id, which)),
            (1, _) | (_, 2) => withdrawn(round.twin(), order, id),
            (2, _) | (_, 3 | 4) => clock(round.twin()),
            (3, _) | (_, 5) => escalated(round.twin(), order, id),
            (4, _) | (_, 6) => released(round.twin(), order, code.clone()),
            (5, _) | (_, 7) => refunded(round.twin(), order),
            _ => part(round.twin(), order),
        });
        let tries: Vec<Try> = tries.collect();
        let outcomes = round.at_once(tries).await;
        // Whoever waited for the house waits no longer.
        round.desk.advance(Days(8));
        round.desk.run_due().await;
        let dispute: Dispute = round.desk.store.get(id).await.unwrap();
        assert_eq!(dispute.status, DisputeStatus::Closed, "{outcomes:?}");
        let escrow: Escrow = round.desk.store.get(order.request).await.unwrap();
        assert!(done(&outcomes, "accept") == 0 || done(&outcomes, "withdraw") == 0, "{outcomes:?}");
        let parts = [escrow.released, escrow.refunded, escrow.fees, escrow.held().unwrap()].map(|part| part.units);
        assert_eq!(parts.iter().sum::<i128>(), PRICE_UNITS, "{parts:?}");
        ledger::seal_history(&round.desk).await.unwrap();
        outcomes.len()
    })
    .await;
}
