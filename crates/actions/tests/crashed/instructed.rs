//! Money that leaves as signers of the house signed it: the device registered and proved, the instruction made and signed, and
//! whatever follows. Whoever signed and heard nothing signs the same again.

use crate::{
    authenticator::Authenticator,
    flows::{Done, Step, steps},
    life::World,
    outside::Outside,
    paid_out::{ask, payout},
    passing::{a_block, deep, due, seal},
};
use actions::{
    FormKey,
    custody::{begin_signer, make_instruction, prove_signer, proving_signer, sign_instruction, signing_instruction},
    identity::{self, Act, ActAnswer, Proof},
};
use domain::custody::{Instruction, TrezorAccount};
use payments::{KeySigner, Signer, demo::demo_keystore};

pub fn steps(flow: &str) -> Option<&'static [Step]> {
    (flow == "instructed").then_some(())?;
    steps![register, prove, ask, prepare, sign, due, a_block, due, deep, due, seal]
}

/// The first of the house has a passkey in their pocket.
pub async fn begin(world: &World) {
    let (desk, who) = (&world.desk, world.staff[0]);
    let (options, ceremony) = identity::start_adding_passkey(desk, who, Proof::FRESH).await.unwrap();
    let made = Authenticator::new(1).create(&options);
    identity::finish_adding_passkey(desk, who, ceremony, &made, "Phone").await.unwrap();
}

/// The device: the first receiving address of the demo's account, which signs for no vault.
pub fn device() -> KeySigner {
    demo_keystore().deposit(0).unwrap()
}

pub async fn yes(world: &World, act: &Act) -> ActAnswer {
    let (options, ceremony) = identity::start_act(&world.desk, world.staff[0], act).await.unwrap();
    ActAnswer { ceremony: Some(ceremony), answer: Authenticator::new(1).get(&options) }
}

pub async fn register(world: &World, _: &mut Outside) -> Done {
    let xpub = demo_keystore().xpub().unwrap();
    let key = FormKey::new("register", [&*xpub]);
    begin_signer(&world.desk, world.staff[0], ("Safe 5", &xpub), &key).await.map(drop)
}

pub async fn prove(world: &World, _: &mut Outside) -> Done {
    let signer: TrezorAccount = world.desk.store.signers().await?.remove(0);
    let signature = device().agree(&signer.challenge()).await.unwrap().text();
    let yes = yes(world, &proving_signer(signer.id, &signature)).await;
    prove_signer(&world.desk, world.staff[0], (signer.id, &signature), &yes).await
}

/// Once it is signed nothing waits any more, and whoever presses again sees that.
async fn prepare(world: &World, _: &mut Outside) -> Done {
    make_instruction(&world.desk, world.staff[0], payout(world).await.id).await.map(drop)
}

async fn sign(world: &World, _: &mut Outside) -> Done {
    let instruction: Instruction = world.desk.store.instruction_of(payout(world).await.id).await?.unwrap();
    let signature = device().sign_order(&instruction.order).unwrap().text();
    let yes = yes(world, &signing_instruction(instruction.id, &signature)).await;
    sign_instruction(&world.desk, world.staff[0], (instruction.id, &signature), &yes).await.map(drop)
}
