//! Server functions of vaults and of what devices sign for them: who is asking, one action, one answer.
#![allow(missing_docs, reason = "a server function becomes a struct whose fields are its arguments")]

use crate::Fault;
#[cfg(feature = "ssr")]
use crate::{
    api::identity::act_answer,
    ssr::{desk, done, refuse, signed_in},
};
use leptos::prelude::*;

/// Receiving addresses come from this signer's account from now on, with a passkey's yes to it.
#[server(endpoint = "choose_deposit_account")]
pub async fn choose_deposit_account(
    which: String,
    #[server(default)] secret_ceremony: String,
    #[server(default)] secret_answer: String,
) -> Result<(), Fault> {
    let viewer = signed_in()?;
    let id = which.parse().map_err(|_| Fault::new(404, "not-found"))?;
    let yes = act_answer(&secret_ceremony, secret_answer).await?;
    actions::custody::choose_deposit_account(&desk(), viewer.id, id, &yes).await.map_err(refuse)?;
    done("/admin/vaults?done=deposit_account_chosen");
    Ok(())
}

/// Looks now for what can be swept.
#[server(endpoint = "sweep_now")]
pub async fn sweep_now() -> Result<(), Fault> {
    let viewer = signed_in()?;
    actions::custody::sweep_now(&desk(), viewer.id).await.map_err(refuse)?;
    done("/admin/vaults?done=swept_now");
    Ok(())
}

/// What a device signed for a sweep.
#[server(endpoint = "sign_sweep")]
pub async fn sign_sweep(which: String, signature: String) -> Result<(), Fault> {
    let viewer = signed_in()?;
    let id = which.parse().map_err(|_| Fault::new(404, "not-found"))?;
    actions::custody::sign_sweep(&desk(), viewer.id, id, &signature).await.map_err(refuse)?;
    done(&format!("/admin/sweeps/{id}?done=sweep_signed"));
    Ok(())
}

/// Plans a sweep anew, because its fees have grown old.
#[server(endpoint = "plan_sweep_anew")]
pub async fn plan_sweep_anew(which: String) -> Result<(), Fault> {
    let viewer = signed_in()?;
    let id = which.parse().map_err(|_| Fault::new(404, "not-found"))?;
    actions::custody::plan_sweep_anew(&desk(), viewer.id, id).await.map_err(refuse)?;
    done(&format!("/admin/sweeps/{id}?done=sweep_planned_anew"));
    Ok(())
}
