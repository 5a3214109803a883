//! What our own rows say should lie at each address of a vault at the end of a block, in a token's smallest units: what
//! came, less what we sent.

use super::vaults::Vault;
use crate::{ActionError, Desk};
use domain::{
    Money,
    custody::{Payout, PayoutStatus},
    escrow::{ChainEvent, ChainEventStatus},
};
use futures::TryStreamExt;
use payments::{ChainSettings, TokenSettings};
use std::collections::{BTreeMap, BTreeSet};

/// One token in one vault.
#[derive(Clone, Debug, Default)]
pub(super) struct Expected {
    /// By address in lower case: everything that came up to the block, less what left.
    pub(super) at: BTreeMap<String, i128>,
    /// What was booked of it, by what was booked.
    pub(super) booked: i128,
    /// What was booked of later blocks.
    pub(super) booked_later: i128,
    /// What came with booked ones and is below our smallest unit, and what is nothing but that.
    pub(super) dust: i128,
    /// There and not booked yet; less than nothing for what has left.
    pub(super) on_its_way: i128,
    /// Every transfer we know: transaction and place in its log.
    pub(super) known: BTreeSet<(String, u64)>,
    /// Every transaction of ours.
    pub(super) sent: BTreeSet<String>,
    /// What came, to ask after when something is missing.
    pub(super) events: Vec<ChainEvent>,
}

/// Where to look, and until when.
pub(super) struct Asked<'a> {
    pub(super) settings: &'a ChainSettings,
    pub(super) token: &'a TokenSettings,
    pub(super) vault: &'a Vault,
    pub(super) block: u64,
}

/// What the rows say of a token in a vault.
pub(super) async fn expected(desk: &Desk, asked: &Asked<'_>) -> Result<Expected, ActionError> {
    let mut found = Expected::default();
    let contract = asked.token.contract.key();
    let mut events = desk.store.transfers_of_chain(asked.settings.chain_id).await?;
    while let Some(event) = events.try_next().await? {
        if asked.vault.is_deposit() && event.token.key() == contract {
            found.take_event(event, asked);
        }
    }
    let mut payouts = desk.store.payouts_of_chain(asked.settings.chain_id).await?;
    while let Some(payout) = payouts.try_next().await? {
        if payout.token.as_ref().is_some_and(|token| token.key() == contract) {
            found.take_payout(&payout, asked);
        }
    }
    Ok(found)
}

impl Expected {
    fn take_event(&mut self, event: ChainEvent, asked: &Asked<'_>) {
        self.known.insert((event.tx_hash.0.clone(), event.log_index));
        let units: i128 = event.chain_units.parse().unwrap_or(0);
        let booked = event.amount.map_or(0, |amount| in_chain_units(amount, asked.token));
        if event.block_number > asked.block {
            self.booked_later += if event.is_settled() { booked } else { 0 };
            return;
        }
        let is_here = match event.status {
            _ if event.is_settled() => {
                self.booked += booked;
                self.dust += units - booked;
                true
            }
            ChainEventStatus::Seen => {
                self.on_its_way += units;
                true
            }
            // Worth less than our smallest unit: there, and never booked.
            ChainEventStatus::Ignored => {
                self.dust += units;
                true
            }
            _ => false,
        };
        if is_here {
            *self.at.entry(event.to.key()).or_insert(0) += units;
            self.events.push(event);
        }
    }

    /// A payout leaves one vault and may come into another; it is booked when it is final.
    fn take_payout(&mut self, payout: &Payout, asked: &Asked<'_>) {
        self.sent.extend(payout.transactions.iter().map(|sent| sent.hash.0.clone()));
        let Some(mined) = &payout.mined else { return };
        let units = i128::try_from(payout.units()).unwrap_or(i128::MAX);
        let is_booked = payout.status == PayoutStatus::Confirmed;
        if !is_booked && payout.status.is_over() {
            return;
        }
        for (address, units) in [(&payout.from, -units), (&payout.to, units)] {
            if !asked.vault.holds(address, payout) {
                continue;
            }
            match (is_booked, mined.block_number <= asked.block) {
                (true, true) => self.booked += units,
                (true, false) => self.booked_later += units,
                (false, true) => self.on_its_way += units,
                (false, false) => {}
            }
            if mined.block_number <= asked.block {
                *self.at.entry(address.key()).or_insert(0) += units;
            }
        }
    }
}

/// Our money as the token counts it; a token has at least as many decimals as we do.
pub(super) fn in_chain_units(amount: Money, token: &TokenSettings) -> i128 {
    amount.units.saturating_mul(scale(token))
}

/// The token's count as our money, rounded towards nothing.
pub(super) fn in_our_units(units: i128, token: &TokenSettings) -> Money {
    Money::new(units / scale(token), token.currency)
}

fn scale(token: &TokenSettings) -> i128 {
    let more = u32::from(token.decimals.saturating_sub(token.currency.exponent()));
    10_i128.checked_pow(more).unwrap_or(i128::MAX)
}
