//! What is measured or judged in a browser: `bench weight`, `bench lighthouse`, `axe`. The scripts stand in end2end/.

use crate::{
    build::{self, Server},
    chain,
    measure::{self, gather},
    setup,
    shell::{run, run_quietly, say},
    site,
};
use anyhow::Result;
use std::{env, path::Path, process::Command};

/// A measurement of `end2end/measure`, if there is one of this name: the optimised server, with the demo's goods on
/// its pages.
///
/// # Errors: it does not build, or a figure misses its target.
pub fn bench(name: &str, options: &measure::Options) -> Result<bool> {
    let script = Path::new("end2end/measure").join(format!("{name}.mjs"));
    if !script.exists() {
        return Ok(false);
    }
    if name == "lighthouse" {
        lighthouse()?;
    }
    let mut node = Command::new("node");
    node.arg(script).args(options.args.iter().skip(1));
    surround(&mut node, Server { release: true, demo: true })?;
    gather(&mut node, name).map(|()| true)
}

/// Every page for everyone, in every light, language and width.
///
/// # Errors: something is found.
pub fn axe() -> Result<()> {
    let mut playwright = Command::new("node_modules/.bin/playwright");
    playwright.args(["test", "-c", "end2end", "axe.spec.mjs"]).env("AXE", "full");
    surround(&mut playwright, Server { release: false, demo: true })?;
    run(&mut playwright)
}

/// Builds what a browser needs to see, and says where it lies.
fn surround(command: &mut Command, server: Server) -> Result<()> {
    let chromium = setup::chromium()?;
    let site = site::build()?;
    let binary = build::server(server)?;
    let root = env::current_dir()?;
    command.env("CHROMIUM", chromium).env("AMANAT_SITE", site).env("AMANAT_BIN", binary);
    command.env("ANVIL", root.join(chain::program()));
    Ok(())
}

/// Its hundred packages are of use to nobody else, so they have a folder of their own.
fn lighthouse() -> Result<()> {
    let folder = Path::new("end2end/measure/lighthouse");
    if folder.join("node_modules/lighthouse").exists() {
        return Ok(());
    }
    say("installing Lighthouse");
    let mut npm = Command::new("npm");
    npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder);
    run_quietly(&mut npm).map(drop)
}
