//! Paying from the own wallet: what it holds, and the button, or what is missing.

use super::sums::said;
use crate::{
    lang,
    parts::{DeedForm, HiddenField, MoneyView, Submit},
    t,
};
use actions::escrow::Purse;
use domain::PurchaseRequestId;
use leptos::{either::Either, prelude::*};

/// The quickest way to pay, for whoever has money here already.
#[component]
pub(super) fn FromWallet(purse: Purse, request: PurchaseRequestId) -> impl IntoView {
    let l = lang();
    let (due, missing) = (purse.due, purse.missing());
    view! {
        <section class="card p-5 stack" aria-labelledby="from-wallet">
            <h2 id="from-wallet">{t::escrow_purse_title(l)}</h2>
            <dl class="facts">
                <div><dt>{t::escrow_purse_balance(l)}</dt><dd><MoneyView money=purse.balance/></dd></div>
                {missing.is_positive().then(|| view! {
                    <div><dt>{t::escrow_purse_missing(l)}</dt><dd><MoneyView money=missing/></dd></div>
                })}
            </dl>
            {if missing.is_positive() {
                Either::Left(view! { <p class="hint">{t::escrow_purse_missing_text(l)}</p> })
            } else {
                Either::Right(view! {
                    <p class="hint">{t::escrow_purse_text(l)}</p>
                    <DeedForm deed="pay_from_wallet">
                        <HiddenField name="request" value=request.to_string()/>
                        <HiddenField name="amount" value=due.units.to_string()/>
                        <HiddenField name="currency" value=due.currency.code().to_owned()/>
                        <Submit label=t::escrow_purse_pay(l, said(l, due))/>
                    </DeedForm>
                })
            }}
        </section>
    }
}
