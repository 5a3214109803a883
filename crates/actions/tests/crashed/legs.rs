//! What the house decided about a dispute's money, signed leg by leg by somebody with hardware, and done when both sides have
//! had their time. Whoever signed and heard nothing signs the same again.

use crate::{
    arguments::{ask, decided, newest, open},
    flows::{Done, Step, steps},
    instructed::{self, device, prove, register, yes},
    life::World,
    outside::Outside,
    passing::{a_week, due, seal},
};
use actions::custody::{make_leg_instruction, sign_instruction, signing_instruction};
use domain::custody::{DecisionLeg, Instruction, Leg, Matter};
use testkit::OrderIds;

pub fn steps(flow: &str) -> Option<&'static [Step]> {
    (flow == "legs").then_some(())?;
    steps![register, prove, open, ask, judge, prepare_back, sign_back, prepare_out, sign_out, a_week, due, seal]
}

/// A paid order, and somebody of the house with a passkey in their pocket.
pub async fn begin(world: &World) -> OrderIds {
    instructed::begin(world).await;
    crate::arguments::begin(world).await
}

/// Not the one who holds the device.
async fn judge(world: &World, _: &mut Outside) -> Done {
    decided(world, world.staff[1], ("split", "9", ""), 0).await
}

async fn which(world: &World, leg: Leg) -> DecisionLeg {
    let dispute = newest(world).await;
    DecisionLeg { dispute_id: dispute.id, decision_id: dispute.decisions[0].id, leg }
}

async fn prepare_back(world: &World, _: &mut Outside) -> Done {
    make_leg_instruction(&world.desk, world.staff[0], which(world, Leg::Buyer).await).await.map(drop)
}

async fn prepare_out(world: &World, _: &mut Outside) -> Done {
    make_leg_instruction(&world.desk, world.staff[0], which(world, Leg::Seller).await).await.map(drop)
}

async fn sign_back(world: &World, _: &mut Outside) -> Done {
    sign(world, Leg::Buyer).await
}

async fn sign_out(world: &World, _: &mut Outside) -> Done {
    sign(world, Leg::Seller).await
}

async fn sign(world: &World, leg: Leg) -> Done {
    let which = which(world, leg).await;
    let made: Vec<Instruction> = world.desk.store.instructions_of_dispute(which.dispute_id).await?;
    let instruction = made.into_iter().find(|it| it.about == Matter::Leg(which)).unwrap();
    let signature = device().sign_order(&instruction.order).unwrap().text();
    let yes = yes(world, &signing_instruction(instruction.id, &signature)).await;
    sign_instruction(&world.desk, world.staff[0], (instruction.id, &signature), &yes).await.map(drop)
}
