//! Money that leaves for people: withdrawals, what sellers earned, refunds that are sent on. Asked, signed, kept, handed
//! in, in a block, booked; called back, reverted, its place taken.

use crate::{
    flows::{Done, Step, steps},
    glass, instructed,
    life::World,
    node::{CHAIN, OUTSIDE},
    orders::{give_rest, hand_over, send},
    outside::Outside,
    passing::{a_block, a_minute, a_week, deep, due, long, look, seal},
    swept,
};
use actions::{
    ActionError, FormKey,
    custody::{self, RefundForm, WithdrawForm},
};
use domain::{
    Money,
    custody::Payout,
    escrow::{ChainAddress, ChainId},
};
use payments::{Signer, UnsignedTransaction, demo::demo_keystore};
use store::PayoutFilter;
use testkit::{Given, OrderIds, usdt};

const WHY: &str = "The address belongs to somebody else.";

pub fn steps(flow: &str) -> Option<&'static [Step]> {
    match flow {
        "withdrawal" => steps![ask, approve, due, long, due, a_block, due, deep, due, seal],
        "called_back" => steps![ask_little, call_back, ask, reject, ask_more, a_week, due, seal],
        "reverted" => steps![ask_little, due, refuse, due, deep, due, seal],
        "release_out" => steps![choose, send, hand_over, due, a_block, due, deep, due, seal],
        "release_again" => {
            steps![choose, send, hand_over, due, take_place, due, retry, due, a_block, due, deep, due, seal]
        }
        "release_back" => steps![choose, send, hand_over, due, take_place, due, give_up, due, seal],
        "refund_claim" => steps![give_rest, claim, due, a_block, due, deep, due, seal],
        _ => None,
    }
}

/// An order paid on the chain, with enough to be swept for a sweep; for a withdrawal somebody with money here; or what the
/// house has put into its vault.
pub async fn begin(flow: &str, world: &World, outside: &mut Outside) -> OrderIds {
    if flow == "swept" {
        swept::begin(world, outside).await;
    }
    let (order, address) = Given::open_checkout(&world.desk).await;
    for person in [order.buyer, order.seller] {
        Given::listed_address(&world.desk, person, OUTSIDE).await;
    }
    let (node, vault) = (world.node(), demo_keystore().vault().address());
    let (to, paid) = match flow {
        "withdrawal" | "called_back" | "reverted" | "instructed" | "glass" => {
            Given::money(&world.desk, order.buyer, usdt(500_000).units).await;
            if flow == "instructed" {
                instructed::begin(world).await;
            }
            if flow == "glass" {
                glass::begin(world).await;
            }
            return order;
        }
        "capital" => (&vault, usdt(70_000)),
        "sweep" | "swept" => (&address, usdt(25_000)),
        _ => (&address, usdt(1_250)),
    };
    node.give(to, paid);
    node.anvil.mine(3);
    look(world, outside).await.unwrap();
    order
}

/// The newest of all.
pub async fn payout(world: &World) -> Payout {
    world.desk.store.payouts(&PayoutFilter::default(), 1).await.unwrap().remove(0)
}

async fn asked(world: &World, amount: &str) -> Done {
    let text = str::to_owned;
    let form =
        WithdrawForm { currency: text("USDT"), chain: CHAIN.to_string(), address: text(OUTSIDE), amount: text(amount) };
    let key = FormKey::new(amount, [amount]);
    custody::withdraw(&world.desk, world.order.buyer, &form, usdt(100), &key).await.map(drop)
}

async fn ask_little(world: &World, _: &mut Outside) -> Done {
    asked(world, "9").await
}

/// So much that somebody must agree.
pub async fn ask(world: &World, _: &mut Outside) -> Done {
    asked(world, "1000.01").await
}

async fn ask_more(world: &World, _: &mut Outside) -> Done {
    asked(world, "1100").await
}

async fn call_back(world: &World, _: &mut Outside) -> Done {
    custody::cancel_payout(&world.desk, world.order.buyer, payout(world).await.id).await.map(drop)
}

/// Of the house; said once more it is refused, and whoever says it sees that it was done.
fn said(said: Result<Payout, ActionError>) -> Done {
    match said {
        Err(ActionError::IllegalMove(_)) => Ok(()),
        other => other.map(drop),
    }
}

pub async fn approve(world: &World, _: &mut Outside) -> Done {
    said(custody::approve_payout(&world.desk, world.staff[0], payout(world).await.id).await)
}

async fn reject(world: &World, _: &mut Outside) -> Done {
    said(custody::reject_payout(&world.desk, world.staff[0], payout(world).await.id, WHY).await)
}

async fn retry(world: &World, _: &mut Outside) -> Done {
    said(custody::retry_payout(&world.desk, world.staff[0], payout(world).await.id).await)
}

async fn give_up(world: &World, _: &mut Outside) -> Done {
    said(custody::reverse_payout(&world.desk, world.staff[0], payout(world).await.id, WHY).await)
}

async fn refuse(world: &World, outside: &mut Outside) -> Done {
    world.node().mine_while_the_token_refuses();
    a_minute(world, outside).await
}

async fn choose(world: &World, _: &mut Outside) -> Done {
    custody::choose_payout(&world.desk, world.order.seller, world.order.request, OUTSIDE).await.map(drop)
}

/// Somebody signs with the vault's key elsewhere, in the place of what waits, and pays more for it.
async fn take_place(world: &World, outside: &mut Outside) -> Done {
    let (vault, chain) = (demo_keystore().vault(), &world.desk.chains[0]);
    let fees = chain.fees().await.unwrap();
    let plan = UnsignedTransaction {
        chain_id: ChainId(CHAIN),
        nonce: payout(world).await.nonce.unwrap(),
        max_priority_fee: fees.max_priority_fee * 4,
        max_fee: fees.max_fee * 4,
        gas_limit: 21_000,
        to: vault.address(),
        value: payments::U256::ZERO,
        data: Vec::new(),
    };
    chain.hand_in(&vault.sign(&plan).await.unwrap().raw).await.unwrap();
    deep(world, outside).await
}

async fn claim(world: &World, _: &mut Outside) -> Done {
    let (desk, order) = (&world.desk, world.order);
    let file = custody::refund_file(desk, order.buyer, order.request).await?;
    let ChainAddress(address) = payments::read_address(OUTSIDE).unwrap();
    let form = RefundForm { line: file.lines[0].key.clone(), chain: CHAIN.to_string(), address };
    let key = FormKey::new("claim", [&*form.line, &*form.chain, &*form.address]);
    let fee: Money = usdt(100);
    custody::claim_refund(desk, order.buyer, order.request, (&form, fee.units), &key).await.map(drop)
}
