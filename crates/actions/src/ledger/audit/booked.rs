//! What single journals say of orders and of what came from outside, gathered while the ledger is read.

use super::books::Books;
use domain::{
    Money, PurchaseRequestId,
    ledger::{Entry, Journal, JournalKind, LedgerAccount, NormalSide},
};

impl Books {
    pub(super) fn note_flow(&mut self, order: PurchaseRequestId, side: NormalSide, kind: JournalKind, entry: &Entry) {
        let flow = self.flows.entry(order).or_default();
        let units = entry.amount.units;
        match (side, &entry.credit, kind) {
            (NormalSide::Credit, _, _) => flow.funded += units,
            (NormalSide::Debit, _, JournalKind::Reversal) => flow.funded -= units,
            (NormalSide::Debit, LedgerAccount::FeeRevenue(_), _) => flow.fees += units,
            (NormalSide::Debit, _, JournalKind::Refund) => flow.refunded += units,
            (NormalSide::Debit, _, _) => flow.released += units,
        }
    }

    /// What came from outside, in the currency it came in: the exchange beside it is no part of that.
    pub(super) fn note_credit(&mut self, journal: &Journal) {
        let mut came = journal.entries.iter().filter(|entry| entry.debit.is_outside()).map(|entry| entry.amount);
        let Some(first) = came.next() else { return };
        let units = first.units + came.map(|amount| amount.units).sum::<i128>();
        self.credits.insert(journal.key.clone(), Money::new(units, first.currency));
    }

    /// What left the vault again, in the currency it had come in.
    pub(super) fn note_reversal(&mut self, undone: &str, journal: &Journal) {
        let mut left = journal.entries.iter().filter(|entry| entry.credit.is_outside()).map(|entry| entry.amount);
        let Some(first) = left.next() else { return };
        let units = first.units + left.map(|amount| amount.units).sum::<i128>();
        self.reversals.insert(undone.to_owned(), Money::new(units, first.currency));
    }

    pub(super) fn note_arrival(&mut self, journal: &Journal) {
        let mut came = journal.entries.iter().filter(|entry| entry.debit.is_outside());
        let Some(first) = came.next() else { return };
        let units = first.amount.units + came.map(|entry| entry.amount.units).sum::<i128>();
        let amount = Money::new(units, first.amount.currency);
        self.arrivals.insert(journal.key.clone(), (first.debit.clone(), amount));
    }
}
