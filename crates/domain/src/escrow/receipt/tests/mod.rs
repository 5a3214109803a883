//! Orders of every end, and receipts of them.

mod links;
mod tampering;

use super::{facts::*, sign::Signer, verify::*};
use crate::{
    BasisPoints, Currency, JournalId, Money, PaymentId, PurchaseRequestId, Timestamp, UserId, WalletId,
    escrow::{ChainId, Counted, Escrow, EscrowState, FeeTerms, Quote, Rate},
    event::Actor,
    ledger::{
        Chained, Journal, LedgerAccount, NewJournal, Seal,
        journals::{PaidIn, pay_in, refund, release},
    },
};

const ORDER: PurchaseRequestId = PurchaseRequestId::from_bytes([1; 16]);

fn house() -> Signer {
    Signer::new(&[7; 32])
}

fn usdt(units: i128) -> Money {
    Money::new(units, Currency::USDT)
}

fn at(minute: i64) -> Timestamp {
    Timestamp::from_millis(1_763_000_000_123 + minute * 60_000)
}

fn escrow() -> Escrow {
    let (price, nothing) = (usdt(12_500_000), usdt(0));
    Escrow {
        id: ORDER,
        version: 3,
        buyer_id: UserId::from_bytes([2; 16]),
        seller_id: UserId::from_bytes([3; 16]),
        state: EscrowState::Funded,
        price,
        fee: FeeTerms::of_seller(BasisPoints::try_new(250).unwrap()),
        buyer_fee: None,
        terms: None,
        deposit: None,
        incident: None,
        dispute: None,
        split: None,
        payout_to: None,
        funded: price,
        released: nothing,
        refunded: nothing,
        fees: nothing,
        created_at: at(0),
        updated_at: at(0),
    }
}

fn written(journal: NewJournal, id: u8, by: Actor) -> Journal {
    journal.written(JournalId::from_bytes([id; 16]), by, at(i64::from(id)))
}

fn paid() -> Journal {
    let account =
        LedgerAccount::Vault { chain: ChainId(31_337), token: "USDT".to_owned(), vault: "deposit".to_owned() };
    let payment_id = PaymentId::from_bytes([4; 16]);
    let key = format!("credit:31337:0x{}:0", "ab".repeat(32));
    let paid = PaidIn { key, account, amount: usdt(12_500_000), request_id: ORDER, payment_id };
    let counted = Counted { coins: paid.amount, price: paid.amount, rest: usdt(0), is_all: true };
    written(pay_in(&paid, &counted, WalletId::from_bytes([9; 16])), 10, Actor::Chain)
}

fn sealed(mut journals: Vec<Journal>) -> Vec<Journal> {
    let mut before = Seal::START.to_owned();
    for (number, journal) in (41..).zip(&mut journals) {
        let seal = journal.sealed_after(number, &before);
        before.clone_from(&seal.hash);
        journal.seal = Some(seal);
    }
    journals
}

fn facts_of(escrow: &Escrow, journals: &[Journal]) -> ReceiptFacts {
    let party = |id, name: &str| Party { id, name: name.to_owned() };
    let transfer = TransferFacts {
        chain_id: 31_337,
        tx_hash: format!("0x{}", "ab".repeat(32)),
        block_number: 12,
        to: "0x5FbDB2315678afecb367f032d93F642f64180aa3".to_owned(),
        sum: Amount::of(usdt(12_500_000)),
        booked_as: journals[0].key.clone(),
    };
    ReceiptFacts {
        house: House { origin: "https://amanat.example".to_owned(), issued_at: at(99).to_string() },
        order: OrderFacts {
            number: "R-000123".to_owned(),
            request_id: ORDER,
            title: "A lamp \"old\" — چراغ\u{7f}\u{b}".to_owned(),
            quantity: 1,
            payment: Some("PAY-000045".to_owned()),
            outcome: escrow.state,
        },
        parties: Parties { buyer: party(escrow.buyer_id, "Leila"), seller: party(escrow.seller_id, "کاوه") },
        money: MoneyFacts::of(escrow, journals).unwrap(),
        journals: journals.iter().map(JournalFacts::from).collect(),
        transfers: vec![transfer],
        quote: None,
    }
}

fn funded() -> ReceiptFacts {
    facts_of(&escrow(), &[paid()])
}

fn released() -> ReceiptFacts {
    let mut escrow = escrow();
    let (journal, shares) = release(&escrow, WalletId::from_bytes([5; 16])).unwrap();
    let journals = sealed(vec![paid(), written(journal, 11, Actor::User(escrow.buyer_id))]);
    (escrow.state, escrow.released, escrow.fees) = (EscrowState::Released, shares.proceeds, shares.fee);
    facts_of(&escrow, &journals)
}

fn refunded() -> ReceiptFacts {
    let mut escrow = escrow();
    let journal = refund(&escrow, WalletId::from_bytes([6; 16])).unwrap();
    let journals = sealed(vec![paid(), written(journal, 11, Actor::Clock)]);
    (escrow.state, escrow.refunded) = (EscrowState::Refunded, escrow.funded);
    facts_of(&escrow, &journals)
}

#[test]
fn funded_released_and_refunded_orders_have_receipts_that_hold() {
    for (facts, unsealed) in [(funded(), 1), (released(), 0), (refunded(), 0)] {
        let outcome = facts.order.outcome;
        let verdict = verify(&house().sign(facts).text, Some(&house().key()));
        assert!(verdict.is_valid() && verdict.is_key_known, "{outcome}: {:?}", verdict.checks);
        assert_eq!(verdict.unsealed_count(), unsealed, "{outcome}");
    }
}

#[test]
fn the_text_is_what_it_was_when_the_first_receipts_were_given_out() {
    let text = house().sign(released()).text;
    let digest = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&text));
    assert_eq!(digest, "476ccd8c47819f8051dca242ab450ffe3fb9cd36ae91daf3f27d16bce0e2b01e", "{text}");
}

#[test]
fn a_receipt_of_an_exchanged_price_is_of_the_second_version_and_carries_its_sealed_quote() {
    let at = at(0);
    let rate = (Rate { coin: 99_990_000, price: Rate::ONE }, None);
    let price = Money::new(1_250, Currency::USD);
    let quote = Quote::make(price, (Currency::USDT, ChainId(31_337)), rate, Vec::new(), (at, Some(at))).unwrap();
    let with = |quote: Quote| house().sign(ReceiptFacts { quote: Some(quote), ..released() }).text;
    let text = with(quote.clone());
    assert!(text.contains(r#""amanat_receipt":2"#) && verify(&text, Some(&house().key())).is_valid());
    // Called the first version, it is none of it, and its signature is of the second.
    let older = verify(&text.replace(r#""amanat_receipt":2"#, r#""amanat_receipt":1"#), None);
    let faults: Vec<_> = older.faults().map(|checked| checked.check).collect();
    assert_eq!(faults, [ReceiptCheck::Shape, ReceiptCheck::Signature]);
    let dearer = verify(&with(Quote { asked: usdt(1), ..quote }), None);
    assert_eq!(dearer.faults().flat_map(|checked| checked.wrong.clone()).collect::<Vec<_>>(), ["quote.hash"]);
}
