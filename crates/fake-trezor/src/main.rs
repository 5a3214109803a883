//! The device as a program: `fake-trezor` prints its two ports as a line of JSON, answers packets at one and takes orders at
//! the other, and ends with its standard input.
#![allow(clippy::print_stdout, reason = "whoever starts it reads its ports there")]

use fake_trezor::{TrezorDouble, TrezorSetup, UdpTrezor, take_orders};
use std::io::{Read, sink, stdin};

fn main() {
    let device = TrezorDouble::new(TrezorSetup::default());
    let udp = UdpTrezor::start(&device);
    let orders = take_orders(&device);
    println!("{}", serde_json::json!({"udp": udp.port(), "orders": orders}));
    // Whoever has started it holds the other end; nothing is said on it.
    let _ = std::io::copy(&mut stdin().lock().by_ref(), &mut sink());
}
