//! A double of a Trezor that speaks protocol v1: both families of models, with what stands on its screen and how its person
//! acts. It holds keys that everybody knows. The device is a value that takes packets and gives packets; how they travel
//! is in `udp` and `memory`.

mod addresses;
mod amounts;
mod device;
mod double;
mod features;
mod keys;
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

pub use double::{TrezorDouble, Unplugged};
pub use keys::TREZOR_WORDS;
pub use person::TrezorPerson;
pub use screen::TrezorScreen;
pub use setup::{TrezorModel, TrezorSetup};
pub use udp::UdpTrezor;
