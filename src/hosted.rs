//! The ways to pay besides the chains, as an operator names them: settings of hosted services, checked.

use actions::providers::Hosted;
use anyhow::{Context, Result, ensure};
use payments::{request_network::RequestAccess, shkeeper::ShkeeperAccess};

/// Settings of the ways to pay besides the chains.
#[derive(clap::Args, Clone)]
pub struct HostedOptions {
    /// Request Network's hosted service: {"key": "…", "webhook_secrets": ["…"]} [default: nobody pays by it]
    #[arg(long, env = "AMANAT_REQUEST_NETWORK", hide_env_values = true, global = true)]
    request_network: Option<String>,
    /// A SHKeeper: {"url": "https://…", "key": "…"} [default: nobody pays by it]
    #[arg(long, env = "AMANAT_SHKEEPER", hide_env_values = true, global = true)]
    shkeeper: Option<String>,
    /// How people pay outside of every service, in words for them [default: nobody is offered to]
    #[arg(long, env = "AMANAT_PAY_BY_HAND", global = true)]
    pay_by_hand: Option<String>,
}

impl HostedOptions {
    /// Checks everything that can be checked without asking anybody.
    ///
    /// # Errors
    /// Names the setting and what is wrong with it, without a key.
    pub fn check(self) -> Result<Hosted> {
        let said = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let request_network = said(self.request_network).map(|json| RequestAccess::parse(&json)).transpose();
        let shkeeper = said(self.shkeeper).map(|json| ShkeeperAccess::parse(&json)).transpose();
        Ok(Hosted {
            request_network: request_network.context("AMANAT_REQUEST_NETWORK")?,
            shkeeper: shkeeper.context("AMANAT_SHKEEPER")?,
            by_hand: said(self.pay_by_hand),
        })
    }
}

/// What real money insists on: nobody on the way reads a key.
///
/// # Errors
/// Names the setting.
pub fn is_fit_for_real_money(hosted: &Hosted) -> Result<()> {
    let request_network = hosted.request_network.as_ref().is_none_or(|access| access.is_https);
    ensure!(request_network, "AMANAT_REQUEST_NETWORK: its key is for https only");
    let shkeeper = hosted.shkeeper.as_ref().is_none_or(|access| access.is_https);
    ensure!(shkeeper, "AMANAT_SHKEEPER: its key is for https only");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(request_network: &str, shkeeper: &str) -> HostedOptions {
        let said = |text: &str| Some(text.to_owned());
        HostedOptions { request_network: said(request_network), shkeeper: said(shkeeper), pay_by_hand: said(" ") }
    }

    #[test]
    fn what_is_not_said_is_not_there_and_what_is_said_wrong_is_named() {
        let none = options("", " ").check().unwrap();
        assert!(none.request_network.is_none() && none.shkeeper.is_none() && none.by_hand.is_none());
        let said = format!("{:#}", options("{}", "").check().unwrap_err());
        assert!(said.starts_with("AMANAT_REQUEST_NETWORK"), "{said}");
    }

    #[test]
    fn a_key_goes_over_https_where_money_is_real() {
        let plain = options("", r#"{"url":"http://127.0.0.1:5000","key":"shh-1"}"#).check().unwrap();
        let said = is_fit_for_real_money(&plain).unwrap_err().to_string();
        assert!(said.starts_with("AMANAT_SHKEEPER") && !said.contains("shh-1"), "{said}");
        let safe = options("", r#"{"url":"https://pay.example","key":"shh-1"}"#).check().unwrap();
        assert!(is_fit_for_real_money(&safe).is_ok());
    }
}
