//! Where a person's money may leave to: what lists an address, when it counts, and that nothing leaves anywhere else.

use crate::town::{FEE, OUTSIDE, Town, ask_at, code_of, form};
use actions::{
    ActionError, Desk, FormKey,
    custody::{
        AddressForm, AddressYes, add_payout_address, choose_payout, payout_addresses, prove_payout_address,
        quote_withdrawal, remove_payout_address,
    },
    identity::ActAnswer,
    ledger::audit,
};
use domain::{
    Hours, PayoutAddressId, Span, UserId,
    custody::{AllowedBy, PayoutAddress, PayoutStatus, PayoutTrouble},
};
use futures::future::join_all;
use store::Commit;
use testkit::{Given, usdt};

pub const NOTHING: ActAnswer = ActAnswer { ceremony: None, answer: String::new() };
pub const FRESH: AddressYes<'static> = AddressYes { is_fresh: true, act: &NOTHING };
/// Somebody's own, too.
pub const OTHER: &str = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359";

pub fn typed(address: &str) -> AddressForm {
    AddressForm { label: "My exchange".to_owned(), address: address.to_owned() }
}

pub async fn add(desk: &Desk, person: UserId, address: &str, key: &str) -> Result<PayoutAddressId, ActionError> {
    add_payout_address(desk, person, &typed(address), &FRESH, &FormKey::new(key, [address])).await
}

/// As finely as the clock counts.
#[derive(Clone, Copy)]
struct Millis(i64);

impl Span for Millis {
    fn millis(self) -> i64 {
        self.0
    }
}

/// Money, and nowhere to send it.
async fn person_without_list(town: &Town) -> UserId {
    let person = Given::person(&town.desk, "Leila").await;
    Given::money(&town.desk, person, usdt(1_000).units).await;
    person
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leaves_before_an_address_has_been_listed_for_a_day_to_the_millisecond() {
    let town = Town::new().await;
    let person = person_without_list(&town).await;
    assert_eq!(code_of(ask_at(&town.desk, person, "5", "a").await), "address:payout-address-unlisted");
    let id = add(&town.desk, person, &OUTSIDE.to_lowercase(), "add").await.unwrap();
    let listed = town.desk.store.listed_addresses_of(person).await.unwrap().remove(0);
    assert_eq!((listed.id, listed.address.0.as_str()), (id, OUTSIDE), "it is kept with its checksum");
    assert_eq!(listed.usable_from, town.desk.now() + Hours(24));
    town.desk.advance(Millis(24 * 3_600_000 - 1));
    assert_eq!(code_of(ask_at(&town.desk, person, "5", "b").await), "address:payout-address-waits");
    assert_eq!(code_of(quote_withdrawal(&town.desk, person, &form("5")).await), "address:payout-address-waits");
    assert_eq!(town.purse(person).await, usdt(1_000), "nothing moved");
    town.desk.advance(Millis(1));
    let payout = ask_at(&town.desk, person, "5", "c").await.unwrap();
    assert_eq!(town.carry_through(payout).await, PayoutStatus::Confirmed);
    assert_eq!((town.purse(person).await, town.outside().await), (usdt(500 - FEE), usdt(500)));
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_on_somebody_elses_list_is_on_nobody_elses() {
    let town = Town::new().await;
    let (person, other) = (person_without_list(&town).await, town.person_with(1_000).await);
    assert_eq!(code_of(ask_at(&town.desk, person, "5", "a").await), "address:payout-address-unlisted");
    let theirs = town.desk.store.listed_addresses_of(other).await.unwrap()[0].id;
    assert_eq!(code_of(remove_payout_address(&town.desk, person, theirs).await), "not-found");
    assert_eq!(code_of(prove_payout_address(&town.desk, person, (theirs, "0x00")).await), "not-found");
    let order = Given::accepted_order(&town.desk).await;
    let chosen = choose_payout(&town.desk, order.seller, order.request, OUTSIDE).await;
    assert_ne!(code_of(chosen), "done");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_off_the_list_is_not_signed_for_until_it_has_been_listed_for_a_day_again() {
    let town = Town::new().await;
    let person = town.person_with(1_000).await;
    let (payout, id) =
        (town.ask(person, "5").await.unwrap(), payout_addresses(&town.desk, person).await.unwrap()[0].id);
    for _ in 0..2 {
        remove_payout_address(&town.desk, person, id).await.unwrap();
    }
    town.look().await;
    let held = town.payout(payout).await;
    assert_eq!((held.status, held.trouble), (PayoutStatus::Approved, Some(PayoutTrouble::AddressRemoved)));
    assert_eq!(town.sent_by_vault().await, 0);
    assert_eq!(code_of(ask_at(&town.desk, person, "1", "more").await), "address:payout-address-unlisted");
    add(&town.desk, person, OUTSIDE, "again").await.unwrap();
    town.look().await;
    assert_eq!(town.payout(payout).await.status, PayoutStatus::Approved, "its day begins anew");
    town.desk.advance(Hours(24));
    assert_eq!(town.carry_through(payout).await, PayoutStatus::Confirmed);
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_listed_once_however_often_and_by_how_many_at_once() {
    let desk = testkit::desk().await;
    let person = Given::person(&desk, "Leila").await;
    let same = join_all((0..10).map(|_| add(&desk, person, OUTSIDE, "one"))).await;
    let first = *same[0].as_ref().unwrap();
    assert!(same.iter().all(|answer| answer.as_ref().is_ok_and(|id| *id == first)), "{same:?}");
    assert_eq!(code_of(add(&desk, person, &OUTSIDE.to_lowercase(), "two").await), "payout-address-known");
    let desks: Vec<_> = (0..10).map(|number| (desk.twin(), number.to_string())).collect();
    let others = join_all(desks.iter().map(|(twin, key)| add(twin, person, OTHER, key))).await;
    assert_eq!(others.iter().filter(|answer| answer.is_ok()).count(), 1, "{others:?}");
    let refused: Vec<String> = others.into_iter().filter(Result::is_err).map(code_of).collect();
    assert!(refused.iter().all(|code| code == "payout-address-known"), "{refused:?}");
    assert_eq!(desk.store.listed_addresses_of(person).await.unwrap().len(), 2);
}

#[tokio::test]
async fn twenty_addresses_are_a_full_list_and_one_that_is_taken_off_makes_room() {
    let desk = testkit::desk().await;
    let person = Given::person(&desk, "Leila").await;
    let address = |number: usize| format!("0x{number:040}");
    for number in 1..=20 {
        add(&desk, person, &address(number), &number.to_string()).await.unwrap();
    }
    assert_eq!(code_of(add(&desk, person, &address(21), "21").await), "too-many-payout-addresses");
    let oldest = desk.store.listed_addresses_of(person).await.unwrap().pop().unwrap();
    remove_payout_address(&desk, person, oldest.id).await.unwrap();
    add(&desk, person, &address(21), "21 again").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payout_to_an_address_that_was_slipped_in_is_found_by_the_audit() {
    let town = Town::new().await;
    let person = town.person_with(1_000).await;
    let payout = town.payout(town.ask(person, "5").await.unwrap()).await;
    town.assert_books_are_right().await;
    let listed = town.desk.store.listed_addresses_of(person).await.unwrap().remove(0);
    let hurried = PayoutAddress { created_at: town.desk.now(), ..listed };
    town.desk.commit(Commit::new().save(&hurried)).await.unwrap();
    let report = audit(&town.desk).await.unwrap();
    assert!(report.breaches().any(|breach| breach.check == "addresses"), "{report}");
    assert_eq!(payout.allowed_by, Some(AllowedBy::Listed(hurried.id)));
}
