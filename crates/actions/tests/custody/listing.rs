//! Listing an address and proving it: who may, by what, and what is told of it.

use crate::{
    addresses::{FRESH, NOTHING, OTHER, add, typed},
    signers_room::{Keeper, Room, yes_to_act},
    town::{OUTSIDE, Town, code_of},
};
use actions::{
    Desk, FormKey,
    custody::{
        AddressForm, AddressYes, add_payout_address, listing_address, payout_addresses, prove_payout_address,
        remove_payout_address,
    },
    identity::begin_quiet,
};
use domain::{
    Hours,
    identity::{Role, User},
    letters::LetterKind,
};
use payments::Signer;
use store::Commit;
use testkit::Given;

/// What went out by mail to the one person here who has an address for it.
async fn letters(desk: &Desk) -> Vec<LetterKind> {
    desk.store.letters(None, 50).await.unwrap().into_iter().map(|letter| letter.kind).collect()
}

#[tokio::test]
async fn what_is_no_address_of_theirs_is_said_at_its_field() {
    let town = Town::new().await;
    let person = Given::person(&town.desk, "Leila").await;
    let vault = town.keys.vault().address().0;
    for (address, wanted) in [
        ("", "address:required"),
        ("0x1234", "address:payout-not-an-address"),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "address:payout-bad-checksum"),
        (vault.as_str(), "address:payout-own-address"),
        (town.token.0.as_str(), "address:payout-token-address"),
    ] {
        assert_eq!(code_of(add(&town.desk, person, address, wanted).await), wanted);
    }
    let nameless = AddressForm { label: " ".to_owned(), ..typed("0x1234") };
    let both = add_payout_address(&town.desk, person, &nameless, &FRESH, &FormKey::new("both", [])).await;
    assert_eq!(code_of(both), "address:payout-not-an-address label:required");
}

#[tokio::test]
async fn who_has_a_passkey_says_yes_with_it_to_this_very_address_and_who_has_none_proves_who_they_are() {
    let room = Room::new().await;
    let without = Given::person(&room.desk, "Sara").await;
    let stale = AddressYes { is_fresh: false, act: &NOTHING };
    let key = FormKey::new("one", [OUTSIDE]);
    let tried = add_payout_address(&room.desk, without, &typed(OUTSIDE), &stale, &key).await;
    assert_eq!(code_of(tried), "step-up-first");
    let mut keeper: Keeper = room.keeper(Role::Buyer, 1).await;
    assert_eq!(code_of(add(&room.desk, keeper.id, OUTSIDE, "one").await), "act-proof-first", "a fresh proof is no yes");
    let other = yes_to_act(&room.desk, &mut keeper, &listing_address(&typed(OTHER))).await;
    let yes = |act| AddressYes { is_fresh: false, act };
    let bent = add_payout_address(&room.desk, keeper.id, &typed(OUTSIDE), &yes(&other), &key).await;
    assert_eq!(code_of(bent), "passkey-refused");
    let right = yes_to_act(&room.desk, &mut keeper, &listing_address(&typed(&OUTSIDE.to_lowercase()))).await;
    let id = add_payout_address(&room.desk, keeper.id, &typed(OUTSIDE), &yes(&right), &key).await.unwrap();
    let kept = payout_addresses(&room.desk, keeper.id).await.unwrap().remove(0);
    assert!(kept.id == id && kept.act.is_some_and(|act| act.text.contains(OUTSIDE)));
    // One yes is worth one address.
    let again = add_payout_address(&room.desk, keeper.id, &typed(OTHER), &yes(&right), &FormKey::new("two", [])).await;
    assert_eq!(code_of(again), "passkey-refused");
}

#[tokio::test]
async fn only_the_address_itself_proves_that_it_is_theirs() {
    let room = Room::new().await;
    let person = Given::person(&room.desk, "Leila").await;
    let (own, stranger) = (room.device.deposit(0).unwrap(), room.device.deposit(1).unwrap());
    let id = add(&room.desk, person, &own.address().0, "one").await.unwrap();
    let listed = payout_addresses(&room.desk, person).await.unwrap().remove(0);
    let other_words = listed.challenge().replace("mine", "yours");
    let by_other = stranger.agree(&listed.challenge()).await.unwrap().text();
    for wrong in [by_other, own.agree(&other_words).await.unwrap().text(), "0x00".to_owned(), String::new()] {
        let tried = prove_payout_address(&room.desk, person, (id, &wrong)).await;
        assert_eq!(code_of(tried), "signature:payout-address-other-signature");
    }
    let right = own.agree(&listed.challenge()).await.unwrap().text();
    for _ in 0..2 {
        prove_payout_address(&room.desk, person, (id, &right)).await.unwrap();
    }
    let proved = payout_addresses(&room.desk, person).await.unwrap().remove(0);
    assert_eq!(proved.proof.map(|proof| proof.signature), Some(right));
    assert_eq!(proved.usable_from, listed.usable_from, "it waits no less");
}

#[tokio::test]
async fn a_letter_goes_out_in_the_commit_that_lists_and_in_the_one_that_takes_off() {
    let desk = testkit::desk().await;
    let person = Given::person(&desk, "Leila").await;
    let user: User = desk.store.get(person).await.unwrap();
    desk.commit(Commit::new().save(&User { email: Some("leila@example.org".to_owned()), ..user })).await.unwrap();
    let id = add(&desk, person, OUTSIDE, "one").await.unwrap();
    let told = letters(&desk).await;
    let is_added = |kind: &LetterKind| matches!(kind, LetterKind::PayoutAddressAdded { usable_from, .. } if *usable_from == desk.now() + Hours(24));
    assert!(told.len() == 1 && told.iter().all(is_added), "{told:?}");
    assert_eq!(code_of(add(&desk, person, OUTSIDE, "two").await), "payout-address-known");
    assert_eq!(letters(&desk).await.len(), 1, "what is refused is no news");
    remove_payout_address(&desk, person, id).await.unwrap();
    let told = letters(&desk).await;
    assert!(told.iter().any(|kind| matches!(kind, LetterKind::PayoutAddressRemoved { .. })), "{told:?}");
}

#[tokio::test]
async fn whoever_came_back_by_recovery_lists_nothing_for_a_day_and_may_take_off_what_a_stranger_listed() {
    let desk = testkit::desk().await;
    let person = Given::person(&desk, "Leila").await;
    let id = add(&desk, person, OUTSIDE, "one").await.unwrap();
    let user: User = desk.store.get(person).await.unwrap();
    desk.commit(Commit::new().save(&begin_quiet(&desk, user))).await.unwrap();
    assert_eq!(code_of(add(&desk, person, OTHER, "two").await), "quiet-after-recovery");
    remove_payout_address(&desk, person, id).await.unwrap();
    assert!(desk.store.listed_addresses_of(person).await.unwrap().is_empty());
    desk.advance(Hours(24));
    add(&desk, person, OTHER, "three").await.unwrap();
}
