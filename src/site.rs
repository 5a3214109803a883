//! The bundle and the public files: found once at start, served without asking the disk which of them exist.

use crate::page::House;
use axum::{
    Router,
    http::{HeaderValue, header::CACHE_CONTROL},
};
use sha2::{Digest, Sha256};
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use tower_http::{
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
};

/// Where the browser finds the bundle, and the routes that serve it.
pub struct Site {
    /// `/b/<hash of the bundle>`; empty without a bundle.
    pub base: String,
    /// Bundle and public files.
    pub routes: Router<House>,
}

impl Site {
    /// Reads a folder made by `cargo xtask build`. Without one, pages come without styles.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let pkg = folder.join("pkg");
        let base = if pkg.is_dir() { format!("/b/{}", hash_of(&pkg)?) } else { String::new() };
        if base.is_empty() {
            tracing::warn!(folder = %folder.display(), "no bundle: pages have no styles (cargo xtask build makes it)");
        }
        let mut routes = Router::new();
        if !base.is_empty() {
            let bundle = ServeDir::new(&pkg).precompressed_br().precompressed_gzip();
            routes = routes.nest_service(&format!("{base}/pkg"), bundle);
        }
        let for_ever = HeaderValue::from_static("public, max-age=31536000, immutable");
        let for_a_day = HeaderValue::from_static("public, max-age=86400");
        let bundle = routes.layer(SetResponseHeaderLayer::overriding(CACHE_CONTROL, for_ever));
        let public = public_files(folder)?.layer(SetResponseHeaderLayer::overriding(CACHE_CONTROL, for_a_day));
        Ok(Self { base, routes: bundle.merge(public) })
    }
}

/// A route per file beside the bundle. What has a packed twin is not offered by the twin's own name.
fn public_files(folder: &Path) -> io::Result<Router<House>> {
    let mut routes = Router::new();
    for file in files_of(folder)? {
        let Ok(name) = file.strip_prefix(folder) else { continue };
        let packed = name.extension().is_some_and(|it| it == "br" || it == "gz");
        if packed || name.starts_with("pkg") {
            continue;
        }
        let path = format!("/{}", name.to_string_lossy());
        routes = routes.route_service(&path, ServeFile::new(&file).precompressed_br().precompressed_gzip());
    }
    Ok(routes)
}

/// 16 hex digits of the names and bytes of everything in the bundle.
fn hash_of(pkg: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    for file in files_of(pkg)? {
        hash.update(file.strip_prefix(pkg).unwrap_or(&file).to_string_lossy().as_bytes());
        hash.update(fs::read(&file)?);
    }
    Ok(hex::encode(&hash.finalize()[..8]))
}

/// Every file below a folder, in a fixed order; nothing when there is no folder.
fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let list = if entry.file_type()?.is_dir() { &mut folders } else { &mut files };
            list.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}
