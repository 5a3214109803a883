//! Server functions of files beside things: who is asking, one action, one answer. Bringing them is `src/uploads.rs`.

#[cfg(feature = "ssr")]
use super::market::known;
use crate::Fault;
use leptos::prelude::*;

/// A file is taken away by who brought it.
///
/// # Errors
/// 403, 404.
#[server(endpoint = "take_file_away")]
pub async fn take_file_away(which: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::attachments::take_away(&ssr::desk(), me.id, known(&which)?).await.map_err(ssr::refuse)?;
    Ok(())
}
