//! How a payout begins: a person's withdrawal, a sweep, or the gas for one.

use super::{Payout, PayoutChange, PayoutDeed, PayoutError, PayoutMove, PayoutPurpose, PayoutStatus};
use crate::{
    Days, Money, PayoutId, PurchaseRequestId, Timestamp, UserId, WalletId,
    escrow::{ChainAddress, ChainId},
};

/// How long somebody may take to agree.
const TIME_TO_APPROVE: Days = Days(7);

/// What the house decided about withdrawals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithdrawalLimits {
    /// What the person pays for the network.
    pub fee: Money,
    /// Above this somebody of the house must agree.
    pub approve_above: Money,
}

/// A payout before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPayout {
    /// Drawn by the desk.
    pub id: PayoutId,
    /// Why.
    pub purpose: PayoutPurpose,
    /// Whose, and out of which wallet.
    pub owner: Option<(UserId, WalletId)>,
    /// On which chain, and what people call it.
    pub chain: (ChainId, String),
    /// Who sends, and its place in the account.
    pub from: (ChainAddress, Option<u32>),
    /// Who receives.
    pub to: ChainAddress,
    /// What arrives.
    pub amount: Money,
    /// The token's contract.
    pub token: Option<ChainAddress>,
    /// The amount as the chain counts it.
    pub units: u128,
    /// Blocks it needs.
    pub confirmations_needed: u64,
    /// What no other payout may have meanwhile.
    pub lock: Option<String>,
}

impl NewPayout {
    /// A person's withdrawal: out of the wallet at once, and on its way if nobody must agree.
    ///
    /// # Errors
    /// [`PayoutError::OtherFee`] when the person saw another one; [`PayoutError::Money`].
    pub fn withdrawal(
        self,
        limits: &WithdrawalLimits,
        seen_fee: Money,
        now: Timestamp,
    ) -> Result<PayoutChange, PayoutError> {
        if seen_fee != limits.fee {
            return Err(PayoutError::OtherFee(limits.fee));
        }
        // The same currency, or it would be compared with nothing.
        let must_ask = limits.approve_above.minus(self.amount)?.units < 0;
        let expires_at = must_ask.then(|| now + TIME_TO_APPROVE);
        let payout = Payout { fee: limits.fee, expires_at, ..self.written(now) };
        let mut change = payout.born(now);
        change.journals.extend(payout.booked_request());
        if !must_ask {
            change.step(PayoutDeed::Approve)?;
        }
        Ok(change)
    }

    /// A seller's money of an order: it is owed already, amount and fee, since the order was completed.
    ///
    /// # Errors
    /// [`PayoutError::Money`] for amounts of different currencies.
    pub fn release(
        self,
        request: PurchaseRequestId,
        limits: &WithdrawalLimits,
        now: Timestamp,
    ) -> Result<PayoutChange, PayoutError> {
        let must_ask = limits.approve_above.minus(self.amount)?.units < 0;
        let expires_at = must_ask.then(|| now + TIME_TO_APPROVE);
        let payout = Payout { fee: limits.fee, expires_at, request_id: Some(request), ..self.written(now) };
        let mut change = payout.born(now);
        if !must_ask {
            change.step(PayoutDeed::Approve)?;
        }
        Ok(change)
    }

    /// The house's own: nobody has to agree to it.
    ///
    /// # Errors
    /// Never; an illegal move would be one of ours.
    pub fn of_the_house(self, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        let mut change = self.written(now).born(now);
        change.step(PayoutDeed::Approve)?;
        Ok(change)
    }

    fn written(self, now: Timestamp) -> Payout {
        Payout {
            id: self.id,
            version: 0,
            purpose: self.purpose,
            user_id: self.owner.map(|(user, _)| user),
            wallet_id: self.owner.map(|(_, wallet)| wallet),
            request_id: None,
            chain_id: self.chain.0,
            network: self.chain.1,
            from_key: self.from.0.key(),
            from: self.from.0,
            from_index: self.from.1,
            signer_id: None,
            cold_id: None,
            plan: None,
            to: self.to,
            allowed_by: None,
            amount: self.amount,
            fee: Money::zero(self.amount.currency),
            token: self.token,
            chain_units: self.units.to_string(),
            status: PayoutStatus::Draft,
            approved_by: None,
            instruction_id: None,
            break_glass_id: None,
            confirmations_needed: self.confirmations_needed,
            nonce: None,
            attempt: 0,
            transactions: Vec::new(),
            mined: None,
            checks: Vec::new(),
            trouble: None,
            lock: self.lock,
            refund_of: None,
            refund_tried: None,
            expires_at: None,
            sent_at: None,
            created_at: now,
            updated_at: now,
        }
    }
}

impl Payout {
    fn born(&self, now: Timestamp) -> PayoutChange {
        let mut change = self.change(now);
        change.moves.push(PayoutMove { from: None, deed: "ask_payout", to: PayoutStatus::Draft });
        change
    }
}
