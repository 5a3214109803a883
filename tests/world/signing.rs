//! A hardware signer that waits for its holder, and an instruction that waits for signatures.

use actions::{Desk, FormKey, custody::begin_signer};
use domain::{
    InstructionId, PayoutId, TrezorAccountId, UserId,
    custody::{Instruction, Payout, transfer_plan},
    event::{Actor, Subject},
};
use payments::{Keystore, transfer_id};
use store::Commit;

/// Asked for by somebody who runs the house.
pub async fn signer(desk: &Desk, admin: UserId) -> TrezorAccountId {
    let xpub = Keystore::generate().unwrap().xpub();
    begin_signer(desk, admin, ("Safe 5", &xpub), &FormKey::new("a signer", [&*xpub])).await.unwrap()
}

/// For this payout; nobody has signed it.
pub async fn instruction(desk: &Desk, admin: UserId, payout: PayoutId) -> InstructionId {
    let payout: Payout = desk.store.get(payout).await.unwrap();
    let nonce = "0123456789abcdef".to_owned();
    let transfer = transfer_id(&transfer_plan(&payout, &nonce));
    let made = Instruction::made((desk.new_id(), admin), &payout, 1, (nonce, transfer), desk.now());
    let row = desk.event(Subject::Instruction(made.id), Actor::User(admin), "make_instruction", None, made.status);
    desk.commit(Commit::new().insert(&made).record(&row)).await.unwrap();
    made.id
}
