//! What can be paid out on a chain, and what is paid into the wallet instead.

use super::*;
use crate::Currency;

fn usdt(units: i128) -> Money {
    Money::new(units, Currency::USDT)
}

fn choice(decimals: u8) -> PayoutChoice {
    let address = || ChainAddress("0x574BbB36871bA6b78E27f4B4dCFb76eA0091880B".to_owned());
    PayoutChoice {
        payout_id: PayoutId::from_bytes([1; 16]),
        chain_id: ChainId(137),
        network: "Polygon".to_owned(),
        address: address(),
        address_id: None,
        token: address(),
        decimals,
        vault: address(),
        confirmations_needed: 3,
        fee: usdt(1_000_000),
        approve_above: usdt(100_000_000),
        chosen_at: Timestamp::from_millis(0),
    }
}

#[test]
fn what_cannot_arrive_to_the_last_unit_is_not_sent() {
    let proceeds = usdt(12_187_500);
    assert!(choice(6).can_carry(proceeds) && choice(18).can_carry(proceeds));
    assert!(!choice(2).can_carry(proceeds), "the network would round it");
    assert!(!choice(6).can_carry(usdt(1_000_000)), "the fee is all of it");
}
