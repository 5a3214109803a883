//! What a bare machine lacks: the wasm target, the npm packages, a browser, Python. Each is installed once, or named with its cure.

use crate::shell::{find, need, run, run_quietly, say};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The standard library for the browser.
pub fn wasm_target() -> Result<()> {
    let sysroot = run_quietly(Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown").is_dir() {
        return Ok(());
    }
    need("rustup", "install Rust with rustup, or your system's wasm32-unknown-unknown standard library")?;
    say("adding the wasm32-unknown-unknown target");
    run(Command::new("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
}

/// The packages of package.json in node_modules/. `npm ci` is of no use: the lock file leaves out other platforms' binaries.
pub fn npm_packages() -> Result<()> {
    const STAMP: &str = "node_modules/.installed";
    let wanted = fs::read_to_string("package.json").context("cannot read package.json")?;
    if fs::read_to_string(STAMP).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    need("node", "install Node.js 20 or newer")?;
    need("npm", "install npm (it comes with Node.js; on Debian it is a package of its own)")?;
    say("installing the npm packages");
    run_quietly(Command::new("npm").args(["install", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    fs::write(STAMP, wanted)?;
    Ok(())
}

/// A Chromium for the browser journeys: `CHROMIUM`, or one on the PATH, or Debian's.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    let known = || ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(find);
    if let Some(found) = known() {
        return Ok(found);
    }
    const CURE: &str = "install Chromium and put it on the PATH, or name it in CHROMIUM";
    apt_packages("chromium", &["chromium", "fonts-dejavu-core"], CURE)?;
    known().with_context(|| format!("`chromium` is missing even after apt-get: {CURE}"))
}

/// A Python that makes environments of its own: a test gets a device's official client with it.
pub fn python() -> Result<()> {
    let can =
        || Command::new("python3").args(["-c", "import ensurepip, venv"]).output().is_ok_and(|it| it.status.success());
    const CURE: &str = "install Python 3 with its module venv";
    if can() {
        return Ok(());
    }
    apt_packages("python3-venv", &["python3", "python3-venv"], CURE)?;
    if can() { Ok(()) } else { bail!("`python3-venv` is missing even after apt-get: {CURE}") }
}

/// Debian's packages, where we may install them.
fn apt_packages(what: &str, packages: &[&str], cure: &str) -> Result<()> {
    if find("apt-get").is_none() || !rustix::process::geteuid().is_root() {
        bail!("`{what}` is missing: {cure} (as root on Debian this is done by itself)");
    }
    say(format_args!("installing {what}"));
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run_quietly(apt().args(["update", "-q"]))?;
    run_quietly(apt().args(["install", "-y", "-q", "--no-install-recommends"]).args(packages)).map(drop)
}
