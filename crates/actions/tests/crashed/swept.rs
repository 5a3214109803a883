//! What came to an address of a device's is swept as the device signs: gas first, the plan, its signature, and whatever follows.
//! Whoever signed and heard nothing shows the same again.

use crate::{
    flows::{Done, Step, steps},
    instructed::{self, prove, register, yes},
    life::World,
    node::CHAIN,
    outside::Outside,
    passing::{a_block, deep, due, seal},
};
use actions::custody::{self, choose_deposit_account, choosing_deposit_account};
use domain::{
    custody::{Payout, PayoutPurpose},
    escrow::ChainId,
};
use payments::{Signer, demo::demo_keystore};
use store::PayoutFilter;

pub fn steps(flow: &str) -> Option<&'static [Step]> {
    (flow == "swept").then_some(())?;
    steps![
        sweep, due, a_block, due, a_block, due, deep, due, a_block, due, anew, due, sign, due, a_block, due, deep, due,
        a_block, due, sweep, seal
    ]
}

/// Receiving addresses belong to the device before the first one is given out.
pub async fn begin(world: &World, outside: &mut Outside) {
    instructed::begin(world).await;
    register(world, outside).await.unwrap();
    prove(world, outside).await.unwrap();
    let signer = world.desk.store.signers().await.unwrap().remove(0).id;
    let yes = yes(world, &choosing_deposit_account(signer)).await;
    choose_deposit_account(&world.desk, world.staff[0], signer, &yes).await.unwrap();
}

async fn sweep(world: &World, _: &mut Outside) -> Done {
    custody::sweep_chain(&world.desk, ChainId(CHAIN)).await.map(drop)
}

async fn swept(world: &World) -> Payout {
    let filter = PayoutFilter { purpose: Some(PayoutPurpose::Sweep), ..PayoutFilter::default() };
    world.desk.store.payouts(&filter, 1).await.unwrap().remove(0)
}

/// Whoever presses again before it is planned anew is told that nothing is there.
async fn anew(world: &World, _: &mut Outside) -> Done {
    let sweep = swept(world).await;
    if sweep.plan.is_none() {
        return Ok(());
    }
    custody::plan_sweep_anew(&world.desk, world.staff[0], sweep.id).await
}

async fn sign(world: &World, _: &mut Outside) -> Done {
    let (desk, who, sweep) = (&world.desk, world.staff[0], swept(world).await);
    let signed = match custody::sweep_file(desk, who, sweep.id).await?.plan {
        Some(plan) => {
            let key = demo_keystore().deposit(sweep.from_index.unwrap()).unwrap();
            key.sign(&plan.transaction).await.unwrap().text()
        }
        None => sweep.newest().unwrap().raw.clone(),
    };
    custody::sign_sweep(desk, who, sweep.id, &signed).await
}
