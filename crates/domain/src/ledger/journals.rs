//! Every posting the house knows, as the rules write it. Never an entry of zero.

use crate::{
    Money, MoneyError, PaymentId, PurchaseRequestId, WalletId,
    escrow::{ChainEvent, Escrow, Payment},
    ledger::{Entry, JournalKind, LedgerAccount, NewJournal},
};

/// The vault that derived addresses belong to.
pub const DEPOSIT_VAULT: &str = "deposit";
/// The fee account of escrow releases.
pub const ESCROW_FEE: &str = "escrow";

/// Money that came in from outside, under a key that can never be used twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidIn {
    /// `credit:{chain}:{tx}:{log}`.
    pub key: String,
    /// Where the tokens lie now.
    pub vault: LedgerAccount,
    /// How much came.
    pub amount: Money,
    /// For which order.
    pub request_id: PurchaseRequestId,
    /// For which payment.
    pub payment_id: PaymentId,
}

impl PaidIn {
    /// What a transfer to one of our addresses brought; nothing for a token that is no money here.
    pub fn by_transfer(event: &ChainEvent, request_id: PurchaseRequestId) -> Option<Self> {
        let amount = event.amount?;
        let token = amount.currency.code().to_owned();
        Some(Self {
            key: event.credit_key(),
            vault: LedgerAccount::Vault { chain: event.chain_id, token, vault: DEPOSIT_VAULT.to_owned() },
            amount,
            request_id,
            payment_id: event.payment_id,
        })
    }

    fn journal(&self, credits: Vec<(LedgerAccount, Money)>) -> NewJournal {
        let debit = |(credit, amount)| Entry { debit: self.vault.clone(), credit, amount };
        NewJournal {
            kind: JournalKind::PayIn,
            key: self.key.clone(),
            entries: credits.into_iter().filter(|(_, amount)| amount.is_positive()).map(debit).collect(),
            request_id: Some(self.request_id),
            payment_id: Some(self.payment_id),
        }
    }
}

/// All of it into the order's escrow.
pub fn pay_in(paid: &PaidIn) -> NewJournal {
    paid.journal(vec![(LedgerAccount::Escrow(paid.request_id), paid.amount)])
}

/// `for_escrow` into the order's escrow, the rest into the buyer's wallet.
///
/// # Errors
/// [`MoneyError`] when the currencies differ.
pub fn pay_in_over(paid: &PaidIn, for_escrow: Money, buyer: WalletId) -> Result<NewJournal, MoneyError> {
    let rest = paid.amount.minus(for_escrow)?;
    let credits = vec![(LedgerAccount::Escrow(paid.request_id), for_escrow), (LedgerAccount::Wallet(buyer), rest)];
    Ok(paid.journal(credits))
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
        key: format!("claim:{}", event.id),
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
    /// The house's.
    pub fee: Money,
}

/// Everything held goes to the seller's wallet, less the fee.
///
/// # Errors
/// [`MoneyError`] when the escrow's figures do not fit together.
pub fn release(escrow: &Escrow, seller: WalletId) -> Result<(NewJournal, ReleaseShares), MoneyError> {
    let (fee, proceeds) = escrow.fee.split(escrow.held()?)?;
    let credits =
        vec![(LedgerAccount::Wallet(seller), proceeds), (LedgerAccount::FeeRevenue(ESCROW_FEE.to_owned()), fee)];
    let journal = out_of_escrow(escrow, JournalKind::Release, format!("release:{}", escrow.id), credits);
    Ok((journal, ReleaseShares { proceeds, fee }))
}

/// Everything held goes back to the buyer's wallet.
///
/// # Errors
/// [`MoneyError`] when the escrow's figures do not fit together.
pub fn refund(escrow: &Escrow, buyer: WalletId) -> Result<NewJournal, MoneyError> {
    let credits = vec![(LedgerAccount::Wallet(buyer), escrow.held()?)];
    Ok(out_of_escrow(escrow, JournalKind::Refund, format!("refund:{}", escrow.id), credits))
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
