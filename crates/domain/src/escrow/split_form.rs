//! A proposal as it is typed: one part or both, to the unit what is held.

use crate::{
    FieldErrors, Money, SplitProposalId, Timestamp, UserId,
    escrow::{Escrow, EscrowError, SPLIT_STANDS, SplitProposal},
};

/// The longest words with a proposal.
const WORDS_MAX: usize = 500;

/// The form as typed. A part that is left empty is the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct SplitForm {
    pub buyer: String,
    pub seller: String,
    pub words: String,
}

impl SplitForm {
    /// The proposal of it.
    ///
    /// # Errors
    /// A code per field: `buyer`, `seller`, `words`.
    pub fn check(
        &self,
        escrow: &Escrow,
        (id, by, now): (SplitProposalId, UserId, Timestamp),
    ) -> Result<SplitProposal, FieldErrors> {
        let mut errors = FieldErrors::default();
        let (buyer, seller) = self.parts(escrow, &mut errors);
        let words = errors.optional_text("words", &self.words, WORDS_MAX);
        errors.into_result()?;
        Ok(SplitProposal { id, by, buyer, seller, words, made_at: now, expires_at: now + SPLIT_STANDS })
    }

    /// Both parts; what is wrong with them is noted.
    pub fn parts(&self, escrow: &Escrow, errors: &mut FieldErrors) -> (Money, Money) {
        let held = escrow.held().unwrap_or(Money::zero(escrow.price.currency));
        let rest = |part: Money| held.minus(part).unwrap_or(Money::zero(held.currency));
        let (buyer, seller) = (self.buyer.trim(), self.seller.trim());
        let (buyer, seller) = match (buyer.is_empty(), seller.is_empty()) {
            (false, true) => {
                let buyer = errors.amount("buyer", buyer, held.currency);
                (buyer, rest(buyer))
            }
            (true, _) => {
                let seller = errors.amount("seller", seller, held.currency);
                (rest(seller), seller)
            }
            (false, false) => {
                (errors.amount("buyer", buyer, held.currency), errors.amount("seller", seller, held.currency))
            }
        };
        if errors.0.is_empty() {
            self.must_share(escrow, (buyer, seller), errors);
        }
        (buyer, seller)
    }

    /// Together all that is held, and something for each.
    fn must_share(&self, escrow: &Escrow, (buyer, seller): (Money, Money), errors: &mut FieldErrors) {
        let typed = if self.seller.trim().is_empty() { "buyer" } else { "seller" };
        let held = escrow.held();
        if buyer.units < 0 || seller.units < 0 || buyer.plus(seller) != held {
            let held = held.map(|held| held.to_string()).unwrap_or_default();
            errors.add_limit(typed, "escrow-split-other-sum", held);
        } else if escrow.split_shares(seller) == Err(EscrowError::NotASplit) {
            errors.add(typed, "escrow-not-a-split");
        }
    }
}
