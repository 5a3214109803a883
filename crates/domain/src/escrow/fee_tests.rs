//! Fees of every shape on amounts of every size: nothing is ever lost between the two sides and the house.

use super::*;
use crate::{
    PurchaseRequestId, Timestamp, UserId, WalletId,
    escrow::{Escrow, EscrowState, FeeRate, FeeRates},
    ledger::{LedgerAccount, NewJournal, journals},
};
use proptest::prelude::*;

fn usdt(units: i128) -> Money {
    Money::new(units, Currency::USDT)
}

fn rate(bps: u16, fixed: u32, min: u32, max: u32) -> FeeRate {
    FeeRate { bps: BasisPoints::try_new(bps).unwrap(), fixed, min, max }
}

fn sellers(rate: FeeRate, price: i128) -> i128 {
    let terms = FeeRates { seller: rate, buyer: FeeRate::default() }.terms(Currency::USDT);
    terms.split(usdt(price)).unwrap().0.units
}

#[test]
fn percent_fixed_least_and_most_go_together() {
    assert_eq!(sellers(rate(250, 0, 0, 0), 100_000_000), 2_500_000);
    assert_eq!(sellers(rate(250, 30, 0, 0), 100_000_000), 2_800_000);
    assert_eq!(sellers(rate(250, 0, 500, 0), 100_000_000), 5_000_000);
    assert_eq!(sellers(rate(250, 0, 0, 100), 100_000_000), 1_000_000);
    assert_eq!(sellers(rate(0, 50, 0, 0), 100_000), 100_000, "never more than there is");
    assert_eq!(sellers(rate(250, 50, 50, 0), 0), 0, "nothing of nothing");
    assert_eq!(sellers(rate(0, 0, 500, 100), 100_000_000), 1_000_000, "the most wins");
}

#[test]
fn an_order_from_before_there_were_several_fees_still_reads() {
    let old: FeeTerms = serde_json::from_str(r#"{"seller_bps":250}"#).unwrap();
    assert_eq!(old, FeeTerms::of_seller(BasisPoints::try_new(250).unwrap()));
    let new = FeeRates { seller: rate(250, 1, 2, 3), buyer: rate(100, 0, 0, 0) }.terms(Currency::USDT);
    assert_eq!(serde_json::from_str::<FeeTerms>(&serde_json::to_string(&new).unwrap()).unwrap(), new);
    let stored = bson::serialize_to_document(&old);
    assert_eq!(bson::deserialize_from_document::<FeeTerms>(stored.unwrap()).unwrap(), old);
}

fn funded(price: Money, fee: FeeTerms) -> Escrow {
    let (nothing, at) = (Money::zero(price.currency), Timestamp::from_millis(0));
    let (buyer_id, seller_id) = (UserId::from_bytes([1; 16]), UserId::from_bytes([2; 16]));
    let asked = price.plus(fee.on_top(price).unwrap()).unwrap();
    Escrow {
        id: PurchaseRequestId::from_bytes([3; 16]),
        version: 0,
        buyer_id,
        seller_id,
        state: EscrowState::Funded,
        price,
        buyer_fee: Some(fee.on_top(price).unwrap()),
        fee,
        terms: None,
        deposit: None,
        incident: None,
        dispute: None,
        split: None,
        payout_to: None,
        funded: asked,
        released: nothing,
        refunded: nothing,
        fees: nothing,
        created_at: at,
        updated_at: at,
    }
}

const BUYER: WalletId = WalletId::from_bytes([4; 16]);
const SELLER: WalletId = WalletId::from_bytes([5; 16]);

/// What a journal puts into an account.
fn into(journal: &NewJournal, account: &LedgerAccount) -> i128 {
    journal.entries.iter().filter(|entry| entry.credit == *account).map(|entry| entry.amount.units).sum()
}

fn out_of(journal: &NewJournal, escrow: &Escrow) -> i128 {
    let account = LedgerAccount::Escrow(escrow.id);
    journal.entries.iter().filter(|entry| entry.debit == account).map(|entry| entry.amount.units).sum()
}

prop_compose! {
    fn any_rate()(bps in 0u16..=1_000, fixed in 0u32..500, min in 0u32..500, max in 0u32..2_000) -> FeeRate {
        rate(bps, fixed, min, max)
    }
}

fn any_price() -> impl Strategy<Value = i128> {
    prop_oneof![1..=100_i128, 1..=10_000_000_i128, 1..=1_000_000_000_000_i128]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_was_put_in_comes_out_to_the_unit_by_release(seller in any_rate(), buyer in any_rate(), price in any_price()) {
        let escrow = funded(usdt(price), FeeRates { seller, buyer }.terms(Currency::USDT));
        let (journal, shares) = journals::release(&escrow, SELLER).unwrap();
        prop_assert_eq!(out_of(&journal, &escrow), escrow.funded.units);
        prop_assert_eq!(into(&journal, &LedgerAccount::Wallet(SELLER)), shares.proceeds.units);
        prop_assert_eq!(shares.proceeds.plus(shares.fee).unwrap(), escrow.funded);
        prop_assert_eq!(shares.proceeds, escrow.fee.split(escrow.price).unwrap().1);
        for share in escrow.fee.shares(escrow.price).unwrap() {
            let account = LedgerAccount::FeeRevenue(share.kind.to_string());
            prop_assert_eq!(into(&journal, &account), share.amount.units, "one line each");
        }
    }

    #[test]
    fn a_part_given_back_takes_its_share_of_the_buyers_fee_along(
        seller in any_rate(), buyer in any_rate(), price in 2..=1_000_000_000_i128, part in any::<prop::sample::Index>(),
    ) {
        let mut escrow = funded(usdt(price), FeeRates { seller, buyer }.terms(Currency::USDT));
        let part = 1 + i128::try_from(part.index(usize::try_from(price - 1).unwrap())).unwrap();
        let before = escrow.funded;
        let back = escrow.part_back(usdt(part)).unwrap();
        prop_assert!(back.whole.units >= part, "never less than the seller gave");
        let journal = journals::refund_part(&escrow, back.whole, BUYER).unwrap();
        prop_assert_eq!(out_of(&journal, &escrow), back.whole.units);
        escrow.refunded = back.whole;
        escrow.buyer_fee = Some(back.buyer_fee);
        let left = usdt(price - part);
        prop_assert_eq!(escrow.goods().unwrap(), left);
        let (journal, shares) = journals::release(&escrow, SELLER).unwrap();
        prop_assert_eq!(out_of(&journal, &escrow) + back.whole.units, before.units);
        prop_assert_eq!(shares.proceeds, escrow.fee.split(left).unwrap().1, "the fee is of the rest");
        prop_assert_eq!(back.buyer_fee, escrow.fee.on_top(left).unwrap());
    }

    #[test]
    fn a_split_shares_all_that_is_held_and_takes_the_fees_of_the_sellers_part(
        seller in any_rate(), buyer in any_rate(), price in 2..=1_000_000_000_i128, part in any::<prop::sample::Index>(),
    ) {
        let escrow = funded(usdt(price), FeeRates { seller, buyer }.terms(Currency::USDT));
        let part = usdt(1 + i128::try_from(part.index(usize::try_from(escrow.funded.units - 1).unwrap())).unwrap());
        let Ok(shares) = escrow.split_shares(part) else { return Ok(()) };
        let [release, refund] = journals::split(&escrow, &shares, (BUYER, SELLER));
        prop_assert_eq!(out_of(&release, &escrow) + out_of(&refund, &escrow), escrow.funded.units);
        prop_assert_eq!(into(&refund, &LedgerAccount::Wallet(BUYER)), shares.buyer.units);
        prop_assert_eq!(into(&release, &LedgerAccount::Wallet(SELLER)), shares.seller.units);
        prop_assert_eq!(shares.seller, escrow.fee.split(part).unwrap().1, "the fee is of the seller's part");
        let fees = shares.fee_of(FeePayer::Buyer).unwrap().plus(shares.fee_of(FeePayer::Seller).unwrap()).unwrap();
        let all = shares.buyer.plus(shares.seller).unwrap().plus(fees).unwrap();
        prop_assert_eq!(all, escrow.funded);
        // As if the rest had been given back first.
        if part.units < price {
            let back = escrow.part_back(usdt(price - part.units)).unwrap();
            prop_assert_eq!(shares.buyer, back.whole);
        }
    }

    #[test]
    fn a_refund_gives_everything_back_with_the_buyers_fee(seller in any_rate(), buyer in any_rate(), price in any_price()) {
        let escrow = funded(usdt(price), FeeRates { seller, buyer }.terms(Currency::USDT));
        let journal = journals::refund(&escrow, BUYER).unwrap();
        prop_assert_eq!(into(&journal, &LedgerAccount::Wallet(BUYER)), escrow.funded.units);
    }
}
