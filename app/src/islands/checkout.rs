//! The living half of the checkout: where the payment stands, told by the server, pushed by the feed.

use super::browser::{self, Said};
use crate::{
    Fault,
    api::escrow::{CheckNow, CheckoutNow, Progress, TransferNow, checkout_status},
    lang, t,
};
use leptos::prelude::*;
use std::time::Duration;

/// Asked again this often while the feed is silent: a proxy may swallow events.
const ASK_AGAIN: Duration = Duration::from_secs(20);

/// Shows `now` and keeps it up to date. Its children (how to pay) are there while money is asked.
#[island]
pub fn CheckoutStatus(
    /// The order.
    request: String,
    /// The payment: the feed's topic.
    payment: String,
    /// What the page was made with.
    now: CheckoutNow,
    children: Children,
) -> impl IntoView {
    let asked = now.ask.clone();
    let now = RwSignal::new(now);
    let is_lost = RwSignal::new(false);
    let told = Memo::new(move |last: Option<&(u64, String)>| told(now.read().progress.as_ref(), last));
    Effect::new(move || browser::headline(&now.read().heading));
    Effect::new(move || follow(&payment, request.clone(), asked.clone(), now, is_lost));
    view! {
        <div class="stack" data-gap="loose">
            <section class="notice" data-kind=move || now.read().kind.clone() data-stage=move || now.read().stage.clone()>
                <div class="stack" data-gap="tight">
                    <div role="status" aria-live="polite" aria-atomic="true">
                        <strong>{move || now.read().title.clone()}</strong>
                        <p>{move || now.read().text.clone()}</p>
                    </div>
                    <div>
                        {move || now.read().progress.clone().map(|progress| view! {
                            <div class="progress-confirmations">
                                <progress max=progress.of.to_string() value=progress.done.to_string() aria-hidden="true"></progress>
                                <span>{progress.text}</span>
                            </div>
                        })}
                        <span class="visually-hidden" role="status">{move || told.get().1}</span>
                    </div>
                    <p class="hint" hidden=move || !is_lost.get()>{t::escrow_checkout_lost(lang())}</p>
                    {move || now.read().next.clone().map(|(href, text)| view! { <p><a class="btn btn-primary" href=href>{text}</a></p> })}
                </div>
            </section>
            <div hidden=move || now.read().ask.is_none()>{children()}</div>
            <div class="stack">{move || evidence(now.read().transfers.clone())}</div>
        </div>
    }
}

/// What is read out of the confirmations: every quarter of the way, however fast the blocks come.
fn told(progress: Option<&Progress>, last: Option<&(u64, String)>) -> (u64, String) {
    let Some(progress) = progress else { return (0, String::new()) };
    let quarter = 1 + progress.done * 4 / progress.of.max(1);
    match last {
        Some(last) if last.0 == quarter => last.clone(),
        Some(_) | None => (quarter, progress.text.clone()),
    }
}

/// Listens, and asks again whenever something changed. A page whose amount to pay changed is made anew.
fn follow(payment: &str, request: String, asked: Option<String>, now: RwSignal<CheckoutNow>, is_lost: RwSignal<bool>) {
    let (is_asking, is_dirty) = (StoredValue::new(false), StoredValue::new(false));
    let ask = move || {
        // News that comes while an answer is on its way may be newer than that answer.
        is_dirty.set_value(true);
        if now.read_untracked().is_settled || is_asking.get_value() {
            return;
        }
        is_asking.set_value(true);
        let (request, asked) = (request.clone(), asked.clone());
        leptos::task::spawn_local(async move {
            while is_dirty.get_value() {
                is_dirty.set_value(false);
                take(checkout_status(request.clone()).await, &asked, now, is_lost);
            }
            is_asking.set_value(false);
        });
    };
    set_interval(ask.clone(), ASK_AGAIN);
    browser::listen(payment, move |said| match said {
        Said::Open | Said::Change => ask(),
        Said::Lost => is_lost.set(!now.read_untracked().is_settled),
    });
}

fn take(
    answer: Result<CheckoutNow, Fault>,
    asked: &Option<String>,
    now: RwSignal<CheckoutNow>,
    is_lost: RwSignal<bool>,
) {
    match answer {
        Ok(fresh) if fresh.ask.is_some() && fresh.ask != *asked => browser::reload(),
        Ok(fresh) => {
            is_lost.set(false);
            if fresh != *now.read_untracked() {
                now.set(fresh);
            }
        }
        Err(_) => is_lost.set(true),
    }
}

fn evidence(transfers: Vec<TransferNow>) -> impl IntoView {
    transfers.into_iter().map(|transfer| view! { <Transfer transfer/> }).collect_view()
}

#[component]
fn Transfer(transfer: TransferNow) -> impl IntoView {
    let l = lang();
    let groups = transfer.hash_groups.into_iter().map(|group| view! { <span>{group}</span> }).collect_view();
    let checks = transfer.checks.into_iter().map(|check| view! { <Check check/> }).collect_view();
    view! {
        <details class="evidence">
            <summary>{transfer.title}</summary>
            <div class="stack" data-gap="tight">
                <p class="hint">{t::escrow_evidence_hash(l)}</p>
                <bdi class="address" translate="no">{groups}</bdi>
                {transfer.link.map(|link| view! {
                    <p><a href=link rel="noreferrer">{t::escrow_evidence_explorer(l)}</a></p>
                })}
                <dl class="facts">{checks}</dl>
            </div>
        </details>
    }
}

#[component]
fn Check(check: CheckNow) -> impl IntoView {
    let l = lang();
    let said = if check.passed { t::escrow_check_passed(l) } else { t::escrow_check_failed(l) };
    view! {
        <div>
            <dt>{check.name} " — " <strong data-passed=check.passed.to_string()>{said}</strong></dt>
            <dd>
                <div>{t::escrow_check_wanted(l)} ": " <bdi dir="ltr" class="evidence-value">{check.wanted}</bdi></div>
                <div>{t::escrow_check_found(l)} ": " <bdi dir="ltr" class="evidence-value">{check.found}</bdi></div>
            </dd>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{Progress, told};

    #[test]
    fn of_many_confirmations_four_are_read_out_and_of_few_all() {
        let heard = |of: u64| {
            let mut last = None;
            let mut heard = Vec::new();
            for done in 0..=of {
                let next = told(Some(&Progress { done, of, text: done.to_string() }), last.as_ref());
                if last.as_ref() != Some(&next) {
                    heard.push(next.1.clone());
                }
                last = Some(next);
            }
            heard.join(" ")
        };
        assert_eq!(heard(3), "0 1 2 3");
        assert_eq!(heard(64), "0 16 32 48 64");
    }
}
