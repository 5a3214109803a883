//! The seller gives a part of the held money back: something was missing or worse than promised, and both go on.

use crate::{
    Money, Timestamp, UserId, WalletId,
    escrow::{EscrowDeed, EscrowError, Order, OrderChange},
    ledger::journals,
};

impl Order {
    /// A part of what is held goes back to the buyer's wallet; the order goes on with the rest, and both
    /// sides' fees are of the rest.
    ///
    /// # Errors
    /// [`EscrowError::NotTheSeller`]; [`EscrowError::NotAPart`] for nothing, for all, and for more than is held; or
    /// nothing is held that could go back.
    pub fn part_refunded(
        &self,
        seller: UserId,
        part: Money,
        buyer: WalletId,
        now: Timestamp,
    ) -> Result<OrderChange, EscrowError> {
        self.only_seller(seller)?;
        self.not_frozen()?;
        let mut change = self.change();
        change.escrow(EscrowDeed::RefundPart, now)?;
        if !part.is_positive() || !self.escrow.goods()?.minus(part)?.is_positive() {
            return Err(EscrowError::NotAPart);
        }
        let back = self.escrow.part_back(part)?;
        change.journals.push(journals::refund_part(&self.escrow, back.whole, buyer)?);
        let escrow = &mut change.order.escrow;
        escrow.refunded = escrow.refunded.plus(back.whole)?;
        escrow.buyer_fee = Some(back.buyer_fee);
        Ok(change)
    }
}
