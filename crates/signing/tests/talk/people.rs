//! A person at the page who does as the test says, and devices as they describe themselves.

use signing::{
    Address, KeyPath, Registered,
    messages::{ButtonCode, Capability, Features},
    person::{Passphrase, Person, Positions},
};
use std::{
    cell::{Cell, RefCell},
    future::{pending, ready},
};

pub const ADDRESS: &str = "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8";

#[derive(Debug)]
pub struct Tester {
    pub shown: RefCell<Vec<Option<ButtonCode>>>,
    pub pin: Option<&'static str>,
    pub passphrase: Option<Passphrase>,
    pub could_enter_there: Cell<Option<bool>>,
    /// The wait in which everything is taken back, counted from 0.
    pub cancels_at: Cell<Option<usize>>,
    pub waits: Cell<usize>,
}

impl Tester {
    pub fn new() -> Self {
        Self {
            shown: RefCell::default(),
            pin: None,
            passphrase: None,
            could_enter_there: Cell::new(None),
            cancels_at: Cell::new(None),
            waits: Cell::new(0),
        }
    }

    pub fn with_pin(pin: &'static str) -> Self {
        Self { pin: Some(pin), ..Self::new() }
    }

    pub fn with_passphrase(passphrase: Passphrase) -> Self {
        Self { passphrase: Some(passphrase), ..Self::new() }
    }

    pub fn cancelling_at(wait: usize) -> Self {
        let person = Self { passphrase: Some(Passphrase::Standard), ..Self::with_pin("5697") };
        person.cancels_at.set(Some(wait));
        person
    }
}

impl Person for Tester {
    fn look_at_device(&self, shown: Option<ButtonCode>) {
        self.shown.borrow_mut().push(shown);
    }

    fn pin(&self) -> impl Future<Output = Option<Positions>> {
        ready(self.pin.and_then(Positions::parse))
    }

    fn passphrase(&self, on_device: bool) -> impl Future<Output = Option<Passphrase>> {
        self.could_enter_there.set(Some(on_device));
        ready(self.passphrase.clone())
    }

    async fn cancelled(&self) {
        let wait = self.waits.replace(self.waits.get() + 1);
        if self.cancels_at.get().is_none_or(|at| wait < at) {
            pending::<()>().await;
        }
    }
}

/// The emulator of the first model, as it was captured.
pub fn first_model() -> Features {
    Features {
        vendor: Some("trezor.io".to_owned()),
        major_version: Some(1),
        minor_version: Some(14),
        patch_version: Some(1),
        device_id: Some("AB54A98CEB1F0AD2AB54A98C".to_owned()),
        initialized: Some(true),
        unlocked: Some(true),
        model: Some("1".to_owned()),
        internal_model: Some("T1B1".to_owned()),
        fw_vendor: Some("EMULATOR".to_owned()),
        capabilities: vec![Capability::Bitcoin.into(), Capability::Ethereum.into()],
        session_id: Some(vec![7; 32]),
        ..Features::default()
    }
}

/// A device that people buy.
pub fn safe_5() -> Features {
    Features {
        major_version: Some(2),
        minor_version: Some(9),
        patch_version: Some(1),
        model: Some("Safe 5".to_owned()),
        internal_model: Some("T3T1".to_owned()),
        fw_vendor: Some("Trezor".to_owned()),
        capabilities: vec![Capability::Ethereum.into(), Capability::PassphraseEntry.into()],
        ..first_model()
    }
}

pub fn path(index: u32) -> KeyPath {
    KeyPath::try_new(0, index).unwrap()
}

pub fn address() -> Address {
    Address::parse(ADDRESS).unwrap()
}

pub fn registered() -> Registered {
    Registered {
        device_id: Some("AB54A98CEB1F0AD2AB54A98C".to_owned()),
        path: path(0),
        address: address(),
        fingerprint: None,
    }
}
