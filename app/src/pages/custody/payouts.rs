//! The house's list of what leaves its vaults: narrowed by state and purpose, each with its evidence and what may be done.

use super::{
    evidence::{Evidence, standing},
    payouts_deeds::Deeds,
};
use crate::{
    Fault, lang,
    pages::{
        admin::{AdminPage, Choice, Narrow, Onward, asked, words as options},
        identity::StepUp,
        loaded,
    },
    parts::{Address, Empty, MoneyView, When},
    ssr::{desk, refuse, signed_in},
    t, words,
};
use actions::custody::{PayoutFile, PayoutForm, payouts};
use domain::{
    UserId,
    custody::{Payout, PayoutPurpose, PayoutStatus},
};
use leptos::{either::Either, prelude::*};

/// Page `/admin/payouts`.
#[component]
pub fn Payouts() -> impl IntoView {
    let form = PayoutForm {
        status: asked("status"),
        purpose: asked("purpose"),
        before: asked("before"),
        which: asked("which"),
    };
    loaded(load(form.clone()), |(me, file)| view! { <Page form me file/> })
}

async fn load(form: PayoutForm) -> Result<(UserId, PayoutFile), Fault> {
    let me = signed_in()?;
    Ok((me.id, payouts(&desk(), me.id, &form).await.map_err(refuse)?))
}

#[component]
fn Page(form: PayoutForm, me: UserId, file: PayoutFile) -> impl IntoView {
    let l = lang();
    let PayoutForm { status, purpose, before, which } = form;
    let query = vec![("status", status.clone()), ("purpose", purpose.clone())];
    let is_narrowed = query.iter().any(|(_, value)| !value.is_empty()) || !which.is_empty();
    let older_than = file.part.rows.last().filter(|_| file.part.and_more).map(|last| last.id.to_string());
    let is_onward = !before.is_empty();
    let rows = if file.part.rows.is_empty() {
        Either::Left(view! { <Empty title=t::custody_list_none(l) text=t::custody_list_none_text(l)/> })
    } else {
        let rows: Vec<_> = file
            .part
            .rows
            .iter()
            .cloned()
            .map(|payout| {
                let name = payout.user_id.map(|user| (user, file.names.get(&user).cloned().unwrap_or_default()));
                let explorer = file.explorers.get(&payout.chain_id).cloned();
                let for_signers = file.for_signers.contains(&payout.id);
                let by_click = file.by_click;
                view! { <Row payout me name explorer for_signers by_click/> }
            })
            .collect();
        Either::Right(view! { <ul class="stack">{rows}</ul> })
    };
    let (statuses, purposes) = (options::<PayoutStatus>("payout_status"), options::<PayoutPurpose>("payout_purpose"));
    let vault = file.vault.map(|address| view! { <p>{t::custody_vault(l)} ": " <Address address/></p> });
    view! {
        <AdminPage title=t::custody_list(l) lead=t::custody_list_lead(l)>
            {vault}
            <Narrow path="/admin/payouts" is_narrowed>
                <Choice name="status" label=t::custody_stands(l) options=statuses value=status/>
                <Choice name="purpose" label=t::custody_purpose(l) options=purposes value=purpose/>
            </Narrow>
            <StepUp/>
            {rows}
            <Onward path="/admin/payouts" query older_than is_onward/>
        </AdminPage>
    }
}

#[component]
fn Row(
    payout: Payout,
    me: UserId,
    name: Option<(UserId, String)>,
    explorer: Option<String>,
    for_signers: bool,
    by_click: bool,
) -> impl IntoView {
    let l = lang();
    let trouble = payout.trouble.as_ref().map(|trouble| words::word(l, "payout_trouble", &trouble.to_string()));
    let gas = payout.mined.as_ref().and_then(|mined| mined.gas);
    let who = name.map(|(id, name)| {
        view! { <div><dt>{t::custody_whose(l)}</dt><dd><a href=format!("/people/{id}")><bdi>{name}</bdi></a></dd></div> }
    });
    let network = t::custody_network_is(l, payout.chain_id, payout.network.clone());
    let glass = payout.break_glass_id.map(|id| {
        let href = format!("/admin/break-glass#{id}");
        view! { <div><dt>{t::glass_approved_under(l)}</dt><dd><a href=href>{t::glass_title(l)}</a></dd></div> }
    });
    view! {
        <li class="card"><div class="card-body stack">
            <h2>
                {words::word(l, "payout_purpose", &payout.purpose.to_string())} " " <MoneyView money=payout.amount/>
                " " {standing(l, payout.status)}
            </h2>
            <dl class="facts">
                {who}
                <div><dt>{t::custody_when(l)}</dt><dd><When at=payout.created_at/></dd></div>
                <div><dt>{t::custody_network(l)}</dt><dd>{network}</dd></div>
                <div><dt>{t::custody_address(l)}</dt><dd><Address address=payout.to.clone()/></dd></div>
                <div><dt>{t::custody_fee(l)}</dt><dd><MoneyView money=payout.fee/></dd></div>
                {gas.map(|gas| view! { <div><dt>{t::custody_gas(l)}</dt><dd><MoneyView money=gas/></dd></div> })}
                {glass}
                {trouble.map(|trouble| view! { <div><dt>{t::custody_trouble(l)}</dt><dd>{trouble}</dd></div> })}
            </dl>
            <Deeds payout=payout.clone() is_mine=payout.is_of(me) for_signers by_click/>
            <details>
                <summary class="hint">{t::custody_evidence(l)}</summary>
                <Evidence payout explorer/>
            </details>
        </div></li>
    }
}
