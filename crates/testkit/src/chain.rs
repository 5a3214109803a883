//! A chain that exists only in the test: transfers appear, gather confirmations and vanish at a word. Real
//! chains are [`crate::Anvil`]'s.

use crate::tokens::settings;
use actions::escrow::Watched;
use domain::{
    Money,
    escrow::{ChainAddress, ChainId, TransferCheck, TxHash},
};
use payments::{ChainError, ChainSettings, Head, Outcome, SeenTransfer, U256, Verdict, Wanted};
use std::{
    future::Future,
    sync::{Mutex, MutexGuard},
};

#[derive(Default)]
struct Blocks {
    head: u64,
    transfers: Vec<SeenTransfer>,
    forgotten: Vec<SeenTransfer>,
    sent: u64,
    is_down: bool,
}

/// The chain.
pub struct PretendChain {
    settings: ChainSettings,
    blocks: Mutex<Blocks>,
}

impl PretendChain {
    pub(crate) fn new() -> Self {
        Self { settings: settings(), blocks: Mutex::new(Blocks { head: 100, ..Blocks::default() }) }
    }

    /// Another chain of that id with the same tokens.
    #[must_use]
    pub fn of_id(chain_id: u64) -> Self {
        let mut chain = Self::new();
        chain.settings.chain_id = ChainId(chain_id);
        chain
    }

    /// A transfer in the next block.
    ///
    /// # Panics
    /// When the currency has no token here.
    pub fn pay(&self, to: &ChainAddress, amount: Money) -> TxHash {
        let contract = self.settings.token(amount.currency).expect("the token is in the settings").contract.clone();
        self.pay_token(to, contract, u128::try_from(amount.units).expect("no debts are paid in tests"))
    }

    /// A transfer of a token that nobody here knows.
    pub fn pay_unknown(&self, to: &ChainAddress, units: u128) -> TxHash {
        self.pay_token(to, ChainAddress(format!("0x{}", "f".repeat(40))), units)
    }

    /// So many blocks on top.
    pub fn mine(&self, blocks: u64) {
        self.lock().head += blocks;
    }

    /// A reorganisation in which the transaction is lost.
    pub fn forget(&self, tx: &TxHash) {
        let mut blocks = self.lock();
        let (gone, kept) = std::mem::take(&mut blocks.transfers).into_iter().partition(|it| it.tx_hash == *tx);
        blocks.transfers = kept;
        blocks.forgotten = gone;
    }

    /// What was forgotten last is mined after all, in the next block.
    pub fn recall(&self) {
        let mut blocks = self.lock();
        blocks.head += 1;
        let head = blocks.head;
        let back = std::mem::take(&mut blocks.forgotten).into_iter();
        blocks.transfers.extend(back.map(|transfer| SeenTransfer {
            block_number: head,
            block_hash: format!("0x{head:064x}"),
            ..transfer
        }));
    }

    /// A reorganisation that moves the transaction into the next block, to another place of its log.
    pub fn remine(&self, tx: &TxHash) {
        let mut blocks = self.lock();
        blocks.head += 1;
        let head = blocks.head;
        for transfer in blocks.transfers.iter_mut().filter(|transfer| transfer.tx_hash == *tx) {
            transfer.block_number = head;
            transfer.block_hash = format!("0x{head:064x}");
            transfer.log_index += 1;
        }
    }

    /// Nobody answers, until it is up again.
    pub fn set_down(&self, is_down: bool) {
        self.lock().is_down = is_down;
    }

    fn pay_token(&self, to: &ChainAddress, token: ChainAddress, units: u128) -> TxHash {
        let mut blocks = self.lock();
        blocks.head += 1;
        blocks.sent += 1;
        let tx_hash = TxHash(format!("0x{:064x}", blocks.sent));
        let (block_number, chain_id) = (blocks.head, self.settings.chain_id);
        blocks.transfers.push(SeenTransfer {
            chain_id,
            tx_hash: tx_hash.clone(),
            log_index: 0,
            block_number,
            block_hash: format!("0x{block_number:064x}"),
            token,
            from: ChainAddress(format!("0x{}", "a".repeat(40))),
            to: to.clone(),
            units: U256::from(units),
        });
        tx_hash
    }

    fn lock(&self) -> MutexGuard<'_, Blocks> {
        self.blocks.lock().expect("no test panics while it holds the chain")
    }

    fn answer<T>(&self, read: impl FnOnce(&Blocks) -> T) -> Result<T, ChainError> {
        let blocks = self.lock();
        if blocks.is_down { Err(ChainError::MissingBlock(blocks.head)) } else { Ok(read(&blocks)) }
    }

    fn weigh(&self, blocks: &Blocks, claimed: &SeenTransfer, wanted: &Wanted, head: &Head) -> Verdict {
        let found = blocks.transfers.iter().find(|transfer| is_at(transfer, claimed)).cloned();
        let deep = found.as_ref().map_or(0, |found| (head.number + 1).saturating_sub(found.block_number));
        let needed = self.settings.confirmations.max(wanted.confirmations);
        let outcome = match &found {
            None => Outcome::Vanished,
            Some(_) if deep >= needed => Outcome::Final,
            Some(_) => Outcome::Waiting,
        };
        let is_exact = found.as_ref().is_some_and(|found| found.units == U256::from(wanted.amount_units));
        let row = |name: &str, passed: bool| TransferCheck {
            name: name.to_owned(),
            wanted: "as asked".to_owned(),
            found: "as seen".to_owned(),
            passed,
        };
        let is_there = found.is_some();
        let checks = vec![
            row("chain", true),
            row("token", is_there),
            row("recipient", is_there),
            row("amount", is_exact),
            row("success", is_there),
            row("confirmations", deep >= needed),
        ];
        Verdict { outcome, checks, confirmations: deep, transfer: found }
    }
}

fn is_at(transfer: &SeenTransfer, claimed: &SeenTransfer) -> bool {
    (&transfer.tx_hash, transfer.log_index) == (&claimed.tx_hash, claimed.log_index)
}

impl Watched for PretendChain {
    fn settings(&self) -> &ChainSettings {
        &self.settings
    }

    fn head(&self) -> impl Future<Output = Result<Head, ChainError>> + Send {
        let head = self.answer(|blocks| Head { number: blocks.head, hash: format!("0x{:064x}", blocks.head) });
        async { head }
    }

    fn transfers(
        &self,
        from_block: u64,
        to_block: u64,
        to: &[ChainAddress],
    ) -> impl Future<Output = Result<Vec<SeenTransfer>, ChainError>> + Send {
        let asked = |transfer: &&SeenTransfer| {
            (from_block..=to_block).contains(&transfer.block_number)
                && to.iter().any(|to| to.key() == transfer.to.key())
        };
        let seen = self.answer(|blocks| blocks.transfers.iter().filter(asked).cloned().collect());
        async { seen }
    }

    fn verify(
        &self,
        transfer: &SeenTransfer,
        wanted: &Wanted,
        head: &Head,
    ) -> impl Future<Output = Result<Verdict, ChainError>> + Send {
        let verdict = self.answer(|blocks| self.weigh(blocks, transfer, wanted, head));
        async { verdict }
    }
}
