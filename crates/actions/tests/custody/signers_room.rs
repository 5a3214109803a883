//! People of the house with passkeys and hardware wallets, and a clock to turn. No chain: nothing is paid here.

use crate::authenticator::{Authenticator, ORIGIN};
use actions::{
    ActionError, Desk, FormKey,
    custody::{begin_signer, prove_signer, proving_signer},
    identity::{self, Act, ActAnswer, Proof, passkeys_for},
};
use domain::{
    TrezorAccountId, UserId,
    custody::TrezorAccount,
    identity::{Role, User},
};
use payments::{Keystore, Signer, demo::demo_keystore};
use std::sync::Arc;
use store::Commit;
use testkit::{Given, TestDesk};

/// Somebody who keeps the money, with the passkey in their pocket.
pub struct Keeper {
    pub id: UserId,
    pub passkey: Authenticator,
}

pub struct Room {
    pub desk: TestDesk,
    /// What their hardware wallet holds.
    pub device: Keystore,
}

impl Room {
    pub async fn new() -> Self {
        let mut desk = testkit::desk().await;
        desk.desk.passkeys = Some(Arc::new(passkeys_for(ORIGIN).unwrap()));
        Self { desk, device: demo_keystore() }
    }

    pub async fn keeper(&self, role: Role, seed: u8) -> Keeper {
        keeper(&self.desk, role, seed).await
    }

    pub async fn begin(&self, keeper: &Keeper, xpub: &str) -> Result<TrezorAccountId, ActionError> {
        let key = FormKey::new(&format!("{}{}", keeper.id, self.desk.now()), [xpub]);
        begin_signer(&self.desk, keeper.id, ("Safe 5", xpub), &key).await
    }

    pub async fn signer(&self, id: TrezorAccountId) -> TrezorAccount {
        self.desk.store.get(id).await.unwrap()
    }

    /// What the device says under the challenge.
    pub async fn signature(&self, id: TrezorAccountId) -> String {
        let signer = self.device.deposit(0).unwrap();
        signer.agree(&self.signer(id).await.challenge()).await.unwrap().text()
    }

    pub async fn prove(
        &self,
        keeper: &Keeper,
        (id, signature): (TrezorAccountId, &str),
        yes: &ActAnswer,
    ) -> Result<(), ActionError> {
        prove_signer(&self.desk, keeper.id, (id, signature), yes).await
    }

    /// Registered and proved.
    pub async fn registered(&self, keeper: &mut Keeper) -> TrezorAccountId {
        let id = self.begin(keeper, &self.device.xpub().unwrap()).await.unwrap();
        let signature = self.signature(id).await;
        let yes = yes_to(&self.desk, keeper, (id, &signature)).await;
        self.prove(keeper, (id, &signature), &yes).await.unwrap();
        id
    }
}

/// Somebody with this role, and a passkey of their own.
pub async fn keeper(desk: &Desk, role: Role, seed: u8) -> Keeper {
    let id = Given::person(desk, "Nadia").await;
    let user: User = desk.store.get(id).await.unwrap();
    let roles = [user.roles.clone(), vec![role]].concat();
    desk.commit(Commit::new().save(&User { roles, ..user })).await.unwrap();
    let mut passkey = Authenticator::new(seed);
    let (options, ceremony) = identity::start_adding_passkey(desk, id, Proof::FRESH).await.unwrap();
    let made = passkey.create(&options);
    identity::finish_adding_passkey(desk, id, ceremony, &made, "Phone").await.unwrap();
    Keeper { id, passkey }
}

/// The keeper's passkey says yes to this signature for this signer.
pub async fn yes_to(desk: &Desk, keeper: &mut Keeper, (id, signature): (TrezorAccountId, &str)) -> ActAnswer {
    yes_to_act(desk, keeper, &proving_signer(id, signature)).await
}

/// The keeper's passkey says yes to an act.
pub async fn yes_to_act(desk: &Desk, keeper: &mut Keeper, act: &Act) -> ActAnswer {
    let (options, ceremony) = identity::start_act(desk, keeper.id, act).await.unwrap();
    ActAnswer { ceremony: Some(ceremony), answer: keeper.passkey.get(&options) }
}
