//! Money in wallets before a test, and what stands behind offers and orders.

#![expect(clippy::unwrap_used, reason = "a world that cannot be built ends its test")]

use crate::{Given, OrderIds};
use actions::{Desk, escrow, market};
use domain::{
    Currency, EventId, Money, PayoutAddressId, Span, Timestamp, UserId, WalletId,
    custody::{PAYOUT_ADDRESS_WAITS, PayoutAddress},
    escrow::ChainAddress,
    event::Actor,
    ledger::{Entry, JournalKind, LedgerAccount, NewJournal},
};
use store::Commit;

#[allow(clippy::missing_panics_doc)]
impl Given {
    /// A wallet with so many units of USDT more in it, from the house's own.
    pub async fn money(desk: &Desk, person: UserId, units: i128) -> WalletId {
        let wallet = escrow::open_wallet(desk, person, Currency::USDT).await.unwrap().id;
        let (debit, credit) = (LedgerAccount::Operator, LedgerAccount::Wallet(wallet));
        let entries = vec![Entry { debit, credit, amount: Money::new(units, Currency::USDT) }];
        let key = format!("given:{}", desk.new_id::<EventId>());
        let posting = NewJournal { kind: JournalKind::Adjustment, key, entries, request_id: None, payment_id: None };
        let journal = posting.written(desk.new_id(), Actor::House, desk.now());
        desk.commit(Commit::new().post(&journal)).await.unwrap();
        wallet
    }

    /// An address outside that this person has had on their list for a day.
    pub async fn listed_address(desk: &Desk, person: UserId, address: &str) -> PayoutAddressId {
        let before = Timestamp::from_millis(desk.now().millis() - PAYOUT_ADDRESS_WAITS.millis());
        let named = ("Outside".to_owned(), ChainAddress(address.to_owned()));
        let listed = PayoutAddress::listed((desk.new_id(), person), named, "given".to_owned(), None, before);
        desk.commit(Commit::new().insert(&listed)).await.unwrap();
        listed.id
    }

    /// An order that waits for its money, with so much of its seller's as security, as typed; the seller has ten.
    pub async fn backed_order(desk: &Desk, deposit: &str) -> OrderIds {
        let (buyer, seller) = (Self::person(desk, "Aigul").await, Self::seller(desk, "Reza").await);
        Self::money(desk, seller, 10_000_000).await;
        let request = Self::request(desk, buyer).await;
        let offer = Self::backed_offer(desk, seller, request, deposit).await;
        market::accept_offer(desk, buyer, offer).await.unwrap();
        let payment = desk.store.payment_of(request).await.unwrap().unwrap().id;
        OrderIds { buyer, seller, request, offer, payment }
    }
}
