//! The house's own money: what it puts into its vault, and what it gathers there from receiving addresses.

use crate::{
    flows::{Done, Step, steps},
    life::World,
    node::CHAIN,
    outside::Outside,
    passing::{a_block, deep, due, seal},
};
use actions::{
    FormKey,
    custody::{self, CapitalForm},
};
use domain::escrow::ChainId;
use payments::Signer;

pub fn steps(flow: &str) -> Option<&'static [Step]> {
    match flow {
        // Gas goes to the address first, and has to arrive.
        "sweep" => steps![sweep, due, a_block, due, a_block, due, deep, due, a_block, due, deep, due, sweep, due, seal],
        "capital" => steps![book, due, seal],
        _ => None,
    }
}

async fn sweep(world: &World, _: &mut Outside) -> Done {
    custody::sweep_chain(&world.desk, ChainId(CHAIN)).await.map(drop)
}

/// What came to the vault last was the house's.
async fn book(world: &World, _: &mut Outside) -> Done {
    let (desk, chain) = (&world.desk, &world.desk.chains[0]);
    let vault = payments::demo::demo_keystore().vault().address();
    let head = chain.head().await.unwrap().number;
    let came = chain.transfers(0, head, &[vault]).await.unwrap();
    let text = str::to_owned;
    let form = CapitalForm {
        chain: CHAIN.to_string(),
        currency: text("USDT"),
        amount: text("700"),
        tx: came.last().unwrap().tx_hash.0.clone(),
        note: text("From the house's own account."),
    };
    let key = FormKey::new("capital", [&*form.amount, &*form.tx]);
    custody::book_capital(desk, world.staff[0], &form, &key).await.map(drop)
}
