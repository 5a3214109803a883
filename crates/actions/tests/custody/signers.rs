//! Hardware signers: who may register one, what proves it, what a passkey's yes is worth, and how it ends.

use crate::{
    signers_room::{Room, yes_to},
    town::code_of,
};
use actions::{
    custody::{revoke_signer, signers},
    identity::{self, ActAnswer},
    ledger::{audit, seal},
};
use domain::{
    Minutes,
    custody::{SignerStatus, TrezorAccount},
    identity::Role,
};
use payments::Signer;
use store::Commit;

const NOTHING: ActAnswer = ActAnswer { ceremony: None, answer: String::new() };
/// The account's private key of a published test vector.
const XPRV: &str =
    "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi";

#[tokio::test]
async fn a_signer_is_registered_by_who_holds_it_and_a_passkeys_yes_is_kept_with_it() {
    let room = Room::new().await;
    let mut keeper = room.keeper(Role::Treasurer, 1).await;
    let id = room.registered(&mut keeper).await;
    let signer = room.signer(id).await;
    assert_eq!(signer.status, SignerStatus::Active);
    assert_eq!((signer.user_id, signer.path.as_str()), (keeper.id, "m/44'/60'/1'"));
    assert_eq!(signer.address, room.device.deposit(0).unwrap().address());
    assert!(signer.counts(room.desk.now()), "the first one counts at once");
    let proof = signer.proof.clone().unwrap();
    assert!(proof.act.text.contains(&id.to_string()) && proof.act.text.contains(&proof.signature));
    // Shown again, nothing happens again.
    room.prove(&keeper, (id, &proof.signature), &NOTHING).await.unwrap();
    assert_eq!(room.signer(id).await, signer);
    seal(&room.desk).await.unwrap();
    let report = audit(&room.desk).await.unwrap();
    assert!(report.is_clean(), "{report}");
}

#[tokio::test]
async fn a_private_key_is_refused_by_name_and_stands_nowhere() {
    let room = Room::new().await;
    let keeper = room.keeper(Role::Admin, 1).await;
    let words = "test test test test test test test test test test test junk";
    let hex = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    for secret in [XPRV, words, hex, &format!("0x{hex}"), &format!("  {XPRV}\n")] {
        assert_eq!(code_of(room.begin(&keeper, secret).await), "xpub:signer-private-key");
    }
    for other in ["", "xpub", "hello", &room.device.xpub().unwrap().replace("xpub6", "xpub7")] {
        assert_eq!(code_of(room.begin(&keeper, other).await), "xpub:signer-not-a-key");
    }
    assert!(signers(&room.desk, keeper.id).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn nobody_else_registers_looks_or_revokes() {
    let room = Room::new().await;
    let mut keeper = room.keeper(Role::Admin, 1).await;
    let resolver = room.keeper(Role::Resolver, 2).await;
    assert_eq!(code_of(room.begin(&resolver, &room.device.xpub().unwrap()).await), "forbidden");
    let id = room.registered(&mut keeper).await;
    assert_eq!(code_of(signers(&room.desk, resolver.id).await), "forbidden");
    assert_eq!(code_of(revoke_signer(&room.desk, resolver.id, id, "not liked").await), "forbidden");
    assert_eq!(room.signer(id).await.status, SignerStatus::Active);
}

#[tokio::test]
async fn a_signature_of_another_key_or_under_other_words_proves_nothing() {
    let room = Room::new().await;
    let mut keeper = room.keeper(Role::Admin, 1).await;
    let id = room.begin(&keeper, &room.device.xpub().unwrap()).await.unwrap();
    let challenge = room.signer(id).await.challenge();
    let other_index = room.device.deposit(1).unwrap().agree(&challenge).await.unwrap().text();
    let other_words = room.device.deposit(0).unwrap().agree(&challenge.replace("until", "til")).await.unwrap().text();
    for wrong in [other_index.as_str(), &other_words, "0x", "nonsense"] {
        let yes = yes_to(&room.desk, &mut keeper, (id, wrong)).await;
        assert_eq!(code_of(room.prove(&keeper, (id, wrong), &yes).await), "signature:signer-other-signature");
    }
    assert_eq!(room.signer(id).await.status, SignerStatus::Asked);
}

#[tokio::test]
async fn without_the_passkeys_yes_to_this_very_signature_nothing_is_proved() {
    let room = Room::new().await;
    let mut keeper = room.keeper(Role::Admin, 1).await;
    let mut other = room.keeper(Role::Admin, 2).await;
    let id = room.begin(&keeper, &room.device.xpub().unwrap()).await.unwrap();
    let signature = room.signature(id).await;
    let to_prove = (id, signature.as_str());
    assert_eq!(code_of(room.prove(&keeper, to_prove, &NOTHING).await), "act-proof-first");
    // A yes to another signature, to a step-up, of another person.
    let yes = yes_to(&room.desk, &mut keeper, (id, "0xab")).await;
    assert_eq!(code_of(room.prove(&keeper, to_prove, &yes).await), "passkey-refused");
    let (options, ceremony) = identity::start_step_up(&room.desk, keeper.id).await.unwrap();
    let fresh = ActAnswer { ceremony: Some(ceremony), answer: keeper.passkey.get(&options) };
    assert_eq!(code_of(room.prove(&keeper, to_prove, &fresh).await), "passkey-refused");
    let theirs = yes_to(&room.desk, &mut other, to_prove).await;
    assert_eq!(code_of(room.prove(&keeper, to_prove, &theirs).await), "passkey-refused");
    // The right question, answered by another question's answer.
    let right = yes_to(&room.desk, &mut keeper, to_prove).await;
    let mixed = ActAnswer { answer: yes.answer, ..right };
    assert_eq!(code_of(room.prove(&keeper, to_prove, &mixed).await), "passkey-refused");
    assert_eq!(room.signer(id).await.status, SignerStatus::Asked);
    room.desk.advance(Minutes(5));
    let late = yes_to(&room.desk, &mut keeper, to_prove).await;
    room.desk.advance(Minutes(5));
    assert_eq!(code_of(room.prove(&keeper, to_prove, &late).await), "passkey-too-late");
}

#[tokio::test]
async fn a_yes_is_worth_one_act() {
    let room = Room::new().await;
    let mut keeper = room.keeper(Role::Admin, 1).await;
    let id = room.begin(&keeper, &room.device.xpub().unwrap()).await.unwrap();
    let signature = room.signature(id).await;
    let yes = yes_to(&room.desk, &mut keeper, (id, &signature)).await;
    let (one, two) =
        tokio::join!(room.prove(&keeper, (id, &signature), &yes), room.prove(&keeper, (id, &signature), &yes));
    assert!(one.is_ok() && two.is_ok(), "the second look finds it done: {one:?} {two:?}");
    seal(&room.desk).await.unwrap();
    let report = audit(&room.desk).await.unwrap();
    assert!(report.is_clean(), "its history would have a move too many: {report}");
}

#[tokio::test]
async fn a_key_is_held_once_until_it_is_forgotten_or_revoked() {
    let room = Room::new().await;
    let mut keeper = room.keeper(Role::Admin, 1).await;
    let other = room.keeper(Role::Treasurer, 2).await;
    let id = room.begin(&keeper, &room.device.xpub().unwrap()).await.unwrap();
    assert_eq!(room.begin(&keeper, &room.device.xpub().unwrap()).await.unwrap(), id, "the same form is asked once");
    assert_eq!(code_of(room.begin(&other, &room.device.xpub().unwrap()).await), "signer-known");
    room.desk.advance(Minutes(15));
    let signature = room.signature(id).await;
    let yes = yes_to(&room.desk, &mut keeper, (id, &signature)).await;
    assert_eq!(code_of(room.prove(&keeper, (id, &signature), &yes).await), "signer-too-late");
    let second = room.begin(&other, &room.device.xpub().unwrap()).await.unwrap();
    assert_eq!(room.signer(id).await.status, SignerStatus::Revoked, "nobody signed it in time");
    assert_eq!(code_of(revoke_signer(&room.desk, keeper.id, second, "").await), "reason:required");
    revoke_signer(&room.desk, keeper.id, second, "lost on a train").await.unwrap();
    let twice = revoke_signer(&room.desk, keeper.id, second, "lost on a train").await;
    assert_eq!(code_of(twice), "illegal-move revoked");
    let third = room.registered(&mut keeper).await;
    assert!(room.signer(third).await.counts(room.desk.now()));
}

#[tokio::test]
async fn a_signer_that_was_slipped_in_is_found_by_the_audit() {
    let room = Room::new().await;
    let mut keeper = room.keeper(Role::Admin, 1).await;
    let id = room.registered(&mut keeper).await;
    let signer = room.signer(id).await;
    let slipped = TrezorAccount { address: room.device.deposit(7).unwrap().address(), ..signer };
    room.desk.commit(Commit::new().save(&slipped)).await.unwrap();
    let report = audit(&room.desk).await.unwrap();
    assert!(report.breaches().any(|breach| breach.check == "signers"), "{report}");
}
