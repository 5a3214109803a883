//! Wallets in the reader's browser: found as they announce themselves (EIP-6963), asked as all of them are (EIP-1193).
//! Their answers are not trusted: a transfer counts when the house has seen it on the chain.

use crate::islands::injected::{Allowance, FoundWallet, Refusal, WalletCall};
use js_sys::{Function, JSON, Promise, Reflect};
use leptos::{
    prelude::window,
    wasm_bindgen::{JsCast, JsValue, prelude::Closure},
};
use serde_json::{Value, json};
use std::{cell::RefCell, collections::BTreeMap};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, Event};

thread_local! {
    /// What can be asked, by the wallet's id.
    static PROVIDERS: RefCell<BTreeMap<String, JsValue>> = const { RefCell::new(BTreeMap::new()) };
}

/// The one that pages find without an announcement.
const NAMELESS: &str = "window.ethereum";

/// Says every wallet there is, and every one that comes later.
pub(in crate::islands) fn find(found: impl Fn(FoundWallet) + 'static) {
    let announced = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
        let detail = event.detail();
        let info = get(&detail, "info");
        let provider = get(&detail, "provider");
        let Some(id) = get(&info, "uuid").as_string().filter(|_| provider.is_object()) else { return };
        let is_new = PROVIDERS.with_borrow_mut(|known| known.insert(id.clone(), provider).is_none());
        // A picture is shown only when it comes with the announcement: nothing is fetched from anywhere.
        let icon = get(&info, "icon").as_string().filter(|icon| icon.starts_with("data:image/"));
        if is_new {
            found(FoundWallet { id, name: get(&info, "name").as_string().unwrap_or_default(), icon });
        }
    });
    let window = window();
    let _ = window.add_event_listener_with_callback("eip6963:announceProvider", announced.as_ref().unchecked_ref());
    announced.forget();
    if let Ok(ask) = Event::new("eip6963:requestProvider") {
        let _ = window.dispatch_event(&ask);
    }
}

/// The wallet that announces nothing, if there is one.
pub(in crate::islands) fn nameless() -> Option<FoundWallet> {
    let provider = get(&window(), "ethereum");
    let is_there = provider.is_object() && PROVIDERS.with_borrow(BTreeMap::is_empty);
    is_there.then(|| {
        PROVIDERS.with_borrow_mut(|known| known.insert(NAMELESS.to_owned(), provider));
        FoundWallet { id: NAMELESS.to_owned(), name: String::new(), icon: None }
    })
}

/// Lets the wallet send; answers the transaction's hash. Nothing has been sent when it is refused before the last step.
pub(in crate::islands) async fn send(id: &str, call: &WalletCall) -> Result<String, Refusal> {
    let wallet = Wallet(PROVIDERS.with_borrow(|known| known.get(id).cloned()).ok_or(Refusal::Failed)?);
    let from = wallet.account().await?;
    wallet.go_to(call.chain_id).await?;
    if let Some(allowance) = &call.allowance {
        wallet.allow(&from, allowance).await?;
    }
    wallet.transact(&from, &call.to, &call.data).await
}

struct Wallet(JsValue);

impl Wallet {
    async fn account(&self) -> Result<String, Refusal> {
        let accounts = self.ask("eth_requestAccounts", &json!([])).await?;
        Reflect::get_u32(&accounts, 0).ok().and_then(|first| first.as_string()).ok_or(Refusal::NoAccount)
    }

    /// Only the chain that was asked for is ever paid on.
    async fn go_to(&self, chain_id: u64) -> Result<(), Refusal> {
        if self.chain().await? != Some(chain_id) {
            let chain = json!([{ "chainId": format!("0x{chain_id:x}") }]);
            self.ask("wallet_switchEthereumChain", &chain).await?;
        }
        // Some wallets say yes and stay where they are.
        if self.chain().await? == Some(chain_id) { Ok(()) } else { Err(Refusal::WrongChain) }
    }

    async fn chain(&self) -> Result<Option<u64>, Refusal> {
        let said = self.ask("eth_chainId", &json!([])).await?.as_string().unwrap_or_default();
        Ok(u64::from_str_radix(said.trim_start_matches("0x"), 16).ok())
    }

    /// Some tokens refuse to change an allowance that is not zero, so it goes through zero. Each step waits for the one
    /// before: the wallet estimates by what is on the chain.
    async fn allow(&self, from: &str, allowance: &Allowance) -> Result<(), Refusal> {
        let data = format!("0xdd62ed3e{:0>64}{:0>64}", bare(from), bare(&allowance.spender));
        let asked = json!([{ "to": allowance.token, "data": data }, "latest"]);
        let now = self.ask("eth_call", &asked).await?.as_string().unwrap_or_default();
        let (now, wanted) = (bare(&now).trim_start_matches('0').to_owned(), bare(&allowance.units));
        let is_enough = now == wanted.trim_start_matches('0');
        let steps = [(!now.is_empty()).then_some(&allowance.reset), Some(&allowance.data)];
        for step in steps.into_iter().flatten().filter(|_| !is_enough) {
            let sent = self.transact(from, &allowance.token, step).await?;
            self.until_mined(&sent).await?;
        }
        Ok(())
    }

    async fn until_mined(&self, hash: &str) -> Result<(), Refusal> {
        loop {
            if self.ask("eth_getTransactionReceipt", &json!([hash])).await?.is_object() {
                return Ok(());
            }
            super::pause().await;
        }
    }

    async fn transact(&self, from: &str, to: &str, data: &str) -> Result<String, Refusal> {
        let call = json!([{ "from": from, "to": to, "value": "0x0", "data": data }]);
        self.ask("eth_sendTransaction", &call).await?.as_string().ok_or(Refusal::Failed)
    }

    async fn ask(&self, method: &str, params: &Value) -> Result<JsValue, Refusal> {
        let asked = json!({ "method": method, "params": params }).to_string();
        let asked = JSON::parse(&asked).map_err(|_| Refusal::Failed)?;
        let request: Function = get(&self.0, "request").dyn_into().map_err(|_| Refusal::Failed)?;
        let answer = request.call1(&self.0, &asked).map_err(|error| refusal(&error))?;
        JsFuture::from(Promise::resolve(&answer)).await.map_err(|error| refusal(&error))
    }
}

fn bare(hex: &str) -> String {
    hex.trim_start_matches("0x").to_ascii_lowercase()
}

fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Source of the numbers: EIP-1193 and EIP-3326; some wallets wrap the error of another.
fn refusal(error: &JsValue) -> Refusal {
    let own = get(error, "code").as_f64();
    let wrapped = get(&get(&get(error, "data"), "originalError"), "code").as_f64();
    #[allow(clippy::cast_possible_truncation, reason = "codes are small whole numbers")]
    match wrapped.or(own).map(|code| code as i64) {
        Some(4001) => Refusal::SaidNo,
        Some(4902) => Refusal::UnknownChain,
        Some(-32002) => Refusal::Busy,
        Some(4100) => Refusal::NoAccount,
        Some(_) | None => Refusal::Failed,
    }
}
