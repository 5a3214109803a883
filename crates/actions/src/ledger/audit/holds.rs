//! What is set aside, and sellers' security, against the ledger: each account holds what its row says, and is empty once
//! that has ended.

use super::{books::Books, next_readable, orders::Orders, people::People, report::Findings};
use crate::{ActionError, Desk};
use domain::{
    Currency, HoldId,
    ledger::{Hold, HoldPurpose, HoldStatus as S, LedgerAccount},
    market::OfferStatus,
    tasks::Deed,
};
use std::collections::{BTreeMap, BTreeSet};

/// What rows say that accounts should hold.
type Said = BTreeMap<(LedgerAccount, Currency), i128>;

/// Every hold.
pub(super) struct Holds(pub(super) BTreeMap<HoldId, Hold>);

impl Holds {
    pub(super) async fn read(desk: &Desk, findings: &mut Findings) -> Result<Self, ActionError> {
        let mut holds = BTreeMap::new();
        let mut rows = desk.store.every::<Hold>().await?;
        while let Some(hold) = next_readable(&mut rows, "hold", findings).await? {
            holds.insert(hold.id, hold);
        }
        Ok(Self(holds))
    }

    pub(super) fn check(&self, books: &Books, orders: &Orders, people: &People, findings: &mut Findings) {
        for hold in self.0.values() {
            check_hold(hold, orders, people, findings);
        }
        self.check_offers(orders, findings);
        self.check_money(books, orders, findings);
        for escrow in orders.escrows.values().filter(|escrow| escrow.state.is_final()) {
            findings.must("holds", escrow.deposit_held().is_none(), escrow.id, || {
                format!("it is {} and keeps its seller's security", escrow.state)
            });
        }
    }

    /// Both ways: an account that no row speaks of should be empty.
    fn check_money(&self, books: &Books, orders: &Orders, findings: &mut Findings) {
        let open = self.0.values().filter(|hold| hold.status.is_open());
        let mut said: Said =
            open.map(|hold| ((LedgerAccount::Hold(hold.id), hold.amount.currency), hold.amount.units)).collect();
        for escrow in orders.escrows.values() {
            let held = escrow.deposit_held();
            said.extend(held.map(|held| ((LedgerAccount::SellerDeposit(escrow.id), held.currency), held.units)));
        }
        let is_theirs =
            |account: &LedgerAccount| matches!(account, LedgerAccount::Hold(_) | LedgerAccount::SellerDeposit(_));
        let booked = books.sums.keys().filter(|(account, _)| is_theirs(account));
        for key in booked.chain(said.keys()).collect::<BTreeSet<_>>() {
            let (said, held) = (said.get(key).copied().unwrap_or(0), books.sums.get(key).copied().unwrap_or(0));
            findings.must("holds", said == held, &key.0, || {
                format!("{said} units of {} should be there, the ledger holds {held}", key.1)
            });
            if let LedgerAccount::Hold(id) = &key.0 {
                let is_known = self.0.contains_key(id);
                findings.must("references", is_known, id, || "the ledger knows it, and it does not exist".to_owned());
            }
        }
    }

    /// What an offer says stands behind it is there, for as long as it is open.
    fn check_offers(&self, orders: &Orders, findings: &mut Findings) {
        for (id, bid) in &orders.offers {
            let Some(deposit) = bid.deposit else { continue };
            let Some(hold) = self.0.get(&deposit.hold_id) else {
                findings.breach("references", id, "what stands behind it does not exist");
                continue;
            };
            let fits = match bid.status {
                OfferStatus::Pending => matches!(hold.status, S::Held | S::TimedOut),
                OfferStatus::Accepted => hold.status == S::Captured,
                OfferStatus::Rejected | OfferStatus::Withdrawn | OfferStatus::Expired => {
                    matches!(hold.status, S::Voided | S::TimedOut)
                }
            };
            findings.must("holds", fits && hold.amount == deposit.amount, id, || {
                format!("it is {}, and {} of {} behind it are {}", bid.status, hold.amount, deposit.amount, hold.status)
            });
        }
    }
}

fn check_hold(hold: &Hold, orders: &Orders, people: &People, findings: &mut Findings) {
    let owns = people.owns(hold.user_id, hold.wallet_id);
    findings.must("references", owns, hold.id, || "it is out of a wallet that is not its owner's".to_owned());
    let HoldPurpose::OfferDeposit { offer_id, request_id } = hold.purpose;
    let bid = orders.offers.get(&offer_id).filter(|bid| bid.request == request_id && bid.seller == hold.user_id);
    findings.must("references", bid.is_some(), hold.id, || "what it is for does not exist".to_owned());
    if !hold.status.is_open() {
        return;
    }
    let is_wanted = bid.and_then(|bid| bid.deposit).is_some_and(|deposit| deposit.hold_id == hold.id);
    findings.must("holds", is_wanted, hold.id, || "it is open, and nobody waits for it".to_owned());
    let key = Deed::TimeOutHold(hold.id).key();
    let is_watched = hold.until.is_none() || orders.live.contains(&key);
    findings.must("deadlines", is_watched, hold.id, || format!("nobody will {key}"));
}
