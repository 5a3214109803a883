//! The house's hardware signers: registered by whoever holds the device, proved by a signature over a challenge of ours,
//! revoked by anybody who may keep the money. No private key ever comes here: one that is pasted is refused and not kept.

use super::{
    fresh_nonce,
    instruct::HOLDERS,
    signers_told::{tell_of, tell_of_proof},
};
use crate::{
    ActionError, Desk, FormKey, Keyed,
    admin::must_be,
    again::{again, once},
    identity::{Act, ActAnswer, proven_act},
    settings::announce_for_signer,
};
use domain::{
    TrezorAccountId, UserId,
    custody::{SignerError, TrezorAccount, check_label},
    event::{Actor, EventRow, Subject, one_line},
    identity::check_reason,
    letters::SignerNews,
};
use payments::{AccountKey, AccountKeyError, check_instruction};
use std::collections::BTreeMap;
use store::{Commit, SIGNER_HELD_INDEX, StoreError};

impl From<SignerError> for ActionError {
    fn from(error: SignerError) -> Self {
        let (status, code) = (error.status(), error.code());
        match error {
            SignerError::Move(refused) => Self::IllegalMove(refused),
            SignerError::NotYours
            | SignerError::Known
            | SignerError::TooLate
            | SignerError::OtherSignature
            | SignerError::DoesNotCount => Self::Refused { status, code, detail: None },
        }
    }
}

/// All signers, and what their holders are called.
#[derive(Clone, Debug)]
pub struct Signers {
    /// Newest first.
    pub rows: Vec<TrezorAccount>,
    /// Holders by name.
    pub names: BTreeMap<UserId, String>,
}

/// Every signer there ever was.
///
/// # Errors
/// 403 for anybody but admins and treasurers.
pub async fn signers(desk: &Desk, who: UserId) -> Result<Signers, ActionError> {
    must_be(desk, who, &HOLDERS).await?;
    let rows = desk.store.signers().await?;
    let people =
        rows.iter().flat_map(|it| [Some(it.user_id), it.revoked.as_ref().map(|end| end.by)]).flatten().collect();
    Ok(Signers { names: desk.store.names_of(&people).await?, rows })
}

/// One of them.
///
/// # Errors
/// 403 for anybody but admins and treasurers; 404.
pub async fn signer(desk: &Desk, who: UserId, id: TrezorAccountId) -> Result<TrezorAccount, ActionError> {
    must_be(desk, who, &HOLDERS).await?;
    Ok(desk.store.get(id).await?)
}

/// Asks for a signer: its account's public key, and what it shall be called. Sent twice, it is asked once.
///
/// # Errors
/// Codes at `label` and `xpub`; 403 without the role; 409 `signer-known` while the key is held.
pub async fn begin_signer(
    desk: &Desk,
    who: UserId,
    (label, xpub): (&str, &str),
    key: &FormKey,
) -> Result<TrezorAccountId, ActionError> {
    let keyed = Keyed::new(who, "begin_signer", key);
    once(desk, &keyed, || begin_now(desk, who, (label, xpub), &keyed)).await
}

async fn begin_now(
    desk: &Desk,
    who: UserId,
    (label, xpub): (&str, &str),
    keyed: &Keyed,
) -> Result<TrezorAccountId, ActionError> {
    let holder = must_be(desk, who, &HOLDERS).await?;
    let public = AccountKey::parse(xpub).and_then(|key| key.signer(xpub));
    let public = public.map_err(|error| ActionError::field("xpub", code_of(error)))?;
    let label = check_label(label)?;
    let now = desk.now();
    let mut commit = Commit::new();
    match desk.store.signer_at(&public.address).await? {
        // What nobody signed in time stands in nobody's way.
        Some(old) if old.is_forgotten(now) => {
            let gone = old.revoked(who, "not signed in time", now)?;
            commit = commit.save(&gone).record(&row(desk, who, &old, "revoke_signer", &gone));
        }
        Some(_) => return Err(SignerError::Known.into()),
        None => {}
    }
    let asked = TrezorAccount::asked((desk.new_id(), who), label, public, fresh_nonce(), now);
    let born = desk.event(Subject::Signer(asked.id), Actor::User(who), "begin_signer", None, asked.status);
    let commit = commit.insert(&asked).save(&holder).record(&born).once(&keyed.answer(desk, &asked.id.to_string()));
    match desk.commit(commit).await {
        Err(ActionError::Store(StoreError::Duplicate { index })) if index == SIGNER_HELD_INDEX => {
            Err(SignerError::Known.into())
        }
        done => done.map(|()| asked.id),
    }
}

/// What a passkey says yes to when a signer is proved.
pub fn proving_signer(id: TrezorAccountId, signature: &str) -> Act {
    Act::new("prove_signer", [("which", id.to_string().as_str()), ("signature", &normal(signature))])
}

/// The holder shows the signature under the challenge, and a passkey's yes to it. Done twice, it is done once.
///
/// # Errors
/// A code at `signature`; 403 for anybody else and without the passkey; 401 when its answer is not believed; 409 when it is
/// too late or revoked.
pub async fn prove_signer(
    desk: &Desk,
    who: UserId,
    (id, signature): (TrezorAccountId, &str),
    yes: &ActAnswer,
) -> Result<(), ActionError> {
    again(|| async {
        let holder = must_be(desk, who, &HOLDERS).await?;
        let asked: TrezorAccount = desk.store.get(id).await?;
        let signature = normal(signature);
        if asked.user_id == who && asked.proof.as_ref().is_some_and(|proof| proof.signature == signature) {
            return Ok(());
        }
        let had_others = desk.store.had_signer().await?;
        check_instruction(&asked.challenge(), &signature, &asked.address)
            .map_err(|_| ActionError::field("signature", SignerError::OtherSignature.code()))?;
        let yes = proven_act(desk, who, &proving_signer(id, &signature), yes).await?;
        let active = asked.proved(who, (&signature, yes.signed.clone()), had_others, desk.now())?;
        let commit = yes.in_commit(Commit::new().save(&active).save(&holder));
        let commit = tell_of_proof(commit, desk, &active).await?;
        let commit = announce_for_signer(commit, desk, who).await?;
        desk.commit(commit.record(&row(desk, who, &asked, "prove_signer", &active))).await
    })
    .await
}

/// Ends a signer, with a reason: nothing it signs counts from now on.
///
/// # Errors
/// A code at `reason`; 403 without the role; 409 when it has ended.
pub async fn revoke_signer(desk: &Desk, who: UserId, id: TrezorAccountId, reason: &str) -> Result<(), ActionError> {
    let reason = one_line(&check_reason(reason)?, 500);
    again(|| async {
        let keeper = must_be(desk, who, &HOLDERS).await?;
        let before: TrezorAccount = desk.store.get(id).await?;
        let after = before.revoked(who, &reason, desk.now())?;
        let row = EventRow { why: Some(reason.clone()), ..row(desk, who, &before, "revoke_signer", &after) };
        let commit = Commit::new().save(&after).save(&keeper).record(&row);
        // What nobody proved never counted.
        let commit = match before.proof {
            Some(_) => tell_of(commit, desk, (who, &after), SignerNews::Revoked { why: reason.clone() }).await?,
            None => commit,
        };
        desk.commit(commit).await
    })
    .await
}

/// True when what is written of a signer proves that its holder had it.
pub(crate) fn is_proved(signer: &TrezorAccount) -> bool {
    let Some(proof) = &signer.proof else { return false };
    proof.text == signer.challenge() && check_instruction(&proof.text, &proof.signature, &signer.address).is_ok()
}

fn row(desk: &Desk, who: UserId, before: &TrezorAccount, deed: &str, after: &TrezorAccount) -> EventRow {
    desk.event(Subject::Signer(before.id), Actor::User(who), deed, Some(before.status.to_string()), after.status)
}

/// Devices write it with or without `0x`, in either case.
pub(super) fn normal(signature: &str) -> String {
    let text: String = signature.split_whitespace().collect::<String>().to_ascii_lowercase();
    if text.starts_with("0x") { text } else { format!("0x{text}") }
}

const fn code_of(error: AccountKeyError) -> &'static str {
    match error {
        AccountKeyError::PrivateKey => "signer-private-key",
        AccountKeyError::NotAPublicKey | AccountKeyError::NoSuchKey(_) => "signer-not-a-key",
        AccountKeyError::NotAnAccount(_) | AccountKeyError::IndexTooLarge(_) => "signer-not-an-account",
    }
}
