//! The seller's choice to be paid on the order's own chain, and where that money is: both sides read the same.

use super::{
    load::{OrderView, Side},
    sums::said,
};
use crate::{
    Refused, lang,
    pages::{custody::AddressPick, identity::StepUp},
    parts::{Address, DeedForm, HiddenField, Notice, Submit, missed},
    t::{self, Locale},
};
use domain::{
    Timestamp,
    custody::{PayoutAddress, PayoutStatus as S},
    escrow::{EscrowState, PayoutChoice},
};
use leptos::{either::Either, prelude::*};

const DEED: &str = "choose_payout";

/// Offered to the seller while the price is held; folded until it is wanted.
pub(super) fn form(view: &OrderView) -> Option<AnyView> {
    let l = lang();
    let offer = view.payout_offer.clone()?;
    if view.side != Side::Seller || view.escrow.state != EscrowState::Funded {
        return missed(DEED);
    }
    if !offer.is_enough {
        return Some(view! { <TooLittle view=view.clone() fee=said(l, offer.fee) network=offer.network/> }.into_any());
    }
    let (request, chosen) = (view.request.id.to_string(), view.escrow.payout_to.clone());
    let value = chosen.as_ref().map(|choice| choice.address.0.clone()).unwrap_or_default();
    let (network, fee, now) = (offer.network, said(l, offer.fee), view.now);
    let back = chosen.as_ref().map(|_| {
        let request = request.clone();
        view! {
            <DeedForm deed=DEED>
                <HiddenField name="request" value=request/>
                <HiddenField name="address" value="".to_owned()/>
                <Submit label=t::onchain_wallet_instead(l) kind="quiet"/>
            </DeedForm>
        }
    });
    let open = Refused::of(DEED).is_some();
    Some(
        view! {
            <details open=open>
                <summary class="btn btn-outline">{t::onchain_choose(l, network.clone())}</summary>
                <div class="pt-3 stack">
                    <p>{t::onchain_choose_text(l, fee, network)}</p>
                    {chosen.map(|choice| view! { <Chosen choice/> })}
                    <StepUp/>
                    <Choice request addresses=offer.addresses value now/>
                    {back}
                </div>
            </details>
        }
        .into_any(),
    )
}

/// One of the seller's list, or the wallet here; where the list is empty there is nothing to send.
#[component]
fn Choice(request: String, addresses: Vec<PayoutAddress>, value: String, now: Timestamp) -> impl IntoView {
    let l = lang();
    if addresses.is_empty() {
        return view! { <AddressPick deed=DEED addresses value now/> }.into_any();
    }
    view! {
        <DeedForm deed=DEED>
            <HiddenField name="request" value=request/>
            <AddressPick deed=DEED addresses value now none=t::onchain_wallet(l)/>
            <p class="hint">{t::onchain_address_hint(l)}</p>
            <Submit label=t::onchain_choose_do(l) kind="primary"/>
        </DeedForm>
    }
    .into_any()
}

/// What was chosen stands, and does nothing: it is said, and nothing else is asked.
#[component]
fn TooLittle(view: OrderView, fee: String, network: String) -> impl IntoView {
    let text = t::onchain_too_little(lang(), fee, network);
    let text = match view.escrow.payout_to {
        Some(_) => Either::Left(view! { <Notice kind="warning"><p>{text}</p></Notice> }),
        None => Either::Right(view! { <p class="hint">{text}</p> }),
    };
    view! { {missed(DEED)} {text} }
}

#[component]
fn Chosen(choice: PayoutChoice) -> impl IntoView {
    let l = lang();
    view! {
        <Notice kind="info" title=t::onchain_chosen(l, choice.network)>
            <p><Address address=choice.address/></p>
        </Notice>
    }
}

/// Where the seller's money is, once it has left the escrow for a chain; nothing when it is in the wallet after all.
pub(super) fn turn(l: Locale, view: &OrderView) -> Option<String> {
    let payout = view.payout.as_ref()?;
    let (amount, network) = (said(l, payout.amount), payout.network.clone());
    Some(match (payout.status, view.side) {
        (S::Rejected | S::Expired | S::Cancelled | S::Reversed, _) => return None,
        (S::Confirmed, Side::Seller) => t::onchain_arrived_seller(l, amount, network),
        (S::Confirmed, Side::Buyer) => t::onchain_arrived_buyer(l, network),
        (S::Failed, Side::Seller) => t::onchain_failed_seller(l, amount),
        (S::Failed, Side::Buyer) => t::onchain_failed_buyer(l).to_owned(),
        (S::Draft | S::Approved | S::Signed | S::Broadcast | S::Replaced | S::Mined, Side::Seller) => {
            t::onchain_leaving_seller(l, amount, network)
        }
        (S::Draft | S::Approved | S::Signed | S::Broadcast | S::Replaced | S::Mined, Side::Buyer) => {
            t::onchain_leaving_buyer(l, network)
        }
    })
}

/// For the seller: the payout itself, with its address and its evidence.
#[component]
pub(super) fn PayoutNotice(view: OrderView) -> impl IntoView {
    let l = lang();
    let payout = view.payout.clone().filter(|_| view.side == Side::Seller)?;
    let kind = match payout.status {
        S::Confirmed => "success",
        S::Failed => "warning",
        _ => "info",
    };
    let text = turn(l, &view).unwrap_or_else(|| t::onchain_back(l, said(l, payout.amount)));
    Some(view! {
        <Notice kind title=t::onchain_notice(l, payout.network.clone())>
            <p>{text}</p>
            <p><Address address=payout.to.clone()/></p>
            <p><a href=format!("/wallet/withdrawals/{}", payout.id)>{t::onchain_look(l)}</a></p>
        </Notice>
    })
}
