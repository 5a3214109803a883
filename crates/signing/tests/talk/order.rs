//! The order that people of a custody sign.

use signing::{Address, EscrowOrder};

#[test]
fn an_order_of_the_house_is_what_was_agreed() {
    let order = EscrowOrder {
        action: "RELEASE to seller".to_owned(),
        order: "PAY-7F3A91C2".to_owned(),
        amount: "125.50 USDT on Polygon".to_owned(),
        recipient: Address::parse("0x1D1c328764a41bda0492b66bAA30C4A339FF85ef").unwrap(),
        transfer: [0x11; 32],
        expires: "2026-11-21 12:00 UTC".to_owned(),
    };
    let typed = order.typed(137);
    let type_hash = hex::encode(signing::keccak(typed.type_text("EscrowOrder").as_bytes()));
    assert_eq!(type_hash, "ec81925d6635b13d54758d6253b567ee8508e0169e5734f084081c0de9e2ec73");
    let domain = "178d2a39f1a67742b3a9ddcbbe472b1a929bb05abcc56f74c3e9fb8f2a09e4f2";
    assert_eq!(hex::encode(typed.domain_hash()), domain);
    let message = "0bdf9506e276f3daf1bb42a278ca2226478af576400e93bf053fa052550dc882";
    assert_eq!(typed.message_hash().map(hex::encode).as_deref(), Some(message));
    assert_eq!(hex::encode(typed.digest()), "8f88a7a6de79cae16145a41e4ad6e8373a6d3971697afba1a097b876cb8b6e94");
    assert_ne!(order.typed(1).digest(), typed.digest(), "a signature is for one chain");
}
