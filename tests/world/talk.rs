//! What the buyer and the seller say to each other about the order.

use super::{Things, World, forms::key};
use actions::{Desk, chat};
use domain::{
    ChatId, MessageId,
    chat::{Asker, Chat, TypedMessage},
};
use testkit::OrderIds;

impl Things {
    /// The conversation about the order.
    pub fn chat(&self) -> ChatId {
        Chat::direct_id(self.order.request, self.order.seller)
    }
}

/// Something the buyer says.
pub async fn message(desk: &Desk, order: &OrderIds) -> MessageId {
    let typed = TypedMessage {
        text: "When will it come?".to_owned(),
        client_id: "first".to_owned(),
        ..TypedMessage::default()
    };
    let buyer = Asker { id: order.buyer, helps: false };
    chat::send(desk, buyer, Chat::direct_id(order.request, order.seller), &typed).await.unwrap().id
}

pub fn form_of(world: &World, deed: &str) -> Option<Vec<(&'static str, String)>> {
    let things = &world.things;
    let (chat, message) = (things.chat().to_string(), things.message.to_string());
    Some(match deed {
        "start_chat" => {
            vec![("request", things.order.request.to_string()), ("seller", things.order.seller.to_string())]
        }
        "send_message" => vec![("key", key(world)), ("chat", chat), ("text", "Soon, I hope.".to_owned())],
        "chat_since" => vec![("chat", chat), ("after", "0".to_owned())],
        "mark_chat_read" => vec![("chat", chat), ("seen", "1".to_owned())],
        "make_counter_offer" => {
            let text = str::to_owned;
            let terms = [("price", text("11")), ("delivery_amount", text("2")), ("delivery_unit", text("days"))];
            [("key", key(world)), ("chat", chat)].into_iter().chain(terms).collect()
        }
        "answer_counter_offer" => vec![("which", message), ("answer", "accept".to_owned())],
        "react_to_message" => vec![("which", message), ("reaction", "agree".to_owned())],
        "edit_message" => vec![("which", message), ("text", "When will it be here?".to_owned())],
        "delete_message" => vec![("which", message)],
        _ => return None,
    })
}
