//! Every posting the house knows, as the rules write it. Never an entry of zero.

use crate::{
    Money, MoneyError, PaymentId, PurchaseRequestId, WalletId,
    escrow::{Arrival, ChainEvent, Counted, Escrow, Exchanged, Payment, SplitShares},
    ledger::{Entry, JournalKind, LedgerAccount, NewJournal},
};

/// Money that came in from outside, under a key that can never be used twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidIn {
    /// `credit:{chain}:{tx}:{log}`.
    pub key: String,
    /// Where it lies now.
    pub account: LedgerAccount,
    /// How much came.
    pub amount: Money,
    /// For which order.
    pub request_id: PurchaseRequestId,
    /// For which payment.
    pub payment_id: PaymentId,
}

impl PaidIn {
    /// What arrived for a payment.
    pub fn by_arrival(arrival: &Arrival, payment: &Payment) -> Self {
        Self {
            key: arrival.key.clone(),
            account: arrival.account.clone(),
            amount: arrival.amount,
            request_id: payment.request_id,
            payment_id: payment.id,
        }
    }

    fn journal(&self, credits: Vec<(LedgerAccount, Money)>) -> NewJournal {
        let debit = |(credit, amount)| Entry { debit: self.account.clone(), credit, amount };
        // What lay aside first has come in before.
        let kind = if self.account.is_outside() { JournalKind::PayIn } else { JournalKind::Claim };
        NewJournal {
            kind,
            key: self.key.clone(),
            entries: credits.into_iter().filter(|(_, amount)| amount.is_positive()).map(debit).collect(),
            request_id: Some(self.request_id),
            payment_id: Some(self.payment_id),
        }
    }
}

/// What counts into the order's escrow, exchanged where it came in another currency; what is too much into the buyer's
/// wallet.
pub fn pay_in(paid: &PaidIn, counted: &Counted, buyer: WalletId) -> NewJournal {
    let escrow = LedgerAccount::Escrow(paid.request_id);
    let rest = (LedgerAccount::Wallet(buyer), counted.rest);
    if counted.coins.currency == counted.price.currency {
        return paid.journal(vec![(escrow, counted.price), rest]);
    }
    let mut journal = paid.journal(vec![(LedgerAccount::Fx(counted.coins.currency), counted.coins), rest]);
    let (debit, amount) = (LedgerAccount::Fx(counted.price.currency), counted.price);
    // A part that is less than the smallest unit of the price is exchanged for nothing yet.
    journal.entries.extend(amount.is_positive().then_some(Entry { debit, credit: escrow, amount }));
    journal
}

/// All of it into a wallet: nobody waits for it any more.
pub fn to_wallet(paid: &PaidIn, wallet: WalletId) -> NewJournal {
    paid.journal(vec![(LedgerAccount::Wallet(wallet), paid.amount)])
}

/// All of it aside: wrong token or wrong chain.
pub fn to_unclaimed(paid: &PaidIn) -> NewJournal {
    paid.journal(vec![(LedgerAccount::Unclaimed(paid.amount.currency), paid.amount)])
}

/// What is due of a payment, out of the payer's wallet into the order's escrow: once for every payment.
pub fn hold_from_wallet(payment: &Payment, due: Money, payer: WalletId) -> NewJournal {
    let (debit, credit) = (LedgerAccount::Wallet(payer), LedgerAccount::Escrow(payment.request_id));
    NewJournal {
        kind: JournalKind::Hold,
        key: format!("paid:{}", payment.id),
        entries: vec![Entry { debit, credit, amount: due }],
        request_id: Some(payment.request_id),
        payment_id: Some(payment.id),
    }
}

/// What lay aside, into its owner's wallet; nothing for a token that is no money here.
pub fn claim(event: &ChainEvent, request_id: PurchaseRequestId, owner: WalletId) -> Option<NewJournal> {
    let amount = event.amount?;
    let (debit, credit) = (LedgerAccount::Unclaimed(amount.currency), LedgerAccount::Wallet(owner));
    Some(NewJournal {
        kind: JournalKind::Claim,
        key: event.deed_key("claim"),
        entries: vec![Entry { debit, credit, amount }],
        request_id: Some(request_id),
        payment_id: Some(event.payment_id),
    })
}

/// What a release cuts the held money into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseShares {
    /// The seller's.
    pub proceeds: Money,
    /// The house's, of both sides.
    pub fee: Money,
}

/// Everything held goes to the seller's wallet, less the fees: one line each.
///
/// # Errors
/// [`MoneyError`] when the escrow's figures do not fit together.
pub fn release(escrow: &Escrow, seller: WalletId) -> Result<(NewJournal, ReleaseShares), MoneyError> {
    let (held, shares) = (escrow.held()?, escrow.fee.shares(escrow.goods()?)?);
    let fee = shares.iter().map(|share| share.amount).try_fold(Money::zero(held.currency), Money::plus)?;
    let proceeds = held.minus(fee)?;
    let mut credits = vec![(LedgerAccount::Wallet(seller), proceeds)];
    credits.extend(shares.iter().map(|share| (LedgerAccount::FeeRevenue(share.kind.to_string()), share.amount)));
    let journal = out_of_escrow(escrow, JournalKind::Release, format!("release:{}", escrow.id), credits);
    Ok((journal, ReleaseShares { proceeds, fee }))
}

/// What is held is shared: the seller's part less its fees, and all else to the buyer. Two postings under the keys of a
/// release and of a refund, so that after it neither can be posted.
pub fn split(escrow: &Escrow, shares: &SplitShares, (buyer, seller): (WalletId, WalletId)) -> [NewJournal; 2] {
    let mut credits = vec![(LedgerAccount::Wallet(seller), shares.seller)];
    credits.extend(shares.fees.iter().map(|fee| (LedgerAccount::FeeRevenue(fee.kind.to_string()), fee.amount)));
    let back = vec![(LedgerAccount::Wallet(buyer), shares.buyer)];
    [
        out_of_escrow(escrow, JournalKind::Release, format!("release:{}", escrow.id), credits),
        out_of_escrow(escrow, JournalKind::Refund, format!("refund:{}", escrow.id), back),
    ]
}

/// Everything held goes back to the buyer's wallet.
///
/// # Errors
/// [`MoneyError`] when the escrow's figures do not fit together.
pub fn refund(escrow: &Escrow, buyer: WalletId) -> Result<NewJournal, MoneyError> {
    let credits = vec![(LedgerAccount::Wallet(buyer), escrow.held()?)];
    Ok(out_of_escrow(escrow, JournalKind::Refund, format!("refund:{}", escrow.id), credits))
}

/// Everything held goes back as it came: the coins it was exchanged for, into the buyer's wallet.
///
/// # Errors
/// [`MoneyError`] when the escrow's figures do not fit together.
pub fn refund_coins(escrow: &Escrow, exchanged: Exchanged, buyer: WalletId) -> Result<NewJournal, MoneyError> {
    let (Exchanged { coins, price }, held) = (exchanged, escrow.held()?);
    let key = format!("refund:{}", escrow.id);
    let mut journal = out_of_escrow(escrow, JournalKind::Refund, key, vec![(LedgerAccount::Fx(price.currency), held)]);
    let (debit, credit) = (LedgerAccount::Fx(coins.currency), LedgerAccount::Wallet(buyer));
    journal.entries.push(Entry { debit, credit, amount: coins });
    Ok(journal)
}

/// A part of what is held goes back to the buyer's wallet. What is held only ever shrinks, so it names the part.
///
/// # Errors
/// [`MoneyError`] when the escrow's figures do not fit together.
pub fn refund_part(escrow: &Escrow, part: Money, buyer: WalletId) -> Result<NewJournal, MoneyError> {
    let key = format!("refund:{}:{}", escrow.id, escrow.held()?.units);
    Ok(out_of_escrow(escrow, JournalKind::Refund, key, vec![(LedgerAccount::Wallet(buyer), part)]))
}

fn out_of_escrow(escrow: &Escrow, kind: JournalKind, key: String, credits: Vec<(LedgerAccount, Money)>) -> NewJournal {
    let debit = |(credit, amount)| Entry { debit: LedgerAccount::Escrow(escrow.id), credit, amount };
    NewJournal {
        kind,
        key,
        entries: credits.into_iter().filter(|(_, amount)| amount.is_positive()).map(debit).collect(),
        request_id: Some(escrow.id),
        payment_id: None,
    }
}
