//! Doubles of hosted payment services: they speak HTTP as the services document it, errors and oddities included,
//! and sign what they deliver. What they deliver is a value: the test decides when it arrives, how often, and changed.

mod lying_node;
mod request_network;
mod server;
mod shkeeper;
mod telegram;
mod telegram_signs;

pub use lying_node::LyingNode;
pub use request_network::RequestNetworkDouble;
pub use server::HostedServer;
pub use shkeeper::ShkeeperDouble;
pub use telegram::TelegramDouble;
pub use telegram_signs::{telegram_mini_app, telegram_widget};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What a service would post to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostedDelivery {
    /// Names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The bytes that were signed.
    pub body: String,
}

impl HostedDelivery {
    /// The header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| *found == name).map(|(_, value)| value.as_str())
    }
}

fn sign(key: &str, text: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes keys of any length");
    hex::encode(mac.chain_update(text).finalize().into_bytes())
}
