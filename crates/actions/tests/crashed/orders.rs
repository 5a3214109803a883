//! Orders that are paid and ended here: what buyer and seller do.

use crate::{
    flows::{Done, Step, steps},
    life::World,
    outside::Outside,
    passing::{blocks, due, look, seal, two_days},
};
use actions::{ActionError, FormKey, escrow};
use domain::{
    Currency, Money, SplitProposalId,
    escrow::{ChainAddress, DerivedDestination, Escrow, SplitForm},
};
use testkit::{Given, OrderIds, PRICE_UNITS};

pub fn steps(flow: &str) -> Option<&'static [Step]> {
    match flow {
        "checkout" => {
            steps![open, pay_some, look, blocks, look, pay_rest, look, blocks, look, due, send, hand_over, due, seal]
        }
        "release" => steps![send, arrive, confirm, due, seal],
        "refund" => steps![give_part, give_rest, due, seal],
        "split" => steps![propose, counter, accept, due, seal],
        "from_wallet" => steps![open, pay_from_wallet, due, seal],
        "clock" => steps![open, pay_some, blocks, look, two_days, due, two_days, due, seal],
        _ => None,
    }
}

/// Where the flow begins.
pub async fn begin(flow: &str, world: &World) -> OrderIds {
    match flow {
        "release" | "refund" | "split" => Given::funded_order(&world.desk, &world.chain).await,
        "from_wallet" => Given::order_of_a_rich_buyer(&world.desk, &world.chain, PRICE_UNITS + 1).await,
        _ => Given::accepted_order(&world.desk).await,
    }
}

async fn open(world: &World, _: &mut Outside) -> Done {
    escrow::open_checkout(&world.desk, world.order.buyer, world.order.request).await.map(drop)
}

async fn address(world: &World) -> ChainAddress {
    let found: Option<DerivedDestination> = world.desk.store.destination_of(world.order.payment).await.unwrap();
    found.unwrap().address
}

async fn pay_some(world: &World, outside: &mut Outside) -> Done {
    outside.pay(&world.chain, &address(world).await, 5_000_000);
    Ok(())
}

async fn pay_rest(world: &World, outside: &mut Outside) -> Done {
    outside.pay(&world.chain, &address(world).await, PRICE_UNITS - 5_000_000 + 1);
    Ok(())
}

pub async fn send(world: &World, _: &mut Outside) -> Done {
    escrow::mark_sent(&world.desk, world.order.seller, world.order.request).await.map(drop)
}

pub async fn arrive(world: &World, _: &mut Outside) -> Done {
    escrow::mark_arrived(&world.desk, world.order.seller, world.order.request).await.map(drop)
}

/// The buyer's code; none once it has been used.
async fn code(world: &World) -> Result<String, ActionError> {
    let code = escrow::delivery_code_for(&world.desk, world.order.buyer, world.order.request).await?;
    Ok(code.unwrap_or_else(|| "000000".to_owned()))
}

pub async fn hand_over(world: &World, _: &mut Outside) -> Done {
    let code = code(world).await?;
    escrow::hand_over(&world.desk, world.order.seller, world.order.request, &code).await.map(drop)
}

pub async fn confirm(world: &World, _: &mut Outside) -> Done {
    let code = code(world).await?;
    escrow::confirm_delivery(&world.desk, world.order.buyer, world.order.request, &code).await.map(drop)
}

async fn give_part(world: &World, _: &mut Outside) -> Done {
    let key = FormKey::new("one form", ["give_part_back"]);
    escrow::give_part_back(&world.desk, world.order.seller, world.order.request, "2.5", &key).await.map(drop)
}

pub async fn give_rest(world: &World, _: &mut Outside) -> Done {
    escrow::give_refund(&world.desk, world.order.seller, world.order.request).await.map(drop)
}

/// The proposal that stands there.
async fn proposal(world: &World) -> Option<SplitProposalId> {
    world.desk.store.get::<Escrow>(world.order.request).await.unwrap().split.map(|proposal| proposal.id)
}

async fn propose(world: &World, _: &mut Outside) -> Done {
    let (key, form) =
        (FormKey::new("first proposal", ["4"]), SplitForm { buyer: "4".to_owned(), ..SplitForm::default() });
    escrow::propose_split(&world.desk, world.order.buyer, world.order.request, (&form, None), &key).await.map(drop)
}

async fn counter(world: &World, _: &mut Outside) -> Done {
    let seen = proposal(world).await;
    let (key, form) = (FormKey::new("counter", ["3"]), SplitForm { buyer: "3".to_owned(), ..SplitForm::default() });
    escrow::propose_split(&world.desk, world.order.seller, world.order.request, (&form, seen), &key).await.map(drop)
}

async fn accept(world: &World, _: &mut Outside) -> Done {
    let Some(seen) = proposal(world).await else { return Ok(()) };
    escrow::accept_split(&world.desk, world.order.buyer, world.order.request, seen).await.map(drop)
}

async fn pay_from_wallet(world: &World, _: &mut Outside) -> Done {
    let price = Money::new(PRICE_UNITS, Currency::USDT);
    escrow::pay_from_wallet(&world.desk, world.order.buyer, world.order.request, price).await.map(drop)
}
