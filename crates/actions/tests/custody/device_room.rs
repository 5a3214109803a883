//! A house whose receiving addresses belong to a hardware wallet, and who holds it.

use crate::{
    authenticator::ORIGIN,
    signers_room::{Keeper, keeper, yes_to, yes_to_act},
    town::{CHAIN, Town},
};
use actions::{
    ActionError, FormKey,
    custody::{
        begin_signer, choose_deposit_account, choosing_deposit_account, prove_signer, sign_sweep, sweep_chain,
        sweep_file,
    },
    escrow::watch_chain,
    identity::passkeys_for,
};
use domain::{
    PayoutId, TrezorAccountId,
    custody::{Payout, PayoutPurpose, TrezorAccount},
    escrow::{ChainAddress, ChainId},
    identity::Role,
};
use payments::{KeySigner, Keystore, Signer, UnsignedTransaction};
use std::sync::Arc;
use store::PayoutFilter;
use testkit::{Given, usdt};

pub struct Hardware {
    pub town: Town,
    pub admin: Keeper,
    pub device: Keystore,
    pub signer: TrezorAccountId,
}

impl Hardware {
    /// The device is registered and the deposit account.
    pub async fn new() -> Self {
        let mut room = Self::undecided().await;
        room.choose().await.unwrap();
        room
    }

    /// The device is registered, and addresses come from the keystore's own account.
    pub async fn undecided() -> Self {
        let mut town = Town::new().await;
        town.desk.desk.passkeys = Some(Arc::new(passkeys_for(ORIGIN).unwrap()));
        let mut admin = keeper(&town.desk, Role::Admin, 1).await;
        let device = Keystore::generate().unwrap();
        let signer = register(&town, &mut admin, &device).await;
        Self { town, admin, device, signer }
    }

    pub async fn choose(&mut self) -> Result<(), ActionError> {
        self.choose_other(self.signer).await
    }

    pub async fn choose_other(&mut self, signer: TrezorAccountId) -> Result<(), ActionError> {
        let yes = yes_to_act(&self.town.desk, &mut self.admin, &choosing_deposit_account(signer)).await;
        choose_deposit_account(&self.town.desk, self.admin.id, signer, &yes).await
    }

    /// An order paid with so much at an address of the device's; its sweep has its gas and waits for the signature.
    pub async fn planned(&self, hundredths: i128) -> (PayoutId, ChainAddress) {
        let address = self.paid(hundredths).await;
        sweep_chain(&self.town.desk, ChainId(CHAIN)).await.unwrap();
        let from = self.town.desk.store.payouts_from(ChainId(CHAIN), &address).await.unwrap();
        let id = from.iter().find(|payout| payout.purpose == PayoutPurpose::Sweep).unwrap().id;
        self.until_planned(id).await;
        (id, address)
    }

    pub async fn paid(&self, hundredths: i128) -> ChainAddress {
        let (_, address) = Given::open_checkout(&self.town.desk).await;
        self.town.give_tokens(&address, usdt(hundredths));
        self.town.anvil.mine(3);
        watch_chain(&self.town.desk, &self.town.chain).await.unwrap();
        address
    }

    pub async fn until_planned(&self, id: PayoutId) -> Payout {
        for _ in 0..15 {
            self.town.look().await;
            self.town.anvil.mine(1);
            let payout = self.town.payout(id).await;
            if payout.plan.is_some() {
                return payout;
            }
        }
        panic!("{:?}", self.town.payout(id).await);
    }

    /// The same while no block comes.
    pub async fn until_dearer(&self, id: PayoutId) -> Payout {
        for _ in 0..5 {
            self.town.look().await;
            let payout = self.town.payout(id).await;
            if payout.plan.is_some() {
                return payout;
            }
        }
        panic!("{:?}", self.town.payout(id).await);
    }

    /// What the page shows to be signed.
    pub async fn plan(&self, id: PayoutId) -> UnsignedTransaction {
        sweep_file(&self.town.desk, self.admin.id, id).await.unwrap().plan.unwrap().transaction
    }

    /// The device's key for the sender.
    pub async fn key(&self, id: PayoutId) -> KeySigner {
        self.device.deposit(self.town.payout(id).await.from_index.unwrap()).unwrap()
    }

    /// The whole transaction, signed by the device.
    pub async fn signed(&self, id: PayoutId) -> String {
        self.key(id).await.sign(&self.plan(id).await).await.unwrap().text()
    }

    pub async fn sign(&self, id: PayoutId, pasted: &str) -> Result<(), ActionError> {
        sign_sweep(&self.town.desk, self.admin.id, id, pasted).await
    }

    pub async fn payouts(&self) -> Vec<Payout> {
        self.town.desk.store.payouts(&PayoutFilter::default(), 100).await.unwrap()
    }
}

/// Asked for and proved by this one.
pub async fn register(town: &Town, keeper: &mut Keeper, device: &Keystore) -> TrezorAccountId {
    let xpub = device.xpub().unwrap();
    let key = FormKey::new(&keeper.id.to_string(), [&*xpub]);
    let id = begin_signer(&town.desk, keeper.id, ("Safe 5", &xpub), &key).await.unwrap();
    let words = town.desk.store.get::<TrezorAccount>(id).await.unwrap().challenge();
    let signature = device.deposit(0).unwrap().agree(&words).await.unwrap().text();
    let yes = yes_to(&town.desk, keeper, (id, &signature)).await;
    prove_signer(&town.desk, keeper.id, (id, &signature), &yes).await.unwrap();
    id
}
