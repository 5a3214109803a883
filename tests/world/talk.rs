//! What the buyer and the seller say to each other about the order.

use super::{Things, World, forms::key};
use actions::{Desk, chat};
use domain::{
    ChatId, MessageId, ReportId,
    chat::{Asker, Chat, Report, ReportForm, TypedMessage},
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

/// What the seller says of it.
pub async fn report(desk: &Desk, order: &OrderIds, message: MessageId) -> ReportId {
    let form = ReportForm { reason: "spam".to_owned(), words: String::new() };
    let seller = Asker { id: order.seller, helps: false };
    chat::report_message(desk, seller, message, &form).await.unwrap();
    Report::id_of(message, order.seller)
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
        "report_message" => vec![("which", message), ("reason", "spam".to_owned())],
        "block_person" | "unblock_person" => vec![("chat", chat)],
        "handle_report" | "dismiss_report" => vec![("which", things.report.to_string())],
        _ => return None,
    })
}
