//! What lies aside: why, whose, since when; and what an admin decides about money whose sender stands on a list.

use super::{
    frame::{AdminPage, Onward, asked},
    payment_parts::Screening,
    payments::order_number,
};
use crate::{
    Fault, Refused, lang,
    pages::{identity::StepUp, loaded},
    parts::{Address, DeedForm, Empty, MoneyView, Submit, TextArea, When},
    ssr::{desk, refuse, signed_in, viewer},
    t,
    words::word,
};
use actions::admin::{AsideFor, AsideLine, Part};
use domain::{ChainEventId, identity::Role, machine::Word};
use leptos::{either::Either, prelude::*};

const PATH: &str = "/admin/unclaimed";

/// Newest first, a card each.
#[component]
pub fn Aside() -> impl IntoView {
    let before = asked("before");
    let is_onward = !before.is_empty();
    loaded(load(before), move |part| view! { <Page part is_onward/> })
}

async fn load(before: String) -> Result<Part<AsideLine>, Fault> {
    let me = signed_in()?;
    let before: Option<ChainEventId> = before.parse().ok();
    actions::admin::aside(&desk(), me.id, before).await.map_err(refuse)
}

#[component]
fn Page(part: Part<AsideLine>, is_onward: bool) -> impl IntoView {
    let l = lang();
    let older_than = part.rows.last().filter(|_| part.and_more).map(|last| last.event.id.to_string());
    let may_rule = viewer().is_some_and(|me| me.is(Role::Admin));
    let has_listed = part.rows.iter().any(|line| line.why == AsideFor::Listed);
    let step_up = (may_rule && has_listed).then(|| view! { <StepUp/> });
    let body = if part.rows.is_empty() {
        Either::Left(view! { <Empty title=t::books_aside_none(l) text=t::books_aside_none_text(l)/> })
    } else {
        let cards: Vec<_> = part.rows.into_iter().map(|line| view! { <Card line may_rule/> }).collect();
        Either::Right(view! { <ul class="stack">{cards}</ul> })
    };
    view! {
        <AdminPage title=t::books_aside(l) lead=t::books_aside_lead(l)>
            {step_up}
            {body}
            <Onward path=PATH query=Vec::new() older_than is_onward/>
        </AdminPage>
    }
}

#[component]
fn Card(line: AsideLine, may_rule: bool) -> impl IntoView {
    let l = lang();
    let AsideLine { event, why, payment, order, buyer } = line;
    let (kind, next) = match why {
        AsideFor::WrongKind => ("badge badge-info", t::books_aside_wrong_next(l)),
        AsideFor::Late => ("badge badge-info", t::books_aside_late_next(l)),
        AsideFor::Listed => ("badge badge-error", t::books_aside_listed_next(l)),
    };
    let payment_page = format!("/admin/payments/{}", payment.id);
    let screening =
        event.screening.clone().filter(|_| why == AsideFor::Listed).map(|found| view! { <Screening found/> });
    let which = event.id.to_string();
    let rulings = (may_rule && why == AsideFor::Listed).then(|| view! { <Rulings which/> });
    let since = event.settled_at.unwrap_or(event.seen_at);
    view! {
        <li class="card"><div class="card-body stack">
            <h2>{event.amount.map(|money| view! { <MoneyView money/> })} " "
                <span class=kind>{word(l, "aside_for", why.word())}</span></h2>
            <dl class="facts">
                <div><dt>{t::books_payment(l)}</dt><dd><a href=payment_page><bdi dir="ltr">{payment.reference()}</bdi></a>
                    " · " <bdi dir="ltr">{order.map(order_number)}</bdi></dd></div>
                <div><dt>{t::books_buyer(l)}</dt><dd><bdi>{buyer}</bdi></dd></div>
                <div><dt>{t::books_since(l)}</dt><dd><When at=since/></dd></div>
                <div><dt>{t::books_sender(l)}</dt><dd><Address address=event.from/></dd></div>
            </dl>
            {screening}
            <p>{next}</p>
            {rulings}
        </div></li>
    }
}

#[component]
fn Rulings(which: String) -> impl IntoView {
    let l = lang();
    view! {
        <div class="stack">
            <Ruling deed="let_in_transfer" which=which.clone() label=t::books_let_in(l) text=t::books_let_in_text(l)
                now=t::books_let_in_now(l) kind="danger"/>
            <Ruling deed="keep_withheld" which label=t::books_keep(l) text=t::books_keep_text(l) now=t::books_keep_now(l)
                kind="primary"/>
        </div>
    }
}

#[component]
fn Ruling(
    deed: &'static str,
    which: String,
    label: &'static str,
    text: &'static str,
    now: &'static str,
    kind: &'static str,
) -> impl IntoView {
    let l = lang();
    let open = Refused::of(deed).is_some_and(|refused| refused.values.get("which") == Some(&which));
    view! {
        <details open=open>
            <summary class="btn btn-outline">{label}</summary>
            <div class="pt-3">
                <DeedForm deed which>
                    <p>{text}</p>
                    <TextArea deed name="reason" label=t::admin_reason(l) hint=t::books_reason_hint(l) rows=3 max=500
                        required=true/>
                    <Submit label=now kind/>
                </DeedForm>
            </div>
        </details>
    }
}
