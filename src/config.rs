//! Every setting, read once, with its unit. A setting that would be unsafe is refused here, by name.

use crate::{bot, hosted, middleware::client_ip, post};
use actions::{Keys, providers::Hosted};
use anyhow::{Context, Result, anyhow, bail, ensure};
use domain::{BasisPoints, Hours, telegram::BotAccess};
use files::ShelfPlace;
use payments::ChainSettings;
use std::{net::SocketAddr, path::PathBuf};
use url::Url;

/// Settings, from the command line or the environment.
#[derive(clap::Args, Clone)]
pub struct Options {
    /// Folder for the database, the secret and whatever else is kept
    #[arg(long, env = "AMANAT_DATA", default_value = "data", global = true)]
    data: PathBuf,
    /// Address to listen on; port 0 takes a free one
    #[arg(long, env = "AMANAT_ADDR", default_value = "127.0.0.1:3000", global = true)]
    addr: SocketAddr,
    /// Address people open, e.g. https://amanat.example; what passkeys are bound to [default: http://localhost:PORT]
    #[arg(long, env = "AMANAT_ORIGIN", global = true)]
    origin: Option<String>,
    /// Address of the operator's own listener: /metrics, and nothing else [default: none]
    #[arg(long, env = "AMANAT_METRICS_ADDR", global = true)]
    metrics_addr: Option<SocketAddr>,
    /// Proxies whose X-Forwarded-For is believed: addresses or networks, with commas between [default: none]
    #[arg(long, env = "AMANAT_TRUSTED_PROXIES", default_value = "", hide_default_value = true, global = true)]
    trusted_proxies: String,
    /// Folder of the browser's bundle and the public files
    #[arg(long, env = "AMANAT_SITE", default_value = "dist", global = true)]
    site: PathBuf,
    /// A MongoDB replica set or cluster instead of the engine in the data folder
    #[arg(long, env = "MONGODB_URI", hide_env_values = true, global = true)]
    mongodb_uri: Option<String>,
    /// 64 hex digits that every process on one database shares [default: kept in the data folder]
    #[arg(long, env = "AMANAT_SECRET", hide_env_values = true, global = true)]
    secret: Option<String>,
    /// Chains and tokens that count as money: a JSON list
    #[arg(long, env = "AMANAT_CHAINS", hide_env_values = true, global = true)]
    chains: Option<String>,
    /// Account public key (m/44'/60'/A') that receiving addresses are derived from
    #[arg(long, env = "AMANAT_XPUB", hide_env_values = true, global = true)]
    xpub: Option<String>,
    /// Encrypted file of the keys that money leaves with; its password is in AMANAT_KEYSTORE_PASSWORD or in the file
    /// that AMANAT_KEYSTORE_PASSWORD_FILE names [default: nothing is paid out]
    #[arg(long, env = "AMANAT_KEYSTORE", global = true)]
    keystore: Option<PathBuf>,
    /// Addresses that no money is taken from and none is sent to: one per line, or a sheet or JSON with them in it; read
    /// again when it changes
    #[arg(long, env = "AMANAT_SANCTIONS", global = true)]
    sanctions: Option<PathBuf>,
    /// How old that file may become before nothing is credited any more, in hours
    #[arg(long, env = "AMANAT_SANCTIONS_MAX_AGE_HOURS", default_value_t = 48, global = true)]
    sanctions_max_age_hours: i64,
    /// What the house takes at release, in basis points (250 = 2.5 %)
    #[arg(long, env = "AMANAT_FEE_BPS", default_value_t = 250, global = true)]
    fee_bps: u16,
    /// How long a buyer may take to pay, in minutes
    #[arg(long, env = "AMANAT_PAY_MINUTES", default_value_t = 60, global = true)]
    pay_minutes: i64,
    /// Where files lie that people bring: a folder, or s3+https://KEY:SECRET@host/bucket?region=… [default: in the data
    /// folder]
    #[arg(long, env = "AMANAT_FILES", hide_env_values = true, global = true)]
    files: Option<String>,
    /// Mail server that letters leave by: smtps://user:password@host, or smtp://… with STARTTLS [default: letters wait]
    #[arg(long, env = "AMANAT_SMTP", hide_env_values = true, global = true)]
    smtp: Option<String>,
    /// In whose name letters are written, e.g. "Amanat <post@amanat.example>"
    #[arg(long, env = "AMANAT_MAIL_FROM", hide_env_values = true, global = true)]
    mail_from: Option<String>,
    /// The bot that tells people their news and opens the door to those who are linked: {"token": "…", "bot": "AmanatBot",
    /// "webhook_secret": "…"} [default: there is no bot]
    #[arg(long, env = "AMANAT_TELEGRAM", hide_env_values = true, global = true)]
    telegram: Option<String>,
    #[command(flatten)]
    hosted: hosted::HostedOptions,
    /// Made-up people and test money; needs a build with the `demo` feature
    #[arg(long, env = "AMANAT_DEMO", value_parser = clap::builder::FalseyValueParser::new(), num_args = 0..=1,
        default_missing_value = "1", default_value = "0", global = true)]
    demo: bool,
}

/// Settings that have been checked.
#[derive(Clone)]
pub struct Config {
    /// Folder for the database and the secret.
    pub data: PathBuf,
    /// Address to listen on.
    pub addr: SocketAddr,
    /// Address people open, if it was said.
    pub origin: Option<String>,
    /// Where the operator reads the metrics.
    pub metrics_addr: Option<SocketAddr>,
    /// Proxies whose word about an address counts.
    pub trusted_proxies: client_ip::Trusted,
    /// Folder of the bundle.
    pub site: PathBuf,
    /// Database elsewhere.
    pub mongodb_uri: Option<String>,
    /// The secret, if it was said.
    pub secret: Option<Keys>,
    /// Chains we watch.
    pub chains: Vec<ChainSettings>,
    /// Where receiving addresses come from.
    pub xpub: Option<String>,
    /// The keys that money leaves with.
    pub keystore: Option<PathBuf>,
    /// Whom no money is taken from and none is sent to.
    pub sanctions: Option<PathBuf>,
    /// How old that list may become.
    pub sanctions_max_age: Hours,
    /// Where files lie, if it was said.
    pub files: Option<ShelfPlace>,
    /// Fee at release.
    pub fee_bps: BasisPoints,
    /// Minutes to pay.
    pub pay_minutes: i64,
    /// The mail server, if there is one.
    pub smtp: Option<notify::Smtp>,
    /// The bot, if there is one.
    pub telegram: Option<BotAccess>,
    /// Hosted services, and how to pay outside of them.
    pub hosted: Hosted,
    /// Made-up people and test money.
    pub is_demo: bool,
}

impl Options {
    /// Checks everything that can be checked without opening anything.
    ///
    /// # Errors
    /// Names the setting and what is wrong with it.
    pub fn check(self) -> Result<Config> {
        ensure!(!self.demo || cfg!(feature = "demo"), "AMANAT_DEMO: this build has no demo in it (feature `demo`)");
        let secret = self.secret.map(|text| Keys::from_hex(&text).context("AMANAT_SECRET: not 64 hex digits"));
        let chains = self.chains.map(|json| ChainSettings::parse_list(&json).context("AMANAT_CHAINS"));
        let config = Config {
            data: self.data,
            addr: self.addr,
            origin: self.origin.map(|origin| checked_origin(&origin)).transpose()?,
            metrics_addr: self.metrics_addr,
            trusted_proxies: client_ip::proxies(&self.trusted_proxies).context("AMANAT_TRUSTED_PROXIES")?,
            site: self.site,
            mongodb_uri: self.mongodb_uri.filter(|uri| !uri.is_empty()),
            secret: secret.transpose()?,
            chains: chains.transpose()?.unwrap_or_default(),
            xpub: self.xpub,
            keystore: self.keystore.filter(|file| !file.as_os_str().is_empty()),
            sanctions: self.sanctions.filter(|file| !file.as_os_str().is_empty()),
            sanctions_max_age: Hours(self.sanctions_max_age_hours),
            files: files_place(self.files.as_deref())?,
            fee_bps: fee(self.fee_bps)?,
            pay_minutes: self.pay_minutes,
            smtp: post::smtp(self.smtp.as_deref(), self.mail_from.as_deref())?,
            telegram: bot::access(self.telegram.as_deref())?,
            hosted: self.hosted.check()?,
            is_demo: self.demo,
        };
        ensure!((5..=7 * 24 * 60).contains(&config.pay_minutes), "AMANAT_PAY_MINUTES: 5 to 10080");
        let max_age = config.sanctions_max_age.0;
        ensure!((1..=31 * 24).contains(&max_age), "AMANAT_SANCTIONS_MAX_AGE_HOURS: 1 to 744");
        if !config.is_demo && !cfg!(debug_assertions) {
            config.is_fit_for_real_money()?;
        }
        Ok(config)
    }
}

impl Config {
    /// The address people open: as said, else this machine at that port.
    pub fn origin(&self, port: u16) -> String {
        self.origin.clone().unwrap_or_else(|| format!("http://localhost:{port}"))
    }

    /// What an optimised build without demo insists on.
    fn is_fit_for_real_money(&self) -> Result<()> {
        ensure!(
            self.mongodb_uri.is_none() || self.secret.is_some(),
            "AMANAT_SECRET is missing: with MONGODB_URI every process must share one secret, or codes and addresses of \
             one are strange to the other"
        );
        if let Some(chain) = self.chains.iter().find(|chain| chain.nodes_needed < 2) {
            bail!("AMANAT_CHAINS: chain {} trusts one node; real money needs \"nodes_needed\": 2", chain.chain_id);
        }
        let has_account = self.xpub.is_some() || self.keystore.is_some();
        ensure!(self.chains.is_empty() || has_account, "AMANAT_XPUB is missing: nobody could pay");
        hosted::is_fit_for_real_money(&self.hosted)?;
        let is_hidden = self.telegram.as_ref().is_none_or(BotAccess::is_https);
        ensure!(is_hidden, "AMANAT_TELEGRAM: its token is for https only");
        ensure!(
            self.chains.is_empty() || self.sanctions.is_some(),
            "AMANAT_SANCTIONS is missing: no money is taken from a chain before its sender was looked up in a list"
        );
        Ok(())
    }
}

fn files_place(said: Option<&str>) -> Result<Option<ShelfPlace>> {
    let said = said.filter(|text| !text.is_empty());
    said.map(|text| ShelfPlace::parse(text).context("AMANAT_FILES")).transpose()
}

fn fee(bps: u16) -> Result<BasisPoints> {
    BasisPoints::try_new(bps).map_err(|bps| anyhow!("AMANAT_FEE_BPS: {bps} is more than the whole"))
}

/// `https://host[:port]`, or plain HTTP on this machine only: there the session's cookie cannot be `Secure`.
fn checked_origin(text: &str) -> Result<String> {
    let url = Url::parse(text).context("AMANAT_ORIGIN: not an address")?;
    let is_local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    ensure!(
        url.scheme() == "https" || (url.scheme() == "http" && is_local),
        "AMANAT_ORIGIN: plain http is for localhost only; put a TLS proxy in front and say https://…"
    );
    Ok(url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::checked_origin;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        assert_eq!(checked_origin("http://localhost:3000/").unwrap(), "http://localhost:3000");
        assert_eq!(checked_origin("https://amanat.example/x").unwrap(), "https://amanat.example");
        assert!(checked_origin("http://amanat.example").is_err());
        assert!(checked_origin("amanat.example").is_err());
    }
}
