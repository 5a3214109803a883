//! A host that knows nothing but messages.

use fake_trezor::{TrezorDouble, TrezorModel, TrezorSetup};
use signing::{
    messages::{ButtonAck, Failure, FailureCode, Initialize, Message},
    packet::{Assembler, Packet},
};

/// The first address, as wallets count.
pub const ADDRESS: &str = "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8";

pub struct Host {
    pub device: TrezorDouble,
}

impl Host {
    /// With a session begun.
    pub fn at(setup: TrezorSetup) -> Self {
        let host = Self { device: TrezorDouble::new(setup) };
        host.say(Initialize::default());
        host
    }

    pub fn of(model: TrezorModel) -> Self {
        Self::at(TrezorSetup::of(model))
    }

    /// Says something and hears one message.
    pub fn say(&self, message: impl Into<Message>) -> Message {
        self.send(message);
        self.hear().expect("the device answers")
    }

    pub fn send(&self, message: impl Into<Message>) {
        for packet in message.into().frame().packets() {
            self.device.hear(&packet).expect("the device is plugged in");
        }
    }

    /// The next message, if the device has said one.
    pub fn hear(&self) -> Option<Message> {
        let mut assembler = Assembler::default();
        loop {
            if let Some(frame) = assembler.take(&self.device.next_packet()?).unwrap() {
                return Some(Message::read(&frame).unwrap());
            }
        }
    }

    /// Says something and lets the person press until there is another answer.
    pub fn ask(&self, message: impl Into<Message>) -> Message {
        let mut answer = self.say(message);
        while let Message::ButtonRequest(_) = answer {
            answer = self.say(ButtonAck {});
        }
        answer
    }

    /// Everything that was shown, a line each.
    pub fn read(&self) -> Vec<String> {
        self.device.screens().iter().map(ToString::to_string).collect()
    }
}

pub fn failure(message: &Message) -> FailureCode {
    match message {
        Message::Failure(Failure { code: Some(code), .. }) => FailureCode::try_from(*code).unwrap(),
        other => panic!("no failure: {other:?}"),
    }
}

/// `m/44'/60'/account'/0/index`.
pub fn path(account: u32, index: u32) -> Vec<u32> {
    vec![0x8000_002c, 0x8000_003c, 0x8000_0000 + account, 0, index]
}

pub fn bytes(hex: &str) -> Vec<u8> {
    hex::decode(hex.strip_prefix("0x").unwrap_or(hex)).unwrap()
}

/// A packet from its hex; what is not said is zero.
pub fn packet(hex: &str) -> Packet {
    let said = bytes(&hex.replace(' ', ""));
    let mut packet = [0; 64];
    packet[..said.len()].copy_from_slice(&said);
    packet
}
