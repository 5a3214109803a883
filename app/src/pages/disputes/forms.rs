//! What one side can do in the room now: answer, propose, ask the house, take it back.

use super::said;
use crate::{
    lang,
    pages::escrow::said as amount,
    parts::{DeedForm, FoldedForm, HiddenField, RadioField, Submit, TextArea, TextField, missed},
    t,
};
use domain::{
    UserId,
    disputes::{Dispute, DisputePhase, Proposal},
    escrow::Escrow,
};
use leptos::prelude::*;

/// What becomes of the money, to be chosen; the parts count for a share only.
#[component]
pub(super) fn Ends(
    deed: &'static str,
    /// Also that nothing becomes of it.
    #[prop(optional)]
    or_nothing: bool,
) -> impl IntoView {
    let l = lang();
    let nothing = or_nothing.then_some(("nothing", t::console_goes_on(l)));
    let ends = [
        ("refund", t::dispute_asks_refund(l)),
        ("release", t::dispute_asks_release(l)),
        ("split", t::dispute_asks_split(l)),
    ];
    let options = nothing.into_iter().chain(ends).map(|(value, text)| (value.to_owned(), text.to_owned())).collect();
    view! {
        <RadioField deed=deed name="asks" label=t::dispute_asks(l) options=options/>
        <TextField deed=deed name="buyer" label=t::split_buyers_part(l) hint=t::dispute_asks_hint(l)
            inputmode="decimal" autocomplete="off" max=40/>
        <TextField deed=deed name="seller" label=t::split_sellers_part(l) inputmode="decimal" autocomplete="off" max=40/>
    }
}

/// The same, with a few words.
#[component]
pub(super) fn Asks(deed: &'static str) -> impl IntoView {
    let l = lang();
    view! {
        <Ends deed/>
        <TextArea deed=deed name="words" label=t::split_words(l) max=500 rows=3/>
    }
}

/// Every form that makes sense now, the answer first; what was refused because its form is gone is said all the same.
pub(super) fn forms(dispute: &Dispute, escrow: &Escrow, viewer: UserId) -> Vec<AnyView> {
    let missed = too_late(dispute, viewer).into_iter();
    if !dispute.status.is_argued() {
        return missed.collect();
    }
    let standing = dispute.proposal.as_ref().map(|proposal| show(dispute, escrow, proposal, viewer));
    let own = dispute.proposal.as_ref().is_some_and(|proposal| proposal.by == viewer);
    let may_ask = dispute.phase == DisputePhase::Negotiate && !own;
    let house = may_ask.then(|| ask_the_house(dispute));
    let back = (dispute.opened_by == viewer && dispute.decisions.is_empty()).then(|| withdraw(dispute));
    missed.chain(standing).chain([propose(dispute)]).chain(house).chain(back).collect()
}

fn too_late(dispute: &Dispute, viewer: UserId) -> Option<AnyView> {
    let is_argued = dispute.status.is_argued();
    let own = dispute.proposal.as_ref().map(|proposal| proposal.by == viewer);
    let shown = |deed: &str| match deed {
        "accept_outcome" => own == Some(false),
        "drop_outcome" => own.is_some(),
        "ask_the_house" => own != Some(true) && dispute.phase == DisputePhase::Negotiate,
        "withdraw_dispute" => dispute.opened_by == viewer && dispute.decisions.is_empty(),
        _ => true,
    };
    let deeds = ["accept_outcome", "drop_outcome", "propose_outcome", "ask_the_house", "withdraw_dispute"];
    deeds.into_iter().filter(|deed| !is_argued || !shown(deed)).find_map(missed)
}

/// A proposal with what it leaves to this side, and the answers to it.
fn show(dispute: &Dispute, escrow: &Escrow, proposal: &Proposal, viewer: UserId) -> AnyView {
    let l = lang();
    let title = match proposal.by {
        by if by == viewer => t::dispute_proposal_yours(l),
        by if by == dispute.buyer_id => t::dispute_proposal_buyers(l),
        by if by == dispute.seller_id => t::dispute_proposal_sellers(l),
        _ => t::dispute_proposal_houses(l),
    };
    let words = proposal.words.clone().map(|words| view! { <blockquote dir="auto" class="ps-4">{words}</blockquote> });
    let answers = match (proposal.by == viewer, dispute.is_party(viewer)) {
        (true, _) => take_back(dispute, proposal),
        (false, true) => answer(dispute, escrow, proposal, viewer),
        (false, false) => ().into_any(),
    };
    view! {
        <section class="stack" aria-labelledby="proposal-title" id="proposal">
            <h3 id="proposal-title">{title}</h3>
            <p>{said::outcome(l, proposal.outcome)}</p>
            {words}
            {answers}
        </section>
    }
    .into_any()
}

fn answer(dispute: &Dispute, escrow: &Escrow, proposal: &Proposal, viewer: UserId) -> AnyView {
    let (l, id, which) = (lang(), dispute.id, proposal.id);
    let shares = proposal.outcome.shares(escrow).ok();
    let yours = shares.map(|shares| if viewer == dispute.buyer_id { shares.buyer } else { shares.seller });
    if proposal.accepted_by.contains(&viewer) {
        return view! { <p class="hint">{t::dispute_half_accepted(l)}</p> }.into_any();
    }
    let by_both = !dispute.is_party(proposal.by);
    let (accepts, drops) = if by_both {
        (t::dispute_accept_both_text(l), t::dispute_drop_house_text(l))
    } else if dispute.phase == DisputePhase::Negotiate {
        (t::dispute_accept_text(l), t::dispute_drop_text(l))
    } else {
        (t::dispute_accept_text(l), t::dispute_drop_later_text(l))
    };
    let label = match yours.filter(|yours| yours.is_positive()) {
        Some(yours) => t::dispute_accept_for(l, amount(l, yours)),
        None => t::dispute_accept_nothing(l).to_owned(),
    };
    view! {
        <DeedForm deed="accept_outcome">
            <HiddenField name="dispute" value=id.to_string()/>
            <HiddenField name="proposal" value=which.to_string()/>
            <p class="hint">{accepts}</p>
            <Submit label/>
        </DeedForm>
        <FoldedForm deed="drop_outcome" title=t::split_decline_title(l)>
            <HiddenField name="dispute" value=id.to_string()/>
            <HiddenField name="proposal" value=which.to_string()/>
            <p class="hint">{drops}</p>
            <TextField deed="drop_outcome" name="why" label=t::split_decline_why(l) max=500/>
            <Submit label=t::split_decline(l) kind="quiet"/>
        </FoldedForm>
    }
    .into_any()
}

fn take_back(dispute: &Dispute, proposal: &Proposal) -> AnyView {
    let (l, id, which) = (lang(), dispute.id, proposal.id);
    view! {
        <DeedForm deed="drop_outcome">
            <HiddenField name="dispute" value=id.to_string()/>
            <HiddenField name="proposal" value=which.to_string()/>
            <p class="hint">{t::split_withdraw_text(l)}</p>
            <Submit label=t::split_withdraw(l) kind="quiet"/>
        </DeedForm>
    }
    .into_any()
}

fn propose(dispute: &Dispute) -> AnyView {
    let (l, id) = (lang(), dispute.id);
    let seen = dispute.proposal.as_ref().map(|proposal| proposal.id.to_string()).unwrap_or_default();
    let title = if seen.is_empty() { t::dispute_propose_title(l) } else { t::split_other(l) };
    view! {
        <FoldedForm deed="propose_outcome" title=title>
            <HiddenField name="dispute" value=id.to_string()/>
            <HiddenField name="seen" value=seen/>
            <Asks deed="propose_outcome"/>
            <Submit label=t::split_propose(l) kind="quiet"/>
        </FoldedForm>
    }
    .into_any()
}

fn ask_the_house(dispute: &Dispute) -> AnyView {
    let (l, id) = (lang(), dispute.id);
    let undecided = said::outcome(l, dispute.undecided);
    view! {
        <FoldedForm deed="ask_the_house" title=t::dispute_house_title(l)>
            <HiddenField name="dispute" value=id.to_string()/>
            <p class="hint">{t::dispute_house_text(l)} " " {t::dispute_undecided(l, undecided)}</p>
            <Submit label=t::dispute_house_do(l) kind="quiet"/>
        </FoldedForm>
    }
    .into_any()
}

fn withdraw(dispute: &Dispute) -> AnyView {
    let (l, id) = (lang(), dispute.id);
    view! {
        <FoldedForm deed="withdraw_dispute" title=t::dispute_withdraw_title(l)>
            <HiddenField name="dispute" value=id.to_string()/>
            <p class="hint">{t::dispute_withdraw_text(l)}</p>
            <Submit label=t::dispute_withdraw_do(l) kind="quiet"/>
        </FoldedForm>
    }
    .into_any()
}
