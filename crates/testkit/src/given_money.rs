//! Money in wallets before a test, and what stands behind offers and orders.

#![expect(clippy::unwrap_used, reason = "a world that cannot be built ends its test")]

use crate::{Given, OrderIds};
use actions::{Desk, escrow, market};
use domain::{
    Currency, EventId, Money, UserId, WalletId,
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
