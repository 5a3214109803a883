//! What of signers is told to everybody who keeps the money: nobody registers, revokes or chooses a device unseen, and whoever did it is
//! told too, because it may have been somebody else in their name.

use crate::{ActionError, Desk, again::again, letters, settings::tell_keepers, tasks::Ran};
use domain::{
    TrezorAccountId, UserId,
    custody::TrezorAccount,
    identity::KEEP_BOOKS,
    letters::{LetterKind, SignerNews, SignerTold},
    tasks::{Deed, ScheduledTask},
};
use store::Commit;

/// Everybody is told, in the commit of what happened.
pub(super) async fn tell_of(
    commit: Commit,
    desk: &Desk,
    (who, signer): (UserId, &TrezorAccount),
    news: SignerNews,
) -> Result<Commit, ActionError> {
    let told = told_of(desk, who, signer, news).await?;
    tell_keepers(commit, desk, &told).await
}

/// Of a signer that was proved, and once more when its day of waiting is over.
pub(super) async fn tell_of_proof(commit: Commit, desk: &Desk, signer: &TrezorAccount) -> Result<Commit, ActionError> {
    let now = desk.now();
    let counts_from = signer.counts_from.unwrap_or(now);
    let later = Deed::TellSignerCounts(signer.id);
    let later = (now < counts_from).then(|| ScheduledTask::at(desk.new_id(), later, counts_from, now));
    let commit = later.iter().fold(commit, Commit::task);
    tell_of(commit, desk, (signer.user_id, signer), SignerNews::Proved { counts_from }).await
}

/// The day is over: everybody is told once that it counts from now on; nobody of what was revoked meanwhile.
///
/// # Errors
/// Only the database's.
pub async fn tell_signer_counts(desk: &Desk, id: TrezorAccountId) -> Result<Ran, ActionError> {
    again(|| async {
        let signer: TrezorAccount = desk.store.get(id).await?;
        if !signer.counts(desk.now()) {
            return Ok(Ran::Done);
        }
        let told = told_of(desk, signer.user_id, &signer, SignerNews::Counts).await?;
        let key = format!("signer_counts:{id}");
        // What is told is true in the commit that tells it.
        let mut commit = Commit::new().save(&signer);
        for keeper in desk.store.people_of_the_house(&KEEP_BOOKS).await? {
            commit = letters::add_once(commit, desk, &keeper, told.clone(), &key).await?;
        }
        desk.commit(commit).await?;
        Ok(Ran::Done)
    })
    .await
}

async fn told_of(
    desk: &Desk,
    who: UserId,
    signer: &TrezorAccount,
    news: SignerNews,
) -> Result<LetterKind, ActionError> {
    let names = desk.store.names_of(&[who, signer.user_id].into()).await?;
    let called = |id: UserId| names.get(&id).cloned().unwrap_or_else(|| id.to_string());
    Ok(LetterKind::Signer(SignerTold::of(signer, news, (called(signer.user_id), called(who)))))
}
