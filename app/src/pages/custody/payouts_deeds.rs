//! What the house may say to a payout. What may not be said to one's own is not offered; the deed refuses it anyway.

use crate::{
    Refused, lang,
    parts::{DeedForm, LinkButton, Submit, TextArea},
    t,
};
use domain::custody::{Payout, PayoutDeed};
use leptos::prelude::*;

/// The buttons that fit where it stands.
#[component]
pub(super) fn Deeds(payout: Payout, is_mine: bool, for_signers: bool, by_click: bool) -> impl IntoView {
    let l = lang();
    let may = |deed: PayoutDeed| !is_mine && payout.status.next(deed).is_ok();
    let which = payout.id.to_string();
    let is_withdrawal = payout.purpose.is_of_a_person();
    let instruct = (for_signers && may(PayoutDeed::Approve)).then(|| {
        view! {
            <DeedForm deed="make_instruction" which=which.clone()>
                <Submit label=t::instructions_make(l) kind="primary"/>
            </DeedForm>
        }
    });
    // While the glass is broken both ways are open, and the page says which is which.
    let label = if for_signers { t::glass_approve(l) } else { t::custody_approve(l) };
    let approve = ((!for_signers || by_click) && may(PayoutDeed::Approve)).then(|| {
        view! {
            <DeedForm deed="approve_payout" which=which.clone()>
                <Submit label kind=if for_signers { "danger" } else { "primary" }/>
            </DeedForm>
        }
    });
    let retry = may(PayoutDeed::Retry).then(|| {
        view! {
            <DeedForm deed="retry_payout" which=which.clone()>
                <Submit label=t::custody_retry(l) kind="primary"/>
            </DeedForm>
        }
    });
    let reject = may(PayoutDeed::Reject).then(|| {
        view! { <Because deed="reject_payout" which=which.clone() label=t::custody_reject(l)/> }
    });
    let back = if is_withdrawal { t::custody_reverse(l) } else { t::custody_give_up(l) };
    let reverse = may(PayoutDeed::Reverse).then(|| {
        view! { <Because deed="reverse_payout" which=which.clone() label=back/> }
    });
    let sweep = payout.plan.is_some().then(|| {
        let href = format!("/admin/sweeps/{which}");
        view! { <p><LinkButton href label=t::sweeps_sign(l) kind="primary"/></p> }
    });
    view! {
        {sweep}
        {is_mine.then(|| view! { <p class="hint">{t::custody_own(l)}</p> })}
        {instruct}
        {approve}
        {retry}
        {reject}
        {reverse}
    }
}

/// A deed that needs a reason: folded until it is wanted, open when it was refused.
#[component]
fn Because(deed: &'static str, which: String, #[prop(into)] label: String) -> impl IntoView {
    let l = lang();
    let open = Refused::of(deed).is_some_and(|refused| refused.values.get("which") == Some(&which));
    view! {
        <details open=open>
            <summary class="btn btn-outline btn-error">{label.clone()}</summary>
            <div class="pt-3">
                <DeedForm deed which>
                    <TextArea deed name="reason" label=t::admin_reason(l) hint=t::custody_reason_hint(l) rows=3 max=500
                        required=true/>
                    <Submit label kind="danger"/>
                </DeedForm>
            </div>
        </details>
    }
}
