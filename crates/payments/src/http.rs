//! The HTTP client of this room: deadlines, no redirects, bounded answers, errors without addresses (they may carry
//! access keys). Who is asked what belongs elsewhere.

use reqwest::{Client, Response, Url, redirect};
use std::time::Duration;

const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// No redirects: who sends us elsewhere is not who was configured.
pub(crate) fn client(url: &Url, answer_within: Duration) -> Result<Client, reqwest::Error> {
    let builder =
        Client::builder().connect_timeout(CONNECT_WITHIN).timeout(answer_within).redirect(redirect::Policy::none());
    if url.scheme() == "http" {
        // Nothing to verify, so no certificates need be installed on this machine.
        return builder.tls_backend_preconfigured(trusting_nobody()).build();
    }
    // Whoever came first has chosen; the error only says so.
    let _ = rustls::crypto::ring::default_provider().install_default();
    builder.build()
}

/// The whole answer, unless it is longer than that.
pub(crate) async fn bounded(mut response: Response, max_bytes: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    while let Some(part) = response.chunk().await.map_err(without_url)? {
        if bytes.len() + part.len() > max_bytes {
            return Err(format!("more than {max_bytes} bytes"));
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

pub(crate) fn without_url(error: reqwest::Error) -> String {
    let error = error.without_url();
    let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
    format!("{error}{cause}")
}

fn trusting_nobody() -> rustls::ClientConfig {
    rustls::ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .expect("the ring provider speaks the default protocol versions")
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}
