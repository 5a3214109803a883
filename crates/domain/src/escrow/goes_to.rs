//! Where money goes that nobody says a word about: read off the postings that the clock would write.

use crate::{
    Money, WalletId,
    ledger::{LedgerAccount, NewJournal},
    words,
};

words! {
    /// Where money goes.
    pub enum GoesTo {
        /// Into the buyer's wallet.
        Buyer = "buyer",
        /// Into the seller's wallet.
        Seller = "seller",
        /// On its way to the address that the seller chose.
        SellersAddress = "sellers_address",
        /// To the house, as its fee.
        House = "house",
        /// Back into the seller's wallet, out of the security.
        Security = "security",
    }
}

/// The buyer's wallet, which may not have been opened yet: only what goes where is asked.
pub(crate) const BUYERS: WalletId = WalletId::from_bytes([0x11; 16]);
/// The seller's, likewise.
pub(crate) const SELLERS: WalletId = WalletId::from_bytes([0x22; 16]);

/// Where the money of these postings goes. What is exchanged on the way is said in what arrives.
pub(crate) fn where_it_goes(journals: &[NewJournal]) -> Vec<(GoesTo, Money)> {
    let mut moves: Vec<(GoesTo, Money)> = Vec::new();
    for entry in journals.iter().flat_map(|journal| &journal.entries) {
        let Some(to) = goes_to(&entry.debit, &entry.credit) else { continue };
        match moves.iter_mut().find(|(known, sum)| *known == to && sum.currency == entry.amount.currency) {
            Some((_, sum)) => *sum = sum.plus(entry.amount).unwrap_or(*sum),
            None => moves.push((to, entry.amount)),
        }
    }
    moves
}

fn goes_to(from: &LedgerAccount, to: &LedgerAccount) -> Option<GoesTo> {
    match (from, to) {
        // Also the security, when a decision gives it to the buyer.
        (_, LedgerAccount::Wallet(wallet)) if *wallet == BUYERS => Some(GoesTo::Buyer),
        (LedgerAccount::SellerDeposit(_), LedgerAccount::Wallet(_)) => Some(GoesTo::Security),
        (_, LedgerAccount::Wallet(wallet)) if *wallet == SELLERS => Some(GoesTo::Seller),
        (_, LedgerAccount::Payable(_)) => Some(GoesTo::SellersAddress),
        (_, LedgerAccount::FeeRevenue(_)) => Some(GoesTo::House),
        _ => None,
    }
}
