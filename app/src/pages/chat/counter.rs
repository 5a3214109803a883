//! Counter-offers: one as it stands in the conversation, with the other side's answer; and the form that makes one.

use super::load::View;
use crate::{
    lang,
    pages::market::{choices, delivery_time},
    parts::{DeedForm, FoldedForm, HiddenField, MoneyView, SelectField, Submit, TextField},
    t,
    words::word,
};
use domain::{
    chat::{CounterOffer, CounterStatus, Message},
    machine::Word,
    market::DeliveryUnit,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The deed that makes one.
const MAKE: &str = "make_counter_offer";

/// Price, time, where it stands; and for the other side, the answer.
#[component]
pub(super) fn CounterCard(view: Arc<View>, message: Message, counter: CounterOffer) -> impl IntoView {
    let l = lang();
    let is_open = counter.status == CounterStatus::Open;
    let may_answer = is_open && message.author_id != Some(view.me.id);
    let answer = may_answer.then(|| {
        view! {
            <DeedForm deed="answer_counter_offer" class="cluster" which=message.id.to_string()>
                <Submit label=t::chat_counter_accept(l) name="answer" value="accept"/>
                <Submit label=t::chat_counter_decline(l) kind="quiet" name="answer" value="decline"/>
            </DeedForm>
        }
    });
    let accepted = (counter.status == CounterStatus::Accepted).then(|| {
        view! { <p class="hint">{t::chat_counter_accepted_next(l)}</p> }
    });
    view! {
        <div class="stack" data-gap="tight">
            <p class="cluster">
                <strong>{t::chat_counter(l)}</strong>
                <span class="badge badge-outline">{word(l, "counter_status", counter.status.word())}</span>
            </p>
            <dl class="facts">
                <div><dt>{t::market_offer_price(l)}</dt><dd><MoneyView money=counter.price/></dd></div>
                <div><dt>{t::market_offer_time(l)}</dt><dd>{delivery_time(counter.delivery_time)}</dd></div>
            </dl>
            {accepted}
            {answer}
        </div>
    }
}

/// Says another price and another time for the open offer, which stands in the form.
#[component]
pub(super) fn CounterFormView(view: Arc<View>) -> impl IntoView {
    let l = lang();
    view.offer.clone().map(|offer| {
        let units = choices::<DeliveryUnit>("delivery_unit");
        let currency = offer.price.currency.to_string();
        view! {
            <FoldedForm deed=MAKE title=t::chat_counter_make(l)>
                <HiddenField name="chat" value=view.room.chat.id.to_string()/>
                <p class="hint">{t::chat_counter_hint(l)}</p>
                <div class="grid gap-4 sm:grid-cols-3">
                    <TextField deed=MAKE name="price" label=t::chat_counter_price(l, currency) inputmode="decimal"
                        value=offer.price.amount_text() required=true max=40/>
                    <TextField deed=MAKE name="delivery_amount" label=t::market_offer_delivery_amount(l) inputmode="numeric"
                        value=offer.delivery_time.amount.to_string() required=true max=6/>
                    <SelectField deed=MAKE name="delivery_unit" label=t::market_offer_delivery_unit(l) required=true
                        options=units value=offer.delivery_time.unit.to_string()/>
                </div>
                <Submit label=t::chat_counter_send(l) kind="quiet"/>
            </FoldedForm>
        }
    })
}
