//! The line to an emulator, against a socket that behaves like one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use signing::transport::{Transport, TransportError, udp::Udp};
use std::net::{Ipv4Addr, SocketAddr};
use tokio::{net::UdpSocket, task::JoinHandle};

async fn emulator() -> (UdpSocket, SocketAddr) {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = socket.local_addr().unwrap();
    (socket, address)
}

/// Answers the greeting, then gives every packet back, each after things that are no packets.
fn echoing(socket: UdpSocket) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut datagram = [0; 128];
        loop {
            let (length, host) = socket.recv_from(&mut datagram).await.unwrap();
            if &datagram[..length] == b"PINGPING" {
                socket.send_to(&[7; 64], host).await.unwrap();
                socket.send_to(b"PONGPONG", host).await.unwrap();
            } else {
                socket.send_to(b"PONGPONG", host).await.unwrap();
                socket.send_to(&[8; 65], host).await.unwrap();
                socket.send_to(&datagram[..length], host).await.unwrap();
            }
        }
    })
}

#[tokio::test]
async fn a_datagram_is_a_packet_and_anything_else_is_passed_over() {
    let (socket, address) = emulator().await;
    let emulator = echoing(socket);
    let line = Udp::open(address).await.unwrap();
    line.write(&[3; 64]).await.unwrap();
    assert_eq!(line.read().await, Ok([3; 64]));
    emulator.abort();
}

#[tokio::test]
async fn nobody_there_is_unplugged() {
    let (socket, address) = emulator().await;
    drop(socket);
    assert_eq!(Udp::open(address).await.unwrap_err(), TransportError::Unplugged);
}
