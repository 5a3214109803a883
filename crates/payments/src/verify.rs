//! Whether a transfer counts: every claim is read again from the chain and kept as evidence (CO5).

use crate::{
    Chain, ChainError, Head, Receipt, SeenTransfer, TokenSettings, U256, Verdict, Wanted, chain::block_hash,
    check::row, errors, quorum::Quorum,
};
use domain::{Money, escrow::TransferCheck};
use std::fmt::Display;

/// Shown where the chain has nothing to show.
const NOTHING: &str = "-";

impl Chain {
    /// Reads the transaction again and checks chain, token, recipient, amount, success and confirmations.
    /// Of `transfer` only its place (chain, transaction, log index) is believed. A wrong amount does not
    /// refuse: the caller decides what less or more means.
    ///
    /// # Errors
    /// [`ChainError`]; [`ChainError::Unsettled`] when `head` is not the chain's any more, and
    /// [`ChainError::MissingBlock`] when a node does not know it yet. Read the head and ask again.
    pub async fn verify(&self, transfer: &SeenTransfer, wanted: &Wanted, head: &Head) -> Result<Verdict, ChainError> {
        let hash = errors::tx_hash(&transfer.tx_hash)?;
        let quorum = self.quorum().await?;
        let receipt = self.receipt_from(&quorum, &hash).await?;
        let settled = self.settings().finality.height(&quorum).await?;
        // A node that is behind would call everything vanished; one that changed its mind, confirmed.
        must_stand(&quorum, head.number, &head.hash).await?;
        if let Some(receipt) = &receipt {
            must_stand(&quorum, receipt.block_number, &receipt.block_hash).await?;
        }
        Ok(self.weigh(transfer, receipt.as_ref(), wanted, Depth::new(receipt.as_ref(), head, settled)))
    }

    /// The decision, from what was read.
    fn weigh(&self, claimed: &SeenTransfer, receipt: Option<&Receipt>, wanted: &Wanted, depth: Depth) -> Verdict {
        let settings = self.settings();
        let found = receipt.and_then(|receipt| receipt.transfer(claimed.log_index));
        let token = settings.token(wanted.token);
        let checks = vec![
            row("chain", settings.chain_id, claimed.chain_id, settings.chain_id == claimed.chain_id),
            self.token_check(found, wanted),
            recipient_check(found, wanted),
            amount_check(found, wanted, token),
            success_check(receipt),
            self.depth_check(depth, wanted),
        ];
        Verdict::new(checks, receipt.is_some(), depth.confirmations, found.cloned())
    }

    fn token_check(&self, found: Option<&SeenTransfer>, wanted: &Wanted) -> TransferCheck {
        let token = self.settings().token(wanted.token);
        let contract = token.map_or(NOTHING, |token| token.contract.0.as_str());
        let passed = token.zip(found).is_some_and(|(token, found)| token.contract.key() == found.token.key());
        let name = found.and_then(|found| self.settings().token_at(&found.token)).map(|token| token.currency.code());
        let found = found.map(|found| format!("{} {}", name.unwrap_or("unknown"), found.token));
        row("token", format_args!("{} {contract}", wanted.token), or_nothing(found), passed)
    }

    fn depth_check(&self, depth: Depth, wanted: &Wanted) -> TransferCheck {
        let Depth { confirmations: deep, is_settled } = depth;
        let needed = self.settings().confirmations.max(wanted.confirmations);
        match self.settings().finality.tag() {
            None => row("confirmations", needed, deep, deep >= needed),
            Some(tag) => {
                let not_yet = if is_settled { "" } else { "not yet " };
                let found = format_args!("{deep}, {not_yet}{tag}");
                row("confirmations", format_args!("{needed}, {tag}"), found, is_settled && deep >= needed)
            }
        }
    }
}

/// How deep a transaction lies.
#[derive(Clone, Copy)]
struct Depth {
    confirmations: u64,
    /// Whether the chain's own word for "stays" covers it; true when none is asked for.
    is_settled: bool,
}

impl Depth {
    fn new(receipt: Option<&Receipt>, head: &Head, settled: Option<u64>) -> Self {
        let block = receipt.map(|receipt| receipt.block_number);
        Self {
            confirmations: block.map_or(0, |block| confirmations(block, head)),
            is_settled: block.is_some_and(|block| settled.is_none_or(|settled| block <= settled)),
        }
    }
}

/// The block at that height is still the one it was.
pub(crate) async fn must_stand(quorum: &Quorum<'_>, number: u64, hash: &str) -> Result<(), ChainError> {
    let now = block_hash(quorum, number).await?.ok_or(ChainError::MissingBlock(number))?;
    if now == hash { Ok(()) } else { Err(ChainError::Unsettled(number)) }
}

fn recipient_check(found: Option<&SeenTransfer>, wanted: &Wanted) -> TransferCheck {
    let passed = found.is_some_and(|found| found.to.key() == wanted.recipient.key());
    row("recipient", &wanted.recipient, or_nothing(found.map(|found| &found.to)), passed)
}

/// Whole units first, because they are what was compared; our money behind them, for eyes.
fn amount_check(found: Option<&SeenTransfer>, wanted: &Wanted, token: Option<&TokenSettings>) -> TransferCheck {
    let money = token.and_then(|t| Money::from_chain_units(wanted.amount_units, t.decimals, t.currency).ok());
    let ours = token.zip(found).filter(|(token, found)| token.contract.key() == found.token.key());
    let came = ours.and_then(|(token, found)| found.in_token(token).ok());
    let passed = found.is_some_and(|found| found.units == U256::from(wanted.amount_units));
    let found = found.map(|found| with_money(found.units, came));
    row("amount", with_money(wanted.amount_units, money), or_nothing(found), passed)
}

fn success_check(receipt: Option<&Receipt>) -> TransferCheck {
    let found = match receipt {
        Some(receipt) if receipt.success => "success",
        Some(_) => "reverted",
        None => "not in any block",
    };
    row("success", "success", found, found == "success")
}

/// A block counts as its own first confirmation; above the head it has none.
pub(crate) const fn confirmations(block: u64, head: &Head) -> u64 {
    match head.number.checked_sub(block) {
        Some(above) => above.saturating_add(1),
        None => 0,
    }
}

fn with_money(units: impl Display, money: Option<Money>) -> String {
    money.map_or_else(|| units.to_string(), |money| format!("{units} ({money})"))
}

fn or_nothing(found: Option<impl Display>) -> String {
    found.map_or_else(|| NOTHING.to_owned(), |found| found.to_string())
}
