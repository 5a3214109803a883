//! What is booked for a payout, by its purpose. A key names payout, attempt and step, so that no step is booked twice.

use super::{Payout, PayoutPurpose, gas_coin};
use crate::{
    Money,
    ledger::{DEPOSIT_VAULT, Entry, JournalKind, LedgerAccount, NewJournal},
};

/// The vault that payouts leave from.
pub const HOT_VAULT: &str = "hot";
/// The fee account of withdrawals.
pub const WITHDRAWAL_FEE: &str = "withdrawal";
/// What gas is booked as.
const GAS: &str = "gas";

type Entries = Vec<Entry>;

impl Payout {
    /// Asked for: out of the wallet, amount and fee.
    pub(super) fn booked_request(&self) -> Option<NewJournal> {
        let (wallet, payable) = self.wallet_and_payable()?;
        let entries = vec![entry(wallet.clone(), payable.clone(), self.amount), entry(wallet, payable, self.fee)];
        self.journal("request", JournalKind::Withdraw, entries)
    }

    /// Given up before anything left, or failed for good: back into the wallet, all of it.
    pub(super) fn booked_back(&self) -> Option<NewJournal> {
        let (wallet, payable) = self.wallet_and_payable()?;
        let entries = vec![entry(payable.clone(), wallet.clone(), self.amount), entry(payable, wallet, self.fee)];
        self.journal("back", JournalKind::Reversal, entries)
    }

    /// The nodes have it.
    pub(super) fn booked_broadcast(&self) -> Option<NewJournal> {
        let (_, payable) = self.wallet_and_payable()?;
        self.journal("broadcast", JournalKind::Withdraw, vec![entry(payable, self.clearing(), self.amount)])
    }

    /// It arrived: the vault has it no more, the fee is the house's, and gas was paid.
    pub(super) fn booked_confirmed(&self) -> Option<NewJournal> {
        let token = self.amount.currency.code();
        let mut entries = match self.purpose {
            PayoutPurpose::Withdrawal | PayoutPurpose::Release => {
                let (_, payable) = self.wallet_and_payable()?;
                let fee = LedgerAccount::FeeRevenue(WITHDRAWAL_FEE.to_owned());
                let left = entry(self.clearing(), self.vault(token, HOT_VAULT), self.amount);
                vec![left, entry(payable, fee, self.fee)]
            }
            PayoutPurpose::Sweep => {
                vec![entry(self.vault(token, HOT_VAULT), self.vault(token, DEPOSIT_VAULT), self.amount)]
            }
            PayoutPurpose::GasTopUp => {
                vec![entry(self.vault(token, DEPOSIT_VAULT), self.vault(token, HOT_VAULT), self.amount)]
            }
            PayoutPurpose::ToCold => vec![entry(self.cold()?, self.vault(token, HOT_VAULT), self.amount)],
            PayoutPurpose::FromCold => vec![entry(self.vault(token, HOT_VAULT), self.cold()?, self.amount)],
        };
        entries.extend(self.gas());
        let kind = match self.purpose {
            PayoutPurpose::Withdrawal | PayoutPurpose::Release => JournalKind::Withdraw,
            PayoutPurpose::Sweep | PayoutPurpose::GasTopUp | PayoutPurpose::ToCold | PayoutPurpose::FromCold => {
                JournalKind::Sweep
            }
        };
        self.journal("confirmed", kind, entries)
    }

    /// It failed after it was on its way: what is not in clearing any more is owed again, and gas may have been paid.
    pub(super) fn booked_failed(&self, was_under_way: bool) -> Option<NewJournal> {
        let mut entries = self.gas();
        if was_under_way && let Some((_, payable)) = self.wallet_and_payable() {
            entries.push(entry(self.clearing(), payable, self.amount));
        }
        self.journal("failed", JournalKind::Reversal, entries)
    }

    /// What will be booked when it has left and arrived, but for the gas, which nobody knows before.
    pub fn to_be_posted(&self) -> Vec<Entry> {
        let steps = [self.booked_broadcast(), self.booked_confirmed()];
        steps.into_iter().flatten().flat_map(|journal| journal.entries).collect()
    }

    fn gas(&self) -> Entries {
        let Some(gas) = self.mined.as_ref().and_then(|mined| mined.gas) else { return Entries::new() };
        let from = if self.from_index.is_some() { DEPOSIT_VAULT } else { HOT_VAULT };
        let coin = self.vault(gas_coin(self.chain_id).code(), from);
        vec![entry(LedgerAccount::Expense(GAS.to_owned()), coin, gas)]
    }

    fn wallet_and_payable(&self) -> Option<(LedgerAccount, LedgerAccount)> {
        let wallet = self.wallet_id.filter(|_| self.purpose.is_of_a_person())?;
        Some((LedgerAccount::Wallet(wallet), LedgerAccount::Payable(wallet)))
    }

    /// Between the house and the chain; returns to nothing.
    pub fn clearing(&self) -> LedgerAccount {
        LedgerAccount::Clearing { provider: self.chain_id.to_string(), currency: self.amount.currency }
    }

    fn cold(&self) -> Option<LedgerAccount> {
        Some(LedgerAccount::cold(self.chain_id, self.amount.currency, self.cold_id?))
    }

    fn vault(&self, token: &str, vault: &str) -> LedgerAccount {
        LedgerAccount::Vault { chain: self.chain_id, token: token.to_owned(), vault: vault.to_owned() }
    }

    /// Nothing at all when nothing moves.
    fn journal(&self, step: &str, kind: JournalKind, entries: Entries) -> Option<NewJournal> {
        let entries: Entries = entries.into_iter().filter(|entry| entry.amount.is_positive()).collect();
        let key = format!("payout:{}:{}:{step}", self.id, self.attempt);
        (!entries.is_empty()).then_some(NewJournal { kind, key, entries, request_id: None, payment_id: None })
    }
}

const fn entry(debit: LedgerAccount, credit: LedgerAccount, amount: Money) -> Entry {
    Entry { debit, credit, amount }
}
