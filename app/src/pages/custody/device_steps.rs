//! The steps of a conversation with a device, and every sentence that there may be in one.

use crate::{lang, t, words};
use leptos::prelude::*;

/// The reasons of `signing::Error`, as the bundle names them.
pub(crate) const CODES: [&str; 26] = [
    "signer-refused-on-device",
    "signer-taken-back",
    "signer-pin-wrong",
    "signer-pin-not-entered",
    "signer-locked",
    "signer-busy",
    "signer-not-set-up",
    "signer-without-backup",
    "signer-in-bootloader",
    "signer-other-device",
    "signer-other-passphrase",
    "signer-other-protocol",
    "signer-old-firmware",
    "signer-unofficial-firmware",
    "signer-unplugged",
    "signer-in-use-elsewhere",
    "signer-no-access",
    "signer-none-chosen",
    "signer-no-way",
    "signer-line-broke",
    "signer-answer-makes-no-sense",
    "signer-forbidden-path",
    "signer-not-supported",
    "signer-session-over",
    "signer-not-accepted",
    "signer-failed",
];

/// The browser's own list of devices opens only after a click, so there is one.
#[component]
pub(super) fn Connect(asks_account: bool) -> impl IntoView {
    let l = lang();
    let account = asks_account.then(|| {
        view! {
            <div class="field">
                <label for="device-account">{t::device_account(l)}</label>
                <input class="input" id="device-account" type="number" min="0" max="100" value="0" inputmode="numeric" dir="ltr"
                    data-part="account" aria-describedby="device-account-hint"/>
                <p class="hint" id="device-account-hint">{t::device_account_hint(l)}</p>
            </div>
        }
    });
    view! {
        <div class="stack" data-step="connect" tabindex="-1" hidden>
            <p>{t::device_connect_text(l)}</p>
            {account}
            <div><button type="button" class="btn btn-primary" data-do="connect" disabled>{t::device_connect(l)}</button></div>
        </div>
    }
}

/// Nine blank fields, where the device shows nine scrambled digits. The places are named as they lie; a digit stands nowhere.
#[component]
pub(super) fn PinPad() -> impl IntoView {
    let l = lang();
    let places = [
        ("7", t::device_place_7(l)),
        ("8", t::device_place_8(l)),
        ("9", t::device_place_9(l)),
        ("4", t::device_place_4(l)),
        ("5", t::device_place_5(l)),
        ("6", t::device_place_6(l)),
        ("1", t::device_place_1(l)),
        ("2", t::device_place_2(l)),
        ("3", t::device_place_3(l)),
    ];
    let fields: Vec<_> = places
        .into_iter()
        .map(|(place, label)| view! { <button type="button" class="btn btn-outline" data-place=place aria-label=label></button> })
        .collect();
    view! {
        <div class="stack" data-step="pin" tabindex="-1" hidden>
            <p>{t::device_pin_text(l)}</p>
            <div class="pin-pad" dir="ltr">{fields}</div>
            <p role="status">{t::device_pin_pressed(l)} ": " <span data-part="pressed">"0"</span></p>
            <div class="cluster">
                <button type="button" class="btn btn-primary" data-do="pin">{t::device_pin_enter(l)}</button>
                <button type="button" class="btn btn-ghost" data-do="pin-clear">{t::device_pin_clear(l)}</button>
            </div>
        </div>
    }
}

/// Which of the device's wallets.
#[component]
pub(super) fn Asking() -> impl IntoView {
    let l = lang();
    view! {
        <div class="stack" data-step="passphrase" tabindex="-1" hidden>
            <p>{t::device_passphrase_text(l)}</p>
            <div class="cluster">
                <button type="button" class="btn btn-outline" data-do="standard">{t::device_passphrase_none(l)}</button>
                <button type="button" class="btn btn-outline" data-do="on-device">{t::device_passphrase_there(l)}</button>
            </div>
            <div class="field">
                <label for="device-passphrase">{t::device_passphrase(l)}</label>
                <input class="input" id="device-passphrase" type="password" autocomplete="off" maxlength="50" dir="auto"
                    data-part="passphrase"/>
                <p class="field-error" role="alert" data-part="too-long" hidden>{t::device_passphrase_long(l)}</p>
            </div>
            <div><button type="button" class="btn btn-outline" data-do="typed">{t::device_passphrase_use(l)}</button></div>
        </div>
    }
}

/// What stands on the device stands on this page, marked meanwhile.
#[component]
pub(super) fn Compare() -> impl IntoView {
    let l = lang();
    view! {
        <div class="stack" data-step="look" tabindex="-1" role="status" hidden>
            <p><strong>{t::device_look(l)}</strong></p>
            <p data-part="look-enter" hidden>{t::device_look_enter(l)}</p>
            <p data-part="look-words" hidden>{t::device_look_words(l)}</p>
            <p data-part="look-hashes" hidden>{t::device_look_hashes(l)}</p>
        </div>
    }
}

/// Why it ended, and what next.
#[component]
pub(super) fn Refusals() -> impl IntoView {
    let l = lang();
    // The bundle may not come at all.
    let codes = CODES.into_iter().chain(["offline"]);
    let sentences: Vec<_> =
        codes.map(|code| view! { <p data-code=code hidden>{words::code(l, code, None)}</p> }).collect();
    view! {
        <div class="stack" data-step="refused" tabindex="-1" role="alert" hidden>
            {sentences}
            <p data-part="perhaps-passphrase" hidden>{t::device_perhaps_passphrase(l)}</p>
            <p class="hint">{t::device_or_paste(l)}</p>
            <div><button type="button" class="btn btn-primary" data-do="connect">{t::device_again(l)}</button></div>
        </div>
    }
}

/// It stands in the field; the page's own button goes on.
#[component]
pub(super) fn Answered() -> impl IntoView {
    view! { <p data-part="done" role="status" hidden>{t::device_done(lang())}</p> }
}
