//! Orders that are argued about: a dispute that is taken back, one that both sides end, one that silence ends, and one that
//! the house decides, and decides again.

use crate::{
    authenticator::ORIGIN,
    flows::{Done, Step, steps},
    life::World,
    orders,
    outside::Outside,
    passing::{due, seal, two_days},
};
use actions::{FormKey, disputes, identity::passkeys_for};
use domain::{
    DecisionId, DisputeId, ProposalId, UserId,
    disputes::{DecisionForm, Dispute, DisputeForm, Ending, ProposalForm},
};
use payments::demo::demo_keystore;
use std::sync::Arc;
use testkit::{OrderIds, TestDesk};

pub fn steps(flow: &str) -> Option<&'static [Step]> {
    match flow {
        "dispute" => steps![open, withdraw, open_again, counter, accept, due, seal],
        "judged" => steps![open, ask, decide, appeal, decide_again, due, seal],
        "settled" => steps![open, ask, decide, take_it, take_it_too, due, seal],
        "silence" => steps![open, two_days, due, two_days, due, seal],
        _ => None,
    }
}

/// What the house decides is signed by the vault's key; and where signers sign it too, they have passkeys.
pub fn sign_for(flow: &str, desk: &mut TestDesk) {
    if matches!(flow, "judged" | "settled" | "legs") {
        desk.desk.keystore = Some(Arc::new(demo_keystore()));
    }
    if flow == "legs" {
        desk.desk.passkeys = Some(Arc::new(passkeys_for(ORIGIN).unwrap()));
    }
}

/// Where all begin: a paid order.
pub async fn begin(world: &World) -> OrderIds {
    orders::begin("refund", world).await
}

fn complaint(asks: &str) -> DisputeForm {
    let text = str::to_owned;
    let proposal = ProposalForm { asks: text(asks), buyer: text("9"), ..ProposalForm::default() };
    let description = text("It came without its lid.");
    DisputeForm { category: text("wrong_item"), reason: text("No lid"), description, proposal }
}

/// The one that is open, or else the one that was not taken back: within a life the clock stands, and two may have begun at
/// once.
pub async fn newest(world: &World) -> Dispute {
    let mut all = world.desk.store.disputes_of(world.order.request).await.unwrap();
    let is_taken_back = |it: &Dispute| it.resolution.as_ref().is_some_and(|end| end.ending == Ending::Withdrawn);
    all.sort_by_key(|dispute| (!dispute.status.is_open(), is_taken_back(dispute)));
    all.remove(0)
}

pub async fn open(world: &World, _: &mut Outside) -> Done {
    let key = FormKey::new("first complaint", ["lid"]);
    let order = world.order;
    disputes::open_dispute(&world.desk, order.buyer, order.request, &complaint("split"), &key).await.map(drop)
}

async fn withdraw(world: &World, _: &mut Outside) -> Done {
    disputes::withdraw_dispute(&world.desk, world.order.buyer, newest(world).await.id).await
}

async fn open_again(world: &World, _: &mut Outside) -> Done {
    let key = FormKey::new("second complaint", ["lid"]);
    let order = world.order;
    disputes::open_dispute(&world.desk, order.buyer, order.request, &complaint("refund"), &key).await.map(drop)
}

async fn stands(world: &World) -> (DisputeId, Option<ProposalId>) {
    let dispute = newest(world).await;
    (dispute.id, dispute.proposal.map(|proposal| proposal.id))
}

async fn counter(world: &World, _: &mut Outside) -> Done {
    let (id, seen) = stands(world).await;
    let (form, key) = (complaint("split").proposal, FormKey::new("counter", ["9"]));
    disputes::propose_outcome(&world.desk, world.order.seller, id, (&form, seen), &key).await.map(drop)
}

async fn accept(world: &World, _: &mut Outside) -> Done {
    let (id, seen) = stands(world).await;
    let Some(seen) = seen else { return Ok(()) };
    disputes::accept_outcome(&world.desk, world.order.buyer, id, seen).await
}

pub async fn ask(world: &World, _: &mut Outside) -> Done {
    disputes::ask_the_house(&world.desk, world.order.seller, newest(world).await.id).await
}

async fn decide(world: &World, _: &mut Outside) -> Done {
    decided(world, world.staff[0], ("split", "9", ""), 0).await
}

async fn decide_again(world: &World, _: &mut Outside) -> Done {
    decided(world, world.staff[1], ("refund", "", "warning_seller"), 1).await
}

pub async fn decided(world: &World, who: UserId, (asks, buyer, besides): (&str, &str, &str), seen: usize) -> Done {
    let text = str::to_owned;
    let reasons = text("The pictures show that there never was a lid.");
    let (asks, buyer, besides) = (text(asks), text(buyer), text(besides));
    let form = DecisionForm { asks, buyer, besides, reasons, ..DecisionForm::default() };
    let (id, key) = (newest(world).await.id, FormKey::new(&format!("decision {seen}"), ["lid"]));
    disputes::decide_dispute(&world.desk, who, id, (&form, seen), &key).await.map(drop)
}

async fn first(world: &World) -> (DisputeId, DecisionId) {
    let dispute = newest(world).await;
    (dispute.id, dispute.decisions[0].id)
}

async fn appeal(world: &World, _: &mut Outside) -> Done {
    let (id, which) = first(world).await;
    disputes::appeal_decision(&world.desk, world.order.buyer, id, which, "The other picture was not looked at.").await
}

async fn take_it(world: &World, _: &mut Outside) -> Done {
    let (id, which) = first(world).await;
    disputes::waive_appeal(&world.desk, world.order.buyer, id, which).await
}

async fn take_it_too(world: &World, _: &mut Outside) -> Done {
    let (id, which) = first(world).await;
    disputes::waive_appeal(&world.desk, world.order.seller, id, which).await
}
