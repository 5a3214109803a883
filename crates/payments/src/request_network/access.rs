//! The hosted Request Network, as an operator names it: where it is, our key, and what its webhooks are signed with.

use super::RequestApi;
use crate::{HostedError, Secret};
use serde::Deserialize;

const SERVICE: &str = "Request Network";

/// What is needed to ask the hosted service, and to know its webhooks.
#[derive(Clone, Debug)]
pub struct RequestAccess {
    /// To ask it.
    pub api: RequestApi,
    /// What webhooks are signed with: two while one is being replaced.
    pub secrets: Vec<Secret>,
    /// Whether nobody on the way can read the key.
    pub is_https: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default = "hosted")]
    url: String,
    key: String,
    webhook_secrets: Vec<String>,
}

fn hosted() -> String {
    "https://api.request.network".to_owned()
}

impl RequestAccess {
    /// Reads `{"key": "…", "webhook_secrets": ["…"]}`; `"url"` for a staging service.
    ///
    /// # Errors
    /// [`HostedError::Settings`], without any secret.
    pub fn parse(json: &str) -> Result<Self, HostedError> {
        let written: Written = serde_json::from_str(json)
            .map_err(|_| HostedError::Settings(SERVICE, "not {\"key\": \"…\", \"webhook_secrets\": [\"…\"]}"))?;
        let key = Secret::parse(&written.key).ok_or(HostedError::Settings(SERVICE, "an empty key"))?;
        let secrets: Option<Vec<Secret>> = written.webhook_secrets.iter().map(|text| Secret::parse(text)).collect();
        let secrets = secrets.filter(|secrets| !secrets.is_empty());
        let no_secret = HostedError::Settings(SERVICE, "an empty webhook secret, or none");
        Ok(Self {
            api: RequestApi::try_new(&written.url, key)?,
            secrets: secrets.ok_or(no_secret)?,
            is_https: written.url.starts_with("https://"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_access_is_refused_without_repeating_a_secret() {
        for json in [
            "",
            "{}",
            r#"{"key":"shh-1","webhook_secrets":[]}"#,
            r#"{"key":"shh-1","webhook_secrets":["shh-2",""]}"#,
            r#"{"key":"","webhook_secrets":["shh-2"]}"#,
            r#"{"url":"ftp://a","key":"shh-1","webhook_secrets":["shh-2"]}"#,
        ] {
            let said = RequestAccess::parse(json).unwrap_err().to_string();
            assert!(!said.contains("shh-"), "{said}");
        }
        let access = RequestAccess::parse(r#"{"key":"shh-1","webhook_secrets":["shh-2"]}"#).unwrap();
        assert!(access.is_https && !format!("{access:?}").contains("shh-"));
    }
}
