//! People of the house who decide one dispute differently at the same moment, against its two sides and its clock.

use crate::rounds::{Outcome, Try, done, rounds};
use actions::{ActionError, Desk, FormKey, disputes};
use domain::{
    Days, DisputeId, UserId,
    disputes::{DecisionForm, Dispute, DisputeForm, DisputeStatus, ProposalForm},
    escrow::Escrow,
    event::Actor,
    identity::Role,
};
use payments::demo::demo_keystore;
use rand::Rng;
use std::sync::Arc;
use testkit::{Given, OrderIds, PRICE_UNITS};

/// How each of them would end it; no two of neighbours are alike.
const WORDS: [(&str, &str); 4] = [("refund", ""), ("release", ""), ("split", "5"), ("nothing", "")];

pub async fn asked(desk: &Desk, order: &OrderIds) -> DisputeId {
    let text = str::to_owned;
    let proposal = ProposalForm { asks: text("refund"), ..ProposalForm::default() };
    let description = text("It came without its lid.");
    let form = DisputeForm { category: text("other"), reason: text("No lid"), description, proposal };
    let key = FormKey::new(&desk.new_id::<domain::EventId>().to_string(), ["race"]);
    let id = disputes::open_dispute(desk, order.buyer, order.request, &form, &key).await.unwrap();
    disputes::ask_the_house(desk, order.seller, id).await.unwrap();
    id
}

pub async fn people(desk: &Desk, count: usize) -> Vec<UserId> {
    let mut people = Vec::new();
    for number in 0..count {
        let who = Given::person(desk, &format!("Resolver {number}")).await;
        let role = if number % 2 == 0 { Role::Resolver } else { Role::Admin };
        actions::identity::grant_role(desk, Actor::House, who, role).await.unwrap();
        people.push(who);
    }
    people
}

fn decided(desk: Desk, who: UserId, id: DisputeId, number: usize) -> Try {
    decided_after(desk, who, id, (number, 0))
}

/// The same, by somebody who has seen so many decisions about it.
pub fn decided_after(desk: Desk, who: UserId, id: DisputeId, (number, seen): (usize, usize)) -> Try {
    Box::pin(async move {
        let (asks, buyer) = WORDS[number % WORDS.len()];
        let text = str::to_owned;
        let reasons = text("What was shown decides it like this.");
        let form = DecisionForm { asks: text(asks), buyer: text(buyer), reasons, ..DecisionForm::default() };
        let key = FormKey::new(&desk.new_id::<domain::EventId>().to_string(), ["race"]);
        ("decide", disputes::decide_dispute(&desk, who, id, (&form, seen), &key).await.map(drop))
    })
}

/// Whoever was slower is answered 409 and told what the winner decided.
fn assert_told(outcomes: &[Outcome], winner: &str) {
    for (_, outcome) in outcomes.iter().filter(|(deed, outcome)| *deed == "decide" && outcome.is_err()) {
        match outcome {
            Err(ActionError::Refused { status: 409, code: "dispute-decided", detail: Some(said) }) => {
                assert_eq!(said, winner);
            }
            // Its conflicts were more than a deed tries; nothing of it was written.
            Err(error) if error.is_conflict() => {}
            other => panic!("{other:?}"),
        }
    }
}

async fn one_wins(race: &str, count: usize) {
    rounds(race, async |round| {
        round.desk.desk.keystore = Some(Arc::new(demo_keystore()));
        let order = Given::sent_order(&round.desk, &round.chain).await;
        let id = asked(&round.desk, &order).await;
        let people = people(&round.desk, count).await;
        let tries = people.iter().enumerate().map(|(number, who)| decided(round.twin(), *who, id, number));
        let tries: Vec<Try> = tries.collect();
        let outcomes = round.at_once(tries).await;
        assert_eq!(done(&outcomes, "decide"), 1, "{outcomes:?}");
        let dispute: Dispute = round.desk.store.get(id).await.unwrap();
        assert_eq!(dispute.decisions.len(), 1);
        assert_told(&outcomes, &dispute.decisions[0].verdict.action.to_string());
        round.desk.advance(Days(5));
        round.desk.run_due().await;
        let dispute: Dispute = round.desk.store.get(id).await.unwrap();
        assert_eq!(dispute.status, DisputeStatus::Closed);
        outcomes.len()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_decide_differently_one_wins_and_the_other_is_told() {
    one_wins("two-resolvers", 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_who_decide_differently_one_wins_and_the_others_are_told() {
    one_wins("ten-resolvers", 10).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_an_agreement_and_the_clock_move_the_money_once() {
    rounds("decide-accept-propose-clock", async |round| {
        round.desk.desk.keystore = Some(Arc::new(demo_keystore()));
        let order = Given::sent_order(&round.desk, &round.chain).await;
        let id = asked(&round.desk, &order).await;
        let people = people(&round.desk, 4).await;
        let which = round.desk.store.get::<Dispute>(id).await.unwrap().proposal.unwrap().id;
        round.desk.advance(Days(if round.dice.random_bool(0.3) { 7 } else { 1 }));
        let tries = (0..24).map(|number: usize| -> Try {
            let desk = round.twin();
            match (number, round.dice.random_range(0..6)) {
                (0, _) | (_, 0..=2) => decided(desk, people[number % people.len()], id, number),
                (1, _) | (_, 3 | 4) => {
                    Box::pin(async move { ("accept", disputes::accept_outcome(&desk, order.seller, id, which).await) })
                }
                _ => Box::pin(async move { ("clock", actions::tasks::run_due(&desk, "racer").await.map(drop)) }),
            }
        });
        let tries: Vec<Try> = tries.collect();
        let outcomes = round.at_once(tries).await;
        assert!(done(&outcomes, "decide") <= 1, "{outcomes:?}");
        for _ in 0..2 {
            round.desk.advance(Days(8));
            round.desk.run_due().await;
        }
        let dispute: Dispute = round.desk.store.get(id).await.unwrap();
        assert_eq!(dispute.status, DisputeStatus::Closed, "{outcomes:?}");
        let escrow: Escrow = round.desk.store.get(order.request).await.unwrap();
        let parts = [escrow.released, escrow.refunded, escrow.fees, escrow.held().unwrap()].map(|part| part.units);
        assert_eq!(parts.iter().sum::<i128>(), PRICE_UNITS, "{parts:?}");
        outcomes.len()
    })
    .await;
}
