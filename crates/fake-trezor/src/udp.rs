//! The device over UDP on this machine, as the official hosts know emulators: a packet is a datagram.

use crate::double::TrezorDouble;
use signing::packet::{PACKET_SIZE, Packet};
use std::{
    net::{SocketAddr, UdpSocket},
    sync::{Arc, Mutex},
    thread,
};

/// What a host sends to learn whether anybody is there, and what it hears then.
const ASKED: &[u8] = b"PINGPING";
const ANSWERED: &[u8] = b"PONGPONG";

/// A port at which the device answers until the program ends.
pub struct UdpTrezor {
    address: SocketAddr,
}

impl UdpTrezor {
    /// Puts the device on a free port. Its packets go to the host that spoke last.
    ///
    /// # Panics
    /// When this machine gives no port.
    pub fn start(device: &TrezorDouble) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        let address = socket.local_addr().expect("a bound socket has an address");
        let outgoing = socket.try_clone().expect("a socket can be shared");
        let host = Arc::new(Mutex::new(None::<SocketAddr>));
        let last = Arc::clone(&host);
        device.bring_to(move |packet| {
            // A host that is gone hears nothing, as on a real port.
            if let Some(host) = *last.lock().expect("nobody panics while they hold an address") {
                let _ = outgoing.send_to(packet, host);
            }
        });
        let device = device.clone();
        thread::spawn(move || hear(&socket, &host, &device));
        Self { address }
    }

    /// Where it answers.
    pub const fn port(&self) -> u16 {
        self.address.port()
    }
}

fn hear(socket: &UdpSocket, host: &Mutex<Option<SocketAddr>>, device: &TrezorDouble) {
    let mut room = [0; PACKET_SIZE + 1];
    // Windows and Linux alike report a host that is gone at the next call; the one after it is heard again.
    loop {
        let Ok((length, from)) = socket.recv_from(&mut room) else { continue };
        if &room[..length] == ASKED && device.is_plugged() {
            let _ = socket.send_to(ANSWERED, from);
        }
        if let Ok(packet) = <&Packet>::try_from(&room[..length]) {
            *host.lock().expect("nobody panics while they hold an address") = Some(from);
            let _ = device.hear(packet);
        }
    }
}
