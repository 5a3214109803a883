//! A decision as it is typed.

use super::{Outcome, ProposalForm, ResolutionAction, Verdict};
use crate::{
    FieldErrors,
    escrow::{Escrow, EscrowError},
    identity::User,
};

/// The shortest and the longest reasons.
const REASONS: (usize, usize) = (20, 4_000);
/// The longest words of who asks for another look.
const APPEAL_MAX: usize = 1_000;

/// What becomes of the money (`refund`, `release`, `split`, or `nothing`: the order goes on), what besides, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct DecisionForm {
    pub asks: String,
    pub buyer: String,
    pub seller: String,
    pub besides: String,
    pub security: String,
    pub reasons: String,
}

impl DecisionForm {
    /// The verdict and its reasons.
    ///
    /// # Errors
    /// A code per field: `asks`, `buyer`, `seller`, `besides`, `security`, `reasons`.
    pub fn check(&self, escrow: &Escrow, seller: &User) -> Result<(Verdict, String), FieldErrors> {
        let mut errors = FieldErrors::default();
        let outcome = if self.asks == "nothing" { None } else { Some(self.outcome(escrow, &mut errors)) };
        let action = self.action(outcome, &mut errors);
        let security = if self.security.is_empty() { None } else { escrow.deposit_held() };
        if !self.security.is_empty() && (security.is_none() || matches!(outcome, None | Some(Outcome::Release))) {
            errors.add("security", "dispute-no-security");
        }
        let reasons = errors.text("reasons", &self.reasons, REASONS.0, REASONS.1);
        let verdict = Verdict { action, outcome, security };
        if let Err(error) = verdict.suits(seller) {
            errors.add("besides", error.code());
        }
        errors.into_result()?;
        verdict.fits(escrow).map(|()| (verdict, reasons)).map_err(|error| of_parts(&error))
    }

    fn outcome(&self, escrow: &Escrow, errors: &mut FieldErrors) -> Outcome {
        let (asks, buyer, seller) = (self.asks.clone(), self.buyer.clone(), self.seller.clone());
        ProposalForm { asks, buyer, seller, words: String::new() }.outcome(escrow, errors)
    }

    fn action(&self, outcome: Option<Outcome>, errors: &mut FieldErrors) -> ResolutionAction {
        use ResolutionAction as Is;
        let of_the_money = match outcome {
            None => Is::NoAction,
            Some(Outcome::Refund) => Is::Refund,
            Some(Outcome::Release) => Is::Release,
            Some(Outcome::Split { .. }) => Is::Split,
        };
        match self.besides.as_str() {
            "" => of_the_money,
            "replacement" if outcome.is_none() => Is::Replacement,
            "compensation" if of_the_money == Is::Split => Is::Compensation,
            "warning_seller" => Is::WarningSeller,
            "ban_seller" => Is::BanSeller,
            "replacement" => wrong(errors, "dispute-replacement-pays", of_the_money),
            "compensation" => wrong(errors, "dispute-compensation-shares", of_the_money),
            _ => wrong(errors, "not-a-choice", of_the_money),
        }
    }
}

fn wrong(errors: &mut FieldErrors, code: &str, action: ResolutionAction) -> ResolutionAction {
    errors.add("besides", code);
    action
}

fn of_parts(error: &EscrowError) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add("buyer", error.code());
    errors
}

/// The words of who asks for another look.
///
/// # Errors
/// A code at `reason`.
pub fn check_appeal(raw: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::default();
    let reason = errors.text("reason", raw, REASONS.0, APPEAL_MAX);
    errors.into_result().map(|()| reason)
}
