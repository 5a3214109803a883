//! The embedded engine (interface first; the engine's author replaces these bodies).
use std::path::Path;
/// Why the engine did not open.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct OpenError(String);
/// The engine.
pub struct Engine(());
impl Engine {
    /// Opens a folder.
    pub fn open(_folder: &Path) -> Result<Self, OpenError> { Err(OpenError("not yet".into())) }
    /// In memory.
    pub fn in_memory() -> Self { Self(()) }
    /// Serves on a socket.
    pub async fn serve(self, _socket: &Path) -> std::io::Result<Serving> { Err(std::io::Error::other("not yet")) }
}
/// A serving engine.
pub struct Serving(());
impl Serving {
    /// Its URI.
    pub fn uri(&self) -> String { String::new() }
    /// Ends it.
    pub async fn stop(self) {}
}
/// What `attach` found.
pub struct Attached { /** The URI. */ pub uri: String, /** Our own engine. */ pub serving: Option<Serving> }
/// Reaches the engine of a folder.
pub async fn attach(_folder: &Path) -> Result<Attached, OpenError> { Err(OpenError("not yet".into())) }
