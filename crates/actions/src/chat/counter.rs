//! A price and a time that one side says, and what the other says to it. What is accepted becomes the seller's offer in the
//! same commit; the buyer then accepts the offer at the price that stands there.

use super::{
    block::only_open,
    changed, news, of_member,
    send::{said_before, talking},
};
use crate::{ActionError, Desk, again::again, prices::must_be_priced};
use domain::{
    ChatId, MessageId,
    chat::{Asker, Chat, ChatError, CounterOffer, Message, MessageForm},
    event::{Actor, EventRow, Subject},
    market::{CounterForm, SellerOffer},
};
use store::{Commit, SaidNumber};

/// Says it, once per name that the author's browser gave it; what was said before and still waits is replaced.
///
/// # Errors
/// A code per field; 404 and 403 as for a message; 409 when the seller has no open offer here.
pub async fn make_counter_offer(
    desk: &Desk,
    who: Asker,
    chat: ChatId,
    form: &CounterForm,
    client_id: &str,
) -> Result<Message, ActionError> {
    let said = again(|| counter_now(desk, who, chat, form, client_id)).await?;
    news(desk, chat);
    Ok(said)
}

async fn counter_now(
    desk: &Desk,
    who: Asker,
    chat: ChatId,
    form: &CounterForm,
    client_id: &str,
) -> Result<Message, ActionError> {
    let chat = of_member(desk, who, chat).await?;
    let offer = open_offer(desk, &chat).await?;
    let counter = CounterOffer::read(form, offer.id, offer.price.currency)?;
    must_be_priced(desk, counter.price)?;
    let now = desk.now();
    let form = MessageForm::unspoken(client_id.to_owned());
    if let Some(first) = said_before(desk, who, &chat, &form).await? {
        let same = first
            .counter
            .is_some_and(|said| (said.price, said.delivery_time) == (counter.price, counter.delivery_time));
        return if same { Ok(first) } else { Err(ActionError::conflict("key-used-otherwise")) };
    }
    let message = Message::said(desk.new_id(), chat.id, who.id, form, now).with_counter(counter);
    only_open(desk, who, &chat).await?;
    let mut commit = talking(desk, who, &chat, Commit::new()).await?;
    let replaced = desk.store.open_counter_in(chat.id).await?;
    if let Some(before) = &replaced {
        commit = commit.save(&before.counter_replaced(now)?);
    }
    let number = SaidNumber::default();
    desk.commit(commit.say(&chat, &message, &number)).await?;
    replaced.iter().for_each(|before| changed(desk, before));
    Ok(Message { seq: number.given(), ..message })
}

/// The offer that people talk about: the seller's open one.
async fn open_offer(desk: &Desk, chat: &Chat) -> Result<SellerOffer, ActionError> {
    let (Some(request), Some(seller)) = (chat.request_id, chat.seller_id) else {
        return Err(ChatError::NothingToTalkAbout.into());
    };
    let live = desk.store.live_offer(request, seller).await?;
    live.filter(|offer| !offer.is_past(desk.now())).ok_or_else(|| ChatError::NoOpenOffer.into())
}

/// The other side agrees: the offer says so from now on. Or not: then nothing changes.
///
/// # Errors
/// 403 for a stranger; 409 for one's own, for one that waits no more, and when the offer has moved on.
pub async fn answer_counter_offer(
    desk: &Desk,
    who: Asker,
    message: MessageId,
    accepts: bool,
) -> Result<ChatId, ActionError> {
    again(|| async {
        let before: Message = desk.store.get(message).await?;
        of_member(desk, who, before.chat_id).await?;
        let Some((after, counter)) = before.counter_decided(who.id, accepts, desk.now())? else {
            return Ok(before.chat_id);
        };
        let mut commit = Commit::new().save(&after);
        if accepts {
            let offer: SellerOffer = desk.store.get(counter.offer_id).await?;
            let agreed = offer.agreed((counter.price, counter.delivery_time), message, desk.now())?;
            commit = commit.save(&agreed).record(&agreed_row(desk, who, &offer, &agreed));
        }
        desk.commit(commit).await?;
        news(desk, before.chat_id);
        changed(desk, &after);
        Ok(before.chat_id)
    })
    .await
}

fn agreed_row(desk: &Desk, who: Asker, before: &SellerOffer, after: &SellerOffer) -> EventRow {
    let (subject, from) = (Subject::Offer(after.id), Some(before.status.to_string()));
    let row = desk.event(subject, Actor::User(who.id), "agree_counter_offer", from, after.status);
    EventRow { request_id: Some(after.request_id), ..row }
}
