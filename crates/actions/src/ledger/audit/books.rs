//! The ledger read once: sums per account, the chain of hashes, and what each order's escrow went through.

use super::{chain::ChainEnd, next_readable, report::Findings};
use crate::{ActionError, Desk};
use domain::{
    Currency, Money, PurchaseRequestId, Timestamp, WalletId,
    escrow::{ProviderArrival, REFUND_EXCHANGE},
    ledger::{Entry, Journal, LedgerAccount, NormalSide},
};
use std::collections::{BTreeMap, BTreeSet};

/// What went through one escrow account, by its entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flow {
    pub(super) funded: i128,
    pub(super) released: i128,
    pub(super) refunded: i128,
    pub(super) fees: i128,
}

type Sums = BTreeMap<(LedgerAccount, Currency), i128>;

/// The ledger, added up.
pub(super) struct Books {
    /// On the normal side, over all entries.
    pub(super) sums: Sums,
    /// The same over sealed journals: what accounts without a floor are folded from.
    sealed_sums: Sums,
    /// By order.
    pub(super) flows: BTreeMap<PurchaseRequestId, Flow>,
    /// Sums of journals that credit a transfer, by key.
    pub(super) credits: BTreeMap<String, Money>,
    /// What journals took out of vaults again, by the key of what they undo.
    pub(super) reversals: BTreeMap<String, Money>,
    /// What journals book of what providers brought, and at which account, by key.
    pub(super) arrivals: BTreeMap<String, (LedgerAccount, Money)>,
    /// Journals that make coins of what came back.
    pub(super) exchanges: Vec<Journal>,
    /// When money left an order's escrow.
    pub(super) left_at: BTreeMap<PurchaseRequestId, Vec<Timestamp>>,
    /// Orders that journals name.
    pub(super) named_orders: BTreeSet<PurchaseRequestId>,
    /// Wallets that entries name.
    pub(super) named_wallets: BTreeSet<WalletId>,
    pub(super) chain: ChainEnd,
}

impl Books {
    pub(super) async fn read(desk: &Desk, findings: &mut Findings) -> Result<Self, ActionError> {
        let mut books = Self {
            sums: Sums::new(),
            sealed_sums: Sums::new(),
            flows: BTreeMap::new(),
            credits: BTreeMap::new(),
            reversals: BTreeMap::new(),
            arrivals: BTreeMap::new(),
            exchanges: Vec::new(),
            left_at: BTreeMap::new(),
            named_orders: BTreeSet::new(),
            named_wallets: BTreeSet::new(),
            chain: ChainEnd::default(),
        };
        let mut keys = BTreeSet::new();
        let mut journals = desk.store.every_journal().await?;
        while let Some(journal) = next_readable(&mut journals, "journal", findings).await? {
            let is_new = keys.insert(journal.key.clone());
            findings.must("journals", is_new, journal.id, || format!("the key {} was posted before", journal.key));
            books.take(&journal, findings);
        }
        Ok(books)
    }

    fn take(&mut self, journal: &Journal, findings: &mut Findings) {
        findings.must("journals", !journal.entries.is_empty(), journal.id, || "it moves nothing".to_owned());
        for entry in &journal.entries {
            let is_sound = entry.amount.is_positive() && entry.debit != entry.credit;
            findings.must("journals", is_sound, journal.id, || format!("it moves {} in no direction", entry.amount));
            self.add(journal, entry);
        }
        self.named_orders.extend(journal.request_id);
        if journal.key.starts_with("credit:") {
            self.note_credit(journal);
        }
        if let Some(undone) = journal.key.strip_prefix("reversal:").filter(|key| key.starts_with("credit:")) {
            self.note_reversal(undone, journal);
        }
        if journal.key.starts_with(REFUND_EXCHANGE) {
            self.exchanges.push(journal.clone());
        }
        if journal.key.starts_with(ProviderArrival::KEY) {
            self.note_arrival(journal);
        }
        self.chain.follow("hash-chain", journal.id, journal, findings);
    }

    fn add(&mut self, journal: &Journal, entry: &Entry) {
        let currency = entry.amount.currency;
        if let LedgerAccount::Escrow(order) = &entry.debit {
            self.left_at.entry(*order).or_default().push(journal.at);
        }
        for (account, side) in [(&entry.debit, NormalSide::Debit), (&entry.credit, NormalSide::Credit)] {
            let units = if account.normal_side() == side { entry.amount.units } else { -entry.amount.units };
            *self.sums.entry((account.clone(), currency)).or_insert(0) += units;
            if journal.seal.is_some() {
                *self.sealed_sums.entry((account.clone(), currency)).or_insert(0) += units;
            }
            match account {
                LedgerAccount::Wallet(wallet) | LedgerAccount::Payable(wallet) => {
                    self.named_wallets.insert(*wallet);
                }
                LedgerAccount::Escrow(order) => self.note_flow(*order, side, journal.kind, entry),
                LedgerAccount::Vault { .. }
                | LedgerAccount::Clearing { .. }
                | LedgerAccount::SellerDeposit(_)
                | LedgerAccount::Hold(_)
                | LedgerAccount::Expense(_)
                | LedgerAccount::Provider { .. }
                | LedgerAccount::Fx(_)
                | LedgerAccount::Unclaimed(_)
                | LedgerAccount::FeeRevenue(_)
                | LedgerAccount::Operator => {}
            }
        }
    }

    pub(super) async fn check(&self, desk: &Desk, findings: &mut Findings) -> Result<(), ActionError> {
        self.chain.must_be_the_end::<Journal>("hash-chain", desk, findings).await?;
        self.check_sums(findings);
        for ((account, currency), units) in self.sums.iter().filter(|((account, _), _)| account.has_floor()) {
            findings.must("floors", *units >= 0, account, || Money::new(*units, *currency).to_string());
        }
        self.check_caches(desk, findings).await
    }

    fn check_sums(&self, findings: &mut Findings) {
        let mut sides: BTreeMap<Currency, (i128, i128)> = BTreeMap::new();
        for ((account, currency), units) in &self.sums {
            let (debit, credit) = sides.entry(*currency).or_default();
            match account.normal_side() {
                NormalSide::Debit => *debit += units,
                NormalSide::Credit => *credit += units,
            }
        }
        for (currency, (debit, credit)) in sides {
            findings.must("sums", debit == credit, currency, || format!("{debit} against {credit} units"));
        }
    }

    async fn check_caches(&self, desk: &Desk, findings: &mut Findings) -> Result<(), ActionError> {
        let mut missing: BTreeSet<_> = self.sums.iter().filter(|(_, units)| **units != 0).map(|(key, _)| key).collect();
        let mut balances = desk.store.every_balance().await?;
        while let Some(row) = next_readable(&mut balances, "balance", findings).await? {
            let key = (row.account.clone(), row.balance.currency);
            let sums = if row.account.has_floor() { &self.sums } else { &self.sealed_sums };
            let units = sums.get(&key).copied().unwrap_or(0);
            findings.must("cached-balances", units == row.balance.units, &row.id, || {
                format!("{} is kept, the entries say {}", row.balance, Money::new(units, row.balance.currency))
            });
            let floor_holds = !row.account.has_floor() || row.balance.units >= 0;
            findings.must("floors", floor_holds, &row.id, || row.balance.to_string());
            missing.remove(&key);
        }
        for key in missing {
            let is_due = key.0.has_floor() || self.sealed_sums.get(key).is_some_and(|units| *units != 0);
            findings.must("cached-balances", !is_due, &key.0, || "no balance is kept".to_owned());
        }
        Ok(())
    }

    /// What an order's escrow account holds.
    pub(super) fn held(&self, order: PurchaseRequestId, currency: Currency) -> i128 {
        self.sums.get(&(LedgerAccount::Escrow(order), currency)).copied().unwrap_or(0)
    }

    pub(super) fn liabilities(&self) -> Vec<String> {
        let mut owed: BTreeMap<Currency, i128> = BTreeMap::new();
        for ((account, currency), units) in &self.sums {
            if account.has_floor() {
                *owed.entry(*currency).or_insert(0) += units;
            }
        }
        let owed = owed.into_iter().filter(|(_, units)| *units != 0);
        owed.map(|(currency, units)| Money::new(units, currency).to_string()).collect()
    }
}
