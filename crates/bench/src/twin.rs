//! The twin: the same text of the same rows through the same store, written by hand in axum and maud.

use anyhow::Result;

pub(crate) async fn serve(_uri: &str, _port: u16) -> Result<()> {
    anyhow::bail!("the twin has no pages yet")
}
