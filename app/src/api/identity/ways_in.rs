//! The ways in that a person keeps, and the browsers that are in.

use crate::Fault;
use leptos::prelude::*;

/// Calls a passkey something else.
///
/// # Errors
/// A code at `name`; 404 for another person's.
#[server(endpoint = "rename_passkey")]
pub async fn rename_passkey(which: String, name: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let id = which.parse().map_err(|_| Fault::new(404, "not-found"))?;
    actions::identity::rename_passkey(&ssr::desk(), me.id, id, &name).await.map_err(ssr::refuse)?;
    ssr::done("/settings/passkeys?done=renamed");
    Ok(())
}

/// Takes a passkey away.
///
/// # Errors
/// 409 `last-credential`; 404 for another person's.
#[server(endpoint = "remove_passkey")]
pub async fn remove_passkey(which: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let id = which.parse().map_err(|_| Fault::new(404, "not-found"))?;
    actions::identity::remove_passkey(&ssr::desk(), me.id, id).await.map_err(ssr::refuse)?;
    ssr::done("/settings/passkeys?done=removed");
    Ok(())
}

/// Sets the password, or another one; every other browser is signed out.
///
/// # Errors
/// A code per field.
#[server(endpoint = "set_password")]
pub async fn set_password(#[server(default)] secret_current: String, secret_password: String) -> Result<(), Fault> {
    use crate::ssr;
    let (desk, me) = (ssr::desk(), ssr::signed_in()?);
    let proof = actions::identity::Proof { is_fresh: ssr::is_fresh(), password: &secret_current };
    let done = actions::identity::set_password(&desk, me.id, proof, &secret_password).await;
    done.map_err(ssr::refuse)?;
    let here = super::this_session().await?;
    actions::identity::end_other_sessions(&desk, me.id, &here).await.map_err(ssr::refuse)?;
    ssr::done("/settings/passkeys?done=password");
    Ok(())
}

/// Does without a password.
///
/// # Errors
/// 409 `last-credential`.
#[server(endpoint = "remove_password")]
pub async fn remove_password() -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::identity::remove_password(&ssr::desk(), me.id).await.map_err(ssr::refuse)?;
    ssr::done("/settings/passkeys?done=removed");
    Ok(())
}

/// Signs one browser out, wherever it stands.
///
/// # Errors
/// 401 for nobody.
#[server(endpoint = "end_session")]
pub async fn end_session(which: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::identity::end_session(&ssr::desk(), me.id, &which).await.map_err(ssr::refuse)?;
    ssr::done("/settings/sessions?done=ended");
    Ok(())
}

/// Signs every browser out but this one.
///
/// # Errors
/// 401 for nobody.
#[server(endpoint = "end_other_sessions")]
pub async fn end_other_sessions() -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let here = super::this_session().await?;
    actions::identity::end_other_sessions(&ssr::desk(), me.id, &here).await.map_err(ssr::refuse)?;
    ssr::done("/settings/sessions?done=ended");
    Ok(())
}

/// "This was not me": `which` is `device.…` or `address.…`. It is known no more, and its sessions end.
///
/// # Errors
/// 404 for what is neither.
#[server(endpoint = "disown_place")]
pub async fn disown_place(which: String) -> Result<(), Fault> {
    use crate::ssr;
    use actions::identity::Place;
    let me = ssr::signed_in()?;
    let place = match which.split_once('.') {
        Some(("device", mark)) => Place::Device(mark),
        Some(("address", ip)) => Place::Address(ip),
        _ => return Err(Fault::new(404, "not-found")),
    };
    let here = super::this_session().await?;
    actions::identity::disown(&ssr::desk(), me.id, place, &here).await.map_err(ssr::refuse)?;
    ssr::done("/settings/devices?done=disowned");
    Ok(())
}
