//! A house whose decisions about money are signed by people with hardware signers, and who holds their devices.

use crate::{
    authenticator::ORIGIN,
    house::{asked, house},
    signers_room::{Keeper, keeper, yes_to, yes_to_act},
};
use actions::{
    ActionError, FormKey,
    custody::{begin_signer, make_leg_instruction, prove_signer, sign_instruction, signing_instruction},
    identity::passkeys_for,
};
use domain::{
    DisputeId, InstructionId, Minutes,
    custody::{DecisionLeg, Instruction, InstructionStatus, Leg, TrezorAccount},
    identity::Role,
};
use payments::{Keystore, Signer};
use std::sync::Arc;
use testkit::{OrderIds, PretendChain, TestDesk};

/// A keeper with a device of their own.
pub struct Holder {
    pub keeper: Keeper,
    pub device: Keystore,
}

pub struct Court {
    pub desk: TestDesk,
    pub chain: PretendChain,
}

impl Court {
    pub async fn new() -> Self {
        let (mut desk, chain) = house().await;
        desk.desk.passkeys = Some(Arc::new(passkeys_for(ORIGIN).unwrap()));
        Self { desk, chain }
    }

    /// A sent order that the house was asked about.
    pub async fn asked(&self) -> (OrderIds, DisputeId) {
        asked(&self.desk, &self.chain).await
    }

    /// Counts at once when it is the first of the house, else after a day.
    pub async fn holder(&self, role: Role, seed: u8) -> Holder {
        let mut keeper = keeper(&self.desk, role, seed).await;
        let device = self.device_for(&mut keeper).await;
        Holder { keeper, device }
    }

    pub async fn device_for(&self, keeper: &mut Keeper) -> Keystore {
        let (desk, device) = (&self.desk, Keystore::generate().unwrap());
        let xpub = device.xpub().unwrap();
        let key = FormKey::new(&keeper.id.to_string(), [&*xpub]);
        let id = begin_signer(desk, keeper.id, ("Safe 5", &xpub), &key).await.unwrap();
        let words = desk.store.get::<TrezorAccount>(id).await.unwrap().challenge();
        let signature = device.deposit(0).unwrap().agree(&words).await.unwrap().text();
        let yes = yes_to(desk, keeper, (id, &signature)).await;
        prove_signer(desk, keeper.id, (id, &signature), &yes).await.unwrap();
        device
    }

    /// Every later signer counts too.
    pub fn a_day_later(&self) {
        self.desk.advance(Minutes(24 * 60));
    }

    pub async fn which(&self, dispute_id: DisputeId, leg: Leg) -> DecisionLeg {
        let dispute = crate::found(&self.desk, dispute_id).await;
        DecisionLeg { dispute_id, decision_id: dispute.decisions.last().unwrap().id, leg }
    }

    pub async fn make(&self, who: &Holder, dispute: DisputeId, leg: Leg) -> Result<InstructionId, ActionError> {
        make_leg_instruction(&self.desk, who.keeper.id, self.which(dispute, leg).await).await
    }

    pub async fn instruction(&self, id: InstructionId) -> Instruction {
        self.desk.store.get(id).await.unwrap()
    }

    pub async fn sign(&self, holder: &mut Holder, id: InstructionId) -> Result<InstructionStatus, ActionError> {
        let order = self.instruction(id).await.order;
        let signature = holder.device.deposit(0).unwrap().sign_order(&order).unwrap().text();
        self.sign_with(holder, id, &signature).await
    }

    pub async fn sign_with(
        &self,
        holder: &mut Holder,
        id: InstructionId,
        signature: &str,
    ) -> Result<InstructionStatus, ActionError> {
        let yes = yes_to_act(&self.desk, &mut holder.keeper, &signing_instruction(id, signature)).await;
        sign_instruction(&self.desk, holder.keeper.id, (id, signature), &yes).await
    }

    /// Prepared and signed, each by itself.
    pub async fn sign_legs(&self, holder: &mut Holder, dispute: DisputeId, legs: &[Leg]) {
        for leg in legs {
            let id = self.make(holder, dispute, *leg).await.unwrap();
            assert_eq!(self.sign(holder, id).await.unwrap(), InstructionStatus::Approved);
        }
    }
}
