//! Server functions of counter-offers: who is asking, one action, one answer.

use crate::Fault;
use leptos::prelude::*;

/// Says a price and a time. The form's key is what the browser calls it.
///
/// # Errors
/// 403, 404, 409, or a code per field.
#[server(endpoint = "make_counter_offer")]
pub async fn make_counter_offer(
    key: String,
    chat: String,
    #[server(default)] price: String,
    #[server(default)] delivery_amount: String,
    #[server(default)] delivery_unit: String,
) -> Result<(), Fault> {
    use super::asker;
    use crate::{api::market::known, ssr};
    let (me, id) = (asker()?, known(&chat)?);
    let form = domain::market::CounterForm { price, delivery_amount, delivery_unit };
    actions::chat::make_counter_offer(&ssr::desk(), me, id, &form, &key).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/chats/{id}#newest"));
    Ok(())
}

/// The other side agrees, or not.
///
/// # Errors
/// 403, 404, 409.
#[server(endpoint = "answer_counter_offer")]
pub async fn answer_counter_offer(which: String, answer: String) -> Result<(), Fault> {
    use super::{asker, lead_to_message};
    use crate::{api::market::known, ssr};
    let accepts = match answer.as_str() {
        "accept" => true,
        "decline" => false,
        _ => return Err(Fault::new(422, "bad-form")),
    };
    let message = known(&which)?;
    let answered = actions::chat::answer_counter_offer(&ssr::desk(), asker()?, message, accepts).await;
    lead_to_message(answered.map_err(ssr::refuse)?, message).await
}
