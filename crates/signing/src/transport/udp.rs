//! A line over UDP, as emulators of devices have it: a datagram is a packet. Not for browsers.

use super::{Transport, TransportError};
use crate::packet::{PACKET_SIZE, Packet};
use std::{
    io::{Error, ErrorKind},
    net::{Ipv4Addr, SocketAddr},
};
use tokio::net::UdpSocket;

const PING: &[u8] = b"PINGPING";
const PONG: &[u8] = b"PONGPONG";

/// A line to an emulator.
#[derive(Debug)]
pub struct Udp {
    socket: UdpSocket,
}

impl Udp {
    /// Opens a line and waits until somebody answers on it. Emulators listen on this machine.
    ///
    /// # Errors
    /// [`TransportError::Unplugged`] where nobody listens.
    pub async fn open(device: SocketAddr) -> Result<Self, TransportError> {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(meant)?;
        socket.connect(device).await.map_err(meant)?;
        socket.send(PING).await.map_err(meant)?;
        let mut answer = [0; PACKET_SIZE];
        // What an earlier conversation left behind comes first.
        loop {
            let length = socket.recv(&mut answer).await.map_err(meant)?;
            if &answer[..length] == PONG {
                return Ok(Self { socket });
            }
        }
    }
}

impl Transport for Udp {
    async fn write(&self, packet: &Packet) -> Result<(), TransportError> {
        self.socket.send(packet).await.map(drop).map_err(meant)
    }

    async fn read(&self) -> Result<Packet, TransportError> {
        // One byte more, so that a longer datagram is not taken for a packet.
        let mut datagram = [0; PACKET_SIZE + 1];
        loop {
            let length = self.socket.recv(&mut datagram).await.map_err(meant)?;
            if let Ok(packet) = datagram[..length].try_into() {
                return Ok(packet);
            }
        }
    }
}

fn meant(error: Error) -> TransportError {
    match error.kind() {
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset => TransportError::Unplugged,
        ErrorKind::PermissionDenied => TransportError::Denied,
        _ => TransportError::Broke,
    }
}
