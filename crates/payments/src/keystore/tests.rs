//! What a keystore keeps, gives out, and never says.

use super::{
    file::{open, seal},
    *,
};
use domain::Timestamp;

use crate::{Signer, demo::DEMO_ACCOUNT_XPUB, demo::demo_keystore};

const PASSWORD: &str = "seven yaks on a bridge";
/// As little work as Argon2 allows.
const CHEAP: (u32, u32, u32) = (8, 1, 1);

#[test]
fn a_keystore_opens_with_its_password_and_with_no_other() {
    let made = Keystore::generate().unwrap();
    let text = seal(&made, PASSWORD, CHEAP).unwrap();
    let opened = open(&text, PASSWORD).unwrap();
    assert_eq!((opened.xpub().unwrap(), opened.vault().address()), (made.xpub().unwrap(), made.vault().address()));
    for wrong in ["", "seven yaks on a bridge ", "Seven yaks on a bridge"] {
        assert!(matches!(open(&text, wrong), Err(KeystoreError::WrongPassword)));
    }
    assert!(matches!(seal(&made, "eleven char", CHEAP), Err(KeystoreError::ShortPassword(12))));
}

#[test]
fn another_account_under_the_same_lock_does_not_open() {
    let (mine, other) = (Keystore::generate().unwrap(), Keystore::generate().unwrap());
    let text = seal(&mine, PASSWORD, CHEAP).unwrap();
    for (right, wrong) in
        [(mine.xpub().unwrap(), other.xpub().unwrap()), (mine.vault().address().0, other.vault().address().0)]
    {
        let changed = text.replace(&right, &wrong);
        assert!(changed != text && matches!(open(&changed, PASSWORD), Err(KeystoreError::WrongPassword)));
    }
    assert!(matches!(open("{}", PASSWORD), Err(KeystoreError::NotAKeystore)));
    let huge = text.replace("\"memory_kib\": 8", "\"memory_kib\": 4000000000");
    assert!(huge != text && matches!(open(&huge, PASSWORD), Err(KeystoreError::NotAKeystore)));
}

#[test]
fn after_a_change_of_the_vaults_key_the_word_of_the_one_before_counts_and_nobody_writes_another_into_the_file() {
    let (first, at) = (Keystore::generate().unwrap(), Timestamp::from_millis);
    let second = first.rotated(None).unwrap();
    let third = second.rotated(Some(at(1_000))).unwrap();
    let text = seal(&third, PASSWORD, CHEAP).unwrap();
    let opened = open(&text, PASSWORD).unwrap();
    assert_eq!((opened.xpub().unwrap(), opened.vault().address()), (first.xpub().unwrap(), third.vault().address()));
    for (keys, moment, counts) in [
        (&third, 1_000, true),
        (&second, 999, true),
        (&second, 1_000, false),
        (&first, 1_000, true),
        (&Keystore::generate().unwrap(), 0, false),
    ] {
        assert_eq!(opened.spoke_for_vault(&keys.vault().address(), at(moment)), counts, "at {moment}");
    }
    let thief = Keystore::generate().unwrap().vault().address().0;
    let replaced = [(first.vault().address().0, thief), ("1000".to_owned(), "9000".to_owned())];
    for (old, new) in replaced {
        let changed = text.replace(&old, &new);
        assert!(changed != text && matches!(open(&changed, PASSWORD), Err(KeystoreError::WrongPassword)));
    }
}

#[test]
fn a_vault_alone_opens_signs_for_no_receiving_address_and_nobody_writes_an_account_beside_it() {
    let whole = Keystore::generate().unwrap().rotated(None).unwrap();
    for alone in [whole.without_account(), Keystore::generate_vault().unwrap()] {
        let text = seal(&alone, PASSWORD, CHEAP).unwrap();
        let opened = open(&text, PASSWORD).unwrap();
        assert_eq!((opened.xpub(), opened.vault().address()), (None, alone.vault().address()));
        assert_eq!(opened.former(), alone.former());
        assert!(opened.account().is_none() && opened.deposit(0).is_err());
        let changed = text.replacen("\"vault\"", &format!("\"xpub\": \"{}\", \"vault\"", whole.xpub().unwrap()), 1);
        assert!(changed != text && matches!(open(&changed, PASSWORD), Err(KeystoreError::WrongPassword)));
    }
    assert_eq!(whole.without_account().vault().address(), whole.vault().address());
    assert!(whole.without_account().spoke_for_vault(&whole.former()[0].vault, Timestamp::from_millis(0)));
}

#[test]
fn each_receiving_address_has_its_key() {
    let store = demo_keystore();
    assert_eq!(store.xpub().unwrap(), DEMO_ACCOUNT_XPUB);
    for index in [0, 1, 7, 1_000_000] {
        let (address, _) = store.account().unwrap().address(index).unwrap();
        assert_eq!(store.deposit(index).unwrap().address(), address);
    }
    assert!(store.deposit(1_000_001).is_err());
}

#[test]
fn what_is_imported_is_the_same_and_what_is_no_key_is_refused() {
    let store = demo_keystore();
    let (account, vault) = secrets_of(&store);
    let again = Keystore::import(&account, &vault).unwrap();
    assert_eq!((again.xpub().unwrap(), again.vault().address()), (store.xpub().unwrap(), store.vault().address()));
    assert!(matches!(Keystore::import(&store.xpub().unwrap(), &vault), Err(KeystoreError::BadAccount)));
    assert!(matches!(Keystore::import(&account, "00"), Err(KeystoreError::BadVault)));
    assert!(matches!(Keystore::import(&account, &"0".repeat(64)), Err(KeystoreError::BadVault)));
}

#[test]
fn a_keystore_and_its_signers_say_no_key() {
    let store = demo_keystore();
    let (account, vault) = secrets_of(&store);
    let text = seal(&store, PASSWORD, CHEAP).unwrap();
    let said = format!("{store:?} {:?} {:?} {text}", store.vault(), store.deposit(3).unwrap());
    let deposit = hex::encode(store.deposits.as_ref().unwrap().receiving.private_key().to_bytes());
    for secret in [account.as_str(), vault.as_str(), deposit.as_str(), PASSWORD] {
        assert!(!said.contains(secret));
    }
}

#[test]
fn a_file_is_for_its_user_alone_and_never_written_over() {
    use std::os::unix::fs::PermissionsExt;
    let path = std::env::temp_dir().join(format!("keystore-{}", hex::encode(rand::random::<[u8; 8]>())));
    let store = demo_keystore();
    write_keystore(&path, &store, PASSWORD).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(matches!(write_keystore(&path, &store, PASSWORD), Err(KeystoreError::Exists)));
    assert_eq!(read_keystore(&path, PASSWORD).unwrap().xpub(), store.xpub());
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert!(matches!(read_keystore(&path, PASSWORD), Err(KeystoreError::OpenToOthers)));
    std::fs::remove_file(path).unwrap();
}

fn secrets_of(store: &Keystore) -> (Zeroizing<String>, Zeroizing<String>) {
    let (account, vault) = store.secrets();
    (account.unwrap(), vault)
}
