//! `Hold`: a part of a wallet set aside for one thing, in an account of its own. It ends once: taken, all or a part, or
//! given back. Whatever ends it posts under one key, so that no two endings can both be booked.

use crate::{
    HoldId, Money, PurchaseRequestId, SellerOfferId, Timestamp, UserId, WalletId,
    ledger::{Entry, HoldDeed, HoldError, HoldStatus, JournalKind, LedgerAccount, NewJournal},
};
use serde::{Deserialize, Serialize};

/// What money is set aside for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldPurpose {
    /// A seller's security behind an offer.
    OfferDeposit {
        /// The offer.
        offer_id: SellerOfferId,
        /// What it was made on.
        request_id: PurchaseRequestId,
    },
}

/// Money of a wallet that is set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Identity; the ledger account is `liab:hold:{id}`.
    #[serde(rename = "_id")]
    pub id: HoldId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Whose money.
    pub user_id: UserId,
    /// Out of which wallet, and back into it.
    pub wallet_id: WalletId,
    /// How much was set aside; more than nothing.
    pub amount: Money,
    /// For what.
    pub purpose: HoldPurpose,
    /// It ends by itself then; without it, only with what it is for.
    pub until: Option<Timestamp>,
    /// Where it stands.
    pub status: HoldStatus,
    /// What of it was taken, once it was.
    pub captured: Option<Money>,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
}

/// What is asked for when money is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewHold {
    /// Whose money.
    pub user_id: UserId,
    /// Out of which wallet.
    pub wallet_id: WalletId,
    /// How much.
    pub amount: Money,
    /// For what.
    pub purpose: HoldPurpose,
    /// It ends by itself then.
    pub until: Option<Timestamp>,
}

/// The end of a hold: to be committed as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldEnd {
    /// As it will be.
    pub hold: Hold,
    /// What ended it.
    pub deed: HoldDeed,
    /// From where.
    pub from: HoldStatus,
    /// Where the money goes.
    pub journal: NewJournal,
}

impl Hold {
    /// Sets money aside. The wallet's floor refuses what it does not hold.
    ///
    /// # Errors
    /// [`HoldError::NotAPart`] for nothing; [`HoldError::TimedOut`] for an end that has passed.
    pub fn reserved(id: HoldId, new: NewHold, now: Timestamp) -> Result<(Self, NewJournal), HoldError> {
        if !new.amount.is_positive() {
            return Err(HoldError::NotAPart);
        }
        if new.until.is_some_and(|until| until <= now) {
            return Err(HoldError::TimedOut);
        }
        let NewHold { user_id, wallet_id, amount, purpose, until } = new;
        let (status, captured) = (HoldStatus::Held, None);
        let (created_at, updated_at) = (now, now);
        let hold = Self {
            id,
            version: 0,
            user_id,
            wallet_id,
            amount,
            purpose,
            until,
            status,
            captured,
            created_at,
            updated_at,
        };
        let entry = Entry { debit: LedgerAccount::Wallet(wallet_id), credit: LedgerAccount::Hold(id), amount };
        let journal = journal(JournalKind::Hold, format!("hold:{id}"), vec![entry]);
        Ok((hold, journal))
    }

    /// True when its time has passed.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| until <= now)
    }

    /// Where it really stands: a hold whose time has passed is read as timed out.
    pub fn status_at(&self, now: Timestamp) -> HoldStatus {
        match self.status {
            HoldStatus::Held if self.is_due(now) => HoldStatus::TimedOut,
            status => status,
        }
    }

    /// All or a part is taken; what is not taken goes back in the same journal.
    ///
    /// # Errors
    /// [`HoldError::TimedOut`] from its end on, [`HoldError::NotAPart`], or the refusal that names the state.
    pub fn captured(&self, part: Money, into: LedgerAccount, now: Timestamp) -> Result<HoldEnd, HoldError> {
        let from = self.status;
        let status = from.next(HoldDeed::Capture)?;
        if self.is_due(now) {
            return Err(HoldError::TimedOut);
        }
        if !part.is_positive() || part.currency != self.amount.currency || part.units > self.amount.units {
            return Err(HoldError::NotAPart);
        }
        let rest = self.amount.minus(part)?;
        let shares = vec![(into, part), (LedgerAccount::Wallet(self.wallet_id), rest)];
        let hold = Self { status, captured: Some(part), updated_at: now, ..self.clone() };
        Ok(HoldEnd { hold, deed: HoldDeed::Capture, from, journal: self.resolved(JournalKind::Capture, shares) })
    }

    /// It is not needed any more, or its time has passed: all of it goes back.
    ///
    /// # Errors
    /// The refusal that names the state.
    pub fn let_go(&self, now: Timestamp) -> Result<HoldEnd, HoldError> {
        let from = self.status;
        let deed = if self.is_due(now) { HoldDeed::TimeOut } else { HoldDeed::Void };
        let hold = Self { status: from.next(deed)?, updated_at: now, ..self.clone() };
        let shares = vec![(LedgerAccount::Wallet(self.wallet_id), self.amount)];
        Ok(HoldEnd { hold, deed, from, journal: self.resolved(JournalKind::Void, shares) })
    }

    /// One key for every ending.
    fn resolved(&self, kind: JournalKind, shares: Vec<(LedgerAccount, Money)>) -> NewJournal {
        let entry = |(credit, amount)| Entry { debit: LedgerAccount::Hold(self.id), credit, amount };
        let entries = shares.into_iter().filter(|(_, amount)| amount.is_positive()).map(entry).collect();
        journal(kind, format!("hold:{}:ended", self.id), entries)
    }
}

/// It names no order: it is the business of its owner alone until it is taken, and then the account says whose it is.
const fn journal(kind: JournalKind, key: String, entries: Vec<Entry>) -> NewJournal {
    NewJournal { kind, key, entries, request_id: None, payment_id: None }
}

#[cfg(test)]
#[path = "hold_tests.rs"]
mod tests;
