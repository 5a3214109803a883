//! `amanat keystore`: makes, imports and shows the file of the keys that money leaves with; and how a house opens it. The
//! password comes from the environment, a file or a person, never from the command line, and is wiped after use.

use crate::config::Config;
use actions::Desk;
use anyhow::{Context, Result, ensure};
use domain::Timestamp;
use payments::{Keystore, Signer, read_keystore, write_keystore};
use std::{
    env, fs,
    io::{IsTerminal, stdin},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};
use zeroize::Zeroizing;

const PASSWORD: &str = "AMANAT_KEYSTORE_PASSWORD";
const PASSWORD_FILE: &str = "AMANAT_KEYSTORE_PASSWORD_FILE";

/// What is done with a keystore.
#[derive(Clone, clap::Subcommand)]
pub enum Asked {
    /// Make new keys in a new file
    New {
        /// Only the hot vault's: receiving addresses are a hardware wallet's
        #[arg(long)]
        vault_only: bool,
    },
    /// Put keys that exist into a new file: an account's xprv and the hot vault's key are asked for
    Import,
    /// Make another key for the hot vault, in a new file with the same account. What the old key signed goes on to count; the
    /// money that lies in the old vault has to be sent to the new one
    Rotate {
        /// The new file
        #[arg(long)]
        to: PathBuf,
        /// What the old key signed from this moment on does not count, as in 2026-03-01T12:00:00Z: somebody else may have it
        #[arg(long, value_name = "TIME")]
        until: Option<Timestamp>,
    },
    /// Put the hot vault's key alone into a new file: receiving addresses are a hardware wallet's now. The old file has the only
    /// key to what may still come to older addresses: keep it, somewhere else
    WithoutAccount {
        /// The new file
        #[arg(long)]
        to: PathBuf,
    },
    /// Say what is public of it: the account's xpub, the hot vault's address, and those before it
    Show,
}

/// Does it.
///
/// # Errors
/// When there is no such file, there is one already, or the password does not open it.
pub fn keystore(config: &Config, asked: Asked) -> Result<ExitCode> {
    let path = config.keystore.clone().unwrap_or_else(|| config.data.join("keystore.json"));
    let (path, keystore) = match asked {
        Asked::Rotate { to, until } => {
            let keystore = read_keystore(&path, &password("Password: ")?)?.rotated(until)?;
            (to.clone(), write(&to, keystore)?)
        }
        Asked::Show => (path.clone(), read_keystore(&path, &password("Password: ")?)?),
        Asked::WithoutAccount { to } => {
            let keystore = read_keystore(&path, &password("Password: ")?)?.without_account();
            (to.clone(), write(&to, keystore)?)
        }
        Asked::New { vault_only: false } => (path.clone(), write(&path, Keystore::generate()?)?),
        Asked::New { vault_only: true } => (path.clone(), write(&path, Keystore::generate_vault()?)?),
        Asked::Import => {
            let account = secret("The account's private key (xprv…): ")?;
            let vault = secret("The hot vault's private key (64 hex digits): ")?;
            (path.clone(), write(&path, Keystore::import(&account, &vault)?)?)
        }
    };
    say(&path, &keystore);
    Ok(ExitCode::SUCCESS)
}

/// The keys of this house, unlocked; none when no file was named.
///
/// # Errors
/// When the file does not open, or its account is not the one that addresses are derived from.
pub fn open(config: &Config) -> Result<Option<Arc<Keystore>>> {
    let Some(path) = &config.keystore else { return Ok(None) };
    let keystore = read_keystore(path, &password("Password of the keystore: ")?).context("AMANAT_KEYSTORE")?;
    if let (Some(xpub), Some(own)) = (&config.xpub, keystore.xpub()) {
        ensure!(
            own == xpub.trim(),
            "AMANAT_XPUB is another account than the keystore's: money would arrive where nobody can send it on"
        );
    }
    Ok(Some(Arc::new(keystore)))
}

/// Says in the log that this server still has the key of addresses given out before, in a house whose new ones are a device's.
///
/// # Errors
/// When the database does not answer.
pub async fn say_what_is_kept(desk: &Desk) -> Result<()> {
    let has_account = desk.keystore.as_deref().is_some_and(|keys| keys.account().is_some());
    if has_account && desk.store.deposit_signer().await?.is_some() {
        tracing::warn!(
            "the keystore has the key of addresses given out before a device was chosen: when nothing lies there any more, \
             `amanat keystore without-account` leaves the hot vault's alone"
        );
    }
    Ok(())
}

#[allow(clippy::print_stdout, reason = "it is what the command was called for")]
fn say(path: &Path, keystore: &Keystore) {
    println!("keystore   {}", path.display());
    match keystore.xpub() {
        Some(xpub) => println!("AMANAT_XPUB={xpub}"),
        None => println!("no account: receiving addresses are a hardware wallet's"),
    }
    println!("hot vault  {}", keystore.vault().address());
    for former in keystore.former() {
        let until = former.until.map(|until| format!(", what it signed before {until}")).unwrap_or_default();
        println!("before     {}{until}", former.vault);
    }
}

fn write(path: &Path, keystore: Keystore) -> Result<Keystore> {
    ensure!(!path.exists(), "{} is there already: a keystore is never written over", path.display());
    let password = password("A new password, 12 characters at least: ")?;
    if env::var_os(PASSWORD).is_none() && env::var_os(PASSWORD_FILE).is_none() && stdin().is_terminal() {
        ensure!(*password == *secret("Once more: ")?, "these are two passwords");
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    write_keystore(path, &keystore, &password)?;
    Ok(keystore)
}

/// From the environment, from a file, or from a person.
fn password(prompt: &str) -> Result<Zeroizing<String>> {
    if let Ok(password) = env::var(PASSWORD) {
        return Ok(Zeroizing::new(password));
    }
    if let Some(file) = env::var_os(PASSWORD_FILE).map(PathBuf::from) {
        let text = Zeroizing::new(fs::read_to_string(&file).context(PASSWORD_FILE)?);
        return Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()));
    }
    ensure!(stdin().is_terminal(), "{PASSWORD} or {PASSWORD_FILE} is missing, and nobody is there to be asked");
    secret(prompt)
}

/// A line that is not shown while it is typed; from a pipe, the next line.
fn secret(prompt: &str) -> Result<Zeroizing<String>> {
    if stdin().is_terminal() {
        return Ok(Zeroizing::new(rpassword::prompt_password(prompt)?));
    }
    let mut line = Zeroizing::new(String::new());
    stdin().read_line(&mut line)?;
    Ok(Zeroizing::new(line.trim().to_owned()))
}
