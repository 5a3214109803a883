//! A price feed on a local chain: it answers as Chainlink's do, with what a test wrote into it.

use crate::Anvil;
use domain::escrow::ChainAddress;
use payments::demo::{feed_calls, round_calls};

const FEED: &str = "0x00000000000000000000000000000000000FEED1";

impl Anvil {
    /// A feed with that description, e.g. `USDT / USD` (at most 32 letters), and no round yet.
    pub fn price_feed(&self, description: &str, decimals: u8) -> ChainAddress {
        for (method, params) in feed_calls(FEED, description, decimals) {
            self.rpc(method, params);
        }
        payments::read_address(&FEED.to_lowercase()).expect("the address is written above")
    }

    /// The feed's newest round. Negative answers are written as contracts write them.
    pub fn set_price(&self, answer: i128, updated_at_seconds: u64) {
        for (method, params) in round_calls(FEED, answer, updated_at_seconds) {
            self.rpc(method, params);
        }
    }
}
