//! The tongue of hardware signers, protocol v1: packets, messages, the conversation with a device and its person. Native and in
//! the browser. Nothing of ours is known here: no payment, no person of the house, no page.
//!
//! [`Connected::open`] over a [`transport::Transport`], beside a [`person::Person`]; [`Connected::pair`] compares the device
//! with the registered one, and only a [`Paired`] signs what moves money.

mod address;
mod connected;
mod conversation;
mod device;
mod error;
pub mod messages;
mod order;
pub mod packet;
mod paired;
mod path;
pub mod person;
mod signature;
mod transaction;
pub mod transport;
pub mod typed;

pub use self::{
    address::{Address, keccak, text_digest},
    connected::{Connected, Registered},
    device::{Device, Model, SessionId, Trust, Version},
    error::Error,
    order::EscrowOrder,
    paired::Paired,
    path::{AccountPath, KeyPath},
    signature::{MessageSignature, TransactionSignature},
    transaction::{Definitions, LegacyTransaction, Quantity, Transaction},
    typed::{TypedData, asking::HashScreen},
};
