//! Server functions of the broken glass: who is asking, one action, one answer.
#![allow(missing_docs, reason = "a server function becomes a struct whose fields are its arguments")]

use crate::Fault;
#[cfg(feature = "ssr")]
use crate::{
    api::identity::act_answer,
    ssr::{desk, done, refuse, signed_in},
};
use leptos::prelude::*;

/// Asks that the glass be broken, with a passkey's yes.
#[server(endpoint = "ask_break_glass")]
pub async fn ask_break_glass(
    key: String,
    reason: String,
    #[server(default)] secret_ceremony: String,
    #[server(default)] secret_answer: String,
) -> Result<(), Fault> {
    let viewer = signed_in()?;
    let form_key = actions::FormKey::new(&key, [&*reason]);
    let yes = act_answer(&secret_ceremony, secret_answer).await?;
    actions::custody::ask_break_glass(&desk(), viewer.id, &reason, &form_key, &yes).await.map_err(refuse)?;
    done("/admin/break-glass?done=glass_asked");
    Ok(())
}

/// Another admin's yes, with a passkey's.
#[server(endpoint = "confirm_break_glass")]
pub async fn confirm_break_glass(
    which: String,
    #[server(default)] secret_ceremony: String,
    #[server(default)] secret_answer: String,
) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, glass_id(&which)?);
    let yes = act_answer(&secret_ceremony, secret_answer).await?;
    actions::custody::confirm_break_glass(&desk(), viewer.id, id, &yes).await.map_err(refuse)?;
    done("/admin/break-glass?done=glass_opened");
    Ok(())
}

/// An admin's no, or who asked takes it back.
#[server(endpoint = "refuse_break_glass")]
pub async fn refuse_break_glass(which: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, glass_id(&which)?);
    actions::custody::refuse_break_glass(&desk(), viewer.id, id).await.map_err(refuse)?;
    done("/admin/break-glass?done=glass_refused");
    Ok(())
}

/// An admin ends it early.
#[server(endpoint = "close_break_glass")]
pub async fn close_break_glass(which: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, glass_id(&which)?);
    actions::custody::close_break_glass(&desk(), viewer.id, id).await.map_err(refuse)?;
    done("/admin/break-glass?done=glass_closed");
    Ok(())
}

#[cfg(feature = "ssr")]
fn glass_id(text: &str) -> Result<domain::BreakGlassId, Fault> {
    text.parse().map_err(|_| Fault::new(404, "not-found"))
}
