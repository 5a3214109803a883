//! Opening an engine over a folder or in memory.

use std::{
    fs::{self, DirBuilder, Permissions},
    io,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use super::Core;
use crate::{
    error::CommandError,
    storage::{DiskStorage, MemoryStorage, Storage},
};

/// The file in the data folder that holds everything.
const FILE_NAME: &str = "amanat.redb";

/// Why an engine did not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process, or another engine in this one, has the file open.
    #[error("the data folder {0} is in use by another process")]
    InUse(PathBuf),
    /// The folder cannot be made or read, or its socket cannot be used.
    #[error("the data folder {folder} cannot be used: {source}")]
    Folder {
        /// The data folder.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is there but cannot be read as a store.
    #[error("the store {file} cannot be opened: {reason}")]
    Store {
        /// The file.
        file: PathBuf,
        /// What the storage says.
        reason: String,
    },
}

/// The engine over one data folder (`<folder>/amanat.redb` and its log), or in memory.
pub struct Engine {
    pub(crate) core: Core,
}

impl Engine {
    /// Opens the engine of a folder; the folder (mode 0700) and the file are made when they are missing.
    ///
    /// # Errors: [`OpenError::InUse`] when another process has it, otherwise what is wrong with folder or file.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        make_private_folder(folder).map_err(|source| OpenError::Folder { folder: folder.to_owned(), source })?;
        let file = folder.join(FILE_NAME);
        let storage = DiskStorage::open(&file).map_err(|error| match error {
            redb::Error::DatabaseAlreadyOpen => OpenError::InUse(folder.to_owned()),
            other => OpenError::Store { file: file.clone(), reason: other.to_string() },
        })?;
        Self::over(Arc::new(storage)).map_err(|error| OpenError::Store { file, reason: error.message })
    }

    /// An engine that forgets everything when it stops, for tests.
    pub fn in_memory() -> Self {
        Self::over(Arc::new(MemoryStorage::default())).expect("an empty memory has a readable catalog")
    }

    fn over(storage: Arc<dyn Storage>) -> Result<Self, CommandError> {
        Ok(Self { core: Core::start(storage)? })
    }

    /// How often expired documents (TTL indexes) are looked for; 60 seconds unless told.
    #[must_use]
    pub fn sweep_every(mut self, interval: Duration) -> Self {
        self.core.settings.sweep_every = interval;
        self
    }

    /// How long a transaction may stay open; 60 seconds unless told.
    #[must_use]
    pub fn transaction_lifetime(mut self, lifetime: Duration) -> Self {
        self.core.settings.transaction_lifetime = lifetime;
        self
    }
}

/// Makes the folder for its owner only; one that is there already is left as it is.
pub(crate) fn make_private_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    fs::set_permissions(folder, Permissions::from_mode(0o700))
}
