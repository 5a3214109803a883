//! Receiving addresses of a hardware wallet: whose they are, which comes next, and when none is given out.

use crate::{
    device_room::{Hardware, register},
    signers_room::{keeper, yes_to_act},
    town::{CHAIN, code_of},
};
use actions::{
    custody::{choose_deposit_account, choosing_deposit_account, revoke_signer, sweep_chain, vaults},
    identity::ActAnswer,
    ledger::{audit, seal},
    settings::{SettingForm, change_setting},
};
use domain::{
    Minutes,
    custody::VaultLevel,
    escrow::{ChainAddress, ChainId, DerivedDestination},
    identity::Role,
};
use futures::future::join_all;
use payments::{Keystore, Signer};
use std::collections::BTreeSet;
use store::Counter;
use testkit::Given;

async fn destination(room: &Hardware, address: &ChainAddress) -> DerivedDestination {
    room.town.desk.store.destination_at(address).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_come_from_the_devices_account_and_each_has_a_place_of_its_own() {
    let mut room = Hardware::undecided().await;
    let (_, old) = Given::open_checkout(&room.town.desk).await;
    assert_eq!(destination(&room, &old).await.signer_id, None, "the keystore's own until a device is chosen");
    room.choose().await.unwrap();
    let desk = &room.town.desk;
    let orders = join_all((0..8).map(|_| Given::accepted_order(desk))).await;
    // Each asked twice at once: one payment has one address.
    let asked =
        orders.iter().chain(&orders).map(|order| actions::escrow::open_checkout(desk, order.buyer, order.request));
    let given = join_all(asked).await;
    let given: Vec<ChainAddress> =
        given.into_iter().map(|payment| payment.unwrap().on_chain.receiver.unwrap()).collect();
    assert_eq!(given[..8], given[8..]);
    let mut places = BTreeSet::new();
    for address in &given[..8] {
        let row = destination(&room, address).await;
        assert_eq!(*address, room.device.deposit(row.index).unwrap().address(), "the device has its key");
        assert_eq!((row.signer_id, row.path), (Some(room.signer), format!("m/44'/60'/0'/0/{}", row.index)));
        assert!(row.index > 0, "the first one signs");
        places.insert(row.index);
    }
    assert_eq!(places.len(), 8);
    let account = vaults(desk, room.admin.id).await.unwrap().account.unwrap();
    assert!(account.next_index > u64::from(*places.last().unwrap()));
    room.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_the_last_address_that_a_device_signs_for_none_is_given_out() {
    let room = Hardware::new().await;
    let (desk, counter) = (&room.town.desk, format!("addresses:{}", room.device.account().unwrap().fingerprint()));
    desk.store.next_number(Counter::Addresses(room.device.account().unwrap().fingerprint())).await.unwrap();
    desk.store.tamper("counters", &counter, r#"{"last": {"$numberLong": "999999"}}"#).await.unwrap();
    let (_, last) = Given::open_checkout(desk).await;
    assert_eq!(destination(&room, &last).await.index, 1_000_000);
    for _ in 0..2 {
        let order = Given::accepted_order(desk).await;
        let asked = actions::escrow::open_checkout(desk, order.buyer, order.request).await;
        assert_eq!(code_of(asked), "escrow-account-used-up");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_admin_chooses_it_with_a_passkey_and_only_one_that_counts() {
    let mut room = Hardware::undecided().await;
    let mut treasurer = keeper(&room.town.desk, Role::Treasurer, 2).await;
    let desk = &room.town.desk;
    let yes = yes_to_act(desk, &mut treasurer, &choosing_deposit_account(room.signer)).await;
    assert_eq!(code_of(choose_deposit_account(desk, treasurer.id, room.signer, &yes).await), "forbidden");
    let nothing = ActAnswer { ceremony: None, answer: String::new() };
    assert_eq!(code_of(choose_deposit_account(desk, room.admin.id, room.signer, &nothing).await), "act-proof-first");
    let young = register(&room.town, &mut treasurer, &Keystore::generate().unwrap()).await;
    assert_eq!(code_of(room.choose_other(young).await), "signer-does-not-count");
    room.choose().await.unwrap();
    room.town.desk.advance(Minutes(24 * 60));
    room.choose_other(young).await.unwrap();
    let (_, address) = Given::open_checkout(&room.town.desk).await;
    assert_eq!(destination(&room, &address).await.signer_id, Some(young), "there is one at a time");
    room.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_that_revokes_its_deposit_account_does_not_go_back_to_a_key_on_the_server() {
    let room = Hardware::new().await;
    let desk = &room.town.desk;
    revoke_signer(desk, room.admin.id, room.signer, "lost on a train").await.unwrap();
    let order = Given::accepted_order(desk).await;
    let asked = actions::escrow::open_checkout(desk, order.buyer, order.request).await;
    assert_eq!(code_of(asked), "escrow-no-chain");
    assert!(vaults(desk, room.admin.id).await.unwrap().account.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_not_its_accounts_is_noticed_and_not_swept() {
    let room = Hardware::new().await;
    let address = room.paid(25_000).await;
    let row = destination(&room, &address).await;
    room.town.assert_books_are_right().await;
    let desk = &room.town.desk;
    desk.store.tamper("derived_destinations", &row.id.to_string(), r#"{"index": {"$numberLong": "9"}}"#).await.unwrap();
    let report = audit(desk).await.unwrap();
    assert!(report.to_string().contains("its address is not number 9"), "{report}");
    sweep_chain(desk, ChainId(CHAIN)).await.unwrap();
    assert!(room.payouts().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_vaults_says_where_there_is_too_little_and_too_much() {
    let room = Hardware::undecided().await;
    let desk = &room.town.desk;
    seal(desk).await.unwrap();
    let level = async || vaults(desk, room.admin.id).await.unwrap().chains[0].lines[0].level;
    assert_eq!(level().await, Some(VaultLevel::Within), "until somebody says how much");
    for (key, value, wanted) in [("vault_min", "1001", VaultLevel::Low), ("vault_max", "999", VaultLevel::High)] {
        let (key, value, reason) = (key.to_owned(), value.to_owned(), "So much can be lost.".to_owned());
        let form = SettingForm { key, value, seen: "0".to_owned(), reason };
        change_setting(desk, room.admin.id, &form).await.unwrap();
        desk.advance(Minutes(24 * 60));
        assert_eq!(level().await, Some(wanted));
    }
}
