//! The line to a device: packets out, packets in. What they mean is not known here.

pub mod memory;
#[cfg(all(feature = "udp", not(target_arch = "wasm32")))]
pub mod udp;
#[cfg(all(feature = "web-usb", target_arch = "wasm32"))]
pub mod web_usb;

use crate::packet::Packet;
use std::future::Future;

/// Why a line does not carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// Nobody is at the other end any more.
    #[error("the device is unplugged")]
    Unplugged,
    /// Another program or tab has it.
    #[error("the device is in use elsewhere")]
    Claimed,
    /// The system or the browser does not let us.
    #[error("no access to the device")]
    Denied,
    /// The person chose none.
    #[error("no device was chosen")]
    NoneChosen,
    /// This browser has no way to devices.
    #[error("there is no way to a device here")]
    NoWay,
    /// Anything else.
    #[error("the line to the device broke")]
    Broke,
}

/// A line to one device. Futures need not cross threads: in a browser there is one. At most one read is pending, and none is
/// dropped while a conversation goes on: a browser cannot take one back.
pub trait Transport {
    /// Sends one packet.
    fn write(&self, packet: &Packet) -> impl Future<Output = Result<(), TransportError>>;
    /// Waits for the next packet, for as long as it takes.
    fn read(&self) -> impl Future<Output = Result<Packet, TransportError>>;
}

impl<T: Transport> Transport for &T {
    fn write(&self, packet: &Packet) -> impl Future<Output = Result<(), TransportError>> {
        T::write(self, packet)
    }

    fn read(&self) -> impl Future<Output = Result<Packet, TransportError>> {
        T::read(self)
    }
}
