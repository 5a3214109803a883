//! Everything that can end an order, while what the house decided about it waits for signatures: the money stays until every leg
//! is signed, and leaves once, as it was signed.

use crate::{
    resolvers::{asked, decided_after, people},
    rounds::{Outcome, Round, Try, done, rounds},
    signers_people::{Holder, arm, armed_twin, decided_last, holder, instruction_for, sign_rest, signs},
};
use actions::{Desk, FormKey, disputes, escrow};
use domain::{
    Days, DecisionId, DisputeId, Minutes, UserId,
    custody::{InstructionStatus, Leg},
    disputes::{Dispute, DisputeStatus},
    escrow::{Escrow, EscrowState},
    ledger::JournalKind,
};
use rand::Rng;
use testkit::{Given, OrderIds, PRICE_UNITS};

const SPLIT: [Leg; 2] = [Leg::Buyer, Leg::Seller];
/// Where `resolvers::decided` takes its words from: a split, and a refund.
const TO_SPLIT: usize = 2;
const TO_REFUND: usize = 0;
/// Others let run before a deed, at most.
const LONGEST_WAIT: u32 = 3_000;

fn appealed(desk: Desk, who: UserId, (id, which): (DisputeId, DecisionId)) -> Try {
    const WHY: &str = "The pictures that were looked at are of another kettle than mine.";
    Box::pin(async move { ("appeal", disputes::appeal_decision(&desk, who, id, which, WHY).await.map(drop)) })
}

fn waived(desk: Desk, who: UserId, (id, which): (DisputeId, DecisionId)) -> Try {
    Box::pin(async move { ("waive", disputes::waive_appeal(&desk, who, id, which).await) })
}

/// A signature is looked at for long: what takes no time meets it only when it lets others run before.
fn later(round: &mut Round, deed: Try) -> Try {
    let breaths = round.dice.random_range(0..LONGEST_WAIT);
    Box::pin(async move {
        for _ in 0..breaths {
            tokio::task::yield_now().await;
        }
        deed.await
    })
}

/// Every other way out of an order, and the clock.
fn another_way(desk: Desk, order: OrderIds, (id, code): (DisputeId, &str), which: u32) -> Try {
    let code = code.to_owned();
    let key = FormKey::new(&desk.new_id::<domain::EventId>().to_string(), ["race"]);
    Box::pin(async move {
        match which {
            0 => ("release", escrow::hand_over(&desk, order.seller, order.request, &code).await.map(drop)),
            1 => ("refund", escrow::give_refund(&desk, order.seller, order.request).await.map(drop)),
            2 => ("cancel", escrow::cancel_order(&desk, order.buyer, order.request, "").await.map(drop)),
            3 => ("part", escrow::give_part_back(&desk, order.seller, order.request, "1", &key).await.map(drop)),
            4 => ("withdraw", disputes::withdraw_dispute(&desk, order.buyer, id).await),
            _ => ("clock", actions::tasks::run_due(&desk, "racer").await.map(drop)),
        }
    })
}

struct Scene {
    order: OrderIds,
    id: DisputeId,
    code: String,
    one: Holder,
    two: Holder,
    judges: Vec<UserId>,
}

impl Scene {
    /// Decided as a split in a house with two signers, both of whose devices count.
    async fn new(round: &mut Round) -> Self {
        arm(round);
        let desk = &round.desk;
        let (one, two) = (holder(desk, 1).await, holder(desk, 2).await);
        desk.advance(Minutes(24 * 60));
        let order = Given::sent_order(desk, &round.chain).await;
        let code = escrow::delivery_code_for(desk, order.buyer, order.request).await.unwrap().unwrap();
        let id = asked(desk, &order).await;
        let judges = people(desk, 2).await;
        decided_after(desk.twin(), judges[0], id, (TO_SPLIT, 0)).await.1.unwrap();
        Self { order, id, code, one, two, judges }
    }

    /// Both sign both legs, both sides take the decision or ask for another look, and everybody tries every other way.
    async fn tries(&mut self, round: &mut Round) -> Vec<Try> {
        let mut tries = Vec::new();
        for leg in SPLIT {
            let id = instruction_for(&round.desk, &self.one, self.id, leg).await;
            for holder in [&mut self.one, &mut self.two] {
                tries.push(signs(&round.desk, armed_twin(round), holder, id).await);
            }
        }
        let decision = (self.id, decided_last(&round.desk, self.id).await);
        let asks_again = round.dice.random_bool(0.5);
        for side in [self.order.buyer, self.order.seller] {
            tries.push(later(round, waived(round.twin(), side, decision)));
            if asks_again {
                tries.push(later(round, appealed(round.twin(), side, decision)));
            }
        }
        for _ in 0..30 {
            let which = round.dice.random_range(0..8);
            let way = another_way(round.twin(), self.order, (self.id, &self.code), which);
            tries.push(later(round, way));
        }
        tries
    }

    /// What became of the money, and how often it left the escrow each way.
    async fn ended(&self, desk: &Desk) -> (EscrowState, usize, usize) {
        let escrow: Escrow = desk.store.get(self.order.request).await.unwrap();
        let parts = [escrow.released, escrow.refunded, escrow.fees, escrow.held().unwrap()].map(|part| part.units);
        assert_eq!(parts.iter().sum::<i128>(), PRICE_UNITS, "{parts:?}");
        let journals = desk.store.journals_of_request(self.order.request).await.unwrap();
        let count = |kind| journals.iter().filter(|journal| journal.kind == kind).count();
        (escrow.state, count(JournalKind::Release), count(JournalKind::Refund))
    }

    async fn signed_legs(&self, desk: &Desk) -> usize {
        let made = desk.store.instructions_of_dispute(self.id).await.unwrap();
        made.iter().filter(|it| it.status == InstructionStatus::Approved).count()
    }

    /// Right after the race: untouched, or shared by two signed legs.
    async fn assert_only_signed_money_left(&self, desk: &Desk, outcomes: &[Outcome]) {
        for way in ["refund", "cancel", "part", "withdraw"] {
            assert_eq!(done(outcomes, way), 0, "{way}: {outcomes:?}");
        }
        match self.ended(desk).await {
            // Whoever types the code of an order that is over is told that it is.
            (EscrowState::Disputed, 0, 0) => assert_eq!(done(outcomes, "release"), 0, "{outcomes:?}"),
            (EscrowState::Split, 1, 1) => assert_eq!(self.signed_legs(desk).await, SPLIT.len(), "{outcomes:?}"),
            other => panic!("{other:?} {outcomes:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_decision_waits_for_signatures_nothing_else_moves_the_money_and_what_is_signed_moves_it_once() {
    rounds("sign-waive-appeal-clock-release-refund-cancel", async |round| {
        let mut scene = Scene::new(round).await;
        if round.dice.random_bool(0.5) {
            // Nothing is waited for any more but signatures.
            round.desk.advance(Days(5));
            round.desk.run_due().await;
            assert_eq!(scene.ended(&round.desk).await, (EscrowState::Disputed, 0, 0));
        }
        let tries = scene.tries(round).await;
        let outcomes = round.at_once(tries).await;
        scene.assert_only_signed_money_left(&round.desk, &outcomes).await;
        let was_appealed = done(&outcomes, "appeal") > 0;
        let wanted = if was_appealed {
            decided_after(round.twin(), scene.judges[1], scene.id, (TO_REFUND, 1)).await.1.unwrap();
            assert_eq!(scene.ended(&round.desk).await.0, EscrowState::Disputed, "what was signed is not this decision");
            sign_rest(round, &mut scene.one, scene.id, &[Leg::Buyer]).await;
            (EscrowState::Refunded, 0, 1)
        } else {
            if scene.ended(&round.desk).await.0 == EscrowState::Disputed {
                sign_rest(round, &mut scene.two, scene.id, &SPLIT).await;
            }
            (EscrowState::Split, 1, 1)
        };
        round.desk.advance(Days(5));
        for _ in 0..2 {
            round.desk.run_due().await;
        }
        assert_eq!(scene.ended(&round.desk).await, wanted, "{outcomes:?}");
        let dispute: Dispute = round.desk.store.get(scene.id).await.unwrap();
        assert_eq!(dispute.status, DisputeStatus::Closed, "{outcomes:?}");
        outcomes.len()
    })
    .await;
}
