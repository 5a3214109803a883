//! The person at the page: what a device needs of them. How they are asked is not known here.

use crate::messages::ButtonCode;
use std::{fmt, future::Future};

/// The longest passphrase a device takes, in bytes.
const PASSPHRASE_LIMIT: usize = 50;
/// The longest PIN.
const PIN_LIMIT: usize = 50;

/// Whoever is asked in the middle of a conversation.
pub trait Person {
    /// The device shows something and waits. `shown` is a hint of what; none where the device gives none that is known.
    fn look_at_device(&self, shown: Option<ButtonCode>);
    /// The first model shows nine scrambled fields: which are pressed? `None` takes it back.
    fn pin(&self) -> impl Future<Output = Option<Positions>>;
    /// Which wallet? `None` takes it back. `on_device` says whether it can be entered there.
    fn passphrase(&self, on_device: bool) -> impl Future<Output = Option<Passphrase>>;
    /// Ends when the person takes everything back, and at once for as long as that stands. Asked anew for every packet that is
    /// waited for.
    fn cancelled(&self) -> impl Future<Output = ()>;
}

impl<P: Person> Person for &P {
    fn look_at_device(&self, shown: Option<ButtonCode>) {
        P::look_at_device(self, shown);
    }

    fn pin(&self) -> impl Future<Output = Option<Positions>> {
        P::pin(self)
    }

    fn passphrase(&self, on_device: bool) -> impl Future<Output = Option<Passphrase>> {
        P::passphrase(self, on_device)
    }

    fn cancelled(&self) -> impl Future<Output = ()> {
        P::cancelled(self)
    }
}

/// Where a person pressed, as on a numeric keypad: 7 8 9 above, 1 2 3 below. Not the PIN.
#[derive(Clone, PartialEq, Eq)]
pub struct Positions(String);

/// Which of a device's wallets.
#[derive(Clone, PartialEq, Eq)]
pub enum Passphrase {
    /// The one without a passphrase.
    Standard,
    /// One that was typed into the page.
    Typed(Typed),
    /// One that is entered on the device.
    OnDevice,
}

/// A typed passphrase that devices take.
#[derive(Clone, PartialEq, Eq)]
pub struct Typed(String);

impl Positions {
    /// Digits from 1 to 9.
    pub fn parse(pressed: &str) -> Option<Self> {
        let is_good =
            (1..=PIN_LIMIT).contains(&pressed.len()) && pressed.bytes().all(|byte| (b'1'..=b'9').contains(&byte));
        is_good.then(|| Self(pressed.to_owned()))
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

impl Typed {
    /// From 1 to 50 bytes. Devices take them as they come: give the normal form NFKD, or another wallet opens than elsewhere.
    pub fn parse(text: &str) -> Option<Self> {
        (1..=PASSPHRASE_LIMIT).contains(&text.len()).then(|| Self(text.to_owned()))
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

/// Nothing of what was pressed.
impl fmt::Debug for Positions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Positions")
    }
}

/// Nothing of what was typed, and not that anything was.
impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

/// Nothing of what was typed.
impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed")
    }
}
