//! What the viewer can do with the order now: a form per deed, the next one first.

use super::{
    code::CodeField,
    load::{OrderView, Side},
    payout, split,
    sums::{said, shares},
};
use crate::{
    Refused, lang,
    pages::disputes::open_form,
    parts::{DeedForm, FoldedForm, HiddenField, Submit, TextField, missed},
    t, words,
};
use domain::{Currency, Money, PurchaseRequestId, escrow::EscrowDeed, market::RequestStatus};
use leptos::prelude::*;

/// What an order that stands still refuses.
const MOVES: [&str; 12] = [
    "open_checkout",
    "mark_sent",
    "mark_arrived",
    "hand_over",
    "confirm_delivery",
    "cancel_order",
    "give_refund",
    "give_part_back",
    "propose_split",
    "accept_split",
    "choose_payout",
    "open_dispute",
];

/// Every form that makes sense now.
pub(super) fn forms(view: &OrderView) -> Vec<AnyView> {
    // What is refused anyway is not offered; who asked all the same is told why.
    if view.escrow.still_since().is_some() {
        return MOVES.into_iter().filter_map(missed).collect();
    }
    let mut forms = own_forms(view);
    // What the other side waits for comes first.
    let place = if split::is_asked(view) { 0 } else { forms.len() };
    forms.splice(place..place, split::forms(view));
    forms.extend(payout::form(view));
    let may_complain = view.escrow.state.next(EscrowDeed::Dispute).is_ok();
    forms.extend(may_complain.then(|| open_form(view.request.id, view.side == Side::Buyer)));
    forms
}

fn own_forms(view: &OrderView) -> Vec<AnyView> {
    let request = view.request.id;
    let proceeds = shares(&view.escrow).map_or(view.escrow.price, |(_, proceeds)| proceeds);
    match (view.request.status, view.side) {
        (RequestStatus::Payment | RequestStatus::PendingPayment, Side::Buyer) => vec![pay(view), cancel(request)],
        (RequestStatus::Payment | RequestStatus::PendingPayment, Side::Seller) => vec![cancel(request)],
        (RequestStatus::Processing, Side::Seller) => vec![sent(request), refund(request, view.held())],
        (RequestStatus::Delivery, Side::Seller) => {
            vec![hand_over(request, proceeds), arrived(request, view.inspection_days), refund(request, view.held())]
        }
        (RequestStatus::Delivered | RequestStatus::Confirming, Side::Seller) => {
            vec![hand_over(request, proceeds), refund(request, view.held())]
        }
        (RequestStatus::Delivery | RequestStatus::Delivered | RequestStatus::Confirming, Side::Buyer) => {
            vec![confirm(request, proceeds, view.held())]
        }
        _ => Vec::new(),
    }
}

/// The first time the button makes the address; afterwards a link leads back to it.
fn pay(view: &OrderView) -> AnyView {
    let l = lang();
    let due = view.payment.as_ref().and_then(|payment| payment.due().ok()).unwrap_or(view.escrow.price);
    // What must be exchanged first is chosen on the checkout.
    let is_coin = Currency::PAYABLE.contains(&due.currency);
    let is_open = !is_coin || view.payment.as_ref().is_some_and(|payment| payment.on_chain.receiver.is_some());
    let (label, request) = (t::escrow_pay(l, said(l, due)), view.request.id);
    if is_open {
        let href = format!("/orders/{request}/checkout");
        return view! { <p><a class="btn btn-primary" href=href>{label}</a></p> }.into_any();
    }
    view! {
        <DeedForm deed="open_checkout">
            <HiddenField name="request" value=request.to_string()/>
            <p class="hint">{t::escrow_ask_open_text(l)}</p>
            <Submit label/>
        </DeedForm>
    }
    .into_any()
}

fn sent(request: PurchaseRequestId) -> AnyView {
    let l = lang();
    view! {
        <DeedForm deed="mark_sent">
            <HiddenField name="request" value=request.to_string()/>
            <h3>{t::escrow_sent_title(l)}</h3>
            <p>{t::escrow_sent_text(l)}</p>
            <Submit label=t::escrow_sent_do(l)/>
        </DeedForm>
    }
    .into_any()
}

fn hand_over(request: PurchaseRequestId, proceeds: Money) -> AnyView {
    let l = lang();
    view! {
        <DeedForm deed="hand_over">
            <HiddenField name="request" value=request.to_string()/>
            <h3>{t::escrow_hand_over_title(l)}</h3>
            <p>{t::escrow_hand_over_text(l, said(l, proceeds))}</p>
            <CodeField deed="hand_over"/>
            <Submit label=t::escrow_hand_over_do(l, said(l, proceeds))/>
        </DeedForm>
    }
    .into_any()
}

fn arrived(request: PurchaseRequestId, days: i64) -> AnyView {
    let l = lang();
    let days = words::number(l, u64::try_from(days).unwrap_or(0));
    view! {
        <DeedForm deed="mark_arrived">
            <HiddenField name="request" value=request.to_string()/>
            <h3>{t::escrow_arrived_title(l)}</h3>
            <p>{t::escrow_arrived_text(l, days)}</p>
            <Submit label=t::escrow_arrived_do(l) kind="quiet"/>
        </DeedForm>
    }
    .into_any()
}

fn confirm(request: PurchaseRequestId, proceeds: Money, held: Money) -> AnyView {
    let l = lang();
    view! {
        <DeedForm deed="confirm_delivery">
            <HiddenField name="request" value=request.to_string()/>
            <h3>{t::escrow_confirm_title(l)}</h3>
            <p>{t::escrow_confirm_text(l, said(l, proceeds))}</p>
            <CodeField deed="confirm_delivery"/>
            <Submit label=t::escrow_confirm_do(l, said(l, held))/>
        </DeedForm>
    }
    .into_any()
}

fn cancel(request: PurchaseRequestId) -> AnyView {
    let l = lang();
    view! {
        <FoldedForm deed="cancel_order" title=t::escrow_cancel_title(l)>
            <HiddenField name="request" value=request.to_string()/>
            <p class="hint">{t::escrow_cancel_text(l)}</p>
            <TextField deed="cancel_order" name="why" label=t::escrow_cancel_why(l) max=200/>
            <Submit label=t::escrow_cancel_do(l) kind="danger"/>
        </FoldedForm>
    }
    .into_any()
}

fn refund(request: PurchaseRequestId, held: Money) -> AnyView {
    let l = lang();
    view! {
        <details open=is_refused(&["give_refund", "give_part_back"])>
            <summary>{t::escrow_refund_title(l)}</summary>
            <div class="stack" data-gap="loose">
                <DeedForm deed="give_refund">
                    <HiddenField name="request" value=request.to_string()/>
                    <p class="hint">{t::escrow_refund_text(l, said(l, held))}</p>
                    <Submit label=t::escrow_refund_do(l, said(l, held)) kind="danger"/>
                </DeedForm>
                <DeedForm deed="give_part_back">
                    <HiddenField name="request" value=request.to_string()/>
                    <p class="hint">{t::escrow_refund_part_text(l, held.currency.code())}</p>
                    <TextField deed="give_part_back" name="amount" label=t::escrow_refund_part_amount(l, said(l, held))
                        inputmode="decimal" required=true max=40/>
                    <Submit label=t::escrow_refund_part_do(l) kind="quiet"/>
                </DeedForm>
            </div>
        </details>
    }
    .into_any()
}

/// A form that folds is open when one of its deeds was refused: what is wrong stands in it.
fn is_refused(deeds: &[&str]) -> bool {
    deeds.iter().any(|deed| Refused::of(deed).is_some())
}
