//! What lies aside against the account that holds it: money of the wrong kind, late money, and money of senders who stand
//! on a list.

use super::{books::Books, report::Findings};
use domain::{
    Currency, Money,
    escrow::{ChainEvent, ChainEventStatus, ProviderArrival, ProviderArrivalStatus},
    ledger::LedgerAccount,
};
use std::collections::{BTreeMap, BTreeSet};

/// What rows say that lies aside.
#[derive(Default)]
pub(super) struct Aside {
    said: BTreeMap<Currency, i128>,
}

impl Aside {
    pub(super) fn add_transfer(&mut self, event: &ChainEvent) {
        match event.status {
            ChainEventStatus::Held | ChainEventStatus::Late => event.amount.into_iter().for_each(|it| self.add(it)),
            ChainEventStatus::Seen
            | ChainEventStatus::Credited
            | ChainEventStatus::ToWallet
            | ChainEventStatus::Claimed
            | ChainEventStatus::Vanished
            | ChainEventStatus::Ignored
            | ChainEventStatus::Reversed => {}
        }
    }

    pub(super) fn add_arrival(&mut self, arrival: &ProviderArrival) {
        match arrival.status {
            ProviderArrivalStatus::Held | ProviderArrivalStatus::Late => self.add(arrival.amount),
            ProviderArrivalStatus::Credited | ProviderArrivalStatus::ToWallet => {}
        }
    }

    fn add(&mut self, amount: Money) {
        *self.said.entry(amount.currency).or_insert(0) += amount.units;
    }

    pub(super) fn check(&self, books: &Books, findings: &mut Findings) {
        let booked = books.sums.iter().filter(|((account, _), _)| matches!(account, LedgerAccount::Unclaimed(_)));
        let booked: BTreeMap<Currency, i128> = booked.map(|((_, currency), units)| (*currency, *units)).collect();
        for currency in booked.keys().chain(self.said.keys()).collect::<BTreeSet<_>>() {
            let of = |sums: &BTreeMap<Currency, i128>| Money::new(sums.get(currency).copied().unwrap_or(0), *currency);
            let (said, held) = (of(&self.said), of(&booked));
            findings.must("aside", said == held, LedgerAccount::Unclaimed(*currency), || {
                format!("{said} lies aside, the ledger holds {held}")
            });
        }
    }
}
