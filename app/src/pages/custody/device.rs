//! A device on this machine instead of pasting: everything that may have to be said while a page speaks with one, unseen until
//! `frontend/device.js` shows it. What is signed is not decided here: the form beneath takes what comes, as if it were pasted.

use super::device_steps::{Answered, Asking, Compare, Connect, PinPad, Refusals};
use crate::{lang, ssr::AssetBase, t};
use domain::{
    custody::{EscrowOrder, TrezorAccount},
    escrow::ChainAddress,
};
use leptos::{nonce::use_nonce, prelude::*};
use payments::UnsignedTransaction;

/// Devices that are none are spoken with only where a build says so: the bundle is the same file in every build, so that
/// what is tested is what is shipped, and whom it trusts is written into the page by the server. A page of a build without
/// demos never says it.
const TRUSTS_EMULATORS: Option<&str> = if cfg!(feature = "demo-wallet") { Some("") } else { None };

/// Reads an account's public key into the field `xpub` of the card it stands in.
#[component]
pub(super) fn DeviceKey() -> impl IntoView {
    let l = lang();
    let open = view! { <button type="button" class="btn btn-outline" data-do="open">{t::device_use(l)}</button> };
    view! {
        <div data-device="key" data-fills="xpub" data-emulators=TRUSTS_EMULATORS>
            <Talk open=open.into_any() asks_account=true/>
        </div>
    }
}

/// Signs a signer's challenge into the field `signature` of the card it stands in.
#[component]
pub(super) fn DeviceWords(signer: TrezorAccount) -> impl IntoView {
    let open = opener(&signer);
    view! {
        <div data-device="words" data-fills="signature" data-emulators=TRUSTS_EMULATORS data-text=signer.challenge()>
            <Talk open/>
        </div>
    }
}

/// Signs an order into the field `signature` of the card it stands in, with one of these signers.
#[component]
pub(super) fn DeviceOrder(order: EscrowOrder, mine: Vec<TrezorAccount>) -> impl IntoView {
    let open = mine.iter().map(opener).collect_view().into_any();
    view! {
        <div data-device="order" data-fills="signature" data-emulators=TRUSTS_EMULATORS data-chain=order.chain_id.0.to_string()
            data-action=order.action.to_string() data-order=order.order data-amount=order.amount
            data-recipient=order.recipient.0 data-transfer=order.transfer data-expires=order.expires>
            <Talk open/>
        </div>
    }
}

/// Signs a sweep's transaction into the field `signature` of the card it stands in, with the key at its path.
#[component]
pub(super) fn DeviceTransaction(plan: UnsignedTransaction, path: String, from: ChainAddress) -> impl IntoView {
    let open = view! {
        <button type="button" class="btn btn-outline" data-do="open" data-path=path data-address=from.0>
            {t::device_use(lang())}
        </button>
    };
    view! {
        <div data-device="transaction" data-fills="signature" data-emulators=TRUSTS_EMULATORS
            data-chain=plan.chain_id.0.to_string() data-nonce=plan.nonce.to_string()
            data-tip=plan.max_priority_fee.to_string() data-fee=plan.max_fee.to_string() data-gas=plan.gas_limit.to_string()
            data-to=plan.to.0.clone() data-value=plan.value.to_string() data-data=plan.data_text()>
            <Talk open=open.into_any()/>
        </div>
    }
}

fn opener(signer: &TrezorAccount) -> AnyView {
    let path = format!("{}/0/0", signer.path);
    view! {
        <button type="button" class="btn btn-outline" data-do="open" data-path=path data-address=signer.address.0.clone()>
            {t::device_use(lang())} " (" <bdi>{signer.label.clone()}</bdi> ")"
        </button>
    }
    .into_any()
}

/// The steps of the conversation, in their order. The script shows one at a time.
#[component]
fn Talk(open: AnyView, #[prop(optional)] asks_account: bool) -> impl IntoView {
    let l = lang();
    let base = use_context::<AssetBase>().unwrap_or_default().0;
    view! {
        <div class="stack device" role="group" aria-label=t::device_title(l)>
            <p class="hint" data-part="no-way" hidden>{t::device_no_way(l)}</p>
            <div class="cluster" data-part="open" hidden>{open}</div>
            <div class="stack device-talk" data-part="talk" hidden>
                <Connect asks_account/>
                <p data-step="waits" tabindex="-1" role="status" hidden>{t::device_waits(l)}</p>
                <PinPad/>
                <Asking/>
                <Compare/>
                <Refusals/>
                <div><button type="button" class="btn btn-ghost" data-do="cancel">{t::device_cancel(l)}</button></div>
            </div>
            <Answered/>
        </div>
        <script type="module" src=format!("{base}/pkg/device.js") nonce=use_nonce()></script>
    }
}
