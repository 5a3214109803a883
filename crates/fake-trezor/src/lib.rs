//! THE STAND-IN: a double of a Trezor that speaks protocol v1. Both families of models, what stands on their screens, and a
//! person who acts as a test wants. Only ever for tests: its keys are known to everybody.
//!
//! The device is a value that takes packets and gives packets; `line` and `udp` carry them. Nothing of ours is known here
//! but the tongue that host and device share.

mod addresses;
mod amounts;
mod control;
mod device;
mod double;
mod features;
mod keys;
mod line;
mod person;
mod screen;
mod session;
mod setup;
mod signing_text;
mod talk;
mod transaction;
mod typed_data;
mod typed_hash;
mod udp;
mod unlock;

pub use control::take_orders;
pub use double::{TrezorDouble, Unplugged};
pub use keys::TREZOR_WORDS;
pub use person::TrezorPerson;
pub use screen::TrezorScreen;
pub use setup::{TrezorModel, TrezorSetup};
pub use udp::UdpTrezor;
