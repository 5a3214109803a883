//! The cookie by which a browser that was here is known again. It opens nothing.

use super::visit::broken;
use crate::{
    Fault,
    ssr::{desk, session},
};
use axum::http::{HeaderValue, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use store::DEVICE_KEY;

/// The cookie by which this browser is known, if it was here before: `__Host-device`, or `device` on this machine.
pub(super) fn device_cookie() -> Option<String> {
    let parts = use_context::<Parts>()?;
    let lines = parts.headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let name = device_name(&desk().settings.origin);
    pairs.find(|(its_name, _)| *its_name == name).map(|(_, value)| value.to_owned())
}

fn device_name(origin: &str) -> &'static str {
    if origin.starts_with("https://") { "__Host-device" } else { "device" }
}

/// A browser that comes in is known from now on.
pub(super) fn keep_device(origin: &str, cookie: &str) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    let secure = if origin.starts_with("https://") { "; Secure" } else { "" };
    let name = device_name(origin);
    let cookie = format!("{name}={cookie}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.append_header(header::SET_COOKIE, value);
    }
}

/// What the list of browsers calls this one.
///
/// # Errors
/// 500 without a session layer.
pub async fn this_device() -> Result<String, Fault> {
    Ok(session().await?.get(DEVICE_KEY).await.map_err(broken)?.unwrap_or_default())
}
