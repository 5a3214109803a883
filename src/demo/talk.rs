//! What the people of the demo have said to each other: a question, an answer, and a day later a word of thanks.

use super::people::People;
use actions::{Desk, chat};
use anyhow::Result;
use domain::{
    PurchaseRequestId, UserId,
    chat::{Asker, Chat, Message, ReactionKind, TypedMessage},
};

/// Both sides have talked about this order.
pub(super) async fn about(desk: &Desk, people: &People, request: PurchaseRequestId) -> Result<()> {
    let question = say(
        desk,
        people.kaveh,
        request,
        people.kaveh,
        "Which grinder did you have before? I can set it for you.",
        None,
    )
    .await?;
    let answer = "A cheap one with blades. Please set it for a moka pot.\nAnd thank you!";
    let answer = say(desk, people.buyer, request, people.kaveh, answer, Some(&question)).await?;
    chat::react_to_message(desk, asker(people.kaveh), answer.id, ReactionKind::Agree).await?;
    chat::mark_read(desk, asker(people.buyer), answer.chat_id, answer.seq).await?;
    say(desk, people.kaveh, request, people.kaveh, "حتماً. فردا می‌فرستم و عکسش را هم می‌گذارم.", None).await?;
    Ok(())
}

async fn say(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    seller: UserId,
    text: &str,
    answers: Option<&Message>,
) -> Result<Message> {
    let reply_to = answers.map(|message| message.id.to_string()).unwrap_or_default();
    let typed = TypedMessage { text: text.to_owned(), client_id: format!("demo-{}", text.len()), reply_to };
    Ok(chat::send(desk, asker(who), Chat::direct_id(request, seller), &typed).await?)
}

const fn asker(id: UserId) -> Asker {
    Asker { id, helps: false }
}
