//! Who of the house takes part in the conversation of a dispute, and what only they read there.

use crate::{ActionError, Desk};
use domain::{
    UserId,
    chat::{Asker, Chat, Message},
    disputes::Dispute,
    identity::{Role, User},
};
use store::Commit;

/// Somebody of the house joins the conversation of a dispute: a part of the commit by which they take it on. What was
/// argued about before there were conversations gets one here.
pub fn join(desk: &Desk, commit: Commit, dispute: &Dispute, who: UserId) -> Commit {
    let chat = Chat::group(dispute, desk.now());
    commit.ensure_chat(&chat).join_chat(chat.id, who, desk.now())
}

/// Whoever let a dispute go takes part no more. Its two sides stay.
pub fn leave(desk: &Desk, commit: Commit, dispute: &Dispute, who: UserId) -> Commit {
    if dispute.is_party(who) {
        return commit;
    }
    let chat = Chat::group(dispute, desk.now());
    commit.ensure_chat(&chat).leave_chat(chat.id, who)
}

/// Whether this person decides a dispute about what is talked about here: they take part in its conversation and are no
/// side of it. They alone read what was changed and deleted.
///
/// # Errors
/// Only the database's.
pub async fn reads_all(desk: &Desk, who: UserId, chat: &Chat) -> Result<bool, ActionError> {
    let Some(request) = chat.request_id.filter(|_| chat.is_order || chat.dispute_id.is_some()) else {
        return Ok(false);
    };
    for dispute in desk.store.disputes_of(request).await? {
        let group = desk.store.find::<Chat>(Chat::group_id(dispute.id)).await?;
        if !dispute.is_party(who) && group.is_some_and(|group| group.has(who)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Who sees the files of a message: those who take part, until it is deleted; and who decides a dispute about it.
pub(crate) async fn shows_files_to(
    desk: &Desk,
    message: &Message,
    chat: &Chat,
    who: &User,
) -> Result<bool, ActionError> {
    let asker = Asker { id: who.id, helps: who.is(Role::Support) || who.is(Role::Admin) };
    let is_shown = message.deleted_at.is_none() && chat.only_members(asker).is_ok();
    Ok(is_shown || reads_all(desk, who.id, chat).await?)
}
