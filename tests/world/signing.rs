//! A hardware signer that waits for its holder, an instruction that waits for signatures, a sweep that waits for a device, and a
//! glass that two others have broken.

use actions::{Desk, FormKey, custody::begin_signer};
use domain::{
    BreakGlassId, Currency, InstructionId, Money, PasskeyId, PayoutId, TrezorAccountId, UserId,
    custody::{BreakGlass, GlassYes, Instruction, NewPayout, Payout, PayoutPurpose, PlannedTransaction, transfer_plan},
    escrow::ChainId,
    event::{Actor, Subject},
    identity::{Role, SignedAct, User},
    tasks::{Deed, ScheduledTask},
};
use payments::{Keystore, transfer_id};
use store::Commit;
use testkit::Given;

/// Asked for by somebody who runs the house.
pub async fn signer(desk: &Desk, admin: UserId) -> TrezorAccountId {
    let xpub = Keystore::generate().unwrap().xpub().unwrap();
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

/// From an address of this signer's, which its device would sign for.
pub async fn sweep(desk: &Desk, signer: TrezorAccountId) -> PayoutId {
    let address = |digit: &str| payments::read_address(&format!("0x{}", digit.repeat(40))).unwrap();
    let plan = NewPayout {
        id: desk.new_id(),
        purpose: PayoutPurpose::Sweep,
        owner: None,
        chain: (ChainId(31_337), "Local".to_owned()),
        from: (address("1"), Some(7)),
        to: address("2"),
        amount: Money::new(250_000_000, Currency::USDT),
        token: Some(address("3")),
        units: 250_000_000,
        confirmations_needed: 1,
        lock: None,
    };
    let payout = plan.of_the_house(desk.now()).unwrap().payout.of_device(Some(signer));
    let (max_fee, max_priority_fee) = ("30".to_owned(), "1".to_owned());
    let planned = PlannedTransaction { nonce: 0, max_fee, max_priority_fee, gas_limit: 60_000, planned_at: desk.now() };
    let payout = payout.offered(planned, desk.now()).unwrap().payout;
    desk.commit(Commit::new().insert(&payout)).await.unwrap();
    payout.id
}

/// Open for an hour, by the word of two admins who take no part in anything else.
pub async fn glass(desk: &Desk) -> BreakGlassId {
    let (asker, other) = (admin(desk, "Asker").await, admin(desk, "Confirmer").await);
    let yes = |by: UserId| {
        let empty = String::new;
        let (text, passkey_id, at) = ("deed: a test".to_owned(), PasskeyId::from_bytes([4; 16]), desk.now());
        let (authenticator_data, client_data, signature) = (empty(), empty(), empty());
        GlassYes { by, act: SignedAct { text, passkey_id, authenticator_data, client_data, signature, at }, at }
    };
    let asked = BreakGlass::asked(desk.new_id(), "Both devices are in the flooded cellar.".to_owned(), yes(asker));
    let open = asked.opened(yes(other)).unwrap();
    let (id, from) = (Subject::BreakGlass(open.id), Some(asked.status.to_string()));
    let born = desk.event(id, Actor::User(asker), "ask_break_glass", None, asked.status);
    let moved = desk.event(id, Actor::User(other), "confirm_break_glass", from, open.status);
    let ends = ScheduledTask::at(desk.new_id(), Deed::EndBreakGlass(open.id), open.ends_at.unwrap(), desk.now());
    desk.commit(Commit::new().insert(&open).record(&born).record(&moved).task(&ends)).await.unwrap();
    open.id
}

/// As if they had always been one.
async fn admin(desk: &Desk, name: &str) -> UserId {
    let id = Given::person(desk, name).await;
    let user: User = desk.store.get(id).await.unwrap();
    let roles = [user.roles.clone(), vec![Role::Admin]].concat();
    desk.commit(Commit::new().save(&User { roles, ..user })).await.unwrap();
    id
}
