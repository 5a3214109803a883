//! The legs of a decision about a dispute's money: read off the postings that carry it out, so that what is signed is what is
//! booked; and the words of each for a device.

use super::{DecisionLeg, EscrowOrder, Leg, Matter, OrderAction};
use crate::{
    Money, PurchaseRequestId, Timestamp, UserId,
    disputes::{Decision, Dispute, Outcome},
    escrow::{ChainAddress, ChainId, Escrow, Order},
    ledger::{Entry, LedgerAccount},
};

/// Money inside the house goes to no address.
const NOBODY: &str = "0x0000000000000000000000000000000000000000";

/// One payment of a decision, as it is booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidLeg {
    /// Which one.
    pub leg: Leg,
    /// The key of the posting that pays it.
    pub journal: String,
    /// Whose it becomes.
    pub owner: UserId,
    /// The wallet; or what is owed to it, while it leaves on a chain.
    pub to: LedgerAccount,
    /// What arrives there.
    pub amount: Money,
    /// Every line of the posting that is this decision's.
    pub posts: Vec<Entry>,
}

/// A leg with what its words are written from.
#[derive(Clone, Copy, Debug)]
pub struct LegOrder<'a> {
    /// The dispute.
    pub dispute: &'a Dispute,
    /// The order it is about.
    pub order: &'a Order,
    /// What was decided.
    pub decision: &'a Decision,
    /// What it pays.
    pub leg: &'a PaidLeg,
}

/// The keys of the postings that carry this outcome out, and whom each pays.
pub fn journals_of(outcome: Option<Outcome>, order: PurchaseRequestId) -> Vec<(Leg, String)> {
    let (back, out) = ((Leg::Buyer, format!("refund:{order}")), (Leg::Seller, format!("release:{order}")));
    match outcome {
        None => Vec::new(),
        Some(Outcome::Refund) => vec![back],
        Some(Outcome::Release) => vec![out],
        Some(Outcome::Split { .. }) => vec![back, out],
    }
}

/// Every leg of a decision that pays somebody: `posted` are the lines of each posting by its key, `after` the escrow with the
/// security awarded. What goes back to the seller of a security was never the house's to give.
pub fn legs_of(decision: &Decision, after: &Escrow, posted: &[(String, Vec<Entry>)]) -> Vec<PaidLeg> {
    let mut legs = Vec::new();
    for (leg, journal) in journals_of(decision.verdict.outcome, after.id) {
        let Some((_, posts)) = posted.iter().find(|(key, _)| *key == journal) else { continue };
        let paid = posts.iter().find(|it| matches!(it.credit, LedgerAccount::Wallet(_) | LedgerAccount::Payable(_)));
        let owner = if leg == Leg::Seller { after.seller_id } else { after.buyer_id };
        legs.extend(paid.map(|it| PaidLeg {
            leg,
            journal: journal.clone(),
            owner,
            to: it.credit.clone(),
            amount: it.amount,
            posts: posts.clone(),
        }));
    }
    let wallet = after.deposit.as_ref().and_then(|deposit| deposit.awarded_to);
    if let (Some(amount), Some(wallet)) = (decision.verdict.security, wallet) {
        let (debit, to) = (LedgerAccount::SellerDeposit(after.id), LedgerAccount::Wallet(wallet));
        let posts = vec![Entry { debit, credit: to.clone(), amount }];
        let (leg, journal, owner) = (Leg::Security, format!("deposit_back:{}", after.id), after.buyer_id);
        legs.push(PaidLeg { leg, journal, owner, to, amount, posts });
    }
    legs
}

impl LegOrder<'_> {
    /// What an instruction for it is about.
    pub const fn matter(&self) -> Matter {
        let (dispute_id, decision_id) = (self.dispute.id, self.decision.id);
        Matter::Leg(DecisionLeg { dispute_id, decision_id, leg: self.leg.leg })
    }

    /// The chain of the order's vault, where the order has one.
    pub const fn chain(&self) -> Option<ChainId> {
        self.order.payment.on_chain.chain_id
    }

    /// Everything the transfer is made of, a line each; its Keccak hash is the order's `transfer`.
    pub fn plan(&self, chain: ChainId, nonce: &str) -> String {
        let lines = [
            "amanat decision 1".to_owned(),
            format!("dispute: {}", self.dispute.id),
            format!("order: {}", self.order.request.id),
            format!("escrow: {}", LedgerAccount::Escrow(self.order.escrow.id)),
            format!("decision: {} ({})", self.decision.id, self.decision.verdict.action),
            format!("leg: {}", self.leg.leg),
            format!("journal: {}", self.leg.journal),
            format!("currency: {}", self.leg.amount.currency),
            format!("chain: {chain}"),
            format!("to: {}", self.leg.to),
            format!("owner: {}", self.leg.owner),
            format!("units: {}", self.leg.amount.units),
            format!("nonce: {nonce}"),
        ];
        lines.join("\n")
    }

    /// What a device shows. `transfer` is the hash of the plan.
    pub fn words(&self, chain_id: ChainId, transfer: String, expires_at: Timestamp) -> EscrowOrder {
        let action = if self.leg.leg == Leg::Seller { OrderAction::Release } else { OrderAction::Refund };
        let (amount, recipient) = self.amount_and_recipient();
        EscrowOrder {
            chain_id,
            action,
            order: format!("R-{:06}", self.order.request.number),
            amount,
            recipient,
            transfer,
            expires: EscrowOrder::until(expires_at),
        }
    }

    /// A wallet here is named in the line of the amount; what leaves at once names its address.
    fn amount_and_recipient(&self) -> (String, ChainAddress) {
        let amount = self.leg.amount;
        match (&self.leg.to, &self.order.escrow.payout_to) {
            (LedgerAccount::Payable(_), Some(choice)) => {
                let words = format!("{amount} on {}, {} of it for the network", choice.network, choice.fee);
                (words, choice.address.clone())
            }
            (LedgerAccount::Wallet(wallet) | LedgerAccount::Payable(wallet), _) => {
                (format!("{amount} to wallet @{wallet}"), ChainAddress(NOBODY.to_owned()))
            }
            (account, _) => (format!("{amount} to {account}"), ChainAddress(NOBODY.to_owned())),
        }
    }
}
