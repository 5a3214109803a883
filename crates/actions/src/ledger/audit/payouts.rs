//! Payouts against the ledger: what is owed outside, what is on its way, and one signed place each.

use super::{addresses, books::Books, next_readable, orders::Orders, report::Findings, signed_for::Asked};
use crate::{ActionError, Desk};
use domain::{
    Currency, PayoutId,
    custody::{Payout, PayoutStatus as S},
    escrow::{Escrow, EscrowState},
    ledger::LedgerAccount,
    tasks::Deed,
};
use std::collections::{BTreeMap, BTreeSet};

/// What payouts say that accounts should hold.
type Said = BTreeMap<(LedgerAccount, Currency), i128>;

/// Every payout, in short.
#[derive(Default)]
pub(super) struct Payouts {
    pub(super) statuses: BTreeMap<PayoutId, S>,
    said: Said,
}

impl Payouts {
    pub(super) async fn read(desk: &Desk, orders: &Orders, findings: &mut Findings) -> Result<Self, ActionError> {
        let (mut payouts, mut places, mut refunds) = (Self::default(), BTreeSet::new(), BTreeSet::new());
        let asked = Asked::read(desk, findings).await?;
        let mut rows = desk.store.every::<Payout>().await?;
        while let Some(payout) = next_readable(&mut rows, "payout", findings).await? {
            payouts.add(&payout);
            check_places(&payout, &mut places, findings);
            check_clock(&payout, orders, findings);
            asked.check(desk, &payout, findings).await?;
            addresses::check(desk, &payout, findings).await?;
            check_refund(desk, &payout, &mut refunds, findings).await?;
            payouts.statuses.insert(payout.id, payout.status);
        }
        for escrow in orders.escrows.values() {
            payouts.check_release(escrow, findings);
        }
        Ok(payouts)
    }

    /// An order whose money is on its way has a payout that is on its way, and the other way round when it failed.
    fn check_release(&self, escrow: &Escrow, findings: &mut Findings) {
        let wants_failed = match escrow.state {
            EscrowState::Releasing => false,
            EscrowState::Failed => true,
            _ => return,
        };
        let status = escrow.payout_to.as_ref().and_then(|choice| self.statuses.get(&choice.payout_id));
        let fits = status.is_some_and(|status| !status.is_over() && (*status == S::Failed) == wants_failed);
        findings.must("payouts", fits, escrow.id, || {
            format!("its escrow is {}, its payout {}", escrow.state, status.map_or("nowhere".to_owned(), S::to_string))
        });
    }

    /// A withdrawal's money is owed until it is on its way, and its fee until it has arrived.
    fn add(&mut self, payout: &Payout) {
        let Some(wallet) = payout.wallet_id.filter(|_| payout.purpose.is_of_a_person()) else { return };
        if payout.status.is_over() {
            return;
        }
        let currency = payout.amount.currency;
        let mut say = |account, units| *self.said.entry((account, currency)).or_insert(0) += units;
        say(LedgerAccount::Payable(wallet), payout.fee.units);
        let holder = if payout.status.is_under_way() { payout.clearing() } else { LedgerAccount::Payable(wallet) };
        say(holder, payout.amount.units);
    }

    pub(super) fn check(&self, books: &Books, findings: &mut Findings) {
        let is_theirs =
            |account: &LedgerAccount| matches!(account, LedgerAccount::Payable(_) | LedgerAccount::Clearing { .. });
        let booked = books.sums.keys().filter(|(account, _)| is_theirs(account));
        for key in booked.chain(self.said.keys()).collect::<BTreeSet<_>>() {
            let of = |sums: &Said| sums.get(key).copied().unwrap_or(0);
            let (said, held) = (of(&self.said), of(&books.sums));
            findings.must("payouts", said == held, &key.0, || {
                format!("payouts say {said} units of {}, the ledger holds {held}", key.1)
            });
        }
    }
}

/// A sender's place is one payout's alone, and everything signed for an attempt stands in it.
fn check_places(payout: &Payout, places: &mut BTreeSet<(u64, String, u64)>, findings: &mut Findings) {
    let is_signed = !matches!(payout.status, S::Draft | S::Approved | S::Rejected | S::Expired | S::Cancelled);
    findings.must("payouts", !is_signed || payout.newest().is_some(), payout.id, || {
        format!("it is {} and nothing was signed", payout.status)
    });
    let own: BTreeSet<u64> = payout.transactions.iter().map(|sent| sent.nonce).collect();
    for nonce in own {
        let is_free = places.insert((payout.chain_id.0, payout.from_key.clone(), nonce));
        findings.must("payouts", is_free, payout.id, || format!("place {nonce} of its sender is another payout's too"));
    }
}

/// Whatever must be carried on, or waits for somebody, has a living task.
fn check_clock(payout: &Payout, orders: &Orders, findings: &mut Findings) {
    let needed = match payout.status {
        S::Draft => Deed::ExpirePayout(payout.id),
        // A person brings the signature, and with it the clock.
        S::Approved if payout.waits_for_device() => return,
        status if status.is_carried() => Deed::CarryPayout(payout.id, payout.attempt),
        _ => return,
    };
    let key = needed.key();
    findings.must("deadlines", orders.live.contains(&key), payout.id, || format!("{key} is not in the queue"));
}

/// A refund is sent on by one payout that did not give back, and never more of it than its posting gave to the same wallet.
async fn check_refund(
    desk: &Desk,
    payout: &Payout,
    refunds: &mut BTreeSet<String>,
    findings: &mut Findings,
) -> Result<(), ActionError> {
    let is_let_go = payout.refund_of.is_none() || !payout.status.gave_back();
    let is_kept = payout.refund_tried.is_none() || payout.status.gave_back();
    findings.must("payouts", is_let_go && is_kept, payout.id, || {
        format!("it is {}, and the refund it sends on says otherwise", payout.status)
    });
    if let Some(key) = &payout.refund_of {
        let is_alone = refunds.insert(key.clone());
        findings.must("payouts", is_alone, payout.id, || format!("{key} is sent on by another payout too"));
    }
    let key = payout.refund_of.as_ref().or(payout.refund_tried.as_ref());
    let (Some(key), Some(wallet)) = (key, payout.wallet_id) else { return Ok(()) };
    let entries = desk.store.journal_by_key(key).await?.map(|journal| journal.entries).unwrap_or_default();
    let came = entries.iter().filter(|entry| entry.credit == LedgerAccount::Wallet(wallet));
    let came: i128 = came.map(|entry| entry.amount.units).sum();
    let sent = payout.amount.units + payout.fee.units;
    let words = || format!("{sent} units are sent on, {key} gave {came} back");
    findings.must("payouts", sent <= came, payout.id, words);
    Ok(())
}
