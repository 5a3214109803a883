//! The page between wish and deed: what leaves, what arrives, where to, and that it cannot be undone.

use super::withdraw::DEED;
use crate::{
    lang,
    pages::{escrow::said, identity::StepUp},
    parts::{Address, DeedForm, HiddenField, LinkButton, MoneyView, Notice, Submit},
    t,
};
use actions::custody::{Quoted, WithdrawForm};
use leptos::prelude::*;
use leptos_router::location::Url;

/// What will happen, and the button that makes it happen.
#[component]
pub(super) fn Review(quoted: Quoted, typed: WithdrawForm) -> impl IntoView {
    let l = lang();
    let (chain_id, network) = quoted.chain.clone();
    let back = back_to_form(&typed);
    let must_ask = quoted.must_ask.then(|| {
        view! { <Notice kind="info"><p>{t::custody_must_ask(l)}</p></Notice> }
    });
    let rest = quoted.balance.minus(quoted.total).unwrap_or(quoted.balance);
    view! {
        <section class="card p-5 stack" data-gap="loose" aria-labelledby="review">
            <h2 id="review">{t::custody_review_title(l)}</h2>
            <dl class="facts">
                <div><dt>{t::custody_arrives(l)}</dt><dd><MoneyView money=quoted.amount large=true/></dd></div>
                <div><dt>{t::custody_fee(l)}</dt><dd><MoneyView money=quoted.fee/></dd></div>
                <div><dt>{t::custody_leaves(l)}</dt><dd><MoneyView money=quoted.total/></dd></div>
                <div><dt>{t::custody_stays(l)}</dt><dd><MoneyView money=rest/></dd></div>
                <div><dt>{t::custody_network(l)}</dt><dd>{t::custody_network_is(l, chain_id, network)}</dd></div>
                <div><dt>{t::custody_address(l)}</dt><dd><Address address=quoted.to/></dd></div>
            </dl>
            <Notice kind="warning"><p>{t::custody_final(l)}</p></Notice>
            {must_ask}
            <StepUp/>
            <DeedForm deed=DEED>
                <HiddenField name="currency" value=typed.currency/>
                <HiddenField name="chain" value=typed.chain/>
                <HiddenField name="address" value=typed.address/>
                <HiddenField name="amount" value=typed.amount/>
                <HiddenField name="fee" value=quoted.fee.units.to_string()/>
                <div class="cluster">
                    <Submit label=t::custody_do(l, said(l, quoted.amount)) kind="primary"/>
                    <LinkButton href=back label=t::custody_change(l) kind="quiet"/>
                </div>
            </DeedForm>
        </section>
    }
}

/// The form again, with what was typed but for the amount: without it nothing is reviewed.
fn back_to_form(typed: &WithdrawForm) -> String {
    let pairs = [("currency", &typed.currency), ("chain", &typed.chain), ("address", &typed.address)];
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", Url::escape(value))).collect();
    format!("/wallet/withdraw?{}", pairs.join("&"))
}
