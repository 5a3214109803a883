//! A vault whose large sums ask for signers, and who holds their devices.

use crate::{
    authenticator::ORIGIN,
    signers_room::{Keeper, keeper, yes_to, yes_to_act},
    town::Town,
};
use actions::{
    ActionError, FormKey,
    custody::{begin_signer, prove_signer, sign_instruction, signing_instruction},
    identity::passkeys_for,
};
use domain::{
    InstructionId, PayoutId, UserId,
    custody::{Instruction, InstructionStatus, TrezorAccount},
    identity::Role,
};
use payments::{Keystore, Signer};
use std::sync::Arc;

/// A keeper with a device of their own.
pub struct Holder {
    pub keeper: Keeper,
    pub device: Keystore,
}

pub struct Vault {
    pub town: Town,
    pub person: UserId,
}

impl Vault {
    /// Somebody has 5,000 here, which is more than the hot vault pays by itself.
    pub async fn new() -> Self {
        let mut town = Town::with(1).await;
        town.desk.desk.passkeys = Some(Arc::new(passkeys_for(ORIGIN).unwrap()));
        town.fill_vault(1_000_000, "more capital").await;
        let person = town.person_with(500_000).await;
        Self { town, person }
    }

    pub async fn ask(&self, amount: &str) -> PayoutId {
        self.town.ask(self.person, amount).await.unwrap()
    }

    pub async fn holder(&self, seed: u8) -> Holder {
        let desk = &self.town.desk;
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

    pub async fn instruction(&self, id: InstructionId) -> Instruction {
        self.town.desk.store.get(id).await.unwrap()
    }

    /// What a device says under these lines.
    pub fn signature(holder: &Holder, instruction: &Instruction) -> String {
        holder.device.deposit(0).unwrap().sign_order(&instruction.order).unwrap().text()
    }

    pub async fn sign_with(
        &self,
        holder: &mut Holder,
        id: InstructionId,
        signature: &str,
    ) -> Result<InstructionStatus, ActionError> {
        let desk = &self.town.desk;
        let yes = yes_to_act(desk, &mut holder.keeper, &signing_instruction(id, signature)).await;
        sign_instruction(desk, holder.keeper.id, (id, signature), &yes).await
    }

    pub async fn sign(&self, holder: &mut Holder, id: InstructionId) -> Result<InstructionStatus, ActionError> {
        let signature = Self::signature(holder, &self.instruction(id).await);
        self.sign_with(holder, id, &signature).await
    }
}
