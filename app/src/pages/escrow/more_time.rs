//! More time to pay, for whoever needs it: a button beneath the clock, while it can still be pressed.

use crate::{
    lang,
    parts::{DeedForm, HiddenField, Submit},
    ssr::desk,
    t,
    words::number,
};
use domain::{Minutes, PurchaseRequestId, escrow::Payment};
use leptos::{either::Either, prelude::*};

/// The button, and how often it can still be pressed.
#[component]
pub(super) fn MoreTime(payment: Payment, request: PurchaseRequestId, by: Minutes) -> impl IntoView {
    let l = lang();
    let left = payment.more_times_left(desk().now());
    if left == 0 {
        return Either::Left(());
    }
    let minutes = number(l, u64::try_from(by.0).unwrap_or(0));
    let text = match left {
        1 => t::escrow_more_time_last(l, minutes),
        _ => t::escrow_more_time_text(l, minutes, number(l, u64::from(left))),
    };
    Either::Right(view! {
        <DeedForm deed="more_time_to_pay" class="cluster">
            <HiddenField name="request" value=request.to_string()/>
            <HiddenField name="from" value=payment.pay_by.millis().to_string()/>
            <Submit label=t::escrow_more_time(l) kind="quiet"/>
            <span class="hint">{text}</span>
        </DeedForm>
    })
}
