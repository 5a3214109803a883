//! One SHKeeper, as an operator names it: where it is and the key that both sides know.

use super::{CallbackKey, ShkeeperApi};
use crate::{HostedError, Secret};
use serde::Deserialize;

const SERVICE: &str = "SHKeeper";

/// What is needed to ask one SHKeeper, and to know its callbacks.
#[derive(Clone, Debug)]
pub struct ShkeeperAccess {
    /// To ask it.
    pub api: ShkeeperApi,
    /// To know its callbacks.
    pub callbacks: CallbackKey,
    /// Whether nobody on the way can read the key.
    pub is_https: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    url: String,
    key: String,
    #[serde(default)]
    takes_unsigned: bool,
}

impl ShkeeperAccess {
    /// Reads `{"url": "https://…", "key": "…"}`; `"takes_unsigned": true` for one older than 2.5.16.
    ///
    /// # Errors
    /// [`HostedError::Settings`], without the key.
    pub fn parse(json: &str) -> Result<Self, HostedError> {
        let written: Written = serde_json::from_str(json)
            .map_err(|_| HostedError::Settings(SERVICE, "not {\"url\": \"…\", \"key\": \"…\"}"))?;
        let key = Secret::parse(&written.key).ok_or(HostedError::Settings(SERVICE, "an empty key"))?;
        Ok(Self {
            api: ShkeeperApi::try_new(&written.url, key.clone(), None)?,
            callbacks: CallbackKey { key, takes_unsigned: written.takes_unsigned },
            is_https: written.url.starts_with("https://"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_access_is_refused_without_repeating_the_key() {
        for json in
            ["", "{}", r#"{"url":"https://a.example","key":" "}"#, r#"{"url":"a","key":"shh-1"}"#, r#"{"key":"shh-1"}"#]
        {
            let said = ShkeeperAccess::parse(json).unwrap_err().to_string();
            assert!(!said.contains("shh-1"), "{said}");
        }
        let access = ShkeeperAccess::parse(r#"{"url":"https://a.example","key":"shh-1"}"#).unwrap();
        assert!(access.is_https && !access.callbacks.takes_unsigned && !format!("{access:?}").contains("shh-1"));
    }
}
