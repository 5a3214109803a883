//! A price feed on a chain of this machine: it answers as Chainlink's do, with what was written into it.

use super::{DemoError, DemoWallet};
use crate::{
    address,
    price::{Feed, Pair},
};
use domain::{Timestamp, escrow::ChainAddress};
use serde_json::{Value, json};

/// Where the code keeps what it answers: five words of the round, then these.
const DECIMALS: u8 = 5;
const TEXT_LENGTH: u8 = 6;
const TEXT: u8 = 7;
/// Of every feed in dollars.
const FEED_DECIMALS: u8 = 8;

/// The calls that put a feed of that description (at most 32 letters) at an address: method and parameters.
pub fn feed_calls(at: &str, description: &str, decimals: u8) -> Vec<(&'static str, Value)> {
    vec![
        ("anvil_setCode", json!([at, code()])),
        remember(at, DECIMALS, &format!("{decimals:064x}")),
        remember(at, TEXT_LENGTH, &format!("{:064x}", description.len())),
        remember(at, TEXT, &format!("{:0<64}", hex::encode(description))),
    ]
}

/// The calls that write a round into it. Negative answers are written as contracts write them.
pub fn round_calls(at: &str, answer: i128, updated_at_seconds: u64) -> Vec<(&'static str, Value)> {
    let sign = if answer < 0 { "f" } else { "0" };
    let answer = format!("{}{answer:032x}", sign.repeat(32));
    let (round, updated) = (format!("{:064x}", 7), format!("{updated_at_seconds:064x}"));
    let words = (0_u8..).zip([&round, &answer, &updated, &updated, &round]);
    // A block at the end, so that a node asked about its newest one answers by it.
    words.map(|(slot, word)| remember(at, slot, word)).chain([("anvil_mine", json!(["0x1"]))]).collect()
}

impl DemoWallet {
    /// Puts a feed of that pair on the local chain, which says so many hundred-millionths of a dollar from now on and is
    /// never too old.
    ///
    /// # Errors
    /// [`DemoError::Rpc`], [`DemoError::NotALocalChain`].
    pub async fn put_feed(&self, pair: Pair, answer: u64, now: Timestamp) -> Result<Feed, DemoError> {
        let contract = match pair {
            Pair::Ether => "0x00000000000000000000000000000000000feed0",
            Pair::Usdc => "0x00000000000000000000000000000000000feed1",
            Pair::Usdt => "0x00000000000000000000000000000000000feed2",
        };
        let seconds = u64::try_from(now.millis() / 1_000).unwrap_or_default();
        let calls = feed_calls(contract, pair.description(), FEED_DECIMALS);
        for (method, params) in calls.into_iter().chain(round_calls(contract, i128::from(answer), seconds)) {
            self.ask(method, params).await?;
        }
        Ok(Feed {
            chain_id: self.chain_id(),
            contract: ChainAddress(address::read_address(contract)?.0),
            description: pair.description().to_owned(),
            decimals: FEED_DECIMALS,
            max_age_seconds: u32::MAX,
        })
    }
}

fn remember(at: &str, slot: u8, word: &str) -> (&'static str, Value) {
    ("anvil_setStorageAt", json!([at, format!("{slot:#066x}"), format!("0x{word}")]))
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
