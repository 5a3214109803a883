//! Reads Trunk.toml and the page it names: the one description of the browser's bundle.

use crate::shell::say;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What goes into the bundle, and where it lands.
pub struct Bundle {
    /// Where the bundle is written, `dist/pkg`.
    pub pkg: PathBuf,
    /// The cargo profile of the wasm.
    pub profile: String,
    /// What the page links, in its order.
    pub links: Vec<Link>,
}

/// A `<link data-trunk …>` of the page.
#[derive(Debug, PartialEq)]
pub struct Link {
    /// What to do with the file: `rust`, `tailwind-css` or `copy-file`.
    pub rel: String,
    /// The file, seen from the workspace's root.
    pub file: PathBuf,
    /// The folder of the bundle that it goes to.
    pub folder: String,
}

#[derive(Deserialize)]
struct TrunkToml {
    build: Build,
    tools: Tools,
}
#[derive(Deserialize)]
struct Build {
    target: PathBuf,
    dist: PathBuf,
    cargo_profile: String,
}
#[derive(Deserialize)]
struct Tools {
    wasm_bindgen: String,
    tailwindcss: String,
}

impl Bundle {
    /// Reads the description, and refuses if its tools are not the ones the lock files name.
    pub fn read() -> Result<Self> {
        let TrunkToml { build, tools } = toml::from_str(&fs::read_to_string("Trunk.toml")?).context("Trunk.toml")?;
        let bindgen = format!("name = \"wasm-bindgen\"\nversion = \"{}\"", tools.wasm_bindgen);
        ensure!(
            fs::read_to_string("Cargo.lock")?.contains(&bindgen),
            "Trunk.toml and Cargo.lock differ in wasm-bindgen"
        );
        let tailwind = format!("\"@tailwindcss/cli\": \"{}\"", tools.tailwindcss);
        ensure!(
            fs::read_to_string("package.json")?.contains(&tailwind),
            "Trunk.toml and package.json differ in Tailwind"
        );

        let page = fs::read_to_string(&build.target).with_context(|| build.target.display().to_string())?;
        let folder = build.target.parent().unwrap_or(Path::new(""));
        let mut links = links(&page, folder)?;
        links.extend(forgotten_scripts(folder, &links)?);
        Ok(Self { pkg: build.dist, profile: build.cargo_profile, links })
    }
}

fn links(page: &str, folder: &Path) -> Result<Vec<Link>> {
    let tags = page.split("<link ").skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag);
    tags.filter(|tag| tag.starts_with("data-trunk"))
        .map(|tag| {
            let rel = attribute(tag, "rel").with_context(|| format!("a link without rel: {tag}"))?;
            let href = attribute(tag, "href").with_context(|| format!("a link without href: {tag}"))?;
            let folder_in_bundle = attribute(tag, "data-target-path").unwrap_or_default();
            Ok(Link { rel: rel.into(), file: folder.join(href), folder: folder_in_bundle.into() })
        })
        .collect()
}

fn attribute<'tag>(tag: &'tag str, name: &str) -> Option<&'tag str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Scripts beside the page that it does not link. They are bundled all the same; Trunk would leave them out.
fn forgotten_scripts(folder: &Path, links: &[Link]) -> Result<Vec<Link>> {
    let mut forgotten = Vec::new();
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|it| it == "js") && links.iter().all(|link| link.file != file) {
            say(format_args!("{} is not linked in the bundle's page: add it, or Trunk leaves it out", file.display()));
            forgotten.push(Link { rel: "copy-file".into(), file, folder: String::new() });
        }
    }
    Ok(forgotten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_its_bundle_holds() {
        let page = r#"<link rel="icon" href="no.svg"><link data-trunk rel="rust" href="Cargo.toml" />
            <link data-trunk rel="copy-file" href="../a.woff2" data-target-path="fonts" />"#;
        let expected = [
            Link { rel: "rust".into(), file: "frontend/Cargo.toml".into(), folder: String::new() },
            Link { rel: "copy-file".into(), file: "frontend/../a.woff2".into(), folder: "fonts".into() },
        ];
        assert_eq!(links(page, Path::new("frontend")).unwrap(), expected);
    }
}
