//! A price feed on a local chain: it answers as Chainlink's do, with what a test wrote into it.

use crate::Anvil;
use domain::escrow::ChainAddress;
use serde_json::json;

const FEED: &str = "0x00000000000000000000000000000000000FEED1";
/// Where the code keeps what it answers: five words of the round, then these.
const DECIMALS: u8 = 5;
const TEXT_LENGTH: u8 = 6;
const TEXT: u8 = 7;

impl Anvil {
    /// A feed with that description, e.g. `USDT / USD` (at most 32 letters), and no round yet.
    pub fn price_feed(&self, description: &str, decimals: u8) -> ChainAddress {
        self.rpc("anvil_setCode", json!([FEED, code()]));
        self.remember(DECIMALS, &format!("{decimals:064x}"));
        self.remember(TEXT_LENGTH, &format!("{:064x}", description.len()));
        self.remember(TEXT, &format!("{:0<64}", hex::encode(description)));
        payments::read_address(&FEED.to_lowercase()).expect("the address is written above")
    }

    /// The feed's newest round. Negative answers are written as contracts write them.
    pub fn set_price(&self, answer: i128, updated_at_seconds: u64) {
        let sign = if answer < 0 { "f" } else { "0" };
        let answer = format!("{}{answer:032x}", sign.repeat(32));
        let updated = format!("{updated_at_seconds:064x}");
        for (slot, word) in
            [format!("{:064x}", 7), answer, updated.clone(), updated, format!("{:064x}", 7)].iter().enumerate()
        {
            self.remember(u8::try_from(slot).expect("there are five"), word);
        }
        // So that a node asked about its newest block answers by it.
        self.mine(1);
    }

    fn remember(&self, slot: u8, word: &str) {
        self.rpc("anvil_setStorageAt", json!([FEED, format!("{slot:#066x}"), format!("0x{word}")]));
    }
}

/// Three questions, each answered from what is remembered.
fn code() -> String {
    let round: Vec<String> = (0..5).map(|slot| answer_word(slot, slot * 32)).collect();
    let round = format!("5b{}60a06000f3", round.concat());
    let decimals = format!("5b{}60206000f3", answer_word(DECIMALS, 0));
    let text = format!("5b6020600052{}{}60606000f3", answer_word(TEXT_LENGTH, 32), answer_word(TEXT, 64));
    // The head's length: the selector, three comparisons, a revert.
    let head = 6 + 3 * 10 + 5;
    let (second, third) = (head + round.len() / 2, head + (round.len() + decimals.len()) / 2);
    let ask = |selector: &str, at: usize| format!("8063{selector}1460{at:02x}57");
    let asks = [ask("feaf968c", head), ask("313ce567", second), ask("7284e416", third)].concat();
    format!("0x60003560e01c{asks}60006000fd{round}{decimals}{text}")
}

/// From a slot of storage to a place in memory.
fn answer_word(slot: u8, at: u8) -> String {
    format!("60{slot:02x}5460{at:02x}52")
}
