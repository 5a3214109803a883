//! Whoever signs what the house decided, in a race: their devices, and signatures that are ready before it begins.

use crate::{
    authenticator::ORIGIN,
    rounds::{Round, Try},
    signers_room::{Keeper, keeper, yes_to, yes_to_act},
};
use actions::{
    Desk, FormKey,
    custody::{begin_signer, make_leg_instruction, prove_signer, sign_instruction, signing_instruction},
    identity::passkeys_for,
};
use domain::{
    DecisionId, DisputeId, InstructionId,
    custody::{DecisionLeg, Instruction, InstructionStatus, Leg, TrezorAccount},
    disputes::Dispute,
    identity::Role,
};
use payments::{Keystore, Signer, demo::demo_keystore};
use std::sync::Arc;

/// A keeper of the money with a device of their own.
pub struct Holder {
    keeper: Keeper,
    device: Keystore,
}

/// The house of this round signs what it decides, with devices and passkeys.
pub fn arm(round: &mut Round) {
    round.desk.desk.keystore = Some(Arc::new(demo_keystore()));
    round.desk.desk.passkeys = Some(Arc::new(passkeys_for(ORIGIN).unwrap()));
}

/// Another process of such a house.
pub fn armed_twin(round: &Round) -> Desk {
    Desk { passkeys: round.desk.passkeys.clone(), ..round.twin() }
}

pub async fn holder(desk: &Desk, seed: u8) -> Holder {
    let mut keeper = keeper(desk, Role::Treasurer, seed).await;
    let device = Keystore::generate().unwrap();
    let xpub = device.xpub().unwrap();
    let key = FormKey::new(&keeper.id.to_string(), [&*xpub]);
    let id = begin_signer(desk, keeper.id, ("Safe 5", &xpub), &key).await.unwrap();
    let words = desk.store.get::<TrezorAccount>(id).await.unwrap().challenge();
    let signature = device.deposit(0).unwrap().agree(&words).await.unwrap().text();
    let yes = yes_to(desk, &mut keeper, (id, &signature)).await;
    prove_signer(desk, keeper.id, (id, &signature), &yes).await.unwrap();
    Holder { keeper, device }
}

/// What was decided last.
pub async fn decided_last(desk: &Desk, id: DisputeId) -> DecisionId {
    desk.store.get::<Dispute>(id).await.unwrap().decisions.last().unwrap().id
}

pub async fn instruction_for(desk: &Desk, holder: &Holder, dispute_id: DisputeId, leg: Leg) -> InstructionId {
    let decision_id = decided_last(desk, dispute_id).await;
    make_leg_instruction(desk, holder.keeper.id, DecisionLeg { dispute_id, decision_id, leg }).await.unwrap()
}

/// This person's signature with the passkey's yes to it, to be sent whenever the race says.
pub async fn signs(desk: &Desk, twin: Desk, holder: &mut Holder, id: InstructionId) -> Try {
    let order = desk.store.get::<Instruction>(id).await.unwrap().order;
    let signature = holder.device.deposit(0).unwrap().sign_order(&order).unwrap().text();
    let yes = yes_to_act(desk, &mut holder.keeper, &signing_instruction(id, &signature)).await;
    let who = holder.keeper.id;
    Box::pin(async move { ("sign", sign_instruction(&twin, who, (id, &signature), &yes).await.map(drop)) })
}

/// Whatever is not signed yet of these legs is, one after the other.
pub async fn sign_rest(round: &Round, holder: &mut Holder, dispute: DisputeId, legs: &[Leg]) {
    for leg in legs {
        let id = instruction_for(&round.desk, holder, dispute, *leg).await;
        if round.desk.store.get::<Instruction>(id).await.unwrap().status == InstructionStatus::Open {
            let (_, done) = signs(&round.desk, armed_twin(round), holder, id).await.await;
            done.unwrap();
        }
    }
}
