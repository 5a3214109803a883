//! The way from an offer or an order to the conversation about it.

use super::{DeedForm, HiddenField};
use crate::parts::Icon;
use domain::{PurchaseRequestId, UserId};
use leptos::prelude::*;

/// Opens the conversation of a request's buyer with this seller. A form, because what was offered before there were
/// conversations gets one here.
#[component]
pub fn ChatLink(
    /// What it is about.
    request: PurchaseRequestId,
    /// Whose offer.
    seller: UserId,
    /// Whom one talks to.
    label: &'static str,
) -> impl IntoView {
    view! {
        <DeedForm deed="start_chat" class="contents" which=seller.to_string()>
            <HiddenField name="request" value=request.to_string()/>
            <HiddenField name="seller" value=seller.to_string()/>
            <button type="submit" class="btn btn-outline btn-sm"><Icon name="message-circle"/>{label}</button>
        </DeedForm>
    }
}
