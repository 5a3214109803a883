//! A complaint and a proposal as they are typed.

use super::{Complaint, DisputeCategory, Outcome, Proposal};
use crate::{
    FieldErrors, ProposalId, Timestamp, UserId,
    escrow::{Escrow, SplitForm},
};

/// The longest line that says what it is about.
const REASON_MAX: usize = 200;
/// The longest description.
const DESCRIPTION_MAX: usize = 2_000;
/// The longest words with a proposal.
const WORDS_MAX: usize = 500;

/// What becomes of the money, as typed: `refund`, `release`, or `split` with one part or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct ProposalForm {
    pub asks: String,
    pub buyer: String,
    pub seller: String,
    pub words: String,
}

/// A complaint as typed, with what is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct DisputeForm {
    pub category: String,
    pub reason: String,
    pub description: String,
    pub proposal: ProposalForm,
}

impl ProposalForm {
    /// The proposal of it.
    ///
    /// # Errors
    /// A code per field: `asks`, `buyer`, `seller`, `words`.
    pub fn check(&self, escrow: &Escrow, made: (ProposalId, UserId, Timestamp)) -> Result<Proposal, FieldErrors> {
        let mut errors = FieldErrors::default();
        let proposal = self.read(escrow, made, &mut errors);
        errors.into_result().map(|()| proposal)
    }

    fn read(
        &self,
        escrow: &Escrow,
        (id, by, made_at): (ProposalId, UserId, Timestamp),
        errors: &mut FieldErrors,
    ) -> Proposal {
        let outcome = self.outcome(escrow, errors);
        let words = errors.optional_text("words", &self.words, WORDS_MAX);
        Proposal { id, by, outcome, words, made_at, accepted_by: Vec::new() }
    }

    pub(super) fn outcome(&self, escrow: &Escrow, errors: &mut FieldErrors) -> Outcome {
        match self.asks.as_str() {
            "refund" => Outcome::Refund,
            "release" => Outcome::Release,
            "split" => self.split(escrow, errors),
            _ => {
                errors.add("asks", "required");
                Outcome::Refund
            }
        }
    }

    fn split(&self, escrow: &Escrow, errors: &mut FieldErrors) -> Outcome {
        let form = SplitForm { buyer: self.buyer.clone(), seller: self.seller.clone(), words: String::new() };
        let (buyer, seller) = form.parts(escrow, errors);
        Outcome::Split { buyer, seller }
    }
}

impl DisputeForm {
    /// Everything that was typed, in a fixed order.
    pub fn values(&self) -> [&str; 7] {
        let ProposalForm { asks, buyer, seller, words } = &self.proposal;
        [&self.category, &self.reason, &self.description, asks, buyer, seller, words]
    }

    /// The complaint of it.
    ///
    /// # Errors
    /// A code per field: `category`, `reason`, `description`, and those of the proposal.
    pub fn check(&self, escrow: &Escrow, made: (ProposalId, UserId, Timestamp)) -> Result<Complaint, FieldErrors> {
        let mut errors = FieldErrors::default();
        let category = self.category.parse().unwrap_or_else(|()| {
            errors.add("category", "required");
            DisputeCategory::Other
        });
        let complaint = Complaint {
            category,
            reason: errors.text("reason", &self.reason, 3, REASON_MAX),
            description: errors.text("description", &self.description, 10, DESCRIPTION_MAX),
            asks: self.proposal.read(escrow, made, &mut errors),
        };
        errors.into_result().map(|()| complaint)
    }
}
