//! The device at the other end of a line of `signing`, in the same process.

use crate::double::{TrezorDouble, Unplugged};
use signing::{
    packet::Packet,
    transport::{Transport, TransportError},
};

impl Transport for TrezorDouble {
    async fn write(&self, packet: &Packet) -> Result<(), TransportError> {
        Ok(self.hear(packet)?)
    }

    async fn read(&self) -> Result<Packet, TransportError> {
        Ok(self.packet().await?)
    }
}

impl From<Unplugged> for TransportError {
    fn from(_: Unplugged) -> Self {
        Self::Unplugged
    }
}
