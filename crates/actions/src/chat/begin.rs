//! Conversations that somebody asks for. Those about an offer begin with the offer itself; what was offered before there
//! were conversations gets one here.

use crate::{ActionError, Desk};
use domain::{
    ChatId, PurchaseRequestId, UserId,
    chat::{Chat, ChatError},
    market::PurchaseRequest,
};
use store::Commit;

/// The conversation of a request's buyer with one of its sellers. Asked for again, it is the same one.
///
/// # Errors
/// 404 for who may not see the request; 403 for a stranger, and when this seller never offered anything here.
pub async fn start_direct(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    seller: UserId,
) -> Result<ChatId, ActionError> {
    let id = Chat::direct_id(request, seller);
    let about: PurchaseRequest = desk.store.get(request).await?;
    if !about.is_visible_to(Some(who)) {
        return Err(ActionError::NotFound(request.to_string()));
    }
    if who != about.buyer_id && who != seller {
        return Err(ChatError::NotAMember.into());
    }
    let has_offered = about.seller_id == Some(seller) || !desk.store.offers_by_on(seller, request).await?.is_empty();
    if !has_offered {
        return Err(ChatError::NothingToTalkAbout.into());
    }
    if desk.store.find::<Chat>(id).await?.is_none() {
        desk.commit(Commit::new().ensure_chat(&Chat::direct(&about, seller, desk.now()))).await?;
    }
    Ok(id)
}

/// A person's conversation with the house. Asked for again, it is the same one.
///
/// # Errors
/// Only the database's.
pub async fn start_support(desk: &Desk, who: UserId) -> Result<ChatId, ActionError> {
    let id = Chat::support_id(who);
    if desk.store.find::<Chat>(id).await?.is_none() {
        desk.commit(Commit::new().ensure_chat(&Chat::support(who, desk.now()))).await?;
    }
    Ok(id)
}
