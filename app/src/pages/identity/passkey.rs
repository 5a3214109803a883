//! What `frontend/passkey.js` finds on a page: a box with its button, its sentences and its question. Its place is
//! kept from the first paint where scripts run, so that nothing jumps; where none run, the sheet leaves it out.

use crate::{lang, parts::Icon, ssr::AssetBase, t, words};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Codes the server may answer a ceremony with.
const CODES: [&str; 17] = [
    "step-up-first",
    "quiet-after-recovery",
    "no-passkey",
    "too-many-tries",
    "password-wrong",
    "required",
    "passkey-refused",
    "passkey-unknown",
    "passkey-copied",
    "passkey-too-late",
    "passkey-known",
    "too-many-passkeys",
    "account-locked",
    "account-closed",
    "sign-in-first",
    "too-often",
    "broken",
];

/// A button that asks the browser for a passkey: `sign-in`, `sign-up` (reads name and e-mail of the form around it)
/// `add` (sends the password that is asked beside it), `step-up` (brings `kept` text back to the page `next`), or `act`
/// (says yes to what the form around it says, and sends it).
#[component]
pub(in crate::pages) fn PasskeyBox(
    asks: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] next: String,
    #[prop(optional, into)] kept: String,
    #[prop(optional)] class: Option<&'static str>,
) -> impl IntoView {
    let base = use_context::<AssetBase>().unwrap_or_default().0;
    let class = class.unwrap_or("btn btn-outline btn-block");
    view! {
        <div class="stack" data-gap="tight" data-passkey=asks data-next=next data-kept=kept data-texts=texts()>
            <button type="button" class=class><Icon name="key-round"/>{label}</button>
            <p class="field-error" role="alert" data-say="true"></p>
        </div>
        <script type="module" src=format!("{base}/pkg/passkey.js") nonce=use_nonce()></script>
    }
}

/// Every sentence the script may need, by what happened.
fn texts() -> String {
    let l = lang();
    let mut texts: BTreeMap<&str, String> = CODES.into_iter().map(|code| (code, words::code(l, code, None))).collect();
    texts.insert("cancelled", t::identity_passkey_cancelled(l).to_owned());
    texts.insert("unsupported", t::identity_passkey_unsupported(l).to_owned());
    texts.insert("failed", t::identity_passkey_failed(l).to_owned());
    texts.insert("offline", words::code(l, "offline", None));
    serde_json::to_string(&texts).unwrap_or_default()
}
