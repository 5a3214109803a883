//! What no crash of ours touches: the chain, the clock on the wall, and what people have seen done.

use domain::{
    Currency, Minutes, Money,
    escrow::{ChainAddress, TxHash},
};
use serde::{Deserialize, Serialize};
use std::{fs, path::Path};
use testkit::{PretendChain, TestDesk};

/// Kept beside the database's folder, written whole each time.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Outside {
    /// Steps that were answered.
    pub answered: usize,
    /// Lives so far.
    pub lives: i64,
    /// Minutes on the wall since the start.
    pub minutes: i64,
    /// What happened on the chain, in its order.
    blocks: Vec<Block>,
    /// What the steps do to the chain before anybody was answered.
    #[serde(skip)]
    coming: Vec<Block>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Block {
    Transfer(ChainAddress, i128),
    Empty(u64),
    /// A reorganisation loses what was paid.
    Lost(TxHash),
    /// What was lost last is mined after all.
    Found,
}

impl Outside {
    /// As it was left.
    pub fn in_folder(folder: &Path) -> Self {
        let text = fs::read_to_string(folder.join("outside.json")).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Kept whole or not at all.
    pub fn keep(&mut self, folder: &Path) {
        self.blocks.append(&mut self.coming);
        let draft = folder.join("outside.draft");
        fs::write(&draft, serde_json::to_string(self).unwrap()).unwrap();
        fs::rename(draft, folder.join("outside.json")).unwrap();
    }

    /// The chain as it stands.
    pub fn replay(&self, chain: &PretendChain) {
        self.blocks.iter().for_each(|block| happen(chain, block));
    }

    /// Somebody pays.
    pub fn pay(&mut self, chain: &PretendChain, to: &ChainAddress, units: i128) {
        self.now(chain, Block::Transfer(to.clone(), units));
    }

    /// Blocks come.
    pub fn mine(&mut self, chain: &PretendChain, blocks: u64) {
        self.now(chain, Block::Empty(blocks));
    }

    /// The chain loses what was paid.
    pub fn lose(&mut self, chain: &PretendChain, tx: TxHash) {
        self.now(chain, Block::Lost(tx));
    }

    /// And has it again.
    pub fn find(&mut self, chain: &PretendChain) {
        self.now(chain, Block::Found);
    }

    /// Time passes on the wall.
    pub fn pass(&mut self, desk: &TestDesk, minutes: i64) {
        self.minutes += minutes;
        desk.advance(Minutes(minutes));
    }

    fn now(&mut self, chain: &PretendChain, block: Block) {
        happen(chain, &block);
        self.coming.push(block);
    }
}

fn happen(chain: &PretendChain, block: &Block) {
    match block {
        Block::Transfer(to, units) => drop(chain.pay(to, Money::new(*units, Currency::USDT))),
        Block::Empty(blocks) => chain.mine(*blocks),
        Block::Lost(tx) => chain.forget(tx),
        Block::Found => chain.recall(),
    }
}
