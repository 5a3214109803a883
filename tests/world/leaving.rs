//! Money of the buyer's that is about to leave: a withdrawal that waits for somebody of the house.

use actions::{Desk, FormKey, custody, escrow};
use domain::{
    Currency, Money, PayoutId, UserId,
    event::Actor,
    ledger::{Entry, JournalKind, LedgerAccount, NewJournal},
};
use payments::Keystore;
use std::sync::Arc;
use store::Commit;

/// Somebody's own, outside.
pub const OUTSIDE: &str = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

/// All that the buyer's wallet is given for it leaves the wallet again.
pub async fn payout(desk: &Desk, buyer: UserId) -> PayoutId {
    let desk = Desk { keystore: Some(Arc::new(Keystore::generate().unwrap())), ..desk.clone() };
    let usdt = |whole: i128| Money::new(whole * 1_000_000, Currency::USDT);
    let wallet = escrow::open_wallet(&desk, buyer, Currency::USDT).await.unwrap();
    let entries =
        vec![Entry { debit: LedgerAccount::Operator, credit: LedgerAccount::Wallet(wallet.id), amount: usdt(2_001) }];
    let (kind, key) = (JournalKind::Adjustment, "for a withdrawal".to_owned());
    let gift = NewJournal { kind, key, entries, request_id: None, payment_id: None };
    let gift = gift.written(desk.new_id(), Actor::House, desk.now());
    desk.commit(Commit::new().post(&gift)).await.unwrap();
    testkit::Given::listed_address(&desk, buyer, OUTSIDE).await;
    let text = str::to_owned;
    let (currency, chain, amount) = (text("USDT"), text("31337"), text("2000"));
    let form = custody::WithdrawForm { currency, chain, address: text(OUTSIDE), amount };
    custody::withdraw(&desk, buyer, &form, usdt(1), &FormKey::new("leaving", ["2000"])).await.unwrap()
}
