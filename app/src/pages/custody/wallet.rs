//! A wallet in the browser instead of pasting: every sentence that there may be, unseen until `frontend/wallet.js` finds one.
//! What is signed is not decided here: the form beneath takes what comes, as if it were pasted.

use crate::{lang, ssr::AssetBase, t};
use domain::custody::TrezorAccount;
use leptos::{nonce::use_nonce, prelude::*};

/// Signs a signer's challenge into the field `signature` of the card it stands in.
#[component]
pub(super) fn WalletWords(signer: TrezorAccount) -> impl IntoView {
    view! { <Wallets text=signer.challenge() chain=None addresses=signer.address.0/> }
}

/// Signs an order, given as wallets take it, into the field `signature` of the card it stands in, with one of these signers.
#[component]
pub(super) fn WalletOrder(typed_data: String, chain: u64, mine: Vec<TrezorAccount>) -> impl IntoView {
    let addresses: Vec<_> = mine.into_iter().map(|signer| signer.address.0).collect();
    view! { <Wallets text=typed_data chain=Some(chain.to_string()) addresses=addresses.join(" ")/> }
}

#[component]
fn Wallets(text: String, chain: Option<String>, addresses: String) -> impl IntoView {
    let l = lang();
    let base = use_context::<AssetBase>().unwrap_or_default().0;
    let network = chain.clone().unwrap_or_default();
    let said = [
        ("asking", t::wallet_asking(l).to_owned()),
        ("done", t::wallet_done(l).to_owned()),
        ("said-no", t::wallet_said_no(l).to_owned()),
        ("busy", t::wallet_busy(l).to_owned()),
        ("other-address", t::wallet_other_address(l).to_owned()),
        ("unknown-chain", t::wallet_unknown_chain(l, &network)),
        ("wrong-chain", t::wallet_wrong_chain(l, &network)),
        ("failed", t::wallet_failed(l).to_owned()),
    ];
    let said: Vec<_> = said.into_iter().map(|(name, text)| view! { <p data-said=name hidden>{text}</p> }).collect();
    view! {
        <section class="stack" data-gap="tight" data-wallet="" data-fills="signature" data-text=text data-chain=chain
            data-addresses=addresses data-nameless=t::wallet_nameless(l) aria-label=t::wallet_title(l) hidden>
            <p><strong>{t::wallet_title(l)}</strong></p>
            <p class="hint">{t::wallet_text(l)}</p>
            <div class="cluster" data-part="wallets"></div>
            <div role="status">{said}</div>
        </section>
        <script type="module" src=format!("{base}/pkg/wallet.js") nonce=use_nonce()></script>
    }
}
