//! Orders that are argued about: a dispute that is taken back, one that both sides end, and one that silence ends.

use crate::{
    flows::{Done, Step, steps},
    life::World,
    orders,
    outside::Outside,
    passing::{due, seal, two_days},
};
use actions::{FormKey, disputes};
use domain::{
    DisputeId, ProposalId,
    disputes::{Dispute, DisputeForm, ProposalForm},
};
use testkit::OrderIds;

pub fn steps(flow: &str) -> Option<&'static [Step]> {
    match flow {
        "dispute" => steps![open, withdraw, open_again, counter, accept, due, seal],
        "silence" => steps![open, two_days, due, two_days, due, seal],
        _ => None,
    }
}

/// Where both begin: a paid order.
pub async fn begin(world: &World) -> OrderIds {
    orders::begin("refund", world).await
}

fn complaint(asks: &str) -> DisputeForm {
    let text = str::to_owned;
    let proposal = ProposalForm { asks: text(asks), buyer: text("9"), ..ProposalForm::default() };
    let description = text("It came without its lid.");
    DisputeForm { category: text("wrong_item"), reason: text("No lid"), description, proposal }
}

/// The one that is open, or the last: within a life the clock stands, and two may have begun at once.
async fn newest(world: &World) -> Dispute {
    let mut all = world.desk.store.disputes_of(world.order.request).await.unwrap();
    all.sort_by_key(|dispute| !dispute.status.is_open());
    all.remove(0)
}

async fn open(world: &World, _: &mut Outside) -> Done {
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
