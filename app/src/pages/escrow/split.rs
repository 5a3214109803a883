//! Sharing the held money: what stands there, what it leaves to whom, and the forms of both sides.

use super::{
    fees::fee_said,
    load::{OrderView, Side},
    sums::said,
};
use crate::{
    dates, lang,
    parts::{DeedForm, FoldedForm, HiddenField, MoneyView, Notice, Submit, TextArea, TextField, missed},
    t,
};
use domain::{
    Money,
    escrow::{EscrowDeed, FeePayer, SplitProposal, SplitShares},
    market::RequestDeed,
};
use leptos::prelude::*;

/// True when the other side waits for this one's answer.
pub(super) fn is_asked(view: &OrderView) -> bool {
    standing(view).is_some_and(|proposal| !is_own(view, &proposal))
}

/// What can be done about sharing the money now; nothing while it cannot be shared.
pub(super) fn forms(view: &OrderView) -> Vec<AnyView> {
    let proposal = standing(view);
    let missed = too_late(view, proposal.as_ref()).into_iter();
    if !can_be_split(view) {
        return missed.collect();
    }
    let first = proposal.clone().map(|proposal| show(view, &proposal)).or_else(|| refused_last(view));
    missed.chain(first).chain([propose(view, proposal.is_some())]).collect()
}

fn can_be_split(view: &OrderView) -> bool {
    let moves = view.escrow.state.next(EscrowDeed::Split).and(view.request.status.next(RequestDeed::Split).map(drop));
    moves.is_ok() && view.escrow.still_since().is_none()
}

/// What was refused because its form is not there any more: it is said all the same.
fn too_late(view: &OrderView, proposal: Option<&SplitProposal>) -> Option<AnyView> {
    let shown = |deed: &str| match deed {
        "propose_split" => can_be_split(view),
        "withdraw_split" => proposal.is_some_and(|proposal| is_own(view, proposal)),
        _ => proposal.is_some_and(|proposal| !is_own(view, proposal)),
    };
    let deeds = ["accept_split", "decline_split", "withdraw_split", "propose_split"];
    deeds.into_iter().filter(|deed| !shown(deed)).find_map(missed)
}

fn standing(view: &OrderView) -> Option<SplitProposal> {
    view.escrow.split.clone().filter(|proposal| proposal.stands(view.now) && can_be_split(view))
}

fn is_own(view: &OrderView, proposal: &SplitProposal) -> bool {
    let viewer = match view.side {
        Side::Buyer => view.escrow.buyer_id,
        Side::Seller => view.escrow.seller_id,
    };
    proposal.by == viewer
}

/// A proposal with every figure, and the answers to it.
fn show(view: &OrderView, proposal: &SplitProposal) -> AnyView {
    let Ok(shares) = view.escrow.split_shares(proposal.seller) else { return ().into_any() };
    let l = lang();
    let is_own = is_own(view, proposal);
    let title = match (is_own, view.side) {
        (true, _) => t::split_yours(l),
        (false, Side::Buyer) => t::split_sellers(l),
        (false, Side::Seller) => t::split_buyers(l),
    };
    let yours = if view.side == Side::Buyer { shares.buyer } else { shares.seller };
    let words = proposal.words.clone().map(|words| view! { <blockquote dir="auto" class="ps-4">{words}</blockquote> });
    let answers = if is_own { withdraw(view, proposal) } else { answer(view, proposal, yours) };
    view! {
        <section class="stack" aria-labelledby="split" id="proposal">
            <h3 id="split">{title}</h3>
            {words}
            <Shares proposal=proposal.clone() shares/>
            <p class="hint">{t::split_until(l, dates::moment(l, proposal.expires_at))}</p>
            {answers}
        </section>
    }
    .into_any()
}

/// Who has what, to the unit.
#[component]
fn Shares(proposal: SplitProposal, shares: SplitShares) -> impl IntoView {
    let l = lang();
    let fee = |payer: FeePayer| shares.fee_of(payer).ok().filter(|fee| fee.is_positive());
    let line = |label: &'static str, money: Money| view! { <div><dt>{label}</dt><dd><MoneyView money/></dd></div> };
    let buyer_fee = fee(FeePayer::Buyer).map(|fee| {
        view! { {line(t::split_buyers_part(l), proposal.buyer)} {line(t::split_buyer_fee(l), fee)} }
    });
    let seller_fee = fee(FeePayer::Seller).map(|fee| {
        view! { {line(t::split_sellers_part(l), proposal.seller)} {line(t::split_seller_fee(l), fee)} }
    });
    view! {
        <dl class="facts">
            {buyer_fee}
            <div data-total=""><dt>{t::split_buyer_gets(l)}</dt><dd><MoneyView money=shares.buyer/></dd></div>
            {seller_fee}
            <div data-total=""><dt>{t::split_seller_gets(l)}</dt><dd><MoneyView money=shares.seller/></dd></div>
        </dl>
    }
}

fn answer(view: &OrderView, proposal: &SplitProposal, yours: Money) -> AnyView {
    let (l, request, id) = (lang(), view.request.id, proposal.id);
    let yours = said(l, yours);
    view! {
        <DeedForm deed="accept_split">
            <HiddenField name="request" value=request.to_string()/>
            <HiddenField name="split" value=id.to_string()/>
            <p class="hint">{t::split_accept_text(l)}</p>
            <Submit label=t::split_accept(l, yours)/>
        </DeedForm>
        <FoldedForm deed="decline_split" title=t::split_decline_title(l)>
            <HiddenField name="request" value=request.to_string()/>
            <HiddenField name="split" value=id.to_string()/>
            <p class="hint">{t::split_decline_text(l)}</p>
            <TextField deed="decline_split" name="why" label=t::split_decline_why(l) max=500/>
            <Submit label=t::split_decline(l) kind="quiet"/>
        </FoldedForm>
    }
    .into_any()
}

fn withdraw(view: &OrderView, proposal: &SplitProposal) -> AnyView {
    let (l, request, id) = (lang(), view.request.id, proposal.id);
    view! {
        <DeedForm deed="withdraw_split">
            <HiddenField name="request" value=request.to_string()/>
            <HiddenField name="split" value=id.to_string()/>
            <p class="hint">{t::split_withdraw_text(l)}</p>
            <Submit label=t::split_withdraw(l) kind="quiet"/>
        </DeedForm>
    }
    .into_any()
}

/// The last proposal was answered with no: whoever made it reads so, with the other side's words.
fn refused_last(view: &OrderView) -> Option<AnyView> {
    let l = lang();
    let last = view.history.iter().rev().find(|row| row.deed.ends_with("_split") && row.outcome.is_none())?;
    let why = last.why.clone().map(|why| view! { <p dir="auto">{why}</p> });
    (last.deed == "decline_split")
        .then(|| view! { <Notice kind="info" title=t::split_declined(l)>{why}</Notice> }.into_any())
}

/// The form of a proposal, or of another one in place of the one that stands there.
fn propose(view: &OrderView, is_other: bool) -> AnyView {
    let (l, held, request) = (lang(), view.held(), view.request.id);
    let seen = view.escrow.split.as_ref().map(|proposal| proposal.id.to_string()).unwrap_or_default();
    let title = if is_other { t::split_other(l) } else { t::split_title(l) };
    let mut fees = view.escrow.fee.fees.iter().map(|fee| fee_said(l, fee)).collect::<Vec<_>>().join(" + ");
    if fees.is_empty() {
        fees = t::escrow_checkout_fee_none(l).to_owned();
    }
    view! {
        <FoldedForm deed="propose_split" title=title>
            <HiddenField name="request" value=request.to_string()/>
            <HiddenField name="seen" value=seen/>
            <p class="hint">{t::split_text(l, said(l, held))}</p>
            <TextField deed="propose_split" name="buyer" label=t::split_buyers_part(l) hint=t::split_part_hint(l)
                inputmode="decimal" autocomplete="off" max=40/>
            <TextField deed="propose_split" name="seller" label=t::split_sellers_part(l)
                hint=t::split_fee_hint(l, fees) inputmode="decimal" autocomplete="off" max=40/>
            <TextArea deed="propose_split" name="words" label=t::split_words(l) max=500 rows=3/>
            <Submit label=t::split_propose(l) kind="quiet"/>
        </FoldedForm>
    }
    .into_any()
}
