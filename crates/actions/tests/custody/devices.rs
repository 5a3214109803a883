//! A device that refuses, is pulled out, or is another one while it signs: whatever comes of it, the same order waits and the
//! money leaves once. The device is the double, spoken with packet by packet.

use crate::{
    signers_room::{Keeper, keeper, yes_to_act},
    vault_room::Vault,
};
use actions::{
    FormKey,
    custody::{begin_signer, make_instruction, prove_signer, proving_signer, sign_instruction, signing_instruction},
};
use domain::{
    InstructionId, PayoutId,
    custody::{Instruction, InstructionStatus, PayoutStatus, TrezorAccount},
    identity::Role,
};
use signing::{
    AccountPath, Address, Connected, Error, EscrowOrder, HashScreen, KeyPath, Registered, Trust,
    messages::ButtonCode,
    person::{Passphrase, Person, Positions, Typed},
};
use std::future::pending;
use testkit::{TREZOR_WORDS, TrezorDouble, TrezorModel, TrezorPerson, TrezorSetup, usdt};

const OTHER_WORDS: &str =
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
/// No conversation is longer.
const LONGEST: u32 = 200;

/// At the page: what is typed when the device asks.
struct AtThePage<'a> {
    device: &'a TrezorDouble,
    pin: &'static str,
    passphrase: Option<&'static str>,
}

impl Person for AtThePage<'_> {
    fn look_at_device(&self, _shown: Option<ButtonCode>) {}

    async fn pin(&self) -> Option<Positions> {
        Positions::parse(&self.device.positions_of(self.pin)?)
    }

    async fn passphrase(&self, _on_device: bool) -> Option<Passphrase> {
        Some(self.passphrase.and_then(Typed::parse).map_or(Passphrase::Standard, Passphrase::Typed))
    }

    async fn cancelled(&self) {
        pending().await
    }
}

fn first_key() -> KeyPath {
    KeyPath::try_new(0, 0).unwrap()
}

/// The house's order as the page hands it to the device.
fn order(instruction: &Instruction) -> EscrowOrder {
    let it = &instruction.order;
    let mut transfer = [0; 32];
    hex::decode_to_slice(&it.transfer[2..], &mut transfer).unwrap();
    EscrowOrder {
        action: it.action.to_string(),
        order: it.order.clone(),
        amount: it.amount.clone(),
        recipient: Address::parse(&it.recipient.0).unwrap(),
        transfer,
        expires: it.expires.clone(),
    }
}

struct Scene {
    vault: Vault,
    device: TrezorDouble,
    keeper: Keeper,
    id: InstructionId,
    /// As it was when nobody had signed.
    waiting: Instruction,
    payout: PayoutId,
}

impl Scene {
    /// A signer is registered with the device, a large payout waits, and its order is written.
    async fn new() -> Self {
        let vault = Vault::new().await;
        let device = TrezorDouble::new(TrezorSetup::default());
        let desk = &vault.town.desk;
        let mut keeper = keeper(desk, Role::Treasurer, 1).await;
        let person = AtThePage { device: &device, pin: "1234", passphrase: None };
        let mut open = Connected::open(&device, person, None, Trust::Official).await.unwrap();
        let xpub = open.account_key(AccountPath::try_new(0).unwrap()).await.unwrap();
        let signer = begin_signer(desk, keeper.id, ("Safe 5", &xpub), &FormKey::new("device", [&*xpub])).await.unwrap();
        let words = desk.store.get::<TrezorAccount>(signer).await.unwrap().challenge();
        let signature = open.sign_challenge(first_key(), &words).await.unwrap().text();
        let yes = yes_to_act(desk, &mut keeper, &proving_signer(signer, &signature)).await;
        prove_signer(desk, keeper.id, (signer, &signature), &yes).await.unwrap();
        let payout = vault.ask("2000").await;
        let id = make_instruction(desk, keeper.id, payout).await.unwrap();
        let waiting = vault.instruction(id).await;
        Self { device, keeper, id, payout, waiting, vault }
    }

    /// What the page does when somebody presses "sign": opens, compares, asks.
    async fn signed(&self, pin: &'static str, passphrase: Option<&'static str>) -> Result<String, Error> {
        let person = AtThePage { device: &self.device, pin, passphrase };
        let mut open = Connected::open(&self.device, person, None, Trust::Official).await?;
        let signers = self.vault.town.desk.store.active_signers().await.unwrap();
        let address = Address::parse(&signers[0].address.0).unwrap();
        let registered = Registered { device_id: None, path: first_key(), address, fingerprint: None };
        let mut paired = open.pair(&registered).await?;
        let order = order(&self.vault.instruction(self.id).await).typed(self.waiting.order.chain_id.0);
        Ok(paired.sign_typed(first_key(), &order, HashScreen::Shown).await?.text())
    }

    /// The order stands as it stood, whoever asks for one is given the same, and nothing left.
    async fn waits_unchanged(&self, after: &str) {
        assert_eq!(self.vault.instruction(self.id).await, self.waiting, "{after}");
        let desk = &self.vault.town.desk;
        assert_eq!(make_instruction(desk, self.keeper.id, self.payout).await.unwrap(), self.id, "{after}");
        assert_eq!(self.vault.town.payout(self.payout).await.status, PayoutStatus::Draft, "{after}");
        assert_eq!(self.vault.town.sent_by_vault().await, 0, "{after}");
    }

    /// A person who does this at the first, second, … thing, until the conversation has no so many: nothing is signed before.
    async fn at_every_step(&self, does: impl Fn(u32) -> TrezorPerson, why: &[Error]) -> u32 {
        for step in 1..LONGEST {
            self.device.plug();
            self.device.hand_to(does(step));
            match self.signed("1234", None).await {
                Ok(_) => {
                    // Signed, and the tab is closed before anything was sent.
                    self.waits_unchanged("a signature that was never sent").await;
                    return step - 1;
                }
                Err(error) => assert!(why.contains(&error), "{error:?} at {step}"),
            }
            self.waits_unchanged(&format!("{why:?} at {step}")).await;
        }
        panic!("a conversation without an end");
    }
}

#[tokio::test]
async fn a_no_or_a_pulled_cable_at_any_step_leaves_the_same_order_and_it_is_paid_once() {
    let mut scene = Scene::new().await;
    let mut cells = 0;
    for model in [TrezorModel::Safe5, TrezorModel::One] {
        for pin in [None, Some("1234".to_owned())] {
            scene.device.becomes(TrezorSetup { pin, ..TrezorSetup::of(model) });
            cells +=
                scene.at_every_step(TrezorPerson::refusing_at, &[Error::CancelledOnDevice, Error::PinCancelled]).await;
            cells += scene.at_every_step(TrezorPerson::unplugging_at, &[Error::Unplugged]).await;
        }
    }
    assert!(cells > 60, "only {cells} steps were tried");
    scene.device.becomes(TrezorSetup::default());
    scene.device.hand_to(TrezorPerson::default());
    let (first, again) = (scene.signed("1234", None).await.unwrap(), scene.signed("1234", None).await.unwrap());
    assert_eq!(first, again, "one order has one signature");
    let desk = &scene.vault.town.desk;
    let yes = yes_to_act(desk, &mut scene.keeper, &signing_instruction(scene.id, &first)).await;
    for _ in 0..2 {
        let status = sign_instruction(desk, scene.keeper.id, (scene.id, &first), &yes).await.unwrap();
        assert_eq!(status, InstructionStatus::Approved);
    }
    assert_eq!(scene.vault.town.carry_through(scene.payout).await, PayoutStatus::Confirmed);
    assert_eq!(scene.vault.town.outside().await, usdt(200_000));
    scene.vault.town.assert_books_are_right().await;
}

#[tokio::test]
async fn another_device_passphrase_or_pin_signs_nothing() {
    let scene = Scene::new().await;
    let asks = TrezorSetup { asks_passphrase: true, ..TrezorSetup::default() };
    let locked = TrezorSetup { pin: Some("4321".to_owned()), ..TrezorSetup::of(TrezorModel::One) };
    let others = [
        (TrezorSetup { words: OTHER_WORDS.to_owned(), ..TrezorSetup::default() }, Error::OtherDevice),
        (asks.clone(), Error::OtherDevice),
        (locked, Error::PinWrong),
        (TrezorSetup::of(TrezorModel::Safe7), Error::OtherProtocol),
    ];
    for (setup, why) in others {
        scene.device.becomes(setup);
        assert_eq!(scene.signed("1234", Some("another wallet")).await, Err(why.clone()));
        scene.waits_unchanged(&format!("{why:?}")).await;
    }
    for setup in [
        TrezorSetup { is_bootloader: true, ..TrezorSetup::default() },
        TrezorSetup { is_empty: true, ..TrezorSetup::default() },
        TrezorSetup { is_busy: true, ..TrezorSetup::default() },
        TrezorSetup { fw_vendor: "Somebody".to_owned(), ..TrezorSetup::default() },
    ] {
        scene.device.becomes(setup.clone());
        assert!(scene.signed("1234", None).await.is_err(), "{setup:?}");
        scene.waits_unchanged("a device that is not ready").await;
    }
    // The same words and passphrase open the same wallet, on any device.
    scene.device.becomes(TrezorSetup { words: TREZOR_WORDS.to_owned(), ..asks });
    assert!(scene.signed("1234", None).await.is_ok());
}
