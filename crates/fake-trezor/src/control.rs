//! What whoever runs the device from outside may order, a line of JSON each, and what is answered, a line each.

use crate::{TrezorDouble, TrezorPerson, TrezorScreen, TrezorSetup};
use serde::{Deserialize, Serialize};
use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    thread,
};

/// `"screens"`, `{"press": true}`, `{"person": {"refuses_at": 2}}`…
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Order {
    /// What was shown so far?
    Screens,
    /// Hands the device to somebody.
    Person(TrezorPerson),
    /// Somebody who hesitates presses a button.
    Press(bool),
    /// Where does somebody press who knows this PIN?
    Positions(String),
    /// Pulls the cable.
    Unplug,
    /// Plugs it in again.
    Plug,
    /// Plugs another device in.
    Setup(TrezorSetup),
}

#[derive(Default, Serialize)]
#[serde(default)]
struct Report {
    is_plugged: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    screens: Option<Vec<TrezorScreen>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    positions: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// Takes orders on a free port until the program ends, and says which.
///
/// # Panics
/// When this machine gives no port.
pub fn take_orders(device: &TrezorDouble) -> u16 {
    let door = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = door.local_addr().expect("a bound door has an address").port();
    let device = device.clone();
    thread::spawn(move || {
        for caller in door.incoming().map_while(Result::ok) {
            let device = device.clone();
            thread::spawn(move || obey(&device, &caller));
        }
    });
    port
}

fn obey(device: &TrezorDouble, caller: &TcpStream) {
    let mut answers = caller;
    for line in BufReader::new(caller).lines().map_while(Result::ok) {
        let report = match serde_json::from_str(&line) {
            Ok(order) => follow(device, order),
            Err(error) => Report { error: Some(error.to_string()), ..Report::default() },
        };
        let report = Report { is_plugged: device.is_plugged(), ..report };
        let text = serde_json::to_string(&report).expect("a report is text and numbers");
        if writeln!(answers, "{text}").is_err() {
            return;
        }
    }
}

fn follow(device: &TrezorDouble, order: Order) -> Report {
    match order {
        Order::Screens => return Report { screens: Some(device.screens()), ..Report::default() },
        Order::Positions(pin) => return Report { positions: device.positions_of(&pin), ..Report::default() },
        Order::Person(person) => device.hand_to(person),
        Order::Press(yes) => device.press(yes),
        Order::Unplug => device.unplug(),
        Order::Plug => device.plug(),
        Order::Setup(setup) => device.becomes(setup),
    }
    Report::default()
}
