//! Who proves a signer, until when, and from when on it counts.

use super::*;
use crate::PasskeyId;

const HOLDER: UserId = UserId::from_bytes([1; 16]);
const OTHER: UserId = UserId::from_bytes([2; 16]);
const NOW: Timestamp = Timestamp::from_millis(1_000_000);

fn act() -> SignedAct {
    SignedAct {
        text: "deed: prove_signer".to_owned(),
        passkey_id: PasskeyId::from_bytes([4; 16]),
        authenticator_data: String::new(),
        client_data: String::new(),
        signature: String::new(),
        at: NOW,
    }
}

fn asked() -> TrezorAccount {
    let key = SignerKey {
        xpub: "xpub6CNF".to_owned(),
        fingerprint: "5c9e228d".to_owned(),
        path: "m/44'/60'/0'".to_owned(),
        address: ChainAddress("0x73d0385F4d8E00C5e6504C6030F47BF6212736A8".to_owned()),
    };
    let id = (TrezorAccountId::from_bytes([3; 16]), HOLDER);
    TrezorAccount::asked(id, "Vault room".to_owned(), key, "9f31c2".to_owned(), NOW)
}

#[test]
fn the_challenge_names_account_address_holder_and_until_when() {
    let text = asked().challenge();
    for fact in ["m/44'/60'/0'", "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8", &HOLDER.to_string(), "9f31c2"] {
        assert!(text.contains(fact), "{fact} is not in {text}");
    }
    let later = TrezorAccount { prove_by: NOW, ..asked() };
    assert_ne!(later.challenge(), text, "until when is a part of it");
}

#[test]
fn only_who_asked_proves_it_and_only_in_time() {
    let asked = asked();
    assert_eq!(asked.proved(OTHER, ("0x", act()), false, NOW), Err(SignerError::NotYours));
    assert_eq!(asked.proved(HOLDER, ("0x", act()), false, NOW + TIME_TO_PROVE), Err(SignerError::TooLate));
    assert!(asked.is_forgotten(NOW + TIME_TO_PROVE) && !asked.is_forgotten(NOW));
    let active = asked.proved(HOLDER, ("0xab", act()), false, NOW).unwrap();
    assert_eq!(active.proof.as_ref().map(|proof| proof.text.as_str()), Some(asked.challenge().as_str()));
    assert!(!active.is_forgotten(NOW + TIME_TO_PROVE), "what was proved is not forgotten");
    assert!(matches!(active.proved(HOLDER, ("0xab", act()), false, NOW), Err(SignerError::Move(_))));
}

#[test]
fn the_first_signer_counts_at_once_and_every_other_after_a_day() {
    let first = asked().proved(HOLDER, ("0x", act()), false, NOW).unwrap();
    assert!(first.counts(NOW));
    let second = asked().proved(HOLDER, ("0x", act()), true, NOW).unwrap();
    assert!(!second.counts(NOW) && !second.counts(NOW + Minutes(24 * 60 - 1)));
    assert!(second.counts(NOW + Minutes(24 * 60)));
}

#[test]
fn a_revoked_signer_counts_no_more_and_its_key_is_free() {
    let active = asked().proved(HOLDER, ("0x", act()), false, NOW).unwrap();
    let revoked = active.revoked(OTHER, "lost on a train", NOW).unwrap();
    assert!(!revoked.counts(NOW));
    assert_eq!(revoked.held_key, None);
    assert_eq!(revoked.revoked.as_ref().map(|end| end.by), Some(OTHER));
    assert!(matches!(revoked.revoked(OTHER, "again", NOW), Err(SignerError::Move(_))));
    assert!(!asked().counts(NOW), "what is only asked for counts nothing");
}
