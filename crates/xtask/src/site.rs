//! The browser's half: wasm, styles, fonts, icons and public files, laid into dist/.

use crate::{
    cargo, icons, setup,
    shell::{copy_if_changed, run_quietly, say, up_to_date},
    trunk::{Bundle, Link},
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_bindgen_cli_support::Bindgen;

/// Builds dist/ and answers where it lies.
pub fn build() -> Result<PathBuf> {
    setup::wasm_target()?;
    setup::npm_packages()?;
    let bundle = Bundle::read()?;
    fs::create_dir_all(&bundle.pkg)?;
    for link in &bundle.links {
        match link.rel.as_str() {
            "rust" => wasm(&bundle, &package_of(&link.file)?)?,
            "tailwind-css" => styles(&link.file, &bundle.pkg)?,
            "copy-file" => copy(link, &bundle.pkg)?,
            other => bail!("frontend/index.html links a `{other}`, which xtask cannot bundle"),
        }
    }
    icons::draw(&bundle.pkg)?;
    let site = bundle.pkg.parent().context("Trunk.toml: dist has no folder above it")?;
    copy_folder(Path::new("public"), site)?;
    precompress(site)?;
    Ok(fs::canonicalize(site)?)
}

/// What the package of this manifest is called.
fn package_of(manifest: &Path) -> Result<String> {
    let text = fs::read_to_string(manifest).with_context(|| manifest.display().to_string())?;
    let name = toml::from_str::<toml::Table>(&text)?["package"]["name"].as_str().map(ToOwned::to_owned);
    name.with_context(|| format!("{} names no package", manifest.display()))
}

/// One bundle: `<package>.js` and `<package>_bg.wasm`.
fn wasm(bundle: &Bundle, package: &str) -> Result<()> {
    say(format_args!("building the browser's wasm: {package}"));
    let args = ["-p", package, "--target", "wasm32-unknown-unknown", "--profile", &bundle.profile];
    let compiled = cargo::build(&args, package, Some("wasm"))?;
    if up_to_date(&bundle.pkg.join(format!("{package}_bg.wasm")), &compiled) {
        return Ok(());
    }
    // The output's name becomes part of the wasm's import names: the files must not be renamed afterwards.
    Bindgen::new()
        .input_path(&compiled)
        .out_name(package)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&bundle.pkg)
        .context("wasm-bindgen")
}

fn styles(sheet: &Path, pkg: &Path) -> Result<()> {
    say("building the styles");
    let mut tailwind = Command::new("node_modules/.bin/tailwindcss");
    tailwind.arg("--input").arg(sheet).arg("--output").arg(pkg.join("main.css")).arg("--minify");
    run_quietly(&mut tailwind).map(drop)
}

fn copy(link: &Link, pkg: &Path) -> Result<()> {
    let name = link.file.file_name().with_context(|| format!("{} is no file", link.file.display()))?;
    copy_if_changed(&link.file, &pkg.join(&link.folder).join(name))
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            copy_if_changed(&entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Lays `.br` and `.gz` beside what compresses. Node brings both packers, so no crate is compiled for it.
fn precompress(site: &Path) -> Result<()> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/precompress.mjs");
    run_quietly(Command::new("node").arg(script).arg(site)).map(drop)
}
