//! The device as a program: its two doors, and its end.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpStream, UdpSocket},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// Asks for the first address, on the screen.
const SHOW_ADDRESS: &str = "3f23230038000000 18 08ac80808008 08bc80808008 088080808008 0800 0800 1001";
const ACK: &str = "3f2323001b00000000";

/// Only a program that is broken takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

struct Program {
    process: Child,
    packets: UdpSocket,
    orders: TcpStream,
}

impl Program {
    fn start() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_fake-trezor"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ports: Value = serde_json::from_str(&line).unwrap();
        let port = |name: &str| u16::try_from(ports[name].as_u64().unwrap()).unwrap();
        let packets = UdpSocket::bind("127.0.0.1:0").unwrap();
        packets.connect(("127.0.0.1", port("udp"))).unwrap();
        packets.set_read_timeout(Some(PATIENCE)).unwrap();
        let orders = TcpStream::connect(("127.0.0.1", port("orders"))).unwrap();
        Self { process, packets, orders }
    }

    fn order(&self, order: &Value) -> Value {
        writeln!(&self.orders, "{order}").unwrap();
        let mut line = String::new();
        BufReader::new(&self.orders).read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }

    /// The number of the message that answers this packet.
    fn say(&self, packet: &str) -> u16 {
        let mut whole = hex::decode(packet.replace(' ', "")).unwrap();
        whole.resize(64, 0);
        self.packets.send(&whole).unwrap();
        self.hear()
    }

    fn hear(&self) -> u16 {
        let mut packet = [0; 64];
        loop {
            assert_eq!(self.packets.recv(&mut packet).unwrap(), 64);
            if packet.starts_with(b"?##") {
                return u16::from_be_bytes([packet[3], packet[4]]);
            }
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_program_takes_packets_and_orders() {
    let program = Program::start();
    program.packets.send(b"PINGPING").unwrap();
    let mut pong = [0; 8];
    program.packets.recv(&mut pong).unwrap();
    assert_eq!(&pong, b"PONGPONG");
    assert_eq!(program.say("3f2323000000000000"), 17);
    program.order(&json!({"person": {"hesitates_at": 1}}));
    assert_eq!(program.say(SHOW_ADDRESS), 26);
    let mut ack = hex::decode(ACK).unwrap();
    ack.resize(64, 0);
    program.packets.send(&ack).unwrap();
    let screens = program.order(&json!("screens"));
    let address = "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8";
    assert_eq!(screens["screens"][0]["lines"], json!([address, "m/44'/60'/0'/0/0"]));
    program.order(&json!({"press": true}));
    assert_eq!(program.hear(), 57, "pressed at last");
    program.order(&json!({"setup": {"model": "T1B1", "pin": "1234"}}));
    assert_eq!(program.say("3f2323000000000000"), 17);
    assert_eq!(program.say(SHOW_ADDRESS), 18);
    assert_eq!(program.order(&json!({"positions": "1234"}))["positions"], "5697");
    assert_eq!(program.order(&json!("unplug"))["is_plugged"], false);
    assert_eq!(program.order(&json!("plug"))["is_plugged"], true);
    assert!(program.order(&json!({"person": {"refuses": 1}}))["error"].as_str().unwrap().contains("refuses"));
}

#[test]
fn a_program_ends_with_whoever_started_it() {
    let mut program = Program::start();
    drop(program.process.stdin.take());
    assert!(program.process.wait().unwrap().success());
}
