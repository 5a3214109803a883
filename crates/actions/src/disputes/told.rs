//! Who is told what about a dispute, by letter: in the commit of what the letter is about. Whoever did it knows already.

use crate::{ActionError, Desk, letters};
use domain::{
    disputes::{Dispute, DisputeNews, DisputeTold},
    event::Actor,
    identity::User,
    letters::LetterKind,
};
use store::Commit;

/// What happened, and who did it.
pub(super) struct Told<'a> {
    pub(super) dispute: &'a Dispute,
    /// The order's.
    pub(super) number: u64,
    pub(super) news: DisputeNews,
    pub(super) actor: Actor,
}

/// A letter to each side that did not do it and whose e-mail is proved.
pub(super) async fn told(desk: &Desk, mut commit: Commit, told: &Told<'_>) -> Result<Commit, ActionError> {
    let Told { dispute, number, news, actor } = *told;
    for side in [dispute.buyer_id, dispute.seller_id] {
        if actor == Actor::User(side) {
            continue;
        }
        let reader = desk.store.find::<User>(side).await?.filter(|user| user.email_verified_at.is_some());
        let told = DisputeTold { dispute: dispute.id, number, news, respond_by: dispute.respond_by };
        commit = match reader {
            Some(reader) => letters::add(commit, desk, &reader, LetterKind::Dispute(told)),
            None => commit,
        };
    }
    Ok(commit)
}
