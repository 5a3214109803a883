//! A booked transfer that its chain takes back: two admins reverse it, it comes back and is lost again.

use crate::{
    flows::{Done, Step, steps},
    life::World,
    outside::Outside,
    passing::{a_day, a_minute, blocks, due, look, seal, two_days},
};
use actions::escrow;
use domain::{ChainEventId, escrow::ChainEvent};
use testkit::{Given, OrderIds, PRICE_UNITS};

const WHY: &str = "Two explorers and our own node do not know it any more.";

pub fn steps(flow: &str) -> Option<&'static [Step]> {
    match flow {
        "reversal" => steps![
            lose, look, a_day, ask, agree, find, look, blocks, look, lose, look, a_day, ask, agree, two_days, due, seal
        ],
        _ => None,
    }
}

/// An order whose price has come, on a chain that remembers it.
pub async fn begin(world: &World, outside: &mut Outside) -> OrderIds {
    let (order, address) = Given::open_checkout(&world.desk).await;
    outside.pay(&world.chain, &address, PRICE_UNITS);
    outside.mine(&world.chain, 5);
    look(world, outside).await.unwrap();
    order
}

async fn event(world: &World) -> ChainEvent {
    world.desk.store.chain_events_of(world.order.payment).await.unwrap().remove(0)
}

async fn id(world: &World) -> ChainEventId {
    event(world).await.id
}

async fn lose(world: &World, outside: &mut Outside) -> Done {
    outside.lose(&world.chain, event(world).await.tx_hash);
    a_minute(world, outside).await
}

async fn find(world: &World, outside: &mut Outside) -> Done {
    outside.find(&world.chain);
    a_minute(world, outside).await
}

async fn ask(world: &World, _: &mut Outside) -> Done {
    escrow::ask_reversal(&world.desk, world.staff[0], id(world).await, WHY).await
}

async fn agree(world: &World, _: &mut Outside) -> Done {
    escrow::confirm_reversal(&world.desk, world.staff[1], id(world).await).await
}
