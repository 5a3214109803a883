//! Paying with a wallet in the reader's browser. It shows itself only where there is one; whoever has none reads amount,
//! address and code above. What the wallet says is only passed on: the house believes the chain.

use super::browser;
use crate::{
    lang,
    t::{self, Locale},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A wallet that says nothing of itself is looked for this much later.
const NAMELESS_AFTER: Duration = Duration::from_millis(500);

/// What the wallet is asked to send, ready as calldata: `0x` and hex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalletCall {
    /// What it pays: a browser that has sent it once says so instead of asking again.
    pub key: String,
    /// On which chain (EIP-155).
    pub chain_id: u64,
    /// What people call that chain.
    pub chain: String,
    /// The contract that is called.
    pub to: String,
    /// With what.
    pub data: String,
    /// What must be allowed first, if anything.
    pub allowance: Option<Allowance>,
}

/// A token that another contract may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowance {
    /// The token's contract.
    pub token: String,
    /// Who may take it.
    pub spender: String,
    /// How much, in hex.
    pub units: String,
    /// `approve(spender, 0)`.
    pub reset: String,
    /// `approve(spender, units)`.
    pub data: String,
}

/// A wallet, as it calls itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundWallet {
    pub(super) id: String,
    /// Empty when it has none.
    pub(super) name: String,
    pub(super) icon: Option<String>,
}

/// Why nothing was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser has wallets that say no"))]
pub(super) enum Refusal {
    /// The person did not agree.
    SaidNo,
    /// It is asking something already.
    Busy,
    /// It does not know the chain.
    UnknownChain,
    /// It stayed on another chain.
    WrongChain,
    /// It is locked, or shows us no account.
    NoAccount,
    /// Anything else.
    Failed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    Idle,
    Asking,
    Sent(String),
    Refused(Refusal),
}

/// The wallets of this browser, and what becomes of asking one.
#[island]
pub fn InjectedWallets(
    /// What is sent.
    call: WalletCall,
) -> impl IntoView {
    let (l, chain) = (lang(), call.chain.clone());
    let wallets = RwSignal::new(Vec::<FoundWallet>::new());
    let key = format!("sent:{}", call.key);
    let stage = RwSignal::new(Stage::Idle);
    let add = move |wallet| wallets.update(|wallets| wallets.push(wallet));
    let earlier = key.clone();
    Effect::new(move || {
        if let Some(hash) = browser::kept(&earlier) {
            stage.set(Stage::Sent(hash));
        }
        browser::find(add);
        set_timeout(move || browser::nameless().into_iter().for_each(add), NAMELESS_AFTER);
    });
    let pay = move |id: String| {
        let (call, key) = (call.clone(), key.clone());
        stage.set(Stage::Asking);
        leptos::task::spawn_local(async move {
            let answer = browser::send(&id, &call).await;
            if let Ok(hash) = &answer {
                browser::keep(&key, hash);
            }
            stage.set(answer.map_or_else(Stage::Refused, Stage::Sent));
        });
    };
    let is_over = move || matches!(stage.get(), Stage::Sent(_));
    let is_locked = move || matches!(stage.get(), Stage::Asking);
    view! {
        <section class="stack" data-gap="tight" data-injected="" hidden=move || wallets.read().is_empty() && !is_over()>
            <h2>{t::escrow_injected_title(l)}</h2>
            <p class="hint" hidden=is_over>{t::escrow_injected_text(l)}</p>
            <div class="cluster" hidden=is_over>
                {move || wallets.get().into_iter().map(|wallet| choice(wallet, is_locked, pay.clone())).collect_view()}
            </div>
            <div role="status" aria-live="polite">{move || said(l, &stage.get(), &chain)}</div>
        </section>
    }
}

fn choice(
    wallet: FoundWallet,
    is_locked: impl Fn() -> bool + Send + Sync + 'static,
    pay: impl Fn(String) + 'static,
) -> impl IntoView {
    let l = lang();
    let name = if wallet.name.is_empty() { t::escrow_injected_nameless(l).to_owned() } else { wallet.name };
    view! {
        <button type="button" class="btn btn-outline" disabled=is_locked on:click=move |_| pay(wallet.id.clone())>
            {wallet.icon.map(|icon| view! { <img src=icon alt="" width="20" height="20"/> })}
            <bdi>{name}</bdi>
        </button>
    }
}

fn said(l: Locale, stage: &Stage, chain: &str) -> impl IntoView + use<> {
    let (kind, text, hash) = match stage {
        Stage::Idle => return None,
        Stage::Asking => ("info", t::escrow_injected_asking(l).to_owned(), None),
        Stage::Sent(hash) => ("info", t::escrow_injected_sent(l).to_owned(), Some(hash.clone())),
        Stage::Refused(why) => ("warning", refused(l, *why, chain), None),
    };
    let hash = hash.map(|hash| view! { <p><code dir="ltr" class="break-all" data-sent="">{hash}</code></p> });
    Some(
        view! { <div class="notice" data-kind=kind><div class="stack" data-gap="tight"><p>{text}</p>{hash}</div></div> },
    )
}

fn refused(l: Locale, why: Refusal, chain: &str) -> String {
    match why {
        Refusal::SaidNo => t::escrow_injected_said_no(l).to_owned(),
        Refusal::Busy => t::escrow_injected_busy(l).to_owned(),
        Refusal::UnknownChain => t::escrow_injected_unknown_chain(l, chain),
        Refusal::WrongChain => t::escrow_injected_wrong_chain(l, chain),
        Refusal::NoAccount => t::escrow_injected_no_account(l).to_owned(),
        Refusal::Failed => t::escrow_injected_failed(l).to_owned(),
    }
}
