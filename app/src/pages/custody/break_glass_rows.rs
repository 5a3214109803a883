//! Every breaking of the glass: who asked and why, who confirmed, from when to when it was open, and what was approved under it.

use crate::{
    lang,
    parts::{Empty, MoneyView, When},
    t::{self, Locale},
    words,
};
use domain::{
    PayoutId, UserId,
    custody::{BreakGlass, BreakGlassStatus, GlassUse, Payout},
};
use leptos::{either::Either, prelude::*};
use std::collections::BTreeMap;

type Names = BTreeMap<UserId, String>;
type Payouts = BTreeMap<PayoutId, Payout>;

/// Newest first.
#[component]
pub(super) fn Rows(rows: Vec<BreakGlass>, names: Names, payouts: Payouts) -> impl IntoView {
    let l = lang();
    if rows.is_empty() {
        return Either::Left(view! { <Empty title=t::glass_none(l) text=t::glass_none_text(l)/> });
    }
    let rows: Vec<_> = rows.into_iter().map(|glass| row(l, glass, &names, &payouts)).collect();
    Either::Right(view! { <ul class="stack">{rows}</ul> })
}

fn row(l: Locale, glass: BreakGlass, names: &Names, payouts: &Payouts) -> impl IntoView + use<> {
    let called = |who: UserId| names.get(&who).cloned().unwrap_or_else(|| who.to_string());
    let confirmed = glass.confirmed.as_ref().map(|yes| {
        let who = called(yes.by);
        view! { <div><dt>{t::glass_confirmed_by(l)}</dt><dd><bdi>{who}</bdi> ", " <When at=yes.at/></dd></div> }
    });
    let until = glass.ends_at.filter(|_| glass.ended.is_none()).map(|at| {
        view! { <div><dt>{t::glass_open_until(l)}</dt><dd><When at/></dd></div> }
    });
    let ended = glass.ended.as_ref().map(|end| {
        let by = end.by.map_or_else(|| t::admin_actor_clock(l).to_owned(), called);
        view! { <div><dt>{t::glass_ended(l)}</dt><dd><bdi>{by}</bdi> ", " <When at=end.at/></dd></div> }
    });
    let uses: Vec<_> = glass.uses.iter().map(|used| one_use(used, called(used.by), payouts)).collect();
    let uses = glass.confirmed.is_some().then(|| {
        let none = uses.is_empty().then(|| view! { <p>{t::glass_used_none(l)}</p> });
        view! {
            <h4>{t::glass_used(l)}</h4>
            {none}
            <ul>{uses}</ul>
        }
    });
    let asker = called(glass.asked.by);
    view! {
        <li class="card" id=glass.id.to_string()><div class="card-body stack">
            <h3><When at=glass.asked.at/> " " {standing(l, glass.status)}</h3>
            <dl class="facts">
                <div><dt>{t::glass_asked_by(l)}</dt><dd><bdi>{asker}</bdi></dd></div>
                <div><dt>{t::glass_reason(l)}</dt><dd><bdi>{glass.reason}</bdi></dd></div>
                {confirmed}
                {until}
                {ended}
            </dl>
            {uses}
        </div></li>
    }
}

fn one_use(used: &GlassUse, who: String, payouts: &Payouts) -> impl IntoView + use<> {
    let (id, at) = (used.payout_id, used.at);
    let what = match payouts.get(&id) {
        Some(payout) => Either::Left(view! { <MoneyView money=payout.amount/> }),
        None => Either::Right(id.to_string()),
    };
    view! {
        <li><a href=format!("/admin/payouts?which={id}")>{what}</a> ", " <bdi>{who}</bdi> ", " <When at/></li>
    }
}

/// The status as a badge, with its word.
fn standing(l: Locale, status: BreakGlassStatus) -> impl IntoView + use<> {
    let class = match status {
        BreakGlassStatus::Open => "badge badge-error",
        BreakGlassStatus::Asked => "badge badge-warning",
        BreakGlassStatus::Refused | BreakGlassStatus::Lapsed | BreakGlassStatus::Closed | BreakGlassStatus::Ended => {
            "badge"
        }
    };
    view! { <span class=class>{words::word(l, "break_glass_status", &status.to_string())}</span> }
}
