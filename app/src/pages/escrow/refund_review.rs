//! A refund before it is sent on: what arrives, what the network costs, where to, and that it cannot be undone.

use super::sums::said;
use crate::{
    lang,
    pages::identity::StepUp,
    parts::{Address, DeedForm, HiddenField, LinkButton, MoneyView, Notice, Submit},
    t,
};
use actions::custody::{Quoted, RefundForm};
use domain::PurchaseRequestId;
use leptos::prelude::*;

/// The deed of the form.
pub(super) const DEED: &str = "claim_refund";

/// What will happen, and the button that makes it happen.
#[component]
pub(super) fn Review(quoted: Quoted, typed: RefundForm, order: PurchaseRequestId) -> impl IntoView {
    let l = lang();
    let (chain_id, network) = quoted.chain.clone();
    let must_ask = quoted.must_ask.then(|| view! { <Notice kind="info"><p>{t::custody_must_ask(l)}</p></Notice> });
    view! {
        <section class="card p-5 stack" data-gap="loose" aria-labelledby="review">
            <h2 id="review">{t::custody_review_title(l)}</h2>
            <dl class="facts">
                <div><dt>{t::refund_came(l)}</dt><dd><MoneyView money=quoted.total/></dd></div>
                <div><dt>{t::custody_fee(l)}</dt><dd><MoneyView money=quoted.fee/></dd></div>
                <div><dt>{t::custody_arrives(l)}</dt><dd><MoneyView money=quoted.amount large=true/></dd></div>
                <div><dt>{t::custody_network(l)}</dt><dd>{t::custody_network_is(l, chain_id, network)}</dd></div>
                <div><dt>{t::custody_address(l)}</dt><dd><Address address=quoted.to/></dd></div>
            </dl>
            <Notice kind="warning"><p>{t::refund_exchange(l)}</p><p>{t::custody_final(l)}</p></Notice>
            {must_ask}
            <StepUp/>
            <DeedForm deed=DEED>
                <HiddenField name="request" value=order.to_string()/>
                <HiddenField name="line" value=typed.line/>
                <HiddenField name="chain" value=typed.chain/>
                <HiddenField name="address" value=typed.address/>
                <HiddenField name="fee" value=quoted.fee.units.to_string()/>
                <div class="cluster">
                    <Submit label=t::custody_do(l, said(l, quoted.amount)) kind="primary"/>
                    <LinkButton href=format!("/orders/{order}/refund") label=t::refund_change(l) kind="quiet"/>
                </div>
            </DeedForm>
        </section>
    }
}
